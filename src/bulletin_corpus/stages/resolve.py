"""The officials of the corpus: which persons of its items are one.

Input: the `Person`s of all items, in any order, and human judgements. Output: one `Official` for each person who
holds an office somewhere, and for each mention whose it is. Persons are blocked by name, office and country,
compared by a short table of features that explain themselves, and clustered from the surest pair down; no cluster
ever holds a contradiction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from bulletin_corpus.language.people.comparison import (
    Profile,
    compare,
    contradiction,
    make_profile,
    name_keys,
    plain_name,
    reading_order,
)
from bulletin_corpus.language.words.names import pinyin
from bulletin_corpus.records import Official, OfficialRival, Position, official_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bulletin_corpus.documents import SeenPerson

MOST_RIVALS = 3

LARGE_BLOCK = 50
NEIGHBOURS = 20
"""Blocks of more profiles are sorted by name and office, and each is compared with so many that follow. No block of 139
annotated items has more than 12; generated corpora of 1,000 bulletins have some of 80."""

LEAST_ODDS = 1.0
"""Two profiles are one person from here on; 0.5 to 2 give the same officials on 109 annotated items."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two persons were judged: the smallest mention id of each, the odds and each feature with its weight."""

    left: str
    right: str
    odds: float
    features: tuple[tuple[str, float], ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """The officials, whom each mention names, and every comparison that was made.

    Attributes:
        officials: by id.
        official_of: official id of each mention of an official, by mention id.
        comparisons: by their mention ids.
    """

    officials: tuple[Official, ...]
    official_of: Mapping[str, str]
    comparisons: tuple[Comparison, ...]


def resolve(
    persons: Sequence[SeenPerson],
    *,
    same: Sequence[tuple[str, str]] = (),
    different: Sequence[tuple[str, str]] = (),
    names: Iterable[tuple[str, str | None, str | None]] = (),
) -> Resolution:
    """The officials whom `persons` are; independent of the order of `persons`.

    Args:
        persons: everyone whom the items name.
        same: pairs of mention ids that a human judged to name one person.
        different: pairs of mention ids that a human judged to name two persons.
        names: for a mention id, the Chinese and English name that a human prefers for its person.
    """
    profiles = _profiles(persons)
    apart = {frozenset(pair) for pair in _by_profile(profiles, different)}
    clusters = _Clusters(profiles, apart)
    clusters.join_judged(_by_profile(profiles, same))
    comparisons = clusters.join_alike(_candidates(profiles))
    preferred = {mention: (zh, en) for mention, zh, en in names}
    officials: list[Official] = []
    official_of: dict[str, str] = {}
    for members in clusters.members():
        everyone = [person for index in members for person in profiles[index].persons]
        if any(person.offices for person in everyone):
            official = _official(everyone, preferred)
            officials.append(official)
            official_of |= {
                mention.mention_id: official.official_id for person in everyone for mention in person.mentions
            }
    rivals = _rivals(official_of, comparisons)
    judged = {official_of.get(mention) for pair in (*same, *different) for mention in pair}
    judged |= {official_of.get(mention) for mention in preferred}
    officials = [
        one.model_copy(update={"rivals": rivals.get(one.official_id, []), "reviewed": one.official_id in judged})
        for one in officials
    ]
    officials.sort(key=lambda official: official.official_id)
    return Resolution(tuple(officials), dict(sorted(official_of.items())), comparisons)


def _profiles(persons: Sequence[SeenPerson]) -> list[Profile]:
    """Persons alike in names, country and offices, together: what differs is compared, what does not is one."""
    alike: dict[tuple[object, ...], list[SeenPerson]] = defaultdict(list)
    for person in sorted(persons, key=lambda person: min(mention.mention_id for mention in person.mentions)):
        alike[person.name_zh, person.name_en, person.country, frozenset(person.offices)].append(person)
    return [make_profile(group) for group in alike.values()]


def _by_profile(profiles: Sequence[Profile], pairs: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    """The pairs of profiles that hold the pairs of mentions."""
    holder = {m.mention_id: i for i, profile in enumerate(profiles) for p in profile.persons for m in p.mentions}
    found = [(holder[a], holder[b]) for a, b in pairs if a in holder and b in holder]
    return sorted({(min(pair), max(pair)) for pair in found if pair[0] != pair[1]})


def _candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs of profiles that share a key: a name, a reading of it, a part of it, an office of a country.

    In a large block each is paired with its neighbours only (sorted neighbourhood, Hernandez and Stolfo 1995), so that
    the number of pairs grows with the corpus, not with its square.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for key in name_keys(profile):
            blocks[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) <= LARGE_BLOCK:
            pairs.update(combinations(block, 2))
            continue
        block.sort(key=lambda index: (reading_order(profiles[index]), profiles[index].key))
        for place, index in enumerate(block):
            pairs.update((min(index, other), max(index, other)) for other in block[place + 1 : place + NEIGHBOURS + 1])
    return sorted(pairs)


class _Clusters:
    """Groups of profiles; two groups are joined only where nothing contradicts it."""

    def __init__(self, profiles: Sequence[Profile], apart: set[frozenset[int]]) -> None:
        self._profiles = profiles
        self._apart = apart
        self._of = list(range(len(profiles)))
        self._members = {index: [index] for index in range(len(profiles))}

    def join_judged(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Joins what a human judged to be one."""
        for a, b in pairs:
            self._join(a, b)

    def join_alike(self, candidates: Sequence[tuple[int, int]]) -> tuple[Comparison, ...]:
        """Joins what is alike, the surest pairs first; returns all comparisons."""
        judged = []
        for a, b in candidates:
            features = compare(self._profiles[a], self._profiles[b])
            judged.append((sum(weight for _, weight in features), a, b, features))
        judged.sort(key=lambda entry: (-entry[0], self._profiles[entry[1]].key, self._profiles[entry[2]].key))
        for odds, a, b, _ in judged:
            if odds >= LEAST_ODDS and self._of[a] != self._of[b] and self._agree(a, b):
                self._join(a, b)
        return tuple(
            sorted(
                (
                    Comparison(self._profiles[a].key, self._profiles[b].key, odds, features, self._of[a] == self._of[b])
                    for odds, a, b, features in judged
                ),
                key=lambda comparison: (comparison.left, comparison.right),
            )
        )

    def members(self) -> list[list[int]]:
        """The groups."""
        return list(self._members.values())

    def _agree(self, a: int, b: int) -> bool:
        return not any(
            frozenset((x, y)) in self._apart or contradiction(self._profiles[x], self._profiles[y])
            for x in self._members[self._of[a]]
            for y in self._members[self._of[b]]
        )

    def _join(self, a: int, b: int) -> None:
        kept, gone = sorted((self._of[a], self._of[b]))
        if kept == gone:
            return
        for index in self._members[gone]:
            self._of[index] = kept
        self._members[kept] += self._members.pop(gone)


def _official(persons: Sequence[SeenPerson], preferred: Mapping[str, tuple[str | None, str | None]]) -> Official:
    """The row of one person."""
    mentions = sorted((m for person in persons for m in person.mentions), key=lambda m: m.mention_id)
    names_zh = _by_use(person.name_zh for person in persons)
    names_en = _by_use(person.name_en for person in persons)
    chosen = [preferred[m.mention_id] for m in mentions if m.mention_id in preferred]
    name_zh = next((zh for zh, _ in chosen if zh is not None), names_zh[0] if names_zh else None)
    name_en = next((en for _, en in chosen if en is not None), names_en[0] if names_en else None)
    countries = _by_use(person.country for person in persons)
    days = sorted(person.seen for person in persons if person.seen is not None)
    return Official(
        official_id=official_id([m.mention_id for m in mentions]),
        name_zh=name_zh,
        name_en=name_en,
        pinyin=(pinyin(name_zh) or None) if name_zh is not None else None,
        country=countries[0] if countries else None,
        positions=positions(persons),
        aliases_zh=sorted({*names_zh} - {name_zh}),
        aliases_en=sorted({*names_en} - {name_en}),
        n_mentions=len(mentions),
        article_ids=sorted({m.article_id for m in mentions}),
        first_seen=days[0] if days else None,
        last_seen=days[-1] if days else None,
        rivals=[],
    )


def _rivals(official_of: Mapping[str, str], comparisons: Sequence[Comparison]) -> dict[str, list[OfficialRival]]:
    """For each official the most alike of those who were judged to be others, the likest first."""
    found: dict[str, dict[str, OfficialRival]] = defaultdict(dict)
    for comparison in sorted(comparisons, key=lambda one: (-one.odds, one.left, one.right)):
        left, right = official_of.get(comparison.left), official_of.get(comparison.right)
        if left is None or right is None or left == right:
            continue
        reasons = [f"{name} ({weight:+.1f})" for name, weight in comparison.features]
        for one, other in ((left, right), (right, left)):
            if len(found[one]) < MOST_RIVALS and other not in found[one]:
                found[one][other] = OfficialRival(official_id=other, odds=comparison.odds, reasons=reasons)
    return {official: list(rivals.values()) for official, rivals in found.items()}


def _by_use(values: Iterable[str | None]) -> list[str]:
    """The distinct values, the most used first, then the longest."""
    counts = Counter(value for value in values if value is not None)
    if len(counts) < 2:
        return list(counts)
    return sorted(counts, key=lambda value: (-counts[value], -len(value), value))


def positions(persons: Sequence[SeenPerson]) -> list[Position]:
    """The offices of one person, by first day and title; one printed in one language joins those printed in both."""
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    printed: dict[tuple[str, str], Counter[tuple[str | None, str | None]]] = defaultdict(Counter)
    for person in persons:
        for office in person.offices:
            key = plain_name(office.title_zh or ""), plain_name(office.title_en or "")
            printed[key][office.title_zh, office.title_en] += 1
            days[key] += [person.seen] if person.seen is not None else []
    for key in [key for key in printed if not all(key)]:
        full = [
            other for other in printed if all(other) and any(key[side] and key[side] == other[side] for side in (0, 1))
        ]
        if full:
            for other in full:
                days[other] += days[key] if len(full) == 1 else []
            del printed[key]
    rows = []
    for key, forms in printed.items():
        (title_zh, title_en), _ = min(forms.items(), key=lambda item: (-item[1], item[0][0] or "", item[0][1] or ""))
        seen = sorted(days[key])
        first, last = (seen[0], seen[-1]) if seen else (None, None)
        rows.append(Position(title_zh=title_zh, title_en=title_en, first_seen=first, last_seen=last))
    return sorted(rows, key=lambda row: (str(row.first_seen or "9"), row.title_zh or "", row.title_en or ""))
