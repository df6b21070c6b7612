"""The rows of the tables, some bulletins at a time, made from kept results column by column.

What only the whole corpus knows is put in here: the ids of repeated texts, which items give no rows, whose mentions
are whose. Rows stand in the order of the bulletins' paths and, in a bulletin, of its articles; what was paired across
bulletins follows at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bulletin_corpus.kept import OF_BULLETINS, OF_ITEMS, kept_persons
from bulletin_corpus.records import bulletin_id, digest, first_id, pair_id
from bulletin_corpus.repeats import as_numbers
from bulletin_corpus.schema import plain_type, schema, with_levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bulletin_corpus.kept import KeptPerson
    from bulletin_corpus.repeats import Repeats
    from bulletin_corpus.storage.results import Results

    Array = Any  # an Arrow array of any type; the stubs of pyarrow know too little of nested ones

BULLETINS_AT_ONCE = 256
"""Bulletins of a chunk, about 30 MB while it is made; also the row groups of the tables."""

OF_A_BULLETIN = ("issue_date", "status", "reason", "encoding", "n_chars", "coverage", "repairs", "warnings")
NAMED_BY = {
    "article_pairs": ("zh_article_id", "en_article_id"),
    "sentence_pairs": ("pair_id",),
    "meetings": ("zh_article_id", "en_article_id"),
    "workshops": ("zh_article_id", "en_article_id"),
    "mentions": ("article_id",),
}
"""The columns that tell whose item a row comes from."""

ROW_COLUMNS = (*OF_A_BULLETIN, "article_ids", "items", *OF_BULLETINS, *OF_ITEMS)
"""The columns of kept results that rows are made from."""

PEOPLE = {"meetings": "participants", "workshops": "speakers"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, in order of the paths.

    Attributes:
        key: of its kept result; None where it was set aside before it could give one.
        place: of the bulletin among those that were built; None for a file that was set aside.
        sha256: empty where its bytes could not be read.
        reason, encoding, n_chars: why it was set aside, where there is no result that tells.
    """

    path: str
    sha256: str
    key: str | None
    place: int | None
    reason: str | None = None
    encoding: str | None = None
    n_chars: int = 0


@dataclass(frozen=True)
class Officials:
    """Whom each mention names: mention ids as numbers and official ids, side by side."""

    mentions: np.ndarray[Any, np.dtype[np.uint64]]
    official_ids: Array

    @cached_property
    def _sorted(self) -> tuple[np.ndarray[Any, np.dtype[np.uint64]], Array]:
        order = np.argsort(self.mentions)
        places: Any = pa.array(order)
        return self.mentions[order], self.official_ids.take(places)

    def of(self, mention_ids: Array) -> Array:
        """The official whom each of these mentions names; null for none."""
        known, officials = self._sorted
        if not len(known) or not len(mention_ids):
            return pa.nulls(len(mention_ids), pa.string())
        numbers = as_numbers(mention_ids)
        at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
        places: Any = pa.array(at, mask=known[at] != numbers)
        return officials.take(places)


@dataclass(frozen=True)
class CorpusFacts:
    """What only the whole corpus knows.

    Attributes:
        repeats: by the places of built bulletins.
        dropped: for a bulletin's place, the articles whose items give no rows.
        kinds: what an article reports, where an item made across bulletins says so.
        warned: further warnings of a bulletin, by its place.
    """

    repeats: Repeats
    dropped: Mapping[int, set[str]]
    kinds: Mapping[str, str]
    warned: Mapping[int, Sequence[str]]
    officials: Officials


