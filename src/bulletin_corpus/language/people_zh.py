"""Who is named in a Chinese text, with which title: TITLE+NAME, NAME+TITLE, lists under one title, second mentions.

Input: the parts of one article (headline, body ...) with their texts. Output: `FoundName`s in order of place. A name has no
mark in Chinese: where it ends is judged by its shape (surname or transliteration), by the words behind it and by the same
name's other places in the article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.countries import country_of, find_countries, short_code
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.titles import alternation, clean_title_zh, head_zh, title_start_zh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class FoundName:
    """One place where a part of an article names a person; `part` is its index. See `documents.NameMention`."""

    part: int
    name: str
    start: int
    end: int
    title: str | None
    title_start: int
    title_end: int
    country: str | None
    rule: str


DOTS = r"·•・‧∙⋅\-－‐"
LONGEST_NAME_CHARS = 24

# behind a name: the end, punctuation, a digit, a space, a Latin letter
STOP = regex.compile(rf"$|[^\p{{Han}}{DOTS}]")

# in the place of a name, but no name: 大使馆, 部长级, 主席团
NAME_RUN = regex.compile(rf"\p{{Han}}[\p{{Han}}{DOTS}]{{1,{LONGEST_NAME_CHARS}}}")


@cache
def _words(kind: str) -> regex.Pattern[str]:
    return regex.compile(alternation(row["form"] for row in lexicon("name_followers") if row["kind"] == kind))


@cache
def _surnames() -> Mapping[str, str]:
    return {row["surname"]: row["kind"] for row in lexicon("surnames")}


@cache
def _sounds() -> frozenset[str]:
    return frozenset(row["character"] for row in lexicon("transliteration_characters"))


@cache
def _honorific() -> regex.Pattern[str]:
    return regex.compile(alternation(row["form"] for row in lexicon("honorifics") if row["lang"] == "zh"))


def chinese_shape(name: str) -> float:
    """How well `name` is built like a Chinese name, 0 to 2: surname, then one or two characters."""
    kinds = _surnames()
    if name[:2] in kinds and 3 <= len(name) <= 4:
        return 2.0
    kind = kinds.get(name[:1])
    if kind is None or not 2 <= len(name) <= 3:
        return 0.0
    return (1.2 if len(name) == 2 else 2.0) - (0.5 if kind == "rare" else 0)


def foreign_shape(name: str) -> float:
    """How well `name` is built like a transliterated name, 0 to 2."""
    bare = "".join(ch for ch in name if ch not in DOTS)
    share = sum(ch in _sounds() for ch in bare) / max(1, len(bare))
    if bare != name:
        return 2.0
    return 1.6 if share >= 0.99 and len(bare) > 2 else 1.2 if share >= 0.75 else 0.5 if share >= 0.5 else 0.0


FUNCTION_WORDS = frozenset("在同与及对将被的等说并从就以是也还给让把但而却因了着过作做")
"""Characters that as good as never end a name."""

MILD_WORDS = frozenset("和向于中为时率上来到会受经")


def _follow(text: str, at: int) -> float:
    """How surely a name can end at `at`, by what stands there: 0 to 3."""
    if STOP.match(text, at) or _honorific().match(text, at):
        return 3.0
    if strong := _words("strong").match(text, at):
        return 3.0 if len(strong[0]) > 1 else 2.0
    if text[at] in FUNCTION_WORDS:
        return 2.3
    if text[at] in "于自从至" and regex.match(r"\p{N}|[今昨当近]|北京", text[at + 1 : at + 3]):
        return 3.0
    if text[at] in "为向率赴":
        return 2.0
    return 1.5 if _words("weak").match(text, at) else 0.0


def _crossed(text: str, at: int) -> bool:
    """Whether a word of two or more characters begins at `at`, the last one of a name: 刘钊陪|同, 苏林大|将."""
    strong, rank = _words("strong").match(text, at), _honorific().match(text, at)
    return (strong is not None and len(strong[0]) > 1) or (rank is not None and len(rank[0]) > 1)


class NameReader:
    """Reads names in one article: knows the whole text, in which a name tends to recur."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._all = "\n".join(texts)
        named = {m.form for m in find_countries(self._all, "zh") if m.kind != "short"}
        self._marks = sorted(named, key=lambda form: (-len(form), form))
        self._counts: dict[str, int] = {}

    def count(self, name: str) -> int:
        """How often the article holds `name`."""
        if name not in self._counts:
            self._counts[name] = self._all.count(name)
        return self._counts[name]

    def name_at(self, text: str, at: int, *, foreign: bool, strict: bool = False) -> tuple[int, float] | None:
        """Where the name ends that begins at `at`, and how sure that is; None where no name begins there.

        Args:
            foreign: whether the title names another country, so that any characters may make the name.
            strict: only accept what looks like a name by itself, as where no title stands before it.
        """
        run = NAME_RUN.match(text, at)
        if run is None or self._no_name(text, at):
            return None
        best: tuple[int, float] | None = None
        dotted = any(dot in run[0] for dot in DOTS)
        last = max(run[0].rfind(dot) for dot in DOTS) if dotted else 0
        for length in range(2, min(len(run[0]), LONGEST_NAME_CHARS if dotted else 9) + 1):
            name = run[0][:length]
            if name[-1] in DOTS or (dotted and last < 12 and length <= last):
                continue
            score = self._score(text, at, name, foreign=foreign)
            if score is not None and (best is None or score > best[1]):
                best = at + length, score
        floor = 4.0 if strict else 3.4  # on the 30 annotated items 3.0 to 3.8 give the same names
        return best if best is not None and best[1] >= floor else None

    def _no_name(self, text: str, at: int) -> bool:
        mark = next((form for form in self._marks if text.startswith(form, at)), None)
        sounding = mark is not None and all(ch in _sounds() for ch in text[at : at + len(mark) + 2])
        if _words("suffix").match(text, at) or (mark is not None and not sounding):
            return True
        strong = _words("strong").match(text, at)
        if strong is None or len(strong[0]) == 1:
            return False
        return _surnames().get(text[at]) != "common" or self.count(text[at : at + 3]) < 2

    def _score(self, text: str, at: int, name: str, *, foreign: bool) -> float | None:
        follow, count = _follow(text, at + len(name)), self.count(name)
        if follow == 0 and count < 2:
            return None
        chinese, sounding = chinese_shape(name), foreign_shape(name)
        shape = max(chinese, sounding) if foreign or chinese else sounding - 0.4
        if any(dot in name for dot in DOTS):
            shape = sounding
        if foreign:
            shape = max(shape, 0.5 if STOP.match(text, at + len(name)) and len(name) <= 5 else 0.2)
        elif not chinese and sounding < 1 and count < 3:
            return None
        mild = 0.8 if chinese else 2.0
        penalty = 2.5 if name[-1] in FUNCTION_WORDS else mild if name[-1] in MILD_WORDS and len(name) > 2 else 0.0
        if len(name) > 2 and _crossed(text, at + len(name) - 1):
            penalty += 2
        if name[0] in FUNCTION_WORDS or (name[0] in MILD_WORDS and name[0] != "于" and (follow < 2 or not chinese)):
            penalty += 2
        if any(ch in FUNCTION_WORDS for ch in name[2:-1]) or (
            sounding < 1.6 and any(form in name for form in self._marks)
        ):
            penalty += 2
        inner = _words("strong").search(text, at + 1, at + len(name))
        if inner is not None and len(inner[0]) > 1:
            penalty += 3
        if head_zh().search(text, at + 1, at + len(name)) or regex.search(r"[部局署厅委院校化性型式类]$", name):
            penalty += 2
        return follow + shape + min(count - 1, 3) * (0.8 + 0.05 * len(name)) - penalty


