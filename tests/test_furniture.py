from __future__ import annotations

import pytest

from bulletin_corpus.language.page.furniture import end_mark_behind, furniture, stamp_before, stamp_behind

CERTAIN = [
    ("首页 > 国际合作 > 正文", "navigation"),
    ("Home | News | Contact us", "navigation"),
    ("上一篇:没有了 下一篇:返回列表", "related"),
    ("分享到:微信 微博 QQ空间", "share"),
    ("关键词:国际合作;执法", "keywords"),
    ("· 12 ·", "page number"),
    ("Page 3 of 8", "page number"),
    ("第3页 共8页", "page number"),
    ("2021-07-29 08:47", "date of publication"),
    ("Xinhua) 09:57, April 19, 2023", "date of publication"),
    ("发布时间:2021-07-29 字号: 大 中 小", "date of publication"),
    ("http://www.example.gov.cn/n1/c2.html", "link"),
    ("(完)", "end mark"),
    ("Endi", "end mark"),
    ("新闻结尾", "end mark"),
    ("----------", "signs without a word"),
    ("口岸通讯 2021年第10期", "masthead"),
    ("目录", "list of contents"),
    ("林知远会见秘鲁客人 ……… 12", "line of a list of contents"),
    ("Meetings in Lima ...... 3", "line of a list of contents"),
]
UNCERTAIN = ["国际合作", "【要闻】", "English"]
NONE = [
    "林知远会见秘鲁司法和人权部部长加西亚",
    "双方签署了会议纪要。",
    "Visits Singapore",
    "谁来守护这片海…… 12国代表的答案",
    "合作前景广阔",
    "The ministers met at home and talked about news.",
    "",
]


@pytest.mark.parametrize(("line", "reason"), CERTAIN)
def test_furniture(line: str, reason: str) -> None:
    found = furniture(line)
    assert found is not None
    assert found.certain
    assert reason in found.reason


@pytest.mark.parametrize("line", UNCERTAIN)
def test_what_may_be_furniture(line: str) -> None:
    found = furniture(line)
    assert found is not None
    assert not found.certain


@pytest.mark.parametrize("line", NONE[:-1])
def test_what_is_no_furniture(line: str) -> None:
    assert furniture(line) is None


def test_stamps_at_the_edges_of_a_line() -> None:
    assert "date 2023-12-06 China's chief meets guest"[stamp_before("date 2023-12-06 China's chief meets guest") :] == (
        "China's chief meets guest"
    )
    assert "林知远会见客人 2023-12-06"[: stamp_behind("林知远会见客人 2023-12-06")] == "林知远会见客人"
    assert stamp_before("9月2日,林知远会见客人。") == 0
    assert stamp_behind("He came on May 2.") == len("He came on May 2.")


def test_end_marks_behind_a_sentence() -> None:
    assert "双方合影。(完)"[end_mark_behind("双方合影。(完)") :] == "(完)"
    assert "They left. Enditem"[end_mark_behind("They left. Enditem") :] == "Enditem"
    assert "编辑/马知微（完）"[end_mark_behind("编辑/马知微（完）") :] == "（完）"
    assert "They left. ###"[end_mark_behind("They left. ###") :] == "###"
    assert end_mark_behind("This is the end") is None
    assert end_mark_behind("The year of the C#") is None
