from __future__ import annotations

from unittest.mock import Mock

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_corpus.language.restoring import torn as tearing
from bulletin_corpus.language.restoring.gbk import USER_LEADS, characters, lost_trails
from bulletin_corpus.language.restoring.readings import READING
from bulletin_corpus.language.restoring.script import simplify
from bulletin_corpus.language.restoring.torn import Suspects, torn_places, torn_places_left
from damage import annotated, loosely_decoded, torn

TABLE = {
    "國": "guó", "務": "wù", "長": "zhǎng", "會": "huì", "執": "zhí", "機": "jī", "聯": "lián", "動": "dòng",
    "實": "shí", "強": "qiáng", "發": "fā", "關": "guān", "護": "hù", "開": "kāi", "學": "xué", "區": "qū",
    "構": "gòu", "穩": "wěn", "戰": "zhàn", "應": "yīng", "對": "duì", "堅": "jiān", "數": "shù", "為": "wèi",
}  # fmt: skip


def restored(page: str) -> str:
    for place in reversed(torn_places(page)):
        page = page[: place.start] + place.text + page[place.end :]
    return page


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("應邀請?jiān)L華的客人", "應邀請訪華的客人"),
        ("讓?shí)u國受益", "讓島國受益"),
        ("當?shù)厝A人", "當地華人"),
        ("人民日?qǐng)?bào)報道", "人民日報報道"),
        ("他說:“好?！眹鴦?wù)院", "他說:“好。”國務院"),
        ("他說:“好?!眹鴦?wù)院", "他說:“好。”國務院"),
        ("英文“c(tān)ontinue”國務", "英文“continue”國務"),
        ("當局須?zhān)茉斂(liǎn)紤]四點", "當局須周詳考慮四點"),
        ("會晤?gù)C(jī)制", "會晤機(jī)制"),
    ],
)
def test_damage_of_the_wild_is_undone(damaged: str, whole: str) -> None:
    assert restored(damaged) == whole


@pytest.mark.parametrize(
    "page",
    [
        "他問:你好嗎?是的?王小洪問道",
        "是否可行?國務院將研究",
        "兩國?(圖)執法",
        "What is this? 國務院",
        "(is it?yes)",
        "?" * 50,
        "國?",
    ],
)
def test_question_marks_stay(page: str) -> None:
    assert restored(page) == page


def test_what_stays_torn_is_named() -> None:
    assert torn_places_left("他?zzz)國") == [(1, 6)]
    assert torn_places_left("你好嗎?(是)") == []


def test_what_stays_shifted_is_named() -> None:
    assert torn_places_left("全球 `┤虻挑戰") == [(4, 8)]
    assert torn_places_left("他說好?！眹鴦") == [(3, 6)]
    assert torn_places_left("────\n│ 目录 │\n是嗎?！\nWhy?!") == []


def test_page_full_of_torn_places_is_restored_to_a_bound() -> None:
    page = "應邀請?jiān)L華的客人,\n" * 3000
    places = torn_places(page)
    assert 1000 < len(places) < 3000
    assert {place.text for place in places} == {"訪"}
    assert len(torn_places_left(page)) == 3000


def test_line_with_hundreds_of_torn_places_is_left() -> None:
    assert len(torn_places("應邀請?jiān)L華的客人," * 2)) == 2
    assert list(torn_places("應邀請?jiān)L華的客人," * 201)) == []


def test_near_tie_of_restorations_is_left_and_named() -> None:
    page = "迄今爲?jù)?并未出現x"  # 之 and 主 are as likely here
    assert list(torn_places(page)) == []
    assert torn_places_left(page) == [(3, 7)]


def test_long_run_is_restored_in_spite_of_one_doubtful_character() -> None:
    page = "民警在車?sū)編椭先耍S后又把他送回家中。"
    assert restored(page) == "民警在車站幫助老人，隨后又把他送回家中。"
    assert [place.rule for place in torn_places(page)] == ["torn.character.doubtful"]
    assert [place.rule for place in torn_places("當?shù)厝A人")] == ["torn.character"]


def test_second_byte_behind_a_vanished_lead_of_fe_may_be_low() -> None:
    damaged = torn("警察饭堂服务群众。", {"執": "zhí", "務": "wù"}).text
    assert damaged == "警察飯?zhí)梅?wù)羣衆。"
    assert restored(damaged).replace("(wù)", "") == "警察飯堂服務羣衆。"


def test_key_that_no_byte_fits_is_left() -> None:
    assert list(torn_places("中國A?jiān)L華")) == []


