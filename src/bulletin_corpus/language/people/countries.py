"""Which countries and organisations a text names, and which one an office belongs to.

Input: any text in Chinese (simplified) or English. Output: `CountryMention`s with offsets, or one code for a title.
The words stand in the lexicons `countries` (made by `scripts/make_countries.py`), `organisations` and
`national_bodies`. Cities are left to the reader of places.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import ahocorasick_rs
import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bulletin_corpus.records import Lang

CountryKind = Literal["name", "demonym", "short", "organisation"]


class CountryMention(NamedTuple):
    """One place where a text names a country or an organisation.

    Attributes:
        code: ISO 3166 alpha-2, or the code of an organisation such as UN.
        start, end: half-open, in the text searched.
        form: the words found there.
    """

    code: str
    start: int
    end: int
    form: str
    kind: CountryKind


# 菲方 塞方; not 司法方面, 以方便, 新方案
SIDE = make_pattern(
    r"(?<![缔签违守合相担投承参同司立完当近今昨每末时执官])(?P<short>巴新|南非|印尼|\p{Han})方(?![面便式案法向针略位圆形程阵程块志言])"
)

COMMON_WITH_SIDE = frozenset("华东西多立不安文爱冰黑土")
"""Short forms that make another word with 方 (东方, 多方): they need their country named in the text."""

# 中菲两国, 塞中警务合作: at least two countries, with a word behind that tells relations from other compounds;
# 中老缅泰: China and two more need none
CHAIN = r"""
    (?<![其期当之集心年空])
    (?P<chain> (?:巴新|南非|印尼|[SHORTS]){2,5}? )
    (?= 两国|双方|双边|双多边|关系|三方|三国|四国|多国|执法|警务|警方|警察|边境|边防|边界|海关|海警|海上|海事|司法|
        禁毒|反恐|移民|合作|友好|友谊|友协|传统|人民|建交|外交|外长|经贸|贸易|经济|战略|全面|全天候|铁路|命运|政府|防务|安全|
        引渡|法治|法律|科技|文化|教育|卫生|旅游|媒体|青年|人文|公安|内政|部长|副部长|总理|元首|领导人|高级别|年度|首次|首届|
        联合|之间|携手|共建|博览会|第[一二三四五六七八九十]|缉毒|检察|法院|监察|反腐|消防|应急|渔业|农业|环境|环保|生态|气候|
        水利|民航|交通|工业园|自贸|投资|商务|金融|能源|互利|务实|睦邻|伙伴|打击|共同|将|举行|签署|召开|深化|加强|启动|商定|
        同意|就|开展|达成|互 )
    | (?<![其期当之集心年空议谈程话会讲文书件报案作国途在从])
      (?P<chain> 中(?:巴新|南非|印尼|[RARE]){2,4} )
    """

# 驻美大使, 访泰, 赴克旅游, 在乌中国公民, 对华
TOWARDS = make_pattern(
    r"""(?: (?<=驻) (?P<short>\p{Han}) (?=大使|使馆|使领馆|总领|领事|代表|参赞|机构|代办)
         |  (?<=[访赴来旅对在]) (?P<short>华)
         |  (?<=[赴在]) (?P<short>\p{Han}) (?=中国|华侨|华人|中资|中企|旅游|留学|务工|公民|留学生|投资|侨胞) )""",
    regex.VERBOSE,
)

# words that make something else of the name before them: 印度洋, 墨西哥湾, 马里兰; Indian Ocean, US dollars
NOT_BEFORE_ZH = make_pattern(r"[洋湾]|河流域|兰州|亚纳|县|·|•|语|文版|货币")
NOT_BEFORE_EN = make_pattern(r"(?:\$| dollars?\b| Ocean\b| Sea\b)", regex.IGNORECASE)
NOT_BEHIND_EN = make_pattern(r"(?:\b(?:Latin|Central|South|North|Inner|African|Native) |[\w’'][-–])$")


@cache
def _automaton(lang: Lang) -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, CountryKind], ...]]:
    """The automaton of all names in `lang`, and the code and kind of each of its patterns."""
    owners: dict[str, tuple[str, CountryKind]] = {}
    for row in lexicon("countries"):
        if row["lang"] == lang and row["kind"] in ("name", "demonym"):
            kind: CountryKind = "name" if row["kind"] == "name" else "demonym"
            owners.setdefault(row["form"], (row["code"], kind))
    for row in lexicon("organisations"):
        if row["lang"] == lang:
            owners[row["form"]] = (row["code"], "organisation")
    if lang == "en":
        owners = {form.upper(): owner for form, owner in owners.items()} | owners
    forms = sorted(owners)
    engine = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return engine, tuple(owners[form] for form in forms)


@cache
def _short_forms() -> dict[str, tuple[str | None, frozenset[str]]]:
    """For each short form (菲, 巴): the country it means by itself, if any, and all that it may stand for."""
    forms: dict[str, tuple[str | None, frozenset[str]]] = {}
    for row in lexicon("countries"):
        if row["kind"] in ("short", "short_other"):
            default, codes = forms.get(row["form"], (None, frozenset[str]()))
            forms[row["form"]] = (row["code"] if row["kind"] == "short" else default, codes | {row["code"]})
    return forms


@cache
def _chain() -> regex.Pattern[str]:
    shorts = "".join(sorted(form for form in _short_forms() if len(form) == 1))
    rare = "".join(sorted(set(shorts) - COMMON_WITH_SIDE))
    return make_pattern(CHAIN.replace("SHORTS", shorts).replace("RARE", rare), regex.VERBOSE)


@cache
def _towards_places() -> re.Pattern[str]:
    """The places where a short form stands behind a word that `TOWARDS` asks for; faster to find than its matches."""
    ones = "".join(sorted(form for form in _short_forms() if len(form) == 1))
    return re.compile(f"[驻访赴来旅对在](?=[{ones}])")


@cache
def _chain_places() -> re.Pattern[str]:
    """The places where the characters of two short forms stand side by side, as every chain begins."""
    characters = "".join(sorted(set("".join(_short_forms()))))
    return re.compile(f"[{characters}](?=[{characters}])")


def find_countries(text: str, lang: Lang, known: Collection[str] = ()) -> list[CountryMention]:
    """All countries and organisations that `text` names, in order of place, without overlap.

    Args:
        text: any text; linear in its length.
        lang: its language.
        known: codes that the text around it names; like the names in `text` itself, they decide what a short form
            such as 巴方 stands for. One that stays ambiguous is left out.
    """
    return list(_names_en(text) if lang == "en" else _all_zh(text, frozenset(known)))


MOST_TEXTS = 512
"""So many texts are remembered: each reader of an item asks for the countries of its parts and sentences again."""


@lru_cache(maxsize=MOST_TEXTS)
def _all_zh(text: str, known: frozenset[str]) -> tuple[CountryMention, ...]:
    named = _names_zh(text)
    codes = known.union(mention.code for mention in named)
    shorts = _short_mentions(text, codes)
    if not shorts:
        return tuple(named)
    taken = [(mention.start, mention.end) for mention in named]
    shorts = [short for short in shorts if not _overlaps(short, taken)]
    return tuple(sorted([*named, *shorts], key=lambda mention: mention.start))


def _names_zh(text: str) -> list[CountryMention]:
    engine, owners = _automaton("zh")
    found = []
    for index, start, end in engine.find_matches_as_indexes(text):
        code, kind = owners[index]
        behind = text[max(0, start - 1) : start]
        if (
            not NOT_BEFORE_ZH.match(text, end)
            and behind not in ("·", "•")
            and text[max(0, start - 1) : end] != "内蒙古"
        ):
            found.append(CountryMention(code, start, end, text[start:end], kind))
    return found


@lru_cache(maxsize=MOST_TEXTS)
def _names_en(text: str) -> tuple[CountryMention, ...]:
    engine, owners = _automaton("en")
    found = []
    for index, start, end in engine.find_matches_as_indexes(text):
        before, after = text[max(0, start - 10) : start], text[end : end + 1]
        if before[-1:].isalnum() or after.isalnum():
            continue
        if NOT_BEFORE_EN.match(text, end) or (NOT_BEHIND_EN.search(before) and not _joined(before, text[start:end])):
            continue
        code, kind = owners[index]
        found.append(CountryMention(code, start, end, text[start:end], kind))
    return tuple(found)


def _joined(before: str, form: str) -> bool:
    """Whether a hyphen before a name joins countries (China-Thailand), not parts of another word (Anti-US)."""
    return before[-1:] in ("-", "–") and len(form) > 3


def _overlaps(mention: CountryMention, spans: list[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


def _short_mentions(text: str, codes: frozenset[str]) -> list[CountryMention]:
    """The short forms of `text` that mean one country, given the codes that the text names."""
    found: dict[int, CountryMention] = {}

    def keep(start: int, end: int) -> bool:
        code = _short_code(text[start:end], codes)
        if code is not None:
            found.setdefault(start, CountryMention(code, start, end, text[start:end], "short"))
        return code is not None

    for match in _sides(text):
        if match["short"] not in COMMON_WITH_SIDE or _short_forms()[match["short"]][1] & codes:
            keep(*match.span("short"))
    for word in _towards_places().finditer(text):
        towards = TOWARDS.match(text, word.end())
        if towards is not None:
            keep(*towards.span("short"))
    for place in _chain_places().finditer(text):
        chain = _chain().match(text, place.start())
        parts = _chain_parts(text, *chain.span("chain")) if chain is not None else []
        if parts and _chained(text, parts):
            for part in parts:
                keep(*part)
    return [found[start] for start in sorted(found)]


def _sides(text: str) -> Iterator[regex.Match[str]]:
    """The matches of `SIDE`, in order, looked for only before each 方."""
    reached, at = 0, text.find("方")
    while at >= 0:
        for start in range(max(reached, at - 2), at):
            match = SIDE.match(text, start, at + 4)
            if match is not None and match.end() == at + 1:
                reached = at + 1
                yield match
                break
        at = text.find("方", at + 1)


# before a chain that does not begin with 中: 深化塞中友好
CHAIN_OPENER = make_pattern(r"(?:^|[^\p{Han}]|[对在为就此了和将动进强化展与合于系使让给由及向次届是]|促进|维护)$")


def _chained(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether the short forms are a chain: they begin with 中, or name China or a great power after an opener."""
    forms = [text[start:end] for start, end in parts]
    if forms[0] == "中":
        return True
    opened = CHAIN_OPENER.search(text[max(0, parts[0][0] - 2) : parts[0][0]]) is not None
    return opened and (forms[-1] == "中" or forms[0] in ("美", "俄"))