# between two persons of a list, or before a person without a title of his own
LIST_LINK = regex.compile(r"[、，,]|(?:和|与|及|以及|、和)")


def find_names_zh(texts: Sequence[str]) -> list[FoundName]:
    """All places of `texts` (the parts of one article) where persons are named, by part and place."""
    reader = NameReader(texts)
    named = sorted({m.code for text in texts for m in find_countries(text, "zh")} - {"CN"})
    found: list[FoundName] = []
    for part, text in enumerate(texts):
        spans = _titled_spans(reader, text)
        found += _with_titles(reader, part, text, spans, named)
    found += _names_before_titles(reader, texts, found, named)
    found += _further_mentions(texts, found)
    found += _untitled(reader, texts, found)
    return sorted(found, key=lambda name: (name.part, name.start))


WEAK_HEADS = frozenset(["代表", "官员", "专家", "委员", "秘书", "助理", "教授", "顾问", "书记", "主任", "干事", "理事", "经理", "法官", "主管", "组长", "团长", "高级官员", "专员", "负责人", "队长", "站长", "所长", "指挥官", "首领", "参事", "研究员", "发言人", "检察官", "会长", "院士", "警长", "议员", "领事", "助理专员"])  # fmt: skip
"""Heads that are also common nouns or verbs (代表国务院): a title needs more than them."""


