"""How alike two groups of sentences are by a model of sentence vectors, as one more term of a bead's score.

Input are the sentences and a function that gives their vectors; output arrays that `scores` reads. A group is given to
the model as one text, so that the vector of two sentences is not only the mean of two vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.aligning.beads import MOST_OF_A_SIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Singles = NDArray[np.float32]
    Embed = Callable[[Sequence[str]], Singles]

ROWS = 64  # rows of a table that are reckoned at once: 64 by 40 vectors of 768 numbers take 8 MB


@dataclass(frozen=True, slots=True, eq=False)
class SideVectors:
    """The vectors of all groups of one side, of length 1: of the groups of `size`, `groups[size - 1][start]`.

    `strangeness` is, for the same groups, the mean distance (1 - cosine) to the single sentences of the other side.
    """

    groups: tuple[Singles, ...]
    strangeness: tuple[Singles, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """The vectors of two texts."""

    zh: SideVectors
    en: SideVectors

    def likeness(self, shape: tuple[int, int], starts_zh: Ints, starts_en: Ints) -> Singles:
        """How alike groups of this shape are: 1 for the same, 0 for sentences taken at random; negative: less than so.

        The distance of two groups, divided by the mean distance of either to any sentence of the other text: what is
        like everything is like nothing. `starts_zh` has one group for each row, `starts_en` one for each cell.

        Source: the margin of Artetxe & Schwenk 2019, in the form of Thompson & Koehn 2019.
        """
        a, b = shape
        alike = np.empty(starts_en.shape, np.float32)
        for begin in range(0, len(starts_zh), ROWS):
            rows = slice(begin, begin + ROWS)
            zh, en = self.zh.groups[a - 1][starts_zh[rows]], self.en.groups[b - 1][starts_en[rows]]
            alike[rows] = np.einsum("id,ijd->ij", zh, en)
        return _margin(alike, self.zh.strangeness[a - 1][starts_zh][:, None] + self.en.strangeness[b - 1][starts_en])

    def likeness_of_all(self, longest_zh: int) -> Singles:
        """The same for all groups of up to `longest_zh` sentences with all English ones, sorted by size, then start."""
        zh, strange_zh = np.concatenate(self.zh.groups[:longest_zh]), np.concatenate(self.zh.strangeness[:longest_zh])
        en, strange_en = np.concatenate(self.en.groups), np.concatenate(self.en.strangeness)
        return _margin(np.einsum("id,jd->ij", zh, en), strange_zh[:, None] + strange_en)


def vectors(zh: Sequence[str], en: Sequence[str], embed: Embed) -> Vectors:
    """The vectors of all groups of up to six sentences of two texts.

    Args:
        zh: Chinese sentences, in order.
        en: English sentences, in order.
        embed: gives the vectors of texts, a row each, of any length but none.
    """
    groups_zh, groups_en = _groups(zh, "", embed), _groups(en, " ", embed)
    return Vectors(
        SideVectors(groups_zh, _strangeness(groups_zh, groups_en)),
        SideVectors(groups_en, _strangeness(groups_en, groups_zh)),
    )


def _margin(alike: Singles, usual: Singles) -> Singles:
    likeness: Singles = np.clip(1 - 2 * (1 - alike) / np.maximum(usual, np.float32(1e-3)), -1, 1)
    return likeness


def _groups(sentences: Sequence[str], glue: str, embed: Embed) -> tuple[Singles, ...]:
    sizes = range(1, min(MOST_OF_A_SIDE, len(sentences)) + 1)
    texts = [[glue.join(sentences[i : i + size]) for i in range(len(sentences) + 1 - size)] for size in sizes]
    distinct = {text: number for number, text in enumerate(dict.fromkeys(text for group in texts for text in group))}
    if not distinct:
        return ()
    found = np.asarray(embed(list(distinct)), np.float32)
    found = found / np.maximum(np.sqrt((found**2).sum(axis=1, keepdims=True)), np.float32(1e-9))
    return tuple(found[[distinct[text] for text in group]] for group in texts)


def _strangeness(groups: tuple[Singles, ...], others: tuple[Singles, ...]) -> tuple[Singles, ...]:
    if not others:
        return tuple(np.ones(len(group), np.float32) for group in groups)
    mean = others[0].mean(axis=0)
    return tuple(1 - (group * mean).sum(axis=1) for group in groups)
