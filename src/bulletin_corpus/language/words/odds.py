"""How likely the words of two texts render each other: from a dictionary, from equal tokens and names, from the texts.

Input are two tokenised texts, output a sparse table over the word types of both, in both directions. What the odds are
used for is left to `beads` and to the stages.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import regex

from bulletin_corpus.language.aligning.band import expand
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.words.names import readings
from bulletin_corpus.language.words.quotations import inside_quotation
from bulletin_corpus.language.words.signs import shared_names
from bulletin_corpus.language.words.sounds import plain
from bulletin_corpus.language.words.telling import telling
from bulletin_corpus.language.words.tokens import ending, opening, tokens_en, tokens_zh, word_en

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.vectors import Vectors
    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.records import Lang

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

CAPITALISED = make_pattern(r"\p{Lu}[\p{L}\p{M}]++(?:['’][\p{L}\p{M}]++)*+")
SAME_NUMBER, SAME_WORD, SAME_MARK, SAME_NAME = 0.9, 0.8, 0.4, 0.9
WEEKDAYS = tuple(
    word_en(day)[0] for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
WEEKDAY = 0.4  # English news says on Wednesday where Chinese news prints the date; any value gives the same links
RELATED = 0.5  # what a word takes from one that it is related to; .3 to .8 do as well, without it all texts lose
PART_OF_WORD = 0.5  # the renderings of a word's parts count half where the word itself has none in the other text
PINYIN_LONG, PINYIN_SHORT = 0.8, 0.35  # 小洪 ~ Xiaohong, 王 ~ Wang


UNCOMMON = 2e-4  # the share of any other word; the rarest that the annotated items allow to count
COMPARED = 50_000
"""Words are read in so many characters of an article or sentence: the longest article of the shipped bulletin has
2,700, while those of a line of a megabyte would take seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One text as word types: `types` of all tokens in order, `starts` of each sentence among them, and their end.

    `sizes` counts the tokens, `chars` the characters of each sentence; `openings` and `endings` say how it begins and
    ends (see `tokens`), `quoting` is 1 where a quotation is still open behind it; `background` is the share of each
    word type in the genre. For short texts `telling` says whether a sentence tells what somebody said (see `telling`).
    """

    types: Ints
    starts: Ints
    chars: Floats
    openings: Ints
    endings: Ints
    quoting: Ints
    background: Floats
    vocabulary: list[str]
    telling: tuple[int, ...] = ()
    sizes: Ints = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", self.starts[1:] - self.starts[:-1])

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Odds:
    """Pairs of word types that may render each other, sorted by Chinese type.

    Attributes:
        zh, en: word types of each pair.
        forward: how likely the Chinese word is rendered by the English one.
        backward: the other way round.
    """

    zh: Ints
    en: Ints
    forward: Floats
    backward: Floats


@dataclass(frozen=True, slots=True, eq=False)
class TextPair:
    """Two texts, tokenised, with the odds of their words.

    `vectors` are those of a model, where one is used.
    """

    zh: Side
    en: Side
    odds: Odds
    vectors: Vectors | None = None


def text_pair(zh: Sequence[str], en: Sequence[str], dictionary: Dictionary | None, *, named: bool = False) -> TextPair:
    """The two texts (a sentence each entry) as word types with dictionary odds.

    Args:
        zh: Chinese sentences, in order, simplified characters.
        en: English sentences, in order.
        dictionary: None: numbers, marks and names alone have odds.
        named: whether names that sound alike are sought, and what tells that somebody spoke; for short texts, since all
            names are tried against all.
    """
    names = shared_names("\n".join(zh), "\n".join(en), dictionary) if named else {}
    # not kept for other processes: no other text has these names
    pattern = regex.compile("|".join(sorted(map(regex.escape, names), key=len, reverse=True))) if names else None
    words_zh = [tokens_zh(sentence[:COMPARED], dictionary, pattern) for sentence in zh]
    words_en = [tokens_en(sentence[:COMPARED]) for sentence in en]
    side_zh, side_en = _side(words_zh, zh, "zh"), _side(words_en, en, "en")
    if named:
        side_zh, side_en = replace(side_zh, telling=telling(zh, "zh")), replace(side_en, telling=telling(en, "en"))
    printed = {word_en(word)[0]: word for sentence in en for word in CAPITALISED.findall(sentence)}
    table = _Table(side_en.vocabulary)
    if dictionary is not None:
        _add_dictionary(table, side_zh.vocabulary, dictionary)
    _add_equals(table, side_zh.vocabulary)
    ids_zh = {word: n for n, word in enumerate(side_zh.vocabulary)} if names else {}
    for name, spelled in names.items():
        for word in spelled:
            for token in word_en(word):
                table.add(ids_zh.get(name, -1), table.ids_en.get(token), SAME_NAME)
    _add_pinyin(table, side_zh, printed)
    return TextPair(side_zh, side_en, table.odds())


@cache
def common_words(lang: Lang) -> dict[str, float]:
    """The share of the commonest words (Chinese words, English stems) in news of the genre."""
    return {row["word"]: float(row["per_mille"]) / 1000 for row in lexicon("common_words") if row["lang"] == lang}


def _side(words: Sequence[Sequence[str]], sentences: Sequence[str], lang: Lang) -> Side:
    tokens = list(chain.from_iterable(words))
    ids = {word: number for number, word in enumerate(dict.fromkeys(tokens))}
    types = np.array(list(map(ids.__getitem__, tokens)), np.int64)
    starts = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(sentence) for sentence in words], out=starts[1:])
    chars = np.array([len(sentence) for sentence in sentences], np.float64)
    openings = np.array([opening(sentence) for sentence in sentences], np.int64)
    endings = np.array([ending(sentence) for sentence in sentences], np.int64)
    quoting = np.array(inside_quotation(sentences), np.int64)
    usual = common_words(lang)
    background = np.array([usual.get(word, UNCOMMON) for word in ids], np.float64)
    return Side(types, starts, chars, openings, endings, quoting, background, list(ids))


class _Table:
    """Weights of pairs of word types while they are gathered; the greatest of several counts."""

    def __init__(self, vocabulary_en: list[str]) -> None:
        self.ids_en = {word: n for n, word in enumerate(vocabulary_en)}
        self.size = max(1, len(vocabulary_en))
        self.keys: list[Ints] = []
        self.weights: list[Floats] = []
        self.single: dict[int, float] = {}

    def add(self, zh: int, en: int | None, weight: float) -> None:
        """One pair; unknown words (-1, None) are passed over."""
        if en is not None and zh >= 0:
            key = zh * self.size + en
            if weight > self.single.get(key, 0.0):
                self.single[key] = weight

    def add_all(self, zh: Ints, en: Ints, weights: Floats) -> None:
        """Many pairs at once."""
        self.keys.append(zh * self.size + en)
        self.weights.append(weights)

    def odds(self) -> Odds:
        """The pairs gathered, sorted, what several words may render shared by them."""
        keys = np.concatenate([*self.keys, np.array(list(self.single), np.int64)])
        weights = np.concatenate([*self.weights, np.array(list(self.single.values()), np.float64)])
        order = np.lexsort((-weights, keys))
        first = np.ones(len(order), bool)
        first[1:] = np.diff(keys[order]) != 0
        kept = order[first]
        ids_zh, ids_en = np.divmod(keys[kept], self.size)
        return Odds(ids_zh, ids_en, _shared(ids_zh, weights[kept]), _shared(ids_en, weights[kept]))


def _shared(owners: Ints, weights: Floats) -> Floats:
    """The weights, divided by the sum of those of the same owner: what several words may render is shared by them."""
    return weights / np.bincount(owners, weights)[owners] if len(weights) else weights


def _add_dictionary(table: _Table, vocabulary: list[str], dictionary: Dictionary) -> None:
    own = dictionary.ids_of(table.ids_en)
    rows = np.array([dictionary.words.get(word, -1) for word in vocabulary], np.int64)
    known = np.flatnonzero(rows >= 0)
    renderings = _renderings(dictionary, (known, rows[known]), 1.0)
    found = np.zeros(len(vocabulary), bool)
    found[_add_rows(table, own, renderings)] = True
    _add_rows(table, own, _related(dictionary, renderings))
    owners: list[int] = []
    parts: list[int] = []
    for zh in np.flatnonzero(~found).tolist():
        word = vocabulary[zh]
        if len(word) > 1 and word[0] > "\u2fff":
            rows_of_parts = _rows_of_parts(word, dictionary)
            owners += [zh] * len(rows_of_parts)
            parts += rows_of_parts
    pairs = np.array(owners, np.int64), np.array(parts, np.int64)
    _add_rows(table, own, _renderings(dictionary, pairs, PART_OF_WORD))


def _renderings(dictionary: Dictionary, pairs: tuple[Ints, Ints], weight: float) -> tuple[Ints, Ints, Floats]:
    """Chinese types, stems and weights of all renderings; `pairs` are types and the dictionary's rows for them."""
    types, rows = pairs
    begin = dictionary.starts[rows].astype(np.int64)
    owners, nth = expand(dictionary.starts[rows + 1] - begin)
    at = begin[owners] + nth
    return types[owners], dictionary.renderings[at].astype(np.int64), weight * dictionary.weights[at].astype(np.float64)


