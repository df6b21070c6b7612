from __future__ import annotations

from datetime import date

import pytest

from bulletin_corpus.documents import READ_CHARS, BulletinContext, Extraction
from bulletin_corpus.stages.extract import extract, extract_events
from marked_articles import MarkedItem

OCTOBER = BulletinContext("2021-10", ())
A = "[公安部副部长|林锐|CN#lin]"
B = "[以色列驻华大使|潘绮瑞|IL#irit]"
LIN = "[Deputy Minister of Public Security|Lin Rui|CN#lin]"
IRIT = "[Israeli Ambassador to China|Irit Ben-Abba Vitale|IL#irit]"


def run(zh: str | None, en: str | None) -> Extraction:
    item = MarkedItem()
    zh_article = item.article("zh", zh) if zh else None
    en_article = item.article("en", en) if en else None
    return extract_events(zh_article, en_article, item.persons, OCTOBER)


def test_both_sides_give_one_meeting() -> None:
    found = run(
        f"{A}9月9日在京应约会见{B}。",
        f"{LIN} met with {IRIT} in Beijing on September 9, 2021.",
    )
    (meeting,) = found.meetings
    assert (meeting.date_start, meeting.date_end, meeting.date_evidence) == (
        date(2021, 9, 9),
        date(2021, 9, 9),
        "counterpart",
    )
    assert (meeting.mode, meeting.place_zh, meeting.place_en) == ("in_person", "北京", "Beijing")
    assert (meeting.countries, meeting.status, found.kind) == (["CN", "IL"], "reported", "meeting")
    assert [(p.name_zh, p.name_en, p.role) for p in meeting.participants] == [
        ("林锐", "Lin Rui", "principal"),
        ("潘绮瑞", "Irit Ben-Abba Vitale", "principal"),
    ]
    assert (meeting.zh_article_id, meeting.en_article_id) == ("a-zh", "a-en")


def test_what_one_side_leaves_out_is_null_there() -> None:
    zh = f"{A}9月9日在京会见{B}。[公安部局长|周启|CN]参加会见。"
    found = run(zh, f"{LIN} met with {IRIT} on September 9.")
    (meeting,) = found.meetings
    assert (meeting.place_zh, meeting.place_en) == ("北京", None)
    assert [(p.name_zh, p.name_en, p.role) for p in meeting.participants][2] == ("周启", None, "attendee")


def test_a_rewritten_side_still_gives_its_place() -> None:
    found = run(
        f"{A}9月9日在京会见{B}。",
        f"Two officials agreed to work together in Beijing on Thursday. {LIN} told {IRIT} that China is ready.",
    )
    assert [meeting.place_en for meeting in found.meetings] == ["Beijing"]


def test_persons_are_seen_on_the_items_day() -> None:
    found = run(f"{A}9月9日在京会见{B}。", None)
    assert [person.seen for person in found.persons] == [date(2021, 9, 9)] * 2


def test_contradicting_days_are_warned_about() -> None:
    found = run(f"{A}9月9日在京会见{B}。", f"{LIN} met with {IRIT} on September 10, 2021.")
    assert found.warnings
    agreeing = run(f"{A}9月9日在京会见{B}。", f"{LIN} met with {IRIT} on September 9, 2021.")
    assert not agreeing.warnings


def test_evidence_stands_where_its_offsets_say() -> None:
    item = MarkedItem()
    zh = item.article("zh", f"{A}9月9日在京会见{B}。")
    (meeting,) = extract_events(zh, None, item.persons, OCTOBER).meetings
    assert {row.field for row in meeting.evidence} >= {"date_start", "place_zh", "participants", "countries"}
    for row in meeting.evidence:
        assert zh.body.text[row.char_start : row.char_end] == row.text
        assert "." in row.rule


def test_a_workshop_carries_both_names_of_what_both_texts_name() -> None:
    found = run(
        "9月8日至9日,维和(警察)国际研讨会在中国人民警察大学举行。研讨会由公安部主办。",
        "The two-day international peacekeeping workshop, which ran from Wednesday to Thursday in Langfang of Hebei "
        "province, was organized by the Ministry of Public Security and co-organized by the China People's Police "
        "University.",
    )
    (workshop,) = found.workshops
    assert (workshop.date_start, workshop.date_end, workshop.date_evidence) == (
        date(2021, 9, 8),
        date(2021, 9, 9),
        "weekday",
    )
    assert (workshop.venue_zh, workshop.venue_en) == ("中国人民警察大学", "China People's Police University")
    assert [(one.name_zh, one.name_en, one.role) for one in workshop.organizers] == [
        ("公安部", "Ministry of Public Security", "organizer"),
        ("中国人民警察大学", "China People's Police University", "co_organizer"),
    ]
    assert (workshop.place_zh, workshop.place_en, found.kind) == (None, "Langfang", "workshop")


