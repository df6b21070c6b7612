"""How much of its words a paragraph shares with the paragraphs before it and behind it, of all paragraphs at once.

Words that may tell an item from another are Chinese character pairs, English names and long words. Weights are whole
numbers, so that no order of adding them changes a share.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.restoring.script import character_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.records import Lang

HAN_RUN = make_pattern(r"\p{Han}+")
WORDS_EN = make_pattern(r"[\p{L}][\p{L}'’-]{2,}")
LONGEST_READ = 400  # characters of a paragraph whose words are compared; the longest of the genre have 900
NEIGHBOURS = 3  # paragraphs on either side that are looked at: a lead's names come back at once
NAME_WEIGHT = 3  # a name tells an item from the next better than another word does
ONE = 720_720 << 12  # the weight of a term, over the number of paragraphs that hold it, in whole numbers up to sixteen
CODE_BITS = 21  # of a character
IS_NAME = 1  # the lowest bit of a term's number
SHORTEST, LONG_WORD, STEM = 3, 5, 6  # letters of a word that is read, of one that is no name, of its beginning
# Signs that English texts of plain letters hold; China’s and China's are one word.
PLAIN_SIGNS = (("’", "'"), ("‘", " "), ("“", " "), ("”", " "), ("—", " "), ("–", " "), ("\N{NO-BREAK SPACE}", " "))
BLANKS = {code: " " for code in range(128) if not (chr(code).isalpha() or chr(code) in "'-")}
# The characters of the script Han, as `\p{Han}` finds them; none stands behind the last.
HAN_RANGES = (
    (0x2E80, 0x2E99),
    (0x2E9B, 0x2EF3),
    (0x2F00, 0x2FD5),
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x3021, 0x3029),
    (0x3038, 0x303B),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFA6D),
    (0xFA70, 0xFAD9),
    (0x16FE2, 0x16FE3),
    (0x16FF0, 0x16FF6),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B81E),
    (0x2B820, 0x2CEAD),
    (0x2CEB0, 0x2EBE0),
    (0x2EBF0, 0x2EE5D),
    (0x2F800, 0x2FA1D),
    (0x30000, 0x3134A),
    (0x31350, 0x33479),
)
MOST_WORDS = 50_000  # kept from bulletin to bulletin; all that English texts of the genre have in common are fewer
LAST_HAN = HAN_RANGES[-1][-1] + 1


class Shares(NamedTuple):
    """What each paragraph of a language shares, 0 to 1; 0.0 where it has no word that another paragraph has.

    Attributes:
        sizes: its distinct terms.
        before: of its terms' weight, what stands in the paragraphs before it.
        behind: what stands in those behind it.
        both: of the weight of its terms and of those behind it, what stands in those before it.
    """

    sizes: list[int]
    before: list[float]
    behind: list[float]
    both: list[float]


def shares(zh: Sequence[str], en: Sequence[str]) -> tuple[Shares, Shares]:
    """What the Chinese and the English paragraphs of a bulletin, each in order, share with their neighbours.

    The fewer paragraphs hold a term, the more it weighs; one of one paragraph alone weighs nothing.
    """
    number = len(zh) + len(en)
    bits = number.bit_length()
    # a row for each term of each paragraph, by the terms, then by the paragraphs, the English ones behind the Chinese
    rows = np.concatenate((_rows_zh(zh, bits), _rows_en(en, bits) + len(zh)))
    rows.sort()
    rows = rows[np.concatenate(([True], rows[1:] != rows[:-1]))] if len(rows) else rows
    terms, at = rows >> bits, rows & (1 << bits) - 1
    again = terms[1:] == terms[:-1]  # the next row has the same term
    pairs = again.nonzero()[0]
    last, following = np.full(len(rows), -NEIGHBOURS - 1), np.full(len(rows), number + NEIGHBOURS)
    last[pairs + 1], following[pairs] = at[pairs], at[pairs + 1]
    weights = _weights(terms, again)
    before = np.bincount(at, weights * (at - last <= NEIGHBOURS), number)
    behind = np.bincount(at, weights * (following - at <= NEIGHBOURS), number)
    # A term of those behind counts once, from the first paragraph that reaches it and has not passed its last place.
    own_first = np.where(at < len(zh), 0, len(zh))  # English does not stand behind the last Chinese paragraphs
    start, stop = np.maximum(np.maximum(at - NEIGHBOURS, last + 1), own_first), at + 1
    both = _held(start, np.maximum(start, np.minimum(stop, last + 1 + NEIGHBOURS)), weights, number)
    own, whole = np.bincount(at, weights, number), _held(start, stop, weights, number)
    columns = (before / np.maximum(own, 1), behind / np.maximum(own, 1), both / np.maximum(whole, 1))
    sizes, *parts = [column.tolist() for column in (np.bincount(at, minlength=number), *columns)]
    sides = [[column[side] for column in parts] for side in (slice(len(zh)), slice(len(zh), None))]
    return Shares(sizes[: len(zh)], *sides[0]), Shares(sizes[len(zh) :], *sides[1])


def _weights(terms: NDArray[np.int64], again: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The weight of each row's term: the fewer rows have it the more, but nothing where it is the only one."""
    if not len(terms):
        return terms
    first = np.concatenate(([0], (~again).nonzero()[0] + 1))
    counts = np.concatenate((first[1:], [len(terms)])) - first
    weights = ONE // counts * np.where(terms[first] & IS_NAME, NAME_WEIGHT, 1)
    return (weights * (counts > 1)).repeat(counts)


