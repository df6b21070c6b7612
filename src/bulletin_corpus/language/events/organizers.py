"""Who holds an event: organisations named as hosts (主办, 'hosted by') and as co-organizers (承办, 'undertaken by')."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.language.events.reading import OrganizerName, Phrase
from bulletin_corpus.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.language.events.reading import EventText
    from bulletin_corpus.records import Lang

Role = Literal["organizer", "co_organizer"]


@cache
def _heads(lang: Lang) -> str:
    forms = {row["form"] for row in lexicon("organisation_heads") if row["lang"] == lang}
    return "|".join(regex.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def find_organizers(text: EventText, held: Phrase) -> list[OrganizerName]:
    """The organisations that `text` names as holding the event, each once, in order.

    Where nobody else is named, the subject of the clause in which the event's name `held` stands holds it.
    """
    found = list(_organizers_zh(text, held) if text.lang == "zh" else _organizers_en(text, held))
    kept: list[OrganizerName] = []
    for organizer in found:
        if all(organizer.name.value != other.name.value for other in kept):
            kept.append(organizer)
    return kept


# ---- Chinese

# 由公安部主办 · 司法部主办、西南政法大学承办的 · 由甲、乙联合主办; names=公安部 ..., verb=主办
BY_ZH = regex.compile(
    r"""
    (?P<names>[^,，。;；:\n]{2,80}?)
    (?:联合|共同|合作|携手|牵头|具体|负责|并|分别|参与|协同|轮流|发起|倡议)*
    (?P<verb>主办并承办|主办|承办|协办|共办|合办|联办)
    (?:[、,，]|的|[。;；)）]|方(?!式)|,|$|此次|了|并|单位|\p{Han})
    """,
    regex.VERBOSE,
)
# 甲与乙联合举办“...”研讨会 · 海关总署在南宁召开...研讨会
HOLDS_ZH = regex.compile(
    r"(?P<names>[^,，。;；:\n]{2,60}?)(?:于[^,，。]{0,14}?|在[^,，。]{1,20}?|以[^,，。]{1,14}?|联合|共同|合作|成功|正式)*(?:举办|召开|举行|组织召开|组织举办|开办|主办)(?:了)?(?=[^,，。]{2,60}$|“|[^,，。]{0,40}$)"
)
TRIM_ZH = regex.compile(
    r"(?:.*(?:主办|承办|协办|共办|指导|支持)[、,，的]?|.*?(?:此次|本次|本届|该|这次)[^由]*?由|.*?由|[、,，]|(?:会议|论坛|活动|研讨会|培训班|研修班|培训)由?|是)+"
)


# 由甲与乙共同举办
BY_HELD_ZH = regex.compile(
    r"由(?P<names>[^,，。;；:\n]{2,60}?)(?:联合|共同|合作|携手|牵头|负责|具体|发起)*(?:举办|召开|开办|合办|举行|筹办|组织实施|组织举办|组织召开|组织开展|实施|组织(?=的|[,，。]))"
)
# 主办单位为公安部,承办单位为中国人民公安大学
# 中国知识产权研究会为研讨会协办单位
UNIT_BEHIND_ZH = regex.compile(
    r"(?P<names>[^,，。;；:\n]{2,60}?)(?:为|是|担任)(?:本次|此次|本届)?\p{Han}{0,6}?(?P<verb>主办|承办|协办)(?:单位|方)"
)
UNITS_ZH = regex.compile(
    r"(?P<verb>主办|承办|协办)(?:单位|方|机构)(?:分别)?(?:为|是|有|包括|[:：])(?P<names>[^,，。;；:\n]{2,60})"
)


def _organizers_zh(text: EventText, held: Phrase) -> Iterator[OrganizerName]:
    """Those named with 主办 and 承办; else those by whom it is held (由...举办); else the subject of the clause."""
    found = [organizer for span in text.sentences for organizer in _by_verb_zh(text, span)]
    if not any(organizer.role == "organizer" for organizer in found):
        for span in text.sentences:
            for match in BY_HELD_ZH.finditer(text.body, *span):
                found += _named_zh(text, match.span("names"), "organizer", "organizer.holds.zh")
    if not any(organizer.role == "organizer" for organizer in found) and held.part == "body":
        start = max((s for s, _ in text.sentences if s <= held.start), default=0)
        clause = max(text.body.rfind(mark, start, held.start) for mark in ",，;；。") + 1
        holds = HOLDS_ZH.match(text.body, max(start, clause), held.start)
        if holds is not None:
            found += _named_zh(text, holds.span("names"), "organizer", "organizer.holds.zh")
    yield from found


def _by_verb_zh(text: EventText, span: tuple[int, int]) -> Iterator[OrganizerName]:
    """Those that a sentence names before 主办, 承办 or 协办, or behind 主办单位为."""
    at = span[0]
    while (match := BY_ZH.search(text.body, at, span[1])) is not None:
        at = match.end("verb")
        if not text.body.startswith(("单位", "方为", "方是"), at):
            co = match["verb"] in ("承办", "协办")
            rule = "organizer.undertaken.zh" if co else "organizer.hosted.zh"
            yield from _named_zh(text, match.span("names"), "co_organizer" if co else "organizer", rule)
    for match in [*UNITS_ZH.finditer(text.body, *span), *UNIT_BEHIND_ZH.finditer(text.body, *span)]:
        role: Role = "organizer" if match["verb"] == "主办" else "co_organizer"
        yield from _named_zh(text, match.span("names"), role, "organizer.unit.zh")


def _named_zh(text: EventText, span: tuple[int, int], role: Role, rule: str) -> list[OrganizerName]:
    return [OrganizerName(phrase, role) for phrase in _split_zh(text, span, rule)]


def _split_zh(text: EventText, span: tuple[int, int], rule: str) -> Iterator[Phrase]:
    """The organisations in `span`: lists are divided where both parts end like an organisation's name."""
    start, end = _names_zh(text, span)
    if any(start <= person.name_start < end for person in text.named.get("body", ())):
        return
    words = text.body[start:end]
    cuts = [0]
    for mark in regex.finditer(r"[、与和及]|以及|会同|携手|联同|协同|联合(?!国|会|体)|委托", words):
        left, right = words[cuts[-1] : mark.start()], words[mark.end() :]
        if regex.search(rf"(?:{_heads('zh')})$", left) and regex.match(rf"[^、]*?(?:{_heads('zh')})", right):
            cuts += [mark.start(), mark.end()]
    cuts.append(len(words))
    for begin, stop in zip(cuts[::2], cuts[1::2], strict=True):
        name = regex.sub(r"(?:联合|共同|合作|等单位|等|今日|昨日|近日|日前)$", "", words[begin:stop])
        name = regex.sub(r"[\(（][^()（）]*[\)）]$", "", name)
        lead = len(name) - len(name.lstrip("、,，“ "))
        name = name.strip("、,，“” ")
        if 2 <= len(name) <= 30 and regex.search(rf"(?:{_heads('zh')})[\)）]?$", name):
            yield Phrase(name, "body", start + begin + lead, start + begin + lead + len(name), rule)


