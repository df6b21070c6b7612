"""Which days the date expressions of an item mean.

Decides month and year of what the words leave open, from: the words themselves, the counterpart in the other language,
weekday and day agreeing, the bulletin's month of issue, the full dates that its items print. The clock is never asked.
Input are `SideDates` (what each language says about one event), output is a `ResolvedDate`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.language.dates.finding import DateExpression, Day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.documents import BulletinContext
    from bulletin_corpus.records import DateEvidence

FIRST_YEAR, LAST_YEAR = 1950, 2099


@dataclass(frozen=True, slots=True)
class SideDates:
    """What one language says about the day of one event.

    Attributes:
        expression: the words that date the event, None where this side dates it not.
        until: words that tell its last day apart from them ('and will run through Thursday').
        duration_days: how long it lasts.
        ends: whether the expression dates the event's end ('closed on Friday').
        dateline: the date of the text's dateline.
        others: all other expressions of the text in order of nearness to the event, nearest first.
        years: years that the text names.
    """

    expression: DateExpression | None = None
    until: DateExpression | None = None
    duration_days: int | None = None
    ends: bool = False
    dateline: DateExpression | None = None
    others: tuple[DateExpression, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """First and last day of an event, and what the year rests on; None and 'none' where it is not known."""

    first: date | None = None
    last: date | None = None
    evidence: DateEvidence = "none"
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Span:
    """An event's days in a year that may still be open; months and days are known."""

    first: Day
    last: Day
    shift_days: int = 0
    back_to_weekday: int | None = None
    weekdays: list[int] = field(default_factory=list)

    def dates(self, year: int) -> tuple[date, date] | None:
        """Both ends where the first day lies in `year`; None where no calendar has them."""
        turn = (self.last.month or 0, self.last.day or 0) < (self.first.month or 0, self.first.day or 0)
        first = Day(year, self.first.month, self.first.day).full()
        last = Day(year + turn, self.last.month, self.last.day).full()
        if first is None or last is None:
            return None
        if self.back_to_weekday is not None:
            back_days = first.weekday() - self.back_to_weekday
            # 上周四 counts from this week's Thursday, be it before or behind the day
            first = last = first - timedelta(back_days if self.shift_days else back_days % 7)
        shift = timedelta(self.shift_days)
        return first + shift, last + shift


def resolve_date(sides: Sequence[SideDates], context: BulletinContext) -> ResolvedDate:
    """The days of an event that `sides` (zh and en, or one of them) report.

    Returns:
        `evidence` is explicit where the text prints the year of the day, counterpart where one language prints it and
        completes the other, weekday where day and weekday agree in one year that the bulletin allows, bulletin where
        the month of issue or full dates of other items decide. Contradictions between the sides are warnings.
    """
    spans = [(side, span) for side in sides if (span := _span(side, sides, context)) is not None]
    if not spans:
        return ResolvedDate()
    spans.sort(key=lambda pair: _strength(pair[0]))
    main_side, main = spans[0]
    warnings = [f"dates differ: {_told(main)} and {_told(span)}" for _, span in spans[1:] if not _agree(main, span)]
    main.weekdays += _weekdays(sides, main_side)
    year, evidence = _year(main, main_side, spans, sides, context)
    found = main.dates(year) if year is not None else None
    if found is None:
        return ResolvedDate(warnings=tuple(warnings))
    first, last = _stretched(found, sides)
    if main.weekdays and not _fits((first, last), main.weekdays):
        names = ", ".join(calendar.day_name[day] for day in sorted(set(main.weekdays)))
        warnings.append(f"date and weekday disagree: {first} is no {names}")
    return ResolvedDate(first, last, evidence, tuple(warnings))


def _strength(side: SideDates) -> tuple[bool, bool, bool, bool]:
    """Sort key: printed days before relative ones, a printed year first, ranges before single days."""
    words = side.expression
    assert words is not None  # noqa: S101 - only sides with an expression have a span
    return not words.names_day, words.first.year is None, words.first == words.last, words.first.month is None


def _told(span: _Span) -> str:
    return f"{span.first.month}-{span.first.day}"


