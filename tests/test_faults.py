"""What goes wrong around a build, really done to it: the old corpus or the new one stands, and the next build heals.

docs/reliability.md names these tests. `uv run pytest -m long` kills 50 builds at random moments; by default a few.
"""

from __future__ import annotations

import calendar
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

import bulletin_corpus as bc
from bulletin_corpus import pipeline
from bulletin_corpus.errors import UserError
from bulletin_corpus.planning import survey
from bulletin_corpus.storage.corpus import locked, publish
from bulletin_corpus.storage.difference import diff
from bulletin_corpus.storage.manifest import STATE
from bulletin_corpus.storage.results import SUFFIX
from bulletin_corpus.validation.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PROGRAM = str(Path(sys.executable).parent / "bulletin-corpus")
ZH = "公安部副部长林锐{m}月{d}日在京会见以色列驻华大使潘绮瑞，双方就第{n}项合作交换意见。"
EN = (
    "Lin Rui, Vice Minister of Public Security, met with Irit Ben-Abba Vitale, Israeli Ambassador to China, in Beijing "
    "on {month} {d}, 2021, and exchanged views on item {n}."
)
MARK = "BULLETIN_CORPUS_TEST"

few_and_many = pytest.mark.parametrize(
    "moment", [*range(2), *(pytest.param(number, marks=pytest.mark.long) for number in range(2, 50))]
)


def text(number: int) -> str:
    month = number % 12 + 1
    said = {"m": month, "month": calendar.month_name[month], "d": number % 28 + 1, "n": number}
    return f"林锐第{number}次会见大使\n{ZH.format(**said)}\n\nLin Rui Meets Ambassador {number}\n{EN.format(**said)}\n"


def write(raw: Path, numbers: Sequence[int]) -> Path:
    raw.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (raw / f"{number:03}.txt").write_text(text(number), "utf-8")
    return raw


@dataclass(frozen=True)
class Corpora:
    """Raw bulletins, the corpus of the first of them, and the corpus of all."""

    raw: Path
    old: Path
    new: Path


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Corpora:
    folder = tmp_path_factory.mktemp("faults")
    raw = write(folder / "raw", range(3))
    pipeline.build(raw, folder / "old", workers=1)
    write(raw, range(24))
    shutil.copytree(folder / "old", folder / "new")
    pipeline.build(raw, folder / "new", workers=1)
    return Corpora(raw, folder / "old", folder / "new")


