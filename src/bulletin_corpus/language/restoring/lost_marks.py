"""Small things that scraping lost, put back where only one reading is left: 年 and 月, a space, an apostrophe."""

from __future__ import annotations

import re
from functools import cache

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.offsets import Edit, Edits

NO_DATE_BEHIND = frozenset("0123456789.")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# 2019823日 · 2019年823日 · 20198月 : year, perhaps 年, month and day run together, or month alone
_DATE = re.compile(r"([12][09][0-9]{2})(年?)([0-9]{1,4})([月日])")

# December 1,2020 : no space behind the comma
_COMMA = re.compile(r",(?=(?:19|20)[0-9]{2}\b)")
_DAY = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?\ ?[0-9]{1,2}\Z"
)

# 扫dupoison行动 : letters of a word filter between Chinese characters
_LETTERS = re.compile("[\u4e00-\u9fff]([a-z]{2,20})(?=[\u4e00-\u9fff])")

# Chinas capital; not the Koreas, two Chinas and
_PLURAL = re.compile(r"[A-Z][a-z]{2,20} (?=[a-z])(?!(?:and|or|are|were|have|of|in|to|that|which)\b)")

# names that are also given names or have a plural of their own
_NOT_POSSESSIVE = frozenset(("America", "Chad", "Congo", "Georgia", "Guinea", "Jordan", "Korea", "Oman", "Turkey"))


def lost_date_marks(page: str) -> tuple[list[Edit], list[tuple[int, int]]]:
    """年 and 月 to put back, and `[start, end)` of the dates that can be read in two ways (left as they stand)."""
    edits: list[Edit] = []
    doubtful: list[tuple[int, int]] = []
    for match in _DATE.finditer(page):
        year, mark, digits, unit = match.groups()
        if year[:2] not in ("19", "20") or page[match.start() - 1 : match.start()] in NO_DATE_BEHIND:
            continue
        if unit == "月":
            if not mark and 1 <= int(digits) <= 12 and len(digits) <= 2:
                edits.append(Edit(match.end(1), match.end(1), "年", "date.year-mark"))
            continue
        if len(digits) < 3 and (mark or int(digits) <= 31 or len(digits) < 2):
            continue
        splits = _month_and_day(digits)
        if len(splits) == 1:
            if not mark:
                edits.append(Edit(match.end(1), match.end(1), "年", "date.year-mark"))
            at = match.start(3) + splits[0]
            edits.append(Edit(at, at, "月", "date.month-mark"))
        elif splits:
            doubtful.append(match.span())
    return edits, doubtful


def _month_and_day(digits: str) -> list[int]:
    """Where a month may end within these digits, so that a day of that month is left."""
    splits = []
    for at in (1, 2):
        month, day = digits[:at], digits[at:]
        padded = at == 2 and month[0] == "0" and len(day) == 2
        if not day or len(day) > 2 or (not padded and (month[0] == "0" or day[0] == "0")):
            continue
        if 1 <= int(month) <= 12 and 1 <= int(day) <= DAYS[int(month) - 1]:
            splits.append(at)
    return splits


def lost_spaces(page: str) -> Edits | None:
    """The space between the comma and the year of an English date."""
    ends = [
        match.end() for match in _COMMA.finditer(page) if _DAY.search(page[max(0, match.start() - 16) : match.start()])
    ]
    return Edits.alike([(end, end) for end in ends], " ", "date.comma-space")


@cache
def _countries() -> frozenset[str]:
    rows = (row["form"] for row in lexicon("countries") if row["lang"] == "en" and row["kind"] == "name")
    return frozenset(form for form in rows if form.isalpha() and form[-1] != "s") - _NOT_POSSESSIVE


def lost_apostrophes(page: str) -> Edits | None:
    """The apostrophe of Chinas, Russias: names of countries that have no plural, before a word in small letters."""
    places = [
        match.end() - 2
        for match in _PLURAL.finditer(page)
        if match[0][-2] == "s" and match[0][:-2] in _countries() and _starts_word(page, match.start())
    ]
    return Edits.alike([(at, at) for at in places], "'", "apostrophe.lost")


def _starts_word(page: str, at: int) -> bool:
    return at == 0 or not page[at - 1].isalnum()


def filtered_words(page: str) -> list[tuple[int, int]]:
    """`[start, end)` of letters between Chinese characters that begin as word filters write a word (扫dupoison)."""
    starts = tuple(row["pinyin"] for row in lexicon("filtered_words"))
    return [match.span(1) for match in _LETTERS.finditer(page) if match[1].startswith(starts)]
