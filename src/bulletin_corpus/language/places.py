"""Where an event took place: the city or country, and the venue, in Chinese and English.

Input is a stretch of text, output a `Location` with the words it rests on. Cities that the gazetteer (`places.tsv`)
does not hold are read from the form of the words alone. Titles of persons are passed in as blocked spans, so that
'Ambassador to China in Beijing' or 中国驻泰国大使 gives no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.countries import find_countries
from bulletin_corpus.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulletin_corpus.records import Lang

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Location:
    """A place of an event: names as printed, and their spans; None where it names no city or no venue."""

    city: str | None
    city_span: Span | None
    venue: str | None
    venue_span: Span | None


@cache
def _gazetteer(lang: Lang) -> dict[str, str]:
    """Place name to kind: capital, city or province."""
    kinds: dict[str, str] = {}
    for row in lexicon("places"):
        if kinds.get(row[lang]) in (None, "province"):
            kinds[row[lang]] = row["kind"]
    return kinds


@cache
def capital_of(country: str, lang: Lang) -> str | None:
    """The capital's name, None where the gazetteer has none."""
    return next(
        (row[lang] for row in lexicon("places") if row["kind"] == "capital" and row["country"] == country), None
    )


@cache
def _venue_words(lang: Lang) -> str:
    forms = [row["form"] for row in lexicon("venue_words") if row["lang"] == lang]
    return "|".join(regex.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


@cache
def place_country(name: str, lang: Lang) -> str | None:
    """The country of a Chinese city, of which alone a text leaves it out; None for any other place."""
    return next((row["country"] for row in lexicon("places") if row[lang] == name and row["country"] == "CN"), None)


def find_location(text: str, lang: Lang, span: Span, blocked: Sequence[Span] = ()) -> Location | None:
    """The first place in `span` of `text` that can be where an event was held.

    Args:
        blocked: spans (titles and names of persons) that a place never lies in.
    """
    candidates = _candidates_zh(text, span, blocked) if lang == "zh" else _candidates_en(text, span, blocked)
    found = list(candidates)
    cities = [place for place in found if place.city is not None]
    small = [place for place in cities if not _is_country(place.city or "", lang)]
    return next(iter([*small, *cities, *found]), None)


def _is_country(name: str, lang: Lang) -> bool:
    return name not in _gazetteer(lang) and any(country.form == name for country in find_countries(name, lang))


def dateline_city(dateline: str, lang: Lang) -> tuple[str, Span] | None:
    """The city of a dateline with its span (新华社北京9月15日电, ADDIS ABABA, June 9); None where it names none."""
    if lang == "zh":
        for name in sorted(_gazetteer("zh"), key=lambda name: (-len(name), name)):
            at = dateline.find(name)
            if at >= 0 and _gazetteer("zh")[name] != "province":
                return name, (at, at + len(name))
        match = regex.search(r"(?:社|报|网|台|讯)(?P<city>\p{Han}{2,6}?)(?=\d|[一二三四五六七八九十]+月)", dateline)
        return (match["city"], match.span("city")) if match else None
    match = regex.match(r"\W*(?P<city>\p{Lu}[\p{Lu}\p{Ll}'’. -]*?)(?=\s*(?:,|\(|--|—|–|/|$|\d))", dateline)
    if match is None or match["city"].rstrip(". ") in NO_CITY_EN:
        return None
    words = match["city"].strip()
    for name in _gazetteer("en"):
        if name.upper() == words.upper().replace("’", "'"):
            return name, match.span("city")
    return (words.title() if words.isupper() else words), match.span("city")


# ---- Chinese

# 在韩国仁川举行 · 在西安国际会议中心举行 · 在位于福州的福建警察学院举行; place=韩国仁川, 西安国际会议中心, 位于...
AT_ZH = regex.compile(
    r"""
    (?<![存现正所旨内不实潜驻是])在(?P<place>[^在,,。;;、::“”《》\n]{1,30}?)
    (?= 会见|会晤|会谈|会面|同(?!时|期)|与|和(?!平|田|谐)|跟|举行|举办|召开|共同|分别|应约|应邀|以(?!色列)|通过|接见|拜会|拜访|走访|主持|就|约见|
        亲切|友好|开幕|开班|闭幕|启动|成功|如期|顺利|隆重|正式|联合(?!国)|拉开|落幕|结业|结束|出席|参加|圆满|开课|结课|进行|
        [,,。、;;)]|还|又|先后|集体|礼节性|开讲|开营|揭幕|宴请|收官|通电话|视频|线上|书面|成立|组织|承办|主办|$ )
    """,
    regex.VERBOSE,
)
# 在中国加入国际刑警组织35周年之际, 在两国领导人共同关心下: an occasion, not a place
OCCASION_ZH = regex.compile(
    r"(?:(?!出席|会见|会晤|参加|会谈)[^,，。;；]){0,40}?(?:之际|期间|背景下|框架下|框架内|领域|方面|过程中|基础上|关心下|指引下|努力下|推动下)"
)
NO_PLACE_ZH = regex.compile(
    r"期间|方面|领域|框架|基础|过程|[中下时后前间内里上]$|等|会见|活动|致辞|讲话|发言|会上|会后|此|当地|当前|线$|线上|全球|国际社会|"
    r"见证|陪同|主持|推动|推进|国家|两国|双方|历史|时期|情况|[一二三四五六七八九十]是|我|他|她|努力|打击|合作|原则|关系|本届|"
    r"开幕式|闭幕式|仪式|论坛$|会议$|峰会$|背景|条件|机制|形势|第[一二三四五六七八九十\d]"
)
PROVINCE_ZH = r"(?:省|维吾尔自治区|壮族自治区|回族自治区|自治区)?"
SEATED_ZH = regex.compile(r"位于(?P<seat>.+?)的(?P<venue>.+)")


def _candidates_zh(text: str, span: Span, blocked: Sequence[Span]) -> Iterator[Location]:
    at = span[0]
    while (match := AT_ZH.search(text, at, span[1])) is not None:
        at = match.start() + 1
        start, end = match.span("place")
        wider = _within_name_zh(text, start, end)
        if wider is not None:
            match = AT_ZH.search(text[:start] + "某" * (wider - start) + text[wider:], match.start(), span[1])
            end = match.end("place") if match is not None else wider
        if any(a < end and start < b for a, b in blocked) or OCCASION_ZH.match(text, end, span[1]):
            continue
        place = locate_zh(text[start:end], start)
        if place is not None:
            yield place


@cache
def _divided_names_zh() -> tuple[str, ...]:
    """Names that hold a word at which a place would end: 呼和浩特, 大同, 中华人民共和国."""
    names = {*_gazetteer("zh"), *(row["form"] for row in lexicon("countries") if row["lang"] == "zh")}
    return tuple(name for name in sorted(names) if regex.search(r".[同与和跟以就又还].|^.[同与和跟]$", name))


def _within_name_zh(text: str, start: int, end: int) -> int | None:
    """The end of a place name that begins in `[start, end]` and runs beyond `end`; None where there is none."""
    for name in _divided_names_zh():
        at = text.find(name, start, end + len(name))
        if start <= at <= end < at + len(name):
            return at + len(name)
    return None


def locate_zh(words: str, offset: int = 0) -> Location | None:
    """What the words behind 在 name: a city, a venue or both; None where they name no place."""
    seated = SEATED_ZH.fullmatch(words)
    if seated:
        seat = locate_zh(seated["seat"], offset + seated.start("seat"))
        start, end = (offset + at for at in seated.span("venue"))
        return Location(seat.city if seat else None, seat.city_span if seat else None, seated["venue"], (start, end))
    if words == "京":
        return Location("北京", (offset, offset + 1), None, None)
    parts = regex.fullmatch(r"(?P<seat>[^的]{2,12})的(?P<venue>[^的]{3,})", words)
    if parts and regex.search(rf"(?:{_venue_words('zh')})$", parts["venue"]):
        seat = locate_zh(parts["seat"], offset)
        start, end = (offset + at for at in parts.span("venue"))
        if seat is not None and seat.city is not None:
            return Location(seat.city, seat.city_span, parts["venue"], (start, end))
    stripped, lead = _without_country_zh(words)
    offset += lead
    if not stripped:
        return None
    start, end = offset, offset + len(stripped)
    if len(stripped) == len(words) and any(c.kind == "name" and c.form == words for c in find_countries(words, "zh")):
        return Location(words, (start, end), None, None)
    city = _city_prefix_zh(stripped)
    is_venue = regex.search(rf"(?:{_venue_words('zh')})\P{{Han}}*$", stripped) is not None and city != stripped
    if is_venue:
        return Location(city, (start, start + len(city)) if city else None, stripped, (start, end))
    if city is not None:
        return Location(city, (start, start + len(city)), None, None)
    if NO_PLACE_ZH.search(stripped) or not regex.fullmatch(r"[\p{Han}·•]{2,9}", stripped):
        return None
    if regex.search(r"[部局委署厅院所团社团司队处]$", stripped):
        return Location(None, None, stripped, (start, end))
    name = regex.sub(r"[市县州]$", "", stripped) if len(stripped) > 2 else stripped
    return Location(name, (start, start + len(name)), None, None)


def _without_country_zh(words: str) -> tuple[str, int]:
    """`words` without a country or province before the city, and how many characters were dropped."""
    dropped = 0
    for lead in ("首都", "省会", "首府", "边城", "古城", "海滨城市"):
        if words.startswith(lead):
            words, dropped = words[len(lead) :], dropped + len(lead)
    named = [country for country in find_countries(words, "zh") if country.start == 0 and country.kind == "name"]
    if named and named[0].end < len(words) and not regex.match(rf"(?:市|{_venue_words('zh')})", words[named[0].end :]):
        rest = words[named[0].end :].removeprefix("首都")
        if named[0].code == "CN" and _city_prefix_zh(rest) is None:
            return words, dropped
        dropped += len(words) - len(rest)
        words = rest
    for name, kind in _gazetteer("zh").items():
        if kind != "province":
            continue
        match = regex.match(rf"{name}{PROVINCE_ZH}(?=\p{{Han}}{{2,}})", words)
        if match and (match.end() > len(name) or _city_prefix_zh(words[match.end() :])):
            return words[match.end() :], dropped + match.end()
    return words, dropped


def _city_prefix_zh(words: str) -> str | None:
    """The longest place name that `words` begin with."""
    for length in range(min(8, len(words)), 1, -1):
        if words[:length] in _gazetteer("zh"):
            return words[:length]
    match = regex.match(r"(?P<city>\p{Han}{2,4}?)[市](?!场|民)", words)
    return match["city"] if match else None


# ---- English

CAP = r"\p{Lu}[\p{L}'’.]*(?:-\p{Lu}?[\p{L}'’]+)*"
# in Beijing · in the coastal city of Qingdao, Shandong province · in southwest China's Chongqing; city=Beijing ...
IN_EN = regex.compile(
    rf"""
    \b(?:[Ii]n|[Aa]t)\s+
    (?P<lead> (?:the\s+)? (?:[a-z]+\s+){{0,3}}? (?:city|capital|town|port|county|municipality|resort|island)\s+(?:city\s+)?(?:of\s+)?
      | (?:the\s+)? (?:(?:north|south|east|west|central|northeast|northwest|southeast|southwest)[a-z]*\s+)? {CAP}
        (?:(?:['’]s?)?\s+(?:capital(?:\s+city)?\s+(?:of\s+)? | (?:[a-z]+\s+)?city\s+of\s+) | ['’]s?\s+(?=\p{{Lu}}))
      | neighbou?ring\s+ )?
    (?P<city>{CAP}(?:\s+(?:(?:de|del|da|la|al|el|es|of\s+the)\s+)?{CAP}){{0,3}})
    """,
    regex.VERBOSE,
)
CAPITAL_EN = regex.compile(
    rf"\bin\s+the\s+(?P<demonym>{CAP}(?:\s{CAP})?)\s+capital\b(?!\s+(?:of|city\s+of))(?!,?\s+\p{{Lu}})"
)
# at Fujian Police College · at the Xi'an International Convention Center
AT_EN = regex.compile(
    rf"\b(?:[Aa]t|[Ii]n|inside)\s+(?:the\s+)?(?P<venue>{CAP}(?:\s+(?:(?:of|for|and|the|de|on)\s+){{0,2}}{CAP}){{0,9}})"
)
NO_CITY_EN = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday English Chinese Mandarin Spring Summer Winter Autumn COVID Phase Article Chapter "
    "Accordance Response Addition Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
)
ORG_EN = regex.compile(
    r"\b(?:Ministry|Minister|Ministerial|Bureau|Department|Commission|Committee|Administration|Agency|Authority|Police|Force|Forum|"
    r"Workshop|Seminar|Conference|Summit|Initiative|Organization|Association|Games|Olympics|Plan|Agreement|Council|Office|"
    r"Convention|Cooperation|Security|Affairs|Security|Law|Ocean|Sea|River|Framework|Union|Nations|States\s+and)\b"
)


