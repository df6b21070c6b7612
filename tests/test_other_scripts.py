from __future__ import annotations

import pytest

from bulletin_corpus.language.restoring.encoding import decode
from bulletin_corpus.language.restoring.other_scripts import BLOCKS, LETTER, other_script

RUSSIAN = "Министр внутренних дел встретился с послом Китая в Москве."
JAPANESE = "警察庁の長官は9月9日、東京で中国の大使と会談した。両者は協力について意見を交換しました。"
KOREAN = "경찰청장은 9월 9일 서울에서 중국 대사와 회담했다."
ARABIC = "التقى وزير الداخلية يوم الخميس في القاهرة سفير الصين."
CHINESE = "公安部副部长林锐9月9日在京会见以色列驻华大使潘绮瑞，双方就执法安全合作等问题深入交换意见。"
ENGLISH = "Vice Minister of Public Security Lin Rui met with the Israeli ambassador to China in Beijing on September 9."


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (RUSSIAN, "Cyrillic"),
        (JAPANESE, "Kana"),
        (KOREAN, "Hangul"),
        (ARABIC, "Arabic"),
        (RUSSIAN + CHINESE[:10], "Cyrillic"),
        (CHINESE, None),
        (ENGLISH, None),
        (CHINESE + ENGLISH + RUSSIAN, None),
        (CHINESE + "索尼の新製品", None),
        (CHINESE + "（Владимир Путин）", None),
        ("Réunion à Genève avec le ministre français de l'intérieur", None),
        ("", None),
        ("，。、：；" * 20, None),
    ],
)
def test_the_script_of_most_letters_tells_another_language(text: str, script: str | None) -> None:
    assert other_script(text) == script


@pytest.mark.parametrize("text", [RUSSIAN, KOREAN, ARABIC, JAPANESE])
def test_another_language_in_utf8_is_not_read_as_chinese(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is not None
    assert (decoded.encoding, decoded.text) == ("utf-8", text)


def test_chinese_whose_bytes_hold_letters_of_another_script_is_still_read_as_chinese() -> None:
    data = ("公安部长视察" + "小学" * 9 + "。").encode("gb18030")
    assert other_script(data.decode("utf-8", "replace")) == "Cyrillic"
    decoded = decode(data)
    assert decoded is not None
    assert decoded.encoding == "gb18030"


def test_gbk_that_looks_like_short_cyrillic_is_read_as_gbk() -> None:
    decoded = decode("学校小学".encode("gbk"))
    assert decoded is not None
    assert decoded.text == "学校小学"


@pytest.mark.parametrize(("script", "block"), BLOCKS)
def test_letters_that_are_counted_by_the_block_are_of_its_script(script: str, block: slice) -> None:
    letters = [chr(code) for code in range(block.start, block.stop)]
    assert {match.lastgroup if (match := LETTER.match(ch)) else None for ch in letters} == {script}