def _names_zh(text: EventText, span: tuple[int, int]) -> tuple[int, int]:
    """`span` without the words before the names (此次研讨会由) and without a day."""
    start, end = span
    trim = TRIM_ZH.match(text.body, start, end)
    start = trim.end() if trim else start
    for date in text.dates.get("body", ()):
        if start <= date.start and date.end <= end:
            if text.body[start : date.start].strip("，, "):
                end = date.start
            else:
                start = date.end
    return start, end


# ---- English

NAMES_EN = r"(?P<names>(?:(?:the\s+|its\s+)?\p{Lu}|(?:the|its)\s+[a-z]+)[^.;:\"“”\n]{0,220}?)"
# where a list of hosts ends: 'and undertaken by', ', focusing', 'from Wednesday', ', the China-Africa Workshop'
END_EN = r"""(?=\s*(?:
    [.;"“] | $
  | ,?\s+(?:and\s+)?(?:co-?)?(?:organi[sz]ed|undertaken|hosted|sponsored|supported|implemented|held)\s+by
  | ,\s+(?:it|they|he|she)\b
  | (?<!partnership)(?<!cooperation)(?<!collaboration)(?<!together)\s+with\b
  | ,?\s+(?:focusing|was|is|were|took|opened|kicked|which|has|will|here|under|brought|ran|themed|lasts|lasted
      |attracted|gathered|who|to|as|closed|concluded|at|via|online|during|while|in\s+(?!China\b|Africa\b|Asia\b)\p{Lu}\w*|from\s+(?:\d|\p{Lu}\w+(?:day|\s\d))
      |on\s+(?:\p{Lu}\w+day|\p{Lu}\w+\.?\s\d|\d))\b
  | ,\s+(?:the|an?)\s+[^,.]{0,80}?\b(?i:
        workshop|seminar|forum|conference|symposium|course|summit|dialogue|program|programme|training|event)\b
))"""
HOST_EN = r"(?:co-?organi[sz]er|organi[sz]er|undertaker|co-?host|host)s?"
# what may stand between 'held' and 'by': jointly, online, from July 5, in Beijing
BETWEEN_EN = (
    r"(?:(?:jointly|together|annually|online|virtually|here|successfully|recently)"
    r"|(?:on|from|in)\s+(?:\p{Lu}\p{Ll}+\.?(?:\s+\d{1,2}(?:\s*(?:-|–|to)\s*\d{1,2})?)?))"
)
# 'was organized by A and co-organized by B' · 'co-hosted by A and B' · 'undertaken by B'; verb=organized, names=A
BY_EN = regex.compile(
    rf"""
    \b(?P<verb>(?i: (?:co-?)?(?:hosted|organi[sz]ed|sponsored) | undertaken|convened|initiated|held|implemented|run
        | put\s+on|arranged|staged|conducted|co-?presented|offered|co-run|co-?convened|co-?initiated ))
    (?:\s+{BETWEEN_EN}){{0,3}} \s+by\s+ {NAMES_EN} {END_EN}
    """,
    regex.VERBOSE,
)
# 'A and B jointly held an online workshop' · 'A held a seminar'
HOLDS_EN = regex.compile(
    r"""
    (?P<names>(?:[Tt]he\s+)?\p{Lu}[^.;:"“”\n]{2,200}?)\s+(?:jointly\s+|co-|recently\s+|on\s+\w+\s+)?
    (?:(?:to|will|would)\s+(?:(?:co-)?host|hold|organi[sz]e|stage|run|convene|launch|offer)
      |held|(?:co-)?hosted|(?:co-)?organi[sz]ed|hosts|holds|convened|sponsored|opened|ran|launched|staged|offered|conducted)
    \s+(?:an?|the|its|their)\s+
    """,
    regex.VERBOSE,
)
# 'was held under the joint sponsorship of A and B'
UNDER_EN = regex.compile(
    rf"""
    \b(?:held|organi[sz]ed|convened|place|run|conducted)\b[^.;]{{0,80}}?
    \bunder\s+the\s+(?:joint\s+)?(?P<verb>sponsorship|auspices)\s+of\s+ {NAMES_EN} {END_EN}
    """,
    regex.VERBOSE,
)
# 'with the China Fire and Rescue Institute as co-organizer'
WITH_CO_EN = regex.compile(rf"\bwith\s+{NAMES_EN}\s+(?:as|among)\s+(?:the\s+|a\s+|its\s+)?(?P<verb>{HOST_EN})\b")
# 'with the National Extension Center responsible for its implementation'
IN_CHARGE_EN = regex.compile(
    rf"\bwith\s+{NAMES_EN}\s+(?P<verb>responsible\s+for|in\s+charge\s+of|undertaking|implementing|co-organi[sz]ing|handling)\b"
)
# 'the China Maritime Search and Rescue Center, the organizer of the workshop'
APPOSED_EN = regex.compile(
    rf"(?P<names>(?:the\s+)?\p{{Lu}}[\p{{L}}'’ -]{{4,120}}?),"
    rf"\s+(?:which\s+(?:is|was)\s+)?(?:the\s+)?(?P<verb>{HOST_EN})\s+of\s+the\b"
)
# 'The Yunnan branch of the National Judges College is the co-organizer.'
WAS_EN = regex.compile(
    rf"(?P<names>The\s+[^.;:,\"“”\n]{{4,120}}?)\s+(?:is|was|are|were|served\s+as|acted\s+as)\s+(?:the|its|a|one\s+of\s+the)\s+(?P<verb>{HOST_EN})\b"
)
# 'The A organizes the seminar and the B undertakes it' · 'The A and the B are hosting the conference jointly'
ACTIVE_EN = regex.compile(
    r"""
    (?P<names>(?:[Tt]he\s+)?\p{Lu}[^.;:"“”\n]{2,220}?)\s+(?:are\s+|is\s+|jointly\s+)*
    (?P<verb>undertakes?|undertook|organi[sz](?:es?|ed|ing)|(?:co-)?host(?:s|ed|ing)?|(?:co-)?sponsor(?:s|ed|ing)?|co-organi[sz](?:es?|ed|ing))\s+
    (?:it\b|the\s+(?:\w+\s+){0,2}(?:workshop|seminar|forum|conference|course|training|program(?:me)?|symposium|event|dialogue)\b)
    """,
    regex.VERBOSE,
)
# 'the organizers include A and B'
TOLD_EN = regex.compile(
    rf"\b(?P<verb>{HOST_EN})(?:\s+of\s+the\s+\w+)?,?\s+(?:is|was|are|were|include[sd]?)\s+ {NAMES_EN} {END_EN}",
    regex.VERBOSE,
)
# 'is hosting the program jointly with the Guangxi People's Procuratorate'
JOINED_EN = regex.compile(
    rf"""
    \b(?P<verb>(?:co-)?(?:host|organi[sz]|sponsor|run|ran|held|hold|convene|launch)[a-z]*)\b[^.,;]{{0,60}}?
    \b(?i:workshop|seminar|forum|conference|symposium|course|training|summit|dialogue|event|program|programme)\b
    [^.,;]{{0,20}}?\s(?:jointly|together|in\s+(?:cooperation|collaboration|partnership|conjunction))\s+with\s+
    {NAMES_EN} {END_EN}
    """,
    regex.VERBOSE,
)
# what is 'held by' or 'run by' somebody may be a ceremony or a tour beside the event
NOT_ONLY_EVENTS = ("held", "run", "put on", "staged", "arranged")
EVENT_BEFORE_EN = regex.compile(
    r"(?i)\b(?:workshop|seminar|forum|conference|symposium|course|training|summit|dialogue|meeting|event|program|class)\b"
)
CO_VERBS = ("co-organ", "coorgan", "undert", "implement", "responsible", "in charge", "handling")


