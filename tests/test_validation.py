"""Every check of `validate` on a corpus that is damaged in that way, and on whole ones, where it must find nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bulletin_corpus.errors import UserError
from bulletin_corpus.pipeline import build
from bulletin_corpus.records import TABLES, event_id, pair_id
from bulletin_corpus.schema import METADATA_KEY
from bulletin_corpus.storage.manifest import STATE
from bulletin_corpus.validation.files import MANIFEST
from bulletin_corpus.validation.findings import Tables
from bulletin_corpus.validation.keys import REFERENCES, Reference
from bulletin_corpus.validation.raw_files import check_bulletin, claims
from bulletin_corpus.validation.validate import validate
from bulletin_corpus.views.validation import render_validation

if TYPE_CHECKING:
    from collections.abc import Callable

    from bulletin_corpus.validation.findings import Finding
    from bulletin_corpus.validation.validate import Validation

    Row = dict[str, Any]
    Change = Callable[[list[Row]], object]

PROGRAM = str(Path(sys.executable).parent / "bulletin-corpus")
REAL = next((Path(__file__).parent.parent / "data" / "raw").glob("*.txt"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw bulletins and their corpus: repeated texts, a copy, an empty file, a reject, a workshop."""
    folder = tmp_path_factory.mktemp("whole")
    raw = folder / "raw"
    raw.mkdir()
    text = REAL.read_text("utf-8")
    (raw / REAL.name).write_text(text, "utf-8")
    (raw / "reprint-2021-11.txt").write_text(
        "现代国际执法 2021年11月\n" + text + "\nA line that nothing explains\n", "utf-8"
    )
    (raw / "z-copy.txt").write_text(text, "utf-8")
    (raw / "empty.txt").write_bytes(b"")
    build(raw, folder / "corpus", workers=1)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """The same, to be damaged."""
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(folder: Path, table: str, make: Change) -> None:
    """The table's rows changed by `make`, and its hash recorded, so that only the rows are wrong."""
    path = folder / "corpus" / f"{table}.parquet"
    stored = pq.read_table(path)
    rows = stored.to_pylist()
    make(rows)
    columns = [pa.array([row[field.name] for row in rows], type=_plain(field.type)) for field in stored.schema]
    cast = [
        column.dictionary_encode().cast(field.type) if pa.types.is_dictionary(field.type) else column
        for column, field in zip(columns, stored.schema, strict=True)
    ]
    pq.write_table(pa.Table.from_arrays(cast, schema=stored.schema), path)
    record(folder, table)


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


def record(folder: Path, table: str) -> None:
    """The file's hash in the manifest is that of its bytes."""
    path = folder / "corpus" / f"{table}.parquet"
    manifest = folder / "corpus" / STATE / MANIFEST
    told = json.loads(manifest.read_text("utf-8"))
    told["files"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told), "utf-8")


def rows(folder: Path, table: str) -> list[Row]:
    return pq.read_table(folder / "corpus" / f"{table}.parquet").to_pylist()


def alone(folder: Path) -> Validation:
    """What is wrong by the tables alone."""
    if (folder / "raw").exists():
        (folder / "raw").rename(folder / "elsewhere")
    return validate(folder / "corpus")


def checks(found: Validation | list[Finding]) -> list[tuple[str, str]]:
    findings = found if isinstance(found, list) else found.findings
    return sorted({(one.table, one.check) for one in findings})


def test_a_whole_corpus_has_nothing_wrong(whole: Path) -> None:
    found = validate(whole / "corpus")
    assert found.findings == []
    assert found.raw == str(whole / "raw")
    assert (found.unchecked, found.rows["bulletins"], len(found.rows)) == ([], 4, len(TABLES))


def test_the_corpus_of_the_tests_holds_what_the_checks_are_about(whole: Path) -> None:
    counts = {table: len(rows(whole, table)) for table in TABLES}
    assert min(counts.values()) > 0, counts
    assert any(row["duplicate_of"] for row in rows(whole, "articles"))
    assert {row["status"] for row in rows(whole, "bulletins")} == {"built", "set_aside"}
    assert {row["kind"] for row in rows(whole, "remainders")} == {"furniture", "reject"}


def test_without_raw_folder_and_manifest_it_says_what_was_not_checked(folder: Path) -> None:
    (folder / "corpus" / STATE / MANIFEST).unlink()
    found = alone(folder)
    assert found.findings == []
    assert [text.split(":")[0] for text in found.unchecked] == [
        "whether files were changed since their build",
        "the raw bulletins",
    ]


