from __future__ import annotations

import pytest

from bulletin_corpus.language.events.event_scores import Doubts, doubts, event_score
from bulletin_corpus.records import Evidence, Organizer, Participant

SURE = Doubts(one_language=False, partial=0, lacking=0, unconfirmed=False)


def person(name_en: str | None = "Lin Rui", title_en: str | None = "Director") -> Participant:
    return Participant(
        official_id=None,
        name_zh="林锐",
        name_en=name_en,
        title_zh="局长",
        title_en=title_en,
        country="CN",
        role="principal",
        mention_ids=[],
    )


def dated(*articles: str) -> list[Evidence]:
    return [
        Evidence(field="date_start", article_id=article, char_start=0, char_end=4, text="5月2日", rule="date.test")
        for article in articles
    ]


@pytest.mark.parametrize(
    "doubt",
    [
        SURE._replace(one_language=True),
        SURE._replace(partial=1),
        SURE._replace(lacking=1),
        SURE._replace(unconfirmed=True),
    ],
)
def test_every_doubt_lowers_the_score(doubt: Doubts) -> None:
    assert event_score(doubt) < event_score(SURE) <= 0.9


def test_a_record_without_its_day_is_more_likely_wrong_than_right() -> None:
    assert event_score(SURE._replace(lacking=1)) < 0.5


def test_more_than_two_partial_persons_lower_the_score_no_further() -> None:
    assert event_score(SURE._replace(partial=2)) == event_score(SURE._replace(partial=9)) > 0


def test_what_both_languages_tell_alike_leaves_no_doubt() -> None:
    assert doubts([person(), person()], (), dated("a-zh", "a-en"), languages=2) == SURE


def test_a_day_of_one_of_two_texts_is_unconfirmed() -> None:
    assert doubts([person()], (), dated("a-zh"), languages=2) == SURE._replace(unconfirmed=True)


def test_a_person_without_name_or_office_in_one_language_is_partial_once() -> None:
    told = doubts([person(name_en=None, title_en=None), person(title_en=None)], (), dated("a-zh", "a-en"), languages=2)
    assert told.partial == 2


def test_hosts_without_a_counterpart_are_partial() -> None:
    host = Organizer(name_zh="公安部", name_en=None, role="organizer")
    assert doubts([person()], [host], dated("a-zh", "a-en"), languages=2).partial == 1


def test_names_are_not_missed_where_one_language_reports_alone() -> None:
    told = doubts([person(name_en=None, title_en=None)], (), dated("a-zh"), languages=1)
    assert told == SURE._replace(one_language=True)
