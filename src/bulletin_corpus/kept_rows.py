"""The rows of kept results: what one bulletin, or the items made across some, give, as lists for each table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bulletin_corpus.kept import kept_schema
from bulletin_corpus.records import bulletin_id, first_id, pair_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bulletin_corpus.documents import ArticleLink, ArticleText, BulletinResult, Item, NameMention
    from bulletin_corpus.offsets import MappedText
    from bulletin_corpus.records import Kind

    Row = dict[str, Any]


def to_table(rows: Sequence[Row]) -> pa.Table:
    """The rows as a table with all columns; what a row lacks is null."""
    schema = kept_schema()
    return pa.Table.from_arrays(
        [pa.array([row.get(field.name) for row in rows], type=field.type) for field in schema], schema=schema
    )


def row_of_bulletin(key: str, result: BulletinResult) -> Row:
    """What one bulletin gives."""
    identity = bulletin_id(result.sha256)
    kinds = {article_id: item.extraction.kind for item in result.items for article_id in articles_of(item)}
    return {
        "key": key,
        "status": "built",
        "encoding": result.encoding,
        "n_chars": result.n_chars,
        "issue_date": result.context.issue_date,
        "dates": list(result.context.dates),
        "coverage": result.coverage,
        "repairs": [vars(one) for one in result.repairs],
        "warnings": list(result.warnings),
        "told": [{"correction": correction, "unmet": unmet} for correction, unmet in result.told],
        "article_ids": [article.article_id for article in result.articles],
        "texts": [_text_row(article) for article in result.articles],
        "articles": [
            _article_row(identity, article, kinds, reviewed=article.article_id in result.reviewed)
            for article in result.articles
        ],
        "remainders": [
            {
                "bulletin_id": identity,
                "kind": rest.kind,
                "reason": rest.reason,
                "char_start": rest.char_start,
                "char_end": rest.char_end,
                "text": text,
            }
            for rest, text in sorted(result.leftovers, key=lambda left: left[0].char_start)
        ],
        "sentences": [row for article in result.articles for row in _sentence_rows(article)],
        **_rows_of_items(result.items),
    }


def row_of_set_aside(key: str, reason: str, encoding: str | None, n_chars: int) -> Row:
    """A file that gives nothing, and why."""
    return {"key": key, "status": "set_aside", "reason": reason, "encoding": encoding, "n_chars": n_chars}


def row_of_items(key: str, items: Sequence[Item], told: Mapping[str, str | None]) -> Row:
    """What these items, made across bulletins, give, and what became of corrections that concern them."""
    warned = [(articles_of(item)[0], text) for item in items for text in item.extraction.warnings]
    return {
        "key": key,
        "status": "across",
        "told": [{"correction": correction, "unmet": unmet} for correction, unmet in told.items()],
        "warnings": [text for _, text in warned],
        "warned": [article_id for article_id, _ in warned],
        **_rows_of_items(items),
    }


def articles_of(item: Item) -> list[str]:
    """The ids of the item's one or two articles, zh first."""
    return [side.article_id for side in (item.zh, item.en) if side is not None]


def _rows_of_items(items: Sequence[Item]) -> Row:
    persons = [person for item in items for person in item.extraction.persons]
    return {
        "items": [
            {
                "zh": item.zh.article_id if item.zh else None,
                "en": item.en.article_id if item.en else None,
                "kind": item.extraction.kind,
            }
            for item in items
        ],
        "persons": [
            {
                "name_zh": person.name_zh,
                "name_en": person.name_en,
                "country": person.country,
                "offices": [{"title_zh": one.title_zh, "title_en": one.title_en} for one in person.offices],
                "seen": person.seen,
                "mentions": [
                    {"mention_id": one.mention_id, "article_id": one.article_id, "name": one.name}
                    for one in person.mentions
                ],
            }
            for person in persons
        ],
        "article_pairs": [_pair_row(item.pair, item.relation or "comparable") for item in items if item.pair],
        "sentence_pairs": [row for item in items for row in _link_rows(item)],
        "meetings": [one.row() for item in items for one in item.extraction.meetings],
        "workshops": [one.row() for item in items for one in item.extraction.workshops],
        "mentions": [row for item in items for row in _mention_rows(item)],
    }


