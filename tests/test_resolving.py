from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from bulletin_corpus import resolving
from bulletin_corpus.corrections import Corrections
from bulletin_corpus.language.people.comparison import outline
from bulletin_corpus.resolving import resolve_all
from bulletin_corpus.stages import resolve
from bulletin_corpus.storage.engine import Engine
from bulletin_corpus.storage.outcomes import Outcomes
from bulletin_corpus.storage.results import Results, write_rows
from test_resolve import VICE_MINISTER, person

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from bulletin_corpus.chunks import Officials
    from bulletin_corpus.documents import Person

PEOPLE = [
    person(1, "王小洪", "Wang Xiaohong", [VICE_MINISTER], seen=date(2021, 9, 2)),
    person(2, "王小洪", None, [("公安部部长", None)], seen=date(2022, 9, 2)),
    person(3, "卡里莫夫", "Yerlan Karimov", [("哈萨克斯坦内务部副部长", "Deputy Minister of Kazakhstan")], "KZ"),
    person(4, "卡里莫夫", None, [("乌兹别克斯坦驻华大使", None)], "UZ"),
    person(5, "卡里莫夫", None, [("哈萨克斯坦内务部副部长", None)], "KZ"),
    person(6, "李明", None, [("公安部禁毒局副局长", None)]),
    person(7, None, "Li Ming", [(None, "professor of Yunnan Agricultural University")]),
    person(8, "吴小童", "Wu Xiaotong", [], None),
]


def row(key: str, persons: Sequence[Person]) -> dict[str, Any]:
    """A kept result that holds these persons."""
    kept = [
        {
            "name_zh": one.name_zh,
            "name_en": one.name_en,
            "country": one.country,
            "offices": [{"title_zh": office.title_zh, "title_en": office.title_en} for office in one.offices],
            "seen": one.seen,
            "mentions": [
                {"mention_id": m.mention_id, "article_id": m.article_id, "name": m.name} for m in one.mentions
            ],
        }
        for one in persons
    ]
    return {"key": key, "status": "built", "persons": kept, "outlines": [outline(one)._asdict() for one in persons]}


@pytest.fixture
def results(tmp_path: Path) -> Results:
    """Three bulletins in two files, of which one names nobody, and what was paired across them."""
    folder = tmp_path / "results"
    folder.mkdir()
    write_rows(folder, [row("first", PEOPLE[:3]), row("empty", []), {"key": "aside", "status": "set_aside"}])
    write_rows(folder, [row("second", PEOPLE[3:6]), row("across", PEOPLE[6:])])
    return Results(folder)


KEYS = ["second", "empty", "first"]


def whose(named: Officials) -> dict[int, str]:
    return dict(zip(named.mentions.tolist(), named.official_ids.to_pylist(), strict=True))


def resolved(
    results: Results, workers: int = 1, kept: str = "", **more: Any
) -> tuple[pa.Table, Officials, tuple[str, ...]]:
    """Who is who, made anew, or with the outcomes that this folder keeps."""
    keys, dropped = more.pop("keys", KEYS), more.pop("dropped", {})
    with Engine(workers) as engine, TemporaryDirectory() as anew:
        outcomes = Outcomes(results.folder / kept if kept else Path(anew))
        return resolve_all(results, outcomes, keys, ["across"], dropped, Corrections(**more), engine, few=0)


def names(table: pa.Table) -> list[tuple[str | None, str | None]]:
    return sorted(zip(table["name_zh"].to_pylist(), table["name_en"].to_pylist(), strict=True), key=str)


