from __future__ import annotations

import numpy as np

from bulletin_corpus.language.aligning.band import MARGIN, WHOLE, WIDE_MARGIN, Band, find_bands
from bulletin_corpus.language.aligning.beads import TEXT_WEIGHTS
from bulletin_corpus.language.aligning.monotone import find_beads
from bulletin_corpus.language.words.odds import TextPair, text_pair


def numbered(zh: range, en: range) -> TextPair:
    """Sentences that are told apart by their numbers only."""
    return text_pair([f"共有{i + 1000}人。" for i in zh], [f"There were {j + 1000} people." for j in en], None)


def test_a_short_text_is_searched_whole() -> None:
    (band,) = find_bands(numbered(range(20), range(WHOLE)))
    assert (band.lows == 0).all()
    assert band.width == WHOLE + 1


def test_a_long_text_is_searched_around_what_its_rare_words_show() -> None:
    narrow, wide = find_bands(numbered(range(200), range(200)))
    assert narrow.width < 4 * MARGIN < wide.width < 4 * WIDE_MARGIN
    for i in range(201):
        assert narrow.lows[i] <= i < narrow.lows[i] + narrow.width


def test_beads_at_the_edge_of_a_band_are_close_to_it_but_not_at_the_end_of_the_text() -> None:
    band = Band(np.array([0, 0, 10, 20]), 10)
    assert band.is_close(np.array([2]), np.array([11]), 40)
    assert band.is_close(np.array([1]), np.array([9]), 40)
    assert not band.is_close(np.array([2]), np.array([14]), 40)
    assert not band.is_close(np.array([0, 3]), np.array([0, 29]), 29)


def test_what_a_text_leaves_out_in_the_middle_is_left_alone() -> None:
    en = [*range(60), *range(100, 160)]
    pair = text_pair([f"共有{i + 1000}人。" for i in range(160)], [f"There were {j + 1000} people." for j in en], None)
    beads = find_beads(pair, TEXT_WEIGHTS)
    linked = [(bead.zh_start, en[bead.en_start]) for bead in beads if bead.zh and bead.en]
    assert sum(i == j for i, j in linked) > 110
    assert sum(i != j for i, j in linked) < 5
