from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from bulletin_corpus.records import TABLES, ArticlePair, Bulletin, Meeting, Participant, RepairCount
from bulletin_corpus.schema import METADATA_KEY, describe, schema, stamped_schema, to_arrow

if TYPE_CHECKING:
    from bulletin_corpus.records import Record


def example_meeting(number: int = 0) -> Meeting:
    return Meeting(
        meeting_id=f"m-{number}",
        zh_article_id="a-1",
        en_article_id=None,
        status="reported",
        date_start=date(2021, 9, 2),
        date_end=date(2021, 9, 2),
        date_evidence="weekday",
        mode="video",
        place_zh=None,
        place_en=None,
        countries=["CN", "PH"],
        participants=[
            Participant(
                official_id=None,
                name_zh="甲",
                name_en=None,
                title_zh=None,
                title_en=None,
                country="CN",
                role="principal",
                mention_ids=["n-1"],
            ),
        ],
        topics_zh=[],
        topics_en=["counter-terrorism"],
        score=0.5,
        evidence=[],
    )


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_keeps_its_full_schema(table: str) -> None:
    assert to_arrow(table, []).schema == schema(table)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_and_nested_field_is_described(table: str) -> None:
    for field in schema(table):
        assert (field.metadata or {}).get(b"description"), f"{table}.{field.name}"
    for column in describe(table):
        assert column["description"].endswith("."), f"{table}.{column['column']}"


@pytest.mark.parametrize("table", TABLES)
def test_the_stamp_names_build_version_and_columns(table: str) -> None:
    metadata = stamped_schema(table, "b1", "0.0").metadata
    assert metadata is not None
    stamp = json.loads(metadata[METADATA_KEY])
    assert (stamp["build_id"], stamp["version"], stamp["table"]) == ("b1", "0.0", table)
    assert list(stamp["columns"]) == sorted(TABLES[table].model_fields)


def test_enums_are_dictionary_columns_over_all_their_levels() -> None:
    column = to_arrow("meetings", [example_meeting()]).column("mode").chunk(0)
    assert pa.types.is_dictionary(column.type)
    assert column.dictionary.to_pylist() == ["in_person", "video", "phone", "hybrid"]  # type: ignore[attr-defined]


def test_records_come_back_as_they_went() -> None:
    meeting = example_meeting()
    (row,) = to_arrow("meetings", [meeting]).to_pylist()
    assert Meeting.model_validate(row) == meeting


def test_rows_keep_the_order_of_the_records() -> None:
    rows: list[Record] = [example_meeting(number) for number in (2, 0, 1)]
    assert to_arrow("meetings", rows)["meeting_id"].to_pylist() == [row.meeting_id for row in rows]  # type: ignore[attr-defined]


def test_a_null_where_none_is_allowed_is_refused() -> None:
    with pytest.raises(ValueError, match="score"):
        ArticlePair.model_validate(
            {
                "pair_id": "p",
                "zh_article_id": "a",
                "en_article_id": "b",
                "score": None,
                "relation": "translation",
                "evidence": [],
            },
        )


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValueError, match="other"):
        RepairCount.model_validate({"rule": "r", "count": 1, "other": 2})


def test_the_contract_columns_come_first_in_bulletins() -> None:
    assert list(Bulletin.model_fields)[:6] == ["bulletin_id", "path", "sha256", "encoding", "status", "reason"]
