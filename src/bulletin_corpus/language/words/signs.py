"""What an article names that its counterpart should name too: days, countries, numbers, people.

Input is the text of one article, output its signs; which signs two articles share is judged by `likeness`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.dates.finding import find_dates
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.people.countries import find_countries
from bulletin_corpus.language.words.names import is_pinyin, readings, sound_likeness, surname_readings
from bulletin_corpus.language.words.numbers import find_numbers_en, find_numbers_zh
from bulletin_corpus.language.words.sounds import plain
from bulletin_corpus.language.words.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.records import Lang

SOUND_ALIKE = 0.8  # more than .5, since many names are tried against many
DOTS = regex.compile(r"[·•]")
HAN_RUN = regex.compile(r"[\p{Han}·•]{2,}")
# Guillermo Eleazar, Ben-Abba; a word behind a sentence end is judged as any other
CAPITALISED = regex.compile(r"\p{Lu}[\p{L}\p{M}]*+(?:['’-]\p{L}[\p{L}\p{M}]*+)*+")
NAME_RUN = regex.compile(rf"{CAPITALISED.pattern}(?:[ ]{CAPITALISED.pattern})*+")
LONGEST_FOREIGN_NAME = 9


@dataclass(frozen=True, slots=True)
class Signs:
    """What one article names.

    Attributes:
        days: (month, day) of its dates.
        countries: ISO codes and organisations, China left out.
        numbers: values of two digits and more that belong to no date.
        foreign: names in transliteration (zh), or capitalised words that are no English words (en), in order.
        chinese: for zh each run of two to four characters by its reading without spaces; for en the pinyin names, by
            the same spelling, as printed.
    """

    days: frozenset[tuple[int, int]]
    countries: frozenset[str]
    numbers: frozenset[str]
    foreign: tuple[str, ...]
    chinese: dict[str, str]


def signs(text: str, lang: Lang, dictionary: Dictionary | None) -> Signs:
    """The signs of an article's text; the dictionary tells names from words."""
    dates = find_dates(text, lang)
    days = {
        (day.month, day.day)
        for found in dates
        for day in (found.first, found.last)
        if day.month is not None and day.day is not None
    }
    dated = {at for found in dates for at in range(found.start, found.end)}
    numbers = find_numbers_zh(text) if lang == "zh" else find_numbers_en(text)
    values = {number.value for number in numbers if number.start not in dated and len(number.value) > 1}
    countries = {mention.code for mention in find_countries(text, lang)} - {"CN"}
    if lang == "zh":
        foreign, chinese = tuple(dict.fromkeys(_transliterations(text, dictionary))), _windows(text)
    else:
        foreign, chinese = _latin_names(text, dictionary)
    return Signs(frozenset(days), frozenset(countries), frozenset(values), foreign, chinese)


def shared_names(zh: str, en: str, dictionary: Dictionary | None) -> dict[str, tuple[str, ...]]:
    """Names of the Chinese text with the words that spell them in the English one (王小洪: Wang, Xiaohong)."""
    foreign_en, chinese_en = _latin_names(en, dictionary)
    windows = _windows(zh) if chinese_en else {}
    found = {windows[spelled]: tuple(name.split()) for spelled, name in chinese_en.items() if spelled in windows}
    latin = [(name, part) for name in foreign_en for part in name.split("-")]
    for name in dict.fromkeys(_transliterations(zh, dictionary)):
        spelled_by: list[str] = []
        for part in DOTS.split(name):
            likeness, printed = max(((sound_likeness(part, word), whole) for whole, word in latin), default=(0.0, ""))
            if likeness > SOUND_ALIKE and printed not in spelled_by:
                spelled_by.append(printed)
        if spelled_by:
            found[name] = tuple(spelled_by)
    return found


@cache
def _transliterating() -> frozenset[str]:
    return frozenset(row["character"] for row in lexicon("transliteration_characters")) | {"·", "•"}


def _transliterations(text: str, dictionary: Dictionary | None) -> Iterator[str]:
    """Runs of transliterating characters that are no words: 伊莱扎尔, 哈米德·拉扎."""
    used = _transliterating()
    for run in HAN_RUN.finditer(text):
        words = dictionary.segment(run.group()) if dictionary is not None else list(run.group())
        name = ""
        for word in [*words, "。"]:
            if (len(word) == 1 or (name and len(word) == 2)) and all(ch in used for ch in word):
                name += word
                continue
            if 2 <= len(name.strip("·•")) <= LONGEST_FOREIGN_NAME:
                yield name.strip("·•")
            name = ""


def _windows(text: str) -> dict[str, str]:
    """Each run of two to four characters by its spelling in pinyin, its first character read as a surname too."""
    found: dict[str, str] = {}
    for run in HAN_RUN.finditer(text):
        chars = run.group()
        heard = [_heard(ch) for ch in chars]
        for at, (usual, surname) in enumerate(heard):
            for first, longest in ((usual, 4), (surname, 3)) if surname else ((usual, 4),):
                spelled = first
                for end in range(at + 1, min(at + longest, len(chars))):
                    spelled += heard[end][0]
                    if spelled not in found:
                        found[spelled] = chars[at : end + 1]
    return found


@lru_cache(maxsize=8192)
def _heard(character: str) -> tuple[str, str]:
    """The character's usual reading, and its reading as a surname where that is another one, else nothing."""
    usual = next(iter(readings(character)), "")
    surname = surname_readings(character) or ""
    return usual.replace("ü", "u"), (surname.replace("ü", "u") if surname != usual else "")


def _latin_names(text: str, dictionary: Dictionary | None) -> tuple[tuple[str, ...], dict[str, str]]:
    """Foreign names, and Chinese ones by their spelling, of an English text."""
    known = dictionary.common if dictionary is not None else frozenset()
    foreign: list[str] = []
    chinese: dict[str, str] = {}
    for run in NAME_RUN.finditer(text):
        words = run.group().split()
        at = 0
        while at < len(words):
            pair = words[at : at + 2]
            spelled = [plain(word) for word in pair]
            if len(pair) == 2 and all(is_pinyin(word) for word in spelled) and stem(pair[1].lower()) not in known:
                chinese.setdefault("".join(spelled), " ".join(pair))
                at += 2
                continue
            if len(words[at]) > 2 and stem(plain(words[at])) not in known and not words[at].isupper():
                foreign.append(words[at])
            at += 1
    return tuple(dict.fromkeys(foreign)), chinese
