"""The stretches of a line: where its parts stand (dateline, text, credits, stamps) before anyone knows its article.

Decides how one line falls into parts by what can be seen in the line itself. A line of prose is one stretch; a line
that holds both languages, or goes on behind a credit, holds several. Offsets count in the line's restored text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.page.credits import (
    CLOSE,
    OPEN,
    bracket_at_start,
    broken_credit,
    caption,
    credit_at_end,
    credit_at_start,
    read_credit,
)
from bulletin_corpus.language.page.datelines import dateline_end
from bulletin_corpus.language.page.furniture import (
    NAVIGATION,
    end_mark_behind,
    furniture,
    may_be_stamp,
    stamp_before,
    stamp_behind,
)
from bulletin_corpus.language.page.layout import language, language_pieces
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.page.credits import CreditFound
    from bulletin_corpus.records import CreditRole, Lang

LONGEST_PART = 300  # characters; what is peeled off a line's ends is shorter, and longer texts are read no further
# A line that falls into more pieces than this, or has more credits in a row at an edge, is no text of this genre, and
# is cut no further: what is hostile costs no more than a long bulletin. Whole bulletins in one line have 100 pieces.
MOST_PIECES, MOST_PARTS = 1000, 20
SENTENCE_ENDS = "。！？"  # neither a credit nor an end mark or a date ends so
CONTINUED = "credit, continued from the line before"

PartKind = Literal["text", "dateline", "credit", "furniture"]


class LinePart(NamedTuple):
    """`[start, end)` of a line: what it is, why, and the credits that it gives."""

    kind: PartKind
    start: int
    end: int
    reason: str
    credits: tuple[tuple[CreditRole, str], ...] = ()


@dataclass(slots=True)
class Stretch:
    """Parts of a line that belong together: one paragraph with its dateline and credits, one credit, or furniture.

    Attributes:
        lang: of its text; of the line where it has none.
        soft: weak furniture: what the whole line may be recognised as, though a headline's part can look the same.
    """

    lang: Lang | None
    parts: list[LinePart] = field(default_factory=list)
    soft: str | None = None

    @property
    def kind(self) -> PartKind:
        """Text where it holds text or a dateline; credit where it holds no more than credits; else furniture."""
        kinds = [part.kind for part in self.parts]
        if "text" in kinds or "dateline" in kinds:
            return "text"
        return "credit" if "credit" in kinds else "furniture"

    @property
    def text_part(self) -> LinePart | None:
        """Its text without dateline and credits; None where it holds none."""
        for part in self.parts:
            if part.kind == "text":
                return part
        return None


@cache
def _credit_inside() -> regex.Pattern[str]:
    """。(图:滿博) with text behind it: brackets behind a sentence that open with a role's word."""
    words = sorted(
        (row["word"] for row in lexicon("credit_roles") if row["lang"] == "zh" or row["word"].endswith(" by")),
        key=lambda w: (-len(w), w),
    )
    return make_pattern(
        rf"(?<=[。！？!?.”\"’) ）])[{regex.escape(OPEN)}]\s*+(?:{'|'.join(map(regex.escape, words))})", regex.IGNORECASE
    )


def broken_over(first: str, second: str) -> tuple[LinePart, LinePart] | None:
    """The credit that is broken over two lines, as the last part of the one and the first of the other."""
    if not first or not second:
        return None
    if len(second) > 60 and second[0] not in CLOSE and not first.rstrip().endswith((":", "：", *OPEN)):
        return None
    found = broken_credit(first, second)
    if found is None:
        return None
    credit, end = found
    reason = _credit_reason(credit)
    return (
        LinePart("credit", credit.start, credit.end, reason, credit.credits),
        LinePart("credit", 0, end, CONTINUED),
    )


def stretches(text: str, head: LinePart | None = None, tail: LinePart | None = None) -> list[Stretch]:
    """The stretches of a line in order; together their parts hold every character that is not white space.

    Args:
        text: the line, restored.
        head: a part that is known to begin the line.
        tail: a part that is known to end it.
    """
    start, end = _trimmed(text, head.end if head else 0, tail.start if tail else len(text))
    found = _stretches(text, start, end) if start < end else []
    if tail is not None:
        if found and found[-1].kind == "text":
            found[-1].parts.append(tail)
        else:
            found.append(Stretch(language(text), [tail]))
    return found if head is None else [Stretch(language(text), [head]), *found]


def _stretches(text: str, start: int, end: int) -> list[Stretch]:
    if end - start <= 400 and (known := furniture(text[start:end])) is not None:
        # 来源:公安部国际合作局 has words of navigation only
        credit = credit_at_end(text[start:end], end - start) if known.reason == NAVIGATION else None
        if known.certain and (credit is None or credit.start > 0):
            return [Stretch(None, [LinePart("furniture", start, end, known.reason)])]
        found = _prose(text, start, end)
        for stretch in found:
            stretch.soft = None if known.certain else known.reason
        return found
    return _prose(text, start, end)


