"""Whether positions count from 0 without gaps and offsets lie where they must, by the tables alone.

Raw files are not read here: that what stands at an offset is what the row says is left to `raw_files`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from bulletin_corpus.records import CORRECTED
from bulletin_corpus.storage.columns import occurrences, pc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.validation.findings import Finding, Tables

    Numbers = NDArray[np.int64]

STRETCH = 1 << 40
"""More than any file has characters: bulletin (or article) number times this, plus an offset, orders places of all."""


class Spans(NamedTuple):
    """Stretches of raw characters, sorted, each of the article or bulletin of that number."""

    starts: Numbers
    ends: Numbers


def check_places(tables: Tables) -> Iterator[Finding]:
    """Positions with gaps, offsets out of range, spans that overlap, and parts that lie outside their article."""
    yield from _positions(tables)
    yield from _lines(tables)
    yield from _spans(tables)
    yield from _hulls(tables)
    yield from _sentence_order(tables)
    yield from _inside(tables)
    yield from _links(tables)


def _positions(tables: Tables) -> Iterator[Finding]:
    """Rows whose position is not the number of rows of the same owner before them."""
    for table, owner in (("articles", "bulletin_id"), ("sentences", "article_id"), ("sentence_pairs", "pair_id")):
        owners = tables.column(table, owner)
        codes = np.asarray(pc.index_in(owners, value_set=pc.unique(owners)), dtype=np.int64)
        positions = tables.numbers(table, "position")
        order = np.lexsort((positions, codes))
        wanted = np.empty(len(codes), dtype=np.int64)
        wanted[order] = occurrences(codes[order])
        wrong = np.flatnonzero(positions != wanted)
        yield from tables.findings(
            "place.position", table, wrong, _saying("position is {}, it should be {}", positions[wrong], wanted[wrong])
        )


def _lines(tables: Tables) -> Iterator[Finding]:
    first, last = tables.numbers("articles", "line_start"), tables.numbers("articles", "line_end")
    wrong = np.flatnonzero((first < 1) | (last < first))
    yield from tables.findings("place.lines", "articles", wrong, _saying("lines {} to {}", first[wrong], last[wrong]))


def _spans(tables: Tables) -> Iterator[Finding]:
    """Spans of articles and remainders that are empty, lie outside their file, or overlap."""
    spans, rests = tables.leaf("articles", "spans.char_start"), tables.column("remainders", "char_start")
    rows = np.concatenate((spans.rows, np.arange(len(rests))))
    is_rest = np.concatenate((np.zeros(len(spans.rows), dtype=bool), np.ones(len(rests), dtype=bool)))
    ends_of = tables.leaf("articles", "spans.char_end").values, tables.column("remainders", "char_end")
    starts = np.concatenate((np.asarray(spans.values, dtype=np.int64), np.asarray(rests, dtype=np.int64)))
    ends = np.concatenate([np.asarray(values, dtype=np.int64) for values in ends_of])
    homes = np.concatenate(
        (
            tables.places("bulletins", tables.column("articles", "bulletin_id"))[spans.rows],
            tables.places("bulletins", tables.column("remainders", "bulletin_id")),
        )
    )
    lengths = tables.numbers("bulletins", "n_chars")
    limits = np.append(lengths, STRETCH)[homes]
    out = (starts < 0) | (starts >= ends) | (ends > limits)
    order = np.lexsort((ends, starts, homes))
    order = order[(homes[order] >= 0) & ~out[order]]
    keys, stops = homes[order] * STRETCH + starts[order], homes[order] * STRETCH + ends[order]
    reached = np.maximum.accumulate(stops)[:-1] if len(stops) else stops
    over = np.zeros(len(starts), dtype=bool)
    over[order[1:][keys[1:] < reached]] = True
    for check, marked, text in (
        ("place.range", out, "characters {} to {} are empty or outside the file"),
        ("place.overlap", over, "characters {} to {} belong to another article or remainder too"),
    ):
        for table, where in (("articles", ~is_rest), ("remainders", is_rest)):
            wrong = np.flatnonzero(marked & where)
            yield from tables.findings(check, table, rows[wrong], _saying(text, starts[wrong], ends[wrong]))


def _hulls(tables: Tables) -> Iterator[Finding]:
    """Articles whose offsets are not the hull of their spans; one without spans has none."""
    count = len(tables.column("articles", "article_id"))
    starts, ends = tables.leaf("articles", "spans.char_start"), tables.leaf("articles", "spans.char_end")
    first, last = np.full(count, STRETCH), np.full(count, -1)
    np.minimum.at(first, starts.rows, np.asarray(starts.values, dtype=np.int64))
    np.maximum.at(last, ends.rows, np.asarray(ends.values, dtype=np.int64))
    given = tables.numbers("articles", "char_start"), tables.numbers("articles", "char_end")
    wrong = np.flatnonzero((first != given[0]) | (last != given[1]))
    text = "characters {} to {} are not the hull of its spans"
    yield from tables.findings("place.hull", "articles", wrong, _saying(text, given[0][wrong], given[1][wrong]))


def _sentence_order(tables: Tables) -> Iterator[Finding]:
    """Sentences that begin before the one ahead of them ends.

    Two sentences may both claim a place that was torn across their border and restored as a whole: they share it.
    """
    codes = tables.places("articles", tables.column("sentences", "article_id"))
    starts, ends = tables.numbers("sentences", "char_start"), tables.numbers("sentences", "char_end")
    order = np.lexsort((tables.numbers("sentences", "position"), codes))
    before, after = order[:-1], order[1:]
    falls = (starts[after] < starts[before]) | (ends[after] < ends[before])
    wrong = after[(codes[before] == codes[after]) & (codes[after] >= 0) & falls]
    text = "characters {} to {} stand before the sentence ahead of it"
    yield from tables.findings("place.order", "sentences", wrong, _saying(text, starts[wrong], ends[wrong]))


def _inside(tables: Tables) -> Iterator[Finding]:
    """Sentences, mentions and evidence that do not begin and end in the parts of their article that can hold them."""
    body, named, whole = ("body",), ("headline", "subheadline", "body"), ("headline", "subheadline", "dateline", "body")
    for table, prefix, parts in (
        ("sentences", "", body),
        ("mentions", "", named),
        ("meetings", "evidence.", whole),
        ("workshops", "evidence.", whole),
    ):
        articles = tables.leaf(table, f"{prefix}article_id")
        codes = tables.places("articles", articles.values)
        starts, ends = (
            np.asarray(tables.leaf(table, f"{prefix}char_{side}").values, dtype=np.int64) for side in ("start", "end")
        )
        spans = _spans_of(tables, parts)
        inside = _holds(spans, codes * STRETCH + starts) & _holds(spans, codes * STRETCH + ends - 1) & (starts < ends)
        if prefix:
            rules = tables.leaf(table, f"{prefix}rule").values
            inside |= np.asarray(pc.starts_with(rules, CORRECTED).fill_null(fill_value=False), dtype=bool)
        wrong = np.flatnonzero((codes >= 0) & ~inside)
        text = f"characters {{}} to {{}} of its {'evidence ' if prefix else ''}do not lie in its article's text"
        yield from tables.findings(
            "place.outside", table, articles.rows[wrong], _saying(text, starts[wrong], ends[wrong])
        )


def _spans_of(tables: Tables, parts: Sequence[str]) -> Spans:
    """The articles' spans of these parts."""
    names, starts, ends = (tables.leaf("articles", f"spans.{field}") for field in ("part", "char_start", "char_end"))
    chosen = np.flatnonzero(np.asarray(pc.is_in(names.values, value_set=pa.array(parts))))
    base = names.rows[chosen] * STRETCH
    keys = base + np.asarray(starts.values, dtype=np.int64)[chosen]
    order = np.argsort(keys, kind="stable")
    return Spans(keys[order], (base + np.asarray(ends.values, dtype=np.int64)[chosen])[order])


