"""The one loader of the lexicons: tab-separated tables beside this module, a header first, a `source` for each row.

A line that starts with '#' is a comment. An empty field is an empty string. Where a row ends early, the rest is empty.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def lexicon(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `<name>.tsv` in file order, each a mapping from column to value.

    Raises:
        FileNotFoundError: if there is no such lexicon.
    """
    text = (files(__package__) / f"{name}.tsv").read_text("utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(dict(zip_longest(header, row[: len(header)], fillvalue="")) for row in rows)


def names() -> list[str]:
    """The names of all lexicons, sorted."""
    return sorted(
        entry.name.removesuffix(".tsv") for entry in files(__package__).iterdir() if entry.name.endswith(".tsv")
    )
