"""A corpus and its tables as a notebook shows them: HTML with every text escaped, a few rows, cells cut short."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from bulletin_corpus.records import TABLES, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bulletin_corpus.storage.corpus import Corpus, Table

SHOWN_ROWS = 5
SHOWN_CHARS = 80
"""Of a cell; the whole of it stands in its tooltip, up to `TOOLTIP_CHARS`."""
TOOLTIP_CHARS = 600


def corpus_html(corpus: Corpus) -> str:
    """The tables with their sizes, and how to get at them."""
    rows = (
        (f"<code>{name}</code>", f"{len(table):,}", escape(_about(table.record)))
        for name, table in corpus.tables.items()
    )
    return (
        f"<p><b>corpus</b> {escape(str(corpus.path))} (build {escape(corpus.build_id[:12])})</p>"
        f"{_grid(('table', 'rows', 'a row is'), rows)}"
        "<p><code>corpus.meetings.pandas()</code>, <code>.polars()</code>, <code>.arrow()</code>, "
        "or <code>for meeting in corpus.meetings</code></p>"
    )


def table_html(table: Table[Record]) -> str:
    """The first rows, every column with its description as a tooltip."""
    fields = TABLES[table.name].model_fields
    heads = (f'<span title="{escape(info.description or "")}">{name}</span>' for name, info in fields.items())
    batch = next(pq.ParquetFile(table.path).iter_batches(batch_size=SHOWN_ROWS), None)
    rows = [] if batch is None else [[_cell(value) for value in row.values()] for row in batch.to_pylist()]
    more = f", the first {len(rows)}" if len(table) > len(rows) else ""
    return (
        f"<p><b>{table.name}</b>: {escape(_about(table.record))} {len(table):,} rows{more}</p>"
        f'<div style="overflow-x: auto">{_grid(heads, rows)}</div>'
    )


def _about(record: type[Record]) -> str:
    return (record.__doc__ or "").strip().split("\n")[0]


def _cell(value: object) -> str:
    """The value escaped and cut short; null is told from an empty text by a dash."""
    if value is None:
        return "–"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str).strip('"')
    if len(text) <= SHOWN_CHARS:
        return escape(text)
    return f'<span title="{escape(text[:TOOLTIP_CHARS])}">{escape(text[:SHOWN_CHARS])}…</span>'


def _grid(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """An HTML table; what comes in is HTML."""
    head = "".join(f'<th style="text-align: left">{cell}</th>' for cell in heads)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align: left; vertical-align: top">{cell}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
