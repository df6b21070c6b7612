"""Which English stems mean nearly the same: those that render the same Chinese words (donate, contribute).

A dictionary gives one or two renderings of a word, and who writes freely takes a third. Input are the renderings of all
words, output for each stem the stems related to it; what that is worth is left to `odds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

MOST_RENDERINGS = 12  # of a word; one that has more means so many things that they are not related
# Measured on annotated news, novels and proceedings: from .04 to .1 all gain; at .03 news begins to lose.
LEAST = 0.07


def related_stems(starts: Ints, stems: Ints, weights: Floats, telling: Flags) -> tuple[Ints, Ints, Floats]:
    """For each stem the stems that are related to it: where they begin (one more than stems), which, and how much.

    How much is the cosine of two stems, each taken as the words that it renders; of that c / (c + 1) where they have c
    words in common, since one may be chance; 0 to 1, at least `LEAST`.

    Args:
        starts: where the renderings of each word begin; one more than words.
        stems: the renderings of all words.
        weights: how likely each is.
        telling: for each stem whether it says anything; all others are related to none.
    """
    size = len(telling)
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    kept = telling[stems]
    rows, stems, weights = rows[kept], stems[kept], weights[kept]
    length = np.sqrt(np.bincount(stems, weights * weights, size))
    few = np.bincount(rows, minlength=len(starts))[rows] <= MOST_RENDERINGS
    rows, stems, weights = rows[few], stems[few], weights[few]
    keys, products = [np.zeros(0, np.int64)], [np.zeros(0)]
    for step in range(1, MOST_RENDERINGS):
        at = np.flatnonzero(rows[:-step] == rows[step:])
        one, other = stems[at], stems[at + step]
        keys.append(np.minimum(one, other) * size + np.maximum(one, other))
        products.append(weights[at] * weights[at + step])
    key, product = np.concatenate(keys), np.concatenate(products)
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    common = np.diff(first, append=len(key))
    one, other = np.divmod(key[order][first], size)
    shared = np.add.reduceat(product[order], first) if len(first) else product
    likeness = shared / (length[one] * length[other]) * common / (common + 1)
    near = likeness >= LEAST
    one, other, likeness = one[near], other[near], likeness[near]
    owners, found, likeness = np.append(one, other), np.append(other, one), np.append(likeness, likeness)
    order = np.lexsort((found, owners))
    return np.searchsorted(owners[order], np.arange(size + 1)), found[order], likeness[order]
