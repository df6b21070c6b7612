"""What an item is about: a meeting, a workshop, or something else (an award, a donation, a letter, a patrol)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.event_evidence import part_text
from bulletin_corpus.language.events.reading import words_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.events.event_sides import ItemSides, Side
    from bulletin_corpus.records import Evidence, Kind, Meeting, Workshop


def item_kind(item: ItemSides, meetings: Sequence[Meeting], workshop: Workshop | None) -> Kind:
    """The kind of the event that the item leads with; a meeting that only closes other news does not make it one."""
    reported = [meeting for meeting in meetings if meeting.status == "reported"]
    sides = [side for side in (item.zh, item.en) if side is not None]
    if workshop is not None:
        # a meeting leads where the event that the guests then opened is named only further down
        named = any(
            row.field.startswith("name_") and _in_lead(side, row) for side in sides for row in workshop.evidence
        )
        return "meeting" if not named and any(_leads(side, reported) for side in sides[:1]) else "workshop"
    if not reported:
        return "other"
    if any(_leads(side, reported) for side in sides[:1]):
        return "meeting"
    return "other" if any(_other_lead(side) for side in sides) else "meeting"


def _leads(side: Side, meetings: Sequence[Meeting]) -> bool:
    """Whether the words of a meeting stand in the headline or the first sentence."""
    for meeting in meetings:
        for row in meeting.evidence:
            if row.field == "participants" and row.rule.startswith("meeting.") and _in_lead(side, row):
                return True
    return False


def _in_lead(side: Side, row: Evidence) -> bool:
    if row.article_id != side.article.article_id:
        return False
    for part in ("headline", "subheadline"):
        text = part_text(side.article, part)
        if text is not None and len(text) and text.raw_span()[0] <= row.char_start < text.raw_span()[1]:
            return True
    body = side.article.body
    if not side.text.sentences or not len(body):
        return False
    first, last = side.text.sentences[0]
    start, end = body.raw_span(first, last)
    return start <= row.char_start < end


def _other_lead(side: Side) -> bool:
    """Whether the headline or the first sentence tells of other news."""
    pattern = words_pattern("other_events", side.text.lang)
    heads = [side.text.parts[part] for part in ("headline", "subheadline") if part in side.text.parts]
    if side.text.sentences:
        heads.append(side.text.body[slice(*side.text.sentences[0])])
    return any(pattern.search(head) for head in heads)
