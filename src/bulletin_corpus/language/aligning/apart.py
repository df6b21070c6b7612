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
        self.pair, self.shapes = pair, scores.habits.shapes
        types_en, types_zh = pair.en.types, pair.zh.types
        _, held_en, en = scores.hits_en.of_types(0, len(pair.zh), types_en)
        _, held_zh, zh = scores.hits_zh.of_types(0, len(pair.en), types_zh)
        self.forward = held_en[:, en] * gains(pair.en, self.weights)[types_en]
        self.backward = held_zh[:, zh] * gains(pair.zh, self.weights)[types_zh]
        self.chars = pair.zh.chars * scores.ratio, pair.en.chars

    def gains(
        self, held: tuple[set[int], set[int]], lone: dict[tuple[int, int], float]
    ) -> dict[tuple[int, int], float]:
        """What a link gains by each lone sentence (side, number) over its score alone, if it may hold one more."""
        sides = tuple(sorted(side) for side in held)
        found = {}
        for side in (0, 1):
            numbers = [number for of, number in lone if of == side]
            if numbers and len(held[side]) < MOST_JOINED:
                scores = self._with_each(sides[side], sides[1 - side], np.array(numbers), side)
                for number, gain in zip(numbers, (scores[1:] - scores[0]).tolist(), strict=True):
                    found[side, number] = gain - lone[side, number] - self.weights.apart
        return found

    def _with_each(self, own: list[int], other: list[int], more: Ints, side: int) -> Floats:
        """The score, but for how they begin and end, of the sentences `own` of a side with those of the other one.

        First alone, then with each of the sentences `more` of the own side.
        """
        weights, texts = self.weights, (self.pair.zh, self.pair.en)
        mine, theirs = texts[side], texts[1 - side]
        explains, explained = (self.forward, self.backward) if side == 0 else (self.backward, self.forward)
        factors = (weights.forward, weights.backward) if side == 0 else (weights.backward, weights.forward)
        # what the other side's words gain from mine, and mine from the other side's
        held = np.concatenate([np.arange(theirs.starts[j], theirs.starts[j + 1]) for j in other])
        sums = explains[own][:, held].sum(axis=0) + np.concatenate([np.zeros((1, len(held))), explains[more][:, held]])
        size = mine.sizes[own].sum() + np.concatenate([[0], mine.sizes[more]])
        value: Floats = factors[0] * np.log1p(sums / (np.maximum(1.0, size) ** weights.dilution)[:, None]).sum(axis=1)
        length = max(1.0, float(theirs.sizes[other].sum())) ** weights.dilution
        run = np.concatenate([[0.0], np.cumsum(np.log1p(explained[other].sum(axis=0) / length))])
        won = run[mine.starts[1:]] - run[mine.starts[:-1]]
        value += factors[1] * (won[own].sum() + np.concatenate([[0.0], won[more]]))
        chars = self.chars[side][own].sum() + np.concatenate([[0.0], self.chars[side][more]])
        chars_other = float(self.chars[1 - side][other].sum())
        squared = (chars - chars_other) ** 2 / (weights.variance * (chars + chars_other + 10.0))
        value -= weights.length * 0.5 * squared / (1 + 0.03 * squared)
        shapes = [(count, len(other)) if side == 0 else (len(other), count) for count in (len(own), len(own) + 1)]
        usual = [weights.shape * log(self.shapes.get(shape, RARE_SHAPE)) for shape in shapes]
        value += np.array([usual[0]] + [usual[1]] * len(more))
        return value


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