def _related(dictionary: Dictionary, renderings: tuple[Ints, Ints, Floats]) -> tuple[Ints, Ints, Floats]:
    """The same for the stems that are related to these renderings."""
    types, stems, weights = renderings
    begin = dictionary.related_starts[stems].astype(np.int64)
    owners, nth = expand(dictionary.related_starts[stems + 1] - begin)
    at = begin[owners] + nth
    likely: Floats = RELATED * weights[owners] * dictionary.relatedness[at]
    return types[owners], dictionary.related[at].astype(np.int64), likely


def _add_rows(table: _Table, own: Ints, renderings: tuple[Ints, Ints, Floats]) -> Ints:
    """The Chinese types that have renderings here; `own` is the number of each of the dictionary's stems here."""
    types, stems, weights = renderings
    en = own[stems]
    here = np.flatnonzero(en >= 0)
    zh: Ints = types[here]
    table.add_all(zh, en[here], weights[here])
    return zh


@lru_cache(maxsize=8192)
def _rows_of_parts(word: str, dictionary: Dictionary) -> tuple[int, ...]:
    """The rows of the words inside `word`, without itself: two halves where both are words, else its characters."""
    words = dictionary.words
    for cut in range(len(word) - 1, 0, -1):
        if word[:cut] in words and word[cut:] in words:
            return words[word[:cut]], words[word[cut:]]
    return tuple(words[part] for part in word if part in words)


