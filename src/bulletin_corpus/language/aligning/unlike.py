"""Beads whose sentences cannot render each other, taken apart: a number on one side, and no word in common.

The search sets two sentences of like length side by side where a text leaves one out and the other one adds one. A
number is rendered wherever its sentence is, so a number alone, among words that share nothing, tells them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.aligning.beads import Bead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.words.odds import Side, TextPair

    Flags = NDArray[np.bool_]

# Measured on novels, proceedings and UN papers: of 8 beads taken apart none was a link.
LIKELIHOOD = 0.9


def part_unlike(pair: TextPair, beads: Sequence[Bead]) -> list[Bead]:
    """The beads in order; one that holds a number and no words in common becomes a bead for each of its sentences.

    Args:
        pair: the two texts with the odds of the dictionary, not with learnt ones, which explain every bead.
        beads: a sequence of beads that covers both texts.
    """
    size = max(1, len(pair.en.vocabulary))
    known = pair.odds.zh * size + pair.odds.en
    marks_zh, marks_en = _marks(pair.zh), _marks(pair.en)
    numbers_zh, numbers_en = _numbers(pair.zh), _numbers(pair.en)
    starts_zh, starts_en = pair.zh.starts.tolist(), pair.en.starts.tolist()
    found: list[Bead] = []
    for bead in beads:
        numbers = (
            numbers_zh[bead.zh_end] - numbers_zh[bead.zh_start] + numbers_en[bead.en_end] - numbers_en[bead.en_start]
        )
        if numbers and bead.zh_start < bead.zh_end and bead.en_start < bead.en_end:
            zh = pair.zh.types[starts_zh[bead.zh_start] : starts_zh[bead.zh_end]]
            en = pair.en.types[starts_en[bead.en_start] : starts_en[bead.en_end]]
            cells = (zh[~marks_zh[zh]][:, None] * size + en[~marks_en[en]][None, :]).ravel()
            at = np.minimum(np.searchsorted(known, cells), max(0, len(known) - 1))
            if not len(known) or not (known[at] == cells).any():
                found += _lone(bead)
                continue
        found.append(bead)
    return found


def _marks(side: Side) -> Flags:
    """For each word type whether it is a punctuation mark."""
    return np.array([word[0] == "/" for word in side.vocabulary], np.bool_)


def _numbers(side: Side) -> list[int]:
    """How many numbers stand before each sentence, and in all; `one` and 一 are often none (another one)."""
    is_number = np.array([word[0] == "#" and word != "#1" for word in side.vocabulary], np.bool_)
    before = np.concatenate([[0], np.cumsum(is_number[side.types])])
    found: list[int] = before[side.starts].tolist()
    return found


def _lone(bead: Bead) -> list[Bead]:
    """A bead for each sentence; the Chinese ones stand before the English ones."""
    j, i = bead.en_start, bead.zh_end
    lone_zh = [Bead(k, k + 1, j, j, 0.0, LIKELIHOOD) for k in range(bead.zh_start, bead.zh_end)]
    return lone_zh + [Bead(i, i, k, k + 1, 0.0, LIKELIHOOD) for k in range(bead.en_start, bead.en_end)]
