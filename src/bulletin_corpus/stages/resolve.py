"""The officials of the corpus: which persons of its items are one.

Persons alike in names, country and offices are one profile. Profiles that share a key (a name, a reading or a part of
it, an office of a country) are compared by a short table of features that explain themselves, and clustered from the
surest pair down; no cluster ever holds a contradiction. The steps, each on a share of the corpus, anywhere:

outlines of all persons -> `candidates`: which profiles are compared with which         numbers only
profiles, pairs of them -> `compare_all`: how alike                                     any share of the pairs
pairs that are alike    -> `groups`: who could be one                                   numbers only
profiles of some groups -> `officials_of`: who is one, and their rows                   any share of the groups
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bulletin_corpus.language.people.comparison import compare, contradiction, make_profile, plain_name
from bulletin_corpus.language.words.names import pinyin
from bulletin_corpus.records import Official, Position, official_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from bulletin_corpus.documents import SeenPerson
    from bulletin_corpus.language.people.comparison import Features, Profile

    Numbers = NDArray[np.uint64]
    Places = NDArray[np.int64]
    Pairs = NDArray[np.integer[Any]]
    Pair = tuple[int, int]

MOST_RIVALS = 3

OFFICIALS_AT_ONCE = 5_000
"""Rivals of so many are looked for in one pass over the pairs, so that its arrays stay below 10 MB."""

LARGE_BLOCK = 50
NEIGHBOURS = 20
"""Blocks of more profiles are sorted by name and office, and each is compared with so many that follow. No block of 139
annotated items has more than 12; generated corpora of 1,000 bulletins have some of 80."""

LEAST_ODDS = 1.0
"""Two profiles are one person from here on; 0.5 to 2 give the same officials on 109 annotated items."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of all persons, a place for each, in any order; fields as in `comparison.Outline`.

    Attributes:
        keys: of all persons, one person after the other.
        n_keys: how many each person has.
        orders: the reading orders of the persons at these places.
    """

    profiles: Numbers
    mentions: Numbers
    keys: Numbers
    n_keys: Places
    orders: Callable[[Places], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Which profiles are compared with which; profiles are ranked by their smallest mention.

    Attributes:
        rank_of: of the profile of each person.
        pairs: two ranks each, the smaller one first; those that share a key stand together. Numbers of 32 bits.
        profiles: the number of the profile of each rank.
    """

    rank_of: Places
    pairs: Places
    profiles: Numbers


@dataclass(frozen=True, slots=True)
class Judged:
    """What people said about some persons.

    Attributes:
        same: ranks of profiles that are one person.
        different: ranks of profiles that are two persons.
        names: for a mention id, the Chinese and English name that is preferred for its person.
        mentions: ids of all mentions that were judged.
    """

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    names: tuple[tuple[str, str | None, str | None], ...] = ()
    mentions: frozenset[str] = frozenset()


class Resolved(NamedTuple):
    """The officials among some profiles, still without rivals, and the official of each profile that is one."""

    officials: list[Official]
    official_of: dict[int, str]


