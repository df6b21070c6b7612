from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

import bulletin_corpus as bc
from bulletin_corpus.errors import UserError
from bulletin_corpus.views.show import show
from bulletin_corpus.views.terminal import harmless, render_summary

if TYPE_CHECKING:
    from bulletin_corpus.storage.corpus import Corpus
    from bulletin_corpus.summary import BuildSummary

RAW = Path(__file__).parent.parent / "data" / "raw"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildSummary, Corpus]:
    out = tmp_path_factory.mktemp("show") / "out"
    return bc.build(RAW, out), bc.load(out)


def drawn(corpus: Corpus, record_id: str, *, why: bool = False, color: bool = False) -> str:
    console = Console(width=160, color_system="standard" if color else None, force_terminal=color, record=True)
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


def test_a_meeting_names_the_rules_and_offsets_of_its_evidence(built: tuple[BuildSummary, Corpus]) -> None:
    meeting = next(meeting for meeting in built[1].meetings if meeting.evidence)
    text = drawn(built[1], meeting.meeting_id, why=True)
    for evidence in meeting.evidence:
        assert f"[{evidence.rule}, {evidence.char_start}-{evidence.char_end}]" in text


def test_evidence_is_marked_in_colour_in_the_sentence(built: tuple[BuildSummary, Corpus]) -> None:
    workshop = next(iter(built[1].workshops))
    name = workshop.name_en
    assert name is not None
    assert f"\x1b[1;32m{name}" in drawn(built[1], workshop.workshop_id, why=True, color=True)


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


@pytest.mark.parametrize("record_id", ["o-0000000000000000", "x", "", "\x1b[31m"])
def test_an_unknown_id_is_the_users_mistake_and_shown_harmless(
    built: tuple[BuildSummary, Corpus],
    record_id: str,
) -> None:
    with pytest.raises(UserError) as caught:
        show(built[1], record_id)
    assert "\x1b" not in caught.value.cause


def test_control_characters_are_written_out_and_chinese_is_kept() -> None:
    assert harmless("\x1b[31m红\u202e\u3000x\n") == "\\x1b[31m红\\u202e\u3000x\\n"


def test_the_summary_says_what_needs_a_look(built: tuple[BuildSummary, Corpus]) -> None:
    summary = built[0].model_copy(update={"rejects": 2, "unmet_corrections": ["same_person: there is no 甲 in a-1"]})
    text = render_summary(summary)
    assert "2 stretches of text in no article" in text
    assert "corrections.toml: same_person: there is no 甲 in a-1" in text
