from __future__ import annotations

import numpy as np
import pytest

from bulletin_corpus.language.words.names import alike, pinyin, readings, sound_likeness
from bulletin_corpus.language.words.sounds import (
    NUMBERS_EN,
    NUMBERS_ZH,
    Sounds,
    distance,
    distances,
    en_segments,
    least_distances,
    plain,
    zh_segments,
)

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
        ("哥舒翰", "ge shu han"),
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


def zh_sounds(*syllables: str) -> Sounds:
    return Sounds.of((segment for syllable in syllables for segment in zh_segments(syllable)), NUMBERS_ZH)


def en_sounds(*words: str) -> Sounds:
    return Sounds.of((segment for word in words for segment in en_segments(word)), NUMBERS_EN)


def test_faint_vowels_cost_little_and_wrong_sounds_much() -> None:
    assert distance(zh_sounds("te"), en_sounds("t")) < 0.2
    assert distance(zh_sounds("te"), en_sounds("m")) > 0.9


def test_distances_grow_with_the_run_of_words() -> None:
    assert distance(zh_sounds("la"), en_sounds("la")) < distance(zh_sounds("la"), en_sounds("la", "porta"))


def test_many_distances_at_once_are_the_same_and_never_less_than_the_least() -> None:
    zh = [zh_sounds(*word.split()) for word in ("yi lai zha er", "te", "la ke lu wa", "ha ma hong", "wu")]
    en = [en_sounds(*words.split()) for words in ("eleazar", "jean pierre lacroix", "t", "modh", "guillermo", "wu")]
    one_by_one = [[distance(one, other) for other in en] for one in zh]
    at_once = distances([one for one in zh for _ in en], en * len(zh)).reshape(len(zh), len(en))
    assert at_once.tolist() == [pytest.approx(row) for row in one_by_one]
    least = least_distances(zh, en)
    assert (least <= at_once + 1e-9).all()
    assert least[1][1] > 1
    assert at_once.min() < 0.2


def test_those_names_are_found_alike_whose_likeness_says_so() -> None:
    zh = sorted({zh for zh, _ in SAME + DIFFERENT} | {"哈米德·拉扎", "拉扎", "·", "小"})
    en = sorted(
        {word for _, en in SAME + DIFFERENT for word in en.split()} | {"Xiao-hong", "Wangxiaohong", "Q", "Modh"}
    )
    likely = {(one, other): sound_likeness(one, other) for one in zh for other in en}
    for least in (0.62, 0.8):
        found = {(one, other): value for other, held in alike(zh, en, least).items() for one, value in held.items()}
        assert found == {pair: value for pair, value in likely.items() if value > least}
    assert found.keys() >= {("伊莱扎尔", "Eleazar"), ("王小洪", "Xiaohong")}


def test_only_names_that_are_to_be_compared_are_found_alike() -> None:
    zh, en = ["伊莱扎尔", "王小洪"], ["Eleazar", "Xiaohong"]
    assert {name: list(held) for name, held in alike(zh, en, 0.8).items()} == {
        "Eleazar": ["伊莱扎尔"],
        "Xiaohong": ["王小洪"],
    }
    assert alike(zh, en, 0.8, np.array([[True, True], [True, False]])).keys() == {"Eleazar"}
    assert alike(zh, en, 0.8, np.zeros((2, 2), np.bool_)) == {}
    assert alike([], en, 0.8) == alike(zh, [], 0.8) == {}


def test_more_names_than_fit_at_once_are_compared_too() -> None:
    zh, en = ["拉克鲁瓦"] * 9 + ["伊莱扎尔"], [f"Word{'a' * n}" for n in range(1000)] + ["Eleazar"]
    assert list(alike(zh, en, 0.8)) == ["Eleazar"]
