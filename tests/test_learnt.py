from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from bulletin_corpus.errors import UserError
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.learnt import FILE_NAME, Learnt, extended_dictionary, learn_renderings, read_learnt, write_learnt
from bulletin_corpus.pipeline import build, learn
from bulletin_corpus.records import SentencePair
from bulletin_corpus.storage.raw import find

if TYPE_CHECKING:
    from collections.abc import Sequence

BUILD = "0123456789abcdef0123456789abcdef"
ONE = Learnt("0.1.0", BUILD, (("警务", "constabulari", 0.4211), ("警务", "gendarm", 0.25), ("铁骑", "motorcycl", 1.0)))

# each Chinese word stands with its own English word in five links; the dictionary has no such rendering
NOUNS = {"警务": "constabulary", "合作": "togetherness", "论坛": "powwow", "学院": "lyceum", "大使": "plenipotentiary"}


def links(score: float = 0.95) -> list[SentencePair]:
    pairs = [(first, second) for first in NOUNS for second in NOUNS if first != second]
    return [
        SentencePair(
            pair_id="p-0",
            position=number,
            zh=f"{first}、{second}。",
            en=f"The {NOUNS[first]} and the {NOUNS[second]}.",
            zh_positions=[number],
            en_positions=[number],
            score=score,
            crossing=False,
        )
        for number, (first, second) in enumerate(pairs)
    ]


def best(learnt: Learnt) -> dict[str, str]:
    found: dict[str, tuple[float, str]] = {}
    for zh, en, weight in learnt.renderings:
        found[zh] = max(found.get(zh, (0.0, "")), (weight, en))
    return {zh: en for zh, (_, en) in found.items()}


def test_words_that_stand_together_are_learnt() -> None:
    taught = best(learn_renderings(links(), BUILD, "0.1.0"))
    assert taught["论坛"] == "powwow"
    assert taught["学院"] == "lyceum"


def test_doubtful_links_teach_nothing() -> None:
    assert learn_renderings(links(0.85), BUILD, "0.1.0").renderings == ()
    assert learn_renderings([], BUILD, "0.1.0").renderings == ()


def test_words_seen_twice_teach_nothing() -> None:
    assert learn_renderings(links()[:2], BUILD, "0.1.0").renderings == ()


def test_the_order_of_links_is_no_matter() -> None:
    assert learn_renderings(links(), BUILD, "0.1.0") == learn_renderings(links()[::-1], BUILD, "0.1.0")


def test_what_the_dictionary_has_is_not_written_again() -> None:
    words = dictionary()
    learnt = learn_renderings(links(), BUILD, "0.1.0")
    assert [row for row in learnt.renderings if row[1] in dict(words.look_up(row[0]))] == []


@pytest.mark.parametrize("learnt", [ONE, Learnt("0.1.0", BUILD, ())])
def test_a_file_is_read_as_it_was_written(tmp_path: Path, learnt: Learnt) -> None:
    write_learnt(tmp_path, learnt)
    assert read_learnt(tmp_path) == learnt
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_no_file_is_nothing_learnt(tmp_path: Path) -> None:
    assert read_learnt(tmp_path) is None


def damaged() -> Sequence[tuple[str, str]]:
    return [
        ("format 1", "format 2"),
        ("# version 0.1.0\n", ""),
        ("# build", "# bild"),
        ("zh\ten\tweight", "zh\ten"),
        ("0.4211", "0.42"),
        ("0.4211", "7.4211"),
        ("gendarm", "a stem"),
        ("铁骑", "警务"),
        ("1.0000\n", "1.0000"),
    ]


@pytest.mark.parametrize(("good", "bad"), damaged())
def test_a_damaged_file_is_refused(tmp_path: Path, good: str, bad: str) -> None:
    path = write_learnt(tmp_path, ONE)
    text = path.read_text("utf-8")
    assert good in text
    path.write_text(text.replace(good, bad), "utf-8")
    if (good, bad) == ("铁骑", "警务"):  # still sorted, no damage
        assert read_learnt(tmp_path) is not None
        return
    with pytest.raises(UserError):
        read_learnt(tmp_path)


def test_rows_out_of_order_or_twice_are_refused(tmp_path: Path) -> None:
    path = write_learnt(tmp_path, ONE)
    *head, last = path.read_text("utf-8").rstrip("\n").split("\n")
    path.write_text("\n".join([*head, last, last, ""]), "utf-8")
    with pytest.raises(UserError, match="line 8"):
        read_learnt(tmp_path)


