"""The words of an article that values rest on, found in its sentences by their raw offsets.

In: an article's sentences, mentions and the evidence of its item's records, all with raw offsets. Out: `Mark`s, and
the sentences cut into runs. A restored sentence is not as long as its raw text, so a mark is looked for in the sentence
that holds its raw offset: of several places with the same words, the free one that lies most alike.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bulletin_corpus.records import Evidence, Mention, Sentence

Run = str | tuple[str, int]
"""A stretch of a sentence: plain, or with the number of its mark."""

KINDS = {
    "official": "person",
    "date_start": "date",
    "date_end": "date",
    "place_zh": "place",
    "place_en": "place",
    "venue_zh": "place",
    "venue_en": "place",
}
"""The kind of the marks of a field; of all other fields, `other`."""
RANKS = {"person": 0, "date": 1, "place": 2, "other": 3}
"""Where marks overlap, the one of the smaller rank stands in the text; all are listed as evidence."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of an article and what they say.

    Attributes:
        field: field of the record that rests on them; `official` for a mention.
        text: the words, restored.
        rule: dotted name of the rule that read them.
        char_start, char_end: raw offsets.
        official_id: whom a mention names.
    """

    field: str
    text: str
    rule: str
    char_start: int
    char_end: int
    official_id: str | None = None

    @property
    def kind(self) -> str:
        """person, date, place or other."""
        return KINDS.get(self.field, "other")


def marks_of(mentions: Iterable[Mention], evidence: Iterable[Evidence]) -> list[Mark]:
    """The marks of one article by raw offset, each place and field once."""
    found = {
        (one.char_start, one.char_end, "official"): Mark(
            "official", one.name, one.rule, one.char_start, one.char_end, one.official_id
        )
        for one in mentions
    }
    for one in evidence:
        if (one.char_start, one.char_end, "official") in found and one.field in ("participants", "speakers"):
            continue  # the mention says more
        mark = Mark(one.field, one.text, one.rule, one.char_start, one.char_end)
        found.setdefault((one.char_start, one.char_end, one.field), mark)
    return [found[key] for key in sorted(found)]


def cut(sentences: Sequence[Sentence], marks: Sequence[Mark]) -> list[list[Run]]:
    """The text of each sentence as runs, joined again the text itself; marks that overlap a better one are left out."""
    starts = [sentence.char_start for sentence in sentences]
    held: list[list[tuple[int, int, int]]] = [[] for _ in sentences]
    for number in sorted(range(len(marks)), key=lambda at: (RANKS[marks[at].kind], at)):
        mark = marks[number]
        at = bisect_right(starts, mark.char_start) - 1
        if at < 0 or mark.char_start >= sentences[at].char_end:
            continue  # in the headline or a credit
        place = _place(sentences[at], mark, held[at])
        if place is not None:
            held[at].append((place, place + len(mark.text), number))
    return [_runs(sentence.text, sorted(taken)) for sentence, taken in zip(sentences, held, strict=True)]


def _place(sentence: Sentence, mark: Mark, held: Sequence[tuple[int, int, int]]) -> int | None:
    """Where the mark's words stand in the sentence, or None; the free place nearest to where the raw offset points."""
    if not mark.text:
        return None
    share = (mark.char_start - sentence.char_start) / max(1, sentence.char_end - sentence.char_start)
    pointed = round(share * len(sentence.text))
    right = _free(sentence.text, mark.text, pointed, held, 1)
    left = _free(sentence.text, mark.text, pointed - 1, held, -1)
    return min((at for at in (left, right) if at is not None), key=lambda at: abs(at - pointed), default=None)


def _free(text: str, words: str, at: int, held: Sequence[tuple[int, int, int]], step: int) -> int | None:
    """The first place of the words from `at` on, to the right (step 1) or to the left (-1), that nothing holds."""
    while True:
        at = text.find(words, at) if step > 0 else text.rfind(words, 0, max(0, at + len(words)))
        if at < 0:
            return None
        holder = next((one for one in held if at < one[1] and one[0] < at + len(words)), None)
        if holder is None:
            return at
        at = holder[1] if step > 0 else holder[0] - len(words)
        if at < 0:
            return None


def _runs(text: str, taken: Sequence[tuple[int, int, int]]) -> list[Run]:
    runs: list[Run] = []
    done = 0
    for start, end, number in taken:
        if start > done:
            runs.append(text[done:start])
        runs.append((text[start:end], number))
        done = end
    if done < len(text) or not runs:
        runs.append(text[done:])
    return runs


def paragraphs(body: str, sentences: Sequence[Sentence]) -> list[int]:
    """How many sentences each paragraph of the body holds, in order; their sum is the number of sentences."""
    counts: list[int] = []
    done = 0
    for sentence in sentences:
        at = body.find(sentence.text, done)
        if not counts or "\n" in body[done : max(done, at)]:
            counts.append(0)
        counts[-1] += 1
        done = max(done, at + len(sentence.text))
    return counts
