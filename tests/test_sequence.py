from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.page.cohesion import add_cohesion
from bulletin_corpus.language.page.sequence import Unit, label

if TYPE_CHECKING:
    from bulletin_corpus.language.page.groups import Decision
    from bulletin_corpus.records import Lang


def heading(lang: Lang) -> Unit:
    return Unit("text", lang, "heading", heading=3, body=-3.5, lead=-0.7)


def body(lang: Lang, lead: float = -3) -> Unit:
    return Unit("text", lang, "text.", heading=-7, body=2, lead=lead, dated=lead > 0)


def shape(decisions: list[Decision]) -> str:
    """One letter for each unit (H heading, T text, C credit, F furniture, R reject), a dot behind an opening."""
    letters = {"heading": "H", "body": "T", "credit": "C", "furniture": "F", "reject": "R"}
    return "".join(letters[decision.label] + ("." if decision.opens else "") for decision in decisions)


def test_by_turns() -> None:
    units = [heading("zh"), body("zh", 3), body("zh"), heading("en"), body("en", 3), body("en")]
    assert shape(label(units)) == "H.TTH.TT"


def test_by_turns_without_headlines() -> None:
    units = [body("zh", 3), body("zh"), body("zh"), body("en", 3), body("en"), body("en"), body("zh", 3), body("zh")]
    assert shape(label(units)) == "T.TTT.TTT.T"


def test_paragraph_by_paragraph_is_two_articles() -> None:
    units = [heading("zh"), heading("en"), body("zh", 3), body("en", 3), body("zh"), body("en"), body("zh"), body("en")]
    decisions = label(units)
    assert shape(decisions) == "H.H.TTTTTT"
    assert [decision.owner for decision in decisions] == [0, 1] * 4
    assert all(decision.double for decision in decisions)


def test_paragraph_by_paragraph_with_a_longer_english_side() -> None:
    one = [heading("zh"), heading("en"), body("zh", 3), body("en", 3), body("zh"), body("en"), body("en"), body("en")]
    assert shape(label([*one, *one])) == "H.H.TTTTTT" * 2


def test_items_of_one_paragraph_follow_each_other_under_headlines() -> None:
    brief = [heading("zh"), body("zh", 2)]
    assert shape(label(brief * 3)) == "H.T" * 3


def test_a_paragraph_under_a_headline_without_a_headline_behind_it_is_no_item_by_itself() -> None:
    assert shape(label([heading("zh"), body("zh", 3), body("zh", 5), body("zh")])) == "H.TTT"


def test_a_sentence_that_begins_the_file_is_no_reject() -> None:
    assert shape(label([body("zh", -4), body("zh", 6), body("zh")])) == "T.TT"


def test_a_lead_behind_a_text_opens_an_item_only_if_it_is_clear() -> None:
    assert shape(label([body("zh", 3), body("zh"), body("zh", 4), body("zh")])) == "T.TT.T"
    assert shape(label([body("zh", 3), body("zh"), body("zh", 1), body("zh")])) == "T.TTT"


def test_a_credit_that_stands_alone_closes_the_article_before() -> None:
    credit = Unit("credit", "zh", "", credit_of="zh")
    assert shape(label([heading("zh"), body("zh", 3), credit, body("zh", 1), body("zh")])) == "H.TCT.T"
    assert shape(label([credit, heading("zh"), body("zh", 3)])) == "RH.T"


def test_credits_find_their_language_in_a_double_group() -> None:
    item = [heading("zh"), heading("en"), body("zh", 3), body("en", 3), body("zh"), body("en")]
    credit = Unit("credit", "zh", "", credit_of="zh")
    assert label([*item, credit])[-1].owner == 0


def test_headings_alone_are_never_taken_for_a_text() -> None:
    assert "T" not in shape(label([heading("en") for _ in range(8)]))


def test_nothing_and_furniture_alone() -> None:
    assert label([]) == []
    assert shape(label([Unit("furniture", "zh", "")])) == "F"


def test_many_units_are_labelled_one_by_one() -> None:
    item = [heading("zh"), body("zh", 3), body("zh"), body("zh")]
    assert shape(label(item * 500)) == "H.TTT" * 500


def test_cohesion_parts_items() -> None:
    texts = [
        "司法部副部长林知远会见秘鲁司法部部长加西亚,就司法协助交换意见。",
        "林知远表示愿同秘鲁深化司法协助。加西亚表示赞同。",
        "中亚国家植物检疫研讨会在乌鲁木齐举行,何雨桐出席开幕式。",
        "何雨桐指出,各国应加强植物检疫和有害生物信息通报。",
    ]
    units = [body("zh", 0) for _ in texts]
    for unit, text in zip(units, texts, strict=True):
        unit.text = text
    add_cohesion(units)
    assert units[2].lead > units[0].lead > units[1].lead
    assert units[2].lead > units[3].lead


def test_an_item_without_a_day_takes_in_the_paragraph_that_names_it() -> None:
    soft, nut = body("en", 0), body("en", 4.5)
    assert shape(label([heading("en"), soft, body("en"), nut, body("en")])) == "H.TTTT"
    assert shape(label([heading("en"), body("en", 3), body("en"), nut, body("en")])) == "H.TTT.T"


def test_an_item_without_headline_is_believed_more_easily_where_the_other_language_has_more_items() -> None:
    chinese = [heading("zh"), body("zh", 3), body("zh"), heading("zh"), body("zh", 3), body("zh")]
    english = [heading("en"), body("en", 3), body("en"), body("en", 3.1), body("en")]
    assert shape(label([*chinese, *english])) == "H.TTH.TTH.TTT.T"
    assert shape(label(english)) == "H.TTTT"
    assert shape(label([*chinese[:3], *english])) == "H.TTH.TTTT"
    assert (
        shape(label([*chinese[:3], *english[:3], *chinese[3:], *english[:1], body("en", 3), body("en")])).count("H")
        == 4
    )


def test_a_heading_has_four_lines_at_most() -> None:
    assert shape(label([*[heading("en")] * 4, body("en", 3), body("en")])) == "H.HHHTT"
    assert shape(label([*[heading("en")] * 5, body("en", 3), body("en")])) != "H.HHHHTT"


def with_text(unit: Unit, text: str) -> Unit:
    unit.text = text
    return unit


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ("On April 27 they met.", "China will train 3,000 officers from 23 countries.", "H.TTT.T"),
        ("They met.", "China will train 3,000 officers from 23 countries.", "H.TTTT"),  # the first may be its lead
        ("On April 27, 23 came.", "China will train 3,000 officers from 23 countries.", "H.TTTT"),
        ("On April 27 they met.", "China will train 3,000 officers.", "H.TTTT"),
    ],
)
def test_numbers_of_the_other_language_tell_an_item_without_headline(first: str, second: str, labels: str) -> None:
    zh = [
        *(heading("zh"), with_text(body("zh", 3), "4月27日会见。"), body("zh")),
        *(heading("zh"), with_text(body("zh", 3), "23个国家的300人出席，将培训3000人。"), body("zh")),
    ]
    lead = with_text(body("en", 1.5), second)
    en = [heading("en"), with_text(body("en", 3), first), body("en"), lead, body("en")]
    assert shape(label([*zh, *en])) == "H.TTH.TT" + labels
