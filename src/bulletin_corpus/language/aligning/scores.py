"""The score of every bead inside a band: word odds both ways, length, shape, how its sentences begin and end; vectors.

A token of one side gains by the odds of the words of a group on the other side; running sums over sentences make the
score of each bead a few look-ups. Input is a tokenised pair, output arrays; searching them is left to others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.aligning.band import Band, expand
from bulletin_corpus.language.aligning.beads import MOST_OF_A_SIDE, NEVER, SHAPES, usual_habits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.beads import Bead, Habits, Weights
    from bulletin_corpus.language.words.odds import Side, TextPair

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]

BLOCK = (
    16  # sentences whose gains are reckoned together: many enough for whole-array steps, few enough for a narrow band
)


class Scores:
    """The scores of all beads inside the band, in single precision; without a band, of all beads."""

    def __init__(
        self, pair: TextPair, weights: Weights, band: Band | None = None, habits: Habits | None = None
    ) -> None:
        n, m = len(pair.zh), len(pair.en)
        self.habits = habits or usual_habits()
        self.pair, self.weights = pair, weights
        self.band = band = band or Band(np.zeros(n + 1, np.int64), m + 1)
        self._kept_en: dict[int, Singles] = {}
        self._kept_zh: dict[int, Singles] = {}
        highs = np.minimum(band.lows + band.width, m)
        self.forward = _running(pair.zh, pair.en, Hits.to_en(pair), (band.lows, highs), weights)
        # the same band seen from the English side
        boundaries = np.arange(m + 1)
        lows_en = np.minimum(np.searchsorted(highs[:n], boundaries, side="left"), max(0, n - 1))
        highs_en = np.minimum(np.searchsorted(band.lows[:n], boundaries, side="right"), n)
        self.backward = _running(pair.en, pair.zh, Hits.to_zh(pair), (lows_en, highs_en), weights)
        chars_zh, chars_en = (np.concatenate([[0.0], np.cumsum(side.chars)]) for side in (pair.zh, pair.en))
        self.ratio = float(chars_en[-1] / max(1.0, chars_zh[-1]))
        self._chars_zh, self._chars_en = (chars_zh * self.ratio).astype(np.float32), chars_en.astype(np.float32)
        self._ends = band.lows[:, None] + np.arange(band.width)
        self._edges = self._endings()

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

    def of_shape(self, shape: tuple[int, int]) -> Singles:
        """The score of a bead of this shape that ends behind i Chinese, j English sentences: row i, column j - low."""
        a, b = shape
        weights = self.weights
        n, m = len(self.pair.zh), len(self.pair.en)
        scores = np.full(self._ends.shape, NEVER, np.float32)
        if b == 0:
            scores[1:] = np.array(self.null_zh())[:, None]
            return scores
        if a > n or b > m:
            return scores
        i, j = np.arange(a, n + 1), np.clip(self._ends[a:], b, m)
        gained = self._gained_en(a)
        value = np.float32(weights.forward) * (gained[:, MOST_OF_A_SIDE:] - gained[:, MOST_OF_A_SIDE - b : -b])
        won = self._gained_zh(b)[a:] - self.backward.running_to(j - b, b, (i - a)[:, None])
        value += np.float32(weights.backward) * won
        zh = (self._chars_zh[i] - self._chars_zh[i - a])[:, None]
        en = self._chars_en[j] - self._chars_en[j - b]
        squared = (en - zh) ** 2 / (np.float32(weights.variance) * (zh + en + np.float32(10)))
        value -= np.float32(weights.length * 0.5) * squared / (1 + np.float32(0.03) * squared)
        kinds = self.pair.zh.openings[i - a][:, None] * 2 + self.pair.en.openings[j - b]
        value += (weights.edges * self.habits.openings).astype(np.float32).reshape(-1).take(kinds)
        value += self._edges[a:]
        value += np.float32(weights.shape * np.log(self.habits.shapes[shape]))
        if self.pair.vectors is not None:
            tokens_zh, tokens_en = (side.starts.astype(np.float32) for side in (self.pair.zh, self.pair.en))
            tokens = (tokens_zh[i] - tokens_zh[i - a])[:, None] + tokens_en[j] - tokens_en[j - b]
            value += np.float32(weights.vectors / 2) * tokens * self.pair.vectors.likeness(shape, i - a, j - b)
        scores[a:] = np.where((self._ends[a:] >= b) & (self._ends[a:] <= m), value, np.float32(NEVER))
        return scores

    def _endings(self) -> Singles:
        """What the end of a bead says: row i, column j - low."""
        sides = self.pair.zh.endings, self.pair.en.endings
        i, j = np.arange(-1, len(sides[0])), np.clip(self._ends - 1, 0, len(sides[1]) - 1)
        kinds = sides[0][i][:, None] * len(self.habits.endings) + sides[1][j]
        table: Singles = (self.weights.edges * self.habits.endings).astype(np.float32).reshape(-1).take(kinds)
        return table

    def _gained_en(self, a: int) -> Singles:
        """What all English sentences up to j gain from the Chinese group that ends at i; six more columns in front."""
        if a not in self._kept_en:
            i = np.arange(a, len(self.pair.zh) + 1)[:, None]
            j = self.band.lows[a:][:, None] + np.arange(-MOST_OF_A_SIDE, self.band.width)
            self._kept_en[a] = self.forward.running_to(i - a, a, j)
        return self._kept_en[a]

    def _gained_zh(self, b: int) -> Singles:
        """What all Chinese sentences up to i gain from the English group that ends at j."""
        if b not in self._kept_zh:
            i = np.arange(len(self.pair.zh) + 1)[:, None]
            self._kept_zh[b] = self.backward.running_to(np.clip(self._ends, b, len(self.pair.en)) - b, b, i)
        return self._kept_zh[b]


class _Running(NamedTuple):
    """Running sums over the other side's sentences, for each group of this side's: [start, size - 1, column - low]."""

    sums: Singles
    lows: Ints

    def running_to(self, start: Ints, size: int, last: Ints) -> Singles:
        """What the other side's sentences up to `last` gain from the group of `size` that begins at `start`."""
        column = np.clip(last - self.lows[start], 0, self.sums.shape[2] - 1)
        column += (start * self.sums.shape[1] + (size - 1)) * self.sums.shape[2]
        gained: Singles = self.sums.reshape(-1).take(column)
        return gained


