"""Who holds an event: organisations named as hosts (主办, 'hosted by') and as co-organizers (承办, 'undertaken by')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.organizers_en import organizers_en
from bulletin_corpus.language.events.organizers_zh import organizers_zh

if TYPE_CHECKING:
    from bulletin_corpus.language.events.reading import EventText, OrganizerName, Phrase


def find_organizers(text: EventText, held: Phrase) -> list[OrganizerName]:
    """The organisations that `text` names as holding the event, each once, in order.

    Where nobody else is named, the subject of the clause in which the event's name `held` stands holds it.
    """
    found: dict[str, OrganizerName] = {}
    for organizer in organizers_zh(text, held) if text.lang == "zh" else organizers_en(text, held):
        found.setdefault(organizer.name.value, organizer)
    return list(found.values())
