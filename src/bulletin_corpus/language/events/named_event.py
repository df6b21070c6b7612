"""A place where a text names an event of the workshop kind, and how strongly a noun tells of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.language.events.reading import word_values

if TYPE_CHECKING:
    from bulletin_corpus.language.events.reading import EventText, Phrase, TextPart
    from bulletin_corpus.records import Lang

Span = tuple[int, int]
Frame = Literal["subject", "object", "attended", "bare"]


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """A place where an event is named: `frame` says how the words around it use the name.

    subject: it is held, opens, closes; object: somebody holds it; attended: somebody attends or addresses it; bare:
    none of these.
    """

    name: Phrase
    sentence: int
    frame: Frame
    strong: bool
    weight: float


@cache
def noun_strengths(lang: Lang) -> dict[str, str]:
    """Nouns of events in lower case: strong ones tell of an event by themselves, weak ones need more."""
    return word_values("workshop_nouns", lang, "strength")


def in_title(text: EventText, part: TextPart, span: Span) -> bool:
    """Whether the stretch lies in a person's title."""
    return any(named.start <= span[0] and span[1] <= named.end for named in text.named.get(part, ()))
