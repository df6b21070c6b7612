"""How far apart a Chinese transliteration and a foreign spelling sound: a phonetic edit distance.

Chinese syllables and Latin letters are read into two small alphabets of segments; tables say what it costs that one
stands for the other. The costs follow the usual Chinese transliteration practice (加 ga, 希 hi or si, 尔 l or r, 夫 v),
and were checked on the personal names of CC-CEDICT, see `benchmarks/alignment.py names`. Input are pinyin syllables
and one word of Latin letters; which syllables a name has, and what the distance means, is left to `names`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import regex

from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Segment(NamedTuple):
    """One sound: its code, what it costs to leave it unmatched, and its share in the length of the word."""

    code: str
    skip: float
    weight: float


SYLLABLE = make_pattern(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([aeiouvü]*)(ng|n|r)?")

# Finals as vowel segments; a glide (lower case) is skipped at little cost.
FINALS = {
    "a": "A", "ai": "AI", "ao": "AO", "e": "E", "ei": "EI", "i": "I", "ia": "i A", "iao": "i AO", "ie": "IE",
    "iu": "IU", "io": "i O", "o": "O", "ou": "OU", "u": "U", "ua": "u A", "uai": "u AI", "ui": "u EI", "uo": "u O",
    "v": "V", "ve": "V E", "va": "i A", "ue": "V E", "": "",
}  # fmt: skip

# What a Chinese segment may stand for, and what it costs; codes of Latin sounds are those of GRAPHEMES.
STANDS_FOR = {
    "b": "b0 p.15 v.2 f.4 w.35 m.5",
    "p": "p0 b.15 f.25 v.4",
    "m": "m0 n.3 b.5",
    "f": "f0 v0 p.3 w.2 h.35 b.4 T.3",
    "d": "d0 t.12 T.15 J.35",
    "t": "t0 d.15 T0 X.35 C.5 c.5",
    "n": "n0 m.25 l.35 N.1 L.4",
    "l": "l0 r0 L0 n.4",
    "g": "g0 G.05 k.15 K.3 Q0 h.35 C.35 w.4 J.35",
    "k": "k0 g.2 K0 C.2 h.3 G.4 Q.3",
    "h": "h0 W.05 K0 j.1 k.35 g.3 G.25 f.35 C.25 w.3 Q.3 S.4",
    "j": "J0 j0 G0 Z.1 g.12 k.12 c.2 C.2 z.2 K.3 d.4 y.3 X.2 T.4 s.5 t.4",
    "q": "C0 G.1 c.1 X.15 k.3 J.25 S.2 t.4 j.3 T.4 z.35 K.3",
    "x": "S0 s.05 h.1 c.05 X.15 C.2 z.2 T.15 j.35 Z.25 K.25 G.5",
    "zh": "J0 j0 Z0 G.1 z.15 X.3 C.2 d.5 S.35 y.35 r.5",
    "ch": "C0 X.2 S.25 c.2 T.4 t.4 J.25 z.4",
    "sh": "S0 s.12 c.15 C.2 Z.25 T.3 X.3 z.3 h.45",
    "r": "j.1 G.1 Z0 r.05 y.2 J.15 z.4 l.4",
    "z": "z0 s.15 X.1 J.2 Z.15 c.2 C.4 j.25 T.3 d.4",
    "c": "X0 c0 z.15 s.2 C.2 T.3 k.5 t.4",
    "s": "s0 c0 z.1 T.1 X.25 S.25 C.4",
    "y": "y0 i0 e.15 j.1 h.3 L.2 G.3 J.25 a.3",
    "w": "w0 W0 v0 i.3 u.05 o.1 b.3 h.3 g.35 f.3",
    "N": "n0 N0 m.08",
    "R": "r0 l0 L0 n.6",
    "A": "a0 o.15 u.15 e.2 i.35 y.4",
    "E": "e0 o.12 a.15 u.15 i.2 y.25",
    "~": "i0 e.08 y0 u.15 a.25 o.25",
    "I": "i0 y0 e.08 u.3 a.4 o.5",
    "O": "o0 a.15 u.15 e.3 i.5",
    "U": "u0 o.08 w.1 e.3 y.2 i.4 a.35",
    "AI": "a.05 e.08 i.08 y.1 u.35 o.4",
    "EI": "e0 a.1 i.15 y.15",
    "AO": "a.08 o.05 u.1",
    "OU": "o0 u.05 a.3",
    "IE": "e0 i.1 y.1",
    "IU": "u0 i.15 o.15",
    "V": "u.05 i.15 y.1 e.3",
    "i": "i0 y0 e.1 j.2",
    "u": "u0 w0 o.1 v.15",
}  # fmt: skip
VOWELS, LATIN_VOWELS = frozenset("aeiouyAEIOUV~"), frozenset("aeiouy")
VOWELS_AND_W, SOFTENING = LATIN_VOWELS | {"w"}, frozenset("eiy")
FAINT_SOUNDS, NASALS_AND_L, LOST_AT_THE_END = frozenset("hwWQ"), frozenset("lLNnm"), frozenset("tdsxzp")
OTHER_VOWEL, OTHER_SOUND = 0.45, 1.1
FAR = 9.0  # more than it costs to skip any two sounds

# Latin spellings, longest first, and the sounds that they are read as.
GRAPHEMES = {
    "tsch": "C", "shch": "S", "dzh": "J", "tch": "C", "sch": "S", "chr": "k r", "eau": "o", "ch": "C", "sh": "S",
    "zh": "Z", "kh": "K", "gh": "Q", "ph": "f", "th": "T", "rh": "r", "wh": "W", "ck": "k", "cz": "C", "sz": "s",
    "ts": "X", "tz": "X", "dj": "J", "dz": "z", "qu": "k w", "ll": "L", "gn": "n", "ee": "i", "oo": "u", "ou": "u",
    "tes": "X", "q": "k", "x": "k s",
}  # fmt: skip
GRAPHEME = make_pattern(
    r"""
    ^mc | tsch | shch | dzh | tch | sch | chr | eau | [csztkgprwd]h | ck | cz | [st]z | ts | d[jz] | qu | ll
    | tes $               # Gates
    | (?<=[iu]) x $       # Lacroix, silent
    | gn (?=[aeiou])      # Cologne, Agnese
    | ng (?![aeiouy])     # Yang; but An-gela
    | gu (?=[ei])         # Guillermo
    | c (?=[eiy])         # Cecilia
    | g (?=[eiy])         # George
    | ee | oo | ou | [a-z]
    """,
    regex.VERBOSE,
)
READ_AS = {spelled: read.split() for spelled, read in (GRAPHEMES | {"ng": "N", "gu": "g", "mc": "m k"}).items()}
PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ð": "d", "þ": "th", "æ": "e", "œ": "e", "ı": "i", "š": "sh", "č": "ch",
     "ć": "ch", "ž": "zh", "ş": "sh", "ș": "sh", "ç": "s", "ñ": "ny", "ń": "n", "ś": "sh"}
)  # fmt: skip


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """`name` in lower-case ASCII letters; diacritics are read (č ch, ñ ny) or dropped, other characters dropped."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFC", name.lower()).translate(PLAIN_LETTERS))
    return "".join(ch for ch in text if "a" <= ch <= "z")


