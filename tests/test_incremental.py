"""A build on top of former ones gives what a build from scratch gives, and processes only what changed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bulletin_corpus as bc
from bulletin_corpus import pipeline
from bulletin_corpus.config import BuildConfig
from bulletin_corpus.errors import UserError
from bulletin_corpus.records import TABLES
from bulletin_corpus.storage.manifest import STATE
from bulletin_corpus.storage.results import Results

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = (Path(__file__).parent.parent / "data" / "raw" / "modern-world-police-2021-10.txt").read_text("utf-8")
NUMBERED = LINES.splitlines(keepends=True)
ZH, EN = "".join(NUMBERED[26:30]), "".join(NUMBERED[30:])
OTHER_EN = EN.replace("September 9", "September 8")
TEXTS = {
    "both": ZH + EN,
    "zh": ZH,
    "en": EN,
    "other": ZH.replace("9月9日", "9月8日") + OTHER_EN,  # another day: other texts
    "half": ZH + OTHER_EN,  # the Chinese text repeats, the English one does not
    "blank": "\n\n",
}
NAMES = ("a.txt", "b-2021-10.txt", "zh/x-2021-11.txt", "en/x-2021-11.txt")

Step = tuple[str, str]
steps = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from([*TEXTS, "gone", *(f"to {name}" for name in NAMES)])),
    min_size=1,
    max_size=6,
)


def write(raw: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(TEXTS.get(text, text), "utf-8")


def play(raw: Path, step: Step) -> None:
    """Writes, deletes or renames one bulletin."""
    path = raw / step[0]
    if step[1] in TEXTS:
        write(raw, {step[0]: step[1]})
    elif step[1] == "gone":
        path.unlink(missing_ok=True)
    elif path.exists():
        target = raw / step[1].removeprefix("to ")
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def rows(out: Path) -> dict[str, list[dict[str, object]]]:
    return {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in TABLES}


def built(raw: Path, out: Path) -> bc.BuildSummary:
    return bc.build(raw, out, workers=1, allow_empty=True, prune=True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=st.lists(steps, min_size=1, max_size=3))
def test_any_history_gives_what_a_build_from_scratch_gives(
    tmp_path_factory: pytest.TempPathFactory, histories: Sequence[Sequence[Step]]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    raw = folder / "raw"
    raw.mkdir()
    for history in histories:
        for step in history:
            play(raw, step)
        built(raw, folder / "out")
    built(raw, folder / "scratch")
    assert rows(folder / "out") == rows(folder / "scratch")
    for name in TABLES:
        assert (folder / "out" / f"{name}.parquet").read_bytes() == (
            folder / "scratch" / f"{name}.parquet"
        ).read_bytes()
    shutil.rmtree(folder)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    write(folder, {"a.txt": "both", "b-2021-10.txt": "other"})
    return folder


def test_only_what_changed_is_processed_and_the_reason_is_told(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert built(raw, out).reasons == {"new": 2}
    assert built(raw, out).reasons == {}
    write(raw, {"c.txt": "zh"})
    assert built(raw, out).reasons == {"new": 1}
    write(raw, {"c.txt": "en"})
    assert built(raw, out).reasons == {"its bytes changed": 1}
    (raw / "c.txt").rename(raw / "d.txt")
    assert built(raw, out).processed == 0
    (raw / "d.txt").rename(raw / "d-2021-05.txt")
    assert built(raw, out).reasons == {"its name changed": 1}
    assert bc.build(raw, out, BuildConfig(dictionary=False), workers=1).reasons == {"settings changed": 3}


def test_a_time_stamp_decides_nothing(raw: Path, tmp_path: Path) -> None:
    import os

    built(raw, tmp_path / "out")
    os.utime(raw / "a.txt", (0, 0))
    assert built(raw, tmp_path / "out").processed == 0
    write(raw, {"a.txt": "zh"})
    os.utime(raw / "a.txt", (0, 0))
    assert built(raw, tmp_path / "out").processed == 1


def test_a_build_without_news_touches_no_table(raw: Path, tmp_path: Path) -> None:
    def stands() -> dict[str, tuple[int, int]]:
        found = {path.name: path.stat() for path in (tmp_path / "out").glob("*.parquet")}
        return {name: (one.st_ino, one.st_mtime_ns) for name, one in found.items()}

    bc.build(raw, tmp_path / "out")
    before = stands()
    summary = bc.build(raw, tmp_path / "out")
    assert stands() == before
    assert summary.processed == 0
    write(raw, {"c.txt": "zh"})
    bc.build(raw, tmp_path / "out")
    assert not set(stands().values()) & set(before.values())


def test_a_dry_run_says_what_a_build_would_do_and_does_nothing(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    planned = pipeline.dry_run(raw, out)
    assert [(note.path, note.text) for note in planned.process] == [("a.txt", "new"), ("b-2021-10.txt", "new")]
    assert not out.exists()
    built(raw, out)
    write(raw, {"a.txt": "zh"})
    (raw / "b-2021-10.txt").unlink()
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    planned = pipeline.dry_run(raw, out)
    assert [(note.path, note.text) for note in planned.process] == [("a.txt", "its bytes changed")]
    assert planned.gone == ["b-2021-10.txt"]
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_bulletins_that_go_are_named_and_many_are_refused(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(raw, {"c.txt": "zh", "d.txt": "en"})
    built(raw, out)
    (raw / "b-2021-10.txt").unlink()
    summary = built(raw, out)
    assert (summary.gone, summary.articles_gone) == (["b-2021-10.txt"], 2)
    (raw / "a.txt").unlink()
    (raw / "c.txt").unlink()
    with pytest.raises(
        UserError, match=r"2 of the 3 bulletins of the last build are gone, among them a\.txt"
    ) as caught:
        bc.build(raw, out, workers=1)
    assert "--prune" in caught.value.remedy
    assert len(bc.load(out).bulletins) == 3
    assert bc.build(raw, out, workers=1, prune=True).bulletins == 1


def test_a_renamed_bulletin_is_not_gone(raw: Path, tmp_path: Path) -> None:
    built(raw, tmp_path / "out")
    (raw / "a.txt").rename(raw / "z.txt")
    (raw / "b-2021-10.txt").rename(raw / "y-2021-10.txt")
    summary = bc.build(raw, tmp_path / "out", workers=1)
    assert (summary.gone, summary.processed) == ([], 0)


def test_results_that_no_build_asks_for_are_removed(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(raw, out)
    former = kept_keys(out)
    write(raw, {"a.txt": "zh", "b-2021-10.txt": "en"})
    built(raw, out)
    assert len(kept_keys(out)) == len(set(kept_keys(out))) == 2
    assert set(kept_keys(out)).isdisjoint(former)


@pytest.mark.parametrize("damage", [b"", b"ARROW1 cut short", None])
def test_a_damaged_result_is_recognised_and_made_again(raw: Path, tmp_path: Path, damage: bytes | None) -> None:
    out = tmp_path / "out"
    built(raw, out)
    before = rows(out)
    for file in kept(out):
        data = file.read_bytes()
        file.write_bytes(data[:1000] + b"?" + data[1001:] if damage is None else damage)
    assert pipeline.dry_run(raw, out).damaged == len(kept(out))
    summary = built(raw, out)
    assert summary.damaged == ["kept results"]
    assert summary.reasons == {"its kept result is gone": 2}
    assert rows(out) == before


def test_a_damaged_table_is_recognised_and_made_again(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(raw, out)
    before = rows(out)
    (out / "mentions.parquet").write_bytes((out / "mentions.parquet").read_bytes()[:500])
    summary = built(raw, out)
    assert (summary.damaged, summary.processed) == (["mentions.parquet"], 0)
    assert rows(out) == before


def test_a_counterpart_that_repeats_leaves_its_article_to_another(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    write(raw, {"a-2021-09.txt": "zh", "b-2021-10.txt": "half"})
    built(raw, tmp_path / "out")
    corpus = bc.load(tmp_path / "out")
    pair = next(iter(corpus.article_pairs))
    homes = [
        corpus.bulletins[corpus.articles[one].bulletin_id].path for one in (pair.zh_article_id, pair.en_article_id)
    ]
    assert homes == ["a-2021-09.txt", "b-2021-10.txt"]
    assert len(corpus.meetings) == 1


def kept_keys(out: Path) -> list[str]:
    return list(Results(out / STATE / "results").places)


def kept(out: Path) -> list[Path]:
    return sorted((out / STATE / "results").iterdir())
