"""How likely an event's record is right, by what both languages tell of it.

Input: what was read of one event. Output: a probability. Right is a meeting whose people (both names), countries,
days, mode and place are all those that an annotator gives, and a workshop whose name, days, mode and place are.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.records import Evidence, Organizer, Participant, Speaker


class Weights(NamedTuple):
    """Log odds that a record is right: of one without any doubt, and what each doubt adds to them."""

    sure: float
    one_language: float
    partial: float
    lacking: float
    unconfirmed: float


# Fitted by benchmarks/event_scores.py on 300 records of 99 annotated items, each built by a version of the program from
# before any rule had been improved on its folder. Of the records that the fit on the other folders scores .8 to .9, 111
# of 121 are right; .7 to .8, 24 of 34; .5 to .7, 36 of 55; below .5, 26 of 69. Of 212 records of unseen items, in the
# same bins: 70 of 79, 42 of 59, 15 of 27 and 13 of 47. Nothing that a record tells makes it surer than .88.
WEIGHTS = Weights(sure=2.04, one_language=-0.77, partial=-1.05, lacking=-2.67, unconfirmed=-1.42)
MOST_PARTIAL = 2
"""More persons without a counterpart in the other language say no more; few records have them."""


class Doubts(NamedTuple):
    """What speaks against a record.

    Attributes:
        one_language: whether only one language reports the news.
        partial: how many persons (or hosts) have no name, or no title, in one of the two languages.
        lacking: how many of day, name, second side and second country are not told.
        unconfirmed: whether only one of two languages tells the day, or they contradict each other.
    """

    one_language: bool
    partial: int
    lacking: int
    unconfirmed: bool


def doubts(
    people: Sequence[Participant | Speaker], hosts: Sequence[Organizer], rows: Sequence[Evidence], languages: int
) -> Doubts:
    """The doubts that people, hosts and evidence of a record give; `lacking` is left 0.

    Args:
        people: participants or speakers.
        hosts: organizers, none of a meeting.
        rows: the record's evidence.
        languages: how many articles report the event, 1 or 2.
    """
    if languages == 1:
        return Doubts(one_language=True, partial=0, lacking=0, unconfirmed=False)
    nameless = sum(person.name_zh is None or person.name_en is None for person in people)
    untitled = sum(person.title_zh is None or person.title_en is None for person in people)
    partial = max(nameless, untitled) + sum(host.name_zh is None or host.name_en is None for host in hosts)
    dating = {row.article_id for row in rows if row.field == "date_start"}
    return Doubts(one_language=False, partial=partial, lacking=0, unconfirmed=len(dating) < languages)


def event_score(told: Doubts) -> float:
    """The probability, 0 to 1 with two decimals, that a record with these doubts is right."""
    odds = (
        WEIGHTS.sure
        + WEIGHTS.one_language * told.one_language
        + WEIGHTS.partial * min(told.partial, MOST_PARTIAL)
        + WEIGHTS.lacking * told.lacking
        + WEIGHTS.unconfirmed * told.unconfirmed
    )
    return round(1 / (1 + exp(-odds)), 2)
