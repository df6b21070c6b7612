"""The best way to cut two texts into beads: groups of sentences that say the same, or stand alone.

Scores every bead of up to six sentences a side inside a band, from word odds, lengths and how usual its shape is, and
finds the best sequence by dynamic programming. Order is kept: links that cross are for the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bulletin_corpus.language.odds import Side, TextPair

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

MOST_OF_A_SIDE, MOST_TOGETHER = 6, 8
BLOCK = 16  # Chinese sentences that share a band; small enough for a narrow band, large enough for whole-array steps
NEVER = -1e9


class Bead(NamedTuple):
    """Chinese sentences `[zh_start, zh_end)` and English ones `[en_start, en_end)`; one side may be empty."""

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    score: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What the score of a bead is made of; calibrated on novels, proceedings and news, see benchmarks/alignment.py."""

    forward: float = 0.45
    backward: float = 0.30
    chance: float = 0.4  # the share of words that come from nowhere
    dilution: float = 1.05
    length: float = 0.7
    variance: float = 3.0
    shape: float = 1.3
    null_zh: float = -3.0
    null_en: float = -3.5
    null_token: float = 0.1
    step_back: float = 3.0  # a link that stands before the one of the Chinese sentence before
    step_over: float = 0.5
    rarity: float = 0.0  # tokens that every text is thought to hold besides its own


TEXT_WEIGHTS = Weights(shape=1.8, null_token=0.1)
"""For long texts in one order."""
ARTICLE_WEIGHTS = Weights(
    forward=0.329, backward=0.293, chance=0.606, length=0.737, variance=4.79, shape=3.4, null_zh=-1.49, null_en=-5.41,
    null_token=0.185, step_back=4.49, step_over=0.575, rarity=300.0,
)  # fmt: skip
"""For short articles, whose sentences may have moved."""

SHAPES = {
    (1, 1): 0.62, (1, 2): 0.13, (2, 1): 0.08, (1, 3): 0.03, (3, 1): 0.012, (2, 2): 0.02, (1, 4): 0.01, (4, 1): 0.004,
    (2, 3): 0.008, (3, 2): 0.006, (1, 5): 0.003, (5, 1): 0.0015, (1, 6): 0.0012, (6, 1): 0.0006, (3, 3): 0.002,
    (2, 4): 0.003, (4, 2): 0.002, (2, 5): 0.001, (5, 2): 0.0008, (2, 6): 0.0005, (6, 2): 0.0004, (3, 4): 0.0012,
    (4, 3): 0.0008, (3, 5): 0.0005, (5, 3): 0.0004, (4, 4): 0.0005, (1, 0): 0.05, (0, 1): 0.03,
}  # fmt: skip
"""How usual a bead's shape is (Chinese, English sentences)."""


def find_beads(pair: TextPair, weights: Weights) -> list[Bead]:
    """The best sequence of beads, covering every sentence of both sides once, in order."""
    if not len(pair.zh) or not len(pair.en):
        lone_zh = [Bead(i, i + 1, 0, 0, 0.0) for i in range(len(pair.zh))]
        return lone_zh + [Bead(0, 0, j, j + 1, 0.0) for j in range(len(pair.en))]
    lows, width = _band(pair)
    scores = Scores(pair, weights, lows, width)
    return scores.best_path()


def _band(pair: TextPair) -> tuple[Ints, int]:
    """For each Chinese sentence the first English one of its band, and the common width of all bands."""
    n, m = len(pair.zh), len(pair.en)
    if m <= 64 or n <= 16:
        return np.zeros(n + 1, np.int64), m + 1
    path = _coarse_path(pair)
    lows = np.zeros(n + 1, np.int64)
    highs = np.zeros(n + 1, np.int64)
    for start in range(0, n + 1, BLOCK):
        part = path[start : start + BLOCK + 1]
        lows[start : start + BLOCK] = max(0, int(part.min()) - 14)
        highs[start : start + BLOCK] = min(m, int(part.max()) + 14)
    lows, highs = np.minimum.accumulate(lows[::-1])[::-1], np.maximum.accumulate(highs)
    width = int((highs - lows).max()) + 1
    return np.minimum(lows, max(0, m + 1 - width)), width


def _occurrences(side: Side) -> tuple[Ints, Ints]:
    """Positions of tokens sorted by type, and where each type begins among them."""
    order = np.argsort(side.types, kind="stable")
    starts = np.searchsorted(side.types[order], np.arange(len(side.vocabulary) + 1))
    return order, starts


