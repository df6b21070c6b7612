"""What is doubtful is asked, what is judged is written and heeded, and nothing that is settled is asked again."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import bulletin_corpus as bc
from bulletin_corpus.cli import app
from bulletin_corpus.corrections import Corrections, add_judgements, read_corrections
from bulletin_corpus.errors import UserError
from bulletin_corpus.records import Article, ArticlePair, Meeting, Official, OfficialRival, PairRival, SentencePair
from bulletin_corpus.views.review import blocks_of, find_questions
from report_corpora import changed
from test_incremental import OTHER_EN, TEXTS, ZH, write

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from bulletin_corpus.records import Record
    from bulletin_corpus.storage.corpus import Corpus


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A raw folder with a pair whose texts name two days, and one with a certain pair."""
    monkeypatch.setattr("bulletin_corpus.views.interview.on_terminal", lambda: True)
    write(tmp_path / "raw", {"a.txt": ZH + OTHER_EN, "b-2021-10.txt": TEXTS["both"].replace("9月9日", "9月7日")})
    return tmp_path


def built(folder: Path) -> Corpus:
    bc.build(folder / "raw", folder / "parallel", workers=1)
    return bc.load(folder / "parallel")


def review(corpus: Corpus, folder: Path, answers: str, *options: str) -> Result:
    arguments = ["review", str(corpus.path), "--raw", str(folder / "raw"), *options]
    return CliRunner().invoke(app, arguments, input=answers, catch_exceptions=False)


def kinds(corpus: Corpus, folder: Path) -> list[str]:
    return [question.kind for question in find_questions(corpus, read_corrections(folder / "raw"))]


def unsure(corpus: Corpus, out: Path) -> Corpus:
    """The corpus with low scores of all pairs, and of links that say 应约会见."""

    def change(record: Record) -> Record:
        if isinstance(record, ArticlePair) or (isinstance(record, SentencePair) and "应约会见" in record.zh):
            return record.model_copy(update={"score": 0.4})
        return record

    return changed(corpus, out, change)


def test_a_day_that_is_chosen_is_written_applied_marked_and_not_asked_again(folder: Path) -> None:
    corpus = built(folder)
    assert kinds(corpus, folder) == ["dates", "dates"]
    result = review(corpus, folder, "2\nLi Wen\nthe ministry says so\nq\n")
    assert "It was on 2021-09-09" in result.stdout
    assert "1 judgement written" in result.stdout
    values = tomllib.loads((folder / "raw" / "corrections.toml").read_text("utf-8"))["value"]
    assert [(one["field"], str(one["was"]), str(one["value"])) for one in values] == [
        ("date_start", "2021-09-08", "2021-09-09"),
        ("date_end", "2021-09-08", "2021-09-09"),
    ]
    assert {(one["author"], one["reason"]) for one in values} == {("Li Wen", "the ministry says so")}
    assert kinds(corpus, folder) == ["dates"]  # before the build too
    assert bc.build(folder / "raw", folder / "parallel", workers=1).unmet_corrections == []
    after = bc.load(folder / "parallel")
    event = after.meetings[values[0]["record"]]
    assert (str(event.date_start), str(event.date_end), event.reviewed) == ("2021-09-09", "2021-09-09", True)
    assert kinds(after, folder) == ["dates"]


def test_a_day_is_asked_for_until_it_is_one(folder: Path) -> None:
    corpus = built(folder)
    result = review(corpus, folder, "7\n3\nyesterday\n2021-09-10\n\nwhy\nq\n", "--author", "Li Wen")
    assert "a number from 1 to 3" in result.stdout
    assert "a day looks like" in result.stdout
    values = read_corrections(folder / "raw").value
    assert [str(one.value) for one in values] == ["2021-09-10", "2021-09-10"]  # the last day: the first one again


