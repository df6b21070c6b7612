"""Sentences that belong to a link but stand apart from its other sentences.

The searches make beads of neighbouring sentences. In a rewrite, one English sentence may render a Chinese one and,
three sentences on, half of another. Input are beads of a short text, output the same beads with such sentences added.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.aligning.scores import Hits, gains

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.beads import Bead
    from bulletin_corpus.language.aligning.scores import Scores

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MOST_JOINED = 3  # sentences of a side that a link with a sentence apart may hold
RARE_SHAPE = 2e-4


class _Groups:
    """The score of any group of sentences of both sides, neighbours or not."""

    def __init__(self, scores: Scores) -> None:
        pair, self.weights = scores.pair, scores.weights
        self.pair, self.ratio, self.shapes = pair, scores.ratio, scores.habits.shapes
        types_en, types_zh = pair.en.types, pair.zh.types
        _, held_en, en = Hits.to_en(pair).of_types(0, len(pair.zh), types_en)
        _, held_zh, zh = Hits.to_zh(pair).of_types(0, len(pair.en), types_zh)
        self.forward = held_en[:, en] * gains(pair.en, self.weights)[types_en]
        self.backward = held_zh[:, zh] * gains(pair.zh, self.weights)[types_zh]

    def score(self, zh: tuple[int, ...], en: tuple[int, ...]) -> float:
        """The score of a link of these sentences, as that of a bead, without how they begin and end."""
        weights = self.weights
        value = weights.forward * self._won(self.forward, zh, en, (self.pair.zh.sizes, self.pair.en.starts))
        value += weights.backward * self._won(self.backward, en, zh, (self.pair.en.sizes, self.pair.zh.starts))
        chars_zh = float(self.pair.zh.chars[list(zh)].sum()) * self.ratio
        chars_en = float(self.pair.en.chars[list(en)].sum())
        squared = (chars_en - chars_zh) ** 2 / (weights.variance * (chars_zh + chars_en + 10.0))
        value -= weights.length * 0.5 * squared / (1 + 0.03 * squared)
        return value + weights.shape * log(self.shapes.get((len(zh), len(en)), RARE_SHAPE))

    def _won(self, dense: Floats, given: tuple[int, ...], other: tuple[int, ...], sides: tuple[Ints, Ints]) -> float:
        sizes, starts = sides
        length: float = max(1.0, float(sizes[list(given)].sum())) ** self.weights.dilution
        sums = dense[list(given)].sum(axis=0)
        won: Floats = np.log1p(sums / length)
        return sum(float(won[int(starts[s]) : int(starts[s + 1])].sum()) for s in other)


def join_apart(links: Sequence[Bead], scores: Scores, null_zh: list[float], null_en: list[float]) -> list[Bead]:
    """The links, each with the lone sentences that it gains by; the greatest gain first."""
    groups = _Groups(scores)
    held = [(set(bead.zh), set(bead.en)) for bead in links]
    while True:
        used_zh = {i for zh, _ in held for i in zh}
        used_en = {j for _, en in held for j in en}
        best, move = 0.0, None
        for number, (zh, en) in enumerate(held):
            now = groups.score(tuple(sorted(zh)), tuple(sorted(en)))
            for i in set(range(len(null_zh))) - used_zh if len(zh) < MOST_JOINED else ():
                more = groups.score(tuple(sorted(zh | {i})), tuple(sorted(en)))
                if more - now - null_zh[i] - scores.weights.apart > best:
                    best, move = more - now - null_zh[i] - scores.weights.apart, (number, i, -1)
            for j in set(range(len(null_en))) - used_en if len(en) < MOST_JOINED else ():
                more = groups.score(tuple(sorted(zh)), tuple(sorted(en | {j})))
                if more - now - null_en[j] - scores.weights.apart > best:
                    best, move = more - now - null_en[j] - scores.weights.apart, (number, -1, j)
        if move is None:
            break
        number, i, j = move
        if i >= 0:
            held[number][0].add(i)
        else:
            held[number][1].add(j)
    return [
        bead._replace(
            apart_zh=tuple(sorted(zh - set(range(bead.zh_start, bead.zh_end)))),
            apart_en=tuple(sorted(en - set(range(bead.en_start, bead.en_end)))),
        )
        for bead, (zh, en) in zip(links, held, strict=True)
    ]
