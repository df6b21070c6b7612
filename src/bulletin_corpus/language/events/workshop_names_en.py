"""The names of workshops, forums, seminars, courses and conferences in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.gazetteer import place_kinds
from bulletin_corpus.language.events.named_event import NamedEvent, in_title, noun_strengths
from bulletin_corpus.language.events.reading import Phrase, words_pattern
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.language.dates.finding import DateExpression
    from bulletin_corpus.language.events.reading import EventText, TextPart

Span = tuple[int, int]

DETERMINER = make_pattern(r"(?i)^(?:a|an|the|this|its|their|that|our|his|her|these|another)$")
STOP_LEFT = make_pattern(
    r"(?i)^(?:in|at|of|attended|addressed|held|hosted|for|to|by|from|on|during|and|or|as|with|which|that|open|opened|attend|join|said|told|joint|"
    r"jointly|organized|organizing|hold|holds|host|hosts|hosting|is|was|were|are|will|under|opens|attending|chaired|after|before|,|--|—|–|through)$"
)
STOP_RIGHT = make_pattern(
    r"(?i)^(?:was|is|were|are|opened|opens|kicked|kicks|took|takes|take|taking|held|will|concluded|concludes|closed|closes|began|begins|ended|ends|ran|runs|"
    r"hosted|organized|organised|co-hosted|sponsored|that|which|who|said|has|had|have|here|via|during|by|brought|to|wrapped|drew|attracted|attended|"
    r"jointly|being|be|where|when|themed|focusing|focused|convened|started|starts|attracts|gathers|gathered|launched|this|last|online|both|"
    r"successfully|recently|officially|calls|called|urged|saw|kicks-off|scheduled|co-organized|undertaken|addressed|next|with|"
    r"came|comes|went|lasts|lasted|got|gets|draws|gave|gives|featured|features|covered|covers|aims|aimed|marked|marks|invited|"
    r"supported|presented|offered|conducted|implemented|returned|resumed|resumes|provided|provides|discussed|heard)$"
)
TOKEN_EN = make_pattern(r"[\p{L}\d][\p{L}\d'’.&/-]*|“[^”]{1,60}”|\"[^\"]{1,60}\"|\([^()]{1,15}\)")
LINK_EN = frozenset(
    "on for of against about from in and the to among between as into over under at".split()  # noqa: SIM905
)
# 'began a 10-day | training program on Thursday for ...': a bare noun is the event where it is new and lasts
LASTING_EN = make_pattern(r"\b(?:an?|its)\s+[\w-]+-(?:day|week)\s+$")
# began an | intensive French course
TAKEN_UP_EN = make_pattern(r"\b(?:began|begun|beginning|opened|started|completed|finished|attended|joined)\s+an?\s+$")
# the China-EU Competition |Week
PROPER_WEEK_EN = make_pattern(r"\p{Lu}[\p{L}-]+\s+Week\Z")
# a complement of fewer characters tells nothing: 'forum on'
MIN_COMPLEMENT = 4
# Training Center, Forum Secretariat: the noun is part of a body's name
BODY_BEHIND_EN = make_pattern(
    r"[-'’](?!s\b)|\s+(?:Cent(?:er|re)|College|Base|Institute|Secretariat|Academy|Bureau|Department|School|Hall|Committee|Office|Room|room|hall)\b"
)
OPENING_LINK_EN = LINK_EN - {"and", "the", "into", "over", "at"}
HELD_EN = make_pattern(
    r"(?i)\b(?:held|completed|finished|came\s+to\s+(?:a\s+close|an\s+end)|ran|resumed|staged|played\s+host|put\s+on|brought\s+together|gathers?|drew|tak(?:es|ing)\s+place|met\s+(?:in|at|here|on|for)|followed|saw|came\s+back|returned|running|conducted|venue|opened|opens|got\s+under\s?way|took\s+part|kicked\s+off|took|ran\s+from|runs?|organi[sz]e[sd]|hosted|co-hosted|sponsors|closed|concluded|began|convened|attended|addressed|"
    r"launched|sponsored|undertaken|told\s+the|started|gathered|participated|(?:got|come|came|coming|brought|brings)\s+(?:back\s+)?together|(?:brought|brings|attracts|attracted)\s+(?:more|some|about|over|nearly|around|\d)|assembled|wound\s+up|delivered|wrapped\s+up|being\s+held|ended|graduated|hosts|holds|speaking|"
    r"inaugurated|ceremony|meet\s+in|marked|at\s+an?\b|in\s+an?\b)\b"
)
SETTING_EN = make_pattern(
    r"(?i)\b(?:on\s+the\s+sidelines\s+of|ahead\s+of|after\s+attending|in\s+china\s+(?:for|to\s+attend)|which\s+had\s+just|came\s+to\s+attend)\b[^.]{0,30}$"
)
# is hosting a |forum, will hold a |seminar, teamed up with B to stage a |course
WILL_HOLD_EN = make_pattern(
    r"\b(?:(?:will|is|are|has|have)\s+(?:jointly\s+|co-?)?|(?:teamed|teaming|joined|joining|partner(?:ed|ing)|cooperat(?:ed|ing))\b[^.;]{3,160}?\bto\s+"
    r"(?:jointly\s+|co-?)?)(?:hold|host|organi[sz]e|stage|run|convene|launch|offer)(?:ing)?\s+(?:an?|the|its|their)\s+$"
)
# news |conference
PRESS_NOUNS_EN = ("conference", "meeting")
PRESS_EN = make_pattern(r"(?i)\b(?:news|press|media)\s+$")
# dialogue| between A and B
BETWEEN_EN = make_pattern(r"\s+(?:between|with)\s")
# noted that the| forum
SAID_EN = make_pattern(r"(?i)\b(?:noted|said|stressed|pointed\s+out)\b(?:\s+that)?")


def named_en(text: EventText, part: TextPart, span: Span, number: int) -> Iterator[NamedEvent]:
    """Events that the stretch of a part names, no settings; `number` is the sentence's, -1 in headlines."""
    words = text.parts[part]
    for noun in words_pattern("workshop_nouns", "en").finditer(words, *span):
        start, subject, end = _extent(text, part, span, noun)
        if _is_other(text, part, span, noun, (start, end)) or BETWEEN_EN.match(words[noun.end() : end]):
            continue
        low = noun[0].lower()
        strong = noun_strengths("en")[low] == "strong"
        before = words[span[0] : start]
        if start == noun.start() and end == noun.end() and not (strong and LASTING_EN.search(before)):
            continue
        proper = noun[0][0].isupper() and part == "body"
        taken_up = low == "course" and start < noun.start() and TAKEN_UP_EN.search(before) is not None
        bare = end - noun.end() < MIN_COMPLEMENT or low == "training"
        if not strong and not proper and not taken_up and bare:
            continue
        held = HELD_EN.search(before) or HELD_EN.search(words[end : span[1]])
        held = held or (WILL_HOLD_EN.search(before) if number <= 1 and text.dates_in(*span, part) else None)
        value = (words[start : noun.end()] + words[subject:end]).rstrip(" ,.")
        later = SAID_EN.search(before) is not None and AT_EVENT_EN.search(before) is None
        weight = (
            min(len(value.split()), 9) / 2
            + (1.5 if proper else 0)
            + (1.5 if end > noun.end() else 0)
            + (1 if strong else -1)
            + (1.5 if held else 0)
            - (3 if later else 0)
            - (0.8 if part != "body" else 0)
            - min(max(number, 0), 6) * 0.25
        )
        name = Phrase(value, part, start, end if subject > noun.end() else start + len(value), "name.en")
        yield NamedEvent(name, number, "subject" if held else "bare", strong, weight)


