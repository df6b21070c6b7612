"""The words of a sentence, as they are compared across languages.

Chinese is cut into dictionary words, English into stems; numbers become their values and punctuation a few common
marks, so that equal things have equal tokens on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.numbers import find_numbers_en, find_numbers_zh, numeral_en
from bulletin_corpus.language.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.language.dictionary import Dictionary

# Marks that mean the same on both sides; all others are left out.
MARKS = {
    "。": ".", "．": ".", ".": ".", "，": ",", ",": ",", "、": ",", "；": ";", ";": ";", "：": ":", ":": ":", "？": "?",
    "?": "?", "！": "!", "!": "!", "“": '"', "”": '"', '"': '"', "「": '"', "」": '"', "『": '"', "』": '"', "《": "<",
    "》": "<", "（": "(", "(": "(", "）": ")", ")": ")", "—": "-", "–": "-", "…": "~", "%": "%", "％": "%",
}  # fmt: skip
TOKEN = regex.compile(
    r"""
    (?P<han> \p{Han}++ )
    | (?P<number> \d++(?:[,，]\d{3})*+(?:\.\d++)?+ )
    | (?P<dotted> (?:\p{Lu}\.){2,} )                      # U.S., D.P.R.K.
    | (?P<word> [\p{L}\p{M}]++(?:['’][\p{L}\p{M}]++)*+ )
    | (?P<mark> [。．.，,、；;：:？?！!“”"「」『』《》（()）—–…%％] )
    """,
    regex.VERBOSE,
)
MONTHS = {m: str(n) for n, ms in enumerate(
    (("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
     ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
     ("december", "dec")), 1) for m in ms}  # fmt: skip


def tokens_zh(sentence: str, dictionary: Dictionary | None) -> list[str]:
    """The words of a Chinese sentence; without a dictionary its characters.

    A number is `#value`, a month `#m` and its number, a mark `/` and the mark; Latin words are stems.
    """
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
            at = number.end
    return [*found, *_plain_zh(sentence[at:], dictionary)]


def _plain_zh(text: str, dictionary: Dictionary | None) -> Iterator[str]:
    for match in TOKEN.finditer(text):
        if match["han"]:
            yield from dictionary.segment(match["han"]) if dictionary is not None else match["han"]
        elif match["word"] or match["dotted"]:
            yield stem(match.group().lower().replace(".", ""))
        elif match["number"]:
            yield "#" + match["number"]
        else:
            yield "/" + MARKS[match["mark"]]


def tokens_en(sentence: str) -> list[tuple[str, str]]:
    """The tokens of an English sentence with the words as printed: stems, `#` numbers, `#m` months, `/` marks."""
    numbers = {number.start: number for number in find_numbers_en(sentence)}
    found: list[tuple[str, str]] = []
    until = 0
    for match in TOKEN.finditer(sentence):
        if match.start() < until:
            continue
        number = numbers.get(match.start())
        if number is not None:
            found.append(("#" + number.value, match.group()))
            until = number.end
        elif match["word"]:
            found += _words_en(match["word"])
        elif match["dotted"]:
            found.append((match.group().lower().replace(".", ""), match.group()))
        elif match["mark"]:
            found.append(("/" + MARKS[match["mark"]], match.group()))
    return found


def _words_en(word: str) -> Iterator[tuple[str, str]]:
    low = word.lower().replace("’", "'")
    bare, _, ending = low.partition("'")
    if ending == "t" and bare.endswith("n") and bare != "can":
        bare = bare[:-1]
    month = MONTHS.get(bare)
    if month is not None and word[0].isupper():
        yield "#m" + month, word
    elif (value := numeral_en(bare)) is not None:
        yield "#" + value, word
    else:
        yield stem(bare) if len(bare) > 1 or not ending else stem(low.replace("'", "")), word
    if ending == "t":
        yield "not", "not"