# --- files ---------------------------------------------------------------------------------------------------------


def test_a_missing_table_is_found(folder: Path) -> None:
    (folder / "corpus" / "meetings.parquet").unlink()
    found = validate(folder / "corpus")
    assert checks(found) == [("meetings", "file.missing")]
    assert found.unchecked == ["rows: the files must be sound first"]


def test_a_torn_file_is_found(folder: Path) -> None:
    path = folder / "corpus" / "articles.parquet"
    path.write_bytes(path.read_bytes()[:1000])
    record(folder, "articles")
    assert checks(validate(folder / "corpus")) == [("articles", "file.unreadable")]


@pytest.mark.parametrize(
    ("make", "check", "what"),
    [
        (lambda table: table.drop_columns(["title"]), "schema.column", "the column title is missing"),
        (lambda table: table.append_column("age", pa.array([1] * len(table))), "schema.column", "the column age"),
        (lambda table: table.cast(_with(table, "char_end", pa.int32())), "schema.column", "char_end is pyarrow.Field"),
        (lambda table: table.cast(_with(table, "title", nullable=False)), "schema.column", "the column title is"),
        (lambda table: table.cast(_with(table, "name", text="a name")), "schema.description", "the column name"),
        (lambda table: table.select(table.column_names[::-1]), "schema.order", "another order"),
    ],
)
def test_another_schema_is_found(folder: Path, make: Callable[[pa.Table], pa.Table], check: str, what: str) -> None:
    path = folder / "corpus" / "mentions.parquet"
    table = pq.read_table(path)
    named = table.filter(table["title"].is_valid())
    changed = make(named).replace_schema_metadata(table.schema.metadata)
    pq.write_table(changed, path)
    record(folder, "mentions")
    found = validate(folder / "corpus")
    assert checks(found) == [("mentions", check)]
    assert what in found.findings[0].what


def _with(
    table: pa.Table, column: str, kind: pa.DataType | None = None, *, nullable: bool | None = None, text: str = ""
) -> pa.Schema:
    place = table.schema.get_field_index(column)
    field = table.schema.field(place)
    field = field if kind is None else field.with_type(kind)
    field = field if nullable is None else field.with_nullable(nullable)
    field = field.with_metadata({"description": text}) if text else field
    return table.schema.set(place, field)


@pytest.mark.parametrize(("identity", "check"), [(None, "build.missing"), ("0" * 32, "build.other")])
def test_a_table_of_another_build_is_found(folder: Path, identity: str | None, check: str) -> None:
    path = folder / "corpus" / "workshops.parquet"
    table = pq.read_table(path)
    metadata = dict(table.schema.metadata)
    stamp = json.loads(metadata.pop(METADATA_KEY))
    if identity is not None:
        metadata[METADATA_KEY] = json.dumps(stamp | {"build_id": identity}).encode()
    pq.write_table(table.replace_schema_metadata(metadata), path)
    record(folder, "workshops")
    assert checks(validate(folder / "corpus")) == [("workshops", check)]


def test_a_file_that_was_changed_since_its_build_is_found(folder: Path) -> None:
    path = folder / "corpus" / "officials.parquet"
    pq.write_table(pq.read_table(path), path, compression="gzip")
    assert checks(validate(folder / "corpus")) == [("officials", "hash.other")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{", [(MANIFEST, "manifest.unreadable")]),
        ('{"build_id": "x", "files": 3}', [(MANIFEST, "manifest.unreadable")]),
        ('{"build_id": "x", "files": {}}', [(MANIFEST, "build.other"), *((name, "hash.missing") for name in TABLES)]),
    ],
)
def test_a_damaged_manifest_is_found(folder: Path, text: str, found: list[tuple[str, str]]) -> None:
    (folder / "corpus" / STATE / MANIFEST).write_text(text, "utf-8")
    assert checks(validate(folder / "corpus")) == sorted(found)


# --- values --------------------------------------------------------------------------------------------------------


def _set(at: int, **values: object) -> Change:
    return lambda rows: rows[at].update(values)


def _set_within(at: int, column: str, place: int, **values: object) -> Change:
    return lambda rows: rows[at][column][place].update(values)


