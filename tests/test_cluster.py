"""A build on a real cluster: a Dask scheduler and two workers, each a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

import bulletin_corpus as bc
from bulletin_corpus.errors import UserError
from bulletin_corpus.records import TABLES
from bulletin_corpus.storage import engine as engines
from bulletin_corpus.storage.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

distributed = pytest.importorskip("distributed", reason="needs the extra dask")


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        address_file = folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(address_file))
        await_file(address_file)
        self.workers = [
            self._start(
                "worker", "--scheduler-file", str(address_file), "--nthreads", "1", "--no-dashboard", "--no-nanny"
            )
            for _ in range(2)
        ]
        with distributed.Client(scheduler_file=str(address_file)) as client:
            self.address = client.scheduler.address
            client.wait_for_workers(2, timeout=60)

    def _start(self, *args: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{args[0]}-{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + ("dask_" + args[0]), *args[1:], *self._local(args[0])],
            stdout=log,
            stderr=log,
            cwd=self.folder,
        )
        self.processes.append(process)
        return process

    @staticmethod
    def _local(role: str) -> tuple[str, ...]:
        return ("--host", "127.0.0.1") if role == "scheduler" else ()

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait(timeout=30)


def await_file(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not (path.exists() and path.read_bytes()):
        assert time.monotonic() < deadline, "the scheduler did not start"
        time.sleep(0.05)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    started = Cluster(tmp_path)
    yield started
    started.stop()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """More bulletins than are processed without workers, no two alike, some in files by language."""
    from test_incremental import EN, ZH

    folder = tmp_path / "raw"
    for day in range(1, 15):
        zh, en = ZH.replace("9月9日", f"9月{day}日"), EN.replace("September 9", f"September {day}")
        texts = {f"{day:02}.txt": zh + en} if day % 3 else {f"zh/{day:02}.txt": zh, f"en/{day:02}.txt": en}
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    return folder


def rows(out: Path) -> dict[str, list[dict[str, object]]]:
    return {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in TABLES}


@pytest.fixture(autouse=True)
def _send_little_work_away_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin_corpus.pipeline.FEW_BULLETINS", 1)


def test_a_cluster_gives_the_rows_of_a_serial_build(cluster: Cluster, raw: Path, tmp_path: Path) -> None:
    bc.build(raw, tmp_path / "serial", engine="serial")
    bc.build(raw, tmp_path / "dask", engine="dask", address=cluster.address)
    assert rows(tmp_path / "dask") == rows(tmp_path / "serial")
    assert len(bc.load(tmp_path / "dask").article_pairs) == 14


def test_a_worker_killed_in_mid_run_does_no_harm(cluster: Cluster, raw: Path, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if not killed:
            assert done < total
            os.kill(cluster.workers[0].pid, signal.SIGKILL)
            killed.append(done)

    bc.build(raw, tmp_path / "dask", engine="dask", address=cluster.address, progress=kill_one)
    assert killed
    bc.build(raw, tmp_path / "serial", engine="serial")
    assert rows(tmp_path / "dask") == rows(tmp_path / "serial")


def test_a_missing_scheduler_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "CONNECT_SECONDS", 0.5)
    with pytest.raises(UserError, match=r"There is no Dask scheduler at tcp://127\.0\.0\.1:1 "):
        Engine(where="dask", address="tcp://127.0.0.1:1")


def test_an_address_without_dask_is_refused() -> None:
    with pytest.raises(UserError, match="The engine processes takes no address"):
        Engine(address="tcp://127.0.0.1:8786")


def test_a_missing_package_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match="needs the package distributed") as caught:
        Engine(where="dask")
    assert "pip install '.[dask]'" in caught.value.remedy
