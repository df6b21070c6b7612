"""Raw bilingual bulletins in any number, no two alike: for measuring speed and memory, not quality.

    uv run python benchmarks/generate.py OUT --bulletins 10000 --seed 1

Each bulletin has four to eight items, as many as make 7 to 11 kB before damage (about 12 kB with it). An item starts
from an annotated one of tests/gold (items, wider) and changes people, countries, ministries, towns, topics, numbers
and days on both sides alike, leaves out sentences and gets new paragraphs (sentences.tsv). It is then printed and
damaged as the tests do it: layouts, encodings, traditional script, readings, torn characters, mastheads, broken
headlines. Bulletin N depends on the seed and N alone, so a longer run begins with the files of a shorter one.

How such a corpus differs from a real one: its grammar is that of some 140 items, so rare wordings do not get more
numerous with size; an office is held by one of two people for four years, so people recur, but as often as offices do
and not as news does; a sentence may say what nobody would (an agreement on topics that have nothing in common), an
article before a changed word may be wrong (a Indian); each bulletin has its own habits of damage, where those of one
real site are alike; no file is cut off, repeats another one or is no bulletin at all.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from generated_items import Items  # noqa: E402

from gold.rendering import MASTHEADS, RenderOptions, render  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gold.annotation import GoldItem

SMALLEST, LARGEST = 7_000, 11_000
"""Bytes of a bulletin in UTF-8 before damage; which bulletin gets how much is left to chance."""
FEWEST_ITEMS, MOST_ITEMS = 4, 8
YEARS = (2008, 2025)
FOLDER_SIZE = 1000
MORE_MASTHEADS = (
    "国际合作通讯 {y}年第{m}期",
    "边境与海关 {y}年{m}月号",
    "法治交流({y}年第{m}期)",
    "Law Enforcement Review, Vol. {m}, {y}",
)


@cache
def items_of(seed: int) -> Items:
    """The material of a corpus, read once for each process."""
    return Items(seed)


def bulletin(number: int, seed: int) -> tuple[str, bytes]:
    """The path below the corpus folder and the bytes of bulletin `number` (from 1)."""
    rng = Random(f"{seed}/{number}")  # noqa: S311
    issue = (rng.randint(*YEARS), rng.randint(1, 12))
    wanted, size = rng.randint(SMALLEST, LARGEST), 0
    items: list[GoldItem] = []
    while len(items) < FEWEST_ITEMS or (size < wanted and len(items) < MOST_ITEMS):
        item, length = items_of(seed).item(f"{number}-{len(items)}", issue, rng)
        items.append(item)
        size += length
    mastheads = (*MASTHEADS, *MORE_MASTHEADS)
    options = RenderOptions(seed=rng.getrandbits(32), encoding="mixed", mastheads=mastheads, per_bulletin=0)
    rendered = render(items, options)[0]
    name = rendered.gold.raw.replace("bulletin-001", f"bulletin-{number:06d}")
    return f"{number // FOLDER_SIZE:03d}/{name}", rendered.content


def bulletins(seed: int, first: int = 1) -> Iterator[tuple[str, bytes]]:
    """Bulletins without end, from number `first`."""
    return (bulletin(number, seed) for number in count(first))


def write_bulletins(out: Path, numbers: range, seed: int) -> int:
    """How many bytes the bulletins of these numbers have, which are now below `out`."""
    size = 0
    for path, content in islice(bulletins(seed, numbers.start), len(numbers)):
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        size += len(content)
    return size


def generate(out: Path, number_of_bulletins: int, seed: int = 1, workers: int = 1) -> int:
    """How many bytes the bulletins have that are now below `out`; numbers count from 1, a thousand to a folder."""
    stretches = [
        range(start, min(start + 100, number_of_bulletins + 1)) for start in range(1, number_of_bulletins + 1, 100)
    ]
    job = partial(write_bulletins, out, seed=seed)
    if workers == 1:
        return sum(map(job, stretches))
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(job, stretches))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="folder for the raw bulletins, made where missing")
    parser.add_argument("--bulletins", type=int, default=10_000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another corpus")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes; they change no byte")
    args = parser.parse_args()
    start = time.perf_counter()
    size = generate(args.out, args.bulletins, args.seed, args.workers)
    each = size / max(1, args.bulletins) / 1e3
    print(f"{args.bulletins} bulletins, {size / 1e6:.1f} MB, {each:.1f} kB each, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
