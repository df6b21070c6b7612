from __future__ import annotations

import numpy as np
import pytest

from bulletin_corpus.language.words.dictionary import Dictionary, dictionary
from bulletin_corpus.language.words.odds import text_pair
from bulletin_corpus.language.words.related import LEAST, MOST_RENDERINGS, related_stems


def relatives(of: Dictionary, stem: str) -> dict[str, float]:
    number = of.stems.index(stem)
    part = slice(int(of.related_starts[number]), int(of.related_starts[number + 1]))
    return {of.stems[n]: float(much) for n, much in zip(of.related[part], of.relatedness[part], strict=True)}


@pytest.mark.parametrize(
    ("one", "other"), [("donat", "contribut"), ("approv", "ratifi"), ("talk", "discuss"), ("readi", "will")]
)
def test_stems_that_render_the_same_words_are_related_both_ways(one: str, other: str) -> None:
    assert relatives(dictionary(), one)[other] == relatives(dictionary(), other)[one] > 0


@pytest.mark.parametrize(("one", "other"), [("donat", "police"), ("approv", "river"), ("talk", "medal")])
def test_stems_of_other_words_are_not(one: str, other: str) -> None:
    assert other not in relatives(dictionary(), one)


@pytest.mark.parametrize("stem", ["not", "go"])
def test_a_stem_is_never_related_to_itself(stem: str) -> None:
    assert stem not in relatives(dictionary(), stem)


def test_short_stems_and_stop_words_are_related_to_none() -> None:
    known = dictionary()
    assert all(round(LEAST, 6) <= round(much, 6) <= 1 for much in known.relatedness)
    assert not any(relatives(known, stem) for stem in known.stems if len(stem) < 3)


def test_two_words_in_common_say_more_than_one() -> None:
    # stems 0 and 1 share two words, 2 and 3 one: the same cosine, but one may be chance
    starts, stems = np.array([0, 2, 4, 6]), np.array([0, 1, 0, 1, 2, 3])
    begins, found, much = related_stems(starts, stems, np.ones(6), np.ones(4, np.bool_))
    assert begins.tolist() == [0, 1, 2, 3, 4]
    assert found.tolist() == [1, 0, 3, 2]
    assert much.round(3).tolist() == [0.667, 0.667, 0.5, 0.5]


def test_a_word_of_many_renderings_relates_nothing() -> None:
    many = MOST_RENDERINGS + 1
    begins, found, _ = related_stems(np.array([0, many]), np.arange(many), np.ones(many), np.ones(many, np.bool_))
    assert not begins.any()
    assert not len(found)


def test_without_words_there_is_nothing() -> None:
    nothing = np.zeros(0, np.int64)
    begins, found, much = related_stems(np.zeros(1, np.int64), nothing, np.zeros(0), np.zeros(0, np.bool_))
    assert (begins.tolist(), len(found), len(much)) == ([0], 0, 0)


def test_a_word_is_rendered_by_what_its_rendering_is_related_to_but_less_likely() -> None:
    pair = text_pair(["认可"], ["They approved of it, endorsed it, and danced."], dictionary())
    zh = pair.zh.vocabulary.index("认可")
    odds = {
        pair.en.vocabulary[en]: float(likely)
        for of, en, likely in zip(pair.odds.zh, pair.odds.en, pair.odds.forward, strict=True)
        if of == zh
    }
    assert odds["approv"] > odds["endor"] > 0
    assert "danc" not in odds


def test_renderings_that_are_added_have_no_relatives() -> None:
    longer = dictionary().extended([("新词", "neologismish", 0.5)])
    assert relatives(longer, "neologismish") == {}
    assert relatives(longer, "donat") == relatives(dictionary(), "donat")
