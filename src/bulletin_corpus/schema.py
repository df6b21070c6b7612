"""The Arrow schemas of the tables, made from the record types; records become tables here and come back.

Every column carries its description as Arrow field metadata; the schema carries all of them once more under the key
`bulletin_corpus` (JSON: table, version, build_id, columns) and, for Hugging Face `datasets`, the features under the
key `huggingface`, because `datasets` cannot infer those of dictionary columns.
"""

from __future__ import annotations

import json
import types
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.compute as pc

from bulletin_corpus.records import TABLES, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

METADATA_KEY = b"bulletin_corpus"

_SCALARS: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}
_FEATURES: dict[object, str] = {str: "string", int: "int64", float: "float64", bool: "bool", date: "date32"}


def unwrapped(annotation: object) -> tuple[object, bool]:
    """The type without Annotated and `| None`, and whether null is allowed."""
    if get_origin(annotation) is Annotated:
        return unwrapped(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"a column has one type, not {annotation}")
        return unwrapped(inner[0])[0], True
    return annotation, False


def _arrow_type(annotation: object) -> pa.DataType:
    kind, _ = unwrapped(annotation)
    if get_origin(kind) is Literal:
        return pa.dictionary(pa.int32(), pa.string())
    if get_origin(kind) is list:
        item = get_args(kind)[0]
        return pa.list_(pa.field("element", _nested_type(item), nullable=unwrapped(item)[1]))
    return _nested_type(kind)


def _nested_type(annotation: object) -> pa.DataType:
    """The type of a value inside a list or struct; enums are plain strings there, which every reader takes."""
    kind, _ = unwrapped(annotation)
    if get_origin(kind) is Literal:
        return pa.string()
    if get_origin(kind) is list:
        return _arrow_type(kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        return pa.struct(_fields(kind, nested=True))
    return _SCALARS[kind]


def _fields(record: type[Record], *, nested: bool = False) -> list[pa.Field[pa.DataType]]:
    fields = []
    for name, info in record.model_fields.items():
        kind = _nested_type(info.annotation) if nested else _arrow_type(info.annotation)
        nullable = unwrapped(info.annotation)[1]
        fields.append(pa.field(name, kind, nullable=nullable, metadata={"description": info.description or ""}))
    return fields


def _feature(annotation: object) -> dict[str, object]:
    """The type as `datasets.Features` writes it in JSON."""
    kind, _ = unwrapped(annotation)
    if get_origin(kind) is Literal:
        return {"dtype": "string", "_type": "Value"}
    if get_origin(kind) is list:
        return {"feature": _feature(get_args(kind)[0]), "_type": "List"}
    if isinstance(kind, type) and issubclass(kind, Record):
        return {name: _feature(info.annotation) for name, info in kind.model_fields.items()}  # a struct has no _type
    return {"dtype": _FEATURES[kind], "_type": "Value"}


def struct_type(record: type[Record]) -> pa.DataType:
    """The Arrow type of a record inside a list; enums are plain strings there."""
    return _nested_type(record)


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table, columns with their descriptions, without file-level metadata.

    Raises:
        KeyError: if there is no such table.
    """
    return pa.schema(_fields(TABLES[table]))


def stamped_schema(table: str, build_id: str, version: str) -> pa.Schema:
    """The schema with the file-level metadata of one build."""
    record = TABLES[table]
    ours = {
        "table": table,
        "version": version,
        "build_id": build_id,
        "about": (record.__doc__ or "").strip(),
        "columns": {name: info.description for name, info in record.model_fields.items()},
    }
    features = {name: _feature(info.annotation) for name, info in record.model_fields.items()}
    return schema(table).with_metadata(
        {
            METADATA_KEY: json.dumps(ours, ensure_ascii=False, sort_keys=True).encode(),
            b"huggingface": json.dumps({"info": {"features": features}}, sort_keys=True).encode(),
        },
    )


def to_arrow(table: str, records: Iterable[Record]) -> pa.Table:
    """The records as a table in its fixed schema, in their order."""
    rows = [record.row() for record in records]
    return with_levels(
        table, [pa.array([row[field.name] for row in rows], plain_type(field.type)) for field in schema(table)]
    )


def with_levels(table: str, columns: Sequence[pa.Array[Any]]) -> pa.Table:
    """A table in its fixed schema; an enum's strings become places in its whole range, as its record type lists it."""
    fields = schema(table)
    made: list[Any] = []
    for field, values in zip(fields, columns, strict=True):
        if pa.types.is_dictionary(field.type):
            kind, _ = unwrapped(TABLES[table].model_fields[field.name].annotation)
            levels = pa.array(list(get_args(kind)), pa.string())
            made.append(pa.DictionaryArray.from_arrays(pc.index_in(values.cast(pa.string()), levels), levels))
        else:
            made.append(values.cast(field.type))
    return pa.Table.from_arrays(made, schema=fields)


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type of a column before `with_levels`: enums are strings."""
    return pa.string() if pa.types.is_dictionary(kind) else kind


def describe(table: str) -> list[dict[str, str]]:
    """The columns of a table: name, type in plain words, description; fields of structs follow as `column.field`."""
    return list(_described("", TABLES[table]))


def _described(prefix: str, record: type[Record]) -> Iterable[dict[str, str]]:
    for name, info in record.model_fields.items():
        kind, nullable = unwrapped(info.annotation)
        yield {
            "column": prefix + name,
            "type": _type_in_words(kind) + (" or null" if nullable else ""),
            "description": info.description or "",
        }
        inner = get_args(kind)[0] if get_origin(kind) is list else kind
        if isinstance(inner, type) and issubclass(inner, Record):
            yield from _described(f"{prefix}{name}.", inner)


def _type_in_words(kind: object) -> str:
    kind, _ = unwrapped(kind)
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(get_args(kind))
    if get_origin(kind) is list:
        return "list of " + _type_in_words(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Record):
        return "struct"
    return {str: "string", int: "integer", float: "float", bool: "boolean", date: "date"}[kind]  # type: ignore[index]
