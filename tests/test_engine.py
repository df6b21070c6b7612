from __future__ import annotations

import os

import pytest

from bulletin_corpus.storage.engine import SerialExecutor, executor, run


def square(value: int) -> int:
    return value * value


def process_of(_value: int) -> int:
    return os.getpid()


def fail_at_three(value: int) -> int:
    if value == 3:
        raise ArithmeticError("three")
    return value


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_inputs(workers: int) -> None:
    assert run(square, range(12), workers=workers) == [value * value for value in range(12)]


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_counts_every_job(workers: int) -> None:
    seen: list[tuple[int, int]] = []
    run(square, range(5), workers=workers, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(number, 5) for number in range(1, 6)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_of_a_job_is_raised(workers: int) -> None:
    with pytest.raises(ArithmeticError, match="three"):
        run(fail_at_three, range(6), workers=workers)


def test_one_worker_works_in_this_process() -> None:
    assert run(process_of, [0], workers=1) == [os.getpid()]


def test_two_workers_work_in_others() -> None:
    assert os.getpid() not in run(process_of, range(4), workers=2)


def test_few_jobs_start_no_pool_unless_it_is_asked_for() -> None:
    assert isinstance(executor(3, None), SerialExecutor)


def test_nothing_to_do_is_done() -> None:
    assert run(square, []) == []
