"""Meetings, talks and calls that one side of an item reports or refers to.

A meeting is read sentence by sentence: words of meeting (`meeting_words.tsv`), the persons named around them, and what
tells day, mode and place. Words that only point back to a meeting (会见后, 'the talks') make no account; a meeting that
somebody speaks about (王小洪表示,...8月27日通电话) is referenced, not reported. Input is an `EventText`, output a list
of `MeetingAccount` in order of the text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.language.countries import find_countries
from bulletin_corpus.language.event_details import event_date, event_mode, event_place
from bulletin_corpus.language.events import MeetingAccount, NamedPerson, Phrase, distinct, words_pattern
from bulletin_corpus.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.events import EventText, TextPart
    from bulletin_corpus.records import EventStatus, Lang

Frame = Literal["transitive", "talks", "joint", "session"]

# 会见后, 会谈中, 会晤机制, 此次会见, 参加会谈: they point back to a meeting, or to meetings in general
BACK_BEFORE = {
    "zh": regex.compile(
        r"(?:此次|本次|这次|该次|参加|出席|列席|陪同|加强|建立|定期|健全|完善|机制化|开展|上次|首轮|深化|密切|推动|筹备|见证了|的)(?:了)?$"
    ),
    "en": regex.compile(
        r"(?i)\b(?:the|this|these|regular|attend(?:ed)?|attending|joined|present at|before|after|during the|at the|mechanism|annual|after the|"
        r"such|future|next|any|more|further|closer|of|to)\s+(?:\w+\s+)?$"
    ),
}
BACK_AFTER = {
    "zh": regex.compile(
        r"(?:方式|形式)?(?:参会|参加|出席|与会)|(?:结束)?(?:机制|制度|纪要|时(?!任)|后|前|中(?![国方外\p{Han}]{0,3}[双两])|期间|结束|上[,,]|达成|共识|成果|精神|在座|活动[中后前])"
    ),
    "en": regex.compile(r"\s+(?:mechanism|mechanisms|system|minutes|room)\b"),
}

# what may stand between a verb and its 'with': 'met separately in Beijing on Monday with'
APART_EN = r"(?:on|in|via|by|over|at|here|separately|respectively|yesterday|today|virtually|online|both|through|last|this|earlier)\b"

# who speaks: what stands behind it in the sentence is told, not reported
SPEECH = {
    "zh": regex.compile(
        r"(?:表示|指出|强调|说|称|认为|介绍|回顾|希望|提到|积极评价|高度评价|感谢|祝贺|赞赏|转达|通报|致辞中)"
    ),
    "en": regex.compile(
        r"\b(?:said|says|noted|stated|stressed|added|told|pointed\s+out|expressed|hoped|hopes|recalled|emphasized|according\s+to|called\s+for|"
        r"thanked|remarked|underscored|underlined|mentioned|spoke\s+(?:highly|positively)|observed|explained|urged|briefed)\b"
    ),
}
PAST = {
    "zh": regex.compile(r"(?:此前|去年|前年|上次|上个月|不久前|早些时候|曾|年初|上月|今年[1-9]\d?月|刚刚|以来)"),
    "en": regex.compile(
        r"(?i)\b(?:earlier\s+this\s+(?:year|month|week)|last\s+(?:year|month|week|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*)|"
        r"previously|years?\s+ago|months?\s+ago|weeks?\s+ago|had\s+(?:met|talked|held|spoken)|when\s+they\s+met|since\s+they)\b"
    ),
}

# who attends: 参加会见, 会见时在座, 视频连线参会; 'attended the meeting', 'were also present'
ATTEND = {
    "zh": regex.compile(
        r"(?:参加|出席|列席|陪同)(?:了|上述|此次|当天|相关|有关|以上)*(?:会见|会谈|会晤|会面|活动|通话|座谈|会议|磋商|视频|线上|交流|拜会|对话)|在座|陪同|参会|"
        r"与会|(?:线上|现场|视频连线|连线)(?:参加|出席)|参加[。,,;;]?$|出席[。,,;;]?$"
    ),
    "en": regex.compile(
        r"(?i)\b(?:attend(?:ed|ing)|joined|joining|were\s+(?:also\s+)?present|was\s+(?:also\s+)?present|also\s+present|present\s+at|took\s+part|"
        r"taking\s+part|participat(?:ed|ing)|accompan(?:ied|ying)|sat\s+in|were\s+among|was\s+among|in\s+attendance|were\s+on\s+hand)\b"
    ),
}
# who leads a delegation: 分别率团出席, 'the delegations were led by', 'co-chaired'
LEAD = {
    "zh": regex.compile(
        r"率(?:代表)?(?:团|队)|率领|共同主持|联合主持|主持(?:了)?(?:会议|会晤|会谈|对话|磋商)|任团长|分别带队|带队"
    ),
    "en": regex.compile(
        r"(?i)\b(?:(?:was|were)\s+(?:respectively\s+)?(?:led|headed)|led\s+by|headed\s+by|co-chair(?:ed|s)?|jointly\s+chaired|chaired)\b"
    ),
}
SEPARATE = {
    "zh": regex.compile(r"分别(?:在\p{Han}{1,8})?(?:会见|同|与|和|接见|拜会|约见|会晤|视频|举行|通)"),
    "en": regex.compile(r"(?i)\b(?:respectively|separately|separate)\b"),
}


SEPARATELY_ATTEND = {"zh": regex.compile(r"分别(?:参加|出席|陪同)"), "en": regex.compile(r"(?i)\brespectively\b")}


def find_meetings(text: EventText) -> list[MeetingAccount]:
    """The meetings that `text` reports or refers to, each once, in order; a headline counts where the body has none."""
    accounts: list[MeetingAccount] = []
    for number in range(len(text.sentences)):
        _read_sentence(text, number, accounts)
    if not any(account.status == "reported" for account in accounts):
        headline = [
            account
            for part in ("headline", "subheadline")
            if part in text.parts
            for account in _events_of(text, -1, part, (0, len(text.parts[part])), [])
            if account.status == "reported"
        ]
        accounts = headline[:1] + accounts
        for account in headline[:1]:
            _attendees(text, account)
    return accounts


def _read_sentence(text: EventText, number: int, accounts: list[MeetingAccount]) -> None:
    span = text.sentences[number]
    found = _events_of(text, number, "body", span, accounts)
    for account in found:
        known = next((other for other in accounts if _same(other, account)), None)
        if known is None:
            accounts.append(account)
        elif known.status == account.status:
            _complete(known, account)
    reported = [account for account in accounts if account.status == "reported"]
    if reported and not any(account.status == "reported" and account in accounts for account in found):
        _roles_of(text, number, reported)


def _same(one: MeetingAccount, other: MeetingAccount) -> bool:
    """Whether two accounts are of one meeting: the same principals, or some of them and no other day or place."""
    a, b = set(one.principals), set(other.principals)
    if not a or not b:
        return one.status == other.status
    return a == b or (b < a | set(one.attendees)) or a < b


def _complete(known: MeetingAccount, account: MeetingAccount) -> None:
    """Adds to `known` what the later account of the same meeting tells beyond it."""
    known.mode = known.mode or account.mode
    known.place = known.place or account.place
    if known.date.expression is None:
        known.date = account.date
    if not known.principals:
        known.principals = account.principals


# ---- events of a sentence


def _events_of(
    text: EventText, number: int, part: TextPart, span: tuple[int, int], accounts: Sequence[MeetingAccount]
) -> list[MeetingAccount]:
    """The accounts that a sentence (or headline) gives; several where separate meetings are told together."""
    trigger = _trigger(text, part, span)
    if trigger is None:
        return []
    phrase, frame, status = trigger
    people = _parties(text, part, span, phrase)
    if status == "referenced":
        people = _spoken_of(text, part, span, phrase, people)
    groups = _groups(text, part, span, phrase, people, frame, accounts)
    made = []
    for order, (principals, attendees) in enumerate(groups):
        account = MeetingAccount(phrase, number, status, principals, attendees)
        account.sides = [country for country in find_countries(text.parts[part][span[0] : span[1]], text.lang)]
        account.date = event_date(text, part, span, phrase, order if len(groups) > 1 else None)
        account.mode = event_mode(text, part, span, phrase)
        account.place = event_place(text, part, span, phrase)
        made.append(account)
    if status == "referenced":
        return [account for account in made if len(account.principals) > 1]
    return made


def _trigger(text: EventText, part: TextPart, span: tuple[int, int]) -> tuple[Phrase, Frame, EventStatus] | None:
    """The words of meeting that tell the event of this stretch, their frame, and whether they report it."""
    words = text.parts[part]
    lang: Lang = text.lang
    blocked = [(named.start, named.end) for named in text.named.get(part, ())]
    best: tuple[Phrase, Frame, EventStatus] | None = None
    for match in _meeting_words(lang).finditer(words, *span):
        if any(a < match.end() and match.start() < b for a, b in blocked) or _quoted(words, span, match.start()):
            continue
        frame = _frame(match)
        before, after = words[max(span[0], match.start() - 24) : match.start()], words[match.end() : match.end() + 24]
        if BACK_AFTER[lang].match(after) or BACK_BEFORE[lang].search(before):
            if frame == "joint":
                pass
            elif not (frame == "session" and _is_session(text, part, span, match.start())):
                continue
        if frame == "session" and not _is_session(text, part, span, match.start()):
            continue
        mode = (match.lastgroup or "_").split("_", 1)[1]
        rule = ".".join(["meeting", frame, *([mode] if mode else []), lang])
        phrase = Phrase(match[0], part, match.start(), match.end(), rule)
        status = _status(text, part, span, phrase)
        if best is None or (status == "reported" and best[2] != "reported"):
            best = (phrase, frame, status)
            if status == "reported" and frame != "session":
                break
    return best


@cache
def _meeting_words(lang: Lang) -> regex.Pattern[str]:
    """All words of meeting, each in the group of its frame and mode (talks_video); 'with' may stand apart from its verb.

    Example: 'spoke by phone on Nov 3 with' -> talks_phone.
    """
    forms: dict[str, set[str]] = {}
    for row in lexicon("meeting_words"):
        if row["lang"] == lang:
            forms.setdefault(f"{row['frame']}_{row['mode']}", set()).add(row["form"])
    single = {form: group for group in sorted(forms) for form in forms[group]}
    alternatives = []
    for form in sorted(single, key=lambda form: (-len(form), form)):
        words = regex.escape(form)
        if lang == "en" and form.endswith(" with"):
            words = regex.escape(form.removesuffix(" with")) + rf"(?:\s+{APART_EN}[^,.;]{{0,50}}?)?\s+with"
        alternatives.append(f"(?P<{single[form]}>{words})")
    body = "|".join(alternatives)
    return regex.compile(f"(?:{body})" if lang == "zh" else rf"(?i)\b(?:{body})\b")


def _frame(match: regex.Match[str]) -> Frame:
    return (match.lastgroup or "talks_").split("_")[0]  # type: ignore[return-value]


def _quoted(words: str, span: tuple[int, int], at: int) -> bool:
    """Whether the place stands inside quotation marks or a book title."""
    before = words[span[0] : at]
    return any(before.count(opening) > before.count(closing) for opening, closing in ("“”", "《》", "「」")) or (
        before.count('"') % 2 == 1
    )


# 举行第三次中韩海警高级别工作会议 · 禁毒合作三方会晤在云南景洪举行 · 'held a trilateral meeting' · 'gathered for their third ... meeting'
SESSION_ZH = regex.compile(r"举行|召开|主持|进行了?|举办")
SESSION_EN = regex.compile(
    r"(?i)\b(?:held|hold|holds|holding|convened|gathered|took\s+place|was\s+held|were\s+held|co-chaired|chaired|opened|met|meet|conducted)\b"
)


def _is_session(text: EventText, part: TextPart, span: tuple[int, int], at: int) -> bool:
    """Whether a nominal event is one of two to four sides: countries are chained in its name or lead it by name."""
    words = text.parts[part][span[0] : span[1]]
    held = (SESSION_ZH if text.lang == "zh" else SESSION_EN).search(words)
    if held is None and part == "body":
        return False
    if words_pattern("workshop_nouns", text.lang, strength="strong").search(words):
        return False
    if text.lang == "zh" and regex.search(r"成员国|缔约方|各国|多国|\d+个?(?:国家|国)|与会代表", words):
        return False
    states = {country.code for country in find_countries(words, text.lang)}
    led = {text.country(named.person) for named in text.people(*span, part)} - {None}
    return 2 <= len(states | led) <= 4 if text.lang == "en" else 2 <= len(states | led) <= 5


def _status(text: EventText, part: TextPart, span: tuple[int, int], phrase: Phrase) -> EventStatus:
    """Reported, or referred to in somebody's speech or as an earlier event."""
    words = text.parts[part]
    before = words[span[0] : phrase.start]
    whole = words[span[0] : span[1]]
    if text.lang == "zh":
        if SPEECH["zh"].search(before) or PAST["zh"].search(before[-14:]):
            return "referenced"
        return "reported"
    if PAST["en"].search(whole[max(0, phrase.start - span[0] - 30) : phrase.end - span[0] + 60]):
        return "referenced"
    speech = SPEECH["en"].search(before)
    if speech is not None and not regex.search(
        r"(?i)\b(?:in|during|at|when|while|as)\s+(?:an?\s+|his\s+|her\s+)?$", before
    ):
        if regex.search(r"(?i)\b(?:when|while|as)\s+(?:he|she)?\s*$", before):
            return "reported"
        return "referenced"
    if regex.search(r"(?i)\bduring\s+(?:their|his|her)\b[^,.]{0,30}$", before) and SPEECH["en"].search(before):
        return "referenced"
    return "reported"