@pytest.mark.parametrize(
    ("table", "make", "check", "what"),
    [
        ("articles", _set(0, kind="party"), "value.enum", "kind is party"),
        ("meetings", _set(0, mode="by post"), "value.enum", "mode is by post"),
        ("meetings", _set_within(0, "participants", 1, role="guest"), "value.enum", "participants.role is guest"),
        ("article_pairs", _set(0, score=1.5), "value.range", "score is 1.5"),
        ("sentence_pairs", _set(0, score=-0.1), "value.range", "score is -0.1"),
        ("meetings", _set(0, score=float("nan")), "value.range", "score is nan"),
        ("bulletins", _set(-1, coverage=1.25), "value.range", "coverage is 1.25"),
        ("bulletins", _set(0, issue_date="2021-13"), "value.month", "issue_date is 2021-13"),
        ("meetings", _set(0, date_start=date(2031, 1, 1)), "value.period", "date_end lies before date_start"),
        ("meetings", _set(0, date_end=None), "value.period", "one of date_start and date_end is null"),
        ("officials", _set(0, first_seen=date(2031, 1, 1), last_seen=date(2030, 1, 1)), "value.period", "last_seen"),
        (
            "officials",
            _set_within(0, "positions", 0, first_seen=date(2031, 1, 1), last_seen=date(2030, 1, 1)),
            "value.period",
            "positions.last_seen lies before positions.first_seen",
        ),
    ],
)
def test_a_value_out_of_its_range_is_found(folder: Path, table: str, make: Change, check: str, what: str) -> None:
    change(folder, table, make)
    found = alone(folder)
    assert checks(found) == [(table, check)]
    assert what in found.findings[0].what


# --- keys and ids --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: f"{one.table}.{one.path}")
def test_a_key_that_names_nothing_is_found(folder: Path, reference: Reference) -> None:
    column, _, field = reference.path.partition(".")
    lost = "x-0000000000000000"
    at: list[int] = []

    def lose(rows: list[Row]) -> None:
        for number, row in enumerate(rows):
            value = row[column]
            if isinstance(value, list):
                if field:
                    value.extend([dict(value[0])] if value and field.endswith("official_id") else [])
                    if not value and column == "rivals":
                        value.append(_rival(reference.table))
                    value[-1][field] = lost
                else:
                    value[-1] = lost
            elif value is not None:
                row[column] = lost
            else:
                continue
            at.append(number)
            return

    change(folder, reference.table, lose)
    assert at, "the corpus of the tests has no such key"
    dangling = [one for one in alone(folder).findings if one.check == "key.dangling"]
    assert [one.table for one in dangling if lost in one.what] == [reference.table]
    assert f"{reference.path} names {lost}" in " ".join(one.what for one in dangling)


def _rival(table: str) -> Row:
    if table == "officials":
        return {"official_id": "", "odds": 1.0, "reasons": []}
    return {"zh_article_id": "", "en_article_id": "", "score": 0.1, "evidence": []}


def test_a_copy_gives_no_records(folder: Path) -> None:
    copy = next(row["article_id"] for row in rows(folder, "articles") if row["duplicate_of"] and row["lang"] == "zh")

    def repeat(pairs: list[Row]) -> None:
        pairs[0]["zh_article_id"] = copy
        pairs[0]["pair_id"] = pair_id(copy, pairs[0]["en_article_id"])

    change(folder, "article_pairs", repeat)
    assert f"zh_article_id names {copy}, which is no Chinese article that is the first" in " ".join(
        one.what for one in alone(folder).findings
    )


def _spare(mentions: list[Row]) -> Row:
    """A mention that neither gives its official the id nor is the only one that a person has in an article."""
    for row in mentions:
        others = [one for one in mentions if one["official_id"] == row["official_id"] and one is not row]
        near = any(one["article_id"] == row["article_id"] for one in others)
        if near and row["mention_id"] > min(one["mention_id"] for one in others):
            return row
    raise AssertionError("the corpus of the tests has no such mention")


