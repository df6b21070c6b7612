"""What paragraphs share: reckoned over all at once, the same as one by one."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

import regex
from hypothesis import given
from hypothesis import strategies as st

from bulletin_corpus.language.page.shares import HAN_RANGES, NEIGHBOURS, shares, terms

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

HAN = regex.compile(r"\p{Han}")


def test_terms_of_one_paragraph_alone_weigh_nothing() -> None:
    _, found = shares([], ["Garcia visited Lima", "Garcia left"])
    assert found.sizes == [3, 1]
    assert found.behind == [1.0, 0.0]
    assert found.before == [0.0, 1.0]


def test_names_weigh_more_than_words() -> None:
    paragraphs = ["Garcia praised cooperation", "Garcia spoke", "cooperation goes on"]
    _, found = shares([], paragraphs)
    assert found.behind == [1.0, 0.0, 0.0]
    assert found.before[2] == 1.0
    assert found.both[1] == (3 + 1) / 4  # the name, and the word behind it, both stand before


def test_a_capital_that_begins_a_sentence_makes_no_name() -> None:
    named = shares([], ["Garcia and trade", "Garcia", "trade"])[1].before
    begun = shares([], ["Garcia and trade", "Trade", "trade and Garcia"])[1].before
    assert named == [0.0, 1.0, 1.0]
    assert begun[1] == 0.0


def test_the_two_languages_share_nothing() -> None:
    zh, en = shares(["Lin 林知远会见"], ["Lin spoke of 林知远"])
    assert (zh.behind, zh.before, en.behind, en.before) == ([0.0], [0.0], [0.0], [0.0])


def test_the_first_english_paragraphs_do_not_stand_behind_the_last_chinese_ones() -> None:
    zh, _ = shares(["林知远", "林知远"], ["Garcia spoke", "Garcia left"])
    assert zh.both == [0.0, 1.0]


def test_no_paragraphs_and_paragraphs_without_words() -> None:
    assert shares([], [])[0].sizes == []
    assert shares(["。"], ["", "12"])[1].before == [0.0, 0.0]


def test_the_characters_of_the_script() -> None:
    inside = {code for first, last in HAN_RANGES for code in range(first, last + 1)}
    assert inside == {code for code in range(0x110000) if HAN.match(chr(code))}


def one_by_one(paragraphs: list[str], lang: Lang) -> list[tuple[float, float, float]]:
    """The same by sets."""
    words = [terms(text, lang) for text in paragraphs]
    counts = {term: sum(term in some for some in words) for term in set().union(*words)}
    stems = set(counts)

    def weigh(some: set[str]) -> float:
        is_name = {term: term[0].isupper() and term.lower()[:6] not in stems for term in some}
        return sum((3 if is_name[term] else 1) / counts[term] for term in some if counts[term] > 1)

    def share(here: set[str], there: set[str]) -> float:
        return weigh(here & there) / weigh(here) if weigh(here) else 0.0

    found = []
    for n, own in enumerate(words):
        before = set[str]().union(*words[max(0, n - NEIGHBOURS) : n])
        behind = set[str]().union(*words[n + 1 : n + 1 + NEIGHBOURS])
        found.append((share(own, before), share(own, behind), share(own | behind, before)))
    return found


@given(
    st.lists(st.text("Aabcd ef'", max_size=40), max_size=12), st.lists(st.text("林知远会、", max_size=9), max_size=12)
)
def test_all_at_once_is_the_same_as_one_by_one(en: list[str], zh: list[str]) -> None:
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang, paragraphs, found in zip(langs, (zh, en), shares(zh, en), strict=True):
        wanted = one_by_one(paragraphs, lang)
        got = zip(found.before, found.behind, found.both, strict=True)
        assert all(
            isclose(a, b) for one, other in zip(got, wanted, strict=True) for a, b in zip(one, other, strict=True)
        )
