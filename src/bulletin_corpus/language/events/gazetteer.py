"""The gazetteer (`places.tsv`): cities, capitals, provinces in both languages; and words that end a venue's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.lexicon import lexicon

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Location:
    """A place of an event: names as printed, and their spans; None where it names no city or no venue."""

    city: str | None = None
    city_span: Span | None = None
    venue: str | None = None
    venue_span: Span | None = None


@cache
def place_kinds(lang: Lang) -> dict[str, str]:
    """Place name to kind: capital, city or province; a city before a province of the same name."""
    kinds: dict[str, str] = {}
    for row in lexicon("places"):
        if kinds.get(row[lang]) in (None, "province"):
            kinds[row[lang]] = row["kind"]
    return kinds


@cache
def provinces_zh() -> tuple[str, ...]:
    """The Chinese names of provinces and autonomous regions."""
    return tuple(row["zh"] for row in lexicon("places") if row["kind"] == "province")


@cache
def capital_of(country: str, lang: Lang) -> str | None:
    """The capital's name, None where the gazetteer has none."""
    rows = (row for row in lexicon("places") if row["kind"] == "capital" and row["country"] == country)
    return next((row[lang] for row in rows), None)


@cache
def place_country(name: str, lang: Lang) -> str | None:
    """CN for a Chinese city, whose country alone a text leaves out; None for any other place."""
    return next((row["country"] for row in lexicon("places") if row[lang] == name and row["country"] == "CN"), None)


@cache
def _english_names() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in lexicon("places"):
        table[row["zh"]] = (*table.get(row["zh"], ()), row["en"])
    return table


def english_names(zh: str) -> tuple[str, ...]:
    """The English names of a Chinese place name; empty where the gazetteer has none."""
    return _english_names().get(zh, ())


@cache
def _chinese_names() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in lexicon("places"):
        table[row["en"]] = (*table.get(row["en"], ()), row["zh"])
    return table


def chinese_names(en: str) -> tuple[str, ...]:
    """The Chinese names of an English place name; empty where the gazetteer has none."""
    return _chinese_names().get(en, ())


@cache
def venue_forms(lang: Lang) -> tuple[str, ...]:
    """The last words of venues' names, the longest first."""
    forms = {row["form"] for row in lexicon("venue_words") if row["lang"] == lang}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def venue_words(lang: Lang) -> str:
    """The alternatives of a pattern that matches the last word of a venue's name."""
    return "|".join(regex.escape(form) for form in venue_forms(lang))


def overlaps(span: Span, spans: list[Span]) -> bool:
    """Whether `span` shares a character with one of the spans."""
    return any(a < span[1] and span[0] < b for a, b in spans)
