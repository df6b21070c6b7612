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
from bulletin_corpus.language.events.workshop_records import workshop_records
from bulletin_corpus.language.people.counterparts import match_people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bulletin_corpus.documents import ArticleText, BulletinContext, Person, SentenceLink
    from bulletin_corpus.language.events.reading import MeetingAccount
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
    workshops, doubts = ([], []) if any(map(_two_sided, told)) else workshop_records(item)
    meetings, warnings = _meetings(item, workshops, *told)
    kind = item_kind(item, meetings, workshops[0] if workshops else None)
    if kind == "meeting":  # an opening that the guests of a meeting went to is no news of its own
        workshops = [workshop for workshop in workshops if workshop.date_start is not None]
    day = _item_day(item, meetings, workshops)
    return Extraction(
        kind=kind,
        meetings=tuple(meetings),
        workshops=tuple(workshops),
        persons=tuple(person if person.seen == day else replace(person, seen=day) for person in persons),
        warnings=(*doubts, *warnings, *(text for article in (zh, en) if article for text in _unread(article))),
    )


def _side(article: ArticleText | None, persons: Sequence[Person]) -> Side | None:
    return None if article is None else Side(article, event_text(article, persons))


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
    item: ItemSides, workshops: Sequence[Workshop], zh: list[MeetingAccount], en: list[MeetingAccount]
) -> tuple[list[Meeting], list[str]]:
    """The item's meetings; beside a workshop only those that name both parties."""
    if workshops:
        zh = [
            account for account in zh if len(account.principals) > 1 and account.trigger.rule.split(".")[1] != "session"
        ]
        en = [
            account for account in en if len(account.principals) > 1 and account.trigger.rule.split(".")[1] != "session"
        ]
    return meeting_records(item, zh, en)


def _item_day(item: ItemSides, meetings: Sequence[Meeting], workshops: Sequence[Workshop]) -> date | None:
    """The day of the item: of its first event, else of its dateline."""
    if workshops and workshops[0].date_start is not None:
        return workshops[0].date_start
    first = next(
        (meeting.date_start for meeting in meetings if meeting.status == "reported" and meeting.date_start), None
    )
    return first or dateline_day(item).first