@pytest.mark.parametrize(
    ("table", "make", "found"),
    [
        ("officials", lambda rows: rows.append(rows[0]), ("officials", "key.twice")),
        ("bulletins", lambda rows: rows[0].update(path=rows[1]["path"]), ("bulletins", "key.twice")),
        (
            "bulletins",
            lambda rows: rows[3].update(status="built", n_articles=rows[1]["n_articles"]),
            ("bulletins", "key.twice"),
        ),
        ("bulletins", lambda rows: rows[0].update(bulletin_id="b-0"), ("bulletins", "id.underived")),
        ("bulletins", lambda rows: rows[1].update(n_articles=1), ("bulletins", "count.articles")),
        ("bulletins", lambda rows: rows[0].update(n_articles=1), ("bulletins", "count.articles")),
        ("mentions", lambda rows: _spare(rows).update(mention_id="n-ffffffffffffffff"), ("mentions", "id.underived")),
        ("officials", lambda rows: rows[0].update(n_mentions=99), ("officials", "count.mentions")),
        ("officials", lambda rows: rows[0]["article_ids"].pop(), ("officials", "count.articles")),
        ("workshops", lambda rows: rows[0].update(workshop_id="w-0"), ("workshops", "id.underived")),
        ("meetings", lambda rows: rows[0].update(meeting_id="m-0"), ("meetings", "id.underived")),
    ],
)
def test_what_does_not_derive_from_its_rows_is_found(
    folder: Path, table: str, make: Change, found: tuple[str, str]
) -> None:
    change(folder, table, make)
    assert checks(alone(folder)) == [found]


def test_an_official_that_nobody_mentions_is_found(folder: Path) -> None:
    change(folder, "officials", lambda rows: rows.append(rows[0] | {"official_id": "o-0", "article_ids": []}))
    assert checks(alone(folder)) == [("officials", "count.mentions")]


def test_an_official_under_another_id_is_found(folder: Path) -> None:
    old = rows(folder, "officials")[0]["official_id"]

    def rename(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: rename(one) for key, one in value.items()}
        if isinstance(value, list):
            return [rename(one) for one in value]
        return "o-0000000000000000" if value == old else value

    for table in ("officials", "mentions", "meetings", "workshops"):
        change(folder, table, lambda found: [row.update(rename(row)) for row in found])
    assert checks(alone(folder)) == [("officials", "id.underived")]


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda row: row.update(duplicate_of=None), "duplicate_of is None"),
        (lambda row: row.update(lang="en" if row["lang"] == "zh" else "zh"), "another language"),
        (
            lambda row: row.update(article_id=row["article_id"][:-1] + "7"),
            "an earlier appearance of its text is missing",
        ),
        (lambda row: row.update(article_id="a-1"), "it is no id of an article"),
    ],
)
def test_a_copy_that_is_numbered_or_named_wrongly_is_found(
    folder: Path, make: Callable[[Row], object], what: str
) -> None:
    change(folder, "articles", lambda rows: make(next(row for row in rows if row["duplicate_of"])))
    found = [one for one in alone(folder).findings if one.check == "id.article"]
    assert [what in one.what for one in found] == [True]


def test_a_pair_under_another_id_is_found(folder: Path) -> None:
    change(folder, "article_pairs", lambda rows: rows[0].update(pair_id="p-0"))
    assert ("article_pairs", "id.underived") in checks(alone(folder))


def test_an_event_of_no_article_or_of_two_that_are_no_pair_is_found(folder: Path) -> None:
    def lose(rows: list[Row]) -> None:
        key = event_id("meeting", None, None, 0)
        rows[0].update(zh_article_id=None, en_article_id=None, evidence=[], meeting_id=key)

    change(folder, "meetings", lose)
    assert checks(alone(folder)) == [("meetings", "key.missing")]

    def cross(rows: list[Row]) -> None:
        zh, en = rows[1]["zh_article_id"], other_en
        rows[0].update(zh_article_id=zh, en_article_id=en, evidence=[], meeting_id=event_id("meeting", zh, en, 0))

    used = rows(folder, "meetings")[1]["en_article_id"]
    other_en = next(row["en_article_id"] for row in rows(folder, "article_pairs") if row["en_article_id"] != used)
    change(folder, "meetings", cross)
    assert checks(alone(folder)) == [("meetings", "key.unpaired")]


def test_evidence_in_another_article_is_found(folder: Path) -> None:
    other = next(
        row for row in rows(folder, "sentences") if row["article_id"] == rows(folder, "workshops")[0]["zh_article_id"]
    )
    place = {key: other[key] for key in ("article_id", "char_start", "char_end")}
    change(folder, "meetings", _set_within(0, "evidence", 0, **place))
    assert checks(alone(folder)) == [("meetings", "key.evidence")]


