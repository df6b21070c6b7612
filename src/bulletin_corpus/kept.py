"""The result of one bulletin as it is kept on disk: one row, which holds the rows of every table as lists.

A row can be read column by column: the corpus step reads the narrow ones (which articles, which persons) of all
bulletins, and publishing reads the wide ones of some bulletins at a time. Bulletins are kept without their path, so
that a renamed file keeps its result. What articles paired across bulletins give is kept in rows of the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from bulletin_corpus.documents import ArticleText, Office
from bulletin_corpus.offsets import MappedText
from bulletin_corpus.records import (
    Article,
    ArticlePair,
    Credit,
    Meeting,
    Mention,
    Remainder,
    RepairCount,
    Sentence,
    SentencePair,
    Span,
    Workshop,
)
from bulletin_corpus.schema import struct_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bulletin_corpus.records import Record

    Row = dict[str, Any]

OF_BULLETINS: dict[str, type[Record]] = {"articles": Article, "remainders": Remainder, "sentences": Sentence}
"""Tables whose rows come from a bulletin's articles, whatever they report."""

OF_ITEMS: dict[str, type[Record]] = {
    "article_pairs": ArticlePair,
    "sentence_pairs": SentencePair,
    "meetings": Meeting,
    "workshops": Workshop,
    "mentions": Mention,
}
"""Tables whose rows come from items: a pair of articles, or an article without counterpart."""

_IDS = pa.list_(pa.string())
_ITEM = pa.struct([("zh", pa.string()), ("en", pa.string()), ("kind", pa.string())])
_TOLD = pa.struct([("correction", pa.string()), ("unmet", pa.string())])
_OFFICE = pa.struct([("title_zh", pa.string()), ("title_en", pa.string())])
_MENTION = pa.struct([("mention_id", pa.string()), ("article_id", pa.string()), ("name", pa.string())])
_PERSON = pa.struct(
    [
        ("name_zh", pa.string()),
        ("name_en", pa.string()),
        ("country", pa.string()),
        ("offices", pa.list_(_OFFICE)),
        ("seen", pa.date32()),
        ("mentions", pa.list_(_MENTION)),
    ]
)
_OUTLINE = pa.struct(
    [
        ("profile", pa.uint64()),
        ("mention", pa.uint64()),
        ("order", pa.string()),
        ("keys", pa.list_(pa.uint64())),
    ]
)
_MAPPED = pa.struct(
    [
        ("text", pa.string()),
        ("printed", pa.string()),
        ("at", pa.list_(pa.int32())),
        ("raw", pa.list_(pa.int32())),
        ("width", pa.list_(pa.int32())),
    ]
)
_TEXT = pa.struct(
    [
        ("article_id", pa.string()),
        ("lang", pa.string()),
        ("position", pa.int32()),
        ("headline", _MAPPED),
        ("subheadline", _MAPPED),
        ("dateline", _MAPPED),
        ("body", _MAPPED),
        ("credits", pa.list_(struct_type(Credit))),
        ("sentences", pa.list_(pa.list_(pa.int32(), 2))),
        ("spans", pa.list_(struct_type(Span))),
        ("line_start", pa.int32()),
        ("line_end", pa.int32()),
    ]
)


class Sighted(NamedTuple):
    """One place where a text names a person, as resolving needs it."""

    mention_id: str
    article_id: str
    name: str


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """A person of one item, as resolving needs it; fields as in `documents.Person`."""

    name_zh: str | None
    name_en: str | None
    country: str | None
    offices: tuple[Office, ...]
    seen: date | None
    mentions: tuple[Sighted, ...]


@cache
def kept_schema() -> pa.Schema:
    """The columns of a kept result.

    `key` names what the result was made from. `items` are the bulletin's items by their articles, null where an item
    has one article alone. `told` says what became of corrections, `warned` for each warning of an item that was made
    across bulletins whose it is. `outlines` holds one for each of the `persons`, in their order.
    """
    tables = {**OF_BULLETINS, **OF_ITEMS}
    columns: list[tuple[str, pa.DataType]] = [
        ("key", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("encoding", pa.string()),
        ("n_chars", pa.int64()),
        ("issue_date", pa.string()),
        ("dates", pa.list_(pa.date32())),
        ("coverage", pa.float64()),
        ("repairs", pa.list_(struct_type(RepairCount))),
        ("warnings", _IDS),
        ("warned", _IDS),
        ("told", pa.list_(_TOLD)),
        ("article_ids", _IDS),
        ("items", pa.list_(_ITEM)),
        ("outlines", pa.list_(_OUTLINE)),
        ("persons", pa.list_(_PERSON)),
        ("texts", pa.list_(_TEXT)),
        *((name, pa.list_(struct_type(record))) for name, record in tables.items()),
    ]
    return pa.schema(columns)


def _mapped_text(value: Row | None) -> MappedText | None:
    if value is None:
        return None
    text = value["text"]
    at, raw, width = (np.array(value[name], dtype=np.int64) for name in ("at", "raw", "width"))
    counts = np.diff(at, append=len(text))
    widths = width.repeat(counts)
    starts = raw.repeat(counts) + (np.arange(len(text)) - at.repeat(counts)) * widths
    return MappedText(text, text if value["printed"] is None else value["printed"], starts, starts + widths)


def article_text(value: Row) -> ArticleText:
    """The article, as the stages read it, from its entry in the column `texts`."""
    body = _mapped_text(value["body"])
    if body is None:
        raise ValueError(f"the kept article {value['article_id']} has no body")
    return ArticleText(
        article_id=value["article_id"],
        lang=value["lang"],
        position=value["position"],
        headline=_mapped_text(value["headline"]),
        subheadline=_mapped_text(value["subheadline"]),
        dateline=_mapped_text(value["dateline"]),
        body=body,
        credits=tuple(Credit(**one) for one in value["credits"]),
        sentences=tuple((start, end) for start, end in value["sentences"]),
        spans=tuple(Span(**one) for one in value["spans"]),
        line_start=value["line_start"],
        line_end=value["line_end"],
    )


def kept_persons(column: Any) -> list[KeptPerson]:  # noqa: ANN401  # see Array in `chunks`
    """The persons in an array of the type of one entry of `persons`, in order."""
    offices = column.field("offices")
    titles = offices.flatten()
    office = [*map(Office, titles.field("title_zh").to_pylist(), titles.field("title_en").to_pylist())]
    mentions = column.field("mentions")
    places = mentions.flatten()
    sighted = [*map(Sighted, *(places.field(name).to_pylist() for name in ("mention_id", "article_id", "name")))]
    return [
        KeptPerson(name_zh, name_en, country, tuple(held), seen, tuple(where))
        for name_zh, name_en, country, held, seen, where in zip(
            column.field("name_zh").to_pylist(),
            column.field("name_en").to_pylist(),
            column.field("country").to_pylist(),
            _grouped(office, offices),
            column.field("seen").to_pylist(),
            _grouped(sighted, mentions),
            strict=True,
        )
    ]


def _grouped(values: Sequence[Any], lists: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401
    """The flattened values of a list array, list by list."""
    ends = np.cumsum(lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)).tolist()
    for start, end in zip([0, *ends], ends, strict=False):
        yield values[start:end]
