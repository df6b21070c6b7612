"""What may follow what in a bulletin, and what it costs: the grammar that the best labelling obeys.

A bulletin is a row of groups. A single group is one article; a double group is one item printed paragraph by paragraph,
its Chinese and its English article by turns. An article is up to four lines of heading, then paragraphs, then credits
that close it. `steps` gives what a unit of some traits may be behind a state; `sequence` searches with it.

The costs are log-odds by judgement on the scale of `layout`; each says what it weighs against what. To see what they
do, label texts of known articles again; they are not fitted to any.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeVar

Value = TypeVar("Value")
Label = Literal["heading", "body", "credit", "furniture", "reject"]

# An item without headline behind another: 4 in 100, so only a clear lead may open one. At 2.8 one Chinese lead in 100
# is missed and one later paragraph in 800 taken for one (54 annotated items in shuffled rows, headlines taken away);
# English leads are rewritten more freely: at 3.3 one in seven is missed, and one
# later paragraph in 50 taken for one, which the want of a second paragraph mostly prevents.
HEADLESS = (-2.8, -3.3)
HEADLESS_FIRST = -0.3  # the first item of a file: the page's title carried its headline in every third text
DATELINE = 6.0  # a dateline opens an item; one inside an item is all but impossible
ORPHAN = -6.0  # a heading without a text
MORE_HEADING = (
    -1.0,
    -1.7,
    -2.4,
)  # a second line of heading, a third, a fourth: usual, but behind a text a new item's is likelier
AFTER_CREDIT = -7.0  # text behind the credit that closed its article
DOUBLE = -3.0  # a double group among single ones; a file keeps to its layout
DOUBLE_AGAIN = -1.0
SECOND_HEADLESS = -1.0  # the second article of a double group without headline
RESUME = (0.0, 0.0, -2.0, -4.0)  # going on in a language behind 0, 1, 2, 3 and more paragraphs of the other
SAME_AGAIN = -0.3  # two paragraphs of one language in a row in a double group: the other may have ended
CROSSHEAD = -2.9  # a heading inside an item, as part of its text: nearly as dear as a reject
# Neither heading nor text: dearer than a second line of heading, cheaper than an orphan; a line that ends as a sentence
# does hardly ever is neither. It costs more than the surest lead below it may gain: with -8, ten of 912 articles fewer
# are found in rows without three in ten headlines.
REJECT, REJECT_SENTENCE = -3.0, -12.0
BREAK = 1.0  # a masthead, an end mark or navigation stands before: a new item is likelier

# An item of one paragraph without a credit behind it: 7 of 436 annotated articles. Where it has a headline, and so has
# what follows, it is likelier that it is one than that its headline is a crosshead: of 450 articles in rows, some of
# them so short, 444 are found with 0 to -1, 442 with -2, 436 with -3.5.
SHORT, SHORT_HEADED = -3.5, -1.0

UNDATED = -2.7  # an item of which no paragraph names a day: 1 in 15

# No article yet; a first, second, third, fourth line of heading; one paragraph, one under a headline; a crosshead
# behind a text; several paragraphs; closed
NONE, HEAD1, HEAD2, HEAD3, HEAD4, TEXT1, HEADED1, CROSS, TEXT, ENDED = range(10)


class Decision(NamedTuple):
    """The label of a unit, whether it opens an article, and whether that opens a group."""

    label: Label
    opens: bool
    opens_group: bool
    double: bool
    owner: int  # 0 zh, 1 en: whose article of the group it is in; -1 for none


class State(NamedTuple):
    """Where a reading stands: kind of group, last language, phases of both articles, whether dated, the run so far."""

    double: bool
    last: int  # 0 zh, 1 en, -1 before the first article
    phases: tuple[int, int]
    dated: tuple[bool, bool]
    run: int  # paragraphs of the language last read since the other's, 3 and more are one


class Traits(NamedTuple):
    """What the grammar asks of a unit; its evidence adds only numbers."""

    kind: Literal["text", "credit", "furniture"]
    lang: int
    credit_of: int  # whose credit it is, by its words; -1 where they do not tell
    may_head: bool
    may_tell: bool
    may_leave: bool
    dateline: bool
    closed: bool
    long: bool
    dated: bool
    behind_break: bool


class Step(NamedTuple):
    """One way on: the next state, its cost, which of the unit's values is added to it, and what was decided."""

    state: State
    cost: float
    value: int
    decision: Decision


# The values of a unit that steps add: nothing, its weight as a heading, as a paragraph, as the paragraph that opens an
# item without a headline, as the one under a headline, as furniture, as a further line of a heading.
NOTHING, AS_HEADING, AS_BODY, AS_LEAD, AS_FIRST, AS_FURNITURE, AS_MORE_HEADING = range(7)

START = State(double=False, last=-1, phases=(NONE, NONE), dated=(False, False), run=0)
FURNITURE = Decision("furniture", opens=False, opens_group=False, double=False, owner=-1)
REJECTED = Decision("reject", opens=False, opens_group=False, double=False, owner=-1)


CLOSING = {**dict.fromkeys((HEAD1, HEAD2, HEAD3, HEAD4, CROSS), ORPHAN), TEXT1: SHORT}


def closing_cost(state: State, *, headed: bool) -> float:
    """What it costs to leave the state's articles as they are: a heading wants a text, a text several paragraphs.

    `headed` says that what follows has a headline, or that nothing follows.
    """
    cost = sum(CLOSING.get(phase, 0.0) for phase in state.phases)
    cost += state.phases.count(HEADED1) * (SHORT_HEADED if headed else SHORT)
    return cost + sum(
        UNDATED for phase, dated in zip(state.phases, state.dated, strict=True) if phase >= TEXT1 and not dated
    )