def _prose(text: str, start: int, end: int) -> list[Stretch]:
    """The stretches of a line of text: credits off its end, then its languages, then what goes on behind a credit."""
    if caption(text[start : min(end, start + 20)]):
        credit = credit_at_end(text[start:end], end - start)
        kind: PartKind = "credit" if credit else "furniture"
        part = LinePart(kind, start, end, "caption of a picture", credit.credits if credit else ())
        return [Stretch(language(text[start:end]), [part])]
    behind = _last_parts(text, start, end)
    end = _trimmed(text, start, behind[0].start)[1] if behind else end
    found: list[Stretch] = []
    pieces = language_pieces(text[start:end])
    if len(pieces) > MOST_PIECES:
        pieces = [(0, end - start, language(text[start:end]))]
    for a, b, lang in pieces:
        first, stop = _trimmed(text, start + a, start + b)
        while first < stop:
            cut = _cut_behind_credit(text, first, stop) if len(found) < MOST_PIECES else stop
            whole = first == start and cut == end  # its last parts were taken off already
            found.append(_stretch(text, first, cut, lang, [] if whole else _last_parts(text, first, cut)))
            first, stop = _trimmed(text, cut, stop)
    _attach(found, behind, text)
    return found


def _attach(found: list[Stretch], behind: Sequence[LinePart], text: str) -> None:
    """Give what was peeled off a line's end to its last text; credits of a line of two languages stand alone."""
    mixed = len(found) > 1 and len({stretch.lang for stretch in found}) > 1
    for part in behind:
        lang = language(text[part.start : part.end])
        mine = bool(found) and found[-1].kind == "text" and (part.kind == "furniture" or not mixed)
        if mine or (found and found[-1].kind == "text" and found[-1].lang == lang):
            found[-1].parts.append(part)
        else:
            found.append(Stretch(lang, [part]))


def _cut_behind_credit(text: str, start: int, end: int) -> int:
    """Where the first credit ends that has text on both sides; `end` where there is none."""
    if all(text.find(sign, start, end) < 0 for sign in OPEN):
        return end
    for match in islice(_credit_inside().finditer(text, start + 1, end), MOST_PIECES):
        close = bracket_at_start(text, match.start())
        if close is not None and close < end and read_credit(text[match.start() + 1 : close - 1], bracketed=True):
            rest = text[close : min(end, close + LONGEST_PART)].strip()
            if len(rest) > 3 and rest[0] not in OPEN:
                return close
    return end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _credit_reason(credit: CreditFound) -> str:
    return "credit: " + ", ".join(f"{role} {name}" for role, name in credit.credits)


def _stretch(text: str, start: int, end: int, lang: Lang | None, behind: list[LinePart]) -> Stretch:
    """The parts of one stretch: stamps, credits and the dateline peeled off its beginning, `behind` off its end."""
    end = _trimmed(text, start, behind[0].start)[1] if behind else end
    before = _first_parts(text, start, end, lang)
    start = _trimmed(text, before[-1].end if before else start, end)[0]
    if before and (more := _last_parts(text, start, end)):  # what stood behind a date alone is a credit by itself
        behind, end = [*more, *behind], _trimmed(text, start, more[0].start)[1]
    if start < end:
        left_over = text[start] in CLOSE and not text[start:end].strip(CLOSE)
        leftover = LinePart("furniture", start, end, "a bracket left over")
        before.append(leftover if left_over else LinePart("text", start, end, ""))
    return Stretch(lang, before + behind)


def _last_parts(text: str, start: int, end: int) -> list[LinePart]:
    """The credits, end marks and dates that end `text[start:end]`, in order."""
    found: list[LinePart] = []
    while len(found) < MOST_PARTS and start < end and (part := _last_part(text, start, end)) is not None:
        found.append(part)
        end = _trimmed(text, start, part.start)[1]
    return found[::-1]


def _last_part(text: str, start: int, end: int) -> LinePart | None:
    """The credit, end mark or date that ends `text[start:end]`."""
    if text[end - 1] in SENTENCE_ENDS:
        return None
    first = max(start, end - LONGEST_PART)
    credit = credit_at_end(text[first:end], end - first)
    if credit is not None and (credit.start > 0 or first == start):
        return LinePart("credit", first + credit.start, end, _credit_reason(credit), credit.credits)
    if (mark := end_mark_behind(text[first:end])) is not None:
        return LinePart("furniture", first + mark, end, "end mark")
    if first == start and (stamp := stamp_behind(text[start:end])) < end - start:
        return LinePart("furniture", start + stamp, end, "date of publication")
    return None


def _first_parts(text: str, start: int, end: int, lang: Lang | None) -> list[LinePart]:
    """The date of publication, the dateline and the credits that open `text[start:end]`."""
    found: list[LinePart] = []
    if end - start < LONGEST_PART and may_be_stamp(text, start) and (length := stamp_before(text[start:end])):
        found.append(LinePart("furniture", start, start + length, "date of publication"))
        start = _trimmed(text, start + length, end)[0]
    if lang is not None and (length := dateline_end(text[start : min(end, start + LONGEST_PART)], lang)):
        found.append(LinePart("dateline", start, start + length, "dateline"))
        start += length
    while (
        len(found) < MOST_PARTS
        and start < end
        and (text[start] in OPEN or text[start].isspace())
        and (credit := credit_at_start(text[start : min(end, start + LONGEST_PART)], 0)) is not None
    ):
        part = LinePart("credit", start + credit.start, start + credit.end, _credit_reason(credit), credit.credits)
        found.append(part)
        start = part.end
    return found