def _article_row(identity: str, article: ArticleText, kinds: dict[str, Kind], *, reviewed: bool) -> Row:
    first = first_id(article.article_id)
    body = article.body
    return {
        "article_id": article.article_id,
        "bulletin_id": identity,
        "position": article.position,
        "lang": article.lang,
        "headline": article.headline.text if article.headline else None,
        "subheadline": article.subheadline.text if article.subheadline else None,
        "dateline": article.dateline.text if article.dateline else None,
        "body": body.text,
        "body_hant": body.printed if article.lang == "zh" and body.printed != body.text else None,
        "credits": [vars(one) for one in article.credits],
        "kind": kinds[first],
        "duplicate_of": None if article.article_id == first else first,
        "spans": [vars(one) for one in article.spans],
        "line_start": article.line_start,
        "line_end": article.line_end,
        "char_start": min(span.char_start for span in article.spans),
        "char_end": max(span.char_end for span in article.spans),
        "reviewed": reviewed,
    }


def _sentence_rows(article: ArticleText) -> Iterator[Row]:
    for position, (start, end) in enumerate(article.sentences):
        char_start, char_end = article.body.raw_span(start, end)
        yield {
            "article_id": article.article_id,
            "position": position,
            "text": article.body.text[start:end],
            "char_start": char_start,
            "char_end": char_end,
        }


def _pair_row(link: ArticleLink, relation: str) -> Row:
    return {
        "pair_id": pair_id(link.zh_article_id, link.en_article_id),
        "zh_article_id": link.zh_article_id,
        "en_article_id": link.en_article_id,
        "score": link.score,
        "relation": relation,
        "evidence": list(link.evidence),
        "rivals": [
            {
                "zh_article_id": rival.zh_article_id,
                "en_article_id": rival.en_article_id,
                "score": rival.score,
                "evidence": list(rival.evidence),
            }
            for rival in link.rivals
        ],
        "reviewed": link.reviewed,
    }


def _link_rows(item: Item) -> Iterator[Row]:
    if item.zh is None or item.en is None or not item.links:
        return
    zh, en = item.zh.sentence_texts(), item.en.sentence_texts()
    identity = pair_id(item.zh.article_id, item.en.article_id)
    for position, link in enumerate(item.links):
        yield {
            "pair_id": identity,
            "position": position,
            "zh": "".join(zh[at] for at in link.zh_positions),
            "en": " ".join(en[at] for at in link.en_positions),
            "zh_positions": list(link.zh_positions),
            "en_positions": list(link.en_positions),
            "score": link.score,
            "crossing": link.crossing,
            "reviewed": link.reviewed,
        }


def _mention_rows(item: Item) -> Iterator[Row]:
    """The item's mentions, zh first, by place; whose they are is not known before the corpus is resolved."""
    mentions = [mention for person in item.extraction.persons for mention in person.mentions]
    places = {id(mention): _raw_place(mention, item) for mention in mentions}
    for mention in sorted(mentions, key=lambda one: (one.lang != "zh", places[id(one)], one.mention_id)):
        char_start, char_end = places[id(mention)]
        yield {
            "mention_id": mention.mention_id,
            "article_id": mention.article_id,
            "name": mention.name,
            "title": mention.title,
            "char_start": char_start,
            "char_end": char_end,
            "rule": mention.rule,
        }


def _raw_place(mention: NameMention, item: Item) -> tuple[int, int]:
    article = item.zh if mention.lang == "zh" else item.en
    text: MappedText | None = None if article is None else getattr(article, mention.part)
    if text is None:
        raise ValueError(f"the mention {mention.mention_id} stands in a part that its article lacks")
    return text.raw_span(mention.start, mention.end)


def _text_row(article: ArticleText) -> Row:
    return {
        "article_id": article.article_id,
        "lang": article.lang,
        "position": article.position,
        "headline": _mapped_row(article.headline),
        "subheadline": _mapped_row(article.subheadline),
        "dateline": _mapped_row(article.dateline),
        "body": _mapped_row(article.body),
        "credits": [vars(one) for one in article.credits],
        "sentences": [list(place) for place in article.sentences],
        "spans": [vars(one) for one in article.spans],
        "line_start": article.line_start,
        "line_end": article.line_end,
    }


def _mapped_row(text: MappedText | None) -> Row | None:
    """The text with its raw spans as runs: from character `at` on, characters of `width` stand side by side."""
    if text is None:
        return None
    starts, widths = text.starts, text.ends - text.starts
    breaks = np.ones(len(starts), dtype=bool)
    breaks[1:] = (starts[1:] != text.ends[:-1]) | (widths[1:] != widths[:-1])
    at = np.flatnonzero(breaks)
    return {
        "text": text.text,
        "printed": None if text.printed == text.text else text.printed,
        "at": at,
        "raw": starts[at],
        "width": widths[at],
    }
