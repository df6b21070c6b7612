"""Where each group of Chinese sentences of a short text may belong: groups of English ones, with scores.

A group holds neighbours or, in a rewrite, two sentences that stand apart: one English sentence may render a Chinese one
and, three sentences on, another. All groups of one side are set against all of the other at once, one array for each
term of the score. Input are the scores of a text pair without a band, output the best places of each Chinese group;
choosing among them is `rearranged`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.aligning.beads import MOST_OF_A_SIDE, NEVER, SHAPES, Bead
from bulletin_corpus.language.aligning.scores import gains

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.scores import Hits, Scores
    from bulletin_corpus.language.aligning.vectors import Vectors
    from bulletin_corpus.language.words.odds import Side

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]

PLACES = 6  # English places tried for each Chinese group
LONGEST_GROUP = 3
MOST_PARTED = 24  # sentences of a side up to which two that stand apart may be a group; annotated news has 12


class Place(NamedTuple):
    """A bead: Chinese sentences with English ones, in order, and the same as bits in `mask_zh` and `mask_en`.

    `gain` is what it gains over leaving its sentences alone, `score` its score as a bead.
    """

    gain: float
    mask_zh: int
    mask_en: int
    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float

    def bead(self) -> Bead:
        """The place as a bead; of two sentences that stand apart the first one is its core."""
        ends = [held[-1] + 1 if _is_run(held) else held[0] + 1 for held in (self.zh, self.en)]
        apart = (() if _is_run(held) else held[1:] for held in (self.zh, self.en))
        return Bead(self.zh[0], ends[0], self.en[0], ends[1], self.score, 0.0, *apart)


class _Groups(NamedTuple):
    """Groups of sentences of one side: single ones first, then longer runs, then pairs that stand apart.

    Attributes:
        members: 1 for each sentence (column) of a group (row), else 0.
        firsts, lasts: its first and its last sentence.
        parted: whether its sentences stand apart.
        shorter: two rows, the groups without its first and without its last sentence; a single sentence stands for
            itself.
    """

    members: Singles
    firsts: Ints
    lasts: Ints
    parted: Flags
    shorter: Ints

    @property
    def sizes(self) -> Ints:
        sizes: Ints = self.members.sum(axis=1).astype(np.int64)
        return sizes

    def sums(self, values: Singles) -> Singles:
        """Of each group what its sentences hold together, by what each sentence holds, one value or a row of them.

        Not by the product of matrices, whose last digits differ between machines.
        """
        found: Singles = np.einsum("gs,s...->g...", self.members, values)
        return found


def best_places(scores: Scores, null_zh: list[float], null_en: list[float]) -> list[list[Place]]:
    """For each Chinese sentence the places of the groups that begin with it: shorter groups first, then by gain.

    A place is left out where one sentence fewer gains as much: the sentence may then stand alone as well.
    """
    n, m = len(null_zh), len(null_en)
    parted = n <= MOST_PARTED and m <= MOST_PARTED
    zh, en = _groups(n, LONGEST_GROUP, parted=parted), _groups(m, MOST_OF_A_SIDE, parted=parted)
    table = _table(scores, zh, en)
    gains = table - zh.sums(np.array(null_zh, np.float32))[:, None] - en.sums(np.array(null_en, np.float32))
    longer_zh, longer_en = np.flatnonzero(zh.firsts < zh.lasts), np.flatnonzero(en.firsts < en.lasts)
    idle = gains <= 0
    for shorter in zh.shorter[:, longer_zh]:
        idle[longer_zh] |= gains[shorter] >= gains[longer_zh]
    for shorter in en.shorter[:, longer_en]:
        idle[:, longer_en] |= gains[:, shorter] >= gains[:, longer_en]
    gains[idle] = NEVER
    in_order = np.lexsort((en.lasts, en.firsts))  # of equal gains the first place
    best = in_order[np.argsort(-gains[:, in_order], axis=1, kind="stable")[:, :PLACES]]
    rows = np.arange(len(best))[:, None]
    groups_zh, groups_en = ([tuple(np.flatnonzero(row).tolist()) for row in side.members] for side in (zh, en))
    masks_zh, masks_en = ([sum(1 << i for i in held) for held in side] for side in (groups_zh, groups_en))
    found: list[list[Place]] = [[] for _ in range(n)]
    for row, (columns, kept, whole) in enumerate(
        zip(best.tolist(), gains[rows, best].tolist(), table[rows, best].tolist(), strict=True)
    ):
        for column, gain, score in zip(columns, kept, whole, strict=True):
            if gain <= 0:
                break
            place = Place(gain, masks_zh[row], masks_en[column], groups_zh[row], groups_en[column], score)
            found[place.zh[0]].append(place)
    return found


def _is_run(held: tuple[int, ...]) -> bool:
    return held[-1] - held[0] + 1 == len(held)


def _groups(count: int, longest: int, *, parted: bool) -> _Groups:
    """The groups of up to `longest` neighbours of so many sentences, and where asked for the pairs that stand apart."""
    sizes = range(1, min(count, longest) + 1)
    firsts = np.concatenate([np.arange(count + 1 - size) for size in sizes])
    lasts = firsts + np.repeat(sizes, [count + 1 - size for size in sizes]) - 1
    before = np.concatenate([[0], np.cumsum([count + 1 - size for size in sizes])])
    shorter = before[np.maximum(lasts - firsts - 1, 0)] + firsts
    shorter = np.stack([shorter + (lasts > firsts), shorter])
    one, other = np.triu_indices(count if parted else 0, 2)
    numbers = np.arange(count)
    runs = (numbers >= firsts[:, None]) & (numbers <= lasts[:, None])
    pairs = (numbers == one[:, None]) | (numbers == other[:, None])
    return _Groups(
        np.concatenate([runs, pairs]).astype(np.float32),
        np.concatenate([firsts, one]),
        np.concatenate([lasts, other]),
        np.repeat([False, True], [len(runs), len(pairs)]),
        np.concatenate([shorter, np.stack([other, one])], axis=1),
    )


def _table(scores: Scores, zh: _Groups, en: _Groups) -> Singles:
    """The score of each Chinese group (rows) with each English one as a bead; see `Scores.of_shapes`."""
    weights, habits, pair = scores.weights, scores.habits, scores.pair
    value: Singles = np.float32(weights.forward) * en.sums(_won(scores.hits_en, zh, pair.zh, pair.en, scores).T).T
    value += np.float32(weights.backward) * zh.sums(_won(scores.hits_zh, en, pair.en, pair.zh, scores).T)
    chars_zh, chars_en = np.diff(scores.chars_zh), np.diff(scores.chars_en)
    value -= scores.length_term(zh.sums(chars_zh)[:, None], en.sums(chars_en))
    value += scores.openings()[pair.zh.openings[zh.firsts]][:, pair.en.openings[en.firsts]]
    value += scores.edges(zh.lasts[:, None], en.lasts)
    shapes = np.full((LONGEST_GROUP + 1, MOST_OF_A_SIDE + 1), NEVER, np.float32)
    for (a, b), share in habits.shapes.items():
        if 0 < a <= LONGEST_GROUP and b and (a, b) in SHAPES:
            shapes[a, b] = weights.shape * np.log(share)
    value += shapes[zh.sizes][:, en.sizes]
    value -= np.float32(weights.apart) * (zh.parted[:, None].astype(np.float32) + en.parted)
    if pair.vectors is not None:
        tokens = zh.sums(pair.zh.sizes.astype(np.float32))[:, None] + en.sums(pair.en.sizes.astype(np.float32))
        value += (weights.vectors / 2 * tokens * _likeness(pair.vectors, zh, en)).astype(np.float32)
    return value


def _won(hits: Hits, groups: _Groups, given: Side, other: Side, scores: Scores) -> Singles:
    """What each sentence of the other side (columns) gains from each group of the given one; see `scores`."""
    types, held, local = hits.of_types(0, len(given), other.types)
    odds = groups.sums(held)
    size = np.maximum(np.float32(1), groups.sums(given.sizes.astype(np.float32)))
    odds *= gains(other, scores.weights).astype(np.float32)[types]
    odds *= (size ** np.float32(-scores.weights.dilution))[:, None]
    won = np.zeros((len(odds), len(other)), np.float32)
    full = np.flatnonzero(other.sizes)  # a sentence without words gains nothing
    if len(full):
        won[:, full] = np.add.reduceat(np.log1p(odds, out=odds).take(local, axis=1), other.starts[full], axis=1)
    return won


def _likeness(vectors: Vectors, zh: _Groups, en: _Groups) -> Singles:
    """How alike the groups are by a model; sentences that stand apart are as alike as they are on the average."""
    likeness = vectors.likeness_of_all(LONGEST_GROUP)
    rows = np.concatenate([likeness, likeness[zh.shorter[:, zh.parted]].mean(axis=0)])
    columns: Singles = np.concatenate([rows, rows[:, en.shorter[:, en.parted]].mean(axis=1)], axis=1)
    return columns
