"""One place where an article names a person, as the finders of both languages report it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class FoundName(NamedTuple):
    """One place where a part of an article names a person; `part` is its index. See `documents.NameMention`."""

    part: int
    name: str
    start: int
    end: int
    title: str | None
    title_start: int
    title_end: int
    country: str | None
    rule: str


def untitled(part: int, name: str, start: int, rule: str) -> FoundName:
    """A place where a name stands without a title."""
    return FoundName(part, name, start, start + len(name), None, start, start, None, rule)


class Taken:
    """Spans of one text that are given away; which others overlap them is asked in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether `[start, end)` shares a character with a span."""
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._ends[before] > start


def occurrences(text: str, forms: Iterable[str]) -> list[tuple[int, int]]:
    """Where the forms stand in `text`, the longest where several begin at one place, without overlap, in order.

    The forms are the few names of one article: to look for each is faster than to build an automaton of them.
    """
    longest: dict[int, int] = {}
    for form in forms:
        start = text.find(form)
        while start >= 0:
            longest[start] = max(start + len(form), longest.get(start, 0))
            start = text.find(form, start + 1)
    found: list[tuple[int, int]] = []
    reached = 0
    for start in sorted(longest):
        if start >= reached:
            reached = longest[start]
            found.append((start, reached))
    return found
