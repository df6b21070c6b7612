"""Where a text names days: single days, ranges, weekdays, relative words and durations, in Chinese and English.

Decides what is a date and what its words give (`DateExpression`); a year, month or day that the words do not give is
None. Input is any text, output are expressions in order, never overlapping. Which day an expression means is left to
`date_resolution`. Numbers such as 2600余, 第二大 or 50周年 are no dates, 近日 and 'recently' name no day, and a day
that no calendar has (2月30日) is no date.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.documents import READ_CHARS
from bulletin_corpus.language.dates.date_expressions import DateExpression, Day, possible
from bulletin_corpus.language.dates.dates_en import dates_en
from bulletin_corpus.language.dates.dates_zh import dates_zh
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bulletin_corpus.records import Lang

__all__ = ["DateExpression", "Day", "find_dates", "full_dates", "year_mentions"]


def find_dates(text: str, lang: Lang) -> list[DateExpression]:
    """All date expressions of `text` in order, without overlap; of overlapping ones the longest that starts first."""
    return list(_dates(text, lang))


@lru_cache(maxsize=64)
def _dates(text: str, lang: Lang) -> tuple[DateExpression, ...]:
    """What `find_dates` gives; a body is asked for its full dates first, and for all when its item is read."""
    found = sorted(
        [*_numeric(text), *_relative(text, lang), *(dates_zh(text) if lang == "zh" else dates_en(text))],
        key=lambda expression: (expression.start, -expression.end),
    )
    kept: list[DateExpression] = []
    for expression in found:
        if not kept or expression.start >= kept[-1].end:
            kept.append(expression)
    return tuple(kept)


def full_dates(text: str, lang: Lang) -> list[date]:
    """The days that `text` prints in full within its first `READ_CHARS`, both ends of ranges, in order."""
    days: list[date] = []
    for expression in find_dates(text[:READ_CHARS], lang):
        ends = [expression.first] if expression.first == expression.last else [expression.first, expression.last]
        days += [day for day in (end.full() for end in ends) if day is not None]
    return days


# 2023年, May 2021; not 2000余, 1,990, 2021.5
YEAR = make_pattern(r"(?<![\d.,])(?:19[5-9]\d|20\d\d)(?![\d,.]?\d|余|多|名|人|件|起)")


def year_mentions(text: str) -> list[int]:
    """The years 1949 to 2099 that `text` names in digits, in order (2023年, May 2021, 2024-2026)."""
    return [int(match[0]) for match in YEAR.finditer(text)]


# ---- both languages


# 2021-09-09, 2021/9/9, 2021.09.09
NUMERIC = make_pattern(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d)")


def _numeric(text: str) -> Iterator[DateExpression]:
    for match in NUMERIC.finditer(text):
        day = Day(int(match["y"]), int(match["m"]), int(match["d"]))
        if possible(day):
            yield DateExpression(match.start(), match.end(), day, day, rule="date.numeric")


@cache
def _relative_days(lang: Lang) -> tuple[tuple[str, Literal["dateline", "previous"], int], ...]:
    """The relative words of `lang` in lower case, what each counts from, and the days from there."""
    return tuple(
        (row["form"].lower(), "dateline" if row["anchor"] == "dateline" else "previous", int(row["shift_days"]))
        for row in lexicon("relative_days")
        if row["lang"] == lang
    )


@cache
def _relative_form(form: str, lang: Lang) -> regex.Pattern[str]:
    words = regex.escape(form)
    return make_pattern(words if lang == "zh" else rf"(?i:\b{words}\b)")


def _relative(text: str, lang: Lang) -> Iterator[DateExpression]:
    low = text.lower()
    for form, anchor, shift_days in _relative_days(lang):
        if form not in low:
            continue
        for match in _relative_form(form, lang).finditer(text):
            yield DateExpression(
                match.start(), match.end(), anchor=anchor, shift_days=shift_days, rule=f"date.relative.{lang}"
            )
