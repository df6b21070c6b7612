"""The names of those that hold events, in English: which names are an organisation's, and which stand for a full one.

'The administration' and WIPO are given in full where the text does; a headline may tell who holds the event.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from bulletin_corpus.language.events.gazetteer import place_kinds
from bulletin_corpus.language.events.organisation_lists import ACRONYM, OF_UN, find_organisations, is_organisation
from bulletin_corpus.language.events.reading import OrganizerName, Phrase
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulletin_corpus.language.events.reading import EventText

EVENT = (
    r"(?i:workshop|seminar|webinar|forum|conference|symposium|colloquium|course|training|summit|dialogue|round-?\s?table"
    r"|program|programme|event|meeting|class|camp|congress|week|session|exchange)s?"
)
# Jilin University |Hosts Northeast Asia Forum| on Black Soil
HEADLINE = make_pattern(
    rf"(?P<names>.{{3,120}}?)\s+(?:(?i:jointly)\s+)?(?i:hosts?|hosted|co-hosts?|holds?|organi[sz]es?|co-organi[sz]es?|sponsors?|runs?|opens?"
    rf"|launch(?:es)?|convenes?|stages?|offers?)\s[^,;:]*?\b{EVENT}\b"
)


def host_in_headline_en(text: EventText) -> list[OrganizerName]:
    """The subject of a headline that says who holds the event."""
    words = text.parts.get("headline", "")
    match = HEADLINE.match(words)
    if match is None:
        return []
    found: list[OrganizerName] = []
    for names in find_organisations(words, *match.span("names")):
        for start, end in names.names:
            name = words[start:end]
            full, at = in_full(text, name, start)
            # 'Ministry Holds Seminar' names none, 'Shanghai Hosts Forum' a place
            if (" " in name or ACRONYM.fullmatch(name)) and is_organisation(name):
                phrase = (
                    Phrase(name, "headline", start, end, "organizer.headline.en")
                    if full == name
                    else Phrase(full, "body", at, at + len(full), "organizer.headline.en")
                )
                found.append(OrganizerName(phrase, "organizer"))
    return found


def is_event(name: str) -> bool:
    """Whether the words before the first preposition end in an event: China-Africa Forum on Drug Control."""
    return EVENT_NAME.match(name) is not None


EVENT_NAME = make_pattern(rf"(?:(?!(?:of|for|on|in|to|under)\b)\S+\s+)*?{EVENT}(?:\s+(?:of|for|on|in|to)\b|\Z)")


def may_hold(name: str) -> bool:
    """Whether the name is an organisation's: by its head, or of several words and no place or country."""
    if is_organisation(name) or OF_UN.match(name):
        return True
    if " " not in name or name in place_kinds("en") or not name[0].isupper() or is_event(name):
        return False
    return all(country.form != name for country in find_countries(name, "en"))


PHRASE = make_pattern(r"\p{Lu}[\p{L}'’-]+(?:\s+(?:(?:of|for|and|the|on|in)\s+){0,2}\p{Lu}[\p{L}'’-]+){1,9}")
CAPITAL = make_pattern(r"\b\p{Lu}")
TRAIL = make_pattern(r"\s+(?:on|in)\s+\p{Lu}\w+$")


def in_full(text: EventText, name: str, at: int) -> tuple[str, int]:
    """The full name that 'the administration' or an acronym (WIPO) stands for in the text, and where it stands."""
    common = name[0].islower() and " " not in name
    if not common and not (ACRONYM.fullmatch(name) and name.isupper() and len(name) <= 7):
        return name, at
    best: tuple[str, int] | None = None
    if common:
        for names in find_organisations(text.body, 0, at):
            for start, end in names.names:
                if name.capitalize() in text.body[start:end].split():
                    best = TRAIL.sub("", text.body[start:end]), start
        return best if best is not None else (name, at)
    for phrase in PHRASE.finditer(text.body):
        capitals = [match.start() for match in CAPITAL.finditer(phrase[0])][-len(name) :]
        if len(capitals) == len(name) and "".join(phrase[0][c] for c in capitals) == name:
            best = phrase[0][capitals[0] :], phrase.start() + capitals[0]
    return best if best is not None else (name, at)


def named_organisations(texts: Sequence[str]) -> Iterator[str]:
    """The names of organisations that the texts print, in order, as parted from each other in lists.

    Two that only a comma parts may be one: the East Asian Institute, National University of Singapore.
    """
    for text in texts:
        for names in find_organisations(text, 0, len(text)):
            yield from (text[start:end] for start, end in names.names)
            for one, other in itertools.pairwise(names.names):
                if text[one[1] : other[0]] == ", ":
                    yield text[one[0] : other[1]]
