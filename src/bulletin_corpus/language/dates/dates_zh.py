"""Chinese date expressions: 9月8日至9日, 22日, 星期四, 为期3天."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.dates.date_expressions import DateExpression, Day, end_year, numbers, possible
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS_ZH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
YEAR_ZH = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})\s*年"
RELATIVE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
DIGIT_OF = {character: n for n, character in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
RANGE_ZH = r"\s*(?:至|到|[-—–―~～]{1,2}|、|和|及|与)\s*"

# 9月2日 · 2021年9月9日 · 今年5月14日 · 9月8日至9日 · 9月8-9日 · 12月28日至次年1月3日 · 2019年12月28日至2020年1月3日
# y=2021 / s=今年, m=9, d=8, then y2, m2, d2 of the range's end
MONTH_DAY_ZH = make_pattern(
    rf"""
    (?: (?: (?P<y>{YEAR_ZH}) | (?P<s>今年|本年|去年|前年|明年) ) \s* )?
    (?<!\d) (?P<m>{DIGITS_ZH})\s*月(?!份)\s* (?P<d>{DIGITS_ZH})\s*
    (?: [日号]
        (?: (?:开始|起|开幕|开班)?{RANGE_ZH} (?: (?P<y2>{YEAR_ZH}) | 次年 | 翌年 )? \s*
            (?: (?P<m2>{DIGITS_ZH})\s*月\s* )? (?P<d2>{DIGITS_ZH})\s*[日号](?!内)
        )?
      | {RANGE_ZH} (?: (?P<m2>{DIGITS_ZH})\s*月\s* )? (?P<d2>{DIGITS_ZH})\s*[日号](?!内)
    )
    """,
    regex.VERBOSE,
)

# 22日 · 22日至24日 · 22至24日 · 本月|22日, where no month's number precedes; 5日内, 10日元 and 3日本 are none
DAY_ZH = make_pattern(
    rf"""
    (?: (?<=本月) | (?<![\d月第年.,一二三四五六七八九十百千] | \d\s) )
    (?P<d>\d{{1,2}})\s*
    (?: [日号] (?: {RANGE_ZH} (?P<d2>\d{{1,2}})\s*[日号] )? | {RANGE_ZH} (?P<d2>\d{{1,2}})\s*[日号] )
    (?! 内 | 元 | 游 | 均 | 以[内上] | 本(?![报届次月地院]) | [线楼院店桌令文]\p{{Han}} )
    """,
    regex.VERBOSE,
)

# 2020年9月 · 去年11月, without a day
MONTH_ZH = make_pattern(
    rf"(?:(?P<y>{YEAR_ZH})|(?P<s>今年|本年|去年|前年|明年))\s*(?P<m>{DIGITS_ZH})\s*月(?!\s*{DIGITS_ZH}\s*[日号])"
)

# 星期四 anywhere; 周四 only where it cannot be a name (周一帆): in brackets, or before a break or a part of the day
WEEKDAY_ZH = r"""(?:
    (?:星期|礼拜)[一二三四五六日天]
  | 周[一二三四五六日](?=[,，。、;；)）至到]|上午|下午|晚|在|举行|结束|开幕)
  | (?<=[本上这])周[一二三四五六日天]
)"""
WEEKDAYS_ZH = make_pattern(
    rf"(?<!下)(?P<p>[本上这])?(?P<w>{WEEKDAY_ZH})(?:\s*(?:至|到|[-—~～]|和|、)\s*(?P<w2>(?:星期|礼拜|周)[一二三四五六日天]))?",
    regex.VERBOSE,
)
WEEKDAY_BESIDE_ZH = make_pattern(rf"\s*[(（]\s*(?P<w>{WEEKDAY_ZH})\s*[)）]", regex.VERBOSE)

# 昨今两天, 今明两天
TWO_DAYS_ZH = make_pattern(r"(?:昨今|今明)(?:两|二|2)[天日]")

# 为期3天 · 为期三天 · 为期两周 · 历时5天 · 经过三天|的研讨
DURATION_ZH = make_pattern(
    r"(?:为期|为时|会期|历时|持续)(?:约)?\s*(?:(?P<half>半个?月)|(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:个)?(?P<unit>天|日|周|星期|礼拜)(?:半)?)"
    r"|(?:经过|历经)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})(?P<unit>天|周)(?=的(?:\p{Han}{0,4})(?:研讨|学习|培训|交流|讨论|研修|授课|会议|对话|磋商))"
)


# 两天后, 3日后
LATER_ZH = make_pattern(r"(?<![\d年月])(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:天|日)(?:之)?后(?!的)")


def _number_zh(words: str) -> int:
    """9, 二十二 and 两 as numbers; 0 where the words are none (一一)."""
    words = words.strip()
    return int(words) if words.isdecimal() else numbers("numerals", "zh", "value").get(words, 0)


def _year_zh(words: str | None) -> int | None:
    if words is None:
        return None
    digits = words.removesuffix("年").strip()
    if digits.isdecimal():
        return int(digits)
    return int("".join(str(DIGIT_OF[character]) for character in digits))


def dates_zh(text: str) -> Iterator[DateExpression]:
    """Chinese date expressions of `text` in no order; they may overlap."""
    yield from _month_days_zh(text)
    yield from _other_zh(text)


def _month_days_zh(text: str) -> Iterator[DateExpression]:
    for match in MONTH_DAY_ZH.finditer(text) if "月" in text else ():
        shift = RELATIVE_YEARS.get(match["s"])
        first = Day(_year_zh(match["y"]), _number_zh(match["m"]), _number_zh(match["d"]), shift)
        last = first
        if match["d2"]:
            month = _number_zh(match["m2"]) if match["m2"] else first.month
            year = _year_zh(match["y2"]) or end_year(first, month)
            last = Day(year, month, _number_zh(match["d2"]), shift)
        if not possible(first, last):
            continue
        if (last.month, last.day) < (first.month, first.day) and not match["m2"]:
            last = first
        weekday = WEEKDAY_BESIDE_ZH.match(text, match.end())
        weekdays = (numbers("weekdays", "zh", "weekday")[weekday["w"]],) if weekday else ()
        end = weekday.end() if weekday else match.end()
        yield DateExpression(match.start(), end, first, last, weekdays, rule="date.month-day.zh")


def _other_zh(text: str) -> Iterator[DateExpression]:
    for match in DAY_ZH.finditer(text):
        first = Day(day=int(match["d"]))
        last = Day(day=int(match["d2"])) if match["d2"] else first
        if possible(first, last):
            yield DateExpression(match.start(), match.end(), first, last, rule="date.day.zh")
    for match in MONTH_ZH.finditer(text) if "月" in text else ():
        first = Day(_year_zh(match["y"]), _number_zh(match["m"]), None, RELATIVE_YEARS.get(match["s"]))
        if possible(first):
            yield DateExpression(match.start(), match.end(), first, first, rule="date.month.zh")
    for match in WEEKDAYS_ZH.finditer(text):
        forms = numbers("weekdays", "zh", "weekday")
        named = tuple(forms[match[name]] for name in ("w", "w2") if match[name])
        shift = -7 if match["p"] == "上" else 0
        yield DateExpression(match.start(), match.end(), weekdays=named, shift_days=shift, rule="date.weekday.zh")
    for match in TWO_DAYS_ZH.finditer(text):
        shift = -1 if match[0][0] == "昨" else 0
        yield DateExpression(
            *match.span(), anchor="dateline", shift_days=shift, duration_days=2, rule="date.two-days.zh"
        )
    for match in LATER_ZH.finditer(text) if "后" in text else ():
        days = _number_zh(match["n"])
        yield DateExpression(*match.span(), anchor="previous", shift_days=days, rule="date.later.zh")
    for match in DURATION_ZH.finditer(text):
        length = 15 if match["half"] else _number_zh(match["n"]) * (1 if match["unit"] in "天日" else 7)
        if length:
            yield DateExpression(match.start(), match.end(), duration_days=length, rule="date.duration.zh")
