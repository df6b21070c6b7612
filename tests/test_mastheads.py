from __future__ import annotations

import pytest

from bulletin_corpus.language.page.layout import issue_date_from_name
from bulletin_corpus.language.page.mastheads import masthead, month_of_date

MASTHEADS = [
    ("法治时报·国际版 2021年7期", "2021-07"),
    ("口岸通讯 2021年第10期", "2021-10"),
    ("司法外事(2021年7月)", "2021-07"),
    ("应急合作 2021年12月号", "2021-12"),
    ("二〇二一年第七期", "2021-07"),
    ("二〇二一年十一月", "2021-11"),
    ("人民检察 2021年第12期(总第305期)", "2021-12"),
    ("2023年9月 第17期 应急通讯", "2023-09"),
    ("商务公报 2021年第7号", "2021-07"),
    ("Customs Review, No. 7, 2021", "2021-07"),
    ("Foreign Affairs Digest | July 2021", "2021-07"),
    ("Vol. 12 Issue 3 (March 2020)", "2020-03"),
    ("MARCH 2021 · ISSUE 40", "2021-03"),
    ("Border Newsletter, Issue 7 of 2021", "2021-07"),
    ("Justice Today 2021/07", "2021-07"),
    ("口岸通讯 总第305期", None),
]
NO_MASTHEADS = [
    "2021年中亚国家植物检疫研讨会在乌鲁木齐举行",
    "China to host police forum in July 2021",
    "Training Course 2021",
    "会议通过第7号决议。",
    "三国商定自2020年1月起开展联合行动",
    "林知远会见秘鲁司法和人权部部长加西亚",
    "",
]


@pytest.mark.parametrize(("line", "month"), MASTHEADS)
def test_mastheads_give_their_month(line: str, month: str | None) -> None:
    found = masthead(line)
    assert found is not None
    assert found.month == month


@pytest.mark.parametrize("line", NO_MASTHEADS)
def test_what_is_no_masthead(line: str) -> None:
    assert masthead(line) is None


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("bulletin-001-2021-10.txt", "2021-10"),
        ("a/202110.txt", "2021-10"),
        ("20211005.txt", "2021-10"),
        ("2021年10月.txt", "2021-10"),
        ("简报2021年第7期.txt", "2021-07"),
        ("police_2021-7.txt", "2021-07"),
        ("july-2021.txt", "2021-07"),
        ("2021/10/items.txt", "2021-10"),
        ("bulletin-001.txt", None),
        ("report-2021.txt", None),
        ("1998-2021.txt", None),
        ("bulletin-2021-13.txt", None),
    ],
)
def test_the_month_of_a_file_name(path: str, month: str | None) -> None:
    assert issue_date_from_name(path) == month


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("2021-07-29 08:47", "2021-07"),
        ("Updated: December 2, 2020 07:07", "2020-12"),
        ("9月2日", None),
        ("2021-13-01", None),
    ],
)
def test_the_month_of_a_date(line: str, month: str | None) -> None:
    assert month_of_date(line) == month
