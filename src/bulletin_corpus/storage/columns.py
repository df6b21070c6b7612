"""Tables column by column: the keys of rows, where two columns differ, and every leaf of a nested column.

Corpora are compared and checked on whole Arrow columns, never on row objects, so that hundreds of thousands of rows
take seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, get_args, get_origin

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import compute

from bulletin_corpus.records import TABLES, Record
from bulletin_corpus.schema import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from pydantic.fields import FieldInfo


# The stubs of pyarrow know no array whose type is only known at run time.
Column: TypeAlias = Any
"""An Arrow array."""

pc: Any = compute

KEYS: dict[str, tuple[str, ...]] = {
    "bulletins": ("bulletin_id",),
    "articles": ("article_id",),
    "remainders": ("bulletin_id", "char_start"),
    "sentences": ("article_id", "position"),
    "article_pairs": ("pair_id",),
    "sentence_pairs": ("pair_id", "position"),
    "meetings": ("meeting_id",),
    "workshops": ("workshop_id",),
    "officials": ("official_id",),
    "mentions": ("mention_id",),
}
"""What names a row of each table. Set-aside copies of a bulletin bear its id too."""


class Leaf(NamedTuple):
    """The values of a column, or of a field within a list or struct column, and the row that each belongs to.

    `kind` is the type of one value without list, `| None` and Annotated.
    """

    path: str
    kind: object
    field: FieldInfo
    values: Column
    rows: NDArray[np.int64]


def read_column(path: Path, name: str) -> Column:
    """One column of a table file, enums as strings."""
    return plain(pq.read_table(path, columns=[name]).column(name))


def plain(column: pa.ChunkedArray[pa.Scalar[pa.DataType]]) -> Column:
    """The column in one piece, enums as strings."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def row_ids(columns: Sequence[Column]) -> Column:
    """The rows' names: these key columns as text, joined by a blank."""
    texts = [column.cast(pa.string()) for column in columns]
    return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, " ")


def occurrences(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each place the number of earlier places that hold the same key, from 0."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    opens = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(keys) else np.zeros(0, dtype=bool)
    counts = np.arange(len(keys))
    counts -= np.maximum.accumulate(np.where(opens, counts, 0))
    found = np.empty(len(keys), dtype=np.int64)
    found[order] = counts
    return found


def differing(old: Column, new: Column) -> NDArray[np.bool_]:
    """For each place whether the two columns, of one type and length, hold different values there."""
    if old.equals(new):
        return np.zeros(len(old), dtype=bool)
    if pa.types.is_dictionary(old.type):
        return differing(old.cast(pa.string()), new.cast(pa.string()))
    nulls = np.asarray(old.is_null()), np.asarray(new.is_null())
    found: NDArray[np.bool_] = nulls[0] != nulls[1]
    both = ~(nulls[0] | nulls[1])
    if pa.types.is_struct(old.type):
        for place in range(old.type.num_fields):
            found |= both & differing(pc.struct_field(old, [place]), pc.struct_field(new, [place]))
        return found
    if not pa.types.is_list(old.type):
        found |= both & np.asarray(pc.not_equal(old, new).fill_null(fill_value=False))
        return found
    lengths = [np.asarray(pc.list_value_length(side).fill_null(0)) for side in (old, new)]
    found |= lengths[0] != lengths[1]
    alike = np.flatnonzero(both & ~found)
    chosen = [side.take(pa.array(alike)) for side in (old, new)]
    unlike = differing(chosen[0].flatten(), chosen[1].flatten())
    parents = np.asarray(pc.list_parent_indices(chosen[0]))
    found[alike[parents[unlike]]] = True
    return found


def leaves(table: str, columns: pa.Table) -> Iterator[Leaf]:
    """Every column that holds values, in the order of the record type; `participants.role` for a field of a struct."""
    for name, info in TABLES[table].model_fields.items():
        values = plain(columns.column(name))
        yield from _leaves(name, info.annotation, info, values, np.arange(len(values)))


def _leaves(path: str, annotation: object, field: FieldInfo, values: Column, rows: NDArray[np.int64]) -> Iterator[Leaf]:
    kind, _ = unwrapped(annotation)
    if get_origin(kind) is list:
        parents = np.asarray(pc.list_parent_indices(values), dtype=np.int64)
        yield from _leaves(path, get_args(kind)[0], field, values.flatten(), rows[parents])
    elif isinstance(kind, type) and issubclass(kind, Record):
        for place, (name, info) in enumerate(kind.model_fields.items()):
            yield from _leaves(f"{path}.{name}", info.annotation, info, pc.struct_field(values, [place]), rows)
    else:
        yield Leaf(path, kind, field, values, rows)
