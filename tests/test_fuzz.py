from __future__ import annotations

import random
import runpy
from pathlib import Path

import pytest

FUZZ = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "fuzz.py"))
N_FILES = 250

# found by scripts/fuzz.py
FOUND = (
    "會見&lt;br\n&gt;客人",  # a tag over a line end
    "分扫&amp，;lt;p&gt;ontrib",  # a comma that parts an entity
    "王，中國（guó）公安部\n國(guó\u2029月)務院願與以色列",  # 國 is converted in the second line only
    "ndependent ?！眹鷰?wù)devel著名opme",  # torn in what is left when converted
    "王" + "!" * 40,  # each mark depends on the one before
)


@pytest.mark.parametrize("text", FOUND)
def test_found_case_breaks_no_promise(text: str) -> None:
    assert FUZZ["broken_by_reading"](text.encode("utf-8-sig")) is None


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_break_no_promise(seed: int) -> None:
    rng, text = random.Random(seed), FUZZ["REAL"].read_text("utf-8")
    for _ in range(N_FILES):
        data = FUZZ["mutated"](text, rng)
        assert FUZZ["broken_by_reading"](data) is None, data


def test_damaged_files_are_processed() -> None:
    rng, text = random.Random(1), FUZZ["REAL"].read_text("utf-8")
    for _ in range(10):
        data = FUZZ["mutated"](text, rng, FUZZ["LENGTHS"]["process"])
        assert FUZZ["broken_by_processing"](data) is None, data


def test_uncovered_and_twice_covered_characters_are_told() -> None:
    covers_once = FUZZ["covers_once"]
    assert covers_once("ab \nc", [(4, 5), (0, 2)])
    assert not covers_once("abc", [(0, 2)])
    assert not covers_once("abc", [(0, 2), (1, 3)])


def test_control_characters_alone_leave_an_empty_line() -> None:
    assert FUZZ["broken_by_reading"](b"\x08" * 1000) is None
