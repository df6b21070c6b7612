"""How fast bulletins are restored: megabytes a second on one core, for the real bulletin and for kinds of pages.

    uv run python benchmarks/restoring.py [--seconds 2]

The real bulletin's figure is the one to hold: 5 MB/s on an idle core.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from speed import megabytes_per_second

from bulletin_corpus.stages.clean import clean
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
        "the real bulletin (281 readings)": real,
        "the same, twenty times": "\n".join([real] * 20),
        "the same, restored": "\n".join(line.text.text for line in restored.lines),
        "the same, traditional, no readings": "\n".join(line.text.printed for line in restored.lines),
        "the same with ten torn characters": real + "應邀請?jiān)L華的客人\n" * 10,
    }
    for name, page in pages.items():
        print(f"{megabytes_per_second(partial(clean, page), page, seconds):7.2f} MB/s  {name}")


if __name__ == "__main__":
    main()
