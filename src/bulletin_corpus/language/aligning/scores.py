"""The score of every bead inside a band: word odds both ways, length, shape, how its sentences begin and end; vectors.

A token of one side gains by the odds of the words of a group on the other side; running sums over sentences make the
score of each bead a few look-ups. Input is a tokenised pair, output arrays; searching them is left to others.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.aligning.band import Band, expand
from bulletin_corpus.language.aligning.beads import MOST_OF_A_SIDE, NEVER, SHAPES, usual_habits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.beads import Habits, Weights
    from bulletin_corpus.language.words.odds import Side, TextPair

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]

# sentences whose gains are reckoned together: many enough for whole-array steps, few enough for a narrow band
BLOCK = 16


class Scores:
    """The scores of all beads inside the band, in single precision; without a band, of all beads.

    Attributes:
        hits_en, hits_zh: what English (Chinese) sentences gain from the words of the other side.
        chars_zh, chars_en: characters before each sentence, and in all, in the same measure.
    """

    def __init__(
        self, pair: TextPair, weights: Weights, band: Band | None = None, habits: Habits | None = None
    ) -> None:
        n, m = len(pair.zh), len(pair.en)
        self.habits = habits or usual_habits()
        self.pair, self.weights = pair, weights
        self.band = band = band or Band(np.zeros(n + 1, np.int64), m + 1)
        self.hits_en, self.hits_zh = Hits.to_en(pair), Hits.to_zh(pair)
        chars_zh, chars_en = (np.concatenate([[0.0], np.cumsum(side.chars)]) for side in (pair.zh, pair.en))
        self.ratio = float(chars_en[-1] / max(1.0, chars_zh[-1]))
        self.chars_zh, self.chars_en = (chars_zh * self.ratio).astype(np.float32), chars_en.astype(np.float32)

    @cached_property
    def forward(self) -> _Running:
        """What English sentences gain from each Chinese group."""
        highs = np.minimum(self.band.lows + self.band.width, len(self.pair.en))
        return _running(self.pair.zh, self.pair.en, self.hits_en, (self.band.lows, highs), self.weights)

    @cached_property
    def backward(self) -> _Running:
        """What Chinese sentences gain from each English group: the same band seen from the English side."""
        n, m = len(self.pair.zh), len(self.pair.en)
        boundaries, highs = np.arange(m + 1), np.minimum(self.band.lows + self.band.width, m)
        lows_en = np.minimum(np.searchsorted(highs[:n], boundaries, side="left"), max(0, n - 1))
        highs_en = np.minimum(np.searchsorted(self.band.lows[:n], boundaries, side="right"), n)
        return _running(self.pair.en, self.pair.zh, self.hits_zh, (lows_en, highs_en), self.weights)

    def tokens(self, zh: Sequence[int], en: Sequence[int]) -> int:
        """The number of tokens of these Chinese and English sentences."""
        return int(self.pair.zh.sizes[list(zh)].sum() + self.pair.en.sizes[list(en)].sum())

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

    def of_shapes(self, shapes: Sequence[tuple[int, int]]) -> Singles:
        """The score of a bead of each shape that ends behind i Chinese, j English sentences: row i, column j - low.

        A bead that cannot be is worth `NEVER`, or anything where it would begin outside the band.
        """
        n, m = len(self.pair.zh), len(self.pair.en)
        width = self.band.width
        rows = np.full((n + 1, len(shapes), width), NEVER, np.float32)
        per_b = {b: self._of_size_en(b) for b in {b for _, b in shapes} if 0 < b <= m}
        edges = self.edges(*np.broadcast_arrays(np.arange(-1, n)[:, None], self._ends(1, m) - 1))
        for a in sorted({a for a, _ in shapes if a <= n}):
            i = np.arange(a, n + 1)
            zh = (self.chars_zh[i] - self.chars_zh[i - a])[:, None]
            opens = self.pair.zh.openings[i - a][:, None] > 0
            j = self.band.lows[a:][:, None] + np.arange(-MOST_OF_A_SIDE, width)
            gained = np.float32(self.weights.forward) * self.forward.running_to(i[:, None] - a, a, j)
            # where the row of the bead's start holds the same English sentences
            moved = (self.band.lows[a:] - self.band.lows[: n + 1 - a])[:, None] + np.arange(width)
            begin = (i - a)[:, None] * (width + MOST_OF_A_SIDE) + np.minimum(moved, width + MOST_OF_A_SIDE - 1)
            for number, (of_zh, b) in enumerate(shapes):
                if of_zh != a or b not in per_b:
                    continue
                won, en, unopened, opened = per_b[b]
                value = gained[:, MOST_OF_A_SIDE:] - gained[:, MOST_OF_A_SIDE - b : -b]
                value += won[a:, :width]
                value -= won.reshape(-1).take(begin)
                value -= self.length_term(zh, en[a:])
                value += np.where(opens, opened[a:], unopened[a:])
                value += edges[a:]
                value += np.float32(self.weights.shape * np.log(self.habits.shapes[a, b]))
                if self.pair.vectors is not None:
                    value += self._vectors((a, b), i, np.clip(self.band.lows[a:][:, None] + np.arange(width), b, m))
                rows[a:, number] = value
        for number, shape in enumerate(shapes):
            if shape == (1, 0):
                rows[1:, number] = np.array(self.null_zh())[:, None]
        rows[np.broadcast_to((self._ends(0, m + width) > m)[:, None], rows.shape)] = NEVER
        return rows

    def length_term(self, zh: Singles, en: Singles) -> Singles:
        """What lengths that differ take from a score; both in characters of English."""
        squared: Singles = en - zh
        squared *= squared
        usual = zh + en
        usual += np.float32(10)
        usual *= np.float32(self.weights.variance)
        squared /= usual
        term: Singles = np.float32(self.weights.length * 0.5) * squared
        squared *= np.float32(0.03)
        squared += np.float32(1)
        term /= squared
        return term

    def edges(self, zh: Ints, en: Ints) -> Singles:
        """What the end of a bead says, by its last sentences on both sides."""
        weights, sides = self.weights, (self.pair.zh, self.pair.en)
        kinds = sides[0].endings[zh] * len(self.habits.endings) + sides[1].endings[en]
        table: Singles = (weights.edges * self.habits.endings).astype(np.float32).reshape(-1).take(kinds)
        if weights.quotations:
            kinds = sides[0].quoting[zh] * 2 + sides[1].quoting[en]
            table += (weights.quotations * self.habits.quotations).astype(np.float32).reshape(-1).take(kinds)
        return table

    def openings(self) -> Singles:
        """What the start of a bead says, by the kinds of its first sentences on both sides."""
        return (self.weights.edges * self.habits.openings).astype(np.float32)

    def _ends(self, least: int, most: int) -> Ints:
        """Behind which English sentence a cell of the band stands: row i, column j - low."""
        ends: Ints = np.clip(self.band.lows[:, None] + np.arange(self.band.width), least, most)
        return ends

    def _of_size_en(self, b: int) -> tuple[Singles, Singles, Singles, Singles]:
        """For the groups of `b` English sentences that end in each cell of the band.

        Returns:
            what all Chinese sentences up to the row gain, six more columns behind; the characters; what the start of a
            bead says, where the Chinese side does not open with a quotation mark, and where it does.
        """
        m, width = len(self.pair.en), self.band.width
        last = np.clip(self.band.lows[:, None] + np.arange(width + MOST_OF_A_SIDE), b, m)
        won = self.backward.running_to(last - b, b, np.arange(len(last))[:, None])
        last = last[:, :width]
        opening = self.openings()[:, self.pair.en.openings[last - b]]
        return np.float32(self.weights.backward) * won, self.chars_en[last] - self.chars_en[last - b], *opening

    def _vectors(self, shape: tuple[int, int], i: Ints, j: Ints) -> Singles:
        """What a model of sentence vectors says of the beads that end behind i and j."""
        a, b = shape
        assert self.pair.vectors is not None  # noqa: S101
        tokens_zh, tokens_en = (side.starts.astype(np.float32) for side in (self.pair.zh, self.pair.en))
        tokens = (tokens_zh[i] - tokens_zh[i - a])[:, None] + tokens_en[j] - tokens_en[j - b]
        return np.float32(self.weights.vectors / 2) * tokens * self.pair.vectors.likeness(shape, i - a, j - b)


class _Running(NamedTuple):
    """Running sums over the other side's sentences, for each group of this side's, one after the other.

    Those of the groups that begin at `start` are `sums[begins[start]:]`, `widths[start]` for each size, smaller ones
    first; their columns count from `lows[start]`.
    """

    sums: Singles
    begins: Ints
    widths: Ints
    lows: Ints

    def running_to(self, start: Ints, size: int, last: Ints) -> Singles:
        """What the other side's sentences up to `last` gain from the group of `size` that begins at `start`."""
        widths = self.widths[start]
        column = np.clip(last - self.lows[start], 0, widths - 1)
        column += self.begins[start] + (size - 1) * widths
        gained: Singles = self.sums.take(column)
        return gained


