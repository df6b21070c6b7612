"""English titles in the plural that several persons share: 'the ministers of justice of Peru and Chile, A and B'.

Input: the text of one part of an article. Output: `FoundName`s, each with the title in the singular and, where
countries are listed, its own country. Titles of one person are left to `people_en`.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import country_of, find_countries
from bulletin_corpus.language.people.found_names import FoundName
from bulletin_corpus.language.people.name_words_en import pinyin_name
from bulletin_corpus.language.people.printed_titles_en import clean_title_en
from bulletin_corpus.language.people.titles_en import LONGEST_TITLE_TOKENS, of_office, phrase_end, premodifier_start
from bulletin_corpus.language.people.tokens_en import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    import regex

    from bulletin_corpus.language.people.tokens_en import Token

NAME = (
    r"\p{Lu}[\p{L}'’-]+(?:\s+(?:(?:al|bin|bint|de|del|van|der|von|la|el|da|dos)\s+|\p{Lu}\.\s+)?\p{Lu}[\p{L}'’-]+){1,3}"
)
LAND = r"(?:the\s+)?\p{Lu}[\p{L}'’-]+(?:\s+(?:(?:and|of|the)\s+)?\p{Lu}[\p{L}'’-]+){0,3}?"
FIELD = r"(?:\s+general)?(?:\s+(?:of|for)\s+[^,.;:()]{3,80}?)?"
# ministers| of justice of Peru and Chile, Eduardo Arana and Luisa Cordero; field= of justice, lands=Peru, Chile ...
OF_LANDS = make_pattern(
    rf"(?P<field>{FIELD})\s+of\s+(?P<lands>{LAND}(?:,\s+{LAND})?,?\s+and\s+{LAND}),?\s+"
    rf"(?P<names>{NAME}(?:,\s+{NAME})?,?\s+and\s+{NAME})(?=[,.;:]|\s+\p{{Ll}}|$)"
)
# Vice Ministers| of Public Security Lin Rui and Xu Ganlu: two names in pinyin; field= of Public Security
OF_BODY = make_pattern(
    r"(?P<field>(?:\s+general)?(?:\s+[\p{L}'’-]+){0,8}?)\s+(?P<names>\p{Lu}\p{Ll}+\s\p{Lu}[\p{Ll}'’]+\s+and\s+\p{Lu}\p{Ll}+\s\p{Lu}[\p{Ll}'’]+)\b"
)
# Ministers| Wang Wentao of China and Ahn Duk-geun of the Republic of Korea: each=Wang ... Korea
OF_LAND = rf"{NAME}\s+of\s+{LAND}"
EACH_LAND = make_pattern(
    rf"(?P<field>{FIELD})\s+(?P<each>{OF_LAND}(?:,\s+{OF_LAND}){{0,2}},?\s+and\s+{OF_LAND})"
    r"(?![\p{L}'’-]|\s+of\s+\p{Lu})"
)
ONE_LAND = make_pattern(rf"(?P<name>{NAME})\s+of\s+(?P<land>{LAND})(?=,|\s+and\s|$)")
BETWEEN = make_pattern(r",?\s+and\s+|,\s+")


@cache
def _plurals() -> dict[str, str]:
    """The plural of each head of one word to its singular: ministers, secretaries."""
    heads = {row["en"] for row in lexicon("offices") if row["en"].isalpha()}
    return {head[:-1] + "ies" if head.endswith("y") else head + "s": head for head in heads if not head.endswith("s")}


@cache
def _plural() -> regex.Pattern[str]:
    return make_pattern(rf"(?i)\b(?:{'|'.join(sorted(_plurals(), key=lambda form: (-len(form), form)))})\b")


def shared_titles_en(part: int, text: str) -> Iterator[FoundName]:
    """The persons of `text`, part number `part`, that share a title in the plural, in order."""
    for head in _plural().finditer(text) if " and " in text else ():
        lands = OF_LANDS.match(text, head.end())
        own = _own_lands(lands["lands"], lands["names"]) if lands is not None else []
        if lands is not None and own:
            yield from _persons(part, text, head, lands, own)
            continue
        body = OF_BODY.match(text, head.end())
        if body is not None and _is_body(body["field"]) and _are_pinyin(body["names"]):
            yield from _persons(part, text, head, body, ["", ""])
            continue
        each = EACH_LAND.match(text, head.end())
        if each is not None:
            yield from _each_of_land(part, text, head, each)


def _own_lands(lands: str, names: str) -> list[str]:
    """The countries, as many as names; none where some are no countries or the numbers differ."""
    parts = [part.removeprefix("the ") for part in BETWEEN.split(lands)]
    return parts if all(map(_is_land, parts)) and len(parts) == len(BETWEEN.split(names)) else []


def _is_land(words: str) -> bool:
    """Whether the words are the name of a country and no more."""
    return any(land.form == words.removeprefix("the ") for land in find_countries(words, "en"))


def _is_body(field: str) -> bool:
    """Whether the words between title and names are of an office: of Public Security."""
    return all(of_office(word.lower()) or word in ("of", "for", "the", "and", "general") for word in field.split())


def _are_pinyin(names: str) -> bool:
    return all(pinyin_name(name.split()) for name in BETWEEN.split(names))


def _persons(
    part: int, text: str, head: regex.Match[str], found: regex.Match[str], lands: list[str]
) -> Iterator[FoundName]:
    begin, singular = _lead_and_singular(text, head)
    at = found.start("names")
    behind = _body_behind(text, found.end("names")) if not found["field"].strip() else ""
    for number, (name, land) in enumerate(zip(BETWEEN.split(found["names"]), lands, strict=True)):
        at = text.index(name, at)
        title = text[begin : head.start()] + singular + found["field"] + (f" of {land}" if land else behind)
        country = country_of(title, "en") or ("CN" if not land else None)
        title_start, title_end = (begin, found.start("names")) if number == 0 else (at, at)
        yield FoundName(
            part, name, at, at + len(name), clean_title_en(title), title_start, title_end, country, "official.shared.en"
        )
        at += len(name)


def _each_of_land(part: int, text: str, head: regex.Match[str], found: regex.Match[str]) -> Iterator[FoundName]:
    """The persons of a list that names each with the own country; none where one of them is no country."""
    ones = list(ONE_LAND.finditer(text, *found.span("each")))
    if not all(
        any(land.form == one["land"].removeprefix("the ") for land in find_countries(one["land"], "en")) for one in ones
    ):
        return
    begin, singular = _lead_and_singular(text, head)
    for number, one in enumerate(ones):
        title = text[begin : head.start()] + singular + found["field"] + f" of {one['land']}"
        start, end = one.span("name")
        title_start, title_end = (begin, start) if number == 0 else (start, start)
        country = country_of(title, "en")
        yield FoundName(
            part, one["name"], start, end, clean_title_en(title), title_start, title_end, country, "official.shared.en"
        )


def _lead_and_singular(text: str, head: regex.Match[str]) -> tuple[int, str]:
    """Where the title begins whose plural head is `head`, with its ranks and the country; and the head's singular."""
    tokens = _tokens(text)
    last = bisect_right(tokens, head.start(), key=attrgetter("start")) - 1
    first = premodifier_start(tokens, last, max(0, last - LONGEST_TITLE_TOKENS))
    return tokens[first].start, head[0][:1] + _plurals()[head[0].lower()][1:]


def _body_behind(text: str, at: int) -> str:
    """The body behind names whose title names none: Deputy directors A and B | of the Exit and Entry Administration."""
    tokens = _tokens(text)
    first = bisect_right(tokens, at - 1, key=attrgetter("start"))
    behind = tokens[first : first + LONGEST_TITLE_TOKENS]
    if not behind or behind[0].low != "of":
        return ""
    window = (*tokenize("director"), *behind)
    end = phrase_end(window, 0) or 1
    return f" {text[behind[0].start : window[end - 1].end]}" if end > 1 else ""


@lru_cache(maxsize=8)
def _tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, all of whose titles are looked for."""
    return tokenize(text)