def _candidates_en(text: str, span: Span, blocked: Sequence[Span]) -> Iterator[Location]:
    venue = _venue_en(text, span, blocked)
    match = CAPITAL_EN.search(text, *span)
    if match and not any(a < match.end() and match.start() < b for a, b in blocked):
        named = find_countries(match["demonym"], "en")
        city = capital_of(named[0].code, "en") if named else None
        if city is not None:
            yield Location(city, match.span(), *(venue or (None, None)))
    for match in IN_EN.finditer(text, *span):
        start, end = match.span("city")
        if any(a < end and match.start() < b for a, b in blocked):
            continue
        city = _city_en(text, start, end)
        if city is not None:
            yield Location(city, (start, start + len(city)), *(venue or (None, None)))
    if venue is not None:
        yield Location(None, None, *venue)


def _city_en(text: str, start: int, end: int) -> str | None:
    """The city or country at the beginning of `text[start:end]`."""
    words = text[start:end]
    plain = words.replace("’", "'")
    for length in range(len(words), 1, -1):
        if plain[:length] in _gazetteer("en") and not words[length : length + 1].isalpha():
            if _gazetteer("en")[plain[:length]] == "province" or regex.match(
                rf"\s+(?:{_venue_words('en')})\b", words[length:]
            ):
                continue
            if regex.match(
                rf"\s+\p{{Lu}}[\p{{L}} ]*?\b(?:{_venue_words('en')})\b", text[start + length : end + 60]
            ) and length < len(words):
                return words[:length] if plain[:length] in _gazetteer("en") else None
            return words[:length]
    name = words.rstrip(".'’")
    if name.endswith(("'s", "’s")) or regex.match(r"['’]s?\s", text[end:]):
        return None
    first = name.split()[0].rstrip(".")
    if (
        first in NO_CITY_EN
        or name.isupper()
        or ORG_EN.search(name)
        or regex.search(rf"\b(?:{_venue_words('en')})$", name)
    ):
        return None
    countries = find_countries(name, "en")
    if countries and (countries[0].form != name or countries[0].kind != "name"):
        return None
    if regex.match(r"\s+(?:[a-z]+ing\b|[a-z]+ed\b|countries|officials|police|nationals|citizens)", text[end:]):
        return None
    return name


def _venue_en(text: str, span: Span, blocked: Sequence[Span]) -> tuple[str, Span] | None:
    for match in AT_EN.finditer(text, *span):
        start, end = match.span("venue")
        words = match["venue"]
        if any(a < end and match.start() < b for a, b in blocked):
            continue
        last = None
        for last in regex.finditer(rf"\b(?:{_venue_words('en')})\b", words):
            pass
        if last is None or (last.start() == 0 and regex.match(r"\s+of\s+\p{Lu}", words[last.end() :]) is None):
            continue
        # 'College of Arts' runs on, 'College in Fuzhou' has ended before 'in'
        if regex.match(r"\s+(?:of|for)\s", words[last.end() :]) is None:
            words = words[: last.end()]
        return words, (start, start + len(words))
    return None


@cache
def _english_of() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in lexicon("places"):
        table[row["zh"]] = (*table.get(row["zh"], ()), row["en"])
    return table


def gazetteer_pairs(zh: str) -> tuple[str, ...]:
    """The English names of a Chinese place name; empty where the gazetteer has none."""
    return _english_of().get(zh, ())
