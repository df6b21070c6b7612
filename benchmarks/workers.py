"""What more workers, and other engines, are worth: the same corpus built by one worker and by several.

    uv run python benchmarks/workers.py [--bulletins 1000] [--workers 2] [--engines "processes dask"]

Each build begins from nothing in a new process. Wanted: two cores 1.8 times as fast as one.
"""

from __future__ import annotations

import shutil

from measured import generated, measured_build, parsed_arguments, size_mb


def main() -> None:
    args = parsed_arguments(
        __doc__,
        ("--bulletins", 1000, "how many"),
        ("--workers", 2, "processes of the second build of each engine"),
        ("--engines", "processes", "engines to compare, separated by spaces: processes, dask"),
    )
    raw = generated(args.work, args.bulletins)
    size = size_mb(raw)
    alone = 0.0
    print("engine     workers   wall s    cpu s   MB/s   times the first")
    for engine, workers in [(engine, workers) for engine in args.engines.split() for workers in (1, args.workers)]:
        out = args.work / "workers"
        built = measured_build(raw, out, workers=workers, engine=engine)
        shutil.rmtree(out)
        alone = alone or built.wall_s
        print(
            f"{engine:10} {workers:7} {built.wall_s:8.1f} {built.cpu_s:8.1f} {size / built.wall_s:6.3f}"
            f" {alone / built.wall_s:11.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
