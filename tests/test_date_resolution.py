from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.documents import BulletinContext
from bulletin_corpus.language.dates.date_resolution import SideDates, resolve_date
from bulletin_corpus.language.dates.finding import DateExpression, find_dates

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

OCTOBER = BulletinContext("2021-10", ())
NOTHING = BulletinContext(None, ())


def words(text: str, lang: Lang) -> DateExpression:
    return find_dates(text, lang)[0]


def zh(text: str, **more: object) -> SideDates:
    return SideDates(words(text, "zh"), **more)  # type: ignore[arg-type]


def en(text: str, **more: object) -> SideDates:
    return SideDates(words(text, "en"), **more)  # type: ignore[arg-type]


def test_a_printed_year_is_explicit() -> None:
    found = resolve_date([en("May 14, 2019")], NOTHING)
    assert (found.first, found.evidence) == (date(2019, 5, 14), "explicit")


def test_the_year_of_the_counterpart_completes_the_other_side() -> None:
    found = resolve_date([zh("9月9日"), en("September 9, 2021")], NOTHING)
    assert (found.first, found.evidence) == (date(2021, 9, 9), "counterpart")


def test_the_month_of_issue_gives_the_latest_year_before_its_end() -> None:
    assert resolve_date([zh("9月2日")], OCTOBER).first == date(2021, 9, 2)
    assert resolve_date([zh("10月31日")], OCTOBER).first == date(2021, 10, 31)
    assert resolve_date([zh("12月6日")], OCTOBER).first == date(2020, 12, 6)
    assert resolve_date([zh("9月2日")], OCTOBER).evidence == "bulletin"


def test_weekdays_that_agree_are_the_evidence() -> None:
    found = resolve_date([zh("9月8日至9日"), en("from Wednesday to Thursday")], OCTOBER)
    assert (found.first, found.last, found.evidence) == (date(2021, 9, 8), date(2021, 9, 9), "weekday")


def test_weekday_and_other_items_agree_where_no_issue_is_known() -> None:
    context = BulletinContext(None, (date(2021, 9, 9), date(2021, 6, 17)))
    found = resolve_date([zh("9月8日至9日"), en("from Wednesday to Thursday")], context)
    assert (found.first, found.evidence) == (date(2021, 9, 8), "weekday")


def test_other_items_alone_are_evidence_too() -> None:
    found = resolve_date([zh("12月26日至27日")], BulletinContext(None, (date(2020, 1, 17),)))
    assert (found.first, found.evidence) == (date(2019, 12, 26), "bulletin")


def test_without_any_year_nothing_is_resolved() -> None:
    found = resolve_date([zh("9月2日")], NOTHING)
    assert (found.first, found.last, found.evidence) == (None, None, "none")


def test_no_words_give_no_date() -> None:
    assert resolve_date([SideDates()], OCTOBER).first is None


def test_a_bare_day_takes_its_month_from_the_dateline() -> None:
    found = resolve_date([zh("22日", dateline=words("11月22日", "zh"))], BulletinContext("2018-12", ()))
    assert found.first == date(2018, 11, 22)


def test_a_bare_day_behind_the_datelines_day_is_of_the_month_before() -> None:
    found = resolve_date([zh("30日", dateline=words("12月2日", "zh"))], BulletinContext("2018-12", ()))
    assert found.first == date(2018, 11, 30)


def test_a_bare_weekday_counts_back_from_the_dateline() -> None:
    found = resolve_date([en("on Tuesday", dateline=words("July 12", "en"))], BulletinContext("2018-07", ()))
    assert found.first == date(2018, 7, 10)


def test_yesterday_counts_from_the_dateline() -> None:
    found = resolve_date([zh("昨日", dateline=words("9月1日", "zh"))], OCTOBER)
    assert found.first == date(2021, 8, 31)


def test_the_same_day_counts_from_the_day_named_before() -> None:
    text = "9月2日会见甲。同日会见乙。"
    before, same = find_dates(text, "zh")
    assert resolve_date([SideDates(same, others=(before,))], OCTOBER).first == date(2021, 9, 2)


def test_a_range_over_the_years_end_ends_in_the_next_year() -> None:
    found = resolve_date([zh("12月28日至1月3日")], BulletinContext("2020-01", ()))
    assert (found.first, found.last) == (date(2019, 12, 28), date(2020, 1, 3))


@pytest.mark.parametrize(
    ("side", "last"),
    [
        (zh("4月16日", duration_days=3), date(2024, 4, 18)),
        (en("April 16", until=words("Thursday", "en")), date(2024, 4, 18)),
        (en("April 16", until=words("April 20", "en")), date(2024, 4, 20)),
    ],
)
def test_what_tells_the_length_widens_a_single_day(side: SideDates, last: date) -> None:
    found = resolve_date([side], BulletinContext("2024-05", ()))
    assert (found.first, found.last) == (date(2024, 4, 16), last)


def test_a_closing_day_is_the_last_one() -> None:
    found = resolve_date([en("June 14", duration_days=3, ends=True)], BulletinContext("2024-06", ()))
    assert (found.first, found.last) == (date(2024, 6, 12), date(2024, 6, 14))


def test_sides_that_name_other_days_are_warned_about() -> None:
    assert resolve_date([zh("9月2日"), en("September 3, 2021")], OCTOBER).warnings
    assert not resolve_date([zh("9月2日"), en("September 2, 2021")], OCTOBER).warnings


def test_a_weekday_that_does_not_fit_is_warned_about() -> None:
    assert resolve_date([zh("9月2日"), en("on Friday")], OCTOBER).warnings
    assert not resolve_date([zh("9月2日"), en("on Thursday")], OCTOBER).warnings


def test_the_29th_of_february_looks_back_for_a_leap_year() -> None:
    assert resolve_date([zh("2月29日")], BulletinContext("2022-01", ())).first == date(2020, 2, 29)


def test_last_year_in_the_words_shifts_the_year() -> None:
    assert resolve_date([zh("去年5月30日")], OCTOBER).first == date(2020, 5, 30)
    assert resolve_date([zh("今年5月30日")], OCTOBER).first == date(2021, 5, 30)


def test_two_weekdays_give_a_range_to_a_printed_first_day() -> None:
    found = resolve_date([zh("9月8日"), en("from Wednesday to Thursday")], OCTOBER)
    assert (found.first, found.last) == (date(2021, 9, 8), date(2021, 9, 9))


def dateline(text: str, lang: Lang) -> DateExpression:
    return words(text, lang)


def test_a_weekday_of_the_last_week_lies_before_monday() -> None:
    friday, tuesday = dateline("2024年10月25日", "zh"), dateline("2024年10月22日", "zh")
    for day in (friday, tuesday):
        assert resolve_date([zh("上周四。", dateline=day)], NOTHING).first == date(2024, 10, 17)
    assert resolve_date([zh("本周三。", dateline=friday)], NOTHING).first == date(2024, 10, 23)


def test_two_weekdays_before_a_dateline_are_a_range() -> None:
    found = resolve_date([en("Monday to Friday", dateline=dateline("October 25, 2024", "en"))], NOTHING)
    assert (found.first, found.last) == (date(2024, 10, 21), date(2024, 10, 25))
