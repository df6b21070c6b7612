"""Places behind 在: 在京, 在韩国仁川, 在西安国际会议中心, 在位于福州的福建警察学院."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.gazetteer import (
    Location,
    Span,
    overlaps,
    place_kinds,
    provinces_zh,
    venue_forms,
    venue_words,
)
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Iterator

# 在韩国仁川举行 · 在西安国际会议中心举行 · 在位于福州的福建警察学院举行; place=韩国仁川, 西安国际会议中心, 位于...
AT_ZH = make_pattern(
    r"""
    (?: (?<![存现所旨内不实潜驻是])在(?!线) | (?:齐聚|相聚|聚首|云集|汇聚|会聚|欢聚|会师)[于在]? )
    (?P<place>(?: [^在,，。;；、:：“”《》\n()（）] | [(（][^()（）\n]{1,12}[)）] ){1,30}?)
    (?= 会见|会晤|会谈|会面|接见|拜会|拜访|走访|约见|宴请|通电话|视频|线上|书面
      | 同(?!时|期)|与|和(?!平|谐)|跟|就|以(?!色列)|通过|还|又
      | 举行|举办|召开|主持|开幕|开班|闭幕|启动|拉开|落幕|结业|结束|收官|开课|结课|开讲|开营|揭幕|进行|成立
      | 启幕|谢幕|落下|开训|结训|结营|闭营|登场|揭开|毕业
      | 组织|承办|主办
      | 共同|分别|先后|集体|联合(?!国)|应约|应邀|出席|参加|亲切|友好|礼节性|成功|如期|顺利|隆重|正式|圆满
      | [,，。、;；)）]|$ )
    """,
    regex.VERBOSE,
)
# 在中国加入国际刑警组织35周年之际, 在两国领导人共同关心下: an occasion, not a place
OCCASION_ZH = make_pattern(
    r"(?:(?!出席|会见|会晤|参加|会谈)[^,，。;；]){0,40}?"
    r"(?:之际|期间|背景下|框架下|框架内|领域|方面|过程中|基础上|关心下|指引下|努力下|推动下|支持下|指导下|帮助下|配合下|主持下|陪同下|见证下|领导下|倡议下)"
)
NO_PLACE_ZH = make_pattern(
    r"期间|方面|领域|框架|基础|过程|[式会营班坛]上.|[中下时后前间内里上]$|等|会见|活动|致辞|讲话|发言|会上|会后|此|当地|当前|线$|线上|"
    r"全球|国际社会|"
    r"见证|陪同|主持|推动|推进|国家|两国|双方|历史|时期|情况|[一二三四五六七八九十]是|我|他|她|努力|打击|合作|原则|关系|本届|"
    r"开幕式|闭幕式|仪式|论坛$|会议$|峰会$|培训班$|研修班$|研讨[会班]$|讲习班$|大会$|背景|条件|机制|形势|第[一二三四五六七八九十\d]"
)
# 福建|省|福州, 新疆|维吾尔自治区|乌鲁木齐, 北京||海淀
BEHIND_PROVINCE_ZH = make_pattern(r"(?:省|维吾尔自治区|壮族自治区|回族自治区|自治区)?(?=\p{Han}{2,})")


def locations_zh(text: str, span: Span, blocked: list[Span]) -> Iterator[Location]:
    """The places that words behind 在 name in `span` of `text`, in order, outside of the blocked spans."""
    at = span[0]
    while (match := AT_ZH.search(text, at, span[1])) is not None:
        at = match.start() + 1
        start, end = match.span("place")
        wider = _within_name(text, start, end)
        if wider is not None:
            rest = AT_ZH.search("在某" + text[wider : span[1]])
            end = wider + (rest.end("place") - 2 if rest is not None and rest.start() == 0 else 0)
        if overlaps((start, end), blocked) or OCCASION_ZH.match(text, end, span[1]):
            continue
        place = locate_zh(text[start:end], start)
        # 正在贵阳出席 puts somebody in a place, 正在推进 does not
        doing = (
            text[match.start() - 1 : match.start()] == "正"
            and place is not None
            and place.city not in place_kinds("zh")
        )
        if place is not None and not doing:
            yield place


@cache
def _divided_names() -> tuple[str, ...]:
    """Names that hold a word at which a place would end: 呼和浩特, 大同, 中华人民共和国."""
    names = {*place_kinds("zh"), *(row["form"] for row in lexicon("countries") if row["lang"] == "zh")}
    return tuple(name for name in sorted(names) if regex.search(r".[同与和跟以就又还].|^.[同与和跟]$", name))


def _within_name(text: str, start: int, end: int) -> int | None:
    """The end of a place name that begins in `[start, end]` and runs beyond `end`; None where there is none."""
    for name in _divided_names():
        at = text.find(name, start, end + len(name))
        if start <= at <= end < at + len(name):
            return at + len(name)
    return None


@cache
def _abbreviated_cities() -> dict[str, str]:
    """Cities by the character that stands for them: 在|京|, 在|沪|."""
    return {row["form"]: row["zh"] for row in lexicon("city_abbreviations")}


# 中国人民警察大学(廊坊)
WITH_NOTE_ZH = make_pattern(r"(?P<place>.{2,})[(（](?P<note>\p{Han}{2,6})[)）]")


def locate_zh(words: str, offset: int = 0) -> Location | None:
    """What the words behind 在 name: a city, a venue or both; None where they name no place.

    `offset` is where the words stand in their text.
    """
    if words in _abbreviated_cities():
        return Location(_abbreviated_cities()[words], (offset, offset + 1))
    bracket = WITH_NOTE_ZH.fullmatch(words)
    if bracket:  # 中国人民警察大学(廊坊)
        place, note = locate_zh(bracket["place"], offset), bracket["note"]
        if place is not None and place.city is None and note in place_kinds("zh"):
            start, end = (offset + at for at in bracket.span("note"))
            return Location(note, (start, end), place.venue, place.venue_span)
        return place
    seated = _seated(words, offset)
    if seated is not None:
        return seated
    if any(country.kind == "name" and country.form == words for country in find_countries(words, "zh")):
        return Location(words, (offset, offset + len(words)))
    stripped, lead = _without_country(words)
    return _city_or_venue(stripped, offset + lead, led=lead > 0) if stripped else None


# 位于福州的福建警察学院 · 甘肃敦煌的莫高讲堂: seat=福州, 甘肃敦煌, venue=福建警察学院, 莫高讲堂
SEATED_ZH = make_pattern(
    rf"(?:(?P<at>位于))?(?P<seat>[^的]{{2,12}})的(?P<venue>[^的]*(?:{venue_words('zh')})|\p{{Han}}+)"
)


def _seated(words: str, offset: int) -> Location | None:
    """A venue with the city where it lies."""
    match = SEATED_ZH.fullmatch(words)
    if match is None:
        return None
    seat = locate_zh(match["seat"], offset + match.start("seat"))
    named = match["venue"].endswith(venue_forms("zh"))
    if match["at"] is None and (seat is None or seat.city is None or not named):
        return None
    start, end = (offset + at for at in match.span("venue"))
    return Location(seat.city if seat else None, seat.city_span if seat else None, match["venue"], (start, end))


# 在岛国|设立|储备中心: what is to be founded
BUILT_ZH = make_pattern(r"设立|建立|新建|援建|兴建|成立|开设")
# a venue's name that begins with such a word needs its city: 西安国际会议中心
GENERIC_ZH = make_pattern(
    r"国际|会议|会展|展览|博览|海上|海关|训练|培训|体育|文化|科技|科学|大学|学院|大剧院|图书|博物|警|公安|人民|市民|工业|经济|师范|理工|医"
    r"|国家|中央|第|奥|世|职业|技术|农业|林业|交通|邮电|财经|外国语|边检|口岸|友谊|机场|港|消防|应急|信息|工程|政法|外事|外交|水|电|气象|陶瓷|民族|音乐|美术"
)


# hotels and halls have names of their own, if not those of a chain, which need the city
HALL_ZH = make_pattern(r"(?:会堂|饭店|宾馆|酒店|剧院|山庄|讲堂|庄园|度假村|剧场|国宾馆|书院|公园|广场|古堡|会馆)$")
CHAIN_ZH = make_pattern(
    r"五洲|泛太平洋|香格里拉|希尔顿|喜来登|万豪|洲际|凯悦|君悦|威斯汀|皇冠|假日|索菲特|万达|丽思|四季|雅高|诺富特|华侨|迎宾|大|国宾|东方|新|老|中心|世纪|世界|和平|凯宾斯基|铂尔曼|费尔蒙"
)


# 黔东南苗族侗族自治州|凯里市, 四川|邛崃: a city that the gazetteer does not hold, behind what does not name one
WITHIN_ZH = make_pattern(r"\p{Han}{2,14}?(?:自治州|地区)(?P<city>\p{Han}{2,5}?)[市县]?")


# 会议中心|)
NO_HAN_BEHIND = make_pattern(r"\P{Han}+$")
# 圣多明各
SHORT_NAME_ZH = make_pattern(r"[\p{Han}·•]{2,9}")
# 公安|部
BODY_ZH = make_pattern(r"[部局委署厅院所团社司队处]$")
# 大理|州
REGION_END_ZH = make_pattern(r"[市县州]$")


def _city_or_venue(words: str, start: int, *, led: bool) -> Location | None:
    """The city, venue or both that `words`, without country and province, name; `led` where either stood before."""
    within = _within(words)
    if within is not None:
        city, at = within
        return Location(city, (start + at, start + at + len(city)))
    known = _city_prefix(words)
    if known != words and NO_HAN_BEHIND.sub("", words).endswith(venue_forms("zh")):
        return None if BUILT_ZH.search(words) else _venue(words, start, known, led=led)
    if known is not None:
        return Location(known, (start, start + len(known)))
    if NO_PLACE_ZH.search(words) or not SHORT_NAME_ZH.fullmatch(words):
        return None
    if BODY_ZH.search(words):
        return Location(venue=words, venue_span=(start, start + len(words)))
    name = REGION_END_ZH.sub("", words) if len(words) > 2 else words
    return Location(name, (start, start + len(name)))


# 凯里
CITY_NAME_ZH = make_pattern(r"\p{Han}{2,4}")
# 凯里|市
CITY_END_ZH = make_pattern(r"[市县]$")


def _within(words: str) -> tuple[str, int] | None:
    """A city that the gazetteer does not hold behind its prefecture or province, and where it stands in `words`."""
    prefecture = WITHIN_ZH.fullmatch(words)
    if prefecture is not None:
        return prefecture["city"], prefecture.start("city")
    province = _city_prefix(words)
    if province is None or place_kinds("zh").get(province) != "province":
        return None
    rest = words[len(province) :]
    name = CITY_END_ZH.sub("", rest) if len(rest) > 2 else rest
    is_city = CITY_NAME_ZH.fullmatch(name) and not name.endswith(venue_forms("zh"))
    return (name, len(province)) if is_city and not NO_PLACE_ZH.search(name) else None


def _venue(words: str, start: int, city: str | None, *, led: bool) -> Location:
    """The venue that `words` name, with the city that they begin with."""
    rest = words.removeprefix(city or "").removeprefix("市").removeprefix("的")
    # 浙江杭州|黄龙饭店, 昆明|海埂会堂, but 深圳五洲宾馆, 昆明大学
    named = led or (HALL_ZH.search(rest) is not None and not CHAIN_ZH.match(rest))
    apart = named and city is not None and len(rest) > 2 and not GENERIC_ZH.match(rest)
    venue = rest if apart and city not in provinces_zh() else words
    end = start + len(words)
    if city is None or city in provinces_zh():
        return Location(venue=venue, venue_span=(end - len(venue), end))
    return Location(city, (start, start + len(city)), venue, (end - len(venue), end))


def _without_country(words: str) -> tuple[str, int]:
    """`words` without a country or province before the city, and how many characters were dropped."""
    dropped = 0
    for lead in ("首都", "省会", "首府", "边城", "古城", "海滨城市"):
        if words.startswith(lead):
            words, dropped = words[len(lead) :], dropped + len(lead)
    named = [country for country in find_countries(words, "zh") if country.start == 0 and country.kind == "name"]
    if named and named[0].end < len(words) and not words.startswith(("市", *venue_forms("zh")), named[0].end):
        rest = words[named[0].end :].removeprefix("首都")
        if named[0].code == "CN" and _city_prefix(rest) is None:
            return words, dropped
        dropped += len(words) - len(rest)
        words = rest
    for name in provinces_zh():
        match = BEHIND_PROVINCE_ZH.match(words, len(name)) if words.startswith(name) else None
        rest = words[match.end() :] if match else ""
        if match and (_city_prefix(rest) or (match.end() > len(name) and not rest.endswith(venue_forms("zh")))):
            return words[match.end() :], dropped + match.end()
    return words, dropped


# 凯里|市
CITY_ZH = make_pattern(r"(?P<city>\p{Han}{2,4}?)[市](?!场|民)")


def _city_prefix(words: str) -> str | None:
    """The longest place name that `words` begin with."""
    for length in range(min(8, len(words)), 1, -1):
        if words[:length] in place_kinds("zh"):
            return words[:length]
    match = CITY_ZH.match(words)
    return match["city"] if match else None
