"""Feeds damaged files to reading and cleaning, and checks what must hold for any file.

    uv run python scripts/fuzz_reading.py [--files 6000 | --seconds 600] [--seed 1]

It starts from a real bulletin and from pieces that rules look for, cuts, repeats, swaps and mistypes bytes. With
`--files` every machine tests the same. A failing file is written to `fuzz-failure.txt` in the current folder; the same seed finds it again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from bulletin_corpus.language.restoring.encoding import decode
from bulletin_corpus.stages.clean import LINE_END, clean

REAL = Path(__file__).parents[1] / "data" / "raw" / "modern-world-police-2021-10.txt"
CODECS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le")
PIECES = (
    *("(zhǎng)", "（guó）", "?jiān)L", "?！眹鴦?wù)", "&amp;lt;p&gt;", "<br/>", "\r\n", "\r", "\u2028", "\u200b", "??"),
    *(",,", ",。", "2019823日", "5 日", "Chinas police", "Dec. 1,2020", "\ufffd", "\x92", "\U00020000", "著", "乾"),
)


def mutated(text: str, rng: random.Random) -> bytes:
    """Some bytes made from the text: pieces put in, a stretch cut out, encoded, some bytes changed."""
    start = rng.randrange(len(text))
    characters = list(text[start : start + rng.choice((20, 200, 2000))])
    for _ in range(rng.randrange(8)):
        characters.insert(rng.randint(0, len(characters)), rng.choice(PIECES))
    rng.shuffle(characters) if rng.random() < 0.1 else None
    data = bytearray("".join(characters).encode(rng.choice(CODECS), "ignore"))
    for _ in range(rng.choice((0, 0, 1, 5))):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def broken_promise(data: bytes) -> str | None:
    """The promise that reading or cleaning these bytes breaks; None if they keep all."""
    decoded = decode(data)
    if decoded is None:
        return None
    raw = decoded.text
    restored = clean(raw)
    lines = LINE_END.split(raw)
    if [raw[line.char_start : line.char_end] for line in restored.lines] != (lines if lines[-1] else lines[:-1]):
        return "the lines are not those of the raw text"
    for line in restored.lines:
        start, end = line.text.raw_span() if len(line.text) else (line.char_start, line.char_end)
        if not line.char_start <= start <= end <= line.char_end:
            return f"line {line.number} has characters from elsewhere"
    once = "\n".join(line.text.text for line in restored.lines)
    again = "\n".join(line.text.text for line in clean(once).lines)
    return None if again.rstrip("\n") == once.rstrip("\n") else "cleaning again changes the text"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--files", type=int, default=6000, help="how many files to make")
    length.add_argument("--seconds", type=float, help="how long to run instead")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers")
    options = parser.parse_args()
    rng, text = random.Random(options.seed), REAL.read_text("utf-8")  # noqa: S311  not for secrets
    end, n_files = None if options.seconds is None else time.monotonic() + options.seconds, 0
    while n_files < options.files if end is None else time.monotonic() < end:
        data = mutated(text, rng)
        try:
            broken = broken_promise(data)
        except BaseException:
            Path("fuzz-failure.txt").write_bytes(data)
            raise
        if broken is not None:
            Path("fuzz-failure.txt").write_bytes(data)
            sys.exit(f"{broken}: file {n_files} of seed {options.seed}, now in fuzz-failure.txt")
        n_files += 1
    print(f"{n_files} files, no failure")


if __name__ == "__main__":
    main()
