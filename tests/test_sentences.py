from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_corpus.language.words.sentences import split

GOLD = Path(__file__).parent / "gold"


def parts(text: str, lang: str) -> list[str]:
    assert lang in ("zh", "en")
    return [text[start:end] for start, end in split(text, "zh" if lang == "zh" else "en")]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Smith met Lt. Gen. J. R. Cruz in Washington, D.C. on Nov. 5, 2021.", "They talked."],
        ["The U.S. Ambassador and the U.N. Police Adviser met at 9 a.m. Beijing time.", "Later they left."],
        ["He came back from the U.S.", "He left again on Sept. 3."],
        ['"Is that so?" he asked.', '"Yes!" she said.', "It ended...", "Then it began."],
        ["And so... it went on.", "Growth was 3.5 percent.", "No. 5 is ours.", "He said no.", "They agreed."],
        ["1. The first item.", "2. The second item."],
        ["It was founded by Example Technologies Co., Ltd. in 1987.", "The firm grew."],
        ['"We will help."', "He left.", "(He came back.)", "It is done."],
        ["Visit www.example.gov.cn.", "See Node.js now."],
        ["John F. Kennedy Jr. was there.", "So was H.E. Mr. Kim."],
        ["It was the highest level ever.", '"We value it," she said.'],
    ],
)  # fmt: skip
def test_english_sentences_are_told_apart(sentences: list[str]) -> None:
    assert parts(" ".join(sentences), "en") == sentences


def test_sentences_without_a_space_between_them_are_told_apart() -> None:
    assert parts("He praised the talks.Wang said that more is needed.", "en") == [
        "He praised the talks.",
        "Wang said that more is needed.",
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ["中方愿同美方(U.S.)一道合作。", "U.S. Embassy也参加。"],
        ["他说:“我们来了。", "他们走了。”", "双方签署协议。"],
        ["“真的吗？”他问道。", "太好了！！", "我们走吧!", "真的?", "是的。"],
        ["会议以“合作？为什么！”为主题。", "双方签署备忘录。"],
        ["《中国？不！》发布。", "增长3.5%。", "第2.0版发布；会后参观。"],
        ['他说:"好。"', "然后离开。", '"你好。"', "他说。"],
        ["(双方参加会见。)", "他出席。"],
        ["加强合作.", "中方愿意。", "No.5会议室。"],
        ["一是互信；二是合作;三是交流。", "双方同意。"],
    ],
)
def test_chinese_sentences_are_told_apart(sentences: list[str]) -> None:
    assert parts("".join(sentences), "zh") == sentences


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_line_end_ends_a_sentence(lang: str) -> None:
    assert parts("公安部\n U.S.\r\n\n ministry ", lang) == ["公安部", "U.S.", "ministry"]


def gold_paragraphs() -> list[tuple[str, list[str]]]:
    files = sorted((GOLD / "items").glob("*.json"))
    items = [json.loads(path.read_text("utf-8")) for path in files]
    return [(lang, par) for item in items for lang in ("zh", "en") if item[lang] for par in item[lang]["paragraphs"]]


def test_every_annotated_paragraph_is_split_as_annotated() -> None:
    wrong = [par for lang, par in gold_paragraphs() if parts(("" if lang == "zh" else " ").join(par), lang) != par]
    assert not wrong


@given(st.text(alphabet="ab A.!?。！？“”\"'()《》…, \n\u2028U.S中文：1"), st.sampled_from(["zh", "en"]))
def test_nothing_but_white_space_lies_outside_sentences(text: str, lang: str) -> None:
    spans = split(text, "zh" if lang == "zh" else "en")
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("piece", ["a. ", "《？", '"。', "。”", "...", "U.S. ", "A.B", "“？"])
def test_hostile_lines_are_split_in_linear_time(piece: str) -> None:
    text = piece * 60_000
    for lang in ("zh", "en"):
        assert sum(end - start for start, end in split(text, "zh" if lang == "zh" else "en")) <= len(text)
