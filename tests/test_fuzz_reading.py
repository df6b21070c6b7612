from __future__ import annotations

import random
import runpy
from pathlib import Path

import pytest

FUZZ = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "fuzz_reading.py"))
N_FILES = 250


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_break_no_promise(seed: int) -> None:
    rng, text = random.Random(seed), FUZZ["REAL"].read_text("utf-8")
    for _ in range(N_FILES):
        data = FUZZ["mutated"](text, rng)
        assert FUZZ["broken_promise"](data) is None, data


def test_control_characters_alone_leave_an_empty_line() -> None:
    assert FUZZ["broken_promise"](b"\x08" * 1000) is None
