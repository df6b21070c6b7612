"""What the grammars of meetings and workshops read from and write to.

`EventText` is one side of an item (a Chinese or an English article) prepared for reading: its sentences, the places
where persons are named, its dates. `MeetingAccount` and `WorkshopAccount` say what that side alone tells of an event;
the stage `extract` reconciles the accounts of both sides.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import ahocorasick_rs
import regex

from bulletin_corpus.documents import READ_CHARS
from bulletin_corpus.language.dates.finding import DateExpression, find_dates, year_mentions
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulletin_corpus.documents import ArticleText, Person
    from bulletin_corpus.language.people.countries import CountryMention
    from bulletin_corpus.records import EventStatus, Lang, Mode

TextPart = Literal["headline", "subheadline", "dateline", "body"]


# what is longer is no sentence of a news item; the longest of the development items has 425 characters
LONGEST_SENTENCE_CHARS = 3000
# a news item is shorter; the longest of the development items has 12 sentences
MOST_SENTENCES = 400


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of one side that give a value: where they stand, and the rule that read them."""

    value: str
    part: TextPart
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One place where a person is named.

    Attributes:
        person: position among the item's persons.
        start, end: hull of the name and the title beside it.
        name_start, name_end: the name alone.
    """

    person: int
    start: int
    end: int
    name_start: int
    name_end: int
    titled: bool


@dataclass(frozen=True, slots=True)
class EventText:
    """One side of an item as the event grammars read it; offsets count in the part they name."""

    lang: Lang
    article_id: str
    parts: dict[TextPart, str]
    sentences: tuple[tuple[int, int], ...]
    named: dict[TextPart, tuple[NamedPerson, ...]]
    countries: tuple[str | None, ...]
    dates: dict[TextPart, tuple[DateExpression, ...]]
    dateline: DateExpression | None
    years: tuple[int, ...]

    @property
    def body(self) -> str:
        """The body's text."""
        return self.parts["body"]

    def people(self, start: int, end: int, part: TextPart = "body") -> list[NamedPerson]:
        """Places in `[start, end)` of a part where persons are named, in order."""
        places = self.named.get(part, ())
        first = bisect_left(places, start, key=lambda named: named.name_start)
        last = bisect_left(places, end, first, key=lambda named: named.name_start)
        return [named for named in places[first:last] if named.name_end <= end]

    def dates_in(self, start: int, end: int, part: TextPart = "body") -> list[DateExpression]:
        """Date expressions in `[start, end)` of a part, in order."""
        return [words for words in self.dates.get(part, ()) if start <= words.start and words.end <= end]

    def search(self, pattern: regex.Pattern[str]) -> regex.Match[str] | None:
        """The first match in the body's sentences that are read; where others lie between them, it spans none."""
        stretches: list[tuple[int, int]] = []
        for start, end in self.sentences:
            if stretches and not self.body[stretches[-1][1] : start].strip():
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((start, end))
        found = (pattern.search(self.body, *stretch) for stretch in stretches)
        return next((match for match in found if match is not None), None)

    def country(self, person: int) -> str | None:
        """The country of the item's person number `person`."""
        return self.countries[person]


def is_read(start: int, end: int) -> bool:
    """Whether a body's sentence `[start, end)` is read for events: it ends early enough and is not too long."""
    return end <= READ_CHARS and end - start <= LONGEST_SENTENCE_CHARS


def event_text(article: ArticleText, persons: Sequence[Person]) -> EventText:
    """The first `READ_CHARS` of `article` prepared for the event grammars, with the mentions of `persons` in it."""
    mapped = {
        "headline": article.headline,
        "subheadline": article.subheadline,
        "dateline": article.dateline,
        "body": article.body,
    }
    parts: dict[TextPart, str] = {
        part: text.text[:READ_CHARS]  # type: ignore[misc]
        for part, text in mapped.items()
        if text is not None
    }
    parts.setdefault("body", "")
    named: dict[TextPart, list[NamedPerson]] = {}
    for number, person in enumerate(persons):
        for mention in person.mentions:
            if mention.article_id != article.article_id:
                continue
            titled = mention.title is not None
            start = min(mention.start, mention.title_start) if titled else mention.start
            end = max(mention.end, mention.title_end) if titled else mention.end
            place = NamedPerson(number, start, end, mention.start, mention.end, titled)
            named.setdefault(mention.part, []).append(place)
    dates: dict[TextPart, tuple[DateExpression, ...]] = {
        part: tuple(find_dates(text, article.lang)) for part, text in parts.items()
    }
    dateline = next((words for words in dates.get("dateline", ()) if words.names_day), None)
    sentences = article.sentences or (((0, len(parts["body"])),) if parts["body"] else ())
    return EventText(
        article.lang,
        article.article_id,
        parts,
        tuple(span for span in sentences[:MOST_SENTENCES] if is_read(*span)),
        {part: tuple(sorted(places, key=lambda place: place.name_start)) for part, places in named.items()},
        tuple(person.country for person in persons),
        dates,
        dateline,
        tuple(year_mentions("\n".join(parts.values()))),
    )


