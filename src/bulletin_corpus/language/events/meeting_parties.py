"""Who meets whom: principals and attendees of the meetings that a stretch of text tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.meeting_triggers import BOTH_SIDES, SPEECH
from bulletin_corpus.language.events.reading import distinct, words_pattern
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex

    from bulletin_corpus.language.events.meeting_triggers import Stretch, Trigger
    from bulletin_corpus.language.events.reading import EventText, MeetingAccount, NamedPerson
    from bulletin_corpus.records import Mode

Group = tuple[list[int], list[int]]
"""Principals and attendees of one meeting."""

# who attends: 参加会见, 会见时在座, 视频连线参会; 'attended the meeting', 'were also present'
ATTEND = {
    "zh": make_pattern(
        r"(?:参加|出席|列席|陪同)(?:了|上述|此次|当天|相关|有关|以上|[两三多各][场次])*(?:会见|会谈|会晤|会面|活动|通话|座谈|会议|磋商|视频|线上|交流|拜会|对话|连线|\p{Han}{2,6}的会)"
        r"|在座|陪同(?!(?:下|一行)?\p{Han}{0,6}(?:考察|参观|游览|走访|访问|视察|调研|看望))|代表团成员(?:包括|有)|参会|与会|(?:线上|现场|视频连线|连线)(?:参加|出席)|(?:参加|出席)[。,，;；]?$"
    ),
    "en": make_pattern(
        r"(?i)\b(?:attend(?:ed|ing)|joined|joining|(?:were|was)\s+(?:also\s+)?present|also\s+present|present\s+at|"
        r"took\s+part|taking\s+part|participat(?:ed|ing)|accompan(?:ied|ying)|sat\s+in|(?:were|was)\s+among|"
        r"in\s+attendance|(?:were|was)\s+on\s+(?:hand|the\s+(?:line|call))|delegation\s+(?:also\s+)?(?:includ|compris)(?:es|ed)"
        r"|(?:with|among)\s+them\s+were|sat\s+beside)\b"
    ),
}
# who leads a delegation: 分别率团出席, 'the delegations were led by', 'co-chaired'
LEAD = {
    "zh": make_pattern(
        r"率(?:各自|\p{Han}{0,8})?(?:代表团|代表)|率(?:团|队)|率领|共同主持|联合主持|主持(?:了)?(?:会议|会晤|会谈|对话|磋商)|任团长|分别带队|带队"
    ),
    "en": make_pattern(
        r"(?i)\b(?:(?:was|were)\s+(?:respectively\s+)?(?:led|headed)|led\s+by|headed\s+by|co-chair(?:ed|s)?|"
        r"jointly\s+chaired|chaired|(?:led|headed)\s+(?:the|their)\s+(?:\w+\s+)?(?:delegations?|sides?|teams?))\b"
    ),
}
SEPARATE = {
    "zh": make_pattern(r"分别(?:在\p{Han}{1,8})?(?:会见|同|与|和|接见|拜会|约见|会晤|视频|举行|通)"),
    "en": make_pattern(r"(?i)\b(?:respectively|separately|separate)\b"),
}
SEPARATELY_ATTEND = {"zh": make_pattern(r"分别(?:参加|出席|陪同)"), "en": make_pattern(r"(?i)\brespective(?:ly)?\b")}

# 参加上述活动, 'was present on both occasions'
ALL_OCCASIONS = {
    "zh": make_pattern(r"上述|有关活动|相关活动|以上"),
    "en": make_pattern(r"(?i)\b(?:both|all|the\s+above)\s+(?:occasions|meetings|events)\b|\bthe\s+meetings\b"),
}

INVITED_ZH = make_pattern(r"(?:应|受|经|代表)$")
NOT_PARTY_ZH = make_pattern(r"\s*的?(?:邀请|委托|见证)")
INVITED_EN = make_pattern(
    r"(?i)\b(?:invitation\s+of|invited\s+by|on\s+behalf\s+of|witnessed\s+by|entrusted\s+by)\s+(?:the\s+)?$"
)
COMPANION_EN = make_pattern(r"(?i)\baccompanied\s+by\s+(?:the\s+)?$")
# 'A 同|B 举行会谈', 与来访的|B, 和应邀来华访问的|B: what stands between subject and partner ends so
WITH_ZH = make_pattern(
    r"(?:分别)?(?:同|与|和|跟)(?:[^,，。]{0,12}(?:来访|来华|到访|应邀|访华|正在|率)[^,，。]{0,12}的|来访|到访)?$"
)
# the subject of a sentence stands within its first words
LONGEST_SUBJECT_CHARS = 60
# the partner is told by a pronoun: 与其举行会谈, 'held talks with him'
PRONOUN = {
    "zh": make_pattern(r"(?:与|同|和|会见了?)(?:其|他|她|对方)"),
    "en": make_pattern(
        r"(?i)\b(?:with|met|received)\s+(?:him|her|them|his|the\s+(?:visiting\s+)?(?:\w+\s+){0,2}"
        r"(?:ambassador|minister|guest|delegation|official|chief|commissioner|envoy|president|director))\b"
    ),
}


# who talks is no official: trainees, students; no leader is meant
NO_OFFICIALS = {
    "zh": make_pattern(r"学员|学生|留学生|队员|旅客|群众|师生|记者|代表们"),
    "en": make_pattern(
        r"(?i)\b(?:trainees|students|participants|delegates|pupils|reporters|journalists|tourists|members\s+of\s+the\s+(?:team|class))\b"
    ),
}
# exchanged views with| the other delegates and swapped souvenirs with |B: another verb takes B
OTHER_VERB_EN = make_pattern(r"\band\s+(?:\w+ly\s+)?[a-z]+ed\s")


def meeting_groups(stretch: Stretch, trigger: Trigger, accounts: Sequence[MeetingAccount]) -> list[Group]:
    """The meetings that the trigger tells of; one without people where only countries are said to meet."""
    text, phrase = stretch.text, trigger.phrase
    parties, companions = _parties(stretch, trigger)
    attending = [*_attending(stretch, trigger), *companions]
    lead = stretch.number <= 1 and all(named.person in attending for named in parties)
    if lead and len({text.country(person) for person in attending} - {None}) > 1:
        return _one_group(stretch, attending, [])  # a meeting was held in Bangkok, attended by A, B, C and D
    parties = [named for named in parties if named.person not in attending]
    before = distinct([named.person for named in parties if named.start < phrase.start])
    after = distinct([named.person for named in parties if named.start >= phrase.end])
    if text.lang == "zh" and not after and before:
        before, after = _divided(stretch, [named for named in parties if named.start < phrase.start])
    after = [person for person in after if person not in before]
    first = min((named.start for named in parties if named.start >= phrase.end), default=phrase.end)
    if text.lang == "en" and OTHER_VERB_EN.search(stretch.between(phrase.end, first)):
        after = []
    if trigger.frame in ("transitive", "talks") and trigger.status == "reported":
        before, after = _implied(stretch, accounts, before, after)
    attendees = [person for person in distinct(attending) if person not in before and person not in after]
    separate = _separate(stretch, after)
    if separate and before and len(after) > 1:
        return [([before[0], person], [*before[1:], *attendees]) for person in after]
    if separate and len(before) > 1 and len(after) == 1:
        return [([person, after[0]], attendees) for person in before]
    return _one_group(stretch, [*before, *after], attendees)


# 期间同甲、乙举行双边会谈: partners of several countries are met one by one
ONE_BY_ONE = {
    "zh": make_pattern(r"双边|先后|逐一|期间"),
    "en": make_pattern(r"(?i)\b(?:bilateral|one\s+by\s+one|in\s+turn|on\s+the\s+sidelines)\b"),
}


def _separate(stretch: Stretch, partners: Sequence[int]) -> bool:
    """Whether the partners are met apart from each other."""
    if SEPARATE[stretch.text.lang].search(stretch.words):
        return True
    several = len({stretch.text.country(person) for person in partners}) > 1
    return several and ONE_BY_ONE[stretch.text.lang].search(stretch.words) is not None


# 公安部与泰国警察总署举行磋商: a body without a country is Chinese
OWN_BODY_ZH = make_pattern(r"(?:部|局|署|委|院|厅|政府)(?:与|同|和)\p{Han}")


def _one_group(stretch: Stretch, everyone: Sequence[int], attendees: Sequence[int]) -> list[Group]:
    principals, others = leaders(stretch.text, everyone)
    if len(principals) > 1:
        return [(principals, [*others, *attendees])]
    codes = {country.code for country in find_countries(stretch.words, stretch.text.lang)}
    if words_pattern("workshop_nouns", stretch.text.lang, strength="strong").search(stretch.words):
        return []
    if len(codes) == 1 and stretch.text.lang == "zh" and OWN_BODY_ZH.search(stretch.words):
        return [([], [])]
    if 1 < len(codes) < 5 or BOTH_SIDES[stretch.text.lang].search(stretch.words):
        return [([], [])]
    return []


def leaders(text: EventText, people: Sequence[int]) -> Group:
    """The first person of each country leads its side; the others attend."""
    first: dict[str, int] = {}
    others = []
    for person in people:
        country = text.country(person) or f"?{person}"
        if country in first:
            others.append(person)
        else:
            first[country] = person
    return list(first.values()), others


# 随后甲与丙会晤: what was told before is another matter
TURN_ZH = make_pattern(r"[,，;；](?:随后|之后|其后|会后|会前|此前|此后)")
# 在甲|陪同下
ACCOMPANIED_ZH = make_pattern(r"[^,，。]{0,12}陪同")


def _parties(stretch: Stretch, trigger: Trigger) -> tuple[list[NamedPerson], list[int]]:
    """Those named as parties, without inviters; and companions ('accompanied by')."""
    lang = stretch.text.lang
    people, companions = stretch.people(), []
    if trigger.status == "referenced":  # who says that two others met is no party of their meeting
        words = stretch.text.parts[stretch.part]
        spoken = [match.end() for match in SPEECH[lang].finditer(words, stretch.start, trigger.phrase.start)]
        people = [named for named in people if named.start >= max(spoken, default=stretch.start)]
    if lang == "zh":  # 甲、乙见证签署,随后|甲与丙会晤
        turns = [match.end() for match in TURN_ZH.finditer(stretch.between(stretch.start, trigger.phrase.start))]
        own = [named for named in people if named.start >= stretch.start + max(turns, default=0)]
        if len({stretch.text.country(named.person) for named in own}) > 1:
            people = own
    parties = []
    for named in people:
        before, after = stretch.between(stretch.start, named.start), stretch.between(named.end, stretch.end)
        if lang == "zh":
            invites = INVITED_ZH.search(before) and NOT_PARTY_ZH.match(after)
            companion = before.endswith("在") and ACCOMPANIED_ZH.match(after)
        else:
            invites, companion = INVITED_EN.search(before), COMPANION_EN.search(before)
        if companion:
            companions.append(named.person)
        elif not invites:
            parties.append(named)
    return parties, companions


def _divided(stretch: Stretch, people: Sequence[NamedPerson]) -> tuple[list[int], list[int]]:
    """Subject and partner of 'A 同 B 举行会谈': the word between them stands right before B's title."""
    for order, named in enumerate(people):
        since = people[order - 1].end if order else stretch.start
        if WITH_ZH.search(stretch.between(since, named.start)):
            return distinct([p.person for p in people[:order]]), distinct([p.person for p in people[order:]])
    return distinct([p.person for p in people]), []


