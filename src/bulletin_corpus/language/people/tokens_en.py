"""English texts as words and marks, as the grammar of titles and names reads them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from bulletin_corpus.language.people.countries import find_countries

# Wang; Vice-Minister; Ben-Abba; To; P.; U.S.; al-Sisi; and every other character by itself
TOKEN = regex.compile(
    r"""(?P<word> (?:[A-Z]\.){2,}                                          # U.S.  H.E.
            | \p{L}[\p{L}\p{M}]*(?:['’‘`‑-](?=\p{L})[\p{L}\p{M}]+)*         # words with hyphens and apostrophes
              (?:\.(?<=\b(?:\p{Lu}|Mr|Ms|Mrs|Dr|Prof|Gen|Lt|Maj|Brig|Col|Capt|Pol|Adm|Hon|Sen|Rev|Sgt|St|Engr|Atty|Mme)\.))?
            | \p{N}[\p{N}.,]*\p{L}* )
        | (?P<mark> [^\s] )""",
    regex.VERBOSE,
)

POSSESSIVES = ("'s", "’s", "‘s", "`s")
MOST_CACHED_CHARS = 400
"""Shorter texts, such as titles and headlines, are tokenized again and again."""


class Token(NamedTuple):
    """A word, or one character that is no word, with its place.

    Attributes:
        low: in lower case, without possessive 's, hyphens and apostrophes as ASCII.
        cap: whether it begins with a capital letter.
        possessive: whether 's stood behind it.
        code: whether it is part of the name of a country or an organisation.
    """

    text: str
    start: int
    end: int
    low: str
    cap: bool
    possessive: bool
    code: bool


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, in order."""
    return _short_tokens(text) if len(text) <= MOST_CACHED_CHARS else _tokens(text)


@lru_cache(maxsize=2048)
def _short_tokens(text: str) -> tuple[Token, ...]:
    return _tokens(text)


def _tokens(text: str) -> tuple[Token, ...]:
    spans = [(m.start, m.end) for m in find_countries(text, "en")]
    spans.append((len(text), len(text)))
    tokens: list[Token] = []
    index = 0
    code_start, code_end = spans[0]
    for match in TOKEN.finditer(text):
        start, end = match.span()
        while code_end <= start and code_start < len(text):
            index += 1
            code_start, code_end = spans[index]
        word = text[start:end]
        low, cap, possessive = _word_facts(word)
        tokens.append(Token(word, start, end, low, cap, possessive, code_start < end))
    return tuple(tokens)


@lru_cache(maxsize=16384)
def _word_facts(word: str) -> tuple[str, bool, bool]:
    """`low`, `cap` and `possessive` of a word's tokens."""
    possessive = word.endswith(POSSESSIVES)
    bare = word[:-2] if possessive else word
    low = bare.lower().replace("’", "'").replace("‘", "'").replace("`", "'").replace("‑", "-")
    return low, word[0].isupper(), possessive