@pytest.mark.parametrize(
    ("zh", "kind"),
    [
        (f"{A}9月9日在京会见{B}。", "meeting"),
        ("9月9日,国际研讨会在京举行。", "workshop"),
        (
            "9月9日,中韩海警第三次高级别工作会议在仁川举行。[中国海警局局长|邵振|CN]和[韩国海警厅厅长|姜道|KR]率团参加。",
            "meeting",
        ),
        (f"1月24日,{B}向[公安部局长|周启|CN]颁发勋章。当天上午,{A}在京会见了{{潘绮瑞}}。", "other"),
        ("9月9日,公安部向埃塞俄比亚警方捐赠防疫物资。", "other"),
        ("近日,部长致信感谢中国警方。", "other"),
    ],
)
def test_the_kind_is_that_of_the_event_it_leads_with(zh: str, kind: str) -> None:
    assert run(zh, None).kind == kind


def test_a_meeting_that_closes_other_news_is_still_a_record() -> None:
    found = run(f"1月24日,{B}颁发勋章。当天上午,{A}在京会见了{{潘绮瑞}}。", None)
    assert [(meeting.date_start, meeting.place_zh) for meeting in found.meetings] == [(date(2021, 1, 24), "北京")]


def test_a_call_that_is_only_mentioned_is_referenced() -> None:
    body = f"{A}9月2日同{B}视频会谈。{{林锐}}表示,[主席|习近平|CN]同[总统|杜特尔特|PH]8月27日通电话。"
    found = run(body, None)
    assert [(meeting.status, meeting.date_start) for meeting in found.meetings] == [
        ("reported", date(2021, 9, 2)),
        ("referenced", date(2021, 8, 27)),
    ]
    assert len({meeting.meeting_id for meeting in found.meetings}) == 2


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第一回\n话说天下大势,分久必合,合久必分。宋江在梁山会见众好汉,饮酒数杯。", None),
        ("苹果 每斤 5元\n香蕉 每斤 3元\n9月2日起执行", None),
        (None, "He met the boy in London on May 3, and they talked of the sea. She received a letter."),
        (None, "Apples 5.00\nBananas 3.00\nPrices valid from May 3, 2021"),
    ],
)
def test_a_text_that_is_no_bulletin_gives_no_records(zh: str | None, en: str | None) -> None:
    item = MarkedItem()
    found = extract(item.article("zh", zh) if zh else None, item.article("en", en) if en else None, (), OCTOBER)
    assert (found.kind, found.meetings, found.workshops) == ("other", (), ())


def test_the_same_item_gives_the_same_records() -> None:
    zh, en = f"{A}9月9日在京会见{B}。", f"{LIN} met with {IRIT} in Beijing on September 9, 2021."
    assert run(zh, en) == run(zh, en)


def test_a_call_has_no_place() -> None:
    found = run(
        f"{A}9月9日在京与{B}举行视频会晤。", f"{LIN} talked with {IRIT} via video link in Beijing on September 9."
    )
    assert [(meeting.mode, meeting.place_zh, meeting.place_en) for meeting in found.meetings] == [("video", None, None)]


def test_two_calls_told_in_one_sentence_stay_apart() -> None:
    ghana, jamaica = "[加纳外长|博阿滕|GH#ama]", "[牙买加外长|麦克弗森|JM#mac]"
    ama, mac = "[Ghanaian foreign minister|Ama Boateng|GH#ama]", "[Jamaican foreign minister|Dwayne McPherson|JM#mac]"
    found = run(
        f"9月6日,{A}同{ghana}通电话。7日,{{林锐}}同{jamaica}通电话。",
        f"{LIN} spoke over the phone with {ama} on Monday, and with {mac} on Tuesday.",
    )
    assert [(meeting.countries, meeting.date_start) for meeting in found.meetings] == [
        (["CN", "GH"], date(2021, 9, 6)),
        (["CN", "JM"], date(2021, 9, 7)),
    ]


def test_a_lead_gives_the_place_that_the_sentence_of_the_meeting_leaves_out() -> None:
    found = run(None, f"The two countries agreed to work together in Xi'an. {LIN} met with {IRIT} on September 9.")
    assert [meeting.place_en for meeting in found.meetings] == ["Xi'an"]


def test_an_opening_that_the_guests_of_a_meeting_went_to_is_no_workshop() -> None:
    found = run(f"9月9日,{A}在京会见{B}。会见后,双方共同出席了中以执法研修班开班式,{{林锐}}致辞。", None)
    assert (found.kind, len(found.meetings), found.workshops) == ("meeting", 1, ())


def test_what_stands_behind_the_part_that_is_read_is_warned_about_and_gives_no_records() -> None:
    article = MarkedItem().article("zh", "会议继续进行。" * (READ_CHARS // 7 + 1) + f"{A}9月9日在京会见{B}。")
    found = extract(article, None, (), OCTOBER)
    assert (found.persons, found.meetings) == ((), ())
    unread = f"{len(article.body.text) - READ_CHARS} characters behind the first {READ_CHARS}"
    assert found.warnings == (f"article {article.article_id}: {unread} not read for persons and events",)


def test_a_sentence_too_long_to_be_read_for_events_is_warned_about() -> None:
    article = MarkedItem().article("zh", f"{A}9月9日在京会见{B}" + ",双方就合作交换了意见" * 300)
    found = extract(article, None, (), OCTOBER)
    assert (len(found.persons), found.meetings) == (2, ())
    assert found.warnings == (f"article {article.article_id}: 1 sentences, too long or too many, not read for events",)


def test_an_item_of_usual_length_is_read_whole() -> None:
    assert run(f"{A}9月9日在京会见{B}。", None).warnings == ()
