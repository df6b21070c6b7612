"""The corpus step's bookkeeping: repeated texts, pairs across bulletins, and the rows of all tables.

It decides which copy of a repeated text gives records and which bulletins are near in time; what belongs together is
left to the stages.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.records import (
    Article,
    ArticlePair,
    Bulletin,
    Mention,
    PairRival,
    Record,
    Remainder,
    Sentence,
    SentencePair,
    bulletin_id,
    copy_id,
    digest,
    first_id,
    pair_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bulletin_corpus.documents import (
        ArticleLink,
        ArticleText,
        BulletinContext,
        BulletinResult,
        Item,
        NameMention,
    )
    from bulletin_corpus.offsets import MappedText
    from bulletin_corpus.records import Kind, Meeting, Workshop
    from bulletin_corpus.stages.resolve import Resolution
    from bulletin_corpus.storage.raw import SetAside


@dataclass(frozen=True, slots=True)
class Repeats:
    """The final id of every article of the corpus: `ids[path, id within the bulletin]`."""

    ids: Mapping[tuple[str, str], str]

    def is_first(self, result: BulletinResult, article: ArticleText | None) -> bool:
        """Whether the article is the first of its text in the corpus; true for no article."""
        return article is None or self.ids[result.path, article.article_id] == first_id(article.article_id)

    def kept(self, result: BulletinResult) -> Iterator[Item]:
        """The bulletin's items that give records: those whose articles are all first of their text."""
        return (item for item in result.items if self.is_first(result, item.zh) and self.is_first(result, item.en))


def repeats(results: Sequence[BulletinResult]) -> Repeats:
    """The final article ids; of a repeated text the first is the one with the earliest issue date, then path."""
    ids = {}
    copies: dict[str, int] = defaultdict(int)
    for result in sorted(results, key=lambda result: (result.context.issue_date or "9999-99", result.path)):
        for article in result.articles:
            text = first_id(article.article_id)
            copies[text] += 1
            ids[result.path, article.article_id] = copy_id(text, copies[text])
    return Repeats(ids)


def pair_across(
    results: Sequence[BulletinResult],
    places: Repeats,
    items: Sequence[Item],
    pair: Callable[[Sequence[ArticleText], Sequence[ArticleText]], Sequence[ArticleLink]],
    make_item: Callable[[ArticleText | None, ArticleText | None, ArticleLink | None, BulletinContext], Item],
    max_lag_months: int,
) -> list[Item]:
    """The items, with articles that found no counterpart in their own bulletin paired across bulletins.

    Bulletins are compared if their months of issue lie at most `max_lag_months` apart, if neither has one, or if
    their files have the same name (zh/july.txt and en/july.txt). An article whose own item was dropped because its
    counterpart repeats another text is left over too, and may find the first copy.
    """
    home = {
        article.article_id: result
        for result in results
        for article in result.articles
        if places.is_first(result, article)
    }
    in_pairs = {article_id for item in items if item.pair for article_id in _articles(item)}
    alone = {article_id for item in items if not item.pair for article_id in _articles(item)}
    free = {
        article.article_id: article
        for result in results
        for article in result.articles
        if home.get(article.article_id) is result and article.article_id not in in_pairs
    }
    made: list[Item] = []
    for block in _blocks(results, max_lag_months):
        sides: dict[str, list[ArticleText]] = {"zh": [], "en": []}
        for result in block:
            for article in result.articles:
                if free.get(article.article_id) is article:
                    sides[article.lang].append(article)
        if not sides["zh"] or not sides["en"]:
            continue
        for link in pair(sides["zh"], sides["en"]):
            first, second = home[link.zh_article_id], home[link.en_article_id]
            refused = link.zh_article_id in alone and link.en_article_id in alone
            if first is second and refused:
                continue  # the bulletin itself has already said no
            context = first.context if first.context.issue_date else second.context
            made.append(make_item(free.pop(link.zh_article_id), free.pop(link.en_article_id), link, context))
    taken = {article_id for item in made for article_id in _articles(item)}
    kept = [item for item in items if not taken.intersection(_articles(item))]
    covered = {article_id for item in (*kept, *made) for article_id in _articles(item)}
    for text, article in free.items():
        if text not in covered:
            zh, en = (article, None) if article.lang == "zh" else (None, article)
            kept.append(make_item(zh, en, None, home[text].context))
    return kept + made