def _organizers_en(text: EventText, held: Phrase) -> Iterator[OrganizerName]:
    found: list[OrganizerName] = []
    for span in text.sentences:
        found += _by_en(text, span)
        for pattern in (WITH_CO_EN, IN_CHARGE_EN, APPOSED_EN, TOLD_EN, WAS_EN, ACTIVE_EN, JOINED_EN, UNDER_EN):
            for match in pattern.finditer(text.body, *span):
                co = match["verb"].lower().startswith(CO_VERBS)
                found += _split_en(text, match.span("names"), "co_organizer" if co else "organizer")
    if not any(organizer.role == "organizer" for organizer in found) and held.part == "body":
        start = max((s for s, _ in text.sentences if s <= held.start), default=0)
        holds = HOLDS_EN.match(text.body, start, min(held.start + 2, len(text.body)))
        if holds is not None and holds.end() >= held.start - 40:
            found += _split_en(text, holds.span("names"), "organizer")
    yield from found


def _by_en(text: EventText, span: tuple[int, int]) -> list[OrganizerName]:
    """Those by whom a sentence says the event is held; beside 'hosted by', 'organized by' tells of co-organizers."""
    found: list[OrganizerName] = []
    matches = list(BY_EN.finditer(text.body, *span, overlapped=True))
    hosted = any(regex.match(r"(?i)(?:co-?)?(?:hosted|sponsored)", match["verb"]) for match in matches)
    for match in matches:
        verb = match["verb"].lower()
        if verb in NOT_ONLY_EVENTS and EVENT_BEFORE_EN.search(text.body[span[0] : match.start()]) is None:
            continue
        co = verb.startswith(CO_VERBS) or (hosted and verb.startswith("organ"))
        found += _split_en(text, match.span("names"), "co_organizer" if co else "organizer")
    return found


