"""The best way to cut two texts into beads: groups of sentences that say the same, or stand alone.

Scores every bead of up to six sentences a side inside a band, from word odds, lengths and how usual its shape is, and
finds the best sequence by dynamic programming. Order is kept: links that cross are for the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.odds import Side, TextPair

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

MOST_OF_A_SIDE, MOST_TOGETHER = 6, 8
BLOCK = 16  # Chinese sentences that share a band; small enough for a narrow band, large enough for whole-array steps
NEVER = -1e9


class Bead(NamedTuple):
    """Chinese sentences `[zh_start, zh_end)` and English ones `[en_start, en_end)`; one side may be empty.

    `score` is its share in the score of the whole sequence, `likelihood` how likely it is among all that could stand
    in its place, 0 to 1, before any calibration.
    """

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    score: float
    likelihood: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """What is usual in the texts at hand.

    Attributes:
        shapes: share of each bead shape (Chinese, English sentences).
        openings, endings: how much likelier than by chance two sentences begin, or end, so: [Chinese, English], in logs.
    """

    shapes: dict[tuple[int, int], float]
    openings: Floats
    endings: Floats


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
    null_token_zh: float = 0.1
    null_token_en: float = 0.1
    edges: float = 1.0
    introduces: float = 0.0  # against leaving alone a sentence that ends with a colon and so belongs to the next one
    temperature: float = 3.0  # how much a difference in score says; fitted so that likelihoods are true
    strangers: float = 0.0  # people are named on both sides, but other ones
    step_back: float = 3.0  # a link that stands before the one of the Chinese sentence before
    step_over: float = 0.5
    rarity: float = 0.0  # tokens that every text is thought to hold besides its own


TEXT_WEIGHTS = Weights(shape=1.8, null_zh=-3.0, null_en=-4.0)
"""For long texts in one order."""
LEARNT_WEIGHTS = Weights(shape=1.8, null_zh=-3.0, null_en=-4.0, forward=0.6)
"""The same, with odds and habits learnt from the texts."""
ARTICLE_WEIGHTS = Weights(
    forward=0.329, backward=0.293, chance=0.606, length=0.737, variance=4.79, shape=3.4, null_zh=-1.49, null_en=-5.41,
    null_token_zh=0.185, null_token_en=0.185, edges=0.5, strangers=2.0, step_back=4.49, step_over=0.575, rarity=2000.0,
)  # fmt: skip
"""For short articles, whose sentences may have moved."""

SHAPES = {
    (1, 1): 0.62, (1, 2): 0.13, (2, 1): 0.08, (1, 3): 0.03, (3, 1): 0.012, (2, 2): 0.02, (1, 4): 0.01, (4, 1): 0.004,
    (2, 3): 0.008, (3, 2): 0.006, (1, 5): 0.003, (5, 1): 0.0015, (1, 6): 0.0012, (6, 1): 0.0006, (3, 3): 0.002,
    (2, 4): 0.003, (4, 2): 0.002, (2, 5): 0.001, (5, 2): 0.0008, (2, 6): 0.0005, (6, 2): 0.0004, (3, 4): 0.0012,
    (4, 3): 0.0008, (3, 5): 0.0005, (5, 3): 0.0004, (4, 4): 0.0005, (1, 0): 0.05, (0, 1): 0.03,
}  # fmt: skip
"""How usual a bead's shape is (Chinese, English sentences)."""


def _usual_openings() -> Floats:
    return np.array([[0.1, -0.8], [-0.8, 0.8]])


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


def usual_habits() -> Habits:
    """What is usual in translated prose."""
    return Habits(SHAPES, _usual_openings(), _usual_endings())


