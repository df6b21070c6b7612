"""Restore a raw bulletin: undo what scraping and converting did to it, and say what was undone, and where.

In: the decoded text of a file. Out: its lines, restored and in simplified characters, every character with its raw
span; a `Repair` for each place; warnings for what looks damaged and could not be undone. Lines are never joined, split,
moved or dropped. What the lines are (headline, body, furniture) is left to `segment`.

    page -> controls, markup -> torn characters, shifted runs -> injected readings -> spacing, punctuation -> script

Each step sees the whole page, because a page is converted, annotated and damaged in one way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.documents import CleanLine, CleanText, Repair
from bulletin_corpus.language.restoring.lost_marks import filtered_words, lost_apostrophes, lost_date_marks, lost_spaces
from bulletin_corpus.language.restoring.markup import controls, entities, indents, tags
from bulletin_corpus.language.restoring.punctuation import doubled_commas, full_width, spaces_in_dates
from bulletin_corpus.language.restoring.readings import injected_readings
from bulletin_corpus.language.restoring.script import simplify, traditional_parts
from bulletin_corpus.language.restoring.torn import torn_places, torn_places_left
from bulletin_corpus.offsets import Edit, MappedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINE_END = re.compile(r"\r\n|[\n\r\u2028]")


MAX_ROUNDS = 12
"""Hostile text may nest deeper; what is left then is left."""


def clean(text: str) -> CleanText:
    """The restored lines of a bulletin, with all repairs in order of their raw place.

    Args:
        text: the decoded raw file, without byte order mark, line ends untouched.

    Returns:
        One line for each raw line (a last line end opens no further line). Cleaning the outcome again changes nothing.
    """
    page = MappedText.from_raw(text).edited(_line_ends(text))
    repairs: list[Repair] = []
    for _ in range(MAX_ROUNDS):
        before = len(repairs)
        page = _stepped(page, UNCOVERING, repairs)
        if len(repairs) == before:
            break
    page = _stepped(page, STEPS, repairs)
    for _ in range(MAX_ROUNDS):
        widened = _widened(page, repairs)
        if not widened:
            break
        page = page.edited(widened)
    repairs.sort(key=itemgetter(1, 2))
    raw_spans = _raw_spans(text)
    spans = _spans(page.text)[: len(raw_spans)]
    warnings = tuple(_warnings(page, raw_spans))
    page = _simplified(page, spans)
    lines = [
        CleanLine(number, page[start:end], raw_start, raw_end)
        for number, ((start, end), (raw_start, raw_end)) in enumerate(zip(spans, raw_spans, strict=True), 1)
    ]
    return CleanText(tuple(lines), tuple(repairs), warnings)


def _stepped(page: MappedText, steps: Iterable[Step], repairs: list[Repair]) -> MappedText:
    """The page after these steps, each repair added to `repairs`."""
    for find in steps:
        edits = find(page.text)
        if edits:
            repairs.extend(_repairs(page, edits))
            n_ends = page.text.count("\n")
            page = page.edited(edits)
            if page.text.count("\n") != n_ends:
                raise ValueError(f"{edits[0].rule} takes out or adds a line end")
    return page


def _line_ends(text: str) -> list[Edit]:
    """Every line end as LF, so that nothing that is taken out between CR and LF makes one of two line ends."""
    if "\r" not in text and "\u2028" not in text:
        return []
    return [Edit(match.start(), match.end(), "\n", "") for match in LINE_END.finditer(text)]


def _torn(page: str) -> list[Edit]:
    return [Edit(place.start, place.end, place.text, place.rule) for place in torn_places(page)]


def _readings(page: str) -> list[Edit]:
    return [Edit(one.start, one.end, "", "reading.injected") for one in injected_readings(page)]


def _date_marks(page: str) -> list[Edit]:
    return lost_date_marks(page)[0]


Step = Callable[[str], list[Edit]]

UNCOVERING: tuple[Step, ...] = (controls, entities, tags, indents, _torn)
STEPS: tuple[Step, ...] = (_readings, doubled_commas, spaces_in_dates, _date_marks, lost_spaces, lost_apostrophes)
"""What is undone, in order; each step finds its edits in the text that the one before left. One of the first group may
uncover what another of it undoes (entities that make tags)."""


def _warnings(page: MappedText, raw_spans: list[tuple[int, int]]) -> Iterator[str]:
    """What looks damaged and was left, with its raw line."""
    ends = [end for _, end in raw_spans]

    def line_of(place: int) -> int:
        return bisect_left(ends, int(page.starts[place])) + 1

    for start, end in torn_places_left(page.text):
        yield f"line {line_of(start)}: {page.text[start:end]!r} looks torn and was left"
    for doubtful in lost_date_marks(page.text)[1]:
        yield f"line {line_of(page.text.index(doubtful))}: {doubtful} can be read as two dates and was left"
    for letters in filtered_words(page.text):
        yield f"line {line_of(page.text.index(letters))}: {letters!r} looks like a filtered word and was left"
    n_bad = page.text.count("\N{REPLACEMENT CHARACTER}")
    if n_bad:
        first = line_of(page.text.index("\N{REPLACEMENT CHARACTER}"))
        yield f"line {first}: the first of {n_bad} places that could not be decoded"


def _widened(page: MappedText, repairs: list[Repair]) -> list[Edit]:
    """One edit that gives Chinese punctuation its width back, each place recorded in `repairs`."""
    places = full_width(page.text)
    if not places:
        return []
    repairs.extend(_repairs(page, [Edit(at, at + 1, new, "width.punctuation") for at, new in places]))
    first = places[0][0]
    parts: list[str] = []
    done = first
    for at, new in places:
        parts += (page.text[done:at], new)
        done = at + 1
    return [Edit(first, done, "".join(parts), "width.punctuation")]


def _repairs(page: MappedText, edits: list[Edit]) -> Iterator[Repair]:
    starts = np.append(page.starts, page.ends[-1:])[[edit.start for edit in edits]].tolist()
    ends = page.ends[[edit.end - 1 for edit in edits]].tolist() if len(page) else starts
    for (start, end, new, rule), first, last in zip(edits, starts, ends, strict=True):
        yield Repair(rule, first, last if start < end else first, page.text[start:end], new)


def _spans(page: str) -> list[tuple[int, int]]:
    """`[start, end)` of each line of a page whose lines end at LF, also of an empty one behind the last line end."""
    ends = list(accumulate((len(line) + 1 for line in page.split("\n")), initial=0))
    return [(start, end - 1) for start, end in pairwise(ends)]


def _raw_spans(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each raw line, its end not included; a last line end opens no further line."""
    if "\r" not in text and "\u2028" not in text:
        spans = _spans(text)
    else:
        breaks = [match.span() for match in LINE_END.finditer(text)]
        starts = [0, *(end for _, end in breaks)]
        spans = list(zip(starts, [*(start for start, _ in breaks), len(text)], strict=True))
    return spans if spans[-1][0] < spans[-1][1] else spans[:-1]


def _simplified(page: MappedText, spans: list[tuple[int, int]]) -> MappedText:
    """The page in simplified characters; what was printed is kept."""
    spans = [(start, end) for start, end in spans if not page.text[start:end].isascii()]
    traditional = [span for span, is_so in zip(spans, traditional_parts(page.text, spans), strict=True) if is_so]
    if not traditional:
        return page
    converted = simplify("\n".join(page.text[start:end] for start, end in traditional))
    parts, at, done = [], 0, 0
    for start, end in traditional:
        parts += [page.text[done:start], converted[at : at + end - start]]
        at, done = at + end - start + 1, end
    return page.converted("".join([*parts, page.text[done:]]))
