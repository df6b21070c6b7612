"""Who is named in a Chinese text, with which title: TITLE+NAME, NAME+TITLE, lists under one title, second mentions.

Input: the parts of one article (headline, body ...) with their texts. Output: `FoundName`s in order of place. Where
a name ends is judged by `name_reader_zh`, where a title begins by `titles`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import country_of, find_countries, short_code
from bulletin_corpus.language.people.found_names import FoundName, Taken, occurrences, untitled
from bulletin_corpus.language.people.name_followers import followers_in
from bulletin_corpus.language.people.name_reader_zh import (
    DOTS,
    FUNCTION_WORDS,
    LIKELY,
    NameReader,
    chinese_shape,
    ending_at,
    foreign_shape,
    is_dotted,
    stops_at,
)
from bulletin_corpus.language.people.titles import clean_title_zh, has_head, head_zh, heads_in, title_start_zh

if TYPE_CHECKING:
    from collections.abc import Sequence

# between two persons of a list, or before a person without a title of his own
LIST_LINK = make_pattern(r"[、，,]|(?:和|与|及|以及|、和)")


def find_names_zh(texts: Sequence[str]) -> list[FoundName]:
    """All places of `texts` (the parts of one article) where persons are named, by part and place."""
    countries = [find_countries(text, "zh") for text in texts]
    reader = NameReader(texts, countries)
    named = sorted({mention.code for mentions in countries for mention in mentions} - {"CN"})
    found: list[FoundName] = []
    for part, text in enumerate(texts):
        spans = _titled_spans(reader, part, text)
        found += _with_titles(reader, part, text, spans, named)
    found += _names_before_titles(texts, found, named)
    found += _further_mentions(texts, found)
    found += _untitled(reader, texts, found)
    return sorted(found, key=lambda name: (name.part, name.start))


@cache
def _weak_heads() -> frozenset[str]:
    """Heads that are also common nouns or verbs (代表国务院): a title needs more than them."""
    return frozenset(row["word"] for row in lexicon("title_grammar") if row["role"] == "weak head")


# between title and name: a bracket, a space
GAP = make_pattern(r"(?:[(（][^()（）\n]{1,12}[)）])? ?")
HAN_END = make_pattern(r"\p{Han}$")
SURE_BARE = 5.5
"""Least score of a name behind a bare head such as 代表 or 秘书, which are common nouns too."""


def _titled_spans(reader: NameReader, part: int, text: str) -> list[tuple[int, int, int, int]]:
    """For each head word with a name behind it: where head and name start and end."""
    spans: list[tuple[int, int, int, int]] = []
    abroad = [mention.start for mention in reader.countries[part] if mention.code != "CN"]
    ranks = followers_in(text).rank
    for head_start, head_end in heads_in(text):
        gap = GAP.match(text, head_end, head_end + 16)
        at = gap.end() if gap else head_end
        while at in ranks:
            at = ranks[at][-1]
        if reader.run_at(text, at) is None:
            continue
        lead = max(0, head_start - 24)
        near = bisect_left(abroad, lead) < bisect_left(abroad, head_end) or _holds_place_abroad(text, lead, head_start)
        name = reader.name_at(text, at, foreign=near and country_of(text[lead:head_end], "zh") != "CN")
        if name is None or (spans and spans[-1][3] >= name[0] and spans[-1][1] >= head_end):
            continue
        if spans and spans[-1][3] > head_start:
            if not spans[-1][0] < head_start < spans[-1][1] < head_end:
                continue
            spans.pop()  # 警察厅长官露木: 长官, not 厅长
        bare = text[head_start:head_end] in _weak_heads() and not HAN_END.search(
            text[max(0, head_start - 1) : head_start]
        )
        if not bare or name[1] >= (LIKELY if is_dotted(text[at : name[0]]) else SURE_BARE):
            spans.append((head_start, head_end, at, name[0]))
    return spans


def _with_titles(
    reader: NameReader, part: int, text: str, spans: list[tuple[int, int, int, int]], named: list[str]
) -> list[FoundName]:
    """The names at `spans` with their titles and countries, and the names that share a title with the one before."""
    marks = {mention.start for mention in reader.countries[part]}
    known = {text[start:end] for *_, start, end in spans}
    places = [end for _, end in occurrences(text, known)]
    found: list[FoundName] = []
    for head_start, head_end, start, end in spans:
        index = bisect_right(places, head_start)
        floor = _past_rank(text, places[index - 1]) if index else 0
        title_start = title_start_zh(text, floor, head_start, marks)
        title = clean_title_zh(text[title_start:head_end])
        weak = text[head_start:head_end] in _weak_heads()
        if weak and not _says_whose(title, head_end - head_start, text[start:end]):
            continue
        before = found[-1] if found else None
        country = _country(title, text[start:end], before if _listed(text, before, title_start) else None, named)
        found.append(
            FoundName(
                part, text[start:end], start, end, title, title_start, head_end, country, "official.title-name.zh"
            )
        )
        found += _sharing(reader, text, found[-1])
    return found


# the nouns that a body's name ends with, or the words that say whose an office is
BODY_NOUN = make_pattern(
    r"[部局署厅院委会司处所队校办馆团社行省市县区州组方系科站台港网园]|大学|组织|公司|中心|集团|总部|警察|大使|驻|政府|国家|国务|"
    r"联合国|项目|地区|友协|侨联|文联|作协|记协|^(?:高级|特级|主任)$"
)


def _says_whose(title: str, head_chars: int, name: str) -> bool:
    """Whether a title with a head that is also a common noun says whose it is: 公安部代表, not 建立检察官."""
    body = title[: max(0, len(title) - head_chars)]
    if not body:
        return chinese_shape(name) > 0 or is_dotted(name)
    return BODY_NOUN.search(body) is not None or bool(find_countries(body, "zh"))


def _listed(text: str, before: FoundName | None, at: int) -> bool:
    """Whether only a list link stands between the person before and `at`."""
    if before is None or before.end > at:
        return False
    return LIST_LINK.fullmatch(text[_past_rank(text, before.end) : at]) is not None


def _past_rank(text: str, at: int) -> int:
    """Where the rank or form of address ends that stands behind a name: 梁三光 | 大将."""
    end = followers_in(text).rank.get(at, [at])[-1]
    return end if end == len(text) or text[end] in "、，,和与及" else at


@cache
def _places_abroad() -> dict[str, str]:
    """The country of each foreign city or province of two or more characters."""
    rows = lexicon("places")
    return {row["zh"]: row["country"] for row in rows if len(row["zh"]) > 1 and row["country"] not in ("", "CN")}


def _place_abroad(title: str) -> str | None:
    """The country of the foreign place that a title begins with: 清迈市长, 金边国际机场移民局局长."""
    return next((_places_abroad()[title[:n]] for n in range(6, 1, -1) if title[:n] in _places_abroad()), None)


def _holds_place_abroad(text: str, start: int, end: int) -> bool:
    """Whether a foreign place stands in `[start, end)`: 北海道知事, 拜会大阪市长."""
    return any(
        text[at : at + n] in _places_abroad() for at in range(start, end - 1) for n in range(2, min(6, end - at) + 1)
    )


FOREIGN_PLACE = make_pattern(r"^\p{Han}{2,8}[州市省郡]")
FOREIGN_HEADS = make_pattern(r"大使|总统|首相|大臣|国王|国务卿|警察总监|公使|议长|总督|内政|内务")


# 盖茨|基金会, 西门子|股份公司: a body with a transliterated name
BODY_OF_NAME = make_pattern(
    r"^(?P<name>\p{Han}{2,5}?)(?:股份|有限|集团|公司|基金会|银行|大学|能源|汽车|航空|制药|诊所|研究所)"
)


def _foreign_body(title: str) -> bool:
    """Whether a title begins with a transliterated name and the noun of a body: of which country is not said."""
    body = BODY_OF_NAME.match(title)
    return body is not None and foreign_shape(body["name"]) >= (1.2 if len(body["name"]) == 2 else 1.6)


def _country(title: str, name: str, before: FoundName | None, named: list[str]) -> str | None:
    """The country of a title; one that names none takes the country before it in a list, or what the name tells."""
    code = country_of(title, "zh") or _place_abroad(title)
    if code is not None:
        return code
    if (short := short_code(title[:1], named)) is not None and title[1:2] not in ("华", "国"):
        return short
    only = named[0] if len(named) == 1 else None
    chinese = chinese_shape(name) >= 0.7 and not is_dotted(name)
    sounding = foreign_shape(name) >= 1.6
    if before is not None and ((before.country == "CN") == chinese or (chinese and sounding)):
        return before.country
    if not chinese:
        return before.country if before is not None and before.country != "CN" else only
    if sounding and _foreign_body(title):
        return None
    foreign = FOREIGN_HEADS.search(title) or (sounding and only is not None and FOREIGN_PLACE.search(title))
    return only if foreign else "CN"


SHARED_LINK = make_pattern("、|和")


def _sharing(reader: NameReader, text: str, first: FoundName) -> list[FoundName]:
    """Persons named behind `first` in a list under the same title: 国务秘书腾萨翁、拉杰."""
    found: list[FoundName] = []
    at = first.end
    foreign = first.country not in (None, "CN")
    while at < len(text) and (link := SHARED_LINK.match(text, at)):
        name = reader.name_at(text, link.end(), foreign=False, strict=True)
        if name is None or (
            has_head(text, link.end(), min(len(text), link.end() + 20)) and not stops_at(text, name[0])
        ):
            break
        shape = foreign_shape(text[link.end() : name[0]])
        if not foreign and not is_dotted(text[link.end() : name[0]]):
            shape = chinese_shape(text[link.end() : name[0]])
        if shape < 1.2 or ending_at(text, name[0]) < 1.5:
            break
        printed = text[link.end() : name[0]]
        found.append(first._replace(name=printed, start=link.end(), end=name[0], rule="official.shared-title.zh"))
        at = name[0]
    return found


POSTNOMINAL = make_pattern(
    r"(?:国务委员|副?总统|副?总理|副?首相|(?:副|常务副)?部长|国家主席|主席|总书记|副?外长|防长|国务卿|国王|女王|王储|亲王|大臣|大使|"
    r"秘书长|局长|署长|总监|元首|议长|省长|市长)(?:兼\p{Han}{0,8}?(?:外长|部长|大臣|总理|委员|主席))?"
)

# what may stand before a name that goes before its title
BEFORE_NAME = make_pattern(r"(?:^|[^\p{Han}]|[同和与对由向让及、在]|会见|会晤|表示|陪同|邀请|转达|感谢|欢迎|祝贺)$")


def _names_before_titles(texts: Sequence[str], found: Sequence[FoundName], named: list[str]) -> list[FoundName]:
    """Names with the title behind them: 习近平主席, 杜特尔特总统, 王毅国务委员兼外长."""
    known = {name.name for name in found}
    more: list[FoundName] = []
    for part, text in enumerate(texts):
        taken = Taken((n.title_start, n.end) for n in found if n.part == part)
        titled = {n.end for n in found if n.part == part}
        suffixes = followers_in(text).suffix
        for title in POSTNOMINAL.finditer(text):
            if taken.overlaps(title.start(), title.end()) or title.end() in suffixes or title.start() in titled:
                continue
            if head_zh().match(text, title.end()):
                continue  # 习近平主席特使
            start = _name_before(text, title.start(), known)
            if start is not None:
                name = text[start : title.start()]
                foreign = named[0] if len(named) == 1 else None
                country = "CN" if chinese_shape(name) > foreign_shape(name) else foreign
                more.append(
                    FoundName(
                        part,
                        name,
                        start,
                        title.start(),
                        title[0],
                        title.start(),
                        title.end(),
                        country,
                        "official.name-title.zh",
                    )
                )
    return more


NAME_CHARACTERS = make_pattern(rf"[\p{{Han}}{DOTS}]+")
BODY_CHARACTER = make_pattern(r"[国部局署省市县区]")


def _name_before(text: str, end: int, known: set[str]) -> int | None:
    """Where the name begins that ends at `end`, None where there is none."""
    best: tuple[float, int] | None = None
    for length in range(2, 16):
        start = end - length
        if start < 0 or not NAME_CHARACTERS.fullmatch(text, start, end):
            break
        name = text[start:end]
        if name in known:
            return start
        if not BEFORE_NAME.search(text[max(0, start - 2) : start]) or find_countries(name, "zh") or name[0] in DOTS:
            continue
        if is_dotted(name) and name[-1] in "和与及":
            continue  # 纳赛尔·莱希和|秘书长
        foreign = foreign_shape(name) if length > 2 or is_dotted(name) else 0.0
        shape = max(chinese_shape(name), foreign)
        if head_zh().search(name) or BODY_CHARACTER.search(name) or any(ch in FUNCTION_WORDS for ch in name):
            continue
        if shape >= 1.5 and (best is None or shape > best[0]):
            best = shape, start
    return best[1] if best else None


DOT = make_pattern(f"[{DOTS}]")


def _further_mentions(texts: Sequence[str], found: Sequence[FoundName]) -> list[FoundName]:
    """All other places of the names found; of 特雷莎·梅 also the last part, if it is long enough to be told apart."""
    names = {name.name for name in found}
    parts = {DOT.split(name)[-1] for name in names if is_dotted(name)}
    forms = names | {part for part in parts if len(part) > 1}
    return _places(texts, forms, found, "official.second.zh")


def _places(texts: Sequence[str], forms: set[str], found: Sequence[FoundName], rule: str) -> list[FoundName]:
    """The places of `forms` that are not among those found, as mentions without title."""
    more: list[FoundName] = []
    for part, text in enumerate(texts):
        taken = Taken((name.start, name.end) for name in found if name.part == part)
        spans = (span for span in occurrences(text, forms) if not taken.overlaps(*span))
        more += [untitled(part, text[start:end], start, rule) for start, end in spans]
    return more


# a person at the head of a clause with a verb of such news: 周启衡率团访问, 周启衡会见
UNTITLED = make_pattern(
    r"(?:^|(?<=[\n，。；,;:：]))(?P<name>\p{Han}{2,4}?)(?=会见|会晤|同|与|率团|率队|走访|访问|出席|表示|指出|强调|主持|抵达|应约)"
)


def _untitled(reader: NameReader, texts: Sequence[str], found: Sequence[FoundName]) -> list[FoundName]:
    """Chinese names that no title stands beside, if they recur: the other language may know their office."""
    known = {name.name for name in found}
    forms: set[str] = set()
    for text in texts:
        for match in UNTITLED.finditer(text):
            name = match["name"]
            if name not in known and chinese_shape(name) >= 1.5 and reader.count(name) > 1 and not _no_person(name):
                forms.add(name)
    return _places(texts, forms, found, "person.untitled.zh")


NO_NAME_CHARACTER = make_pattern(r"[方国双会议们者部局署委院团队区省市县]")


def _no_person(name: str) -> bool:
    return bool(NO_NAME_CHARACTER.search(name)) or bool(find_countries(name, "zh"))