@pytest.mark.parametrize(("answer", "kind"), [("1", "pair"), ("2", "unpair")])
def test_a_pair_is_confirmed_or_undone(folder: Path, answer: str, kind: str) -> None:
    corpus = unsure(built(folder), folder / "unsure")
    assert kinds(corpus, folder) == ["pair", "pair", "dates", "dates", "link", "link"]
    review(corpus, folder, f"{answer}\nread both\nq\n", "--author", "Li Wen")
    corrections = read_corrections(folder / "raw")
    (judged,) = getattr(corrections, kind)
    assert (judged.author, judged.reason) == ("Li Wen", "read both")
    links = 2 if kind == "pair" else 1  # of what is no pair no link is asked
    assert kinds(corpus, folder) == ["pair", "dates", "dates", *["link"] * links]
    after = built(folder)
    pairs = [(one.zh_article_id, one.en_article_id) for one in after.article_pairs if one.reviewed or kind == "unpair"]
    assert ((judged.zh, judged.en) in pairs) == (kind == "pair")


def test_a_link_is_undone_by_its_sentences(folder: Path) -> None:
    corpus = unsure(built(folder), folder / "unsure")
    review(corpus, folder, "s\n\nS\ns\n2\nthey differ\nq\n", "--author", "Li Wen")
    (unlink,) = read_corrections(folder / "raw").unlink
    summary = bc.build(folder / "raw", folder / "parallel", workers=1)
    assert summary.unmet_corrections == []
    pair = next(one for one in bc.load(folder / "parallel").article_pairs if one.zh_article_id == unlink.zh)
    links = [one.zh for one in bc.load(folder / "parallel").sentence_pairs if one.pair_id == pair.pair_id]
    assert not any(unlink.zh_text[0] in zh for zh in links)


def test_rivals_of_an_article_alone_are_offered_until_all_are_ruled_out(folder: Path) -> None:
    write(folder / "raw", {"a.txt": "both", "b-2021-10.txt": ZH.replace("9月9日", "3月2日")})
    corpus = built(folder)
    alone = next(
        one
        for one in corpus.articles
        if one.article_id not in {p.zh_article_id for p in corpus.article_pairs} and one.lang == "zh"
    )

    def rival(record: Record) -> Record:
        if not isinstance(record, ArticlePair):
            return record
        near = PairRival(
            zh_article_id=alone.article_id, en_article_id=record.en_article_id, score=0.5, evidence=["day"]
        )
        return record.model_copy(update={"rivals": [near]})

    corpus = changed(corpus, folder / "rivals", rival)
    assert kinds(corpus, folder) == ["unpaired"]
    result = review(corpus, folder, "3\nno-id\na-0000000000000000\n", "--author", "Li Wen")
    assert result.stdout.count("there is no such article") == 2
    assert read_corrections(folder / "raw") == Corrections()  # the input ended
    review(corpus, folder, "2\nanother day\n", "--author", "Li Wen")
    assert [one.zh for one in read_corrections(folder / "raw").unpair] == [alone.article_id]
    assert kinds(corpus, folder) == []


TWO_ZH = (TEXTS["zh"] + TEXTS["other"].split("Meeting Between")[0]).replace("\r\n", "\n")


def two_articles(folder: Path) -> tuple[Corpus, Article, Article]:
    """A corpus of one bulletin with two Chinese articles, the second without its headline, and both articles."""
    for path in (folder / "raw").iterdir():
        path.unlink()
    write(folder / "raw", {"a.txt": TWO_ZH})
    corpus = built(folder)
    first, second = sorted(corpus.articles, key=lambda one: one.position)

    def headless(record: Record) -> Record:
        if isinstance(record, Article) and record.article_id == second.article_id:
            return record.model_copy(update={"headline": None})
        return record

    return changed(corpus, folder / "headless", headless), first, second


def test_an_article_that_is_the_end_of_another_is_joined_to_it(folder: Path) -> None:
    corpus, first, second = two_articles(folder)
    assert kinds(corpus, folder)[0] == "bounds"
    result = review(corpus, folder, "1\none visit\nq\n", "--author", "Li Wen")
    assert "It is the end of 林锐会见以色列驻华大使潘绮瑞" in result.stdout
    assert "no headline and no sure counterpart" in result.stdout
    (join,) = read_corrections(folder / "raw").join
    assert join.articles == [first.article_id, second.article_id]
    assert "bounds" not in kinds(corpus, folder)
    summary = bc.build(folder / "raw", folder / "parallel", workers=1)
    assert (summary.unmet_corrections, summary.articles_zh) == ([], 1)


