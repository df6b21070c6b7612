"""Meeting records out of what each side of an item tells.

Accounts of one meeting are brought together by their principals; what one side leaves open the other fills, and what
contradicts is warned about. Input are the `MeetingAccount`s of both sides, output are `Meeting` records in order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bulletin_corpus.language.events.counterpart_places import both_places
from bulletin_corpus.language.events.event_evidence import distinct_rows
from bulletin_corpus.language.events.event_scores import doubts, event_score
from bulletin_corpus.language.events.event_sides import date_evidence, joined_mode, phrase_evidence, resolved
from bulletin_corpus.language.events.meetings import loose_account
from bulletin_corpus.language.events.reading import EventDate, Phrase, distinct
from bulletin_corpus.language.events.topics import find_topics
from bulletin_corpus.records import Evidence, Meeting, Participant, event_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.events.event_sides import ItemSides
    from bulletin_corpus.language.events.reading import MeetingAccount
    from bulletin_corpus.records import EventStatus, Lang


@dataclass(frozen=True, slots=True)
class _Pair:
    """The accounts of one meeting, at least one of them."""

    zh: MeetingAccount | None
    en: MeetingAccount | None

    @property
    def accounts(self) -> list[MeetingAccount]:
        return [account for account in (self.zh, self.en) if account is not None]


def meeting_records(
    item: ItemSides, zh: Sequence[MeetingAccount], en: Sequence[MeetingAccount]
) -> tuple[list[Meeting], list[str]]:
    """The meetings of an item, reported ones first, and the contradictions found."""
    records: list[Meeting] = []
    warnings: list[str] = []
    statuses: tuple[EventStatus, ...] = ("reported", "referenced")
    for status in statuses:
        pairs = _paired(
            item,
            [account for account in zh if account.status == status],
            [account for account in en if account.status == status],
        )
        for pair in pairs:
            record, found = _record(item, pair, status, len(records))
            if record is not None:
                records.append(record)
                warnings += found
    reported = [
        {p.name_zh or p.name_en for p in record.participants} for record in records if record.status == "reported"
    ]
    kept = [
        record
        for record in records
        if record.status == "reported" or {p.name_zh or p.name_en for p in record.participants} not in reported
    ]
    return [record for record in kept if not _is_blend(record, kept)], warnings


def _is_blend(record: Meeting, records: Sequence[Meeting]) -> bool:
    """Whether a meeting of foreigners is only what two others leave: A met B, and C, in one language's sentence."""
    if record.status != "reported" or "CN" in record.countries or len(records) < MOST_BLENDED:
        return False
    others = [other for other in records if other is not record and other.status == "reported"]
    led = [{p.name_zh or p.name_en for p in other.participants if p.role == "principal"} for other in others]
    mine = {p.name_zh or p.name_en for p in record.participants if p.role == "principal"}
    return all(any(name in names and not mine <= names for names in led) for name in mine)


# a blend of two meetings is the third
MOST_BLENDED = 3

# ---- which accounts belong together


def _paired(item: ItemSides, zh: Sequence[MeetingAccount], en: Sequence[MeetingAccount]) -> list[_Pair]:
    """The accounts of both sides in pairs, by shared principals; those without principals go by order."""
    left = list(en)
    pairs: list[_Pair] = []
    for account in zh:
        partner = max(left, key=lambda other: (_shared(item, account, other), -left.index(other)), default=None)
        if partner is not None and _shared(item, account, partner) > 0:
            left.remove(partner)
            pairs.append(_Pair(account, partner))
        else:
            pairs.append(_Pair(account, None))
    alone = [pair for pair in pairs if pair.en is None]
    empty = [other for other in left if not other.principals]
    for pair, other in zip(alone, empty, strict=False):
        pairs[pairs.index(pair)] = _Pair(pair.zh, other)
        left.remove(other)
    if len(pairs) == 1 and pairs[0].en is None and not left and item.en is not None and zh[0].status == "reported":
        loose = loose_account(item.en.text)
        told = loose.date.expression if loose is not None else None
        if loose is not None and told is not None and told.names_day and zh[0].date.expression is not None:
            loose.date = EventDate()  # the text that tells of the meeting itself dates it
        pairs[0] = _Pair(pairs[0].zh, loose)
    pairs = [_Pair(pair.zh, _without(pair, pairs)) for pair in pairs]
    known = [set(pair.zh.principals) | set(pair.zh.attendees) for pair in pairs if pair.zh is not None]
    for other in left:
        people = set(other.principals)
        if pairs and (not people or any(people <= people_known for people_known in known)):
            continue
        pairs.append(_Pair(None, other))
    return pairs