def candidates(outlines: Outlines) -> Candidates:
    """Pairs of profiles that share a key: a name, a reading of it, a part of it, an office of a country.

    In a large block each is paired with its neighbours only (sorted neighbourhood, Hernandez and Stolfo 1995), so that
    the number of pairs grows with the corpus, not with its square.
    """
    numbers, profile_of = np.unique(outlines.profiles, return_inverse=True)
    first = np.full(len(numbers), np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(first, profile_of, outlines.mentions)
    by_rank = np.argsort(first, kind="stable")
    rank = np.empty(len(numbers), np.int64)
    rank[by_rank] = np.arange(len(numbers))
    rank_of = rank[profile_of]
    _, speaker = np.unique(rank_of, return_index=True)  # one person for each profile

    person_of_key = np.repeat(np.arange(len(rank_of)), outlines.n_keys)
    spoken = np.isin(person_of_key, speaker)
    keys, ranks = outlines.keys[spoken], rank_of[person_of_key[spoken]]
    _, block, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    size = sizes[block]
    shared = size > 1
    keys, ranks, size = keys[shared], ranks[shared], size[shared]
    reading = np.zeros(len(numbers), np.int64)
    crowded = np.unique(ranks[size > LARGE_BLOCK])
    orders = outlines.orders(speaker[crowded])
    place_of = {text: at for at, text in enumerate(sorted(set(orders)))}
    reading[crowded] = [place_of[text] for text in orders]

    order = np.lexsort((ranks, reading[ranks], keys))
    keys, ranks, size = keys[order], ranks[order], size[order]
    block = np.cumsum(_opens(keys).astype(np.int64))
    found, blocks = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for apart in range(1, LARGE_BLOCK):
        near = keys[apart:] == keys[:-apart]
        if not near.any():
            break
        near &= (size[apart:] <= LARGE_BLOCK) | (apart <= NEIGHBOURS)
        one, other = ranks[:-apart][near], ranks[apart:][near]
        found.append(np.minimum(one, other) * len(numbers) + np.maximum(one, other))
        blocks.append(block[apart:][near])
    codes, where = np.concatenate(found), np.concatenate(blocks)
    order = np.lexsort((where, codes))
    order = order[_opens(codes[order])]  # of each pair the first block
    order = order[np.lexsort((codes[order], where[order]))]
    low, high = np.divmod(codes[order], max(1, len(numbers)))
    return Candidates(rank_of, np.stack((low, high), axis=1).astype(np.int32), numbers[by_rank])


def profiles_of(persons: Sequence[SeenPerson], ranks: Sequence[int]) -> dict[int, Profile]:
    """The profiles that these persons make up, all persons of each being there; `ranks` are those of their profiles."""
    alike: dict[int, list[SeenPerson]] = defaultdict(list)
    for person, rank in zip(persons, ranks, strict=True):
        alike[rank].append(person)
    return {
        rank: make_profile(sorted(alike[rank], key=lambda person: min(one.mention_id for one in person.mentions)))
        for rank in sorted(alike)
    }


def compare_all(profiles: Mapping[int, Profile], pairs: Iterable[Pair]) -> list[Features]:
    """The features that hold for each pair of profiles; their sum is the evidence for one person."""
    return [compare(profiles[one], profiles[other]) for one, other in pairs]


def odds_of(features: Features) -> float:
    """The evidence for one person: the sum of the weights."""
    return sum(weight for _, weight in features)


def alike(pairs: Places, odds: NDArray[np.float64]) -> Places:
    """The pairs that are one person as far as they alone go, the surest first, then by rank."""
    sure = np.flatnonzero(odds >= LEAST_ODDS)
    return pairs[sure[np.lexsort((pairs[sure, 1], pairs[sure, 0], -odds[sure]))]]


def groups(count: int, joined: Pairs) -> Places:
    """For each of so many profiles the smallest rank among those that it is joined with, directly or by others."""
    root = np.arange(count)
    one, other = joined.T
    while True:
        before = root.copy()
        low = np.minimum(root[one], root[other])
        for place in (one, other, before[one], before[other]):
            np.minimum.at(root, place, low)
        root = root[root]
        if np.array_equal(root, before):
            return root


def officials_of(profiles: Mapping[int, Profile], pairs: Sequence[Pair], judged: Judged) -> Resolved:
    """The officials among these profiles, which make up whole groups.

    Args:
        profiles: by rank.
        pairs: those that are alike, the surest first; both profiles are among these, or none.
        judged: what people said; other profiles than these may be named in it.
    """
    clusters = _Clusters(profiles, {frozenset(pair) for pair in judged.different})
    clusters.join_judged(pair for pair in judged.same if pair[0] in profiles)
    clusters.join_alike(pair for pair in pairs if pair[0] in profiles)
    preferred = {mention: (zh, en) for mention, zh, en in judged.names}
    made: list[Official] = []
    official_of: dict[int, str] = {}
    for members in clusters.members():
        everyone = [person for rank in members for person in profiles[rank].persons]
        if any(person.offices for person in everyone):
            official = _official(everyone, preferred, judged.mentions)
            made.append(official)
            official_of |= dict.fromkeys(members, official.official_id)
    return Resolved(made, official_of)


def rivals(pairs: Places, odds: NDArray[np.float64], official_of: Places) -> Places:
    """For each official the most alike of those who were judged to be others, the likest first.

    Args:
        pairs: of profiles, by rank.
        odds: of each pair.
        official_of: of each rank, any number from 0 on; -1 for a profile that is none.

    Returns:
        An official, another one and the place of their surest pair in each row, by official, then likeness.
    """
    count = int(official_of.max(initial=-1)) + 1
    found = [np.zeros((0, 3), np.int64)]
    sides = [official_of.astype(np.int32)[pairs[:, side]] for side in (0, 1)]
    for start in range(0, count, OFFICIALS_AT_ONCE):
        rows = []
        for one, other in (sides, sides[::-1]):
            here = np.flatnonzero((one >= start) & (one < start + OFFICIALS_AT_ONCE) & (other >= 0) & (one != other))
            rows.append(np.stack((one[here], other[here], here), axis=1))
        found.append(_surest(np.concatenate(rows), pairs, odds))
    return np.concatenate(found)


def _surest(rows: Places, pairs: Places, odds: NDArray[np.float64]) -> Places:
    """Of rows as `rivals` gives them those that it gives: of each two officials one, and of each official the first."""
    pair = rows[:, 2]
    rows = rows[np.lexsort((pairs[pair, 1], pairs[pair, 0], -odds[pair], rows[:, 1], rows[:, 0]))]
    rows = rows[_opens(rows[:, 0], rows[:, 1])]
    pair = rows[:, 2]
    rows = rows[np.lexsort((pairs[pair, 1], pairs[pair, 0], -odds[pair], rows[:, 0]))]
    opens = np.flatnonzero(_opens(rows[:, 0]))
    place_in = np.arange(len(rows)) - np.repeat(opens, np.diff(opens, append=len(rows)))
    return rows[place_in < MOST_RIVALS]


def _opens(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether each row of sorted columns differs from the one before it."""
    opens = np.ones(len(columns[0]), bool)
    opens[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return opens


class _Clusters:
    """Groups of profiles, by rank; two groups are joined only where nothing contradicts it."""

    def __init__(self, profiles: Mapping[int, Profile], apart: set[frozenset[int]]) -> None:
        self._profiles = profiles
        self._apart = apart
        self._of = {rank: rank for rank in profiles}
        self._members = {rank: [rank] for rank in profiles}

    def join_judged(self, pairs: Iterable[Pair]) -> None:
        """Joins what a human judged to be one."""
        for a, b in pairs:
            self._join(a, b)

    def join_alike(self, pairs: Iterable[Pair]) -> None:
        """Joins what is alike, in this order."""
        for a, b in pairs:
            if self._of[a] != self._of[b] and self._agree(a, b):
                self._join(a, b)

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
        for rank in self._members[gone]:
            self._of[rank] = kept
        self._members[kept] += self._members.pop(gone)


def _official(
    persons: Sequence[SeenPerson],
    preferred: Mapping[str, tuple[str | None, str | None]],
    judged: frozenset[str],
) -> Official:
    """The row of one person."""
    mentions = sorted((m for person in persons for m in person.mentions), key=lambda m: m.mention_id)
    names_zh = _by_use(person.name_zh for person in persons)
    names_en = _by_use(person.name_en for person in persons)
    chosen = [preferred[m.mention_id] for m in mentions if m.mention_id in preferred] if preferred else []
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
        reviewed=any(m.mention_id in judged for m in mentions),
    )


def _by_use(values: Iterable[str | None]) -> list[str]:
    """The distinct values, the most used first, then the longest."""
    used = [value for value in values if value is not None]
    if len(used) < 2:
        return used
    counts = Counter(used)
    return sorted(counts, key=lambda value: (-counts[value], -len(value), value))


def positions(persons: Sequence[SeenPerson]) -> list[Position]:
    """The offices of one person, by first day and title; one printed in one language joins those printed in both."""
    if len(persons) == 1 and len(persons[0].offices) < 2:  # most officials
        day = persons[0].seen
        return [
            Position(title_zh=office.title_zh, title_en=office.title_en, first_seen=day, last_seen=day)
            for office in persons[0].offices
        ]
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
