from __future__ import annotations

import pytest

from bulletin_corpus.language.restoring.encoding import MAX_BAD_SHARE, decode, decode_as, han_level
from bulletin_corpus.language.restoring.script import character_codes, simplified_characters


@pytest.mark.parametrize(("ch", "level"), [("国", 1), ("國", 1), ("苠", 2), ("鍇", 2), ("瑨", 3), ("㐀", 3)])
def test_level_of_a_character_is_that_of_its_simplified_form(ch: str, level: int) -> None:
    assert han_level(ch) == level


def test_characters_are_simplified_one_by_one() -> None:
    assert simplified_characters("衝突 and 關系𠀀") == "冲突 and 关系𠀀"
    assert character_codes("a國𠀀").tolist() == [0x61, 0x570B, 0x20000]


def test_stray_bytes_are_read_and_counted() -> None:
    data = "公安部副部长林锐在京会见以色列驻华大使。".encode() * 10
    found = decode(data + b"\xff\xff\xff")
    assert found is not None
    assert (found.encoding, found.n_bad) == ("utf-8", 3)
    assert MAX_BAD_SHARE * len(found.text) > 3


def test_bytes_of_no_text_are_undecodable() -> None:
    assert decode(bytes(range(1, 256)) * 4) is None


@pytest.mark.parametrize("encoding", ["unicode_escape", "utf-7"])
def test_half_a_character_is_read_as_bad(encoding: str) -> None:
    data = {"unicode_escape": rb"\ud83d Lin Rui", "utf-7": b"+2D0- Lin Rui"}[encoding]
    found = decode_as(data, encoding)
    assert found is not None
    assert (found.text, found.n_bad) == ("\ufffd Lin Rui", 1)


RUSSIAN = "Министр внутренних дел встретился с делегацией в Москве и обсудил сотрудничество. "
CHINESE = "公安部副部长林锐9月2日在京会见俄罗斯驻华大使。"


@pytest.mark.parametrize("times", range(1, 9))
def test_valid_utf8_of_two_scripts_is_utf8(times: int) -> None:
    text = CHINESE * 4 + "\nLin Rui met the ambassador on September 2.\n" + RUSSIAN * times
    found = decode(text.encode())
    assert found is not None
    assert (found.encoding, found.text) == ("utf-8", text)


@pytest.mark.parametrize("text", ["联通", "Lin Rui met\n联通\n", "Lin Rui of 联通公司\n"])
def test_few_characters_of_gbk_that_are_valid_utf8_by_chance_are_read_as_gbk(text: str) -> None:
    found = decode(text.encode("gb18030"))
    assert found is not None
    assert found.text == text