def _implied(
    stretch: Stretch, accounts: Sequence[MeetingAccount], before: list[int], after: list[int]
) -> tuple[list[int], list[int]]:
    """Subject or partner where the stretch leaves one out: who led before, or whom a pronoun means."""
    text = stretch.text
    if NO_OFFICIALS[text.lang].search(stretch.between(stretch.start, stretch.start + LONGEST_SUBJECT_CHARS)):
        return before, after
    if after and not before:
        subject = _subject(text, accounts, after)
        return ([subject] if subject is not None else []), after
    if before and not after and PRONOUN[text.lang].search(stretch.words):
        own = {text.country(person) for person in before}
        earlier = [
            named.person
            for named in text.named.get("body", ())
            if named.start < stretch.start and text.country(named.person) not in own
        ]
        return before, earlier[-1:] if stretch.part == "body" else []
    return before, after


def _subject(text: EventText, accounts: Sequence[MeetingAccount], partners: Sequence[int]) -> int | None:
    taken = {text.country(person) for person in partners}
    for account in reversed(accounts):
        for person in account.principals:
            if person not in partners and text.country(person) not in taken:
                return person
    everyone = [*text.named.get("body", ()), *text.named.get("headline", ())]
    return next((n.person for n in everyone if n.person not in partners and text.country(n.person) not in taken), None)