SENTENCES = [
    "中方愿同菲方一道,认真贯彻落实两国元首重要共识,建立中菲警方定期会晤机制。",
    "双方一致认为,要以落实两国元首重要共识为根本遵循,严厉打击跨国有组织犯罪,加强口岸通关便利化。",
    "应公安部邀请访华的乌克兰边防总局代表团参观了中国人民警察大学。",
    "他表示欢迎,高度评价中方为在华公民提供的便利服务,愿同国家移民管理局建立定期磋商机制。",
    "他说:“中方高度重视双边关系。”国务委员还会见了当地华侨华人代表。",
    "“我们愿意继续努力。”双方随后签署了合作备忘录。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("lose_byte", [False, True])
def test_damaged_sentence_reads_as_before(sentence: str, lose_byte: bool) -> None:  # noqa: FBT001
    damaged = torn(sentence, TABLE, lose_byte=lose_byte)
    page = restored(damaged.text)
    for key, reading in TABLE.items():
        page = page.replace(f"{key}({reading})", key)
    assert simplify(page) == simplify(damaged.whole)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_readings_put_between_characters_are_not_taken_for_damage(sentence: str) -> None:
    assert torn_places(annotated(sentence, TABLE)) == []


def test_model_of_the_damage_is_that_of_the_wild() -> None:
    assert torn("邀请访华", {"堅": "jiān"}).text == "邀請?jiān)L華"
    assert loosely_decoded("。”國務".encode("gbk"), lose_byte=True).startswith("?！")


def test_lines_are_restored_by_themselves() -> None:
    assert restored("邀請?jiān)L華\r\n讓?shí)u國\u2028國務") == "邀請訪華\r\n讓島國\u2028國務"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("堵點?！?月1 日,部長會見客人。", "堵點。”?月1 日,部長會見客人。"),
        ("燈塔?！? 月11 日,部長會見客人。", "燈塔。”? 月11 日,部長會見客人。"),
    ],
)
def test_a_digit_that_was_swallowed_is_left_open_and_doubted(damaged: str, whole: str) -> None:
    assert restored(damaged) == whole
    assert [place.rule for place in torn_places(damaged)] == ["shift.run.doubtful"]


def test_a_pair_that_makes_no_character_is_read_from_what_stands_beside_it() -> None:
    # 律 is C2 C9, and A8 C2 with the byte before it makes no character
    assert (
        restored("我們?cè)诜?缮喜环磳δ銈兣c這些國家的政府進行討論。")
        == "我們在法律上不反對你們與這些國家的政府進行討論。"
    )


def test_pairs_of_the_user_area_are_no_lost_ones() -> None:
    assert not set(USER_LEADS) & lost_trails().keys()
    assert 0xC2 in lost_trails()[0xA8]
    assert all(not characters()[lead << 8 | trail] for lead, trails in lost_trails().items() for trail in trails)


FRAGMENTS = (
    "應邀請?jiān)L華",
    "的客人",
    "好?！眹鴦?wù)院",
    "全球",
    "動?wù)髡?",
    ",",
    "\n",
    "讓?shí)u",
    "(",
    "會?jiān)L",
    "年?",
    "2021",
    "!",
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=2, max_size=20))
def test_what_is_torn_again_is_read_as_if_it_were_searched_again(parts: list[str]) -> None:
    page = "國(guó)務(wù)院\n" + "".join(parts)
    found = torn_places(page)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tearing._KnownPlaces, "best", lambda known, _, *place: tearing._best(known.search, *place))
        assert torn_places(page) == found


def test_what_is_torn_again_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    search = Mock(wraps=tearing._best)
    monkeypatch.setattr(tearing, "_best", search)
    assert len(torn_places("應邀請?jiān)L華的客人\n" * 4)) == 4
    assert search.call_count == 1
    assert len(torn_places("應邀請?jiān)L華的客人\n當?shù)厝A人\n")) == 2
    assert search.call_count == 3


ANYWHERE = regex.compile(
    rf"\?(?:{READING}\)|[!！](?:[^\x00-\x7f]|\?)|[^\x00-\x7f])|(?<=[^\x00-\x7f])[@-~]\({READING}\)"
)


@given(st.text("?!！(ājian)鴦“c\nTh,", max_size=60))
def test_suspects_are_all_places_where_something_may_be_torn(page: str) -> None:
    suspects, found, at = Suspects(page), [], 0
    while (place := suspects.first(at)) is not None:
        found.append(place)
        at = place + 1
    assert found == [match.start() for match in ANYWHERE.finditer(page, overlapped=True)]


def test_suspects_are_counted_up_to_a_limit() -> None:
    page = "應邀請?jiān)L華,“c(tān)\n" + "?鴦" * 9
    assert Suspects(page).count(0, page.index("\n"), 5) == 2
    assert Suspects(page).count(0, len(page), 5) == 5