def _without(pair: _Pair, pairs: Sequence[_Pair]) -> MeetingAccount | None:
    """The English account without those who lead another meeting of the Chinese text: 'spoke with A, and with B'."""
    if pair.zh is None or pair.en is None:
        return pair.en
    others = {person for other in pairs if other is not pair and other.zh for person in other.zh.principals}
    strangers = others - set(pair.zh.principals)
    if not strangers & set(pair.en.principals):
        return pair.en
    return replace(pair.en, principals=[person for person in pair.en.principals if person not in strangers])


# less than two accounts share that agree on attendees at least
ONE_DOUBTFUL = 0.4


def _may_be_one(item: ItemSides, one: int, other: int) -> bool:
    """Whether two persons, one of them named in Chinese and the other in English only, speak for one country."""
    zh, en = item.persons[one], item.persons[other]
    return zh.name_en is None and en.name_zh is None and zh.country == en.country is not None


def _shared(item: ItemSides, zh: MeetingAccount, en: MeetingAccount) -> float:
    """How far two accounts name the same people: shared principals over the fewer ones, attendees count less."""
    a, b = set(zh.principals), set(en.principals)
    if not a or not b:
        return 0.0
    both = len(a & b)
    if len(a) == len(b) == 2 and both == 1 and _may_be_one(item, *(a - b), *(b - a)):
        return ONE_DOUBTFUL
    if both < min(len(a), len(b), 2):
        everyone = (a | set(zh.attendees)) & (b | set(en.attendees))
        return 0.5 if len(everyone) >= 2 and both >= 1 else 0.0
    return both + 0.1 * len(set(zh.attendees) & set(en.attendees)) - 0.01 * len(a ^ b)


# ---- one record


def _record(item: ItemSides, pair: _Pair, status: EventStatus, order: int) -> tuple[Meeting | None, list[str]]:
    principals, attendees = _people(item, pair)
    if len(principals) + len(attendees) < 2:
        return None, []
    zh, en = pair.zh, pair.en
    when = resolved(item, zh.date if zh else None, en.date if en else None)
    mode, mode_words, warning = joined_mode(zh.mode if zh else None, en.mode if en else None)
    place_zh, place_en = both_places(item, zh.place if zh else None, en.place if en else None)
    if mode in ("video", "phone"):  # the parties of a call are in no one place
        place_zh = place_en = None
    countries = _countries(item, pair, principals)
    if len(countries) < 2 and status == "reported" and len(principals) < 2:
        return None, []
    participants = [
        _participant(item, person, lead=person in principals) for person in sorted({*principals, *attendees})
    ]
    rows = date_evidence(item, zh.date if zh else None, en.date if en else None)
    rows += phrase_evidence(item, [("mode", lang, phrase) for lang, phrase in mode_words])
    rows += phrase_evidence(item, [("place_zh", "zh", place_zh), ("place_en", "en", place_en)])
    rows += _trigger_rows(item, pair)
    rows += _people_rows(item, participants_of=[*principals, *attendees])
    ids = item.ids
    told = doubts(participants, (), rows, sum(one is not None for one in ids))
    record = Meeting(
        meeting_id=event_id("meeting", *ids, order),
        zh_article_id=ids[0],
        en_article_id=ids[1],
        status=status,
        date_start=when.first,
        date_end=when.last,
        date_evidence=when.evidence,
        mode=mode or "in_person",
        place_zh=place_zh.value if place_zh else None,
        place_en=place_en.value if place_en else None,
        countries=countries,
        participants=participants,
        topics_zh=find_topics(item.zh.text.body, "zh") if item.zh and status == "reported" else [],
        topics_en=find_topics(item.en.text.body, "en") if item.en and status == "reported" else [],
        score=event_score(
            told._replace(
                lacking=(when.first is None) + (len(principals) < 2) + (len(countries) < 2),
                unconfirmed=told.unconfirmed or bool(when.warnings) or warning is not None,
            )
        ),
        evidence=distinct_rows(rows),
    )
    return record, [*when.warnings, *([warning] if warning else [])]


