"""Day, mode and place of an event, read from the sentence that reports it and from what stands near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.dates.finding import DateExpression
from bulletin_corpus.language.events.places import dateline_city, find_location
from bulletin_corpus.language.events.reading import EventDate, Phrase, word_values, words_pattern
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from bulletin_corpus.language.events.reading import EventText, TextPart
    from bulletin_corpus.records import Lang, Mode

Span = tuple[int, int]

UNTIL = {
    "zh": make_pattern(r"(?:将)?(?:持续|延续|进行)(?:到|至)$|(?:^|[,，。;；])将?(?:至|到)$"),
    "en": make_pattern(
        r"(?i)\b(?:(?:will\s+)?(?:run|runs|last|lasts|continue|go\s+on)\s+(?:through|until|till|to)|through|until"
        r"|(?:will|to|and)\s+(?:end|close|conclude|finish|wrap\s+up)s?(?:\s+on)?)\s+(?:\w+\s+)?$"
    ),
}
# 4月10日开讲,将于|4月21日|结束
UNTIL_BEHIND_ZH = make_pattern(r"(?:结束|闭幕|结业|落幕|收官)")
PLANNED_ZH = make_pattern(r"[,，、]\s*(?:并|计划|预计)?(?:将|定)?于?$")
ENDS = {
    "zh": make_pattern(r"闭幕|落幕|落下帷幕|结束|结业|收官|圆满"),
    "en": make_pattern(
        r"(?i)\b(?:closed|concluded|ended|w(?:rapped|ound)\s+up|completing|completed|(?:came|drew)\s+to\s+(?:(?:a|its)\s+close|(?:an|its)\s+end))\b"
    ),
}
# 于28日|开幕的|研讨会5月30日落幕 · the seminar, which |opened on| May 28, ended on Wednesday
OPENED_BEHIND_ZH = make_pattern(r"(?:上午|下午|晚间?)?(?:在\p{Han}{2,12}?)?(?:开幕|开班|开营|开课|开讲|启动|启幕|揭幕)")
OPENED_BEFORE_EN = make_pattern(
    r"(?i)\b(?:opened|began|begun|started|kicked\s+off)(?:\s+in\s+\w+)?\s+(?:(?:on|last)\s+)?\Z"
)
# past and planned days that lie in an event's sentence without dating it: 去年5月, '10 years ago'
NOT_EVENT_DAY = {
    "zh": make_pattern(r"(?:自|从)$"),
    "en": make_pattern(r"(?i)\b(?:since|as\s+of|before|after|starting\s+from)\s+$"),
}


# 为期两天的会谈, 'two-day talks'; a 'four-day visit' or a three-day tour says nothing about the event
DURATION_OF_OTHER = {
    "zh": make_pattern(r"的?(?:访|考察|行程|联合|专项|巡|参观)"),
    "en": make_pattern(
        r"(?i)\s+(?:\w+\s+)?(?:visit|trip|tour|stay|operation|campaign|journey|patrol|official\s+visit|holiday)\b"
    ),
}


def event_date(text: EventText, part: TextPart, span: Span, trigger: Phrase, order: int | None = None) -> EventDate:
    """What the sentence of an event, told by `trigger`, says about its day; a headline takes the body's first day.

    `order` tells which of several meetings told together it is (4月27日、5月1日分别会见甲、乙), None for a single one.
    """
    words = text.parts[part]
    found = [
        date
        for date in text.dates_in(*span, part)
        if not NOT_EVENT_DAY[text.lang].search(words[span[0] : date.start]) or date.first != date.last
    ]
    until = next((date for date in found if _is_end(words, span, date, text.lang)), None)
    days = [date for date in found if date is not until and (date.names_day or date.weekdays or date.anchor)]
    duration = next(
        (
            date.duration_days
            for date in found
            if date.duration_days and not DURATION_OF_OTHER[text.lang].match(words, date.end)
        ),
        None,
    )
    ends = ENDS[text.lang].search(words, *span) is not None
    closing = [date for date in days if not _is_opening(words, span, date, text.lang)] if ends else days
    chosen = _nearest(closing or days, trigger, words)
    if order is not None and len(days) > order and len(days) > 1:
        chosen = days[order]
    elif order is not None and order < 2 and chosen is not None and _is_list(words, chosen):
        day = (chosen.first, chosen.last)[order]
        chosen = DateExpression(chosen.start, chosen.end, day, day, rule=chosen.rule)
    if chosen is None and part != "body":
        chosen = next((date for date in text.dates.get("body", ()) if date.names_day or date.weekdays), None)
        part = "body" if chosen is not None else part
    return EventDate(chosen, part, until, duration, ends)


def _is_end(words: str, span: Span, date: DateExpression, lang: Lang) -> bool:
    """Whether the words around a day say that the event goes on until then, another day having been told before."""
    before = words[max(span[0], date.start - 30) : date.start]
    if UNTIL[lang].search(before):
        return True
    return lang == "zh" and UNTIL_BEHIND_ZH.match(words, date.end) is not None and PLANNED_ZH.search(before) is not None


def _is_opening(words: str, span: Span, date: DateExpression, lang: Lang) -> bool:
    """Whether the words beside a day say that the event opened then."""
    if lang == "zh":
        return OPENED_BEHIND_ZH.match(words, date.end, span[1]) is not None
    return OPENED_BEFORE_EN.search(words, max(span[0], date.start - 40), date.start) is not None


# 4月27日、28日 · April 27 and 28
LISTS_DAYS = make_pattern(r"[、和与及]|\band\b|&")


def _is_list(words: str, date: DateExpression) -> bool:
    """Whether two days are listed (4月27日、28日), not the ends of a range."""
    return date.first != date.last and LISTS_DAYS.search(words[date.start : date.end]) is not None


def _nearest(days: list[DateExpression], trigger: Phrase, words: str) -> DateExpression | None:
    """The day expression that lies nearest to the words of the event; those with a day or weekday come first."""
    return min(
        days,
        key=lambda date: (
            _clauses(words, date, trigger),
            not date.names_day and not date.weekdays,
            _distance(date, trigger),
        ),
        default=None,
    )


def _distance(date: DateExpression, trigger: Phrase) -> int:
    """How many characters lie between them; 0 where the words of the event hold the day: held talks on May 3 with."""
    if trigger.start <= date.start and date.end <= trigger.end:
        return 0
    return min(abs(date.start - trigger.end), abs(trigger.start - date.end))


# he met A; B, who · the visit, which · led a delegation from May 1 to 5, and held talks on May 3
THOUGHT_ENDS = make_pattern(r"[;；]|, and\b|, which\b|, who\b|\bafter\b|\bbefore\b")


def _clauses(words: str, date: DateExpression, trigger: Phrase) -> int:
    """How many breaks that end a thought stand between a date and the words of the event."""
    between = words[min(date.end, trigger.end) : max(date.start, trigger.start)]
    return len(THOUGHT_ENDS.findall(between))


def event_mode(text: EventText, part: TextPart, span: Span, trigger: Phrase) -> tuple[Mode, Phrase] | None:
    """How the parties met: by the words of the event, by its sentence, or by the headline; None where nothing tells."""
    rule = trigger.rule.split(".")
    mode = rule[2] if len(rule) == 4 else ""
    found = sentence_mode(text, part, span)
    if found is not None and (found[0] == "hybrid" or mode == ""):
        return found
    if mode:
        return mode, trigger  # type: ignore[return-value]
    for head in ("headline", "subheadline"):
        if head in text.parts and part == "body":
            found = sentence_mode(text, head, (0, len(text.parts[head])))
            if found is not None:
                return found
    return None


# 在线|会面, 在线|完成; 在线教育 is another thing
ONLINE_ZH = make_pattern(
    r"会[面见谈晤]|交流|举[行办]|召开|方式|形式|参[加会]|出席|研讨|对话|完成|连线|学习|培训|开[班幕]"
)


# these tell no mode before the name of a thing: virtual |assets, online |gambling, 电话|诈骗
OF_THINGS = frozenset(
    ("电话", "虚拟", "线上", "phone", "telephone", "online", "virtual", "video", "remote", "remotely")
)
THING = make_pattern(
    r"诈骗|网络|电信|线索|号码|资产|货币|现实|犯罪|财产|空间|世界|游戏|购物|交易|平台|赌博"
    r"| (?:and telecom|(?:fraud|scam|gambling|number|crime|platform|service|child|asset|currenc|realit|money|game"
    r"|content|shopping|safety|trading|trade|abuse|exploitation|payment|surveillance"
    r"|evidence|footage|gang|ring|sensing|area)\p{L}*)"
)
# 视频监控: the word tells of no call
NO_MODE = make_pattern(r"诈骗|赌博|监控|侦查|音视频")


def sentence_mode(text: EventText, part: TextPart, span: Span) -> tuple[Mode, Phrase] | None:
    """The mode that words of a stretch tell, the most telling ones first (hybrid, video, phone); None where none do."""
    words = text.parts[part]
    blocked = [(named.start, named.end) for named in text.named.get(part, ())]
    values = word_values("modes", text.lang, "mode")
    best: tuple[Mode, Phrase] | None = None
    rank = {"hybrid": 0, "video": 1, "phone": 2, "in_person": 3}
    for match in words_pattern("modes", text.lang).finditer(words, *span):
        if any(a < match.end() and match.start() < b for a, b in blocked):
            continue
        if match[0].lower() in OF_THINGS and THING.match(words, match.end()):
            continue
        if match[0] == "在线" and not ONLINE_ZH.match(words, match.end()):
            continue
        if NO_MODE.match(words[match.end() :]):
            continue
        mode: Mode = values[match[0].lower()]  # type: ignore[assignment]
        if best is None or rank[mode] < rank[best[0]]:
            best = (
                mode,
                Phrase(match[0], part, match.start(), match.end(), f"mode.{mode.replace('_', '-')}.{text.lang}"),
            )
    return best


HERE = {"zh": make_pattern(r"在(?:这里|此间|此地|此)(?!次|期)"), "en": make_pattern(r"\bhere\b")}


def here_place(text: EventText, span: Span) -> Phrase | None:
    """The dateline's city where the stretch of the body says 'here'."""
    city = dateline_city(text.parts.get("dateline", ""), text.lang)
    if city is None or HERE[text.lang].search(text.body, *span) is None:
        return None
    return Phrase(city[0], "dateline", *city[1], f"place.here.{text.lang}")


