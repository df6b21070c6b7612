"""Where on the English side each Chinese sentence can have its counterpart: a band around a rough path.

A long text cannot be searched in full; rare words that render each other show roughly which part belongs to which.
Input is a tokenised pair, output bands, a narrow one and a wide one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bulletin_corpus.language.words.odds import Side, TextPair

    Ints = NDArray[np.int64]

# English sentences on either side of the path that are searched; where the best beads come within `CLOSE` of the edge,
# the wide margin is searched too. On novels and proceedings 60 changes no figure, and the narrow one serves 8 of 9.
MARGIN, WIDE_MARGIN = 8, 28
CLOSE = 2
SLACK = 2  # Chinese sentences before and behind one whose places on the path belong to its band
RARE = 16  # sightings up to which a word shows the way; commoner ones cost time and memory by the square
AT_ONCE = 64  # Chinese sentences whose places on the path are reckoned together
WHOLE = 40  # English sentences up to which the whole text is the band


class Band(NamedTuple):
    """For each boundary between Chinese sentences the first English one that is searched, and how many are."""

    lows: Ints
    width: int

    def is_close(self, i: Ints, j: Ints, m: int) -> bool:
        """Whether any of the cells (i, j) lies at an edge behind which there is more of the text of m sentences."""
        low = self.lows[i]
        return bool(
            (((j - low) < CLOSE) & (low > 0)).any()
            or (((low + self.width - 1 - j) < CLOSE) & (low + self.width <= m)).any()
        )


def find_bands(pair: TextPair) -> Iterator[Band]:
    """A band around a rough path, then a wider one; for short texts only the whole."""
    n, m = len(pair.zh), len(pair.en)
    if m <= WHOLE or n <= 16:
        yield Band(np.zeros(n + 1, np.int64), m + 1)
        return
    path = np.pad(_coarse_path(pair), SLACK, mode="edge")
    near = sliding_window_view(path, 2 * SLACK + 1)
    for margin in (MARGIN, WIDE_MARGIN):
        lows = np.maximum(near.min(axis=1) - margin, 0)
        highs = np.minimum(near.max(axis=1) + margin, m)
        width = int((highs - lows).max()) + 1
        yield Band(np.minimum(lows, max(0, m + 1 - width)), width)


def occurrences(side: Side) -> tuple[Ints, Ints]:
    """Positions of tokens sorted by type, and where each type begins among them."""
    order = np.argsort(side.types, kind="stable")
    starts = np.searchsorted(side.types[order], np.arange(len(side.vocabulary) + 1))
    return order, starts


def expand(lengths: Ints) -> tuple[Ints, Ints]:
    """For lengths 2, 0, 3: owners 0 0 2 2 2 and counts 0 1 0 1 2."""
    owners = np.repeat(np.arange(len(lengths)), lengths)
    ends = np.cumsum(lengths)
    return owners, np.arange(len(owners)) - np.repeat(ends - lengths, lengths)


def _coarse_path(pair: TextPair) -> Ints:
    """For each boundary between Chinese sentences the English boundary on a rough monotone path."""
    n, m = len(pair.zh), len(pair.en)
    odds = pair.odds
    order, starts = occurrences(pair.en)
    counts_en = np.diff(starts)
    counts_zh = np.bincount(pair.zh.types, minlength=len(pair.zh.vocabulary))
    rare = (counts_en[odds.en] <= min(RARE, 2 + m // 30)) & (counts_zh[odds.zh] <= min(RARE, 2 + n // 30))
    zh_types, en_types, weight = odds.zh[rare], odds.en[rare], odds.forward[rare]
    weight = weight / np.sqrt(np.maximum(1, counts_en[en_types] * counts_zh[zh_types]))
    order_zh, starts_zh = occurrences(pair.zh)
    owners, nth = expand(np.diff(starts_zh)[zh_types])
    position_zh = order_zh[starts_zh[zh_types[owners]] + nth]
    owners2, nth2 = expand(counts_en[en_types[owners]])
    position_en = order[starts[en_types[owners][owners2]] + nth2]
    sentence_zh = np.searchsorted(pair.zh.starts, position_zh, side="right")[owners2] - 1
    sentence_en = np.searchsorted(pair.en.starts, position_en, side="right") - 1
    by_row = np.argsort(sentence_zh, kind="stable")
    sentence_zh, sentence_en, value = sentence_zh[by_row], sentence_en[by_row], weight[owners][owners2][by_row]
    bounds = np.searchsorted(sentence_zh, np.arange(n + 1))
    slope = m / n
    columns = np.arange(m)
    moves = np.zeros((n + 1, m + 1), np.int8)
    best = np.zeros((AT_ONCE + 1, m + 1))
    for begin in range(0, n, AT_ONCE):
        count = min(n, begin + AT_ONCE) - begin
        part = slice(int(bounds[begin]), int(bounds[begin + count]))
        cells = (sentence_zh[part] - begin) * m + sentence_en[part]
        rows = np.bincount(cells, value[part], count * m).astype(np.float64, copy=False).reshape(count, m)
        off = np.abs(columns - np.arange(begin, begin + count)[:, None] * slope)
        rows += 0.02 - 0.04 * np.minimum(1.0, off / (0.15 * m + 10))
        new = np.empty((count, m + 1))
        for i in range(count):
            np.add(best[i, :-1], rows[i], out=rows[i])  # now the diagonal
            new[i, 0] = best[i, 0]
            np.maximum(best[i, 1:], rows[i], out=new[i, 1:])
            np.maximum.accumulate(new[i], out=best[i + 1])
        taken = best[1 : count + 1]
        here = moves[begin + 1 : begin + count + 1]
        here[taken > new] = 2
        here[:, 1:][(taken[:, 1:] == rows) & (rows > best[:count, 1:])] = 1
        best[0] = best[count]
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