def observed_habits(pairs: Sequence[TextPair], beads: Sequence[Sequence[Bead]]) -> Habits:
    """What is usual in these texts, by the beads that a first pass found; what is usual elsewhere smooths it."""
    usual = usual_habits()
    shapes = dict.fromkeys(SHAPES, 0.0)
    openings, endings = np.zeros((2, 2)), np.zeros((10, 10))
    for pair, found in zip(pairs, beads, strict=True):
        for bead in found:
            shape = (bead.zh_end - bead.zh_start, bead.en_end - bead.en_start)
            shapes[shape] = shapes.get(shape, 0.0) + 1
            if all(shape):
                openings[pair.zh.openings[bead.zh_start], pair.en.openings[bead.en_start]] += 1
                endings[pair.zh.endings[bead.zh_end - 1], pair.en.endings[bead.en_end - 1]] += 1
    total = sum(shapes.values())
    weight = sum(SHAPES.values())
    smoothed = {shape: (n + 60 * SHAPES.get(shape, 0.0) / weight) / (total + 60) for shape, n in shapes.items()}
    return Habits(smoothed, _association(openings, usual.openings), _association(endings, usual.endings))


def _association(counts: Floats, usual: Floats) -> Floats:
    """How much more often than by chance two kinds meet, in logs; ten expected meetings count as much as the usual."""
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / max(1.0, counts.sum())
    return np.log((counts + 10 * np.exp(usual)) / (expected + 10))


def find_beads(pair: TextPair, weights: Weights, habits: Habits | None = None) -> list[Bead]:
    """The best sequence of beads, covering every sentence of both sides once, in order."""
    if not len(pair.zh) or not len(pair.en):
        lone_zh = [Bead(i, i + 1, 0, 0, 0.0) for i in range(len(pair.zh))]
        return lone_zh + [Bead(0, 0, j, j + 1, 0.0) for j in range(len(pair.en))]
    lows, width = _band(pair)
    scores = Scores(pair, weights, lows, width, habits)
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

    def __init__(
        self,
        pair: TextPair,
        weights: Weights,
        lows: Ints | None = None,
        width: int = 0,
        habits: Habits | None = None,
    ) -> None:
        self.habits = habits or usual_habits()
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

    def best_path(self) -> list[Bead]:
        """The best sequence of beads that keeps the order of both texts, by dynamic programming."""
        n, m, width = len(self.pair.zh), len(self.pair.en), self.width
        shapes = sorted(shape for shape in SHAPES if shape[0] > 0)
        rows = np.empty((n + 1, len(shapes), width))
        for number, shape in enumerate(shapes):
            rows[:, number] = self.of_shape(shape)
        null_en = np.array(self.null_en())
        grid = _Grid(self.lows, width, len(self.pair.en), np.array(shapes))
        total, choice = grid.best(rows, null_en)
        del total
        found = self._trace(choice, shapes, rows, null_en)
        return grid.with_likelihoods(found, rows, null_en, self.weights.temperature)

    def _trace(
        self, choice: NDArray[np.int16], shapes: list[tuple[int, int]], rows: Floats, null_en: Floats
    ) -> list[Bead]:
        found: list[Bead] = []
        i, j = len(self.pair.zh), len(self.pair.en)
        while i or j:
            column = j - int(self.lows[i])
            number = int(choice[i, column]) if i else 0
            if number == 0:
                found.append(Bead(i, i, j - 1, j, float(null_en[j - 1])))
                j -= 1
                continue
            a, b = shapes[number - 1]
            found.append(Bead(i - a, i, j - b, j, float(rows[i, number - 1, column])))
            i, j = i - a, j - b
        return found[::-1]

    def of_shape(self, shape: tuple[int, int]) -> Floats:
        """The score of a bead of this shape that ends behind i Chinese, j English sentences: row i, column j - low."""
        a, b = shape
        weights = self.weights
        n, m = len(self.pair.zh), len(self.pair.en)
        prior = weights.shape * float(np.log(self.habits.shapes[shape]))
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
        lexical = weights.forward * self.forward.sums(i - a, a, j - b, j)
        lexical += weights.backward * self.backward.sums(j - b, b, i - a, i)
        zh = self.chars_zh[i] - self.chars_zh[i - a]
        en = self.chars_en[j] - self.chars_en[j - b]
        squared = (en - zh * self.ratio) ** 2 / (weights.variance * (zh * self.ratio + en + 10.0))
        value = lexical - weights.length * 0.5 * squared / (1 + 0.03 * squared) + prior
        sides = self.pair.zh, self.pair.en
        value += weights.edges * self.habits.openings[sides[0].openings[i - a], sides[1].openings[j - b]]
        value += weights.edges * self.habits.endings[sides[0].endings[i - 1], sides[1].endings[j - 1]]
        scores[a:] = np.where(valid, value, NEVER)
        return scores


