"""Whether a Chinese and a Latin name sound alike, and how a Chinese name is read.

Two ways of writing names are known: Chinese persons in pinyin (王小洪 ~ Wang Xiaohong), judged syllable by syllable,
and foreign names in Chinese transliteration (伊莱扎尔 ~ Guillermo Eleazar), judged by their phonetic distance. Input
are names only; finding them in a text, and offices, is left to others.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import chain, product
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.reading_table import reading_table
from bulletin_corpus.language.words.sounds import (
    NUMBERS_EN,
    NUMBERS_ZH,
    Segment,
    Sounds,
    distance,
    distances,
    en_segments,
    least_distances,
    plain,
    zh_segments,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DOTS = make_pattern(r"[·•‧・･．∙⋅●.\s-]+")
HAN_NAME = make_pattern(r"\p{Han}{2,4}")
REGNAL_NUMBER = make_pattern(r"[一二三四五六七八九十]+世$")  # 阿尔贝二世
WORDS = make_pattern(r"[\p{L}\p{M}'’‘`]+")
FORMS_OF_ADDRESS = frozenset(
    ("mr", "mrs", "ms", "dr", "he", "hon", "sir", "dame", "lord", "lady", "prof", "prince", "princess", "king", "queen",
     "sheikh", "datuk", "jr", "sr", "ii", "iii")
)  # fmt: skip
MOST_PARTS_OF_RUN = 4
MOST_READINGS = 64  # combinations of readings of one name that are tried

# Logistic weights of the distance per sound, the number of Chinese sounds and the number of Latin words (more words,
# more runs to choose from), fitted on 1,150 foreign names of CC-CEDICT, each with its own and five other spellings: of
# their own spellings 94 % come above .5, of others .6 %. Re-run with `benchmarks/alignment.py names`.
INTERCEPT, PER_SOUND, PER_LENGTH, PER_WORD = 7.1, -25.2, 0.33, -0.33
PAIRS_AT_ONCE = 4096
ROUNDING = 1e-9
SURNAME_ALONE, GIVEN_NAME_ALONE = 0.62, 0.85  # 王小洪 ~ Wang / Xiaohong: likely inside one item, not proof
EAST_ASIAN_SURNAME = 0.6  # 朴 ~ Park: as the surname alone; the sound of the rest decides


def sound_likeness(zh: str, en: str) -> float:
    """How likely the two are one name, 0 to 1, by their sound alone; above .5: more likely the same.

    The Latin name is matched as a whole or by any run of its parts, since Chinese texts often print the surname only.
    A Chinese name in pinyin must agree in every syllable: Wang Xiaohui is not 王小洪.

    Args:
        zh: Chinese name without title, in simplified characters, parts separated by · or not.
        en: Latin name without title, in any order of its parts.
    """
    return _likeness(zh.strip(), en.strip())


def pinyin(name: str) -> str:
    """The reading of a Chinese name, syllables separated by spaces, without tones; the surname as surname (单 shan).

    Characters without a known reading, and those that are no Chinese characters, are left out.
    """
    return " ".join(readings[0] for readings in _name_readings(name) if readings)


@cache
def _surnames() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The readings of surnames: for each of their characters the possible syllables."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in lexicon("surname_readings"):
        if len(row["surname"]) == 1:
            table[row["surname"]] = (tuple(row["readings"].split(",")),)
        else:
            table[row["surname"]] = tuple((syllable,) for syllable in row["readings"].split())
    return table


@cache
def _transliterating_readings() -> dict[str, str]:
    return {row["character"]: row["reading"] for row in lexicon("transliteration_readings")}


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """All readings of a Chinese character without tones, the usual one first; empty where none is known."""
    found = reading_table().get(ord(character), "")
    return tuple(dict.fromkeys(_toneless(reading) for reading in found.split(",") if reading))


def _toneless(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    kept = "".join(ch for ch in decomposed if ch == "\u0308" or not unicodedata.combining(ch))
    return unicodedata.normalize("NFC", kept)


@lru_cache(maxsize=4096)
def _name_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each character of a Chinese person's name, those of the surname as a surname."""
    for length in (4, 2, 1):
        if length < len(name) and (surname := _surnames().get(name[:length])):
            return (*surname, *(readings(ch) for ch in name[length:]))
    return tuple(readings(ch) for ch in name)


def surname_length(name: str) -> int:
    """How many characters of a Chinese person's name are the surname."""
    return next((n for n in (4, 2) if n < len(name) and name[:n] in _surnames()), 1)


def surname_readings(character: str) -> str:
    """How a character is read as a surname; empty where it is none, or none with a reading of its own."""
    found = _surnames().get(character)
    return found[0][0] if found else ""


