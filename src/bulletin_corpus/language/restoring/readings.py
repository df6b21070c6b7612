"""Readings of Chinese characters (國: guó), and which brackets of a page are readings that a site injected.

A converting site prints the reading behind every occurrence of some characters: 部長(zhǎng). A bracket is such a
reading only if it is one of the readings of the very character before it; 維和(警察), (SCO) and
重庆(Chóngqìng) are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.reading_table import reading_table
from bulletin_corpus.language.restoring.script import is_traditional

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_KINDS = 3
"""So many different characters that carry their reading wherever they stand show that the page was injected; then a
bracket counts whatever its neighbours. Damaged pages annotate from a few characters to a hundred; a page that explains
rare characters does so for one or two, and at their first occurrence only."""

READING = r"[a-zêüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300-\u0304\u0308\u030c]{1,12}"
"""Pattern of one syllable as a site prints it, also with decomposed accents."""

# (zhǎng) · （guó） · (zhǎng) with a combining caron; the character before it is looked at afterwards, which is faster
BRACKETED = re.compile(rf"[(（]({READING})[)）]")


class Reading(NamedTuple):
    """A bracket that a site injected, at `[start, end)`; `kind` is its character and the bracket: 國(guó)."""

    start: int
    end: int
    kind: str

    @property
    def character(self) -> str:
        """The character whose reading it is."""
        return self.kind[0]

    @property
    def reading(self) -> str:
        """The syllable, as printed."""
        return self.kind[2:-1]


@cache
def _english() -> frozenset[str]:
    """Syllables that are English words too: without tone mark, one in a bracket may be an aside (he), (can)."""
    return frozenset(row["word"] for row in lexicon("english_syllables"))


@cache
def readings(character: str) -> frozenset[str]:
    """All readings of a character with tone marks, NFC; empty where none is known. Source: pypinyin's table."""
    return readings_in(reading_table().get(ord(character), ""))


def readings_in(row: str) -> frozenset[str]:
    """The readings in one row of the table of readings, NFC."""
    return frozenset(unicodedata.normalize("NFC", one) for one in row.split(",") if one)


@cache
def without_tone(reading: str) -> str:
    """The syllable in plain letters; ü as v, which is how it is typed."""
    plain = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    for mark in "ǖǘǚǜ":
        plain = plain.replace(unicodedata.normalize("NFD", mark), "v")
    return "".join(ch for ch in plain if not unicodedata.combining(ch))


@cache
def is_reading_of(reading: str, character: str) -> bool:
    """Whether `reading`, with or without its tone mark, composed or decomposed, is a reading of the character."""
    reading = unicodedata.normalize("NFC", reading)
    known = readings(character)
    if reading in known:
        return True
    if not has_tone(reading):
        plain = {reading, reading.replace("ü", "v"), reading.replace("ü", "u")}
        return any(without_tone(one) in plain or without_tone(one).replace("v", "u") == reading for one in known)
    return False


@cache
def has_tone(reading: str) -> bool:
    """Whether the syllable carries a tone mark."""
    return any(mark in "\u0300\u0301\u0304\u030c" for mark in unicodedata.normalize("NFD", reading))


def injected_readings(page: str) -> list[Reading]:
    """The brackets of a page that were injected, in order.

    Only characters that conversion changed carry injected readings, and on one page a character carries its reading
    always or never. Brackets after characters alike in both scripts count only on a page that is full of readings.
    """
    return [Reading(start, end, kind) for (start, end), kind in _injected(page)]


def reading_spans(page: str) -> list[tuple[int, int]]:
    """`[start, end)` of the brackets of a page that were injected, in order."""
    return [span for span, _ in _injected(page)]


def _injected(page: str) -> list[tuple[tuple[int, int], str]]:
    """The span of each bracket that was injected, with its character and the bracket."""
    spans = [match.span() for match in BRACKETED.finditer(page, 1)]
    if not spans:
        return []
    kinds = [page[start - 1 : end] for start, end in spans]
    for at in [at for at, kind in enumerate(kinds) if kind[0] in ")）" and at > 0]:
        if spans[at - 1][1] == spans[at][0]:  # 國(guó)(guó)
            kinds[at] = kinds[at - 1][0] + kinds[at][1:]
    accepted = _injected_kinds(page, Counter(kinds))
    return [found for found in zip(spans, kinds, strict=True) if found[1] in accepted]


def _injected_kinds(page: str, n_found: Mapping[str, int]) -> set[str]:
    """Those characters with their brackets, given with their number on the page, that were injected."""
    kinds = {kind: n for kind, n in n_found.items() if is_reading_of(kind[2:-1], kind[0])}
    n_annotated: Counter[str] = Counter()
    for kind, n in kinds.items():
        n_annotated[kind[0]] += n
    traditional = [ch for ch in n_annotated if is_traditional(ch)]
    always = set(islice((ch for ch in traditional if page.count(ch) <= n_annotated[ch]), MIN_KINDS))
    if len(always) == MIN_KINDS:
        return {kind for kind in kinds if is_traditional(kind[0])}
    alike = {ch for ch in n_annotated if not is_traditional(ch) and page.count(ch) <= n_annotated[ch]}
    accepted: set[str] = set()
    for kind in kinds:
        certain = has_tone(kind[2:-1]) or without_tone(kind[2:-1]) not in _english()
        if (kind[0] in always and (certain or n_annotated.total() > 1)) or (
            len(alike) >= MIN_KINDS and kind[0] in alike
        ):
            accepted.add(kind)
    return accepted
