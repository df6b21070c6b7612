"""What came, went and changed between two corpora."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from bulletin_corpus.records import (
    TABLES,
    Article,
    Bulletin,
    Mention,
    Official,
    Position,
    Record,
    RepairCount,
    Span,
)
from bulletin_corpus.schema import schema, to_arrow
from bulletin_corpus.storage.columns import differing
from bulletin_corpus.storage.corpus import load_corpus, locked, publish
from bulletin_corpus.storage.difference import ChangedRow, CorpusDifference, Row, diff
from bulletin_corpus.views.difference import render_difference

if TYPE_CHECKING:
    from bulletin_corpus.storage.corpus import Corpus

PROGRAM = str(Path(sys.executable).parent / "bulletin-corpus")


def bulletin(number: int, **other: object) -> Bulletin:
    given: dict[str, object] = {
        "bulletin_id": f"b-{number}",
        "path": f"{number}.txt",
        "sha256": "0" * 64,
        "encoding": "utf-8",
        "status": "built",
        "reason": None,
        "issue_date": None,
        "n_chars": 10,
        "n_articles": 0,
        "coverage": 1.0,
        "repairs": [RepairCount(rule="reading.injected", count=3)],
        "warnings": [],
    }
    return Bulletin.model_validate(given | other)


def article(number: int, headline: str | None, **other: object) -> Article:
    given: dict[str, object] = {
        "article_id": f"a-{number}",
        "bulletin_id": "b-1",
        "position": number,
        "lang": "zh",
        "headline": headline,
        "subheadline": None,
        "dateline": None,
        "body": "林锐会见大使。",
        "body_hant": None,
        "credits": [],
        "kind": "other",
        "duplicate_of": None,
        "spans": [Span(part="body", char_start=0, char_end=7)],
        "line_start": 1,
        "line_end": 1,
        "char_start": 0,
        "char_end": 7,
    }
    return Article.model_validate(given | other)


def mention(name_id: str, official_id: str) -> Mention:
    return Mention(
        mention_id=name_id,
        official_id=official_id,
        article_id="a-1",
        name="林锐",
        title=None,
        char_start=0,
        char_end=2,
        rule="official.name.zh",
    )


def official(official_id: str, name: str, **other: object) -> Official:
    given: dict[str, object] = {
        "official_id": official_id,
        "name_zh": name,
        "name_en": None,
        "pinyin": None,
        "country": None,
        "positions": [],
        "aliases_zh": [],
        "aliases_en": [],
        "n_mentions": 1,
        "article_ids": ["a-1"],
        "first_seen": None,
        "last_seen": None,
        "rivals": [],
    }
    return Official.model_validate(given | other)


def corpus(out: Path, **rows: list[Record]) -> Path:
    with locked(out):
        publish([(name, to_arrow(name, rows.get(name, []))) for name in TABLES], out, "build", "0.0")
    return out


def compared(tmp_path: Path, old: dict[str, list[Record]], new: dict[str, list[Record]]) -> CorpusDifference:
    return diff(load_corpus(corpus(tmp_path / "old", **old)), load_corpus(corpus(tmp_path / "new", **new)))


def test_the_same_rows_do_not_differ(tmp_path: Path) -> None:
    rows: dict[str, list[Record]] = {"bulletins": [bulletin(1)], "articles": [article(1, "林锐会见大使")]}
    found = compared(tmp_path, rows, rows)
    assert found.same
    assert "no row differs" in render_difference(found)


def test_what_came_went_and_changed_is_told_by_id_and_headline(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"articles": [article(1, "林锐会见大使"), article(2, None), article(3, "论坛开幕")]},
        {"articles": [article(1, "林锐会见大使"), article(3, "论坛闭幕", kind="workshop"), article(4, "Forum")]},
    )
    table = found.tables["articles"]
    assert table.came == [Row(id="a-4", label="Forum")]
    assert table.went == [Row(id="a-2", label="林锐会见大使。")]
    assert table.changed == [ChangedRow(id="a-3", label="论坛闭幕", columns=["headline", "kind"])]
    assert not found.same
    assert [name for name, one in found.tables.items() if not one.same] == ["articles"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("repairs", [RepairCount(rule="reading.injected", count=4)]),
        ("repairs", [RepairCount(rule="character.torn", count=3)]),
        ("repairs", []),
        ("warnings", ["line 1 looks torn"]),
        ("coverage", None),
        ("issue_date", "2021-10"),
        ("path", "renamed.txt"),
    ],
)
def test_a_change_is_seen_in_every_kind_of_column(tmp_path: Path, column: str, value: object) -> None:
    found = compared(
        tmp_path,
        {"bulletins": [bulletin(0), bulletin(1), bulletin(2)]},
        {"bulletins": [bulletin(0), bulletin(1, **{column: value}), bulletin(2)]},
    )
    table = found.tables["bulletins"]
    assert [(row.id, row.columns) for row in table.changed] == [("b-1", [column])]
    assert (table.came, table.went) == ([], [])


def test_a_date_within_a_list_of_structs_is_compared(tmp_path: Path) -> None:
    def held(day: int) -> list[Position]:
        seen = date(2021, 9, day)
        return [Position(title_zh="副部长", title_en=None, first_seen=seen, last_seen=None)]

    found = compared(
        tmp_path,
        {"officials": [official("o-1", "林锐", positions=held(2)), official("o-2", "王小洪", positions=held(3))]},
        {"officials": [official("o-1", "林锐", positions=held(2)), official("o-2", "王小洪", positions=held(4))]},
    )
    assert [(row.id, row.columns) for row in found.tables["officials"].changed] == [("o-2", ["positions"])]


def test_a_set_aside_copy_is_told_from_its_bulletin(tmp_path: Path) -> None:
    copy = bulletin(1, path="0.txt", status="set_aside", reason="the same bytes as 1.txt", coverage=None)
    found = compared(tmp_path, {"bulletins": [bulletin(1)]}, {"bulletins": [bulletin(1), copy]})
    assert found.tables["bulletins"].came == [Row(id="b-1 2", label="0.txt")]
    assert found.tables["bulletins"].changed == []


def test_merged_officials_are_recognised_by_their_mentions(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {
            "officials": [official("o-1", "王小洪"), official("o-2", "Wang Xiaohong"), official("o-3", "林锐")],
            "mentions": [mention("n-1", "o-1"), mention("n-2", "o-2"), mention("n-3", "o-3")],
        },
        {
            "officials": [official("o-1", "王小洪"), official("o-3", "林锐")],
            "mentions": [mention("n-1", "o-1"), mention("n-2", "o-1"), mention("n-3", "o-3")],
        },
    )
    assert [(one.what, [row.id for row in one.old], [row.id for row in one.new]) for one in found.people] == [
        ("merged", ["o-1", "o-2"], ["o-1"])
    ]
    text = render_difference(found)
    assert "- o-2  Wang Xiaohong  [mentions now under o-1]" in text
    assert "= merged: o-1  王小洪 + o-2  Wang Xiaohong -> o-1  王小洪" in text


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (["o-1", "o-1"], ["o-1", "o-2"], ["split"]),
        (["o-1", "o-1"], ["o-2", "o-2"], ["renamed"]),
        (["o-1", "o-1", "o-2"], ["o-1", "o-2", "o-2"], ["regrouped"]),
        (["o-1", "o-2"], ["o-1", "o-2"], []),
    ],
)
def test_split_and_renamed_officials_are_recognised(
    tmp_path: Path, before: list[str], after: list[str], what: list[str]
) -> None:
    sides: list[dict[str, list[Record]]] = [
        {
            "officials": [official(one, "林锐") for one in sorted(set(side))],
            "mentions": [mention(f"n-{number}", one) for number, one in enumerate(side)],
        }
        for side in (before, after)
    ]
    assert [one.what for one in compared(tmp_path, *sides).people] == what


def test_the_text_names_so_many_rows_and_counts_the_rest(tmp_path: Path) -> None:
    found = compared(tmp_path, {}, {"articles": [article(number, f"第{number}条") for number in range(9)]})
    text = render_difference(found, rows=3)
    assert "articles        9 came, 0 went, 0 changed" in text
    assert text.count("\n  + a-") == 3
    assert "  + ... and 6 more" in text


def test_a_terminal_escape_in_a_headline_is_shown_harmless(tmp_path: Path) -> None:
    found = compared(tmp_path, {}, {"articles": [article(1, "林锐\x1b[31m会见")]})
    assert "\x1b" not in render_difference(found)


def test_the_command_ends_with_0_or_1_and_prints_json(tmp_path: Path) -> None:
    old = corpus(tmp_path / "old", articles=[article(1, "一")])
    new = corpus(tmp_path / "new", articles=[article(1, "二")])

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([PROGRAM, "diff", *args], capture_output=True, text=True, check=False)

    same, different = run(str(old), str(old), "--json"), run(str(old), str(new), "--json")
    assert (same.returncode, json.loads(same.stdout)["same"]) == (0, True)
    assert different.returncode == 1
    assert json.loads(different.stdout)["tables"]["articles"]["changed"] == [
        {"id": "a-1", "label": "二", "columns": ["headline"]}
    ]
    assert run(str(old), str(tmp_path / "nowhere")).returncode == 2


def test_300_000_sentences_are_compared_in_seconds(tmp_path: Path) -> None:
    def published(out: Path, changed: int) -> Corpus:
        numbers = range(300_000)
        tables = {name: to_arrow(name, []) for name in TABLES}
        tables["sentences"] = pa.table(
            {
                "article_id": [f"a-{number // 30:04}" for number in numbers],
                "position": [number % 30 for number in numbers],
                "text": [f"第{number + (number == changed)}句。" for number in numbers],
                "char_start": [0] * len(numbers),
                "char_end": [1] * len(numbers),
            },
            schema=schema("sentences"),
        )
        with locked(out):
            publish(tables.items(), out, "build", "0.0")
        return load_corpus(out)

    old, new = published(tmp_path / "old", -1), published(tmp_path / "new", 150_001)
    begun = time.process_time()
    found = diff(old, new)
    assert time.process_time() - begun < 5
    assert [(row.id, row.columns) for row in found.tables["sentences"].changed] == [("a-5000 1", ["text"])]


def test_nulls_within_nested_values_differ_from_values() -> None:
    kind = pa.list_(pa.struct([("a", pa.string()), ("b", pa.list_(pa.int64()))]))
    old = pa.array([None, [], [{"a": None, "b": [1]}], [{"a": "x", "b": []}], [{"a": "x", "b": [1, 2]}]], kind)
    new = pa.array([[], [], [{"a": "x", "b": [1]}], [{"a": "x", "b": None}], [{"a": "x", "b": [1, 2]}]], kind)
    assert np.flatnonzero(differing(old, new)).tolist() == [0, 2, 3]
    assert not differing(new, new).any()
    assert differing(old.slice(4), new.slice(4)).tolist() == [False]
