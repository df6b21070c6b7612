"""Meetings, talks and calls that one side of an item reports or refers to.

A meeting is read sentence by sentence: words of meeting (`meeting_triggers`), the persons named around them
(`meeting_parties`), and what tells day, mode and place (`event_details`). A meeting that somebody speaks about
(王小洪表示,...8月27日通电话) is referenced, not reported. Input is an `EventText`, output a list of `MeetingAccount`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.event_details import event_date, event_mode, event_place, lead_place, visited_place
from bulletin_corpus.language.events.meeting_parties import add_roles, leaders, meeting_groups
from bulletin_corpus.language.events.meeting_triggers import SPEECH, Stretch, find_triggers
from bulletin_corpus.language.events.reading import EventDate, MeetingAccount, Phrase
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.events.meeting_triggers import Trigger
    from bulletin_corpus.language.events.reading import EventText


def find_meetings(text: EventText) -> list[MeetingAccount]:
    """The meetings that `text` reports or refers to, each once, in order; a headline counts where the body has none."""
    accounts: list[MeetingAccount] = []
    for number in range(len(text.sentences)):
        _read_sentence(text, number, accounts)
    if not any(account.status == "reported" for account in accounts):
        headline = _headline(text)
        accounts = headline + accounts
        for number in range(len(text.sentences)) if headline else ():
            add_roles(text, number, headline)
    return accounts


def _headline(text: EventText) -> list[MeetingAccount]:
    for part in ("headline", "subheadline"):
        words = text.parts.get(part)
        found = _events_of(Stretch(text, part, 0, len(words), -1), []) if words else []
        reported = [account for account in found if account.status == "reported"]
        if reported:
            return reported[:1]
    return []


def _read_sentence(text: EventText, number: int, accounts: list[MeetingAccount]) -> None:
    found = _events_of(Stretch(text, "body", *text.sentences[number], number), accounts)
    for account in found:
        known = next((other for other in accounts if _same(other, account)), None)
        if known is None:
            accounts.append(account)
        elif known.status == account.status:
            _complete(known, account)
    reported = [account for account in accounts if account.status == "reported"]
    if reported and not any(account in reported for account in found):
        add_roles(text, number, reported)


def _same(one: MeetingAccount, other: MeetingAccount) -> bool:
    """Whether two accounts are of one meeting: the same principals, or some of them."""
    a, b = set(one.principals), set(other.principals)
    if not a or not b:
        return one.status == other.status
    return a == b or b < a | set(one.attendees) or a < b


def _complete(known: MeetingAccount, account: MeetingAccount) -> None:
    """Adds to `known` what the later account of the same meeting tells beyond it."""
    known.mode = known.mode or account.mode
    known.place = known.place or account.place
    if known.date.expression is None or _narrows(account.date, known.date):
        known.date = account.date
    if not known.principals:
        known.principals = account.principals


def _narrows(later: EventDate, known: EventDate) -> bool:
    """Whether a later sentence tells the one day within the days of several meetings (25日至26日分别会见甲、乙)."""
    day, days = later.expression, known.expression
    if day is None or days is None or day.first != day.last or days.first == days.last:
        return False
    ends = days.first.day, day.first.day, days.last.day
    if None in ends or known.until is not None:
        return day.anchor is not None and not day.names_day and days.names_day
    return ends[1] in (ends[0], ends[2]) or (ends[0] or 0) < (ends[1] or 0) < (ends[2] or 0)


# ---- events of a sentence


def _events_of(stretch: Stretch, accounts: Sequence[MeetingAccount]) -> list[MeetingAccount]:
    """The accounts that a sentence (or headline) gives; several where separate meetings are told together."""
    made: list[MeetingAccount] = []
    triggers = find_triggers(stretch)
    for piece, trigger in _pieces(stretch, triggers):
        groups = meeting_groups(piece, trigger, [*accounts, *made])
        for order, (principals, attendees) in enumerate(groups):
            account = MeetingAccount(trigger.phrase, stretch.number, trigger.status, principals, attendees)
            account.sides = find_countries(stretch.words, stretch.text.lang)
            _details(stretch, piece, trigger, account, order if len(groups) > 1 else None)
            made.append(account)
    return [account for account in made if account.status == "reported" or len(account.principals) > 1]


def _pieces(stretch: Stretch, triggers: Sequence[Trigger]) -> list[tuple[Stretch, Trigger]]:
    """The triggers with their pieces of the stretch: 'held talks with A | and met with B'; one piece where one acts."""
    if len(triggers) < 2:
        return [(stretch, trigger) for trigger in triggers]
    pieces: list[tuple[Stretch, Trigger]] = []
    start, acting = stretch.start, triggers[0]
    for trigger in triggers[1:]:
        cut = _cut(stretch, acting, trigger)
        first, rest = stretch.piece(start, cut), stretch.piece(cut, stretch.end)
        if cut <= start or not _acts(first, acting) or not _acts(rest, trigger):
            continue
        pieces.append((first, acting))
        start, acting = cut, trigger
    return [*pieces, (stretch.piece(start, stretch.end), acting)]


# held talks with A, |and met with B
CLAUSE_MARK = make_pattern(r"[,，;；]|并|还|又|\band\b|\bbefore\b|\bafter\b")


def _cut(stretch: Stretch, first: Trigger, second: Trigger) -> int:
    """Where the clause of the second trigger begins: behind the last comma or 'and' before it."""
    between = stretch.between(first.phrase.end, second.phrase.start)
    marks = [match.start() for match in CLAUSE_MARK.finditer(between)]
    return first.phrase.end + marks[-1] if marks else stretch.start


def _acts(piece: Stretch, trigger: Trigger) -> bool:
    """Whether the piece names somebody whom its trigger can take."""
    return bool(piece.people()) and piece.start <= trigger.phrase.start < piece.end


# 访问期间, 'during the visit': the meeting took place where the visit went
ON_VISIT = {
    "zh": make_pattern(r"访|期间|抵达|来到|走进|做客"),
    "en": make_pattern(
        r"(?i)\bduring\s+(?:the|his|her|their)\s+(?:\w+\s+)?(?:visit|stay|trip|tour)\b|\bwhere\s+(?:he|she|they)\b"
    ),
}
# 'The remarks came at the ninth meeting of': the day on which they were made is the meeting's
REMARKS_EN = make_pattern(
    r"(?:The|These|His|Her|Their|Both)\s+(?:remarks?|comments?|words|statements?|announcement|call|pledge|consensus)\s+(?:came|w[ae]s|were)\b"
    r"|(?:He|She|They|The\s+\w+)\s+(?:was|were|made)\s+(?:speaking|talking|the\s+(?:remarks?|comments?|statement|announcement|call|pledge))\b"
)
VAGUE_DAY = {
    "zh": make_pattern(r"近日|日前|近期|不久前"),
    "en": make_pattern(r"(?i)\b(?:recently|in\s+recent\s+days)\b"),
}


def _details(stretch: Stretch, piece: Stretch, trigger: Trigger, account: MeetingAccount, order: int | None) -> None:
    """Fills day, mode and place, from the piece, the sentence, or what the sentences before it leave standing."""
    text, part, phrase = stretch.text, stretch.part, trigger.phrase
    account.date = event_date(text, part, stretch.span, phrase, order)
    account.mode = event_mode(text, part, piece.span, phrase)
    account.place = event_place(text, part, piece.span) or event_place(text, part, stretch.span)
    if account.status == "referenced" or part != "body":
        return
    if account.date.expression is None and VAGUE_DAY[text.lang].search(stretch.words) is None:
        account.date = _day_before(text, stretch.number)
    if account.place is None and ON_VISIT[text.lang].search(stretch.words):
        account.place = visited_place(text, stretch.number)
    if account.place is None:
        headline = text.parts.get("headline")
        account.place = lead_place(text, stretch.number) or (
            event_place(text, "headline", (0, len(headline))) if headline else None
        )


def _day_before(text: EventText, number: int) -> EventDate:
    """The day, or the days of a visit, that one of the two sentences before told, outside of anybody's speech."""
    for earlier in range(number - 1, max(number - 3, -1), -1):
        span = text.sentences[earlier]
        words = text.body[slice(*span)]
        spoken = SPEECH[text.lang].search(words) and REMARKS_EN.match(text.body, text.sentences[number][0]) is None
        if spoken or VAGUE_DAY[text.lang].search(words):
            return EventDate()
        told = event_date(text, "body", span, Phrase("", "body", span[1], span[1], ""))
        if told.expression is not None:
            return told
    return EventDate()


# ---- the counterpart of a formulaic account


def loose_account(text: EventText) -> MeetingAccount | None:
    """An account of the meeting that the other language reports and this one only writes about; None without a day.

    A rewritten text may never say that two people met: 'two senior officials agreed in Beijing on Thursday'.
    """
    for number, span in enumerate(text.sentences[:4]):
        days = [date for date in text.dates_in(*span) if date.names_day or date.weekdays]
        if not days:
            continue
        phrase = Phrase("", "body", days[0].start, days[0].end, f"meeting.loose.{text.lang}")
        account = MeetingAccount(phrase, number, "reported")
        account.principals, account.attendees = leaders(text, [])
        account.date = event_date(text, "body", span, phrase)
        account.mode = event_mode(text, "body", span, phrase)
        account.place = event_place(text, "body", span) or lead_place(text, min(len(text.sentences), 3))
        return account
    return None
