"""Whether rows find each other: ids stand once, every key names a row, and counts are those of the rows that count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.records import TABLES
from bulletin_corpus.storage.columns import occurrences, pc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.storage.columns import Column
    from bulletin_corpus.validation.findings import Finding, Tables


class Reference(NamedTuple):
    """A column whose values name rows: of `articles`, or a part of a table by the name in `TARGETS`."""

    table: str
    path: str
    target: str


TARGETS = {
    "built": "built bulletin",
    "articles": "article",
    "zh": "Chinese article that is the first of its text",
    "en": "English article that is the first of its text",
    "first": "article that is the first of its text",
    "article_pairs": "article pair",
    "officials": "official",
}
"""What a key must name, in words."""

REFERENCES = (
    Reference("articles", "bulletin_id", "built"),
    Reference("articles", "duplicate_of", "first"),
    Reference("remainders", "bulletin_id", "built"),
    Reference("sentences", "article_id", "articles"),
    Reference("article_pairs", "zh_article_id", "zh"),
    Reference("article_pairs", "en_article_id", "en"),
    Reference("article_pairs", "rivals.zh_article_id", "zh"),
    Reference("article_pairs", "rivals.en_article_id", "en"),
    Reference("sentence_pairs", "pair_id", "article_pairs"),
    Reference("meetings", "zh_article_id", "zh"),
    Reference("meetings", "en_article_id", "en"),
    Reference("meetings", "participants.official_id", "officials"),
    Reference("meetings", "evidence.article_id", "first"),
    Reference("workshops", "zh_article_id", "zh"),
    Reference("workshops", "en_article_id", "en"),
    Reference("workshops", "speakers.official_id", "officials"),
    Reference("workshops", "evidence.article_id", "first"),
    Reference("officials", "article_ids", "first"),
    Reference("officials", "rivals.official_id", "officials"),
    Reference("mentions", "official_id", "officials"),
    Reference("mentions", "article_id", "first"),
)

UNIQUE = {"bulletins": "path"}
"""What stands once in a table where it is not its id: set-aside copies of a bulletin bear its id too."""


def check_keys(tables: Tables) -> Iterator[Finding]:
    """Ids that stand twice, and keys that name nothing."""
    for table in TABLES:
        ids = tables.column(table, UNIQUE[table]) if table in UNIQUE else tables.ids(table)
        again = np.flatnonzero(occurrences(np.asarray(pc.index_in(ids, value_set=pc.unique(ids)))))
        name = UNIQUE.get(table, "id")
        yield from tables.findings("key.twice", table, again, f"its {name} stands twice")
    yield from _twice_built(tables)
    targets = _targets(tables)
    for table, path, target in REFERENCES:
        leaf = tables.leaf(table, path)
        lost = np.flatnonzero((tables.found(leaf.values, targets[target]) < 0) & np.asarray(leaf.values.is_valid()))

        named = leaf.values.take(lost).to_pylist()
        what = [f"{path} names {one}, which is no {TARGETS[target]}" for one in named]
        yield from tables.findings("key.dangling", table, leaf.rows[lost], what)
    yield from _events(tables)
    yield from _people(tables)


def _targets(tables: Tables) -> dict[str, Column]:
    """The ids that a key may name."""
    bulletins = tables.column("bulletins", "bulletin_id")
    articles = tables.column("articles", "article_id")
    return {
        "built": bulletins.filter(pc.equal(tables.column("bulletins", "status"), "built")),
        "articles": articles,
        "first": articles.filter(tables.column("articles", "duplicate_of").is_null()),
        "article_pairs": tables.column("article_pairs", "pair_id"),
        "officials": tables.column("officials", "official_id"),
        **tables.first_articles,
    }


def _twice_built(tables: Tables) -> Iterator[Finding]:
    """Built bulletins that share their bytes."""
    built = np.flatnonzero(np.asarray(pc.equal(tables.column("bulletins", "status"), "built")))
    ids = tables.column("bulletins", "bulletin_id").take(built)
    again = np.flatnonzero(occurrences(np.asarray(pc.index_in(ids, value_set=pc.unique(ids)))))
    yield from tables.findings("key.twice", "bulletins", built[again], "its bytes are built twice")


def _events(tables: Tables) -> Iterator[Finding]:
    """Events of no article, or of two articles that are no pair."""
    pairs = _couples(tables, "article_pairs")
    for table in ("meetings", "workshops"):
        zh, en = (tables.column(table, f"{lang}_article_id") for lang in ("zh", "en"))
        none = np.flatnonzero(np.asarray(pc.and_(zh.is_null(), en.is_null())))
        yield from tables.findings("key.missing", table, none, "it names no article")
        both = _couples(tables, table)
        apart = np.flatnonzero(np.asarray(both.is_valid()) & (tables.found(both, pairs) < 0))
        yield from tables.findings("key.unpaired", table, apart, "its two articles are no pair")
        evidence = tables.leaf(table, "evidence.article_id")
        own = [tables.column(table, f"{lang}_article_id").take(evidence.rows) for lang in ("zh", "en")]
        elsewhere = pc.invert(pc.or_(*(pc.equal(evidence.values, side).fill_null(fill_value=False) for side in own)))
        places = np.flatnonzero(np.asarray(elsewhere))
        yield from tables.findings(
            "key.evidence", table, evidence.rows[places], "it has evidence in an article that is not its own"
        )


def _couples(tables: Tables, table: str) -> Column:
    """The two article ids of each row as one text; null where one is."""
    zh, en = (tables.column(table, f"{lang}_article_id") for lang in ("zh", "en"))
    return pc.binary_join_element_wise(zh, en, " ")


def _people(tables: Tables) -> Iterator[Finding]:
    """Persons of events that name an official, and none of whose mentions is one of that official."""
    of_mention = pc.binary_join_element_wise(
        tables.column("mentions", "mention_id"), tables.column("mentions", "official_id"), " "
    )
    for table, field in (("meetings", "participants"), ("workshops", "speakers")):
        people = tables.leaf(table, f"{field}.official_id")
        column = tables.column(table, field)
        lists = pc.struct_field(column.flatten(), "mention_ids")
        parents = np.asarray(pc.list_parent_indices(lists), dtype=np.int64)
        couples = pc.binary_join_element_wise(lists.flatten(), people.values.take(parents), " ")
        backed = np.zeros(len(people.values), dtype=bool)
        backed[parents[tables.found(couples, of_mention) >= 0]] = True
        lost = np.flatnonzero(np.asarray(people.values.is_valid()) & ~backed)

        named = people.values.take(lost).to_pylist()
        what = [f"{people.path} is {one}, of whom the person has no mention" for one in named]
        yield from tables.findings("key.person", table, people.rows[lost], what)
