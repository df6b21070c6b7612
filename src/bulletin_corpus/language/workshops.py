"""Workshops, forums, seminars, courses and conferences that one side of an item reports.

Input is an `EventText`, output at most one `WorkshopAccount`: an item of this genre reports one such event. A
conference that is only the setting of a meeting (在...论坛期间会见, 'on the sidelines of') makes no account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.countries import find_countries
from bulletin_corpus.language.event_details import event_date, event_place, sentence_mode
from bulletin_corpus.language.events import EventDate, Phrase, WorkshopAccount, distinct
from bulletin_corpus.language.organizers import find_organizers
from bulletin_corpus.language.places import find_location
from bulletin_corpus.language.workshop_names import NamedEvent, event_noun, find_theme, named_events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.countries import CountryMention
    from bulletin_corpus.language.events import EventText, NamedPerson
    from bulletin_corpus.records import Mode

# an event that is reported stands in the headline or near the beginning; further down it is background. Chosen on the
# development items: the latest body sentence that first names the reported event in full is number 3 (from 0).
# and what tells its day and place stands at most this far down; of the development items number 4 is the last
LATEST_DETAIL = 9
LATEST_SENTENCE = {"zh": 2, "en": 7}


def find_workshop(text: EventText, *, counterpart: bool = False) -> WorkshopAccount | None:
    """The event of the workshop kind that `text` reports; None where it reports none.

    With a `counterpart`, an account in the other language, a mere mention here is of the same event.
    """
    named = named_events(text, LATEST_SENTENCE[text.lang] + 1)
    lead = _lead(text, named, counterpart=counterpart)
    if lead is None:
        return None
    best = max((event for event in named if _may_be(event, lead)), key=lambda event: event.weight)
    account = WorkshopAccount(lead.name, lead.sentence, best.name)
    account.theme = find_theme(text)
    _when_and_where(text, account, lead)
    account.organizers = find_organizers(text, _held(named, lead, best))
    account.mode = _mode(text, account)
    account.speakers = _speakers(text)
    account.countries = _countries(text)
    return account if _is_told(account, lead) else None


def _is_told(account: WorkshopAccount, lead: NamedEvent) -> bool:
    """Whether the text tells enough to take the event for a reported one: day, place, organizers, mode or speakers."""
    told = [account.date.expression, account.place or account.venue, account.organizers, account.mode, account.speakers]
    return sum(bool(one) for one in told) >= (1 if lead.strong else 2)


def _lead(text: EventText, named: Sequence[NamedEvent], *, counterpart: bool) -> NamedEvent | None:
    """The naming that shows that the event itself is reported."""
    for event in named:
        if event.frame == "bare" and not (counterpart or event.sentence < 0):
            continue
        if event.frame == "attended" and event.sentence > 1:
            continue
        if not event.strong and event.frame not in ("subject", "object") and not _international(text, event):
            continue
        return event
    return next((event for event in named if counterpart), None)


def _international(text: EventText, event: NamedEvent) -> bool:
    """Whether the name tells that several states meet: 中国—东盟执法安全合作部长级对话."""
    return (
        bool(find_countries(event.name.value, text.lang))
        or regex.search(r"国际|[Ii]nternational", event.name.value) is not None
    )


def _may_be(event: NamedEvent, lead: NamedEvent) -> bool:
    return event is lead or event.frame != "bare" or event.sentence < 0 or event.strong


def _held(named: Sequence[NamedEvent], lead: NamedEvent, best: NamedEvent) -> Phrase:
    """The naming in the body that tells who holds the event, the one that somebody is said to hold first."""
    body = [event for event in named if event.name.part == "body" and event.frame == "object"]
    return next((event.name for event in (*body, lead, best) if event.name.part == "body"), best.name)


def _when_and_where(text: EventText, account: WorkshopAccount, lead: NamedEvent) -> None:
    """Fills day, venue and place from the sentences that name or take up the event, the first that tell them."""
    noun = event_noun(text.lang, lead.name.value)
    first = max(lead.sentence, 0)
    numbers = [
        first,
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
        elif dated.duration_days is None and found.duration_days is not None:
            dated = EventDate(dated.expression, dated.part, dated.until, found.duration_days, dated.ends)
        _where(text, account, span)
    account.date = dated


def _widens(found: EventDate, known: EventDate) -> bool:
    """Whether a later sentence gives the whole range of which the first one gave the first or the last day."""
    a, b = found.expression, known.expression
    if a is None or b is None or a.first == a.last or b.first != b.last or not (a.names_day and b.names_day):
        return False
    return (b.first.month or a.first.month, b.first.day) in ((a.first.month, a.first.day), (a.last.month, a.last.day))


def _told(text: EventText, span: tuple[int, int]) -> bool:
    """Whether the sentence is somebody's speech or looks ahead to what follows the event."""
    if text.lang == "zh":
        return regex.search(r"表示|指出|强调|认为|感谢|还将|将赴|将观摩|将参观|赴", text.body[slice(*span)]) is not None
    return (
        regex.search(r"\b(?:will also|will visit|urged|noted|thanked)\b|\bsaid that\b", text.body[slice(*span)])
        is not None
    )


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
        if location is not None and location.venue is not None and location.venue_span is not None:
            account.venue = Phrase(location.venue, "body", *location.venue_span, f"venue.sentence.{text.lang}")


