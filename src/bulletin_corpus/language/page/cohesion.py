"""What neighbouring paragraphs share: a lead shares its names with what follows, a later paragraph with what precedes.

Adds to the evidence of each unit that it opens an item or goes on with one. Weights are log-odds by judgement, see
`layout`. Over shuffled rows of annotated items, the difference of the two shares alone puts a lead above a later
paragraph in 98 of 100 comparisons in Chinese, in 95 in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.page.headlines import one_phrase
from bulletin_corpus.language.page.layout import Evidence
from bulletin_corpus.language.page.leads import closes, named_in_full, subject
from bulletin_corpus.language.page.shares import NEIGHBOURS, shares, terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from bulletin_corpus.language.page.sequence import Unit
    from bulletin_corpus.records import Lang

COHESION = 6.0  # weight of the difference of two shares of 0 to 1; leads and later paragraphs differ by .1 to .4
# What a file's last paragraph would share with what stands behind it: of 450 articles in rows, some of them of one
# paragraph, 442 are found; with 0 and with .15 two fewer.
NOTHING_BEHIND = 0.3
OFFSET = 0.2  # what a later English paragraph and those behind it share with those before it, on average
# terms from which on a paragraph's share is trusted in full: those of a sentence
ENOUGH: dict[Lang, int] = {"zh": 40, "en": 20}
DOUBTFUL = -2.6  # below this evidence no cohesion makes a lead


def add_cohesion(units: Sequence[Unit]) -> None:
    """Add to each unit's `lead` what it shares with the paragraphs before and behind it in its language."""
    told = [unit for unit in units if unit.kind == "text" and unit.body > unit.heading]
    langs: tuple[Lang, ...] = ("zh", "en")
    streams = [[unit for unit in told if unit.lang == lang] for lang in langs]
    found = shares(*([unit.text for unit in stream] for stream in streams))
    for lang, stream, share in zip(langs, streams, found, strict=True):
        for n, (unit, size, before, behind, both) in enumerate(zip(stream, *share, strict=True)):
            _known_person(unit, stream[max(0, n - 3) : n])
            if unit.lead < DOUBTFUL or n == 0:
                continue
            pull = (behind if n + 1 < len(stream) else NOTHING_BEHIND) - before
            if lang == "en":  # rewritten leads name few persons: what follows tells more than they do
                pull += OFFSET - both
            weight = max(-4.0, min(4.0, COHESION * pull * min(1.0, size / ENOUGH[lang])))
            unit.lead += weight
            side = "follows" if weight > 0 else "precedes"
            unit.opening.append(Evidence(round(weight, 2), f"shares more with what {side}"))


def _known_person(unit: Unit, before: Sequence[Unit]) -> None:
    """Weigh whether the person of whom the unit speaks first was named before, and whether an item just closed."""
    if not before:
        return
    name = subject(unit.text, unit.lang)
    if name is not None and any(named_in_full(name, earlier.text, unit.lang) for earlier in before):
        unit.lead -= KNOWN
        unit.opening.append(Evidence(-KNOWN, f"{name} was named before"))
    if closes(before[-1].text, unit.lang):
        unit.lead += CLOSED
        unit.opening.append(Evidence(CLOSED, "the paragraph before says who attended"))


KNOWN = 3.5  # an item's first sentence gives the office of whom it speaks
CLOSED = 1.5  # who attended is said last


APART = -2.5  # two lines of heading of which one has no word in common with the text below: a list, no headline
STRANGER = 1.0  # of the two, the one with less in common with the text is the stranger
MISFIT = 0.1  # share of a line's terms that the text below holds; of 108 headlines 4 have less


def add_fit(units: Sequence[Unit]) -> None:
    """Say of each line that may be a heading whether it can be one with the line before it, by the text below them."""
    for n in range(len(units) - 2, -1, -1):
        first, second = units[n], units[n + 1]
        if not (_may_head(first) and _may_head(second) and first.lang == second.lang):
            continue
        below = [unit.text for unit in units[n + 2 : n + 10] if unit.lang == first.lang and not _may_head(unit)][
            :NEIGHBOURS
        ]
        body = "\n".join(below)
        known = terms(body, first.lang)
        fits = [_fit(terms(unit.text, unit.lang), known) for unit in (first, second)]
        if min(fits) < MISFIT and not one_phrase(first.text, second.text, first.lang, body):
            second.apart = APART
            (first if fits[0] <= fits[1] else second).heading -= STRANGER
            second.shape.append(Evidence(APART, "one of the two lines of heading has nothing to do with the text"))


def _may_head(unit: Unit) -> bool:
    return unit.kind == "text" and unit.heading > unit.body


def _fit(here: AbstractSet[str], there: AbstractSet[str]) -> float:
    return len(here & there) / len(here) if len(here) >= 3 else 1.0
