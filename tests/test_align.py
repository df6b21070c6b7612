from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.stages.align import align, beads

GOLD = Path(__file__).parent / "gold" / "items"

ZH = ["公安部副部长9月2日会见法国大使。", "双方签署了合作协议。", "警察学院为60名学员举行毕业典礼。"]
EN = [
    "The Vice Minister of Public Security met the French Ambassador on September 2.",
    "They signed an agreement on cooperation.",
    "The police college held a graduation ceremony for 60 students.",
]


def shape(zh: list[str], en: list[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(link.zh_positions, link.en_positions) for link in align(zh, en, dictionary())]


def test_a_translation_is_linked_in_order() -> None:
    links = align(ZH, EN, dictionary())
    assert [(link.zh_positions, link.en_positions) for link in links] == [((i,), (i,)) for i in range(3)]
    assert not any(link.crossing for link in links)
    assert all(0 <= link.score <= 1 for link in links)


def test_a_sentence_that_a_rewrite_moved_is_linked_and_crosses() -> None:
    links = align(ZH, [EN[2], EN[0], EN[1]], dictionary())
    assert [(link.zh_positions, link.en_positions) for link in links] == [((0,), (1,)), ((1,), (2,)), ((2,), (0,))]
    assert all(link.crossing for link in links)


def test_a_sentence_without_counterpart_is_in_no_link() -> None:
    other = "Heavy rain is expected along the northern coast of the island tonight, and ferries will not sail."
    assert shape(ZH, [EN[0], EN[1], other, EN[2]]) == [((0,), (0,)), ((1,), (1,)), ((2,), (3,))]


def test_a_sentence_that_was_divided_has_one_link() -> None:
    zh = ["公安部副部长9月2日会见法国大使,双方签署了合作协议。", ZH[2]]
    assert shape(zh, EN) == [((0,), (0, 1)), ((1,), (2,))]


def test_nothing_is_linked_with_nothing() -> None:
    assert align([], EN, dictionary()) == []
    assert align(ZH, [], dictionary()) == []
    assert align([], [], None) == []


def test_beads_hold_every_sentence_once() -> None:
    found = beads(ZH, [*EN, "Unrelated."], dictionary())
    assert sorted(i for bead in found for i in range(bead.zh_start, bead.zh_end)) == [0, 1, 2]
    assert sorted(j for bead in found for j in range(bead.en_start, bead.en_end)) == [0, 1, 2, 3]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from([*ZH, "U.S.", "。", "5"]), max_size=9),
    st.lists(st.sampled_from([*EN, "U.S.", "...", "5"]), max_size=9),
    st.booleans(),
)
def test_a_sentence_is_in_one_link_at_most(zh: list[str], en: list[str], with_dictionary: bool) -> None:  # noqa: FBT001
    links = align(zh, en, dictionary() if with_dictionary else None)
    for side in ("zh_positions", "en_positions"):
        used = [position for link in links for position in getattr(link, side)]
        assert len(used) == len(set(used))
    assert links == sorted(links, key=lambda link: link.zh_positions)


def gold_items() -> list[dict[str, dict[str, list[list[str]]]]]:
    items = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return [item for item in items if item["zh"] and item["en"]]


@pytest.fixture(scope="module")
def figures() -> tuple[int, int, int]:
    right = found = wanted = 0
    for item in gold_items():
        zh, en = ([s for par in item[lang]["paragraphs"] for s in par] for lang in ("zh", "en"))
        gold = {(tuple(link[0]), tuple(link[1])) for link in item["links"]}
        links = set(shape(zh, en))
        right, found, wanted = right + len(links & gold), found + len(links), wanted + len(gold)
    return right, found, wanted


def test_links_of_the_annotated_items_are_found(figures: tuple[int, int, int]) -> None:
    right, found, wanted = figures
    assert 2 * right / (found + wanted) >= 0.93


def test_a_weekday_answers_a_date() -> None:
    zh = ["法国警察代表团来访。", "9月8日，活动举行。", "双方签署了合作协议。"]
    en = ["Officers from France paid a visit.", "It was held on Wednesday.", "Both sides signed an agreement."]
    assert ((1,), (1,)) in shape(zh, en)


def test_links_with_sentences_apart_stand_by_their_first_chinese_sentence() -> None:
    zh = [ZH[1], ZH[0], ZH[1]]
    en = [EN[0], EN[0], EN[1], EN[0], EN[1], "U.S.", "U.S.", "5"]
    firsts = [positions for positions, _ in shape(zh, en)]
    assert firsts == sorted(firsts)
