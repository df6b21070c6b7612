"""Build the annotated bulletins, print every figure beside its floor: `uv run python scripts/score.py`.

Without options: the real bulletins, the annotated items rendered with seeds 1 to 3, those of the other folders, as
tests/test_gold.py does. The misses of the unseen items are never printed: they tell how well rules carry over.
Exits 1 where a figure is below its floor. What the figures mean stands in tests/gold/scoring.py.

    scripts/score.py --real --misses meeting        what is missed in the real bulletins' meetings
    scripts/score.py --noise gbk --seed 4 5         other renderings, which have no floors
    scripts/score.py --items FOLDER                 other annotated items
    scripts/score.py --renew                        raise the floors to what is measured
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from gold.annotation import read_items
from gold.datasets import SEEDS, floored_data_sets, real_data_set, rendered_data_set
from gold.floors import is_below, read_floors, write_floors
from gold.noise import LEVELS
from gold.rendering import LAYOUTS, RenderOptions

if TYPE_CHECKING:
    from gold.datasets import DataSet
    from gold.floors import Floors
    from gold.scoring import Scores


def main() -> int:
    args = parsed_arguments()
    floors = read_floors()
    is_low = False
    for data in chosen(args):
        with TemporaryDirectory() as work:
            scores = data.measure(Path(work))
        if args.misses is not None and "unseen" not in data.name:
            for miss in scores.misses:
                if miss.figure.startswith(args.misses):
                    print(miss)
        print_table(data, scores, floors)
        if args.renew:
            floors = floors.renewed(data.name, data.digest(), scores.values(), args.allow_lower)
        known = floors.of(data.name).floors
        is_low |= any(is_below(value, known.get(figure, 0.0)) for figure, value in scores.values().items())
    if args.renew:
        write_floors(floors)
    return int(is_low)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", action="store_true", help="only the real bulletins")
    parser.add_argument("--seed", type=int, nargs="+", help="only renderings, with these seeds")
    parser.add_argument("--noise", choices=[*LEVELS, "mixed"], help="only renderings, with this noise")
    parser.add_argument("--layout", choices=[*LAYOUTS, "mixed"], help="only renderings, in this layout")
    parser.add_argument("--encoding", help="only renderings, in this codec, or mixed")
    parser.add_argument("--items", type=Path, metavar="FOLDER", help="only renderings, of the annotated items there")
    parser.add_argument("--misses", nargs="?", const="", metavar="FIGURE", help="print what is missed, of this figure")
    parser.add_argument("--renew", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-lower", metavar="REASON", help="with --renew: lower floors too, for this reason")
    args = parser.parse_args()
    if args.renew and (args.noise or args.layout or args.encoding or args.items or set(args.seed or ()) - set(SEEDS)):
        parser.error("only the usual data sets have floors that could be renewed")
    if args.items is not None and not any(args.items.glob("*.json")):
        parser.error(f"there are no annotated items (*.json) in {args.items}")
    if args.allow_lower is not None and not (args.renew and args.allow_lower.strip()):
        parser.error("--allow-lower goes with --renew and tells a reason")
    return args


def chosen(args: argparse.Namespace) -> list[DataSet]:
    """The data sets that the arguments ask for."""
    if args.real:
        return [real_data_set()]
    if not (args.seed or args.noise or args.layout or args.encoding or args.items):
        return list(floored_data_sets().values())
    items = None if args.items is None else read_items(args.items)
    options = [
        RenderOptions(
            seed=seed, noise=args.noise or "mixed", layout=args.layout or "mixed", encoding=args.encoding or "utf-8"
        )
        for seed in args.seed or SEEDS
    ]
    return [rendered_data_set(one, items) for one in options]


def print_table(data: DataSet, scores: Scores, floors: Floors) -> None:
    known = floors.of(data.name)
    items = sum(len(bulletin.gold.items) for bulletin in data.bulletins)
    print(f"{data.name}: {len(data.bulletins)} bulletins, {items} items")
    if known.digest and known.digest != data.digest():
        print("The floors were measured on other gold or other renderings; renew them with --renew.")
    print(f"{'figure':22s} {'value':>6s} {'floor':>6s} {'diff':>7s} {'p':>6s} {'r':>6s} {'of':>6s}")
    for name, figure in scores.figures.items():
        floor = known.floors.get(name)
        beside = " " * 14 if floor is None else f"{floor:6.3f} {figure.value - floor:+7.3f}"
        pr = "" if figure.precision is None else f"{figure.precision:6.3f} {figure.recall:6.3f}"
        mark = "  BELOW ITS FLOOR" if floor is not None and is_below(figure.value, floor) else ""
        print(f"{name:22s} {figure.value:6.3f} {beside} {pr:13s} {figure.gold:6d}{mark}")
    print()


if __name__ == "__main__":
    raise SystemExit(main())
