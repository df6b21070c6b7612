"""What words say about days: `Day` and `DateExpression`, and what the finders of both languages share."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.language.lexicon import lexicon

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as words give it; `year_shift` counts from the year of writing (去年 is -1), else None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_shift: int | None = None

    def full(self) -> date | None:
        """The day in the calendar, None where a part is missing or no calendar has it."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that tell a day, a range of days, or a number of days.

    Attributes:
        start, end: where the words stand, half-open.
        first, last: both ends of a range; the same for a single day.
        weekdays: of both ends, Monday is 0; one for a single day, empty where none is named.
        anchor: what a relative word counts from: the day of writing (today) or the day named before (同日).
        shift_days: how many days behind the anchor.
        duration_days: of words that only tell how long (为期3天, three-day).
        rule: dotted name of the pattern.
    """

    start: int
    end: int
    first: Day = Day()
    last: Day = Day()
    weekdays: tuple[int, ...] = ()
    anchor: Literal["dateline", "previous"] | None = None
    shift_days: int = 0
    duration_days: int | None = None
    rule: str = ""

    @property
    def names_day(self) -> bool:
        """Whether a day of the month is named."""
        return self.first.day is not None


@cache
def numbers(name: str, lang: Lang, value: str) -> dict[str, int]:
    """Form to number, of the lexicon's rows in `lang` (lexicons of one language have no column for it)."""
    return {row["form"]: int(row[value]) for row in lexicon(name) if row.get("lang", lang) == lang}


def possible(*days: Day) -> bool:
    """Whether a calendar has these days; a missing year counts as a leap year, a missing month as a long one."""
    for day in days:
        if day.month is not None and not 1 <= day.month <= 12:
            return False
        longest = calendar.monthrange(day.year or 2000, day.month or 1)[1]
        if day.day is not None and not 1 <= day.day <= longest:
            return False
    return True


def end_year(first: Day, last_month: int | None) -> int | None:
    """The year of a range's end that prints none: the next one where the months run over the year's end."""
    if first.year is None or first.month is None or last_month is None:
        return first.year
    return first.year + (last_month < first.month)