def test_an_article_that_stands_as_it_is_is_marked_and_not_asked_about_again(folder: Path) -> None:
    corpus, _, second = two_articles(folder)
    review(corpus, folder, "2\ntwo visits\nq\n", "--author", "Li Wen")
    (whole,) = read_corrections(folder / "raw").whole
    assert whole.article == second.article_id
    assert "bounds" not in kinds(corpus, folder)
    assert bc.build(folder / "raw", folder / "parallel", workers=1).unmet_corrections == []
    after = bc.load(folder / "parallel")
    assert [one.reviewed for one in sorted(after.articles, key=lambda one: one.position)] == [False, True]


def test_a_line_like_a_headline_is_offered_as_the_beginning_of_an_article(folder: Path) -> None:
    _, first, second = two_articles(folder)
    join = f'[[join]]\narticles = ["{first.article_id}", "{second.article_id}"]\n'
    (folder / "raw" / "corrections.toml").write_text(f'{join}author = "me"\nreason = "a test"\n', "utf-8")
    corpus = changed(
        built(folder),
        folder / "machine",
        lambda one: one.model_copy(update={"reviewed": False}) if isinstance(one, Article) else one,
    )
    assert kinds(corpus, folder)[0] == "bounds"
    result = review(corpus, folder, "1\ntwo visits\nq\n", "--author", "Li Wen")
    assert "a line in it looks like a headline: 林锐会见以色列驻华大使潘绮瑞" in result.stdout
    summary = bc.build(folder / "raw", folder / "parallel", workers=1)
    assert (summary.unmet_corrections, summary.articles_zh) == ([], 2)


def test_the_first_words_of_an_article_are_asked_for_until_one_line_begins_so(folder: Path) -> None:
    _, first, _ = two_articles(folder)

    def long(record: Record) -> Record:
        if isinstance(record, Article) and record.article_id == first.article_id:
            body = f"第一行。\n第二行。\n第三{'行' * 3000}。"
            return record.model_copy(update={"body": body})
        return record

    corpus = changed(built(folder), folder / "long", long)
    assert kinds(corpus, folder)[0] == "bounds"
    result = review(corpus, folder, "1\n没有\n第\n第一行\n第二\nread it\nq\n", "--author", "Li Wen")
    for said in ("no line of the article begins so", "3 lines of the article begin so", "the article begins there"):
        assert said in result.stdout
    assert [one.before for one in read_corrections(folder / "raw").split] == ["第二"]


def test_the_last_day_of_an_event_cannot_come_before_its_first(folder: Path) -> None:
    corpus = built(folder)
    result = review(corpus, folder, "3\n2021-09-10\n2021-09-09\n2021-09-11\nwhy\nq\n", "--author", "Li Wen")
    assert "the last day cannot come before the first, 2021-09-10" in result.stdout
    assert [str(one.value) for one in read_corrections(folder / "raw").value] == ["2021-09-10", "2021-09-11"]


def test_an_event_that_is_right_is_confirmed(folder: Path) -> None:
    def unsure_event(record: Record) -> Record:
        return record.model_copy(update={"score": 0.5}) if isinstance(record, Meeting) else record

    (folder / "raw" / "a.txt").unlink()
    write(folder / "raw", {"b-2021-10.txt": "both"})
    corpus = changed(built(folder), folder / "unsure", unsure_event)
    assert kinds(corpus, folder) == ["event"]
    assert "It is right as it stands" in review(corpus, folder, "1\nread it\n", "--author", "Li Wen").stdout
    assert bc.build(folder / "raw", folder / "parallel", workers=1).unmet_corrections == []
    assert [one.reviewed for one in bc.load(folder / "parallel").meetings] == [True]


