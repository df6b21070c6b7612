"""What differs between two corpora: by table and id what came, what went and what changed, and in which columns.

In: two loaded corpora. Out: a `CorpusDifference`. Rows are told apart by their ids alone; that an official's id changed
because people were merged or told apart is seen by the mentions, whose ids stay. How it is shown is left to the views.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, Field

from bulletin_corpus.records import TABLES
from bulletin_corpus.storage.columns import KEYS, Column, differing, occurrences, pc, read_column, row_ids

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from bulletin_corpus.storage.corpus import Corpus

LABEL_CHARS = 60


class Part(BaseModel):
    """A part of the difference."""

    model_config = ConfigDict(frozen=True)


class Row(Part):
    """A row by its id, and words that a person knows it by: a headline, a name, the beginning of a text."""

    id: str
    label: str


class ChangedRow(Row):
    """A row that stands in both corpora with other values in some columns; the label is the new one."""

    columns: list[str]


class TableDifference(Part):
    """What differs in one table; rows in the order of their table."""

    came: list[Row]
    went: list[Row]
    changed: list[ChangedRow]
    columns: list[str] = Field(description="Columns that only one of the corpora has, or has in another type.")

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.came or self.went or self.changed or self.columns)


class Regrouped(Part):
    """Officials whose mentions stand under other ids now."""

    what: Literal["merged", "split", "renamed", "regrouped"]
    old: list[Row]
    new: list[Row]


class CorpusDifference(Part):
    """All that differs between two corpora; `people` explains what came and went among the officials."""

    old: str = Field(description="Folder of the old corpus.")
    new: str = Field(description="Folder of the new corpus.")
    old_build_id: str
    new_build_id: str
    same: bool
    tables: dict[str, TableDifference]
    people: list[Regrouped]


def diff(old: Corpus, new: Corpus) -> CorpusDifference:
    """What came, went and changed from the corpus `old` to the corpus `new`."""
    tables = {name: _table_difference(name, old.path, new.path) for name in TABLES}
    return CorpusDifference(
        old=str(old.path),
        new=str(new.path),
        old_build_id=old.build_id,
        new_build_id=new.build_id,
        same=all(table.same for table in tables.values()),
        tables=tables,
        people=_regrouped(old.path, new.path),
    )


def _table_difference(name: str, old: Path, new: Path) -> TableDifference:
    files = old / f"{name}.parquet", new / f"{name}.parquet"
    ids = tuple(_ids(name, file) for file in files)
    place_of_new = pc.index_in(ids[1], value_set=ids[0])
    came = np.flatnonzero(np.asarray(place_of_new.is_null()))
    went = np.flatnonzero(~np.asarray(pc.is_in(ids[0], value_set=ids[1])))
    new_places = np.flatnonzero(np.asarray(place_of_new.is_valid()))
    old_places = np.asarray(place_of_new.drop_null())
    columns, foreign = _columns(*files)
    changed: dict[int, list[str]] = defaultdict(list)
    for column in columns:
        sides = [read_column(file, column) for file in files]
        unlike = differing(sides[0].take(pa.array(old_places)), sides[1].take(pa.array(new_places)))
        for place in new_places[unlike].tolist():
            changed[place].append(column)
    changed_places = np.array(sorted(changed), dtype=np.int64)
    return TableDifference(
        came=_rows(name, new, came, ids[1]),
        went=_rows(name, old, went, ids[0]),
        changed=[
            ChangedRow(id=row.id, label=row.label, columns=changed[place])
            for place, row in zip(changed_places.tolist(), _rows(name, new, changed_places, ids[1]), strict=True)
        ],
        columns=foreign,
    )


def _ids(name: str, file: Path) -> Column:
    """What names each row; a set-aside copy, which bears its first bulletin's id, is told apart by a number."""
    ids = row_ids([read_column(file, column) for column in KEYS[name]])
    if name != "bulletins":
        return ids
    place = np.asarray(pc.index_in(ids, value_set=pc.unique(ids)), dtype=np.int64)
    is_aside = np.asarray(pc.equal(read_column(file, "status"), "set_aside"))
    order = np.argsort(is_aside, kind="stable")
    copies = np.empty(len(ids), dtype=np.int64)
    copies[order] = occurrences(place[order])
    numbered = pc.binary_join_element_wise(ids, pa.array(copies + 1).cast(pa.string()), " ")
    return pc.if_else(pa.array(copies == 0), ids, numbered)


def _columns(old: Path, new: Path) -> tuple[list[str], list[str]]:
    """The columns that both files have in one type, and the other ones."""
    schemas = pq.read_schema(old), pq.read_schema(new)
    types = [{field.name: field.type for field in schema} for schema in schemas]
    names = list(dict.fromkeys([*types[1], *types[0]]))
    alike = [name for name in names if name in types[0] and types[0][name] == types[1].get(name)]
    return alike, [name for name in names if name not in alike]


