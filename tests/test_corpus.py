from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bulletin_corpus.errors import UserError
from bulletin_corpus.records import TABLES, ArticlePair
from bulletin_corpus.schema import to_arrow
from bulletin_corpus.storage import corpus as storage
from bulletin_corpus.storage.corpus import load_corpus, locked, publish
from bulletin_corpus.storage.manifest import STATE, damaged_tables, previous

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def pair(number: int) -> ArticlePair:
    return ArticlePair(
        pair_id=f"p-{number}",
        zh_article_id="a-1",
        en_article_id="a-2",
        score=0.9,
        relation="translation",
        evidence=["both on 9 September"],
        rivals=[],
    )


def tables(pairs: int) -> dict[str, pa.Table]:
    rows = {"article_pairs": [pair(number) for number in range(pairs)]}
    return {name: to_arrow(name, rows.get(name, [])) for name in TABLES}


def published(out: Path, pairs: int) -> str:
    with locked(out):
        publish(tables(pairs).items(), out, f"build-{pairs}", "0.0")
    return f"build-{pairs}"


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*.parquet")}


def test_what_is_published_comes_back_as_records(tmp_path: Path) -> None:
    identity = published(tmp_path, 2)
    corpus = load_corpus(tmp_path)
    assert corpus.build_id == identity
    assert list(corpus.article_pairs) == [pair(0), pair(1)]
    assert corpus.article_pairs["p-1"] == pair(1)
    assert len(corpus.meetings) == 0


def test_an_unknown_id_is_a_key_error(tmp_path: Path) -> None:
    published(tmp_path, 1)
    with pytest.raises(KeyError):
        load_corpus(tmp_path).article_pairs["p-9"]


def test_every_table_loads_in_pandas_polars_and_duckdb_also_when_empty(tmp_path: Path) -> None:
    published(tmp_path, 1)
    corpus = load_corpus(tmp_path)
    for name, table in corpus.tables.items():
        columns = list(TABLES[name].model_fields)
        file = str(tmp_path / f"{name}.parquet")
        assert list(table.pandas().columns) == list(pd.read_parquet(file).columns) == columns
        assert table.polars().columns == pl.read_parquet(file).columns == columns
        assert duckdb.read_parquet(file).columns == columns


def test_publishing_the_same_rows_again_changes_no_byte(tmp_path: Path) -> None:
    first = published(tmp_path, 2), contents(tmp_path)
    assert (published(tmp_path, 2), contents(tmp_path)) == first


def test_a_table_may_come_in_pieces(tmp_path: Path) -> None:
    with locked(tmp_path):
        pieces = [("article_pairs", to_arrow("article_pairs", [pair(number)])) for number in range(3)]
        publish(iter(pieces), tmp_path, "build", "0.0")
    assert list(load_corpus(tmp_path).article_pairs) == [pair(0), pair(1), pair(2)]


def test_a_build_learns_of_the_former_one(tmp_path: Path) -> None:
    assert previous(tmp_path, "0.0") is None
    published(tmp_path, 1)
    before = previous(tmp_path, "0.0")
    assert before is not None
    assert (before.build_id, dict(before.sha256_of)) == ("build-1", {})


def test_a_corpus_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with locked(tmp_path):
        publish([], tmp_path, "b", "0.10.0")
    with pytest.raises(UserError, match=r"written by version 0\.10\.0"):
        previous(tmp_path, "0.9.9")


def test_a_damaged_table_of_ours_is_told_and_replaced(tmp_path: Path) -> None:
    published(tmp_path, 1)
    (tmp_path / "meetings.parquet").write_bytes(b"PAR1, cut short")
    assert damaged_tables(tmp_path) == ["meetings.parquet"]
    published(tmp_path, 1)
    assert damaged_tables(tmp_path) == []


def test_a_failure_before_the_commit_record_leaves_the_old_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, 1)
    before = contents(tmp_path)

    def fail(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device", path, text)

    monkeypatch.setattr(storage, "_write_synced", fail)
    with pytest.raises(UserError, match="No space left on device"):
        published(tmp_path, 2)
    assert contents(tmp_path) == before


def test_a_move_that_was_interrupted_is_completed_by_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, 1)
    monkeypatch.setattr(storage, "recover", lambda _out: None)
    wanted = published(tmp_path, 2)
    monkeypatch.undo()
    assert (tmp_path / STATE / "commit.json").exists()
    corpus = load_corpus(tmp_path)
    assert corpus.build_id == wanted
    assert len(corpus.article_pairs) == 2
    assert not (tmp_path / STATE / "commit.json").exists()


def test_two_builds_cannot_hold_one_folder(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(UserError, match="Another build"), locked(tmp_path):
        pass


def test_a_foreign_table_is_never_overwritten(tmp_path: Path) -> None:
    foreign = tmp_path / "meetings.parquet"
    pq.write_table(pa.table({"a": [1]}), foreign)
    before = foreign.read_bytes()
    with pytest.raises(UserError, match=r"meetings\.parquet is not a table"):
        published(tmp_path, 1)
    assert foreign.read_bytes() == before


def test_a_folder_without_corpus_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no corpus"):
        load_corpus(tmp_path)


def test_tables_of_two_builds_are_not_loaded_together(tmp_path: Path) -> None:
    published(tmp_path / "one", 1)
    published(tmp_path / "two", 2)
    (tmp_path / "one" / "articles.parquet").replace(tmp_path / "two" / "articles.parquet")
    with pytest.raises(UserError, match="one build"):
        load_corpus(tmp_path / "two")


READINGS = {
    "records": list,
    "rows": len,
    "arrow": lambda table: table.arrow(),
    "pandas": lambda table: table.pandas(),
    "polars": lambda table: table.polars(),
    "one record": lambda table: table["p-0"],
}


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)
def test_a_corpus_built_anew_is_not_read_through_the_former_one(tmp_path: Path, reading: Callable[[Any], Any]) -> None:
    published(tmp_path, 1)
    former = load_corpus(tmp_path)
    reading(former.article_pairs)
    published(tmp_path, 2)
    with pytest.raises(UserError, match="built anew since it was loaded"):
        reading(former.article_pairs)
    assert len(load_corpus(tmp_path).article_pairs) == 2


def test_what_is_being_read_is_read_to_its_end(tmp_path: Path) -> None:
    published(tmp_path, 1500)
    records = iter(load_corpus(tmp_path).article_pairs)
    first = next(records)
    published(tmp_path, 1)
    assert [first, *records] == [pair(number) for number in range(1500)]


def test_the_manifest_holds_the_hash_of_every_table(tmp_path: Path) -> None:
    published(tmp_path, 1)
    manifest = json.loads((tmp_path / STATE / "manifest.json").read_text("utf-8"))
    assert sorted(manifest["files"]) == sorted(f"{name}.parquet" for name in TABLES)
