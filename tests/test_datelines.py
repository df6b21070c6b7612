from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.page.datelines import dateline_end

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

ZH = [
    ("新华社北京9月15日电", "(记者关山)国务委员会见"),
    ("新华社北京11月22日电", "国务委员、公安部部长"),
    ("本报南宁11月1日电", "10月30日至11月1日,"),
    ("中新社巴黎11月29日电", " 当地时间11月28日,"),
    ("央广网西双版纳3月22日消息", "(记者关山)"),
    ("据新华社北京2021年9月1日电", "国务院"),
    ("人民公安报北京3月1日电", ""),
    ("【连网】", "(全媒体记者朱敏)"),
    ("本报讯", "(记者 关山)近日"),
    ("(本报北京9月15日电)", "外交部"),
]
EN = [
    ("BEIJING, Nov. 22 (Xinhua) --", " Chinese State Councilor"),
    ("DUBROVNIK, Croatia, Aug. 15 (Xinhua) --", " Visitors"),
    ("BEIJING —", " China"),
    ("Nov.30, 2023 --", " The"),
    ("XI'AN, May 1 (China Daily) -", " A forum"),
    ("Beijing (Xinhua) --", " The"),
    ("WASHINGTON, D.C., Sept. 1 (AP) —", " The"),
    ("KUALA LUMPUR/BEIJING, May 2 (Xinhua) --", " The"),
    ("BEIJING, May 27 (Xinhua)", " Chinese officials"),
]
NONE: list[tuple[Lang, str]] = [
    ("zh", "外交部副部长林知远8月30日电话会见秘鲁客人。"),
    ("zh", "主席9月2日电贺秘鲁总统。"),
    ("zh", "12月5日,海关总署副署长何雨桐会见客人。"),
    ("zh", "日本广播协会电视台报道称,会谈已结束。"),
    ("en", "China-Africa Workshop on Rule of Law"),
    ("en", "On September 2, the ministers met."),
    ("en", "SCO members - all of them - agreed."),
    ("en", "UN - a word."),
    ("en", ""),
]


@pytest.mark.parametrize(("dateline", "rest"), ZH)
def test_chinese_datelines(dateline: str, rest: str) -> None:
    assert (dateline + rest)[: dateline_end(dateline + rest, "zh")] == dateline


@pytest.mark.parametrize(("dateline", "rest"), EN)
def test_english_datelines(dateline: str, rest: str) -> None:
    assert (dateline + rest)[: dateline_end(dateline + rest, "en")] == dateline


@pytest.mark.parametrize(("lang", "text"), NONE)
def test_what_is_no_dateline(lang: Lang, text: str) -> None:
    assert dateline_end(text, lang) == 0