def items_of(column: Array) -> list[list[tuple[str | None, str | None]]]:
    """For each row of the column `items` its items, as Chinese and English article id."""
    structs, lengths = _flat(column)
    pairs = list(zip(structs.field("zh").to_pylist(), structs.field("en").to_pylist(), strict=True))
    ends = np.cumsum(lengths).tolist()
    return [pairs[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def standing_persons(
    results: Results, keys: Sequence[str], across: Sequence[str], dropped: Mapping[int, set[str]], articles: set[str]
) -> list[KeptPerson]:
    """Everyone whom these articles name and whose items give rows: of bulletins by their places, then across them."""
    persons: list[KeptPerson] = []
    for start in range(0, len(keys), BULLETINS_AT_ONCE):
        structs, lengths = _flat(results.rows(keys[start : start + BULLETINS_AT_ONCE], ["persons"])["persons"])
        found = kept_persons(structs)
        places = np.repeat(np.arange(start, start + len(lengths)), lengths).tolist()
        persons += [
            person
            for place, person in zip(places, found, strict=True)
            if any(one.article_id in articles for one in person.mentions)
            and (place not in dropped or not any(one.article_id in dropped[place] for one in person.mentions))
        ]
    if across:
        found = kept_persons(_flat(results.rows(across, ["persons"])["persons"])[0])
        persons += [person for person in found if any(one.article_id in articles for one in person.mentions)]
    return persons


def bulletin_rows(entries: Sequence[Entry], kept: pa.Table, facts: CorpusFacts) -> pa.Table:
    """The rows of `bulletins`; `kept` holds the results of the entries that have one, in order."""
    told = iter(kept.select([*OF_A_BULLETIN, "article_ids"]).to_pylist())
    rows = []
    for entry in entries:
        row: dict[str, Any] = dict.fromkeys(OF_A_BULLETIN)
        row |= {"status": "set_aside", "reason": entry.reason, "encoding": entry.encoding, "n_chars": entry.n_chars}
        if entry.key is not None:
            row |= next(told)
        row["path"], row["sha256"] = entry.path, entry.sha256 or None
        row["bulletin_id"] = bulletin_id(entry.sha256) if entry.sha256 else "b-" + digest(entry.path)
        row["n_articles"] = len(row.get("article_ids") or ())
        row["repairs"] = row["repairs"] or []
        row["warnings"] = [*(row["warnings"] or ()), *facts.warned.get(-1 if entry.place is None else entry.place, ())]
        rows.append(row)
    fields = schema("bulletins")
    return with_levels(
        "bulletins", [pa.array([row[field.name] for row in rows], plain_type(field.type)) for field in fields]
    )


def article_tables(places: Sequence[int], kept: pa.Table, facts: CorpusFacts) -> Iterator[tuple[str, pa.Table]]:
    """The tables made from the articles of the bulletins at these places, whose results `kept` holds in order."""
    renamed = any(place in facts.repeats.final for place in places)
    for name in OF_BULLETINS:
        rows, lengths = _flat(kept[name])
        columns: dict[str, Array] = dict(zip(schema(name).names, rows.flatten(), strict=True))
        if name == "articles" and facts.kinds:
            ids, kinds = columns["article_id"].to_pylist(), columns["kind"].to_pylist()
            columns["kind"] = pa.array([facts.kinds.get(one, kind) for one, kind in zip(ids, kinds, strict=True)])
        if renamed and "article_id" in columns:
            where = np.repeat(places, lengths).tolist()
            ids = columns["article_id"].to_pylist()
            final = [facts.repeats.id_of(place, one) for place, one in zip(where, ids, strict=True)]
            columns["article_id"] = pa.array(final, pa.string())
            if name == "articles":
                firsts = [None if one == first_id(one) else first_id(one) for one in final]
                columns["duplicate_of"] = pa.array(firsts, pa.string())
        yield name, with_levels(name, list(columns.values()))


def item_tables(places: Sequence[int] | None, kept: pa.Table, facts: CorpusFacts) -> Iterator[tuple[str, pa.Table]]:
    """The tables made from items: those of bulletins at these places, or, without places, all that `kept` holds."""
    lost: list[set[str]] = []
    if places is not None and any(place in facts.dropped for place in places):
        held: Array = kept["items"].to_pylist()
        lost = [_lost(items, facts.dropped.get(place, set())) for place, items in zip(places, held, strict=True)]
    for name in OF_ITEMS:
        rows, lengths = _flat(kept[name])
        if any(lost):
            rows = rows.filter(_standing(name, rows, lengths, lost))
        columns: dict[str, Array] = dict(zip(schema(name).names, rows.flatten(), strict=True))
        if name == "mentions":
            columns["official_id"] = facts.officials.of(columns["mention_id"])
            named = columns["official_id"].is_valid()
            columns = {column: values.filter(named) for column, values in columns.items()}
        if name in PEOPLE:
            columns[PEOPLE[name]] = _with_officials(columns[PEOPLE[name]], facts.officials)
        yield name, with_levels(name, list(columns.values()))


def _flat(column: Array) -> tuple[Array, np.ndarray[Any, np.dtype[np.int64]]]:
    """The structs of a column of lists, and how many each list holds."""
    lists = column.combine_chunks()
    if isinstance(lists, pa.ChunkedArray):  # an empty column has no chunk
        lists = pa.array([], column.type)
    return lists.flatten(), pc.list_value_length(lists).fill_null(0).to_numpy().astype(np.int64)


def _standing(name: str, rows: Array, lengths: np.ndarray[Any, np.dtype[np.int64]], lost: Sequence[set[str]]) -> Array:
    """Whether each row's item gives rows; `lost` holds the articles and pairs that give none, for each list."""
    columns = [rows.field(one).to_pylist() for one in NAMED_BY[name]]
    gone = [one for one, count in zip(lost, lengths.tolist(), strict=True) for _ in range(count)]
    standing = [not any(one in dead for one in row) for dead, *row in zip(gone, *columns, strict=True)]
    return pa.array(standing, pa.bool_())


def _lost(items: Sequence[Mapping[str, str | None]], dropped: set[str]) -> set[str]:
    """The articles whose items give no rows, with the ids of those items that are pairs."""
    pairs = ((item["zh"], item["en"]) for item in items)
    return dropped | {pair_id(zh, en) for zh, en in pairs if zh is not None and en is not None and zh in dropped}


def _with_officials(people: Array, officials: Officials) -> Array:
    """The lists of people, each with the official whom the first of their mentions that names one names."""
    structs = people.flatten()
    mentions = structs.field("mention_ids")
    named = officials.of(mentions.flatten())
    lengths = pc.list_value_length(mentions).fill_null(0).to_numpy().astype(np.int64)
    owner = np.repeat(np.arange(len(structs)), lengths)
    found = np.flatnonzero(named.is_valid().to_numpy(zero_copy_only=False))
    whose, first = np.unique(owner[found], return_index=True)
    at = np.zeros(len(structs), dtype=np.int64)
    known = np.zeros(len(structs), dtype=bool)
    at[whose], known[whose] = found[first], True
    ids = named.take(pa.array(at, mask=~known)) if len(named) else pa.nulls(len(structs), pa.string())
    fields = list(structs.type)
    children = [ids if field.name == "official_id" else structs.field(field.name) for field in fields]
    whole = pa.StructArray.from_arrays(children, fields=fields)
    return pa.ListArray.from_arrays(_offsets(people), whole, type=people.type)


def _offsets(lists: Array) -> Array:
    lengths = pc.list_value_length(lists).fill_null(0).to_numpy().astype(np.int64)
    return pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int32())
