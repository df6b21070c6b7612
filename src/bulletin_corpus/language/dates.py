"""Where a text names days: single days, ranges, weekdays, relative words and durations, in Chinese and English.

Decides what is a date and what its words give (`DateExpression`); a year, month or day that the words do not give is
None. Input is any text, output are expressions in order, never overlapping. Which day an expression means is left to
`date_resolution`. Numbers such as 2600余, 第二大 or 50周年 are no dates, 近日 and 'recently' name no day, and a day
that no calendar has (2月30日) is no date.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

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
def _numbers(name: str, lang: Lang, value: str) -> dict[str, int]:
    """Form to number, of the lexicon's rows in `lang` (lexicons of one language have no column for it)."""
    return {row["form"]: int(row[value]) for row in lexicon(name) if row.get("lang", lang) == lang}


def _alternatives(forms: dict[str, int]) -> str:
    return "|".join(regex.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def find_dates(text: str, lang: Lang) -> list[DateExpression]:
    """All date expressions of `text` in order, without overlap; of overlapping ones the longest that starts first."""
    found = sorted(
        _find_zh(text) if lang == "zh" else _find_en(text), key=lambda expression: (expression.start, -expression.end)
    )
    kept: list[DateExpression] = []
    for expression in found:
        if not kept or expression.start >= kept[-1].end:
            kept.append(expression)
    return kept


def full_dates(text: str, lang: Lang) -> list[date]:
    """The days that `text` prints with year, month and day, both ends of ranges, in order of the text."""
    days: list[date] = []
    for expression in find_dates(text, lang):
        ends = [expression.first] if expression.first == expression.last else [expression.first, expression.last]
        days += [day for day in (end.full() for end in ends) if day is not None]
    return days


def year_mentions(text: str) -> list[int]:
    """The years 1949 to 2099 that `text` names in digits, in order (2023年, May 2021, 2024-2026)."""
    return [
        int(match[0])
        for match in regex.finditer(r"(?<![\d.,])(?:19[5-9]\d|20\d\d)(?![\d,.]?\d|余|多|名|人|件|起)", text)
    ]


# ---- both languages


# 2021-09-09, 2021/9/9, 2021.09.09
NUMERIC = regex.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d)")


def _numeric(text: str) -> Iterator[DateExpression]:
    for match in NUMERIC.finditer(text):
        day = Day(int(match["y"]), int(match["m"]), int(match["d"]))
        if _possible(day):
            yield DateExpression(match.start(), match.end(), day, day, rule="date.numeric")


def _possible(*days: Day) -> bool:
    """Whether a calendar has these days; a missing year counts as a leap year, a missing month as a long one."""
    for day in days:
        if day.month is not None and not 1 <= day.month <= 12:
            return False
        longest = calendar.monthrange(day.year or 2000, day.month or 1)[1]
        if day.day is not None and not 1 <= day.day <= longest:
            return False
    return True


def _relative(text: str, lang: Lang) -> Iterator[DateExpression]:
    for row in lexicon("relative_days"):
        if row["lang"] != lang:
            continue
        form = regex.escape(row["form"])
        pattern = form if lang == "zh" else rf"(?i:\b{form}\b)"
        anchor: Literal["dateline", "previous"] = "dateline" if row["anchor"] == "dateline" else "previous"
        for match in regex.finditer(pattern, text):
            yield DateExpression(
                match.start(),
                match.end(),
                anchor=anchor,
                shift_days=int(row["shift_days"]),
                rule=f"date.relative.{lang}",
            )


# ---- Chinese