def test_another_file_of_this_name_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("my notes", "utf-8")
    with pytest.raises(UserError, match="not written by this program"):
        write_learnt(tmp_path, ONE)
    assert (tmp_path / FILE_NAME).read_text("utf-8") == "my notes"


def test_the_dictionary_is_extended_and_the_usual_one_left_alone(tmp_path: Path) -> None:
    write_learnt(tmp_path, ONE)
    words = extended_dictionary(tmp_path, ONE.sha256)
    assert dict(words.look_up("警务"))["constabulari"] == pytest.approx(0.4211)
    assert dict(dictionary().look_up("警务")).items() <= dict(words.look_up("警务")).items()
    assert "constabulari" not in dict(dictionary().look_up("警务"))
    weights = [weight for _, weight in words.look_up("警务")]
    assert weights == sorted(weights, reverse=True)
    assert all(words.look_up(word) == dictionary().look_up(word) for word in ("会谈", "北京", "警察"))
    assert words.segment("铁骑") == ("铁骑",)


def test_a_file_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    write_learnt(tmp_path, ONE)
    with pytest.raises(UserError, match="changed during the build"):
        extended_dictionary(tmp_path, "0" * 64)


def test_learnt_renderings_are_no_other_file(tmp_path: Path) -> None:
    write_learnt(tmp_path, ONE)
    assert find(tmp_path, None).others == ()


def folder(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in (Path(__file__).parent.parent / "data" / "raw").glob("*.txt"):
        (raw / path.name).write_bytes(path.read_bytes())
    return raw


def test_a_build_with_the_file_says_so_and_differs_only_through_it(tmp_path: Path) -> None:
    raw, out = folder(tmp_path), tmp_path / "parallel"
    before = build(raw, out, workers=1)
    assert (before.learnt_from, before.learnt_renderings) == (None, 0)
    path, learnt = learn(out)
    assert (path, learnt.build_id) == (None, before.build_id)
    # a rendering that no text holds changes no row; one that a text holds changes scores
    write_learnt(raw, Learnt("0.1.0", before.build_id, (("铁骑", "zzyzx", 0.5),)))
    links_before = pq.read_table(out / "sentence_pairs.parquet").to_pylist()
    unmoved = build(raw, out, workers=1)
    assert (unmoved.learnt_from, unmoved.learnt_renderings) == (before.build_id, 1)
    assert unmoved.reasons == {"learnt renderings changed": 1}
    assert pq.read_table(out / "sentence_pairs.parquet").to_pylist() == links_before
    write_learnt(raw, Learnt("0.1.0", before.build_id, (("驻华大使", "irit", 0.9), ("高度重视", "collabor", 0.9))))
    moved = build(raw, out, workers=1)
    scores = pq.read_table(out / "sentence_pairs.parquet")["score"].to_pylist()
    assert moved.build_id != before.build_id
    assert build(raw, tmp_path / "again", workers=2).build_id == moved.build_id
    (raw / FILE_NAME).unlink()
    assert build(raw, out, workers=1).build_id == before.build_id
    assert pq.read_table(out / "sentence_pairs.parquet")["score"].to_pylist() != scores


def test_learning_again_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out = folder(tmp_path), tmp_path / "parallel"
    build(raw, out, workers=1)
    assert learn(out, raw)[0] is None  # one bulletin teaches nothing
    assert not (raw / FILE_NAME).exists()
    monkeypatch.setattr("bulletin_corpus.learnt.LEAST_SIGHTINGS", 1)
    path, learnt = learn(out, raw)
    assert path == raw / FILE_NAME
    assert learnt.renderings
    first = path.read_bytes()
    learn(out)
    assert path.read_bytes() == first


def test_learning_needs_a_corpus_and_a_raw_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no corpus"):
        learn(tmp_path / "parallel")
    raw = folder(tmp_path)
    build(raw, tmp_path / "parallel", workers=1)
    with pytest.raises(UserError, match="no folder"):
        learn(tmp_path / "parallel", tmp_path / "nowhere")


def test_a_build_with_a_damaged_file_is_refused(tmp_path: Path) -> None:
    raw = folder(tmp_path)
    (raw / FILE_NAME).write_text("my notes", "utf-8")
    with pytest.raises(UserError, match="does not begin with"):
        build(raw, tmp_path / "parallel", workers=1)
