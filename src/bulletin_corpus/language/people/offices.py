"""How far a Chinese and an English title may be one office: the same head and rank, the same body, the same country.

Input: single offices as printed. Output: a likeness, 0 to 1. The correspondences stand in the lexicons `offices`
(heads) and `bodies`. It also says which titles of one language repeat each other.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs
import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import country_of, find_countries
from bulletin_corpus.language.people.titles import LONGEST_RANK_CHARS, head_start, head_zh
from bulletin_corpus.language.people.titles_en import head_at
from bulletin_corpus.language.people.tokens_en import tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bulletin_corpus.records import Lang

POSSESSIVE = "'s"
RANK_ZH = make_pattern(r"副|次长|次官|代理|前|助理|第[一二三]|常务|执行")
DEPUTY_ZH = make_pattern(r"副|次长|次官|助理|参赞|秘书")
DEPUTY_EN = make_pattern(r"\b(?:vice|deputy|undersecretary|under|assistant|counsell?or|secretary)\b", regex.IGNORECASE)
# 常务副|部长, 第一副|总理, 助理|部长; first deputy |minister, vice |president
DEPUTY_LEAD_ZH = make_pattern(r"^(?:第[一二三]|常务|执行)?副|^助理")
DEPUTY_LEAD_EN = make_pattern(r"^(?:(?:first|executive) )?(?:vice|deputy|assistant) ")
NO_WORD_EN = make_pattern(r"[^\p{L}'-]+")


@cache
def _heads() -> Mapping[str, frozenset[str]]:
    """The English heads of each Chinese one."""
    heads: dict[str, set[str]] = {}
    for row in lexicon("offices"):
        if row["zh"]:
            heads.setdefault(row["zh"], set()).add(row["en"])
    return {zh: frozenset(en) for zh, en in heads.items()}


@cache
def _bodies() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, ...], ...]]:
    """Finds the Chinese words of bodies; for each its English ones, without possessive, between spaces."""
    terms: dict[str, set[str]] = {}
    for row in lexicon("bodies"):
        terms.setdefault(row["zh"], set()).add(f" {row['en'].removesuffix(POSSESSIVE)} ")
    forms = sorted(terms)
    engine = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return engine, tuple(tuple(sorted(terms[form])) for form in forms)


@lru_cache(maxsize=4096)
def last_head_zh(office: str) -> str:
    """The head word that ends a Chinese office; empty where none does."""
    bare = head_start(office, len(office))
    if bare is None:
        return ""
    ends = (head_zh().match(office, start) for start in range(max(0, bare - LONGEST_RANK_CHARS), len(office)))
    return next((match[0] for match in ends if match is not None and match.end() == len(office)), "")


def first_head_en(office: str) -> str:
    """The head of an English office, in lower case, with spaces for hyphens; empty where there is none."""
    tokens = tokenize(office)
    for index in range(len(tokens)):
        end = head_at(tokens, index)
        if end is not None:
            return " ".join(word for token in tokens[index:end] for word in token.low.rstrip(".").split("-"))
    return ""


class _ReadZh(NamedTuple):
    """What a Chinese office tells by itself.

    Attributes:
        heads, plain_heads: the English heads of its head word, and of that without its rank.
        bodies: for each word of its body the English ones.
        countries: named in it, without China.
    """

    deputy: bool
    heads: frozenset[str]
    plain_heads: frozenset[str]
    bodies: tuple[tuple[str, ...], ...]
    countries: frozenset[str]
    holder: str | None


class _ReadEn(NamedTuple):
    """What an English office tells by itself; `words` is all of it in lower case, between spaces."""

    deputy: bool
    head: str
    plain_head: str
    words: str
    countries: frozenset[str]
    holder: str | None


@lru_cache(maxsize=4096)
def _read_zh(zh: str) -> _ReadZh:
    head = last_head_zh(zh)
    engine, renderings = _bodies()
    return _ReadZh(
        DEPUTY_ZH.search(zh) is not None,
        _heads().get(head, frozenset()),
        _heads().get(DEPUTY_LEAD_ZH.sub("", head), frozenset()),
        tuple(renderings[index] for index, _, _ in engine.find_matches_as_indexes(zh[: len(zh) - len(head)])),
        frozenset(m.code for m in find_countries(zh, "zh")) - {"CN"},
        country_of(zh, "zh"),
    )


@lru_cache(maxsize=4096)
def _read_en(en: str) -> _ReadEn:
    head = first_head_en(en)
    return _ReadEn(
        DEPUTY_EN.search(en) is not None,
        head,
        DEPUTY_LEAD_EN.sub("", head),
        " " + NO_WORD_EN.sub(" ", en.lower().replace("’", "'")).replace("'s ", " ") + " ",
        frozenset(m.code for m in find_countries(en, "en")) - {"CN"},
        country_of(en, "en"),
    )


@lru_cache(maxsize=4096)
def office_likeness(zh: str, en: str) -> float:
    """How likely the two titles are one office, 0 to 1: .45 for head and rank, .55 for body and country."""
    ours, theirs = _read_zh(zh), _read_en(en)
    if theirs.head and theirs.head in ours.heads:
        rank = 1.0
    elif ours.deputy != theirs.deputy:
        rank = 0.0
    else:
        rank = 0.8 if theirs.plain_head and theirs.plain_head in ours.plain_heads else 0.35
    return 0.45 * rank + 0.55 * _body_likeness(ours, theirs)


def _body_likeness(zh: _ReadZh, en: _ReadEn) -> float:
    """Share of the Chinese title's words and countries that the English one renders; .5 where it has none."""
    hits = total = 0.0
    for renderings in zh.bodies:
        total += 1
        for word in renderings:
            if word in en.words:
                hits += 1
                break
    if zh.countries or en.countries:
        total += 1.5
        hits += 0.6 if not (zh.countries and en.countries) else 0.0 if zh.countries.isdisjoint(en.countries) else 1.5
    if zh.holder is not None and en.holder is not None:
        total += 1
        hits += zh.holder == en.holder
    return hits / total if total else 0.5


