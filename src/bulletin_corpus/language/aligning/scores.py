"""The score of every bead inside a band: word odds both ways, length, shape, and how its sentences begin and end.

A token of one side gains by the odds of the words of a group on the other side; running sums over sentences make the
score of each bead a few look-ups. Input is a tokenised pair, output arrays; searching them is left to others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.aligning.band import BLOCK, expand, occurrences
from bulletin_corpus.language.aligning.beads import MOST_OF_A_SIDE, NEVER, SHAPES, usual_habits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.beads import Bead, Habits, Weights
    from bulletin_corpus.language.words.odds import Side, TextPair

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


class Scores:
    """The scores of all beads inside the band."""

    def __init__(
        self,
        pair: TextPair,
        weights: Weights,
        lows: Ints | None = None,
        width: int = 0,
        habits: Habits | None = None,
    ) -> None:
        self.habits = habits or usual_habits()
        self._kept_en: dict[int, Floats] = {}
        self._kept_zh: dict[int, Floats] = {}
        if lows is None:
            lows, width = np.zeros(len(pair.zh) + 1, np.int64), len(pair.en) + 1
        self.pair, self.weights, self.lows, self.width = pair, weights, lows, width
        n, m = len(pair.zh), len(pair.en)
        odds = pair.odds
        highs = np.minimum(lows + width, m)
        self.forward = _grouped(pair.zh, pair.en, (odds.zh, odds.en, odds.forward), (lows, highs), weights)
        # the same band seen from the English side
        boundaries = np.arange(m + 1)
        lows_en = np.searchsorted(highs[:n], boundaries, side="left")
        highs_en = np.minimum(np.searchsorted(lows[:n], boundaries, side="right"), n)
        lows_en = np.minimum(lows_en, np.maximum(0, n - 1))
        turned = np.argsort(odds.en, kind="stable")
        swapped = (odds.en[turned], odds.zh[turned], odds.backward[turned])
        self.backward = _grouped(pair.en, pair.zh, swapped, (lows_en, highs_en), weights)
        self.chars_zh = np.concatenate([[0.0], np.cumsum(pair.zh.chars)])
        self.chars_en = np.concatenate([[0.0], np.cumsum(pair.en.chars)])
        self.ratio = self.chars_en[-1] / max(1.0, self.chars_zh[-1])

    def tokens(self, bead: Bead) -> int:
        """The number of tokens of the bead's sentences."""
        zh, en = self.pair.zh.starts, self.pair.en.starts
        return int(zh[bead.zh_end] - zh[bead.zh_start] + en[bead.en_end] - en[bead.en_start])

    def null_zh(self) -> list[float]:
        """The score of each Chinese sentence without counterpart."""
        weights = self.weights
        more = weights.shape * float(np.log(self.habits.shapes[1, 0] / SHAPES[1, 0]))
        alone = more + weights.null_zh + weights.null_token_zh * self.pair.zh.sizes
        return [float(score) for score in alone - weights.introduces * (self.pair.zh.endings == 4)]

    def null_en(self) -> list[float]:
        """The score of each English sentence without counterpart."""
        weights = self.weights
        more = weights.shape * float(np.log(self.habits.shapes[0, 1] / SHAPES[0, 1]))
        alone = more + weights.null_en + weights.null_token_en * self.pair.en.sizes
        return [float(score) for score in alone - weights.introduces * (self.pair.en.endings == 4)]

    def of_shape(self, shape: tuple[int, int]) -> Floats:
        """The score of a bead of this shape that ends behind i Chinese, j English sentences: row i, column j - low."""
        a, b = shape
        weights = self.weights
        n, m = len(self.pair.zh), len(self.pair.en)
        scores = np.full((n + 1, self.width), NEVER)
        if b == 0:
            scores[1:] = np.array(self.null_zh())[:, None]
            return scores
        if a > n or b > m:
            return scores
        i = np.arange(a, n + 1)[:, None]
        j = self.lows[a:][:, None] + np.arange(self.width)[None, :]
        valid = (j >= b) & (j <= m)
        j = np.clip(j, b, m)
        gained = self._gained_en(a)
        value = weights.forward * (gained[:, MOST_OF_A_SIDE:] - gained[:, MOST_OF_A_SIDE - b : -b])
        value += weights.backward * (self._gained_zh(b)[a:] - self.backward.running_to(j - b, b, i - a))
        zh = self.chars_zh[i] - self.chars_zh[i - a]
        en = self.chars_en[j] - self.chars_en[j - b]
        squared = (en - zh * self.ratio) ** 2 / (weights.variance * (zh * self.ratio + en + 10.0))
        value -= weights.length * 0.5 * squared / (1 + 0.03 * squared)
        sides = self.pair.zh, self.pair.en
        value += weights.edges * self.habits.openings[sides[0].openings[i - a], sides[1].openings[j - b]]
        value += weights.edges * self.habits.endings[sides[0].endings[i - 1], sides[1].endings[j - 1]]
        value += weights.shape * float(np.log(self.habits.shapes[shape]))
        scores[a:] = np.where(valid, value, NEVER)
        return scores

    def _gained_en(self, a: int) -> Floats:
        """What all English sentences up to j gain from the Chinese group that ends at i; six more columns in front."""
        if a not in self._kept_en:
            i = np.arange(a, len(self.pair.zh) + 1)[:, None]
            j = self.lows[a:][:, None] + np.arange(-MOST_OF_A_SIDE, self.width)[None, :]
            self._kept_en[a] = self.forward.running_to(i - a, a, j)
        return self._kept_en[a]

    def _gained_zh(self, b: int) -> Floats:
        """What all Chinese sentences up to i gain from the English group that ends at j."""
        if b not in self._kept_zh:
            i = np.arange(len(self.pair.zh) + 1)[:, None]
            j = self.lows[:, None] + np.arange(self.width)[None, :]
            self._kept_zh[b] = self.backward.running_to(np.clip(j, b, len(self.pair.en)) - b, b, i)
        return self._kept_zh[b]


