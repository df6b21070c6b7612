"""How fast each stage is, and how much slower than the least that such work takes, measured in the same run.

    uv run python benchmarks/stages.py [--bulletins 200]

Generated bulletins are built by this process alone, after a first build that loads dictionaries and patterns; all times
are processor seconds. The floor is what nobody gets below with these libraries: decode the files, strip readings,
convert the script, match every word of CC-CEDICT, split sentences, write them to Parquet.
"""

from __future__ import annotations

import re
import shutil
import time
from collections import defaultdict
from contextlib import ExitStack
from typing import TYPE_CHECKING
from unittest.mock import patch

import ahocorasick_rs
import pyarrow as pa
import pyarrow.parquet as pq
from measured import generated, parsed_arguments, size_mb
from opencc import OpenCC

import bulletin_corpus
from bulletin_corpus import processing
from bulletin_corpus.language.words.cedict import cedict_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

STAGES = ("read", "clean", "segment", "pair", "align", "extract")
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
READING = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")
SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[.!?]) |\n+")


def main() -> None:
    args = parsed_arguments(__doc__, ("--bulletins", 200, "how many"))
    raw, out = generated(args.work, args.bulletins), args.work / "stages"
    size = size_mb(raw)
    build(generated(args.work, 20), out)
    spent = stage_seconds(raw, out)
    floor = floor_seconds(raw, args.work)
    least = sum(floor.values())
    print(f"{args.bulletins} bulletins, {size:.2f} MB\n")
    print("stage          cpu s   share     MB/s   times the floor")
    for name in (*STAGES, "the rest", "whole build"):
        print(
            f"{name:12} {spent[name]:7.2f} {spent[name] / spent['whole build']:7.1%} {size / spent[name]:8.3f}"
            f" {spent[name] / least:12.1f}"
        )
    print("\nthe floor      cpu s   share     MB/s")
    for name, seconds in (*floor.items(), ("all of it", least)):
        print(f"{name:12} {seconds:7.3f} {seconds / least:7.1%} {size / seconds:8.1f}")


def build(raw: Path, out: Path) -> float:
    """Processor seconds of a build from nothing in this process."""
    shutil.rmtree(out, ignore_errors=True)
    start = time.process_time()
    bulletin_corpus.build(raw, out, engine="serial")
    spent = time.process_time() - start
    shutil.rmtree(out)
    return spent


def stage_seconds(raw: Path, out: Path) -> dict[str, float]:
    """Processor seconds of each stage in one build, of all of it, and of what is no stage: ids, rows, resolving."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: object, **kwargs: object) -> object:
            start = time.process_time()
            try:
                return stage(*args, **kwargs)
            finally:
                spent[name] += time.process_time() - start

        return run

    with ExitStack() as patched:
        for name in STAGES:
            patched.enter_context(patch.object(processing, name, timed(name, getattr(processing, name))))
        whole = build(raw, out)
    return {**spent, "the rest": whole - sum(spent.values()), "whole build": whole}


def floor_seconds(raw: Path, work: Path) -> dict[str, float]:
    """Processor seconds of the least work on the same files, each step over all of them."""
    contents = [path.read_bytes() for path in sorted(raw.rglob("*.txt"))]
    converter = OpenCC("tw2s")
    words = {line.split(" ", 2)[1] for line in cedict_lines() if not line.startswith("#")}
    automaton = ahocorasick_rs.AhoCorasick(sorted(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    path = work / "floor.parquet"
    spent: dict[str, float] = {}

    def step(name: str, work_on: Callable[[Any], Any], given: Any) -> Any:  # noqa: ANN401
        start = time.process_time()
        result = work_on(given)
        spent[name] = time.process_time() - start
        return result

    texts = step("decode", lambda found: [decoded(content) for content in found], contents)
    texts = step("strip", lambda found: [READING.sub("", text) for text in found], texts)
    texts = step("convert", lambda found: [converter.convert(text) for text in found], texts)
    step("match", lambda found: [automaton.find_matches_as_indexes(text) for text in found], texts)
    sentences = step("split", lambda found: [SENTENCE_END.split(text) for text in found], texts)
    flat = [sentence for text in sentences for sentence in text]
    step("write", lambda found: pq.write_table(pa.table({"text": found}), path, compression="zstd"), flat)
    path.unlink()
    return spent


def decoded(content: bytes) -> str:
    """The text, in the first encoding that it can be in."""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


if __name__ == "__main__":
    main()
