from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Span

import bulletin_corpus as bc
from bulletin_corpus.errors import UserError
from bulletin_corpus.planning import Note
from bulletin_corpus.records import Sentence
from bulletin_corpus.views.show import find_record, show
from bulletin_corpus.views.terminal import harmless, render_summary
from bulletin_corpus.views.texts import Mark, marked, print_drawn

if TYPE_CHECKING:
    from bulletin_corpus.storage.corpus import Corpus
    from bulletin_corpus.summary import BuildSummary

RAW = Path(__file__).parent.parent / "data" / "raw"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildSummary, Corpus]:
    out = tmp_path_factory.mktemp("show") / "out"
    return bc.build(RAW, out), bc.load(out)


def drawn(corpus: Corpus, record_id: str, *, why: bool = False, color: bool = False, width: int = 160) -> str:
    console = Console(width=width, color_system="standard" if color else None, force_terminal=color, record=True)
    with console.capture() as capture:
        console.print(show(corpus, record_id, why=why))
    return capture.get()


def test_a_pair_is_shown_side_by_side_with_its_reasons(built: tuple[BuildSummary, Corpus]) -> None:
    pair = next(iter(built[1].article_pairs))
    text = drawn(built[1], pair.pair_id, why=True)
    assert all(reason in text for reason in pair.evidence)
    assert "Chinese" in text
    assert pair.evidence[0] not in drawn(built[1], pair.pair_id)


def test_sentences_without_counterpart_are_shown_too(built: tuple[BuildSummary, Corpus]) -> None:
    linked = {(link.pair_id, at) for link in built[1].sentence_pairs for at in link.zh_positions}
    for pair in built[1].article_pairs:
        text = "".join(drawn(built[1], pair.pair_id).split())
        for sentence in built[1].sentences:
            if sentence.article_id == pair.zh_article_id and (pair.pair_id, sentence.position) not in linked:
                assert sentence.text[:10] in text


def test_both_languages_stand_side_by_side_where_there_is_room(built: tuple[BuildSummary, Corpus]) -> None:
    link = max(built[1].sentence_pairs, key=lambda link: link.score)
    wide, narrow = (drawn(built[1], link.pair_id, width=width).splitlines() for width in (160, 80))
    zh, en = link.zh[:8], " ".join(link.en.split()[:3])
    assert any(zh in line and en in line for line in wide)
    at = next(n for n, line in enumerate(narrow) if zh in line)
    assert not any(zh in line and en in line for line in narrow)
    assert en in "".join(narrow[at : at + 6])


def test_titles_are_cut_to_a_narrow_terminal_and_whole_in_a_pipe(
    built: tuple[BuildSummary, Corpus], capsys: pytest.CaptureFixture[str]
) -> None:
    bulletin = next(iter(built[1].bulletins))
    articles = [one for one in built[1].articles if one.bulletin_id == bulletin.bulletin_id]
    narrow = drawn(built[1], bulletin.bulletin_id, width=40).splitlines()[-len(articles) :]
    assert [line.split()[0] for line in narrow] == [one.article_id for one in articles]
    assert all(cell_len(line.rstrip()) <= 40 for line in narrow)
    assert any(line.rstrip().endswith("…") for line in narrow)
    print_drawn(show(built[1], bulletin.bulletin_id))
    piped = capsys.readouterr().out.splitlines()
    assert [line.split(maxsplit=2)[2] for line in piped[-len(articles) :]] == [
        one.headline or one.body.split("\n")[0][:40] for one in articles
    ]
    assert not any(line.endswith(" ") for line in piped)


def test_sentences_stay_on_one_line_in_a_pipe(
    built: tuple[BuildSummary, Corpus], capsys: pytest.CaptureFixture[str]
) -> None:
    pair = next(iter(built[1].article_pairs))
    print_drawn(show(built[1], pair.pair_id))
    lines = capsys.readouterr().out.splitlines()
    for sentence in built[1].sentences:
        if sentence.article_id in (pair.zh_article_id, pair.en_article_id):
            assert any(sentence.text in line for line in lines)


