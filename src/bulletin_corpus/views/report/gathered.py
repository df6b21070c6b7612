"""The corpus as the page looks at it: items (a pair, or an article alone), their events, and who is who, by number.

In: a loaded corpus. Out: `Gathered`, every record reachable by its id or its item; nothing is judged or drawn here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.records import Meeting, Participant, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bulletin_corpus.records import (
        Article,
        ArticlePair,
        Bulletin,
        Mention,
        Official,
        Remainder,
        Sentence,
        SentencePair,
        Speaker,
    )
    from bulletin_corpus.storage.corpus import Corpus

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What a reader opens: the articles of a pair, or one article alone.

    Attributes:
        item_id: the pair's id, or the article's.
        zh, en: its articles; one of them may be None.
        pair: None for an article alone.
        links: of its sentences, in Chinese order.
        events: numbers of its meetings and workshops in `Gathered.events`.
        bulletin: number of the bulletin of its first article.
        date: first day (YYYY-MM-DD) of its first dated event, of those that it reports if any is, else of those that it
            refers to; else the month of issue, else None.
    """

    item_id: str
    zh: Article | None
    en: Article | None
    pair: ArticlePair | None
    links: tuple[SentencePair, ...]
    events: tuple[int, ...]
    bulletin: int
    date: str | None

    @property
    def articles(self) -> tuple[Article, ...]:
        """Its articles, Chinese first."""
        return tuple(article for article in (self.zh, self.en) if article is not None)

    @property
    def kind(self) -> str:
        """Kind of its first article that reports an event, else `other`."""
        return next((article.kind for article in self.articles if article.kind != "other"), "other")


@dataclass(frozen=True, slots=True)
class Gathered:
    """All records of a corpus, held together.

    Attributes:
        bulletins: by path; those that were set aside too.
        items: latest first, undated ones last.
        events: meetings and workshops, latest first, undated ones last.
        event_item: number of each event's item.
        item_of: number of the item of each article, by article id.
        officials: by number of mentions, most first.
        official_of: number of each official, by id.
        sentences, mentions: by article id, in order.
        rejects: text that no article took, by bulletin id.
        neighbours: the articles before and after an article, of its language and bulletin, by its id; None: there is
            none, or it or the article itself repeats another one's text.
    """

    bulletins: tuple[Bulletin, ...]
    items: tuple[NewsItem, ...]
    events: tuple[Meeting | Workshop, ...]
    event_item: tuple[int, ...]
    item_of: Mapping[str, int]
    officials: tuple[Official, ...]
    official_of: Mapping[str, int]
    sentences: Mapping[str, Sequence[Sentence]]
    mentions: Mapping[str, Sequence[Mention]]
    rejects: Mapping[str, Sequence[Remainder]]
    neighbours: Mapping[str, tuple[Article | None, Article | None]]


def gather(corpus: Corpus) -> Gathered:
    """The corpus, held together; every article is in exactly one item."""
    bulletins = tuple(corpus.bulletins)
    articles = {article.article_id: article for article in corpus.articles}
    links = _by(corpus.sentence_pairs, "pair_id")
    all_events: list[Meeting | Workshop] = [*corpus.meetings, *corpus.workshops]
    events = tuple(sorted(all_events, key=lambda event: (_latest_first(_day(event)), event_id(event))))
    items = _items(articles, list(corpus.article_pairs), links, events, bulletins)
    item_of = {article.article_id: at for at, item in enumerate(items) for article in item.articles}
    officials = tuple(sorted(corpus.officials, key=lambda one: (-one.n_mentions, one.official_id)))
    return Gathered(
        bulletins=bulletins,
        items=items,
        events=events,
        event_item=tuple(item_of[home(event)] for event in events),
        item_of=item_of,
        officials=officials,
        official_of={one.official_id: at for at, one in enumerate(officials)},
        sentences=_by(corpus.sentences, "article_id"),
        mentions=_by(corpus.mentions, "article_id"),
        rejects=_by((one for one in corpus.remainders if one.kind == "reject"), "bulletin_id"),
        neighbours=_neighbours(articles.values()),
    )


def event_id(event: Meeting | Workshop) -> str:
    """The id of a meeting or a workshop."""
    return event.meeting_id if isinstance(event, Meeting) else event.workshop_id