def _extent(text: EventText, part: TextPart, span: Span, noun: regex.Match[str]) -> tuple[int, int, int]:
    """Where the name of an event begins, where its subject goes on behind the noun, and where it ends."""
    words = text.parts[part]
    start = _name_start_en(words, span, noun.start())
    titled = TITLED_EN.match(words, noun.end(), span[1])
    if titled is not None:
        return start, noun.end(), titled.end()
    subject = _subject_at_en(text, part, noun.end(), span[1])
    end = _name_end_en(text, part, span, subject)
    return (start, subject, end) if end > subject else (start, noun.end(), noun.end())


def _is_other(text: EventText, part: TextPart, span: Span, noun: regex.Match[str], extent: Span) -> bool:
    """Whether the noun tells of a press conference, a title, a body, a setting, or a mere week."""
    words = text.parts[part]
    start, end = extent
    low = noun[0].lower()
    if low in PRESS_NOUNS_EN and PRESS_EN.search(words[span[0] : noun.start()]):
        return True
    if in_title(text, part, noun.span()) or BODY_BEHIND_EN.match(words, noun.end()):
        return True
    if VENUE_EN.search(words, start, end) is not None:
        return True
    if low == "week" and not PROPER_WEEK_EN.search(words, start, noun.end()):
        return True
    return SETTING_EN.search(words[span[0] : start]) is not None


