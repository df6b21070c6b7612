from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bulletin_corpus.language.aligning.beads import ARTICLE_WEIGHTS, SHAPES, article_habits
from bulletin_corpus.language.aligning.groups import LONGEST_GROUP, PLACES, best_places
from bulletin_corpus.language.aligning.scores import Scores
from bulletin_corpus.language.aligning.vectors import vectors
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.odds import text_pair

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
        shape = shapes.index((place.zh_end - place.zh_start, place.en_end - place.en_start))
        assert place.score == pytest.approx(float(table[place.zh_end, shape, place.en_end]), abs=1e-4)
        assert place.mask == sum(1 << j for j in range(place.en_start, place.en_end))
        alone = sum(known.null_zh()[place.zh_start : place.zh_end]) + sum(
            known.null_en()[place.en_start : place.en_end]
        )
        assert place.gain <= place.score - alone + 1e-4


def test_places_of_a_group_are_few_gain_and_begin_with_the_best() -> None:
    known = scores()
    found = best_places(known, known.null_zh(), known.null_en())
    assert len(found) == len(ZH)
    groups: dict[tuple[int, int], list[float]] = {}
    for number, places in enumerate(found):
        for place in places:
            assert place.zh_start == number
            groups.setdefault((place.zh_start, place.zh_end), []).append(place.gain)
    assert all(len(gains) <= PLACES and gains == sorted(gains, reverse=True) for gains in groups.values())
    assert all(gain > 0 for gains in groups.values() for gain in gains)
    assert (found[0][0].en_start, found[0][0].en_end) == (2, 3)


def test_groups_that_name_other_people_lose() -> None:
    known = scores()
    strict = best_places(known, known.null_zh(), known.null_en())
    gain = {(p.zh_start, p.zh_end, p.en_start, p.en_end): p.gain for places in strict for p in places}
    known.weights = replace(ARTICLE_WEIGHTS, strangers=0.0)
    lax = best_places(known, known.null_zh(), known.null_en())
    lost = {key: p.gain - gain[key] for places in lax for p in places if (key := p[2:6]) in gain}
    assert lost[2, 3, 1, 2] == 0
    assert all(loss == pytest.approx(0) or loss == pytest.approx(ARTICLE_WEIGHTS.strangers) for loss in lost.values())


def test_likeness_of_all_groups_is_that_of_each_shape() -> None:
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[len(text), sum(map(ord, text)) % 97, 5.0] for text in texts], np.float32)

    found = vectors(ZH, EN, embed)
    every = found.likeness_of_all(LONGEST_GROUP)
    sizes_zh, sizes_en = (4, 3, 2), (5, 4, 3, 2, 1)
    assert every.shape == (sum(sizes_zh), sum(sizes_en))
    one = found.likeness((2, 3), np.arange(3), np.tile(np.arange(3), (3, 1)))
    assert np.allclose(every[4:7, 9:12], one, atol=1e-5)
