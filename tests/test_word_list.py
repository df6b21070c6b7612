"""Tests of words that are looked up in place."""

from __future__ import annotations

import pytest

from bulletin_corpus.language.people.word_list import WordList

WORDS = WordList(["会见", "会", "会见了", "少将"])


@pytest.mark.parametrize(
    ("text", "start", "end", "word"),
    [
        ("会见了他", 0, None, "会见了"),
        ("会见了他", 0, 2, "会见"),
        ("陪同会见", 2, None, "会见"),
        ("陪同会见", 1, None, None),
        ("少", 0, None, None),
        ("会", 1, None, None),
    ],
)
def test_the_longest_word_at_a_place_is_found(text: str, start: int, end: int | None, word: str | None) -> None:
    assert WORDS.at(text, start, end) == word


def test_the_first_word_in_a_stretch_is_found_and_none_beyond_it() -> None:
    assert WORDS.first_in("王少将会见他", 0, 6) == "少将"
    assert WORDS.first_in("王少将会见他", 0, 2) is None