def test_officials_come_from_all_files_with_their_mentions_and_rivals(results: Results) -> None:
    table, named, unmet = resolved(results)
    found = [("卡里莫夫", "Yerlan Karimov"), ("卡里莫夫", None), ("李明", None), ("王小洪", "Wang Xiaohong")]
    assert names(table) == sorted([*found, (None, "Li Ming")], key=str)
    ids: list[Any] = table["official_id"].to_pylist()
    assert ids == sorted(ids)
    mentions = {int(m.mention_id.removeprefix("n-"), 16) for one in PEOPLE[:7] for m in one.mentions}
    assert set(whose(named)) == mentions
    assert set(whose(named).values()) == set(table["official_id"].to_pylist())
    assert any(table["rivals"].to_pylist())
    assert unmet == ()


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_the_number_of_tasks_does_not_matter(results: Results, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    whole, named, _ = resolved(results)
    monkeypatch.setattr(resolving, "PERSONS_AT_ONCE", at_once)
    monkeypatch.setattr(resolving, "PAIRS_AT_ONCE", at_once)
    monkeypatch.setattr(resolve, "OFFICIALS_AT_ONCE", at_once)
    table, again, _ = resolved(results)
    assert table.equals(whole)
    assert whose(again) == whose(named)


def test_other_processes_give_the_same(results: Results) -> None:
    whole, named, _ = resolved(results)
    table, again, _ = resolved(results, workers=2)
    assert table.equals(whole)
    assert whose(again) == whose(named)


def test_persons_of_items_without_rows_are_nobody(results: Results) -> None:
    table, _, _ = resolved(results, dropped={2: {PEOPLE[2].mentions[0].article_id}})
    assert ("卡里莫夫", "Yerlan Karimov") not in names(table)
    assert ("王小洪", "Wang Xiaohong") in names(table)


def test_what_people_said_is_followed_or_told(results: Results) -> None:
    quoted = [{"article": one.mentions[0].article_id, "name": one.mentions[0].name} for one in (PEOPLE[3], PEOPLE[4])]
    gone = [quoted[0], {"article": "a-none", "name": "Nobody"}]
    said = {"author": "tester", "reason": "known"}
    table, _, unmet = resolved(results, same_person=[{"people": quoted, **said}, {"people": gone, **said}])
    rows = [one for one in table.to_pylist() if one["name_zh"] == "卡里莫夫"]
    assert [one["reviewed"] for one in rows] == [True]
    assert rows[0]["n_mentions"] == 4
    assert len(unmet) == 1
    assert "Nobody" in unmet[0]


def test_a_corpus_without_persons_has_no_officials(tmp_path: Path) -> None:
    write_rows(tmp_path, [row("empty", [])])
    with Engine(1) as engine:
        outcomes = Outcomes(tmp_path / "persons")
        table, named, _ = resolve_all(Results(tmp_path), outcomes, ["empty"], [], {}, Corrections(), engine)
    assert (len(table), len(named.mentions)) == (0, 0)


SAID = {"author": "tester", "reason": "known"}
QUOTED = [{"article": PEOPLE[at].mentions[0].article_id, "name": PEOPLE[at].mentions[0].name} for at in (3, 4)]

STATES: list[dict[str, Any]] = [
    {},
    {"keys": ["first"]},
    {"dropped": {2: {PEOPLE[2].mentions[0].article_id}}},
    {"same_person": [{"people": QUOTED, **SAID}]},
    {"different_persons": [{"people": QUOTED, **SAID}]},
    {"preferred_name": [{"person": QUOTED[0], "name_en": "Karim", **SAID}]},
]


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("state", STATES)
def test_outcomes_of_another_state_change_no_row(
    results: Results, before: dict[str, Any], state: dict[str, Any]
) -> None:
    resolved(results, kept="persons", **before)
    table, named, unmet = resolved(results, kept="persons", **state)
    whole, again, told = resolved(results, **state)
    assert table.equals(whole)
    assert whose(named) == whose(again)
    assert unmet == told


def test_what_is_known_is_not_compared_or_judged_again(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(name: str) -> None:
        made = vars(resolving)[name]

        def job(task: Any, folder: Path) -> Any:
            asked.append((name, sum(len(places) for _, places, _ in task.persons.files)))
            return made(task, folder)

        monkeypatch.setattr(resolving, name, job)

    asked: list[tuple[str, int]] = []
    counted("compare_persons")
    counted("make_officials")
    resolved(results, kept="persons", keys=["second", "empty"])
    assert dict(asked)["make_officials"] == 5
    asked.clear()
    resolved(results, kept="persons", keys=["second", "empty"])
    assert asked == []
    resolved(results, kept="persons")
    assert [name for name, _ in asked] == ["compare_persons", "make_officials"]
    assert dict(asked)["make_officials"] < len(PEOPLE)


def test_damaged_outcomes_are_told_removed_and_made_anew(results: Results) -> None:
    whole, _, _ = resolved(results, kept="persons")
    files = sorted((results.folder / "persons").iterdir())
    assert [path.name.split("-")[0] for path in files] == ["groups", "pairs"]
    for path in files:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    outcomes = Outcomes(results.folder / "persons")
    assert len(outcomes.groups) == len(outcomes.compared.one) == 0
    assert sorted(outcomes.damaged) == [path.name for path in files]
    assert not any((results.folder / "persons").iterdir())
    assert resolved(results, kept="persons")[0].equals(whole)
