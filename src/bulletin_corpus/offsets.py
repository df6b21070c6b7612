"""Text that knows where it came from: every character keeps its span in the raw file.

Cleaning, segmenting and splitting edit, slice and join text only through `MappedText`, so that any character of any
value can be traced to the raw bulletin.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


class Edit(NamedTuple):
    """The replacement of `[start, end)` of a text by `text`, made by the rule of that dotted name."""

    start: int
    end: int
    text: str
    rule: str


class Edits(NamedTuple):
    """Edits by columns, in order of their start: a hostile page has half a million, too many for objects."""

    starts: Sequence[int]
    ends: Sequence[int]
    texts: Sequence[str]
    rules: Sequence[str]

    @classmethod
    def of(cls, edits: Iterable[tuple[int, int, str, str]]) -> Edits | None:
        """The edits by columns; None where there are none."""
        columns = tuple(zip(*edits, strict=True))
        return cls(*columns) if columns else None

    @classmethod
    def alike(cls, spans: Sequence[tuple[int, int]], text: str, rule: str) -> Edits | None:
        """The replacement of each of these `[start, end)` by the same text; None where there are none."""
        if not spans:
            return None
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        return cls(starts, ends, [text] * len(spans), [rule] * len(spans))


@dataclass(frozen=True, slots=True, eq=False)
class MappedText:
    """A string whose characters know their half-open spans in the raw file.

    Attributes:
        text: the text that all stages read, in simplified characters.
        printed: the same text, character for character, in the script in which it was printed.
        starts: raw start of each character, never falling; one entry for each character of `text`.
        ends: raw end of each character, exclusive.
    """

    text: str
    printed: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __post_init__(self) -> None:
        if not len(self.text) == len(self.printed) == len(self.starts) == len(self.ends):
            raise ValueError("a mapped text needs one printed character and one raw span for each character")

    @classmethod
    def from_raw(cls, text: str, offset: int = 0) -> MappedText:
        """`text` as it stands in the raw file from `offset` on, every character standing for itself."""
        starts = np.arange(offset, offset + len(text), dtype=np.int64)
        return cls(text, text, starts, starts + 1)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, part: slice) -> MappedText:
        """The part of the text with its spans; steps other than 1 are not allowed."""
        if part.step not in (None, 1):
            raise ValueError("a mapped text is sliced without a step")
        text = self.text[part]
        printed = text if self.printed is self.text else self.printed[part]
        return MappedText(text, printed, self.starts[part], self.ends[part])

    def raw_span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """The raw hull of the characters `[start, end)`, half-open.

        Raises:
            IndexError: if the range holds no character.
        """
        end = len(self.text) if end is None else end
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"no characters in [{start}, {end}) of a text of {len(self.text)}")
        return int(self.starts[start]), int(self.ends[end - 1])

    def raw_spans(
        self, firsts: NDArray[np.int64], lasts: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The raw hull of each range `[firsts, lasts)`, by starts and ends; an empty range has its point, empty too."""
        if not len(self.text):
            return np.zeros_like(firsts), np.zeros_like(firsts)
        last = len(self.text) - 1
        starts = np.where(firsts > last, self.ends[last], self.starts[np.minimum(firsts, last)])
        return starts, np.where(firsts < lasts, self.ends[lasts - 1], starts)

    def strip(self) -> MappedText:
        """The text without white space at its ends."""
        lead = len(self.text) - len(self.text.lstrip())
        return self[lead : max(lead, len(self.text.rstrip()))]

    def edited(self, edits: Edits | None) -> MappedText:
        """The text with `edits` made; a replacement of equal length maps one to one, any other to the hull.

        Args:
            edits: in order of their start, without overlap; an insertion (empty range) maps to its point.

        Raises:
            ValueError: if edits overlap or are out of order.
        """
        if edits is None:
            return self
        starts, ends, texts, _ = edits
        firsts, lasts = np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
        wrong = np.flatnonzero((firsts < np.concatenate(([0], lasts[:-1]))) | (lasts < firsts))
        if len(wrong):
            raise ValueError(f"edits overlap or are out of order at {starts[wrong[0]]}")
        text = _replaced(self.text, starts, ends, texts)
        printed = text if self.printed is self.text else _replaced(self.printed, starts, ends, texts)
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        changed = lengths != lasts - firsts
        if not changed.any():
            return MappedText(text, printed, self.starts, self.ends)
        return MappedText(text, printed, *self._spans_without(firsts[changed], lasts[changed], lengths[changed]))

    def _spans_without(
        self, firsts: NDArray[np.int64], lasts: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The raw starts and ends when each range `[firsts, lasts)`, in order, gives way to so many characters."""
        steps = np.zeros(len(self.text) + 1, dtype=np.int8)
        removed = firsts < lasts
        steps[firsts[removed]] += 1
        steps[lasts[removed]] -= 1
        kept = np.cumsum(steps[:-1], dtype=np.int8) == 0
        at = np.flatnonzero(kept)
        starts, ends = self.starts[at], self.ends[at]
        inserted = lengths > 0
        if inserted.any():
            counts = lengths[inserted]
            hull_starts, hull_ends = self.raw_spans(firsts[inserted], lasts[inserted])
            before = np.concatenate(([0], np.cumsum(kept)))[firsts[inserted]].repeat(counts)
            starts = np.insert(starts, before, hull_starts.repeat(counts))
            ends = np.insert(ends, before, hull_ends.repeat(counts))
        return starts, ends

    def converted(self, text: str) -> MappedText:
        """The same characters written as `text` (of equal length); what was printed is kept."""
        return MappedText(text, self.printed, self.starts, self.ends)


def _replaced(text: str, starts: Sequence[int], ends: Sequence[int], texts: Sequence[str]) -> str:
    parts = [""] * (2 * len(texts) + 1)
    parts[::2] = [text[end:start] for end, start in zip((0, *ends), (*starts, len(text)), strict=True)]
    parts[1::2] = texts
    return "".join(parts)


def join(separator: str, parts: Sequence[MappedText]) -> MappedText:
    """The parts in order with `separator` between them, which maps to the empty span at the end of what precedes it."""
    if not parts:
        return MappedText.from_raw("")
    if len(parts) == 1:
        return parts[0]
    text = separator.join([part.text for part in parts])
    is_printed = all(part.printed is part.text for part in parts)
    printed = text if is_printed else separator.join([part.printed for part in parts])
    starts, ends = [parts[0].starts], [parts[0].ends]
    for before, part in pairwise(parts):
        if separator:
            point = before.ends[-1:] if len(before) else part.starts[:1]
            filler = point if len(point) else np.zeros(1, dtype=np.int64)
            filler = filler if len(separator) == 1 else filler.repeat(len(separator))
            starts.append(filler)
            ends.append(filler)
        starts.append(part.starts)
        ends.append(part.ends)
    return MappedText(text, printed, np.concatenate(starts), np.concatenate(ends))