def _add_equals(table: _Table, vocabulary: list[str]) -> None:
    for zh, word in enumerate(vocabulary):
        en = table.ids_en.get(word)
        if en is not None:
            table.add(zh, en, SAME_NUMBER if word[0] == "#" else SAME_MARK if word[0] == "/" else SAME_WORD)
        if word.startswith("#m"):
            for day in WEEKDAYS:
                table.add(zh, table.ids_en.get(day), WEEKDAY)


def _add_pinyin(table: _Table, side: Side, printed: dict[str, str]) -> None:
    """Chinese words, and characters beside each other, against capitalised words that spell them in pinyin."""
    spelled = {plain(word): table.ids_en[token] for token, word in printed.items() if token in table.ids_en}
    if not spelled:
        return
    beginnings = {name[:length] for name in spelled for length in range(1, len(name) + 1)}
    for zh, word in enumerate(side.vocabulary):
        if len(word) <= 3 and word[0] > "\u2fff" and _reading(word[0]) in beginnings:
            en = spelled.get("".join(map(_reading, word)))
            table.add(zh, en, PINYIN_LONG if len(word) > 1 else PINYIN_SHORT)
    single = np.array([len(word) == 1 and word > "\u2fff" for word in side.vocabulary], np.bool_)[side.types]
    beside = single[:-1] & single[1:]
    beside[side.starts[1:-1][side.starts[1:-1] < len(side.types)] - 1] = False  # no word begins the next sentence
    at = np.flatnonzero(beside)
    size = len(side.vocabulary)
    for pair in np.unique(side.types[at] * size + side.types[at + 1]).tolist():
        first, second = divmod(pair, size)
        read = _reading(side.vocabulary[first])
        if read in beginnings:
            en = spelled.get(read + _reading(side.vocabulary[second]))
            table.add(first, en, PINYIN_LONG)
            table.add(second, en, PINYIN_LONG)


@lru_cache(maxsize=8192)
def _reading(character: str) -> str:
    """The character's usual reading without tone; nothing where it has none."""
    return next(iter(readings(character)), "").replace("ü", "u")
