"""Which texts of the corpus are repeated, and which copy comes first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from bulletin_corpus.records import copy_id, first_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Repeats:
    """The articles that are not the first of their text.

    Attributes:
        final: for the place of a bulletin, its articles whose id in the corpus is not the id that they have in it.
    """

    final: Mapping[int, Mapping[str, str]]

    def id_of(self, place: int, article_id: str) -> str:
        """The id in the corpus of the article that has this id in the bulletin at that place."""
        return self.final.get(place, {}).get(article_id, article_id)

    def is_first(self, place: int, article_id: str) -> bool:
        """Whether the article is the first of its text in the corpus."""
        final = self.id_of(place, article_id)
        return final == first_id(final)


def find_repeats(article_ids: Any, issue_dates: Sequence[str | None]) -> Repeats:  # noqa: ANN401  # pyarrow's stubs know too little of nested types
    """The repeated articles; of a repeated text the first is the one with the earliest issue date, then path.

    Args:
        article_ids: an Arrow column of lists of ids, a list for each bulletin, in order of the bulletins' paths.
        issue_dates: the bulletins' months of issue, YYYY-MM; those without one come last.
    """
    lists = article_ids.combine_chunks()
    ids = lists.flatten()
    if len(ids) == 0:
        return Repeats({})
    lengths = pc.list_value_length(lists).fill_null(0).to_numpy()
    places = np.repeat(np.arange(len(lists)), lengths)
    issues = np.array([date or "9999-99" for date in issue_dates])[places]
    texts = as_numbers(ids)
    order = np.lexsort((np.arange(len(ids)), places, issues, texts))
    begins = np.flatnonzero(np.concatenate(([True], texts[order][1:] != texts[order][:-1])))
    copies = np.arange(len(ids)) - np.repeat(begins, np.diff(begins, append=len(ids)))
    final: dict[int, dict[str, str]] = defaultdict(dict)
    for row, copy in zip(order[copies > 0].tolist(), copies[copies > 0].tolist(), strict=True):
        article_id = ids[row].as_py()
        named = copy_id(first_id(article_id), copy + 1)
        if named != article_id:
            final[int(places[row])][article_id] = named
    return Repeats(dict(final))


def as_numbers(ids: Any) -> NDArray[np.uint64]:  # noqa: ANN401  # an Arrow array of strings
    """The 16 hexadecimal digits behind the prefix of each id, as numbers; copies of a text have one number."""
    digits: Any = pc.utf8_slice_codeunits(ids, 2, 18).to_pylist()
    return np.frombuffer(bytes.fromhex("".join(digits)), dtype=">u8").astype(np.uint64)
