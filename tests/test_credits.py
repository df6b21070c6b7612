from __future__ import annotations

import pytest

from bulletin_corpus.language.page.credits import broken_credit, caption, credit_at_end, credit_at_start

FOUND = [
    ("...参会。(图:严可)", [("photo", "严可")]),
    ("...参会。（图：严可）", [("photo", "严可")]),
    ("...参会。(文:关山 图:严可)", [("author", "关山"), ("photo", "严可")]),
    ("...参会。(文/图:关山)", [("author", "关山"), ("photo", "关山")]),
    ("...参会。(记者 关山 文/图)", [("author", "关山")]),
    ("文/图 关山", [("author", "关山")]),
    ("（阿拉坦格日勒 摄）", [("photo", "阿拉坦格日勒")]),
    ("(全媒体记者朱敏 见习记者马知微)", [("author", "朱敏"), ("author", "马知微")]),
    ("(通讯员 朱敏)", [("author", "朱敏")]),
    ("...参会。 (关山)", [("author", "关山")]),
    ("（关山）", [("author", "关山")]),
    ("...参会。新华社记者关山摄", [("photo", "关山")]),
    ("严可 摄影", [("photo", "严可")]),
    ("编辑/马知微", [("editor", "马知微")]),
    ("【责任编辑:马知微】", [("editor", "马知微")]),
    ("【责任编辑:马知微", [("editor", "马知微")]),
    ("(视频:严可(实习生);编辑:马知微)", [("photo", "严可"), ("editor", "马知微")]),
    ("(编辑:马知微 来源:新华社)", [("editor", "马知微"), ("source", "新华社")]),
    ("(来源:司法部网站)", [("source", "司法部网站")]),
    ("he said. (编译:朱敏)", [("translator", "朱敏")]),
    ("(图:John Smith、严可)", [("photo", "John Smith"), ("photo", "严可")]),
    ("(摄影:娜迪亚·拉赫曼)", [("photo", "娜迪亚·拉赫曼")]),
    ("(图:孟和)", [("photo", "孟和")]),
    ("... next year. Photo by Marija Novak", [("photo", "Marija Novak")]),
    ("... next year. (Photo by Zhu Min/Xinhua)", [("photo", "Zhu Min")]),
    ("... met. (Xinhua/Zhu Min)", [("photo", "Zhu Min")]),
    ("(Translated by Zhu Min; Edited by Wang Bo)", [("translator", "Zhu Min"), ("editor", "Wang Bo")]),
    ("(Editor: Zhu Min)", [("editor", "Zhu Min")]),
    ("By Jean-Pierre O'Neill", [("author", "Jean-Pierre O'Neill")]),
    ("Source: Ministry of Justice", [("source", "Ministry of Justice")]),
    ("By Zhu Min", [("author", "Zhu Min")]),
    ("(by Zhu Min)", [("author", "Zhu Min")]),
    ("供稿:国际合作司", [("source", "国际合作司")]),
    ("供图:口岸管理局", [("photo", "口岸管理局")]),
    ("Photo provided by the NIA", [("photo", "NIA")]),
]
NOT_FOUND = [
    "双方签署了会议纪要。",
    "中国加入世界贸易组织(WTO)",
    "维和(警察)",
    "...参会。(完)",
    "...合影。(左二)",
    "会见在组织他人偷越国(边)境",
    "周启衡同泰国国家警察总监颂猜视频会谈",
    "(据新华社电)",
    "阿拉坦格日勒 摄",
    "...参会。(阿拉坦格日勒)",
    "by Telephone",
    "by Peruvian Police",
    "They met via video link by mutual agreement.",
    "He was accompanied by Minister Lin Zhiyuan.",
    "National Immigration Administration (NIA)",
    "",
]


@pytest.mark.parametrize(("text", "pairs"), FOUND)
def test_credits_at_the_end(text: str, pairs: list[tuple[str, str]]) -> None:
    found = credit_at_end(text, len(text))
    assert found is not None
    assert list(found.credits) == pairs
    assert found.end == len(text)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_credit(text: str) -> None:
    assert credit_at_end(text, len(text)) is None


def test_a_credit_takes_nothing_of_the_sentence_before() -> None:
    text = "双方合影。新华社记者关山摄"
    found = credit_at_end(text, len(text))
    assert found is not None
    assert text[found.start : found.end] == "新华社记者关山摄"


def test_the_reporter_behind_a_dateline() -> None:
    text = "新华社北京3月5日电 (记者关山)司法部副部长会见客人。"
    found = credit_at_start(text, 10)
    assert found is not None
    assert (text[found.start : found.end], found.credits) == ("(记者关山)", (("author", "关山"),))
    assert credit_at_start("(中国)司法部", 0) is None


@pytest.mark.parametrize(
    ("first", "second", "pairs", "end"),
    [
        ("...参会。【责任编辑:马知微", "】", [("editor", "马知微")], 1),
        ("...参会。(图:", "严可)", [("photo", "严可")], 3),
        ("...参会。(图:严可", "编辑:马知微)", [("photo", "严可"), ("editor", "马知微")], 7),
    ],
)
def test_a_bracket_broken_over_lines(first: str, second: str, pairs: list[tuple[str, str]], end: int) -> None:
    found = broken_credit(first, second)
    assert found is not None
    assert (list(found[0].credits), found[1]) == (pairs, end)


@pytest.mark.parametrize(
    ("first", "second"), [("...参会。(图:严可)", "】"), ("中国(广西", "凭祥)口岸"), ("...参会。", "】")]
)
def test_no_bracket_broken_over_lines(first: str, second: str) -> None:
    assert broken_credit(first, second) is None


def test_captions() -> None:
    assert caption("图片说明:双方合影")
    assert not caption("图书馆正式开放")


def test_a_long_line_of_brackets_is_read_in_linear_time() -> None:
    text = "(" * 200_000
    assert credit_at_end(text, len(text)) is None
    assert credit_at_start(text, 0) is None
