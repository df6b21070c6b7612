"""Feeds damaged files to the program and checks what must hold for any file.

    uv run python scripts/fuzz.py [--what read|process] [--files 6000 | --seconds 600] [--seed 1]

`read` decodes, cleans and segments; `process` does all that is done for one bulletin. Files are put together from
stretches of a real bulletin, pieces that rules look for and characters of any kind, then encoded, and some bytes are
changed. With `--files` every machine tests the same. What fails, or takes more than 5 s of processor time, is written
to `fuzz-failure.txt` in the current folder.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin_corpus.config import BuildConfig
from bulletin_corpus.documents import RawBulletin
from bulletin_corpus.language.restoring.encoding import decode
from bulletin_corpus.processing import process
from bulletin_corpus.stages.clean import LINE_END, clean
from bulletin_corpus.stages.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

REAL = Path(__file__).parents[1] / "data" / "raw" / "modern-world-police-2021-10.txt"
MAX_SECONDS = 5.0
CODECS = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le")
LENGTHS = {"read": (5, 10, 20, 20, 50, 50, 100, 1000), "process": (50, 200, 500, 1000, 3000)}
PIECES = (
    *("(zhǎng)", "（guó）", "國(guó)", "長(zhang)", "c(tān)", "?jiān)L", "?！眹鴦?wù)", "`┤虻", "?", "??", "???", "€"),
    *("&amp;", "&lt;", "&amp;lt;p&gt;", "&#10;", "&#x2028;", "&#0;", "&nbsp;", "<br/>", "<br", "<p ", "</", "/>", ">"),
    *("<!--", "-->", "<a href='", "\n", "\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\t"),
    *("\u200b", "\u3000", "\xa0", " ", "\x92", "\x00", "\ufeff", "\ufffd", "\u0301", "\U00020000", "\ue000"),
    *(
        ",,",
        ",。",
        "，",
        "(",
        ")",
        "（",
        "）",
        "“",
        "”",
        "、",
        "·",
        "5 日",
        "9月8日至9日",
        "2021年",
        "月",
        "12",
        "——",
        "|",
    ),
    *("2019823日", "Chinas police", "Dec. 1,2020", "On Monday, ", "Mr. ", "Wang Xiaohong", "(图:满博)", "扫dupoison行"),
    *("新华社北京9月15日电(记者", "会见", "部长王小洪", "以视频形式", "关键词:", "【责任编辑:", "· 12 ·"),
    *("著", "乾", "著名", "後", "里", "台", "國", "国", "愿", "願"),
)


def mutated(text: str, rng: random.Random, lengths: Iterable[int] = LENGTHS["read"]) -> bytes:
    """Some bytes made from the text: stretches of it and pieces in any order, encoded, some bytes changed."""
    parts: list[str] = []
    for _ in range(rng.choice((1, 1, 2, 4))):
        start = rng.randrange(len(text))
        parts.append(text[start : start + rng.choice(tuple(lengths))])
    for _ in range(rng.choice((0, 1, 2, 4, 8, 16))):
        at = rng.randrange(len(parts))
        cut = rng.randint(0, len(parts[at]))
        piece = rng.choice(PIECES) if rng.random() < 0.9 else chr(rng.randrange(rng.choice((0x300, 0xD800))))
        parts[at : at + 1] = [parts[at][:cut], piece, parts[at][cut:]]
    if rng.random() < 0.2:
        rng.shuffle(parts)
    data = bytearray("".join(parts).encode(rng.choice(CODECS), "ignore"))
    for _ in range(rng.choice((0, 0, 1, 5))):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def broken_by_reading(data: bytes) -> str | None:
    """The promise that decoding, cleaning or segmenting these bytes breaks; None if they keep all."""
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
    segmented = segment(restored, raw)
    spans = [(span.char_start, span.char_end) for article in segmented.articles for span in article.spans]
    spans += [(rest.char_start, rest.char_end) for rest in segmented.leftovers]
    if not covers_once(raw, spans):
        return "articles and leftovers do not hold every character once"
    once = "\n".join(line.text.text for line in restored.lines)
    again = "\n".join(line.text.text for line in clean(once).lines)
    return None if again.rstrip("\n") == once.rstrip("\n") else "cleaning again changes the text"


def broken_by_processing(data: bytes) -> str | None:
    """The promise that processing these bytes breaks; None if they keep all."""
    decoded = decode(data)
    if decoded is None:
        return None
    raw = RawBulletin("fuzz.txt", "0" * 64, decoded.encoding, decoded.text)
    result = process(raw, BuildConfig())
    spans = [(span.char_start, span.char_end) for article in result.articles for span in article.spans]
    spans += [(rest.char_start, rest.char_end) for rest, _ in result.leftovers]
    return None if covers_once(raw.text, spans) else "articles and leftovers do not hold every character once"


def covers_once(raw: str, spans: list[tuple[int, int]]) -> bool:
    """Whether every character that is not white space lies in one of the half-open spans, and none in two."""
    at = 0
    for start, end in sorted(spans):
        if start < at or raw[at:start].strip():
            return False
        at = end
    return not raw[at:].strip()


def _too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {MAX_SECONDS} s")


def failure(check: Callable[[bytes], str | None], data: bytes) -> str | None:
    """What is wrong with the outcome for these bytes; any exception is written to the standard error, and is wrong."""
    signal.setitimer(signal.ITIMER_VIRTUAL, MAX_SECONDS)
    try:
        return check(data)
    except BaseException:
        Path("fuzz-failure.txt").write_bytes(data)
        raise
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--what", choices=sorted(LENGTHS), default="read", help="what to test")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--files", type=int, default=6000, help="how many files to make")
    length.add_argument("--seconds", type=float, help="how long to run instead")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers")
    options = parser.parse_args()
    check = broken_by_reading if options.what == "read" else broken_by_processing
    check("今天".encode())
    signal.signal(signal.SIGVTALRM, _too_slow)
    rng, text = random.Random(options.seed), REAL.read_text("utf-8")  # noqa: S311  not for secrets
    start, n_files = time.monotonic(), 0
    while n_files < options.files if options.seconds is None else time.monotonic() - start < options.seconds:
        data = mutated(text, rng, LENGTHS[options.what])
        broken = failure(check, data)
        if broken is not None:
            Path("fuzz-failure.txt").write_bytes(data)
            sys.exit(f"{broken}: file {n_files} of seed {options.seed}, now in fuzz-failure.txt")
        n_files += 1
    print(f"{n_files} files, no failure; {time.process_time():.0f} s of processor time")


if __name__ == "__main__":
    main()
