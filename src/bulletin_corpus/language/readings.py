"""Readings of Chinese characters (國: guó), and which brackets of a page are readings that a site injected.

A converting site prints the reading behind every occurrence of some characters: 部長(zhǎng). A bracket is such a
reading only if it is one of the readings of the very character before it; 維和(警察), (SCO) and
重庆(Chóngqìng) are not.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.script import is_traditional

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_KINDS = 3
"""So many different characters that carry their reading wherever they stand show that the page was injected; then a
bracket counts whatever its neighbours. Damaged pages annotate from a few characters to a hundred; a page that explains
rare characters does so for one or two, and at their first occurrence only."""

READING = r"[a-zêüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300-\u0304\u0308\u030c]{1,12}"
"""Pattern of one syllable as a site prints it, also with decomposed accents."""

# 長(zhǎng) · 國（guó） · 長(zhǎng) with a combining caron: one Han character, bracket, a syllable, bracket
BRACKETED = regex.compile(rf"(?P<han>\p{{Han}})(?P<bracket>[(（](?P<reading>{READING})[)）])")


class Reading(NamedTuple):
    """A bracket that a site injected: `[start, end)` of the bracket; it is `reading` of the character before it."""

    start: int
    end: int
    character: str
    reading: str


@cache
def _table() -> Mapping[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict  # 42,000 entries that most pages do not need

    return pinyin_dict


@cache
def _english() -> frozenset[str]:
    """Syllables that are English words too: without tone mark, one in a bracket may be an aside (he), (can)."""
    return frozenset(row["word"] for row in lexicon("english_syllables"))


@cache
def readings(character: str) -> frozenset[str]:
    """All readings of a character with tone marks, NFC; empty where none is known. Source: pypinyin's table."""
    return frozenset(unicodedata.normalize("NFC", one) for one in _table().get(ord(character), "").split(",") if one)


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
    found = [
        Reading(match.start("bracket"), match.end("bracket"), match["han"], match["reading"])
        for match in BRACKETED.finditer(page)
        if is_reading_of(match["reading"], match["han"])
    ]
    if not found:
        return []
    n_annotated = Counter(one.character for one in found)
    always = {ch for ch, n in n_annotated.items() if page.count(ch) == n}
    kinds: defaultdict[bool, set[str]] = defaultdict(set)
    for one in found:
        if one.character in always:
            kinds[is_traditional(one.character)].add(one.character)
    injected = len(kinds[True]) >= MIN_KINDS
    any_script = len(kinds[True]) < MIN_KINDS <= len(kinds[False])
    kept = []
    for one in found:
        if is_traditional(one.character):
            certain = has_tone(one.reading) or without_tone(one.reading) not in _english()
            accepted = injected or (one.character in always and (certain or n_annotated.total() > 1))
        else:
            accepted = any_script and one.character in always
        if accepted:
            kept.append(one)
    return kept
