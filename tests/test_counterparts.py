from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest

from bulletin_corpus.documents import ArticleText, Office, Person, SentenceLink
from bulletin_corpus.language.people.counterparts import best_assignment, match_offices, match_people
from bulletin_corpus.offsets import MappedText

if TYPE_CHECKING:
    from collections.abc import Sequence


def article(lang: Literal["zh", "en"], *sentences: str, headline: str | None = None) -> ArticleText:
    body, spans = "", []
    for sentence in sentences:
        body += " " if body and lang == "en" else ""
        spans.append((len(body), len(body) + len(sentence)))
        body += sentence
    mapped = None if headline is None else MappedText.from_raw(headline)
    return ArticleText("a-" + lang, lang, 0, mapped, None, None, MappedText.from_raw(body), (), tuple(spans), (), 1, 1)


def match(zh: Sequence[str], en: Sequence[str]) -> list[Person]:
    links = [SentenceLink((n,), (n,), 0.9, crossing=False) for n in range(min(len(zh), len(en)))]
    return list(match_people(article("zh", *zh) if zh else None, article("en", *en) if en else None, links))


def names(persons: Sequence[Person]) -> list[tuple[str | None, str | None]]:
    return [(person.name_zh, person.name_en) for person in persons]


def test_names_match_by_sound() -> None:
    persons = match(
        ["公安部副部长王小洪同菲律宾警察总监伊莱扎尔视频会谈。", "王小洪表示欢迎。"],
        [
            "Vice Minister of Public Security Wang Xiaohong talked with Chief of the Philippine National Police "
            "Guillermo Eleazar.",
            "Wang welcomed Eleazar.",
        ],
    )
    assert names(persons) == [("王小洪", "Wang Xiaohong"), ("伊莱扎尔", "Guillermo Eleazar")]
    assert [person.country for person in persons] == ["CN", "PH"]
    assert [m.name for m in persons[0].mentions] == ["王小洪", "王小洪", "Wang Xiaohong", "Wang"]


def test_a_chinese_name_without_sound_in_common_matches_by_office() -> None:
    persons = match(
        ["公安部副部长林锐会见以色列驻华大使潘绮瑞。"],
        [
            "Deputy Minister of Public Security Lin Rui met with Israeli Ambassador to China Irit Ben-Abba Vitale.",
        ],
    )
    assert names(persons) == [("林锐", "Lin Rui"), ("潘绮瑞", "Irit Ben-Abba Vitale")]


def test_a_person_whom_the_other_side_does_not_name_keeps_one_name() -> None:
    persons = match(
        ["联合国副秘书长拉克鲁瓦、尼泊尔武警总警监卡纳尔致辞。"],
        ["Jean-Pierre Lacroix, UN under-secretary-general, spoke. Fiji's police chief Isikeli Ligairi attended."],
    )
    assert names(persons) == [("拉克鲁瓦", "Jean-Pierre Lacroix"), ("卡纳尔", None), (None, "Isikeli Ligairi")]


def test_one_side_alone_gives_persons_with_one_name() -> None:
    assert names(match(["公安部副部长王小洪出席。"], [])) == [("王小洪", None)]
    assert names(match([], ["Wang Xiaohong, vice minister of public security, attended."])) == [(None, "Wang Xiaohong")]
    assert match_people(None, None, []) == ()


def test_chinese_persons_whose_readings_differ_never_match() -> None:
    persons = match(["公安部副部长王小洪出席。"], ["Vice Minister of Public Security Wang Xiaohui attended."])
    assert names(persons) == [("王小洪", None), (None, "Wang Xiaohui")]


def test_two_ambassadors_match_by_country_not_by_order() -> None:
    persons = match(
        ["法国驻华大使白玉堂、德国驻华大使傅克南出席。"],
        ["German Ambassador to China Volker Naumann and French Ambassador to China Bertrand Lortholary attended."],
    )
    assert names(persons) == [("白玉堂", "Bertrand Lortholary"), ("傅克南", "Volker Naumann")]


def test_offices_of_one_person_are_matched_one_by_one() -> None:
    persons = match(
        ["公安部副部长、国家移民管理局局长许甘露出席。"],
        ["Xu Ganlu, head of the National Immigration Administration and vice minister of public security, came."],
    )
    assert persons[0].title_zh == "公安部副部长、国家移民管理局局长"
    assert persons[0].offices == (
        Office("公安部副部长", "vice minister of public security"),
        Office("国家移民管理局局长", "head of the National Immigration Administration"),
    )


def test_an_office_told_later_joins_the_title() -> None:
    persons = match([], ["Vice Minister of Justice Hu Weilie, who is also head of the Legal Aid Center, spoke."])
    assert [office.title_en for office in persons[0].offices] == [
        "Vice Minister of Justice",
        "head of the Legal Aid Center",
    ]
    assert persons[0].title_en == "Vice Minister of Justice and head of the Legal Aid Center"


def test_a_headlines_shorter_title_is_no_office_of_its_own() -> None:
    zh = article(
        "zh", "国际刑警组织负责警务工作的执行主任埃克隆德来访。", headline="王小洪会见国际刑警组织执行主任埃克隆德"
    )
    persons = match_people(zh, None, [])
    assert [person.offices for person in persons if person.name_zh == "埃克隆德"] == [
        (Office("国际刑警组织负责警务工作的执行主任", None),)
    ]


def test_persons_without_office_have_no_offices() -> None:
    persons = match(["周启衡会见了卡里莫夫。", "周启衡表示感谢。"], [])
    assert names(persons) == [("周启衡", None)]
    assert persons[0].offices == ()
    assert persons[0].title_zh is None


def test_surname_of_two_persons_belongs_to_the_last_one_named() -> None:
    body = [
        "Wang Xiaohong, minister of public security, spoke.",
        "Wang Yi, foreign minister, followed.",
        "Wang thanked the hosts.",
    ]
    persons = match([], body)
    assert [(p.name_en, len(p.mentions)) for p in persons] == [("Wang Xiaohong", 1), ("Wang Yi", 2)]


def test_offices_that_have_nothing_in_common_stay_apart() -> None:
    assert match_offices(["公安部副部长"], ["President of the Football Club"]) == (
        Office("公安部副部长", None),
        Office(None, "President of the Football Club"),
    )
    assert match_offices([], []) == ()


@pytest.mark.parametrize(
    ("gain", "pairs"),
    [
        ([[1.0, 2.0], [2.0, 3.5]], [(0, 0), (1, 1)]),
        ([[1.0, 3.0], [2.0, 3.5]], [(0, 1), (1, 0)]),
        ([[1.0, 5.0, 2.0]], [(0, 1)]),
        ([[1.0], [5.0], [2.0]], [(1, 0)]),
    ],
)
def test_assignment_has_the_greatest_sum(gain: list[list[float]], pairs: list[tuple[int, int]]) -> None:
    assert best_assignment(np.array(gain)) == pairs
