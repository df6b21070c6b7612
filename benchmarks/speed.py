"""How fast work on a text is done, in megabytes a second of one core."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def megabytes_per_second(work: Callable[[], object], text: str, seconds: float) -> float:
    """Size of `text` in UTF-8 over the processor time of the fastest of the runs that `seconds` hold.

    Other programs only ever make a run slower, so that the fastest tells most of the work. A first run, which loads
    tables and compiles patterns, is not counted.
    """
    work()
    end, best = time.process_time() + seconds, float("inf")
    while (start := time.process_time()) < end:
        work()
        best = min(best, time.process_time() - start)
    return len(text.encode()) / 1e6 / best
