"""Places behind 'in' and 'at': in Beijing, in the coastal city of Qingdao, at Fujian Police College in Fuzhou."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.gazetteer import Location, Span, capital_of, overlaps, place_kinds, venue_words
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = tuple(row["form"] for row in lexicon("months"))
DAYS = tuple(row["form"] for row in lexicon("weekdays") if row["lang"] == "en")
CAP = r"\p{Lu}[\p{L}'’.]*(?:-\p{Lu}?[\p{L}'’]+)*"
TOWN = r"(?:city|capital|town|port|county|municipality|resort|island)"
# in Beijing · in the coastal city of Qingdao, Shandong province · in southwest China's Chongqing; city=Beijing ...
IN_EN = make_pattern(
    rf"""
    \b(?:[Ii]n|[Aa]t)\s+
    (?P<lead> (?:the\s+)? (?:[a-z]+\s+){{0,3}}? {TOWN}\s+(?:city\s+)?(?:of\s+)?
      | (?:the\s+)? (?:(?:north|south|east|west|central)[a-z]*\s+)? {CAP}
        (?:(?:['’]s?)?\s+(?:capital(?:\s+city)?,?\s+(?:of\s+)? | (?:[a-z]+\s+)?city\s+of\s+) | ['’]s?\s+(?=\p{{Lu}}))
      | neighbou?ring\s+ )?
    (?P<city>{CAP}(?:\s+(?:(?:de|del|da|la|al|el|es|of\s+the)\s+)?{CAP}){{0,3}})
    """,
    regex.VERBOSE,
)
CAPITAL_EN = make_pattern(
    rf"\bin\s+the\s+(?P<demonym>{CAP}(?:\s{CAP})?)\s+capital\b(?!\s+(?:of|city\s+of))(?!,?\s+\p{{Lu}})"
)
# at Fujian Police College · at the Xi'an International Convention Center
AT_EN = make_pattern(
    rf"\b(?:[Aa]t|[Ii]n|inside|on(?=\s+the\s+{CAP}\s+[Cc]ampus))\s+(?:the\s+)?"
    rf"(?P<venue>(?:(?:{CAP}\s+){{0,3}}(?:[Cc]ampus|headquarters)\s+of\s+(?:the\s+)?)?"
    rf"{CAP}(?:\s+(?:(?:of|for|and|the|de|on)\s+){{0,2}}{CAP}){{0,9}}(?:\s+(?:headquarters|campus)\b)?)"
)
# Guangzhou's| Jinan University
OWNER_EN = make_pattern(r"(?P<owner>\p{Lu}\p{L}+)['’]s\s+(?=\p{Lu})")
# the Yuzhong Campus of Lanzhou University| for the School
FOR_EN = make_pattern(r"\s+for\s.*\Z")
# at the |International Seminar on the Conservation of| Silk Road Grottoes
EVENT_EN = make_pattern(
    r"\b(?:Seminar|Forum|Workshop|Conference|Symposium|Course|Summit|Training|Dialogue)\s+(?:on|for|of|in)\b"
)
# the Haikou |campus of the| Academy of Sciences
SEAT_EN = make_pattern(r"\b(?:[Cc]ampus|headquarters)\s+of\b")
# in Huairou, Beijing · in the Shunyi District of Beijing: the district's city counts
DISTRICT_EN = make_pattern(
    rf"(?:\s+(?:[Dd]istrict|[Cc]ounty|New\s+Area))?(?:,|\s+of|\s+in)\s+(?P<city>{CAP}(?:\s+{CAP})?)"
)
# capitalised words behind 'in' that are no places
NO_CITY_EN = frozenset(
    (
        *(*MONTHS, *DAYS, "English", "Chinese", "Mandarin", "Spring", "Summer", "Autumn", "Winter", "COVID", "Phase"),
        *("Article", "Chapter", "Accordance", "Response", "Addition"),
    )
)
ORG_EN = make_pattern(
    r"""\b(?:
        Ministry|Minister|Ministerial|Bureau|Department|Commission|Committee|Administration|Agency|Authority|Police|Force
      | Forum|Workshop|Seminar|Conference|Summit|Initiative|Organization|Association|Games|Olympics|Plan|Agreement
      | Council|Office|Convention|Cooperation|Security|Affairs|Law|Ocean|Sea|River|Framework|Union|Nations|States\s+and
    )\b""",
    regex.VERBOSE,
)
# in Chinese cities, in Beijing helping: the name goes on as something else
GOES_ON_EN = make_pattern(r"\s+(?:[a-z]+ing\b|[a-z]+ed\b|countries|officials|police|nationals|citizens)")


def locations_en(text: str, span: Span, blocked: list[Span]) -> Iterator[Location]:
    """The places that words behind 'in' and 'at' name in `span` of `text`, in order, outside of the blocked spans."""
    venue = _venue(text, span, blocked)
    match = CAPITAL_EN.search(text, *span)
    if match and not overlaps(match.span(), blocked):
        named = find_countries(match["demonym"], "en")
        city = capital_of(named[0].code, "en") if named else None
        if city is not None:
            yield Location(city, match.span(), *venue)
    for match in IN_EN.finditer(text, *span):
        start, end = match.span("city")
        if overlaps((match.start(), end), blocked) or _is_posting(text, match.start(), match["city"]):
            continue
        city = _city(text, start, end)
        municipality = (match["lead"] or "").removesuffix(" ").removesuffix("s").rstrip("'’")
        if municipality in MUNICIPALITIES:  # in Beijing's Huairou District
            city, start = municipality, match.start("lead")
        if "capital of" in (match["lead"] or "") and place_kinds("en").get(city or "") == "province":
            continue
        larger = _city_of_district(text, city, start)
        if larger is not None:
            city, start = larger
        if city is not None:
            yield Location(city, (start, start + len(city)), *venue)
    if venue[0] is not None:
        yield Location(None, None, *venue)


# the longest name of an embassy's country
POSTING_CHARS = 70


def _is_posting(text: str, at: int, city: str) -> bool:
    """Whether the country behind the 'in' at `at` only tells where an embassy or ambassador is."""
    posted = POSTED_EN.search(text[max(0, at - POSTING_CHARS) : at]) is not None
    return posted and any(country.start == 0 for country in find_countries(city, "en"))


MUNICIPALITIES = frozenset(("Beijing", "Chongqing", "Shanghai", "Tianjin"))


def _city_of_district(text: str, district: str | None, start: int) -> tuple[str, int] | None:
    """The city behind the district that begins at `start`, and where it stands; None behind a city of its own."""
    whole = DISTRICT_EN.match(text, start + len(district)) if district is not None else None
    city = _known_city(text, *whole.span("city")) if whole is not None else None
    if whole is None or city is None or find_countries(city, "en"):
        return None
    return (city, whole.start("city")) if city in MUNICIPALITIES or district not in place_kinds("en") else None


# in Central Asia, in the Asia-Pacific
REGION_EN = make_pattern(r"\b(?:Asia|Africa|Americas?|Europe|Pacific|Caribbean|East|Arctic|Antarctica|World)$")
# the Embassy of Switzerland |in China: where somebody is posted
POSTED_EN = make_pattern(
    rf"\b(?:Embassy|Consulate|Consulate-General|Ambassador|Representative|Representation|Mission|Office|Delegation)"
    rf"(?:\s+(?:of|to|for)\s+(?:the\s+)?{CAP}(?:\s+{CAP}){{0,3}})?\s+\Z"
)
# in Beijing|'s Huairou
POSSESSIVE_EN = make_pattern(r"['’]s?\s")


def _city(text: str, start: int, end: int) -> str | None:
    """The city or country at the beginning of `text[start:end]`; None where the words name something else."""
    words = text[start:end]
    known = _known_city(text, start, end)
    if known is not None:
        return known
    name = words.rstrip(".'’")
    if name.endswith(("'s", "’s")) or POSSESSIVE_EN.match(text[end:]) or GOES_ON_EN.match(text, end):
        return None
    other = name.split()[0].rstrip(".") in NO_CITY_EN or name.isupper() or ORG_EN.search(name) is not None
    if other or _ends_in_venue().search(name):
        return None
    countries = find_countries(name, "en")
    if not countries and REGION_EN.search(name):
        return None
    return None if countries and (countries[0].form != name or countries[0].kind != "name") else name


def _known_city(text: str, start: int, end: int) -> str | None:
    """The longest name of the gazetteer at the beginning of `text[start:end]` that is no part of a venue's name."""
    words = text[start:end]
    plain = words.replace("’", "'")
    for length in range(len(words), 1, -1):
        kind = place_kinds("en").get(plain[:length])
        if kind is None or kind == "province" or words[length : length + 1].isalpha():
            continue
        if _venue_behind().match(words, length) is None:
            return words[:length]
    return None


@cache
def _venue_word() -> regex.Pattern[str]:
    return make_pattern(rf"\b(?:{venue_words('en')})\b")


@cache
def _ends_in_venue() -> regex.Pattern[str]:
    return make_pattern(rf"\b(?:{venue_words('en')})$")


@cache
def _venue_behind() -> regex.Pattern[str]:
    return make_pattern(rf"\s+(?:{venue_words('en')})\b")


# College| of Arts
OF_NAME_EN = make_pattern(r"\s+of\s+\p{Lu}")
# College| of Arts · Center| for Law
RUNS_ON_EN = make_pattern(r"\s+(?:of|for)\s")
# the Great Hall| on Monday
ON_DAY_EN = make_pattern(rf"\s+on\s+(?:{'|'.join(MONTHS + DAYS)})\b.*$")


def _venue(text: str, span: Span, blocked: list[Span]) -> tuple[str, Span] | tuple[None, None]:
    """The first venue in `span` with where it stands."""
    for match in AT_EN.finditer(text, *span):
        start, end = match.span("venue")
        words = match["venue"]
        if overlaps((match.start(), end), blocked):
            continue
        owner = OWNER_EN.match(words)
        if owner is not None and owner["owner"] in place_kinds("en"):
            words, start = words[owner.end() :], start + owner.end()
        if EVENT_EN.search(words) and not _ends_in_venue().search(words.rstrip(".")):
            continue
        if SEAT_EN.search(words):
            words = FOR_EN.sub("", words).rstrip(".")
            return words, (start, start + len(words))
        ends = list(_venue_word().finditer(words))
        last = ends[-1] if ends else None
        if last is None or (last.start() == 0 and " " not in last[0] and OF_NAME_EN.match(words[last.end() :]) is None):
            continue
        # 'College of Arts' runs on, 'College in Fuzhou' has ended before 'in'
        if RUNS_ON_EN.match(words[last.end() :]) is None:
            words = words[: last.end()]
        words = ON_DAY_EN.sub("", words).rstrip(".")
        return words, (start, start + len(words))
    return None, None
