"""Punctuation and spacing that scraping changed: full-width marks made half-width, commas doubled, spaces in dates."""

from __future__ import annotations

import regex

from bulletin_corpus.offsets import Edit

WIDE = dict(zip(",:;!?()", "，：；！？（）", strict=True))

# a mark between Chinese on either side: 通電話,兩國 · 圖:滿博 · 50%,增 · “…”,王 ; not 1,000 · 9:00 · SCO, and
_BETWEEN = regex.compile(
    r"""
      (?<=[\p{Han}“”‘’《》〈〉「」『』【】（），。、；：！？…—·])[,:;!?](?!\ *[A-Za-z])
    | (?<=[A-Za-z0-9%)\]])[,:;!?](?=[\p{Han}“‘《「『【（])
    """,
    regex.VERBOSE,
)

_BRACKET = regex.compile(r"[()\n\r\u2028]")
_HAN = regex.compile(r"\p{Han}")
_OPENS = regex.compile(r"[\p{Han}。，；：！？、”’》」』】）…—]")

# ,, · ,、 · ，。 : a comma that stands before another mark was injected
_DOUBLED = regex.compile(r"[,，](?=[,，、。；;])")

# 5 日 · 9 月 · 月 8
_SPACED = regex.compile(r"(?<=[0-9])\ +(?=[年月日号时])|(?<=[0-9][年月])\ +(?=[0-9])")


def full_width(page: str) -> list[tuple[int, str]]:
    """Offsets of half-width marks in Chinese text, in order, with the full-width mark that belongs there.

    Numbers (1,000), times (9:00) and English inside Chinese keep theirs.
    """
    places = [(match.start(), WIDE[match[0]]) for match in _BETWEEN.finditer(page)]
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


def _is_chinese_bracket(page: str, start: int, end: int) -> bool:
    """Whether these brackets belong to Chinese text: 維和(警察), 組織(SCO), but not Wang (王) said."""
    before, behind = page[start - 1 : start], page[end + 1 : end + 2]
    if before and _OPENS.match(before):
        return True
    return before != " " and not before.isalnum() and behind != " " and _HAN.search(page, start, end) is not None


def doubled_commas(page: str) -> list[Edit]:
    """The commas to take out, each before another comma, 、 or 。."""
    return [Edit(match.start(), match.end(), "", "comma.doubled") for match in _DOUBLED.finditer(page)]


def spaces_in_dates(page: str) -> list[Edit]:
    """The spaces to take out between a number and 年, 月, 日."""
    return [Edit(match.start(), match.end(), "", "space.after-digit") for match in _SPACED.finditer(page)]
