from __future__ import annotations

from collections import defaultdict

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from bulletin_corpus.records import article_id, copy_id, first_id
from bulletin_corpus.repeats import as_numbers, find_repeats

A, B, C = (article_id("zh", text) for text in "abc")


def column(*lists: list[str]) -> pa.ChunkedArray[pa.Scalar[pa.DataType]]:
    return pa.chunked_array([pa.array(list(lists), pa.list_(pa.string()))])


def test_the_first_copy_is_that_of_the_earliest_issue_then_path() -> None:
    repeats = find_repeats(column([A], [A, B], [A]), ["2021-12", "2021-10", None])
    assert [repeats.id_of(place, A) for place in range(3)] == [f"{A}-2", A, f"{A}-3"]
    assert [repeats.is_first(place, A) for place in range(3)] == [False, True, False]
    assert repeats.is_first(1, B)


def test_copies_in_one_bulletin_count_on() -> None:
    repeats = find_repeats(column([A, copy_id(A, 2)], [A, copy_id(A, 2)]), [None, None])
    assert repeats.final == {1: {A: f"{A}-3", f"{A}-2": f"{A}-4"}}


def test_without_repeats_nothing_is_renamed() -> None:
    assert find_repeats(column([A, B], [C], []), [None, None, None]).final == {}
    assert find_repeats(column(), []).final == {}


def test_numbers_are_the_digits_of_the_ids() -> None:
    assert as_numbers(pa.array(["a-00000000000000ff", "n-ffffffffffffffff-3"])).tolist() == [255, 2**64 - 1]


@given(
    bulletins=st.lists(
        st.tuples(st.sampled_from([None, "2021-01", "2020-05"]), st.lists(st.sampled_from("abcd"), max_size=5)),
        max_size=8,
    )
)
def test_ids_are_those_of_a_plain_count(bulletins: list[tuple[str | None, list[str]]]) -> None:
    """Bulletin by bulletin, by issue date and place, each text counted."""
    lists = []
    for _, texts in bulletins:
        seen: dict[str, int] = defaultdict(int)
        ids = []
        for text in texts:
            seen[text] += 1
            ids.append(copy_id(article_id("zh", text), seen[text]))
        lists.append(ids)
    repeats = find_repeats(column(*lists), [issue for issue, _ in bulletins])
    count: dict[str, int] = defaultdict(int)
    for place in sorted(range(len(bulletins)), key=lambda place: (bulletins[place][0] or "9999-99", place)):
        for one in lists[place]:
            count[first_id(one)] += 1
            assert repeats.id_of(place, one) == copy_id(first_id(one), count[first_id(one)])
