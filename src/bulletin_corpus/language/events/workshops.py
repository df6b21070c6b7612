"""Workshops, forums, seminars, courses and conferences that one side of an item reports.

Input is an `EventText`, output a `WorkshopAccount` for each event, as a rule one. A conference that is only the setting
of a meeting (在...论坛期间会见, 'on the sidelines of') makes no account.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.event_details import event_date, event_place, here_place
from bulletin_corpus.language.events.gazetteer import place_kinds
from bulletin_corpus.language.events.named_event import noun_strengths
from bulletin_corpus.language.events.organizers import find_organizers
from bulletin_corpus.language.events.places import find_location
from bulletin_corpus.language.events.reading import EventDate, Phrase, WorkshopAccount, words_pattern
from bulletin_corpus.language.events.workshop_modes import workshop_mode
from bulletin_corpus.language.events.workshop_names import named_events
from bulletin_corpus.language.events.workshop_people import find_participants, find_speakers
from bulletin_corpus.language.events.workshop_series import told_apart
from bulletin_corpus.language.events.workshop_themes import find_theme
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.dates.finding import DateExpression
    from bulletin_corpus.language.events.named_event import NamedEvent
    from bulletin_corpus.language.events.reading import EventText
    from bulletin_corpus.records import Lang

# an event that is reported stands in the headline or near the beginning; further down it is background. Chosen on the
# development items: the latest body sentence that first names the reported event in full is number 3 (from 0).
# and what tells its day and place stands at most this far down; of the development items number 4 is the last
LATEST_DETAIL = 9
NUMBER = r"(?:第[一二三四五六七八九十百\d]{1,4}[届次期轮]|首[届次]|(?:19|20)\d\d年?度?)"
NUMBER_ZH = make_pattern(NUMBER)
# 第五十一届|研讨会, 2019年度|研讨会
NUMBER_BEFORE_ZH = make_pattern(rf"{NUMBER}\Z")
LONGEST_NUMBER_CHARS = 6
LATEST_SENTENCE = {"zh": 2, "en": 7}


def find_workshops(text: EventText, *, counterpart: int = 0) -> list[tuple[EventText, WorkshopAccount]]:
    """The events of the workshop kind that `text` reports, in order, each with the text as it tells of that event.

    `counterpart` is the number of accounts in the other language: a mere mention here is then of the same event, and
    of several the namings need no days of their own.
    """
    views = told_apart(text, counterpart=counterpart > 1)
    found = [(view, find_workshop(view, counterpart=counterpart > 0 or len(views) > 1)) for view in views]
    accounts = [(view, account) for view, account in found if account is not None]
    if len(views) > 1 and len(accounts) < 2:
        whole = find_workshop(text, counterpart=counterpart > 0)
        return [] if whole is None else [(text, whole)]
    return accounts


def find_workshop(text: EventText, *, counterpart: bool = False) -> WorkshopAccount | None:
    """The event of the workshop kind that `text` reports; None where it reports none.

    With a `counterpart`, an account in the other language, a mere mention here is of the same event.
    """
    named = named_events(text, LATEST_SENTENCE[text.lang] + 1)
    lead = _lead(text, named, counterpart=counterpart)
    if lead is None:
        return None
    best = max((event for event in named if _may_be(text, event, lead)), key=lambda event: event.weight)
    account = WorkshopAccount(lead.name, lead.sentence, _numbered(text, best.name))
    account.theme = find_theme(text)
    _when_and_where(text, account, lead)
    account.organizers = find_organizers(text, _held(named, lead, best))
    account.mode = workshop_mode(text, account)
    account.speakers = find_speakers(text)
    account.countries = find_participants(text)
    return account if counterpart or _is_told(text, account, lead) else None


def _numbered(text: EventText, name: Phrase) -> Phrase:
    """A Chinese name with its number (第二届, 首届) or year where the body prints it so."""
    if text.lang != "zh" or NUMBER_ZH.match(name.value):
        return name
    at = text.body.find(name.value)
    while at >= 0:
        number = NUMBER_BEFORE_ZH.search(text.body, max(0, at - LONGEST_NUMBER_CHARS), at)
        if number is not None:
            end = at + len(name.value)
            return Phrase(text.body[number.start() : end], "body", number.start(), end, name.rule)
        at = text.body.find(name.value, at + 1)
    return name


def _is_told(text: EventText, account: WorkshopAccount, lead: NamedEvent) -> bool:
    """Whether the text tells enough to take the event for a reported one: day, place, organizers, mode or speakers.

    One of them is enough beside a Chinese name that is said to be held; an undated English name needs two.
    """
    told = [account.date.expression, account.place or account.venue, account.organizers, account.mode, account.speakers]
    undated = text.lang == "en" and account.date.expression is None
    return sum(bool(one) for one in told) >= (2 if undated or not lead.strong else 1)


def _lead(text: EventText, named: Sequence[NamedEvent], *, counterpart: bool) -> NamedEvent | None:
    """The naming that shows that the event itself is reported."""
    for event in named:
        if event.frame == "bare" and not (counterpart or event.sentence < 0 or _at_forum_en(text, event)):
            continue
        if event.frame == "attended" and event.sentence > 1:
            continue
        if not event.strong and event.frame not in ("subject", "object") and not _international(text, event):
            continue
        return event
    return next((event for event in named if counterpart or _is_dated(text, event)), None)


# news of another kind, to which an event is the setting
OTHER_NEWS = {
    "zh": make_pattern(
        r"会见|会晤|会谈|见面|通话|拜会|走访|访问|签署|颁|授予|期间|成果|备忘录|移交|遣返|捐赠|提出|倡议|商定|同意|计划|拟于|筹备"
    ),
    "en": make_pattern(
        r"(?i)\b(?:talks|met\s+with|meeting\s+with|met|call(?:ed)?|visit(?:ed|s|ing)?|signed|received|sidelines|award(?:ed)?|handed"
        r"|donat\w+|arrest\w*|repatriat\w+|invit\w+|preparat\w+|after|ahead\s+of|before|propos\w+|agreed?|agreements?|plan(?:s|ned)?|hopes?|hoped|decided|would|next\s+year)\b"
    ),
}
# the day or place of what is only named lies in its own sentence
LATEST_NAMED = 1


def _is_dated(text: EventText, event: NamedEvent) -> bool:
    """Whether the first sentences tell of nothing but the event: by day and place, no other news in the sentence."""
    if not event.strong or not 0 <= event.sentence <= LATEST_NAMED:
        return False
    span = text.sentences[event.sentence]
    if text.lang == "en" and not (PROPER_EN.match(event.name.value) or len(event.name.value.split()) > LEAST_WORDS):
        return False
    days = [day for day in text.dates_in(*span) if day.names_day or day.weekdays or day.anchor is not None]
    headline = text.parts.get("headline", "")
    others = OTHER_NEWS[text.lang]
    if not days or others.search(text.body, *span) is not None or others.search(headline) is not None:
        return False
    return event_place(text, "body", span) is not None


LEAST_WORDS = 2


# |International Forum, |fourth BRICS Workshop
PROPER_EN = make_pattern(r"(?:\p{Ll}[\p{L}-]*(?:st|nd|rd|th)\s+)?\p{Lu}")
# met at the |Second International Forum
AT_THE_EN = make_pattern(r"\b(?:at|for)\s+the\s+$")


def _at_forum_en(text: EventText, event: NamedEvent) -> bool:
    """Whether an English text puts its news at the event of a proper name: 'met at the Second International Forum'."""
    name = event.name
    if text.lang == "zh" or not event.strong or not 0 <= event.sentence <= 1 or not PROPER_EN.match(name.value):
        return False
    return AT_THE_EN.search(text.parts[name.part][max(0, name.start - 12) : name.start]) is not None


# 国际执法安全论坛
INTERNATIONAL = make_pattern(r"国际|[Ii]nternational")


def _international(text: EventText, event: NamedEvent) -> bool:
    """Whether the name tells that several states meet: 中国—东盟执法安全合作部长级对话."""
    return bool(find_countries(event.name.value, text.lang)) or INTERNATIONAL.search(event.name.value) is not None


# The first seminar was held in |2016|; what |was held last year|
PAST = {
    "zh": make_pattern(r"去年|前年|上届|上一届|曾|(?:19|20)\d\d年"),
    "en": make_pattern(r"(?i)\b(?:last\s+year|previous|ago|in\s+(?:19|20)\d\d|,\s+(?:19|20)\d\d)\b"),
}


def _may_be(text: EventText, event: NamedEvent, lead: NamedEvent) -> bool:
    """Whether a naming can be of the event that is reported; one further down that dates from past years cannot."""
    if event.sentence > max(lead.sentence, 0) and PAST[text.lang].search(text.body, *text.sentences[event.sentence]):
        return False
    return event is lead or event.frame != "bare" or event.sentence < 0 or event.strong


def _held(named: Sequence[NamedEvent], lead: NamedEvent, best: NamedEvent) -> Phrase:
    """The naming in the body that tells who holds the event, the one that somebody is said to hold first."""
    body = [event for event in named if event.name.part == "body" and event.frame == "object"]
    return next((event.name for event in (*body, lead, best) if event.name.part == "body"), best.name)


def _event_noun(lang: Lang, name: str) -> regex.Pattern[str]:
    """The nouns by which a text takes up the event of that name again: 'the workshop', 'the event', 本届论坛."""
    own = [match[0] for match in words_pattern("workshop_nouns", lang).finditer(name)]
    return _nouns_of(lang, own[-1].lower() if own else None)


@cache
def _nouns_of(lang: Lang, own: str | None) -> regex.Pattern[str]:
    """The pattern of those nouns, for the last noun of the event's name."""
    forms = [own] if own is not None else []
    general = (
        ["本届", "此次", "本次", "开幕式", "开班", "会议", "活动", "该班", "课程", "培训"]
        if lang == "zh"
        else [
            "event",
            "opening",
            "gathering",
            "course",
            "training",
            "it was held",
            "it is being held",
            "it was organized",
            *("it opened", "it closed", "it ran", "it runs", "it lasted", "it lasts", "it took place", "it began"),
            *("it concluded", "it ended", "it will"),
        ]
    )
    # 合作论坛 is taken up by 论坛, a training workshop by 'the workshop'
    forms += [form for form in noun_strengths(lang) if own is not None and own != form and _ends_in(lang, own, form)]
    body = "|".join(regex.escape(form) for form in [*forms, *general])
    return make_pattern(rf"(?:{body})" if lang == "zh" else rf"(?i)\b(?:{body})s?\b")


