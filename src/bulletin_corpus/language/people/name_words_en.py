"""English words as parts of names: what a capitalised word can be, names in pinyin, forms of address.

Input: words, in lower case where the parameter is called `low`. Output: what they are by themselves; where names begin
and end in a text is left to `name_reader_en`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import national_bodies
from bulletin_corpus.language.people.titles_en import of_office, role_words

if TYPE_CHECKING:
    from collections.abc import Sequence


@cache
def honorifics() -> frozenset[tuple[str, ...]]:
    """Forms of address and ranks as words in lower case, without dots and hyphens: ('lt', 'gen')."""
    forms = (row["form"] for row in lexicon("honorifics") if row["lang"] == "en")
    return frozenset(tuple(form.lower().replace(".", "").replace("-", " ").split()) for form in forms)


@cache
def _surname_syllables() -> frozenset[str]:
    """Chinese surnames in pinyin, in lower case, the compound ones in one word."""
    compound = (row["readings"].replace(" ", "") for row in lexicon("surname_readings") if len(row["surname"]) > 1)
    return frozenset((*(row["syllable"] for row in lexicon("surname_syllables")), *compound))


@cache
def vietnamese_surnames() -> frozenset[str]:
    """Vietnamese surnames without diacritics, in lower case."""
    return frozenset(row["latin"].lower() for row in lexicon("east_asian_surnames") if row["tradition"] == "vi")


@cache
def places() -> frozenset[str]:
    """Names of cities and provinces, in lower case."""
    cities = (row["en"].lower() for row in lexicon("places"))
    return frozenset((*cities, *(form.lower() for form in national_bodies("en", "province"))))


@lru_cache(maxsize=16384)
def plain_words(low: str) -> tuple[str, ...]:
    """The words of a token as honorifics count them: Lt. is lt, Vice-Admiral two."""
    return tuple(low.replace(".", "").replace("-", " ").split())


@cache
def _honorific_openers() -> frozenset[str]:
    return frozenset(words[0] for words in honorifics())


@lru_cache(maxsize=16384)
def opens_honorific(low: str) -> bool:
    """Whether a form of address or a rank begins with the word."""
    return plain_words(low)[0] in _honorific_openers()


@lru_cache(maxsize=16384)
def as_name(low: str) -> Literal["surname too", "office", "name too", "no name", "name"]:
    """What a capitalised word is where a name may stand, by the word alone."""
    if low in role_words("surname too"):
        return "surname too"
    if of_office(low) and low not in role_words("particle"):
        return "office"
    if low.rstrip(".") in role_words("name too"):
        return "name too"
    return "no name" if low in role_words("no name") or low.rstrip(".") in role_words("calendar") else "name"


# one or two syllables of pinyin: xiaohong, rui, xi'an
GIVEN = make_pattern(
    r"""(?: (?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)? (?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|
        ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|üe|a|e|i|o|u|ü)['’-]? ){1,2}""",
    regex.VERBOSE,
)


def pinyin_name(words: Sequence[str]) -> bool:
    """Whether the words make a Chinese name in pinyin: Wang Xiaohong, Ouyang Che."""
    if len(words) != 2:
        return False
    surname, given = words[0].lower(), words[1].lower()
    return surname in _surname_syllables() and GIVEN.fullmatch(given) is not None


POSSESSIVES = ("'s", "’s", "‘s")
# al-Sisi, bin-Zayed
JOINED_NAME = make_pattern(r"(?:al|el|bin|ibn)-\p{Lu}")
