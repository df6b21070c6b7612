"""Which Chinese and English articles belong together.

Decides on pairs, one to one; an article may stay without counterpart. Input are the articles of a bulletin, or what is
left of several; output links with a calibrated score, the evidence in words and the links that lost. The comparison
itself is in `language.words.likeness`; sentences are linked by `align`, which tells how the texts are related.
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
MOST_EVIDENCE = 8
MOST_RIVALS = 3


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
    chosen = sorted(best_pairs(comparisons), key=lambda found: (found.zh, found.en))
    return [_link(found, zh, en, _rivals(found, comparisons)) for found in chosen]


def _link(
    found: Comparison,
    zh: Sequence[ArticleText],
    en: Sequence[ArticleText],
    rivals: Sequence[Comparison] = (),
) -> ArticleLink:
    """The comparison as a link of these articles."""
    return ArticleLink(
        zh_article_id=zh[found.zh].article_id,
        en_article_id=en[found.en].article_id,
        score=found.probability,
        evidence=(*found.evidence[:MOST_EVIDENCE], f"{round(100 * found.features.cosine)} % of the wording alike"),
        rivals=tuple(_link(rival, zh, en) for rival in rivals),
    )


def _rivals(chosen: Comparison, comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The likeliest other comparisons of either article, the likeliest first."""
    others = [found for found in comparisons if (found.zh == chosen.zh) != (found.en == chosen.en)]
    return sorted(others, key=lambda found: (-found.probability, found.zh, found.en))[:MOST_RIVALS]


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