# the Boao Forum for Asia International |Conference Center|
VENUE_EN = make_pattern(
    r"\b(?:Conference|Convention|Exhibition|Congress|Training|Forum)\s+(?:Cent(?:er|re)|Hall|Hotel)\.?\Z"
)
# the forum in| the East Lake International Conference Center|
IN_VENUE_EN = make_pattern(
    r"\s+(?:the\s+)?(?:\p{Lu}[\p{L}'’-]+\s+(?:of\s+)?){1,5}"
    r"(?:Cent(?:er|re)|Hall|Hotel|Museum|Building|House|Palace|Theat(?:er|re)|Library|Auditorium|Pavilion)\b"
)
# at the |workshop
AT_EVENT_EN = make_pattern(r"(?i)(?:at|in|during|told)\s+(?:an?|the)\s*$")
DURATION_EN = make_pattern(
    r"(?i)(?:week|month|year|fortnight)-?long$|\p{L}+-(?:day|week|month)(?:-long)?$|\d+-(?:day|week|month)$|day$"
)


def _name_start_en(words: str, span: Span, noun: int) -> int:
    """Where the words before the noun that belong to its name begin; durations are left out."""
    start, count = noun, 0
    for token in reversed(list(TOKEN_EN.finditer(words, max(span[0], noun - 160), noun))):
        between = words[token.end() : start]
        if between.strip() or DETERMINER.match(token[0]) or count == 10:
            break
        inner = token[0] in ("of", "on", "for", "and", "to") and _proper_run(words, token.start(), noun)
        if STOP_LEFT.match(token[0]) and not inner and not JOINT_EVENT_EN.search(words, span[0], token.end()):
            break
        if DURATION_EN.match(token[0]) or YEARS_EN.match(token[0]):
            break
        if token[0].endswith(("'s", "’s")) and count == 0 and not GROUP_EN.match(token[0]):
            break
        start, count = token.start(), count + 1
    return start


# this |year's forum
YEARS_EN = make_pattern(r"(?i)(?:year|month|week|today|tomorrow|yesterday)['’]s$")


def _subject_at_en(text: EventText, part: TextPart, noun_end: int, stop: int) -> int:
    """Where the subject of an event begins that its place or its day parts from the noun; else the noun's end."""
    words = text.parts[part]
    place = IN_PLACE_EN.match(words, noun_end, stop)
    at = place.end() if place is not None else noun_end
    to_date = TO_DATE_EN.match(words, at, stop)
    if to_date is not None:
        at = next((date.end for date in text.dates.get(part, ()) if date.start == to_date.end()), at)
    return at if at > noun_end and SUBJECT_EN.match(words, at, stop) is not None else noun_end


# a women's |forum: no owner
GROUP_EN = make_pattern(r"(?i)(?:wo)?men['’]s|children['’]s|people['’]s|youth['’]s")
# a tabletop |exercise and| seminar
JOINT_EVENT_EN = make_pattern(r"\b(?:exercise|drill|exhibition|training|workshop|forum|course|expo)\s+and\Z")


def _proper_run(words: str, at: int, noun: int) -> bool:
    """Whether a preposition stands inside a proper name: Capital of Capital Forum."""
    before = regex.search(r"(\p{Lu}[\p{L}'’.-]*)\s*$", words[max(0, at - 30) : at])
    after = regex.match(r"\w+\s+(?:the\s+)?\p{Lu}", words[at:noun])
    return before is not None and after is not None


# a course| in Guangzhou |on travel documents, a seminar| in Kunming on March 12 |on epidemics: no part of the name
IN_PLACE_EN = make_pattern(r"\s+in\s+\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?(?=[\s,])")
TO_DATE_EN = make_pattern(r",?\s+(?:(?:on|from|between)\s+)?")
SUBJECT_EN = make_pattern(r"\s+on\s+(?!\p{Lu})(?:the\s+)?[a-z]")
# a workshop |entitled "Fighting Trafficking"|
TITLED_EN = make_pattern(r"(?:,?\s+(?:entitled|titled|named|called))?\s+[“\"][^”\"]{3,120}[”\"]")
# a symposium |marking| 50 years of ties
MARKING_EN = make_pattern(r"marking|commemorating|celebrating|to\s+(?:mark|commemorate|celebrate)\b")
# a seminar |on| online gambling
ABOUT_EN = make_pattern(r"\b(?:on|of|against|about|for)\s+\Z")
# the course on drugs |visited the| ministry
VERB_RIGHT = make_pattern(r"[a-z]+ed\s+(?:the|an?|their|its)\s")
BREAK_EN = make_pattern(r"[.;:]|--|—")


