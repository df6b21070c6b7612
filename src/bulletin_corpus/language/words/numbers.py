"""The value of a number in Chinese and in English, so that both sides can be compared.

Digits, numerals and scale words (万, 亿; million, dozen) are read; what a number counts is left to others. Dates have a
module of their own.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern


class Number(NamedTuple):
    """A number in a text: its half-open offsets and its value, written without superfluous zeros."""

    start: int
    end: int
    value: str


DIGITS_ZH = {ch: n for n, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "廿": 2}
SCALES_ZH = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
NUMBER_ZH = make_pattern(
    r"""
    (?P<digits> \d{1,3}(?:[,，]\d{3})++(?:\.\d++)?+ | \d++(?:\.\d++)?+ ) (?P<scale> [百千]?[万亿]?亿? )   # 2.5万, 3亿
    | (?P<han> [零〇○一二两三四五六七八九十百千万亿]{2,}+ | 十 )                                         # 二十一
    """,
    regex.VERBOSE,
)
NUMBER_EN = make_pattern(
    r"""(?P<digits> \d{1,3}(?:,\d{3})++(?:\.\d++)?+ | \d++(?:\.\d++)?+ ) (?: (?:st|nd|rd|th)\b )?+
        (?: [ -] (?P<scale> hundred|thousand|million|billion|trillion|mln|bln ) \b )?+""",
    regex.VERBOSE | regex.IGNORECASE,
)
SCALES_EN = {"hundred": 100, "thousand": 1000, "million": 10**6, "mln": 10**6, "billion": 10**9, "bln": 10**9,
             "trillion": 10**12}  # fmt: skip
MOST_DIGITS = 15


@lru_cache(maxsize=64)  # the articles of a bulletin are read for their words and for their signs
def find_numbers_zh(text: str) -> tuple[Number, ...]:
    """The numbers in a Chinese text, in order; a single Chinese digit alone is none (一 is too often a word)."""
    found = []
    for match in NUMBER_ZH.finditer(text):
        digits, scale_words, numerals = match.groups()
        if digits:
            scale = 1
            for ch in scale_words:
                scale *= SCALES_ZH[ch]
            value = _scaled(digits, scale)
        else:
            value = _han_value(numerals)
        found.append(Number(*match.span(), value))
    return tuple(found)


@lru_cache(maxsize=64)
def find_numbers_en(text: str) -> tuple[Number, ...]:
    """The numbers written with digits in an English text, in order, with a scale word where one follows."""
    found = []
    for match in NUMBER_EN.finditer(text):
        digits, scale = match.groups()
        found.append(Number(*match.span(), _scaled(digits, SCALES_EN.get(scale.lower(), 1) if scale else 1)))
    return tuple(found)


def numeral_en(word: str) -> str | None:
    """The value of an English numeral or ordinal in lower case (twenty-one, third), or None."""
    return _numerals_en().get(word)


@cache
def _numerals_en() -> dict[str, str]:
    table = {row["form"].lower(): row["value"] for row in lexicon("numerals") if row["lang"] == "en"}
    table |= {"first": "1", "second": "2", "third": "3", "fifth": "5", "eighth": "8", "ninth": "9", "twelfth": "12"}
    table |= {word[:-1] + "ieth" if word.endswith("y") else word + "th": value for word, value in list(table.items())}
    return table


@lru_cache(maxsize=4096)
def _scaled(digits: str, scale: int) -> str:
    digits = digits.replace(",", "").replace("，", "")
    if len(digits) > MOST_DIGITS:
        return digits
    value = float(digits) * scale
    return str(round(value)) if abs(value - round(value)) < 1e-6 else f"{value:g}"


def _han_value(text: str) -> str:
    """The value of Chinese numerals; digits without scale words are read one by one (二〇二一 is 2021)."""
    if not any(ch in SCALES_ZH for ch in text):
        return "".join(str(DIGITS_ZH[ch]) for ch in text)[:MOST_DIGITS].lstrip("0") or "0"
    total = section = digit = 0
    for ch in text[: 2 * MOST_DIGITS]:
        scale = SCALES_ZH.get(ch)
        if scale is None:
            digit = DIGITS_ZH[ch]
        elif scale < 10**4:
            section += (digit or 1) * scale
            digit = 0
        else:
            total = (total + section + digit or 1) * scale
            section = digit = 0
    return str(total + section + digit)
