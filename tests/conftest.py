from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bulletin_corpus as bc

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder that everybody may use, and the rights of somebody who is not its owner."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # pytest's own folders are closed to others
        raw = Path(name) / "loaded" / "raw"
        raw.mkdir(parents=True)
        (raw / "a.txt").write_text("林锐会见大使\nLin Rui met the ambassador.\n", "utf-8")
        bc.build(raw, workers=1)  # loads all modules: Python itself may stand where nobody can read
        shutil.rmtree(raw.parent)
        Path(name).chmod(0o777)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield Path(name)
        finally:
            os.seteuid(user)