def _titled_spans(reader: NameReader, text: str) -> list[tuple[int, int, int, int]]:
    """For each head word with a name behind it: where head and name start and end."""
    spans: list[tuple[int, int, int, int]] = []
    for head in head_zh().finditer(text, overlapped=True):
        gap = regex.match(r"(?:[(（][^()（）\n]{1,12}[)）])? ?", text[head.end() : head.end() + 16])
        at = head.end() + (gap.end() if gap else 0)
        while (rank := _honorific().match(text, at)) is not None:
            at = rank.end()
        lead = text[max(0, head.start() - 24) : head.end()]
        foreign = any(m.code != "CN" for m in find_countries(lead, "zh")) and country_of(lead, "zh") != "CN"
        name = reader.name_at(text, at, foreign=foreign)
        if name is None or (spans and spans[-1][3] >= name[0] and spans[-1][1] >= head.end()):
            continue
        if spans and spans[-1][3] > head.start():
            if not spans[-1][0] < head.start() < spans[-1][1] < head.end():
                continue
            spans.pop()  # 警察厅长官露木: 长官, not 厅长
        bare = head[0] in WEAK_HEADS and not regex.search(r"\p{Han}$", text[max(0, head.start() - 1) : head.start()])
        if bare and name[1] < 5.5:
            continue
        spans.append((head.start(), head.end(), at, name[0]))
    return spans


def _with_titles(
    reader: NameReader, part: int, text: str, spans: list[tuple[int, int, int, int]], named: list[str]
) -> list[FoundName]:
    """The names at `spans` with their titles and countries, and the names that share a title with the one before."""
    marks = {m.start for m in find_countries(text, "zh")}
    known = {text[start:end] for *_, start, end in spans}
    places = sorted({m.end() for name in known for m in regex.finditer(regex.escape(name), text)})
    found: list[FoundName] = []
    for head_start, head_end, start, end in spans:
        floor = max([0, *(place for place in places if place <= head_start)])
        title_start = title_start_zh(text, floor, head_start, marks)
        title = clean_title_zh(text[title_start:head_end])
        if not _says_whose(title, text[start:end]):
            continue
        before = found[-1] if found else None
        country = _country(text, title, text[start:end], before if _listed(text, before, title_start) else None, named)
        found.append(
            FoundName(
                part, text[start:end], start, end, title, title_start, head_end, country, "official.title-name.zh"
            )
        )
        found += _sharing(reader, text, found[-1])
    return found


# the nouns that a body's name ends with, or the words that say whose an office is
BODY_NOUN = regex.compile(
    r"[部局署厅院委会司处所队校办馆团社行省市县区州组方院系科站所台港网]|组织|公司|中心|集团|总部|警察|警方|大使|驻|政府|国家|国务|联合国|项目|地区|区域"
)


def _says_whose(title: str, name: str) -> bool:
    """Whether a title with a head that is also a common noun (代表, 检察官) says whose it is: 公安部代表, not 建立检察官."""
    head = next((word for word in WEAK_HEADS if title.endswith(word)), None)
    if head is None:
        return True
    body = title[: len(title) - len(head)]
    return (
        (not body and chinese_shape(name) > 0) or BODY_NOUN.search(body) is not None or bool(find_countries(body, "zh"))
    )


def _listed(text: str, before: FoundName | None, at: int) -> bool:
    """Whether only a list link stands between the person before and `at`."""
    return before is not None and before.end <= at and LIST_LINK.fullmatch(text[before.end : at]) is not None


FOREIGN_PLACE = regex.compile(r"^\p{Han}{2,8}[州市省郡]")
FOREIGN_HEADS = regex.compile(r"大使|总统|首相|大臣|国王|国务卿|警察总监|公使|议长|总督|内政|内务")


def _country(text: str, title: str, name: str, before: FoundName | None, named: list[str]) -> str | None:
    """The country of a title; a title that names none takes the one before it in a list, or the one the name's shape tells."""
    code = country_of(title, "zh")
    if code is not None:
        return code
    if (short := short_code(title[:1], named)) is not None and title[1:2] not in ("华", "国"):
        return short
    chinese = chinese_shape(name) >= 1 and not any(dot in name for dot in DOTS)
    if before is not None and chinese and foreign_shape(name) >= 1.6:
        return before.country
    if before is not None and (before.country == "CN") == chinese:
        return before.country
    if before is not None and not chinese:
        return before.country if before.country != "CN" else named[0] if len(named) == 1 else None
    foreign = len(named) == 1 and foreign_shape(name) >= 1.6 and FOREIGN_PLACE.search(title) is not None
    if chinese and not foreign and not FOREIGN_HEADS.search(title):
        return "CN"
    return named[0] if len(named) == 1 else None