def _running(given: Side, other: Side, hits: Hits, bounds: tuple[Ints, Ints], weights: Weights) -> _Running:
    """How well each sentence of `other` is explained by each group of up to six sentences of `given`, inside the band.

    A token e of the other side gains log(1 + (1-λ)/λ · Σ t(e|z) / (|group|^δ · p(e))).
    """
    n, most = len(given), MOST_OF_A_SIDE
    gain = gains(other, weights).astype(np.float32)
    blocks = _blocks(n, *bounds)
    width = max(high - low for _, _, low, high in blocks)
    sums = np.zeros((n, most, width + 1), np.float32)
    lows = np.zeros(n + 1, np.int64)
    lengths = np.zeros((most, n))
    for size in range(1, min(n, most) + 1):
        lengths[size - 1, : n + 1 - size] = given.starts[size:] - given.starts[: n + 1 - size]
    with np.errstate(divide="ignore"):
        thinned = np.where(lengths > 0, lengths**-weights.dilution, 0.0).astype(np.float32)
    for begin, end, low, high in blocks:
        lows[begin:end] = low
        tokens = other.types[int(other.starts[low]) : int(other.starts[high])]
        if not len(tokens):
            continue
        rows = min(n, end + most - 1) - begin
        types, held, local = hits.of_types(begin, begin + rows, tokens)
        groups = np.zeros((len(types), most, end - begin), np.float32)  # groups stand together: adding them is fast
        for size in range(1, most + 1):
            usable = min(end - begin, rows - size + 1)
            if usable <= 0:
                break
            groups[:, size - 1] = groups[:, size - 2] if size > 1 else 0
            groups[:, size - 1, :usable] += held[size - 1 : size - 1 + usable].T
        groups *= gain[types][:, None, None]
        groups *= thinned[:, begin:end]
        starts = other.starts[low:high] - other.starts[low]
        full = np.flatnonzero(other.sizes[low:high])  # a sentence without words gains nothing
        won = np.add.reduceat(np.log1p(groups, out=groups).take(local, axis=0), starts[full], axis=0)
        part = sums[begin:end]
        part[:, :, full + 1] = won.transpose(2, 1, 0)
        np.cumsum(part, axis=2, out=part)
    return _Running(sums, lows)


