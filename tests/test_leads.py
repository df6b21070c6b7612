from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.page.leads import closes, dated, lead_evidence, named_in_full, subject

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

LEADS: list[tuple[Lang, str]] = [
    ("zh", "司法部副部长林知远3月5日在京会见秘鲁司法部部长加西亚。"),
    ("zh", "3月9日至10日,中亚国家植物检疫研讨会在乌鲁木齐举行。"),
    ("zh", "近日,秘鲁驻华大使致信中国海关总署署长。"),
    ("zh", "5月,三场植物检疫研讨会先后在乌鲁木齐举行。"),
    ("zh", "2023年5月以来,中国海关总署同秘鲁举行三次会谈。"),
    ("en", "Vice Minister of Justice Lin Zhiyuan met with Mario Garcia in Beijing on March 5."),
    ("en", "At the invitation of Peru, a delegation visited Lima from April 2 to 6."),
    ("en", "China and Peru on Tuesday held talks on judicial assistance."),
]
LATER: list[tuple[Lang, str]] = [
    ("zh", "林知远表示,双方合作密切。"),
    ("zh", "会后,双方签署协议。"),
    ("zh", "中国驻秘鲁大使关山参加会见。"),
    ("zh", "来自20个国家的代表参加研讨会。"),
    ("en", "Lin said that the two sides have cooperated closely."),
    ("en", "He called on the two sides to deepen cooperation."),
    ("en", '"We are friends," said Garcia.'),
    ("en", "In Lima, he was received by Mario Garcia on March 5."),
    ("en", "After the ceremony, the two ministers met on March 5."),
    ("en", "First came a workshop on plant quarantine from March 5 to 9."),
    ("en", "Mario Garcia, minister of justice, told the forum that Peru is ready."),
]


@pytest.mark.parametrize(("lang", "text"), LEADS)
def test_leads(lang: Lang, text: str) -> None:
    assert sum(sign.weight for sign in lead_evidence(text, lang)) > 1.5


@pytest.mark.parametrize(("lang", "text"), LATER)
def test_later_paragraphs(lang: Lang, text: str) -> None:
    assert sum(sign.weight for sign in lead_evidence(text, lang)) < 0


def test_a_surname_is_no_pronoun() -> None:
    reasons = [sign.reason for sign in lead_evidence("He Yutong, vice-minister of customs, opened the talks.", "en")]
    assert not any(reason.startswith("begins with He") for reason in reasons)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("zh", "4月27日,林知远在利马同秘鲁司法部部长举行会谈。", "林知远"),
        ("zh", "林知远还参观了法院。", "林知远"),
        ("zh", "司法部副部长林知远在京会见客人。", None),
        ("zh", "中国在会上表示支持。", None),
        ("en", "In Lima, Lin held talks with Garcia.", "Lin"),
        ("en", "Mario Garcia said that Peru is ready.", "Garcia"),
        ("en", "China vowed to help.", None),
        ("en", "The drug control authorities met.", None),
    ],
)
def test_of_whom_a_paragraph_speaks(lang: Lang, text: str, name: str | None) -> None:
    assert subject(text, lang) == name


def test_names_in_full() -> None:
    assert named_in_full("Garcia", "Lin met with Mario Garcia.", "en")
    assert named_in_full("Lin", "Vice Minister Lin Zhiyuan met guests.", "en")
    assert not named_in_full("Garcia", "Garcia said so.", "en")
    assert not named_in_full("Garcia", "Nobody came.", "en")


def test_last_paragraphs_say_who_attended() -> None:
    assert closes("海关总署国际合作司司长关山参加会见。", "zh")
    assert closes("Ambassador Huang Jie attended the meeting.", "en")
    assert not closes("双方签署协议。", "zh")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The forum, which ran from Tuesday to Wednesday, was hosted by the ministry.", True),
        ("They met on Thursday.", True),
        ("The Friday market was full.", False),
    ],
)
def test_a_weekday_with_its_preposition_names_a_day(text: str, *, names: bool) -> None:
    assert dated(text, "en") is names
