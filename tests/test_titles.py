from __future__ import annotations

import pytest

from bulletin_corpus.language.people.offices import fields_of, office_likeness, repeats_en, repeats_zh
from bulletin_corpus.language.people.printed_titles_en import clean_title_en, split_offices_en
from bulletin_corpus.language.people.titles import clean_title_zh, split_offices_zh
from bulletin_corpus.language.people.titles_en import phrase_end
from bulletin_corpus.language.people.tokens_en import tokenize


@pytest.mark.parametrize(
    ("title", "offices"),
    [
        ("国务委员、公安部部长", ["国务委员", "公安部部长"]),
        ("国务委员兼外交部长", ["国务委员", "外交部长"]),
        ("所罗门群岛警察、国家安全与惩戒部部长", ["所罗门群岛警察、国家安全与惩戒部部长"]),
        ("公安部副部长、国家移民管理局局长", ["公安部副部长", "国家移民管理局局长"]),
        ("国家移民管理局（NIA）局长", ["国家移民管理局局长"]),
        ("党委书记、局长", ["党委书记", "局长"]),
    ],
)
def test_chinese_title_is_split_between_offices_only(title: str, offices: list[str]) -> None:
    assert split_offices_zh(title) == offices


@pytest.mark.parametrize(
    ("title", "offices"),
    [
        ("State Councilor and Minister of Public Security", ["State Councilor", "Minister of Public Security"]),
        ("Minister of Police, National Security and Correctional Services", None),
        ("Secretary of State for Foreign and Commonwealth Affairs", None),
        ("Tanzanian Minister of Constitutional and Legal Affairs", None),
        ("head of the team and deputy director of cardiology", ["head of the team", "deputy director of cardiology"]),
        ("director of A Bureau, deputy head of B Office and member of C Council", [
            "director of A Bureau", "deputy head of B Office", "member of C Council"]),
    ],
)  # fmt: skip
def test_english_title_is_split_between_offices_only(title: str, offices: list[str] | None) -> None:
    assert split_offices_en(title) == (offices or [title])


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("中国公安部部长", "公安部部长"),
        ("中国国务委员", "国务委员"),
        ("中国驻菲律宾大使", "中国驻菲律宾大使"),
        ("中国人民警察大学校长", "中国人民警察大学校长"),
        ("世界卫生组织新任驻华代表", "世界卫生组织驻华代表"),
        ("印度考古调查局前局长", "印度考古调查局前局长"),
    ],
)
def test_chinese_title_loses_nation_and_idle_words_only(printed: str, kept: str) -> None:
    assert clean_title_zh(printed) == kept


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Chinese Vice Minister of Justice", "Vice Minister of Justice"),
        ("China's assistant foreign minister", "assistant foreign minister"),
        ("Chinese Ambassador to Serbia", "Chinese Ambassador to Serbia"),
        ("the newly appointed WHO Representative in China", "WHO Representative in China"),
        ("former director of the Bureau (NIA)", "former director of the Bureau"),
        ("China People's Police University President", "China People's Police University President"),
    ],
)
def test_english_title_loses_nation_and_idle_words_only(printed: str, kept: str) -> None:
    assert clean_title_en(printed) == kept


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Vice Minister of Public Security met with him", "Vice Minister of Public Security"),
        ("minister of police, national security and correctional services of Fiji, said", None),
        ("director of A, Li Ming, and others", "director of A"),
        ("head of the IOM Office in China on Monday", "head of the IOM Office in China"),
        ("Minister of Justice Tesfaye Alemu and others", "Minister of Justice"),
        ("director of X Bureau and Li Ming attended", "director of X Bureau"),
    ],
)
def test_title_phrase_ends_before_verbs_days_and_names(text: str, phrase: str | None) -> None:
    tokens = tokenize(text)
    end = phrase_end(tokens, 0)
    assert end is not None
    expected = phrase or text.removesuffix(", said")
    assert text[: tokens[end - 1].end] == expected


@pytest.mark.parametrize("text", ["public security is important", "met with officials", "Beijing on Monday"])
def test_phrase_without_head_is_no_title(text: str) -> None:
    assert phrase_end(tokenize(text), 0) is None


def test_hostile_text_is_read_in_linear_time() -> None:
    assert phrase_end(tokenize("Minister of " * 20000), 0) is not None


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        ("公安部副部长", "Vice Minister of Public Security", "Minister of Public Security"),
        ("公安部副部长", "vice-minister of public security", "Vice Minister of Justice"),
        ("泰国国家警察总监", "Commissioner-General of the Royal Thai Police", "Lao Ambassador to China"),
        ("国家移民管理局局长", "head of the National Immigration Administration", "Vice Minister of Public Security"),
        ("中国驻老挝大使", "Chinese Ambassador to Laos", "Lao Ambassador to China"),
        ("日本海上保安厅参事官", "counselor of the Japan Coast Guard", "head of the Korea Coast Guard"),
    ],
)
def test_the_rendering_of_an_office_is_likelier_than_another(zh: str, right: str, wrong: str) -> None:
    assert office_likeness(zh, right) > office_likeness(zh, wrong) + 0.1
    assert office_likeness(zh, right) >= 0.5


def test_shorter_title_repeats_the_longer_one_of_the_same_rank() -> None:
    assert repeats_zh("执行主任", "国际刑警组织执行主任")
    assert not repeats_zh("公安部部长", "公安部副部长")
    assert repeats_en("Ambassador", "Chinese Ambassador to Samoa")
    assert not repeats_en("Minister of Justice", "Vice Minister of Justice")


def test_fields_tell_what_an_office_is_about() -> None:
    assert "police" in fields_of("公安部副部长", "zh")
    assert "police" in fields_of("Vice Minister of Public Security", "en")
    assert fields_of("Director", "en") == frozenset()
