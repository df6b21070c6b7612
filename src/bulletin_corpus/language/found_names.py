"""One place where an article names a person, as the finders of both languages report it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundName:
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