def test_people_who_may_be_one_are_told_apart_or_not(folder: Path) -> None:
    corpus = built(folder)
    first, second = sorted((one.official_id for one in corpus.officials), reverse=True)[:2]

    def alike(record: Record) -> Record:
        if isinstance(record, Official) and record.official_id == first:
            return record.model_copy(
                update={"rivals": [OfficialRival(official_id=second, odds=-1.0, reasons=["name"])]}
            )
        return record

    corpus = changed(corpus, folder / "alike", alike)
    assert kinds(corpus, folder) == ["dates", "dates", "person"]
    result = review(corpus, folder, "s\ns\n2\ntwo faces\n", "--author", "Li Wen")
    assert first in result.stdout
    assert second in result.stdout
    (judged,) = read_corrections(folder / "raw").different_persons
    assert len(judged.people) == 2
    assert kinds(corpus, folder) == ["dates", "dates"]
    assert bc.build(folder / "raw", folder / "parallel", workers=1).unmet_corrections == []


def test_the_list_and_json_ask_nothing_and_write_nothing(folder: Path) -> None:
    corpus = built(folder)
    listed = review(corpus, folder, "", "--list").stdout
    assert listed.count("contradictory dates  m-") == 2
    assert "dates differ: 9-8 and 9-9" in listed
    assert listed.endswith("2 questions\n")
    told = json.loads(review(corpus, folder, "", "--json").stdout)
    assert [one["kind"] for one in told] == ["dates", "dates"]
    for offer in told[0]["offers"]:
        assert {block.kind for block in blocks_of(offer["lines"])} == {"value"}
    assert not (folder / "raw" / "corrections.toml").exists()


def test_a_pipe_gets_the_list(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert review(built(folder), folder, "1\nLi Wen\nwhy\n").stdout.endswith("2 questions\n")


def test_what_stands_in_the_file_stays_byte_for_byte(tmp_path: Path) -> None:
    old = "# mine\r\n[[unpair]]  # as agreed\r\nzh = 'a-0'\r\nen = 'a-1'\r\nauthor = 'me'\r\nreason = '''so'''"
    (tmp_path / "corrections.toml").write_bytes(old.encode())
    lines = '[[pair]]\nzh = "a-2"\nen = "a-3"\nauthor = "Li \\"W\\" 文"\nreason = "r"\n'
    path = add_judgements(tmp_path, lines)
    assert path.read_bytes() == f"{old}\n\n{lines}".encode()
    assert read_corrections(tmp_path).pair[0].author == 'Li "W" 文'
    assert [one.name for one in tmp_path.iterdir()] == ["corrections.toml"]


@pytest.mark.parametrize(
    ("old", "lines", "why"),
    [
        ("pair = [", "", "is no TOML"),
        ("pair = []\n", '[[pair]]\nzh = "a"\nen = "b"\nauthor = "c"\nreason = "d"\n', "does not fit"),
        ("", '[[pair]]\nzh = "a"\nen = "b"\nauthor = ""\nreason = "d"\n', "does not fit"),
        (
            '[[unpair]]\nzh = "a"\nen = "b"\nauthor = "c"\nreason = "d"\n',
            '[[pair]]\nzh = "a"\nen = "b"\nauthor = "c"\nreason = "d"\n',
            "contradicts",
        ),
    ],
)
def test_a_judgement_that_would_spoil_the_file_is_not_written(tmp_path: Path, old: str, lines: str, why: str) -> None:
    (tmp_path / "corrections.toml").write_text(old, "utf-8")
    with pytest.raises(UserError) as error:
        add_judgements(tmp_path, lines)
    assert why in error.value.cause
    assert (tmp_path / "corrections.toml").read_text("utf-8") == old
    assert [one.name for one in tmp_path.iterdir()] == ["corrections.toml"]


def test_names_and_reasons_of_any_characters_are_written_as_they_are(folder: Path) -> None:
    reason = 'he said "no" \\ 不是\u202e # [[pair]]'
    review(built(folder), folder, f"1\n{reason}\nq\n", "--author", "Li 'W' \\")
    judged = read_corrections(folder / "raw").value
    assert {(one.author, one.reason) for one in judged} == {("Li 'W' \\", reason)}
    assert not re.search("\u202e", (folder / "raw" / "corrections.toml").read_text("utf-8"))
