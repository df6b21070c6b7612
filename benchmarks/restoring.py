"""How fast bulletins are restored: megabytes a second on one core, for the real bulletin and for kinds of pages.

    uv run python benchmarks/restoring.py [--seconds 2]

The real bulletin's figure is the one to hold: 5 MB/s on an idle core.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bulletin_corpus.stages.clean import clean

REAL = Path(__file__).parents[1] / "data" / "raw" / "modern-world-police-2021-10.txt"


def megabytes_per_second(text: str, seconds: float) -> float:
    """The best of five measurements in processor time, after a first run that loads the tables."""
    clean(text)
    size, best = len(text.encode()) / 1e6, float("inf")
    for _ in range(5):
        runs, start = 0, time.process_time()
        while (spent := time.process_time() - start) < seconds / 5:
            clean(text)
            runs += 1
        best = min(best, spent / runs)
    return size / best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long to measure each page")
    seconds = parser.parse_args().seconds
    real = REAL.read_text("utf-8")
    restored = clean(real)
    pages = {
        "the real bulletin (281 readings)": real,
        "the same, twenty times": "\n".join([real] * 20),
        "the same, restored": "\n".join(line.text.text for line in restored.lines),
        "the same, traditional, no readings": "\n".join(line.text.printed for line in restored.lines),
        "the same with ten torn characters": real + "應邀請?jiān)L華的客人\n" * 10,
    }
    for name, page in pages.items():
        print(f"{megabytes_per_second(page, seconds):7.2f} MB/s  {name}")


if __name__ == "__main__":
    main()
