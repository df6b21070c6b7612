"""Who holds an event, in Chinese: 由甲主办、乙承办, 甲与乙联合举办, 主办单位为甲.

A list of names (甲、乙和丙) is divided where what stands on both sides ends like an organisation's name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.language.events.gazetteer import place_kinds
from bulletin_corpus.language.events.reading import OrganizerName, Phrase, words_pattern
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.language.events.reading import EventText

Role = Literal["organizer", "co_organizer"]
Span = tuple[int, int]

NAMES = r"(?P<names>[^,，。;；:\n]{2,100}?)"
# how they act: 联合|主办, 具体|承办, 牵头|组织
MANNER = (
    r"(?:联合|共同|合作|携手|牵头|具体|负责|并|分别|参与|协同|协助"
    r"|轮流|发起|倡议|策划|首次|再次|联袂|通力|协力|一道|一同|一起|[两二三四五六七八九十多]家|[双三四五六七八]方"
    r"|(?:通过|以|采用|采取)\p{Han}{2,8}(?:方式|形式))*"
)
# 由公安部主办 · 司法部主办、西南政法大学承办的 · 由甲、乙联合主办; names=公安部 ..., verb=主办
BY = make_pattern(
    rf"""
    {NAMES}{MANNER}
    (?P<verb>主办并承办|主办|承办|协办|共办|合办|联办|主承办|协作主办)
    (?:[、,，]|的|[。;；)）]|方(?!式)|$|此次|了|并|单位|\p{{Han}})
    """,
    regex.VERBOSE,
)
# 由甲与乙共同举办 · 甲牵头组织的 · 由甲、乙共同发起的 · 由甲具体实施 · 丙承训 · 甲携手乙推出的
BY_HELD = make_pattern(
    rf"由{NAMES}{MANNER}(?P<verb>举办|召开|开办|合办|举行|筹办|推出|创办|开设|组织实施|组织举办|组织召开|组织开展|开展|实施|执行|发起|倡议|召集|牵头|组织(?![、和与])|(?<=[局部署厅委院会司处府馆])组织(?=、)|承训)(?=的|[,，。;；、]|(?:并|和|召开|举办))"
    rf"|{NAMES}(?:负责|具体|承担)+(?P<carried>组织实施|实施|执行|组织|教学任务|培训任务)(?=[。,，;；]|$)"
    rf"|{NAMES}(?P<carried>组织实施|承训|(?:配合|协助|协同|参与)(?:举办|主办|承办|组织))(?=[。,，;；]|$)"
    rf"|{NAMES}(?:共同|联合|牵头|合作|携手|联手)(?:牵头|共同|联合)*(?P<verb>发起|组织|举办|实施|召开|倡议|开设|创办|推出|开办)(?:的|(?=[。,，;；])|了?(?=此次|本次|本届|这次|该|第))"
    rf"|(?:班|会|论坛|活动|培训|课程)(?:是|系){NAMES}(?:共同|联合|牵头|合作|携手|联手)*(?P<verb>举办|主办|组织|发起|开设)(?=[。,，;；]|$)"
    r"|(?P<names>[^,，。;；:\n]{2,50}?(?:携手|联手|会同|联合(?!国))[^,，。;；:\n]{2,50}?)(?P<verb>发起|组织|举办|开设|推出|开办)的"
)
# one of them stands in every sentence that BY, UNITS or UNIT_BEHIND could match
VERB_WORDS = ("办", "单位", "组织", "发起")
# BY, BY_HELD and UNIT_BEHIND never go beyond a clause, and the mark behind it; where none of these words stands in it,
# they cannot match. To look for them in such clauses only takes half the time
CLAUSE = make_pattern(r"[^,，。;；]+[,，。;；]?")
ACTS = make_pattern("办|召集|召开|举行|推出|开设|组织|开展|实施|执行|发起|倡议|牵头|承训|任务")
# what puts a body in charge of an event that others hold
CARRIED_OUT = ("实施", "组织实施", "执行", "承训")
# 由甲牵头,乙主办; 甲发起,乙主办: who leads or initiates it holds it beside the hosts
LEADS = "organizer.leads.zh"
# 甲与乙联合举办“...”研讨会 · 海关总署在南宁召开...研讨会
HOLDS = make_pattern(
    r"(?P<names>(?!在|于|以|通过|将)[^,，。;；:\n]{2,80}?)(?:于[^,，。]{0,14}?|在[^,，。]{1,20}?|以[^,，。]{1,14}?|(?:依托|借助|面向|利用|围绕|结合)[^,，。]{2,30}?|为(?!期)[^,，。]{2,24}?|联合|共同|合作|成功|正式|牵头)*"
    r"(?:举办|召开|举行|组织召开|组织举办|组织开展|开办|主办|开展|启动)(?:了)?(?=[^,，。]{2,60}$|“|[^,，。]{0,40}$)"
)
# 国际扶贫中心邀请十国官员“云”聚一堂,通过网络举办了|研讨会: the subject stands clauses before
INVITES = make_pattern(
    r"(?P<names>[^,，。;；:\n]{2,40}?)(?:邀请|组织|面向|依托|围绕|结合|联系|召集|受|应|通过|以|在|于|利用)[^。;；\n]{2,80}[,，][^,，。;；\n]{0,30}?(?:举办|召开|举行|开展|开设|主办)了?"
    r"[^,，。;；\n]{0,30}\Z"
)
# 国家市场监督管理总局联手国际标准化组织,于9月1日在苏州召开|论坛
JOINED = make_pattern(
    r"(?P<names>[^,，。;；\n]{2,40}?(?:联手|会同|携手|联合(?!国))[^,，。;；\n]{2,40}|[^,，。;；\n]{2,40}?[与同][^,，。;；\n]{2,40}(?=(?:开展)?合作))"
    r"(?:开展)?(?:合作)?[,，][^,，。;；\n]{0,30}?(?:举办|召开|举行|主办|开设|启动)了?[^,，。;；\n]{0,30}\Z"
)
TRIM = make_pattern(
    r"(?:.*(?:主办|承办|协办|共办|指导|支持|资助|出资|赞助|实施|发起|推出|倡议|牵头|(?:举办|召开|开办|合办)(?=、)|(?<=[局部署厅委院会司处府馆])组织(?=、))(?:下)?[、,，的]?(?=\p{Han}{2})|.*?(?:此次|本次|本届|该|这次)[^由]*?由"
    r"|(?:此次|本次|本届|该|这次)\p{Han}{0,10}?(?:班|会|论坛|活动|培训|课程|对话)[系是]|.*?由|[、,，]|(?:会议|论坛|活动|研讨会|培训班|研修班|培训)由?|是)+"
)
# 主办单位为公安部,承办单位为中国人民公安大学
UNITS = make_pattern(
    r"(?:(?P<verb>主办|承办|协办|举办|组织|发起)(?:单位|方|机构|者)(?:分别|还|也)?(?:为|是|系|有|包括|[:：])"
    r"|(?P<verb>主办|承办|协办)(?:[:：]|(?:单位|方)?(?:此次|本次|本届|这次|该)?\p{Han}{0,6}的(?:还|也)?(?:是|为|有|包括)))"
    r"(?P<names>[^,，。;；:\n]{2,60})"
)
# 作为主办方,|国家林草局|邀请: the first name behind the comma
AS_UNIT = make_pattern(
    r"作为(?:本次|此次|本届|这次|该)?(?:\p{Han}{0,6}?的)?(?P<verb>主办|承办|协办)(?:单位|方|机构|者)(?:之一)?[,，](?P<names>[^,，。;；:\n]{2,40}?)"
    r"(?=邀请|安排|选派|派出|派|提供|制定|负责|精心|积极|表示|介绍|希望|准备|还|已|将|为|在|从|向|对|把|与会)"
)
# 中国知识产权研究会为研讨会协办单位
UNIT_BEHIND = make_pattern(
    r"(?P<names>[^,，。;；:\n]{2,60}?)(?:作为|同为|均为|为|是|担任)(?:本次|此次|本届)?\p{Han}{0,6}?(?P<verb>主办|承办|协办)(?:单位|方)"
)
JOINT = make_pattern(
    r"[及与和、]其|(?:首次|再次)?[、与和及]|以及|会同|携手|联手|联同|协同|联合(?!国(?![际家务防资税台]))|委托|(?:同|与)(?=\p{Han}{2})"
)
# 越南、老挝、泰国三国移民局: bodies that have no names
SEVERAL = make_pattern(r"[两三四五六七八九十多各]国")
BEHIND_NAME = make_pattern(r"(?:联合|共同|合作|牵头|等单位|等部门|等机构|等|今日|昨日|近日|日前|单独)+$")
# 公安厅|在南宁市|承办 · 公安厅|通过线上方式|举办
PLACED = make_pattern(r"(?:在|于)\p{Han}{2,14}\Z|(?:通过|以|采用|采取)\p{Han}{2,8}(?:方式|形式)\Z")
BRACKET = make_pattern(r"[\(（][^()（）]*[\)）]$")
EDGES = "、,，“” "
# the longest name of the annotated items has 26 characters
LONGEST_NAME_CHARS = 30


@cache
def _ends() -> tuple[str, ...]:
    """The last words of organisations' names."""
    return tuple(sorted({row["form"] for row in lexicon("organisation_heads") if row["lang"] == "zh"}))