@pytest.fixture(scope="module")
def seconds(corpora: Corpora, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long a build with two workers takes here and now."""
    out = copy_of(corpora.old, tmp_path_factory.mktemp("seconds"))
    begun = time.monotonic()
    with started(corpora.raw, out, workers=2) as build:
        assert build.wait(300) == 0
    return time.monotonic() - begun


@contextmanager
def started(raw: Path, out: Path, *, workers: int = 1, within: Sequence[str] = ()) -> Iterator[subprocess.Popen[str]]:
    """A build in a process group of its own; when it is done with, no process of it is left."""
    mark = uuid.uuid4().hex
    process = subprocess.Popen(
        [*within, PROGRAM, "build", str(raw), "--out", str(out), "--workers", str(workers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {MARK: mark},
        start_new_session=True,
    )
    try:
        yield process
        process.communicate(timeout=300)
        ends = time.monotonic() + 10
        while (left := marked(mark)) and time.monotonic() < ends:
            time.sleep(0.05)
        assert left == []
    finally:
        for number in marked(mark):
            os.kill(number, signal.SIGKILL)


def marked(mark: str) -> list[int]:
    """The processes with this mark in their environment; those that have ended and were not waited for have none."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={mark}".encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def workers_of(build: subprocess.Popen[str]) -> list[int]:
    """The processes that work for this build."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if path.read_text().rpartition(")")[2].split()[1] == str(build.pid):
                command = (path.parent / "cmdline").read_bytes()
                if b"spawn_main" in command:
                    found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def same(one: Path, other: Path) -> bool:
    return diff(bc.load(one), bc.load(other)).same


def copy_of(corpus: Path, folder: Path) -> Path:
    return Path(shutil.copytree(corpus, folder / "corpus"))


def heals(corpora: Corpora, out: Path) -> None:
    """The old corpus or the new one stands; the next build gives the new one, whole, and leaves nothing over."""
    assert same(out, corpora.old) or same(out, corpora.new)
    pipeline.build(corpora.raw, out, workers=1)
    assert same(out, corpora.new)
    assert validate(out, corpora.raw).findings == []
    assert {path.name for path in (out / STATE).iterdir()} == {path.name for path in (corpora.new / STATE).iterdir()}
    assert not [path for path in (out / STATE / "results").iterdir() if path.suffix != SUFFIX]


# --- processes that end --------------------------------------------------------------------------------------------


@few_and_many
def test_a_build_that_is_killed_leaves_a_whole_corpus_and_no_process(
    corpora: Corpora, seconds: float, tmp_path: Path, moment: int
) -> None:
    out = copy_of(corpora.old, tmp_path)
    with started(corpora.raw, out, workers=2) as build:
        time.sleep(Random(moment).uniform(0.1, 1.0) * seconds)
        build.kill()
    heals(corpora, out)


@few_and_many
def test_a_worker_that_is_killed_is_replaced(corpora: Corpora, seconds: float, tmp_path: Path, moment: int) -> None:
    out = copy_of(corpora.old, tmp_path)
    with started(corpora.raw, out, workers=2) as build:
        while not (workers := workers_of(build)) and build.poll() is None:
            time.sleep(0.02)
        time.sleep(Random(moment).uniform(0, 0.5) * seconds)
        for number in workers[:1]:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        assert build.wait(300) == 0
    assert same(out, corpora.new)
    heals(corpora, out)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_interrupted_ends_cleanly(
    corpora: Corpora, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    out = copy_of(corpora.old, tmp_path)
    with started(corpora.raw, out, workers=2) as build:
        while not workers_of(build):
            assert build.poll() is None
            time.sleep(0.02)
        time.sleep(0.2)
        os.killpg(build.pid, number)  # as the terminal does
        stdout, stderr = build.communicate(timeout=300)
        stands = f"The corpus in {out} stands as it was; what was done is kept for the next build."
        assert (build.returncode, stdout, stderr) == (code, "", f"bulletin-corpus: interrupted. {stands}\n")
    heals(corpora, out)


def test_two_builds_at_once_are_kept_apart(corpora: Corpora, tmp_path: Path) -> None:
    out = copy_of(corpora.old, tmp_path)
    with locked(out), started(corpora.raw, out) as second:
        _, stderr = second.communicate(timeout=300)
        assert second.returncode == 2
        assert stderr.splitlines()[0] == f"bulletin-corpus: Another build is writing to {out}."
    assert same(out, corpora.old)
    with started(corpora.raw, out) as first, started(corpora.raw, out) as second:
        assert {first.wait(300), second.wait(300)} <= {0, 2}
        assert 0 in {first.returncode, second.returncode}
    heals(corpora, out)


def test_a_lock_that_nobody_holds_is_no_hindrance(corpora: Corpora, tmp_path: Path) -> None:
    out = copy_of(corpora.old, tmp_path)
    (out / STATE / "lock").write_text(
        f"another-host {os.getpid()} since yesterday"
    )  # the process lives, and is no build
    pipeline.build(corpora.raw, out, workers=1)
    assert same(out, corpora.new)


READER = """
import sys
from pathlib import Path
from bulletin_corpus.storage.corpus import load_corpus
out, stop = map(Path, sys.argv[1:])
print("begins", flush=True)
while not stop.exists():
    load_corpus(out)
"""


def test_readers_see_a_whole_corpus_while_builds_publish(corpora: Corpora, tmp_path: Path) -> None:
    out, stop = copy_of(corpora.old, tmp_path), tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(out), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "begins\n"
        for number in range(30):
            with locked(out):
                publish([], out, f"build {number}", "0.1")
    finally:
        stop.touch()
        told = [reader.communicate(timeout=60) for reader in readers]
    assert [(reader.returncode, stderr) for reader, (_, stderr) in zip(readers, told, strict=True)] == [(0, "")] * 2


# --- disks that are full or closed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("blocks", [2, 40])
def test_a_full_disk_leaves_the_old_corpus(corpora: Corpora, tmp_path: Path, blocks: int) -> None:
    """No file may grow beyond so many blocks of 512 bytes: each write behind them fails as on a full disk."""
    out = copy_of(corpora.old, tmp_path)
    for path in (out / STATE / "results").iterdir():
        path.unlink()
    within = ["/bin/sh", "-c", f'ulimit -f {blocks} && exec "$0" "$@"']
    with started(corpora.raw, out, within=within) as build:
        _, stderr = build.communicate(timeout=300)
        assert (build.returncode, len(stderr.splitlines())) == (2, 2), stderr
        assert os.strerror(errno.EFBIG) in stderr
    assert same(out, corpora.old)
    heals(corpora, out)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a file system of so many KiB; skips where that is not allowed."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(kib: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(place)]  # as root
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("a file system may not be mounted here")
        return place

    yield mount
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)  # noqa: S607


def test_a_state_on_another_file_system_is_refused(
    corpora: Corpora, tmp_path: Path, small_disk: Callable[[int], Path]
) -> None:
    out = copy_of(corpora.old, tmp_path)
    disk = small_disk(65536)
    shutil.copytree(out / STATE, disk / STATE)
    shutil.rmtree(out / STATE)
    (out / STATE).symlink_to(disk / STATE)
    with pytest.raises(UserError, match="lies on another file system"):
        pipeline.build(corpora.raw, out, workers=1)
    assert same(out, corpora.old)


def test_an_output_folder_on_another_file_system_is_built(
    corpora: Corpora, tmp_path: Path, small_disk: Callable[[int], Path]
) -> None:
    disk = small_disk(65536)
    (tmp_path / "out").symlink_to(disk, target_is_directory=True)
    pipeline.build(corpora.raw, tmp_path / "out", workers=1)
    assert same(disk, corpora.new)


@pytest.mark.parametrize("spare_kib", [40, 150, *(pytest.param(n, marks=pytest.mark.long) for n in range(0, 800, 20))])
def test_a_small_disk_leaves_the_old_corpus(
    corpora: Corpora, small_disk: Callable[[int], Path], spare_kib: int
) -> None:
    taken = sum(-(-path.stat().st_size // 4096) * 4 for path in corpora.old.rglob("*") if path.is_file())
    disk = small_disk(taken + spare_kib)
    out = copy_of(corpora.old, disk)
    with started(corpora.raw, out) as build:
        _, stderr = build.communicate(timeout=300)
        assert build.returncode in (0, 2), stderr
        assert build.returncode == 0 or os.strerror(errno.ENOSPC) in stderr
    assert same(out, corpora.new) or (build.returncode == 2 and same(out, corpora.old))
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)  # noqa: S607
    heals(corpora, out)


def test_an_output_folder_that_may_not_be_written_is_the_users_mistake(nobody: Path) -> None:
    raw = write(nobody / "raw", range(2))
    (nobody / "closed").mkdir(mode=0o555)
    (nobody / "file").write_text("x")
    for out in (nobody / "closed", nobody / "closed" / "corpus", nobody / "file"):
        with pytest.raises(UserError, match="cannot be written"):
            pipeline.build(raw, out, workers=1)


def test_an_output_folder_inside_the_input_is_never_read(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", range(2))
    first = pipeline.build(raw, raw / "corpus", workers=1)
    (raw / "corpus" / "note.txt").write_text(text(9), "utf-8")
    second = pipeline.build(raw, raw / "corpus", workers=1)
    assert (first.bulletins, second.bulletins, second.ignored) == (2, 2, [])
    assert first.build_id == second.build_id


# --- bulletins that move -------------------------------------------------------------------------------------------


def behind_survey(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Once the files are hashed, and before they are read, `change` is made."""

    def surveyed(*args: Any) -> object:
        found = survey(*args)
        change()
        return found

    monkeypatch.setattr(pipeline, "survey", surveyed)


def test_a_bulletin_that_changes_while_it_is_read_is_built_as_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = write(tmp_path / "raw", range(3))
    behind_survey(monkeypatch, lambda: (raw / "001.txt").write_text(text(7), "utf-8"))
    pipeline.build(raw, tmp_path / "corpus", workers=1)
    monkeypatch.undo()
    assert validate(tmp_path / "corpus", raw).findings == []
    pipeline.build(raw, tmp_path / "again", workers=1)
    assert same(tmp_path / "corpus", tmp_path / "again")


def test_a_bulletin_that_becomes_another_ones_copy_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = write(tmp_path / "raw", range(3))
    behind_survey(monkeypatch, lambda: (raw / "001.txt").write_text(text(0), "utf-8"))
    summary = pipeline.build(raw, tmp_path / "corpus", workers=1)
    assert [(one.path, one.text) for one in summary.set_aside] == [("001.txt", "the same bytes as 000.txt")]


def test_a_bulletin_that_vanishes_while_it_is_read_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = write(tmp_path / "raw", range(3))
    behind_survey(monkeypatch, (raw / "001.txt").unlink)
    summary = pipeline.build(raw, tmp_path / "corpus", workers=1)
    assert [(one.path, one.text) for one in summary.set_aside] == [
        ("001.txt", "cannot be read: No such file or directory")
    ]
    assert summary.bulletins == 2


def test_a_disk_that_goes_while_it_is_read_costs_no_corpus(
    corpora: Corpora, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = copy_of(corpora.old, tmp_path)
    raw = Path(shutil.copytree(corpora.raw, tmp_path / "raw"))
    for path in (out / STATE / "results").iterdir():
        path.unlink()
    behind_survey(monkeypatch, lambda: shutil.rmtree(raw))
    with pytest.raises(UserError, match="of the 3 bulletins of the last build are gone"):
        pipeline.build(raw, out, workers=1)
    assert same(out, corpora.old)


# --- a corpus that was touched -------------------------------------------------------------------------------------


def test_a_corpus_of_a_newer_version_is_refused(corpora: Corpora, tmp_path: Path) -> None:
    out = copy_of(corpora.old, tmp_path)
    manifest = out / STATE / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"version": "99.0"}), "utf-8")
    before = {path.name: path.read_bytes() for path in out.glob("*.parquet")}
    with pytest.raises(UserError, match=r"written by version 99\.0"):
        pipeline.build(corpora.raw, out, workers=1)
    assert {path.name: path.read_bytes() for path in out.glob("*.parquet")} == before


