"""Workshops, forums, seminars, courses and conferences that one side of an item reports.

Input is an `EventText`, output a `WorkshopAccount` for each event, as a rule one. A conference that is only the setting
of a meeting (在...论坛期间会见, 'on the sidelines of') makes no account.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.event_details import event_date, event_place, here_place, sentence_mode
from bulletin_corpus.language.events.organizers import find_organizers
from bulletin_corpus.language.events.places import find_location
from bulletin_corpus.language.events.reading import EventDate, Phrase, WorkshopAccount, words_pattern
from bulletin_corpus.language.events.workshop_names import NamedEvent, named_events
from bulletin_corpus.language.events.workshop_people import find_participants, find_speakers
from bulletin_corpus.language.events.workshop_series import told_apart
from bulletin_corpus.language.events.workshop_themes import find_theme
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.dates.finding import DateExpression
    from bulletin_corpus.language.events.reading import EventText
    from bulletin_corpus.records import Lang, Mode

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
    best = max((event for event in named if _may_be(event, lead)), key=lambda event: event.weight)
    account = WorkshopAccount(lead.name, lead.sentence, _numbered(text, best.name))
    account.theme = find_theme(text)
    _when_and_where(text, account, lead)
    account.organizers = find_organizers(text, _held(named, lead, best))
    account.mode = _mode(text, account)
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
    return next((event for event in named if counterpart), None)


# met at the |Second International Forum
AT_THE_EN = make_pattern(r"\b(?:at|for)\s+the\s+$")


def _at_forum_en(text: EventText, event: NamedEvent) -> bool:
    """Whether an English text puts its news at the event of a proper name: 'met at the Second International Forum'."""
    name = event.name
    if text.lang == "zh" or not event.strong or not 0 <= event.sentence <= 1 or not name.value[:1].isupper():
        return False
    return AT_THE_EN.search(text.parts[name.part][max(0, name.start - 12) : name.start]) is not None


# 国际执法安全论坛
INTERNATIONAL = make_pattern(r"国际|[Ii]nternational")


def _international(text: EventText, event: NamedEvent) -> bool:
    """Whether the name tells that several states meet: 中国—东盟执法安全合作部长级对话."""
    return bool(find_countries(event.name.value, text.lang)) or INTERNATIONAL.search(event.name.value) is not None


def _may_be(event: NamedEvent, lead: NamedEvent) -> bool:
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
    body = "|".join(regex.escape(form) for form in [*forms, *general])
    return make_pattern(rf"(?:{body})" if lang == "zh" else rf"(?i)\b(?:{body})s?\b")


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
        _where(text, account, span)
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
    return event_place(text, "headline", (0, len(headline))) if headline else None


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
        for day in text.dates_in(*span):
            if day.names_day and day.first == day.last and day != last and day.first.month:
                first, last_day = (last, day) if _is_later(day, last) else (day, last)
                return EventDate(first, "body", last_day, None, ends=False)
    return dated


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


def _where(text: EventText, account: WorkshopAccount, span: tuple[int, int]) -> None:
    if account.place is None:
        account.place = event_place(text, "body", span)
    if account.venue is None:
        blocked = [(named.start, named.end) for named in text.named.get("body", ())]
        location = find_location(text.body, text.lang, span, blocked)
        named = account.name is not None and location is not None and location.venue == account.name.value
        if location is not None and location.venue is not None and location.venue_span is not None and not named:
            account.venue = Phrase(location.venue, "body", *location.venue_span, f"venue.sentence.{text.lang}")


# ---- mode

# some are there, others on a screen: 线上参会, 现场参会, 主会场; 'addressed the workshop via video link'
ONLINE_PART = {
    "zh": make_pattern(
        r"(?:线上|视频|云端|远程|在线|连线)(?:方式|形式|连线)?(?:参会|参加|出席|与会|致辞|致词|发言|演讲|讲话|授课|分享|致贺|祝贺|讲授)|视频致辞|视频讲话|书面及视频"
    ),
    "en": make_pattern(
        r"(?i)\b(?:via|by|through)\s+(?:a\s+)?(?:video(?:\s*link)?|internet)\b|\b(?:joined|attended|participated|spoke|speaking|took\s+part|addressed|lectured|taught)[^.]{0,60}\b(?:online|virtually|remotely)\b|\bvideo\s+(?:speech|address|message)"
    ),
}
ON_SITE_PART = {
    "zh": make_pattern(r"现场(?:参会|参加|出席|与会|致辞)|线下(?:参会|参加|出席)|主会场|现场会议"),
    "en": make_pattern(r"(?i)\b(?:in\s+person|on[\s-]site|main\s+venue|at\s+the\s+venue)\b"),
}


def _mode(text: EventText, account: WorkshopAccount) -> tuple[Mode, Phrase] | None:
    """How the event was held; None where only the place could tell. An online event by name is one (云对话)."""
    if account.name is not None:
        named = sentence_mode(text, account.name.part, (account.name.start, account.name.end))
        if named is not None and named[0] == "video":
            return named
    spans = [text.sentences[n] for n in range(min(3, len(text.sentences)))]
    own = None
    for span in spans:
        own = sentence_mode(text, "body", span)
        own = None if own is not None and own[0] == "phone" else own
        if own is not None and (own[0] == "hybrid" or not _only_part(text, own[1])):
            break
        own = None
    for part in ("headline", "subheadline"):
        if own is None and part in text.parts:
            own = sentence_mode(text, part, (0, len(text.parts[part])))
            # 'Children First Online': a headline's word about what the body puts in a place
            placed = own is not None and own[0] == "video" and (account.place or account.venue) and text.lang == "en"
            own = None if own is not None and (placed or _only_part(text, own[1])) else own
    if own is not None and own[0] in ("hybrid", "in_person"):
        return own
    online = text.search(ONLINE_PART[text.lang])
    on_site = text.search(ON_SITE_PART[text.lang])
    if online is not None and own is None:
        phrase = Phrase(online[0], "body", online.start(), online.end(), f"mode.part-online.{text.lang}")
        return ("hybrid" if on_site is not None or account.venue or account.place else "video"), phrase
    if own is not None and on_site is not None and on_site.start() != own[1].start:
        return "hybrid", own[1]
    return own


# 以|视频
BY_MEANS_ZH = make_pattern(r"(?:以|通过)$")
# 视频|方式致辞
TAKES_PART_ZH = make_pattern(
    r"(?:方式|形式|连线)?(?:参会|参加|出席|与会|致辞|致词|发言|演讲|讲话|会见|授课|分享|致贺|祝贺)"
)
# spoke via video
PART_WORDS_EN = make_pattern(
    r"(?i)\b(?:speech|address|addressed|message|joined|spoke|remarks|said|delivered|told|speaking|made\s+by|lectured|lecture|taught"
    r"|congratulat\w+|greetings)\b"
)


def _only_part(text: EventText, phrase: Phrase) -> bool:
    """Whether the words tell only how somebody took part (视频致辞, 'in a video speech')."""
    words = text.parts[phrase.part]
    if text.lang == "zh":
        clause = max(words.rfind(mark, 0, phrase.start) for mark in ",，。、;；") + 1
        by = BY_MEANS_ZH.search(words[clause : phrase.start])
        if by and any(clause < named.end <= phrase.start for named in text.named.get(phrase.part, ())):
            return True
        return (
            TAKES_PART_ZH.match(
                words[phrase.end :],
            )
            is not None
        )
    sentence = words[max(0, phrase.start - 120) : phrase.end + 30]
    return PART_WORDS_EN.search(sentence) is not None