# met with A|, with B also attending
WITH_ATTENDING_EN = make_pattern(
    r"(?i),\s+with\b[^.]*?\b(?:also\s+)?(?:attending|present)\b|,?\s+at\s+which\b[^.]*?\bpresent\b"
    r"|,\s+(?:which\s+was\s+)?(?:also\s+)?(?:attended|joined)\s+by\b"
)

# 甲会见乙|，丙参加
COMMA = make_pattern(r"[,，;；]")


def _attending(stretch: Stretch, trigger: Trigger) -> list[int]:
    """Who is said to attend within the sentence of the event itself: A会见B,C参加会见."""
    people, end = stretch.people(), trigger.phrase.end
    behind = stretch.between(end, stretch.end)
    if stretch.text.lang == "en":
        match = WITH_ATTENDING_EN.search(behind)
        return distinct([n.person for n in people if match is not None and n.start >= end + match.start()])
    attends = list(ATTEND["zh"].finditer(behind))
    attend = attends[-1] if attends else None
    clause = COMMA.search(behind)
    if attend is None or clause is None or attend.start() < clause.start():
        return []
    return distinct([n.person for n in people if end + clause.start() < n.start < end + attend.start()])


def add_roles(text: EventText, number: int, reported: Sequence[MeetingAccount]) -> None:
    """Adds those whom sentence `number` names as leading or attending the meetings told last."""
    start, end = text.sentences[number]
    words, people = text.body[start:end], text.people(start, end)
    if not people:
        return
    latest = reported[-1]
    group = [account for account in reported if account.sentence == latest.sentence]
    lead, attend = LEAD[text.lang].search(words), ATTEND[text.lang].search(words)
    if lead is not None and (attend is None or lead.start() <= attend.start() or text.lang == "zh"):
        if any(len(account.principals) < 2 for account in group):
            _add_leaders(text, group, distinct([place.person for place in people]))
            return
        if attend is None:
            return
    if attend is None or not (latest.principals or text.lang == "zh"):
        return
    speech = SPEECH[text.lang].search(words)
    if speech is not None and speech.start() < attend.start():
        return
    _add_attending(text, words, (start, end), reported)


