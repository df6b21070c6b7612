"""What neighbouring paragraphs share: a lead shares its names with what follows, a later paragraph with what precedes.

Adds to the evidence of each unit that it opens an item or goes on with one. Weights are log-odds by judgement, see
`layout`. Over shuffled rows of annotated items, the difference of the two shares alone puts a lead above a later
paragraph in 98 of 100 comparisons in Chinese, in 95 in English.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import fsum
from operator import add
from typing import TYPE_CHECKING

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.page.headlines import one_phrase
from bulletin_corpus.language.page.layout import Evidence
from bulletin_corpus.language.page.leads import closes, named_in_full, subject
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from bulletin_corpus.language.page.sequence import Unit
    from bulletin_corpus.records import Lang

HAN_RUN = make_pattern(r"\p{Han}+")
WORDS_EN = make_pattern(r"[\p{L}][\p{L}'’-]{2,}")
NAME_WEIGHT = 3.0  # a name tells an item from the next better than another word does


def terms(text: str, lang: Lang) -> set[str]:
    """The words of a paragraph that may tell its item from another: Chinese character pairs, English names, long words.

    English names keep their capitals; other words, of five letters and more, are cut to six.
    """
    if lang == "zh":
        pairs: set[str] = set()
        for run in HAN_RUN.findall(text, 0, LONGEST_READ):
            pairs.update(map(add, run, run[1:]))
        return pairs
    words = set(_words_en(text[: 2 * LONGEST_READ]))
    names = {word for word in words if word[0].isupper()}
    found = {word.removesuffix("'s") for word in names} - _common()
    found.update([word[:6] for word in words - names if len(word) >= 5])
    return found


def _words_en(text: str) -> list[str]:
    """What `WORDS_EN` finds; text of plain letters is split without a pattern, which takes a third of the time."""
    if not text.isascii():
        for sign, plain in PLAIN_SIGNS:
            text = text.replace(sign, plain)
        if not text.isascii():
            return WORDS_EN.findall(text)
    words = [word.lstrip("'-") for word in text.translate(BLANKS).split()]
    return [word for word in words if len(word) > 2]


# Signs that English texts of plain letters hold; China’s and China's are one word.
PLAIN_SIGNS = (("’", "'"), ("‘", " "), ("“", " "), ("”", " "), ("—", " "), ("–", " "), ("\N{NO-BREAK SPACE}", " "))
BLANKS = {code: " " for code in range(128) if not (chr(code).isalpha() or chr(code) in "'-")}


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("news_words") if row["kind"] == "common")


LONGEST_READ = 400  # characters of a paragraph whose words are compared; the longest of the genre have 900


def rarities(paragraphs: Sequence[AbstractSet[str]]) -> dict[str, float]:
    """The weight of each term that several paragraphs of a bulletin hold: the fewer hold it, the more it tells.

    A term of one paragraph alone weighs nothing: it can be shared with no neighbour. A capitalised word that stands
    small elsewhere only began a sentence.
    """
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        counts.update(paragraph)
    return {
        term: (NAME_WEIGHT if term[0].isupper() and term.lower()[:6] not in counts else 1.0) / count
        for term, count in counts.items()
        if count > 1
    }


def shared(here: AbstractSet[str], there: AbstractSet[str], rarity: Mapping[str, float]) -> float:
    """How much of the weight of `here` stands in `there` too, 0 to 1; all terms of `here` have a weight."""
    total = fsum(map(rarity.__getitem__, here))  # exact, so that the order of a set changes nothing
    return fsum(map(rarity.__getitem__, here & there)) / total if total else 0.0


NEIGHBOURS = 3  # paragraphs on either side that cohesion looks at: a lead's names come back at once
COHESION = 6.0  # weight of the difference of two shares of 0 to 1; leads and later paragraphs differ by .1 to .4
OFFSET = 0.2  # what a later English paragraph and those behind it share with those before it, on average
# terms from which on a paragraph's share is trusted in full: those of a sentence
ENOUGH: dict[Lang, int] = {"zh": 40, "en": 20}
DOUBTFUL = -2.6  # below this evidence no cohesion makes a lead


def add_cohesion(units: Sequence[Unit]) -> None:
    """Add to each unit's `lead` what it shares with the paragraphs before and behind it in its language."""
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        stream = [unit for unit in units if unit.kind == "text" and unit.lang == lang and unit.body > unit.heading]
        words = [terms(unit.text, unit.lang) for unit in stream]
        rarity = rarities(words)
        sizes, words = list(map(len, words)), [found & rarity.keys() for found in words]
        for n, unit in enumerate(stream):
            _known_person(unit, stream[max(0, n - 3) : n])
            if unit.lead < DOUBTFUL or n == 0:
                continue
            before = set[str]().union(*words[max(0, n - NEIGHBOURS) : n])
            behind = set[str]().union(*words[n + 1 : n + 1 + NEIGHBOURS])
            pull = shared(words[n], behind, rarity) - shared(words[n], before, rarity)
            if lang == "en":  # rewritten leads name few persons: what follows tells more than they do
                pull += OFFSET - shared(words[n] | behind, before, rarity)
            weight = max(-4.0, min(4.0, COHESION * pull * min(1.0, sizes[n] / ENOUGH[lang])))
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
