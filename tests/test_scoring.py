"""A perfect corpus has 1.0 everywhere, and each kind of mistake lowers its own figures and no others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest

from bulletin_corpus.records import Credit, Organizer, Record
from gold.annotation import LANGS, GoldBulletin, GoldLines, GoldOfficial, GoldPosition, read_items, real_bulletins
from gold.measures import Counts, Figure, character_error_rate, overlap, same_text, same_title
from gold.perfect import perfect_corpus
from gold.persons import persons_behind
from gold.rendering import RenderOptions, render
from gold.scoring import CorpusRows, score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

R = TypeVar("R", bound=Record)


def bulletin_of(*ids: str) -> GoldBulletin:
    """These annotated items as one bulletin of five lines for each article."""
    items = [item for item in read_items() if item.id in ids]
    texts = [(item.id, lang) for item in items for lang in LANGS if item.side(lang) is not None]
    places = [GoldLines(item=item, lang=lang, lines=(5 * n + 1, 5 * n + 5)) for n, (item, lang) in enumerate(texts)]
    return GoldBulletin(raw="one.txt", issue_date="2023-10", articles=places, items=items)


# A meeting of two principals and a workshop with crossing links, a subheadline, theme, venue, hosts and speakers.
GOLD = [bulletin_of("dev-013", "dev-017")]
PERFECT = perfect_corpus(GOLD)
MEETING = PERFECT.meetings[0]
WORKSHOP = PERFECT.workshops[0]
OFFICIAL = PERFECT.officials[0]


def changed(rows: Sequence[R], number: int, values: Mapping[str, object]) -> list[R]:
    """The rows with these values in one of them."""
    return [row.model_copy(update=values) if n == number else row for n, row in enumerate(rows)]


@dataclass(frozen=True)
class Mistake:
    """A corpus that is perfect but for one mistake, and the figures that it lowers."""

    name: str
    rows: CorpusRows
    lowers: set[str] = field(default_factory=set)


def article(name: str, lowers: set[str], number: int = 0, **values: object) -> Mistake:
    return Mistake(name, replace(PERFECT, articles=changed(PERFECT.articles, number, values)), lowers)


def meeting(name: str, lowers: set[str], **values: object) -> Mistake:
    return Mistake(name, replace(PERFECT, meetings=changed(PERFECT.meetings, 0, values)), lowers)


def workshop(name: str, lowers: set[str], **values: object) -> Mistake:
    return Mistake(name, replace(PERFECT, workshops=changed(PERFECT.workshops, 0, values)), lowers)


def official(name: str, lowers: set[str], **values: object) -> Mistake:
    return Mistake(name, replace(PERFECT, officials=changed(PERFECT.officials, 0, values)), lowers)


LINK = PERFECT.sentence_pairs[0]
MEETING_FIGURES = {
    *("meeting", "meeting_date", "meeting_mode", "meeting_place", "meeting_countries"),
    *("meeting_people", "meeting_titles", "meeting_roles"),
}
WORKSHOP_FIGURES = {
    *("workshop", "workshop_date", "workshop_mode", "workshop_place", "workshop_countries", "workshop_name"),
    *("workshop_theme", "workshop_venue", "workshop_people", "workshop_titles", "workshop_organizers"),
}
PHOTO = Credit(role="photo", name="某人", text="(图:某人)")
HOST = Organizer(name_zh="某院", name_en=None, role="organizer")

MISTAKES = [
    Mistake(
        "no issue date", replace(PERFECT, bulletins=changed(PERFECT.bulletins, 0, {"issue_date": None})), {"issue_date"}
    ),
    article("a line too few", {"segment"}, line_end=4),
    article("a character lost", {"clean"}, body=PERFECT.articles[0].body[1:]),
    article("no English headline", {"headline"}, number=1, headline=None),
    article("another kind", {"kind"}, kind="other"),
    article("a credit lost", {"credit"}, credits=[]),
    article("a credit invented", {"credit"}, number=1, credits=[PHOTO]),
    Mistake(
        "a pair lost",
        replace(PERFECT, article_pairs=PERFECT.article_pairs[1:]),
        {"pair", "link", "link_soft"},
    ),
    Mistake(
        "a sentence too many",
        replace(PERFECT, sentence_pairs=changed(PERFECT.sentence_pairs, 0, {"en": LINK.en + " It rained."})),
        {"link"},
    ),
    Mistake(
        "a link invented",
        replace(PERFECT, sentence_pairs=[*PERFECT.sentence_pairs, LINK.model_copy(update={"zh": "无", "en": "None"})]),
        {"link", "link_soft"},
    ),
    Mistake("no meetings", replace(PERFECT, meetings=[]), MEETING_FIGURES),
    Mistake(
        "a meeting twice",
        replace(PERFECT, meetings=[MEETING, MEETING.model_copy(update={"meeting_id": "again"})]),
        {"meeting"},
    ),
    meeting("only referred to", MEETING_FIGURES, status="referenced"),
    meeting("another last day", {"meeting_date"}, date_end=date(2001, 1, 1)),
    meeting("another mode", {"meeting_mode"}, mode="phone"),
    meeting("another place", {"meeting_place"}, place_en="Nowhere"),
    meeting("a side too many", {"meeting_countries"}, countries=[*MEETING.countries, "FR"]),
    meeting(
        "another name",
        {"meeting_people", "meeting_titles", "meeting_roles"},
        participants=changed(MEETING.participants, 0, {"name_en": "No One"}),
    ),
    meeting(
        "another rank", {"meeting_titles"}, participants=changed(MEETING.participants, 0, {"title_zh": "前任总理"})
    ),
    meeting("another role", {"meeting_roles"}, participants=changed(MEETING.participants, 0, {"role": "attendee"})),
    Mistake("no workshops", replace(PERFECT, workshops=[]), WORKSHOP_FIGURES),
    workshop("another first day", {"workshop_date"}, date_start=None),
    workshop("another mode", {"workshop_mode"}, mode=None),
    workshop("another city", {"workshop_place"}, place_zh=None),
    workshop("another name", {"workshop_name"}, name_zh="会议"),
    workshop("no theme", {"workshop_theme"}, theme_en=None),
    workshop("no venue", {"workshop_venue"}, venue_zh=None),
    workshop("a host invented", {"workshop_organizers"}, organizers=[*WORKSHOP.organizers, HOST]),
    workshop("a country lost", {"workshop_countries"}, countries=WORKSHOP.countries[1:]),
    workshop("a speaker lost", {"workshop_people", "workshop_titles"}, speakers=WORKSHOP.speakers[1:]),
    workshop("no title", {"workshop_titles"}, speakers=changed(WORKSHOP.speakers, 0, {"title_en": None})),
    official("another spelling", {"official", "official_titles"}, name_en="No One"),
    official("no office", {"official_titles"}, positions=[]),
    Mistake(
        "one person as two",
        replace(PERFECT, officials=[*PERFECT.officials, OFFICIAL]),
        {"official", "official_titles"},
    ),
]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_perfect_corpus_of_rendered_bulletins_has_one_everywhere(seed: int) -> None:
    gold = [bulletin.gold for bulletin in render(read_items(), RenderOptions(seed=seed))]
    scores = score(perfect_corpus(gold), gold)
    assert len(scores.figures) == 31
    assert set(scores.values().values()) == {1.0}
    assert scores.misses == ()


def test_a_perfect_corpus_of_the_real_bulletins_has_one_everywhere() -> None:
    gold = real_bulletins()
    scores = score(perfect_corpus(gold), gold)
    assert set(scores.values().values()) == {1.0}
    assert scores.misses == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_lowers_its_own_figures_only(mistake: Mistake) -> None:
    scores = score(mistake.rows, GOLD)
    assert {name for name, value in scores.values().items() if value < 1.0} == mistake.lowers
    assert scores.misses


def test_every_figure_is_lowered_by_some_mistake() -> None:
    # Crossing links are lowered by the pair that holds them only; the test below does so.
    lowered = set().union(*(mistake.lowers for mistake in MISTAKES))
    assert lowered | {"link_crossing"} == set(score(PERFECT, GOLD).figures)


def test_a_lost_crossing_link_lowers_the_figure_of_crossing_links() -> None:
    crossing = [link for link in PERFECT.sentence_pairs if link.pair_id.endswith("dev-017")]
    kept = [link for link in PERFECT.sentence_pairs if link not in crossing]
    figures = score(replace(PERFECT, sentence_pairs=kept), GOLD).figures
    assert figures["link_crossing"].value == 0.0
    assert figures["pair"].value == 1.0


def test_nothing_built_gives_zero_for_all_that_was_wanted() -> None:
    nothing = CorpusRows([], [], [], [], [], [], [])
    figures = score(nothing, GOLD).figures
    assert {name for name, figure in figures.items() if figure.value == 1.0} == {"clean"}
    assert figures["clean"].gold == 0
    assert "kind" not in figures


def test_an_article_of_few_shared_lines_stands_for_none() -> None:
    figures = score(
        replace(PERFECT, articles=changed(PERFECT.articles, 0, {"line_start": 4, "line_end": 5})), GOLD
    ).figures
    assert figures["segment"].recall == figures["segment"].precision == 0.75
    assert figures["pair"].recall == 0.5
    assert figures["kind"].gold == 3


def test_bulletins_that_have_no_gold_count_for_nothing() -> None:
    other = perfect_corpus([bulletin_of("dev-001").model_copy(update={"raw": "two.txt"})])
    others = [person.model_copy(update={"article_ids": ["two.txt/dev-001/zh"]}) for person in other.officials]
    rows = CorpusRows(
        bulletins=[*PERFECT.bulletins, *other.bulletins],
        articles=[*PERFECT.articles, *other.articles],
        article_pairs=[*PERFECT.article_pairs, *other.article_pairs],
        sentence_pairs=[*PERFECT.sentence_pairs, *other.sentence_pairs],
        meetings=[*PERFECT.meetings, *other.meetings],
        workshops=[*PERFECT.workshops, *other.workshops],
        officials=[*PERFECT.officials, *others],
    )
    assert score(rows, GOLD) == score(PERFECT, GOLD)


def test_misses_tell_what_was_built_and_what_was_wanted() -> None:
    (mistake,) = (mistake for mistake in MISTAKES if mistake.name == "another place")
    (miss,) = score(mistake.rows, GOLD).misses
    assert str(miss) == f"meeting_place_en: one.txt dev-013 'Nowhere' for {MEETING.place_en!r}"


def test_workshop_countries_are_states() -> None:
    rows = replace(
        PERFECT, workshops=changed(PERFECT.workshops, 0, {"countries": [*WORKSHOP.countries, "UN", "INTERPOL"]})
    )
    assert score(rows, GOLD).figures["workshop_countries"].value == 1.0


def test_an_article_more_does_a_workshop_name_no_harm() -> None:
    rows = replace(PERFECT, workshops=changed(PERFECT.workshops, 0, {"name_en": f"The {WORKSHOP.name_en}"}))
    assert score(rows, GOLD).figures["workshop_name"].value == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公安部副部长", "中国公安部副部长"),
        ("菲律宾国家警察总监", "菲律宾国家警察总局总监"),
        ("Minister of Public Security", "China's Minister of Public Security"),
        ("interior minister of Serbia", "Interior Minister of the Serbia"),
        (None, ""),
    ],
)
def test_small_differences_of_wording_leave_a_title_the_same(one: str | None, other: str | None) -> None:
    assert same_title(one, other)
    assert same_title(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公安部副部长", "公安部部长"),
        ("公安部副部长", "公安部常务副部长"),
        ("Vice Minister of Public Security", "Minister of Public Security"),
        ("Minister of Justice", "Minister of Foreign Affairs"),
        ("公安部副部长", None),
    ],
)
def test_another_rank_or_office_is_another_title(one: str | None, other: str | None) -> None:
    assert not same_title(one, other)
    assert not same_title(other, one)


def test_texts_are_compared_by_letters_and_digits() -> None:
    assert same_text("“5G ”论坛", "5g论坛")
    assert same_text(None, "")
    assert not same_text("第5期", "第6期")


def test_overlap_is_the_share_of_the_longer_text() -> None:
    assert overlap("ABCDE", "abc") == 0.5
    assert overlap("", "abc") == 0.0


def test_character_errors_are_counted_over_the_longer_text() -> None:
    assert character_error_rate("公安部长", "公安部副部长") == pytest.approx(2 / 6)
    assert character_error_rate("", "") == 0.0


def test_nothing_built_where_nothing_was_wanted_is_perfect() -> None:
    assert Figure.f1(Counts(0, 0, 0)).value == 1.0
    assert Figure.f1(Counts(0, 3, 0)).value == 0.0
    assert Figure.f1(Counts(1, 2, 1)).value == pytest.approx(2 / 3)


def entry(
    zh: str | None, en: str | None, *titles: tuple[str | None, str | None], who: str | None = None
) -> GoldOfficial:
    positions = [GoldPosition(title_zh=title_zh, title_en=title_en) for title_zh, title_en in titles]
    return GoldOfficial(name_zh=zh, name_en=en, country="RS", positions=positions, who=who)


def test_a_person_named_in_one_language_is_the_one_that_another_item_names_in_both() -> None:
    entries = [entry("武林", None), entry("武林", "Aleksandar Vulin"), entry(None, "Aleksandar Vulin")]
    (person,) = persons_behind(entries)
    assert (person.name_zh, person.name_en) == ("武林", "Aleksandar Vulin")


def test_persons_whose_other_names_differ_are_two() -> None:
    assert len(persons_behind([entry("武林", "Aleksandar Vulin"), entry("武林", "Ivan Vulin")])) == 2


def test_namesakes_are_told_apart_by_who() -> None:
    assert len(persons_behind([entry("武林", None, who="minister"), entry("武林", None, who="envoy")])) == 2


def test_an_office_printed_in_one_language_is_the_one_printed_in_both() -> None:
    both, zh, other = ("内务部长", "Interior Minister"), ("内务部长", None), (None, "Envoy")
    (person,) = persons_behind([entry("武林", None, zh, other), entry("武林", None, both)])
    assert [(office.title_zh, office.title_en) for office in person.offices()] == [other, both]