def _ends_in(lang: Lang, noun: str, form: str) -> bool:
    return noun.endswith(form if lang == "zh" else f" {form}")


def _when_and_where(text: EventText, account: WorkshopAccount, lead: NamedEvent) -> None:
    """Fills day, venue and place from the sentences that name or take up the event, the first that tell them."""
    noun = _event_noun(text.lang, lead.name.value)
    first = max(lead.sentence, 0)
    numbers = [
        *range(first, min(first + 1, len(text.sentences))),  # none where the item is a headline and a dateline
        *(
            n
            for n in range(min(len(text.sentences), LATEST_DETAIL))
            if n != first and noun.search(text.body, *text.sentences[n])
        ),
    ]
    dated = EventDate()
    for number in numbers:
        span = text.sentences[number]
        if number != first and _told(text, span):
            continue
        trigger = _trigger(text, span, lead, noun)
        found = event_date(text, "body", span, trigger)
        if dated.expression is None:
            duration, until = dated.duration_days, dated.until
            dated = EventDate(
                found.expression, "body", found.until or until, found.duration_days or duration, found.ends
            )
        elif _widens(found, dated):
            dated = EventDate(
                found.expression, "body", found.until, found.duration_days or dated.duration_days, found.ends
            )
        elif dated.until is None and found.until is not None:
            dated = EventDate(dated.expression, dated.part, found.until, dated.duration_days, dated.ends)
        elif dated.duration_days is None and found.duration_days is not None:
            dated = EventDate(dated.expression, dated.part, dated.until, found.duration_days, dated.ends)
        _where(text, account, span, lead=number == first)
    account.date = _with_first_day(text, dated)
    if account.place is None:
        account.place = _place_elsewhere(text)
    if account.venue is None and "headline" in text.parts:
        location = find_location(text.parts["headline"], text.lang, (0, len(text.parts["headline"])))
        if location is not None and location.venue is not None and location.venue_span is not None:
            account.venue = Phrase(location.venue, "headline", *location.venue_span, f"venue.headline.{text.lang}")


