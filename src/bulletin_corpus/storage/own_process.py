"""What suits processes that are ours alone: those of the command line and the workers of a build.

pandas is kept out: pyarrow imports it, wherever it is installed, for the first array that it makes, a second of
processor time and 80 MB that no build needs. Garbage is collected less often: records and lexicons hold no cycles, and
looking for some takes a tenth of a short build and a twentieth of a long one, in the same memory. In a process that
belongs to somebody else, such as a notebook, nothing is changed.
"""

from __future__ import annotations

import gc
import sys
from importlib.abc import MetaPathFinder

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Python's own 700 gave 5.6 and 5.6 s for 20 bulletins, this 5.1 and 5.3, no collection at all 5.3 and 5.5."""


class _NoPandas(MetaPathFinder):
    """Hides pandas; sentence-transformers asks whether it is there, and then needs it."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Nothing for other modules; pandas is not found."""
        del path, target
        if fullname == "pandas" and "sentence_transformers" not in sys.modules:
            raise ModuleNotFoundError(fullname, name=fullname)


def begin_own_process() -> None:
    """Nothing; this process does not find pandas any more, and seldom looks for garbage."""
    sys.meta_path.insert(0, _NoPandas())
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 100)
