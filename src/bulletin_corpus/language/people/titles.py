"""The grammar of official titles in Chinese: their head words, where they begin, and their single offices.

Input: a title, or text with the place of a head word (部长, minister). Output: offsets or strings as printed. The
words stand in the lexicons `offices`, `title_openers`, `title_words` and `honorifics`. Who holds a title is left to
`people`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import ahocorasick_rs
import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import national_bodies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LONGEST_TITLE_CHARS = 60
"""A Chinese title with all its offices is shorter; the longest in 109 annotated items has 26 characters."""


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches one of `words`, the longest first."""
    return "|".join(regex.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def head_zh() -> regex.Pattern[str]:
    """A Chinese head word with its rank: 常务副部长, 第一副部长, 部长助理."""
    words = alternation(row["zh"] for row in lexicon("offices") if row["zh"])
    return make_pattern(rf"(?:助理|首席|高级|特别|执行|常务|总)?副?(?:{words})")


@cache
def _head_engine() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(sorted({row["zh"] for row in lexicon("offices") if row["zh"]}))


@lru_cache(maxsize=64)
def _heads(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """Where the shortest head word ends that begins at a place of `text`, and where the longest begins that ends there.

    Both by that place, found in one pass; every reader of a text asks for them.
    """
    ends: dict[int, int] = {}
    starts: dict[int, int] = {}
    for _, start, end in _head_engine().find_matches_as_indexes(text, overlapping=True):
        ends[start] = min(end, ends.get(start, end))
        starts[end] = min(start, starts.get(end, start))
    return ends, starts


def has_head(text: str, start: int, end: int) -> bool:
    """Whether a head word stands in `[start, end)` of a part of an article."""
    ends, _ = _heads(text)
    return any(at in ends and ends[at] <= end for at in range(start, end))


def head_start(text: str, end: int) -> int | None:
    """Where the longest head word begins that ends at `end` of `text`, without its rank; None where none does."""
    return _heads(text)[1].get(end)


LONGEST_RANK_CHARS = 3
# 助理 总干事, 第一 副 部长: ranks before a head word
RANK_ZH = make_pattern(r"(?:助理|首席|高级|特别|执行|常务|总)?副?$")


def heads_in(text: str) -> list[tuple[int, int]]:
    """Where head words with their ranks stand in `text`, the longest for each start and end, in order; linear."""
    _, starts = _heads(text)
    ends: dict[int, int] = {}
    for end, bare in starts.items():
        rank = RANK_ZH.search(text[max(0, bare - LONGEST_RANK_CHARS) : bare])
        start = bare - len(rank[0]) if rank else bare
        ends[start] = max(end, ends.get(start, end))
    return sorted(ends.items())


@cache
def _ends_with_head() -> regex.Pattern[str]:
    words = alternation(row["zh"] for row in lexicon("offices") if row["zh"])
    return make_pattern(rf"(?:{words})(?:[(（][^()（）]{{1,12}}[)）])?$")


@cache
def _openers(kind: str) -> regex.Pattern[str]:
    return make_pattern(alternation(row["form"] for row in lexicon("title_openers") if row["kind"] == kind))


# characters that no Chinese title holds, apart from the brackets of an abbreviation
BREAK_ZH = make_pattern(r"[^\p{Han}、（）()·•—－\-A-Z]")

# words in which a soft opener is no opener: 自由, 应急管理部, 对外, 和平, 共同, 后勤
BOUND_ZH = make_pattern(
    r"(?:委员会|分委会|联委会|混委会|工作组|委)中方(?=主席|组长|首席|代表|牵头|协调)|自由|应急|应用|应对|供应|响应|反应|适应|效应|因应|应届|对外|对华|对台|对口|应对|面向|导向|方向|在线|存在|驻在国|共和|和平|和谐|"
    r"和解|和田|和龙|共同|协同|合同|同济|同仁|同志|大同|相同|不同|以色列|以及|行为|华为|作为|人为|将军|少将|中将|上将|大将|大将|"
    r"供给|给水|申请|后勤|后备|善后|售后|经济|经贸|经信|经营|经纪|经费|财经|自然|晚报|数据|因特|因素|并购|合并|被告|是非|"
    r"在留|(?:委员|理事|董事|[协学议商国联工])会前|参与|与会|与会者|普及|埃及|及时|联合国|联合会|联合体|联合利华|各方面|方面军|方面队|东方面"
)

# Chinese bodies, provinces and ranks that begin a title: 国家移民管理局, 福建省, 时任, 第一副总理
STARTS_ZH = make_pattern(
    r"中国|中共|国务|全国|国家(?!安全与|安全和)|最高|[东西南北]部战区|前(?=总统|总理|首相|外长|主席)|代理|常务副|第[一二三]副"
)


@cache
def _starters() -> regex.Pattern[str]:
    words = (*national_bodies("zh", "body"), *national_bodies("zh", "province"))
    return make_pattern(alternation(words))


def begins_body(text: str, at: int) -> bool:
    """Whether a Chinese body or province begins at `at`."""
    return _starters().match(text, at) is not None or STARTS_ZH.match(text, at) is not None


def title_start_zh(text: str, floor: int, head_start: int, marks: Collection[int]) -> int:
    """Where the title begins whose (last) head word starts at `head_start`.

    Args:
        text: the text in which the title stands.
        head_start: where the head word starts that ends the title.
        floor: the title begins here at the earliest: the end of the person or part before it.
        marks: offsets at which a country or organisation begins; a title begins there rather than goes on.
    """
    floor = max(floor, head_start - LONGEST_TITLE_CHARS)
    breaks = [match.end() for match in BREAK_ZH.finditer(text, floor, head_start)]
    start = breaks[-1] if breaks else floor
    bound = [match.span() for match in BOUND_ZH.finditer(text, start, head_start)]
    for match in _openers("hard").finditer(text, start, head_start):
        if not _inside(match.start(), bound):
            start = match.end()
    ends = [
        (match.start(), match.end()) for match in _openers("soft").finditer(text, start, head_start, overlapped=True)
    ]
    ends += [(at, at + 1) for at in range(start, head_start) if text[at] == "、"]
    for place, end in sorted(ends, reverse=True):
        if end < head_start + 1 and not _inside(place, bound) and _opens(text, start, place, end, marks):
            start = end
            break
    return _skip_lead(text, start, head_start)


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


# 中国常驻联合国日内瓦办事处|和瑞士代表, 驻捷克|和斯洛伐克大使: one post in several countries
POSTED_ZH = make_pattern(r"驻(?!华)[^、]{2,24}$")
JOINERS = frozenset(("和", "与", "及", "、", "经", "后", "晚", "因", "据", "联合", "方面"))
"""Openers that also stand inside titles; behind the others a title always begins, where they are not part of a word."""


# words of a body that may stand before 和 and another body: 泰国警方和公安部副部长, but 阿富汗信息和文化部
NOUN_OF_BODY = make_pattern(r"(?:[方部局署厅院委会]|代表|人员|机构|警察|大使馆|政府)$")


def _opens(text: str, floor: int, place: int, end: int, marks: Collection[int]) -> bool:
    """Whether a title begins behind the soft opener `[place, end)`, rather than going on through it."""
    word, left = text[place:end], text[floor:place]
    if word in ("和", "与", "及") and end in marks and _is_posted(left):
        return False
    starts = end in marks or _starters().match(text, end) is not None or STARTS_ZH.match(text, end) is not None
    if word == "的":
        return end in marks or _starters().match(text, end) is not None
    if word not in JOINERS:
        return True
    domestic = end not in marks and any(floor <= mark < place for mark in marks) and not NOUN_OF_BODY.search(left)
    if word == "、":
        return starts and not domestic and not _ends_with_head().search(left)
    if word == "与" and len(left) > 1 and text.startswith(left[-2:], end):
        return True  # 在吉达与吉达工商会会长
    return (starts and not domestic) or not left


def _is_posted(left: str) -> bool:
    """Whether `left` is the first part of a post abroad, which is neither an office nor a body by itself."""
    return POSTED_ZH.search(left) is not None and not (NOUN_OF_BODY.search(left) or _ends_with_head().search(left))


# 日在 (rest of a date), 来访的, leading particles
LEAD_ZH = make_pattern(
    r"(?:时(?!任)|[了年月号、)）·—\-－]|日(?![本中韩方])|[来到]访的?|以及|还有|其中|另外|[一二两三四五六七八九十]+位|等)+"
)


def _skip_lead(text: str, start: int, head_start: int) -> int:
    lead = LEAD_ZH.match(text, start, head_start)
    return lead.end() if lead else start


# (NIA), （代办）
BRACKET = make_pattern(r"\s*[(（](?![金布][)）])[^()（）]{1,24}[)）]")

# 中国 before a body or head that needs no country; not 中国驻菲律宾大使, 中国人民警察大学校长
OUR_NATION = make_pattern(r"(?:中国|我国|中华人民共和国|中方)(?=(?P<rest>.+))")


# bodies in whose name 中国 stands
OUR_NAMES = make_pattern(
    r"中国(?:证|银行|银保|银监|保监|保险|红十字|人民银行|气象|地震|民航|民用航空|海警|海事|科学|科协|工程院|社会科学|社科|作家|文联|残疾|"
    r"残联|贸促|国际|法学|律师|警察|记协|外文|消费者|奥委会|奥林匹克|足协|卫星|载人|铁路|邮政|烟草|信保|进出口|农业银行|出版|佛教|"
    r"人权|联合国|常驻|政府|代表|企业|民间|宋庆龄|计量|检验|船级|互联网|网络|极地|环境|疾病|疾控|医学|中医|农业科学|林业科学|水利水电)"
)

# words that say how new or present an office is; 前, 代理 belong to it
IDLE_ZH = make_pattern(r"新任|现任|候任|继任|新当选|时任|来访的?|到访的?|(?<=国)籍")


@cache
def _domestic_bodies() -> tuple[str, ...]:
    return ("国家", "外交部", *(body for body in national_bodies("zh", "body") if not body.startswith("中国")))


@lru_cache(maxsize=4096)
def clean_title_zh(title: str) -> str:
    """The title without bracketed abbreviations, 中国 before a Chinese body or bare head, and idle words before it."""
    title = IDLE_ZH.sub("", BRACKET.sub("", title)).strip()
    nation = OUR_NATION.match(title)
    if nation and not OUR_NAMES.match(title):
        rest = str(nation["rest"])
        if rest.startswith(_domestic_bodies()) or head_zh().match(rest):
            return rest
    return title


NO_OFFICES = frozenset(("学员代表", "学生代表", "教师代表", "企业代表", "与会代表", "参会代表"))
"""What somebody is at an event, beside an office."""


BETWEEN_OFFICES = make_pattern(r"、|兼任|兼")


@lru_cache(maxsize=4096)
def _offices_zh(title: str) -> tuple[str, ...]:
    offices: list[str] = []
    begun = 0
    for match in BETWEEN_OFFICES.finditer(title):
        if match.start() >= begun and _ends_with_head().search(title[begun : match.start()]):
            offices.append(title[begun : match.start()])
            begun = match.end()
    offices.append(title[begun:])
    return tuple(
        clean_title_zh(office) for office in offices if office and (len(offices) == 1 or office not in NO_OFFICES)
    )


def split_offices_zh(title: str) -> list[str]:
    """The single offices of a Chinese title: 国务委员、公安部部长 is two, 警察、国家安全与惩戒部部长 one."""
    return list(_offices_zh(title))
