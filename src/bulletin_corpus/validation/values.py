"""Whether values lie in their ranges: enums, scores, shares, months, and dates that begin before they end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args, get_origin

import numpy as np
import pyarrow as pa
from annotated_types import Ge, Le

from bulletin_corpus.records import TABLES
from bulletin_corpus.storage.columns import pc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bulletin_corpus.storage.columns import Column, Leaf
    from bulletin_corpus.validation.findings import Finding, Tables

MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"

PERIODS = (
    ("meetings", "date_start", "date_end"),
    ("workshops", "date_start", "date_end"),
    ("officials", "first_seen", "last_seen"),
    ("officials", "positions.first_seen", "positions.last_seen"),
)


def check_values(tables: Tables) -> Iterator[Finding]:
    """Values that their column does not allow."""
    for table in TABLES:
        for leaf in tables.leaves(table):
            if get_origin(leaf.kind) is Literal:
                levels = pa.array(get_args(leaf.kind), pa.string())
                yield from _wrong(
                    tables, "value.enum", table, leaf, ~is_marked(pc.is_in(leaf.values, value_set=levels))
                )
            for limit in leaf.field.metadata:
                if isinstance(limit, Ge):
                    yield from _wrong(
                        tables, "value.range", table, leaf, ~is_marked(pc.greater_equal(leaf.values, limit.ge))
                    )
                if isinstance(limit, Le):
                    yield from _wrong(
                        tables, "value.range", table, leaf, ~is_marked(pc.less_equal(leaf.values, limit.le))
                    )
    coverage, months = (tables.leaf("bulletins", name) for name in ("coverage", "issue_date"))
    in_range = pc.and_(pc.greater_equal(coverage.values, 0.0), pc.less_equal(coverage.values, 1.0))
    yield from _wrong(tables, "value.range", "bulletins", coverage, ~is_marked(in_range))
    is_month = is_marked(pc.match_substring_regex(months.values, MONTH))
    yield from _wrong(tables, "value.month", "bulletins", months, ~is_month)
    for table, start, end in PERIODS:
        first, last = tables.leaf(table, start), tables.leaf(table, end)
        places = np.flatnonzero(is_marked(pc.greater(first.values, last.values)))
        yield from tables.findings("value.period", table, first.rows[places], f"{end} lies before {start}")
        places = np.flatnonzero(is_marked(pc.xor(first.values.is_null(), last.values.is_null())))
        yield from tables.findings("value.period", table, first.rows[places], f"one of {start} and {end} is null")


def is_marked(answers: Column) -> NDArray[np.bool_]:
    """Where the answer is true; null is false."""
    return np.asarray(answers.fill_null(fill_value=False), dtype=np.bool_)


def _wrong(tables: Tables, check: str, table: str, leaf: Leaf, wrong: NDArray[np.bool_]) -> Iterator[Finding]:
    """A finding for each value that is wrong; null is none."""
    places = np.flatnonzero(wrong & np.asarray(leaf.values.is_valid()))
    what = [f"{leaf.path} is {value}, which is not allowed" for value in leaf.values.take(places).to_pylist()]
    yield from tables.findings(check, table, leaf.rows[places], what)
