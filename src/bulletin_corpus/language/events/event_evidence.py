"""Evidence rows: the words that a value of an event rests on, with their raw offsets and the rule that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.records import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bulletin_corpus.documents import ArticleText
    from bulletin_corpus.language.events.reading import Phrase, TextPart
    from bulletin_corpus.offsets import MappedText


def part_text(article: ArticleText, part: TextPart) -> MappedText | None:
    """The article's text of that part, None where it has none."""
    return {
        "headline": article.headline,
        "subheadline": article.subheadline,
        "dateline": article.dateline,
        "body": article.body,
    }[part]


def evidence(field: str, article: ArticleText, phrase: Phrase) -> list[Evidence]:
    """The row that shows `phrase` as support of `field`; none where its part is not in the article."""
    text = part_text(article, phrase.part)
    if text is None or not 0 <= phrase.start < phrase.end <= len(text):
        return []
    start, end = text.raw_span(phrase.start, phrase.end)
    return [
        Evidence(
            field=field,
            article_id=article.article_id,
            char_start=start,
            char_end=end,
            text=text.text[phrase.start : phrase.end],
            rule=phrase.rule,
        )
    ]


def distinct_rows(rows: Iterable[Evidence]) -> list[Evidence]:
    """The rows in order, each once."""
    return list(dict.fromkeys(rows))
