"""Beads: groups of sentences that say the same, or a sentence that stands alone; what their scores are weighted with.

Holds the weights of the searches and the habits of texts (usual shapes of beads, how linked sentences begin and end).
Scores are computed in `scores`, searched in `monotone` and `rearranged`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.words.odds import TextPair

    Floats = NDArray[np.float64]

MOST_OF_A_SIDE = 6  # sentences that a bead may hold on one side
NEVER = -1e9  # the score of what cannot be
SURE = 2.0  # log odds from which on a little more says much more


class Bead(NamedTuple):
    """Chinese sentences `[zh_start, zh_end)` and English ones `[en_start, en_end)`; one side may be empty.

    `score` is its share in the score of the whole sequence, `likelihood` how likely it is among all that could stand
    in its place, 0 to 1. `apart_zh` and `apart_en` are further sentences of the link that stand elsewhere.
    """

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    score: float
    likelihood: float = 0.0
    apart_zh: tuple[int, ...] = ()
    apart_en: tuple[int, ...] = ()

    @property
    def zh(self) -> tuple[int, ...]:
        """All Chinese sentences, in order."""
        return tuple(sorted((*range(self.zh_start, self.zh_end), *self.apart_zh)))

    @property
    def en(self) -> tuple[int, ...]:
        """All English sentences, in order."""
        return tuple(sorted((*range(self.en_start, self.en_end), *self.apart_en)))


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """What is usual in the texts at hand.

    Attributes:
        shapes: share of each bead shape (Chinese, English sentences).
        openings, endings: how much likelier than by chance linked sentences begin, or end, so: [Chinese, English], in
            logs.
        quotations: the same for whether a quotation is still open behind them.
    """

    shapes: dict[tuple[int, int], float]
    openings: Floats
    endings: Floats
    quotations: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """What the score of a bead is made of; calibrated on novels, proceedings and news, see benchmarks/."""

    forward: float = 0.45
    backward: float = 0.30
    chance: float = 0.4  # the share of words that come from nowhere
    dilution: float = 1.05
    length: float = 0.7
    variance: float = 3.0
    shape: float = 1.3
    null_zh: float = -3.0
    null_en: float = -3.5
    null_token_zh: float = 0.1
    null_token_en: float = 0.1
    edges: float = 1.0
    quotations: float = 0.0  # for a link that ends where a quotation is open on both sides, against one side only
    introduces: float = 0.0  # against leaving alone a sentence that ends with a colon and so belongs to the next one
    temperature: float = 1.7  # how much a difference in score says
    # logistic: likelihood from the log odds of a bead's share of all sequences, and from what they exceed `SURE` by
    trust: tuple[float, float, float] = (0.0, 1.0, 0.0)
    apart: float = 1.0  # a sentence joins a link that it does not stand beside
    rarity: float = 0.0  # tokens that every text is thought to hold besides its own
    vectors: float = 2.0  # a token of sentences that a model finds the same; words that agree give about as much


TEXT_WEIGHTS = Weights(
    forward=0.45, backward=0.3, chance=0.4, dilution=1.05, length=0.7, variance=3.0, shape=1.8, null_zh=-3.0,
    null_en=-4.0, null_token_zh=0.1, null_token_en=0.1, edges=1.0, quotations=1.0, trust=(0.684, 1.030, 0.277),
)  # fmt: skip
"""For long texts in one order. `trust` was fitted on 2,920 links of novels and proceedings; fitted on one half of the
texts, it lies within .05 of the share that is right in all bins of 200 links of the other, by
benchmarks/calibration.py."""
LEARNT_WEIGHTS = Weights(
    forward=0.513, backward=0.38, chance=0.43, dilution=1.03, length=0.655, variance=3.2, shape=1.367, null_zh=-3.0,
    null_en=-3.548, null_token_zh=0.104, null_token_en=0.102, edges=0.813, quotations=1.6, temperature=3.5,
    trust=(0.801, 1.094, -0.359),
)  # fmt: skip
"""The same, with odds and habits learnt from the texts, which explain each bead better: scores differ more."""
ARTICLE_WEIGHTS = Weights(
    forward=0.4, backward=0.4, chance=0.6, shape=1.0, null_zh=0.0, null_en=0.0, null_token_zh=0.2, null_token_en=0.2,
    apart=4.0, rarity=2000.0, vectors=2.4,
)  # fmt: skip
"""For short articles, whose sentences may have moved: order counts nothing, every third link of such pairs crosses.
Round numbers, the same for both languages: of five folders of annotated news each was left out in turn, and weights
trained on the other four found no more of its links than these do."""

SHAPES = {
    (1, 1): 0.62, (1, 2): 0.13, (2, 1): 0.08, (1, 3): 0.03, (3, 1): 0.012, (2, 2): 0.02, (1, 4): 0.01, (4, 1): 0.004,
    (2, 3): 0.008, (3, 2): 0.006, (1, 5): 0.003, (5, 1): 0.0015, (1, 6): 0.0012, (6, 1): 0.0006, (3, 3): 0.002,
    (2, 4): 0.003, (4, 2): 0.002, (2, 5): 0.001, (5, 2): 0.0008, (2, 6): 0.0005, (6, 2): 0.0004, (3, 4): 0.0012,
    (4, 3): 0.0008, (3, 5): 0.0005, (5, 3): 0.0004, (4, 4): 0.0005, (1, 0): 0.05, (0, 1): 0.03,
}  # fmt: skip
"""How usual a bead's shape is (Chinese, English sentences)."""
FURTHER_SENTENCE = -2.0  # what each sentence more than one a side adds to a score, in short articles