def _place_elsewhere(text: EventText) -> Phrase | None:
    """The place that the headline names, or the dateline's city where the first sentences say 'here'."""
    for span in text.sentences[:3]:
        place = here_place(text, span)
        if place is not None:
            return place
    headline = text.parts.get("headline")
    place = event_place(text, "headline", (0, len(headline))) if headline else None
    return place or _hosting_city(text)


# |Kunming| hosted the forum, |Lhasa| played host to
HOSTING_CITY_EN = make_pattern(
    r"(?:\A|[.”\"]\s+)(?P<city>\p{Lu}[\p{L}'’]+(?:\s\p{Lu}[\p{L}'’]+)?)(?:,\s[^,.]{2,40},)?\s+(?:(?:will|is|has)\s+)?"
    r"(?:host(?:s|ed|ing)?|play(?:s|ed)?\s+host\s+to|welcomed|was\s+the\s+(?:venue|setting|scene)[^.;]{0,40}?\s(?:of|for))\s+(?:an?|the|its|this)\b"
)


# the forum returned to |Shenzhen
TO_CITY_EN = make_pattern(
    r"\b(?i:forum|seminar|workshop|conference|congress|summit|symposium|course|dialogue|event)\b[^.;]{0,80}?\b(?:returned|came(?:\s+back)?|moved|came\s+home)\s+to\s+"
    r"(?P<city>\p{Lu}[\p{L}'’]+(?:\s\p{Lu}[\p{L}'’]+)?)"
)


