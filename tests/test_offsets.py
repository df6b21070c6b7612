from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_corpus.offsets import Edit, Edits, MappedText, join


def spans(text: MappedText) -> list[tuple[int, int]]:
    return [text.raw_span(at, at + 1) for at in range(len(text))]


def test_raw_text_maps_each_character_to_itself_from_its_offset() -> None:
    assert spans(MappedText.from_raw("ab", 5)) == [(5, 6), (6, 7)]


def test_a_deletion_leaves_the_spans_of_its_neighbours() -> None:
    text = MappedText.from_raw("國(guó)家").edited(Edits.of([Edit(1, 6, "", "reading.injected")]))
    assert text.text == "國家"
    assert spans(text) == [(0, 1), (6, 7)]


def test_a_replacement_of_equal_length_maps_one_to_one() -> None:
    text = MappedText.from_raw("a,b").edited(Edits.of([Edit(1, 2, "，", "width")]))
    assert spans(text) == [(0, 1), (1, 2), (2, 3)]


def test_a_replacement_of_other_length_maps_to_the_hull() -> None:
    text = MappedText.from_raw("x&amp;y").edited(Edits.of([Edit(1, 6, "&", "entity")]))
    assert text.text == "x&y"
    assert spans(text) == [(0, 1), (1, 6), (6, 7)]


def test_an_insertion_maps_to_its_point() -> None:
    text = MappedText.from_raw("ab").edited(Edits.of([Edit(1, 1, "-", "lost")]))
    assert spans(text) == [(0, 1), (1, 1), (1, 2)]


def test_many_edits_of_one_kind_are_made_at_once() -> None:
    text = MappedText.from_raw("國 國 國").edited(Edits.alike([(1, 2), (3, 4)], "", "space"))
    assert text.text == "國國國"
    assert spans(text) == [(0, 1), (2, 3), (4, 5)]


def test_no_edits_leave_the_text() -> None:
    text = MappedText.from_raw("國")
    assert text.edited(Edits.of([])) is text
    assert Edits.alike([], "", "space") is None


def test_ranges_have_their_hulls_and_points() -> None:
    text = MappedText.from_raw("x&amp;y").edited(Edits.of([Edit(1, 6, "&", "entity")]))
    starts, ends = text.raw_spans(np.array([0, 1, 3, 0]), np.array([2, 1, 3, 3]))
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(0, 6), (1, 1), (7, 7), (0, 7)]


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        MappedText.from_raw("abc").edited(Edits.of([Edit(0, 2, "", "a"), Edit(1, 3, "", "b")]))


def test_conversion_keeps_what_was_printed() -> None:
    text = MappedText.from_raw("國家").converted("国家")
    assert (text.text, text.printed) == ("国家", "國家")
    assert (text[:1].text, text[:1].printed) == ("国", "國")


def test_a_range_without_characters_has_no_span() -> None:
    with pytest.raises(IndexError):
        MappedText.from_raw("ab").raw_span(1, 1)


def test_joined_parts_keep_their_spans_and_the_separator_is_empty_in_raw() -> None:
    text = join("\n", [MappedText.from_raw("ab", 3), MappedText.from_raw("c", 9)])
    assert text.text == "ab\nc"
    assert spans(text) == [(3, 4), (4, 5), (5, 5), (9, 10)]


@given(st.text(max_size=40), st.data())
def test_every_kept_character_still_stands_at_its_raw_span(raw: str, data: st.DataObject) -> None:
    points = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    pairs = zip(points[::2], points[1::2], strict=False)
    edits = [Edit(start, end, data.draw(st.sampled_from(["", "§", "§§"])), "test") for start, end in pairs]
    edited = MappedText.from_raw(raw).edited(Edits.of(edits))
    assert list(edited.starts) == sorted(edited.starts)
    for at, char in enumerate(edited.text):
        start, end = edited.raw_span(at, at + 1)
        assert char == "§" or raw[start:end] == char


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_slicing_commutes_with_the_map(raw: str, start: int, end: int) -> None:
    part = MappedText.from_raw(raw)[start:end]
    assert part.text == raw[start:end]
    assert all(raw[slice(*part.raw_span(at, at + 1))] == part.text[at] for at in range(len(part)))
