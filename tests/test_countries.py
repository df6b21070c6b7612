from __future__ import annotations

import pytest

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.people.countries import country_of, find_countries


def codes(text: str, lang: str = "zh", known: tuple[str, ...] = ()) -> list[str]:
    return [mention.code for mention in find_countries(text, "zh" if lang == "zh" else "en", known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("菲律宾共和国总统", ["PH"]),
        ("深化中菲警务合作", ["CN", "PH"]),
        ("中老缅禁毒合作三方会晤", ["CN", "LA", "MM"]),
        ("塞中友好", ["RS", "CN"]),
        ("以方感谢中方", ["IL", "CN"]),
        ("美国驻华大使", ["US", "CN"]),
        ("应邀访泰、对华合作", ["CN"]),
        ("赴克旅游的中国公民", ["HR", "CN"]),
        ("联合国毒品和犯罪问题办公室", ["UN"]),
        ("上海合作组织成员国", ["SCO"]),
        ("阿拉伯埃及共和国", ["EG"]),
        ("刚果（金）内政部长", ["CD"]),
    ],
)
def test_chinese_names_and_short_forms_are_found(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "司法方面的双方",
        "其中以合作为主",
        "以方便群众",
        "制定新方案",
        "印度洋沿岸",
        "墨西哥湾",
        "工作中加强执法",
        "马里·勒庞",
    ],
)
def test_chinese_words_that_look_like_short_forms_are_no_countries(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China-Thailand cooperation", ["CN", "TH"]),
        ("CHINA, SERBIA SIGN DEAL", ["CN", "RS"]),
        ("U.S. President; the UK's Home Secretary", ["US", "GB"]),
        ("the Lao Ministry of Public Security", ["LA"]),
        ("a Nigerian official", ["NG"]),
        ("Papua New Guinea", ["PG"]),
        ("Democratic People's Republic of Korea", ["KP"]),
        ("UNODC and Interpol", ["UN", "INTERPOL"]),
    ],
)
def test_english_names_and_demonyms_are_found(text: str, expected: list[str]) -> None:
    assert codes(text, "en") == expected


@pytest.mark.parametrize(
    "text", ["Latin American states", "Chinatown", "the Indian Ocean", "US$5 million", "join us", "polish the plan"]
)
def test_english_words_that_hold_a_name_are_no_countries(text: str) -> None:
    assert codes(text, "en") == []


def test_an_ambiguous_short_form_means_the_country_that_the_text_names() -> None:
    assert codes("埃塞俄比亚警方通报,埃方愿合作") == ["ET", "ET"]
    assert codes("埃方愿合作") == ["EG"]
    assert codes("埃方愿合作", known=("ET",)) == ["ET"]
    assert codes("利方愿合作") == []


def test_mentions_carry_their_offsets() -> None:
    text = "中塞警务合作 Serbia 塞方"
    assert all(text[m.start : m.end] == m.form for m in find_countries(text, "zh"))


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("泰国皇家警察总署副总监", "TH"),
        ("中国驻菲律宾大使", "CN"),
        ("驻菲律宾大使", "CN"),
        ("美国驻华大使", "US"),
        ("驻华大使", None),
        ("国际移民组织驻华代表", "IOM"),
        ("中国常驻联合国代表", "CN"),
        ("公安部副部长", "CN"),
        ("广西壮族自治区公安厅副厅长", "CN"),
        ("国际刑警组织中国国家中心局局长", "CN"),
        ("联合国毒品和犯罪问题办公室东南亚和太平洋区域代表", "UN"),
        ("内政部长", None),
    ],
)
def test_chinese_office_belongs_to_the_sending_country(title: str, code: str | None) -> None:
    assert country_of(title, "zh") == code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Israeli Ambassador to China", "IL"),
        ("Ambassador of Armenia to China", "AM"),
        ("Chinese Ambassador to the Philippines", "CN"),
        ("Ambassador to Serbia", "CN"),
        ("Ambassador to China", None),
        ("UN under-secretary-general", "UN"),
        ("Head of the IOM Liaison Office in China", "IOM"),
        ("Police Counselor of the Chinese Embassy in Thailand", "CN"),
        ("Vice Minister of Public Security", "CN"),
        ("Minister of Interior", None),
    ],
)
def test_english_office_belongs_to_the_sending_country(title: str, code: str | None) -> None:
    assert country_of(title, "en") == code


def test_no_name_of_a_country_has_two_owners() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for row in lexicon("countries"):
        if not row["kind"].startswith("short"):
            owners.setdefault((row["lang"], row["form"]), set()).add(row["code"])
    assert not {form: codes for form, codes in owners.items() if len(codes) > 1}
