from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.events.meetings import find_meetings
from bulletin_corpus.language.events.reading import MeetingAccount, event_text
from marked_articles import MarkedItem

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

A = "[公安部部长|梁铭川|CN]"
B = "[泰国警察总监|颂猜|TH]"
C = "[老挝公安部副部长|坎培|LA]"
LIANG = "[Minister of Public Security|Liang Mingchuan|CN]"
SOMCHAI = "[Thai police chief|Somchai Rattanakul|TH]"
KHAMPHAY = "<Khamphay Sisouvanh|deputy minister of public security of Laos|LA>"


def read(lang: Lang, body: str, headline: str | None = None, dateline: str | None = None) -> list[MeetingAccount]:
    item = MarkedItem()
    article = item.article(lang, body, headline, dateline)
    return find_meetings(event_text(article, item.persons))


@pytest.mark.parametrize(
    ("lang", "body", "mode"),
    [
        ("zh", f"{A}9月2日在京会见{B}。", None),
        ("zh", f"9月2日,{A}在北京会见了来访的{B}一行。", None),
        ("zh", f"{A}9月2日同{B}通电话。", "phone"),
        ("zh", f"9月2日,{A}应约与{B}视频通话。", "video"),
        ("zh", f"9月2日,{A}与{B}通过视频连线方式举行会谈。", "video"),
        ("zh", f"9月2日,{A}在京以线上线下相结合的方式同{B}举行会谈。", "hybrid"),
        ("zh", f"9月2日,第三次中泰执法安全合作部级会晤在曼谷举行,{A}和{B}共同主持。", None),
        ("zh", f"{B}日前率团访华。9月2日,{A}在京与其举行会谈。", None),
        ("zh", f"9月2日,{B}一行到公安部拜会{A}。", None),
        ("zh", f"9月2日,公安部与泰国警察总署以视频方式举行禁毒磋商。{A}和{B}分别率团与会。", "video"),
        ("zh", f"3月1日,{A}与{B}通电话时如是说。", "phone"),
        ("en", f"{LIANG} met with {SOMCHAI} in Beijing on September 2.", None),
        ("en", f"{LIANG} held talks with {SOMCHAI} via video link.", "video"),
        ("en", f"{LIANG} spoke by phone on Sept 2 with {SOMCHAI}.", "phone"),
        ("en", f"{LIANG} called for closer ties during a meeting with {SOMCHAI} in Beijing.", None),
        ("en", f"A meeting between {LIANG} and {SOMCHAI} took place in Bangkok.", None),
        ("en", f"{SOMCHAI} paid a courtesy call on {LIANG} in Beijing.", None),
        (
            "en",
            f"China and Thailand held talks in Bangkok. {LIANG} and {SOMCHAI} led the delegations.",
            None,
        ),
    ],
)
def test_a_meeting_is_reported_with_both_principals(lang: Lang, body: str, mode: str | None) -> None:
    (account,) = read(lang, body)
    assert account.status == "reported"
    assert sorted(account.principals) == [0, 1]
    assert (account.mode[0] if account.mode else None) == mode


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("zh", f"9月2日,{A}在京主持召开会议,研究部署禁毒工作。"),
        ("zh", f"9月2日,{A}同{B}互致信函。"),
        ("zh", f"9月2日,{A}向{B}颁发勋章。"),
        ("zh", "双方将完善年度会晤机制。"),
        ("en", f"{LIANG} sent a letter to {SOMCHAI} on September 2."),
        ("en", "He met the boy in London on May 3, and they talked about Paris."),
        ("en", f"{LIANG} attended the closing ceremony with {SOMCHAI} in Bangkok."),
    ],
)
def test_other_news_gives_no_meeting(lang: Lang, body: str) -> None:
    assert read(lang, body) == []


def test_a_meeting_that_somebody_speaks_about_is_referenced() -> None:
    body = f"{A}9月2日同{B}视频会谈。{{梁铭川}}表示,[主席|习近平|CN]同[总统|杜特尔特|PH]8月27日通电话,达成重要共识。"
    reported, referenced = read("zh", body)
    assert (reported.status, reported.principals) == ("reported", [0, 1])
    assert (referenced.status, referenced.principals) == ("referenced", [2, 3])


