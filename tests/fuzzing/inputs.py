"""Inputs made from real ones: stretches of bulletins in any order, crossed, damaged, with pieces that rules look for.

`damaged_file` gives bytes as a whole bulletin, `short_text` a few lines of one, `short_item` the two sides of a news
item. All are drawn from the random numbers given, so a seed names a run.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opencc import OpenCC

from damage import torn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

ROOT = Path(__file__).parents[2]
REAL = ROOT / "data" / "raw" / "modern-world-police-2021-10.txt"
CODECS = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le")
FILE_LENGTHS = (5, 10, 20, 20, 50, 50, 100, 1000)
BULLETIN_LENGTHS = (50, 200, 500, 1000, 3000)
LINE_ENDS = ("\n", "\n", "\n", "\n", "\r\n", "\r", "\u2028", "\n\n", "\n \n", "\x0b", "\x85")
LONGEST_CUT = 64

PIECES = (
    *("(zhǎng)", "（guó）", "國(guó)", "長(zhang)", "c(tān)", "?jiān)L", "?！眹鴦?wù)", "`┤虻", "?", "??", "???", "€"),
    *("&amp;", "&lt;", "&amp;lt;p&gt;", "&#10;", "&#x2028;", "&#0;", "&nbsp;", "<br/>", "<br", "<p ", "</", "/>", ">"),
    *("<!--", "-->", "<a href='", "\n", "\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\t"),
    *("\u200b", "\u3000", "\xa0", " ", "\x92", "\x00", "\ufeff", "\ufffd", "\u0301", "\U00020000", "\ue000", "\uffff"),
    *(",,", ",。", "，", "(", ")", "（", "）", "“", "”", "、", "·", "5 日", "9月8日至9日", "2021年", "月", "12"),
    *("——", "|"),
    *("2019823日", "Chinas police", "Dec. 1,2020", "On Monday, ", "Mr. ", "Wang Xiaohong", "(图:满博)", "扫dupoison行"),
    *("新华社北京9月15日电(记者", "会见", "部长王小洪", "以视频形式", "关键词:", "【责任编辑:", "· 12 ·"),
    *("著", "乾", "著名", "後", "里", "台", "國", "国", "愿", "願"),
)
WORDS = (
    *("会见了", "会谈", "通电话", "视频会议", "举行", "主办", "承办", "协办", "开班", "研讨会", "论坛", "第三届"),
    *("培训班",),
    *("公安部副部长", "、", "兼国家移民管理局局长", "大使", "国际刑警组织秘书长", "阿尔贝托·费尔南德斯", "王小洪"),
    *("以色列",),
    *("9月8日至9日", "2月29日", "13月40日", "去年12月31日", "99999年1月1日", "周三", "当日", "“", "”", "《", "》"),
    *("（", "）"),
    *(" met with ", " held talks with ", " by video link ", " hosted by ", "co-organized by ", "workshop"),
    *("Forum", "the "),
    *("Vice Minister of Public Security", ", ", " and ", "Secretary-General of INTERPOL", "H.E. ", "Dr. "),
    *("Gen. Prayut",),
    *("February 30, 2021", "September 8-9", "on Wednesday", "31 Dec", "from Dec. 30 to Jan. 2", "2021"),
    *("the 3rd ", "U.S. "),
    *("Wang Xiaohong", "O'Neill-de la Cruz", "van der Berg", "Xi'an", "Beijing", "Russia and ", "(", ")", ". "),
    *("? ", "; "),
)
READINGS = (("國", "guó"), ("務", "wù"), ("長", "zhǎng"), ("會", "huì"), ("見", "jiàn"), ("訪", "fǎng"), ("與", "yǔ"))


class Seeds(NamedTuple):
    """What inputs are made of: the lines of each real or invented bulletin, blank ones left out."""

    bulletins: tuple[tuple[str, ...], ...]
    zh: tuple[str, ...]
    en: tuple[str, ...]


@cache
def seeds() -> Seeds:
    """The real bulletin (eight times, it is the damaged one) and the invented ones."""
    files = [REAL] * 8 + sorted((ROOT / "examples" / "bulletins").glob("*.txt"))
    bulletins = tuple(
        tuple(line for line in file.read_text("utf-8-sig").splitlines() if line.strip()) for file in files
    )
    lines = [line for bulletin in bulletins for line in bulletin]
    return Seeds(
        bulletins,
        tuple(line for line in lines if not line.isascii() and _is_chinese(line)),
        tuple(line for line in lines if not _is_chinese(line)),
    )


def _is_chinese(line: str) -> bool:
    return sum("\u4e00" <= ch <= "\u9fff" for ch in line) * 4 > len(line)


def damaged_file(text: str, rng: Random, lengths: Sequence[int] = FILE_LENGTHS) -> bytes:
    """Some bytes made from the text: stretches of it and pieces in any order, encoded, some bytes changed."""
    parts: list[str] = []
    for _ in range(rng.choice((1, 1, 2, 4))):
        start = rng.randrange(len(text))
        parts.append(text[start : start + rng.choice(lengths)])
    for _ in range(rng.choice((0, 1, 2, 4, 8, 16))):
        at = rng.randrange(len(parts))
        cut = rng.randint(0, len(parts[at]))
        piece = rng.choice(PIECES) if rng.random() < 0.9 else chr(rng.randrange(rng.choice((0x300, 0xD800))))
        parts[at : at + 1] = [parts[at][:cut], piece, parts[at][cut:]]
    if rng.random() < 0.2:
        rng.shuffle(parts)
    return damaged_bytes("".join(parts), rng)


def damaged_bytes(text: str, rng: Random) -> bytes:
    """The text in some encoding, some bytes changed."""
    data = bytearray(text.encode(rng.choice(CODECS), "ignore"))
    for _ in range(rng.choice((0, 0, 1, 5))):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def short_text(rng: Random) -> str:
    """One to four short lines: cut from the bulletins, crossed, edited, some annotated as a site does it."""
    bulletin = rng.choice(seeds().bulletins)
    at, lines = rng.randrange(len(bulletin)), []
    for _ in range(rng.choice((1, 1, 1, 1, 2, 2, 4))):
        if rng.random() < 0.4:
            bulletin = rng.choice(seeds().bulletins)
            at = rng.randrange(len(bulletin))
        lines.append(_cut(bulletin[at % len(bulletin)], rng))
        at += 1
    lines = [_edited(line, rng, PIECES) for line in lines]
    if rng.random() < 0.05:
        n = rng.randrange(len(lines))
        lines[n] = _as_a_site_does_it(lines[n], rng)
    return "".join(line + rng.choice(LINE_ENDS) for line in lines)[: -1 if rng.random() < 0.5 else None]


class ShortItem(NamedTuple):
    """The raw text of a news item: for each side its lines (headline first, `None` where there is none) and links."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    zh_headed: bool
    en_headed: bool
    links: tuple[tuple[int, int], ...]


