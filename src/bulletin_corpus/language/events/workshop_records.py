"""Workshop records out of what each side of an item tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin_corpus.language.events.counterpart_places import both_places
from bulletin_corpus.language.events.event_evidence import distinct_rows
from bulletin_corpus.language.events.event_scores import doubts, event_score
from bulletin_corpus.language.events.event_sides import Side, date_evidence, joined_mode, phrase_evidence, resolved
from bulletin_corpus.language.events.gazetteer import english_names, place_country
from bulletin_corpus.language.events.reading import Phrase, distinct
from bulletin_corpus.language.events.topics import find_topics
from bulletin_corpus.language.events.workshops import find_workshops
from bulletin_corpus.language.people.countries import country_of
from bulletin_corpus.language.people.organisation_pairs import matched, paired_organisations
from bulletin_corpus.records import Organizer, Speaker, Workshop, event_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.events.event_sides import ItemSides
    from bulletin_corpus.language.events.reading import EventText, WorkshopAccount
    from bulletin_corpus.records import Lang


Told = tuple["EventText", "WorkshopAccount"]
"""What one side tells of one workshop, with the text as it tells of it."""


def workshop_records(item: ItemSides) -> tuple[list[Workshop], list[str]]:
    """The workshops that the item reports, in order of the Chinese text, and the contradictions found.

    A side that only mentions one is read further where the other side reports it.
    """
    zh = find_workshops(item.zh.text) if item.zh else []
    en = find_workshops(item.en.text) if item.en else []
    if item.zh is not None and item.en is not None:
        if not zh and en:
            # the Chinese text is the formulaic one: an event that it does not report is only the setting
            zh = find_workshops(item.zh.text, counterpart=len(en))
            en = en if zh else []
        if len(en) < len(zh):
            en = find_workshops(item.en.text, counterpart=len(zh)) or en
        elif len(zh) < len(en):
            zh = find_workshops(item.zh.text, counterpart=len(en)) or zh
    records: list[Workshop] = []
    doubts: list[str] = []
    for number, (one, other) in enumerate(_paired(item, zh, en)):
        record, warnings = _record(item, one, other, number)
        records.append(record)
        doubts += warnings
    return records, doubts


def _paired(item: ItemSides, zh: Sequence[Told], en: Sequence[Told]) -> list[tuple[Told | None, Told | None]]:
    """The accounts of one event on both sides, the likest first; what the English text alone tells is left out.

    Without a Chinese text the English accounts stand alone.
    """
    if not zh:
        return [(None, other) for other in en]
    scored = sorted(
        ((_likeness(item, one[1], other[1]), -i, -j) for i, one in enumerate(zh) for j, other in enumerate(en)),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for _, i, j in scored:
        if -i not in partner and -j not in partner.values():
            partner[-i] = -j
    return [(one, en[partner[i]] if i in partner else None) for i, one in enumerate(zh)]


def _likeness(item: ItemSides, zh: WorkshopAccount, en: WorkshopAccount) -> int:
    """How much two accounts of an item have in common: days, speakers, places, hosts, states."""
    when = [resolved(item, zh.date, None), resolved(item, None, en.date)]
    days = [one.first for one in when]
    score = 0 if None in days else 4 if days[0] == days[1] else -4
    score += 2 * len(set(zh.speakers) & set(en.speakers))
    if zh.place is not None and en.place is not None:
        score += 3 if en.place.value in english_names(zh.place.value) else -1
    score += 2 * sum(one is not None and other is not None for one, other in matched(zh.organizers, en.organizers))
    return score + len({country.code for country in zh.countries} & {country.code for country in en.countries})


def _record(item: ItemSides, told_zh: Told | None, told_en: Told | None, number: int) -> tuple[Workshop, list[str]]:
    """The record of the item's workshop of that number, and the contradictions found."""
    item = replace(item, zh=_view(item.zh, told_zh), en=_view(item.en, told_en))
    zh, en = (told[1] if told is not None else None for told in (told_zh, told_en))
    when = resolved(item, zh.date if zh else None, en.date if en else None)
    mode, mode_words, warning = joined_mode(zh.mode if zh else None, en.mode if en else None)
    mode = mode or "in_person"
    organizers, venue_zh, venue_en = paired_organisations(item, zh, en)
    placed = mode != "video"  # an online event is in no one place
    if placed:
        place_zh, place_en = both_places(item, zh.place if zh else None, en.place if en else None)
    else:
        place_zh = place_en = None
    speakers = distinct([*(zh.speakers if zh else ()), *(en.speakers if en else ())])
    ids = item.ids
    rows = date_evidence(item, zh.date if zh else None, en.date if en else None)
    rows += phrase_evidence(item, [("mode", lang, phrase) for lang, phrase in mode_words])
    rows += phrase_evidence(item, _account_rows("zh", zh) + _account_rows("en", en))
    rows += phrase_evidence(item, [("place_zh", "zh", place_zh), ("place_en", "en", place_en)])
    rows += phrase_evidence(item, _speaker_rows(item, speakers))
    speaking = [_speaker(item, person) for person in sorted(speakers)]
    told = doubts(speaking, organizers, rows, sum(one is not None for one in ids))
    name_zh, name_en = (side.name.value if side and side.name else None for side in (zh, en))
    record = Workshop(
        workshop_id=event_id("workshop", *ids, number),
        zh_article_id=ids[0],
        en_article_id=ids[1],
        status="reported",
        name_zh=name_zh,
        name_en=name_en,
        theme_zh=zh.theme.value if zh and zh.theme else None,
        theme_en=en.theme.value if en and en.theme else None,
        date_start=when.first,
        date_end=when.last,
        date_evidence=when.evidence,
        mode=mode,
        venue_zh=venue_zh if placed else None,
        venue_en=venue_en if placed else None,
        place_zh=place_zh.value if place_zh else None,
        place_en=place_en.value if place_en else None,
        organizers=organizers,
        speakers=speaking,
        countries=_countries(item, zh, en, speakers, organizers),
        topics_zh=_topics(item.zh),
        topics_en=_topics(item.en),
        score=event_score(
            told._replace(
                lacking=(when.first is None) + (name_zh is None and name_en is None),
                unconfirmed=told.unconfirmed or bool(when.warnings) or warning is not None,
            )
        ),
        evidence=distinct_rows(rows),
    )
    return record, [*when.warnings, *([warning] if warning else [])]