def gains(side: Side, weights: Weights) -> Floats:
    """What each type's odds are multiplied with: much for a rare word; `rarity` tokens of the genre are added."""
    counts = np.bincount(side.types, minlength=len(side.vocabulary))
    share = (counts + weights.rarity * side.background) / (len(side.types) + weights.rarity)
    gain: Floats = (1 - weights.chance) / weights.chance / np.maximum(share, 1e-12)
    return gain


def _blocks(n: int, lows: Ints, highs: Ints) -> list[tuple[int, int, int, int]]:
    """Sentences `[begin, end)` that are reckoned together, and the band `[low, high)` of the other side for all."""
    step = BLOCK if n > 2 * BLOCK else n
    found = []
    for begin in range(0, n, step):
        end = min(n, begin + step)
        low, high = int(lows[begin:end].min()), int(highs[begin : min(n, end + MOST_OF_A_SIDE)].max())
        found.append((begin, end, low, max(low, high)))
    return found


class Hits:
    """What the words of each sentence of one side may be rendered by: types of the other side, with their odds."""

    def __init__(self, given: Side, pairs_given: Ints, kinds: Ints, values: Floats, types: int) -> None:
        self.given, self.kinds, self.values = given, kinds, values
        self.first = np.searchsorted(pairs_given, np.arange(len(given.vocabulary) + 1))
        self.sentence_of = np.repeat(np.arange(len(given)), given.sizes)
        self.places = np.full(types, -1, np.int64)

    @classmethod
    def to_en(cls, pair: TextPair) -> Hits:
        """What the Chinese words may be rendered by."""
        return cls(pair.zh, pair.odds.zh, pair.odds.en, pair.odds.forward, len(pair.en.vocabulary))

    @classmethod
    def to_zh(cls, pair: TextPair) -> Hits:
        """What the English words may be rendered by."""
        turned = np.argsort(pair.odds.en, kind="stable")
        odds = pair.odds.en[turned], pair.odds.zh[turned], pair.odds.backward[turned]
        return cls(pair.en, *odds, len(pair.zh.vocabulary))

    def of_types(self, begin: int, end: int, tokens: Ints) -> tuple[Ints, Singles, Ints]:
        """For the sentences `[begin, end)` and the types among the tokens the sum of odds.

        Returns:
            The types; a row of sums for each sentence, a column for each type; of each token the column.
        """
        self.places[tokens] = 0
        types = np.flatnonzero(self.places >= 0)
        self.places[types] = np.arange(len(types))
        part = slice(int(self.given.starts[begin]), int(self.given.starts[end]))
        given = self.given.types[part]
        owners, nth = expand(self.first[given + 1] - self.first[given])
        pair = self.first[given][owners] + nth
        column = self.places[self.kinds[pair]]
        here = np.flatnonzero(column >= 0)
        cells = (self.sentence_of[part] - begin)[owners[here]] * len(types) + column[here]
        sums = np.bincount(cells, self.values[pair[here]], (end - begin) * len(types)).astype(np.float32)
        local = self.places[tokens]
        self.places[types] = -1
        return types, sums.reshape(end - begin, len(types)), local
