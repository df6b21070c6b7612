"""Who made an item: photographers, authors, translators, editors and sources, as bulletins print them.

Decides whether a bracket or a phrase is a credit and whom it names in which role. Input is text of one line, output
offsets into it. To whom the credit belongs is left to segmenting. The words stand in `lexicon/credit_roles.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.page.layout import WordFinder, words_pattern
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from bulletin_corpus.records import CreditRole

OPEN, CLOSE = "(（[【〔", ")）]】〕"
LONGEST_SOURCE = 30  # characters; a ministry's site with its department has 20
LONGEST_BARE = 80  # characters of a credit without brackets that ends in a full stop
LONGEST_CREDIT = 160  # characters; the longest bracket of a staff list seen has 60

# 陶莎 / 滿博 / 娜迪亚·拉赫曼 / Ye Mucheng / Jean-Pierre O'Neill
ZH_NAME = make_pattern(r"\p{Han}{2,4}|\p{Han}{1,8}(?:[·•・‧]\p{Han}{1,8}){1,3}")
# 乌云其其格 / 阿拉坦格日勒: a name of another people of China, written as one word; only in brackets with a role
LONG_NAME = make_pattern(r"\p{Han}{5,7}")
EN_NAME = make_pattern(
    r"\p{Lu}[\p{L}.'’-]*"
    r"(?:\s+(?:\p{Lu}[\p{L}.'’-]*|de|da|di|del|la|le|bin|binti|al|von|van|der|den|dos|el|y)){0,5}"
)
# 满博摄影 / 国际合作局供稿: what is said of the name behind it
PHOTO_TAIL = make_pattern(r"(?:摄影|摄|供稿|供图)$")
# 公安部国际合作局: who else than a person hands in a text or a picture
OFFICE = make_pattern(
    r"\p{Han}{2,20}(?:局|部|司|厅|署|委|院|社|处|办|办公室|中心|总队|支队|大队|站|大学|学院|使馆|领事馆|报|网)"
)
HAN = make_pattern(r"\p{Han}")
# (实习生) inside a credit: what it says of the person is no name
INNER_BRACKET = make_pattern(r"[(（\[][^()（）\[\]]*[)）\]]")
# a blank between two parts of a foreign name separates nothing
ZH_SEPARATORS = make_pattern(r"(?:[,，;；|｜。]|(?<![A-Za-z.])\s|\s(?!\p{Lu}))+")
NAME_SEPARATORS = make_pattern(r"\s*(?:[、,，/／&＆]|\band\b|(?<=\p{Han}{2})[和与](?=\p{Han}{2}))\s*")
# What a sentence ends with, or a line begins with: a bare credit stands only behind it.
BARE_START = make_pattern(r"(?:^|(?<=[。！？!?.”\"’'」』)）】\]])\s*|(?<=\p{Han})\s+(?=[(（【]?\p{Han}+[:：/／]))")
CAPTION_STARTS = "图上下左右题"
CAPTION = make_pattern(r"(?:图片说明|图为|图说|上图|下图|左图|右图|题图|图片[:：]|图[①-⑳\d]{1,2}[:：])")


@dataclass(frozen=True, slots=True)
class CreditFound:
    """A stretch `[start, end)` of a line that is a credit, with the (role, name) pairs that it gives."""

    start: int
    end: int
    credits: tuple[tuple[CreditRole, str], ...]


@cache
def _roles(lang: str, *places: str) -> dict[str, CreditRole]:
    rows = (row for row in lexicon("credit_roles") if row["lang"] == lang and row["place"] in places)
    return {row["word"]: cast("CreditRole", row["role"]) for row in rows}


@cache
def _zh_label() -> regex.Pattern[str]:
    """记者陶莎 / 图:滿博 / 文/图:张三 / 连云港日报全媒体记者陶莎: words of a role, then names."""
    word, direct = words_pattern(_roles("zh", "marked", "direct")), words_pattern(_roles("zh", "direct"))
    return make_pattern(
        rf"""
        (?: (?P<roles> (?:{word}) (?: [/／、&和] (?:{word}) )* ) \s* (?: [:：] | [/／—-] | $ )
          | [\p{{Han}}A-Za-z]{{0,16}}? (?P<roles> {direct} ) [:：]?
        ) (?P<rest> .* )
        """,
        regex.VERBOSE | regex.DOTALL,
    )


@cache
def _en_label() -> regex.Pattern[str]:
    """Photo by X / Photo: X / Edited by X / Source: X: a role that ends in 'by' or 'of' needs no mark."""
    bare, marked = words_pattern(_roles("en", "direct")), words_pattern(_roles("en", "marked", "direct"))
    return make_pattern(
        rf"(?<![\w-])(?:(?P<role>{bare})(?:\s*[:：]\s*|\s+)|(?P<role>{marked})\s*[:：/]\s*)", regex.IGNORECASE
    )


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["name"] for row in lexicon("agencies"))


def read_credit(text: str, *, bracketed: bool) -> tuple[tuple[CreditRole, str], ...]:
    """The (role, name) pairs of a credit's inside; empty where it is none.

    Args:
        text: without its outer brackets.
        bracketed: whether it stood in brackets; a bare phrase must say each role.
    """
    text = text.strip().rstrip(CLOSE + "。.;；,，").strip()
    if not 2 <= len(text) <= LONGEST_CREDIT:
        return ()
    inner = INNER_BRACKET.sub("", text)
    return (
        _read_zh(inner, bracketed=bracketed)
        if HAN.search(inner) and not _en_label().match(inner)
        else _read_en(inner, bracketed=bracketed)
    )


def _read_zh(text: str, *, bracketed: bool) -> tuple[tuple[CreditRole, str], ...]:
    """文:周栋梁 图:张建鑫 / 记者 段凌云 文/图 / 新华社记者李学军摄 / 来源:司法部网站."""
    found: list[tuple[CreditRole, str]] = []
    roles: list[CreditRole] = []
    pending: list[str] = []  # names since the last word of a role
    chunks = [chunk for chunk in ZH_SEPARATORS.split(text) if chunk]
    for number, chunk in enumerate(chunks):
        if pending and number + 1 == len(chunks) and (behind := _role_behind(chunk)) is not None:
            if behind == "photo" or not roles:  # 满博 摄影; but 记者 段凌云 译 stays an author
                roles = [behind]
            continue
        if chunk in BOTH and (not pending or number + 1 == len(chunks)):  # 记者 段凌云 文/图, 文/图 段凌云
            roles = roles if pending else ["author"]
            continue
        rest = chunk
        if (label := _zh_label().fullmatch(chunk)) is not None:
            found += ((role, name) for role in roles for name in pending)
            pending, roles, rest = [], _roles_named(label["roles"]), label["rest"].strip("/／:： ")
            if not rest:
                continue
        names = _names(rest, roles) or ([rest] if bracketed and LONG_NAME.fullmatch(rest) else [])
        if not names or (pending and "source" in roles):
            return ()
        names[-1], roles = _without_role_behind(names[-1], roles)
        pending += names
    if pending and not roles:
        return ()
    found += ((role, name) for role in roles for name in pending)
    return tuple(dict.fromkeys(_of_office(role, name) for role, name in found))


def _of_office(role: CreditRole, name: str) -> tuple[CreditRole, str]:
    """供稿:国际合作局: an office that hands in a text is its source."""
    return ("source", name) if role == "author" and OFFICE.fullmatch(name) else (role, name)


BOTH = ("文/图", "图/文", "图文", "文并图", "文／图")


def _role_behind(chunk: str) -> CreditRole | None:
    return _roles("zh", "behind").get(chunk.strip("/／"))


def _roles_named(words: str) -> list[CreditRole]:
    """The roles of 文/图, of 记者, of 编辑、校对."""
    known = _roles("zh", "marked", "direct")
    return list(dict.fromkeys(known[word] for word in regex.split(r"[/／、&和]", words) if word in known))


def _without_role_behind(name: str, roles: list[CreditRole]) -> tuple[str, list[CreditRole]]:
    """李学军摄, 满博摄影 without the word behind the name, and the roles that it leaves."""
    tail = next((word for word in ("摄影报道", "摄影", "摄", "文/图", "供图", "供稿") if name.endswith(word)), "")
    if not tail or len(name) <= len(tail) + 1:
        return name, roles
    return name.removesuffix(tail).rstrip("/／ "), roles or ["author"] if tail in ("文/图", "供稿") else ["photo"]


def _names(text: str, roles: list[CreditRole]) -> list[str]:
    """The names that `text` lists; empty where it holds anything else. A source may be any short phrase."""
    if any(sign in text for sign in OPEN + CLOSE):
        return []
    if "source" in roles:
        return [text] if len(text) <= LONGEST_SOURCE else []
    names = [name for name in NAME_SEPARATORS.split(text) if name]
    ok = all(ZH_NAME.fullmatch(PHOTO_TAIL.sub("", name)) or EN_NAME.fullmatch(name) for name in names)
    if not ok and roles and OFFICE.fullmatch(PHOTO_TAIL.sub("", text)):
        return [text]
    return names if ok else []


def _read_en(text: str, *, bracketed: bool) -> tuple[tuple[CreditRole, str], ...]:
    """Photo by Ding Lin/Xinhua / Xinhua/Ding Lin / Translated by A and B; Edited by C."""
    agency, slash, name = text.partition("/")
    if bracketed and slash and agency.strip() in _agencies() and EN_NAME.fullmatch(name.strip()):
        return (("photo", name.strip()),)
    if bracketed and text in _agencies():
        return (("source", text),)
    labels = list(_en_label().finditer(text))
    if not labels or labels[0].start() > 0 or (text.startswith("by ") and not bracketed):
        return ()  # Chile Talk / by Telephone: a small letter goes on with a headline
    found: list[tuple[CreditRole, str]] = []
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        role = _roles("en", "marked", "direct")[label["role"].lower()]
        said = text[label.end() : end].strip(" ,;|.。-—")
        if role == "source":
            names = [said] if len(said) <= 40 else []
        else:
            names = [name for name in NAME_SEPARATORS.split(said) if name]
            names = [name for n, name in enumerate(names) if n == 0 or name not in _agencies()]
            names = [regex.sub(r"(?:^|\s+)(?:[Ff]or|of)\s+.*$", "", name) for name in names]
            names = [name.removeprefix("the ") for name in names if name]
            if not all(EN_NAME.fullmatch(name) or ZH_NAME.fullmatch(name) for name in names):
                return ()
        found += [(role, name) for name in names if name]
    return tuple(dict.fromkeys(found))


def bracket_at_end(text: str, end: int) -> int | None:
    """Where the bracket opens that closes right before `end`; None where none does within the longest credit."""
    depth = 0
    for at in range(end - 1, max(-1, end - LONGEST_CREDIT), -1):
        if text[at] in CLOSE:
            depth += 1
        elif text[at] in OPEN:
            depth -= 1
            if depth == 0:
                return at
    return None


def bracket_at_start(text: str, start: int) -> int | None:
    """Where the bracket ends (exclusive) that opens at `start`; None where it does not within the longest credit."""
    depth = 0
    for at in range(start, min(len(text), start + LONGEST_CREDIT)):
        if text[at] in OPEN:
            depth += 1
        elif text[at] in CLOSE:
            depth -= 1
            if depth == 0:
                return at + 1
    return None


@cache
def _bare_signs() -> WordFinder:
    """The signs of which a credit without brackets must hold one."""
    return WordFinder([*":：/／", "by", "courtesy", *_roles("zh", "direct"), *_roles("zh", "behind")], "en")


def credit_at_end(text: str, end: int) -> CreditFound | None:
    """The credit that ends `text[:end]`: a bracket, or a bare phrase behind the last sentence (or the whole line)."""
    end = len(text[:end].rstrip()) if end and text[end - 1].isspace() else end
    if end == 0:
        return None
    if text[end - 1] in CLOSE:
        start = bracket_at_end(text, end)
        if start is not None:
            inside = text[start + 1 : end - 1]
            pairs = read_credit(inside, bracketed=True) or _lone_name(text, start, inside)
            if pairs:
                return CreditFound(start, end, pairs)
    elif text[end - 1] in "。！？!?":
        return None
    at = max(0, end - LONGEST_CREDIT)
    return _bare_credit(text, at, end) if _may_be_bare(text[at:end]) else None


def _may_be_bare(window: str) -> bool:
    """Whether a line that ends so may end in a credit without brackets: its last sentence is short and holds a sign."""
    is_long = window.endswith(".") and len(window) - window.rfind(". ", 0, -1) > LONGEST_BARE
    return not is_long and bool(_bare_signs().places(window))


def _bare_credit(text: str, at: int, end: int) -> CreditFound | None:
    """The longest bare phrase of `text[at:end]` that is a credit and ends it."""
    window = text[at:end]
    for match in reversed(list(BARE_START.finditer(window))):
        start = at + match.end()
        if start >= end - 1:
            continue
        unclosed = text[start] in OPEN  # 【责任编辑:周勇 and the rest was lost
        phrase = text[start + 1 : end] if unclosed else text[start:end]
        pairs = read_credit(phrase, bracketed=unclosed)
        if pairs and not (start == 0 and at > 0):
            return CreditFound(start, end, pairs)
    return None


def _lone_name(text: str, start: int, inside: str) -> tuple[tuple[CreditRole, str], ...]:
    """...支持。 (郝帆): a name alone in brackets, behind a full stop or on its own line, is the author's."""
    before, name = text[:start].rstrip()[-1:], inside.strip()
    if before not in ("", *"。！？”.") or name in NO_NAMES:
        return ()
    if name in _agencies() or MEDIUM.fullmatch(name):
        return (("source", name),)
    compound = name[:2] in _surnames()
    chinese = name.startswith(_surnames()) and HAN_NAME.fullmatch(name) and (len(name) < 4 or compound)
    return (("author", name),) if chinese or DOTTED_NAME.fullmatch(name) else ()


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(row["surname"] for row in lexicon("surnames"))


