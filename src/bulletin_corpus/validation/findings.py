"""What is wrong with a corpus, one finding for each place, and the tables as the checks read them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from bulletin_corpus.storage.columns import KEYS, Column, leaves, pc, plain, row_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from bulletin_corpus.storage.columns import Leaf


class Finding(BaseModel):
    """One thing that is wrong."""

    model_config = ConfigDict(frozen=True)

    table: str = Field(description="Table, or the file of the corpus's state, that it stands in.")
    id: str = Field(description="Row, by its id; empty where the whole table is meant.")
    check: str = Field(description="Dotted name of the check, e.g. key.dangling.")
    what: str = Field(description="What is wrong, in words.")


class Tables:
    """All tables of a corpus, each in its exact schema, read column by column."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self.tables = tables
        self._columns: dict[tuple[str, str], Column] = {}
        self._leaves: dict[tuple[str, str], Leaf] = {}

    def column(self, table: str, name: str) -> Column:
        """One column, enums as strings."""
        if (table, name) not in self._columns:
            self._columns[table, name] = plain(self.tables[table].column(name))
        return self._columns[table, name]

    def numbers(self, table: str, name: str) -> NDArray[np.int64]:
        """One column of integers."""
        return np.asarray(self.column(table, name), dtype=np.int64)

    def leaves(self, table: str) -> Iterator[Leaf]:
        """The table's columns, those within lists and structs too."""
        yield from leaves(table, self.tables[table])

    def leaf(self, table: str, path: str) -> Leaf:
        """The column of that path, such as `participants.role`."""
        if (table, path) not in self._leaves:
            self._leaves.update({(table, leaf.path): leaf for leaf in self.leaves(table)})
        return self._leaves[table, path]

    def ids(self, table: str) -> Column:
        """The rows' ids, as they stand."""
        return row_ids([self.column(table, name) for name in KEYS[table]])

    def places(self, target: str, ids: Column) -> NDArray[np.int64]:
        """The row of the target table that each id names; -1 where it names none or is null."""
        return self.found(ids, self.column(target, KEYS[target][0]))

    @staticmethod
    def found(ids: Column, among: Column) -> NDArray[np.int64]:
        """The place of each id in `among`; -1 where it has none or is null."""
        places = pc.index_in(ids, value_set=among, skip_nulls=True).fill_null(-1)
        return np.asarray(places, dtype=np.int64)

    @cached_property
    def first_articles(self) -> dict[str, Column]:
        """The ids of the articles that are the first of their text, by language."""
        first = self.column("articles", "duplicate_of").is_null()
        ids, langs = self.column("articles", "article_id"), self.column("articles", "lang")
        return {lang: ids.filter(pc.and_(first, pc.equal(langs, lang))) for lang in ("zh", "en")}

    def findings(
        self, check: str, table: str, rows: NDArray[np.int64] | Sequence[int], what: str | Sequence[str]
    ) -> Iterator[Finding]:
        """A finding for each of these rows, with what is wrong there: the same everywhere, or one text for each."""
        ids = self.ids(table)
        for place, row in enumerate(rows):
            said = what if isinstance(what, str) else what[place]
            yield Finding(table=table, id=str(ids[int(row)].as_py()), check=check, what=said)
