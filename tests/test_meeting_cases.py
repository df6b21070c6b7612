"""Whole sentences, as officials' sites and agencies write them, read for persons, offices and meetings at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import pytest

from bulletin_corpus.documents import ArticleText
from bulletin_corpus.language.events.meetings import find_meetings
from bulletin_corpus.language.events.reading import event_text
from bulletin_corpus.language.people.counterparts import match_people
from bulletin_corpus.language.words.sentences import split
from bulletin_corpus.offsets import MappedText

if TYPE_CHECKING:
    from bulletin_corpus.documents import Person
    from bulletin_corpus.records import Lang


class Led(TypedDict):
    """A meeting as a case tells it: names, sorted."""

    status: str
    principals: list[str]
    attendees: list[str]


class Case(TypedDict):
    """A text with the offices of each person who holds one, and with its meetings, None where they are not asked."""

    lang: Lang
    source: str
    text: str
    people: dict[str, list[str]]
    meetings: list[Led] | None


CASES: list[Case] = json.loads((Path(__file__).parent / "cases" / "meetings.json").read_text("utf-8"))


def read(lang: Lang, text: str) -> tuple[ArticleText, tuple[Person, ...]]:
    body = MappedText.from_raw(text)
    article = ArticleText("a-1", lang, 0, None, None, None, body, (), tuple(split(text, lang)), (), 1, 1)
    return article, match_people(article if lang == "zh" else None, article if lang == "en" else None, ())


def name(person: Person) -> str:
    return person.name_zh or person.name_en or ""


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_persons_with_their_offices_are_read(case: Case) -> None:
    _, persons = read(case["lang"], case["text"])
    found = {
        name(person): [office.title_zh or office.title_en for office in person.offices]
        for person in persons
        if person.offices
    }
    assert found == case["people"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["meetings"] is not None], ids=lambda case: case["text"][:60]
)
def test_meetings_are_read_with_those_who_lead_and_attend_them(case: Case) -> None:
    article, persons = read(case["lang"], case["text"])
    found = [
        Led(
            status=account.status,
            principals=sorted(name(persons[number]) for number in account.principals),
            attendees=sorted(name(persons[number]) for number in account.attendees),
        )
        for account in find_meetings(event_text(article, persons))
    ]
    assert found == case["meetings"]