@lru_cache(maxsize=4096)
def zh_segments(syllable: str) -> tuple[Segment, ...]:
    """The sounds of one pinyin syllable without tone, ü as v or ü."""
    syllable = syllable.replace("ü", "v")
    if syllable in ("er", "r"):
        return (Segment("R", 0.3, 0.7),)
    match = SYLLABLE.match(syllable)
    initial, final, coda = (match[1], match[2], match[3]) if match else ("", syllable, None)
    found: list[Segment] = []
    if initial:
        skip = {"y": 0.15, "w": 0.2, "h": 0.35}.get(initial, 0.9)
        found.append(Segment(initial, skip, 0.4 if initial in "yw" else 1.0))
    if initial == "w" and final in ("u", "o"):
        found[:] = [Segment("w", 0.05, 0.2)]
    for code in FINALS.get(final, final.upper()[:1]).split():
        if code in ("i", "u"):
            if not (code == "u" and initial not in "gkh") and not (code == "i" and initial in "jqx"):
                found.append(Segment(code, 0.1, 0.1))
        elif code == "I" and initial in ("z", "c", "s", "zh", "ch", "sh", "r"):
            found.append(Segment("~", 0.05, 0.2))
        else:
            faint = code in "EU" and not coda and initial not in ("", "y", "w")
            found.append(Segment(code, 0.1 if faint else 0.35, 0.25 if faint else 0.4))
    if coda:
        found.append(Segment("N", 0.45, 0.7))
    return tuple(found)