def _holds(spans: Spans, places: Numbers) -> NDArray[np.bool_]:
    """For each place whether one of the spans holds it."""
    at = np.searchsorted(spans.starts, places, side="right") - 1
    if not len(spans.starts):
        return np.zeros(len(places), dtype=bool)
    held: NDArray[np.bool_] = (at >= 0) & (places < spans.ends[np.maximum(at, 0)])
    return held


def _links(tables: Tables) -> Iterator[Finding]:
    """Links without sentences, with sentences that their article has not, or that another link of the pair has too."""
    homes = tables.places("articles", tables.column("sentences", "article_id"))
    counts = np.bincount(homes[homes >= 0], minlength=len(tables.column("articles", "article_id")))
    pairs = tables.places("article_pairs", tables.column("sentence_pairs", "pair_id"))
    for lang in ("zh", "en"):
        articles = tables.places("articles", tables.column("article_pairs", f"{lang}_article_id"))
        leaf = tables.leaf("sentence_pairs", f"{lang}_positions")
        positions, owner = np.asarray(leaf.values, dtype=np.int64), pairs[leaf.rows]
        known = owner >= 0
        homes = np.where(known, np.append(articles, -1)[owner], -1)
        limit = np.where(homes >= 0, np.append(counts, 0)[homes], STRETCH)
        lost = np.flatnonzero((positions < 0) | (positions >= limit))
        text = f"{lang}_positions names the sentence {{}}, its article has {{}}"
        yield from tables.findings(
            "link.sentence", "sentence_pairs", leaf.rows[lost], _saying(text, positions[lost], limit[lost])
        )
        again = np.flatnonzero(known & (occurrences(owner * STRETCH + positions) > 0))
        text = f"{lang}_positions names the sentence {{}}, which another link has too"
        yield from tables.findings("link.twice", "sentence_pairs", leaf.rows[again], _saying(text, positions[again]))
        lengths = np.asarray(pc.list_value_length(tables.column("sentence_pairs", f"{lang}_positions")))
        empty = np.flatnonzero(lengths == 0)
        yield from tables.findings("link.empty", "sentence_pairs", empty, f"{lang}_positions is empty")


def _saying(text: str, *values: Numbers) -> list[str]:
    """What is wrong at each place, with the values that stand there."""
    return [text.format(*row) for row in zip(*(column.tolist() for column in values), strict=True)]