def test_an_earlier_meeting_is_referenced() -> None:
    (account,) = read("en", f"{LIANG} held talks with {SOMCHAI} in Bangkok last year.")
    assert account.status == "referenced"


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("zh", f"9月2日,{A}在京分别会见{B}、{C}。"),
        ("zh", f"9月2日,{A}会见{B}。同日,{{梁铭川}}还会见了{C}。"),
        ("zh", f"9月2日,{A}同{B}举行会谈,并会见{C}。"),
        ("en", f"{LIANG} met separately with {SOMCHAI} and {KHAMPHAY}, in Beijing on Sept 2."),
        ("en", f"{LIANG} held talks with {SOMCHAI} and met with {KHAMPHAY}, on Sept 2."),
    ],
)
def test_partners_met_apart_give_a_meeting_each(lang: Lang, body: str) -> None:
    accounts = read(lang, body)
    assert [account.principals for account in accounts] == [[0, 1], [0, 2]]


def test_days_told_together_belong_to_their_meetings() -> None:
    first, second = read("zh", f"9月2日、3日,{A}在京分别会见{B}、{C}。")
    assert first.date.expression is not None
    assert second.date.expression is not None
    assert (first.date.expression.first.day, second.date.expression.first.day) == (2, 3)


def test_three_sides_meet_at_once() -> None:
    (account,) = read("zh", f"9月2日,{A}同{B}、{C}举行三方会谈。")
    assert account.principals == [0, 1, 2]


def test_those_present_attend_and_lead_nothing() -> None:
    body = f"9月2日,{A}在京会见{B}。[公安部国际合作局局长|周启衡|CN]、[泰国驻华大使|阿塔育|TH]参加会见。"
    (account,) = read("zh", body)
    assert (account.principals, account.attendees) == ([0, 1], [2, 3])


def test_attendees_of_two_meetings_told_together_are_divided() -> None:
    body = (
        f"5月29日,{A}在曼谷会见{B}。5月31日,{{梁铭川}}在万象与{C}举行会谈。"
        "[中国驻泰国大使|聂长|CN]、[中国驻老挝大使|翟彦|CN]分别参加了会见和会谈。"
    )
    first, second = read("zh", body)
    assert (first.attendees, second.attendees) == ([3], [4])


def test_the_second_of_one_country_attends() -> None:
    (account,) = read("zh", f"9月2日,{A}、[移民管理局局长|顾延|CN]在京共同会见{B}。")
    assert (account.principals, account.attendees) == ([0, 2], [1])


def test_who_invited_is_no_party() -> None:
    (account,) = read("zh", f"应{C}邀请访问老挝的{A}9月2日会见{B}。")
    assert 0 not in account.principals


def test_the_place_of_an_attendee_is_not_that_of_the_talks() -> None:
    (account,) = read("zh", f"{A}9月2日同{B}视频会谈。[中国驻泰国大使|吴志|CN]在曼谷视频连线参会。")
    assert account.place is None
    assert account.attendees == [2]


def test_here_is_the_city_of_the_dateline() -> None:
    (account,) = read("en", f"{LIANG} met {SOMCHAI} here Thursday.", dateline="BEIJING, Sept. 2 (Xinhua) --")
    assert account.place is not None
    assert (account.place.value, account.place.part) == ("Beijing", "dateline")


def test_a_meeting_on_a_visit_took_place_where_it_went() -> None:
    (account,) = read("en", f"{LIANG} visited Laos from May 2 to 4. During the visit, he held talks with {KHAMPHAY}.")
    assert account.place is not None
    assert account.place.value == "Laos"


def test_a_vague_day_is_no_day() -> None:
    (account,) = read("zh", f"近日,{A}在京会见{B}。")
    assert account.date.expression is None


def test_the_headline_tells_where_the_body_does_not() -> None:
    (account,) = read("zh", "双方就合作深入交流。", headline=f"{A}会见{B}")
    assert (account.principals, account.sentence) == ([0, 1], -1)