def _usual_openings() -> Floats:
    return np.array([[0.1, -0.8], [-0.8, 0.8]])


def _usual_quotations() -> Floats:
    """A link that ends inside a quotation on one side only is seldom right."""
    return np.array([[0.1, -1.0], [-1.0, 1.0]])


def _usual_endings() -> Floats:
    """Marks that agree speak for a pair, a quotation mark or question mark on one side only speaks against it."""
    table = np.zeros((10, 10))
    for zh in range(10):
        for en in range(10):
            quote = 0.1 if zh < 5 and en < 5 else 0.8 if zh >= 5 and en >= 5 else -0.8
            mark_zh, mark_en = zh % 5, en % 5
            mark = {1: 0.1, 2: 1.0, 3: 1.0}.get(mark_zh, 0.3) if mark_zh == mark_en else -0.5
            table[zh, en] = quote + (0.0 if 0 in (mark_zh, mark_en) else mark)
    return table


@cache
def usual_habits() -> Habits:
    """What is usual in translated prose."""
    return Habits(SHAPES, _usual_openings(), _usual_endings(), _usual_quotations())


@cache
def article_habits() -> Habits:
    """What is usual in news that was written twice."""
    shapes = {shape: exp(FURTHER_SENTENCE * (sum(shape) - 2)) if all(shape) else SHAPES[shape] for shape in SHAPES}
    return Habits(shapes, _usual_openings(), _usual_endings(), _usual_quotations())


def observed_habits(pairs: Sequence[TextPair], beads: Sequence[Sequence[Bead]]) -> Habits:
    """What is usual in these texts, by the beads that a first pass found; what is usual elsewhere smooths it."""
    usual = usual_habits()
    shapes = dict.fromkeys(SHAPES, 0.0)
    openings, endings, quotations = np.zeros((2, 2)), np.zeros((10, 10)), np.zeros((2, 2))
    for pair, found in zip(pairs, beads, strict=True):
        for bead in found:
            shape = (bead.zh_end - bead.zh_start, bead.en_end - bead.en_start)
            shapes[shape] = shapes.get(shape, 0.0) + 1
            if all(shape):
                openings[pair.zh.openings[bead.zh_start], pair.en.openings[bead.en_start]] += 1
                endings[pair.zh.endings[bead.zh_end - 1], pair.en.endings[bead.en_end - 1]] += 1
                quotations[pair.zh.quoting[bead.zh_end - 1], pair.en.quoting[bead.en_end - 1]] += 1
    total = sum(shapes.values())
    weight = sum(SHAPES.values())
    smoothed = {shape: (n + 60 * SHAPES.get(shape, 0.0) / weight) / (total + 60) for shape, n in shapes.items()}
    tables = ((openings, usual.openings), (endings, usual.endings), (quotations, usual.quotations))
    return Habits(smoothed, *(_association(counts, before) for counts, before in tables))


def _association(counts: Floats, usual: Floats) -> Floats:
    """How much more often than by chance two kinds meet, in logs; ten expected meetings count as much as the usual."""
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / max(1.0, counts.sum())
    association: Floats = np.log((counts + 10 * np.exp(usual)) / (expected + 10))
    return association
