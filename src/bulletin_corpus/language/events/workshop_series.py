"""Several events of the workshop kind in one item: which sentences tell of which (研讨会和培训班先后举办).

Input is one side of an item, output one `EventText` for each event, in order of the text: the same text, read in the
sentences of that event only. An event that is told twice (again with other words, or its end after its opening) stays
one, and a forum's own sub-forums are no events beside it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bulletin_corpus.language.events.reading import EventText, words_pattern
from bulletin_corpus.language.events.workshop_names import named_events
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulletin_corpus.language.dates.finding import DateExpression
    from bulletin_corpus.language.events.named_event import NamedEvent
    from bulletin_corpus.records import Lang

Span = tuple[int, int]

# one event's words that another's name shares, from this share of the shorter name on: of the annotated items' events
# that are told twice the least likeness is 0.8, of two events in one item the most is 0.5
SAME_NAME = 0.7
# below this they are of other subjects, whatever their days are
OTHER_NAME = 0.34
# events that one item reports together lie within a season; what lies further back is background
MOST_MONTHS_APART = 2
# the first event leads the item
LATEST_LEAD = {"zh": 2, "en": 3}
MOST_EVENTS = 8
# an item that tells of several events is no longer; the longest of the annotated ones has 10 sentences
MOST_READ = 40
# how a naming says that an event is held
HELD = ("subject", "object")

# parts of an event, and settings: 论坛期间举行的|研讨会 · a parallel |workshop
PART = {
    "zh": make_pattern(
        r"期间|其间|框架|同期|平行|配套|分论坛|子论坛|主题论坛|专场|会前|会后|会上|班上|课程包括|议程|之一|系列活动"
    ),
    "en": make_pattern(
        r"(?i)\b(?:during|as\s+(?:a\s+)?part\s+of|on\s+the\s+(?:sidelines|margins)|side[\s-]events?|parallel|sub-?forums?"
        r"|within\s+the\s+framework|sessions?|one\s+of\s+the|included|includes|including|featured|features)\b[^.]{0,80}$"
    ),
}
# what lies back or was said: 去年举办的|研讨会 · he said that the |seminar
BACKGROUND = {
    "zh": make_pattern(
        r"曾|继(?!续|而)|去年|前年|上届|上一届|上次|历届|此次之前|(?:19|20)\d\d年以来|表示|指出|介绍|强调|认为|希望|建议"
    ),
    "en": make_pattern(
        r"(?i)\b(?:last\s+year|previous|since|ago|said|noted|stressed|added|hoped|told|proposed|suggested|urged|agreed"
        r"|pledged|would|plans?|planned|after\s+attending|ahead\s+of|next\s+year)\b[^.]{0,120}$"
    ),
}
# words that begin the account of another event: 紧接着, · A day earlier,
NEXT = {
    "zh": make_pattern(
        r"紧接着|接着|随后|此前|之后|稍后|同日|同一天|当天|当日|次日|翌日|另|此外|与此同时|同时|第[二三四五](?:场|期|个|项)"
    ),
    "en": make_pattern(
        r"(?i)(?:(?:a|one|two|three|\w+)\s+(?:days?|weeks?|months?)\s+(?:earlier|later|before|after)|earlier|later|meanwhile"
        r"|in\s+between|also|another|separately|next|then|first|before\s+that|after\s+that|following\s+(?:it|that|this)"
        r"|the\s+(?:second|third|fourth|last|first|other|latter|former|next|same|following)\b|on\s+the\s+same\s+day"
        r"|at\s+the\s+same\s+time)"
    ),
}
# what is said of all of them: 两期培训均由... · Both were organized by
SHARED = {
    "zh": make_pattern(
        r"均|都由|皆|[两二三四五六七八](?:期|场|个|项|次|届)(?!论坛|研讨会\w*闭幕)\P{P}{0,6}(?:班|会|论坛|培训|活动|研修|课程|交流)"
    ),
    "en": make_pattern(
        r"(?i)\b(?:both|(?:all\s+)?(?:the\s+)?(?:two|three|four|five)\s+(?:[\w-]+\s+){0,2}"
        r"(?:events?|courses|seminars|workshops|forums|conferences|programs|programmes|activities|meetings|trainings|sessions))\b"
    ),
}
# 首期 · the former course, the second one
ORDINAL = {
    "zh": (
        make_pattern(r"首期|首场|第一[期场个项]|前者"),
        make_pattern(r"第二[期场个项]|后者"),
        make_pattern(r"第三[期场个项]"),
    ),
    "en": (
        make_pattern(r"(?i)\bthe\s+(?:first\s+(?:course|one|event|seminar|workshop|of)|former)\b"),
        make_pattern(r"(?i)\bthe\s+(?:second\s+(?:course|one|event|seminar|workshop|of)|latter)\b"),
        make_pattern(r"(?i)\bthe\s+third\s+(?:course|one|event|seminar|workshop|of)\b"),
    ),
}
# nouns of weak events that yet make one beside another, with words of their own
COURSES = ("course", "培训")
# what most names hold tells no event from another
COMMON = {
    "zh": frozenset(("国际", "国家", "合作", "交流", "高级", "中国", "地区", "第一", "第二", "第三", "网络", "专题")),
    "en": frozenset(
        (
            *("the", "and", "for", "on", "of", "in", "to", "with", "from", "among", "between", "against"),
            *("international", "national", "china", "chinese", "training", "cooperation", "annual", "online"),
            *(
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "regional",
                "global",
                "high-level",
                "program",
                "programme",
            ),
        )
    ),
}
WORD_EN = make_pattern(r"[\p{L}\d][\p{L}\d'’-]*")
NUMBER_ZH = make_pattern(r"\A第.{1,4}[届次期轮]|\A(?:19|20)\d\d年?|[^\p{Han}\p{L}]+")


@dataclass(slots=True)
class _Told:
    """An event of the series: its naming that counts, its words, its nouns, its day."""

    named: NamedEvent
    words: frozenset[str]
    noun: str
    day: DateExpression | None


def told_apart(text: EventText, *, counterpart: bool = False) -> list[EventText]:
    """The text as it tells of each of its events, in order; the text itself where it tells of one at most.

    With a `counterpart`, several events in the other language, the namings need no days of their own.
    """
    series = _series(text, counterpart=counterpart)
    if len(series) < 2:
        return [text]
    shares = _shares(text, series)
    return [_view(text, spans, told) for told, spans in zip(series, shares, strict=True)]


def _view(text: EventText, spans: Sequence[Span], told: _Told) -> EventText:
    """The text read in these sentences; a headline stays that names this event and no other, or none by name."""
    parts = {
        part: words
        for part, words in text.parts.items()
        if part in ("body", "dateline") or _likeness(told.words, _words(text.lang, words)) >= SAME_NAME
    }
    return replace(text, sentences=tuple(spans), parts=parts)


# ---- which events


def _series(text: EventText, *, counterpart: bool) -> list[_Told]:
    found: list[_Told] = []
    latest = LATEST_LEAD[text.lang]
    if not any(event.sentence >= 0 and event.frame in HELD for event in named_events(text, latest + 1)):
        return []
    for event in named_events(text, MOST_READ):
        if event.sentence < 0 or (not found and event.sentence > latest) or len(found) == MOST_EVENTS:
            continue
        words = _words(text.lang, event.name.value)
        noun = _noun(text.lang, event.name.value)
        if not words or event.frame not in HELD or not (event.strong or noun in COURSES or not found):
            continue
        told = _Told(event, words, noun, _day(text, event))
        leads = NEXT[text.lang].match(text.body, text.sentences[event.sentence][0]) is not None
        same = next((one for one in found if _is_same(one, told, leads=leads)), None)
        if same is not None:
            if event.weight > same.named.weight and event.sentence == same.named.sentence:
                same.named, same.words = event, words
        elif not found or _is_another(text, found, told, counterpart=counterpart):
            found.append(told)
    return found


def _is_same(one: _Told, other: _Told, *, leads: bool) -> bool:
    """Whether two namings are of one event: by most of their words, or by some where nothing tells them apart."""
    likeness = _likeness(one.words, other.words)
    if likeness >= SAME_NAME:
        return True
    return likeness >= OTHER_NAME and not leads and _within(one.day, other.day)


def _is_another(text: EventText, found: Sequence[_Told], told: _Told, *, counterpart: bool) -> bool:
    """Whether a naming of other words tells of a further event that is reported, no part of one told before."""
    event, first = told.named, found[0]
    start, end = text.sentences[event.sentence]
    before = text.body[start : event.name.start]
    behind = text.body[event.name.end : end]
    if PART[text.lang].search(before) or BACKGROUND[text.lang].search(before) or _is_past(told, first):
        return False
    if text.lang == "zh" and PART["zh"].match(behind):
        return False
    leads = NEXT[text.lang].match(before) is not None
    if told.day is None:
        return leads or counterpart
    if event.sentence == first.named.sentence and told.day is first.day:
        return False
    if _months_apart(first.day, told.day) > MOST_MONTHS_APART:
        return False
    return counterpart or leads or not _within(first.day, told.day) or _is_series(text)


def _is_past(told: _Told, first: _Told) -> bool:
    """Whether the day lies in another year than the first event's."""
    if told.day is None:
        return False
    year = first.day.first.year if first.day is not None else None
    if told.day.first.year_shift is not None and told.day.first.year_shift < 0:
        return True
    return told.day.first.year is not None and year is not None and told.day.first.year != year


