"""English titles as records print them: what is left out of a printed title, and its single offices.

In: a title as `titles_en` found it in the text. Out: the title without nation, honorifics and bracketed abbreviations,
and the titles of its offices.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.titles_en import head_at, is_headed
from bulletin_corpus.language.people.tokens_en import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.people.tokens_en import Token

# a, the, visiting, newly appointed, Chinese, China's at the beginning of a title
LEAD_EN = make_pattern(
    r"(?:(?:[Tt]he|[Aa]n?|[Vv]isiting|incoming|newly|new|appointed|(?:re-)?elected|newly-appointed|newly-elected|current|then|also|"
    r"his|her|its|concurrently|serving)\s+)+"
)
OUR_NATION_EN = make_pattern(r"(?:Chinese|China['’]s|China)\s+(?=(?P<rest>.+))")
KEEPS_NATION = make_pattern(r"\b(?:Ambassador|Embassy|Consul|Consulate|Consul-General)\b", regex.IGNORECASE)
PROPER_CHINA = make_pattern(
    r"(?:People['’]s|Coast|National|Academy|Association|Center|Centre|Institute|Foundation|Red Cross|Peacekeeping|"
    r"Maritime|Customs|Immigration|Federation|Disabled|Law|International)\b"
)
# behind a bare China: an office, not a body in whose name China stands (China Securities Regulatory Commission)
OWN_OFFICE = make_pattern(
    r"(?:Ministry|Minister|Ministerial|Vice|Deputy|Assistant|Premier|President|Foreign|State|Supreme|Police|Defen[cs]e|"
    r"Public|Justice|[a-z])"
)
IDLE_EN = make_pattern(r"\b(?:newly[- ](?:appointed|elected)|visiting|incoming|new(?= \p{Lu})) ")
BRACKET_EN = make_pattern(r"\s*[(（][^()（）]{1,40}[)）]")


@lru_cache(maxsize=4096)
def clean_title_en(title: str) -> str:
    """The title without articles, bracketed abbreviations, 'visiting', and 'Chinese' before a Chinese office."""
    title = IDLE_EN.sub("", BRACKET_EN.sub("", title)).strip(" ,")
    lead = LEAD_EN.match(title)
    title = title[lead.end() :] if lead else title
    nation = OUR_NATION_EN.match(title)
    proper = nation and title.startswith("China ") and not OWN_OFFICE.match(nation["rest"])
    if nation and not proper and not KEEPS_NATION.search(title) and not PROPER_CHINA.match(nation["rest"]):
        title = nation["rest"]
    return title


def split_offices_en(title: str) -> list[str]:
    """The single offices of an English title: `State Councilor and Minister of Public Security` is two."""
    return list(_offices_en(title))


@lru_cache(maxsize=4096)
def _offices_en(title: str) -> tuple[str, ...]:
    tokens = tokenize(title)
    twice = next((i for i in range(2, len(tokens) - 1) if (tokens[i].low, tokens[i + 1].low) == ("and", "of")), None)
    if twice is not None:
        return _split_shared_head(title, tokens, twice)
    offices: list[str] = []
    begin = 0
    for index, token in enumerate(tokens):
        if index <= begin or token.low not in ("and", ",", "&") or not _has_head(tokens, begin, index):
            continue
        after = index + 1
        while after < len(tokens) and tokens[after].low in ("and", "also", "concurrently", "the", ","):
            after += 1
        if after < len(tokens) and is_headed(tokens, after) and after > begin:
            offices.append(title[tokens[begin].start : tokens[index - 1].end])
            begin = after
    if begin < len(tokens):
        offices.append(title[tokens[begin].start :])
    return tuple(clean_title_en(office) for office in offices if office)


def _split_shared_head(title: str, tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """The offices of `Director of A and of B` (with 'and of' at token `at`): Director of A, Director of B."""
    first = next((i for i in range(1, at) if tokens[i].low == "of"), at)
    head = title[tokens[0].start : tokens[first - 1].end]
    further = f"{head} {title[tokens[at + 1].start :]}"
    return (*_offices_en(title[: tokens[at - 1].end]), *_offices_en(further))


def _has_head(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(head_at(tokens[:end], index) is not None for index in range(begin, end))