def test_a_participant_of_whom_there_is_no_mention_is_found(folder: Path) -> None:
    def lose(rows: list[Row]) -> None:
        person = next(one for row in rows for one in row["participants"] if one["official_id"])
        person["mention_ids"] = ["n-0000000000000000"]

    change(folder, "meetings", lose)
    assert checks(alone(folder)) == [("meetings", "key.person")]


# --- places --------------------------------------------------------------------------------------------------------


def _of_first_article(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["article_id"] == rows[0]["article_id"]]


@pytest.mark.parametrize(
    ("table", "make", "found"),
    [
        ("articles", lambda rows: rows[0].update(position=7), [("articles", "place.position")]),
        ("articles", lambda rows: rows[0].update(line_end=0), [("articles", "place.lines")]),
        ("articles", lambda rows: rows[0].update(char_end=rows[0]["char_end"] + 1), [("articles", "place.hull")]),
        ("remainders", lambda rows: rows[0].update(char_end=10**9), [("remainders", "place.range")]),
        ("remainders", lambda rows: rows[0].update(char_end=rows[0]["char_start"]), [("remainders", "place.range")]),
        (
            "mentions",
            lambda rows: rows[0].update(char_start=10**6, char_end=10**6 + 2),
            [("mentions", "place.outside")],
        ),
        (
            "mentions",
            lambda rows: rows[0].update(char_end=rows[0]["char_start"]),
            [("mentions", "place.outside")],
        ),
        (
            "meetings",
            lambda rows: rows[0]["evidence"][0].update(char_start=10**6, char_end=10**6 + 1),
            [("meetings", "place.outside")],
        ),
        (
            "workshops",
            lambda rows: rows[0]["evidence"][0].update(char_start=10**6, char_end=10**6 + 1),
            [("workshops", "place.outside")],
        ),
        (
            "sentence_pairs",
            lambda rows: rows[0].update(position=40),
            [("sentence_pairs", "place.position")],
        ),
        ("sentence_pairs", lambda rows: rows[0].update(zh_positions=[99]), [("sentence_pairs", "link.sentence")]),
        ("sentence_pairs", lambda rows: rows[0].update(en_positions=[-1]), [("sentence_pairs", "link.sentence")]),
        (
            "sentence_pairs",
            lambda rows: rows[0].update(en_positions=[], en=""),
            [("sentence_pairs", "link.empty")],
        ),
        ("sentence_pairs", lambda rows: rows[0].update(zh="别的"), [("sentence_pairs", "text.link")]),
        ("sentence_pairs", lambda rows: rows[0].update(en="Else."), [("sentence_pairs", "text.link")]),
        ("articles", lambda rows: rows[0].update(body=rows[0]["body"] + "。"), [("articles", "text.body")]),
    ],
)
def test_a_wrong_place_or_text_is_found(folder: Path, table: str, make: Change, found: list[tuple[str, str]]) -> None:
    change(folder, table, make)
    assert checks(alone(folder)) == found


def test_a_sentence_out_of_order_or_missing_is_found(folder: Path) -> None:
    def swap(rows: list[Row]) -> None:
        first, second = _of_first_article(rows)[:2]
        for key in ("char_start", "char_end"):
            first[key], second[key] = second[key], first[key]

    change(folder, "sentences", swap)
    assert checks(alone(folder)) == [("sentences", "place.order")]
    change(folder, "sentences", lambda rows: rows.pop(0))
    assert {("sentences", "place.position"), ("articles", "text.body")} <= set(checks(alone(folder)))


def test_a_sentence_outside_the_body_is_found(folder: Path) -> None:
    headed = next(row for row in rows(folder, "articles") if row["headline"])

    def move(found: list[Row]) -> None:
        first = next(row for row in found if row["article_id"] == headed["article_id"])
        first["char_start"] = headed["spans"][0]["char_start"]

    change(folder, "sentences", move)
    assert checks(alone(folder)) == [("sentences", "place.outside")]


def test_spans_that_overlap_are_found(folder: Path) -> None:
    def widen(rows: list[Row]) -> None:
        first, second = (row for row in rows if row["bulletin_id"] == rows[0]["bulletin_id"] and row["position"] < 2)
        first["spans"][-1]["char_end"] = first["char_end"] = second["char_start"] + 1

    change(folder, "articles", widen)
    found = alone(folder)
    assert checks(found) == [("articles", "place.overlap")]
    assert len(found.findings) == 1


