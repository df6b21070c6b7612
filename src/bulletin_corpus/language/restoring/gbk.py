"""GBK as bytes: which character two bytes make, which bytes a character has, which pairs a loose decoder drops."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.reading_table import reading_table
from bulletin_corpus.language.restoring.readings import readings_in, without_tone

if TYPE_CHECKING:
    from collections.abc import Mapping

USER_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
"""Lead bytes of GBK's user area; a pair of these that is no character vanished without a trace."""

LAST_LEAD = 0xFE
"""The user lead byte behind which second bytes below A1, too, make no character."""


@cache
def characters() -> list[str]:
    """The character of each pair of bytes, at lead * 256 + trail; empty where there is none."""
    table = [""] * 0x10000
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            found = bytes((lead, trail)).decode("gbk", "ignore")  # without an error; of a lead alone the trail is left
            if len(found) == 1 and not found.isascii():
                table[lead << 8 | trail] = found
    return table


@cache
def lost_trails() -> Mapping[int, tuple[int, ...]]:
    """By first byte, the second ones from 81 on with which it makes no character: such a pair is printed as `?`."""
    empty = {
        lead: tuple(trail for trail in range(0x81, 0xFF) if not characters()[lead << 8 | trail])
        for lead in range(0x81, 0xFF)
        if lead not in USER_LEADS
    }
    return {lead: trails for lead, trails in empty.items() if trails}


@cache
def pair_of(ch: str) -> tuple[int, int] | None:
    """The two bytes of a character; None where it has not two."""
    try:
        data = ch.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (data[0], data[1]) if len(data) == 2 else None


@cache
def keys_by_reading() -> Mapping[str, tuple[tuple[int, int, str], ...]]:
    """Characters by their readings, with and without tone mark: first byte, second byte, character."""
    keys: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for code in range(0x4E00, 0x9FA6):
        pair = pair_of.__wrapped__(chr(code))  # of each once: nothing to keep
        if pair is not None:
            found = (*pair, chr(code))
            for syllable in _syllables(reading_table().get(code, "")):
                keys[syllable].append(found)
    return {reading: tuple(found) for reading, found in keys.items()}


@cache
def _syllables(row: str) -> list[str]:
    """The readings in one row of the table, with and without tone mark, sorted; many characters have the same row."""
    known = readings_in(row)
    return sorted(known | {without_tone(one) for one in known})
