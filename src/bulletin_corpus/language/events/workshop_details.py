"""When and where a workshop was held: from the sentences that name it or take it up again."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.event_details import event_date, event_place, here_place
from bulletin_corpus.language.events.gazetteer import place_kinds
from bulletin_corpus.language.events.named_event import noun_strengths
from bulletin_corpus.language.events.places import find_location
from bulletin_corpus.language.events.reading import EventDate, Phrase, words_pattern
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from bulletin_corpus.language.dates.finding import DateExpression
    from bulletin_corpus.language.events.named_event import NamedEvent
    from bulletin_corpus.language.events.reading import EventText, WorkshopAccount
    from bulletin_corpus.records import Lang

# what tells an event's day and place stands at most this far down; of the development items number 4 is the last
LATEST_DETAIL = 9


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
            "certificate",
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


def when_and_where(text: EventText, account: WorkshopAccount, lead: NamedEvent) -> None:
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
        dated = _joined(dated, _dated(text, span, _trigger(text, span, lead, noun)))
        _where(text, account, span, lead=number == first)
    account.date = _with_last_day(text, _with_first_day(text, dated), noun)
    if account.place is None:
        account.place = _place_elsewhere(text)
    if account.venue is None and "headline" in text.parts:
        location = find_location(text.parts["headline"], text.lang, (0, len(text.parts["headline"])))
        if location is not None and location.venue is not None and location.venue_span is not None:
            account.venue = Phrase(location.venue, "headline", *location.venue_span, f"venue.headline.{text.lang}")


def _dated(text: EventText, span: tuple[int, int], trigger: Phrase) -> EventDate:
    """What a sentence says about the days of the event that it names or takes up at `trigger`."""
    found = event_date(text, "body", span, trigger)
    return replace(found, ends=False) if found.ends and _begins(text, span, trigger) else found


def _joined(known: EventDate, found: EventDate) -> EventDate:
    """What is known of an event's days, completed by what a later sentence says."""
    if known.expression is None:
        duration_days = found.duration_days or known.duration_days
        return EventDate(found.expression, "body", found.until or known.until, duration_days, found.ends)
    if _widens(found, known):
        return EventDate(found.expression, "body", found.until, found.duration_days or known.duration_days, found.ends)
    if known.until is None and found.until is not None:
        return replace(known, until=found.until)
    if known.duration_days is None and found.duration_days is not None:
        return replace(known, duration_days=found.duration_days)
    return known


def _begins(text: EventText, span: tuple[int, int], trigger: Phrase) -> bool:
    """Whether the words behind the event's name tell of its beginning: 论坛闭幕次日,|培训班|开班."""
    behind = max(span[0], min(trigger.end, span[1]))
    begins = BEGINS[text.lang].search(text.body, behind, span[1])
    return begins is not None and CLOSES[text.lang].search(text.body, behind, span[1]) is None


def _place_elsewhere(text: EventText) -> Phrase | None:
    """The place that the headline names, or the dateline's city where the first sentences say 'here'."""
    for span in text.sentences[:3]:
        place = here_place(text, span)
        if place is not None:
            return place
    headline = text.parts.get("headline")
    place = event_place(text, "headline", (0, len(headline))) if headline else None
    return place or hosting_city(text) or _opening_place(text)


def _opening_place(text: EventText) -> Phrase | None:
    """The city where the first sentence puts its people: 'More than 80 scholars spent two days in Wuxi'."""
    place = _place_in(text, text.sentences[0]) if text.sentences else None
    return place if place is not None and place_kinds(text.lang).get(place.value, "province") != "province" else None


def _place_in(text: EventText, span: tuple[int, int], name: Phrase | None = None) -> Phrase | None:
    """Where a sentence puts the event, outside of what it quotes and of the event's name (Evidence in Drug Review)."""
    here = here_place(text, span)
    if here is not None:
        return here
    blocked = [(named.start, named.end) for named in text.named.get("body", ())]
    blocked += [match.span() for match in QUOTED.finditer(text.body, *span)]
    if name is not None and name.part == "body":
        blocked.append((name.start, name.end))
    location = find_location(text.body, text.lang, span, blocked)
    if location is None or location.city is None or location.city_span is None:
        return None
    return Phrase(location.city, "body", *location.city_span, f"place.sentence.{text.lang}")