@lru_cache(maxsize=2048)
def en_segments(word: str) -> tuple[Segment, ...]:
    """The sounds of one Latin word in lower-case ASCII letters."""
    codes: list[str] = []
    for spelled in GRAPHEME.findall(word):
        if spelled not in READ_AS:
            codes.append(spelled)
        elif spelled != "x" or not codes or codes[-1] not in ("i", "u") or not word.endswith("x"):
            codes += READ_AS[spelled]
    if "c" in codes or "g" in codes:
        codes = _hardened(word, codes)
    sounds = [code for at, code in enumerate(codes) if not (at and code == codes[at - 1] and code not in "aeiou")]
    return tuple(map(_en_segment, ["", *sounds], sounds, [*sounds[1:], ""]))


def _hardened(word: str, codes: list[str]) -> list[str]:
    """The codes with c and g read as k and g, or as the soft sounds (c, G) before e, i, y."""
    out = codes.copy()
    for at, (code, following) in enumerate(zip(codes, [*codes[1:], ""], strict=True)):
        soft = following in SOFTENING
        if code == "c":
            out[at] = "c" if soft else "k"
        elif code == "g" and soft and "gu" not in word:
            out[at] = "G"
    return out


@lru_cache(maxsize=4096)
def _en_segment(before: str, code: str, following: str) -> Segment:
    """A sound between two; silent endings, r before consonants and vowels beside vowels are skipped at little cost."""
    last = not following
    if code in LATIN_VOWELS:
        beside = before in LATIN_VOWELS or following in LATIN_VOWELS
        skip = 0.05 if code == "e" and last else 0.18 if beside else 0.3
        return Segment(code, skip, 0.4)
    before_consonant = following not in VOWELS_AND_W
    if code == "r":
        return Segment(code, 0.15 if before_consonant else 0.6, 0.7)
    if code in FAINT_SOUNDS:
        return Segment(code, 0.12 if before_consonant or code == "Q" else 0.35, 0.4)
    if before_consonant and (code in NASALS_AND_L or (last and code in LOST_AT_THE_END)):
        return Segment(code, 0.5, 0.8)
    return Segment(code, 0.6 if before_consonant else 0.85, 1.0)


def _costs() -> dict[str, dict[str, float]]:
    """For each Latin sound what it costs that each Chinese segment stands for it."""
    known = {code: {entry[0]: float(entry[1:]) for entry in row.split()} for code, row in STANDS_FOR.items()}
    read = {code for codes in READ_AS.values() for code in codes}
    table: dict[str, dict[str, float]] = {}
    for sound in sorted(read.union("abcdefghijklmnopqrstuvwxyz", ["dh"], *known.values())):
        vowel = sound in LATIN_VOWELS
        other = {code: OTHER_VOWEL if vowel and code[0] in VOWELS else OTHER_SOUND for code in known}
        table[sound] = other | {code: row[sound] for code, row in known.items() if sound in row}
    return table


COSTS = _costs()
COST_TABLE = np.array([[*row.values(), FAR] for row in COSTS.values()])  # a row for each Latin sound
NUMBERS_EN = {code: number for number, code in enumerate(COSTS)}
NUMBERS_ZH = {code: number for number, code in enumerate(STANDS_FOR)}


class Sounds(NamedTuple):
    """The sounds of a word or of several, as columns.

    Attributes:
        codes, numbers: what each of them is, by name and by its place in `COST_TABLE`.
        skips: what it costs to leave each of them unmatched.
        length: the sum of their weights.
    """

    codes: tuple[str, ...]
    numbers: tuple[int, ...]
    skips: tuple[float, ...]
    length: float

    @classmethod
    def of(cls, segments: Iterable[Segment], numbers: dict[str, int]) -> Sounds:
        """These sounds, which are numbered so."""
        codes, skips, weights = zip(*segments, strict=True)
        return cls(codes, tuple([numbers[code] for code in codes]), skips, sum(weights))


