"""The persons behind the officials of single items, and how far the built officials are from them.

Input: annotated officials, one entry for each item that names them; built officials of the whole corpus. Output: counts
and misses in a tally.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gold.annotation import GoldPerson
from gold.measures import Counts, letters, name_key, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bulletin_corpus.records import Official
    from gold.annotation import GoldOfficial, GoldPosition
    from gold.measures import NameKey, Tally


@dataclass
class Person:
    """A person behind entries of several items; `positions` by the letters of their titles."""

    name_zh: str | None
    name_en: str | None
    country: str | None
    who: str | None
    positions: dict[NameKey, GoldPosition] = field(default_factory=dict)

    def is_named(self, entry: GoldOfficial) -> bool:
        """Whether the entry can be this person: the same country, one name shared, the other not against it."""
        if (self.country, self.who) != (entry.country, entry.who):
            return False
        pairs = list(zip(name_key(self), name_key(entry), strict=True))
        is_shared = any(mine and mine == other for mine, other in pairs)
        return is_shared and not any(mine and other and mine != other for mine, other in pairs)

    def take(self, entry: GoldOfficial) -> None:
        """Learn what the entry knows of this person."""
        self.name_zh = self.name_zh or entry.name_zh
        self.name_en = self.name_en or entry.name_en
        for position in entry.positions:
            self.positions.setdefault((letters(position.title_zh), letters(position.title_en)), position)

    def offices(self) -> list[GoldPosition]:
        """One position for each office.

        An office printed in one language only is the one that another item prints in both.
        """
        full = [key for key in self.positions if all(key)]
        known = {(side, key[side]) for key in full for side in (0, 1)}
        return [
            position
            for key, position in self.positions.items()
            if all(key) or not any((side, key[side]) in known for side in (0, 1))
        ]

    def holdings(self) -> list[GoldPerson]:
        """The person once for each office."""
        return [
            GoldPerson(name_zh=self.name_zh, name_en=self.name_en, country=self.country, **position.model_dump())
            for position in self.offices()
        ]


def persons_behind(entries: Iterable[GoldOfficial]) -> list[Person]:
    """The persons whom the entries of all items name.

    Entries of one country that share the Chinese or the English name are one person, seen under one name in some items
    and under both in others; `who` tells namesakes apart. Entries with both names come first, so that they decide.
    """
    persons: list[Person] = []
    for entry in sorted(entries, key=lambda entry: not (entry.name_zh and entry.name_en)):
        person = next((person for person in persons if person.is_named(entry)), None)
        if person is None:
            person = Person(entry.name_zh, entry.name_en, entry.country, entry.who)
            persons.append(person)
        person.take(entry)
    return persons


def score_officials(built: Sequence[Official], gold: Iterable[GoldOfficial], tally: Tally) -> None:
    """Count persons by both names, and each one's positions."""
    persons = persons_behind(gold)
    made, wanted = [name_key(official) for official in built], [name_key(person) for person in persons]
    tally.add("official", Counts(shared(made, wanted), len(made), len(wanted)))
    tally.miss_difference("official", "", made, wanted)
    held = [
        GoldPerson(
            name_zh=official.name_zh,
            name_en=official.name_en,
            title_zh=position.title_zh,
            title_en=position.title_en,
            country=official.country,
        )
        for official in built
        for position in official.positions
    ]
    holdings = [holding for person in persons for holding in person.holdings()]
    tally.add_titles("official_titles", "", held, holdings)