def _people(item: ItemSides, pair: _Pair) -> tuple[list[int], list[int]]:
    """Principals and attendees of both accounts; the Chinese one decides where it names two sides' leaders."""
    main = pair.zh if pair.zh is not None and len(pair.zh.principals) > 1 else pair.en or pair.zh
    principals = list(main.principals) if main else []
    others: list[int] = []
    for account in pair.accounts:
        for person in account.principals:
            if person not in principals:
                if any(_may_be_one(item, leader, person) for leader in principals):
                    continue  # the same person under a name that could not be told to be the other's
                led = {item.persons[leader].country for leader in principals}
                (others if len(principals) > 1 and item.persons[person].country in led else principals).append(person)
        others += account.attendees
    if main is pair.zh and pair.zh is not None and len(pair.zh.principals) > 1:
        principals = [person for person in principals if person not in pair.zh.attendees]
    if len(principals) < 2:
        principals = distinct([*principals, *_speaking_for(item, pair, principals)])
    return distinct(principals), [person for person in distinct(others) if person not in principals]


def _speaking_for(item: ItemSides, pair: _Pair, known: Sequence[int]) -> list[int]:
    """Who leads the sides for which no account names a person: the first official of each country."""
    codes = [country.code for account in pair.accounts for country in account.sides]
    taken = {item.persons[person].country for person in known}
    leaders: list[int] = []
    for number, person in enumerate(item.persons):
        open_sides = not known and len(codes) < 2 and len(taken) < 2
        if (person.country in codes or open_sides) and person.country not in taken and person.offices:
            taken.add(person.country)
            leaders.append(number)
    return leaders


def _countries(item: ItemSides, pair: _Pair, principals: Sequence[int]) -> list[str]:
    """The sides: the principals' countries; those that the wording names where fewer than two are known."""
    led = [code for person in principals if (code := item.persons[person].country) is not None]
    codes = list(dict.fromkeys(led))
    named = [country.code for account in pair.accounts for country in account.sides]
    return codes if len(codes) > 1 else list(dict.fromkeys([*codes, *named]))[:2]


def _participant(item: ItemSides, number: int, *, lead: bool) -> Participant:
    person = item.persons[number]
    return Participant(
        official_id=None,
        name_zh=person.name_zh,
        name_en=person.name_en,
        title_zh=person.title_zh,
        title_en=person.title_en,
        country=person.country,
        role="principal" if lead else "attendee",
        mention_ids=[mention.mention_id for mention in person.mentions],
    )


def _trigger_rows(item: ItemSides, pair: _Pair) -> list[Evidence]:
    rows: list[tuple[str, Lang, Phrase | None]] = []
    if pair.zh is not None:
        rows.append(("participants", "zh", pair.zh.trigger))
    if pair.en is not None:
        rows.append(("participants", "en", pair.en.trigger))
    return phrase_evidence(item, rows)


def _people_rows(item: ItemSides, participants_of: Sequence[int]) -> list[Evidence]:
    """The first mention of each participant on each side, for participants and countries."""
    rows: list[tuple[str, Lang, Phrase | None]] = []
    for number in participants_of:
        seen: set[Lang] = set()
        for mention in item.persons[number].mentions:
            if mention.lang in seen:
                continue
            seen.add(mention.lang)
            rows.append(
                (
                    "participants",
                    mention.lang,
                    Phrase(mention.name, mention.part, mention.start, mention.end, mention.rule),
                )
            )
            if mention.title is not None and mention.country is not None:
                title = Phrase(mention.title, mention.part, mention.title_start, mention.title_end, "country.title")
                rows.append(("countries", mention.lang, title))
    return phrase_evidence(item, rows)
