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
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.band import Band
    from bulletin_corpus.language.aligning.beads import Habits, Weights
    from bulletin_corpus.language.words.odds import TextPair

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]

# Rows of sums whose size is brought back to 1 together, before they outgrow a number: no fewer than a bead spans. One
# sentence more multiplies what all sequences weigh beside the best one by less than e².
RESCALED = 16


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
    bands = list(find_bands(pair))
    while True:
        band = bands.pop(0)
        scores = Scores(pair, weights, band, habits)
        grid = _Grid(band, len(pair.en), shapes, scores.of_shapes(shapes), np.array(scores.null_en()))
        del scores  # a long text's take a hundred megabytes
        found = grid.best()
        ends = np.array([(bead.zh_end, bead.en_end) for bead in found])
        if not bands or not band.is_close(ends[:, 0], ends[:, 1], len(pair.en)):
            break
        del grid  # as much again
    if not judged:
        return found
    shared = grid.with_likelihoods(found, weights.temperature)
    return [bead._replace(likelihood=_calibrated(bead.likelihood, weights.trust)) for bead in shared]


def _calibrated(share: float, trust: tuple[float, float, float]) -> float:
    """The probability behind a bead's share of all sequences."""
    odds = log((share + 1e-4) / (1 - share + 1e-4))
    return 1 / (1 + exp(-(trust[0] + trust[1] * odds + trust[2] * max(0.0, odds - SURE))))


