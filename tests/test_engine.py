from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from bulletin_corpus.errors import UserError
from bulletin_corpus.storage.engine import Engine

if TYPE_CHECKING:
    from pathlib import Path


def square(value: int) -> int:
    return value * value


def process_of(_value: int) -> int:
    return os.getpid()


def has_pandas_after_an_array(value: int) -> bool:
    pa.array([value])
    return "pandas" in sys.modules


def fail_at_three(value: int) -> int:
    if value == 3:
        raise ArithmeticError("three")
    return value


def die_at_first_sight(trace: Path) -> str:
    """Ends its own process hard, but not when it has been there before."""
    if not trace.exists():
        trace.write_text("seen", "utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return trace.name


def die(_value: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_inputs(workers: int) -> None:
    with Engine(workers) as engine:
        assert engine.run(square, range(12)) == [value * value for value in range(12)]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_result_is_told_when_it_is_there(workers: int) -> None:
    seen: list[tuple[int, int]] = []
    with Engine(workers) as engine:
        engine.run(square, range(5), done=lambda value, result: seen.append((value, result)))
    assert sorted(seen) == [(value, value * value) for value in range(5)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_of_a_job_is_raised(workers: int) -> None:
    with Engine(workers) as engine, pytest.raises(ArithmeticError, match="three"):
        engine.run(fail_at_three, range(6))


def test_a_program_that_builds_at_once_is_not_run_by_its_workers(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "print('run')\n"
        "from bulletin_corpus.storage.engine import Engine\n"
        "with Engine(2) as engine:\n"
        "    print(engine.run(abs, [-1, -2, -3]))\n",
        "utf-8",
    )
    ended = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout == "run\n[1, 2, 3]\n"


def test_one_worker_works_in_this_process() -> None:
    with Engine(1) as engine:
        assert engine.run(process_of, [0]) == [os.getpid()]


def test_two_workers_work_in_others_and_serve_every_run() -> None:
    with Engine(2) as engine:
        first, second = (set(engine.run(process_of, range(8))) for _ in range(2))
    assert os.getpid() not in first
    assert len(first | second) <= 2


def test_workers_do_without_pandas() -> None:
    with Engine(2) as engine:
        assert engine.run(has_pandas_after_an_array, range(2)) == [False, False]


def test_little_work_is_done_here() -> None:
    with Engine(2) as engine:
        assert engine.run(process_of, [0], here=True) == [os.getpid()]


def test_nothing_to_do_is_done() -> None:
    with Engine(2) as engine:
        assert engine.run(square, []) == []


def test_the_jobs_of_a_lost_worker_are_done_again(tmp_path: Path) -> None:
    with Engine(2) as engine:
        assert engine.run(die_at_first_sight, [tmp_path / "a", tmp_path / "b"]) == ["a", "b"]


def test_workers_that_are_lost_again_and_again_end_the_build() -> None:
    with Engine(2) as engine, pytest.raises(UserError, match="A worker was lost"):
        engine.run(die, [0])


def test_no_worker_is_left() -> None:
    with Engine(2) as engine:
        pids = set(engine.run(process_of, range(8)))
    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in pids)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
