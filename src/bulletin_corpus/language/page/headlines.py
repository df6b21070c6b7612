"""Headings of several lines: one headline broken over lines, or a headline and its subheadline.

Decides where the headline ends in a run of heading lines, from grammar (is the first line a whole clause, does the
second begin one), style and the article's own words. Weights are log-odds by judgement, see `layout`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.page.layout import Evidence, news_words, predicate, words_pattern
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.records import Lang

ZH_OPEN_END = make_pattern(
    r"(?:[和与同及暨在于对向就的为以、,，:：·《“(（将被把由从中]|会见|访问|出席|参加|视频|联合|共同|国际|关于|第[一二三四五六七八九十\d]*)$"
)
# 和泰国 · 举行 · 提供的粮食援助 (what the first line's end is said of)
ZH_OPEN_START = make_pattern(
    r"和(?![平谐])|与(?!会)|及(?!时)|[暨的、,，》”)）·等在于同]|(?:会谈|会晤|举行|召开|举办|开幕|闭幕|致辞|一行)$|\p{Han}{1,5}$"
    r"|(?!共同|新|我|最|重要|有)\p{Han}{2}的(?!是)\p{Han}"
)
EN_OPEN_END = make_pattern(
    r"(?:\b(?:and|or|of|the|a|an|to|with|in|on|for|by|at|from|between|against|under|over|into|via|as|its|their|his|her"
    r"|first|second|third|new|more|joint|chinese|\w+'s)|[,&:–—-])$",
    regex.IGNORECASE,
)
EN_OPEN_START = make_pattern(
    r"(?:and|or|of|the|with|in|on|for|by|at|from|between|against|under|over|into|via|as|to)\b|[,&–—-]", regex.IGNORECASE
)
WORD = make_pattern(r"[\p{L}\p{N}'’.-]+")
SMALL_WORDS = frozenset(
    "and or of the a an to with in on for by at from as via between against under over into per vs".split()  # noqa: SIM905
)


@cache
def _closing() -> tuple[str, ...]:
    """...在乌鲁木齐举行: verbs that a Chinese headline ends in."""
    rows = (row for row in lexicon("news_words") if row["lang"] == "zh" and row["kind"] == "closing")
    return tuple(row["word"] for row in rows)


@cache
def _wants_object() -> regex.Pattern[str]:
    """Zhou Qiheng Holds / China, Laos to deepen: verbs that a clause does not end in."""
    words = (row["word"] for row in lexicon("news_words") if row["lang"] == "en" and row["kind"] == "transitive")
    return make_pattern(rf"\b(?:{'|'.join(sorted(words))})$", regex.IGNORECASE)


@cache
def _verb_first() -> regex.Pattern[str]:
    """致信感谢中国警方: a clause whose subject stood before."""
    rows = (row for row in lexicon("news_words") if row["lang"] == "zh" and row["kind"] == "event")
    return make_pattern(words_pattern(row["word"] for row in rows))


def _predicate_ahead(second: str) -> bool:
    """就船员换班等通话 / 致信感谢中国警方: what wants the first line as its subject."""
    return second.startswith(("就", "对", "将")) or _verb_first().match(second) is not None


def split_heading(lines: Sequence[str], lang: Lang, body: str) -> tuple[int, list[Evidence]]:
    """How many of the heading's lines are the headline (the rest is the subheadline), and why.

    Args:
        lines: the heading's lines, at least one.
        lang: their language.
        body: the article's text, or its beginning; its words tell which lines were one phrase.
    """
    if len(lines) == 1:
        return 1, []
    judge, glue = (_join_zh, "") if lang == "zh" else (_join_en, " ")

    def held(part: Sequence[str]) -> float:
        """How well the lines of a part hold together, each with all before it."""
        return sum(_sum(judge(glue.join(part[:n]), part[n], body)) for n in range(1, len(part)))

    best, weight, why = len(lines), held(lines), judge(lines[0], lines[1], body)
    for n in range(1, len(lines)):
        apart = judge(glue.join(lines[:n]), glue.join(lines[n:]), body)
        total = held(lines[:n]) + held(lines[n:]) - _sum(apart)
        if total > weight:
            best, weight, why = n, total, apart
    return best, why


# 王小洪和维科共同主持 / 林知远出席开幕式: a person, then what the person does
PERSON_ACTS = make_pattern(
    r"(?P<name>\p{Han}{2,4}?)(?:[和与、]\p{Han}{2,8}?)?"
    r"(?:共同|分别|出席|发表|主持|会见|致辞|讲话|参加|强调|表示|率团|宣布|应邀|[在同向作致])"
)
ACTS = make_pattern(r"共同|分别|出席|发表|主持|会见|致辞|强调|指出")
SHORTEST_GLUED = 8  # characters of a headline, and of the subheadline glued to it


def glued_subheadline(text: str, body: str) -> int | None:
    """Where the subheadline begins that a Chinese headline is glued to; None where there is none.

    中菲部级对话举行|王小洪和维科共同主持: behind a verb that headlines end in, a person whom the text names acts.
    海关代表团访问老挝|林知远分别会见老挝官员: behind a clause, a person whom the text names again and again.
    """
    for match in _closing_anywhere().finditer(text, SHORTEST_GLUED - 2, len(text) - SHORTEST_GLUED):
        rest = text[match.end() :]
        if not (acts := PERSON_ACTS.match(rest)) or not acts["name"].startswith(_surnames()):
            continue
        if len(rest) >= SHORTEST_GLUED and acts["name"] in body and predicate(rest, "zh"):
            return int(match.end())
    for match in ACTS.finditer(text, SHORTEST_GLUED + 2):
        for length in (4, 3, 2):
            at = match.start() - length
            name, first = text[at : match.start()], text[:at]
            known = name.startswith(_surnames()) and (length < 4 or name[:2] in _surnames()) and body.count(name) > 1
            if known and min(at, len(text) - at) >= SHORTEST_GLUED and _whole_clause(first):
                return at
    return None


def _whole_clause(first: str) -> bool:
    return predicate(first, "zh") and not ZH_OPEN_END.search(first)


@cache
def _closing_anywhere() -> regex.Pattern[str]:
    return make_pattern(words_pattern(_closing()))


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(row["surname"] for row in lexicon("surnames"))


def one_phrase(first: str, second: str, lang: Lang, body: str) -> bool:
    """Whether two lines look like one headline that was broken between them."""
    return _sum((_join_zh if lang == "zh" else _join_en)(first, second, body)) >= 0


def _sum(signs: Sequence[Evidence]) -> float:
    return sum(evidence.weight for evidence in signs)


def _join_zh(first: str, second: str, body: str) -> list[Evidence]:
    """Signs that the two lines are one broken headline (above 0), or headline and subheadline."""
    if second.startswith(("——", "—", "--")):
        return [Evidence(-6, "the second line opens with a dash")]
    found = _break_zh(first, second, body)
    if ZH_OPEN_END.search(first):
        found.append(Evidence(2.5, "the first line breaks off"))
    elif first.endswith(_closing()):
        found.append(Evidence(-2, "the first line is a whole clause"))
    elif not predicate(first, "zh"):
        found.append(Evidence(3 if _predicate_ahead(second) else 1.5, "the first line has no verb"))
    else:
        found.append(Evidence(-0.5, "the first line may be a whole clause"))
    if ZH_OPEN_START.match(second):
        found.append(Evidence(2.5, "the second line begins inside a phrase, or is its end"))
    elif predicate(second, "zh") and len(second) >= 8:
        found.append(Evidence(-2, "the second line is a clause of its own"))
    elif not predicate(second, "zh"):
        found.append(Evidence(2, "the second line has no verb"))
    else:  # 致信 / 感谢中国警方: ten annotated subheadlines have ten characters at least
        found.append(Evidence(1, "the second line is too short for a subheadline"))
    if len(first) < 6:
        found.append(Evidence(4, "the first line is too short for a headline"))
    return found


def _break_zh(first: str, second: str, body: str) -> list[Evidence]:
    """What the characters around a break say: 举|行 and 部|长 are words of such news."""
    found: list[Evidence] = []
    pair = first[-1:] + second[:1]
    if any(news_words("zh", kind).first(pair) == pair for kind in ("event", "office")):
        found.append(Evidence(2.5, "the break parts a word"))
    if (seam := _seam(first, second, body)) > 0:
        found.append(Evidence(seam, "the text writes the two ends of the break together"))
    return found


def _seam(first: str, second: str, body: str) -> float:
    """How much the text speaks for a break inside a word: 警|察 stand together, mostly where either does."""
    if len(first) < 2 or len(second) < 2 or first[-1] + second[0] not in body:
        return 0.0
    together = body.count(first[-1] + second[0])
    alone = max(body.count(first[-1]), body.count(second[0]))
    phrase = first[-2:] + second[:1] in body or first[-1:] + second[:2] in body
    return 4.0 if 3 * together >= alone and phrase else 1.5 if phrase else 0.0


def _join_en(first: str, second: str, body: str) -> list[Evidence]:
    found: list[Evidence] = []
    if second.startswith(("--", "—", "–")):
        return [Evidence(-6, "the second line opens with a dash")]
    a, b = WORD.findall(first), WORD.findall(second)
    if not a or not b:
        return [Evidence(2, "a line without a word")]
    last = first.rfind(" ") + 1
    if EN_OPEN_END.search(first, last) or _wants_object().search(first, last):
        found.append(Evidence(3, "the first line breaks off"))
    if EN_OPEN_START.match(second):
        found.append(Evidence(2.5, "the second line begins inside a phrase"))
    elif second[0].islower():
        found.append(Evidence(3, "the second line begins with a small letter"))
    if a[-1].lower() not in SMALL_WORDS and f"{a[-1]} {b[0]}".lower() in body.lower():
        found.append(Evidence(3, "the text writes the two words around the break together"))
    whole = predicate(first, "en")
    own = predicate(" ".join(b[1:]), "en") and len(b) >= 4
    found.append(
        Evidence(-1, "the first line may be a whole clause") if whole else Evidence(2, "the first line has no verb")
    )
    found.append(
        Evidence(-1.5, "the second line is a clause of its own")
        if own
        else Evidence(1.5, "the second line is no clause of its own")
    )
    style = (_title_case(a), _title_case(b))
    if None not in style and style[0] != style[1]:
        found.append(Evidence(-2.5, "one line is in title case, the other is not"))
    return found


def _title_case(words: Sequence[str]) -> bool | None:
    """Whether the words are in title case; None where too few tell."""
    telling = [word for word in words[1:] if word.lower() not in SMALL_WORDS and word[0].isalpha()]
    if len(telling) < 2:
        return None
    return sum(word[0].isupper() for word in telling) >= 0.8 * len(telling)