# ---- mode

# some are there, others on a screen: 线上参会, 现场参会, 主会场; 'addressed the workshop via video link'
ONLINE_PART = {
    "zh": regex.compile(
        r"(?:线上|视频|云端|远程|在线|连线)(?:方式|形式|连线)?(?:参会|参加|出席|与会|致辞|致词|发言|演讲|讲话)|视频致辞|视频讲话|书面及视频"
    ),
    "en": regex.compile(
        r"(?i)\b(?:via|by|through)\s+(?:a\s+)?(?:video(?:\s*link)?|internet)\b|\b(?:joined|attended|participated|spoke|speaking|took\s+part|addressed)[^.]{0,60}\b(?:online|virtually|remotely)\b|\bvideo\s+(?:speech|address|message)"
    ),
}
ON_SITE_PART = {
    "zh": regex.compile(r"现场(?:参会|参加|出席|与会|致辞)|线下(?:参会|参加|出席)|主会场|现场会议"),
    "en": regex.compile(r"(?i)\b(?:in\s+person|on[\s-]site|main\s+venue|at\s+the\s+venue)\b"),
}


def _mode(text: EventText, account: WorkshopAccount) -> tuple[Mode, Phrase] | None:
    """How the event was held; None where only the place could tell."""
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
            own = None if own is not None and _only_part(text, own[1]) else own
    if own is not None and own[0] in ("hybrid", "in_person"):
        return own
    online = ONLINE_PART[text.lang].search(text.body)
    on_site = ON_SITE_PART[text.lang].search(text.body)
    if online is not None and own is None:
        phrase = Phrase(online[0], "body", online.start(), online.end(), f"mode.part-online.{text.lang}")
        return ("hybrid" if on_site is not None or account.venue or account.place else "video"), phrase
    if own is not None and on_site is not None and on_site.start() != own[1].start:
        return "hybrid", own[1]
    return own


def _only_part(text: EventText, phrase: Phrase) -> bool:
    """Whether the words tell only how somebody took part (视频致辞, 'in a video speech')."""
    words = text.parts[phrase.part]
    if text.lang == "zh":
        return (
            regex.match(
                r"(?:方式|形式|连线)?(?:参会|参加|出席|与会|致辞|致词|发言|演讲|讲话|会见)", words[phrase.end :]
            )
            is not None
        )
    sentence = words[max(0, phrase.start - 120) : phrase.end + 30]
    return (
        regex.search(
            r"(?i)\b(?:speech|address|addressed|message|joined|spoke|remarks|said|delivered|told|speaking|made\s+by)\b",
            sentence,
        )
        is not None
    )


# ---- speakers

SPEAK = {
    "zh": regex.compile(
        r"致辞|致词|致\p{Han}{0,4}[辞词]|发言|讲话|演讲|报告|授课|介绍|表示|指出|强调|说[,，:“]|讲解|呼吁|认为|分享|提出|阐述|讲座|主旨|开讲|宣读|作了?.{0,12}(?:讲|题)|称[,，]|建议|感谢|赞赏|高度评价|欢迎"
    ),
    "en": regex.compile(
        r"(?i)\b(?:said|says|noted|stressed|told|spoke|speaking|speech(?:es)?|address(?:ed|es|ing)?|delivered|remarks|lecture[ds]?|introduced|shared|called\s+(?:for|on)|"
        r"urged|stated|added|thanked|presentations?|keynote|presented|appreciated|applauded|expressed|pointed\s+out|emphasized|hailed|briefed|explained|proposed|"
        r"underlined|warned|suggested|hoped|gave|talked|taught|outlined|voiced|promised|welcomed|reported|argued|described|elaborated|highlighted)\b"
    ),
}
NO_SPEECH = {
    "zh": regex.compile(r"^[^,，。]{0,4}(?:主持|颁发|颁证|为学员)(?![^。]*(?:致辞|讲话|发言|指出|表示|强调))"),
    "en": regex.compile(
        r"(?i)^[^.]{0,40}\b(?:chaired|presided|moderated|hosted|handed|presented\s+(?:the\s+)?certificates|awarded|attended|were\s+present|was\s+present)\b(?![^.]*\b(?:address|spoke|speech|remarks|said))"
    ),
}
BEFORE_SPEAKER_EN = regex.compile(
    r"(?i)(?:\b(?:said|says|added|noted|stressed|according\s+to|told\s+\w+)\s+|\b(?:by|from)\s+|speakers?\b[^.]{0,60}?\b(?:included|were|was|include)\s+|speeches\s+(?:were\s+\w+\s+)?by\s+|from\s+)(?:the\s+)?$"
)


