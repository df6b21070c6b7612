"""Where each group of neighbouring Chinese sentences of a short text may belong: groups of English ones, with scores.

All groups of one side are set against all of the other at once, one array for each term of the score. Input are the
scores of a text pair without a band, output the best places of each Chinese group; choosing among them is `rearranged`.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.aligning.beads import MOST_OF_A_SIDE, NEVER, SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.scores import Scores

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]

PLACES = 6  # English places tried for each Chinese group
LONGEST_GROUP = 3


class Place(NamedTuple):
    """A bead: Chinese sentences `[zh_start, zh_end)` with English ones `[en_start, en_end)`, as bits in `mask`.

    `gain` is what it gains over leaving its sentences alone, `score` its score as a bead.
    """

    gain: float
    mask: int
    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    score: float


class _Groups(NamedTuple):
    """All groups of neighbouring sentences of one side, sorted by size, then start."""

    starts: Ints
    ends: Ints

    @property
    def sizes(self) -> Ints:
        return self.ends - self.starts

    def sums(self, running: Floats) -> Floats:
        """Of each group what its sentences hold, by running sums over the sentences."""
        held: Floats = running[self.ends] - running[self.starts]
        return held

    def names(self, bits: Sequence[int]) -> list[int]:
        """The names in each group, as bits."""
        spans = zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        return [reduce(or_, bits[start:end], 0) for start, end in spans]


def best_places(scores: Scores, null_zh: list[float], null_en: list[float]) -> list[list[Place]]:
    """For each Chinese sentence the places of the groups that begin with it: shorter groups first, then by gain."""
    n, m = len(null_zh), len(null_en)
    zh, en = _groups(n, LONGEST_GROUP), _groups(m, MOST_OF_A_SIDE)
    table = _table(scores, zh, en)
    run_zh, run_en = np.concatenate([[0], np.cumsum(null_zh)]), np.concatenate([[0], np.cumsum(null_en)])
    gains: Floats = table - zh.sums(run_zh).astype(np.float32)[:, None] - en.sums(run_en)
    _punish_strangers(gains, scores, zh, en)
    in_order = np.lexsort((en.ends, en.starts))  # of equal gains the first place
    best = in_order[np.argsort(-gains[:, in_order], axis=1, kind="stable")[:, :PLACES]]
    rows = np.arange(len(best))[:, None]
    found: list[list[Place]] = [[] for _ in range(n)]
    starts, ends = en.starts.tolist(), en.ends.tolist()
    for i, end, columns, kept, whole in zip(
        zh.starts.tolist(), zh.ends.tolist(), best.tolist(), gains[rows, best].tolist(), table[rows, best].tolist(),
        strict=True,
    ):  # fmt: skip
        for column, gain, score in zip(columns, kept, whole, strict=True):
            if gain <= 0:
                break
            j, behind = starts[column], ends[column]
            found[i].append(Place(gain, (1 << behind) - (1 << j), i, end, j, behind, score))
    return found


def _groups(count: int, longest: int) -> _Groups:
    """The groups of up to `longest` of so many sentences."""
    sizes = range(1, min(count, longest) + 1)
    starts = np.concatenate([np.arange(count + 1 - size) for size in sizes])
    return _Groups(starts, starts + np.repeat(sizes, [count + 1 - size for size in sizes]))


def _table(scores: Scores, zh: _Groups, en: _Groups) -> Singles:
    """The score of each Chinese group (rows) with each English one as a bead; see `Scores.of_shape`."""
    weights, habits, pair = scores.weights, scores.habits, scores.pair
    sums_en, sums_zh = scores.forward.sums, scores.backward.sums
    gained = sums_en[zh.starts, zh.sizes - 1]
    value = np.float32(weights.forward) * (gained[:, en.ends] - gained[:, en.starts])
    gained = sums_zh[en.starts, en.sizes - 1]
    value += np.float32(weights.backward) * (gained[:, zh.ends] - gained[:, zh.starts]).T
    long_zh = (scores.chars_zh[zh.ends] - scores.chars_zh[zh.starts])[:, None]
    long_en = scores.chars_en[en.ends] - scores.chars_en[en.starts]
    value -= scores.length_term(long_zh, long_en)
    value += scores.openings()[pair.zh.openings[zh.starts]][:, pair.en.openings[en.starts]]
    value += scores.edges(zh.ends[:, None] - 1, en.ends - 1)
    shapes = np.full((LONGEST_GROUP + 1, MOST_OF_A_SIDE + 1), NEVER, np.float32)
    for (a, b), share in habits.shapes.items():
        if 0 < a <= LONGEST_GROUP and b and (a, b) in SHAPES:
            shapes[a, b] = weights.shape * np.log(share)
    value += shapes[zh.sizes][:, en.sizes]
    if pair.vectors is not None:
        tokens = (pair.zh.starts[zh.ends] - pair.zh.starts[zh.starts]).astype(np.float32)[:, None]
        tokens = tokens + (pair.en.starts[en.ends] - pair.en.starts[en.starts]).astype(np.float32)
        value += np.float32(weights.vectors / 2) * tokens * pair.vectors.likeness_of_all(LONGEST_GROUP)
    return value


def _punish_strangers(gains: Floats, scores: Scores, zh: _Groups, en: _Groups) -> None:
    """Take from the gain of groups that both name people, but none of the same."""
    if not any(scores.pair.names_zh) or not any(scores.pair.names_en):
        return
    named_en = [(column, other) for column, other in enumerate(en.names(scores.pair.names_en)) if other]
    named_zh: dict[int, list[int]] = {}
    for row, named in enumerate(zh.names(scores.pair.names_zh)):
        named_zh.setdefault(named, []).append(row)
    for named, rows in named_zh.items():
        strange = [column for column, other in named_en if not other & named] if named else []
        gains[np.ix_(rows, strange)] -= scores.weights.strangers