def _running(given: Side, other: Side, hits: Hits, bounds: tuple[Ints, Ints], weights: Weights) -> _Running:
    """How well each sentence of `other` is explained by each group of up to six sentences of `given`, inside the band.

    A token e of the other side gains log(1 + (1-λ)/λ · Σ t(e|z) / (|group|^δ · p(e))).
    """
    n, most = len(given), MOST_OF_A_SIDE
    gain = gains(other, weights).astype(np.float32)
    blocks = _blocks(n, *bounds)
    counts = [end - begin for begin, end, _, _ in blocks]
    lows = np.repeat([low for _, _, low, _ in blocks], counts)
    widths = np.repeat([high + 1 - low for _, _, low, high in blocks], counts)
    begins = np.cumsum(most * widths) - most * widths
    sums = np.zeros(most * int(widths.sum()), np.float32)
    lengths = np.zeros((most, n))
    for size in range(1, min(n, most) + 1):
        lengths[size - 1, : n + 1 - size] = given.starts[size:] - given.starts[: n + 1 - size]
    with np.errstate(divide="ignore"):
        thinned = np.where(lengths > 0, lengths**-weights.dilution, 0.0).astype(np.float32)
    for begin, end, low, high in blocks:
        tokens = other.types[int(other.starts[low]) : int(other.starts[high])]
        if not len(tokens):
            continue
        rows = min(n, end + most - 1) - begin
        types, held, local = hits.of_types(begin, begin + rows, tokens)
        whole = np.zeros((len(types), rows + most), np.float32)  # sentences stand together: adding them is fast
        whole[:, :rows] = held.T
        groups = np.empty((len(types), most, end - begin), np.float32)
        groups[:, 0] = whole[:, : end - begin]
        for size in range(1, most):
            np.add(groups[:, size - 1], whole[:, size : size + end - begin], out=groups[:, size])
        groups *= gain[types][:, None, None]
        groups *= thinned[:, begin:end]
        starts = other.starts[low:high] - other.starts[low]
        full = np.flatnonzero(other.sizes[low:high])  # a sentence without words gains nothing
        won = np.add.reduceat(np.log1p(groups, out=groups).take(local, axis=0), starts[full], axis=0)
        size = (end - begin) * most * (high + 1 - low)
        part = sums[begins[begin] : begins[begin] + size].reshape(end - begin, most, high + 1 - low)
        part[:, :, full + 1] = won.transpose(2, 1, 0)
        np.cumsum(part, axis=2, out=part)
    return _Running(sums, begins, widths, lows)


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
