from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bulletin_corpus.language.kept_arrays import cache_file, kept_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

ARRAYS: dict[str, NDArray[np.generic]] = {"one": np.arange(3), "other": np.array([True, False])}


def never() -> dict[str, NDArray[np.generic]]:
    raise AssertionError("made again")


def test_arrays_are_made_once_and_read_from_then_on(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "arrays.npz"
    made = kept_arrays(path, ("one",), lambda: ARRAYS)
    read = kept_arrays(path, ("one", "other"), never)
    assert list(made) == ["one"]
    assert [read[name].tolist() for name in ARRAYS] == [[0, 1, 2], [True, False]]
    assert [one.name for one in path.parent.iterdir()] == ["arrays.npz"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", None])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "arrays.npz"
    kept_arrays(path, ("one",), lambda: ARRAYS)
    path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    assert kept_arrays(path, ("one",), lambda: ARRAYS)["one"].tolist() == [0, 1, 2]
    assert kept_arrays(path, ("one",), never)["one"].tolist() == [0, 1, 2]


def test_arrays_that_cannot_be_kept_are_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for path in (None, tmp_path / "file" / "arrays.npz"):
        assert kept_arrays(path, ("one",), lambda: ARRAYS)["one"].tolist() == [0, 1, 2]


def test_files_stand_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_file("name.npz") == tmp_path / "bulletin-corpus" / "name.npz"
