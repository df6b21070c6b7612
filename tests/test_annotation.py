"""The gold is free of slips: what it says stands in its texts and agrees with itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from gold.annotation import (
    ITEMS,
    LANGS,
    PHRASED,
    PHRASED_UNSEEN,
    UNSEEN,
    WIDER,
    WORDED,
    GoldBulletin,
    GoldItem,
    GoldMeeting,
    GoldPerson,
    read_items,
    real_bulletins,
)
from gold.datasets import RAW
from gold.measures import letters

if TYPE_CHECKING:
    from gold.measures import Named

GOLD = [
    *read_items(),
    *read_items(WIDER),
    *read_items(UNSEEN),
    *read_items(WORDED),
    *read_items(PHRASED),
    *read_items(PHRASED_UNSEEN),
    *(item for bulletin in real_bulletins() for item in bulletin.items),
]


@pytest.fixture(params=GOLD, ids=lambda item: item.id)
def item(request: pytest.FixtureRequest) -> GoldItem:
    found = request.param
    assert isinstance(found, GoldItem)
    return found


@pytest.fixture(params=real_bulletins(), ids=lambda bulletin: bulletin.raw)
def bulletin(request: pytest.FixtureRequest) -> GoldBulletin:
    found = request.param
    assert isinstance(found, GoldBulletin)
    return found


def printed(item: GoldItem) -> str:
    """The letters of all that the item prints."""
    sides = [side for lang in LANGS if (side := item.side(lang)) is not None]
    return letters("".join("".join([side.headline or "", side.subheadline or "", *side.sentences()]) for side in sides))


def people(item: GoldItem) -> list[GoldPerson]:
    return [person for event in item.events() for person in event.people()]


def test_a_file_is_named_after_its_item() -> None:
    assert [path.stem for path in sorted(ITEMS.glob("*.json"))] == [item.id for item in read_items()]


def test_no_two_items_share_an_id() -> None:
    assert len({item.id for item in GOLD}) == len(GOLD)


def test_links_use_a_sentence_once(item: GoldItem) -> None:
    for side, lang in enumerate(LANGS):
        text = item.side(lang)
        used = [number for link in item.links for number in link[side]]
        assert len(used) == len(set(used))
        assert set(used) <= set(range(len(text.sentences()) if text is not None else 0))
        assert all(link[side] == sorted(link[side]) != [] for link in item.links)


def test_two_languages_have_links(item: GoldItem) -> None:
    assert bool(item.links) == (item.zh is not None and item.en is not None)


def test_names_stand_in_the_text(item: GoldItem) -> None:
    text = printed(item)
    named: list[Named] = [*people(item), *item.officials]
    names = [name for one in named for name in (one.name_zh, one.name_en) if name]
    assert [name for name in names if letters(name) not in text] == []


def test_people_at_events_are_officials(item: GoldItem) -> None:
    officials = {(one.name_zh, one.name_en, one.country) for one in item.officials}
    titled = [person for person in people(item) if person.title_zh or person.title_en]
    assert {(one.name_zh, one.name_en, one.country) for one in titled} <= officials


def test_every_official_holds_an_office_in_a_language_of_the_name(item: GoldItem) -> None:
    for official in item.officials:
        assert official.positions
        for position in official.positions:
            assert position.title_zh or position.title_en
            assert official.name_zh or not position.title_zh
            assert official.name_en or not position.title_en


def test_events_end_after_they_begin_and_before_they_are_printed(item: GoldItem) -> None:
    for event in item.events():
        if event.date_start is None or event.date_end is None:
            continue
        start, end = date.fromisoformat(event.date_start), date.fromisoformat(event.date_end)
        assert start <= end
        assert item.issue_date is None or event.date_start[:7] <= item.issue_date


def test_every_side_of_a_meeting_has_a_leader(item: GoldItem) -> None:
    for meeting in item.meetings:
        leaders = {person.country for person in meeting.participants if person.role == "principal"}
        assert leaders == set(meeting.countries)
        assert {person.country for person in meeting.participants} <= set(meeting.countries)


def test_talks_from_afar_have_no_place(item: GoldItem) -> None:
    afar = [event for event in item.events() if event.mode in {"video", "phone"}]
    assert [event for event in afar if isinstance(event, GoldMeeting) and (event.place_zh or event.place_en)] == []


def test_a_kind_has_its_event(item: GoldItem) -> None:
    assert item.kind != "meeting" or item.meetings
    assert item.kind != "workshop" or item.workshops


def test_lines_of_a_real_bulletin_hold_its_articles_in_order(bulletin: GoldBulletin) -> None:
    lines = [line for place in bulletin.articles for line in place.lines]
    assert lines == sorted(lines)
    assert lines[-1] <= len((RAW / bulletin.raw).read_text("utf-8").splitlines())
    named = {(place.item, place.lang) for place in bulletin.articles}
    assert named == {(item.id, lang) for item in bulletin.items for lang in LANGS if item.side(lang) is not None}


def test_an_unknown_key_is_an_error() -> None:
    slip = read_items()[0].model_dump() | {"meeting": []}
    with pytest.raises(ValidationError, match="meeting"):
        GoldItem.model_validate(slip)
