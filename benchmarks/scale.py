"""What a bulletin costs in small and in large corpora, and how much memory a build takes.

    uv run python benchmarks/scale.py [--largest 10000] [--workers 2] [--plot scale.svg]

Builds 100, 1,000, 10,000 ... generated bulletins, each in a new process and from nothing. Wanted: the same processor
time for each bulletin (10 %), the same memory of the parent, workers under 400 MB. The plot is an SVG file; it takes
the package vl-convert-python, a development dependency.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from measured import generated, measured_build, parsed_arguments, size_mb

if TYPE_CHECKING:
    from measured import Measured


def main() -> None:
    args = parsed_arguments(
        __doc__,
        ("--largest", 10_000, "most bulletins; 100000 takes hours of some machines"),
        ("--workers", 2, "processes"),
        ("--plot", "", "SVG file to draw"),
    )
    print("bulletins      MB   wall s    cpu s   ms cpu each   MB/s cpu   parent MB   worker MB")
    rows: list[Measured] = []
    number = 100
    while number <= args.largest:
        raw, out = generated(args.work, number), args.work / "scale"
        built = measured_build(raw, out, workers=args.workers)
        shutil.rmtree(out)
        size = size_mb(raw)
        rows.append(built)
        print(
            f"{built.bulletins:9} {size:7.1f} {built.wall_s:8.1f} {built.cpu_s:8.1f} {1e3 * built.cpu_s / number:13.1f}"
            f" {size / built.cpu_s:10.3f} {built.parent_mb:11.0f} {built.worker_mb:11.0f}",
            flush=True,
        )
        number *= 10
    if args.plot:
        plot(rows, Path(args.plot))


def plot(rows: list[Measured], path: Path) -> None:
    """Draw cost and memory against the size of the corpus."""
    import vl_convert

    figures = {
        "processor ms a bulletin": [1e3 * row.cpu_s / row.bulletins for row in rows],
        "parent, MB": [row.parent_mb for row in rows],
        "worker, MB": [row.worker_mb for row in rows],
    }
    points = [
        {"bulletins": row.bulletins, "figure": name, "value": value}
        for name, values in figures.items()
        for row, value in zip(rows, values, strict=True)
    ]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": "Cost of a bulletin and memory, by size of the corpus",
        "data": {"values": points},
        "facet": {"column": {"field": "figure", "title": None, "sort": list(figures)}},
        "resolve": {"scale": {"y": "independent"}},
        "spec": {
            "width": 220,
            "height": 180,
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": {"field": "bulletins", "type": "quantitative", "scale": {"type": "log"}},
                "y": {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": True}},
            },
        },
    }
    path.write_text(vl_convert.vegalite_to_svg(spec), "utf-8")


if __name__ == "__main__":
    main()
