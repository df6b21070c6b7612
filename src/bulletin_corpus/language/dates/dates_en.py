"""English date expressions: September 9, 2021, June 24 to July 5, from Wednesday to Thursday, three-day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.dates.date_expressions import DateExpression, Day, end_year, numbers, possible
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# every pattern below that begins with a month or a weekday begins with one of these
STEM_EN = re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun")
WEEKDAY_STEMS = frozenset(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
# 9| September · 9th| September · the 9th of| September: how a day ends that stands before its month
DAY_END = re.compile(r"(?:\d(?:st|nd|rd|th)?|of)\Z")
LONGEST_GAP_CHARS = 24
MONTH_EN = r"""(?:
    Jan(?:uary)? | Feb(?:ruary)? | Mar(?:ch)? | Apr(?:il)? | May | June? | July? | Aug(?:ust)?
  | Sept?(?:ember)? | Oct(?:ober)? | Nov(?:ember)? | Dec(?:ember)?
)\b\.?"""
DAY_EN = r"\d{1,2}(?:st|nd|rd|th)?(?![\d%]|,\d{3}\b(?!\d)(?<!,(?:19|20)\d\d)|\.\d)"
YEAR_EN = r"(?:19|20)\d\d(?![\d,]\d)"
WEEKDAY_EN = r"""(?:
    (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day
  | (?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?(?=,?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))
)"""
# 3 to 5 · 3 through 5 · June 3 through to June 5 · the 3rd until the 5th · 3-5
RANGE_EN = r"""(?:
    \s+(?:to|through(?:\s+to)?|until|till)\s+(?:the\s+(?=\d{1,2}(?:st|nd|rd|th)\b))?
  | \s+(?:and|&)\s+
  | \s*[-–—]\s*
)"""

# September 9, 2021 · Sept. 24, 2020 · Tuesday, March 12 · December 7 and 8 · Sept 24-26 · June 24 to July 5
# · December 28, 2019 to January 3, 2020; w=Tuesday, m=December, d=28, y=2019, m2=January, d2=3, y2=2020
MONTH_FIRST = make_pattern(
    rf"""
    \b (?: (?P<w>{WEEKDAY_EN})(?:{RANGE_EN}(?P<wb>{WEEKDAY_EN}))?,?\s+\(? )? (?P<m>{MONTH_EN})\s*(?P<d>{DAY_EN})
    (?: ,?\s*(?P<y>{YEAR_EN}) )?
    (?: \s*\(?(?P<wa>{WEEKDAY_EN})\)? )?
    (?: (?P<link>{RANGE_EN}) (?:(?P<w2>{WEEKDAY_EN}),?\s+)?
        (?: (?P<m2>{MONTH_EN})\s* )? (?P<d2>{DAY_EN}) (?: ,?\s*(?P<y2>{YEAR_EN}) )?
    )?
    (?! \s*(?:percent|per\s+cent|km|million|billion) )
    """,
    regex.VERBOSE,
)

# 9 September 2021 · 3-5 May 2021 · 28 December 2019 to 3 January 2020 · the 9th of September
DAY_FIRST = make_pattern(
    rf"""
    (?<![\d.,$-]) \b (?: (?P<w>{WEEKDAY_EN}),?\s+ )? (?P<d>{DAY_EN})
    (?: (?:\s+of)?\s+(?P<m>{MONTH_EN}) (?: ,?\s*(?P<y>{YEAR_EN}) )?
        (?: {RANGE_EN} (?P<d2>{DAY_EN})(?:\s+of)?\s+(?P<m2>{MONTH_EN})(?: ,?\s*(?P<y2>{YEAR_EN}) )? )?
      | {RANGE_EN} (?P<d2>{DAY_EN})(?:\s+of)?\s+(?P<m2>{MONTH_EN}) (?: ,?\s*(?P<y2>{YEAR_EN}) )?
    )
    (?! \s+\d{{1,2}}\b )
    """,
    regex.VERBOSE,
)

# May 2023, without a day
MONTH_YEAR_EN = make_pattern(rf"\b(?P<m>{MONTH_EN}),?\s+(?P<y>{YEAR_EN})", regex.VERBOSE)

# from Wednesday to Thursday · Tuesday and Wednesday · on Friday; not 'every Monday', 'Mondays'
WEEKDAYS_EN = make_pattern(
    rf"(?<!\bevery\s)(?<!\beach\s)(?<!Black\s)\b(?P<w>{WEEKDAY_EN})(?:{RANGE_EN}(?P<w2>{WEEKDAY_EN}))?\b(?!s\b)(?!-)",
    regex.VERBOSE,
)

# on the 22nd, before a break; not 'on the 22nd session'
ORDINAL_EN = make_pattern(r"\bon\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)(?=\s*(?:[,.;)]|$|of\s+(?:this|the)\s+month))")

# three-day · 20-day · two-week · for five days · lasts 10 days · weeklong · lasted a week · a fortnight
DURATION_EN = make_pattern(
    r"""
    \b(?: (?P<long>week-?long|fortnight(?:-?long)?|half-month)\b
      | (?i:for|lasts?|lasted|lasting|over|spen[dt]\w*)\s+a\s+(?P<long>week|fortnight)\b(?!\s+(?:ago|after|before))
      | (?P<n>[A-Za-z]++(?:-one)?|\d{1,2})-(?P<unit>day|week)(?:-long)?\b
      | (?i:for|lasts?|lasted|lasting|over)\s+(?:a\s+(?:period|run)\s+of\s+)?
        (?P<n>[A-Za-z]+|\d{1,2})\s+(?P<unit>day|week)s\b
      | (?i:after|following)\s+(?P<n>[A-Za-z]+|\d{1,2})\s+(?P<unit>day|week)s\s+of\s+(?:\w+\s+)?
        (?:talks|study|studies|discussions?|training|lectures|sessions|courses|classes|deliberations|exchanges)\b )
    """,
    regex.VERBOSE,
)


LENGTHS_EN = ("-day", "week", "days", "fortnight", "half-month")
# the days of what has no number
LONG_EN = {"week": 7, "fort": 14, "half": 15}
"""One of these stands in what `DURATION_EN` matches."""

# two days later, a day later
LATER_EN = make_pattern(r"(?i)\b(?P<n>an?|\d{1,2}|[a-z]++)\s+days?\s+later\b")


def _month_en(words: str) -> int:
    return numbers("months", "en", "month")[words.rstrip(".")]


def _count_en(words: str) -> int:
    """15, fifteen and 'a' as numbers; 0 where the words are none."""
    words = words.lower()
    if words in ("a", "an"):
        return 1
    return int(words) if words.isdecimal() else numbers("numerals", "en", "value").get(words, 0)


def _day_en(words: str) -> int:
    return int(words.rstrip("stndrh"))


def _weekday_en(words: str) -> int:
    return numbers("weekdays", "en", "weekday")[words.rstrip(".")]


def dates_en(text: str) -> Iterator[DateExpression]:
    """English date expressions of `text` in no order; they may overlap."""
    stems = [(match.start(), match[0] in WEEKDAY_STEMS) for match in STEM_EN.finditer(text)]
    weekdays = [at for at, is_weekday in stems if is_weekday]
    months = [at for at, is_weekday in stems if not is_weekday]
    for match in _matches(MONTH_FIRST, text, [at for at, _ in stems] if months else ()):
        yield from _month_first(text, match)
    if any(_may_follow_day(text, at) for at in months):
        for match in DAY_FIRST.finditer(text):
            yield from _day_first(match)
    for match in _matches(MONTH_YEAR_EN, text, months):
        month = Day(int(match["y"]), _month_en(match["m"]))
        yield DateExpression(match.start(), match.end(), month, month, rule="date.month.en")
    for match in _matches(WEEKDAYS_EN, text, weekdays):
        named = tuple(_weekday_en(match[name]) for name in ("w", "w2") if match[name])
        yield DateExpression(match.start(), match.end(), weekdays=named, rule="date.weekday.en")
    for match in ORDINAL_EN.finditer(text):
        day = Day(day=int(match["d"]))
        if possible(day):
            yield DateExpression(match.start("d"), match.end(), day, day, rule="date.day.en")
    yield from _lengths(text)


def _may_follow_day(text: str, month: int) -> bool:
    """Whether a day may stand before the month at `month`, as far as what stands right before it tells."""
    before = text[max(0, month - LONGEST_GAP_CHARS) : month].rstrip()
    return not before or DAY_END.search(before) is not None


def _matches(pattern: regex.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[regex.Match[str]]:
    """The matches of `pattern` in order, without overlap; it begins at one of `starts`, which are in order."""
    reached = 0
    for at in starts:
        match = pattern.match(text, at) if at >= reached else None
        if match is not None:
            reached = match.end()
            yield match


def _lengths(text: str) -> Iterator[DateExpression]:
    """Numbers of days: 'two days later', 'three-day'."""
    for match in LATER_EN.finditer(text) if "later" in text.lower() else ():
        later = _count_en(match["n"])
        if later:
            yield DateExpression(*match.span(), anchor="previous", shift_days=later, rule="date.later.en")
    for match in DURATION_EN.finditer(text) if any(words in text for words in LENGTHS_EN) else ():
        if match["long"]:
            yield DateExpression(*match.span(), duration_days=LONG_EN[match["long"][:4]], rule="date.duration.en")
            continue
        count = _count_en(match["n"])
        if count:
            length = count * (7 if match["unit"] == "week" else 1)
            yield DateExpression(match.start(), match.end(), duration_days=length, rule="date.duration.en")


def _month_first(text: str, match: regex.Match[str]) -> Iterator[DateExpression]:
    year = int(match["y"]) if match["y"] else None
    first = last = Day(year, _month_en(match["m"]), _day_en(match["d"]))
    end = match.end()
    if match["d2"] and not _is_range(text, match):
        end = max(match.end("d"), match.end("y"), match.end("wa"))
    elif match["d2"]:
        month = _month_en(match["m2"]) if match["m2"] else first.month
        year2 = int(match["y2"]) if match["y2"] else end_year(first, month)
        last = Day(year2, month, _day_en(match["d2"]))
        if first.year is None and year2 is not None and first.month is not None and month is not None:
            first = Day(year2 - (month < first.month), first.month, first.day)
    weekdays = tuple(_weekday_en(words) for words in (match["w"] or match["wa"], match["w2"] or match["wb"]) if words)
    if possible(first, last):
        yield DateExpression(match.start(), end, first, last, weekdays, rule="date.month-day.en")


def _is_range(text: str, match: regex.Match[str]) -> bool:
    """Whether the second number is a day, not a count ('on May 3 and 20 officers') or a year's half."""
    if match["m2"]:
        return True
    later = _day_en(match["d2"]) - _day_en(match["d"])
    if later <= 0:
        return False
    if "and" not in match["link"] and "&" not in match["link"]:
        return True
    return later == 1 or bool(match["y2"]) or not make_pattern(r"\s+[a-z]+s\b").match(text, match.end())


def _day_first(match: regex.Match[str]) -> Iterator[DateExpression]:
    month2 = _month_en(match["m2"]) if match["m2"] else None
    month = _month_en(match["m"]) if match["m"] else month2
    year2 = int(match["y2"]) if match["y2"] else None
    year = int(match["y"]) if match["y"] else None
    if year is None and year2 is not None and month is not None and month2 is not None:
        year = year2 - (month2 < month)
    first = last = Day(year, month, _day_en(match["d"]))
    if match["d2"]:
        last = Day(year2 if year2 is not None else end_year(first, month2), month2, _day_en(match["d2"]))
    weekdays = (_weekday_en(match["w"]),) if match["w"] else ()
    if possible(first, last):
        yield DateExpression(match.start(), match.end(), first, last, weekdays, rule="date.day-month.en")
