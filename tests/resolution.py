"""Resolving as the corpus step does it, from persons at hand: every step in some shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.people.comparison import outline
from bulletin_corpus.records import OfficialRival
from bulletin_corpus.stages.resolve import (
    Judged,
    Outlines,
    alike,
    candidates,
    compare_all,
    groups,
    odds_of,
    officials_of,
    profiles_of,
    rivals,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bulletin_corpus.documents import SeenPerson
    from bulletin_corpus.language.people.comparison import Features
    from bulletin_corpus.records import Official


@dataclass(frozen=True)
class Resolution:
    officials: tuple[Official, ...]
    official_of: dict[str, str]
    comparisons: tuple[Features, ...]


def resolve(
    persons: Sequence[SeenPerson],
    *,
    same: Sequence[tuple[str, str]] = (),
    different: Sequence[tuple[str, str]] = (),
    names: Iterable[tuple[str, str | None, str | None]] = (),
    shares: int = 1,
) -> Resolution:
    """The officials whom `persons` are; people's judgements by mention id."""
    outlines = [outline(person) for person in persons]
    found = candidates(
        Outlines(
            np.array([one.profile for one in outlines], np.uint64),
            np.array([one.mention for one in outlines], np.uint64),
            np.array([key for one in outlines for key in one.keys], np.uint64),
            np.array([len(one.keys) for one in outlines], np.int64),
            lambda places: [outlines[place].order for place in places.tolist()],
        )
    )
    ranks = found.rank_of.tolist()
    rank_of = {m.mention_id: rank for person, rank in zip(persons, ranks, strict=True) for m in person.mentions}
    judged = Judged(
        tuple((rank_of[one], rank_of[other]) for one, other in same),
        tuple((rank_of[one], rank_of[other]) for one, other in different),
        tuple(names),
        frozenset([*(m for pair in (*same, *different) for m in pair), *(m for m, _, _ in names)]),
    )
    features: list[Features] = []
    for part in np.array_split(found.pairs, shares):
        held = [(person, rank) for person, rank in zip(persons, ranks, strict=True) if rank in part]
        profiles = profiles_of([person for person, _ in held], [rank for _, rank in held])
        features += compare_all(profiles, part.tolist())
    odds = np.array([odds_of(one) for one in features], np.float64)
    joined = alike(found.pairs, odds)
    group = groups(len(found.profiles), np.concatenate((joined, np.array(judged.same, int).reshape(-1, 2))))
    officials: list[Official] = []
    official_of: dict[int, str] = {}
    for share in range(shares):
        held = [(person, rank) for person, rank in zip(persons, ranks, strict=True) if group[rank] % shares == share]
        profiles = profiles_of([person for person, _ in held], [rank for _, rank in held])
        pairs = [(one, other) for one, other in joined.tolist() if one in profiles]
        made = officials_of(profiles, pairs, judged)
        officials += made.officials
        official_of |= made.official_of
    ids = [one.official_id for one in officials]
    numbers = np.array([ids.index(official_of[rank]) if rank in official_of else -1 for rank in range(len(group))])
    others: dict[int, list[OfficialRival]] = {}
    for whose, other, pair in rivals(found.pairs, odds, numbers).tolist():
        reasons = [f"{name} ({weight:+.1f})" for name, weight in features[pair]]
        rival = OfficialRival(official_id=ids[other], odds=float(odds[pair]), reasons=reasons)
        others.setdefault(whose, []).append(rival)
    officials = [one.model_copy(update={"rivals": others.get(at, [])}) for at, one in enumerate(officials)]
    return Resolution(
        tuple(sorted(officials, key=lambda official: official.official_id)),
        {mention: official_of[rank] for mention, rank in sorted(rank_of.items()) if rank in official_of},
        tuple(features),
    )