# 'has opened an office in Shanghai, the minister |said in Beijing|': the news is where it is told
SAID_IN_EN = make_pattern(
    r"\b(?:said|announced|told\s+\w+|agreed|announced|pledged|vowed|decided)\s+(?P<place>in\s+\p{Lu})"
)


def lead_place(text: EventText, number: int) -> Phrase | None:
    """The city, no mere country, that the sentences before sentence `number` put the news in."""
    for first, end in text.sentences[:number]:
        said = SAID_IN_EN.search(text.body, first, end) if text.lang == "en" else None
        span = (said.start("place"), end) if said is not None else (first, end)
        place = here_place(text, (first, end)) or event_place(text, "body", span)
        if place is not None and not any(c.form == place.value for c in find_countries(place.value, text.lang)):
            return place
    return None


# proceeded to |Stockholm|, where she held talks
WHERE_EN = make_pattern(r"\b(?:in|to|for|at)\s+(?P<place>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,3}),\s+where\b")


def event_place(text: EventText, part: TextPart, span: Span) -> Phrase | None:
    """The city or country where the sentence of an event puts it; the dateline's city where the text says 'here'."""
    words = text.parts[part]
    blocked = [(named.start, named.end) for named in text.named.get(part, ())]
    here = here_place(text, span) if part == "body" else None
    if here is not None:
        return here
    if text.lang == "en" and (where := WHERE_EN.search(words, *span)) is not None:
        city = where["place"]
        found = find_location(f"in {city}", "en", (0, len(city) + 3))
        if found is not None and found.city == city:
            return Phrase(city, part, *where.span("place"), "place.where.en")
    location = find_location(words, text.lang, span, blocked)
    if location is None or location.city is None or location.city_span is None:
        return None
    return Phrase(location.city, part, *location.city_span, f"place.sentence.{text.lang}")


