from __future__ import annotations

import pytest

from bulletin_corpus.language.words.names import pinyin, readings, sound_likeness
from bulletin_corpus.language.words.sounds import distances, en_segments, plain, zh_segments

SAME = [
    ("王小洪", "Wang Xiaohong"),
    ("王小洪", "Xiaohong WANG"),
    ("欧阳澈", "Ouyang Che"),
    ("单霁翔", "Shan Jixiang"),
    ("曾培炎", "Zeng Peiyan"),
    ("仇保兴", "Qiu Baoxing"),
    ("吕国增", "Lyu Guozeng"),
    ("施耐庵", "Shi Nai'an"),
    ("陈建仁", "Chen Chien-jen"),
    ("伊莱扎尔", "Guillermo Eleazar"),
    ("拉克鲁瓦", "Jean-Pierre Lacroix"),
    ("哈米德·拉扎", "Hamid Raza"),
    ("帕利塔•科霍纳", "H.E. Dr. Palitha Kohona"),
    ("颂猜", "Somchai Rattanakul"),
    ("阿尔贝二世", "Albert II"),
    ("马哈茂德·陶菲克", "Mahmoud Tawfik"),
    ("杜特尔特", "Rodrigo Roa Duterte"),
    ("帕特鲁舍夫", "Nikolai Patrushev"),
    ("林尚佑", "Lim Sang-woo"),
    ("李家超", "John Lee Ka-chiu"),
    ("苏林", "To Lam"),
]
DIFFERENT = [
    ("王小洪", "Wang Xiaohui"),
    ("王小洪", "Li Xiaohong"),
    ("潘绮瑞", "Irit Ben-Abba Vitale"),
    ("伊莱扎尔", "Rodrigo Duterte"),
    ("拉克鲁瓦", "Guillermo Eleazar"),
    ("帕特鲁舍夫", "Hamid Raza"),
    ("颂猜", "Nikolai Patrushev"),
    ("王小洪", ""),
    ("", "Wang Xiaohong"),
    ("Somchai", "123"),
]


@pytest.mark.parametrize(("zh", "en"), SAME)
def test_one_name_in_two_scripts_sounds_alike(zh: str, en: str) -> None:
    assert sound_likeness(zh, en) > 0.5


@pytest.mark.parametrize(("zh", "en"), DIFFERENT)
def test_two_names_do_not_sound_alike(zh: str, en: str) -> None:
    assert sound_likeness(zh, en) < 0.5


def test_a_surname_alone_is_weaker_than_the_whole_name() -> None:
    assert 0.5 < sound_likeness("王小洪", "Wang") < sound_likeness("王小洪", "Xiaohong") < 0.9


def test_the_right_one_of_several_foreigners_is_nearest() -> None:
    latin = ["Yerlan Karimov", "Jasur Yusupov", "Dmitry Kovalyov", "Igor Novik"]
    for zh, en in zip(["卡里莫夫", "尤苏波夫", "科瓦廖夫", "诺维克"], latin, strict=True):
        assert max(latin, key=lambda name: sound_likeness(zh, name)) == en


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("王小洪", "wang xiao hong"),
        ("单霁翔", "shan ji xiang"),
        ("曾庆红", "zeng qing hong"),
        ("解振华", "xie zhen hua"),
        ("仇保兴", "qiu bao xing"),
        ("尉迟恭", "yu chi gong"),
        ("吕国增", "lü guo zeng"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, reading: str) -> None:
    assert pinyin(name) == reading


def test_all_readings_of_a_character_are_known() -> None:
    assert set(readings("行")) >= {"xing", "hang"}
    assert readings("A") == ()


def test_what_is_no_chinese_character_has_no_reading() -> None:
    assert pinyin("A王·b") == "wang"


@pytest.mark.parametrize(("name", "letters"), [("Dubček", "dubchek"), ("Núñez", "nunyez"), ("O'Brien", "obrien")])
def test_diacritics_are_read_or_dropped(name: str, letters: str) -> None:
    assert plain(name) == letters


def test_faint_vowels_cost_little_and_wrong_sounds_much() -> None:
    te = zh_segments("te")
    assert distances(te, (en_segments("t"),))[0] < 0.2
    assert distances(te, (en_segments("m"),))[0] > 0.9


def test_distances_grow_with_the_run_of_words() -> None:
    la = zh_segments("la")
    one, two = distances(la, (en_segments("la"), en_segments("porta")))
    assert one < two
