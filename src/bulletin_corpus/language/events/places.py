"""Where an event took place: the city or country, and the venue, in Chinese and English.

Input is a stretch of text, output a `Location` with the words it rests on. Cities that the gazetteer (`places.tsv`)
does not hold are read from the form of the words alone. Titles of persons are passed in as blocked spans, so that
'Ambassador to China in Beijing' or 中国驻泰国大使 gives no place.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.events.gazetteer import Location, Span, place_kinds
from bulletin_corpus.language.events.places_en import NO_CITY_EN, locations_en
from bulletin_corpus.language.events.places_zh import locations_zh
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.records import Lang


def find_location(text: str, lang: Lang, span: Span, blocked: Sequence[Span] = ()) -> Location | None:
    """The first place in `span` of `text` that can be where an event was held, a city before a mere country.

    A place never lies in one of the `blocked` spans (titles and names of persons).
    """
    spans = list(blocked)
    found = list(locations_zh(text, span, spans) if lang == "zh" else locations_en(text, span, spans))
    cities = [place for place in found if place.city is not None]
    small = [place for place in cities if not _is_country(place.city or "", lang)]
    return next(iter([*small, *cities, *found]), None)


def _is_country(name: str, lang: Lang) -> bool:
    return name not in place_kinds(lang) and any(country.form == name for country in find_countries(name, lang))


# 新华社|北京|9月15日电
CITY_IN_DATELINE_ZH = make_pattern(r"(?:社|报|网|台|讯)(?P<city>\p{Han}{2,6}?)(?=\d|[一二三四五六七八九十]+月)")
# |ADDIS ABABA|, June 9 (Xinhua)
CITY_IN_DATELINE_EN = make_pattern(r"\W*(?P<city>\p{Lu}[\p{Lu}\p{Ll}'’. -]*?)(?=\s*(?:,|\(|--|—|–|/|$|\d))")


@cache
def _longest_first_zh() -> tuple[str, ...]:
    """Cities of the gazetteer, the longest first."""
    cities = (name for name, kind in place_kinds("zh").items() if kind != "province")
    return tuple(sorted(cities, key=lambda name: (-len(name), name)))


@cache
def _by_capitals_en() -> dict[str, str]:
    """Names of the gazetteer by their form in capital letters, the first of the same form."""
    return {name.upper(): name for name in reversed(place_kinds("en"))}


@lru_cache(maxsize=1024)
def dateline_city(dateline: str, lang: Lang) -> tuple[str, Span] | None:
    """The city of a dateline with its span (新华社北京9月15日电, ADDIS ABABA, June 9); None where it names none."""
    if lang == "zh":
        for name in _longest_first_zh():
            at = dateline.find(name)
            if at >= 0:
                return name, (at, at + len(name))
        match = CITY_IN_DATELINE_ZH.search(dateline)
        return (match["city"], match.span("city")) if match else None
    match = CITY_IN_DATELINE_EN.match(dateline)
    if match is None or match["city"].rstrip(". ") in NO_CITY_EN:
        return None
    words = match["city"].strip()
    known = _by_capitals_en().get(words.upper().replace("’", "'"))
    if known is not None:
        return known, match.span("city")
    return (words.title() if words.isupper() else words), match.span("city")