@cache
def _first_name() -> regex.Pattern[str]:
    return make_pattern(rf"[^、]*?(?:{'|'.join(regex.escape(form) for form in _ends())})")


def organizers_zh(text: EventText, held: Phrase) -> list[OrganizerName]:
    """Those named with 主办 and 承办; else those by whom it is held (由...举办); else the subject of the clause."""
    found = [organizer for span in text.sentences for organizer in _by_verb(text, span)]
    carried: list[OrganizerName] = []
    for span in text.sentences:
        for match in (match for clause in _acting(text.body, span) for match in BY_HELD.finditer(text.body, *clause)):
            co = match["carried"] is not None or match["verb"] in CARRIED_OUT
            rule = LEADS if match["verb"] in ("牵头", "发起", "倡议") else "organizer.holds.zh"
            carried += _named(text, match.span("names"), "co_organizer" if co else "organizer", rule)
    told = any(organizer.role == "organizer" for organizer in found)
    found += [one for one in carried if one.role == "co_organizer" or not told or one.name.rule == LEADS]
    if not any(organizer.role == "organizer" for organizer in found) and held.part == "body":
        found += _subject(text, held)
    return found


def host_in_headline_zh(text: EventText) -> list[OrganizerName]:
    """The subject of a headline that says who holds the event: 国家统计局举办...研修班."""
    words = text.parts.get("headline", "")
    holds = HOLDS.match(words)
    if holds is None or words_pattern("workshop_nouns", "zh").search(words[holds.end() :]) is None:
        return []
    names = [one.strip(EDGES) for one in regex.split(r"[、与和]|联合", holds["names"])]
    found: list[OrganizerName] = []
    at = holds.start("names")
    for name in names:
        at = words.index(name, at)
        is_event = words_pattern("workshop_nouns", "zh").search(name) is not None
        if 2 <= len(name) <= LONGEST_NAME_CHARS and name.endswith(_ends()) and not is_event:
            phrase = Phrase(name, "headline", at, at + len(name), "organizer.headline.zh")
            found.append(OrganizerName(phrase, "organizer"))
    return found