def test_both_numbers_of_a_link_have_its_colour(built: tuple[BuildSummary, Corpus]) -> None:
    pair_id = max(built[1].sentence_pairs, key=lambda link: link.score).pair_id
    links = [link for link in built[1].sentence_pairs if link.pair_id == pair_id]
    text = drawn(built[1], pair_id, color=True)
    for link, code in zip(links, (36, 35, 33, 34, 32, 31), strict=False):
        for positions in (link.zh_positions, link.en_positions):
            assert re.search(rf"\x1b\[{code}m *{', '.join(map(str, positions))}\x1b", text)


def test_people_and_dates_are_marked_in_an_article(built: tuple[BuildSummary, Corpus]) -> None:
    meeting = next(meeting for meeting in built[1].meetings if meeting.zh_article_id and meeting.date_start)
    assert meeting.zh_article_id is not None
    text = drawn(built[1], meeting.zh_article_id, color=True)
    said = [one for one in meeting.evidence if one.article_id == meeting.zh_article_id]
    days = {one.text for one in said if one.field == "date_start"}
    assert days
    assert all(f"\x1b[1;32m{day}" in text for day in days)
    names = [person.name_zh for person in meeting.participants if person.name_zh]
    assert names
    assert all(f"\x1b[1;36m{name}" in text for name in names)


def test_words_of_another_file_are_not_marked_by_their_offset() -> None:
    sentence = Sentence(article_id="a-1", position=0, text="王伟会见李明。", char_start=10, char_end=17)
    assert marked(sentence, [Mark(13, "王伟", "red"), Mark(30, "李明", "red")]).spans == [Span(0, 2, "red")]
    assert marked(sentence, [Mark(10, "赵六", "red")]).spans == []


def test_of_two_alike_words_the_one_at_the_offset_is_marked() -> None:
    sentence = Sentence(article_id="a-1", position=0, text="王伟会见王伟。", char_start=0, char_end=7)
    assert [marked(sentence, [Mark(at, "王伟", "red")]).spans[0].start for at in (0, 4)] == [0, 4]


def test_control_characters_of_a_text_reach_no_terminal() -> None:
    sentence = Sentence(article_id="a-1", position=0, text="\x1b[2J王伟", char_start=0, char_end=6)
    text = marked(sentence, [Mark(4, "王伟", "red")])
    assert text.plain == "\\x1b[2J王伟"
    assert text.spans == [Span(7, 9, "red")]


def test_a_meeting_names_the_rules_and_offsets_of_its_evidence(built: tuple[BuildSummary, Corpus]) -> None:
    meeting = next(meeting for meeting in built[1].meetings if meeting.evidence)
    text = drawn(built[1], meeting.meeting_id, why=True)
    for evidence in meeting.evidence:
        assert f"[{evidence.rule}, {evidence.char_start}-{evidence.char_end}]" in text


def test_evidence_is_marked_in_colour_in_the_sentence(built: tuple[BuildSummary, Corpus]) -> None:
    workshop = next(iter(built[1].workshops))
    name = workshop.name_en
    assert name is not None
    assert f"\x1b[1;32m{name.split()[0]}" in drawn(built[1], workshop.workshop_id, why=True, color=True)


def test_an_official_is_shown_with_offices_and_mentions(built: tuple[BuildSummary, Corpus]) -> None:
    official = max(built[1].officials, key=lambda official: official.n_mentions)
    text = drawn(built[1], official.official_id, why=True)
    assert official.positions[0].title_zh is not None
    assert official.positions[0].title_zh in text
    assert text.count("official.") == official.n_mentions


def test_articles_and_bulletins_are_shown(built: tuple[BuildSummary, Corpus]) -> None:
    article = next(iter(built[1].articles))
    assert f"lines {article.line_start}-{article.line_end}" in drawn(built[1], article.article_id, why=True)
    assert article.article_id in drawn(built[1], article.bulletin_id)