def _speakers(text: EventText) -> list[int]:
    """Who speaks at the event, in order; chairing, attending or handing out certificates is not speaking."""
    found: list[int] = []
    for start, end in text.sentences:
        people = text.people(start, end)
        for group in _lists(text, people):
            follows = next((named.start for named in people if named.start > group[-1].end), end)
            predicate = text.body[group[-1].end : follows]
            before = text.body[start : group[0].start]
            if _speaks(text, predicate, before):
                found += [named.person for named in group]
    return distinct(found)


def _speaks(text: EventText, predicate: str, before: str) -> bool:
    if text.lang == "zh":
        if regex.search(r"(?:感谢|会见|邀请|向|为|同|与)$", before):
            return False
        return SPEAK["zh"].search(predicate) is not None and NO_SPEECH["zh"].search(predicate) is None
    if NO_SPEECH["en"].search(predicate):
        return False
    if SPEAK["en"].search(predicate):
        return True
    return (
        BEFORE_SPEAKER_EN.search(before) is not None
        and SPEAK["en"].search(before + " " + "speech" * before.lower().count("speaker")) is not None
    )


def _lists(text: EventText, people: Sequence[NamedPerson]) -> list[list[NamedPerson]]:
    """The persons of a sentence in lists: those whom only 、, 'and' or commas divide stand together."""
    lists: list[list[NamedPerson]] = []
    for named in people:
        between = text.body[lists[-1][-1].end : named.start] if lists else "-"
        if lists and regex.fullmatch(
            r"\s*(?:[、,，]|和|与|及|以及|等|兼|,?\s*and|as\s+well\s+as|\s|the|a|an)*\s*", between
        ):
            lists[-1].append(named)
        else:
            lists.append([named])
    return lists


# ---- states

PARTICIPATE = {
    "zh": regex.compile(r"来自|代表|分会场|运动员|学者|参加|参会|与会|参训|出席|学员|官员|专家|嘉宾|参与|派员"),
    "en": regex.compile(
        r"(?i)\b(?:attend(?:ed|ing|ees?)?|participa\w+|took\s+part|taking\s+part|delegates?|representatives?|officials?|officers?|trainees?|experts?|scholars|students|"
        r"gathered|joined|guests|venues|judges|athletes|regulators|educators|countries|police\s+chiefs)\b"
    ),
}


def _countries(text: EventText) -> list[CountryMention]:
    """The states named in lists of those who take part."""
    found: list[CountryMention] = []
    for start, end in text.sentences:
        words = text.body[start:end]
        if PARTICIPATE[text.lang].search(words) is None or _speech_lead(text, words):
            continue
        people = [(named.start - start, named.end - start) for named in text.people(start, end)]
        quotes = [match.span() for match in regex.finditer(r"“[^”]*”|\"[^\"]*\"|《[^》]*》", words)]
        listed = [
            country
            for country in find_countries(words, text.lang)
            if country.kind in ("name", "demonym") and not any(a <= country.start < b for a, b in (*people, *quotes))
        ]
        found += [_shifted(country, start) for country in listed if _in_list(words, country, listed, text.lang)]
    return found


def _speech_lead(text: EventText, words: str) -> bool:
    if text.lang == "zh":
        return regex.match(r"[^,，。]{0,40}(?:表示|指出|强调|认为|说)[,，:]", words) is not None
    return regex.search(r"(?i)\b(?:said|noted|stressed|added|urged|thanked|hoped)\b(?:\s+that)?", words) is not None


def _in_list(words: str, country: CountryMention, listed: Sequence[CountryMention], lang: str) -> bool:
    """Whether the country stands beside another one in a list, or behind 'from'."""
    if lang == "zh":
        if regex.search(r"来自$", words[: country.start]) or regex.match(r"(?:等|、)", words[country.end :]):
            return True
        return regex.search(r"[、和与及]$", words[: country.start]) is not None and len(listed) > 1
    if (
        regex.search(r"(?:\bfrom|,|\band|\bnamely|\bof|\bincluding|\bas)\s+(?:the\s+)?$", words[: country.start])
        is None
    ):
        return False
    return len(listed) > 1 or regex.search(r"\bfrom\s+(?:the\s+)?$", words[: country.start]) is not None


def _shifted(country: CountryMention, by: int) -> CountryMention:
    return type(country)(country.code, country.start + by, country.end + by, country.form, country.kind)