def _chain_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the short forms that make up `[start, end)`, empty where something else stands among them."""
    forms, parts = _short_forms(), []
    while start < end:
        width = 2 if text[start : start + 2] in forms and start + 2 <= end else 1
        if text[start : start + width] not in forms or text[start] == "华":
            return []
        parts.append((start, start + width))
        start += width
    return parts if len(parts) > 1 else []


def _short_code(form: str, codes: frozenset[str]) -> str | None:
    """The country that a short form means beside the named `codes`; its usual one where none or several are named."""
    default, candidates = _short_forms().get(form, (None, frozenset[str]()))
    named = candidates & codes
    return next(iter(named)) if len(named) == 1 else default


def short_code(form: str, named: Collection[str]) -> str | None:
    """The one country of `named` that the short form can stand for: 萨 in a text on Samoa; None where there is none."""
    codes = _short_forms().get(form, (None, frozenset[str]()))[1] & set(named)
    return next(iter(codes)) if len(codes) == 1 else None


# 中国驻菲律宾大使, 美国驻华大使, 常驻联合国代表
POSTED_ZH = make_pattern(r"(?P<sender>.*?)(?:常驻|驻)(?P<host>.+)")

# Ambassador to China, UN Coordinator in China, Representative for Southeast Asia
ABROAD_EN = make_pattern(r"\b(?:to|in|for|with|on|and|auspices of)(?: the)? $")


@cache
def national_bodies(lang: Lang, kind: str) -> tuple[str, ...]:
    """Words that tell whose an office is, of one kind: body or province (Chinese ones), foreign (never Chinese)."""
    return tuple(row["form"] for row in lexicon("national_bodies") if row["lang"] == lang and row["kind"] == kind)


@lru_cache(maxsize=4096)
def country_of(title_or_phrase: str, lang: Lang) -> str | None:
    """The country or organisation that an office belongs to, the sending one for diplomats; None where nothing tells.

    A Chinese body (公安部, General Administration of Customs) or province without any foreign name means CN.
    """
    return _country_of_zh(title_or_phrase) if lang == "zh" else _country_of_en(title_or_phrase)


def _country_of_zh(title: str) -> str | None:
    posted = POSTED_ZH.fullmatch(title)
    sender = posted["sender"] if posted else title
    named = find_countries(sender, "zh")
    if named:
        national = [mention for mention in named if mention.kind != "organisation"]
        if len(named) > len(national) and national and "国家中心局" in title:
            return national[0].code
        if named[0].kind == "organisation" and sender.startswith(national_bodies("zh", "body")) and named[0].start:
            return "CN"
        return named[0].code
    if posted:
        host = find_countries("驻" + posted["host"], "zh")
        return None if host and host[0].code == "CN" else "CN" if host else None
    if any(word in title for word in national_bodies("zh", "foreign")):
        return None
    known = title.startswith(national_bodies("zh", "province")) or any(
        body in title for body in national_bodies("zh", "body")
    )
    return "CN" if known else None


# Chinese Ambassador to Samoa, Permanent Representative, Consul General
DIPLOMAT_EN = make_pattern(r"\b(?:Ambassador|Representative|Consul)\b", regex.IGNORECASE)


@cache
def _whole_words(words: str) -> regex.Pattern[str]:
    return make_pattern(rf"\b{regex.escape(words)}\b", regex.IGNORECASE)


@cache
def _national_bodies_low() -> tuple[str, ...]:
    return tuple(body.lower() for body in national_bodies("en", "body"))


def _country_of_en(title: str) -> str | None:
    named = find_countries(title, "en")
    senders = [mention for mention in named if not ABROAD_EN.search(title[max(0, mention.start - 20) : mention.start])]
    if senders:
        return senders[0].code
    if named and DIPLOMAT_EN.search(title):
        return "CN" if named[0].code != "CN" else None
    if any(word in title for word in national_bodies("en", "foreign")):
        return None
    low = title.lower()
    known = any(body in low and _whole_words(body).search(title) for body in _national_bodies_low())
    return "CN" if known or any(word in title for word in national_bodies("en", "province")) else None