def test_a_sentence_in_two_links_is_found(folder: Path) -> None:
    def share(rows: list[Row]) -> None:
        first = rows[0]
        second = next(row for row in rows[1:] if row["pair_id"] == first["pair_id"])
        second.update(zh_positions=first["zh_positions"], zh=first["zh"])

    change(folder, "sentence_pairs", share)
    assert checks(alone(folder)) == [("sentence_pairs", "link.twice")]


# --- against the raw files -----------------------------------------------------------------------------------------


def against(folder: Path) -> list[tuple[str, str]]:
    return checks(validate(folder / "corpus", folder / "raw"))


def test_a_raw_file_that_is_gone_or_changed_is_found(folder: Path) -> None:
    (folder / "raw" / REAL.name).unlink()
    assert against(folder) == [("bulletins", "raw.gone")]
    (folder / "raw" / REAL.name).write_text("别的\n", "utf-8")
    assert against(folder) == [("bulletins", "raw.bytes")]


def test_a_changed_file_that_was_set_aside_is_found(folder: Path) -> None:
    (folder / "raw" / "empty.txt").write_text("x", "utf-8")
    assert against(folder) == [("bulletins", "raw.bytes")]


def test_a_new_raw_file_is_nothing_wrong(folder: Path) -> None:
    (folder / "raw" / "new.txt").write_text("新的\n", "utf-8")
    assert against(folder) == []


def _built(found: list[Row]) -> Row:
    return next(row for row in found if row["status"] == "built")


def _in_text(name: str) -> Change:
    """The first row whose column has no damage in its raw text gets another text of the same length."""

    def make(rows: list[Row]) -> None:
        row = next(row for row in rows if row[name])
        row[name] = "另" * len(row[name])

    return make


@pytest.mark.parametrize(
    ("table", "make", "found"),
    [
        ("bulletins", lambda rows: _built(rows).update(encoding="ascii"), ("bulletins", "raw.unreadable")),
        (
            "bulletins",
            lambda rows: _built(rows).update(n_chars=_built(rows)["n_chars"] + 1),
            ("bulletins", "raw.length"),
        ),
        ("remainders", lambda rows: rows.pop(), ("bulletins", "raw.lost")),
        ("remainders", _in_text("text"), ("remainders", "raw.remainder")),
        ("articles", _in_text("headline"), ("articles", "restored.column")),
        ("articles", _in_text("subheadline"), ("articles", "restored.column")),
        ("articles", _in_text("body_hant"), ("articles", "restored.column")),
        (
            "articles",
            lambda rows: rows[0]["credits"].append({"role": "photo", "name": "x", "text": "(x)"}),
            ("articles", "restored.column"),
        ),
        ("mentions", _in_text("name"), ("mentions", "restored.words")),
        ("meetings", _set_within(0, "evidence", 0, text="另外"), ("meetings", "restored.words")),
        ("sentences", lambda rows: rows[0].update(char_end=rows[0]["char_end"] - 1), ("sentences", "restored.offsets")),
    ],
)
def test_what_the_raw_file_does_not_say_is_found(
    folder: Path, table: str, make: Change, found: tuple[str, str]
) -> None:
    change(folder, table, make)
    assert against(folder) == [found]


def test_a_body_that_differs_from_the_raw_file_is_found_with_its_sentence(folder: Path) -> None:
    article = rows(folder, "articles")[0]["article_id"]

    def say(found: list[Row]) -> None:
        row = next(row for row in found if row["article_id"] == article)
        row["text" if "text" in row else "body"] = "另" + row["text" if "text" in row else "body"][1:]

    def relink(found: list[Row]) -> None:
        first = {row["article_id"]: row["text"] for row in reversed(rows(folder, "sentences"))}[article]
        for row in found:
            for lang in ("zh", "en"):
                if row[lang][1:] == first[1:]:
                    row[lang] = first

    change(folder, "articles", say)
    change(folder, "sentences", say)
    change(folder, "sentence_pairs", relink)
    assert set(against(folder)) >= {("articles", "restored.column"), ("sentences", "restored.sentence")}
    assert not {one for one in against(folder) if one[1].startswith("text.body")}


def test_an_article_of_another_raw_text_is_found(folder: Path) -> None:
    def shrink(rows: list[Row]) -> None:
        row = next(row for row in rows if row["duplicate_of"] and row["spans"][0]["part"] == "headline")
        span = row["spans"][0]
        span["char_start"] += 1
        row["char_start"] += 1

    change(folder, "articles", shrink)
    assert set(against(folder)) == {
        ("articles", "raw.article-id"),
        ("articles", "restored.column"),
        ("bulletins", "raw.lost"),
    }


