"""How likely a string is as running Chinese: a character model from dictionary words and from the page itself.

It decides between a handful of candidates for a damaged place, no more. Characters are simplified.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.restoring.encoding import han_level
from bulletin_corpus.language.words.dictionary import characters

if TYPE_CHECKING:
    from collections.abc import Mapping


_HAN = make_pattern(r"\p{Han}")

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

USUAL = math.exp(-10.7)
"""Share; in the words of CC-CEDICT some 2,800 characters lie above it. One more or less
undoes one shifted run of 56 less at most (measured as `torn.BEAM` says)."""

_DIGIT, _LETTER = 0.003, 0.0002
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


@lru_cache(maxsize=2048)
def _behind_in_words(ch: str) -> Mapping[str, float]:
    """Shares of the characters behind this one, in the words of CC-CEDICT."""
    return characters().behind(ch)


@cache
def _share_elsewhere(ch: str) -> float:
    """Share of a character in running text, on a page that does not show it."""
    if ch in MARKS:
        return MARKS[ch]
    if ch.isdigit():
        return _DIGIT
    if ch < "\x80":
        return _LETTER
    return 0.5 * characters().shares.get(ch, _OTHER if han_level(ch) == 3 else _RARE)


def _corner(marks: str) -> str:
    """The marks, with corner brackets for quotation marks."""
    return marks.replace("“", "「").replace("”", "」")


class ChineseModel:
    """Log probabilities of characters behind characters, for one page."""

    def __init__(self, page: str) -> None:
        """Learn from `page`, in simplified characters, without injected readings."""
        han = set(filter(_HAN.match, set(page)))
        follow: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (first, second), n in Counter(pairwise(page)).items():
            if first in han and second in han:
                follow[first][second] = n
        self._behind_page = {}
        for ch, seconds in follow.items():
            weight = sum(seconds.values()) + 2
            self._behind_page[ch] = {other: n / weight for other, n in seconds.items()}
        on_page = Counter(page)
        n_han = sum(n for ch, n in on_page.items() if ch >= "\u4e00")
        self._shares = {
            ch: _share_elsewhere(ch) + 0.5 * n / (n_han + 1000)
            for ch, n in on_page.items()
            if ch >= "\x80" and ch not in MARKS and not ch.isdigit()
        }
        corners = page.count("「") > page.count("“")
        self._follows = {_corner(mark): _corner(marks) for mark, marks in FOLLOWS.items()} if corners else FOLLOWS
        self._known: dict[tuple[str, str], float] = {}

    def log_probability(self, before: str, ch: str) -> float:
        """Log probability of `ch` behind `before`."""
        known = self._known.get((before, ch))
        if known is None:
            share = (1 - WORD_WEIGHT - PAGE_WEIGHT) * self.share(ch)
            share += WORD_WEIGHT * _behind_in_words(before).get(ch, 0.0)
            share += PAGE_WEIGHT * self._behind_page.get(before, _NOTHING).get(ch, 0.0)
            if ch in STOPS and before in STOPS:
                share *= AFTER_STOP
            elif ch in self._follows.get(before, ""):
                share = max(share, FOLLOWS_SHARE)
            known = self._known[before, ch] = math.log(share)
        return known

    def share(self, ch: str) -> float:
        """Share of `ch` in text as this page's, 0 to 1."""
        known = self._shares.get(ch)
        return _share_elsewhere(ch) if known is None else known

    def is_usual(self, ch: str) -> bool:
        """Whether the character stands in running text often enough to be guessed."""
        return self.share(ch) > USUAL
