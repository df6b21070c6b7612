"""The corpus that a perfect build of gold bulletins would be, written straight from the gold.

Every figure of it is 1.0, and the tests of the figures start from it. Input: gold. Output: rows; offsets, ids and
evidence are placeholders, because no figure looks at them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bulletin_corpus.records import (
    Article,
    ArticlePair,
    Bulletin,
    Meeting,
    Official,
    Participant,
    Position,
    SentencePair,
    Speaker,
    Workshop,
)
from gold.persons import persons_behind
from gold.scoring import CorpusRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulletin_corpus.records import Lang
    from gold.annotation import GoldBulletin, GoldItem, GoldMeeting, GoldWorkshop
    from gold.persons import Person


def perfect_corpus(gold: Sequence[GoldBulletin]) -> CorpusRows:
    """The rows of the tables that are scored."""
    items = [(bulletin.raw, item) for bulletin in gold for item in bulletin.items]
    entries = [official for _, item in items for official in item.officials]
    return CorpusRows(
        bulletins=[_bulletin(bulletin) for bulletin in gold],
        articles=[row for bulletin in gold for row in _articles(bulletin)],
        article_pairs=[_pair(raw, item) for raw, item in items if item.zh is not None and item.en is not None],
        sentence_pairs=[row for raw, item in items for row in _links(raw, item)],
        meetings=[_meeting(raw, item, n, event) for raw, item in items for n, event in enumerate(item.meetings)],
        workshops=[_workshop(raw, item, n, event) for raw, item in items for n, event in enumerate(item.workshops)],
        officials=[_official(n, person) for n, person in enumerate(persons_behind(entries))],
    )


def _bulletin(gold: GoldBulletin) -> Bulletin:
    return Bulletin(
        bulletin_id=gold.raw,
        path=gold.raw,
        sha256=None,
        encoding=gold.encoding,
        status="built",
        reason=None,
        issue_date=gold.issue_date,
        n_chars=0,
        n_articles=len(gold.articles),
        coverage=1.0,
        repairs=[],
        warnings=[],
    )


def _articles(gold: GoldBulletin) -> Iterator[Article]:
    items = {item.id: item for item in gold.items}
    for position, place in enumerate(gold.articles):
        text = items[place.item].side(place.lang)
        if text is None:
            raise ValueError(f"{gold.raw} places {place.item} in {place.lang}, where it has no text")
        joiner = "" if place.lang == "zh" else " "
        yield Article(
            article_id=_id(gold.raw, items[place.item], place.lang),
            bulletin_id=gold.raw,
            position=position,
            lang=place.lang,
            headline=text.headline,
            subheadline=text.subheadline,
            dateline=text.dateline,
            body="\n".join(joiner.join(paragraph) for paragraph in text.paragraphs),
            body_hant=None,
            credits=text.credits,
            kind=items[place.item].kind,
            duplicate_of=None,
            spans=[],
            line_start=place.lines[0],
            line_end=place.lines[1],
            char_start=0,
            char_end=0,
        )


def _id(raw: str, item: GoldItem, lang: Lang) -> str:
    return f"{raw}/{item.id}/{lang}"


def _ids(raw: str, item: GoldItem) -> tuple[str | None, str | None]:
    """The ids of the item's articles, None for a language that it lacks."""
    return None if item.zh is None else _id(raw, item, "zh"), None if item.en is None else _id(raw, item, "en")


def _pair(raw: str, item: GoldItem) -> ArticlePair:
    return ArticlePair(
        pair_id=f"{raw}/{item.id}",
        zh_article_id=_id(raw, item, "zh"),
        en_article_id=_id(raw, item, "en"),
        score=1.0,
        relation="translation",
        evidence=[],
        rivals=[],
    )


def _links(raw: str, item: GoldItem) -> Iterator[SentencePair]:
    for position, ((zhs, ens), (zh, en)) in enumerate(zip(item.links, item.link_texts(), strict=True)):
        yield SentencePair(
            pair_id=f"{raw}/{item.id}",
            position=position,
            zh=zh,
            en=en,
            zh_positions=zhs,
            en_positions=ens,
            score=1.0,
            crossing=False,
        )


def _meeting(raw: str, item: GoldItem, number: int, gold: GoldMeeting) -> Meeting:
    zh, en = _ids(raw, item)
    people = [Participant(**person.model_dump(), official_id=None, mention_ids=[]) for person in gold.participants]
    return Meeting(
        meeting_id=f"{raw}/{item.id}/{number}",
        zh_article_id=zh,
        en_article_id=en,
        status="reported",
        date_start=_day(gold.date_start),
        date_end=_day(gold.date_end),
        date_evidence="explicit",
        mode=gold.mode,
        place_zh=gold.place_zh,
        place_en=gold.place_en,
        countries=gold.countries,
        participants=people,
        topics_zh=[],
        topics_en=[],
        score=1.0,
        evidence=[],
    )


def _workshop(raw: str, item: GoldItem, number: int, gold: GoldWorkshop) -> Workshop:
    zh, en = _ids(raw, item)
    people = [Speaker(**person.model_dump(), official_id=None, mention_ids=[]) for person in gold.speakers]
    return Workshop(
        workshop_id=f"{raw}/{item.id}/{number}",
        zh_article_id=zh,
        en_article_id=en,
        status="reported",
        name_zh=gold.name_zh,
        name_en=gold.name_en,
        theme_zh=gold.theme_zh,
        theme_en=gold.theme_en,
        date_start=_day(gold.date_start),
        date_end=_day(gold.date_end),
        date_evidence="explicit",
        mode=gold.mode,
        venue_zh=gold.venue_zh,
        venue_en=gold.venue_en,
        place_zh=gold.place_zh,
        place_en=gold.place_en,
        organizers=gold.organizers,
        speakers=people,
        countries=gold.countries,
        topics_zh=[],
        topics_en=[],
        score=1.0,
        evidence=[],
    )


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def _official(number: int, person: Person) -> Official:
    return Official(
        official_id=f"o-{number:04d}",
        name_zh=person.name_zh,
        name_en=person.name_en,
        pinyin=None,
        country=person.country,
        positions=[Position(**office.model_dump(), first_seen=None, last_seen=None) for office in person.offices()],
        aliases_zh=[],
        aliases_en=[],
        n_mentions=1,
        article_ids=[],
        first_seen=None,
        last_seen=None,
        rivals=[],
    )