class _Grid:
    """The dynamic programs over the band: cell (i, j - low of i) lies behind i Chinese and j English sentences.

    `rows` holds the score of a bead by the cell of its end and the number of its shape.
    """

    def __init__(self, band: Band, m: int, shapes: Sequence[tuple[int, int]], rows: Singles, null_en: Floats) -> None:
        self.lows, self.width, self.m = band.lows, band.width, m
        self.shapes, self.rows, self.null_en = shapes, rows, null_en
        self.columns = np.arange(band.width)
        # a frame of impossible cells around the table, so that no step needs a test
        step = int(np.abs(np.diff(band.lows)).max(initial=0)) * MOST_OF_A_SIDE
        self.pad = MOST_OF_A_SIDE + step
        self.stride = band.width + 2 * self.pad
        self.places = self._places(band.lows)
        run = np.concatenate([[0.0], np.cumsum(null_en), np.zeros(band.width)])
        self.lone = run[band.lows[:, None] + self.columns]
        self.total, self.lost = self._fill()

    def best(self) -> list[Bead]:
        """The beads of the best sequence, in order."""
        found: list[Bead] = []
        table = self.total.reshape(-1)
        i, j = len(self.lows) - 1, self.m
        while i or j:
            column = j - int(self.lows[i])
            ways = table[self.places[i] + column] + self.rows[i, :, column] if i else np.full(1, NEVER)
            if table[(i + self.pad) * self.stride + self.pad + column] > ways.max() + 1e-9:
                found.append(Bead(i, i, j - 1, j, float(self.null_en[j - 1])))
                j -= 1
                continue
            number = int(ways.argmax())
            a, b = self.shapes[number]
            found.append(Bead(i - a, i, j - b, j, float(self.rows[i, number, column])))
            i, j = i - a, j - b
        return found[::-1]

    def with_likelihoods(self, found: list[Bead], temperature: float) -> list[Bead]:
        """The beads with their share among all sequences, each sequence weighted by exp(score / temperature).

        All is reckoned against the best sequence to each cell: what a bead loses against it says how much a sequence
        that ends with this bead weighs. Sums from the start and, mirrored, from the end are taken side by side.
        """
        ahead, behind, scale_ahead, scale_behind = self._sums(temperature)
        n = len(self.lows) - 1
        whole = log(ahead[n, self.m - int(self.lows[n])]) + scale_ahead[n]
        numbers = {shape: number for number, shape in enumerate(self.shapes)}
        out = []
        for bead in found:
            number = numbers.get((bead.zh_end - bead.zh_start, bead.en_end - bead.en_start))
            if number is not None:
                i, k = bead.zh_start, bead.zh_end
                column, end = bead.en_start - int(self.lows[i]), bead.en_end - int(self.lows[k])
                weight = float(ahead[i, column]) * exp(self.lost[k, number, end] / temperature) * float(behind[k, end])
                scale = scale_ahead[i] + scale_behind[k] - whole
                bead = bead._replace(likelihood=min(1.0, exp(log(weight) + scale)) if weight else 0.0)  # noqa: PLW2901
            out.append(bead)
        return out

    def _fill(self) -> tuple[Floats, Singles]:
        """The best sequence to each cell, in a frame of `pad` cells, and what each bead loses against it there."""
        n = len(self.lows) - 1
        total = np.full((n + 1 + 2 * self.pad, self.stride), NEVER)
        lost = np.full(self.rows.shape, NEVER, np.float32)
        inside = total[self.pad :, self.pad : self.pad + self.width]
        columns, lone = self.columns, self.lone
        best = np.where(columns + self.lows[0] == 0, 0.0, NEVER)
        for i in range(n + 1):
            if i:
                ways = total.take(self.places[i][:, None] + columns)
                ways += self.rows[i]
                best = ways.max(axis=0)
            through = np.maximum.accumulate(best - lone[i])
            through += lone[i]
            np.maximum(through, best, out=through)
            np.maximum(through, NEVER, out=inside[i])
            if i:
                np.subtract(ways, inside[i], out=lost[i], casting="same_kind")
        return total, lost

    def _sums(self, temperature: float) -> tuple[Floats, Floats, Floats, Floats]:
        """How much all sequences to each cell, and all from it, weigh beside the best one; the latter mirrored.

        Returns:
            two tables without frame: row, column; for each row of both the log of what it is to be multiplied with.
        """
        rows, last = len(self.lows), len(self.lows) - 1
        shares = np.multiply(self.lost, np.float32(1 / temperature))
        shares = np.exp(shares, out=shares).reshape(-1)
        size, columns = (rows + 2 * self.pad) * self.stride, self.columns
        places = np.stack([self.places, self._places(-self.lows[::-1]) + size], axis=1)
        # of each bead, by the cell of its start in the mirrored grid, where its share stands
        turned = self._ends()[::-1] + self.width - 1
        known = self.total[self.pad : self.pad + rows, self.pad : self.pad + self.width]
        level = (known - self.lone) / temperature
        levels = np.stack([level, -level[::-1, ::-1]], axis=1)
        first = np.array([[-int(self.lows[0])], [self.width - 1 - (self.m - int(self.lows[last]))]])
        table = np.zeros((2, rows + 2 * self.pad, self.stride))
        inside = table[:, self.pad : self.pad + rows, self.pad : self.pad + self.width]
        scales = np.zeros((rows, 2))
        block = len(self.shapes) * self.width
        with np.errstate(divide="ignore"):
            for i in range(rows):
                if i:
                    held = table.take(places[i][:, :, None] + columns)
                    held[0] *= shares[i * block : (i + 1) * block].reshape(-1, self.width)
                    held[1] *= shares.take(turned[i][:, None] - columns, mode="clip")
                    reached = np.log(held.sum(axis=1))
                else:
                    reached = np.log((columns == first).astype(np.float64))
                reached += levels[i]
                np.logaddexp.accumulate(reached, axis=1, out=reached)
                reached -= levels[i]
                np.exp(reached, out=inside[:, i])
                if i % RESCALED == RESCALED - 1:
                    recent = inside[:, i + 1 - RESCALED : i + 1]
                    top = recent.max(axis=(1, 2))
                    recent /= top[:, None, None]
                    scales[i + 1 - RESCALED :] += np.log(top)
        return inside[0], inside[1, ::-1, ::-1], scales[:, 0], scales[::-1, 1]

    def _ends(self) -> Ints:
        """For each row and shape where a bead that starts in the first column stands in `lost`, by its end.

        A bead that ends outside the band would read another one there; it comes from a cell of the frame.
        """
        groups, others = np.array(self.shapes).T
        rows = np.minimum(np.arange(len(self.lows))[:, None] + groups, len(self.lows) - 1)
        column = self.lows[:, None] - self.lows[rows] + others
        first: Ints = (rows * len(self.shapes) + np.arange(len(self.shapes))) * self.width + column
        return first

    def _places(self, lows: Ints) -> Ints:
        """For each row and shape the place in the framed table that such a bead comes from, in the first column."""
        groups, others = np.array(self.shapes).T
        rows = np.arange(len(lows))[:, None] - groups
        shift = lows[:, None] - lows[np.clip(rows, 0, len(lows) - 1)] - others + self.pad
        begin: Ints = (rows + self.pad) * self.stride + shift
        return begin
