from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.bitext import align_files, align_folders, align_many, align_texts
from bulletin_corpus.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

ZH = ["警察逮捕了三名嫌疑人。", "他们明天出庭。", "法官将决定是否保释。"]
EN = ["The police arrested three suspects.", "They will appear in court tomorrow.", "The judge decides on bail."]


def test_beads_are_printed_as_numbers_of_sentences() -> None:
    assert align_texts(ZH, EN).render("links") == "[0]:[0]\n[1]:[1]\n[2]:[2]\n"


def test_sentences_without_counterpart_are_printed_too() -> None:
    more = "Meanwhile prices of wheat and of soy beans rose sharply on the exchange in Chicago."
    lines = align_texts(ZH, [EN[0], EN[1], more, EN[2]]).render("links").splitlines()
    assert "[]:[2]" in lines
    assert "[2]:[3]" in lines


def test_traditional_text_is_aligned_and_printed_as_it_stands() -> None:
    traditional = ["警察逮捕了三名嫌疑人。", "他們明天出庭。", "法官將決定是否保釋。"]
    aligned = align_texts(traditional, EN)
    assert aligned.render("tsv").splitlines()[2].startswith("他們明天出庭。\tThey will appear in court tomorrow.\t")


def test_json_holds_positions_sentences_and_score() -> None:
    rows = [json.loads(line) for line in align_texts(ZH, EN).render("json").splitlines()]
    assert rows[0]["zh_positions"] == [0]
    assert rows[0]["en"] == EN[0]
    assert all(0 <= row["score"] <= 1 for row in rows)


def test_moved_sentences_are_linked_where_any_order_is_allowed() -> None:
    moved = [EN[2], EN[0], EN[1]]
    assert "[2]:[0]" in align_texts(ZH, moved, any_order=True).render("links").splitlines()
    assert "[2]:[0]" not in align_texts(ZH, moved).render("links").splitlines()


def test_results_do_not_depend_on_the_order_of_the_texts() -> None:
    texts = {"a": (ZH, EN), "b": (ZH[1:], EN[1:])}
    assert align_many(texts) == align_many(dict(reversed(texts.items())))


def test_files_of_the_same_name_are_aligned(tmp_path: Path) -> None:
    for lang, sentences in (("zh", ZH), ("en", EN)):
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "001").write_text("\n".join(sentences) + "\n", "utf-8")
    aligned = align_folders(tmp_path / "zh", tmp_path / "en")
    assert aligned["001"].render("links") == "[0]:[0]\n[1]:[1]\n[2]:[2]\n"


def test_a_line_ends_at_lf_only_so_that_numbers_agree_with_other_tools(tmp_path: Path) -> None:
    (tmp_path / "zh").write_text("警察逮捕了三名\x85嫌疑人。\n", "utf-8")
    (tmp_path / "en").write_text("The police arrested three suspects.\n", "utf-8")
    assert len(align_files(tmp_path / "zh", tmp_path / "en").zh) == 1


def test_paragraphs_are_split_where_asked(tmp_path: Path) -> None:
    (tmp_path / "zh").write_text("".join(ZH), "utf-8")
    (tmp_path / "en").write_text(" ".join(EN), "utf-8")
    assert align_files(tmp_path / "zh", tmp_path / "en", split_lines=True).zh == tuple(ZH)


def test_a_file_without_counterpart_is_named(tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        (tmp_path / lang).mkdir()
    (tmp_path / "zh" / "lonely").write_text("警察。\n", "utf-8")
    with pytest.raises(UserError, match="lonely"):
        align_folders(tmp_path / "zh", tmp_path / "en")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zh").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "en").write_text("Police.\n", "utf-8")
    with pytest.raises(UserError, match="UTF-8"):
        align_files(tmp_path / "zh", tmp_path / "en")
