from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bulletin_corpus.documents import RawBulletin
from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.segment import segment
from bulletin_corpus.views.inspect import inspection_json, print_inspection

if TYPE_CHECKING:
    import pytest

RAW = (
    "口岸通讯 2021年第10期\n林知远会见秘鲁客人\n"
    "司法部副部长林知远3月5日在京會見(jiàn)秘鲁客人。\x1b(图:严可)\n苹果 5元\n"
)


def printed(raw: str, capsys: pytest.CaptureFixture[str]) -> str:
    restored = clean(raw)
    print_inspection(RawBulletin("a/b.txt", "0", "utf-8", raw), restored, segment(restored, raw))
    return capsys.readouterr().out


def test_every_line_stands_with_its_label_and_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(RAW, capsys)
    head, *rows = text.splitlines()
    assert head.startswith("a/b.txt: utf-8 · ")
    assert "issue 2021-10" in head
    assert [row.split()[:2] for row in rows if row[:4].strip()] == [
        ["1", "furniture"],
        ["2", "[1]"],
        ["3", "[1]"],
        ["4", "reject"],
    ]
    assert "opens an article" in text
    assert "photo 严可" in text
    assert "reading.injected × 1" in text


def test_one_of_a_kind_is_counted_in_the_singular(capsys: pytest.CaptureFixture[str]) -> None:
    head = printed(RAW, capsys).splitlines()[0]
    assert head.endswith("1 Chinese and 0 English articles · 1 piece of furniture · 1 reject")


def test_terminal_escapes_are_shown_not_sent(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed("\x1b[31mHello there\nWe met on May 5.\n", capsys)
    assert "Hello there" in text
    assert "\x1b" not in text


def test_the_inspection_as_json_covers_every_character_and_names_what_was_restored() -> None:
    restored = clean(RAW)
    segmented = segment(restored, RAW)
    told = json.loads(inspection_json(RawBulletin("a/b.txt", "0", "utf-8", RAW), restored, segmented))
    assert (told["path"], told["issue_date"]) == ("a/b.txt", "2021-10")
    assert [(part["line"], part["label"], part["article"]) for part in told["parts"]][:2] == [
        (1, "furniture", None),
        (2, "headline", 0),
    ]
    covered = {at for part in told["parts"] for at in range(part["char_start"], part["char_end"])}
    assert {at for at, char in enumerate(RAW) if not char.isspace()} <= covered
    assert any("reading.injected × 1" in part["restored_in_line"] for part in told["parts"] if part["line"] == 3)
    assert told["parts"][1]["text"] == "林知远会见秘鲁客人"