# 参加会见|的还有甲、乙
LISTED_BEHIND_ZH = make_pattern(r"\p{Han}{0,8}的?(?:有|还有)")


def _add_attending(text: EventText, words: str, span: tuple[int, int], reported: Sequence[MeetingAccount]) -> None:
    """Adds those whom an attendance sentence names, each to its own meeting where they attend 分别."""
    people = text.people(*span)
    everyone = [account for account in reported if account.sentence >= 0]
    named = distinct([place.person for place in people])
    attends = list(ATTEND[text.lang].finditer(words))
    if not attends:
        return
    if SEPARATELY_ATTEND[text.lang].search(words) and len(everyone) == len(named) > 1:
        for account, person in zip(everyone, named, strict=True):
            _add_attendee(account, person)
        return
    if text.lang == "en" or LISTED_BEHIND_ZH.match(words[attends[0].end() :]) is not None:
        clauses = [(0, len(words), len(words))]
    else:  # 甲参加上述活动,|乙参加通话: who stands before each word, and how far what is attended reaches
        starts = [0, *(match.end() for match in attends)]
        clauses = [(start, match.start(), match.end()) for start, match in zip(starts, attends, strict=False)]
    for start, last, end in clauses:
        group = _attended(text, words[start:end], reported)
        for place in people:
            if start <= place.start - span[0] < last:
                for account in group:
                    _add_attendee(account, place.person)


# the call that somebody joins, among several meetings
ATTENDED_MODES: tuple[tuple[Mode, regex.Pattern[str]], ...] = (
    ("phone", make_pattern(r"(?i)通话|电话|\b(?:call|line|phone)\b")),
    ("video", make_pattern(r"(?i)视频|线上|连线|\b(?:video|virtual|online)\b")),
)


def _attended(text: EventText, words: str, reported: Sequence[MeetingAccount]) -> list[MeetingAccount]:
    """Which meetings the words tell to be attended: all, the one in a place or by phone; else those told last."""
    everyone = [account for account in reported if account.sentence >= 0]
    if ALL_OCCASIONS[text.lang].search(words):
        return everyone
    if len(everyone) > 1:
        there = [account for account in everyone if account.place is not None and account.place.value in words]
        if len(there) == 1:
            return there
        modes = [mode for mode, pattern in ATTENDED_MODES if pattern.search(words)]
        alike = [account for account in everyone if account.mode is not None and account.mode[0] in modes]
        if len(alike) == 1:
            return alike
    return [account for account in reported if account.sentence == reported[-1].sentence]


def _add_leaders(text: EventText, group: Sequence[MeetingAccount], named: Sequence[int]) -> None:
    first, others = leaders(text, named)
    for account in group:
        if len(account.principals) < 2:
            account.principals = distinct([*account.principals, *first])
            account.attendees = distinct([*account.attendees, *others])


def _add_attendee(account: MeetingAccount, person: int) -> None:
    if person not in account.principals and person not in account.attendees:
        account.attendees.append(person)
