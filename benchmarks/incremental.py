"""What one more bulletin costs: a corpus is built, then again as it is, then with one bulletin more.

    uv run python benchmarks/incremental.py [--bulletins 1000] [--workers 2]

Wanted: the last takes at most 5 % of the processor time of the first.
"""

from __future__ import annotations

import shutil

from generate import bulletin
from measured import generated, measured_build, parsed_arguments


def main() -> None:
    args = parsed_arguments(__doc__, ("--bulletins", 1000, "how many"), ("--workers", 2, "processes"))
    raw, out = args.work / "growing", args.work / "grown"
    for folder in (raw, out):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(generated(args.work, args.bulletins), raw)
    first = measured_build(raw, out, workers=args.workers)
    again = measured_build(raw, out, workers=args.workers)
    path, content = bulletin(args.bulletins + 1, seed=1)
    (raw / path).parent.mkdir(parents=True, exist_ok=True)
    (raw / path).write_bytes(content)
    more = measured_build(raw, out, workers=args.workers)
    if more.bulletins != first.bulletins + 1:
        raise SystemExit(f"{more.bulletins} bulletins where {first.bulletins + 1} should be")
    print("build              wall s    cpu s   share of the first's cpu   parent MB   worker MB")
    for name, built in (("from nothing", first), ("nothing new", again), ("one bulletin more", more)):
        print(
            f"{name:17} {built.wall_s:7.1f} {built.cpu_s:8.1f} {built.cpu_s / first.cpu_s:14.1%}"
            f" {built.parent_mb:21.0f} {built.worker_mb:11.0f}"
        )
    for folder in (raw, out):
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