def distance(zh: Sounds, en: Sounds) -> float:
    """What it costs at least to turn the Chinese sounds into the Latin ones."""
    row = list(accumulate(zh.skips, initial=0.0))
    for code, skip in zip(en.codes, en.skips, strict=True):
        costs = COSTS[code]
        corner = row[0]
        best = corner + skip
        other = [best]
        for sound, skip_zh, above in zip(zh.codes, zh.skips, row[1:], strict=True):
            best = min(corner + costs[sound], above + skip, best + skip_zh)
            other.append(best)
            corner = above
        row = other
    return row[-1]


def distances(zh: Sequence[Sounds], en: Sequence[Sounds]) -> Floats:
    """The `distance` of each Chinese word to the Latin one beside it; rounding may differ in the last digits.

    Args:
        zh: Chinese words.
        en: as many Latin words.
    """
    sizes_zh, sizes_en = (np.array([len(word.numbers) for word in words], np.int64) for words in (zh, en))
    order = np.argsort(-sizes_en, kind="stable")
    zh, en, sizes_zh, sizes_en = [zh[n] for n in order], [en[n] for n in order], sizes_zh[order], sizes_en[order]
    # the shorter Chinese words are filled up with sounds that cost nothing to skip and too much to match
    sounds_zh, skips_zh = _filled(zh, sizes_zh, len(NUMBERS_ZH))
    sounds_en, skips_en = _filled(en, sizes_en, 0)
    # each row is kept less what it costs to skip the Chinese sounds so far: skipping one more costs nothing then
    row = np.zeros((len(zh), sounds_zh.shape[1] + 1))
    for at in range(sounds_en.shape[1]):
        active = int(np.count_nonzero(sizes_en > at))
        costs = COST_TABLE[sounds_en[:active, at, None], sounds_zh[:active]] - skips_zh[:active]
        other = row[:active] + skips_en[:active, at, None]
        np.minimum(other[:, 1:], row[:active, :-1] + costs, out=other[:, 1:])
        np.minimum.accumulate(other, axis=1, out=row[:active])
    found = np.empty(len(zh))
    found[order] = row[:, -1] + skips_zh.sum(axis=1)
    return found


def _filled(words: Sequence[Sounds], sizes: NDArray[np.int64], filler: int) -> tuple[NDArray[np.int64], Floats]:
    """The numbers and skips of words of these sizes as rows of one length, filled up with `filler` and zero."""
    here = np.arange(sizes.max(initial=0)) < sizes[:, None]
    numbers, skips = np.full(here.shape, filler, np.int64), np.zeros(here.shape)
    numbers[here] = [number for word in words for number in word.numbers]
    skips[here] = [skip for word in words for skip in word.skips]
    return numbers, skips


def least_distances(zh: Sequence[Sounds], en: Sequence[Sounds]) -> Floats:
    """For each Chinese word (rows) and each Latin one what their `distance` costs at least, found at small cost.

    Each sound is skipped or matched with what is nearest to it in the other word, wherever that stands; the dearer of
    both sides counts. Rounding may make it greater than the distance in the last digits.

    Args:
        zh: at least one word.
        en: at least one word.
    """
    codes_zh, codes_en = ([number for word in words for number in word.numbers] for words in (zh, en))
    skips_zh, skips_en = (np.array([skip for word in words for skip in word.skips]) for words in (zh, en))
    starts_zh, starts_en = ([0, *accumulate(len(word.numbers) for word in words[:-1])] for words in (zh, en))
    nearest_en = np.minimum.reduceat(COST_TABLE[codes_en], starts_en)[:, codes_zh]  # en words by zh sounds
    nearest_zh = np.minimum.reduceat(COST_TABLE[:, codes_zh], starts_zh, axis=1)[codes_en]  # en sounds by zh words
    by_zh = np.add.reduceat(np.minimum(nearest_en, skips_zh), starts_zh, axis=1)
    by_en = np.add.reduceat(np.minimum(nearest_zh, skips_en[:, None]), starts_en)
    found: Floats = np.maximum(by_zh, by_en).T
    return found