class _Grid:
    """The dynamic programs over the band: cell (i, j - low of i) lies behind i Chinese and j English sentences."""

    def __init__(self, lows: Ints, width: int, m: int, shapes: Ints) -> None:
        self.lows, self.width, self.m = lows, width, m
        self.groups, self.others = shapes.T
        self.columns = np.arange(width)
        # a frame of impossible cells around the table, so that no step needs a test
        self.pad = MOST_OF_A_SIDE
        self.stride = width + 2 * self.pad + int(np.diff(lows).max(initial=0)) * self.pad

    def best(self, rows: Floats, null_en: Floats) -> tuple[Floats, NDArray[np.int16]]:
        """The best score of each cell, and by which shape it is reached: its number from 1, 0 for a lone sentence."""
        n = len(self.lows) - 1
        total = self._table(n)
        choice = np.zeros((n + 1, self.width), np.int16)
        run_en = self._run(null_en)
        for i in range(n + 1):
            candidates = self._before(total, i) + rows[i]
            number = candidates.argmax(axis=0)
            best = candidates[number, self.columns] if i else self._start()
            lone = run_en[self.lows[i] : self.lows[i] + self.width]
            through = np.maximum.accumulate(best - lone) + lone
            choice[i] = np.where(through > best + 1e-9, 0, number + 1)
            self._put(total, i, np.maximum(best, through))
        return total, choice

    def with_likelihoods(self, found: list[Bead], rows: Floats, null_en: Floats, temperature: float) -> list[Bead]:
        """The beads with their share among all sequences, each sequence weighted by exp(score / temperature)."""
        n = len(self.lows) - 1
        cooled, run_en = rows / temperature, self._run(null_en / temperature)
        ahead = self._table(n)
        for i in range(n + 1):
            lone = run_en[self.lows[i] : self.lows[i] + self.width]
            reached = _log_sum(self._before(ahead, i) + cooled[i]) if i else self._start()
            self._put(ahead, i, np.logaddexp.accumulate(reached - lone) + lone)
        behind = self._table(n)
        for i in range(n, -1, -1):
            lone = run_en[self.lows[i] : self.lows[i] + self.width]
            left = (
                self._after(behind, cooled, i) if i < n else np.where(self.columns + self.lows[n] == self.m, 0.0, NEVER)
            )
            self._put(behind, i, np.logaddexp.accumulate((left + lone)[::-1])[::-1] - lone)
        whole = ahead[n + self.pad, self.pad + self.m - int(self.lows[n])]
        shape_number = {
            shape: k for k, shape in enumerate(zip(self.groups.tolist(), self.others.tolist(), strict=True))
        }
        out = []
        for bead in found:
            i, j = bead.zh_start, bead.en_start
            number = shape_number.get((bead.zh_end - i, bead.en_end - j))
            likelihood = 0.0
            if number is not None:
                start = ahead[i + self.pad, self.pad + j - int(self.lows[i])]
                column = bead.en_end - int(self.lows[bead.zh_end])
                end = behind[bead.zh_end + self.pad, self.pad + column]
                likelihood = float(np.exp(min(0.0, start + cooled[bead.zh_end, number, column] + end - whole)))
            out.append(bead._replace(likelihood=likelihood))
        return out

    def _table(self, n: int) -> Floats:
        return np.full((n + 1 + 2 * self.pad, self.stride), NEVER)

    def _start(self) -> Floats:
        return np.where(self.columns + self.lows[0] == 0, 0.0, NEVER)

    def _run(self, null_en: Floats) -> Floats:
        return np.concatenate([[0.0], np.cumsum(null_en), np.zeros(self.width)])

    def _put(self, table: Floats, i: int, values: Floats) -> None:
        inside = min(self.width, self.m + 1 - int(self.lows[i]))
        table[i + self.pad, self.pad : self.pad + inside] = np.maximum(values[:inside], NEVER)

    def _before(self, table: Floats, i: int) -> Floats:
        """For each shape and column of row i the value of the cell that a bead of this shape comes from."""
        source = i - self.groups
        shift = self.lows[i] - self.lows[np.maximum(source, 0)] - self.others + self.pad
        return table.reshape(-1)[((source + self.pad) * self.stride + shift)[:, None] + self.columns]

    def _after(self, table: Floats, rows: Floats, i: int) -> Floats:
        """For each column of row i the sum over all beads that leave it, in logs."""
        n = len(self.lows) - 1
        target = np.minimum(i + self.groups, n)
        column = self.columns + (self.lows[i] - self.lows[target] + self.others)[:, None]
        inside = (column >= 0) & (column < self.width) & (i + self.groups <= n)[:, None]
        column = np.clip(column, 0, self.width - 1)
        numbers = np.arange(len(self.groups))[:, None]
        values = rows[target[:, None], numbers, column] + table[target[:, None] + self.pad, column + self.pad]
        return _log_sum(np.where(inside, values, NEVER))


