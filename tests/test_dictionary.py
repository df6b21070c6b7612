from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.words import dictionary as module
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.numbers import find_numbers_en, find_numbers_zh, numeral_en
from bulletin_corpus.language.words.stems import stem
from bulletin_corpus.language.words.tokens import tokens_en, tokens_zh

if TYPE_CHECKING:
    from pathlib import Path


def renderings(word: str) -> list[str]:
    return [rendering for rendering, _ in dictionary().look_up(word)]


def test_a_word_is_rendered_by_the_stems_of_its_glosses() -> None:
    assert "polic" in renderings("警察")
    assert "cooperat" in renderings("合作")
    assert renderings("没有这样的词条") == []


def test_the_usual_rendering_in_official_english_is_known() -> None:
    assert "combat" in renderings("打击")


def test_words_are_cut_leftmost_longest() -> None:
    assert dictionary().segment("联合国维和行动") == ("联合国", "维和", "行动")
    assert dictionary().segment("龘警龘") == ("龘", "警", "龘")
    assert dictionary().segment("") == ()


def test_long_runs_are_cut_like_short_ones() -> None:
    assert dictionary().segment("联合国维和行动" * 50) == ("联合国", "维和", "行动") * 50


def test_names_are_told_from_common_words() -> None:
    assert "polic" in dictionary().common
    assert "churkin" not in dictionary().common


def test_the_compiled_form_is_kept_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "cedict_lines", lambda: iter(["警察 警察 [jing3 cha2] /police/police officer/"]))
    compiled = dictionary.__wrapped__()
    assert len(list(tmp_path.rglob("*.npz"))) == 1
    monkeypatch.setattr(module, "cedict_lines", lambda: pytest.fail("the kept form was not read"))
    again = dictionary.__wrapped__()
    assert again.look_up("警察") == compiled.look_up("警察")
    assert again.words == compiled.words


def test_a_damaged_or_missing_cache_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "cedict_lines", lambda: iter(["警察 警察 [jing3 cha2] /police/"]))
    dictionary.__wrapped__()
    (kept,) = tmp_path.rglob("*.npz")
    whole = kept.read_bytes()
    flipped = [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(0, len(whole), 97)]
    for damaged in (b"", b"torn", b"PK\x03\x04", whole[: len(whole) // 2], whole[:-1], *flipped):
        kept.write_bytes(damaged)
        assert dictionary.__wrapped__().look_up("警察")[0][0] == "polic"
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/no/such/folder")
    assert dictionary.__wrapped__().look_up("警察")[0][0] == "polic"


def test_shares_of_characters_and_of_those_behind_them_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    lines = ["# no entry", "好 好 [x] /good/", "警察 警察 [x] /police/", "警察局 警察局 [x] /station/"]
    monkeypatch.setattr(module, "cedict_lines", lambda: iter(lines))
    compiled = module.characters.__wrapped__()
    assert compiled.shares == {"警": 0.4, "察": 0.4, "局": 0.2}
    assert compiled.behind("警") == {"察": 1.0}
    assert compiled.behind("察") == {"局": 1.0}
    assert compiled.behind("局") == compiled.behind("好") == {}
    monkeypatch.setattr(module, "cedict_lines", lambda: pytest.fail("the kept form was not read"))
    again = module.characters.__wrapped__()
    assert (again.shares, again.behind("警")) == (compiled.shares, {"察": 1.0})


def test_a_short_word_tells_more_of_what_stands_behind_a_character_than_a_long_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = ["甲乙 甲乙 [x] /a/", "甲丙丁 甲丙丁 [x] /b/"]
    monkeypatch.setattr(module, "cedict_lines", lambda: iter(lines))
    monkeypatch.setattr(module, "_cache_path", lambda: None)
    assert module.characters.__wrapped__().behind("甲") == pytest.approx({"乙": 2 / 3, "丙": 1 / 3})


def test_an_entry_that_leads_to_another_takes_its_renderings(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["公安 公安 [gong1 an1] /public security/", "公安局 公安局 [x] /see 公安[gong1 an1]/"]
    monkeypatch.setattr(module, "cedict_lines", lambda: iter(lines))
    monkeypatch.setattr(module, "_cache_path", lambda: None)
    assert {"public", "secur"} <= {rendering for rendering, _ in dictionary.__wrapped__().look_up("公安局")}


@pytest.mark.parametrize(
    "family",
    [
        ["cooperation", "cooperate", "cooperating"],
        ["country", "countries"],
        ["said", "says", "say"],
        ["met", "meeting"],
    ],
)
def test_forms_of_a_word_share_their_stem(family: list[str]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("pair", [("police", "policy"), ("noted", "not"), ("minister", "mine"), ("nation", "native")])
def test_other_words_do_not(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2.5万人", ["25000"]),
        ("1,200余名", ["1200"]),
        ("二十一世纪", ["21"]),
        ("二〇二一年", ["2021"]),
        ("3亿元", ["300000000"]),
        ("一个", []),
    ],
)
def test_chinese_numbers_have_their_value(text: str, values: list[str]) -> None:
    assert [number.value for number in find_numbers_zh(text)] == values


@pytest.mark.parametrize(
    ("text", "values"), [("2.5 million", ["2500000"]), ("1,200", ["1200"]), ("the 17th", ["17"]), ("none", [])]
)
def test_english_numbers_have_their_value(text: str, values: list[str]) -> None:
    assert [number.value for number in find_numbers_en(text)] == values


def test_numerals_are_read() -> None:
    assert (numeral_en("twenty-one"), numeral_en("third"), numeral_en("house")) == ("21", "3", None)


def test_equal_things_have_equal_tokens() -> None:
    zh, en = tokens_zh("9月8日，U.S.代表团60人。", dictionary()), tokens_en("On Sept. 8, 60 U.S. delegates.")
    assert {"#m9", "#8", "#60", "/,", "/.", "us"} <= set(zh) & set(en)


def test_a_contraction_is_two_words() -> None:
    assert tokens_en("They don't.") == ["thei", "do", "not", "/."]


def test_latin_letters_beside_chinese_ones_are_a_word_of_their_own() -> None:
    assert tokens_zh("SCO成员国", dictionary()) == ["sco", "成员国"]


def test_glosses_that_only_refer_or_count_give_no_renderings(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["個 个 [ge4] /CL:heap/piece (rare form)/surname Ge/"]
    monkeypatch.setattr(module, "cedict_lines", lambda: iter(lines))
    monkeypatch.setattr(module, "_cache_path", lambda: None)
    held = dict(module.dictionary.__wrapped__().look_up("个"))
    assert held == {"piec": 1.0}


def test_of_two_glosses_the_first_weighs_more_and_a_gloss_is_shared_by_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "cedict_lines", lambda: iter(["x 甲乙 [x] /guard/red tower; guard/"]))
    monkeypatch.setattr(module, "_cache_path", lambda: None)
    held = dict(module.dictionary.__wrapped__().look_up("甲乙"))
    assert held["guard"] == 1.0
    assert held["red"] == held["tower"] == pytest.approx(0.5 / 1.15, abs=1e-6)