def _articles(item: Item) -> list[str]:
    """The ids of the item's one or two articles."""
    return [side.article_id for side in (item.zh, item.en) if side is not None]


def _blocks(results: Sequence[BulletinResult], max_lag_months: int) -> Iterator[list[BulletinResult]]:
    """Groups of bulletins to compare, most specific first, in a fixed order."""
    by_name: dict[str, list[BulletinResult]] = defaultdict(list)
    by_month: dict[int | None, list[BulletinResult]] = defaultdict(list)
    for result in results:
        by_name[PurePosixPath(result.path).name].append(result)
        by_month[_months(result.context.issue_date)].append(result)
    yield from (group for _, group in sorted(by_name.items()) if len(group) > 1)
    for lag in range(max_lag_months + 1):
        for month in sorted(month for month in by_month if month is not None):
            if lag == 0 or month + lag in by_month:
                yield by_month[month] + (by_month[month + lag] if lag else [])
    if None in by_month:
        yield by_month[None]


def _months(issue_date: str | None) -> int | None:
    """Months since year 0; None where the issue has no date."""
    if issue_date is None:
        return None
    year, month = issue_date.split("-")
    return int(year) * 12 + int(month)


def corpus_rows(
    results: Sequence[BulletinResult],
    set_aside: Sequence[SetAside],
    places: Repeats,
    items: Sequence[Item],
    resolution: Resolution,
) -> dict[str, list[Record]]:
    """The rows of every table, by name."""
    kinds = {article_id: item.extraction.kind for item in items for article_id in _articles(item)}
    return {
        "bulletins": [*map(_bulletin_row, results), *map(_set_aside_row, set_aside)],
        "articles": [
            _article_row(result, article, places.ids[result.path, article.article_id], kinds)
            for result in results
            for article in result.articles
        ],
        "remainders": [row for result in results for row in _remainder_rows(result)],
        "sentences": [
            row
            for result in results
            for article in result.articles
            for row in _sentence_rows(article, places.ids[result.path, article.article_id])
        ],
        "article_pairs": [_pair_row(item.pair, item.relation) for item in items if item.pair and item.relation],
        "sentence_pairs": [row for item in items for row in _link_rows(item)],
        "meetings": [_with_officials(event, resolution) for item in items for event in item.extraction.meetings],
        "workshops": [_with_officials(event, resolution) for item in items for event in item.extraction.workshops],
        "officials": list(resolution.officials),
        "mentions": [
            _mention_row(mention, item, resolution)
            for item in items
            for person in item.extraction.persons
            for mention in person.mentions
            if mention.mention_id in resolution.official_of
        ],
    }


def _bulletin_row(result: BulletinResult) -> Bulletin:
    return Bulletin(
        bulletin_id=bulletin_id(result.sha256),
        path=result.path,
        sha256=result.sha256,
        encoding=result.encoding,
        status="built",
        reason=None,
        issue_date=result.context.issue_date,
        n_chars=result.n_chars,
        n_articles=len(result.articles),
        coverage=result.coverage,
        repairs=list(result.repairs),
        warnings=list(result.warnings),
    )


def _set_aside_row(one: SetAside) -> Bulletin:
    return Bulletin(
        bulletin_id=bulletin_id(one.sha256) if one.sha256 else "b-" + digest(one.path),
        path=one.path,
        sha256=one.sha256 or None,
        encoding=one.encoding,
        status="set_aside",
        reason=one.reason,
        issue_date=None,
        n_chars=one.n_chars,
        n_articles=0,
        coverage=None,
        repairs=[],
        warnings=[],
    )


