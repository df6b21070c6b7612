"""Where the work runs: here, in a pool of processes or on a Dask cluster, always by `concurrent.futures.Executor`.

The engine decides only where; the rows are the same. A pool is started when the first run needs it and serves all
runs of a build, so that automata and dictionaries are made once in each worker. On a cluster, the folders of a build
must have the same paths everywhere.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, Self, TypeVar

from bulletin_corpus.errors import UserError, how_to_install
from bulletin_corpus.storage.own_process import begin_own_process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

Where = Literal["processes", "serial", "dask"]

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")

CONNECT_SECONDS = 10

POOLS = 3
"""So many pools are tried where workers are lost (killed from outside, out of memory), then the build stops."""


class WorkerPool(ProcessPoolExecutor):
    """Fresh processes that end with this one, however that ends, and that know no Ctrl-C.

    A terminal sends an interrupt to every process of a command. This one answers it and ends the others; a worker that
    answered too would print where it stood. Nor do they run the program of this process once more, as Python's own
    would: it may be long, or build at once.
    """

    def __init__(self, workers: int) -> None:
        super().__init__(workers, get_context("spawn"), _begin_worker)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The job's future; `fn` is no function of the main program.

        Workers start with the first ones, with the signals that are blocked and the main program that there is then.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            sys.modules["__main__"] = program
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def end(self) -> None:
        """Nothing; the workers end at once, in the middle of their jobs."""
        workers = list((self._processes or {}).values())
        self.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.kill()


class SerialExecutor(Executor):
    """An executor that does the work at once, in the calling thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that is already done; an exception of `fn` is raised here, where its cause is easiest to see."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Engine:
    """Runs jobs, here or elsewhere; a context manager, on whose end no worker is left."""

    def __init__(self, workers: int | None = None, where: Where = "processes", address: str | None = None) -> None:
        """An engine that starts nothing yet.

        Args:
            workers: at least 1; None: one for each core, on a cluster those that it has.
            where: in processes of this machine, in this process alone, or on a Dask cluster.
            address: of the cluster's scheduler; None: a cluster is started on this machine.

        Raises:
            UserError: if Dask is asked for and not installed, or an address is given for something else.
        """
        if address is not None and where != "dask":
            raise UserError(f"The engine {where} takes no address.", "Add --engine dask, or leave --address out.")
        self.workers = 1 if where == "serial" else workers or os.cpu_count() or 1
        self._where = where
        self._address = address
        self._client: Any = _dask_client(workers, address) if where == "dask" else None
        if self._client is not None:
            self.workers = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        self._lost: tuple[type[Exception], ...] = (BrokenProcessPool,) if self._client is None else _dask_losses()
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        if self._executor is not None:
            self._stop(wait=kind is None)
        if self._client is not None:
            cluster = self._client.cluster
            self._client.close()
            if self._address is None and cluster is not None:
                cluster.close()

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
        if here or (self.workers == 1 and self._client is None):
            self._pass(SerialExecutor(), job, inputs, results, done)
            return [results[place] for place in range(len(inputs))]
        for _ in range(POOLS):
            if self._executor is None:
                self._executor = self._start()
            try:
                self._pass(self._executor, job, inputs, results, done)
            except self._lost:
                self._stop(wait=True)
                continue
            return [results[place] for place in range(len(inputs))]
        raise UserError(
            f"A worker was lost {POOLS} times: it was killed from outside, or ran out of memory.",
            "Build again with fewer --workers; what is done is kept.",
        )

    def _start(self) -> Executor:
        """Workers that wait for jobs."""
        if self._client is not None:
            executor: Executor = self._client.get_executor(pure=False)
            return executor
        return WorkerPool(self.workers)

    def _stop(self, *, wait: bool) -> None:
        """Nothing; no worker of this machine is left, after the jobs that run now or, without `wait`, at once."""
        if isinstance(self._executor, WorkerPool):
            if wait:
                self._executor.shutdown(cancel_futures=True)
            else:
                self._executor.end()
        self._executor = None

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
            if not isinstance(executor, WorkerPool):  # that one is ended as a whole
                for future in waiting:
                    future.cancel()
            raise


def _dask_client(workers: int | None, address: str | None) -> Any:  # noqa: ANN401  # distributed has no types
    """A client of the cluster at that address, or of one that is started on this machine."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UserError(
            "The engine dask needs the package distributed, which is not installed.",
            how_to_install("dask"),
        ) from error
    if address is None:
        # bulletins are Python's work: one thread a worker
        cluster = LocalCluster(n_workers=workers or os.cpu_count() or 1, threads_per_worker=1, dashboard_address=None)
        return Client(cluster)
    try:
        return Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UserError(
            f"There is no Dask scheduler at {address} ({error}).",
            "Start one with `dask scheduler`, or mend --address.",
        ) from error


def _dask_losses() -> tuple[type[Exception], ...]:
    """What a cluster raises for a job whose workers are lost again and again."""
    from distributed import KilledWorker

    return (KilledWorker,)


def _begin_worker() -> None:
    """Nothing; this worker is ours alone, and ends at once when the process that started it does."""
    begin_own_process()
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_await_end, args=(parent.sentinel,), daemon=True).start()


def _await_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
