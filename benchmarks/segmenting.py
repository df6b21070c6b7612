"""How fast bulletins are cut into articles: megabytes a second on one core, of the real bulletin and of many at once.

    uv run python benchmarks/segmenting.py [--seconds 2]

Restoring is not measured here. Wanted: 2 MB/s on an idle core.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from speed import megabytes_per_second

from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.segment import segment
from bulletin_corpus.storage.own_process import begin_own_process

REAL = Path(__file__).parents[1] / "data" / "raw" / "modern-world-police-2021-10.txt"


def main() -> None:
    begin_own_process()  # as in a build
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
        print(f"{megabytes_per_second(partial(segment, clean(page), page), page, seconds):7.2f} MB/s  {name}")


if __name__ == "__main__":
    main()