def _article_row(result: BulletinResult, article: ArticleText, final_id: str, kinds: Mapping[str, Kind]) -> Article:
    first = first_id(article.article_id)
    body = article.body
    return Article(
        article_id=final_id,
        bulletin_id=bulletin_id(result.sha256),
        position=article.position,
        lang=article.lang,
        headline=article.headline.text if article.headline else None,
        subheadline=article.subheadline.text if article.subheadline else None,
        dateline=article.dateline.text if article.dateline else None,
        body=body.text,
        body_hant=body.printed if article.lang == "zh" and body.printed != body.text else None,
        credits=list(article.credits),
        kind=kinds[first],
        duplicate_of=None if final_id == first else first,
        spans=list(article.spans),
        line_start=article.line_start,
        line_end=article.line_end,
        char_start=min(span.char_start for span in article.spans),
        char_end=max(span.char_end for span in article.spans),
    )


def _remainder_rows(result: BulletinResult) -> Iterator[Remainder]:
    for rest, text in result.leftovers:
        yield Remainder(
            bulletin_id=bulletin_id(result.sha256),
            kind=rest.kind,
            reason=rest.reason,
            char_start=rest.char_start,
            char_end=rest.char_end,
            text=text,
        )


def _sentence_rows(article: ArticleText, final_id: str) -> Iterator[Sentence]:
    for position, (start, end) in enumerate(article.sentences):
        char_start, char_end = article.body.raw_span(start, end)
        yield Sentence(
            article_id=final_id,
            position=position,
            text=article.body.text[start:end],
            char_start=char_start,
            char_end=char_end,
        )


def _pair_row(link: ArticleLink, relation: Literal["translation", "comparable"]) -> ArticlePair:
    return ArticlePair(
        pair_id=pair_id(link.zh_article_id, link.en_article_id),
        zh_article_id=link.zh_article_id,
        en_article_id=link.en_article_id,
        score=link.score,
        relation=relation,
        evidence=list(link.evidence),
        rivals=[
            PairRival(
                zh_article_id=rival.zh_article_id,
                en_article_id=rival.en_article_id,
                score=rival.score,
                evidence=list(rival.evidence),
            )
            for rival in link.rivals
        ],
    )


def _link_rows(item: Item) -> Iterator[SentencePair]:
    if item.zh is None or item.en is None:
        return
    zh, en = item.zh.sentence_texts(), item.en.sentence_texts()
    for position, link in enumerate(item.links):
        yield SentencePair(
            pair_id=pair_id(item.zh.article_id, item.en.article_id),
            position=position,
            zh="".join(zh[at] for at in link.zh_positions),
            en=" ".join(en[at] for at in link.en_positions),
            zh_positions=list(link.zh_positions),
            en_positions=list(link.en_positions),
            score=link.score,
            crossing=link.crossing,
        )


def _with_officials(event: Meeting | Workshop, resolution: Resolution) -> Record:
    """The event with the official of each person in it."""
    field = "participants" if hasattr(event, "participants") else "speakers"
    people = [
        person.model_copy(
            update={
                "official_id": next(
                    (resolution.official_of[name] for name in person.mention_ids if name in resolution.official_of),
                    None,
                ),
            },
        )
        for person in getattr(event, field)
    ]
    return event.model_copy(update={field: people})


def _part(article: ArticleText, part: Literal["headline", "subheadline", "body"]) -> MappedText | None:
    """The article's text of that part."""
    match part:
        case "headline":
            return article.headline
        case "subheadline":
            return article.subheadline
        case "body":
            return article.body


def _mention_row(mention: NameMention, item: Item, resolution: Resolution) -> Mention:
    article = item.zh if mention.lang == "zh" else item.en
    text = None if article is None else _part(article, mention.part)
    if text is None:
        raise ValueError(f"the mention {mention.mention_id} stands in a part that its article lacks")
    char_start, char_end = text.raw_span(mention.start, mention.end)
    return Mention(
        mention_id=mention.mention_id,
        official_id=resolution.official_of[mention.mention_id],
        article_id=mention.article_id,
        name=mention.name,
        title=mention.title,
        char_start=char_start,
        char_end=char_end,
        rule=mention.rule,
    )
