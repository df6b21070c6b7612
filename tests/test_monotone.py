from __future__ import annotations

from itertools import pairwise
from math import exp, log

import numpy as np
import pytest

from bulletin_corpus.language.aligning.band import Band
from bulletin_corpus.language.aligning.beads import SHAPES, TEXT_WEIGHTS, Bead
from bulletin_corpus.language.aligning.monotone import _Grid
from bulletin_corpus.language.aligning.scores import Scores
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.odds import TextPair, text_pair

SHAPE_LIST = sorted(shape for shape in SHAPES if shape[0] > 0)
ZH = ["公安部副部长会见法国大使。", "双方签署了合作协议。", "“会谈很好。", "我们感谢各方。”", "60名学员毕业。"]
EN = [
    "The Vice Minister of Public Security met the French Ambassador.",
    "They signed an agreement on cooperation.",
    '"The talks were good, and we thank all sides."',
    "Altogether 60 students graduated.",
]
Key = tuple[int, int, int, int]


def grid(pair: TextPair, band: Band | None = None) -> _Grid:
    scores = Scores(pair, TEXT_WEIGHTS, band)
    return _Grid(scores.band, len(pair.en), SHAPE_LIST, scores.of_shapes(SHAPE_LIST), np.array(scores.null_en()))


def every_sequence(known: _Grid, n: int, m: int) -> list[tuple[float, list[Key]]]:
    """All sequences of beads with their scores, the slow way."""
    if n == 0 and m == 0:
        return [(0.0, [])]
    found = []
    if m:
        found += [(s + known.null_en[m - 1], [*b, (n, n, m - 1, m)]) for s, b in every_sequence(known, n, m - 1)]
    for number, (a, b) in enumerate(SHAPE_LIST):
        if a <= n and b <= m:
            more, key = float(known.rows[n, number, m]), (n - a, n, m - b, m)
            found += [(s + more, [*beads, key]) for s, beads in every_sequence(known, n - a, m - b)]
    return found


@pytest.fixture(scope="module")
def pair() -> TextPair:
    return text_pair(ZH, EN, dictionary())


def keys(beads: list[Bead]) -> list[Key]:
    return [bead[:4] for bead in beads]


def test_best_sequence_and_likelihoods_are_those_of_trying_all(pair: TextPair) -> None:
    known = grid(pair)
    every = every_sequence(known, len(ZH), len(EN))
    beads = known.best()
    best, wanted = max(every, key=lambda entry: entry[0])
    assert keys(beads) == wanted
    assert sum(bead.score for bead in beads) == pytest.approx(best, abs=1e-4)
    for temperature in (1.0, 6.0):
        whole = sum(exp((score - best) / temperature) for score, _ in every)
        for bead in known.with_likelihoods(beads, temperature):
            if bead.zh:
                share = sum(exp((score - best) / temperature) for score, held in every if bead[:4] in held) / whole
                assert bead.likelihood == pytest.approx(share, rel=1e-3)
    assert keys(beads)[0] == (0, 1, 0, 1)


def test_shares_of_a_very_long_text_are_numbers() -> None:
    texts = text_pair(["好。"] * 700, ["Good."] * 700, None)
    known = grid(texts, Band(np.maximum(0, np.minimum(np.arange(701) - 4, 691)), 10))
    beads = known.with_likelihoods(known.best(), 60.0)  # so hot that the weights outgrow any number unless rescaled
    assert len(beads) >= 350
    assert all(0 <= bead.likelihood <= 1 for bead in beads)
    assert 0 < sum(bead.likelihood for bead in beads) < len(beads)
    assert np.isfinite(log(sum(bead.likelihood for bead in beads)))


def test_beads_follow_each_other_inside_a_band_that_jumps() -> None:
    texts = text_pair(ZH * 4, EN * 4, dictionary())
    lows = np.array([0] * 7 + [4] * 7 + [9] * 7)
    beads = grid(texts, Band(lows, 8)).best()
    assert all(a.zh_end == b.zh_start and a.en_end == b.en_start for a, b in pairwise(beads))
    assert (beads[0].zh_start, beads[0].en_start, beads[-1].zh_end, beads[-1].en_end) == (0, 0, 20, 16)
