"""Whether a Chinese and a Latin name sound alike, and how a Chinese name is read.

Two ways of writing names are known: Chinese persons in pinyin (王小洪 ~ Wang Xiaohong), judged syllable by syllable,
and foreign names in Chinese transliteration (伊莱扎尔 ~ Guillermo Eleazar), judged by their phonetic distance. Input
are names only; finding them in a text, and offices, is left to others.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import product
from math import exp

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.reading_table import reading_table
from bulletin_corpus.language.words.sounds import Segment, distances, en_segments, plain, zh_segments

DOTS = regex.compile(r"[·•‧・･．∙⋅●.\s-]+")
HAN_NAME = regex.compile(r"\p{Han}{2,4}")
REGNAL_NUMBER = regex.compile(r"[一二三四五六七八九十]+世$")  # 阿尔贝二世
WORDS = regex.compile(r"[\p{L}\p{M}'’‘`]+")
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


@lru_cache(maxsize=65536)
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


def _judge_pinyin(zh: str, words: list[str]) -> float | None:
    """The verdict where the Latin words are pinyin, else None: 1 for the same name, next to 0 for another."""
    length = surname_length(zh)
    syllables = _name_readings(zh)
    surnames, given_names = _spellings(syllables[:length]), _spellings(syllables[length:])
    if len(words) == 1:
        word = words[0]
        if word in _spellings(syllables):
            return 0.99
        if word in given_names and length < len(zh):
            return GIVEN_NAME_ALONE
        return SURNAME_ALONE if word in surnames else None
    for surname, given in ((words[0], "".join(words[1:])), (words[-1], "".join(words[:-1]))):
        if surname in surnames and given in given_names:
            return 0.99
    if "".join(words) in _spellings(syllables):
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
    spelled = {_toneless(reading) for row in reading_table().values() for reading in row.split(",")}
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
    parts_zh = [part for part in DOTS.split(REGNAL_NUMBER.sub("", zh)) if part]
    words = [plain(word) for word in WORDS.findall(en.replace("'", "").replace("’", ""))]
    words = [word for word in words if len(word) > 1 and word not in FORMS_OF_ADDRESS]
    if not parts_zh or not words:
        return 0.0
    parts_en = tuple(en_segments(word) for word in words)
    matches = [_best_run(part, parts_en) for part in parts_zh]
    distance, length, length_zh = (sum(column) for column in zip(*matches, strict=True))
    together = _probability(distance, length, length_zh, len(words))
    alone = max(_probability(*match, len(words)) for match in matches)
    return together if len(words) > 1 else max(together, 0.9 * alone)


def _best_run(zh: str, en: tuple[tuple[Segment, ...], ...]) -> tuple[float, float, float]:
    """Distance, joint length and Chinese length for the run of Latin parts that is nearest to the Chinese part."""
    zh_sounds = tuple(segment for ch in zh for segment in _syllable(ch))
    length_zh = sum(segment.weight for segment in zh_sounds)
    best = (length_zh, length_zh, length_zh)
    for start in range(len(en) if length_zh else 0):
        run = en[start : start + MOST_PARTS_OF_RUN]
        length_en = 0.0
        for distance, word in zip(distances(zh_sounds, run), run, strict=True):
            length_en += sum(segment.weight for segment in word)
            both = (length_zh + length_en) / 2
            if distance / both < best[0] / best[1]:
                best = (distance, both, length_zh)
    return best


def _syllable(character: str) -> tuple[Segment, ...]:
    reading = _transliterating_readings().get(character) or next(iter(readings(character)), "")
    return zh_segments(reading)


def _probability(distance: float, length: float, length_zh: float, words: int) -> float:
    if not length:
        return 0.0
    evidence = INTERCEPT + PER_SOUND * distance / length + PER_LENGTH * length_zh + PER_WORD * words
    return 1 / (1 + exp(-evidence))