def _expand(lengths: Ints) -> tuple[Ints, Ints]:
    """For lengths 2, 0, 3: owners 0 0 2 2 2 and counts 0 1 0 1 2."""
    owners = np.repeat(np.arange(len(lengths)), lengths)
    ends = np.cumsum(lengths)
    return owners, np.arange(len(owners)) - np.repeat(ends - lengths, lengths)


def _coarse_path(pair: TextPair) -> Ints:
    """For each boundary between Chinese sentences the English boundary on a rough monotone path."""
    n, m = len(pair.zh), len(pair.en)
    odds = pair.odds
    order, starts = _occurrences(pair.en)
    counts_en = np.diff(starts)
    counts_zh = np.bincount(pair.zh.types, minlength=len(pair.zh.vocabulary))
    rare = (counts_en[odds.en] <= 2 + m // 30) & (counts_zh[odds.zh] <= 2 + n // 30)
    zh_types, en_types, weight = odds.zh[rare], odds.en[rare], odds.forward[rare]
    weight = weight / np.sqrt(np.maximum(1, counts_en[en_types] * counts_zh[zh_types]))
    order_zh, starts_zh = _occurrences(pair.zh)
    owners, nth = _expand(np.diff(starts_zh)[zh_types])
    position_zh = order_zh[starts_zh[zh_types[owners]] + nth]
    owners2, nth2 = _expand(counts_en[en_types[owners]])
    position_en = order[starts[en_types[owners][owners2]] + nth2]
    sentence_zh = np.searchsorted(pair.zh.starts, position_zh, side="right")[owners2] - 1
    sentence_en = np.searchsorted(pair.en.starts, position_en, side="right") - 1
    value = weight[owners][owners2]
    by_row = np.argsort(sentence_zh, kind="stable")
    bounds = np.searchsorted(sentence_zh[by_row], np.arange(n + 1))
    slope = m / n
    columns = np.arange(m)
    best = np.zeros(m + 1)
    moves = np.zeros((n + 1, m + 1), np.int8)
    for i in range(n):
        part = by_row[bounds[i] : bounds[i + 1]]
        row = np.bincount(sentence_en[part], value[part], minlength=m)
        row = row + 0.02 - 0.04 * np.minimum(1.0, np.abs(columns - i * slope) / (0.15 * m + 10))
        diagonal = best[:-1] + row
        new = best.copy()
        np.maximum(new[1:], diagonal, out=new[1:])
        taken = np.maximum.accumulate(new)
        moves[i + 1] = np.where(taken > new, 2, 0)
        moves[i + 1, 1:][(taken[1:] == diagonal) & (diagonal > best[1:])] = 1
        best = taken
    path = np.zeros(n + 1, np.int64)
    i, j = n, m
    path[n] = m
    while i > 0:
        move = moves[i, j]
        if move == 2:
            j -= 1
            continue
        j -= int(move)
        i -= 1
        path[i] = j
    return path


class Scores:
    """The scores of all beads inside the band."""

    def __init__(self, pair: TextPair, weights: Weights, lows: Ints | None = None, width: int = 0) -> None:
        if lows is None:
            lows, width = np.zeros(len(pair.zh) + 1, np.int64), len(pair.en) + 1
        self.pair, self.weights, self.lows, self.width = pair, weights, lows, width
        n, m = len(pair.zh), len(pair.en)
        odds = pair.odds
        highs = np.minimum(lows + width, m)
        self.forward = _grouped(pair.zh, pair.en, (odds.zh, odds.en, odds.forward), lows, highs, weights)
        # the same band seen from the English side
        boundaries = np.arange(m + 1)
        lows_en = np.searchsorted(highs[:n], boundaries, side="left")
        highs_en = np.minimum(np.searchsorted(lows[:n], boundaries, side="right"), n)
        lows_en = np.minimum(lows_en, np.maximum(0, n - 1))
        turned = np.argsort(odds.en, kind="stable")
        swapped = (odds.en[turned], odds.zh[turned], odds.backward[turned])
        self.backward = _grouped(pair.en, pair.zh, swapped, lows_en, highs_en, weights)
        self.chars_zh = np.concatenate([[0.0], np.cumsum(pair.zh.chars)])
        self.chars_en = np.concatenate([[0.0], np.cumsum(pair.en.chars)])
        self.ratio = self.chars_en[-1] / max(1.0, self.chars_zh[-1])

    def null_zh(self) -> list[float]:
        """The score of each Chinese sentence without counterpart."""
        weights = self.weights
        alone = weights.null_zh + weights.null_token * self.pair.zh.sizes
        return [float(score) for score in alone]

    def null_en(self) -> list[float]:
        """The score of each English sentence without counterpart."""
        weights = self.weights
        alone = weights.null_en + weights.null_token * self.pair.en.sizes
        return [float(score) for score in alone]

    def best_path(self) -> list[Bead]:
        n, m, width = len(self.pair.zh), len(self.pair.en), self.width
        weights = self.weights
        total = np.full((n + 1 + MOST_OF_A_SIDE, width + 2 * MOST_OF_A_SIDE), NEVER)
        choice = np.zeros((n + 1, width), np.int16)
        shapes = sorted(shape for shape in SHAPES if shape[0] > 0)
        rows = {shape: self.of_shape(shape) for shape in shapes}
        null_en = np.array(self.null_en())
        run_en = np.concatenate([[0.0], np.cumsum(null_en)])
        pad = MOST_OF_A_SIDE
        for i in range(n + 1):
            low = int(self.lows[i])
            ends = low + np.arange(width)
            inside = ends <= m
            best = np.full(width, NEVER)
            if i == 0:
                best[0 if low == 0 else slice(0, 0)] = 0.0
            for number, (a, b) in enumerate(shapes):
                if a > i:
                    continue
                shift = low - int(self.lows[i - a]) - b + pad
                before = total[i - a, max(0, shift) : shift + width]
                if len(before) < width:
                    before = np.concatenate([before, np.full(width - len(before), NEVER)])
                candidate = before + rows[a, b][i]
                better = candidate > best
                best[better] = candidate[better]
                choice[i][better] = number + 1
            best[~inside] = NEVER
            lone = run_en[np.minimum(ends, m)]
            through = np.maximum.accumulate(best - lone) + lone
            choice[i][through > best + 1e-9] = 0
            best = np.where(inside, np.maximum(best, through), NEVER)
            total[i, pad : pad + width] = best
        return self._trace(choice, shapes, rows, null_en)

    def _trace(
        self,
        choice: NDArray[np.int16],
        shapes: list[tuple[int, int]],
        rows: dict[tuple[int, int], Floats],
        null_en: Floats,
    ) -> list[Bead]:
        found: list[Bead] = []
        i, j = len(self.pair.zh), len(self.pair.en)
        while i or j:
            number = int(choice[i, j - int(self.lows[i])])
            if number == 0:
                found.append(Bead(i, i, j - 1, j, float(null_en[j - 1])))
                j -= 1
                continue
            a, b = shapes[number - 1]
            found.append(Bead(i - a, i, j - b, j, float(rows[a, b][i, j - int(self.lows[i])])))
            i, j = i - a, j - b
        return found[::-1]

    def of_shape(self, shape: tuple[int, int]) -> Floats:
        """The score of a bead of this shape that ends behind i Chinese and j English sentences: row i, column j - low."""
        a, b = shape
        weights = self.weights
        n, m = len(self.pair.zh), len(self.pair.en)
        prior = weights.shape * float(np.log(SHAPES[shape]))
        scores = np.full((n + 1, self.width), NEVER)
        if b == 0:
            scores[1:] = np.array(self.null_zh())[:, None]
            return scores
        i = np.arange(a, n + 1)[:, None]
        j = self.lows[a:][:, None] + np.arange(self.width)[None, :]
        valid = (j >= b) & (j <= m)
        j = np.clip(j, b, m)
        lexical = weights.forward * self.forward.sums(i - a, a, j - b, j)
        lexical += weights.backward * self.backward.sums(j - b, b, i - a, i)
        zh = self.chars_zh[i] - self.chars_zh[i - a]
        en = self.chars_en[j] - self.chars_en[j - b]
        squared = (en - zh * self.ratio) ** 2 / (weights.variance * (zh * self.ratio + en + 10.0))
        value = lexical - weights.length * 0.5 * squared / (1 + 0.03 * squared) + prior
        scores[a:] = np.where(valid, value, NEVER)
        return scores


class _Grouped(NamedTuple):
    """Running sums over the other side's sentences, for each group of this side's: [start, size - 1, column - low]."""

    running: Floats
    lows: Ints

    def sums(self, start: Ints, size: int, first: Ints, last: Ints) -> Floats:
        """What the sentences `[first, last)` of the other side gain from the group of `size` that begins at `start`."""
        low = self.lows[start]
        width = self.running.shape[2] - 1
        table = self.running[:, size - 1]
        begin, end = np.clip(first - low, 0, width), np.clip(last - low, 0, width)
        inside = (first >= low) & (last - low <= width)
        return np.where(inside, table[start, end] - table[start, begin], 0.0)


def _grouped(
    given: Side, other: Side, odds: tuple[Ints, Ints, Floats], lows: Ints, highs: Ints, weights: Weights
) -> _Grouped:
    """How well each sentence of `other` is explained by each group of up to six sentences of `given`, inside the band.

    A token e of the other side gains log(1 + (1-λ)/λ · Σ t(e|z) / (|group|^δ · p(e))).
    """
    n, m = len(given), len(other)
    pairs_given, pairs_other, values = odds
    first_pair = np.searchsorted(pairs_given, np.arange(len(given.vocabulary) + 1))
    order, starts = _occurrences(other)
    keys = other.types[order] * (len(other.types) + 1) + order
    counts = np.bincount(other.types, minlength=len(other.vocabulary))
    share = counts[other.types] / (len(other.types) + weights.rarity)
    gain = (1 - weights.chance) / weights.chance / np.maximum(share, 1e-9)
    sizes = np.concatenate([[0], np.cumsum(given.sizes)])
    block_lows, block_highs = [], []
    bounds = list(range(0, n, BLOCK)) if n > 2 * BLOCK else [0]
    for begin in bounds:
        end = min(n, begin + BLOCK) if len(bounds) > 1 else n
        block_lows.append(int(lows[begin:end].min()))
        block_highs.append(max(int(highs[begin : min(n, end + MOST_OF_A_SIDE)].max()), block_lows[-1]))
    width = max(high - low for low, high in zip(block_lows, block_highs, strict=True))
    running = np.zeros((n, MOST_OF_A_SIDE, width + 1))
    first_column = np.zeros(n + 1, np.int64)
    for number, begin in enumerate(bounds):
        end = min(n, begin + BLOCK) if len(bounds) > 1 else n
        low, high = block_lows[number], block_highs[number]
        first_column[begin:end] = low
        token_low, token_high = int(other.starts[low]), int(other.starts[high])
        rows = min(n, end + MOST_OF_A_SIDE - 1) - begin
        columns = token_high - token_low
        if not columns:
            continue
        token_begin, token_end = int(given.starts[begin]), int(given.starts[begin + rows])
        owners, nth = _expand(np.diff(first_pair)[given.types[token_begin:token_end]])
        pair = first_pair[given.types[token_begin:token_end]][owners] + nth
        kind = pairs_other[pair]
        left = np.searchsorted(keys, kind * (len(other.types) + 1) + token_low)
        right = np.searchsorted(keys, kind * (len(other.types) + 1) + token_high)
        owners2, nth2 = _expand(right - left)
        position = order[left[owners2] + nth2] - token_low
        sentence = np.searchsorted(given.starts, token_begin + owners, side="right") - 1 - begin
        cell = sentence[owners2] * columns + position
        dense = np.bincount(cell, values[pair][owners2], minlength=rows * columns).reshape(rows, columns)
        group = np.zeros((end - begin, columns))
        edges = other.starts[low:high] - token_low
        filled = np.flatnonzero(np.diff(other.starts[low : high + 1]))
        for size in range(1, MOST_OF_A_SIDE + 1):
            usable = min(end - begin, rows - size + 1)
            if usable <= 0:
                break
            group[:usable] += dense[size - 1 : size - 1 + usable]
            row, column = np.nonzero(group[:usable])
            at = begin + row
            length = (sizes[at + size] - sizes[at]).astype(np.float64) ** weights.dilution
            won = np.zeros((usable, columns))
            won[row, column] = np.log1p(gain[token_low + column] * group[row, column] / length)
            if len(filled):
                sums = np.add.reduceat(won, edges[filled], axis=1)
                table = np.zeros((usable, high - low))
                table[:, filled] = sums
                running[begin : begin + usable, size - 1, 1 : high - low + 1] = np.cumsum(table, axis=1)
                running[begin : begin + usable, size - 1, high - low + 1 :] = running[
                    begin : begin + usable, size - 1, high - low
                ][:, None]
    del m
    return _Grouped(running, first_column)
