"""How fast the program starts: `uv run python benchmarks/startup.py`.

Prints the median of several runs of `--help` above the interpreter's own start, of the whole build of the shipped
bulletin with warm caches, and of the very first build (empty user cache, no compiled Python files).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measured import environment

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).parent / "bulletin-corpus"


def seconds(command: list[str], more: dict[str, str] | None = None) -> float:
    """Wall seconds of one run of `command`, which must succeed, with these variables more."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment() | (more or {}))
    return time.perf_counter() - start


def median(command: list[str], runs: int) -> float:
    """Median wall seconds over `runs` runs, after one that is not counted."""
    seconds(command)
    return statistics.median(seconds(command) for _ in range(runs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="runs of each command")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        build = [str(PROGRAM), "build", str(ROOT / "data" / "raw"), "--out", f"{folder}/out"]
        interpreter = median([sys.executable, "-c", "pass"], runs)
        shown_help = median([str(PROGRAM), "--help"], runs)
        warm = median(build, runs)
        fresh = {"XDG_CACHE_HOME": f"{folder}/cache", "PYTHONPYCACHEPREFIX": f"{folder}/pyc"}
        first = seconds(build, fresh)
    print(f"interpreter alone          {interpreter:6.3f} s")
    print(f"--help above it            {shown_help - interpreter:6.3f} s   (wanted: below 0.25)")
    print(f"build, warm caches         {warm:6.3f} s   (wanted: below 3)")
    print(f"build, the very first time {first:6.3f} s   (wanted: below 5)")


if __name__ == "__main__":
    main()
