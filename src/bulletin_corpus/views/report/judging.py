"""The lines of a person's judgement, ready to be copied into corrections.toml.

What only the person can know stands as a key without a value: the file is not read until it is filled in. So do author
and reason, which the page fills in where it knows them.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Quote(NamedTuple):
    """A name as an article prints it, and the article's id: how corrections.toml names a person."""

    name: str
    article: str


class Offer(NamedTuple):
    """A judgement that a person may come to: in words, and as lines of corrections.toml."""

    says: str
    lines: str

    @property
    def to_fill_in(self) -> bool:
        """Whether it has a key without a value, which only the person knows."""
        return BLANK.search(self.lines) is not None


BLANK = re.compile(r"^(\w+) =$", re.MULTILINE)
"""A key that the person fills in: `value =`."""

Value = str | date | Quote | list[str] | list[Quote] | None


def judgement(kind: str, values: Sequence[tuple[str, Value]], author: str = "", reason: str = "") -> str:
    """The lines of one judgement: its kind, then keys with their values; None is left to be filled in."""
    told = "\n".join(f"{key} = {_toml(value)}".rstrip() for key, value in values)
    return f"[[{kind}]]\n{told}\nauthor = {_string(author)}\nreason = {_string(reason)}\n"


def _toml(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Quote):
        return f"{{article = {_string(value.article)}, name = {_string(value.name)}}}"
    if isinstance(value, list):
        inner = "".join(f"  {_toml(one)},\n" for one in value)
        return f"[\n{inner}]"
    return _string(value)


def _string(text: str) -> str:
    """The text as a TOML string; what cannot be printed, directions of writing among it, as an escape."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
