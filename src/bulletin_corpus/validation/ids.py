"""Whether ids are those that their rows give: of bytes, of articles, of mentions; and what is counted from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import regex

from bulletin_corpus.records import bulletin_id, digest, event_id, first_id, mention_id, official_id, pair_id
from bulletin_corpus.storage.columns import pc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bulletin_corpus.validation.findings import Finding, Tables

# a-0123456789abcdef; a-0123456789abcdef-2 is the text's second appearance
ARTICLE_ID = regex.compile(r"a-[0-9a-f]{16}(?:-[1-9][0-9]*)?")

MOST_EVENTS = 1000
"""So many events one item may have; an item of the annotated ones has at most 6."""


def check_ids(tables: Tables) -> Iterator[Finding]:
    """Ids that do not derive from what they name, and what officials and bulletins count wrongly."""
    yield from _bulletins(tables)
    yield from _articles(tables)
    yield from _unlike(
        tables,
        "article_pairs",
        ("pair_id", "zh_article_id", "en_article_id"),
        lambda key, zh, en: key == pair_id(zh, en),
    )
    yield from _events(tables, "meetings", "meeting")
    yield from _events(tables, "workshops", "workshop")
    yield from _mentions(tables)
    yield from _officials(tables)


def _columns(tables: Tables, table: str, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    return zip(*(tables.column(table, name).to_pylist() for name in names), strict=True)


def _unlike(tables: Tables, table: str, names: tuple[str, ...], fits: Callable[..., bool]) -> Iterator[Finding]:
    rows = [row for row, values in enumerate(_columns(tables, table, names)) if not fits(*values)]
    said = f"it does not derive from {' and '.join(names[1:])}"
    yield from tables.findings("id.underived", table, rows, said)


def _bulletins(tables: Tables) -> Iterator[Finding]:
    def fits(key: str, sha256: str | None, path: str) -> bool:
        return key == (bulletin_id(sha256) if sha256 else "b-" + digest(path))

    yield from _unlike(tables, "bulletins", ("bulletin_id", "sha256", "path"), fits)
    ids, counts = tables.column("bulletins", "bulletin_id"), tables.numbers("bulletins", "n_articles")
    homes = tables.places("bulletins", tables.column("articles", "bulletin_id"))
    found = np.bincount(homes[homes >= 0], minlength=len(ids))
    built = np.asarray(pc.equal(tables.column("bulletins", "status"), "built"))
    named = tables.found(ids, ids) if len(ids) else np.zeros(0, dtype=np.int64)
    wrong = np.flatnonzero(np.where(built, found[named] != counts, counts != 0))

    held = np.where(built, found[named], 0)
    what = [f"n_articles is {counts[row]}, the table holds {held[row]}" for row in wrong]
    yield from tables.findings("count.articles", "bulletins", wrong, what)


def _articles(tables: Tables) -> Iterator[Finding]:
    """Article ids of another form, and copies that are not numbered from 2 or name another article."""
    ids = tables.column("articles", "article_id").to_pylist()
    copies = tables.column("articles", "duplicate_of").to_pylist()
    langs = tables.column("articles", "lang").to_pylist()
    numbers: dict[str, set[int]] = defaultdict(set)
    lang_of: dict[str, str] = dict(zip(ids, langs, strict=True))
    wrong: dict[int, str] = {}
    for row, (key, first) in enumerate(zip(ids, copies, strict=True)):
        if not ARTICLE_ID.fullmatch(key):
            wrong[row] = "it is no id of an article"
            continue
        numbers[first_id(key)].add(int(key.split("-")[2]) if key != first_id(key) else 1)
        if first != (None if key == first_id(key) else first_id(key)):
            wrong[row] = f"duplicate_of is {first}, the id says {first_id(key) if key != first_id(key) else None}"
        elif first is not None and lang_of.get(first, langs[row]) != langs[row]:
            wrong[row] = f"it repeats {first}, which is in another language"
    for row, key in enumerate(ids):
        if row not in wrong and key != first_id(key) and int(key.split("-")[2]) > len(numbers[first_id(key)]):
            wrong[row] = "an earlier appearance of its text is missing"
    rows = sorted(wrong)
    yield from tables.findings("id.article", "articles", rows, [wrong[row] for row in rows])


def _events(tables: Tables, table: str, kind: Literal["meeting", "workshop"]) -> Iterator[Finding]:
    def fits(key: str, zh: str | None, en: str | None) -> bool:
        return any(key == event_id(kind, zh, en, order) for order in range(MOST_EVENTS))

    yield from _unlike(tables, table, (f"{kind}_id", "zh_article_id", "en_article_id"), fits)


def _mentions(tables: Tables) -> Iterator[Finding]:
    """Mentions whose id no place of their article gives; an article has no more mentions than characters."""
    rows_of: dict[str, dict[str, int]] = defaultdict(dict)
    for row, (key, article) in enumerate(_columns(tables, "mentions", ("mention_id", "article_id"))):
        rows_of[article][key] = row
    lengths = {
        article: end - start
        for article, start, end in _columns(tables, "articles", ("article_id", "char_start", "char_end"))
    }
    wrong: list[int] = []
    for article, left in rows_of.items():
        for order in range(lengths.get(article, 0)):
            if not left:
                break
            left.pop(mention_id(article, order), None)
        wrong += left.values()
    yield from tables.findings("id.underived", "mentions", sorted(wrong), "it does not derive from article_id")


def _officials(tables: Tables) -> Iterator[Finding]:
    """Officials whose id, number of mentions or articles are not those of their mentions."""
    mentions: dict[str, list[str]] = defaultdict(list)
    articles: dict[str, set[str]] = defaultdict(set)
    for key, official, article in _columns(tables, "mentions", ("mention_id", "official_id", "article_id")):
        mentions[official].append(key)
        articles[official].add(article)
    wrong: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row, (key, count, named) in enumerate(
        _columns(tables, "officials", ("official_id", "n_mentions", "article_ids"))
    ):
        if not mentions[key]:
            wrong["count.mentions"].append((row, "no mention names it"))
            continue
        if key != official_id(mentions[key]):
            wrong["id.underived"].append((row, "it does not derive from its smallest mention_id"))
        if count != len(mentions[key]):
            wrong["count.mentions"].append((row, f"n_mentions is {count}, the table holds {len(mentions[key])}"))
        if sorted(named) != sorted(articles[key]):
            wrong["count.articles"].append((row, "article_ids are not those of its mentions"))
    for check, places in wrong.items():
        yield from tables.findings(check, "officials", [row for row, _ in places], [what for _, what in places])
