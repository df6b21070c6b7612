"""How far a built meeting or workshop is from the annotated one, field by field.

Input: the two events, either built record missing. Output: counts and misses in a tally.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin_corpus.records import Meeting, Workshop
from gold.annotation import GoldWorkshop
from gold.measures import Counts, count_people, name_key, overlap, same_text, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from bulletin_corpus.records import Kind, Participant, Speaker
    from gold.annotation import GoldEvent, GoldMeeting
    from gold.measures import Tally

BuiltEvent = Meeting | Workshop

# A name, theme or venue is right from this share of its text on: an article or a bracket more does no harm.
MOST_OF_NAME = 0.7

NO_STATES = frozenset({"UN", "EU"})
"""Two letters, yet no country."""


def sides(event: BuiltEvent) -> set[str | None]:
    """The ids of the articles that report the event; None among them where it has one only."""
    return {event.zh_article_id, event.en_article_id}


def people(event: BuiltEvent | None) -> Sequence[Participant | Speaker]:
    """Who took part or spoke."""
    if event is None:
        return []
    return event.participants if isinstance(event, Meeting) else event.speakers


def take_likest(left: list[BuiltEvent], event: GoldEvent) -> BuiltEvent | None:
    """The built event that shares most people and the first day with `event`, taken out of `left`; None of none."""
    best = max(left, key=lambda built: _likeness(built, event), default=None)
    if best is not None:
        left.remove(best)
    return best


def _likeness(built: BuiltEvent, event: GoldEvent) -> tuple[int, bool]:
    return count_people(people(built), event.people()).hits, _text(built, "date_start") == event.date_start


@dataclass(frozen=True, slots=True)
class EventComparison:
    """An annotated event beside the built one, or beside none, which has every field wrong.

    Attributes:
        kind: meeting or workshop; the figures' names begin with it.
        where: the raw file and the item, for what is missed.
    """

    kind: Kind
    built: BuiltEvent | None
    gold: GoldEvent
    where: str
    tally: Tally

    def count(self) -> None:
        """Count every field of the event."""
        if self.built is None:
            self.tally.miss(self.kind, self.where, "not found")
        self._ask("date", ("date_start",), _same)
        self._ask("date", ("date_end",), _same)
        self._ask("mode", ("mode",), _same)
        self._ask("place", ("place_zh", "place_en"), same_text)
        self._count_countries()
        self._count_people()
        if isinstance(self.gold, GoldWorkshop):
            for field in ("name", "theme", "venue"):
                self._ask(field, (f"{field}_zh", f"{field}_en"), _mostly_same)
            self._count_organizers(self.gold)
        else:
            self._count_roles(self.gold)

    def _ask(self, figure: str, fields: Sequence[str], is_right: Callable[[str | None, str | None], bool]) -> None:
        """Count one question: whether all these fields are right."""
        values = [(field, _text(self.built, field), _text(self.gold, field)) for field in fields]
        right = [is_right(built, gold) for _, built, gold in values]
        self.tally.ask(f"{self.kind}_{figure}", right=self.built is not None and all(right))
        for (field, built, gold), ok in zip(values, right, strict=True):
            if self.built is not None and not ok:
                self.tally.miss(f"{self.kind}_{field}", self.where, f"{built!r} for {gold!r}")

    def _count(self, figure: str, built: Sequence[Hashable], gold: Sequence[Hashable]) -> None:
        """Count what the two lists share."""
        self.tally.add(f"{self.kind}_{figure}", Counts(shared(built, gold), len(built), len(gold)))
        if self.built is not None:
            self.tally.miss_difference(f"{self.kind}_{figure}", self.where, built, gold)

    def _count_countries(self) -> None:
        built = sorted(set(self.built.countries)) if self.built is not None else []
        gold = sorted(set(self.gold.countries))
        if self.kind == "workshop":
            built, gold = _states(built), _states(gold)
        self._count("countries", built, gold)

    def _count_people(self) -> None:
        built, gold = people(self.built), self.gold.people()
        self._count("people", [name_key(person) for person in built], [name_key(person) for person in gold])
        self.tally.add_titles(f"{self.kind}_titles", self.where, built, gold)

    def _count_roles(self, gold: GoldMeeting) -> None:
        built = self.built.participants if isinstance(self.built, Meeting) else []
        self._count(
            "roles",
            [(*name_key(person), person.role) for person in built],
            [(*name_key(person), person.role) for person in gold.participants],
        )

    def _count_organizers(self, gold: GoldWorkshop) -> None:
        built = self.built.organizers if isinstance(self.built, Workshop) else []
        self._count("organizers", [name_key(one) for one in built], [name_key(one) for one in gold.organizers])


def _text(event: BuiltEvent | GoldEvent | None, field: str) -> str | None:
    """The field's value, dates as ISO dates; None where there is no event."""
    value = getattr(event, field, None)
    return None if value is None else str(value)


def _same(one: str | None, other: str | None) -> bool:
    return one == other


def _mostly_same(built: str | None, gold: str | None) -> bool:
    return same_text(built, gold) or (bool(gold) and overlap(built, gold) >= MOST_OF_NAME)


def _states(countries: Sequence[str]) -> list[str]:
    """The countries without organisations, whose codes are longer."""
    return [country for country in countries if len(country) == 2 and country not in NO_STATES]
