"""Sentence pairs in the traditional characters in which they were printed.

Tables hold simplified text; `articles.body_hant` holds the body as printed, character for character, where that was
in traditional characters. Articles are fetched for many pairs at a time, so memory does not grow with the corpus.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bulletin_corpus.records import SentencePair
    from bulletin_corpus.storage.corpus import Corpus

# Each batch goes through two tables. 20,000 links belong to some 2,000 articles: a few megabytes of text.
LINKS_AT_ONCE = 20_000


def in_traditional(corpus: Corpus, pairs: Iterable[SentencePair]) -> Iterator[tuple[SentencePair, str | None]]:
    """Each pair with its Chinese text as printed in traditional characters; None where it was not printed so."""
    pairs = iter(pairs)
    while batch := list(islice(pairs, LINKS_AT_ONCE)):
        article_of = _chinese_articles(corpus, {pair.pair_id for pair in batch})
        sentences = _printed_sentences(corpus, set(article_of.values()))
        for pair in batch:
            printed = sentences.get(article_of[pair.pair_id])
            yield pair, None if printed is None else "".join(printed[position] for position in pair.zh_positions)


def _chinese_articles(corpus: Corpus, pair_ids: Collection[str]) -> dict[str, str]:
    """The Chinese article of each of the pairs, by pair id."""
    wanted = pc.field("pair_id").isin(list(pair_ids))
    table = pq.read_table(corpus.article_pairs.path, columns=["pair_id", "zh_article_id"], filters=wanted)
    return dict(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _printed_sentences(corpus: Corpus, article_ids: Collection[str]) -> dict[str, list[str]]:
    """The sentences as printed of those articles that were printed in traditional characters."""
    wanted = pc.field("article_id").isin(list(article_ids))
    columns = ["article_id", "body", "body_hant"]
    articles = pq.read_table(corpus.articles.path, columns=columns, filters=wanted).to_pylist()
    bodies = {row["article_id"]: (row["body"], row["body_hant"]) for row in articles if row["body_hant"] is not None}
    texts: dict[str, dict[int, str]] = defaultdict(dict)
    columns = ["article_id", "position", "text"]
    for row in pq.read_table(corpus.sentences.path, columns=columns, filters=wanted).to_pylist():
        texts[row["article_id"]][row["position"]] = row["text"]
    return {
        article_id: _cut(body, printed, [text for _, text in sorted(texts[article_id].items())])
        for article_id, (body, printed) in bodies.items()
    }


def _cut(body: str, printed: str, sentences: Iterable[str]) -> list[str]:
    """The sentences of `body`, which follow each other in it, cut out of `printed`, which is as long."""
    cut = []
    at = 0
    for sentence in sentences:
        start = body.index(sentence, at)
        at = start + len(sentence)
        cut.append(printed[start:at])
    return cut
