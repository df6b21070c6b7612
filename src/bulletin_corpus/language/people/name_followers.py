"""Where words stand in a Chinese text that follow names: verbs and the like, ranks, and endings of no name.

Input: one part of an article. Output: their places by kind, found in one pass, so that the readers of names need not
look for each word again. The words stand in the lexicons `name_followers` and `honorifics`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from bulletin_corpus.language.lexicon import lexicon

Places = dict[int, list[int]]
"""Where words begin, and the ends of those that begin there, the shortest first."""


class Followers(NamedTuple):
    """The words of one text that follow names, by kind.

    Attributes:
        strong, weak: words that stand behind a name: 会见, 表示.
        suffix: words that show that no name begins there: 大使馆, 部长级.
        rank: forms of address and ranks: 阁下, 少将.
    """

    strong: Places
    weak: Places
    suffix: Places
    rank: Places


KINDS = Followers._fields


@cache
def _engine() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[int, ...], ...]]:
    """Finds all words that follow names, and the kinds of each as places in `Followers`."""
    kinds: dict[str, set[int]] = {}
    for row in lexicon("name_followers"):
        kinds.setdefault(row["form"], set()).add(KINDS.index(row["kind"]))
    for row in lexicon("honorifics"):
        if row["lang"] == "zh":
            kinds.setdefault(row["form"], set()).add(KINDS.index("rank"))
    forms = sorted(kinds)
    return ahocorasick_rs.AhoCorasick(forms), tuple(tuple(sorted(kinds[form])) for form in forms)


@lru_cache(maxsize=64)
def followers_in(text: str) -> Followers:
    """The words of `text` that follow names; linear in its length."""
    engine, kinds = _engine()
    found = Followers({}, {}, {}, {})
    for index, start, end in engine.find_matches_as_indexes(text, overlapping=True):  # by their ends
        for kind in kinds[index]:
            found[kind].setdefault(start, []).append(end)
    return found


def first_word(places: Places, start: int, end: int) -> int:
    """How long the first word is, and the longest there, that stands in `[start, end)`; 0 where none does."""
    for at in range(start, end):
        for stop in reversed(places.get(at, ())):
            if stop <= end:
                return stop - at
    return 0
