"""Where the work runs: in this process or in a pool of processes, always through `concurrent.futures.Executor`.

The engine decides only where; the rows are the same.
"""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")

# Starting a worker and loading its automata takes about as long as 20 bulletins of the usual 10 kB (measured on two
# cores with the rendered dumps); below that a pool costs more than it gives.
SERIAL_BELOW = 20


class SerialExecutor(Executor):
    """An executor that does the work at once, in the calling thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that is already done; an exception of `fn` is raised here, where its cause is easiest to see."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def executor(jobs: int, workers: int | None) -> Executor:
    """The executor for so many jobs: serial for few of them or one worker, else a pool of fresh processes."""
    count = workers or os.cpu_count() or 1
    if count == 1 or (workers is None and jobs < SERIAL_BELOW):
        return SerialExecutor()
    return ProcessPoolExecutor(max_workers=min(count, jobs), mp_context=get_context("spawn"))


def run(
    job: Callable[[T], R],
    inputs: Sequence[T],
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[R]:
    """The results of `job` on each input, in the order of the inputs.

    Args:
        job: a picklable function.
        inputs: picklable.
        workers: processes, at least 1; None: one for each core, none where the inputs are few.
        progress: called with the number of jobs done and of all.

    Raises:
        Exception: whatever `job` raises, as soon as it is known; jobs that wait are dropped.
    """
    with executor(len(inputs), workers) as pool:
        try:
            futures = []
            for number, value in enumerate(inputs, 1):
                futures.append(pool.submit(job, value))
                if progress and isinstance(pool, SerialExecutor):
                    progress(number, len(inputs))
            if not isinstance(pool, SerialExecutor):
                for done, future in enumerate(as_completed(futures), 1):
                    future.result()
                    if progress:
                        progress(done, len(inputs))
            return [future.result() for future in futures]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