def alike(
    zh: Sequence[str], en: Sequence[str], least: float, wanted: NDArray[np.bool_] | None = None
) -> dict[str, dict[str, float]]:
    """For each Latin word the Chinese names that sound like it by more than `least`, with their `sound_likeness`.

    Much faster than to ask for each of them, since most are seen to be unlike, all at once. Words that sound like no
    name are left out.

    Args:
        zh: Chinese names, as `sound_likeness` takes them.
        en: Latin words, likewise; they may have hyphens, but no spaces.
        least: `SURNAME_ALONE` or more.
        wanted: for each name (rows) and each word whether they are to be compared; None: all are.
    """
    found: dict[str, dict[str, float]] = {}
    if wanted is None:
        wanted = np.ones((len(zh), len(en)), np.bool_)
    step = max(1, PAIRS_AT_ONCE // max(1, len(en)))
    for start in range(0, len(zh) if en else 0, step):
        names, asked = zh[start : start + step], wanted[start : start + step]
        possible = asked & (_spelled_alike(names, en) | _heard_alike(names, en, asked, least))
        for n, m in np.argwhere(possible).tolist():
            likeness = sound_likeness(names[n], en[m])
            if likeness > least:
                found.setdefault(en[m], {})[names[n]] = likeness
    return found


def _spelled_alike(zh: Sequence[str], en: Sequence[str]) -> NDArray[np.bool_]:
    """For each Chinese name (rows) and each Latin word whether the word may spell it, or its given name, in pinyin."""
    letters = [plain(word) for word in en]
    found = np.zeros((len(zh), len(en)), np.bool_)
    for n, name in enumerate(zh):
        if HAN_NAME.fullmatch(name):
            whole, _, given_names = _pinyin(name)
            found[n] = [word in whole or word in given_names for word in letters]
    return found


def _heard_alike(zh: Sequence[str], en: Sequence[str], wanted: NDArray[np.bool_], least: float) -> NDArray[np.bool_]:
    """For each wanted pair of a Chinese name (rows) and a Latin word whether it may sound alike by `least`."""
    found = np.zeros((len(zh), len(en)), np.bool_)
    parts = [(n, part) for n, name in enumerate(zh) for part in _heard(name)]
    runs = [(m, run) for m, name in enumerate(en) for run in _runs(name)]
    if not parts or not runs:
        return found
    (names_zh, sounds_zh), (names_en, sounds_en) = zip(*parts, strict=True), zip(*runs, strict=True)
    # the distance of a name per sound is the mean of those of its parts: one of them must be as near as the name
    lengths = np.add.outer([part.length for part in sounds_zh], [run.length for run in sounds_en]) / 2
    whole = [PER_LENGTH * sum(part.length for part in _heard(zh[n])) for n in names_zh]
    words = [PER_WORD * len(_latin_words(en[m])) for m in names_en]
    spare = INTERCEPT - log(least / (1 - least)) + np.add.outer(whole, words)
    furthest = lengths * spare / -PER_SOUND + ROUNDING
    near = (least_distances(sounds_zh, sounds_en) <= furthest) & wanted[np.ix_(names_zh, names_en)]
    at, to = np.nonzero(near)
    alike = distances([sounds_zh[n] for n in at], [sounds_en[m] for m in to]) <= furthest[near]
    found[np.array(names_zh)[at[alike]], np.array(names_en)[to[alike]]] = True
    return found


@lru_cache(maxsize=4096)
def _likeness(zh: str, en: str) -> float:
    words = [plain(word) for word in en.replace("-", "").split()]
    words = [word for word in words if word]
    if not zh or not words:
        return 0.0
    if HAN_NAME.fullmatch(zh):
        judged = _judge_pinyin(zh, words)
        if judged is not None:
            return judged
        return max(_transliterated(zh, en), _east_asian(zh, words))
    return _transliterated(zh, en)


class _Pinyin(NamedTuple):
    """The spellings of a Chinese person's name in pinyin: of the whole name, its surname and its given name."""

    whole: frozenset[str]
    surnames: frozenset[str]
    given_names: frozenset[str]


@lru_cache(maxsize=1024)
def _pinyin(zh: str) -> _Pinyin:
    length = surname_length(zh)
    syllables = _name_readings(zh)
    return _Pinyin(_spellings(syllables), _spellings(syllables[:length]), _spellings(syllables[length:]))


def _judge_pinyin(zh: str, words: list[str]) -> float | None:
    """The verdict where the Latin words are pinyin, else None: 1 for the same name, next to 0 for another."""
    whole, surnames, given_names = _pinyin(zh)
    if len(words) == 1:
        word = words[0]
        if word in whole:
            return 0.99
        if word in given_names and surname_length(zh) < len(zh):
            return GIVEN_NAME_ALONE
        return SURNAME_ALONE if word in surnames else None
    for surname, given in ((words[0], "".join(words[1:])), (words[-1], "".join(words[:-1]))):
        if surname in surnames and given in given_names:
            return 0.99
    if "".join(words) in whole:
        return 0.99
    looks_chinese = len(words) == 2 and all(is_pinyin(word) for word in words)
    return 0.02 if looks_chinese and any(word in _surname_syllables() for word in words) else None


def _spellings(syllables: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """All ways to spell the syllables in ASCII letters, ü as u, v or yu."""
    found: set[str] = set()
    for number, combination in enumerate(product(*syllables)):
        if number == MOST_READINGS:
            break
        joined = "".join(combination)
        found |= {joined.replace("ü", letter) for letter in ("u", "v", "yu")} if "ü" in joined else {joined}
    return frozenset(found)


@cache
def _pinyin_syllables() -> frozenset[str]:
    spelled = {_toneless(one) for one in {one for row in reading_table().values() for one in row.split(",")}}
    return frozenset(s.replace("ü", letter) for s in spelled for letter in ("u", "v") if s.isalpha() and len(s) > 1)


@cache
def _surname_syllables() -> frozenset[str]:
    return frozenset(row["syllable"] for row in lexicon("surname_syllables"))


def is_pinyin(word: str) -> bool:
    """Whether the word is one or two syllables of pinyin."""
    known = _pinyin_syllables()
    return word in known or any(word[:cut] in known and word[cut:] in known for cut in range(2, min(7, len(word) - 1)))


@cache
def _east_asian_surnames() -> dict[str, frozenset[str]]:
    """Latin spellings of surnames that are no pinyin: Korean, Vietnamese, Japanese, Cantonese, Wade-Giles."""
    table: dict[str, set[str]] = {}
    for row in lexicon("east_asian_surnames"):
        table.setdefault(row["surname"], set()).add(plain(row["latin"]))
    return {surname: frozenset(spellings) for surname, spellings in table.items()}


def _east_asian(zh: str, words: list[str]) -> float:
    """The likelihood of a name whose surname has another spelling (朴廷恩 ~ Park Jung-eun); 0 where it has none."""
    for length in (3, 2, 1):
        spellings = _east_asian_surnames().get(zh[:length], frozenset())
        at = next((at for at in (0, len(words) - 1) if words[at] in spellings), None)
        if at is not None and length <= len(zh):
            rest, given = zh[length:], [word for n, word in enumerate(words) if n != at]
            alike = _transliterated(rest, " ".join(given)) if rest and given else 0.0
            return EAST_ASIAN_SURNAME + 0.35 * alike
    return 0.0


def _transliterated(zh: str, en: str) -> float:
    heard, words = _heard(zh), len(_latin_words(en))
    if not heard or not words:
        return 0.0
    matches = [_best_run(part, _runs(en)) for part in heard]
    distance, length, length_zh = (sum(column) for column in zip(*matches, strict=True))
    together = _probability(distance, length, length_zh, words)
    alone = max(_probability(*match, words) for match in matches)
    return together if words > 1 else max(together, 0.9 * alone)


@lru_cache(maxsize=1024)
def _heard(zh: str) -> tuple[Sounds, ...]:
    """The sounds of each part of a Chinese name, by the readings that transliterations use; of none without sounds."""
    parts = [[one for ch in part for one in _syllable(ch)] for part in DOTS.split(REGNAL_NUMBER.sub("", zh))]
    return tuple(Sounds.of(part, NUMBERS_ZH) for part in parts if part)


@lru_cache(maxsize=4096)
def _latin_words(en: str) -> tuple[str, ...]:
    """The words of a Latin name that are to be heard, in ASCII letters."""
    words = [plain(word) for word in WORDS.findall(en.replace("'", "").replace("’", ""))]
    return tuple(word for word in words if len(word) > 1 and word not in FORMS_OF_ADDRESS)


@lru_cache(maxsize=4096)
def _runs(en: str) -> tuple[Sounds, ...]:
    """The sounds of each run of words of a Latin name, by its first word, then by its last."""
    words = [en_segments(word) for word in _latin_words(en)]
    spans = [
        (at, end) for at in range(len(words)) for end in range(at + 1, min(at + MOST_PARTS_OF_RUN, len(words)) + 1)
    ]
    return tuple(Sounds.of(chain.from_iterable(words[at:end]), NUMBERS_EN) for at, end in spans)


def _best_run(zh: Sounds, runs: tuple[Sounds, ...]) -> tuple[float, float, float]:
    """Distance, joint length and Chinese length for the run of Latin words that is nearest to the Chinese part."""
    best = (zh.length, zh.length, zh.length)
    for run in runs:
        apart, both = distance(zh, run), (zh.length + run.length) / 2
        if apart / both < best[0] / best[1]:
            best = (apart, both, zh.length)
    return best


@lru_cache(maxsize=4096)
def _syllable(character: str) -> tuple[Segment, ...]:
    reading = _transliterating_readings().get(character) or next(iter(readings(character)), "")
    return zh_segments(reading)


def _probability(distance: float, length: float, length_zh: float, words: int) -> float:
    evidence = INTERCEPT + PER_SOUND * distance / length + PER_LENGTH * length_zh + PER_WORD * words
    return 1 / (1 + exp(-evidence))
