"""English titles in the plural that several persons share: 'the ministers of justice of Peru and Chile, A and B'.

Input: the text of one part of an article. Output: `FoundName`s, each with the title in the singular and, where
countries are listed, its own country. Titles of one person are left to `people_en`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import country_of, find_countries
from bulletin_corpus.language.people.found_names import FoundName
from bulletin_corpus.language.people.name_reader_en import pinyin_name
from bulletin_corpus.language.people.printed_titles_en import clean_title_en
from bulletin_corpus.language.people.titles_en import of_office, premodifier_start
from bulletin_corpus.language.people.tokens_en import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    import regex

# what stands before a title in the plural: deputy, foreign, Chinese vice
LONGEST_LEAD_CHARS = 60
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


def _own_lands(lands: str, names: str) -> list[str]:
    """The countries, as many as names; none where some are no countries or the numbers differ."""
    parts = [part.removeprefix("the ") for part in BETWEEN.split(lands)]
    known = [any(country.form == part for country in find_countries(part, "en")) for part in parts]
    return parts if all(known) and len(parts) == len(BETWEEN.split(names)) else []


def _is_body(field: str) -> bool:
    """Whether the words between title and names are of an office: of Public Security."""
    return all(of_office(word.lower()) or word in ("of", "for", "the", "and", "general") for word in field.split())


def _are_pinyin(names: str) -> bool:
    return all(pinyin_name(name.split()) for name in BETWEEN.split(names))


def _persons(
    part: int, text: str, head: regex.Match[str], found: regex.Match[str], lands: list[str]
) -> Iterator[FoundName]:
    low = head[0].lower()
    singular = head[0][: -len(low)] + (head[0][:1] + _plurals()[low][1:])
    begin = _title_start(text, head.start(), head.end())
    at = found.start("names")
    for number, (name, land) in enumerate(zip(BETWEEN.split(found["names"]), lands, strict=True)):
        at = text.index(name, at)
        title = text[begin : head.start()] + singular + found["field"] + (f" of {land}" if land else "")
        country = country_of(title, "en") or ("CN" if not land else None)
        title_start, title_end = (begin, found.start("names")) if number == 0 else (at, at)
        yield FoundName(
            part, name, at, at + len(name), clean_title_en(title), title_start, title_end, country, "official.shared.en"
        )
        at += len(name)


def _title_start(text: str, start: int, end: int) -> int:
    """Where the title begins whose plural head stands at `[start, end)`: with its ranks and the country before it."""
    offset = max(0, start - LONGEST_LEAD_CHARS)
    tokens = tokenize(text[offset:end])
    first = premodifier_start(tokens, len(tokens) - 1, 0)
    return offset + tokens[first].start