def _rows(name: str, corpus: Path, places: NDArray[np.int64], ids: Column) -> list[Row]:
    if not len(places):
        return []
    chosen = pa.array(places)
    labels = _labels(name, corpus, chosen)
    return [
        Row(id=key, label=label) for key, label in zip(ids.take(chosen).to_pylist(), labels.to_pylist(), strict=True)
    ]


def _labels(name: str, corpus: Path, places: Column) -> Column:
    """The words by which a person knows the rows at these places."""

    def column(field: str) -> Column:
        return read_column(corpus / f"{name}.parquet", field).take(places)

    if name == "bulletins":
        label = column("path")
    elif name == "articles":
        label = pc.coalesce(_short(column("headline")), _short(column("body")))
    elif name in ("remainders", "sentences"):
        label = _short(column("text"))
    elif name == "sentence_pairs":
        label = _both(column("zh"), column("en"))
    elif name == "mentions":
        label = _joined([column("name"), column("title")], ", ")
    elif name in ("officials", "workshops"):
        label = _both(column("name_zh"), column("name_en"))
    else:
        label = _both(*(_headlines(corpus, column(f"{lang}_article_id")) for lang in ("zh", "en")))
    if name in ("meetings", "workshops"):
        label = _joined([column("date_start").cast(pa.string()), label])
    return label


def _headlines(corpus: Path, article_ids: Column) -> Column:
    """The label of each article of these ids; null for null."""
    file = corpus / "articles.parquet"
    labels = pc.coalesce(_short(read_column(file, "headline")), _short(read_column(file, "body")))
    return labels.take(pc.index_in(article_ids, value_set=read_column(file, "article_id")))


def _short(texts: Column) -> Column:
    """The beginning of each text, on one line."""
    cut = pc.utf8_slice_codeunits(pc.replace_substring(texts, "\n", " "), 0, LABEL_CHARS)
    longer = pc.greater(pc.utf8_length(texts), LABEL_CHARS)
    return pc.if_else(longer, pc.binary_join_element_wise(cut, "…", ""), cut)


def _both(zh: Column, en: Column) -> Column:
    return _joined([_short(zh), _short(en)], " / ")


def _joined(parts: Iterable[Column], separator: str = " ") -> Column:
    """What is not null of each row's parts, joined."""
    return pc.binary_join_element_wise(*parts, separator, null_handling="skip")


def _regrouped(old: Path, new: Path) -> list[Regrouped]:
    """Officials of both corpora that share mentions, where these stand under other ids; in order of their old ids."""
    links = _shared_officials(old, new)
    group: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for before, after in links:
        sides = {("old", before), ("new", after)}
        joined = sides.union(*(group[side] for side in sides if side in group))
        for member in joined:
            group[member] = joined
    moved = {before for before, after in links if before != after}
    names = {"old": _names(old), "new": _names(new)}
    found = []
    for joined in {id(members): members for members in group.values()}.values():
        rows = {
            time: [Row(id=one, label=names[time].get(one, "")) for at, one in sorted(joined) if at == time]
            for time in ("old", "new")
        }
        if moved.intersection(row.id for row in rows["old"]):
            found.append(Regrouped(what=_what(len(rows["old"]), len(rows["new"])), old=rows["old"], new=rows["new"]))
    return sorted(found, key=lambda one: one.old[0].id)


def _what(before: int, after: int) -> Literal["merged", "split", "renamed", "regrouped"]:
    if before == after == 1:
        return "renamed"
    if after == 1:
        return "merged"
    return "split" if before == 1 else "regrouped"


def _shared_officials(old: Path, new: Path) -> list[tuple[str, str]]:
    """Old and new official of the mentions that both corpora have, each couple once."""
    sides = []
    for corpus in (old, new):
        file = corpus / "mentions.parquet"
        sides.append((read_column(file, "mention_id"), read_column(file, "official_id")))
    before = sides[0][1].take(pc.index_in(sides[1][0], value_set=sides[0][0]))
    couples = pa.table({"old": before, "new": sides[1][1]}).filter(pc.and_(before.is_valid(), sides[1][1].is_valid()))
    return sorted((row["old"], row["new"]) for row in couples.group_by(["old", "new"]).aggregate([]).to_pylist())


def _names(corpus: Path) -> dict[str, str]:
    """The names of each official by id."""
    file = corpus / "officials.parquet"
    names = _both(read_column(file, "name_zh"), read_column(file, "name_en"))
    return dict(zip(read_column(file, "official_id").to_pylist(), names.to_pylist(), strict=True))
