"""How far a Chinese and an English title may be one office: the same head and rank, the same body, the same country.

Input: single offices as printed. Output: a likeness, 0 to 1. The correspondences stand in the lexicons `offices`
(heads) and `bodies`. It also says which titles of one language repeat each other.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import ahocorasick_rs
import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.people.countries import country_of, find_countries
from bulletin_corpus.language.people.titles import head_zh, longest_head_zh
from bulletin_corpus.language.people.titles_en import head_at
from bulletin_corpus.language.people.tokens_en import tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bulletin_corpus.records import Lang

POSSESSIVE = "'s"
RANK_ZH = regex.compile(r"副|次长|次官|代理|前|助理|第[一二三]|常务|执行")
DEPUTY_ZH = regex.compile(r"副|次长|次官|助理|参赞|秘书")
DEPUTY_EN = regex.compile(r"\b(?:vice|deputy|undersecretary|under|assistant|counsell?or|secretary)\b", regex.IGNORECASE)
# 常务副|部长, 第一副|总理, 助理|部长; first deputy |minister, vice |president
DEPUTY_LEAD_ZH = regex.compile(r"^(?:第[一二三]|常务|执行)?副|^助理")
DEPUTY_LEAD_EN = regex.compile(r"^(?:(?:first|executive) )?(?:vice|deputy|assistant) ")
NO_WORD_EN = regex.compile(r"[^\p{L}'-]+")


@cache
def _heads() -> Mapping[str, frozenset[str]]:
    """The English heads of each Chinese one."""
    heads: dict[str, set[str]] = {}
    for row in lexicon("offices"):
        if row["zh"]:
            heads.setdefault(row["zh"], set()).add(row["en"])
    return {zh: frozenset(en) for zh, en in heads.items()}


@cache
def _bodies() -> tuple[ahocorasick_rs.AhoCorasick, tuple[frozenset[str], ...]]:
    terms: dict[str, set[str]] = {}
    for row in lexicon("bodies"):
        terms.setdefault(row["zh"], set()).add(row["en"])
    forms = sorted(terms)
    engine = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return engine, tuple(frozenset(terms[form]) for form in forms)


@lru_cache(maxsize=4096)
def last_head_zh(office: str) -> str:
    """The head word that ends a Chinese office; empty where none does."""
    starts = range(max(0, len(office) - longest_head_zh()), len(office))
    ends = (head_zh().match(office, start) for start in starts)
    return next((match[0] for match in ends if match is not None and match.end() == len(office)), "")


def first_head_en(office: str) -> str:
    """The head of an English office, in lower case, with spaces for hyphens; empty where there is none."""
    tokens = tokenize(office)
    for index in range(len(tokens)):
        end = head_at(tokens, index)
        if end is not None:
            return " ".join(word for token in tokens[index:end] for word in token.low.rstrip(".").split("-"))
    return ""


@lru_cache(maxsize=4096)
def office_likeness(zh: str, en: str) -> float:
    """How likely the two titles are one office, 0 to 1: .45 for head and rank, .55 for body and country."""
    deputies = bool(DEPUTY_ZH.search(zh)), bool(DEPUTY_EN.search(en))
    head, english = last_head_zh(zh), first_head_en(en)
    if english and english in _heads().get(head, frozenset()):
        rank = 1.0
    elif deputies[0] != deputies[1]:
        rank = 0.0
    else:
        bare, plain = DEPUTY_LEAD_ZH.sub("", head), DEPUTY_LEAD_EN.sub("", english)
        rank = 0.8 if plain and plain in _heads().get(bare, frozenset()) else 0.35
    return 0.45 * rank + 0.55 * _body_likeness(zh, en)


def _body_likeness(zh: str, en: str) -> float:
    """Share of the Chinese title's words and countries that the English one renders; .5 where it has none."""
    engine, renderings = _bodies()
    low = " " + NO_WORD_EN.sub(" ", en.lower().replace("’", "'")).replace("'s ", " ") + " "
    head = last_head_zh(zh)
    body = zh[: len(zh) - len(head)]
    hits = total = 0.0
    for index, _, _ in engine.find_matches_as_indexes(body):
        total += 1
        hits += any(f" {word.removesuffix(POSSESSIVE)} " in low for word in renderings[index])
    theirs = {m.code for m in find_countries(en, "en")} - {"CN"}
    ours = {m.code for m in find_countries(zh, "zh")} - {"CN"}
    if ours or theirs:
        total += 1.5
        hits += 1.5 if ours & theirs else 0.6 if not (ours and theirs) else 0.0
    holders = country_of(zh, "zh"), country_of(en, "en")
    if None not in holders:
        total += 1
        hits += holders[0] == holders[1]
    return hits / total if total else 0.5


def repeats_zh(office: str, other: str) -> bool:
    """Whether `office` says no more than `other`: 执行主任 beside 国际刑警组织执行主任."""
    if RANK_ZH.findall(office) != RANK_ZH.findall(other) or last_head_zh(office)[-2:] != last_head_zh(other)[-2:]:
        return False
    rest = iter(other)
    return all(ch in rest for ch in office)


IDLE = frozenset(("the", "of", "for", "and", "a", "in", "to", "at"))


def repeats_en(office: str, other: str) -> bool:
    """Whether `office` says no more than `other`: `Ambassador` beside `Chinese Ambassador to Samoa`."""
    mine, theirs = (
        [word for token in tokenize(text) for word in token.low.split("-") if word not in IDLE]
        for text in (office, other)
    )
    ranks = [
        [w for w in words if w in ("vice", "deputy", "assistant", "acting", "former", "first", "executive")]
        for words in (mine, theirs)
    ]
    return ranks[0] == ranks[1] and set(mine) <= set(theirs)


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
