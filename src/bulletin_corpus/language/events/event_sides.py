"""Both sides of an item as its events are reconciled from them, and what meetings and workshops share there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.language.dates.date_resolution import ResolvedDate, SideDates, resolve_date
from bulletin_corpus.language.events.event_evidence import evidence
from bulletin_corpus.language.events.reading import EventDate, EventText, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.documents import ArticleText, BulletinContext, Person
    from bulletin_corpus.language.dates.finding import DateExpression
    from bulletin_corpus.records import Evidence, Lang, Mode

MODE_RANK: dict[Mode, int] = {"hybrid": 0, "video": 1, "phone": 2, "in_person": 3}


@dataclass(frozen=True, slots=True)
class Side:
    """One language of an item: the article, and the text prepared for the event grammars."""

    article: ArticleText
    text: EventText


@dataclass(frozen=True, slots=True)
class ItemSides:
    """An item whose events are reconciled; `zh` or `en` is None where the item has no such article."""

    zh: Side | None
    en: Side | None
    persons: tuple[Person, ...]
    context: BulletinContext

    def side(self, lang: Lang) -> Side | None:
        """The side in that language."""
        return self.zh if lang == "zh" else self.en

    @property
    def ids(self) -> tuple[str | None, str | None]:
        """The article ids, Chinese and English."""
        return (
            self.zh.article.article_id if self.zh else None,
            self.en.article.article_id if self.en else None,
        )


def side_dates(side: Side, told: EventDate | None) -> SideDates:
    """What a side says about the day of one event, with all else that it prints about days."""
    told = told or EventDate()
    at = told.expression.start if told.expression is not None else 0
    words = sorted(side.text.dates.get("body", ()), key=lambda date: (abs(date.start - at), date.start))
    head = [date for part in ("headline", "subheadline") for date in side.text.dates.get(part, ())]
    others = tuple(date for date in (*words, *head) if date != told.expression)
    return SideDates(
        told.expression, told.until, told.duration_days, told.ends, side.text.dateline, others, side.text.years
    )


def resolved(item: ItemSides, zh: EventDate | None, en: EventDate | None) -> ResolvedDate:
    """The days of an event that the sides tell of."""
    sides = [side_dates(side, told) for side, told in ((item.zh, zh), (item.en, en)) if side is not None]
    return resolve_date(sides, item.context)


def dateline_day(item: ItemSides) -> ResolvedDate:
    """The day of the item's dateline."""
    told = [
        EventDate(side.text.dateline, "dateline") if side is not None and side.text.dateline is not None else None
        for side in (item.zh, item.en)
    ]
    return resolved(item, told[0], told[1])


def joined_mode(
    zh: tuple[Mode, Phrase] | None, en: tuple[Mode, Phrase] | None
) -> tuple[Mode | None, list[tuple[Lang, Phrase]], str | None]:
    """The mode that both sides give: the more telling one where they differ; with its words and a warning."""
    given: list[tuple[Lang, tuple[Mode, Phrase]]] = []
    if zh is not None:
        given.append(("zh", zh))
    if en is not None:
        given.append(("en", en))
    if not given:
        return None, [], None
    mode = min((found[0] for _, found in given), key=lambda value: MODE_RANK[value])
    warning = None
    if len({found[0] for _, found in given}) > 1:
        warning = "modes differ: " + " and ".join(f"{found[0]} ({lang})" for lang, found in given)
    return mode, [(lang, found[1]) for lang, found in given if found[0] == mode], warning


def date_evidence(item: ItemSides, zh: EventDate | None, en: EventDate | None) -> list[Evidence]:
    """Rows for the words that date an event."""
    rows: list[Evidence] = []
    for side, told in ((item.zh, zh), (item.en, en)):
        if side is None or told is None:
            continue
        for words in (told.expression, told.until):
            if words is not None:
                rows += evidence("date_start", side.article, date_phrase(told, words))
    return rows


def date_phrase(told: EventDate, words: DateExpression) -> Phrase:
    """The words of a date as a phrase."""
    return Phrase("", told.part, words.start, words.end, words.rule)


def phrase_evidence(item: ItemSides, rows: Sequence[tuple[str, Literal["zh", "en"], Phrase | None]]) -> list[Evidence]:
    """Rows for (field, language, phrase); a phrase of None gives none."""
    found: list[Evidence] = []
    for field, lang, phrase in rows:
        side = item.side(lang)
        if side is not None and phrase is not None:
            found += evidence(field, side.article, phrase)
    return found