def _held(
    starts: NDArray[np.int64], ends: NDArray[np.int64], weights: NDArray[np.int64], number: int
) -> NDArray[np.float64]:
    """For each of so many paragraphs the weights of the rows whose range `[start, end)` holds it."""
    coming, going = (np.bincount(places, weights, number + 1) for places in (starts, ends))
    held: NDArray[np.float64] = (coming - going).cumsum()[:-1]
    return held


def _rows_zh(paragraphs: Sequence[str], bits: int) -> NDArray[np.int64]:
    """Pairs of Chinese characters that stand side by side, as numbers, each with its paragraph in the lowest `bits`."""
    heads = [text[:LONGEST_READ] for text in paragraphs]
    codes = character_codes("".join(heads)).astype(np.int64)
    at = np.arange(len(heads)).repeat([len(head) for head in heads])
    is_han = _han()[np.minimum(codes, LAST_HAN)]
    pairs = (is_han[1:] & is_han[:-1] & (at[1:] == at[:-1])).nonzero()[0]
    rows: NDArray[np.int64] = (codes[pairs] << CODE_BITS | codes[pairs + 1]) << 1 + bits | at[pairs]
    return rows


@cache
def _han() -> NDArray[np.bool_]:
    """Whether each code point up to the last is a Chinese character."""
    table = np.zeros(LAST_HAN + 1, dtype=np.bool_)
    for first, last in HAN_RANGES:
        table[first : last + 1] = True
    return table


def _rows_en(paragraphs: Sequence[str], bits: int) -> NDArray[np.int64]:
    """Names and long words, numbered as they are met, each with its paragraph in the lowest `bits`.

    A capital that only begins a sentence makes no name.
    """
    words = [_words_en(text[: 2 * LONGEST_READ]) for text in paragraphs]
    whole = list(chain.from_iterable(words))
    numbers: dict[str, int] = {}
    of_word = {word: numbers.setdefault(_term_en(word), len(numbers)) for word in dict.fromkeys(whole)}
    terms = [
        n << 1 | (term[0].isupper() and term.lower()[:STEM] not in numbers) if term else -1
        for n, term in enumerate(numbers)
    ]
    found = np.array(terms, dtype=np.int64)[np.fromiter(map(of_word.__getitem__, whole), np.int64, len(whole))]
    at = np.arange(len(words)).repeat([len(some) for some in words])
    return (found << bits | at)[found >= 0]


def terms(text: str, lang: Lang) -> set[str]:
    """The words of a text that may tell its item from another, of one text alone."""
    if lang == "en":
        return {term for word in set(_words_en(text[: 2 * LONGEST_READ])) if (term := _term_en(word))}
    pairs: set[str] = set()
    for run in HAN_RUN.findall(text, 0, LONGEST_READ):
        pairs.update(map(add, run, run[1:]))
    return pairs


@lru_cache(MOST_WORDS)
def _term_en(word: str) -> str:
    """A name with its capital, or the beginning of another word of five letters and more; else nothing."""
    word = word.lstrip("'-")
    if len(word) < SHORTEST:
        return ""
    if word[0].isupper():
        name = word.removesuffix("'s")
        return "" if name in _common() else name
    return word[:STEM] if len(word) >= LONG_WORD else ""


def _words_en(text: str) -> list[str]:
    """What `WORDS_EN` finds, and shorter words; plain letters are split without a pattern, in a third of the time."""
    if not text.isascii():
        for sign, plain in PLAIN_SIGNS:
            text = text.replace(sign, plain)
        if not text.isascii():
            return WORDS_EN.findall(text)
    return text.translate(BLANKS).split()


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("news_words") if row["kind"] == "common")