@pytest.mark.parametrize("name", ["manifest.json", "commit.json"])
@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"files": 3}', b"\xff\xfe\0"])
def test_a_damaged_record_of_the_state_is_made_again(corpora: Corpora, tmp_path: Path, name: str, data: bytes) -> None:
    out = copy_of(corpora.old, tmp_path)
    (out / STATE / name).write_bytes(data)
    pipeline.build(corpora.raw, out, workers=1)
    assert same(out, corpora.new)
    assert validate(out, corpora.raw).findings == []


@pytest.mark.parametrize("damage", [b"", b"PAR1", None])
def test_damaged_tables_and_results_are_recognised_and_made_again(
    corpora: Corpora, tmp_path: Path, damage: bytes | None
) -> None:
    out = copy_of(corpora.new, tmp_path)
    results, persons = ((out / STATE / name).glob(f"*{SUFFIX}") for name in ("results", "persons"))
    for path in (out / "articles.parquet", next(results), *persons):
        data = path.read_bytes()
        path.write_bytes(data[:100] + b"\0" + data[101:] if damage is None else damage)
    assert validate(out).findings
    summary = pipeline.build(corpora.raw, out, workers=1)
    assert same(out, corpora.new)
    assert validate(out, corpora.raw).findings == []
    assert summary.damaged == ["articles.parquet", "kept outcomes", "kept results"]


# --- readers that go -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ["schema"],
        ["diff", "{old}", "{new}", "--json"],
        ["validate", "{new}", "--json"],
        ["show", "{article}", "{new}"],
        ["inspect", "{file}"],
    ],
    ids=lambda args: args[0],
)
def test_a_pipe_that_is_closed_ends_the_command_without_a_traceback(corpora: Corpora, args: list[str]) -> None:
    article = next(iter(bc.load(corpora.new).articles)).article_id
    places = {"old": corpora.old, "new": corpora.new, "article": article, "file": corpora.raw / "000.txt"}
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [PROGRAM, *(arg.format(**places) for arg in args)],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert result.stderr == ""