def _name_end_en(text: EventText, part: TextPart, span: Span, noun_end: int) -> int:
    """Where the complement of the noun (on ..., for ... of ...) ends."""
    words = text.parts[part]
    end, at = noun_end, noun_end
    dates = text.dates.get(part, ())
    opened = False
    for token in TOKEN_EN.finditer(words, noun_end, span[1]):
        if _is_parted(words, at, token, dates):
            break
        word = token[0]
        if not opened and MARKING_EN.match(words, token.start()):
            opened = True
            at = token.end()
            continue
        about = word == "online" and ABOUT_EN.search(words, noun_end - 1, token.start())
        if (STOP_RIGHT.match(word) and not about) or VERB_RIGHT.match(words, token.start()):
            break
        if word == "in" and (_is_placed(words, token.end(), span[1]) or IN_VENUE_EN.match(words, token.end(), span[1])):
            break
        # at ports of Mekong countries, but at a hotel, at Peking University
        placed = word == "at" and regex.match(r"\s+(?!the\b|an?\b)[a-z]", words[token.end() : span[1]]) is None
        if placed or word in ("its", "their", "his", "her") or (not opened and word.lower() not in OPENING_LINK_EN):
            break
        opened = True
        if word.startswith("("):
            break
        at = token.end()
        if word.lower() not in LINK_EN:
            end = at
    return end


def _is_parted(words: str, at: int, token: regex.Match[str], dates: tuple[DateExpression, ...]) -> bool:
    """Whether a mark or a day stands between what is read of a name, up to `at`, and the next word."""
    gap = words[at : token.start()].strip()
    if BREAK_EN.search(gap) or (gap == "," and not _list_goes_on(words, token.start(), dates)):
        return True
    return gap not in ("", ",") or _is_dated(token, dates)


def _is_dated(token: regex.Match[str], dates: tuple[DateExpression, ...]) -> bool:
    """Whether a word belongs to a day, or leads to one: |on| May 6, |on the| 6th."""
    leads = token[0].lower() in ("on", "from", "in", "between")
    return any(
        date.start <= token.start() < date.end or (leads and date.start - token.end() in (1, 5)) for date in dates
    )


# in |the coastal city of, in |Wabu on May 6, in |Wabu and
IN_CITY_EN = make_pattern(
    r"\s+(?:the\s+(?:[a-z]+\s+){0,3}(?:city|capital|town|port)\b"
    r"|(?P<place>\p{Lu}[\p{L}'’]+(?:\s+\p{Lu}[\p{L}'’]+)?)"
    r"(?:\s*[,.]|\s+(?:on|from|of|was|with|(?P<and>and)|this|last|opened|has|via|to|recently)\b|\Z))"
)


def _is_placed(words: str, at: int, stop: int) -> bool:
    """Whether 'in' tells where an event is, not of what it treats: in Wabu, but in Drug and Device Evaluation."""
    match = IN_CITY_EN.match(words, at, stop)
    if match is None or match["and"] is None:
        return match is not None
    return match["place"] in place_kinds("en") or bool(find_countries(match["place"], "en"))


def _list_goes_on(words: str, at: int, dates: tuple[DateExpression, ...]) -> bool:
    """Whether a comma within a complement only divides a list: 'on drugs, terrorism and cybercrime'."""
    return (
        regex.match(
            r"(?:and\s+)?[\p{L}-]+(?:\s+[\p{L}-]+){0,3}(?:,\s+(?:[\p{L}-]+\s+){0,3}[\p{L}-]+){0,3},?\s+and\s+[\p{L}-]+\s",
            words[at : at + 120],
        )
        is not None
        and not any(date.start == at for date in dates)
        and regex.match(r"(?:which|where|with|the|a|an|in|at|organized|held|hosted|said|themed)\b", words[at:]) is None
    )
