"""The difference of two corpora as a person reads it: counts by table, then some rows of each, names beside ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.views.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulletin_corpus.storage.difference import CorpusDifference, Row, TableDifference


def render_difference(difference: CorpusDifference, rows: int = 5) -> str:
    """The difference as plain text; at most so many rows of each kind and table, tables without any left out."""
    return "\n".join(_lines(difference, rows))


def _lines(difference: CorpusDifference, most: int) -> Iterator[str]:
    yield f"old {harmless(difference.old)}  (build {difference.old_build_id[:12]})"
    yield f"new {harmless(difference.new)}  (build {difference.new_build_id[:12]})"
    if difference.same:
        yield "no row differs"
        return
    now = {
        row.id: " + ".join(one.id for one in people.new)
        for people in difference.people
        for row in people.old
        if row.id not in {one.id for one in people.new}
    }
    for name, table in difference.tables.items():
        if not table.same:
            yield f"{name:<15} {_counts(table)}"
            yield from _some("+", [_row(row) for row in table.came], most)
            went = [_row(row, f"mentions now under {now[row.id]}" if row.id in now else "") for row in table.went]
            yield from _some("-", went, most)
            yield from _some("~", [_row(row, ", ".join(row.columns)) for row in table.changed], most)
    if difference.people:
        yield f"{'people':<15} {len(difference.people)} under other ids"
        merges = [
            f"{people.what}: {' + '.join(map(_row, people.old))} -> {' + '.join(map(_row, people.new))}"
            for people in difference.people
        ]
        yield from _some("=", merges, most)


def _counts(table: TableDifference) -> str:
    counts = f"{len(table.came)} came, {len(table.went)} went, {len(table.changed)} changed"
    return counts + (f"; columns of one corpus only: {', '.join(table.columns)}" if table.columns else "")


def _row(row: Row, note: str = "") -> str:
    return f"{row.id}  {harmless(row.label)}" + (f"  [{note}]" if note else "")


def _some(sign: str, rows: Sequence[str], most: int) -> Iterator[str]:
    yield from (f"  {sign} {row}" for row in rows[:most])
    if len(rows) > most:
        yield f"  {sign} ... and {len(rows) - most} more"
