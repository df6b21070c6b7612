"""What a result is made with, beside the bytes of its bulletin: program, words, libraries, settings, learnt renderings.

A result is kept under the digest of all of these and of the bytes. The program counts by its source text, not by its
version alone, so that a mended rule is never answered by an old result.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bulletin_corpus.config import BuildConfig

PACKAGE = Path(__file__).parent
DIGITS = 32


@dataclass(frozen=True, slots=True)
class Recipe:
    """The digest of each part of the recipe, by a name for people, and of them all."""

    parts: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The digest of the whole."""
        return _digest(f"{name}={value}" for name, value in sorted(self.parts.items()))

    def differs_in(self, other: Mapping[str, str]) -> list[str]:
        """The names of the parts that are not the same in another recipe."""
        return sorted(name for name in {*self.parts, *other} if self.parts.get(name) != other.get(name))

    def key(self, *made_from: str) -> str:
        """The key of what is made with this recipe from what these strings name."""
        return _digest((self.digest, *made_from))


def recipe_of(config: BuildConfig, version: str) -> Recipe:
    """The recipe of a build with these settings by that version of this program."""
    settings = config.model_dump_json(exclude={"learnt"})
    return Recipe(
        {
            "version": version,
            "program": _digest_of_files(".py"),
            "lexicons": _digest_of_files(".tsv"),
            "libraries": _libraries(),
            "settings": _digest([settings]),
            "learnt renderings": config.learnt.sha256 if config.learnt else "none",
        }
    )


@cache
def _digest_of_files(suffix: str) -> str:
    """The digest of the package's files of that kind, by their path in it."""
    files = sorted(PACKAGE.rglob(f"*{suffix}"))
    return _digest(
        part
        for path in files
        for part in (path.relative_to(PACKAGE).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
    )


@cache
def _libraries() -> str:
    """The digest of the versions of all libraries that can change a row; of Python, its Unicode tables."""
    extras = ("html", "neural")
    stated = metadata.requires("bulletin-corpus") or ()
    needed = [line for line in stated if "extra" not in line or any(extra in line for extra in extras)]
    names = sorted({regex.split(r"[ ;<>=!\[(~]", line)[0] for line in needed})
    found = []
    for name in names:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:  # an extra that is not installed
            continue
    return _digest([*found, f"unicode {unicodedata.unidata_version}", f"python {sys.version_info[:2]}"])


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("".join(part + "\0" for part in parts).encode()).hexdigest()[:DIGITS]