DIGITS_ZH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
YEAR_ZH = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})\s*年"
RELATIVE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
DIGIT_OF = {character: n for n, character in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
RANGE_ZH = r"\s*(?:至|到|[-—–―~～]{1,2}|、|和|及|与)\s*"

# 9月2日 · 2021年9月9日 · 今年5月14日 · 9月8日至9日 · 9月8-9日 · 12月28日至次年1月3日 · 2019年12月28日至2020年1月3日
# y=2021 / s=今年, m=9, d=8, then y2, m2, d2 of the range's end
MONTH_DAY_ZH = regex.compile(
    rf"""
    (?: (?P<y>{YEAR_ZH}) | (?P<s>今年|本年|去年|前年|明年) )? \s*
    (?<!\d) (?P<m>{DIGITS_ZH})\s*月(?!份)\s* (?P<d>{DIGITS_ZH})\s*
    (?: [日号]
        (?: {RANGE_ZH} (?: (?P<y2>{YEAR_ZH}) | 次年 | 翌年 )? \s*
            (?: (?P<m2>{DIGITS_ZH})\s*月\s* )? (?P<d2>{DIGITS_ZH})\s*[日号](?!内)
        )?
      | {RANGE_ZH} (?: (?P<m2>{DIGITS_ZH})\s*月\s* )? (?P<d2>{DIGITS_ZH})\s*[日号](?!内)
    )
    """,
    regex.VERBOSE,
)

# 22日 · 22日至24日 · 22至24日, where no month precedes; 5日内, 10日元 and 3日本 are none
DAY_ZH = regex.compile(
    rf"""
    (?<![\d月第年.,一二三四五六七八九十百千] | \d\s)
    (?P<d>\d{{1,2}})\s*
    (?: [日号] (?: {RANGE_ZH} (?P<d2>\d{{1,2}})\s*[日号] )? | {RANGE_ZH} (?P<d2>\d{{1,2}})\s*[日号] )
    (?! 内 | 元 | 游 | 均 | 以[内上] | 本(?![报届次月地院]) | [线楼院店桌令文]\p{{Han}} )
    """,
    regex.VERBOSE,
)

# 2020年9月 · 去年11月, without a day
MONTH_ZH = regex.compile(
    rf"(?:(?P<y>{YEAR_ZH})|(?P<s>今年|本年|去年|前年|明年))\s*(?P<m>{DIGITS_ZH})\s*月(?!\s*{DIGITS_ZH}\s*[日号])"
)

# 星期四 anywhere; 周四 only where it cannot be a name (周一帆): in brackets, or before a break or a part of the day
WEEKDAY_ZH = r"""(?:
    (?:星期|礼拜)[一二三四五六日天]
  | 周[一二三四五六日](?=[,,。、;;))至到]|上午|下午|晚|在|举行|结束|开幕)
)"""
WEEKDAYS_ZH = regex.compile(
    rf"(?P<w>{WEEKDAY_ZH})(?:\s*(?:至|到|[-—~～]|和|、)\s*(?P<w2>{WEEKDAY_ZH}))?", regex.VERBOSE
)
WEEKDAY_BESIDE_ZH = regex.compile(rf"\s*[((]\s*(?P<w>{WEEKDAY_ZH})\s*[))]", regex.VERBOSE)

# 为期3天 · 为期三天 · 为期两周 · 历时5天
DURATION_ZH = regex.compile(
    r"(?:为期|历时|持续)(?:约)?\s*(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:个)?(?P<unit>天|日|周|星期|礼拜)(?:半)?"
)


def _number_zh(words: str) -> int:
    """9, 二十二 and 两 as numbers; 0 where the words are none (一一)."""
    words = words.strip()
    return int(words) if words.isdecimal() else _numbers("numerals", "zh", "value").get(words, 0)


def _year_zh(words: str | None) -> int | None:
    if words is None:
        return None
    digits = words.removesuffix("年").strip()
    if digits.isdecimal():
        return int(digits)
    return int("".join(str(DIGIT_OF[character]) for character in digits))


def _find_zh(text: str) -> Iterator[DateExpression]:
    yield from _numeric(text)
    yield from _relative(text, "zh")
    yield from _month_days_zh(text)
    yield from _other_zh(text)


def _month_days_zh(text: str) -> Iterator[DateExpression]:
    for match in MONTH_DAY_ZH.finditer(text):
        shift = RELATIVE_YEARS.get(match["s"])
        first = Day(_year_zh(match["y"]), _number_zh(match["m"]), _number_zh(match["d"]), shift)
        last = first
        if match["d2"]:
            month = _number_zh(match["m2"]) if match["m2"] else first.month
            year = _year_zh(match["y2"]) or _end_year(first, month)
            last = Day(year, month, _number_zh(match["d2"]), shift)
        if not _possible(first, last):
            continue
        if (last.month, last.day) < (first.month, first.day) and not match["m2"]:
            last = first
        weekday = WEEKDAY_BESIDE_ZH.match(text, match.end())
        weekdays = (_numbers("weekdays", "zh", "weekday")[weekday["w"]],) if weekday else ()
        end = weekday.end() if weekday else match.end()
        yield DateExpression(match.start(), end, first, last, weekdays, rule="date.month-day.zh")


def _other_zh(text: str) -> Iterator[DateExpression]:
    for match in DAY_ZH.finditer(text):
        first = Day(day=int(match["d"]))
        last = Day(day=int(match["d2"])) if match["d2"] else first
        if _possible(first, last):
            yield DateExpression(match.start(), match.end(), first, last, rule="date.day.zh")
    for match in MONTH_ZH.finditer(text):
        first = Day(_year_zh(match["y"]), _number_zh(match["m"]), None, RELATIVE_YEARS.get(match["s"]))
        if _possible(first):
            yield DateExpression(match.start(), match.end(), first, first, rule="date.month.zh")
    for match in WEEKDAYS_ZH.finditer(text):
        forms = _numbers("weekdays", "zh", "weekday")
        named = tuple(forms[match[name]] for name in ("w", "w2") if match[name])
        yield DateExpression(match.start(), match.end(), weekdays=named, rule="date.weekday.zh")
    for match in DURATION_ZH.finditer(text):
        length = _number_zh(match["n"]) * (1 if match["unit"] in "天日" else 7)
        if length:
            yield DateExpression(match.start(), match.end(), duration_days=length, rule="date.duration.zh")


def _end_year(first: Day, last_month: int | None) -> int | None:
    """The year of a range's end that prints none: the next one where the months run over the year's end."""
    if first.year is None or first.month is None or last_month is None:
        return first.year
    return first.year + (last_month < first.month)


# ---- English

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
RANGE_EN = r"(?:\s+(?:to|through|until|till|and|&)\s+|\s*[-–—]\s*)"

# September 9, 2021 · Sept. 24, 2020 · Tuesday, March 12 · December 7 and 8 · Sept 24-26 · June 24 to July 5
# · December 28, 2019 to January 3, 2020; w=Tuesday, m=December, d=28, y=2019, m2=January, d2=3, y2=2020
MONTH_FIRST = regex.compile(
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
DAY_FIRST = regex.compile(
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
MONTH_YEAR_EN = regex.compile(rf"\b(?P<m>{MONTH_EN}),?\s+(?P<y>{YEAR_EN})", regex.VERBOSE)

# from Wednesday to Thursday · Tuesday and Wednesday · on Friday; not 'every Monday', 'Mondays'
WEEKDAYS_EN = regex.compile(
    rf"(?<!\bevery\s)(?<!\beach\s)(?<!Black\s)\b(?P<w>{WEEKDAY_EN})(?:{RANGE_EN}(?P<w2>{WEEKDAY_EN}))?\b(?!s\b)(?!-)",
    regex.VERBOSE,
)

# on the 22nd, before a break; not 'on the 22nd session'
ORDINAL_EN = regex.compile(r"\bon\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)(?=\s*(?:[,.;)]|$|of\s+(?:this|the)\s+month))")

# three-day · 20-day · two-week · for five days · lasts 10 days
DURATION_EN = regex.compile(
    r"""
    \b(?: (?P<n>[A-Za-z]+(?:-one)?|\d{1,2})-(?P<unit>day|week)(?:-long)?\b
      | (?i:for|lasts?|lasted|lasting|over)\s+(?:a\s+period\s+of\s+)?(?P<n>[A-Za-z]+|\d{1,2})\s+(?P<unit>day|week)s\b )
    """,
    regex.VERBOSE,
)


def _month_en(words: str) -> int:
    return _numbers("months", "en", "month")[words.rstrip(".")]


def _day_en(words: str) -> int:
    return int(words.rstrip("stndrh"))


def _weekday_en(words: str) -> int:
    return _numbers("weekdays", "en", "weekday")[words.rstrip(".")]


def _find_en(text: str) -> Iterator[DateExpression]:
    yield from _numeric(text)
    yield from _relative(text, "en")
    for match in MONTH_FIRST.finditer(text):
        yield from _month_first(text, match)
    for match in DAY_FIRST.finditer(text):
        yield from _day_first(match)
    for match in MONTH_YEAR_EN.finditer(text):
        month = Day(int(match["y"]), _month_en(match["m"]))
        yield DateExpression(match.start(), match.end(), month, month, rule="date.month.en")
    for match in WEEKDAYS_EN.finditer(text):
        named = tuple(_weekday_en(match[name]) for name in ("w", "w2") if match[name])
        yield DateExpression(match.start(), match.end(), weekdays=named, rule="date.weekday.en")
    for match in ORDINAL_EN.finditer(text):
        day = Day(day=int(match["d"]))
        if _possible(day):
            yield DateExpression(match.start("d"), match.end(), day, day, rule="date.day.en")
    for match in DURATION_EN.finditer(text):
        words = match["n"].lower()
        count = int(words) if words.isdecimal() else _numbers("numerals", "en", "value").get(words, 0)
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
        year2 = int(match["y2"]) if match["y2"] else _end_year(first, month)
        last = Day(year2, month, _day_en(match["d2"]))
        if first.year is None and year2 is not None and first.month is not None and month is not None:
            first = Day(year2 - (month < first.month), first.month, first.day)
    weekdays = tuple(_weekday_en(words) for words in (match["w"] or match["wa"], match["w2"] or match["wb"]) if words)
    if _possible(first, last):
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
    return later == 1 or bool(match["y2"]) or not regex.compile(r"\s+[a-z]+s\b").match(text, match.end())


def _day_first(match: regex.Match[str]) -> Iterator[DateExpression]:
    month2 = _month_en(match["m2"]) if match["m2"] else None
    month = _month_en(match["m"]) if match["m"] else month2
    year2 = int(match["y2"]) if match["y2"] else None
    year = int(match["y"]) if match["y"] else None
    if year is None and year2 is not None and month is not None and month2 is not None:
        year = year2 - (month2 < month)
    first = last = Day(year, month, _day_en(match["d"]))
    if match["d2"]:
        last = Day(year2 if year2 is not None else _end_year(first, month2), month2, _day_en(match["d2"]))
    weekdays = (_weekday_en(match["w"]),) if match["w"] else ()
    if _possible(first, last):
        yield DateExpression(match.start(), match.end(), first, last, weekdays, rule="date.day-month.en")