def _sharing(reader: NameReader, text: str, first: FoundName) -> list[FoundName]:
    """Persons named behind `first` in a list under the same title: 国务秘书腾萨翁、拉杰."""
    found: list[FoundName] = []
    at = first.end
    foreign = first.country not in (None, "CN")
    while at < len(text) and (link := regex.compile("、|和").match(text, at)):
        name = reader.name_at(text, link.end(), foreign=False, strict=True)
        if name is None or (
            head_zh().search(text, link.end(), min(len(text), link.end() + 20)) and not STOP.match(text, name[0])
        ):
            break
        shape = foreign_shape(text[link.end() : name[0]]) if foreign else chinese_shape(text[link.end() : name[0]])
        if shape < 1.2 or _follow(text, name[0]) < 1.5:
            break
        printed = text[link.end() : name[0]]
        found.append(replace(first, name=printed, start=link.end(), end=name[0], rule="official.shared-title.zh"))
        at = name[0]
    return found


POSTNOMINAL = regex.compile(
    r"(?:国务委员|副?总统|副?总理|副?首相|(?:副|常务副)?部长|国家主席|主席|总书记|副?外长|防长|国务卿|国王|女王|王储|亲王|大臣|大使|"
    r"秘书长|局长|署长|总监|元首|议长|省长|市长)(?:兼\p{Han}{0,8}?(?:外长|部长|大臣|总理|委员|主席))?"
)

# what may stand before a name that goes before its title
BEFORE_NAME = regex.compile(r"(?:^|[^\p{Han}]|[同和与对由向让及、在]|会见|会晤|表示|陪同|邀请|转达|感谢|欢迎|祝贺)$")


def _names_before_titles(
    reader: NameReader, texts: Sequence[str], found: Sequence[FoundName], named: list[str]
) -> list[FoundName]:
    """Names with the title behind them: 习近平主席, 杜特尔特总统, 王毅国务委员兼外长."""
    known = {name.name for name in found}
    more: list[FoundName] = []
    for part, text in enumerate(texts):
        taken = [(n.title_start, n.end) for n in found if n.part == part]
        for title in POSTNOMINAL.finditer(text):
            if any(start < title.end() and title.start() < end for start, end in taken) or _words("suffix").match(
                text, title.end()
            ):
                continue
            if head_zh().match(text, title.end()):  # 习近平主席特使
                continue
            start = _name_before(reader, text, title.start(), known)
            if start is not None:
                name = text[start : title.start()]
                foreign = named[0] if len(named) == 1 else None
                country = "CN" if chinese_shape(name) > foreign_shape(name) else foreign
                more.append(
                    FoundName(
                        part, name, start, title.start(), title[0], *title.span(), country, "official.name-title.zh"
                    )
                )
    return more


def _name_before(reader: NameReader, text: str, end: int, known: set[str]) -> int | None:
    """Where the name begins that ends at `end`, None where there is none."""
    best: tuple[float, int] | None = None
    for length in range(2, 16):
        start = end - length
        if start < 0 or not regex.fullmatch(rf"[\p{{Han}}{DOTS}]+", text[start:end]):
            break
        name = text[start:end]
        if name in known:
            return start
        if not BEFORE_NAME.search(text[max(0, start - 2) : start]) or find_countries(name, "zh") or name[0] in DOTS:
            continue
        foreign = foreign_shape(name) if length > 2 or any(dot in name for dot in DOTS) else 0.0
        shape = max(chinese_shape(name), foreign)
        if (
            head_zh().search(name)
            or regex.search(r"[国部局署省市县区]", name)
            or any(ch in FUNCTION_WORDS for ch in name)
        ):
            continue
        if shape >= 1.5 and (best is None or shape > best[0]):
            best = shape, start
    return best[1] if best else None


def _further_mentions(texts: Sequence[str], found: Sequence[FoundName]) -> list[FoundName]:
    """All other places of the names found; of 特雷莎·梅 also the last part, if it is long enough to be told apart."""
    names = {name.name for name in found}
    parts = {regex.split(f"[{DOTS}]", name)[-1] for name in names if any(dot in name for dot in DOTS)}
    forms = names | {part for part in parts if len(part) > 1}
    if not forms:
        return []
    pattern = regex.compile(alternation(forms))
    more = []
    for part, text in enumerate(texts):
        taken = sorted((n.start, n.end) for n in found if n.part == part)
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            more.append(
                FoundName(part, match[0], *match.span(), None, match.start(), match.start(), None, "official.second.zh")
            )
    return more


# a person at the head of a clause with a verb of such news: 周启衡率团访问, 周启衡会见
UNTITLED = regex.compile(
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
    if not forms:
        return []
    pattern = regex.compile(alternation(forms))
    return [
        FoundName(part, match[0], *match.span(), None, match.start(), match.start(), None, "person.untitled.zh")
        for part, text in enumerate(texts)
        for match in pattern.finditer(text)
        if not any(n.part == part and n.start < match.end() and match.start() < n.end for n in found)
    ]


def _no_person(name: str) -> bool:
    return bool(regex.search(r"[方国双会议们者部局署委院团队区省市县]", name)) or bool(find_countries(name, "zh"))
