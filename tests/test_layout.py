from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.page.layout import language, language_pieces, predicate, shape_evidence, weight

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

HEADINGS: list[tuple[Lang, str]] = [
    ("zh", "林知远会见秘鲁司法和人权部部长加西亚"),
    ("zh", "“数字时代的技能开发”线上研讨会召开"),
    ("en", "Meeting Between China"),
    ("en", "Shared rivers, shared rules: lawyers meet in Lima"),
    ("en", "China vows closer ties with the U.S."),
]
PARAGRAPHS: list[tuple[Lang, str]] = [
    ("zh", "会后,双方签署了会议纪要。"),
    ("zh", "林知远说:“合作前景广阔。”"),
    ("en", "The two sides signed the minutes."),
    ("en", '"We are friends," he said. "We will meet again."'),
    ("en", "word " * 90),
    ("zh", "双方就深化司法协助交换意见，" * 40),
]


@pytest.mark.parametrize(("lang", "text"), HEADINGS)
def test_headings_look_like_headings(lang: Lang, text: str) -> None:
    heading, paragraph = shape_evidence(text, lang)
    assert weight(heading) > weight(paragraph) + 3


@pytest.mark.parametrize(("lang", "text"), PARAGRAPHS)
def test_paragraphs_look_like_paragraphs(lang: Lang, text: str) -> None:
    heading, paragraph = shape_evidence(text, lang)
    assert weight(paragraph) > weight(heading) + 3


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("会见秘鲁客人", "zh"),
        ("APEC会议在秘鲁举行", "zh"),
        ("Meeting in Lima", "en"),
        ("Müller’s talks", "en"),
        ("2021", None),
    ],
)
def test_the_language_of_a_line(text: str, lang: Lang | None) -> None:
    assert language(text) == lang


@pytest.mark.parametrize(
    "pieces",
    [
        ["双方举行视频会谈。", "On March 5, the two ministers talked via video link."],
        ["林知远会见秘鲁客人 ", "Lin Zhiyuan Meets Guests from Peru"],
        ["On March 5, the two ministers talked via video link.", "双方举行视频会谈。"],
        ["双方会谈。", "They talked for two hours.", "会后签署协议。", "They signed a deal afterwards."],
        ["双方在亚太经合组织(APEC)框架下合作。"],
        ["中国海关总署(General Administration of Customs of China)与秘鲁海关签署协议。"],
        ["Lin Zhiyuan (林知远) met with Mario Garcia in Beijing."],
        ["他说“to be or not to be”是名句。"],
    ],
)
def test_lines_of_two_languages_are_cut_between_sentences(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert [text[start:end] for start, end, _ in language_pieces(text)] == pieces


def test_language_pieces_cover_the_line() -> None:
    text = "会谈 met in the city of 利马 and then they left for 北京 again " * 20
    pieces = language_pieces(text)
    assert [end for _, end, _ in pieces[:-1]] == [start for start, _, _ in pieces[1:]]
    assert (pieces[0][0], pieces[-1][1]) == (0, len(text))


def test_predicates() -> None:
    assert predicate("林知远会见秘鲁客人", "zh")
    assert predicate("Eight sailors rescued from ship", "en")
    assert not predicate("中秘友谊", "zh")
    assert not predicate("Letter from Lima", "en")
