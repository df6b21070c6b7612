from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bulletin_corpus as bc
from bulletin_corpus import pipeline, processing
from bulletin_corpus.config import BuildConfig
from bulletin_corpus.errors import UserError
from bulletin_corpus.storage import raw as raw_storage

if TYPE_CHECKING:
    from bulletin_corpus.storage.corpus import Corpus
    from bulletin_corpus.summary import BuildSummary

DATA = Path(__file__).parent.parent / "data" / "raw"
BULLETIN = DATA / "modern-world-police-2021-10.txt"
GOLD = json.loads((Path(__file__).parent / "gold" / "modern-world-police-2021-10.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildSummary, Corpus]:
    out = tmp_path_factory.mktemp("real") / "out"
    return bc.build(DATA, out), bc.load(out)


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.parquet"))}


def test_every_line_of_the_real_bulletin_is_in_an_article(built: tuple[BuildSummary, Corpus]) -> None:
    (bulletin,) = built[1].bulletins
    assert bulletin.coverage == 1.0
    assert len(built[1].remainders) == 0
    lines = [(a.lang, a.line_start, a.line_end) for a in built[1].articles]
    assert lines == [("zh", 1, 4), ("en", 5, 9), ("zh", 10, 15), ("en", 16, 26), ("zh", 27, 30), ("en", 31, 35)]


def test_all_281_injected_readings_are_removed_and_no_other_bracket(built: tuple[BuildSummary, Corpus]) -> None:
    assert built[0].repairs["reading.injected"] == 281
    texts = [
        text
        for article in built[1].articles
        for text in (article.headline, article.body, *(credit.text for credit in article.credits))
        if text and article.lang == "zh"
    ]
    assert sum(text.count("(") + text.count("（") for text in texts) == 4  # 维和(警察) twice, two photo credits


def test_headlines_subheadline_and_credits_are_read(built: tuple[BuildSummary, Corpus]) -> None:
    articles = list(built[1].articles)
    assert [article.headline for article in articles[:1]] == [None]
    assert articles[5].headline == "Meeting Between China and Israel"
    assert [article.subheadline for article in articles if article.subheadline] == ["王小洪在开幕式上发表视频致辞"]
    assert [(c.role, c.name) for article in articles for c in article.credits] == [
        ("photo", "满博"),
        ("photo", "安宏雨"),
    ]


def test_three_pairs_two_translations_and_a_comparable(built: tuple[BuildSummary, Corpus]) -> None:
    articles = {article.article_id: article for article in built[1].articles}
    pairs = sorted(
        (articles[pair.zh_article_id].position, articles[pair.en_article_id].position, pair.relation)
        for pair in built[1].article_pairs
    )
    assert pairs == [(0, 1, "translation"), (2, 3, "comparable"), (4, 5, "translation")]


def test_what_was_printed_in_traditional_characters_is_kept(built: tuple[BuildSummary, Corpus]) -> None:
    first = next(iter(built[1].articles))
    assert "公安部常务副部长" in first.body
    assert first.body_hant is not None
    assert "公安部常務副部長" in first.body_hant


def test_offsets_lead_to_the_words_in_the_raw_file(built: tuple[BuildSummary, Corpus]) -> None:
    raw = BULLETIN.read_bytes().decode("utf-8")
    english = {article.article_id for article in built[1].articles if article.lang == "en"}
    checked = 0
    for sentence in built[1].sentences:
        if sentence.article_id in english:
            assert raw[sentence.char_start : sentence.char_end] == sentence.text
            checked += 1
    for mention in built[1].mentions:
        if mention.article_id in english:
            assert raw[mention.char_start : mention.char_end] == mention.name
            checked += 1
    assert checked > 30


def test_spans_of_articles_and_remainders_hold_every_character_once(built: tuple[BuildSummary, Corpus]) -> None:
    raw = BULLETIN.read_bytes().decode("utf-8")
    spans = [(s.char_start, s.char_end) for article in built[1].articles for s in article.spans]
    spans += [(rest.char_start, rest.char_end) for rest in built[1].remainders]
    held = [at for start, end in spans for at in range(start, end)]
    assert len(held) == len(set(held))
    assert "".join(char for at, char in enumerate(raw) if at not in set(held)).strip() == ""


def test_dates_take_their_year_from_the_texts(built: tuple[BuildSummary, Corpus]) -> None:
    reported = sorted(
        event.date_start
        for event in (*built[1].meetings, *built[1].workshops)
        if event.status == "reported" and event.date_start is not None
    )
    assert reported == [date(2021, 9, 2), date(2021, 9, 8), date(2021, 9, 9)]


def test_every_key_leads_to_its_row(built: tuple[BuildSummary, Corpus]) -> None:
    corpus = built[1]
    articles = {article.article_id for article in corpus.articles}
    officials = {official.official_id for official in corpus.officials}
    pairs = {pair.pair_id for pair in corpus.article_pairs}
    assert {sentence.article_id for sentence in corpus.sentences} <= articles
    assert {mention.official_id for mention in corpus.mentions} == officials
    assert {link.pair_id for link in corpus.sentence_pairs} <= pairs
    for meeting in corpus.meetings:
        assert {meeting.zh_article_id, meeting.en_article_id} <= articles | {None}
        assert {person.official_id for person in meeting.participants} <= officials | {None}


def test_every_table_that_holds_rows_loads_in_hugging_face_datasets(
    built: tuple[BuildSummary, Corpus],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from datasets import load_dataset

    filled = [table for table in built[1].tables.values() if len(table)]
    assert len(filled) == 9  # all but the remainders, which the real bulletin has none of
    for table in filled:
        rows = load_dataset("parquet", data_files=str(table.path), split="train", cache_dir=str(tmp_path))
        assert list(rows[0]) == list(table.record.model_fields)
        assert len(rows) == len(table)


def test_a_second_run_changes_no_byte(tmp_path: Path) -> None:
    bc.build(DATA, tmp_path)
    before = contents(tmp_path)
    bc.build(DATA, tmp_path)
    assert contents(tmp_path) == before


def test_the_number_of_workers_and_the_order_of_files_change_no_byte(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    text = BULLETIN.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    (raw / "a.txt").write_text(text, "utf-8")
    (raw / "b.txt").write_text("".join(lines[26:]), "utf-8")
    (raw / "c-2022-01.txt").write_text("".join(lines[:26]).replace("9月2日", "9月3日"), "utf-8")
    bc.build(raw, tmp_path / "one", workers=1)
    bc.build(raw, tmp_path / "two", workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    find = raw_storage.find
    monkeypatch.setattr(pipeline, "find", lambda *args: replace(find(*args), bulletins=find(*args).bulletins[::-1]))
    bc.build(raw, tmp_path / "back", workers=1)
    assert contents(tmp_path / "one") == contents(tmp_path / "back")


def test_a_repeated_text_is_kept_and_names_the_first(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "z-2021-10.txt").write_bytes(BULLETIN.read_bytes())
    lines = BULLETIN.read_text("utf-8").splitlines(keepends=True)
    (raw / "a-2021-11.txt").write_text("".join(lines[26:]), "utf-8")
    bc.build(raw, tmp_path / "out")
    corpus = bc.load(tmp_path / "out")
    copies = [article for article in corpus.articles if article.duplicate_of]
    assert sorted(article.article_id for article in copies) == sorted(f"{a.duplicate_of}-2" for a in copies)
    assert len(copies) == 2
    bulletin = corpus.bulletins[copies[0].bulletin_id]
    assert bulletin.path == "a-2021-11.txt"
    assert len(corpus.article_pairs) == 3
    assert {pair.zh_article_id for pair in corpus.article_pairs}.isdisjoint(a.article_id for a in copies)


def test_a_second_file_with_the_same_bytes_is_set_aside_naming_the_first(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(BULLETIN, raw / "a.txt")
    shutil.copy(BULLETIN, raw / "b.txt")
    summary = bc.build(raw, tmp_path / "out")
    assert [(note.path, "a.txt" in note.text) for note in summary.set_aside] == [("b.txt", True)]


def test_chinese_and_english_in_files_of_their_own_are_paired(tmp_path: Path) -> None:
    lines = BULLETIN.read_text("utf-8").splitlines(keepends=True)
    for lang, part in (("zh", lines[26:30]), ("en", lines[30:])):
        (tmp_path / "raw" / lang).mkdir(parents=True)
        (tmp_path / "raw" / lang / "2021-09.txt").write_text("".join(part), "utf-8")
    summary = bc.build(tmp_path / "raw", tmp_path / "out")
    assert (summary.pairs, summary.unpaired_zh, summary.unpaired_en) == (1, 0, 0)
    apart = BuildConfig.model_validate({"pair": {"across_bulletins": False}})
    assert bc.build(tmp_path / "raw", tmp_path / "out", apart).pairs == 0


def test_corrections_outrank_the_machine_and_dead_ones_are_reported(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(BULLETIN, raw)
    bc.build(raw, tmp_path / "out")
    mentions = list(bc.load(tmp_path / "out").mentions)
    eleazar = next(mention for mention in mentions if mention.name == "伊莱扎尔")
    said = 'author = "a reader"\nreason = "known from the ministry"\n'
    person = f'person = {{article = "{eleazar.article_id}", name = "{eleazar.name}"}}\n'
    (raw / "corrections.toml").write_text(
        f'[[preferred_name]]\n{person}name_en = "G. L. Eleazar"\n{said}'
        f'[[preferred_name]]\nperson = {{article = "a-gone", name = "甲"}}\nname_en = "Jia"\n{said}',
        "utf-8",
    )
    summary = bc.build(raw, tmp_path / "out")
    corpus = bc.load(tmp_path / "out")
    official = next(one for one in corpus.officials if one.name_zh == "伊莱扎尔")
    assert official.name_en == "G. L. Eleazar"
    assert official.aliases_en == ["Guillermo Eleazar"]
    assert summary.unmet_corrections == ["preferred_name: there is no 甲 in a-gone"]


def test_a_bug_names_the_bulletin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(processing, "segment", fail)
    with pytest.raises(ZeroDivisionError) as caught:
        bc.build(DATA, tmp_path, workers=1)
    assert BULLETIN.name in caught.value.__notes__[0]


def test_a_corpus_is_never_written_among_the_raw_bulletins(tmp_path: Path) -> None:
    shutil.copy(BULLETIN, tmp_path)
    with pytest.raises(UserError, match="among the raw bulletins"):
        bc.build(tmp_path, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [BULLETIN.name]


def test_unknown_settings_are_errors() -> None:
    with pytest.raises(ValueError, match="lag"):
        BuildConfig.model_validate({"pair": {"lag": 3}})
