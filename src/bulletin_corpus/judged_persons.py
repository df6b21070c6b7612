"""The judgements on who is who, found among the mentions of a corpus, as resolving needs them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.corrections import Corrections, Together
    from bulletin_corpus.documents import SeenPerson


@dataclass(frozen=True, slots=True)
class Judgements:
    """The corrections as resolving needs them, by mention id.

    Attributes:
        same: pairs of mentions that name one person.
        different: pairs of mentions that name two persons.
        names: for a mention, the preferred Chinese and English name of its person; None leaves the machine's.
        unmet: judgements whose article or name is gone, or that another one contradicts, in words.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str | None, str | None], ...] = ()
    unmet: tuple[str, ...] = ()


def quoted_articles(corrections: Corrections) -> set[str]:
    """The articles in which judgements on who is who name somebody."""
    together = (*corrections.same_person, *corrections.different_persons)
    quoted = [*(quoted for judged in together for quoted in judged.people)]
    return {one.article for one in (*quoted, *(preferred.person for preferred in corrections.preferred_name))}


def judgements(corrections: Corrections, persons: Sequence[SeenPerson]) -> Judgements:
    """The corrections by mention id, found by quoted name and article among the mentions of `persons`."""
    found: dict[tuple[str, str], str] = {}
    for person in persons:
        for mention in person.mentions:
            found.setdefault((mention.article_id, mention.name), mention.mention_id)
    unmet: list[str] = []

    def mention_pairs(all_judged: Sequence[Together], kind: str) -> tuple[tuple[str, str], ...]:
        made = []
        for judged in all_judged:
            missing = [quoted for quoted in judged.people if (quoted.article, quoted.name) not in found]
            unmet.extend(f"{kind}: there is no {quoted}" for quoted in missing)
            alive = [found[quoted.article, quoted.name] for quoted in judged.people if quoted not in missing]
            made += list(combinations(alive, 2))
        return tuple(made)

    same = mention_pairs(corrections.same_person, "same_person")
    different = mention_pairs(corrections.different_persons, "different_persons")
    held = {frozenset(pair) for pair in same} & {frozenset(pair) for pair in different}
    quoted_as = {mention: f"{name} in {article}" for (article, name), mention in found.items()}
    for pair in sorted(sorted(pair) for pair in held):
        who = ", ".join(quoted_as[mention] for mention in pair)
        unmet.append(f"same_person and different_persons contradict each other: {who}")
    names = []
    for preferred in corrections.preferred_name:
        place = (preferred.person.article, preferred.person.name)
        if place in found:
            names.append((found[place], preferred.name_zh, preferred.name_en))
        else:
            unmet.append(f"preferred_name: there is no {preferred.person}")
    return Judgements(same, different, tuple(names), tuple(unmet))