class _Grouped(NamedTuple):
    """Running sums over the other side's sentences, for each group of this side's: [start, size - 1, column - low]."""

    running: Floats
    lows: Ints

    def running_to(self, start: Ints, size: int, last: Ints) -> Floats:
        """What the other side's sentences up to `last` gain from the group of `size` that begins at `start`."""
        column = np.clip(last - self.lows[start], 0, self.running.shape[2] - 1)
        gained: Floats = self.running[:, size - 1][start, column]
        return gained


def _grouped(
    given: Side, other: Side, odds: tuple[Ints, Ints, Floats], bounds: tuple[Ints, Ints], weights: Weights
) -> _Grouped:
    """How well each sentence of `other` is explained by each group of up to six sentences of `given`, inside the band.

    A token e of the other side gains log(1 + (1-λ)/λ · Σ t(e|z) / (|group|^δ · p(e))).
    """
    n = len(given)
    hits = Hits(given, other, odds)
    gain = gains(other, weights)
    sizes = np.concatenate([[0], np.cumsum(given.sizes)])
    blocks = _blocks(n, *bounds)
    width = max(high - low for _, _, low, high in blocks)
    running = np.zeros((n, MOST_OF_A_SIDE, width + 1))
    lows = np.zeros(n + 1, np.int64)
    sentence_of = np.repeat(np.arange(len(other)), other.sizes)
    for begin, end, low, high in blocks:
        lows[begin:end] = low
        rows = min(n, end + MOST_OF_A_SIDE - 1) - begin
        first, last = int(other.starts[low]), int(other.starts[high])
        if first == last:
            continue
        dense = hits.dense(begin, begin + rows, first, last)
        group = np.zeros((end - begin, last - first))
        here, span = sentence_of[first:last] - low, high - low
        for size in range(1, MOST_OF_A_SIDE + 1):
            usable = min(end - begin, rows - size + 1)
            if usable <= 0:
                break
            group[:usable] += dense[size - 1 : size - 1 + usable]
            cells = np.flatnonzero(group[:usable].reshape(-1) > 0)
            row, column = np.divmod(cells, last - first)
            at = begin + np.arange(usable)
            length = (sizes[at + size] - sizes[at]) ** weights.dilution
            won = np.log1p(gain[first + column] * group.reshape(-1)[cells] / length[row])
            sums = np.bincount(row * span + here[column], won, minlength=usable * span).reshape(usable, span)
            part = running[begin : begin + usable, size - 1]
            np.cumsum(sums, axis=1, out=part[:, 1 : span + 1])
            part[:, span + 1 :] = part[:, span : span + 1]
    return _Grouped(running, lows)


def gains(side: Side, weights: Weights) -> Floats:
    """What each token's odds are multiplied with: much for a rare word; `rarity` tokens of the genre are added."""
    counts = np.bincount(side.types, minlength=len(side.vocabulary))
    share = (counts + weights.rarity * side.background)[side.types] / (len(side.types) + weights.rarity)
    gain: Floats = (1 - weights.chance) / weights.chance / share
    return gain


def _blocks(n: int, lows: Ints, highs: Ints) -> list[tuple[int, int, int, int]]:
    """Sentences `[begin, end)` that share a band, and the band `[low, high)` of the other side."""
    step = BLOCK if n > 2 * BLOCK else n
    found = []
    for begin in range(0, n, step):
        end = min(n, begin + step)
        low, high = int(lows[begin:end].min()), int(highs[begin : min(n, end + MOST_OF_A_SIDE)].max())
        found.append((begin, end, low, max(low, high)))
    return found


class Hits:
    """Where the words of one side may be rendered on the other one."""

    def __init__(self, given: Side, other: Side, odds: tuple[Ints, Ints, Floats]) -> None:
        pairs_given, self.kinds, self.values = odds
        self.given = given
        self.first_pair = np.searchsorted(pairs_given, np.arange(len(given.vocabulary) + 1))
        self.order, _ = occurrences(other)
        self.scale = len(other.types) + 1
        self.keys = other.types[self.order] * self.scale + self.order
        self.sentence_of = np.repeat(np.arange(len(given)), given.sizes)

    def dense(self, begin: int, end: int, first: int, last: int) -> Floats:
        """For the sentences `[begin, end)` and the other side's tokens `[first, last)` the sum of odds."""
        columns = last - first
        a, b = int(self.given.starts[begin]), int(self.given.starts[end])
        types = self.given.types[a:b]
        owners, nth = expand(self.first_pair[types + 1] - self.first_pair[types])
        pair = self.first_pair[types][owners] + nth
        kind = self.kinds[pair] * self.scale
        left = np.searchsorted(self.keys, kind + first)
        owners2, nth2 = expand(np.searchsorted(self.keys, kind + last) - left)
        position = self.order[left[owners2] + nth2] - first
        cell = (self.sentence_of[a:b] - begin)[owners][owners2] * columns + position
        sums = np.bincount(cell, self.values[pair][owners2], (end - begin) * columns).astype(np.float64, copy=False)
        return sums.reshape(end - begin, columns)
