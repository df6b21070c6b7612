"""How likely a string is as running Chinese: a character model from dictionary words and from the page itself.

It decides between a handful of candidates for a damaged place, no more. Characters are simplified.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.restoring.encoding import han_level
from bulletin_corpus.language.restoring.script import character_counts
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
        self._page, self._on_page = page, character_counts(page)
        self._n_han = sum(n for ch, n in self._on_page.items() if ch >= "\u4e00")
        self._behind_page: dict[str, Mapping[str, float]] = {}
        self._shares: dict[str, float] = {}
        corners = page.count("「") > page.count("“")
        self._follows = {_corner(mark): _corner(marks) for mark, marks in FOLLOWS.items()} if corners else FOLLOWS
        self._known: dict[tuple[str, str], float] = {}

    def log_probability(self, before: str, ch: str) -> float:
        """Log probability of `ch` behind `before`."""
        known = self._known.get((before, ch))
        if known is None:
            share = (1 - WORD_WEIGHT - PAGE_WEIGHT) * self.share(ch)
            share += WORD_WEIGHT * _behind_in_words(before).get(ch, 0.0)
            share += PAGE_WEIGHT * self._behind_on_page(before).get(ch, 0.0)
            if ch in STOPS and before in STOPS:
                share *= AFTER_STOP
            elif ch in self._follows.get(before, ""):
                share = max(share, FOLLOWS_SHARE)
            known = self._known[before, ch] = math.log(share)
        return known

    def share(self, ch: str) -> float:
        """Share of `ch` in text as this page's, 0 to 1."""
        known = self._shares.get(ch)
        if known is None:
            known = _share_elsewhere(ch)
            if ch >= "\x80" and ch not in MARKS and not ch.isdigit():
                known += 0.5 * self._on_page.get(ch, 0) / (self._n_han + 1000)
            self._shares[ch] = known
        return known

    def _behind_on_page(self, ch: str) -> Mapping[str, float]:
        """Shares of the Chinese characters behind this one, where the page has it before such a character."""
        known = self._behind_page.get(ch)
        if known is None:
            known = self._behind_page[ch] = self._counted_behind(ch) if _HAN.match(ch) else _NOTHING
        return known

    def _counted_behind(self, ch: str) -> Mapping[str, float]:
        counts: Counter[str] = Counter(self._page[part.end() : part.end() + 1] for part in re.finditer(ch, self._page))
        seconds = {second: n for second, n in counts.items() if _HAN.match(second)}
        weight = sum(seconds.values()) + 2
        return {second: n / weight for second, n in seconds.items()}

    def is_usual(self, ch: str) -> bool:
        """Whether the character stands in running text often enough to be guessed."""
        return self.share(ch) > USUAL