# ---- parties

INVITED_ZH = regex.compile(r"(?:应|受|经|在|代表)$")
NOT_PARTY_ZH = regex.compile(r"\s*(?:的?(?:邀请|委托|陪同|见证)|陪同)")
INVITED_EN = regex.compile(
    r"(?i)\b(?:invitation\s+of|invited\s+by|accompanied\s+by|on\s+behalf\s+of|witnessed\s+by|entrusted\s+by)\s+(?:the\s+)?$"
)


def _parties(text: EventText, part: TextPart, span: tuple[int, int], phrase: Phrase) -> list[NamedPerson]:
    """Who is named in the stretch as a party of the event, in order, without inviters, companions and attendees."""
    words = text.parts[part]
    parties = []
    for named in text.people(*span, part):
        before, after = words[span[0] : named.start], words[named.end : span[1]]
        if text.lang == "zh":
            out = (INVITED_ZH.search(before) and NOT_PARTY_ZH.match(after)) or (
                regex.search(r"在$", before) and regex.match(r"[^,,。]{0,12}陪同", after)
            )
        else:
            out = INVITED_EN.search(before) is not None
        if not out:
            parties.append(named)
    return parties


def _spoken_of(
    text: EventText, part: TextPart, span: tuple[int, int], phrase: Phrase, people: Sequence[NamedPerson]
) -> list[NamedPerson]:
    """Those named behind the words of speaking: who says that two others met is no party of their meeting."""
    words = text.parts[part]
    spoken = [match.end() for match in SPEECH[text.lang].finditer(words, span[0], phrase.start)]
    return [named for named in people if named.start >= max(spoken, default=span[0])]