def event_kind(event: Meeting | Workshop) -> str:
    """`meeting` or `workshop`."""
    return "meeting" if isinstance(event, Meeting) else "workshop"


def people_of(event: Meeting | Workshop) -> Sequence[Participant | Speaker]:
    """Who took part in a meeting, or spoke at a workshop."""
    return event.participants if isinstance(event, Meeting) else event.speakers


def principals_of(event: Meeting | Workshop, official_of: Mapping[str, int]) -> list[tuple[int, Participant]]:
    """The officials who lead the sides of a meeting, by number; nobody for a workshop."""
    return [
        (official_of[official], one)
        for one in people_of(event)
        if isinstance(one, Participant) and one.role == "principal"
        if (official := one.official_id) is not None and official in official_of
    ]


def home(event: Meeting | Workshop) -> str:
    """The id of the article that reports the event, the Chinese one where there are two."""
    return event.zh_article_id or event.en_article_id or ""


@cache
def country_names() -> Mapping[str, tuple[str, str]]:
    """The usual Chinese and English name of each country, by its code."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(lexicon("countries"), key=lambda row: (len(row["form"]), row["form"])):
        if row["kind"] == "name" and row["source"].startswith("CLDR"):
            names[row["code"]].setdefault(row["lang"], row["form"])
    return {code: (found.get("zh", code), found.get("en", code)) for code, found in sorted(names.items())}


def country_label(code: str) -> tuple[str, str]:
    """Chinese and English name of a country; the code itself for an organisation."""
    return country_names().get(code, (code, code))


def _neighbours(articles: Iterable[Article]) -> dict[str, tuple[Article | None, Article | None]]:
    """What stands before and after each article, as in `Gathered.neighbours`."""
    rows: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        rows[article.bulletin_id, article.lang].append(article)
    found: dict[str, tuple[Article | None, Article | None]] = {}
    for row in rows.values():
        ordered = sorted(row, key=lambda one: one.position)
        first = [one if one.duplicate_of is None else None for one in ordered]
        for before, here, after in zip([None, *first], ordered, [*first[1:], None], strict=False):
            found[here.article_id] = (before, after) if here.duplicate_of is None else (None, None)
    return found


def _items(
    articles: Mapping[str, Article],
    pairs: Sequence[ArticlePair],
    links: Mapping[str, Sequence[SentencePair]],
    events: Sequence[Meeting | Workshop],
    bulletins: Sequence[Bulletin],
) -> tuple[NewsItem, ...]:
    number = {bulletin.bulletin_id: at for at, bulletin in enumerate(bulletins)}
    event_numbers: dict[str, list[int]] = defaultdict(list)
    for at, event in enumerate(events):
        event_numbers[home(event)].append(at)

    def item(item_id: str, zh: Article | None, en: Article | None, pair: ArticlePair | None) -> NewsItem:
        both = [article for article in (zh, en) if article is not None]
        found = [at for article in both for at in event_numbers[article.article_id]]
        days = sorted((events[at].status != "reported", day) for at in found if (day := _day(events[at])) is not None)
        bulletin = number[both[0].bulletin_id]
        date = days[0][1] if days else bulletins[bulletin].issue_date
        return NewsItem(item_id, zh, en, pair, tuple(links.get(item_id, ())), tuple(found), bulletin, date)

    made = [item(one.pair_id, articles[one.zh_article_id], articles[one.en_article_id], one) for one in pairs]
    paired = {article_id for one in pairs for article_id in (one.zh_article_id, one.en_article_id)}
    for article in articles.values():
        if article.article_id not in paired:
            zh, en = (article, None) if article.lang == "zh" else (None, article)
            made.append(item(article.article_id, zh, en, None))
    made.sort(key=lambda one: (_latest_first(one.date), one.bulletin, one.articles[0].position, one.item_id))
    return tuple(made)


def _day(event: Meeting | Workshop) -> str | None:
    return None if event.date_start is None else event.date_start.isoformat()


def _latest_first(date: str | None) -> tuple[bool, tuple[int, ...]]:
    return date is None, tuple(-ord(char) for char in date or "")


def _by(records: Iterable[R], key: str) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for record in records:
        found[getattr(record, key)].append(record)
    return dict(found)
