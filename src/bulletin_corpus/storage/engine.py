"""Where the work runs: in this process or in a pool of processes, always through `concurrent.futures.Executor`.

The engine decides only where; the rows are the same. A pool is started when the first run needs it and serves all
runs of a build, so that automata and dictionaries are made once in each worker.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

from bulletin_corpus.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")

POOLS = 3
"""So many pools are tried where workers are lost (killed from outside, out of memory), then the build stops."""


class SerialExecutor(Executor):
    """An executor that does the work at once, in the calling thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that is already done; an exception of `fn` is raised here, where its cause is easiest to see."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Engine:
    """Runs jobs, here or elsewhere; a context manager, on whose end no worker is left."""

    def __init__(self, workers: int | None = None) -> None:
        """An engine with that many workers, at least 1; None: one for each core."""
        self.workers = workers or os.cpu_count() or 1
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)
            self._executor = None

    def run(
        self,
        job: Callable[[T], R],
        inputs: Sequence[T],
        *,
        done: Callable[[T, R], None] | None = None,
        here: bool = False,
    ) -> list[R]:
        """The results of `job` on each input, in the order of the inputs.

        Args:
            job: a picklable function; run again, it must do no harm, as a lost worker's jobs are.
            inputs: picklable.
            done: called with each input and its result as soon as it is there, in no order.
            here: whether the work is too little for other processes.

        Raises:
            UserError: if workers are lost again and again.
            Exception: whatever `job` raises, as soon as it is known; jobs that wait are dropped.
        """
        results: dict[int, R] = {}
        if here or self.workers == 1:
            self._pass(SerialExecutor(), job, inputs, results, done)
            return [results[place] for place in range(len(inputs))]
        for _ in range(POOLS):
            if self._executor is None:
                self._executor = ProcessPoolExecutor(self.workers, get_context("spawn"), _end_with_parent)
            try:
                self._pass(self._executor, job, inputs, results, done)
            except BrokenProcessPool:
                self._executor.shutdown(wait=True, cancel_futures=True)
                self._executor = None
                continue
            return [results[place] for place in range(len(inputs))]
        raise UserError(
            f"A worker was lost {POOLS} times: it was killed from outside, or ran out of memory.",
            "Build again with fewer --workers; what is done is kept.",
        )

    @staticmethod
    def _pass(
        executor: Executor,
        job: Callable[[T], R],
        inputs: Sequence[T],
        results: dict[int, R],
        done: Callable[[T, R], None] | None,
    ) -> None:
        """Nothing; the inputs that have no result yet are run, and `results` filled."""
        waiting: dict[Future[R], int] = {}

        def take(future: Future[R]) -> None:
            place = waiting.pop(future)
            results[place] = future.result()
            if done is not None:
                done(inputs[place], results[place])

        try:
            for place, value in enumerate(inputs):
                if place not in results:
                    future = executor.submit(job, value)
                    waiting[future] = place
                    if isinstance(executor, SerialExecutor):
                        take(future)
            for future in as_completed(list(waiting)):
                take(future)
        except BaseException:
            for future in waiting:
                future.cancel()
            raise


def _end_with_parent() -> None:
    """Nothing; from now on this worker ends at once when the process that started it does, however that ended."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_await_end, args=(parent.sentinel,), daemon=True).start()


def _await_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
