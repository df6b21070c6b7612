"""Restore a raw bulletin: undo what scraping and converting did to it, and say what was undone, and where.

In: the decoded text of a file. Out: its lines, restored and in simplified characters, every character with its raw
span; a `Repair` for each place; warnings for what looks damaged and could not be undone. Lines are never joined, split,
moved or dropped. What the lines are (headline, body, furniture) is left to `segment`.

    page -> controls, markup -> torn characters, shifted runs -> injected readings -> spacing, punctuation -> script

Each step sees the whole page, because a page is converted, annotated and damaged in one way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.documents import CleanLines, CleanText, Repair, Repairs
from bulletin_corpus.language.restoring.lost_marks import filtered_words, lost_apostrophes, lost_date_marks, lost_spaces
from bulletin_corpus.language.restoring.markup import controls, entities, indents, tags
from bulletin_corpus.language.restoring.punctuation import doubled_commas, full_width, spaces_in_dates
from bulletin_corpus.language.restoring.readings import reading_spans
from bulletin_corpus.language.restoring.script import character_codes, simplify, traditional_parts
from bulletin_corpus.language.restoring.torn import DOUBTFUL, torn_places, torn_places_left
from bulletin_corpus.offsets import Edits, MappedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

BAD = "\N{REPLACEMENT CHARACTER}"
LINE_END = re.compile(r"\r\n|[\n\r\u2028]")
NOWHERE = np.zeros(0, dtype=np.int64)


MAX_WARNINGS = 20
"""Of each kind; a page with more of them is damaged throughout."""

MAX_ROUNDS = 24
"""So many times a step changes a page at most; hostile text may nest deeper, and what is left then is left. The pages
that `benchmarks/restoring.py` restores take one to three."""

MAX_PASSES = 3
"""So many times all is done at most, where converting a page shows more to undo: twice for mixed pages of fuzzing."""


def clean(text: str) -> CleanText:
    """The restored lines of a bulletin, with all repairs in order of their raw place.

    Args:
        text: the decoded raw file, without byte order mark, line ends untouched.

    Returns:
        One line for each raw line (a last line end opens no further line). Cleaning the outcome again changes nothing.
    """
    page = MappedText.from_raw(text).edited(_line_ends(text))
    made = _Made()
    for _ in range(MAX_PASSES):
        page = _restored(page, MARKUP, made)
        page = _edited(page, _torn(page.text), made)
        page = _restored(page, STEPS, made)
        page = _edited(page, full_width(page.text), made)
        page = _simplified(page)
        if not reading_spans(page.text) and not torn_places(page.text):  # what was traditional in some lines only
            break
    raw_spans = _raw_spans(text)
    lines = CleanLines(page, _spans(page.text)[: len(raw_spans)], raw_spans)
    warnings = (*_warnings_of_repairs(made.doubtful, raw_spans), *_warnings(page, raw_spans))
    return CleanText(lines, made.repairs(), warnings)


class _Made:
    """The repairs that were made so far, by columns."""

    def __init__(self) -> None:
        self._rules: list[str] = []
        self._before: list[str] = []
        self._after: list[str] = []
        self._spans: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        self._known: dict[str, str] = {}
        self.doubtful: list[Repair] = []

    def add(self, page: MappedText, edits: Edits) -> None:
        """These edits of the page as repairs; at least one."""
        starts, ends, texts, rules = edits
        firsts, lasts = page.raw_spans(np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64))
        self._spans.append((firsts, lasts))
        found = [page.text[start:end] for start, end in zip(starts, ends, strict=True)]
        known = {text: self._known.setdefault(text, text) for text in set(found)}
        before = list(map(known.__getitem__, found))  # what stands often is held once
        self._before += before
        self._after += texts
        self._rules += rules
        if DOUBTFUL.intersection(rules):
            columns = (rules, firsts.tolist(), lasts.tolist(), before, texts)
            self.doubtful += [repair for repair in map(Repair, *columns) if repair.rule in DOUBTFUL]

    def repairs(self) -> Repairs:
        """All of them."""
        starts, ends = zip(*self._spans, strict=True) if self._spans else ([NOWHERE], [NOWHERE])
        return Repairs(self._rules, np.concatenate(starts), np.concatenate(ends), self._before, self._after)


def _restored(page: MappedText, steps: tuple[Step, ...], made: _Made) -> MappedText:
    """The page in which no step finds anything, each repair added to `made`.

    The first step that finds something makes its edits, again and again: what was taken out may have covered what any
    step undoes (entities make tags, a comma parts an entity).
    """
    for _ in range(MAX_ROUNDS):
        edits = next((found for find in steps if (found := find(page.text)) is not None), None)
        if edits is None:
            break
        page = _edited(page, edits, made)
    return page


def _edited(page: MappedText, edits: Edits | None, made: _Made) -> MappedText:
    """The page with these edits made, each repair added to `made`."""
    if edits is None:
        return page
    made.add(page, edits)
    edited = page.edited(edits)
    if edited.text.count("\n") != page.text.count("\n"):
        raise ValueError(f"{edits.rules[0]} takes out or adds a line end")
    return edited


def _line_ends(text: str) -> Edits | None:
    """Every line end as LF, so that nothing that is taken out between CR and LF makes one of two line ends."""
    if "\r" not in text and "\u2028" not in text:
        return None
    return Edits.alike([match.span() for match in LINE_END.finditer(text)], "\n", "")


def _torn(page: str) -> Edits | None:
    return Edits.of(torn_places(page))


def _readings(page: str) -> Edits | None:
    return Edits.alike(reading_spans(page), "", "reading.injected")


def _date_marks(page: str) -> Edits | None:
    return Edits.of(lost_date_marks(page)[0])


Step = Callable[[str], "Edits | None"]

MARKUP: tuple[Step, ...] = (controls, entities, tags, indents)
STEPS: tuple[Step, ...] = (
    *MARKUP,
    _readings,
    doubled_commas,
    spaces_in_dates,
    _date_marks,
    lost_spaces,
    lost_apostrophes,
)
"""What is undone, in order; torn characters before, while the readings beside them still show the page's table."""