def _log_sum(values: Floats) -> Floats:
    """Log Σ exp over the first axis."""
    top = values.max(axis=0)
    return top + np.log(np.exp(values - top).sum(axis=0))


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
    given: Side, other: Side, odds: tuple[Ints, Ints, Floats], bounds: tuple[Ints, Ints], weights: Weights
) -> _Grouped:
    """How well each sentence of `other` is explained by each group of up to six sentences of `given`, inside the band.

    A token e of the other side gains log(1 + (1-λ)/λ · Σ t(e|z) / (|group|^δ · p(e))).
    """
    n = len(given)
    hits = _Hits(given, other, odds)
    gain = (1 - weights.chance) / weights.chance / _share(other, weights.rarity)
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


def _share(side: Side, rarity: float) -> Floats:
    """How much of the text each token's type makes up; `rarity` tokens of the genre are added to the text's own."""
    counts = np.bincount(side.types, minlength=len(side.vocabulary))
    return (counts + rarity * side.background)[side.types] / (len(side.types) + rarity)


def _blocks(n: int, lows: Ints, highs: Ints) -> list[tuple[int, int, int, int]]:
    """Sentences `[begin, end)` that share a band, and the band `[low, high)` of the other side."""
    step = BLOCK if n > 2 * BLOCK else n
    found = []
    for begin in range(0, n, step):
        end = min(n, begin + step)
        low, high = int(lows[begin:end].min()), int(highs[begin : min(n, end + MOST_OF_A_SIDE)].max())
        found.append((begin, end, low, max(low, high)))
    return found


class _Hits:
    """Where the words of one side may be rendered on the other one."""

    def __init__(self, given: Side, other: Side, odds: tuple[Ints, Ints, Floats]) -> None:
        pairs_given, self.kinds, self.values = odds
        self.given = given
        self.first_pair = np.searchsorted(pairs_given, np.arange(len(given.vocabulary) + 1))
        self.order, _ = _occurrences(other)
        self.scale = len(other.types) + 1
        self.keys = other.types[self.order] * self.scale + self.order
        self.sentence_of = np.repeat(np.arange(len(given)), given.sizes)

    def dense(self, begin: int, end: int, first: int, last: int) -> Floats:
        """For the sentences `[begin, end)` and the other side's tokens `[first, last)` the sum of odds."""
        columns = last - first
        a, b = int(self.given.starts[begin]), int(self.given.starts[end])
        types = self.given.types[a:b]
        owners, nth = _expand(self.first_pair[types + 1] - self.first_pair[types])
        pair = self.first_pair[types][owners] + nth
        kind = self.kinds[pair] * self.scale
        left = np.searchsorted(self.keys, kind + first)
        owners2, nth2 = _expand(np.searchsorted(self.keys, kind + last) - left)
        position = self.order[left[owners2] + nth2] - first
        cell = (self.sentence_of[a:b] - begin)[owners][owners2] * columns + position
        return np.bincount(cell, self.values[pair][owners2], (end - begin) * columns).reshape(end - begin, columns)
