"""Word odds learnt from the texts themselves, starting from the dictionary's (IBM model 1, both directions).

Input are texts and the beads that a first pass found in them; output the same texts with better odds. Deterministic:
counts only, no chance, and independent of the order of the texts' files as long as they are given in one order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.words.odds import Odds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.beads import Bead
    from bulletin_corpus.language.words.odds import Side, TextPair

    Ints = NDArray[np.int64]
    Places = NDArray[np.int32]
    Floats = NDArray[np.float64]

ROUNDS = 4
FAITH = 12.0  # a dictionary pair counts like so many sightings
CHANCE = 0.4
LEAST = 2e-3  # rarer renderings are dropped: they explain nothing, and the tables grow


def learn(pairs: Sequence[TextPair], beads: Sequence[Sequence[Bead]]) -> list[TextPair]:
    """The same texts with odds learnt over all of them together; `beads` are those of each text."""
    _, zh_maps = _joint_vocabulary([pair.zh for pair in pairs])
    size_en, en_maps = _joint_vocabulary([pair.en for pair in pairs])
    zh_types = np.concatenate([mapping[pair.zh.types] for pair, mapping in zip(pairs, zh_maps, strict=True)])
    en_types = np.concatenate([mapping[pair.en.types] for pair, mapping in zip(pairs, en_maps, strict=True)])
    prior = np.concatenate(
        [zm[p.odds.zh] * size_en + em[p.odds.en] for p, zm, em in zip(pairs, zh_maps, en_maps, strict=True)]
    )
    prior_f = np.concatenate([p.odds.forward for p in pairs])
    prior_b = np.concatenate([p.odds.backward for p in pairs])
    met, cells = _sorted_cells(pairs, beads, zh_types * size_en, en_types)
    keys = np.sort(np.concatenate([met, prior]))
    keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
    own, prior_pair = np.searchsorted(keys, met), np.searchsorted(keys, prior)
    zh_of, en_of = keys // size_en, keys % size_en
    believed_f, believed_b = np.zeros(len(keys)), np.zeros(len(keys))
    np.maximum.at(believed_f, prior_pair, prior_f)
    np.maximum.at(believed_b, prior_pair, prior_b)
    forward = _expect(believed_f, zh_of, (own, cells.starts, cells.en), en_types)
    backward = _expect(believed_b, en_of, (own, cells.starts, cells.zh), zh_types)
    kept = (forward > LEAST) | (backward > LEAST)
    return [
        replace(pair, odds=_of_text(zm, em, Odds(zh_of[kept], en_of[kept], forward[kept], backward[kept])))
        for pair, zm, em in zip(pairs, zh_maps, en_maps, strict=True)
    ]


def _joint_vocabulary(sides: Sequence[Side]) -> tuple[int, list[Ints]]:
    """How many word types all texts hold, and for each text the number of each of its types among them."""
    ids: dict[str, int] = {}
    maps = [np.array([ids.setdefault(word, len(ids)) for word in side.vocabulary], np.int64) for side in sides]
    return len(ids), maps


class _Cells(NamedTuple):
    """All pairs of token positions that share a bead, sorted by their types.

    `starts` says where each pair of types begins, `zh` and `en` are positions among the tokens of all texts.
    """

    starts: Ints
    zh: Places
    en: Places


def _sorted_cells(
    pairs: Sequence[TextPair], beads: Sequence[Sequence[Bead]], keys_zh: Ints, keys_en: Ints
) -> tuple[Ints, _Cells]:
    """The pairs of types that share a bead, sorted, by the sum of the keys of their tokens, and their cells."""
    rows, columns = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    before_zh = before_en = 0
    for pair, found in zip(pairs, beads, strict=True):
        for bead in found:
            a, b = (before_zh + int(pair.zh.starts[i]) for i in (bead.zh_start, bead.zh_end))
            c, d = (before_en + int(pair.en.starts[j]) for j in (bead.en_start, bead.en_end))
            rows.append(np.repeat(np.arange(a, b, dtype=np.int32), d - c))
            columns.append(np.tile(np.arange(c, d, dtype=np.int32), b - a))
        before_zh += len(pair.zh.types)
        before_en += len(pair.en.types)
    zh, en = np.concatenate(rows), np.concatenate(columns)
    del rows, columns
    # one number holds the types and the place among the cells: plain numbers are sorted several times as fast as places
    bits = len(zh).bit_length()
    packed = keys_zh[zh]  # millions of cells: every array of them counts
    packed += keys_en[en]
    packed <<= bits
    packed |= np.arange(len(zh))
    packed.sort()
    order = packed & ((1 << bits) - 1)
    packed >>= bits
    starts = np.flatnonzero(np.diff(packed, prepend=-1))
    met = packed[starts]
    del packed
    return met, _Cells(starts, zh[order], en[order])


def _expect(believed: Floats, given: Ints, cells: tuple[Ints, Ints, Places], types: Ints) -> Floats:
    """How likely each pair's given word is rendered by the other one, after `ROUNDS` rounds of expectation.

    Args:
        believed: the dictionary's odds of each pair.
        given: the given word's type of each pair.
        cells: the pairs that share a bead, where the cells of each begin, and the other word's place for each cell.
        types: the type at each such place.
    """
    own, starts, places = cells
    share = np.bincount(types)[types] / max(1, len(types))
    company = np.bincount(places, minlength=len(types))
    nothing = CHANCE / (1 - CHANCE) * share * company
    often = np.diff(starts, append=len(places))
    odds = believed + 1e-4
    for _ in range(ROUNDS):
        total = np.bincount(places, np.repeat(odds[own], often), minlength=len(types)) + nothing
        counts = FAITH * believed
        if len(own):
            with np.errstate(divide="ignore"):  # a word that shares no bead is at no place
                counts[own] += odds[own] * np.add.reduceat((1 / total)[places], starts)
        odds = counts / (np.bincount(given, counts)[given] + 1e-9)
    return odds


def _of_text(zh_map: Ints, en_map: Ints, table: Odds) -> Odds:
    """The part of the joint table whose words stand in this text, in the text's own numbering."""
    own_zh = np.full(max(int(table.zh.max(initial=0)), int(zh_map.max(initial=0))) + 1, -1)
    own_en = np.full(max(int(table.en.max(initial=0)), int(en_map.max(initial=0))) + 1, -1)
    own_zh[zh_map], own_en[en_map] = np.arange(len(zh_map)), np.arange(len(en_map))
    zh, en = own_zh[table.zh], own_en[table.en]
    here = np.flatnonzero((zh >= 0) & (en >= 0))
    order = here[np.argsort(zh[here] * len(en_map) + en[here])]
    return Odds(zh[order], en[order], table.forward[order], table.backward[order])