HAN_NAME = make_pattern(r"\p{Han}{2,4}")
DOTTED_NAME = make_pattern(r"\p{Han}{1,8}(?:[·•・‧]\p{Han}{1,8}){1,3}")
# 中国交通新闻网: a paper, site or station alone in brackets
MEDIUM = make_pattern(r"\p{Han}{2,14}(?:网|网站|报|日报|时报|社|电视台|广播电台|客户端|杂志|通讯社)")
# What stands in brackets behind a full stop too, and begins as a surname does
NO_NAMES = frozenset(
    "完毕 全文 待续 上接 下转 续完 左一 左二 左三 右一 右二 右三 前左 前右 中间 下同 译文 节选 摘编".split()  # noqa: SIM905
)


def credit_at_start(text: str, start: int) -> CreditFound | None:
    """The credit in brackets that opens `text[start:]`, as a reporter's behind a dateline."""
    at = start
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text) or text[at] not in OPEN:
        return None
    end = bracket_at_start(text, at)
    if end is None:
        return None
    pairs = read_credit(text[at + 1 : end - 1], bracketed=True)
    return CreditFound(at, end, pairs) if pairs else None


def broken_credit(first: str, second: str) -> tuple[CreditFound, int] | None:
    """The credit whose bracket opens at the end of one line and closes at the beginning of the next, and where there.

    ...参会。【责任编辑:周勇 and 】 / ...参会。(图: and 满博)
    """
    at = max(0, len(first) - LONGEST_CREDIT)
    start = max([first.rfind(sign, at) for sign in OPEN])
    if start < 0:
        return None
    closing = CLOSING.search(second[:LONGEST_CREDIT])
    if closing is None or any(sign in first[start:] for sign in CLOSE):
        return None
    inside = first[start + 1 :].rstrip() + " " + second[: closing.start()].strip()
    pairs = read_credit(inside, bracketed=True) or read_credit(inside.replace(" ", ""), bracketed=True)
    return (CreditFound(start, len(first), pairs), closing.end()) if pairs else None


CLOSING = make_pattern(rf"(?<=^[^{regex.escape(OPEN + CLOSE)}]*)[{regex.escape(CLOSE)}]")


def caption(text: str) -> bool:
    """Whether the line is the caption of a picture."""
    return text[:1] in CAPTION_STARTS and CAPTION.match(text) is not None
