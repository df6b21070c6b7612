"""Which Chinese and English articles belong together.

Decides on pairs, one to one; an article may stay without counterpart. Input are the articles of a bulletin, or what is
left of several; output links with a calibrated score, the relation and the evidence in words. The comparison itself is
in `language.likeness`; sentences are linked by `align`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.documents import ArticleLink
from bulletin_corpus.language.words.likeness import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.documents import ArticleText
    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.language.words.likeness import Comparison

LEAST = 0.5  # a pair is made where it is more likely than not
TRANSLATION_COSINE = 0.35  # above: a rendering, below: another text on the same event
MOST_EVIDENCE = 8


def pair(zh: Sequence[ArticleText], en: Sequence[ArticleText], dictionary: Dictionary | None) -> list[ArticleLink]:
    """The pairs among these articles, by the order of the Chinese ones; an article is in one at most.

    Args:
        zh: Chinese articles, in the order in which they stand.
        en: English articles, likewise.
        dictionary: see `language.words.dictionary`; without one, names, dates, countries and numbers decide.

    Returns:
        Links whose `score` is the calibrated probability that the two belong together. `evidence` says in words why,
        strongest first.
    """
    comparisons = compare([_text(article) for article in zh], [_text(article) for article in en], dictionary)
    return [
        ArticleLink(
            zh_article_id=zh[found.zh].article_id,
            en_article_id=en[found.en].article_id,
            score=found.probability,
            relation="translation" if found.features.cosine >= TRANSLATION_COSINE else "comparable",
            evidence=(*found.evidence[:MOST_EVIDENCE], f"{round(100 * found.features.cosine)} % of the wording alike"),
        )
        for found in sorted(best_pairs(comparisons), key=lambda found: (found.zh, found.en))
    ]


def best_pairs(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The likeliest comparisons, one for each article at most; ties go to the first in order."""
    taken_zh: set[int] = set()
    taken_en: set[int] = set()
    chosen: list[Comparison] = []
    for found in sorted(comparisons, key=lambda found: (-found.probability, found.zh, found.en)):
        if found.probability >= LEAST and found.zh not in taken_zh and found.en not in taken_en:
            chosen.append(found)
            taken_zh.add(found.zh)
            taken_en.add(found.en)
    return chosen


def _text(article: ArticleText) -> str:
    """The article's headline, subheadline, dateline and body, a line each."""
    parts = (article.headline, article.subheadline, article.dateline, article.body)
    return "\n".join(part.text for part in parts if part is not None)