def _view(side: Side | None, told: Told | None) -> Side | None:
    """The side, read as it tells of one event."""
    return side if side is None or told is None else Side(side.article, told[0])


def _topics(side: Side | None) -> list[str]:
    if side is None:
        return []
    return find_topics("\n".join(side.text.body[start:end] for start, end in side.text.sentences), side.text.lang)


def _account_rows(lang: Lang, account: WorkshopAccount | None) -> list[tuple[str, Lang, Phrase | None]]:
    if account is None:
        return []
    rows: list[tuple[str, Lang, Phrase | None]] = [
        (f"name_{lang}", lang, account.name),
        (f"theme_{lang}", lang, account.theme),
        (f"venue_{lang}", lang, account.venue),
    ]
    rows += [("organizers", lang, organizer.name) for organizer in account.organizers]
    rows += [
        ("countries", lang, Phrase(country.form, "body", country.start, country.end, f"country.{country.kind}.{lang}"))
        for country in account.countries
    ]
    return rows


def _speaker_rows(item: ItemSides, speakers: Sequence[int]) -> list[tuple[str, Lang, Phrase | None]]:
    rows: list[tuple[str, Lang, Phrase | None]] = []
    for number in speakers:
        for lang in ("zh", "en"):
            mention = next((m for m in item.persons[number].mentions if m.lang == lang and m.part == "body"), None)
            if mention is not None:
                rows.append(("speakers", lang, Phrase(mention.name, "body", mention.start, mention.end, mention.rule)))
    return rows


def _speaker(item: ItemSides, number: int) -> Speaker:
    person = item.persons[number]
    return Speaker(
        official_id=None,
        name_zh=person.name_zh,
        name_en=person.name_en,
        title_zh=person.title_zh,
        title_en=person.title_en,
        country=person.country,
        mention_ids=[mention.mention_id for mention in person.mentions],
    )


def _countries(
    item: ItemSides,
    zh: WorkshopAccount | None,
    en: WorkshopAccount | None,
    speakers: Sequence[int],
    organizers: Sequence[Organizer],
) -> list[str]:
    """States of the organizers, the speakers and those named as taking part; organisations are no states."""
    codes: list[str | None] = [
        country_of(organizer.name_zh, "zh") if organizer.name_zh else country_of(organizer.name_en or "", "en")
        for organizer in organizers
    ]
    codes += [item.persons[number].country for number in speakers]
    codes += [place_country(a.place.value, lang) for a, lang in ((zh, "zh"), (en, "en")) if a is not None and a.place]
    codes += [country.code for account in (zh, en) if account is not None for country in account.countries]
    return [code for code in dict.fromkeys(codes) if code is not None and len(code) == 2 and code not in ("UN", "EU")]
