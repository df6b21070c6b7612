from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.page.headlines import glued_subheadline, split_heading

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

BODY_ZH = "3月9日至10日,中亚国家植物检疫研讨会在乌鲁木齐举行,海关总署副署长何雨桐出席开幕式并致辞,会见新加坡警察代表。"
BODY_EN = (
    "A plant quarantine workshop for Central Asian countries was held in Urumqi on March 9. Vice Minister He came."
)

BROKEN: list[tuple[Lang, list[str]]] = [
    ("zh", ["中亚国家植物检疫研", "讨会在乌鲁木齐举行"]),
    ("zh", ["何雨桐会见新加坡警", "察代表并出席签字仪式"]),
    ("zh", ["海关总署与中亚各国海关", "举行会谈"]),
    ("zh", ["新加坡警察总监致信", "感谢中国警方"]),
    ("zh", ["中国和秘鲁举", "行第九轮司法协助磋商"]),
    ("zh", ["林知远分别同秘鲁外", "长、智利外长通电话"]),
    ("en", ["Meeting Between China", "and Israel"]),
    ("en", ["Plant Quarantine Workshop for", "Central Asia Held in Urumqi"]),
    ("en", ["China, Peru to", "deepen judicial cooperation"]),
    ("en", ["Zhou Qiheng Holds", "Video Talks with Thai Police Chief"]),
    ("en", ["Plant Quarantine", "Workshop for Central Asian", "Countries Held in Urumqi"]),
]
WITH_SUBHEADLINE: list[tuple[Lang, list[str], int]] = [
    ("zh", ["中亚国家植物检疫研讨会在乌鲁木齐举行", "何雨桐出席开幕式并致辞"], 1),
    ("zh", ["何雨桐访问新加坡", "分别会见新加坡多位部长"], 1),
    ("zh", ["中亚国家植物检疫研讨会举行", "——何雨桐出席"], 1),
    ("zh", ["中亚国家植物检疫研讨会举行", "何雨桐出席致辞"], 1),
    ("zh", ["中国海警舰艇编队访问秘鲁", "两国海上执法机构负责人在利马会面"], 1),
    ("zh", ["中亚国家植物检疫研", "讨会在乌鲁木齐举行", "各方商定加强合作"], 2),
    ("en", ["Workshop on Plant Quarantine Opens in Urumqi", "Five countries agree to share information"], 1),
    ("en", ["Experts Join Hands", "in Urumqi", "Five countries agree to share information"], 2),
]


@pytest.mark.parametrize(("lang", "lines"), BROKEN)
def test_broken_headlines_are_one(lang: Lang, lines: list[str]) -> None:
    assert split_heading(lines, lang, BODY_ZH if lang == "zh" else BODY_EN)[0] == len(lines)


@pytest.mark.parametrize(("lang", "lines", "count"), WITH_SUBHEADLINE)
def test_a_subheadline_is_apart(lang: Lang, lines: list[str], count: int) -> None:
    headline, reasons = split_heading(lines, lang, BODY_ZH if lang == "zh" else BODY_EN)
    assert headline == count
    assert sum(reason.weight for reason in reasons) < 0


def test_one_line_needs_no_reason() -> None:
    assert split_heading(["Talks in Lima"], "en", BODY_EN) == (1, [])


BODY = "9月2日,司法部部长林知远和秘鲁部长加西亚共同主持对话。林知远表示赞同。加西亚表示欢迎。"


@pytest.mark.parametrize(
    ("headline", "subheadline"),
    [
        ("中秘司法合作部级对话举行", "林知远和加西亚共同主持"),
        ("中秘司法合作论坛在利马开幕", "林知远出席开幕式并致辞"),
        ("司法部代表团访问秘鲁和智利", "林知远分别会见两国部长"),
    ],
)
def test_a_subheadline_glued_to_its_headline_is_found(headline: str, subheadline: str) -> None:
    assert glued_subheadline(headline + subheadline, BODY) == len(headline)


@pytest.mark.parametrize(
    "headline",
    [
        "林知远会见秘鲁司法和人权部部长加西亚",
        "司法部部长林知远出席中秘司法合作论坛并致辞",
        "中亚五国在利马举行植物检疫和口岸合作联合工作会议",
        "中秘司法合作论坛举行高长河出席开幕式并致辞",
        "林知远在利马会见秘鲁总统并出席签字仪式",
    ],
)
def test_one_headline_is_left_whole(headline: str) -> None:
    assert glued_subheadline(headline, BODY) is None