def _subject(text: EventText, held: Phrase) -> list[OrganizerName]:
    """The subject of the clause in which the event is named."""
    start = max((s for s, _ in text.sentences if s <= held.start), default=0)
    clause = max(text.body.rfind(mark, start, held.start) for mark in ",，;；。") + 1
    holds = HOLDS.match(text.body, max(start, clause), held.start)
    found = _named(text, holds.span("names"), "organizer", "organizer.holds.zh") if holds is not None else []
    if found:
        return found
    joined = JOINED.search(text.body, start, held.start)
    if joined is not None:
        return _named(text, joined.span("names"), "organizer", "organizer.holds.zh")
    first = next((date.end for date in text.dates_in(start, held.start) if date.start == start), start)
    first += text.body[first] in ",，"
    invites = INVITES.match(text.body, first, held.start)
    return _named(text, invites.span("names"), "organizer", "organizer.holds.zh") if invites is not None else []


def _by_verb(text: EventText, span: Span) -> Iterator[OrganizerName]:
    """Those that a sentence names before 主办, 承办 or 协办, or behind 主办单位为."""
    if not any(text.body.find(word, *span) >= 0 for word in VERB_WORDS):
        return
    clauses = [clause for clause in _acting(text.body, span) if text.body.find("办", *clause) >= 0]
    for at, end in clauses:
        while (match := BY.search(text.body, at, end)) is not None:
            at = match.end("verb")  # noqa: PLW2901
            if not text.body.startswith(("单位", "方为", "方是"), at):
                co = match["verb"] in ("承办", "协办")
                rule = "organizer.undertaken.zh" if co else "organizer.hosted.zh"
                yield from _named(text, match.span("names"), "co_organizer" if co else "organizer", rule)
    behind = [match for clause in clauses for match in UNIT_BEHIND.finditer(text.body, *clause)]
    for match in [*UNITS.finditer(text.body, *span), *behind]:
        role: Role = "co_organizer" if match["verb"] in ("承办", "协办") else "organizer"
        yield from _named(text, match.span("names"), role, "organizer.unit.zh")
    for match in AS_UNIT.finditer(text.body, *span):
        role = "co_organizer" if match["verb"] in ("承办", "协办") else "organizer"
        yield from _named(text, match.span("names"), role, "organizer.as-unit.zh")


