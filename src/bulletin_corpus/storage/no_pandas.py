"""Keeps pandas out of processes that are ours alone: those of the command line and the workers of a build.

pyarrow imports pandas, wherever it is installed, for the first array that it makes: a second of processor time and
80 MB that no build needs. In a process that belongs to somebody else, such as a notebook, nothing is kept out.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class _NoPandas(MetaPathFinder):
    """Hides pandas; sentence-transformers asks whether it is there, and then needs it."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Nothing for other modules; pandas is not found."""
        del path, target
        if fullname == "pandas" and "sentence_transformers" not in sys.modules:
            raise ModuleNotFoundError(fullname, name=fullname)


def leave_out_pandas() -> None:
    """Nothing; this process does not find pandas any more."""
    sys.meta_path.insert(0, _NoPandas())