# the theme "Asia |in Flux|"
QUOTED = make_pattern(r"“[^”]*”|\"[^\"]*\"|《[^》]*》")


# |敦煌|九月迎来, 9月的|敦煌|
HOSTING_CITY_ZH = make_pattern(
    r"(?:\A|[,，。]|的|在)(?P<city>\p{Han}{2,5}?)(?:的?[\d一二三四五六七八九十]{1,2}月|再次?|又|先后|同时)?(?:迎来|喜迎)"
)
IN_MONTH_ZH = make_pattern(
    r"(?:\A|[,，。])(?:[\d一二三四五六七八九十]{1,2}月|金秋|盛夏|初春|仲夏|深秋|隆冬)的(?P<city>\p{Han}{2,5}?)[,，]"
)
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


def hosting_city(text: EventText) -> Phrase | None:
    """The city of the gazetteer that is said to host the event: 'Kunming hosted the forum', 敦煌九月迎来两场活动."""
    for part in ("body", "headline"):
        words = text.parts.get(part, "")
        for pattern in HOSTING_CITY[text.lang]:
            match = text.search(pattern) if part == "body" else pattern.search(words)
            if match is not None and match["city"] in place_kinds(text.lang):
                return Phrase(match["city"], part, *match.span("city"), f"place.hosting.{text.lang}")
    return None


HOSTING_CITY = {"zh": (HOSTING_CITY_ZH, IN_MONTH_ZH), "en": (HOSTING_CITY_EN, TO_CITY_EN)}
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


# the forum |closed| on May 8
CLOSES = {
    "zh": make_pattern(r"闭幕|落幕|落下帷幕|结束|结业|收官|结营"),
    "en": make_pattern(
        r"(?i)\b(?:closed|closes|concluded|concludes|ended|ends|w(?:rapped|ound)\s+up|(?:came|drew)\s+to\s+(?:(?:a|its)\s+close|(?:an|its)\s+end))\b"
    ),
}


def _with_last_day(text: EventText, dated: EventDate, noun: regex.Pattern[str]) -> EventDate:
    """The days from the first one, which `dated` tells, to the end that another sentence about the event tells."""
    first = dated.expression
    if first is None or dated.ends or dated.until is not None or dated.duration_days is not None:
        return dated
    if first.first != first.last or not first.names_day:
        return dated
    for span in text.sentences[:LATEST_DETAIL]:
        if span[0] <= first.start < span[1] or not (
            CLOSES[text.lang].search(text.body, *span) and _takes_up(text, span, noun)
        ):
            continue
        for day in text.dates_in(*span):
            if day.names_day and day.first == day.last and _is_later(day, first):
                return EventDate(first, dated.part, day, None, ends=False)
    return dated


IT_EN = make_pattern(r"(?i)^\W*(?:it|this)\b")


def _takes_up(text: EventText, span: tuple[int, int], noun: regex.Pattern[str]) -> bool:
    """Whether the sentence is about the event: 论坛5月8日闭幕, 'It closed on May 8'."""
    if noun.search(text.body, *span):
        return True
    return text.lang == "en" and IT_EN.search(text.body[slice(*span)]) is not None


def _in_month_of(last: DateExpression, day: DateExpression) -> DateExpression:
    """A single day with the month of the last one, where its words give none: 24日结业,自|15日|开班以来."""
    if day.first.month or not day.names_day or (day.first.day or 0) > (last.first.day or 0):
        return day
    first = replace(day.first, month=last.first.month)
    return replace(day, first=first, last=first)


# months that lie further apart than half a year are of two years
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
TOLD_ZH = make_pattern(r"表示|指出|强调|认为|感谢|还将|将赴|将观摩|将参观|赴|走访|参观|考察|实操")
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
        place = _place_in(text, span, account.name)
        # 三场活动在广东举行: beside its own sentence, a province tells of more than the event
        wide = place is not None and not lead and place_kinds(text.lang).get(place.value) == "province"
        account.place = None if wide else place
    if account.venue is None:
        blocked = [(named.start, named.end) for named in text.named.get("body", ())]
        location = find_location(text.body, text.lang, span, blocked)
        named = account.name is not None and location is not None and location.venue == account.name.value
        if location is not None and location.venue is not None and location.venue_span is not None and not named:
            account.venue = Phrase(location.venue, "body", *location.venue_span, f"venue.sentence.{text.lang}")
