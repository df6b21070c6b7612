"""Meetings, workshops and persons of one item, read from both languages and reconciled.

Each side is read by the grammars in `language` (persons, dates, meetings, workshops); the accounts of both sides become
records whose values rest on evidence. Input are the two articles of an item (or one) and the links of their sentences,
output is an `Extraction`. Who is one person over several items is left to `resolve`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin_corpus.documents import READ_CHARS, Extraction
from bulletin_corpus.language.events.event_kinds import item_kind
from bulletin_corpus.language.events.event_sides import ItemSides, Side, dateline_day
from bulletin_corpus.language.events.meeting_records import meeting_records
from bulletin_corpus.language.events.meetings import find_meetings
from bulletin_corpus.language.events.reading import MOST_SENTENCES, event_text, is_read
from bulletin_corpus.language.events.workshop_records import workshop_record
from bulletin_corpus.language.events.workshops import find_workshop
from bulletin_corpus.language.people.counterparts import match_people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bulletin_corpus.documents import ArticleText, BulletinContext, Person, SentenceLink
    from bulletin_corpus.language.events.reading import MeetingAccount, WorkshopAccount
    from bulletin_corpus.records import Meeting, Workshop


def extract(
    zh: ArticleText | None, en: ArticleText | None, links: Sequence[SentenceLink], context: BulletinContext
) -> Extraction:
    """What the item of these two articles reports; either may be None, not both.

    `links` are sentences of the two that say the same, `context` is what the bulletin tells about dates. Events stand
    in order of the text, reported ones first, persons in order of mention, `seen` on the item's day.
    """
    return extract_events(zh, en, match_people(zh, en, links), context)


def extract_events(
    zh: ArticleText | None, en: ArticleText | None, persons: tuple[Person, ...], context: BulletinContext
) -> Extraction:
    """What `extract` gives, for persons that are known already."""
    item = ItemSides(_side(zh, persons), _side(en, persons), persons, context)
    told = tuple(find_meetings(side.text) if side is not None else [] for side in (item.zh, item.en))
    workshop, doubts = (None, []) if any(map(_two_sided, told)) else _workshop(item)
    meetings, warnings = _meetings(item, workshop, *told)
    kind = item_kind(item, meetings, workshop)
    if kind == "meeting" and workshop is not None and workshop.date_start is None:
        workshop = None  # an opening that the guests of a meeting went to is no news of its own
    day = _item_day(item, meetings, workshop)
    return Extraction(
        kind=kind,
        meetings=tuple(meetings),
        workshops=(workshop,) if workshop is not None else (),
        persons=tuple(person if person.seen == day else replace(person, seen=day) for person in persons),
        warnings=(*doubts, *warnings, *(text for article in (zh, en) if article for text in _unread(article))),
    )


def _side(article: ArticleText | None, persons: Sequence[Person]) -> Side | None:
    return None if article is None else Side(article, event_text(article, persons))


def _workshop(item: ItemSides) -> tuple[Workshop | None, list[str]]:
    """The item's workshop: a side that only mentions one is read further where the other side reports it."""
    zh: WorkshopAccount | None = find_workshop(item.zh.text) if item.zh else None
    en: WorkshopAccount | None = find_workshop(item.en.text) if item.en else None
    if item.zh is not None and item.en is not None:
        if zh is None and en is not None:
            # the Chinese text is the formulaic one: an event that it does not report is only the setting
            zh = find_workshop(item.zh.text, counterpart=True)
            if zh is None:
                return None, []
        elif zh is not None and en is None:
            en = find_workshop(item.en.text, counterpart=True)
    return workshop_record(item, zh, en)


def _unread(article: ArticleText) -> list[str]:
    """Warnings of text that is too long to be read for persons and events."""
    where, length = f"article {article.article_id}", len(article.body.text)
    if length > READ_CHARS:
        return [
            f"{where}: {length - READ_CHARS} characters behind the first {READ_CHARS} not read for persons and events"
        ]
    unread = len(article.sentences) - sum(is_read(*span) for span in article.sentences[:MOST_SENTENCES])
    return [f"{where}: {unread} sentences, too long or too many, not read for events"] if unread else []


def _two_sided(accounts: Sequence[MeetingAccount]) -> bool:
    """Whether a text leads with a session of two to four sides (第三次中韩海警高级别工作会议), which is a meeting."""
    return any(
        account.status == "reported" and account.sentence <= 0 and account.trigger.rule.startswith("meeting.session")
        for account in accounts
    )


def _meetings(
    item: ItemSides, workshop: Workshop | None, zh: list[MeetingAccount], en: list[MeetingAccount]
) -> tuple[list[Meeting], list[str]]:
    """The item's meetings; beside a workshop only those that name both parties."""
    if workshop is not None:
        zh = [
            account for account in zh if len(account.principals) > 1 and account.trigger.rule.split(".")[1] != "session"
        ]
        en = [
            account for account in en if len(account.principals) > 1 and account.trigger.rule.split(".")[1] != "session"
        ]
    return meeting_records(item, zh, en)


def _item_day(item: ItemSides, meetings: Sequence[Meeting], workshop: Workshop | None) -> date | None:
    """The day of the item: of its first event, else of its dateline."""
    if workshop is not None and workshop.date_start is not None:
        return workshop.date_start
    first = next(
        (meeting.date_start for meeting in meetings if meeting.status == "reported" and meeting.date_start), None
    )
    return first or dateline_day(item).first
