"""Sentences that belong to a link but stand apart from its other sentences.

The searches make beads of neighbouring sentences. In a rewrite, one English sentence may render a Chinese one and,
three sentences on, half of another. Input are beads of a short text, output the same beads with such sentences added.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.aligning.scores import gains

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
        _, held_en, en = scores.hits_en.of_types(0, len(pair.zh), types_en)
        _, held_zh, zh = scores.hits_zh.of_types(0, len(pair.en), types_zh)
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

    def gains(
        self, held: tuple[set[int], set[int]], lone: dict[tuple[int, int], float]
    ) -> dict[tuple[int, int], float]:
        """What a link gains by each lone sentence (side, number) over its score alone, if it may hold one more."""
        zh, en = (tuple(sorted(side)) for side in held)
        now, found = self.score(zh, en), {}
        for (side, number), alone in lone.items():
            if len(held[side]) < MOST_JOINED:
                more = tuple(sorted((*held[side], number)))
                joined = self.score(more, en) if side == 0 else self.score(zh, more)
                found[side, number] = joined - now - alone - self.weights.apart
        return found

    def _won(self, dense: Floats, given: tuple[int, ...], other: tuple[int, ...], sides: tuple[Ints, Ints]) -> float:
        sizes, starts = sides
        length: float = max(1.0, float(sizes[list(given)].sum())) ** self.weights.dilution
        sums = dense[list(given)].sum(axis=0)
        won: Floats = np.log1p(sums / length)
        return sum(float(won[int(starts[s]) : int(starts[s + 1])].sum()) for s in other)


def join_apart(links: Sequence[Bead], scores: Scores, null_zh: list[float], null_en: list[float]) -> list[Bead]:
    """The links, each with the lone sentences that it gains by; the greatest gain first."""
    lone_zh = {(0, i): null_zh[i] for i in set(range(len(null_zh))) - {i for bead in links for i in bead.zh}}
    lone_en = {(1, j): null_en[j] for j in set(range(len(null_en))) - {j for bead in links for j in bead.en}}
    lone = dict(sorted((lone_zh | lone_en).items()))
    if not links or not lone:
        return list(links)
    groups = _Groups(scores)
    held = [(set(bead.zh), set(bead.en)) for bead in links]
    gained = [groups.gains(sides, lone) for sides in held]
    while True:
        best, number, move = 0.0, -1, (0, 0)
        for other, found in enumerate(gained):
            for key, gain in found.items():
                if gain > best:
                    best, number, move = gain, other, key
        if number < 0:
            break
        held[number][move[0]].add(move[1])
        del lone[move]
        for found in gained:
            found.pop(move, None)
        gained[number] = groups.gains(held[number], lone)
    return [
        bead._replace(
            apart_zh=tuple(sorted(zh - set(range(bead.zh_start, bead.zh_end)))),
            apart_en=tuple(sorted(en - set(range(bead.en_start, bead.en_end)))),
        )
        for bead, (zh, en) in zip(links, held, strict=True)
    ]