def _agree(one: _Span, other: _Span) -> bool:
    """Whether the spans share a day, as far as month and day tell."""
    if one.shift_days or other.shift_days or one.back_to_weekday is not None or other.back_to_weekday is not None:
        return True
    a, b = one.dates(2000), other.dates(2000)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


# ---- month and day


def _span(side: SideDates, sides: Sequence[SideDates], context: BulletinContext) -> _Span | None:
    """The side's own days with their months; None where it gives no day."""
    words = side.expression
    if words is None:
        return None
    if words.names_day:
        month = words.first.month or _month_of(side, sides, context)
        if month is None:
            return None
        first = Day(words.first.year, month, words.first.day, words.first.year_shift)
        last_month = words.last.month or (month if (words.last.day or 0) >= (words.first.day or 0) else month % 12 + 1)
        return _Span(first, Day(words.last.year, last_month, words.last.day), weekdays=list(words.weekdays))
    base = _base_of(side, words)
    if base is not None and words.anchor is not None:
        return _Span(base, base, shift_days=words.shift_days)
    if base is not None and words.weekdays:
        return _Span(base, base, shift_days=words.shift_days, back_to_weekday=words.weekdays[0])
    return None


def _base_of(side: SideDates, words: DateExpression) -> Day | None:
    """The day that a relative word or a weekday counts from."""
    if words.anchor == "previous":
        before = [other for other in side.others if other.end <= words.start and other.names_day and other.first.month]
        nearest = max(before, key=lambda other: other.end, default=None)
        return nearest.first if nearest else _dateline_day(side)
    return _dateline_day(side)


def _dateline_day(side: SideDates) -> Day | None:
    words = side.dateline
    return words.first if words is not None and words.names_day and words.first.month else None


def _month_of(side: SideDates, sides: Sequence[SideDates], context: BulletinContext) -> int | None:
    """The month of a bare day: from the counterpart, the dateline, the text before it, or the month of issue."""
    words = side.expression
    assert words is not None  # noqa: S101 - asked for a side with an expression only
    day = words.first.day or 0
    elsewhere = [other for other in sides if other is not side]
    for other in elsewhere:
        named = other.expression.first if other.expression else Day()
        if named.day == day and named.month:
            return named.month
    for one in (side, *elsewhere):
        written = _dateline_day(one)
        if written is not None and written.month is not None and written.day is not None:
            return written.month if day <= written.day else (written.month - 2) % 12 + 1
    months = [near.first.month for one in (side, *elsewhere) for near in one.others if near.first.month]
    if months:
        return months[0]
    return int(context.issue_date[5:7]) if context.issue_date else None


def _weekdays(sides: Sequence[SideDates], main: SideDates) -> list[int]:
    """Weekdays that other expressions of the event name; those of the main expression are in its span."""
    named: list[int] = []
    for side in sides:
        if side is not main and side.expression is not None:
            named += side.expression.weekdays
        if side.until is not None:
            named += side.until.weekdays
    return named


# ---- year


def _year(
    main: _Span,
    main_side: SideDates,
    spans: Sequence[tuple[SideDates, _Span]],
    sides: Sequence[SideDates],
    context: BulletinContext,
) -> tuple[int | None, DateEvidence]:
    """The year of the span's first day, and what it rests on."""
    if main.first.year is not None:
        silent = any(side is not main_side and span.first.year is None for side, span in spans)
        return main.first.year, "counterpart" if silent else "explicit"
    for side, span in spans:
        if span.first.year is not None and span.dates(2000) is not None and _agree(main, span):
            return span.first.year, "explicit" if side is main_side else "counterpart"
    for side in sorted(sides, key=lambda side: side is not main_side):
        year = _year_printed(main, side)
        if year is not None:
            return year, "explicit" if side is main_side else "counterpart"
    return _year_inferred(main, sides, context)


def _year_printed(main: _Span, side: SideDates) -> int | None:
    """The year that the side's dateline prints, or that it prints elsewhere beside the same month and day."""
    if side.dateline is not None and side.dateline.first.year is not None:
        dateline = side.dateline.first.full()
        year = side.dateline.first.year
        found = main.dates(year)
        # an event lies before its dateline, or is announced for the weeks to come
        if found and dateline and found[0] - dateline > timedelta(days=90):
            year -= 1
        return year
    for other in side.others:
        same = (other.first.month, other.first.day) == (main.first.month, main.first.day)
        if same and other.first.year is not None:
            return other.first.year
    return None