def _groups(
    text: EventText,
    part: TextPart,
    span: tuple[int, int],
    phrase: Phrase,
    people: Sequence[NamedPerson],
    frame: Frame,
    accounts: Sequence[MeetingAccount],
) -> list[tuple[list[int], list[int]]]:
    """Principals and attendees of each meeting that the stretch tells of; one with nobody where only countries meet."""
    words = text.parts[part]
    attending = _attending(text, part, span, phrase)
    parties = [named for named in people if named.person not in attending]
    before = distinct([named.person for named in parties if named.start < phrase.start])
    after = distinct([named.person for named in parties if named.start >= phrase.end])
    if text.lang == "zh" and not after and len(before) > 1:
        before, after = _comitative(text, part, phrase, parties)
    after = [person for person in after if person not in before]
    if not before and after and frame not in ("session", "joint"):
        leader = _implied_subject(text, accounts, after)
        before = [leader] if leader is not None else []
    attendees = [person for person in attending if person not in before and person not in after]
    if before and len(after) > 1 and SEPARATE[text.lang].search(words[span[0] : span[1]]):
        return [([before[0], person], [*before[1:], *attendees]) for person in after]
    if len(before) > 1 and len(after) == 1 and SEPARATE[text.lang].search(words[span[0] : span[1]]):
        return [([person, after[0]], attendees) for person in before]
    everyone = [*before, *after]
    principals, others = _leaders(text, everyone)
    if len(principals) < 2 and frame != "session" and len({text.country(person) for person in everyone} - {None}) < 2:
        if not (len(everyone) >= 2 and None in {text.country(person) for person in everyone}):
            return [([], [])] if _countries_meet(text, part, span, phrase) else []
        principals, others = everyone[:2], everyone[2:]
    return [(principals, [*others, *attendees])]


