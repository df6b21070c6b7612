"""docs/reliability.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_exists(file: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (ROOT / "tests" / file).read_text("utf-8"), re.MULTILINE)


def test_every_row_names_a_test() -> None:
    rows = [
        line
        for line in PAGE.partition("## Fuzzing")[0].splitlines()
        if line.startswith("| ") and not line.startswith(("| what ", "| input "))
    ]
    assert len(rows) > 40
    assert [row for row in rows if not re.search(r"`test_\w+\.py::test_\w+`", row)] == []


@pytest.mark.parametrize("file", ["test_faults.py", "test_bad_input.py"])
def test_every_test_of_faults_and_bad_input_stands_on_the_page(file: str) -> None:
    written = re.findall(r"^def (test_\w+)\(", (ROOT / "tests" / file).read_text("utf-8"), re.MULTILINE)
    missing = [name for name in written if (file, name) not in NAMED]
    assert missing == []
