"""One build in a process of its own: how long it took, how much processor time, how much memory.

    uv run python benchmarks/measured.py RAW OUT [--workers N] [--engine processes|serial|dask]

prints one line of JSON, the fields of `Measured`. The other benchmarks call `measured_build`, so that no build profits
from what an earlier one loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

MEGABYTE = 1024  # getrusage counts kilobytes
WORK = Path(tempfile.gettempdir()) / "bulletin-corpus-benchmarks"
"""Generated bulletins are kept here, for the next benchmark that needs them."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One build.

    Attributes:
        bulletins: in the corpus, those that stood there before too.
        wall_s: seconds that passed, from the call of `build` to its return; starting the interpreter is not in it.
        cpu_s: processor seconds of all its processes.
        parent_mb: most memory that the process had that called `build`, with all that it imports.
        worker_mb: most memory that any worker had; 0 where the build needed none.
    """

    bulletins: int
    wall_s: float
    cpu_s: float
    parent_mb: float
    worker_mb: float


def measured_build(raw: Path, out: Path, *, workers: int, engine: str = "processes") -> Measured:
    """What one build of `raw` took."""
    command = [sys.executable, __file__, str(raw), str(out), "--workers", str(workers), "--engine", engine]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout
    return Measured(**json.loads(shown.splitlines()[-1]))


def environment() -> dict[str, str]:
    """The environment, in which Python keeps compiled modules, as it does by itself; some machines forbid it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def generated(folder: Path, bulletins: int, seed: int = 1) -> Path:
    """A folder of so many generated bulletins; made where missing, in all cores."""
    raw = folder / f"raw-{bulletins}-{seed}"
    if not raw.is_dir():
        from generate import generate  # much that no build needs

        unfinished = folder / f"raw-{bulletins}-{seed}.unfinished"
        generate(unfinished, bulletins, seed, workers=os.cpu_count() or 1)
        unfinished.rename(raw)
    return raw


def parsed_arguments(doc: str | None, *options: tuple[str, object, str]) -> argparse.Namespace:
    """The arguments of a benchmark: its numbers, each with its usual value and a help text, and the work folder."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual, told in options:
        parser.add_argument(name, type=type(usual), default=usual, help=f"{told} (usually {usual})")
    parser.add_argument(
        "--work", type=Path, default=WORK, help=f"folder for raw bulletins and corpora (usually {WORK})"
    )
    return parser.parse_args()


def size_mb(raw: Path) -> float:
    """The megabytes of all raw files."""
    return sum(path.stat().st_size for path in raw.rglob("*.txt")) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--engine", choices=["processes", "serial", "dask"], default="processes")
    args = parser.parse_args()

    import bulletin_corpus
    from bulletin_corpus.storage.own_process import begin_own_process

    begin_own_process()  # as the command line does
    start = time.perf_counter()
    summary = bulletin_corpus.build(args.raw, args.out, workers=args.workers, engine=args.engine)
    wall = time.perf_counter() - start
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    built = Measured(summary.bulletins, wall, cpu, own.ru_maxrss / MEGABYTE, others.ru_maxrss / MEGABYTE)
    print(json.dumps(asdict(built)))


if __name__ == "__main__":
    main()