def test_an_article_that_reading_does_not_give_is_found(whole: Path) -> None:
    said = next(
        one for one in claims(_tables(whole), whole / "raw", whole / "corpus") if one.bulletin["path"] == REAL.name
    )
    assert check_bulletin(said, whole / "raw", same_program=True) == []
    gone = said.articles.pop()
    found = check_bulletin(said, whole / "raw", same_program=True)
    assert {one.check for one in found} == {"raw.lost", "restored.article"}
    said.articles.append(gone | {"position": 9})
    found = check_bulletin(said, whole / "raw", same_program=True)
    assert [(one.id, one.check) for one in found] == [(gone["article_id"], "restored.article")]


def test_the_rules_of_another_version_are_not_asked_for_restored_texts(whole: Path) -> None:
    said = next(
        one for one in claims(_tables(whole), whole / "raw", whole / "corpus") if one.bulletin["path"] == REAL.name
    )
    said.articles[0]["body"] = "别的"
    assert [one.check for one in check_bulletin(said, whole / "raw", same_program=True)] == ["restored.column"]
    assert check_bulletin(said, whole / "raw", same_program=False) == []


def _tables(folder: Path) -> Tables:
    return Tables({name: pq.read_table(folder / "corpus" / f"{name}.parquet") for name in TABLES})


# --- the command ---------------------------------------------------------------------------------------------------


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAM, "validate", *args], capture_output=True, text=True, check=False)


def test_the_command_ends_with_0_or_4_and_names_table_id_and_what(folder: Path) -> None:
    sound = run(str(folder / "corpus"))
    assert (sound.returncode, sound.stdout.splitlines()[-1][:13]) == (0, "nothing wrong")
    meeting = rows(folder, "meetings")[0]["meeting_id"]
    change(folder, "meetings", _set(0, score=2.0))
    wrong = run(str(folder / "corpus"))
    assert wrong.returncode == 4
    assert wrong.stdout.splitlines()[0] == f"meetings {meeting}: score is 2.0, which is not allowed  [value.range]"
    told = run(str(folder / "corpus"), "--json")
    assert told.returncode == 4
    assert [one["id"] for one in json.loads(told.stdout)["findings"]] == [meeting]


def test_a_folder_without_corpus_or_raw_is_the_users_mistake(folder: Path) -> None:
    with pytest.raises(UserError, match="There is no corpus"):
        validate(folder / "raw")
    with pytest.raises(UserError, match="There is no folder"):
        validate(folder / "corpus", folder / "nowhere")


def test_bulletins_that_are_not_in_the_folder_bring_the_option_to_mind(folder: Path) -> None:
    (folder / "other").mkdir()
    assert "name it with --raw" in render_validation(validate(folder / "corpus", folder / "other"))


def test_a_terminal_escape_in_a_finding_is_shown_harmless(folder: Path) -> None:
    change(folder, "articles", _set(0, kind="\x1b[31mred"))
    text = render_validation(alone(folder))
    assert "another folder" not in text
    assert "\\x1b[31mred" in text
    assert "\x1b" not in text


def test_tables_without_rows_are_whole(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    build(tmp_path / "raw", tmp_path / "corpus", allow_empty=True)
    found = validate(tmp_path / "corpus")
    assert (found.findings, set(found.rows.values())) == ([], {0})


def test_a_corpus_made_with_other_lexicons_is_not_asked_for_restored_texts(folder: Path) -> None:
    manifest = folder / "corpus" / STATE / MANIFEST
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(told | {"recipe": told["recipe"] | {"lexicons": "0" * 32}}), "utf-8")
    found = validate(folder / "corpus", folder / "raw")
    assert (found.findings, found.unchecked) == (
        [],
        ["restored texts: the corpus was made with another lexicons"],
    )


def test_workers_find_the_same(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(24):
        (raw / f"{number}.txt").write_text(f"{number}日，林锐在北京会见大使。\n", "utf-8")
    build(raw, tmp_path / "corpus", workers=1)
    assert validate(tmp_path / "corpus", workers=2).findings == []
    (raw / "7.txt").write_text("别的\n", "utf-8")
    assert checks(validate(tmp_path / "corpus", workers=2)) == [("bulletins", "raw.bytes")]