def _split_en(text: EventText, span: tuple[int, int], role: Role) -> list[OrganizerName]:
    """The organisations in `span`; a list is divided where both parts hold the head of an organisation's name."""
    start, end = span
    for date in text.dates.get("body", ()):  # On September 2, the Ministry ...
        if date.start - start in (0, 3) and date.end < end:
            start = date.end
    words = text.body[start:end]
    cuts = [0]
    for mark in regex.finditer(
        r",\s+and\s+(?:by\s+)?|,?\s+(?:(?:together|along|jointly)|in\s+(?:cooperation|collaboration|partnership|conjunction|association|coordination)"
        r"|(?:joined\s+(?:hands|forces)|joining\s+(?:hands|forces)|teamed\s+up|partnered|worked|cooperated|collaborated))\s+with\s+"
        r"|,\s+|\s+and\s+(?:by\s+)?",
        words,
    ):
        left, right = words[cuts[-1] : mark.start()], words[mark.end() :]
        head = rf"\b(?:{_heads('en')})\b|\b[A-Z]{{3,}}\b"
        if (
            regex.search(head, left)
            and regex.match(r"(?:the\s+)?(?:\p{Lu}|local|provincial|municipal|city|county)", right)
            and regex.search(head, regex.split(r",\s+|\s+and\s+the\s+|\s*\(", right)[0])
        ):
            cuts += [mark.start(), mark.end()]
    cuts.append(len(words))
    made = []
    for begin, stop in zip(cuts[::2], cuts[1::2], strict=True):
        name = words[begin:stop]
        if any(start + begin == person.name_start for person in text.named.get("body", ())):
            continue
        lead = regex.match(r"[\s,]*(?:[Tt]he\s+)?", name)
        offset = len(lead[0]) if lead else 0
        name = regex.sub(r"\s*\([^()]*\)\s*$", "", name[offset:].strip(" ,")).strip(" ,")
        name = regex.sub(
            r"\s+(?:in\s+(?!China\b|Africa\b|Asia\b)\p{Lu}[\p{L}'’]+|on\s+\p{Lu}\w+|jointly|recently)$", "", name
        )
        name, offset = _resolved_en(text, *_whole_name_en(name), start + begin + offset)
        if len(name) > 2 and (regex.search(rf"\b(?:{_heads('en')})\b", name) or regex.fullmatch(r"[A-Z]{3,}", name)):
            at = offset
            rule = "organizer.undertaken.en" if role == "co_organizer" else "organizer.hosted.en"
            made.append(OrganizerName(Phrase(name, "body", at, at + len(name), rule), role))
    return made