# 两期培训 · three events
def _is_series(text: EventText) -> bool:
    """Whether headline or first sentence announce several events."""
    heads = [text.parts.get("headline", ""), text.parts.get("subheadline", "")]
    heads += [text.body[slice(*span)] for span in text.sentences[:1]]
    return any(SHARED[text.lang].search(head) or SEVERAL[text.lang].search(head) for head in heads)


SEVERAL = {
    "zh": make_pattern(r"先后|相继|接连|陆续|分别在|[两二三四五六七八](?:期|场|个|项|次)"),
    "en": make_pattern(r"(?i)\b(?:two|three|four|five|several|series\s+of)\s+(?:\w+\s+){0,4}\w+s\b"),
}


def _day(text: EventText, event: NamedEvent) -> DateExpression | None:
    """The day that the event's sentence tells, the nearest to its name with fewest clauses between."""
    days = [
        day
        for day in text.dates_in(*text.sentences[event.sentence])
        if day.names_day or day.weekdays or day.anchor is not None
    ]
    return min(days, key=lambda day: (_clauses(text, day, event), not day.names_day, _gap(day, event)), default=None)


# ..., and a second course | 5月8日...开班;
CLAUSE = {"zh": make_pattern(r"[;；]"), "en": make_pattern(r";|,\s+(?:and|while)\b")}


