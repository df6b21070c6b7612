"""How fast bulletins are cut into articles: megabytes a second on one core, of the real bulletin and of many at once.

    uv run python benchmarks/segmenting.py [--seconds 2]

Restoring is not measured here. Wanted: 2 MB/s on an idle core.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.segment import segment

REAL = Path(__file__).parents[1] / "data" / "raw" / "modern-world-police-2021-10.txt"


def megabytes_per_second(text: str, seconds: float) -> float:
    """The best of five measurements in processor time, after a first run that compiles the patterns."""
    restored = clean(text)
    segment(restored, text)
    size, best = len(text.encode()) / 1e6, float("inf")
    for _ in range(5):
        runs, start = 0, time.process_time()
        while (spent := time.process_time() - start) < seconds / 5:
            segment(restored, text)
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
        "the real bulletin": real,
        "the same, restored": "\n".join(line.text.text for line in restored.lines),
        "the same, ten times": "\n".join([real] * 10),
    }
    for name, page in pages.items():
        print(f"{megabytes_per_second(page, seconds):7.2f} MB/s  {name}")


if __name__ == "__main__":
    main()
