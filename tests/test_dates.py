from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_corpus.language.dates.finding import Day, find_dates, full_dates, year_mentions

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang


@pytest.mark.parametrize(
    ("lang", "text", "first", "last"),
    [
        ("zh", "9月2日", Day(None, 9, 2), Day(None, 9, 2)),
        ("zh", "2021年9月9日", Day(2021, 9, 9), Day(2021, 9, 9)),
        ("zh", "二〇二一年九月九日", Day(2021, 9, 9), Day(2021, 9, 9)),
        ("zh", "5 月14日", Day(None, 5, 14), Day(None, 5, 14)),
        ("zh", "去年5月14日", Day(None, 5, 14, -1), Day(None, 5, 14, -1)),
        ("zh", "9月8日至9日", Day(None, 9, 8), Day(None, 9, 9)),
        ("zh", "9月8-9日", Day(None, 9, 8), Day(None, 9, 9)),
        ("zh", "9月8日、9日", Day(None, 9, 8), Day(None, 9, 9)),
        ("zh", "12月28日至1月3日", Day(None, 12, 28), Day(None, 1, 3)),
        ("zh", "2019年12月28日至1月3日", Day(2019, 12, 28), Day(2020, 1, 3)),
        ("zh", "22日", Day(None, None, 22), Day(None, None, 22)),
        ("zh", "22日至24日", Day(None, None, 22), Day(None, None, 24)),
        ("zh", "本月22日至24日", Day(None, None, 22), Day(None, None, 24)),
        ("en", "September 9, 2021", Day(2021, 9, 9), Day(2021, 9, 9)),
        ("en", "September 1,2020", Day(2020, 9, 1), Day(2020, 9, 1)),
        ("en", "9 September 2021", Day(2021, 9, 9), Day(2021, 9, 9)),
        ("en", "Jun. 17", Day(None, 6, 17), Day(None, 6, 17)),
        ("en", "Sept 24", Day(None, 9, 24), Day(None, 9, 24)),
        ("en", "Nov.30, 2023", Day(2023, 11, 30), Day(2023, 11, 30)),
        ("en", "June 24 to July 5", Day(None, 6, 24), Day(None, 7, 5)),
        ("en", "December 7 and 8", Day(None, 12, 7), Day(None, 12, 8)),
        ("en", "Sept 24-26", Day(None, 9, 24), Day(None, 9, 26)),
        ("en", "the 6th to the 8th of May", Day(None, 5, 6), Day(None, 5, 8)),
        ("en", "June 3rd until the 14th", Day(None, 6, 3), Day(None, 6, 14)),
        ("en", "June 3 through to July 14", Day(None, 6, 3), Day(None, 7, 14)),
        ("en", "3-5 May 2021", Day(2021, 5, 3), Day(2021, 5, 5)),
        ("en", "December 28 to January 3, 2020", Day(2019, 12, 28), Day(2020, 1, 3)),
        ("en", "2021-09-09", Day(2021, 9, 9), Day(2021, 9, 9)),
    ],
)
def test_words_of_days_give_both_ends(lang: Lang, text: str, first: Day, last: Day) -> None:
    (found,) = find_dates(f"x {text}." if lang == "en" else f"于{text},", lang)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "2600余名警察"),
        ("zh", "第二大出资国"),
        ("zh", "成立50周年"),
        ("zh", "近日"),
        ("zh", "2月30日"),
        ("zh", "13月2日"),
        ("zh", "5日内答复"),
        ("zh", "周启衡和周一帆"),
        ("zh", "24小时联络"),
        ("en", "recently"),
        ("en", "more than 2,600 officers"),
        ("en", "February 30"),
        ("en", "he may 3 times"),
        ("en", "on Mondays"),
        ("en", "every Friday"),
        ("en", "the 22nd session"),
    ],
)
def test_other_words_and_impossible_days_are_no_dates(lang: Lang, text: str) -> None:
    assert find_dates(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "weekdays"),
    [
        ("zh", "星期四", (3,)),
        ("zh", "9月2日(周四)", (3,)),
        ("zh", "周三至周四,", (2, 3)),
        ("en", "on Thursday", (3,)),
        ("en", "from Wednesday to Thursday", (2, 3)),
        ("en", "Tuesday, March 12", (1,)),
    ],
)
def test_weekdays_are_read(lang: Lang, text: str, weekdays: tuple[int, ...]) -> None:
    (found,) = find_dates(text, lang)
    assert found.weekdays == weekdays


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [
        ("zh", "为期3天", 3),
        ("zh", "经过三天的研讨", 3),
        ("en", "after three days of talks", 3),
        ("en", "for a run of three days", 3),
        ("zh", "为期三天", 3),
        ("zh", "为期两周", 14),
        ("en", "three-day", 3),
        ("en", "for 20 days", 20),
        ("en", "A weeklong course opened.", 7),
        ("en", "The course lasted a week.", 7),
        ("en", "A fortnight-long course opened.", 14),
        ("zh", "为期半个月。", 15),
    ],
)
def test_durations_are_read(lang: Lang, text: str, days: int) -> None:
    (found,) = find_dates(text, lang)
    assert found.duration_days == days