def _hosting_city(text: EventText) -> Phrase | None:
    """The city of the gazetteer that is said to host the event: 'Kunming hosted the forum'."""
    if text.lang != "en":
        return None
    match = text.search(HOSTING_CITY_EN) or text.search(TO_CITY_EN)
    if match is None or match["city"] not in place_kinds("en"):
        return None
    return Phrase(match["city"], "body", *match.span("city"), "place.hosting.en")


# 10月16日开班, 'which began on Oct. 16'
BEGINS = {
    "zh": make_pattern(r"开班|开幕|开营|开课|开始|启动"),
    "en": make_pattern(r"(?i)\b(?:began|begins|opened|opens|started|kicked\s+off)\b"),
}


def _with_first_day(text: EventText, dated: EventDate) -> EventDate:
    """The days from the beginning that another sentence tells to the end that `dated` tells."""
    last = dated.expression
    if not dated.ends or last is None or last.first != last.last:
        return dated
    for span in text.sentences[:LATEST_DETAIL]:
        if BEGINS[text.lang].search(text.body, *span) is None:
            continue
        for found in text.dates_in(*span):
            day = _in_month_of(last, found)
            if day.names_day and day.first == day.last and found != last and day.first.month:
                first, last_day = (last, day) if _is_later(day, last) else (day, last)
                return EventDate(first, "body", last_day, None, ends=False)
    return dated


def _in_month_of(last: DateExpression, day: DateExpression) -> DateExpression:
    """A single day with the month of the last one, where its words give none: 24日结业,自|15日|开班以来."""
    if day.first.month or not day.names_day or (day.first.day or 0) > (last.first.day or 0):
        return day
    first = replace(day.first, month=last.first.month)
    return replace(day, first=first, last=first)


MONTHS_APART = 6


def _is_later(one: DateExpression, other: DateExpression) -> bool:
    """Whether a day lies behind another in one year; December before January is earlier."""
    months = (one.first.month or 0) - (other.first.month or 0)
    if not one.first.month or not other.first.month or abs(months) > MONTHS_APART:
        return False
    return (months, (one.first.day or 0) - (other.first.day or 0)) > (0, 0)


def _widens(found: EventDate, known: EventDate) -> bool:
    """Whether a later sentence gives the whole range of which the first one gave the first or the last day."""
    a, b = found.expression, known.expression
    if a is None or b is None or a.first == a.last or b.first != b.last or not (a.names_day and b.names_day):
        return False
    return (b.first.month or a.first.month, b.first.day) in ((a.first.month, a.first.day), (a.last.month, a.last.day))


# 他指出 · 学员还将参观
TOLD_ZH = make_pattern(r"表示|指出|强调|认为|感谢|还将|将赴|将观摩|将参观|赴")
# he said that · they will also visit
TOLD_EN = make_pattern(r"\b(?:will also|will visit|urged|noted|thanked)\b|\bsaid that\b")


def _told(text: EventText, span: tuple[int, int]) -> bool:
    """Whether the sentence is somebody's speech or looks ahead to what follows the event."""
    if text.lang == "zh":
        return TOLD_ZH.search(text.body[slice(*span)]) is not None
    return TOLD_EN.search(text.body[slice(*span)]) is not None


def _trigger(text: EventText, span: tuple[int, int], lead: NamedEvent, noun: regex.Pattern[str]) -> Phrase:
    if lead.name.part == "body" and span[0] <= lead.name.start < span[1]:
        return lead.name
    match = noun.search(text.body, *span)
    start, end = match.span() if match else span
    return Phrase(text.body[start:end], "body", start, end, f"workshop.{text.lang}")


def _where(text: EventText, account: WorkshopAccount, span: tuple[int, int], *, lead: bool) -> None:
    if account.place is None:
        place = event_place(text, "body", span)
        # 三场活动在广东举行: beside its own sentence, a province tells of more than the event
        wide = place is not None and not lead and place_kinds(text.lang).get(place.value) == "province"
        account.place = None if wide else place
    if account.venue is None:
        blocked = [(named.start, named.end) for named in text.named.get("body", ())]
        location = find_location(text.body, text.lang, span, blocked)
        named = account.name is not None and location is not None and location.venue == account.name.value
        if location is not None and location.venue is not None and location.venue_span is not None and not named:
            account.venue = Phrase(location.venue, "body", *location.venue_span, f"venue.sentence.{text.lang}")
