"""Where a Chinese or transliterated name ends: its shape, the words behind it and its recurrence decide.

Input: the text of one article and the place where a name may begin. Output: its end with a score. Words and
characters stand in the lexicons `surnames`, `transliteration_characters`, `name_followers` and `honorifics`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.people.titles import begins_body, has_head
from bulletin_corpus.language.people.word_list import WordList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bulletin_corpus.language.people.countries import CountryMention

DOTS = r"·•・‧∙⋅\-－‐‑–"
LONGEST_NAME_CHARS = 24
SURE, LIKELY, LIKELY_SOUNDING, LIKELY_CHINESE = 4.0, 3.4, 2.7, 2.0
"""Least scores: without a title before the name; behind a title; there with a minority or Chinese name. On 30 annotated
items 3.0, 2.4 to 3.0 and 1.5 to 2.6 for the last three give the same names; 3.8 for the second loses some."""
MOST_CHARS = 20_000
"""Names are counted in so much of an article; the longest of 109 annotated items has 406 characters."""

# behind a name: the end, punctuation, a digit, a space, a Latin letter
STOP = regex.compile(rf"$|[^\p{{Han}}{DOTS}]")

# between two persons of a list
LINK = regex.compile(r"以及|[和与及同]")

# in the place of a name, but no name: 大使馆, 部长级, 主席团
NAME_RUN = regex.compile(rf"\p{{Han}}[\p{{Han}}{DOTS}]{{1,{LONGEST_NAME_CHARS}}}")


@cache
def followers(kind: str) -> WordList:
    """Words that stand behind a name (strong, weak), or show that none begins here (suffix)."""
    return WordList(row["form"] for row in lexicon("name_followers") if row["kind"] == kind)


@cache
def _surnames() -> Mapping[str, str]:
    return {row["surname"]: row["kind"] for row in lexicon("surnames")}


@cache
def _sounds() -> frozenset[str]:
    return frozenset(row["character"] for row in lexicon("transliteration_characters"))


@cache
def honorific() -> WordList:
    """Forms of address and ranks: 阁下, 少将."""
    return WordList(row["form"] for row in lexicon("honorifics") if row["lang"] == "zh")


@lru_cache(maxsize=16384)
def chinese_shape(name: str) -> float:
    """How well `name` is built like a Chinese name, 0 to 2: surname, then one or two characters."""
    kinds = _surnames()
    if kinds.get(name[:2]) == "compound" and 3 <= len(name) <= 4:
        return 2.0
    kind = kinds.get(name[:1])
    if kind is None or not 2 <= len(name) <= 3:
        return 0.0
    return (1.2 if len(name) == 2 else 2.0) - (0.5 if kind == "rare" else 0)


def _japanese_shape(name: str) -> float:
    """1.6 for a Japanese surname of two characters and a given name of one to three: 御厨邦雄; else 0."""
    return 1.6 if 3 <= len(name) <= 5 and _surnames().get(name[:2]) == "japanese" else 0.0


@lru_cache(maxsize=16384)
def foreign_shape(name: str) -> float:
    """How well `name` is built like a transliterated name, 0 to 2."""
    bare = "".join(ch for ch in name if ch not in DOTS)
    share = sum(ch in _sounds() for ch in bare) / max(1, len(bare))
    if bare != name:
        return 2.0
    return 1.6 if share >= 0.99 and len(bare) > 2 else 1.2 if share >= 0.75 else 0.5 if share >= 0.5 else 0.0


FUNCTION_WORDS = frozenset("在同与及对将被的等说并从就以是也还给让把但而却因了着过作做")
"""Characters that as good as never end a name."""

PRONOUNS = frozenset("他她它你您谁们")

MILD_WORDS = frozenset("和向于中为时率上来到会受经")


NO_GIVEN_NAME = FUNCTION_WORDS | MILD_WORDS | frozenset("一二三四五六七八九十个些这那其")
"""Characters that do not make a given name where nothing else tells that a name stands there."""


WHEN_OR_WHERE = regex.compile(r"\p{N}|[今昨当近]|北京")


def ending_at(text: str, at: int) -> float:
    """How surely a name can end at `at`, by what stands there: 0 to 3."""
    if STOP.match(text, at) or honorific().at(text, at) or (text[at] == "称" and STOP.match(text, at + 1)):
        return 3.0
    if strong := followers("strong").at(text, at):
        return 3.0 if len(strong) > 1 else 2.0
    if text[at] in FUNCTION_WORDS:
        return 2.3
    if text[at] in "于自从至" and WHEN_OR_WHERE.match(text, at + 1, at + 3):
        return 3.0
    if text[at] in "为向率赴":
        return 2.0
    return 1.5 if followers("weak").at(text, at) else 0.0


@cache
def _cities() -> frozenset[str]:
    return frozenset(row["zh"] for row in lexicon("places"))


NOUN_ENDS = frozenset("部局署厅委院校化性型式类")


def _crossed(text: str, at: int) -> bool:
    """Whether a word of two or more characters begins at `at`, the last one of a name: 刘钊陪|同, 苏林大|将."""
    strong, rank = followers("strong").at(text, at), honorific().at(text, at)
    return (strong is not None and len(strong) > 1) or (rank is not None and len(rank) > 1)


class NameReader:
    """Reads names in one article: knows the text, in which a name tends to recur, and the `countries` of each part."""

    def __init__(self, texts: Sequence[str], countries: Sequence[Sequence[CountryMention]]) -> None:
        self.countries = countries
        self._all = "\n".join(texts)[:MOST_CHARS]
        named = {mention.form for mentions in countries for mention in mentions if mention.kind != "short"}
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
            text: one part of the article.
            at: where the name would begin.
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
            two = LINK.match(text, at + length) and chinese_shape(name) >= 2.0  # 钟军毅|与汤姆·阿什沃思
            if name[-1] in DOTS or (dotted and last < 12 and length <= last and not two):
                continue
            score = self._score(text, at, name, foreign=foreign)
            if score is not None and (best is None or score > best[1]):
                best = at + length, score
        if best is None:
            return None
        name = text[at : best[0]]
        clear = not foreign and not has_head(text, at, min(len(text), best[0] + 4))
        floor = SURE if strict else LIKELY
        if (
            clear
            and not strict
            and (chinese_shape(name) >= 1.2 or (chinese_shape(name) > 0 and ending_at(text, best[0]) >= 2))
        ):
            floor = LIKELY_CHINESE
        elif clear and not strict and ending_at(text, best[0]) >= 2:
            floor = LIKELY_SOUNDING
        return best if best[1] >= floor else None

    def _no_name(self, text: str, at: int) -> bool:
        mark = next((form for form in self._marks if text.startswith(form, at)), None)
        sounding = mark is not None and all(ch in _sounds() or ch in DOTS for ch in text[at : at + len(mark) + 2])
        if followers("suffix").at(text, at) or (mark is not None and not sounding):
            return True
        strong = followers("strong").at(text, at)
        if strong is None or len(strong) == 1:
            return False
        return _surnames().get(text[at]) != "common" or self.count(text[at : at + 3]) < 2

    def _score(self, text: str, at: int, name: str, *, foreign: bool) -> float | None:
        """How likely `name` is one by what follows, its shape and its recurrence; None where it cannot be one."""
        follow, count = max(ending_at(text, at + len(name)), self._next_body(text, at + len(name))), self.count(name)
        chinese, sounding = chinese_shape(name), foreign_shape(name)
        if name[0] in FUNCTION_WORDS and not any(dot in name for dot in DOTS) and (chinese < 1.5 or follow < 1.5):
            return None  # 对外贸易, but 过明远, 让·克洛德
        if name[1] in PRONOUNS:
            return None  # 处长由他推荐
        if follow == 0 and count < 2 and (foreign or chinese < 1.7 or any(ch in NO_GIVEN_NAME for ch in name[1:])):
            return None
        if any(dot in name for dot in DOTS):
            shape = sounding
        elif foreign:
            closed = STOP.match(text, at + len(name)) and len(name) <= 5
            shape = max(chinese, sounding, _japanese_shape(name), 0.5 if closed else 0.2)
        elif chinese:
            shape = max(chinese, sounding)
        elif sounding < 0.5 or (sounding < 1 and count < 2):
            return None
        else:
            shape = sounding - 0.4
        recurring = min(count - 1, 3) * (0.8 + 0.05 * len(name))
        return follow + shape + recurring - self._penalty(text, at, name, follow)

    def _next_body(self, text: str, at: int) -> float:
        """2.6 where 'and' and a country or Chinese body stand at `at`: 瓦雷萨 | 和中国驻所罗门群岛大使; else 0."""
        link = LINK.match(text, at)
        if link is None:
            return 0.0
        country = any(text.startswith(form, link.end()) for form in self._marks)
        return 2.6 if country or begins_body(text, link.end()) else 0.0

    def _penalty(self, text: str, at: int, name: str, follow: float) -> float:
        """What speaks against `name`: function words at its ends, other words, heads and countries inside."""
        chinese, sounding = chinese_shape(name), foreign_shape(name)
        penalty = 0.0
        if name[-1] in FUNCTION_WORDS and not (name[-1] in _sounds() and follow >= 3 and sounding >= 2):  # 克莱因线上
            penalty += 2.5
        elif name[-1] in MILD_WORDS and len(name) > 2:
            penalty += 0.8 if chinese else 2.0
        if len(name) > 2 and _crossed(text, at + len(name) - 1):
            penalty += 2
        if name[0] == "和" or (
            name[0] in MILD_WORDS and (not chinese or (follow < 2 and name[0] != "于") or name[1:] in _cities())
        ):
            penalty += 3
        if not chinese and sounding >= 1.2:
            trailing = len(name) - len(name.rstrip("".join(set(name) - _sounds() - set(DOTS))))
            penalty += 0.8 * trailing if trailing > 1 else 0.0
        named = sounding < 1.6 and any(form in name for form in self._marks)
        if named or any(ch in FUNCTION_WORDS - _sounds() for ch in name[2:-1]):
            penalty += 2
        inner = followers("strong").first_in(text, at + 1, at + len(name))
        if inner is not None and len(inner) > 1:
            penalty += 3
        if has_head(text, at + 1, at + len(name)) or name[-1] in NOUN_ENDS:
            penalty += 2
        return penalty