def _acting(body: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence in which somebody may hold an event, each with the mark behind it."""
    clauses = (clause.span() for clause in CLAUSE.finditer(body, *sentence))
    return [clause for clause in clauses if ACTS.search(body, *clause) is not None]


def _named(text: EventText, span: Span, role: Role, rule: str) -> list[OrganizerName]:
    return [OrganizerName(phrase, role) for phrase in _split(text, span, rule)]


def _split(text: EventText, span: Span, rule: str) -> Iterator[Phrase]:
    """The organisations in `span`: lists are divided where both parts end like an organisation's name."""
    start, end = _names(text, span)
    if any(start <= person.name_start < end for person in text.named.get("body", ())):
        return
    start += len("联合") * (JOINT.match(text.body, start, end) is not None and text.body.startswith("联合", start))
    words = text.body[start:end]
    cuts = [0]
    for mark in JOINT.finditer(words):
        # 基金会同原子能机构: not 会同
        ends = words[cuts[-1] : mark.start()].endswith(_ends())
        begins = mark.start() + (mark[0] == "会同" and not ends)
        left, right = BRACKET.sub("", words[cuts[-1] : begins]), words[mark.end() :]
        parted = mark[0] == "、" or _first_name().match(right) or SEVERAL.search(right) or _is_placed(right)
        if parted and (left.endswith(_ends()) or _stands_alone(left, right)):
            cuts += [begins, mark.end()]
    cuts.append(len(words))
    for begin, stop in zip(cuts[::2], cuts[1::2], strict=True):
        name = BRACKET.sub("", BEHIND_NAME.sub("", words[begin:stop]))
        lead = len(name) - len(name.lstrip(EDGES))
        lead += name.startswith("在", lead)
        name = name[lead:].strip(EDGES)
        known = (name.rstrip(")）").endswith(_ends()) and not _is_event(name)) or (rule in TELLING and _is_name(name))
        if 2 <= len(name) <= LONGEST_NAME_CHARS and SEVERAL.search(name) is None and known:
            yield Phrase(name, "body", start + begin + lead, start + begin + lead + len(name), rule)


# rules whose words alone make what they name an organisation: 由法国国家宪兵|主办
TELLING = ("organizer.hosted.zh", "organizer.undertaken.zh", "organizer.unit.zh")
# no name of a body holds these: 首次|主办, 由来自各国的专家|主办
NO_NAME = make_pattern(
    r"[的了着将为等从把被其该此每各这那是并及由在]|[两三四五六七八九十多双]方|[首再每多][次届年]|轮流|连续|成功|圆满|隆重|共同|联合|决定"
    r"|计划|开始|今年|明年|去年|方面|民间|官方|线上|线下|我国|外方|中方|同期|日前|近日|主办|承办|协办|主题|规定|已经|正式"
)


def _is_name(words: str) -> bool:
    """Whether words without an organisation's head can name one: 法国国家宪兵, but no country, place or event."""
    if not 3 <= len(words) <= LONGEST_NAME_CHARS or NO_NAME.search(words) or not PLAIN_NAME.fullmatch(words):
        return False
    if words in place_kinds("zh") or words[:-1] in place_kinds("zh"):
        return False
    events = words_pattern("workshop_nouns", "zh").search(words)
    return events is None and all(country.form != words for country in find_countries(words, "zh"))


PLAIN_NAME = make_pattern(r"[\p{Han}\p{Latin}\d·•.&—–-]+")


def _is_event(name: str) -> bool:
    """Whether the name is that of an event: 防洪研讨会, but 博鳌亚洲论坛 is also a body."""
    nouns = list(words_pattern("workshop_nouns", "zh", strength="strong").finditer(name))
    return bool(nouns) and nouns[-1].end() == len(name) and not nouns[-1][0].endswith("论坛")


def _stands_alone(left: str, right: str) -> bool:
    """Whether a name without a head ends where another begins: 法国国家宪兵|和老挝公安部, but 人力资源和社会保障部."""
    begins = _is_placed(right) or right.startswith(("国际", "世界", "联合国"))
    return len(left) >= LEAST_ALONE_CHARS and begins and _is_placed(left) and _is_name(left)


# a land and a word of what it sends; the name of a land alone is part of a longer one
LEAST_ALONE_CHARS = 4


def _is_placed(name: str) -> bool:
    """Whether a name begins with a country or a place."""
    if any(country.start == 0 and country.kind == "name" for country in find_countries(name[:12], "zh")):
        return True
    return any(name[:length] in place_kinds("zh") for length in (4, 3, 2))


def _names(text: EventText, span: Span) -> Span:
    """`span` without the words before the names (此次研讨会由) and without a day."""
    start, end = span
    trim = TRIM.match(text.body, start, end)
    start = trim.end() if trim else start
    for date in text.dates.get("body", ()):
        if start <= date.start and date.end <= end:
            if text.body[start : date.start].strip("，, "):
                end = date.start
            else:
                start = date.end
    placed = PLACED.search(text.body, start, end)
    if placed is not None and text.body[start : placed.start()].endswith(_ends()):
        end = placed.start()
    return start, end