@pytest.mark.parametrize(
    ("lang", "text", "anchor", "shift"),
    [
        ("zh", "昨日", "dateline", -1),
        ("zh", "同日", "previous", 0),
        ("en", "today", "dateline", 0),
        ("en", "the same day", "previous", 0),
        ("zh", "两天后", "previous", 2),
        ("en", "two days later", "previous", 2),
    ],
)
def test_relative_words_say_what_they_count_from(lang: Lang, text: str, anchor: str, shift: int) -> None:
    (found,) = find_dates(text, lang)
    assert (found.anchor, found.shift_days) == (anchor, shift)


def test_a_number_behind_and_is_a_day_only_where_it_can_be_one() -> None:
    (officers,) = find_dates("On May 3 and 20 officers took part", "en")
    (range_,) = find_dates("on May 3 and 4 in Beijing", "en")
    assert (officers.last.day, range_.last.day) == (3, 4)


def test_an_expression_starts_at_its_own_words() -> None:
    text = "访问两国。\n4月27日,会谈"
    (found,) = find_dates(text, "zh")
    assert text[found.start : found.end] == "4月27日"


def test_full_dates_are_those_with_a_year() -> None:
    assert full_dates("5月1日和2021年9月9日", "zh") == [date(2021, 9, 9)]
    assert full_dates("Dec. 28, 2019 to January 3, 2020; May 4", "en") == [date(2019, 12, 28), date(2020, 1, 3)]


def test_year_mentions_are_years_not_counts() -> None:
    assert year_mentions("2023—2025年合作计划, 2600余名, 2010 people, in May 2021") == [2023, 2025, 2010, 2021]


@given(st.text(alphabet="0123456789年月日至到-,. ()MayJune星期四", max_size=60))
def test_any_text_gives_ordered_expressions_without_overlap(text: str) -> None:
    for lang in ("zh", "en"):
        found = find_dates(text, lang)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))
        assert all(0 <= words.start < words.end <= len(text) for words in found)


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "经过三天的调查,警方抓获嫌疑人。"), ("en", "After three days of fighting, they left.")]
)
def test_what_lasted_before_other_things_is_no_duration(lang: Lang, words: str) -> None:
    assert [date for date in find_dates(words, lang) if date.duration_days] == []


def test_a_week_ago_is_no_duration() -> None:
    assert [date for date in find_dates("It was held a week ago.", "en") if date.duration_days] == []


def test_the_day_of_this_or_the_last_week_is_read_and_of_the_next_is_not() -> None:
    this, last = find_dates("研讨会本周三举行", "zh"), find_dates("上周四考察", "zh")
    assert [(date.weekdays, date.shift_days) for date in (*this, *last)] == [((2,), 0), ((3,), -7)]
    assert find_dates("下周三举行", "zh") == []


def test_yesterday_and_today_are_two_days() -> None:
    (found,) = find_dates("论坛昨今两天举行", "zh")
    assert (found.anchor, found.shift_days, found.duration_days) == ("dateline", -1, 2)
