"""Whether the tables tell one text: a body is its sentences, a link the sentences that it names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.validation.findings import Finding, Tables


def check_texts(tables: Tables) -> Iterator[Finding]:
    """Bodies that are not their sentences, and links whose texts are not those of their sentences."""
    sentences: dict[str, dict[int, str]] = defaultdict(dict)
    rows = (tables.column("sentences", name).to_pylist() for name in ("article_id", "position", "text"))
    for article, position, text in zip(*rows, strict=True):
        sentences[article][position] = text
    yield from _bodies(tables, sentences)
    yield from _links(tables, sentences)


def _bodies(tables: Tables, sentences: dict[str, dict[int, str]]) -> Iterator[Finding]:
    ids, bodies = (tables.column("articles", name).to_pylist() for name in ("article_id", "body"))
    wrong = []
    for row, (article, body) in enumerate(zip(ids, bodies, strict=True)):
        said = "".join(text for _, text in sorted(sentences.get(article, {}).items()))
        if "".join(said.split()) != "".join(body.split()):
            wrong.append(row)
    yield from tables.findings("text.body", "articles", wrong, "its sentences are not its body")


def _links(tables: Tables, sentences: dict[str, dict[int, str]]) -> Iterator[Finding]:
    names = ("pair_id", "zh_article_id", "en_article_id")
    pairs = {
        pair: {"zh": zh, "en": en}
        for pair, zh, en in zip(*(tables.column("article_pairs", name).to_pylist() for name in names), strict=True)
    }
    of_row = tables.column("sentence_pairs", "pair_id").to_pylist()
    for lang, between in (("zh", ""), ("en", " ")):
        texts, lists = (tables.column("sentence_pairs", name).to_pylist() for name in (lang, f"{lang}_positions"))
        wrong = []
        for row, (pair, text, positions) in enumerate(zip(of_row, texts, lists, strict=True)):
            said = sentences.get(pairs.get(pair, {}).get(lang, ""), {})
            known = [said[position] for position in positions if position in said]
            if len(known) == len(positions) and text != between.join(known):
                wrong.append(row)
        yield from tables.findings("text.link", "sentence_pairs", wrong, f"{lang} is not the text of its sentences")
