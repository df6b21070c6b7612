"""Where a text names workshops, forums, seminars, courses and conferences, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.workshop_names_en import named_en
from bulletin_corpus.language.events.workshop_names_zh import named_zh

if TYPE_CHECKING:
    from bulletin_corpus.language.events.named_event import NamedEvent
    from bulletin_corpus.language.events.reading import EventText


def named_events(text: EventText, sentences: int) -> list[NamedEvent]:
    """Events of the workshop kind that headline and the first `sentences` of the body name, in order, no settings."""
    find = named_zh if text.lang == "zh" else named_en
    found: list[NamedEvent] = []
    for part in ("headline", "subheadline"):
        if part in text.parts:
            found += find(text, part, (0, len(text.parts[part])), -1)
    for number, span in enumerate(text.sentences[:sentences]):
        found += find(text, "body", span, number)
    return found
