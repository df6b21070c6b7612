"""Punctuation and spacing that scraping changed: full-width marks made half-width, commas doubled, spaces in dates."""

from __future__ import annotations

import re

from bulletin_corpus.offsets import Edit

WIDE = dict(zip(",:;!?()", "，：；！？（）", strict=True))

_MARK = re.compile(r"[,:;!?]")
_BRACKET = re.compile(r"[()\n\r\u2028]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MARKS = "“”‘’《》〈〉「」『』【】（），。、；：！？…—·"
_OPENING, _CLOSING = frozenset("“‘《「『【（"), frozenset(")]%")

# ,, · ,、 · ，。 : a comma that stands before another mark was injected
_DOUBLED = re.compile(r"[,，](?=[,，、。；;])")

# 5 日 · 9 月 · 月 8
_SPACED = re.compile(r"[0-9年月] +(?=[0-9年月日号时])")


def full_width(page: str) -> list[tuple[int, str]]:
    """Offsets of half-width marks in Chinese text, in order, with the full-width mark that belongs there.

    Numbers (1,000), times (9:00) and English inside Chinese keep theirs.
    """
    if not _HAN.search(page):
        return []
    places = [(at, WIDE[page[at]]) for at in map(re.Match.start, _MARK.finditer(page)) if _is_chinese_mark(page, at)]
    open_at: list[int] = []
    for match in _BRACKET.finditer(page):
        if match[0] == "(":
            open_at.append(match.start())
        elif match[0] != ")":
            open_at.clear()
        elif open_at:
            start = open_at.pop()
            if _is_chinese_bracket(page, start, match.start()):
                places += [(start, "（"), (match.start(), "）")]
    return sorted(places)


def _is_chinese_mark(page: str, at: int) -> bool:
    """Whether the mark at `at` stands in Chinese: 通電話,兩國 · 圖:滿博 · 50%,增 · “…”,王; not 1,000 · 9:00."""
    before, behind = page[at - 1 : at], page[at + 1 : at + 2]
    if before > "\x7f" and (_is_han(before) or before in _MARKS):
        word = page[at + 1 : at + 4].lstrip(" ")[:1] if behind == " " else behind
        return not (word.isascii() and word.isalpha())
    return (before.isalnum() or before in _CLOSING) and behind > "\x7f" and (_is_han(behind) or behind in _OPENING)


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


def doubled_commas(page: str) -> list[Edit]:
    """The commas to take out, each before another comma, 、 or 。."""
    return [Edit(match.start(), match.end(), "", "comma.doubled") for match in _DOUBLED.finditer(page)]


def spaces_in_dates(page: str) -> list[Edit]:
    """The spaces to take out between a number and 年, 月, 日."""
    return [
        Edit(match.start() + 1, match.end(), "", "space.after-digit")
        for match in _SPACED.finditer(page)
        if match[0][0].isascii() != page[match.end()].isascii()  # a number and a unit, not two numbers
    ]