@dataclass(frozen=True, slots=True)
class EventDate:
    """What one side says about the day of an event; see `date_resolution.SideDates`."""

    expression: DateExpression | None = None
    part: TextPart = "body"
    until: DateExpression | None = None
    duration_days: int | None = None
    ends: bool = False


@dataclass(slots=True)
class MeetingAccount:
    """What one side tells of one meeting.

    Attributes:
        principals, attendees: positions among the item's persons, in order of mention.
        sides: countries that the words around the event name (中老缅).
        sentence: number of the sentence that reports it, -1 for the headline.
    """

    trigger: Phrase
    sentence: int
    status: EventStatus
    principals: list[int] = field(default_factory=list)
    attendees: list[int] = field(default_factory=list)
    sides: list[CountryMention] = field(default_factory=list)
    date: EventDate = EventDate()
    mode: tuple[Mode, Phrase] | None = None
    place: Phrase | None = None


@dataclass(frozen=True, slots=True)
class OrganizerName:
    """An organisation that holds an event, as one side names it."""

    name: Phrase
    role: Literal["organizer", "co_organizer"]


@dataclass(slots=True)
class WorkshopAccount:
    """What one side tells of one workshop; fields as in `records.Workshop`."""

    trigger: Phrase
    sentence: int
    name: Phrase | None = None
    theme: Phrase | None = None
    date: EventDate = EventDate()
    mode: tuple[Mode, Phrase] | None = None
    venue: Phrase | None = None
    place: Phrase | None = None
    organizers: list[OrganizerName] = field(default_factory=list)
    speakers: list[int] = field(default_factory=list)
    countries: list[CountryMention] = field(default_factory=list)


class WordPattern:
    """Finds words in a text, the longest at each place; English ones whole and in any case.

    An automaton tells where a word may begin, a pattern decides there: ten times as fast as to search with the pattern.
    """

    def __init__(self, words: set[str], lang: Lang) -> None:
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        alternatives = "|".join(regex.escape(word) for word in longest_first)
        self._pattern = make_pattern(f"(?:{alternatives})" if lang == "zh" else rf"(?i)\b(?:{alternatives})\b")
        self._engine = ahocorasick_rs.AhoCorasick(sorted({word.lower() for word in words}))
        self._places = lru_cache(maxsize=16)(self._find_places)

    def _find_places(self, text: str) -> list[int]:
        """Where a word may begin, in order; all sentences of a text ask for them."""
        low = text.replace("İ", "I").lower()  # no other character has a lower case of another length
        return sorted({first for _, first, _ in self._engine.find_matches_as_indexes(low, overlapping=True)})

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """The matches in `[start, end)`, in order, without overlap."""
        end = len(text) if end is None else end
        places = self._places(text)
        at = start
        for place in places[bisect_left(places, start) : bisect_left(places, end)]:
            match = self._pattern.match(text, place, end) if place >= at else None
            if match is not None:
                at = match.end()
                yield match

    def search(self, text: str) -> regex.Match[str] | None:
        """The first match; None where there is none."""
        return next(self.finditer(text), None)


@cache
def words_pattern(name: str, lang: Lang, **columns: str) -> WordPattern:
    """A pattern of all forms of a lexicon in `lang` whose columns have the values given."""
    return WordPattern(
        {
            row["form"]
            for row in lexicon(name)
            if row["lang"] == lang and all(row[column] == value for column, value in columns.items())
        },
        lang,
    )


@cache
def word_values(name: str, lang: Lang, column: str) -> dict[str, str]:
    """Form (in lower case) to value of `column`, of a lexicon's rows in `lang`."""
    return {row["form"].lower(): row[column] for row in lexicon(name) if row["lang"] == lang}


def distinct(items: Sequence[int]) -> list[int]:
    """The items in order, each once."""
    return list(dict.fromkeys(items))