def short_item(rng: Random) -> ShortItem:
    """A Chinese and an English text of up to three short paragraphs, mostly of one item; one side may be empty."""
    sides: list[tuple[str, ...]] = []
    bulletin = rng.choice(seeds().bulletins)
    kinds = ([line for line in bulletin if _is_chinese(line)], [line for line in bulletin if not _is_chinese(line)])
    where = rng.random()
    for own, other in zip(kinds, (seeds().zh, seeds().en), strict=True):
        lines = own if own and rng.random() < 0.8 else other
        at = int(where * len(lines)) if rng.random() < 0.8 else rng.randrange(len(lines))
        count = rng.choice((1, 2, 2, 3))
        sides.append(tuple(_edited(_cut(line, rng, 2 * LONGEST_CUT), rng, WORDS) for line in lines[at : at + count]))
    links = tuple(sorted({(rng.randrange(4), rng.randrange(4)) for _ in range(rng.choice((0, 1, 1, 1, 3, 3)))}))
    empty = rng.choice((None, None, None, 0, 1))
    if empty is not None:
        sides[empty] = ()
    return ShortItem(sides[0], sides[1], rng.random() < 0.6, rng.random() < 0.6, links)


def _cut(line: str, rng: Random, longest: int = LONGEST_CUT) -> str:
    """The line where it is short; else its beginning, its end or a stretch of it."""
    length = rng.choice((longest // 16, longest // 8, longest // 4, longest // 2, longest))
    if len(line) <= length:
        return line
    start = rng.choice((0, 0, len(line) - length, rng.randrange(len(line) - length)))
    return line[start : start + length]


def _edited(line: str, rng: Random, pieces: Sequence[str]) -> str:
    """The line with some edits: pieces put in, stretches taken out, doubled, moved or exchanged, characters changed."""
    for _ in range(rng.choice((0, 0, 1, 1, 2, 4))):
        start = rng.randint(0, len(line))
        end = min(len(line), start + rng.choice((0, 1, 2, 5, 20)))
        how = rng.randrange(10)
        if how < 5:
            new = rng.choice(pieces)
        elif how == 5:
            new = ""
        elif how == 6:
            new = line[start:end] * rng.choice((2, 2, 3, 20))
        elif how == 7:
            new = chr(rng.randrange(rng.choice((0x80, 0x300, 0xD800))))
        elif how == 8:
            other = _cut(rng.choice(rng.choice((seeds().zh, seeds().en))), rng)
            new, end = other, rng.choice((start, end, len(line)))
        else:
            new = line[start:end].translate(FULL_WIDTH)
        line = line[:start] + new + line[end if how != 7 else start :]
    return line


FULL_WIDTH = {narrow: narrow + 0xFEE0 for narrow in range(0x21, 0x7F)}
TO_SIMPLIFIED = OpenCC("t2s")


def _as_a_site_does_it(line: str, rng: Random) -> str:
    """The line converted to traditional characters by table, readings injected into its bytes, loosely decoded."""
    table = dict(rng.sample(READINGS, rng.randint(1, len(READINGS))))
    simplified = TO_SIMPLIFIED.convert(line).encode("gb18030", "ignore").decode("gb18030")
    return torn(simplified, table, lose_byte=rng.random() < 0.5).text
