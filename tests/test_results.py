from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_corpus.kept_rows import row_of_set_aside
from bulletin_corpus.storage.results import FEW_ROWS, MANY_SMALL_FILES, Results, write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def keep(folder: Path, keys: Sequence[str]) -> str:
    return write_rows(folder, [row_of_set_aside(key, f"reason of {key}", None, len(key)) for key in keys])


def reasons(results: Results, keys: Sequence[str]) -> list[str | None]:
    return results.rows(keys, ["reason"])["reason"].to_pylist()


def test_results_are_found_by_key_in_any_order(tmp_path: Path) -> None:
    keep(tmp_path, ["a", "b", "c"])
    keep(tmp_path, ["d"])
    results = Results(tmp_path)
    assert "d" in results
    assert "e" not in results
    assert reasons(results, ["d", "b", "c", "a"]) == [f"reason of {key}" for key in "dbca"]
    assert reasons(results, []) == []
    with pytest.raises(KeyError):
        results.rows(["e"])


def test_the_same_rows_make_the_same_file(tmp_path: Path) -> None:
    assert keep(tmp_path, ["a"]) == keep(tmp_path, ["a"])
    assert len(list(tmp_path.iterdir())) == 1


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True), max_size=4),
    st.sets(st.sampled_from("abcdefgh")),
)
def test_only_what_is_wanted_is_left(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[str]], wanted: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("results")
    for keys in files:
        keep(folder, keys)
    Results(folder).keep_only(wanted)
    results = Results(folder)
    held = {key for keys in files for key in keys}
    assert set(results.places) == wanted & held
    assert reasons(results, sorted(wanted & held)) == [f"reason of {key}" for key in sorted(wanted & held)]


def test_many_small_files_become_one(tmp_path: Path) -> None:
    keys = [f"{number:03}" for number in range(MANY_SMALL_FILES + 1)]
    for key in keys:
        keep(tmp_path, [key])
    keep(tmp_path, [f"large {number}" for number in range(FEW_ROWS)])
    Results(tmp_path).keep_only({*keys, *(f"large {number}" for number in range(FEW_ROWS))})
    assert len(list(tmp_path.iterdir())) == 2
    assert reasons(Results(tmp_path), keys) == [f"reason of {key}" for key in keys]


def test_a_damaged_file_is_told_and_gone(tmp_path: Path) -> None:
    name = keep(tmp_path, ["a"])
    (tmp_path / name).write_bytes(b"PAR1")
    assert Results(tmp_path, remove_damaged=False).damaged == [name]
    assert (tmp_path / name).exists()
    assert Results(tmp_path).damaged == [name]
    assert not (tmp_path / name).exists()


def test_what_was_left_half_written_is_removed(tmp_path: Path) -> None:
    name = keep(tmp_path, ["a"])
    (tmp_path / f"{name}.4711").write_bytes(b"PAR")
    results = Results(tmp_path)
    results.keep_only({"a"})
    assert [path.name for path in tmp_path.iterdir()] == [name]
