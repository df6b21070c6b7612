"""Articles whose beginning or end is doubtful: those that may be two, and those that may be the end of another.

In: an article and its neighbours. Out: why it is doubtful, in words, and the judgements that settle it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin_corpus.summary import DOUBTFUL_BELOW
from bulletin_corpus.views.report.judging import Offer, judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.records import Article, ArticlePair
    from bulletin_corpus.views.report.judging import Value

LONGEST_HEADLINE = {"zh": 45, "en": 120}
"""Characters of a line within an article that may be another one's headline. Of 682 headlines of the shipped examples
and 50 generated bulletins the longest have 31 and 101; of the 756 articles none holds such a line."""

UNUSUAL_LENGTH = {"zh": 3_000, "en": 9_000}
"""Articles of more characters may be several. The longest of those 756 have 506 and 2,170; a long feature of a magazine
has some 3,000 in Chinese, which is three times as much in English."""

# A line that ends so is a sentence, or a part of one: 双方签署了协议。 / He said: / ... on Monday."
ENDS_A_SENTENCE = re.compile(r"[。！？!?；;：:，,、…．.—–)）》」』\]】][”’\"'」』]?\s*$|[”\"]\s*$")

SHOWN_CHARS = 60
MOST_LINES = 4
"""So many lines of an article that look like headlines are told; what is split off is looked at by the next build."""


def doubtful_bounds(
    article: Article, before: Article | None, pair: ArticlePair | None
) -> tuple[list[str], list[Offer]]:
    """What is doubtful about where the article begins and ends, and how to correct it; nothing where it is sure.

    Args:
        article: not one that repeats another.
        before: the article before it, of its language and bulletin.
        pair: with its counterpart.
    """
    why, offers = [], []
    lines = article.body.split("\n")
    alike = [at for at in range(1, len(lines)) if _like_a_headline(lines[at], article.lang)]
    for at in alike[:MOST_LINES]:
        why.append(f"a line in it looks like a headline: {_cut(lines[at])}")
        quote = beginning(lines, at)
        if quote is not None:
            offers.append(Offer(f"Another article begins at {_cut(lines[at])}", _split(article.article_id, quote)))
    if len(article.body) > UNUSUAL_LENGTH[article.lang]:
        why.append(f"it has {len(article.body):,} characters; more than {UNUSUAL_LENGTH[article.lang]:,} are unusual")
        offers.append(Offer("Another article begins at ...", _split(article.article_id, None)))
    unsure = pair is None or (pair.score < DOUBTFUL_BELOW and not pair.reviewed)
    if article.headline is None and before is not None and unsure:
        why.append(f"it has no headline and no sure counterpart, and stands after {title(before)}")
        joined = judgement("join", [("articles", [before.article_id, article.article_id])])
        offers.append(Offer(f"It is the end of {title(before)}", joined))
    if why:
        offers.append(Offer("It is one article, as it stands", judgement("whole", [("article", article.article_id)])))
    return why, offers


def beginning(lines: Sequence[str], at: int) -> str | None:
    """So much of the line's beginning that no other line begins so; None where there is nothing like it."""
    line = lines[at]
    shared = max((_shared(line, other) for n, other in enumerate(lines) if n != at), default=0)
    if shared >= len(line):
        return None
    return line[: max(shared + 1, min(len(line), SHOWN_CHARS))]


def title(article: Article) -> str:
    """The headline, or where there is none the beginning of the text."""
    return _cut(article.headline or article.body)


def _like_a_headline(line: str, lang: str) -> bool:
    return 4 <= len(line) <= LONGEST_HEADLINE[lang] and ENDS_A_SENTENCE.search(line) is None


def _split(article_id: str, quote: Value) -> str:
    return judgement("split", [("article", article_id), ("before", quote)])


def _shared(one: str, other: str) -> int:
    """How many characters both begin with alike."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def _cut(text: str) -> str:
    text = text.split("\n", maxsplit=1)[0]
    return text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS] + "…"