def _clauses(text: EventText, day: DateExpression, event: NamedEvent) -> int:
    """How many clauses end between a day and a name."""
    start, end = min(day.end, event.name.end), max(day.start, event.name.start)
    return len(CLAUSE[text.lang].findall(text.body, start, end))


def _gap(day: DateExpression, event: NamedEvent) -> int:
    return max(day.start - event.name.end, event.name.start - day.end)


def _within(one: DateExpression | None, other: DateExpression | None) -> bool:
    """Whether the other day or range lies in the first one's; a day that is not known lies everywhere.

    The same day, so told (同日, 'the same day'), is that of something else.
    """
    if one is None or other is None:
        return True
    if other.anchor == "previous":
        return False
    if not (one.names_day and other.names_day):
        return not (one.weekdays and other.weekdays) or set(other.weekdays) <= set(one.weekdays)
    month = one.first.month or other.first.month or 0
    first = (one.first.month or month, one.first.day or 0)
    last = (one.last.month or month, one.last.day or 0)
    return all(first <= (end.month or month, end.day or 0) <= last for end in (other.first, other.last))


def _months_apart(one: DateExpression | None, other: DateExpression) -> int:
    if one is None or not one.first.month or not other.first.month:
        return 0
    apart = abs(one.first.month - other.first.month)
    return min(apart, 12 - apart)


