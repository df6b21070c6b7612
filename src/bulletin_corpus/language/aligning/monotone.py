"""The best sequence of beads that keeps the order of both texts, and how likely each bead of it is.

Dynamic programming over a band: the best sequence by the greatest sum, the likelihood of a bead by the sums over all
sequences that hold it. Links that cross are left to `rearranged`.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.aligning.band import find_bands
from bulletin_corpus.language.aligning.beads import MOST_OF_A_SIDE, NEVER, SHAPES, SURE, Bead
from bulletin_corpus.language.aligning.scores import Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.band import Band
    from bulletin_corpus.language.aligning.beads import Habits, Weights
    from bulletin_corpus.language.words.odds import TextPair

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]


def find_beads(pair: TextPair, weights: Weights, habits: Habits | None = None, *, judged: bool = True) -> list[Bead]:
    """The best sequence of beads, covering every sentence of both sides once, in order.

    Args:
        pair: the two texts.
        weights: see `beads.Weights`.
        habits: what is usual in these texts; None: in translated prose.
        judged: whether the beads are given their likelihood, which takes half of the search's time.
    """
    if not len(pair.zh) or not len(pair.en):
        lone_zh = [Bead(i, i + 1, 0, 0, 0.0) for i in range(len(pair.zh))]
        return lone_zh + [Bead(0, 0, j, j + 1, 0.0) for j in range(len(pair.en))]
    shapes = sorted(shape for shape in SHAPES if shape[0] > 0)
    for band in find_bands(pair):
        scores = Scores(pair, weights, band, habits)
        rows = np.empty((len(pair.zh) + 1, len(shapes), band.width), np.float32)
        for number, shape in enumerate(shapes):
            rows[:, number] = scores.of_shape(shape)
        null_en = np.array(scores.null_en())
        grid = _Grid(band, len(pair.en), np.array(shapes))
        found = _trace(grid.best(rows, null_en), band.lows, len(pair.en), (shapes, rows, null_en))
        ends = np.array([(bead.zh_end, bead.en_end) for bead in found])
        if not band.is_close(ends[:, 0], ends[:, 1], len(pair.en)):
            break
    if not judged:
        return found
    shared = grid.with_likelihoods(found, rows, null_en, weights.temperature)
    return [bead._replace(likelihood=_calibrated(bead.likelihood, weights.trust)) for bead in shared]


def _calibrated(share: float, trust: tuple[float, float, float]) -> float:
    """The probability behind a bead's share of all sequences."""
    odds = log((share + 1e-4) / (1 - share + 1e-4))
    return 1 / (1 + exp(-(trust[0] + trust[1] * odds + trust[2] * max(0.0, odds - SURE))))


def _trace(
    choice: NDArray[np.int16], lows: Ints, m: int, scored: tuple[list[tuple[int, int]], Singles, Floats]
) -> list[Bead]:
    """The beads of the best sequence, in order, by the shapes chosen for each cell."""
    shapes, rows, null_en = scored
    found: list[Bead] = []
    i, j = len(lows) - 1, m
    while i or j:
        column = j - int(lows[i])
        number = int(choice[i, column]) if i else 0
        if number == 0:
            found.append(Bead(i, i, j - 1, j, float(null_en[j - 1])))
            j -= 1
            continue
        a, b = shapes[number - 1]
        found.append(Bead(i - a, i, j - b, j, float(rows[i, number - 1, column])))
        i, j = i - a, j - b
    return found[::-1]


