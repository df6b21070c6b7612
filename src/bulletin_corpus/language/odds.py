"""How likely the words of two texts render each other: from a dictionary, from equal tokens and names, from the texts.

Input are two tokenised texts, output a sparse table over the word types of both, in both directions. What the odds are
used for is left to `beads` and to the stages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.names import readings
from bulletin_corpus.language.sounds import plain
from bulletin_corpus.language.tokens import tokens_en, tokens_zh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.dictionary import Dictionary

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

SAME_NUMBER, SAME_WORD, SAME_MARK = 0.9, 0.8, 0.4
PART_OF_WORD = 0.5  # the renderings of a word's parts count half where the word itself has none in the other text
PINYIN_LONG, PINYIN_SHORT = 0.8, 0.35  # 小洪 ~ Xiaohong, 王 ~ Wang


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One text as word types: `types` of all tokens in order, `starts` of each sentence in them (one more than sentences).

    `chars` counts the characters of each sentence.
    """

    types: Ints
    starts: Ints
    chars: Floats
    vocabulary: list[str]

    @property
    def sizes(self) -> Ints:
        """The number of tokens of each sentence."""
        return np.diff(self.starts)

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
    """Two texts, tokenised, with the odds of their words."""

    zh: Side
    en: Side
    odds: Odds


def text_pair(zh: Sequence[str], en: Sequence[str], dictionary: Dictionary | None) -> TextPair:
    """The two texts (a sentence each entry) as word types with dictionary odds."""
    words_zh = [tokens_zh(sentence, dictionary) for sentence in zh]
    words_en = [tokens_en(sentence) for sentence in en]
    side_zh = _side(words_zh, zh)
    side_en = _side([[token for token, _ in words] for words in words_en], en)
    printed = {token: word for words in words_en for token, word in words if word[:1].isupper()}
    table = _Table(side_en.vocabulary)
    if dictionary is not None:
        _add_dictionary(table, side_zh.vocabulary, dictionary)
    _add_equals(table, side_zh.vocabulary)
    _add_pinyin(table, words_zh, side_zh, printed)
    return TextPair(side_zh, side_en, table.odds(side_zh, side_en))


def _side(words: Sequence[Sequence[str]], sentences: Sequence[str]) -> Side:
    ids: dict[str, int] = {}
    types = np.array([ids.setdefault(word, len(ids)) for sentence in words for word in sentence], np.int64)
    starts = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(sentence) for sentence in words], out=starts[1:])
    chars = np.array([len(sentence) for sentence in sentences], np.float64)
    return Side(types, starts, chars, list(ids))


class _Table:
    """Weights of pairs of word types while they are gathered; the greatest of several counts."""

    def __init__(self, vocabulary_en: list[str]) -> None:
        self.ids_en = {word: n for n, word in enumerate(vocabulary_en)}
        self.weights: dict[tuple[int, int], float] = {}

    def add(self, zh: int, en: int | None, weight: float) -> None:
        if en is not None and weight > self.weights.get((zh, en), 0.0):
            self.weights[zh, en] = weight

    def odds(self, zh: Side, en: Side) -> Odds:
        pairs = sorted(self.weights)
        ids_zh = np.array([pair[0] for pair in pairs], np.int64)
        ids_en = np.array([pair[1] for pair in pairs], np.int64)
        weights = np.array([self.weights[pair] for pair in pairs], np.float64)
        return Odds(ids_zh, ids_en, _shared(ids_zh, weights), _shared(ids_en, weights))


def _shared(owners: Ints, weights: Floats) -> Floats:
    """The weights, divided by the sum of those of the same owner: what several words may render is shared by them."""
    return weights / np.bincount(owners, weights)[owners] if len(weights) else weights


def _add_dictionary(table: _Table, vocabulary: list[str], dictionary: Dictionary) -> None:
    ids = table.ids_en
    for zh, word in enumerate(vocabulary):
        found = False
        for rendering, weight in dictionary.look_up(word):
            en = ids.get(rendering)
            if en is not None:
                table.add(zh, en, weight)
                found = True
        if not found and len(word) > 1 and word[0] > "\u2fff":
            for part in _parts(word, dictionary):
                for rendering, weight in dictionary.look_up(part):
                    table.add(zh, ids.get(rendering), weight * PART_OF_WORD)


def _parts(word: str, dictionary: Dictionary) -> list[str]:
    """The words inside `word`, without itself: two halves where both are words, else its characters."""
    for cut in range(len(word) - 1, 0, -1):
        if word[:cut] in dictionary.words and word[cut:] in dictionary.words:
            return [word[:cut], word[cut:]]
    return list(word)


def _add_equals(table: _Table, vocabulary: list[str]) -> None:
    for zh, word in enumerate(vocabulary):
        weight = SAME_NUMBER if word[0] == "#" else SAME_MARK if word[0] == "/" else SAME_WORD
        table.add(zh, table.ids_en.get(word), weight)


def _add_pinyin(table: _Table, words: Sequence[Sequence[str]], side: Side, printed: dict[str, str]) -> None:
    """Chinese words, and characters beside each other, against capitalised words that spell them in pinyin."""
    spelled = {plain(word): table.ids_en[token] for token, word in printed.items() if token in table.ids_en}
    ids = {word: n for n, word in enumerate(side.vocabulary)}
    for word, zh in ids.items():
        if word[0] > "\u2fff" and len(word) <= 3:
            syllables = [next(iter(readings(ch)), "") for ch in word]
            en = spelled.get("".join(syllables).replace("ü", "u"))
            table.add(zh, en, PINYIN_LONG if len(word) > 1 else PINYIN_SHORT)
    for sentence in words:
        for first, second in zip(sentence, sentence[1:], strict=False):
            if len(first) == len(second) == 1 and first > "\u2fff" and second > "\u2fff":
                syllables = [next(iter(readings(ch)), "") for ch in first + second]
                en = spelled.get("".join(syllables).replace("ü", "u"))
                if en is not None:
                    table.add(ids[first], en, PINYIN_LONG)
                    table.add(ids[second], en, PINYIN_LONG)
