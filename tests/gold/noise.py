"""How scraping damages Chinese text, done on purpose: table conversion, injected readings, torn and shifted bytes.

Input: simplified text as annotated. Output: what a scraped page would have of it. All chance comes from the generator
that the caller seeds; the order of its draws is part of what makes a rendering reproducible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

import opencc
from pypinyin import Style, pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

Noise = Literal["clean", "trad", "pinyin", "gbk"]
LEVELS: tuple[Noise, ...] = ("clean", "trad", "pinyin", "gbk")
"""Each adds to the one before: nothing; traditional characters; a reading behind some; the readings set in by bytes."""

# Characters seen with a reading behind them on damaged pages: these always get one, others by chance.
ALWAYS_READ = frozenset(
    "國聯務動會執長實強發機關護開學區構穩戰應對監識設領勢復進現絡嚴協調時個獻風訓內見習統達認網遠臺當權運預醫險環續愛濟經驗擴業術場點"
)
READ_BY_CHANCE = 0.3

# Characters that conversion by table leaves alone, because a traditional text may have them too.
KEPT = frozenset("愿后里干制采系并于台准冲著只松丑斗谷姜卷困面云致乾")

# The full-width marks that a GBK site prints as ASCII.
HALF_WIDTH = str.maketrans("，：；（）！？", ",:;()!?")

LOST_STOP_CHANCE = 0.4
STOP_AND_QUOTE = "。”".encode("gbk")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def traditional_character(character: str) -> str:
    """The character as a lookup table converts it, without regard to its neighbours."""
    if not "\u4e00" <= character <= "\u9fff" or character in KEPT:
        return character
    return str(_converter().convert(character))


def traditional(text: str) -> str:
    """The text converted character by character, of the same length."""
    return "".join(map(traditional_character, text))


@cache
def reading(character: str) -> str:
    """The character's usual reading with its tone mark, e.g. zhǎng."""
    return str(pinyin(character, style=Style.TONE)[0][0])


@dataclass
class Damage:
    """One site's habits: which characters it gives a reading, decided by chance once for each character.

    Attributes:
        rng: where chance comes from.
        byte_readings: bytes of a character (GB 18030, two) to its reading, for readings set in by bytes.
    """

    rng: Random
    byte_readings: dict[bytes, str] = field(default_factory=dict)
    _by_chance: dict[str, bool] = field(default_factory=dict)

    def learn(self, characters: Iterable[str]) -> None:
        """Decide for these simplified characters, in this order, and keep what will be set in by bytes."""
        for simplified in characters:
            character = traditional_character(simplified)
            if self.has_reading(character, simplified):
                code = character.encode("gb18030")
                if len(code) == 2:
                    self.byte_readings[code] = reading(character)

    def has_reading(self, character: str, simplified: str) -> bool:
        """Whether this site prints a reading behind the character; never behind one that was not converted."""
        if character == simplified:
            return False
        if character in ALWAYS_READ:
            return True
        if character not in self._by_chance:
            self._by_chance[character] = self.rng.random() < READ_BY_CHANCE
        return self._by_chance[character]

    def applied(self, text: str, level: Noise) -> str:
        """The text as the site would print it at that level of noise."""
        if level == "clean":
            return text
        converted = traditional(text)
        if level == "pinyin":
            converted = self._read_by_character(text, converted)
        elif level == "gbk":
            converted = self._read_by_bytes(converted)
        return converted.translate(HALF_WIDTH)

    def _read_by_character(self, text: str, converted: str) -> str:
        pairs = zip(text, converted, strict=True)
        return "".join(f"{new}({reading(new)})" if self.has_reading(new, old) else new for old, new in pairs)

    def _read_by_bytes(self, converted: str) -> str:
        """Readings set in one key after the other, blind to where characters begin, then read as GBK."""
        data = converted.encode("gb18030")
        for key in sorted(self.byte_readings):
            data = data.replace(key, key + f"({self.byte_readings[key]})".encode("gb18030"))
        return read_as_gbk(data, self.rng)


def read_as_gbk(data: bytes, rng: Random) -> str:
    """The text that a site's careless GBK decoder makes of `data`.

    A torn lead byte becomes `?` and swallows a next byte that cannot be a trail byte; pairs of the user's area
    vanish; now and then the first byte of 。” is lost, which shifts every pair up to the next ASCII byte.
    """
    out: list[str] = []
    at = 0
    while at < len(data):
        text, width = _decoded(data[at : at + 4], rng)
        out.append(text)
        at += width
    return "".join(out)


def _decoded(ahead: bytes, rng: Random) -> tuple[str, int]:
    """What the decoder prints for the bytes ahead, and how many of them that takes."""
    lead = ahead[0]
    if lead < 0x80:
        return chr(lead), 1
    if ahead == STOP_AND_QUOTE and rng.random() < LOST_STOP_CHANCE:
        return "?", 1
    if lead in {0x80, 0xFF}:
        return "\N{EURO SIGN}" if lead == 0x80 else "?", 1
    if len(ahead) == 1 or ahead[1] < 0x40 or ahead[1] in {0x7F, 0xFF}:
        return "?", 2
    try:
        return ahead[:2].decode("gbk"), 2
    except UnicodeDecodeError:
        user_area = 0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE
        return "" if user_area else "?", 2


def worn(line: str, rng: Random) -> str:
    """The line with small damage, by chance: `5 日` for 5日, a doubled comma."""
    if rng.random() < 0.3:
        line = re.sub(r"(\d)([日月])", lambda found: _apart(found, rng), line)
    if rng.random() < 0.1:
        line = line.replace(",", ",,", 1)
    return line


def _apart(found: re.Match[str], rng: Random) -> str:
    blank = " " if rng.random() < 0.5 else ""
    return f"{found[1]}{blank}{found[2]}"
