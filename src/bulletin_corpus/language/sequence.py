"""The best labelling of a whole bulletin: which unit is heading, paragraph or credit, and where each article begins.

A bulletin is a row of groups. A single group is one article; a double group is one item printed paragraph by paragraph,
its Chinese and its English article by turns. `label` finds the row of groups and the labels of their units with the
highest total weight (Viterbi over a few hundred states, of which a handful are alive at a time; linear in the number
of units). Layouts (by turns, all Chinese then all English, paragraph by paragraph) are thus never guessed: they are
what the best row of groups looks like.

The costs below are log-odds by judgement on the scale of `layout`: each says what it weighs against what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from bulletin_corpus.language.layout import Evidence
from bulletin_corpus.language.leads import closes, named_in_full, rarities, shared, subject, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.records import Lang

Label = Literal["heading", "body", "credit", "furniture", "reject"]

# An item without headline behind another: 4 in 100, so only a clear lead may open one. At 2.8 one Chinese lead in 100 is
# missed and one later paragraph in 800 taken for one; English leads are rewritten more freely, so more is asked of them.
HEADLESS = (-2.8, -3.8)
HEADLESS_FIRST = -0.3  # the first item of a file: the page's title carried its headline in every third text
DATELINE = 6.0  # a dateline opens an item; one inside an item is all but impossible
ORPHAN = -6.0  # a heading without a text
MORE_HEADING = (
    -1.0,
    -1.7,
)  # a second line of heading, a third: usual, but a new item's headline is likelier behind a text
AFTER_CREDIT = -3.0  # text behind the credit that closed its article
DOUBLE = -3.0  # a double group among single ones; a file keeps to its layout
DOUBLE_AGAIN = -1.0
SECOND_HEADLESS = -1.0  # the second article of a double group without headline
RESUME = (0.0, 0.0, -2.0, -4.0)  # going on in a language behind 0, 1, 2, 3 and more paragraphs of the other
SAME_AGAIN = -0.3  # two paragraphs of one language in a row in a double group: the other may have ended
REJECT = -3.5  # neither heading nor text: dearer than a second line of heading, cheaper than an orphan
BREAK = 1.0  # a masthead, an end mark or navigation stands before: a new item is likelier
LEAST_LEAD = -4.0  # the worst lead that a language's turn may still force
LEAST_LEAD_HEADED = -2.0  # the worst lead under a headline, which is a surer sign than any lead
BEAM = 14.0  # states this far behind the best are dropped; no sum of signs for one unit is larger

NONE, HEAD1, HEAD2, HEAD3, TEXT, ENDED = range(6)
LANGS: dict[Lang, int] = {"zh": 0, "en": 1}


@dataclass(slots=True)
class Unit:
    """One stretch of a line as the labelling sees it.

    Attributes:
        kind: text, a credit that stands alone, or certain furniture.
        heading, body: summed evidence of its shape for either label.
        lead: evidence that it opens an item (above 0) or goes on with one.
        furniture: weight of the label furniture where it is possible, else None.
        dateline: whether it opens with a dateline.
        closed: whether a credit or an end mark closes it.
        behind_break: whether furniture stands right before it.
    """

    kind: Literal["text", "credit", "furniture"]
    lang: Lang
    text: str
    heading: float = 0.0
    body: float = 0.0
    lead: float = 0.0
    furniture: float | None = None
    dateline: bool = False
    closed: bool = False
    behind_break: bool = False
    credit_of: Lang | None = None
    reasons: list[Evidence] = field(default_factory=list)


class Decision(NamedTuple):
    """The label of a unit, whether it opens an article, and whether that opens a group."""

    label: Label
    opens: bool
    opens_group: bool
    double: bool
    owner: int  # 0 zh, 1 en: whose article of the group it is in; -1 for none


class _State(NamedTuple):
    """Where a reading stands: the kind of group, the language last read, the phase of both articles, the run so far."""

    double: bool
    last: int
    phases: tuple[int, int]
    run: int


START = _State(double=False, last=-1, phases=(NONE, NONE), run=0)


class _Path(NamedTuple):
    """A reading of the units so far: its last decision and the reading before."""

    parent: _Path | None
    decision: Decision


def label(units: Sequence[Unit]) -> list[Decision]:
    """The decisions of the best labelling, one for each unit."""
    live: dict[_State, tuple[float, _Path | None]] = {START: (0.0, None)}
    for unit in units:
        step: dict[_State, tuple[float, _Path]] = {}
        for state, (score, path) in live.items():
            for successor, cost, decision in _successors(state, unit):
                total = score + cost
                known = step.get(successor)
                if known is None or total > known[0]:
                    step[successor] = (total, _Path(path, decision))
        best = max(score for score, _ in step.values())
        live = {state: kept for state, kept in step.items() if kept[0] > best - BEAM}
    ended = ((score + _close(state), path) for state, (score, path) in live.items())
    last = max(ended, key=lambda pair: pair[0])[1]
    decisions: list[Decision] = []
    while last is not None:
        decisions.append(last.decision)
        last = last.parent
    return decisions[::-1]


def _close(state: _State) -> float:
    return ORPHAN * sum(HEAD1 <= phase <= HEAD3 for phase in state.phases)


def _successors(state: _State, unit: Unit) -> list[tuple[_State, float, Decision]]:
    """What a unit may be behind `state`: the next state, what it costs, the decision."""
    if unit.kind == "furniture":
        return [(state, 0.0, FURNITURE)]
    if unit.kind == "credit":
        return [_credit(state, unit)]
    found: list[tuple[_State, float, Decision]] = [(state, REJECT, REJECTED)]
    if unit.furniture is not None:
        found.append((state, unit.furniture, FURNITURE))
    top = max(unit.heading, unit.body)
    worst = min(0.0, top)
    heading, body = unit.heading - top + worst, unit.body - top + worst
    if heading > -BEAM / 2:
        _open_groups(found, state, unit, HEAD1, heading)
        _go_on(found, state, unit, heading, is_heading=True)
    if body > -BEAM / 2:
        _open_groups(found, state, unit, TEXT, body)
        _go_on(found, state, unit, body, is_heading=False)
    return found


FURNITURE = Decision("furniture", opens=False, opens_group=False, double=False, owner=-1)
REJECTED = Decision("reject", opens=False, opens_group=False, double=False, owner=-1)


def _credit(state: _State, unit: Unit) -> tuple[_State, float, Decision]:
    """A credit that stands alone goes to an article that is open, and closes it unless it stands under its headline."""
    owner = state.last
    if state.double and unit.credit_of is not None and state.phases[LANGS[unit.credit_of]] != NONE:
        owner = LANGS[unit.credit_of]
    if owner < 0:
        return state, 0.0, REJECTED
    phase = state.phases[owner]
    phases = _with(state.phases, owner, ENDED if phase == TEXT else phase)
    return (
        state._replace(phases=phases),
        0.0,
        Decision("credit", opens=False, opens_group=False, double=state.double, owner=owner),
    )


def _with(phases: tuple[int, int], at: int, phase: int) -> tuple[int, int]:
    return (phase, phases[1]) if at == 0 else (phases[0], phase)


def _open_groups(
    found: list[tuple[_State, float, Decision]], state: _State, unit: Unit, phase: int, shape: float
) -> None:
    """The unit opens a new article in a new group, single or double."""
    lang = LANGS[unit.lang]
    cost = shape + _close(state) + (BREAK if unit.behind_break else 0.0)
    if phase == TEXT:
        cost += (HEADLESS_FIRST if state.last < 0 else HEADLESS[lang]) + max(unit.lead, LEAST_LEAD)
        phase = ENDED if unit.closed else TEXT
    text = "heading" if phase == HEAD1 else "body"
    phases = _with((NONE, NONE), lang, phase)
    for double in (False, True):
        extra = 0.0 if not double else DOUBLE_AGAIN if state.double else DOUBLE
        decision = Decision(text, opens=True, opens_group=True, double=double, owner=lang)
        found.append((_State(double, lang, phases, int(phase >= TEXT)), cost + extra, decision))


def _go_on(
    found: list[tuple[_State, float, Decision]], state: _State, unit: Unit, shape: float, *, is_heading: bool
) -> None:
    """The unit goes on with the group: with the article of its language, or as the first of that language."""
    lang = LANGS[unit.lang]
    if state.last < 0 or (not state.double and state.last != lang):
        return
    phase = state.phases[lang]
    opens = phase == NONE
    cost = shape
    if state.double and state.last != lang:
        cost += RESUME[min(state.run, 3)]
    elif state.double and not is_heading and phase == TEXT and state.phases[1 - lang] in (TEXT, NONE):
        cost += SAME_AGAIN
    if is_heading:
        if phase >= HEAD3:
            return
        cost += MORE_HEADING[phase - HEAD1] if phase else 0.0
        after = phase + 1
    else:
        after = ENDED if unit.closed else TEXT
        if opens:
            cost += SECOND_HEADLESS + max(unit.lead, LEAST_LEAD)
        elif phase <= HEAD3:
            cost += max(unit.lead, LEAST_LEAD_HEADED)
        else:
            cost += AFTER_CREDIT if phase == ENDED else 0.0
            cost -= DATELINE if unit.dateline else 0.0
    run = 1 if state.last != lang else state.run if is_heading else min(3, state.run + 1)
    decision = Decision(
        "heading" if is_heading else "body", opens=opens, opens_group=False, double=state.double, owner=lang
    )
    found.append((_State(state.double, lang, _with(state.phases, lang, after), run), cost, decision))


NEIGHBOURS = 3  # paragraphs on either side that cohesion looks at: a lead's names come back at once
COHESION = 5.0  # weight of the difference of two shares of 0 to 1; leads and later paragraphs differ by .1 to .4
ENOUGH: dict[Lang, int] = {"zh": 40, "en": 20}  # terms from which on a paragraph's share is trusted in full: a sentence's
DOUBTFUL = -3.5  # below this evidence no cohesion makes a lead


def add_cohesion(units: Sequence[Unit]) -> None:
    """Add to each unit's `lead` what it shares with the paragraphs before and behind it in its language."""
    for lang in LANGS:
        stream = [unit for unit in units if unit.kind == "text" and unit.lang == lang and unit.body > unit.heading]
        words = [terms(unit.text, unit.lang) for unit in stream]
        rarity = rarities(words)
        for n, unit in enumerate(stream):
            _known_person(unit, stream[max(0, n - 3) : n])
            if unit.lead < DOUBTFUL or n == 0:
                continue
            before = frozenset().union(*words[max(0, n - NEIGHBOURS) : n])
            behind = frozenset().union(*words[n + 1 : n + 1 + NEIGHBOURS])
            pull = shared(words[n], behind, rarity) - shared(words[n], before, rarity)
            weight = max(-4.0, min(4.0, COHESION * pull * min(1.0, len(words[n]) / ENOUGH[lang])))
            unit.lead += weight
            unit.reasons.append(
                Evidence(
                    round(weight, 2),
                    "shares more with what follows" if weight > 0 else "shares more with what precedes",
                )
            )


def _known_person(unit: Unit, before: Sequence[Unit]) -> None:
    """Weigh whether the person of whom the unit's first words speak was named before, and whether an item just closed."""
    if not before:
        return
    name = subject(unit.text, unit.lang)
    if name is not None and any(named_in_full(name, earlier.text, unit.lang) for earlier in before):
        unit.lead -= KNOWN
        unit.reasons.append(Evidence(-KNOWN, f"{name} was named before"))
    if closes(before[-1].text, unit.lang):
        unit.lead += 1.0
        unit.reasons.append(Evidence(1.0, "the paragraph before says who attended"))


KNOWN = 3.5  # an item's first sentence gives the office of whom it speaks
