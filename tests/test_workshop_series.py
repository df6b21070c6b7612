"""Which sentences of an item tell of which of its workshops, and when it tells of one only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.events.reading import event_text
from bulletin_corpus.language.events.workshops import find_workshops
from marked_articles import MarkedItem

if TYPE_CHECKING:
    from bulletin_corpus.language.events.reading import EventText, WorkshopAccount
    from bulletin_corpus.records import Lang


def read(lang: Lang, body: str, headline: str | None = None) -> list[tuple[EventText, WorkshopAccount]]:
    item = MarkedItem()
    return find_workshops(event_text(item.article(lang, body, headline), item.persons))


def names(lang: Lang, body: str, headline: str | None = None) -> list[str]:
    return [account.name.value for _, account in read(lang, body, headline) if account.name is not None]


@pytest.mark.parametrize(
    ("lang", "body", "told"),
    [
        (
            "zh",
            "5月6日至10日,海关缉毒犬训导员培训班在瓦埠举办。5月20日,渔业执法研讨会在沙坪召开。",
            ["海关缉毒犬训导员培训班", "渔业执法研讨会"],
        ),
        (
            "zh",
            "5月6日,海关缉毒犬训导员培训班在瓦埠开班;5月20日,渔业执法研讨会在沙坪召开。",
            ["海关缉毒犬训导员培训班", "渔业执法研讨会"],
        ),
        (
            "zh",
            "5月8日,葡语国家检察官研修班开班。与此同时,东盟国家检察官研修班也在瓦埠开班。",
            ["葡语国家检察官研修班", "东盟国家检察官研修班"],
        ),
        (
            "zh",
            "第三届湄公河环境论坛5月8日开幕。流域监测技术培训班同日在沙坪开班。",
            ["第三届湄公河环境论坛", "流域监测技术培训班"],
        ),
        (
            "en",
            "The Forum of Law Schools was held in Sandu on May 8 and 9, and a training program on arbitration opened "
            "in Wabu on May 11.",
            ["Forum of Law Schools", "training program on arbitration"],
        ),
        (
            "en",
            "The third Mekong Forum opened in Sandu on Wednesday. A course on river monitoring began the same day in "
            "Wabu.",
            ["third Mekong Forum", "course on river monitoring"],
        ),
        (
            "en",
            "A seminar on fishing law opened in Sandu on Monday. The second one, a training course on rescue at sea, "
            "will be held there from May 20 to 24.",
            ["seminar on fishing law", "training course on rescue at sea"],
        ),
        (
            "en",
            "The Forum on Flood Control was held in Wabu on May 6. A week earlier, the Training Course on Dam Safety "
            "had been hosted by the Water Bureau in Sandu.",
            ["Forum on Flood Control", "Training Course on Dam Safety"],
        ),
    ],
)
def test_each_event_of_an_item_is_told(lang: Lang, body: str, told: list[str]) -> None:
    assert names(lang, body) == told


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        # its end after its opening
        ("zh", "5月6日,海关缉毒犬训导员培训班在瓦埠开班。5月20日,缉毒犬训导员培训班结业。"),
        # a part of it
        ("zh", "5月6日至9日,第三届渔业执法论坛在沙坪举行。论坛期间,5月7日,海上救援研讨会在沙坪召开。"),
        # a past one
        ("zh", "5月6日,渔业执法论坛在沙坪举行。去年5月20日,海上救援研讨会曾在沙坪召开。"),
        ("zh", "5月8日,打击濒危物种走私研讨会举行。此次研讨会是继4月20日在南宁举办的象牙贸易研讨会之后的又一次活动。"),
        # the same in other words
        (
            "en",
            "A seminar on the control of drug precursors opened in Wabu on May 6. The drug precursors workshop, held "
            "from May 6 to 9, drew 40 officers.",
        ),
        (
            "en",
            "The Forum on Flood Control was held in Wabu from May 6 to 9. During the forum, a workshop on dam safety "
            "was held on May 7.",
        ),
        (
            "en",
            "The Forum on Flood Control was held in Wabu on May 6. He said that a training course on dam safety would "
            "be held on May 20.",
        ),
    ],
)
def test_one_event_stays_one(lang: Lang, body: str) -> None:
    assert len(names(lang, body)) == 1


def test_a_past_event_of_the_series_gives_no_name() -> None:
    told = names(
        "en",
        "The Seminar on Antitrust Law opened in Wabu on May 8. The first Wabu Seminar on Antitrust Law was held on "
        "May 12, 2016.",
    )
    assert told == ["Seminar on Antitrust Law"]


def test_each_event_has_its_own_days_places_hosts_and_theme() -> None:
    told = read(
        "zh",
        "5月,两期培训研讨活动先后举行。5月6日至10日,海关缉毒犬训导员培训班在广州开班,由瓦埠海关承办。"
        "培训班以“尽职尽责”为主题。5月20日,渔业执法研讨会在昆明召开,由沙坪渔政局主办。两项活动均由司法部主办。",
    )
    assert [account.place.value for _, account in told if account.place] == ["广州", "昆明"]
    hosts = [[one.name.value for one in account.organizers] for _, account in told]
    assert hosts == [["瓦埠海关", "司法部"], ["沙坪渔政局", "司法部"]]
    assert [account.theme.value if account.theme else None for _, account in told] == ["尽职尽责", None]
    days = [account.date.expression for _, account in told]
    assert [(day.first.day, day.last.day) for day in days if day] == [(6, 10), (20, 20)]


def test_a_sentence_belongs_to_the_event_whose_noun_or_number_it_takes_up() -> None:
    told = read(
        "zh",
        "5月6日,海关缉毒犬训导员培训班在广州开班。5月20日,渔业执法研讨会在昆明召开。"
        "[海关总署署长|周启衡|CN]在缉毒犬训导员培训班开班式上致辞。",
    )
    assert [account.speakers for _, account in told] == [[0], []]
    told = read(
        "en",
        "A seminar on fishing law opened in Sandu on May 6. A course on rescue at sea was held in Wabu on May 20. "
        "<Zhou Qiheng|Minister of Justice|CN> spoke at the first event.",
    )
    assert [account.speakers for _, account in told] == [[0], []]