def rendered_bodies(zh: str, en: str) -> int:
    """How many words of the Chinese office's body the English one renders: more of them make two offices surer one."""
    words = _read_en(en).words
    return sum(any(word in words for word in renderings) for renderings in _read_zh(zh).bodies)


def repeats_zh(office: str, other: str) -> bool:
    """Whether `office` says no more than `other`: 执行主任 beside 国际刑警组织执行主任."""
    if RANK_ZH.findall(office) != RANK_ZH.findall(other) or last_head_zh(office)[-2:] != last_head_zh(other)[-2:]:
        return False
    rest = iter(other)
    return all(ch in rest for ch in office)


IDLE = frozenset(("the", "of", "for", "and", "a", "in", "to", "at"))


RANKS_EN = frozenset(("vice", "deputy", "assistant", "acting", "former", "first", "executive"))


@lru_cache(maxsize=4096)
def _ranks_and_words(office: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The ranks of an English office, in order, and all its words but prepositions and the like."""
    words = [word for token in tokenize(office) for word in token.low.split("-") if word not in IDLE]
    return tuple(word for word in words if word in RANKS_EN), frozenset(words)


def repeats_en(office: str, other: str) -> bool:
    """Whether `office` says no more than `other`: `Ambassador` beside `Chinese Ambassador to Samoa`."""
    (mine, words), (theirs, others) = _ranks_and_words(office), _ranks_and_words(other)
    return mine == theirs and words <= others


@cache
def _field_words(lang: Lang) -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["field"]) for row in lexicon("office_fields") if row["lang"] == lang)


@lru_cache(maxsize=4096)
def fields_of(office: str, lang: Lang) -> frozenset[str]:
    """The fields of government that an office belongs to (police, diplomacy ...); empty where nothing tells."""
    if lang == "zh":
        return frozenset(name for word, name in _field_words("zh") if word in office)
    low = f" {' '.join(word for token in tokenize(office) for word in (token.low, *token.low.split('-')))} "
    return frozenset(name for word, name in _field_words("en") if f" {word} " in low)