def test_an_official_is_found_by_name_and_a_bulletin_by_its_file(built: tuple[BuildSummary, Corpus]) -> None:
    official = max(built[1].officials, key=lambda official: official.n_mentions)
    assert official.name_zh is not None
    assert official.name_en is not None
    for name in (official.name_zh, official.name_en, official.name_en.upper()):
        assert find_record(built[1], name) == official
    bulletin = next(iter(built[1].bulletins))
    assert find_record(built[1], bulletin.path) == bulletin
    for article_id in official.article_ids:
        assert article_id in drawn(built[1], official.name_zh)


def test_an_article_names_its_pair_and_the_events_that_it_reports(built: tuple[BuildSummary, Corpus]) -> None:
    meeting = next(meeting for meeting in built[1].meetings if meeting.zh_article_id)
    assert meeting.zh_article_id is not None
    text = drawn(built[1], meeting.zh_article_id)
    assert f"{meeting.meeting_id}, {meeting.date_start}" in text
    pair = next(pair for pair in built[1].article_pairs if pair.zh_article_id == meeting.zh_article_id)
    assert f"{pair.pair_id}, with {pair.en_article_id}" in text


@pytest.mark.parametrize("record_id", ["o-0000000000000000", "x", "", "\x1b[31m"])
def test_an_unknown_id_is_the_users_mistake_and_shown_harmless(
    built: tuple[BuildSummary, Corpus],
    record_id: str,
) -> None:
    with pytest.raises(UserError) as caught:
        show(built[1], record_id)
    assert "\x1b" not in caught.value.cause


def test_a_part_of_a_name_names_those_who_bear_it(built: tuple[BuildSummary, Corpus]) -> None:
    name = next(one.name_en for one in built[1].officials if one.name_en is not None)
    with pytest.raises(UserError) as caught:
        show(built[1], name[1:].upper())
    assert name in caught.value.remedy


def test_a_copy_that_was_set_aside_is_not_shown_with_the_articles_of_its_original(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    text = "林锐会见以色列驻华大使\n\n9月2日，公安部副部长林锐在北京会见了以色列驻华大使潘绮瑞。\n"
    for name in ("a.txt", "b.txt"):
        (raw / name).write_text(text, "utf-8")
    bc.build(raw, tmp_path / "corpus", workers=1)
    corpus = bc.load(tmp_path / "corpus")
    assert "林锐会见" in drawn(corpus, "a.txt")
    assert "林锐会见" not in drawn(corpus, "b.txt")


def test_control_characters_are_written_out_and_chinese_is_kept() -> None:
    assert harmless("\x1b[31m红\u202e\u3000x\n") == "\\x1b[31m红\\u202e\u3000x\\n"


def test_the_longest_summary_fits_one_screen(built: tuple[BuildSummary, Corpus]) -> None:
    notes = [Note(path=f"{n}.txt", text="很长的说明" * 99) for n in range(50)]
    summary = built[0].model_copy(
        update={
            "set_aside": notes,
            "warnings": notes,
            "ignored": ["x"] * 50,
            "gone": ["g"] * 50,
            "damaged": ["d"] * 3,
            "unmet_corrections": ["c"] * 9,
            "learnt_from": "0123456789abcdef",
            "rejects": 7,
        }
    )
    lines = render_summary(summary, 80).splitlines()
    assert len(lines) <= 24
    assert all(cell_len(line) <= 80 for line in lines if line.startswith("  "))
    for kind in ("0.txt: 很长", "corrections.toml: c", "g: gone", "d: was damaged", "x: not read"):
        assert any(line.strip().startswith(kind) for line in lines), kind
    assert "  ... and 205 more; --json lists all" in lines
    assert "很长的说明" * 99 in render_summary(summary)


def test_the_summary_says_what_needs_a_look(built: tuple[BuildSummary, Corpus]) -> None:
    summary = built[0].model_copy(update={"rejects": 2, "unmet_corrections": ["same_person: there is no 甲 in a-1"]})
    text = render_summary(summary)
    assert "2 stretches of text in no article" in text
    assert "corrections.toml: same_person: there is no 甲 in a-1" in text