SMALL_EN = frozenset(("of", "for", "and", "the", "on", "in", "de", "at", "to", "under"))


def _whole_name_en(name: str) -> tuple[str, bool]:
    """The name up to a word that goes on about it (the WMO Center | covers ...), and whether it is a common noun."""
    name = regex.sub(r"^its\s+(?=\p{Lu})", "", name)
    tokens = list(regex.finditer(r"\S+", name))
    common = bool(tokens) and name.islower()
    for token in tokens:
        word = token[0].strip(",")
        if name[: token.start()].endswith(" of "):  # the provincial department of transport
            continue
        lower = (
            word[0].islower()
            and word not in SMALL_EN
            and regex.fullmatch(rf"(?i:{_heads('en')})|[a-z]+al|city|branch", word) is None
        )
        if lower and token.start():
            return name[: token.start()].rstrip(" ,"), common
    return name, common


def _resolved_en(text: EventText, name: str, common: bool, at: int) -> tuple[str, int]:  # noqa: FBT001
    """The full name that 'the administration' or an acronym (WIPO) stands for in the text, and where it stands."""
    if not common and not regex.fullmatch(r"[A-Z]{3,7}", name):
        return name, text.body.find(name, at) if name in text.body[at:] else at
    phrases = regex.finditer(
        r"\p{Lu}[\p{L}'’-]+(?:\s+(?:(?:of|for|and|the|on|in)\s+){0,2}\p{Lu}[\p{L}'’-]+){1,9}", text.body
    )
    best: tuple[str, int] | None = None
    for phrase in phrases:
        if common:
            head = regex.search(rf"\b{regex.escape(name.rsplit(maxsplit=1)[-1].capitalize())}\b", phrase[0])
            found = head is not None and phrase.start() < at
        else:
            capitals = list(regex.finditer(r"\b\p{Lu}", phrase[0]))
            found = len(capitals) >= len(name) and "".join(c[0] for c in capitals[-len(name) :]) == name
            cut = capitals[-len(name)].start() if found else 0
            phrase_start, words = phrase.start() + cut, phrase[0][cut:]
        if found:
            plain = regex.sub(r"\s+(?:on|in)\s+\p{Lu}\w+$", "", phrase[0])
            best = (plain, phrase.start()) if common else (words, phrase_start)
    return best if best is not None else (name, at)