# 访问新加坡, 赴泰国访问, 对蒙古国进行正式访问; 'visited Singapore', 'a visit to Kazakhstan and Uzbekistan'
VISITED = {
    "zh": make_pattern(
        r"(?:访问|出访|抵达|到访|来到|走进|做客|造访)(?:位于)?了?(?P<place>\p{Han}{2,16}?)(?=[,，。;；]|\d|期间|并|进行|的\p{Han})|(?:赴|对)(?P<place>\p{Han}{2,9}?)(?:进行|开展)?(?:\p{Han}{0,6})访问"
    ),
    "en": make_pattern(
        r"(?i:\b(?:visit(?:ed|s|ing)?|visits?\s+to|trip\s+to|arrived\s+in))\s+(?:the\s+)?(?P<place>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)?)(?![\p{L}'’-])(?!\s+(?:and|of)\b|\s+\p{Lu}|,\s+(?:\p{Lu}\p{L}+,?\s+){1,6}and\b)"
    ),
}


def visited_place(text: EventText, number: int) -> Phrase | None:
    """The one place that a visit told up to sentence `number` went to; None where it went to several or to none."""
    found: list[Phrase] = []
    for span in text.sentences[: number + 1]:
        for match in VISITED[text.lang].finditer(text.body, *span):
            words, start = match["place"], match.start("place")
            location = find_location(("在" if text.lang == "zh" else "in ") + words, text.lang, (0, len(words) + 4))
            if location is not None and location.city is not None:
                end = start + len(location.city)
                found.append(Phrase(location.city, "body", start, end, f"place.visited.{text.lang}"))
    return found[0] if len({phrase.value for phrase in found}) == 1 else None