def _noun(lang: Lang, name: str) -> str:
    own = [match[0] for match in words_pattern("workshop_nouns", lang).finditer(name)]
    return own[-1].lower() if own else ""


def _words(lang: Lang, name: str) -> frozenset[str]:
    """What tells a name from others: its words without the noun, in Chinese pairs of characters."""
    noun = _noun(lang, name)
    if lang == "zh":
        rest = NUMBER_ZH.sub("", name.removesuffix(noun))
        return frozenset(rest[at : at + 2] for at in range(len(rest) - 1)) - COMMON["zh"]
    words = {match[0].lower().removesuffix("'s").removesuffix("’s") for match in WORD_EN.finditer(name)}
    return frozenset(words) - COMMON["en"] - set(noun.split())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter name's words that the other has; 1 where one has none."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 1.0


# ---- which sentences


def _shares(text: EventText, series: Sequence[_Told]) -> list[list[Span]]:
    """The sentences of each event: from its naming to the next one's, where no words tell otherwise.

    What is said of all (两期培训均由...) belongs to each. A sentence that names two events is cut between them.
    """
    shares: list[list[Span]] = [[] for _ in series]
    current = -1
    for number, span in enumerate(text.sentences):
        here = [at for at, told in enumerate(series) if told.named.sentence == number]
        if len(here) > 1:
            for at, piece in zip(here, _cut(text, span, [series[at] for at in here]), strict=True):
                shares[at].append(piece)
            current = here[-1]
        elif here:
            current = here[0]
            shares[current].append(span)
        else:
            for at in _owners(text, span, series, current):
                shares[at].append(span)
    return shares


def _owners(text: EventText, span: Span, series: Sequence[_Told], current: int) -> Sequence[int]:
    """The events that a sentence without a naming tells of; `current` is that of the sentence before, -1 at first."""
    words = text.body[slice(*span)]
    if current < 0 or SHARED[text.lang].search(words):
        return range(len(series))
    for at, ordinal in enumerate(ORDINAL[text.lang][: len(series)]):
        if ordinal.search(words):
            return (at,)
    scores = [_taken_up(text.lang, words, told) for told in series]
    best = max(range(len(series)), key=lambda at: (scores[at], at == current))
    return (best,) if scores[best] > scores[current] else (current,)


# characters before a noun that may be of its name: some five words
REACH_ZH = 10


def _taken_up(lang: Lang, words: str, told: _Told) -> float:
    """How far a sentence takes up the event: by its noun, and by words of its name before the noun."""
    best = 0.0
    for match in words_pattern("workshop_nouns", lang).finditer(words):
        if lang == "zh":
            before = words[max(0, match.start() - REACH_ZH) : match.start()]
            alike = len(_words("zh", before) & told.words)
        else:
            near = words[max(0, match.start() - 40) : match.end() + 40]
            alike = len(_words("en", near) & told.words)
        noun = match[0].lower()
        same = told.noun.endswith(noun) or noun.endswith(told.noun)
        best = max(best, (1.0 if same else 0.0) + min(alike, 4) / 2 * (1.0 if same else 0.5))
    return best


# the clause in which a later event is named begins behind one of these
CLAUSE_END = {"zh": make_pattern(r"[;；,，]"), "en": make_pattern(r";|,|\b(?:and|while)\b")}


def _cut(text: EventText, span: Span, told: Sequence[_Told]) -> Iterator[Span]:
    """The pieces of a sentence that names several events, each from the clause that dates or names its event."""
    start = span[0]
    ends: list[int] = []
    for before, one in itertools.pairwise(told):
        day = one.day
        first = one.named.name.start
        if day is not None and before.named.name.end < day.start < first:
            first = day.start
        marks = [match.end() for match in CLAUSE_END[text.lang].finditer(text.body, before.named.name.end, first)]
        ends.append(marks[-1] if marks else first)
    for end in [*ends, span[1]]:
        yield (start, end)
        start = end