def _warnings_of_repairs(doubtful: Sequence[Repair], raw_spans: NDArray[np.int64]) -> Iterator[str]:
    """What was restored although a near rival reads a part of it otherwise, with its raw line."""
    for repair in doubtful[:MAX_WARNINGS]:
        line = int(raw_spans[:, 1].searchsorted(repair.char_start)) + 1
        yield f"line {line}: {repair.before!r} was restored as {repair.after!r}, a part of which is doubtful"
    if len(doubtful) > MAX_WARNINGS:
        yield f"{len(doubtful) - MAX_WARNINGS} more such restorations as the last one"


def _warnings(page: MappedText, raw_spans: NDArray[np.int64]) -> Iterator[str]:
    """What looks damaged and was left, with its raw line."""
    n_bad, first_bad = page.text.count(BAD), page.text.find(BAD)
    for places, what in (
        (torn_places_left(page.printed), "{!r} looks torn and was left"),
        (lost_date_marks(page.text)[1], "{} can be read as two dates and was left"),
        (filtered_words(page.text), "{!r} looks like a filtered word and was left"),
        ([(first_bad, first_bad + 1)] if n_bad else [], f"the first of {n_bad} places that could not be decoded"),
    ):
        for start, end in places[:MAX_WARNINGS]:
            line = int(raw_spans[:, 1].searchsorted(page.starts[start])) + 1
            yield f"line {line}: {what.format(page.printed[start:end])}"
        if len(places) > MAX_WARNINGS:
            yield f"{len(places) - MAX_WARNINGS} more such places as the last one"


def _spans(page: str) -> NDArray[np.int64]:
    """`[start, end)` of each line of a page whose lines end at LF, also of an empty one behind the last line end."""
    ends = np.append(np.flatnonzero(character_codes(page) == ord("\n")), len(page))
    return np.column_stack((np.append(0, ends[:-1] + 1), ends))


def _raw_spans(text: str) -> NDArray[np.int64]:
    """`[start, end)` of each raw line, its end not included; a last line end opens no further line."""
    if "\r" not in text and "\u2028" not in text:
        spans = _spans(text)
    else:
        breaks = np.array([match.span() for match in LINE_END.finditer(text)], dtype=np.int64)
        spans = np.column_stack((np.append(0, breaks[:, 1]), np.append(breaks[:, 0], len(text))))
    return spans if spans[-1][0] < spans[-1][1] else spans[:-1]


def _simplified(page: MappedText) -> MappedText:
    """The page in simplified characters; what was printed is kept."""
    spans = [(start, end) for start, end in _spans(page.text).tolist() if not page.text[start:end].isascii()]
    traditional = [span for span, is_so in zip(spans, traditional_parts(page.text, spans), strict=True) if is_so]
    if not traditional:
        return page
    converted = simplify("\n".join(page.text[start:end] for start, end in traditional))
    parts, at, done = [], 0, 0
    for start, end in traditional:
        parts += [page.text[done:start], converted[at : at + end - start]]
        at, done = at + end - start + 1, end
    return page.converted("".join([*parts, page.text[done:]]))
