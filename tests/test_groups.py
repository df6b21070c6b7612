from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bulletin_corpus.language.aligning.beads import ARTICLE_WEIGHTS, SHAPES, article_habits
from bulletin_corpus.language.aligning.groups import LONGEST_GROUP, PLACES, best_places
from bulletin_corpus.language.aligning.scores import Scores
from bulletin_corpus.language.aligning.vectors import vectors
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.odds import text_pair
from bulletin_corpus.stages.align import align

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ZH = ["王小洪9月2日会见法国大使马丁。", "双方签署了合作协议。", "伊莱扎尔出席了仪式。", "60名学员毕业。"]
EN = [
    "Altogether 60 students graduated.",
    "Guillermo Eleazar attended the ceremony.",
    "Wang Xiaohong met the French Ambassador, Martin, on September 2.",
    "They signed an agreement on cooperation.",
    "It rained.",
]


def scores() -> Scores:
    return Scores(text_pair(ZH, EN, dictionary(), named=True), ARTICLE_WEIGHTS, habits=article_habits())


def test_places_have_the_scores_of_their_beads() -> None:
    known = scores()
    shapes = sorted(shape for shape in SHAPES if 0 < shape[0] <= LONGEST_GROUP and shape[1])
    table = known.of_shapes(shapes)
    places = [place for found in best_places(known, known.null_zh(), known.null_en()) for place in found]
    assert places
    for place in places:
        assert place.mask_zh == sum(1 << i for i in place.zh)
        assert place.mask_en == sum(1 << j for j in place.en)
        alone = sum(known.null_zh()[i] for i in place.zh) + sum(known.null_en()[j] for j in place.en)
        assert place.gain == pytest.approx(place.score - alone, abs=1e-4)
        bead = place.bead()
        assert (bead.zh, bead.en) == (place.zh, place.en)
        if not bead.apart_zh and not bead.apart_en:
            shape = shapes.index((len(place.zh), len(place.en)))
            assert place.score == pytest.approx(float(table[bead.zh_end, shape, bead.en_end]), abs=1e-4)


def test_places_of_a_group_are_few_gain_and_begin_with_the_best() -> None:
    known = scores()
    found = best_places(known, known.null_zh(), known.null_en())
    assert len(found) == len(ZH)
    groups: dict[tuple[int, ...], list[float]] = {}
    for number, places in enumerate(found):
        for place in places:
            assert place.zh[0] == number
            groups.setdefault(place.zh, []).append(place.gain)
    assert all(len(gains) <= PLACES and gains == sorted(gains, reverse=True) for gains in groups.values())
    assert all(gain > 0 for gains in groups.values() for gain in gains)
    assert found[0][0].en == (2,)


def test_two_sentences_that_stand_apart_may_render_one() -> None:
    zh = ["各国代表出席了会议。", "会议期间下了雨。", "会议由公安部主办。"]
    en = ["Delegates of the countries attended the meeting, which was hosted by the Ministry of Public Security."]
    known = Scores(text_pair(zh, en, dictionary(), named=True), ARTICLE_WEIGHTS, habits=article_habits())
    places = best_places(known, known.null_zh(), known.null_en())[0]
    parted = [place for place in places if place.zh == (0, 2)]
    assert [place.en for place in parted] == [(0,)]
    assert parted[0].gain > max(place.gain for place in places if place.zh == (0,))
    assert (parted[0].bead().zh_end, parted[0].bead().apart_zh) == (1, (2,))


def test_a_place_is_left_out_where_a_sentence_fewer_gains_as_much() -> None:
    known = scores()
    found = best_places(known, known.null_zh(), known.null_en())
    gains = {(place.zh, place.en): place.gain for places in found for place in places}
    for (zh, en), gain in gains.items():
        for shorter in ((zh[1:], en), (zh[:-1], en), (zh, en[1:]), (zh, en[:-1])):
            assert gains.get(shorter, 0.0) < gain


def test_likeness_of_all_groups_is_that_of_each_shape() -> None:
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[len(text), sum(map(ord, text)) % 97, 5.0] for text in texts], np.float32)

    found = vectors(ZH, EN, embed)
    every = found.likeness_of_all(LONGEST_GROUP)
    sizes_zh, sizes_en = (4, 3, 2), (5, 4, 3, 2, 1)
    assert every.shape == (sum(sizes_zh), sum(sizes_en))
    one = found.likeness((2, 3), np.arange(3), np.tile(np.arange(3), (3, 1)))
    assert np.allclose(every[4:7, 9:12], one, atol=1e-5)


def test_sentences_that_are_the_same_keep_their_order() -> None:
    zh = ["双方签署了合作协议。", "60名学员毕业。", "双方签署了合作协议。"]
    en = ["They signed an agreement on cooperation.", "They signed an agreement on cooperation."]
    assert [(link.zh_positions, link.en_positions) for link in align(zh, en, dictionary())] == [
        ((0,), (0,)),
        ((2,), (1,)),
    ]