def steps(state: State, traits: Traits) -> tuple[Step, ...]:
    """What a unit of these traits may be behind `state`; at most nine ways."""
    if traits.kind == "furniture":
        return (Step(state, 0.0, NOTHING, FURNITURE),)
    if traits.kind == "credit":
        return (_credit(state, traits),)
    found = [Step(state, REJECT if traits.may_head else REJECT_SENTENCE, NOTHING, REJECTED)]
    if traits.may_leave:
        found.append(Step(state, 0.0, AS_FURNITURE, FURNITURE))
    if traits.may_head:
        found += _opening(state, traits, is_heading=True)
        found += _heading_on(state, traits)
    if traits.may_tell:
        found += _opening(state, traits, is_heading=False)
        found += _telling_on(state, traits)
    return tuple(found)


def _credit(state: State, traits: Traits) -> Step:
    """A credit that stands alone goes to an article that is open, and closes it unless it stands under its headline."""
    owner = state.last
    if state.double and traits.credit_of >= 0 and state.phases[traits.credit_of] != NONE:
        owner = traits.credit_of
    if owner < 0:
        return Step(state, 0.0, NOTHING, REJECTED)
    phase = state.phases[owner]
    after = state._replace(phases=_with(state.phases, owner, ENDED if phase >= TEXT1 else phase))
    return Step(after, 0.0, NOTHING, _within("credit", state, owner))


def _opening(state: State, traits: Traits, *, is_heading: bool) -> list[Step]:
    """The unit opens a new article in a new group, single or double."""
    cost = closing_cost(state, headed=is_heading) + (BREAK if traits.behind_break else 0.0)
    if not is_heading:
        cost += HEADLESS_FIRST if state.last < 0 else HEADLESS[traits.lang]
    phase = HEAD1 if is_heading else _told(NONE, traits)
    phases = _with((NONE, NONE), traits.lang, phase)
    found = []
    for double in (False, True):
        extra = 0.0 if not double else DOUBLE_AGAIN if state.double else DOUBLE
        dated = _with((False, False), traits.lang, is_heading is False and traits.dated)
        after = State(double, traits.lang, phases, dated, int(not is_heading))
        label: Label = "heading" if is_heading else "body"
        decision = Decision(label, opens=True, opens_group=True, double=double, owner=traits.lang)
        found.append(Step(after, cost + extra, AS_HEADING if is_heading else AS_LEAD, decision))
    return found


def _heading_on(state: State, traits: Traits) -> list[Step]:
    """The unit is a further line of its article's heading, the first of a second article's, or a crosshead."""
    phase = state.phases[traits.lang]
    if not _same_group(state, traits) or phase == HEAD4:
        return []
    if phase >= TEXT1:
        cost = _turn(state, traits) + CROSSHEAD + (AFTER_CREDIT if phase == ENDED else 0.0)
        after = state._replace(last=traits.lang, phases=_with(state.phases, traits.lang, CROSS))
        return [Step(after, cost, AS_HEADING, _within("body", state, traits.lang))]
    cost = _turn(state, traits) + (MORE_HEADING[phase - HEAD1] if phase else 0.0)
    run = state.run if state.last == traits.lang else 1
    after = State(state.double, traits.lang, _with(state.phases, traits.lang, phase + 1), state.dated, run)
    value = AS_MORE_HEADING if phase else AS_HEADING
    return [Step(after, cost, value, _within("heading", state, traits.lang))]


def _telling_on(state: State, traits: Traits) -> list[Step]:
    """The unit is a paragraph of its language's article in the group that is open."""
    if not _same_group(state, traits):
        return []
    phase = state.phases[traits.lang]
    cost, value = _turn(state, traits), AS_BODY
    if phase == NONE:
        cost, value = cost + SECOND_HEADLESS, AS_LEAD
    elif phase <= HEAD4:
        value = AS_FIRST
    else:
        cost += (AFTER_CREDIT if phase == ENDED else 0.0) - (DATELINE if traits.dateline else 0.0)
        if (
            state.double
            and state.last == traits.lang
            and state.phases[1 - traits.lang] in (TEXT1, HEADED1, CROSS, TEXT, NONE)
        ):
            cost += SAME_AGAIN
    run = min(3, state.run + 1) if state.last == traits.lang else 1
    phases = _with(state.phases, traits.lang, _told(phase, traits))
    dated = _with(state.dated, traits.lang, state.dated[traits.lang] or traits.dated)
    after = State(state.double, traits.lang, phases, dated, run)
    return [Step(after, cost, value, _within("body", state, traits.lang))]


def _told(phase: int, traits: Traits) -> int:
    """The phase behind a paragraph."""
    if traits.closed:
        return ENDED
    if phase >= TEXT1 or traits.long:
        return TEXT
    return HEADED1 if HEAD1 <= phase <= HEAD4 else TEXT1


def _same_group(state: State, traits: Traits) -> bool:
    return state.double or state.last == traits.lang


def _turn(state: State, traits: Traits) -> float:
    """What it costs to take up this language again, behind so many paragraphs of the other."""
    return RESUME[state.run] if state.double and state.last != traits.lang else 0.0


def _within(label: Label, state: State, owner: int) -> Decision:
    opens = state.phases[owner] == NONE
    return Decision(label, opens=opens, opens_group=False, double=state.double, owner=owner)


def _with(pair: tuple[Value, Value], at: int, value: Value) -> tuple[Value, Value]:
    """The pair with `value` at one of its places."""
    return (value, pair[1]) if at == 0 else (pair[0], value)