def _countries_meet(text: EventText, part: TextPart, span: tuple[int, int], phrase: Phrase) -> bool:
    """Whether at least two countries are named in the stretch, though no persons: 'officials from China and Laos held talks'."""
    codes = {country.code for country in find_countries(text.parts[part][span[0] : span[1]], text.lang)}
    return len(codes) > 1


def _comitative(
    text: EventText, part: TextPart, phrase: Phrase, parties: Sequence[NamedPerson]
) -> tuple[list[int], list[int]]:
    """Subject and partner of 'A 同 B 举行会谈': the word between them stands right before B's title."""
    words = text.parts[part]
    people = [named for named in parties if named.start < phrase.start]
    for order, named in enumerate(people):
        if order and regex.search(
            r"(?:同|与|和|跟)(?:来访的?|来华\p{Han}{0,6}的?|到访的?|应邀\p{Han}{0,6}的?|正在\p{Han}{0,8}的)?$",
            words[people[order - 1].end : named.start],
        ):
            return distinct([p.person for p in people[:order]]), distinct([p.person for p in people[order:]])
        if order and regex.search(
            r"(?:分别)?(?:同|与|和|跟)\p{Han}{0,12}$", words[people[order - 1].end : named.start]
        ):
            return distinct([p.person for p in people[:order]]), distinct([p.person for p in people[order:]])
    return distinct([p.person for p in people]), []


