"""The best labelling of a whole bulletin: which unit is heading, paragraph or credit, and where each article begins.

Finds, over all units at once, the row of articles that obeys the grammar of `groups` and has the highest total weight:
the evidence of each unit and the costs of what follows what (Viterbi; a few states are alive at a time, so it is linear
in the number of units). Layouts (by turns, all Chinese then all English, paragraph by paragraph) are never guessed
beforehand: they are what the best row looks like.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.language.page.groups import AS_LEAD, START, Decision, Traits, closing_cost, steps
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.page.groups import State
    from bulletin_corpus.language.page.layout import Evidence
    from bulletin_corpus.records import Lang

LEAST_LEAD = -4.0  # the worst lead that a language's turn may still force
LEAST_LEAD_HEADED = -4.0  # the worst lead under a headline, which is a surer sign than any lead
OUT_OF_QUESTION = -7.0  # a label this far behind the unit's other one is not tried
LIKE_A_HEADING = -4.0  # a paragraph that looks so much more like a heading is none that an item can begin with
NO_TEXT = -4.0
# characters of a paragraph that may be a whole item; paragraphs surveyed have 250 and 700 at most, rarely more
WHOLE_ITEM: dict[Lang, int] = {"zh": 300, "en": 800}
# What the count of the other language's items makes up for: of annotated items in a row whose headlines were all taken
# away, it finds .931 instead of .918; with 1.0, an item whole before is cut wherever one has no English.
EASE = 0.5
# So much is made up for where numbers say as well that an item begins there: of 1,210 annotated articles in rows, each
# language by itself, 1,208 are found instead of 1,202. With each English item of four such rows left out in turn, this
# ease alone opens five items, two of them rightly; the numbers let these two through.
FURTHER_EASE, SHARED_NUMBERS = 2.5, 2
NUMBER = make_pattern(r"\d[\d,]*\d")
BEAM = 10.0  # states this far behind the best are dropped; a headline with its text makes up for 8 at most
LANGS: dict[Lang, int] = {"zh": 0, "en": 1}


@dataclass(slots=True)
class Unit:
    """One stretch of a line as the labelling sees it.

    Attributes:
        kind: text, a credit that stands alone, or certain furniture.
        heading, body: summed evidence of its shape for either label.
        lead: evidence that it opens an item (above 0) or goes on with one.
        apart: evidence (below 0) that it is no further line of the heading that the unit before may be.
        furniture: weight of the label furniture where it is possible, else None.
        dateline: whether it opens with a dateline.
        dated: whether it names a day.
        closed: whether a credit or an end mark closes it.
        behind_break: whether furniture stands right before it.
        credit_of: whose credit it is, by its words.
        shape, opening: the signs that `heading` and `lead` sum up.
    """

    kind: Literal["text", "credit", "furniture"]
    lang: Lang
    text: str
    heading: float = 0.0
    body: float = 0.0
    lead: float = 0.0
    apart: float = 0.0
    furniture: float | None = None
    dateline: bool = False
    dated: bool = False
    closed: bool = False
    behind_break: bool = False
    credit_of: Lang | None = None
    shape: list[Evidence] = field(default_factory=list)
    opening: list[Evidence] = field(default_factory=list)


# A reading of the units so far: the reading before and its last decision
_Path = tuple["_Path | None", Decision]
_Move = tuple[int, float, int, Decision]
_Values = tuple[float, ...]


def label(units: Sequence[Unit]) -> list[Decision]:
    """The decisions of the best labelling, one for each unit.

    A bulletin prints most items in both languages. Where it prints first the one, then the other, and one has fewer
    items, but half as many at least, an item without a headline is believed more easily in that language, up to `EASE`,
    where numbers of both languages say so too up to `FURTHER_EASE`, as long as it gets no more items than the other.
    """
    measured = [_measure(unit) for unit in units]
    best = _best(measured, (0.0, 0.0))
    langs = [unit.lang for unit in units if unit.kind == "text"]
    if sum(one != other for one, other in pairwise(langs)) != 1:
        return best
    counts = _items(best)
    few = int(counts[1] < counts[0])
    if not counts[1 - few] / 2 <= counts[few] < counts[1 - few]:
        return best
    found = _best(measured, (0.0, EASE) if few else (EASE, 0.0))
    if _items(found)[few] < counts[1 - few]:
        further = _best(measured, (0.0, FURTHER_EASE) if few else (FURTHER_EASE, 0.0))
        if _items(further)[few] <= counts[1 - few] and _share_numbers(units, found, further, few):
            return further
    return best if _items(found)[few] > counts[1 - few] else found


def _share_numbers(units: Sequence[Unit], found: Sequence[Decision], further: Sequence[Decision], few: int) -> bool:
    """Whether numbers say that each article that only the `further` labelling opens is one by itself.

    It shares several with one article of the other language, and the article before it none with that one, but some
    with another. Numbers that several articles of the other language hold say nothing.
    """
    others = list(_numbers(units, found, 1 - few).values())
    counts = Counter(number for numbers in others for number in numbers)
    others = [{number for number in numbers if counts[number] == 1} for numbers in others]
    articles = _numbers(units, further, few)
    before = dict(zip(articles, [set[str](), *articles.values()], strict=False))
    alone = set[str]().union(*others)
    new = articles.keys() - _numbers(units, found, few).keys()
    return bool(new) and all(
        any(
            len(articles[n] & other) >= SHARED_NUMBERS and not before[n] & other and before[n] & alone
            for other in others
        )
        for n in new
    )


def _numbers(units: Sequence[Unit], decisions: Sequence[Decision], owner: int) -> dict[int, set[str]]:
    """The numbers of two digits and more in each article of a language, by the unit that opens it."""
    found: dict[int, set[str]] = {}
    article = set[str]()
    for n, (unit, decision) in enumerate(zip(units, decisions, strict=True)):
        if decision.owner == owner:
            if decision.opens:
                article = found[n] = set()
            article.update(number.replace(",", "") for number in NUMBER.findall(unit.text))
    return found


def _items(decisions: Sequence[Decision]) -> tuple[int, int]:
    """The number of Chinese and of English articles."""
    owners = [decision.owner for decision in decisions if decision.opens]
    return owners.count(0), owners.count(1)


def _best(measured: Sequence[tuple[Traits, _Values]], ease: tuple[float, float]) -> list[Decision]:
    """The decisions of the labelling of highest weight; `ease` goes to openings without a headline, by language."""
    grammar = _grammar()
    live: dict[int, tuple[float, _Path | None]] = {0: (0.0, None)}
    for traits, measures in measured:
        values = list(measures)
        values[AS_LEAD] += ease[traits.lang]
        table = grammar.moves.setdefault(traits, {})
        reached: dict[int, tuple[float, _Path | None, Decision]] = {}
        floor = -inf
        for number, (score, path) in live.items():
            moves = table.get(number)
            if moves is None:
                moves = table[number] = grammar.moves_from(number, traits)
            for after, cost, value, decision in moves:
                total = score + cost + values[value]
                if total > floor and (after not in reached or total > reached[after][0]):
                    reached[after] = (total, path, decision)
                    if total - BEAM > floor:  # noqa: PLR1730  # a call of max would take a third of all the time
                        floor = total - BEAM
        live = {after: (one[0], one[1:]) for after, one in reached.items() if one[0] > floor}
    closed = (
        (score + closing_cost(grammar.states[number], headed=True), path) for number, (score, path) in live.items()
    )
    last = max(closed, key=itemgetter(0))[1]
    decisions: list[Decision] = []
    while last is not None:
        last, decision = last
        decisions.append(decision)
    return decisions[::-1]


class _Grammar:
    """The steps of `groups` between numbered states, worked out when they are first met and kept: it is finite.

    Attributes:
        states: by number; which number a state has depends on what was labelled before, and no result on the numbers.
        moves: for a unit's traits and the number of a state.
    """

    def __init__(self) -> None:
        self.states: list[State] = [START]
        self.moves: dict[Traits, dict[int, list[_Move]]] = {}
        self._numbers: dict[State, int] = {START: 0}

    def moves_from(self, number: int, traits: Traits) -> list[_Move]:
        """The steps from a state, by the states' numbers; new states are numbered."""
        found = []
        for after, cost, value, decision in steps(self.states[number], traits):
            if after not in self._numbers:
                self._numbers[after] = len(self.states)
                self.states.append(after)
            found.append((self._numbers[after], cost, value, decision))
        return found


@cache
def _grammar() -> _Grammar:
    return _Grammar()


def _measure(unit: Unit) -> tuple[Traits, _Values]:
    """The unit's traits, and its values in the order of `groups`."""
    top = max(unit.heading, unit.body)
    heading, body = unit.heading - top + min(0.0, top), unit.body - top + min(0.0, top)
    traits = Traits(
        unit.kind,
        LANGS[unit.lang],
        -1 if unit.credit_of is None else LANGS[unit.credit_of],
        may_head=heading > OUT_OF_QUESTION,
        may_tell=body > OUT_OF_QUESTION,
        may_leave=unit.furniture is not None,
        dateline=unit.dateline,
        closed=unit.closed,
        long=len(unit.text) > WHOLE_ITEM[unit.lang],
        dated=unit.dated,
        behind_break=unit.behind_break,
    )
    lead, first = max(unit.lead, LEAST_LEAD), max(unit.lead, LEAST_LEAD_HEADED)
    if body < LIKE_A_HEADING:
        lead, first = lead + NO_TEXT, first + NO_TEXT
    return traits, (0.0, heading, body, body + lead, body + first, unit.furniture or 0.0, heading + unit.apart)
