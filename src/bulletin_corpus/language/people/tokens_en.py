"""English texts as words and marks, as the grammar of titles and names reads them."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache, partial
from typing import NamedTuple

import regex

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

# Wang; Vice-Minister; Ben-Abba; To; P.; U.S.; al-Sisi; and every other character by itself
TOKEN = make_pattern(
    r"""(?: (?:[A-Z]\.){2,}                                                # U.S.  H.E.
            | \p{L}[\p{L}\p{M}]*(?:['’‘`‑-](?=\p{L})[\p{L}\p{M}]+)*         # words with hyphens and apostrophes
              (?:\.(?<=\b(?:\p{Lu}|Mr|Ms|Mrs|Dr|Prof|Gen|Lt|Maj|Brig|Col|Capt|Pol|Adm|Hon|Sen|Rev|Sgt|St|Engr|Atty|Mme|Jr|Sr)\.))?
            | \p{N}[\p{N}.,]*\p{L}* )
        | \S""",
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
    spans = [match.span() for match in TOKEN.finditer(text)]
    if not spans:
        return ()
    words = [text[start:end] for start, end in spans]
    starts, ends = zip(*spans, strict=True)
    codes = [False] * len(spans)
    for mention in find_countries(text, "en"):
        at = bisect_right(ends, mention.start)
        while at < len(starts) and starts[at] < mention.end:
            codes[at] = True
            at += 1
    lows, caps, possessives = zip(*map(_word_facts, words), strict=True)
    return tuple(map(_MAKE, zip(words, starts, ends, lows, caps, possessives, codes, strict=True)))


# as Token(*values), which takes three times as long for the many tokens of a text
_MAKE = partial(tuple.__new__, Token)


@lru_cache(maxsize=16384)
def _word_facts(word: str) -> tuple[str, bool, bool]:
    """`low`, `cap` and `possessive` of a word's tokens."""
    possessive = word.endswith(POSSESSIVES)
    bare = word[:-2] if possessive else word
    low = bare.lower().replace("’", "'").replace("‘", "'").replace("`", "'").replace("‑", "-")
    return low, word[0].isupper(), possessive
