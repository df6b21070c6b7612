"""Who is named in an article, and with which title: the mentions of both languages in one form.

Input: an `ArticleText`. Output: `NameMention`s in order of place (headline, subheadline, body). The grammar of each
language stands in `people_zh` and `people_en`; which mentions name one person is left to `counterparts`.
"""

from __future__ import annotations

from typing import Literal

from bulletin_corpus.documents import READ_CHARS, ArticleText, NameMention
from bulletin_corpus.language.people.people_en import find_names_en
from bulletin_corpus.language.people.people_zh import find_names_zh
from bulletin_corpus.records import mention_id

PartName = Literal["headline", "subheadline", "body"]


def find_people(article: ArticleText) -> tuple[NameMention, ...]:
    """All places in the first `READ_CHARS` of each part of `article` that name a person, by part and place.

    A mention's `title` is None at second mentions and for persons without office; its `country` is None where neither
    the title nor the wording tells.
    """
    parts: list[tuple[PartName, str]] = []
    if article.headline is not None:
        parts.append(("headline", article.headline.text))
    if article.subheadline is not None:
        parts.append(("subheadline", article.subheadline.text))
    parts.append(("body", article.body.text))
    find_names = find_names_zh if article.lang == "zh" else find_names_en
    found = find_names([text[:READ_CHARS] for _, text in parts])
    return tuple(
        NameMention(
            mention_id=mention_id(article.article_id, order),
            article_id=article.article_id,
            lang=article.lang,
            part=parts[name.part][0],
            name=name.name,
            start=name.start,
            end=name.end,
            title=name.title,
            title_start=name.title_start,
            title_end=name.title_end,
            country=name.country,
            rule=name.rule,
        )
        for order, name in enumerate(found)
    )
