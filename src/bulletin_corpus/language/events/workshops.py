"""Workshops, forums, seminars, courses and conferences that one side of an item reports.

Input is an `EventText`, output a `WorkshopAccount` for each event, as a rule one. A conference that is only the setting
of a meeting (在...论坛期间会见, 'on the sidelines of') makes no account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.event_details import event_place
from bulletin_corpus.language.events.organizers import find_organizers
from bulletin_corpus.language.events.reading import Phrase, WorkshopAccount
from bulletin_corpus.language.events.workshop_details import hosting_city, when_and_where
from bulletin_corpus.language.events.workshop_modes import workshop_mode
from bulletin_corpus.language.events.workshop_names import named_events
from bulletin_corpus.language.events.workshop_people import find_participants, find_speakers
from bulletin_corpus.language.events.workshop_series import told_apart
from bulletin_corpus.language.events.workshop_themes import find_theme
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.events.named_event import NamedEvent
    from bulletin_corpus.language.events.reading import EventText

# an event that is reported stands in the headline or near the beginning; further down it is background. Chosen on the
# development items: the latest body sentence that first names the reported event in full is number 3 (from 0).
LATEST_SENTENCE = {"zh": 2, "en": 7}
NUMBER = r"(?:第[一二三四五六七八九十百\d]{1,4}[届次期轮]|首[届次]|(?:19|20)\d\d年?度?)"
NUMBER_ZH = make_pattern(NUMBER)
# 第五十一届|研讨会, 2019年度|研讨会
NUMBER_BEFORE_ZH = make_pattern(rf"{NUMBER}\Z")
LONGEST_NUMBER_CHARS = 6


def find_workshops(text: EventText, *, counterpart: int = 0) -> list[tuple[EventText, WorkshopAccount]]:
    """The events of the workshop kind that `text` reports, in order, each with the text as it tells of that event.

    `counterpart` is the number of accounts in the other language: a mere mention here is then of the same event, and
    of several the namings need no days of their own.
    """
    views = told_apart(text, counterpart=counterpart > 1)
    found = [(view, find_workshop(view, counterpart=counterpart > 0 or len(views) > 1)) for view in views]
    accounts = [(view, account) for view, account in found if account is not None]
    for _, account in accounts if len(views) > 1 else ():
        account.place = account.place or hosting_city(text)
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
    when_and_where(text, account, lead)
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


# an English name of so many words may be that of any event: training course, the seminar
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
    return next((event.name for event in (*body, lead, best, *named) if event.name.part == "body"), best.name)
