"""Punctuation and spacing that scraping changed: full-width marks made half-width, commas doubled, spaces in dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin_corpus.offsets import Edits

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_WIDENING = str.maketrans(WIDE)

_BRACKET = re.compile(r"[()\n\r\u2028]")
_HAN_RANGES = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_HAN_RANGES}]")
_MARKS = "“”‘’《》〈〉「」『』【】（），。、；：！？…—·"

# 通電話,兩國 · 好!!! · 圖:滿博 · “…”,王 · NATO,美國 · 50%,增; not 1,000 · 9:00 · 王,Wang
_MARK = re.compile(
    rf"""
      [,:;!?]
      (?: (?<=[{_HAN_RANGES}{_MARKS}].) [,:;!?]* (?!\ {{0,2}}[A-Za-z])
        | (?<=[\w)\]%].) (?<![_{_HAN_RANGES}].) (?=[{_HAN_RANGES}“‘《「『【（])
      )
    """,
    re.VERBOSE,
)

# ），( · ,（ : a mark beside one that has its width back
_BESIDE = re.compile(r"[，：；！？（）,:;!?](?:[,:;!?()](?<=[，：；！？（）].)|（(?<=[,:;!?].))")

MAX_LINKS = 8
"""So many marks that each depend on the one before (！(A)!(A)!) get their width back; text has two or three."""

# ,, · ,、 · ，。 : a comma that stands before another mark was injected
_DOUBLED = re.compile(r"[,，]+(?=[,，、。；;])")

# 5 日 · 9 月 · 月 8
_SPACED = re.compile(r"[0-9年月] +(?=[0-9年月日号时])")


def full_width(page: str) -> Edits | None:
    """Full-width marks for half-width ones in Chinese text.

    Numbers (1,000), times (9:00) and English inside Chinese keep theirs.
    """
    if not _HAN.search(page):
        return None
    found: list[tuple[int, int]] = []
    widened = page
    for _ in range(MAX_LINKS):
        places = [match.span() for match in _MARK.finditer(widened)]
        places += [(at, at + 1) for at in _narrow_brackets(widened)]
        places.sort()
        found += places
        widened = _widened(widened, places)
        if not places or not _BESIDE.search(widened):
            break
    if not found:
        return None
    found.sort()
    starts, ends = [start for start, _ in found], [end for _, end in found]
    texts = [widened[start:end] for start, end in zip(starts, ends, strict=True)]
    return Edits(starts, ends, texts, ["width.punctuation"] * len(found))


def _widened(page: str, places: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end in places:
        parts += (page[done:start], page[start:end].translate(_WIDENING))
        done = end
    return "".join([*parts, page[done:]])


def _narrow_brackets(page: str) -> Iterator[int]:
    open_at: list[int] = []
    widened: set[int] = set()
    for match in _BRACKET.finditer(page):
        if match[0] == "(":
            open_at.append(match.start())
        elif match[0] != ")":
            open_at.clear()
        elif open_at:
            start = open_at.pop()
            if start - 1 in widened or _is_chinese_bracket(page, start, match.start()):  # 王(A)(A)
                widened.add(match.start())
                yield start
                yield match.start()


def _is_han(ch: str) -> bool:
    return (
        "\u4e00" <= ch <= "\u9fff"
        or "\u3400" <= ch <= "\u4dbf"
        or "\uf900" <= ch <= "\ufaff"
        or "\U00020000" <= ch <= "\U0003ffff"
    )


def _is_chinese_bracket(page: str, start: int, end: int) -> bool:
    """Whether these brackets belong to Chinese text: 維和(警察), 組織(SCO), but not Wang (王) said."""
    before, behind = page[start - 1 : start], page[end + 1 : end + 2]
    if before and (_is_han(before) or before in _MARKS):
        return True
    return before != " " and not before.isalnum() and behind != " " and _HAN.search(page, start, end) is not None


def doubled_commas(page: str) -> Edits | None:
    """The commas to take out, each before another comma, 、 or 。."""
    return Edits.alike([match.span() for match in _DOUBLED.finditer(page)], "", "comma.doubled")


def spaces_in_dates(page: str) -> Edits | None:
    """The spaces to take out between a number and 年, 月, 日."""
    spans = [
        (match.start() + 1, match.end())
        for match in _SPACED.finditer(page)
        if match[0][0].isascii() != page[match.end()].isascii()  # a number and a unit, not two numbers
    ]
    return Edits.alike(spans, "", "space.after-digit")
