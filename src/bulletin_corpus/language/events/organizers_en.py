"""Who holds an event, in English: 'hosted by A and B', 'A and B jointly held', 'with C as co-organizer'.

The lists of organisations in a sentence (`organisation_lists`) are asked what the words around them say of them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.language.events.organisation_lists import Organisations, find_organisations
from bulletin_corpus.language.events.organizer_names_en import EVENT, in_full, is_event, may_hold
from bulletin_corpus.language.events.reading import OrganizerName, Phrase
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.language.events.reading import EventText

Role = Literal["organizer", "co_organizer"]
Span = tuple[int, int]

HOST = r"(?i:co-?organi[sz]er|organi[sz]er|undertaker|co-?host|host|co-?sponsor|sponsor|initiator|implementer)s?"
# what may stand between 'held' and 'by': jointly, online, from July 5, in Beijing
BETWEEN = r"""(?:
    (?:jointly|together|annually|online|virtually|here|successfully|recently|both|mainly|primarily|respectively)
  | (?:on|from|in|at|to|until)\s+(?:\p{Lu}[\p{L}'’]*\.?(?:\s+\p{Lu}[\p{L}'’]*)?|\d{1,2})
  | \d{1,2}(?:\s*[-–]\s*\d{1,2})?,? | (?:19|20)\d\d | (?:to|and|through)\s+(?=\p{Lu}|\d)
  | (?:every|each|once\s+an?)\s+(?:other\s+)?(?:two\s+)?(?:years?|months?|spring|summer|autumn|winter)
  | for\s+the\s+\w+\s+time(?:\s+in\s+a\s+row)? | (?:with)?in\s+the\s+framework\s+of(?:\s+the)?(?=\s+\p{Lu})
  | under\s+the(?=\s+\p{Lu})
  | (?:\p{Lu}[\p{L}-]+\s+(?:(?:and|on|for|of)\s+)?){1,8}(?:Initiative|Program(?:me)?|Framework|Project|Fund|Plan)
)"""
# was |organized by| the Ministry of Justice · |jointly run from July 5 by| A and B · |undertaken by| B
BY = make_pattern(
    rf"""
    \b(?P<verb>(?i: (?:co-?)?(?:hosted|organi[sz]ed|sponsored|initiated|convened|presented|run|launched|held)
        | undertaken|implemented|executed|put\s+(?:on|together)|arranged|staged|conducted|offered|carried\s+out
        | coordinated|co-?ordinated|led|set\s+up|given|provided|mounted|facilitated ))
    (?:\s+and\s+(?:hosted|organi[sz]ed|sponsored|run|implemented|undertaken))?
    (?:\s+{BETWEEN}){{0,6}} \s+by\s+ (?:both\s+)? \Z
    """,
    regex.VERBOSE,
)
# held |under the joint auspices of| A · |at the initiative of| A
UNDER = make_pattern(
    r"\b(?:[Uu]nder\s+the\s+(?:joint\s+|co-)?(?P<verb>sponsorship|auspices|organi[sz]ation)"
    r"|(?:[Aa]t|[Oo]n)\s+the\s+(?:joint\s+)?(?P<verb>initiative)|a\s+joint\s+(?P<verb>project|effort|undertaking|initiative))"
    r"\s+(?:of|by)\s+\Z"
)
# the workshop, |an initiative of| A
PROJECT = make_pattern(
    rf"\b{EVENT}\b[^.;]{{0,90}}?,?\s+(?:(?:which\s+)?(?:is|was)\s+)?an?\s+(?:joint\s+)?(?P<verb>initiative|brainchild|undertaking|project|effort|collaboration|cooperation|endeavou?r)"
    r"\s+(?:of|by|between)\s+(?:both\s+)?\Z"
    r"|\b(?:[Ii]t|[Tt]his)\s+(?:is|was)\s+(?:an?|the)\s+(?:joint\s+)?(?P<verb>initiative|undertaking|project|effort|collaboration|endeavou?r)"
    r"\s+(?:of|by|between)\s+(?:both\s+)?\Z"
)
# |A collaboration between| A and B, the forum
FRONTED_PROJECT = make_pattern(
    r"(?:\A|[.!?”\"]\s+|\n)An?\s+(?:joint\s+)?(?P<verb>initiative|collaboration|undertaking|project|effort)\s+(?:of|by|between)\s+\Z"
)
# |Hosting the forum were| A and B
FRONTED_HOST = make_pattern(
    rf"\b(?P<verb>(?:Co-h|H)osting|(?:Co-o|O)rgani[sz]ing|Sponsoring|Undertaking)\s+the\s+(?:[\w-]+\s+){{0,3}}{EVENT}\s+(?:is|was|are|were)\s+\Z"
)
# the forum, |co-hosted with| A · the first that B has |run with| A
DONE_WITH = make_pattern(
    r"\b(?P<verb>(?:co-?)?(?:hosted|organi[sz]ed|sponsored|launched|convened|initiated|run))\s+(?:jointly\s+|together\s+)?with\s+\Z"
)
# the |organizers include| A · its |co-organizers were| A and B · |Organizer:| A
TOLD = make_pattern(
    rf"\b(?P<verb>{HOST})(?:\s+of\s+the\s+[\w-]+)?,?(?:\s+(?:is|was|are|were|include[sd]?):?|:)\s+(?:both\s+)?\Z"
)
# hosting the program |jointly with| A
JOINED = make_pattern(
    rf"""
    \b(?P<verb>(?i:(?:co-?)?(?:host|organi[sz]|sponsor|run|ran|held|hold|convene|launch|staged|put\s+on|conducted))[a-z]*)\b
    [^;]{{0,160}}? \b{EVENT}\b [^;]{{0,120}}?
    (?:jointly|together|along|in\s+(?:\w+\s+)?(?:cooperation|collaboration|partnership|conjunction|association))\s+with\s+\Z
    """,
    regex.VERBOSE,
)
WITH = make_pattern(r"\b(?:[Ww]ith|and)\s+(?:both\s+)?\Z")
# with A |as co-organizer| · A |responsible for its implementation|
AS_HOST = make_pattern(
    rf"\s+(?:(?:serving|acting|listed|named|being)\s+)?(?:(?:as|among)\s+|being\s+|(?=(?:the|its)\s))(?:the\s+|a\s+|its\s+)?(?:joint\s+|main\s+|local\s+)?(?P<verb>{HOST})\b"
    r"|\s+(?P<verb>responsible\s+for|in\s+charge\s+of|tasked\s+with|undertaking|implementing|co-organi[sz]ing|handling"
    r"|co-hosting|hosting|organi[sz]ing)\b"
)
ADVERBS = r"""(?:\s+(?:are|is|was|were|has|have|had|been|also|then|jointly|together|recently|successfully|both|again
    |here|today|yesterday|separately|respectively|co-?operated\s+to|joined\s+hands\s+to|teamed\s+up\s+to|will|would|to|be
    |on\s+(?:\p{Lu}\w+(?:\.?\s+\d{1,2})?(?:,\s+\d{4},?)?)|in\s+\p{Lu}\p{L}+|,))*"""
# the authorities |of| China and Laos held: no subject; but 'Commissioned |by| the Union, the Bureau held' has one
NO_SUBJECT = make_pattern(r"\b(?:of|from|in|for|at|to|by|with|under|on)\s+\Z")
# |In partnership with| A, the B held: both do
JOINTLY_WITH = make_pattern(
    r"(?:\A|[.!?”\"]\s+|\n)(?:Together|Jointly|In\s+(?:\w+\s+)?(?:cooperation|collaboration|partnership|conjunction|association))"
    r"\s+with\s+\Z"
)
# A and B |jointly hosted the forum| · A |organizes it| · A, |which belongs to the ministry, organized the forum|
ACTIVE = make_pattern(
    rf"""
    (?:\s*\([^()]*\))?(?:,\s+(?:which|that)\s+(?:is|was|are|belongs|comes|works|has)\b[^,.;]{{3,60}},|,\s+(?:which|who)\b|,|\s+which\b)?{ADVERBS}\s+
    (?P<verb>undertakes?|undertook|undertaking|(?:co-?)?(?:host|organi[sz]e|sponsor|initiate|convene)(?:s|d|ed)?
      |(?:(?:took\s+the\s+lead\s+)?in\s+)?(?:co-?)?(?:hosting|organi[sz]ing|sponsoring|initiating|convening|running)
      |carried\s+out|implement(?:s|ed))\s+
    (?:it\b | (?:an?|the|this|its|their|these)\s+[^.;,]{{0,160}}?\b{EVENT}\b)
  | (?:\s*\([^()]*\))?,?{ADVERBS}\s+
    (?P<verb>ran|runs?|running|holds?|held|conducted|offered|stages?|staged|arranged|put\s+on)\s+
    (?:it\b | (?:the|this)\s+(?:[\w-]+\s+){{0,2}}{EVENT}\b)
    """,
    regex.VERBOSE,
)
# A |was its co-organizer| · A |served as the host|
WAS = make_pattern(
    rf"(?:\s*\([^()]*\))?\s+(?:also\s+)?(?:is|was|are|were|served\s+as|acted\s+as|serves?\s+as)\s+(?:the|its|a|one\s+of\s+the|joint)?\s*(?P<verb>{HOST})\b"
    r"|(?:\s*\([^()]*\))?\s+(?:is|was|were|are)\s+(?P<verb>responsible\s+for|in\s+charge\s+of|tasked\s+with|entrusted\s+with)\s+(?:its|the|organi[sz]ing|implementing|running)\b"
)
# the workshop, which| A |organized together with B
WHICH = make_pattern(r"\b(?:which|that)\s+\Z")
DID = make_pattern(
    r"\s+(?:(?:has|have|had)\s+)?(?:jointly\s+)?(?P<verb>(?:co-)?(?:organi[sz]ed|hosted|sponsored|convened|held|ran|run|undertook|launched))\b"
)
TAKES = make_pattern(
    r"(?:\s*\([^()]*\))?\s+(?:takes?|took)\s+(?P<verb>care|charge)\s+of\s+(?:its\s+|the\s+)?organi[sz]"
)
# A, |the organizer of the| workshop · according to A, |the organizer
APPOSED = make_pattern(
    rf",\s+(?:which\s+(?:is|was)\s+)?(?:the\s+)?(?:main\s+|joint\s+)?(?P<verb>{HOST})(?:\s+of\s+(?:the|this)\b|(?=[.,;]))"
)
# |The organizer,| A, invited · |As the host,| A
TITLED = make_pattern(
    rf"(?<!\bas\s)\b(?:[Tt]he|[Ii]ts|As(?:\s+(?:the|its|an?|one\s+of\s+the))?)\s+(?:main\s+|joint\s+|local\s+)?(?P<verb>{HOST})"
    rf"(?:\s+of\s+(?:the|this)\s+(?:[\w-]+\s+)?{EVENT})?,\s+\Z"
)
# the course that B ran |on behalf of| A
BEHALF = make_pattern(
    r"\b(?P<verb>run|ran|held|hosted|organi[sz]ed|offered|conducted|staged)\b[^.;]{0,60}?\bon\s+behalf\s+of\s+\Z"
)
# |Responsible for the seminar were| A and B
FRONTED_CHARGE = make_pattern(
    rf"\b(?P<verb>(?:Responsible|In\s+charge))\s+(?:for|of)\s+the\s+(?:[\w-]+\s+){{0,2}}{EVENT}\s+(?:is|was|are|were)\s+\Z"
)
# |Besides| A, its hosts include
BESIDES = make_pattern(r"\b(?:Besides|Apart\s+from|In\s+addition\s+to)\s+\Z")
HOSTS_BEHIND = make_pattern(
    rf",\s+(?:its|the)\s+(?:other\s+)?(?P<verb>{HOST})(?:\s+of\s+the\s+[\w-]+)?\s+(?:is|are|was|were|included?s?)\b"
)
# 'A |held a| seminar', where nothing else tells who holds it
HOLDS = make_pattern(
    rf"""
    (?:\s*\([^()]*\))?,?{ADVERBS}\s+
    (?:hold|holds|held|hosts?|hosted|co-host(?:s|ed)?|organi[sz]e[sd]?|convene[sd]?|launch(?:es|ed)?|opens?|opened|ran|run|runs
      |stage[sd]?|offer(?:s|ed)?|conduct(?:s|ed)?|sponsored|gave|put\s+on|start(?:s|ed)|beg[au]n|kicked\s+off|inaugurated
      |arranged|wrapped\s+up|concluded|invited)\s+(?:an?|the|its|their)\b
    """,
    regex.VERBOSE,
)
# these tell of other things as well
OF_EVENTS = (UNDER, FRONTED_PROJECT, DONE_WITH)
# what is 'held by' or 'run by' somebody may be a ceremony or a tour beside the event
NOT_ONLY_EVENTS = (
    *("held", "run", "put on", "staged", "arranged", "given", "provided", "offered", "launched", "set up", "presented"),
    *("carried out", "conducted", "mounted", "led"),
)
EVENT_BEFORE = make_pattern(rf"\b{EVENT}\b|\b(?:[Ii]t|which)\s+(?:was|is)\b")
# a dinner that was |hosted by| somebody else
BESIDE = make_pattern(
    r"\b(?:dinner|banquet|reception|lunch|luncheon|tour|concert|party|buffet|gala|delegation|team|group)\b[^.,;]{0,30}\Z"
)
EVENT_BEHIND = make_pattern(rf"\b{EVENT}\b")
# 'Jointly |launched by', 'On May 6, |under the auspices of'
FRONTED_CHARS = 20
CO_VERBS = (
    *("co-organ", "coorgan", "undert", "implement", "responsible", "in charge", "handling", "tasked", "entrusted"),
    *("care", "charge", "execut", "carried", "coordinated", "co-ordinated", "facilitated"),
)
HOSTING = make_pattern(r"(?i)(?:co-?)?(?:host|sponsor|initiat)")
# Hosted by A and B, the China-Africa Forum |was held|: the event itself
GOES_ON = make_pattern(
    r"(?:\s*\([^()]*\))?\s+(?:was|is|were|has|had|will|opened|opens|kicked|took|ran|runs|began|started|closed|concluded|ended"
    r"|brought|gathered|drew|attracted|aims|aimed|lasted|lasts|covered|covers|got)\b"
)


def organizers_en(text: EventText, held: Phrase) -> list[OrganizerName]:
    """The organisations that `text` names as holding the event, in order, some twice.

    Where nobody else is named, the subject of the clause in which the event's name `held` stands holds it.
    """
    others = [(named.start, named.end) for named in text.named.get("body", ())]
    others += [(date.start, date.end) for date in text.dates.get("body", ())]
    told: list[tuple[Organisations, str]] = []
    subjects: list[Organisations] = []
    for start, end in text.sentences:
        listed = find_organisations(text.body, start, end, [span for span in others if start <= span[0] < end])
        for names in listed:
            verb = _verb(text.body, (start, end), names)
            subject = _subject(text.body, names) if verb is None else None
            if subject is not None:
                names, verb = subject, _predicate(text.body, (start, end), subject)  # noqa: PLW2901
            if verb is not None:
                told.append((names, verb))
        if held.part == "body" and start <= held.start < end:
            heads = [subject for names in listed if (subject := _subject(text.body, names)) is not None]
            subjects = [names for names in heads if _holds(text.body, names, held)]
    found: list[OrganizerName] = []
    hosted = any(HOSTING.match(verb) for _, verb in told)
    if not hosted:
        found = [one for names in subjects for one in _named(text, names, "organizer")]
    hosted = hosted or bool(found)
    return found + [one for names, verb in told for one in _named(text, names, _role(verb, hosted=hosted))]


def _role(verb: str, *, hosted: bool) -> Role:
    """Beside 'hosted by', 'organized by' tells of co-organizers."""
    low = verb.lower()
    return "co_organizer" if low.startswith(CO_VERBS) or (hosted and low.startswith("organ")) else "organizer"


def _verb(body: str, sentence: Span, names: Organisations) -> str | None:
    """The words by which the sentence says that the organisations hold the event; None where it does not."""
    start = max(sentence[0], names.start - 110)
    by = BY.search(body, start, names.start)
    if by is not None and BESIDE.search(body, sentence[0], by.start()):
        return None
    if by is not None:
        only = by["verb"].lower() not in NOT_ONLY_EVENTS
        return by["verb"] if only or _of_event(body, sentence, names, by.start()) else None
    for pattern in (UNDER, TOLD, PROJECT, FRONTED_PROJECT, FRONTED_HOST, DONE_WITH, TITLED, FRONTED_CHARGE, BEHALF):
        match = pattern.search(body, start, names.start)
        if match is not None and (pattern not in OF_EVENTS or _of_event(body, sentence, names, match.start())):
            return match["verb"]
    return _beside_verb(body, sentence, names)


def _beside_verb(body: str, sentence: Span, names: Organisations) -> str | None:
    """The words behind the organisations, or far before them, by which they hold the event."""
    start = max(sentence[0], names.start - 110)
    match = None
    if BESIDES.search(body, start, names.start):
        match = HOSTS_BEHIND.match(body, names.end, sentence[1])
    elif WITH.search(body, start, names.start):
        match = AS_HOST.match(body, names.end, sentence[1]) or JOINED.search(body, sentence[0], names.start)
    if match is None:
        match = APPOSED.match(body, names.end, sentence[1])
    return match["verb"] if match is not None else None


def _of_event(body: str, sentence: Span, names: Organisations, at: int) -> bool:
    """Whether the verb at `at` tells of an event: named before it, or behind where the verb begins the sentence."""
    if EVENT_BEFORE.search(body, sentence[0], at) is not None:
        return True
    return at - sentence[0] < FRONTED_CHARS and EVENT_BEHIND.search(body, names.end, sentence[1]) is not None


def _subject(body: str, names: Organisations) -> Organisations | None:
    """The names of the list that can be a subject: all, or behind a preposition those behind a comma and 'the'."""
    if NO_SUBJECT.search(body, max(0, names.start - 12), names.start) is None:
        return names
    if JOINTLY_WITH.search(body, max(0, names.start - 50), names.start) is not None:
        return names
    marks = [body[left[1] : right[0]] for left, right in itertools.pairwise(names.names)]
    commas = [number for number, mark in enumerate(marks, 1) if "," in mark and " and" not in mark]
    the = [number for number in commas if marks[number - 1].endswith(", the ")]
    if not commas:
        return None
    # With the support of A and B, C held · With the support of A, B and C held
    joined = [number for number, mark in enumerate(marks, 1) if mark.split() and "and" in mark.split()]
    first = the[-1] if the else commas[-1] if joined and joined[0] < commas[-1] else commas[0]
    if is_event(body[slice(*names.names[first])]):
        return None
    return Organisations(names.names[first][0], names.end, names.names[first:])


def _predicate(body: str, sentence: Span, names: Organisations) -> str | None:
    """The verb behind the names by which they hold the event; None where there is none."""
    for pattern in (ACTIVE, WAS, TAKES, APPOSED):
        match = pattern.match(body, names.end, sentence[1])
        if match is not None:
            return match["verb"]
    if WHICH.search(body, sentence[0], names.start) and EVENT_BEFORE.search(body, sentence[0], names.start):
        match = DID.match(body, names.end, sentence[1])
        return match["verb"] if match is not None else None
    return None


def _holds(body: str, names: Organisations, held: Phrase) -> bool:
    match = HOLDS.match(body, names.end, min(held.start + 2, len(body)))
    return match is not None and match.end() >= held.start - 40


def _named(text: EventText, names: Organisations, role: Role) -> Iterator[OrganizerName]:
    spans = list(names.names)
    if len(spans) > 1 and is_event(text.body[slice(*spans[-1])]) and GOES_ON.match(text.body, names.end):
        spans.pop()
    rule = "organizer.undertaken.en" if role == "co_organizer" else "organizer.hosted.en"
    for start, end in spans:
        lead = "China's " if text.body.startswith(("China's ", "China’s "), start, end) else ""
        name, at = in_full(text, text.body[start + len(lead) : end], start + len(lead))
        if may_hold(name):
            yield OrganizerName(Phrase(name, "body", at, at + len(name), rule), role)
