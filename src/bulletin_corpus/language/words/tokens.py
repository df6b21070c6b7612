"""The words of a sentence, as they are compared across languages.

Chinese is cut into dictionary words, English into stems; numbers become their values and punctuation a few common
marks, so that equal things have equal tokens on both sides.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.words.numbers import find_numbers_en, find_numbers_zh, numeral_en
from bulletin_corpus.language.words.stems import stem

if TYPE_CHECKING:
    from bulletin_corpus.language.words.dictionary import Dictionary

# Marks that mean the same on both sides; all others are left out.
MARKS = {
    "。": ".", "．": ".", ".": ".", "，": ",", ",": ",", "、": ",", "；": ";", ";": ";", "：": ":", ":": ":", "？": "?",
    "?": "?", "！": "!", "!": "!", "“": '"', "”": '"', '"': '"', "「": '"', "」": '"', "『": '"', "』": '"', "‘": '"',
    "’": '"', "'": '"', "《": "<", "》": "<", "（": "(", "(": "(", "）": ")", ")": ")", "—": "-", "–": "-", "…": "~",
    "%": "%", "％": "%",
}  # fmt: skip
# A run of Chinese characters; 2,600.5; U.S., D.P.R.K.; a word in other letters (SCO成员国 is two pieces); a mark.
PIECE = make_pattern(
    r"""
    \p{Han}++
    | \d++(?:[,，]\d{3})*+(?:\.\d++)?+
    | (?:\p{Lu}\.){2,}
    | [[\p{L}\p{M}]--\p{Han}]++(?:['’][\p{Latin}\p{M}]++)*+
    | [。．.，,、；;：:？?！!“”"‘’'「」『』《》（()）—–…%％]
    """,
    regex.VERBOSE | regex.VERSION1,  # for the difference of two sets
)
OPENING, CLOSING = frozenset("“‘「『\"'"), frozenset("”’」』\"'")
UNITS_OF_DATE = ("日", "号")  # behind a number; 日至 would else be read as the solstice
MONTHS = {m: str(n) for n, ms in enumerate(
    (("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
     ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
     ("december", "dec")), 1) for m in ms}  # fmt: skip


def tokens_zh(sentence: str, dictionary: Dictionary | None, names: regex.Pattern[str] | None = None) -> list[str]:
    """The words of a Chinese sentence; without a dictionary its characters.

    A number is `#value`, a month `#m` and its number, a mark `/` and the mark; Latin words are stems. What `names`
    matches is one word.
    """
    if names is None:
        return _numbered_zh(sentence, dictionary)
    found: list[str] = []
    at = 0
    for match in names.finditer(sentence):
        found += [*_numbered_zh(sentence[at : match.start()], dictionary), match.group()]
        at = match.end()
    return found + _numbered_zh(sentence[at:], dictionary)


def _numbered_zh(sentence: str, dictionary: Dictionary | None) -> list[str]:
    found: list[str] = []
    at = 0
    for number in find_numbers_zh(sentence):
        if number.start < at:
            continue
        found += _plain_zh(sentence[at : number.start], dictionary)
        if sentence[number.end : number.end + 1] == "月" and number.value.isdigit() and int(number.value) <= 12:
            found.append("#m" + number.value)
            at = number.end + 1
        else:
            found.append("#" + number.value)
            at = number.end + (sentence[number.end : number.end + 1] in UNITS_OF_DATE)
    return [*found, *_plain_zh(sentence[at:], dictionary)]


def _plain_zh(text: str, dictionary: Dictionary | None) -> list[str]:
    found: list[str] = []
    for piece in PIECE.findall(text):
        if "\u2e80" <= piece[0] < "\uff00" and piece not in MARKS:
            found += dictionary.segment(piece) if dictionary is not None else piece
        else:
            found.append(_other_piece(piece))
    return found


@lru_cache(maxsize=4096)
def _other_piece(piece: str) -> str:
    """The token of a mark, a number or a word in other letters."""
    if piece in MARKS:
        return "/" + MARKS[piece]
    return "#" + piece if piece[0].isdigit() else stem(piece.lower().replace(".", ""))


def opening(sentence: str) -> int:
    """1 for a sentence that begins with a quotation mark, else 0."""
    return int(sentence[:1] in OPENING) if sentence else 0


def ending(sentence: str) -> int:
    """How a sentence ends: 0 other, 1 with a full stop, 2 ?, 3 !, 4 : or ; or a comma; 5 more with a quotation mark."""
    bare = sentence.rstrip()
    quoted = bare[-1:] in CLOSING if bare else False
    bare = bare.rstrip("”’」』\"')）] ")
    mark = MARKS.get(bare[-1:], "")
    return {".": 1, "~": 1, "?": 2, "!": 3, ":": 4, ";": 4, ",": 4}.get(mark, 0) + 5 * quoted


def tokens_en(sentence: str) -> list[str]:
    """The tokens of an English sentence: stems, `#` numbers, `#m` months, `/` marks."""
    found: list[str] = []
    at = 0
    for number in find_numbers_en(sentence):
        digits = PIECE.match(sentence, number.start)
        if digits is not None and number.start >= at:  # not a part of the piece before, as in 1，200
            found += chain.from_iterable(map(_printed_en, sentence[at : number.start].split()))
            found.append("#" + number.value)
            at = digits.end()
    found += chain.from_iterable(map(_printed_en, sentence[at:].split()))
    return found


@lru_cache(maxsize=16384)
def _printed_en(printed: str) -> tuple[str, ...]:
    """The tokens of what is printed between spaces, without digits: a word and the marks beside it."""
    found: list[str] = []
    for piece in PIECE.findall(printed):
        if piece in MARKS:
            found.append("/" + MARKS[piece])
        elif "." in piece:  # an abbreviation
            found.append(piece.lower().replace(".", ""))
        else:
            found += word_en(piece)
    return tuple(found)


@lru_cache(maxsize=16384)
def word_en(word: str) -> tuple[str, ...]:
    """The tokens of one English word as printed: its stem, a month's or numeral's value; don't is do and not."""
    bare, _, ending = word.lower().replace("’", "'").partition("'")
    if ending == "t" and bare.endswith("n") and bare != "can":
        bare = bare[:-1]
    month = MONTHS.get(bare)
    if month is not None and word[0].isupper():
        token = "#m" + month
    elif (value := numeral_en(bare)) is not None:
        token = "#" + value
    else:
        token = stem(bare if len(bare) > 1 or not ending else bare + ending)
    return (token, "not") if ending == "t" else (token,)
