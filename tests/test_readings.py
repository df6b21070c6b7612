from __future__ import annotations

import pytest

from bulletin_corpus.language.restoring.readings import (
    has_tone,
    injected_readings,
    is_reading_of,
    readings,
    without_tone,
)


def stripped(page: str) -> str:
    for one in reversed(injected_readings(page)):
        page = page[: one.start] + page[one.end :]
    return page


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("公安部常務(wù)副部長(zhǎng)", "公安部常務副部長"),
        ("兩國(guo)元首", "兩國元首"),
        ("兩國（guó）元首", "兩國元首"),
        ("開(ka\u0304i)幕", "開幕"),
        ("綠(lǜ)色、綠(lǜ)化", "綠色、綠化"),
        ("制約著(zhe)", "制約著"),
    ],
)
def test_injected_reading_is_found(page: str, expected: str) -> None:
    assert stripped(page) == expected


@pytest.mark.parametrize(
    "page",
    [
        "維和(警察)國際研討會",
        "上海合作組織(SCO)成員國",
        "(圖:滿博)",
        "重慶(Chóngqìng)是中國城市",
        "中國(zhōngguó)",
        "國(bù)家",
        "冼(xiǎn)星海",
        "賀(he)先生",
        "長(zhǎng)期以來,部長會見了處長",
        "國(Guó)",
        "",
        "(guó)",
    ],
)
def test_other_brackets_stay(page: str) -> None:
    assert stripped(page) == page


def test_full_page_of_readings_outweighs_one_bare_character() -> None:
    page = "國(guó)務(wù)院會(huì)議長(zhǎng),國家"
    assert stripped(page) == "國務院會議長,國家"


def test_page_in_simplified_characters_full_of_readings_is_stripped() -> None:
    assert stripped("国(guó)家主席,部长(zhǎng),会(huì)谈") == "国家主席,部长,会谈"


def test_syllables() -> None:
    assert readings("長") == {"zhǎng", "cháng", "zhàng"}
    assert readings("A") == frozenset()
    assert without_tone("lǜ") == "lv"
    assert has_tone("guó")
    assert not has_tone("lü")
    assert is_reading_of("lü", "綠")
    assert is_reading_of("lv", "綠")
    assert not is_reading_of("lu", "國")