def test_the_remarks_of_the_sentence_before_date_the_meeting() -> None:
    (account,) = read(
        "en",
        "Drug control will come first, officials from both sides said on May 3. "
        "The remarks came at talks between [vice-minister of public security|Zhou Qiheng|CN] and "
        "[Thai police chief|Somchai Rattana|TH].",
    )
    assert account.date.expression is not None
    assert account.date.expression.first.day == 3


@pytest.mark.parametrize(
    "body",
    [
        f"9月8日,{A}同{B}就打击犯罪交换意见。",
        f"9月8日,{A}与{B}在线会面。",
        f"9月8日,{A}同{B}在北京见面。",
    ],
)
def test_an_exchange_of_two_parties_is_a_meeting(body: str) -> None:
    (account,) = read("zh", body)
    assert (account.principals, account.status) == ([0, 1], "reported")


def test_things_that_are_received_or_met_are_no_meeting() -> None:
    assert read("en", "Tonga received equipment. The line met the needs of Fiji.", headline="Tonga Receives Aid") == []


# planned, called off, long ago, or other than a meeting
NOT_REPORTED = [
    (
        "zh",
        "应[公安部部长|夏侯明|CN]邀请，[挪威司法大臣|埃米莉·梅尔|NO]将于6月24日至28日率团访华。访问期间，{夏侯明}将与{埃米莉·梅尔}举行会谈，双方还将签署协议。",
    ),
    ("zh", "[公安部部长|夏侯明|CN]拟于下周会见[挪威司法大臣|埃米莉·梅尔|NO]。"),
    ("zh", "[公安部部长|夏侯明|CN]计划在奥斯陆拜会[挪威司法大臣|埃米莉·梅尔|NO]。"),
    ("zh", "[公安部部长|夏侯明|CN]预计将同[挪威司法大臣|埃米莉·梅尔|NO]通电话。"),
    ("zh", "[公安部部长|夏侯明|CN]定于6月3日在京会见[挪威司法大臣|埃米莉·梅尔|NO]。"),
    ("zh", "[公安部部长|夏侯明|CN]即将访问奥斯陆，届时将会见[挪威司法大臣|埃米莉·梅尔|NO]。"),
    ("zh", "[公安部部长|夏侯明|CN]致电[挪威司法大臣|埃米莉·梅尔|NO]，对遇难者表示哀悼。"),
    ("zh", "[公安部部长|夏侯明|CN]向[挪威司法大臣|埃米莉·梅尔|NO]致函，邀请其来华会谈。"),
    ("zh", "[公安部部长|夏侯明|CN]与[挪威司法大臣|埃米莉·梅尔|NO]共同为大楼揭牌。"),
    ("zh", "[公安部部长|夏侯明|CN]同[挪威司法大臣|埃米莉·梅尔|NO]一道参观展览并亲切交谈。"),
    ("zh", "[公安部部长|夏侯明|CN]给[挪威司法大臣|埃米莉·梅尔|NO]写信，祝贺两国会谈取得成果。"),
    ("zh", "十年前，[公安部部长|夏侯明|CN]在奥斯陆会见了[挪威司法大臣|埃米莉·梅尔|NO]。"),
    ("zh", "去年秋天，[公安部部长|夏侯明|CN]曾与[挪威司法大臣|埃米莉·梅尔|NO]会谈。"),
    ("zh", "[挪威司法大臣|埃米莉·梅尔|NO]在讲座中回忆起2015年与[公安部部长|夏侯明|CN]的会面。"),
    ("zh", "[公安部部长|夏侯明|CN]和[挪威司法大臣|埃米莉·梅尔|NO]原定今天举行的会谈因天气推迟。"),
    ("zh", "[公安部部长|夏侯明|CN]取消了与[挪威司法大臣|埃米莉·梅尔|NO]的会见。"),
    ("zh", "[公安部部长|夏侯明|CN]未能与[挪威司法大臣|埃米莉·梅尔|NO]举行会谈。"),
    (
        "en",
        "At the invitation of <Xiahou Ming|Minister of Public Security|CN>, <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>, will lead a delegation to visit China from June 24 to 28. During the "
        "visit, Xiahou will hold talks with Mehl.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, is scheduled to meet with <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>, on Monday.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, is to meet <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, in Oslo on Monday.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, plans to hold talks with <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, is expected to meet <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, will meet with <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, next week.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, sent a message of condolence to <Emilie "
        "Mehl|Norwegian Minister of Justice|NO>.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, and <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, unveiled the plaque together.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, and <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, met the plane at the airport.",
    ),
    (
        "en",
        "Ten years ago, <Xiahou Ming|Minister of Public Security|CN>, met with <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>, in Oslo.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, earlier held talks with <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, had met <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, twice before.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, is due to talk with <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>, by phone.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, canceled his meeting with <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, did not meet <Emilie Mehl|Norwegian Minister of Justice|NO>.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, may meet <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, in June.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, would hold talks with <Emilie Mehl|Norwegian "
        "Minister of Justice|NO>, the ministry said.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, wrote to <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, after the talks.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, talked about <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, at a press conference.",
    ),
    (
        "en",
        "<Nora Lind|head of the drug control department of Norway|NO>, exchanged views with the other "
        "delegates and swapped gifts with <Yin Qie|Deputy Director of the Narcotics Control Bureau|CN>.",
    ),
    ("zh", "[挪威司法大臣|埃米莉·梅尔|NO]参观了展览馆，并与馆长[|焦点|CN]交谈。"),
    ("zh", "5月5日，22名学员参访反洗钱局，与[该局局长|巩固|CN]座谈。[斯里兰卡中央银行副行长|佩雷拉|LK]致谢。"),
]
REPORTED_BESIDE_PLANS = [
    ("zh", "[公安部部长|夏侯明|CN]6月3日在京会见[挪威司法大臣|埃米莉·梅尔|NO]。"),
    ("zh", "6月3日，[公安部部长|夏侯明|CN]与[挪威司法大臣|埃米莉·梅尔|NO]举行会谈，双方将签署协议。"),
    ("zh", "将于7日结束访华的[挪威司法大臣|埃米莉·梅尔|NO]今天同[公安部部长|夏侯明|CN]举行会谈。"),
    ("zh", "[公安部部长|夏侯明|CN]6月3日会见来华出席将于4日开幕的论坛的[挪威司法大臣|埃米莉·梅尔|NO]。"),
    ("zh", "[公安部部长|夏侯明|CN]同[挪威司法大臣|埃米莉·梅尔|NO]通电话，商定下月举行会谈。"),
    ("zh", "阔别十年后，[公安部部长|夏侯明|CN]再次会见[挪威司法大臣|埃米莉·梅尔|NO]。"),
    ("zh", "6月3日，[公安部部长|夏侯明|CN]在奥斯陆与[挪威司法大臣|埃米莉·梅尔|NO]会面。去年10月，双方曾在北京会谈。"),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, met with <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, on June 3.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, who will leave on Friday, held talks with <Emilie "
        "Mehl|Norwegian Minister of Justice|NO>, in Oslo on Monday.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, met <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, who is to attend the forum, on Monday.",
    ),
    (
        "en",
        "Ten years after the treaty was signed, <Xiahou Ming|Minister of Public Security|CN>, met with "
        "<Emilie Mehl|Norwegian Minister of Justice|NO>, in Oslo on Monday.",
    ),
    (
        "en",
        "<Xiahou Ming|Minister of Public Security|CN>, met <Emilie Mehl|Norwegian Minister of "
        "Justice|NO>, for the second time in two years.",
    ),
]


def reported(lang: Lang, body: str) -> bool:
    return any(account.status == "reported" for account in read(lang, body))


@pytest.mark.parametrize(("lang", "body"), NOT_REPORTED)
def test_what_is_planned_or_past_is_not_reported(lang: Lang, body: str) -> None:
    assert not reported(lang, body)


@pytest.mark.parametrize(("lang", "body"), REPORTED_BESIDE_PLANS)
def test_plans_beside_a_meeting_leave_it_reported(lang: Lang, body: str) -> None:
    assert reported(lang, body)
