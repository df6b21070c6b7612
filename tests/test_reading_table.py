from __future__ import annotations

import subprocess
import sys

from bulletin_corpus.language.reading_table import reading_table


def test_readings_have_tone_marks_the_usual_one_first() -> None:
    assert reading_table()[ord("国")] == "guó"
    assert reading_table()[ord("长")].split(",")[:2] == ["zhǎng", "cháng"]
    assert ord("A") not in reading_table()


def test_table_of_phrases_is_not_loaded() -> None:
    program = (
        "import sys; from bulletin_corpus.language.reading_table import reading_table; reading_table();"
        "sys.exit('pypinyin.phrases_dict' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