def _year_inferred(
    main: _Span, sides: Sequence[SideDates], context: BulletinContext
) -> tuple[int | None, DateEvidence]:
    """The year by weekday and bulletin."""
    issued = _issue_end(context)
    if issued is not None:
        shift = main.first.year_shift
        year = _latest(main, issued) if shift is None else issued.year + shift
        found = main.dates(year) if year is not None else None
        agreeing = found is not None and bool(main.weekdays) and _fits(_stretched(found, sides), main.weekdays)
        return year, "weekday" if agreeing else "bulletin"
    near: Sequence[date] = context.dates or [date(year, 7, 1) for side in sides for year in side.years]
    if not near:
        return None, "none"
    years = range(max(FIRST_YEAR, min(near).year - 1), min(LAST_YEAR, max(near).year + 1) + 1)
    candidates = [(year, found) for year in years if (found := main.dates(year)) is not None]
    agreeing_years = [
        (year, found) for year, found in candidates if main.weekdays and _fits(_stretched(found, sides), main.weekdays)
    ]
    if not context.dates and not agreeing_years:
        return None, "none"
    evidence: Literal["weekday", "bulletin"] = "weekday" if agreeing_years else "bulletin"
    # a date far away from all others says little about this one: beyond 400 days all distances count alike
    best = min(
        agreeing_years or candidates,
        key=lambda pair: (sum(min(abs((pair[1][0] - day).days), 400) for day in near), -pair[0]),
        default=None,
    )
    return (best[0], evidence) if best else (None, "none")


def _issue_end(context: BulletinContext) -> date | None:
    """The last day of the month of issue."""
    if context.issue_date is None:
        return None
    year, month = (int(part) for part in context.issue_date.split("-")[:2])
    return date(year, month, calendar.monthrange(year, month)[1])


def _latest(span: _Span, issued: date) -> int | None:
    """The latest year in which the span begins not after `issued`; 29 February looks back for a leap year."""
    for year in range(issued.year + 1, issued.year - 9, -1):
        found = span.dates(year)
        if found is not None and found[0] <= issued:
            return year
    return None


# ---- length


def _fits(days: tuple[date, date], weekdays: Sequence[int]) -> bool:
    """Whether each named weekday falls on a day of the span."""
    length = min((days[1] - days[0]).days, 6)
    held = {(days[0].weekday() + n) % 7 for n in range(length + 1)}
    return set(weekdays) <= held


def _stretched(days: tuple[date, date], sides: Sequence[SideDates]) -> tuple[date, date]:
    """The span of a single day widened by what tells its length: a last day, a last weekday, a number of days."""
    first, last = days
    if first != last:
        return days
    for side in sides:
        end = _end(first, side)
        if end is not None and first <= end:
            return first, end
    lengths = [side.duration_days for side in sides if side.duration_days]
    if not lengths:
        return days
    length_days = timedelta(max(lengths) - 1)
    if any(side.ends and side.expression is not None for side in sides):
        return first - length_days, last
    return first, last + length_days


def _end(first: date, side: SideDates) -> date | None:
    """The last day that one side tells apart from the first: 'will run through Thursday', 'from ... to Thursday'."""
    words, until = side.expression, side.until
    if until is not None and until.last.day is not None:
        month = until.last.month or first.month
        year = until.last.year or first.year + ((month, until.last.day) < (first.month, first.day))
        return Day(year, month, until.last.day).full()
    if until is not None and until.weekdays:
        last = first + timedelta((until.weekdays[-1] - first.weekday()) % 7)
        written = _dateline_day(side)
        told = Day(first.year, written.month, written.day).full() if written is not None else None
        # 'began on Jan. 8 and wrapped up on Friday' in a text of the 19th: the Friday of that text's week
        weeks = max(0, (told - last).days // 7) if told is not None else 0
        return last + timedelta(7 * weeks)
    if words is not None and len(words.weekdays) == 2 and words.weekdays[0] == first.weekday():
        return first + timedelta((words.weekdays[1] - words.weekdays[0]) % 7)
    return None
