"""What an article names that its counterpart should name too: days, countries, numbers, people.

Input is the text of one article, output its signs; which signs two articles share is judged by `likeness`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.dates.finding import find_dates
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries
from bulletin_corpus.language.words.names import alike, is_pinyin, readings, surname_readings
from bulletin_corpus.language.words.numbers import find_numbers_en, find_numbers_zh
from bulletin_corpus.language.words.sounds import plain
from bulletin_corpus.language.words.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.language.words.numbers import Number
    from bulletin_corpus.records import Lang

SOUND_ALIKE = 0.8  # more than .5, since many names are tried against many
DOTS = make_pattern(r"[·•]")
HAN_RUN = make_pattern(r"[\p{Han}·•]{2,}")
# Guillermo Eleazar, Ben-Abba; a word behind a sentence end is judged as any other
CAPITALISED = make_pattern(r"\p{Lu}[\p{L}\p{M}]*+(?:['’-]\p{L}[\p{L}\p{M}]*+)*+")
NAME_RUN = make_pattern(rf"{CAPITALISED.pattern}(?:[ ]{CAPITALISED.pattern})*+")
LONGEST_FOREIGN_NAME = 9
MOST_FOREIGN_NAMES = 200  # all are tried against all; the most in 440 generated and annotated articles are 21


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


def signs_of_zh(text: str, dictionary: Dictionary | None, spelled: frozenset[str]) -> Signs:
    """The signs of a Chinese article's text.

    Args:
        text: the article.
        dictionary: tells names from words.
        spelled: what is sought among the names of Chinese persons, in pinyin without spaces.
    """
    foreign = tuple(_foreign(_transliterations(text, dictionary)))
    return _signs(text, "zh", find_numbers_zh(text), foreign, _windows(text, spelled))


def signs_of_en(text: str, dictionary: Dictionary | None) -> Signs:
    """The signs of an English article's text; the dictionary tells names from words."""
    return _signs(text, "en", find_numbers_en(text), *_latin_names(text, dictionary))


def _signs(
    text: str, lang: Lang, numbers: Sequence[Number], foreign: tuple[str, ...], chinese: dict[str, str]
) -> Signs:
    dates = find_dates(text, lang)
    days = {
        (day.month, day.day)
        for found in dates
        for day in (found.first, found.last)
        if day.month is not None and day.day is not None
    }
    dated = {at for found in dates for at in range(found.start, found.end)}
    values = {number.value for number in numbers if number.start not in dated and len(number.value) > 1}
    countries = {mention.code for mention in find_countries(text, lang)} - {"CN"}
    return Signs(frozenset(days), frozenset(countries), frozenset(values), foreign, chinese)


def shared_names(zh: str, en: str, dictionary: Dictionary | None) -> dict[str, tuple[str, ...]]:
    """Names of the Chinese text with the words that spell them in the English one (王小洪: Wang, Xiaohong)."""
    foreign_en, chinese_en = _latin_names(en, dictionary)
    windows = _windows(zh, frozenset(chinese_en))
    found = {windows[spelled]: tuple(name.split()) for spelled, name in chinese_en.items() if spelled in windows}
    latin = [(name, part) for name in foreign_en for part in name.split("-")]
    foreign_zh = {name: DOTS.split(name) for name in _foreign(_transliterations(zh, dictionary))}
    parts = list(dict.fromkeys(part for split in foreign_zh.values() for part in split))
    heard = alike(parts, list(dict.fromkeys(word for _, word in latin)), SOUND_ALIKE)
    for name, split in foreign_zh.items():
        spelled_by: list[str] = []
        for part in split:
            spellings = ((heard[word][part], whole) for whole, word in latin if part in heard.get(word, ()))
            best = max(spellings, default=None)
            if best is not None and best[1] not in spelled_by:
                spelled_by.append(best[1])
        if spelled_by:
            found[name] = tuple(spelled_by)
    return found


