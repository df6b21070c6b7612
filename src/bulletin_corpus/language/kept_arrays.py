"""Arrays that are slow to make and the same for every build, kept in the user's cache folder.

Read-only systems work too: there, and where a file is damaged, they are made anew for each process.
"""

from __future__ import annotations

import os
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[np.generic]]

DAMAGED = (OSError, ValueError, KeyError, EOFError, NotImplementedError, struct.error, BadZipFile)


def cache_file(name: str) -> Path | None:
    """The file of this name in the user's cache folder; None where no folder can be named."""
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    return Path(base) / "bulletin-corpus" / name


def kept_arrays(path: Path | None, names: tuple[str, ...], make: Callable[[], Arrays]) -> Arrays:
    """These arrays from the file; where it is missing or damaged, `make` makes all that it holds, and it is written.

    Args:
        path: its name tells what the arrays are made from; None: nothing is kept.
        names: of the arrays that are wanted.
        make: the arrays by name.
    """
    if path is not None:
        try:
            with np.load(path, allow_pickle=False) as held:
                return {name: held[name] for name in names}
        except DAMAGED:
            pass
    made = make()
    if path is not None:
        _write(path, made)
    return {name: made[name] for name in names}


def _write(path: Path, arrays: Arrays) -> None:
    """The arrays under `path`, whole or not at all; a folder that cannot be written is left alone."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
            temporary = Path(file.name)
            np.savez(file, allow_pickle=False, **arrays)
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
