"""Who holds an event: organisations named as hosts (主办, 'hosted by') and as co-organizers (承办, 'undertaken by')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.organizer_names_en import host_in_headline_en
from bulletin_corpus.language.events.organizers_en import organizers_en
from bulletin_corpus.language.events.organizers_zh import host_in_headline_zh, organizers_zh

if TYPE_CHECKING:
    from bulletin_corpus.language.events.reading import EventText, OrganizerName, Phrase


def find_organizers(text: EventText, held: Phrase) -> list[OrganizerName]:
    """The organisations that `text` names as holding the event, each once, in order.

    Where nobody else is named, the subject of the clause in which the event's name `held` stands holds it, else the
    subject of the headline.
    """
    found: dict[str, OrganizerName] = {}
    told = organizers_zh(text, held) if text.lang == "zh" else organizers_en(text, held)
    if not told:
        told = host_in_headline_zh(text) if text.lang == "zh" else host_in_headline_en(text)
    for organizer in told:
        found.setdefault(organizer.name.value, organizer)
    return list(found.values())