def _leaders(text: EventText, people: Sequence[int]) -> tuple[list[int], list[int]]:
    """The first person of each country leads its side; the others attend."""
    leaders: dict[str, int] = {}
    others = []
    for person in people:
        country = text.country(person) or f"?{person}"
        if country in leaders:
            others.append(person)
        else:
            leaders[country] = person
    return list(leaders.values()), others


def _implied_subject(text: EventText, accounts: Sequence[MeetingAccount], partners: Sequence[int]) -> int | None:
    """Who meets the partners where the sentence leaves it out: the one who led before, or the first one named."""
    taken = {text.country(person) for person in partners}
    for account in reversed(accounts):
        for person in account.principals:
            if person not in partners and text.country(person) not in taken:
                return person
    for part in ("body", "headline"):
        for named in text.named.get(part, ()):  # type: ignore[call-overload]
            if named.person not in partners and text.country(named.person) not in taken:
                return int(named.person)
    return None


# ---- attendees and leaders told in other sentences


def _attending(text: EventText, part: TextPart, span: tuple[int, int], phrase: Phrase) -> list[int]:
    """Who is said to attend within the sentence of the event itself: '...。' is one sentence, 'A会见B,C参加会见' too."""
    words = text.parts[part]
    people = text.people(*span, part)
    if text.lang == "zh":
        match = ATTEND["zh"].search(words, phrase.end, span[1])
        if match is None:
            return []
        clause = max(words.rfind(",", phrase.end, match.start()), words.rfind("，", phrase.end, match.start()))
        objects = [named for named in people if phrase.end <= named.start < match.start()]
        first_clause = min((at for at in (words.find(mark, phrase.end) for mark in ",，;；") if at >= 0), default=-1)
        if clause < 0 or first_clause < 0:
            return []
        return distinct([named.person for named in objects if named.start > first_clause])
    match = regex.search(
        r"(?i)\baccompanied\s+by\b|,\s+with\b[^.]*?\b(?:also\s+)?(?:attending|present)\b", words[phrase.end : span[1]]
    )
    if match is None:
        return []
    return distinct([named.person for named in people if named.start >= phrase.end + match.start()])


def _attendees(text: EventText, account: MeetingAccount) -> None:
    for number in range(len(text.sentences)):
        _roles_of(text, number, [account])


def _roles_of(text: EventText, number: int, reported: Sequence[MeetingAccount]) -> None:
    """Adds those whom sentence `number` names as leading or attending the meeting told last."""
    start, end = text.sentences[number]
    words = text.body[start:end]
    people = text.people(start, end)
    if not people:
        return
    latest = reported[-1]
    group = [account for account in reported if account.sentence == latest.sentence]
    lead = LEAD[text.lang].search(words)
    attend = ATTEND[text.lang].search(words)
    if lead and (attend is None or lead.start() <= attend.start() or text.lang == "zh"):
        if len(latest.principals) < 2 or text.lang == "zh":
            named = distinct([place.person for place in people])
            leaders, others = _leaders(text, named)
            for account in group:
                if len(account.principals) < 2:
                    account.principals = distinct([*account.principals, *leaders])
                    account.attendees = distinct([*account.attendees, *others])
        return
    if attend is None:
        return
    speech = SPEECH[text.lang].search(words)
    if speech is not None and speech.start() < attend.start():
        return
    if text.lang == "en" and latest.principals == [] and attend.start() >= 0:
        return
    last = attend.start()
    for last_match in ATTEND[text.lang].finditer(words):
        last = last_match.start()
    everyone = [account for account in reported if account.sentence >= 0]
    if SEPARATELY_ATTEND[text.lang].search(words) and len(everyone) == len({place.person for place in people}) > 1:
        for account, person in zip(everyone, distinct([place.person for place in people]), strict=True):
            account.attendees = distinct([*account.attendees, person])
        return
    for place in people:
        inside = (
            place.start < start + last
            or text.lang == "en"
            or regex.match(r"\p{Han}{0,4}的?(?:有|还有)", words[attend.end() :])
        )
        if not inside:
            continue
        for account in group:
            if place.person not in account.principals and place.person not in account.attendees:
                account.attendees.append(place.person)