def _foreign(names: Iterable[str]) -> list[str]:
    """The distinct names, in order; in a text that has too many, the first ones."""
    return list(islice(dict.fromkeys(names), MOST_FOREIGN_NAMES))


@cache
def _transliterating() -> tuple[frozenset[str], regex.Pattern[str]]:
    """The characters that transliterations are written with, and a pattern of two of them."""
    used = frozenset(row["character"] for row in lexicon("transliteration_characters")) | {"·", "•"}
    return used, make_pattern(rf"[{regex.escape(''.join(sorted(used)))}]{{2}}")


def _transliterations(text: str, dictionary: Dictionary | None) -> Iterator[str]:
    """Runs of transliterating characters that are no words: 伊莱扎尔, 哈米德·拉扎."""
    used, possible = _transliterating()
    for run in HAN_RUN.findall(text) if possible.search(text) is not None else ():
        if possible.search(run) is None:
            continue
        words = dictionary.segment(run) if dictionary is not None else run
        name = ""
        for word in (*words, "。"):
            if (len(word) == 1 or (name and len(word) == 2)) and used.issuperset(word):
                name += word
                continue
            if 2 <= len(name.strip("·•")) <= LONGEST_FOREIGN_NAME:
                yield name.strip("·•")
            name = ""


def _windows(text: str, spelled: frozenset[str]) -> dict[str, str]:
    """For each of these spellings the first run of two to four characters that is read so.

    The first character is read as a surname too, in a run of three at most.
    """
    found: dict[str, str] = {}
    beginnings = {name[:length] for name in spelled for length in range(1, len(name))}
    first = {ch for ch in set(text) if not beginnings.isdisjoint(_readings(ch))} if beginnings else set()
    for chars in HAN_RUN.findall(text) if first else ():
        if first.isdisjoint(chars):
            continue
        for at, ch in enumerate(chars):
            if ch in first:
                for reading, longest in zip(_readings(ch), (4, 3), strict=False):
                    read = reading
                    for end in range(at + 1, min(at + longest, len(chars)) if read in beginnings else 0):
                        read += _readings(chars[end])[0]
                        if read in spelled:
                            found.setdefault(read, chars[at : end + 1])
                        if read not in beginnings:
                            break
    return found


@lru_cache(maxsize=8192)
def _readings(character: str) -> tuple[str, ...]:
    """The character's usual reading, and its reading as a surname where that is another one."""
    usual, surname = next(iter(readings(character)), ""), surname_readings(character)
    return tuple(reading.replace("ü", "u") for reading in dict.fromkeys((usual, surname or usual)))


def _latin_names(text: str, dictionary: Dictionary | None) -> tuple[tuple[str, ...], dict[str, str]]:
    """Foreign names, and Chinese ones by their spelling, of an English text."""
    known = dictionary.common if dictionary is not None else frozenset()
    foreign: list[str] = []
    chinese: dict[str, str] = {}
    for run in NAME_RUN.findall(text):
        words = run.split()
        at = 0
        while at < len(words):
            first, bare, is_syllables, _ = _capitalised(words[at])
            if is_syllables and at + 1 < len(words):
                second, _, are_syllables, stemmed = _capitalised(words[at + 1])
                if are_syllables and stemmed not in known:
                    chinese.setdefault(first + second, f"{words[at]} {words[at + 1]}")
                    at += 2
                    continue
            if bare is not None and bare not in known:
                foreign.append(words[at])
            at += 1
    return tuple(_foreign(foreign)), chinese


@lru_cache(maxsize=4096)
def _capitalised(word: str) -> tuple[str, str | None, bool, str]:
    """The word in ASCII letters; their stem, None where it is no foreign name; whether it is pinyin; its own stem."""
    spelled = plain(word)
    foreign = stem(spelled) if len(word) > 2 and not word.isupper() else None
    return spelled, foreign, is_pinyin(spelled), stem(word.lower())
