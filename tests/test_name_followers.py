"""Tests of the words that follow names."""

from __future__ import annotations

import pytest

from bulletin_corpus.language.people.name_followers import Places, first_word, followers_in

PLACES: Places = {0: [1, 2, 3], 5: [6]}


def test_words_are_found_by_kind_with_all_their_ends() -> None:
    found = followers_in("周启衡少将会见外宾")
    assert found.rank[3] == [5]
    assert found.strong[5][-1] == 7
    assert 0 not in found.strong
    assert 5 not in found.rank


@pytest.mark.parametrize(("start", "end", "length"), [(0, 9, 3), (0, 2, 2), (1, 9, 1), (1, 5, 0), (6, 9, 0), (0, 0, 0)])
def test_the_first_word_in_a_stretch_is_the_longest_that_fits(start: int, end: int, length: int) -> None:
    assert first_word(PLACES, start, end) == length