class _Grid:
    """The dynamic programs over the band: cell (i, j - low of i) lies behind i Chinese and j English sentences."""

    def __init__(self, band: Band, m: int, shapes: Ints) -> None:
        self.lows, self.width, self.m = band.lows, band.width, m
        self.groups, self.others = shapes.T
        self.columns = np.arange(band.width)
        # a frame of impossible cells around the table, so that no step needs a test
        step = int(np.abs(np.diff(band.lows)).max(initial=0)) * MOST_OF_A_SIDE
        self.pad = MOST_OF_A_SIDE + step
        self.stride = band.width + 2 * self.pad

    def best(self, rows: Singles, null_en: Floats) -> NDArray[np.int16]:
        """By which shape the best sequence reaches each cell: its number from 1, 0 for a lone English sentence."""
        n = len(self.lows) - 1
        total = self._table(n)
        choice = np.zeros((n + 1, self.width), np.int16)
        run_en = self._run(null_en)
        lows, places = self.lows.tolist(), self._before()
        for i in range(n + 1):
            candidates = total.take(places[i][:, None] + self.columns)
            candidates += rows[i]
            number = candidates.argmax(axis=0)
            best = candidates.max(axis=0) if i else self._start()
            lone = run_en[lows[i] : lows[i] + self.width]
            through = np.maximum.accumulate(best - lone) + lone
            choice[i] = np.where(through > best + 1e-9, 0, number + 1)
            self._put(total, i, np.maximum(best, through))
        return choice

    def with_likelihoods(self, found: list[Bead], rows: Singles, null_en: Floats, temperature: float) -> list[Bead]:
        """The beads with their share among all sequences, each sequence weighted by exp(score / temperature)."""
        n = len(self.lows) - 1
        run_en = self._run(null_en / temperature)
        ahead, behind = self._table(n), self._table(n)
        lows, places = self.lows.tolist(), self._before()
        cooler = np.float32(1 / temperature)
        for i in range(n + 1):
            lone = run_en[lows[i] : lows[i] + self.width]
            reached = _log_sum(ahead.take(places[i][:, None] + self.columns) + cooler * rows[i]) if i else self._start()
            self._put(ahead, i, np.logaddexp.accumulate(reached - lone) + lone)
        leaving, places = self._by_start(rows), self._after()
        for i in range(n, -1, -1):
            lone = run_en[lows[i] : lows[i] + self.width]
            end = np.where(self.columns + lows[n] == self.m, 0.0, NEVER)
            left = _log_sum(behind.take(places[i][:, None] + self.columns) + cooler * leaving[i]) if i < n else end
            self._put(behind, i, np.logaddexp.accumulate((left + lone)[::-1])[::-1] - lone)
        whole = ahead[n + self.pad, self.pad + self.m - int(self.lows[n])]
        numbers = {shape: k for k, shape in enumerate(zip(self.groups.tolist(), self.others.tolist(), strict=True))}
        out = []
        for bead in found:
            number = numbers.get((bead.zh_end - bead.zh_start, bead.en_end - bead.en_start))
            if number is not None:
                start = ahead[bead.zh_start + self.pad, self.pad + bead.en_start - int(self.lows[bead.zh_start])]
                column = bead.en_end - int(self.lows[bead.zh_end])
                share = start + rows[bead.zh_end, number, column] / temperature - whole
                share += behind[bead.zh_end + self.pad, self.pad + column]
                bead = bead._replace(likelihood=float(np.exp(min(0.0, share))))  # noqa: PLW2901
            out.append(bead)
        return out

    def _by_start(self, rows: Singles) -> Singles:
        """The scores of `rows`, where a bead is found by its end, turned so that it is found by its start."""
        n = len(self.lows) - 1
        turned = np.full_like(rows, NEVER)
        for number, (a, b) in enumerate(zip(self.groups.tolist(), self.others.tolist(), strict=True)):
            if a <= n:
                column = self.columns + (self.lows[: n + 1 - a] - self.lows[a:])[:, None] + b
                inside = (column >= 0) & (column < self.width)
                ends = np.arange(a, n + 1)[:, None]
                values = rows[:, number][ends, np.clip(column, 0, self.width - 1)]
                turned[: n + 1 - a, number] = np.where(inside, values, NEVER)
        return turned

    def _table(self, n: int) -> Floats:
        return np.full((n + 1 + 2 * self.pad, self.stride), NEVER)

    def _start(self) -> Floats:
        return np.where(self.columns + self.lows[0] == 0, 0.0, NEVER)

    def _run(self, null_en: Floats) -> Floats:
        return np.concatenate([[0.0], np.cumsum(null_en), np.zeros(self.width)])

    def _put(self, table: Floats, i: int, values: Floats) -> None:
        inside = min(self.width, self.m + 1 - int(self.lows[i]))
        table[i + self.pad, self.pad : self.pad + inside] = np.maximum(values[:inside], NEVER)

    def _before(self) -> Ints:
        """For each row and shape the place in the table that a bead of this shape comes from, in the first column."""
        i = np.arange(len(self.lows))[:, None]
        return self._places(i - self.groups, -self.others)

    def _after(self) -> Ints:
        """For each row and shape the place in the table that a bead of this shape leads to, in the first column."""
        i = np.arange(len(self.lows))[:, None]
        return self._places(i + self.groups, self.others)

    def _places(self, rows: Ints, moved: Ints) -> Ints:
        shift = self.lows[:, None] - self.lows[np.clip(rows, 0, len(self.lows) - 1)] + moved + self.pad
        begin: Ints = (rows + self.pad) * self.stride + shift
        return begin


def _log_sum(values: Floats) -> Floats:
    """Log Σ exp over the first axis."""
    top = values.max(axis=0)
    total: Floats = top + np.log(np.exp(values - top).sum(axis=0))
    return total
