"""Compiled patterns, kept from one process to the next.

Compiling the four hundred patterns of the two languages takes half a second, a third of what a small build takes. As
Python keeps compiled modules, so this keeps compiled patterns in the user's cache folder, each under its source and
flags, in a file of its own for each version of `regex` and of Python. Read-only systems work too: there, and where the
file is damaged, patterns are compiled anew.
"""

from __future__ import annotations

import copyreg
import hashlib
import marshal
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import regex

FORMAT = 1  # raised whenever the form of the file changes
MOST_PATTERNS = 4000  # ten times as many as there are: those of former versions of this program go with the next file
DIGEST_BYTES = 32

_made: dict[tuple[str, int], tuple[Any, ...]] = {}
"""What was compiled in this process and is not in the file yet."""


def make_pattern(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """The pattern as `regex.compile` gives it, from the user's cache where it is there."""
    key = (pattern, int(flags))
    kept = _kept().get(key)
    if kept is not None:
        made: regex.Pattern[str] = _maker()(*kept)
        return made
    made = regex.compile(pattern, flags)
    _made[key] = _parts_of(made)[1]
    return made


def keep_patterns() -> None:
    """Nothing; the next process finds the patterns that this one had to compile, if the cache folder can be written."""
    path = _path()
    if not _made or path is None:
        return
    kept = _read(path)
    whole = {**(kept if len(kept) + len(_made) <= MOST_PATTERNS else {}), **_made}
    _made.clear()
    temporary = None
    try:
        data = marshal.dumps(whole)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=path.suffix, delete=False) as file:
            temporary = Path(file.name)
            file.write(hashlib.sha256(data).digest() + data)
        temporary.replace(path)
    except (OSError, ValueError):  # ValueError: a pattern has parts that cannot be written
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@cache
def _maker() -> Any:  # noqa: ANN401  # a function of the extension
    """What makes a pattern of its parts."""
    return _parts_of(regex.compile(""))[0]


@cache
def _kept() -> dict[tuple[str, int], tuple[Any, ...]]:
    """What the file held when this process first asked."""
    path = _path()
    return {} if path is None else _read(path)


def _read(path: Path) -> dict[tuple[str, int], tuple[Any, ...]]:
    """The patterns in the file; none where it is missing or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    if hashlib.sha256(data[DIGEST_BYTES:]).digest() != data[:DIGEST_BYTES]:
        return {}
    return dict(marshal.loads(data[DIGEST_BYTES:]))  # noqa: S302  # our own file, as trusted as Python's compiled modules


def _path() -> Path | None:
    """Where patterns are kept; None where no folder can be named."""
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    made_by = f"{regex.__version__}-{sys.implementation.cache_tag}-{os.uname().machine}-{FORMAT}"
    return Path(base) / "bulletin-corpus" / f"patterns-{made_by}.bin"


def _parts_of(pattern: regex.Pattern[str]) -> tuple[Any, tuple[Any, ...]]:
    """What makes a pattern without compiling, and what it takes for this one: the two that pickling asks for."""
    reduce: Any = copyreg.dispatch_table[regex.Pattern]
    make, parts = reduce(pattern)
    return make, parts
