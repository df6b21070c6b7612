"""Word odds learnt from the texts themselves, starting from the dictionary's (IBM model 1, both directions).

Input are texts and the beads that a first pass found in them; output the same texts with better odds. Deterministic:
counts only, no chance, and independent of the order of the texts' files as long as they are given in one order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.words.odds import Odds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.beads import Bead
    from bulletin_corpus.language.words.odds import Side, TextPair

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

ROUNDS = 4
FAITH = 12.0  # a dictionary pair counts like so many sightings
CHANCE = 0.4
LEAST = 2e-3  # rarer renderings are dropped: they explain nothing, and the tables grow


def learn(pairs: Sequence[TextPair], beads: Sequence[Sequence[Bead]]) -> list[TextPair]:
    """The same texts with odds learnt over all of them together; `beads` are those of each text."""
    zh_ids, zh_maps = _joint_vocabulary([pair.zh for pair in pairs])
    en_ids, en_maps = _joint_vocabulary([pair.en for pair in pairs])
    size_en = len(en_ids)
    cells = [_cells(*entry) for entry in zip(pairs, beads, strict=True)]
    offsets = np.cumsum([0] + [len(pair.en.types) for pair in pairs])
    offsets_zh = np.cumsum([0] + [len(pair.zh.types) for pair in pairs])
    zh_pos = np.concatenate([cell[0] + np.int32(off) for cell, off in zip(cells, offsets_zh, strict=False)])
    en_pos = np.concatenate([cell[1] + np.int32(off) for cell, off in zip(cells, offsets, strict=False)])
    zh_types = np.concatenate([mapping[pair.zh.types] for pair, mapping in zip(pairs, zh_maps, strict=True)])
    en_types = np.concatenate([mapping[pair.en.types] for pair, mapping in zip(pairs, en_maps, strict=True)])
    prior = np.concatenate(
        [zm[p.odds.zh] * size_en + em[p.odds.en] for p, zm, em in zip(pairs, zh_maps, en_maps, strict=True)]
    )
    prior_f = np.concatenate([p.odds.forward for p in pairs])
    prior_b = np.concatenate([p.odds.backward for p in pairs])
    met = zh_types[zh_pos]  # millions of cells: every array of them counts
    met *= size_en
    met += en_types[en_pos]
    keys, cell_pair, prior_pair = _numbered(met, prior)
    del met
    zh_of, en_of = keys // size_en, keys % size_en
    believed_f, believed_b = np.zeros(len(keys)), np.zeros(len(keys))
    np.maximum.at(believed_f, prior_pair, prior_f)
    np.maximum.at(believed_b, prior_pair, prior_b)
    forward = _expect(believed_f, zh_of, (cell_pair, en_pos), en_types, (len(zh_ids), len(en_ids)))
    backward = _expect(believed_b, en_of, (cell_pair, zh_pos), zh_types, (len(en_ids), len(zh_ids)))
    kept = (forward > LEAST) | (backward > LEAST)
    return [
        replace(pair, odds=_of_text(zm, em, Odds(zh_of[kept], en_of[kept], forward[kept], backward[kept])))
        for pair, zm, em in zip(pairs, zh_maps, en_maps, strict=True)
    ]


def _numbered(cells: Ints, prior: Ints) -> tuple[Ints, Ints, Ints]:
    """All pairs of types, sorted, and of each cell and each dictionary pair the number of its own among them."""
    keys = np.union1d(cells, prior)
    return keys, np.searchsorted(keys, cells).astype(np.int32), np.searchsorted(keys, prior)


def _joint_vocabulary(sides: Sequence[Side]) -> tuple[dict[str, int], list[Ints]]:
    """One numbering of the word types of all texts, and for each text the new number of each of its types."""
    ids: dict[str, int] = {}
    return ids, [np.array([ids.setdefault(word, len(ids)) for word in side.vocabulary], np.int64) for side in sides]


def _cells(pair: TextPair, beads: Sequence[Bead]) -> tuple[Ints, Ints]:
    """All pairs of token positions that share a bead."""
    rows, columns = [], []
    for bead in beads:
        a, b = int(pair.zh.starts[bead.zh_start]), int(pair.zh.starts[bead.zh_end])
        c, d = int(pair.en.starts[bead.en_start]), int(pair.en.starts[bead.en_end])
        rows.append(np.repeat(np.arange(a, b, dtype=np.int32), d - c))
        columns.append(np.tile(np.arange(c, d, dtype=np.int32), b - a))
    empty = np.zeros(0, np.int32)
    return np.concatenate([empty, *rows]), np.concatenate([empty, *columns])


def _expect(believed: Floats, given: Ints, cells: tuple[Ints, Ints], types: Ints, sizes: tuple[int, int]) -> Floats:
    """How likely each pair's given word is rendered by the other one, after `ROUNDS` rounds of expectation."""
    pair, position = cells
    share = np.bincount(types, minlength=sizes[1])[types] / max(1, len(types))
    company = np.bincount(position, minlength=len(types))
    nothing = CHANCE / (1 - CHANCE) * share * company
    odds = believed + 1e-4
    for _ in range(ROUNDS):
        explained = odds[pair]
        total = np.bincount(position, explained, minlength=len(types)) + nothing
        counts = np.bincount(pair, explained / total[position], minlength=len(believed)) + FAITH * believed
        odds = counts / (np.bincount(given, counts, minlength=sizes[0])[given] + 1e-9)
    return odds


def _of_text(zh_map: Ints, en_map: Ints, table: Odds) -> Odds:
    """The part of the joint table whose words stand in this text, in the text's own numbering."""
    own_zh = np.full(max(int(table.zh.max(initial=0)), int(zh_map.max(initial=0))) + 1, -1)
    own_en = np.full(max(int(table.en.max(initial=0)), int(en_map.max(initial=0))) + 1, -1)
    own_zh[zh_map], own_en[en_map] = np.arange(len(zh_map)), np.arange(len(en_map))
    zh, en = own_zh[table.zh], own_en[table.en]
    here = np.flatnonzero((zh >= 0) & (en >= 0))
    order = here[np.lexsort((en[here], zh[here]))]
    return Odds(zh[order], en[order], table.forward[order], table.backward[order])
