from __future__ import annotations

import json
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_corpus.documents import CleanText
from bulletin_corpus.offsets import Edit, Edits
from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.segment import segment
from plain_lines import plain_lines

if TYPE_CHECKING:
    from bulletin_corpus.documents import ArticleText, CleanLine, Segmentation

CASES = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "cases/segment").glob("*.json"))
}
REAL = Path(__file__).parent.parent / "data/raw/modern-world-police-2021-10.txt"


def known_failure(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["why"])] if case["provenance"] == "known failure" else []


@pytest.mark.parametrize("name", [pytest.param(name, marks=known_failure(case)) for name, case in CASES.items()])
def test_cases(name: str) -> None:
    case = CASES[name]
    raw = "\n".join(case["lines"]) + "\n"
    segmented = segment(plain_lines(raw), raw)
    assert [described(article) for article in segmented.articles] == case["articles"]
    assert lines_of(segmented, raw, "furniture") == case["furniture"]
    assert lines_of(segmented, raw, "reject") == case["rejects"]
    assert segmented.issue_date == case["issue_date"]


def described(article: ArticleText) -> dict[str, Any]:
    return {
        "lang": article.lang,
        "lines": [article.line_start, article.line_end],
        "headline": printed(article.headline),
        "subheadline": printed(article.subheadline),
        "dateline": printed(article.dateline),
        "credits": [[credit.role, credit.name] for credit in article.credits],
    }


def printed(text: object) -> str | None:
    return None if text is None else str(text)


def lines_of(segmented: Segmentation, raw: str, kind: str) -> list[int]:
    starts = [leftover.char_start for leftover in segmented.leftovers if leftover.kind == kind]
    return sorted({raw.count("\n", 0, start) + 1 for start in starts})


def covered_once(segmented: Segmentation, raw: str) -> None:
    """Articles and leftovers overlap nowhere and leave out white space alone."""
    held = bytearray(len(raw))
    spans = [(span.char_start, span.char_end) for article in segmented.articles for span in article.spans]
    for start, end in spans + [(leftover.char_start, leftover.char_end) for leftover in segmented.leftovers]:
        assert start < end
        assert not any(held[start:end]), f"held twice: {raw[start:end]!r}"
        held[start:end] = b"\1" * (end - start)
    assert "".join(char for char, taken in zip(raw, held, strict=True) if not taken).strip() == ""


def test_the_real_bulletin() -> None:
    raw = REAL.read_text("utf-8")
    segmented = segment(clean(raw), raw)
    assert [(article.lang, article.line_start, article.line_end) for article in segmented.articles] == [
        ("zh", 1, 4),
        ("en", 5, 9),
        ("zh", 10, 15),
        ("en", 16, 26),
        ("zh", 27, 30),
        ("en", 31, 35),
    ]
    headlines = [printed(article.headline) for article in segmented.articles]
    assert headlines[0] is None
    assert headlines[5] == "Meeting Between China and Israel"
    assert printed(segmented.articles[2].subheadline) == "王小洪在开幕式上发表视频致辞"
    assert [[c.name for c in article.credits] for article in segmented.articles] == [
        ["满博"],
        [],
        ["安宏雨"],
        [],
        [],
        [],
    ]
    assert not segmented.leftovers
    covered_once(segmented, raw)


def test_sentences_are_those_of_the_body_without_credits() -> None:
    raw = "\n".join(CASES["credits-of-many-forms"]["lines"])
    article = segment(plain_lines(raw), raw).articles[1]
    assert "".join(article.sentence_texts()) == str(article.body).replace("\n", "")
    assert article.credits[0].text == "编辑/马知微"
    assert "编辑" not in str(article.body)


def test_a_credit_broken_over_lines_keeps_its_whole_text() -> None:
    raw = "\n".join(CASES["credit-broken-over-lines"]["lines"])
    assert segment(plain_lines(raw), raw).articles[0].credits[0].text == "【责任编辑:方晓】"


def test_a_text_repeated_in_a_bulletin_has_a_suffix() -> None:
    item = CASES["headline-broken-and-subheadline"]["lines"]
    raw = "\n".join([*item, *item, *item])
    ids = [article.article_id for article in segment(plain_lines(raw), raw).articles]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


def test_an_article_keeps_its_id_when_the_rest_of_the_bulletin_changes() -> None:
    lines = CASES["english-first-by-turns"]["lines"]
    whole, rest = "\n".join(lines), "\r\n".join(["国际执法通讯 2021年第3期", *lines[8:]])
    before = segment(plain_lines(whole), whole).articles
    after = segment(plain_lines(rest), rest).articles
    last = [article for article in before if article.line_start > 8]
    assert [article.headline and str(article.headline) for article in after] == [
        str(article.headline) for article in last
    ]


def test_what_cleaning_took_away_is_held_too() -> None:
    raw = "\u200b林知远会见秘鲁客人<br>\n<p>\n司法部副部长(zhǎng)林知远3月5日会见秘鲁客人。(zh)(图:严可)\u200b\n"
    restored = plain_lines(raw)
    lines = [without(line, ("\u200b", "<br>", "<p>", "(zhǎng)", "(zh)")) for line in restored.lines]
    segmented = segment(CleanText(tuple(lines), (), ()), raw)
    covered_once(segmented, raw)
    assert [str(article.headline) for article in segmented.articles] == ["林知远会见秘鲁客人"]
    assert raw[slice(*part_span(segmented.articles[0], "credit"))] == "(图:严可)\u200b"
    assert [leftover.reason for leftover in segmented.leftovers] == [
        "nothing was left of it when the text was restored"
    ]


def part_span(article: ArticleText, part: str) -> tuple[int, int]:
    return next((span.char_start, span.char_end) for span in article.spans if span.part == part)


def without(line: CleanLine, stretches: tuple[str, ...]) -> CleanLine:
    edits = []
    for stretch in stretches:
        at = line.text.text.find(stretch)
        if at >= 0:
            edits.append(Edit(at, at + len(stretch), "", "test"))
    return type(line)(line.number, line.text.edited(Edits.of(sorted(edits))), line.char_start, line.char_end)


LINES = st.one_of(
    st.sampled_from([line for case in CASES.values() for line in case["lines"]]),
    st.text(alphabet="林知远会见。,，;:(图:)（）【】编辑/摄 AbZz.\"'—-0129年月日期第\t\u3000\u200b", max_size=30),
    st.text(max_size=20),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n", "\r", "\u2028"]))
def test_every_character_is_held_once(lines: list[str], end: str) -> None:
    raw = end.join(lines)
    covered_once(segment(plain_lines(raw), raw), raw)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=15))
def test_every_character_is_held_once_behind_cleaning(lines: list[str]) -> None:
    raw = "\n".join(lines)
    covered_once(segment(clean(raw), raw), raw)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=20))
def test_decisions_explain_all_that_is_held(lines: list[str]) -> None:
    raw = "\n".join(lines)
    segmented = segment(plain_lines(raw), raw)
    spans = sorted((decision.char_start, decision.char_end) for decision in segmented.decisions)
    assert spans == [(d.char_start, d.char_end) for d in segmented.decisions]
    held = [(span.char_start, span.char_end) for article in segmented.articles for span in article.spans]
    held += [(leftover.char_start, leftover.char_end) for leftover in segmented.leftovers]
    assert {i for a, b in held for i in range(a, b) if not raw[i].isspace()} == {
        i for a, b in spans for i in range(a, b) if not raw[i].isspace()
    }
    assert all(decision.reasons for decision in segmented.decisions)


def test_the_same_text_gives_the_same_articles() -> None:
    raw = "\n".join(line for case in CASES.values() for line in case["lines"])
    assert described_all(raw) == described_all(raw)


def described_all(raw: str) -> list[dict[str, Any]]:
    return [described(article) for article in segment(plain_lines(raw), raw).articles]


def test_an_empty_text_has_nothing() -> None:
    segmented = segment(plain_lines(""), "")
    assert (segmented.articles, segmented.leftovers, segmented.issue_date) == ((), (), None)


def test_a_bulletin_in_paragraphs_keeps_the_lines_of_each_article() -> None:
    raw = "\n".join(CASES["english-first-by-paragraph"]["lines"])
    first, second = segment(plain_lines(raw), raw).articles[:2]
    assert all(a.char_end <= b.char_start for a, b in zip(first.spans, first.spans[1:], strict=False))
    assert first.line_end > second.line_start


HOSTILE = {
    "short lines": "第{n}号\n",
    "short sentences": "{n}林知远会见客人。\n",
    "credits in a row": "(图:严可)",
    "credits with text behind": "{n}客人。(图:严可)后来",
    "open brackets": "。(图:",
    "languages by turns": "林知远表示赞同。Lin Zhiyuan agreed with him. ",
    "languages without stops": "会谈 met in the city ",
    "sentences": "Mr. Lin met A. Garcia {n}. ",
    "quotations": "“好。”",
    "one word": "a",
    "signs": "([【",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def spent(length: int) -> float:
        raw = "".join(unit.format(n=n) for n in range(length // len(unit)))
        restored = plain_lines(raw)
        start = process_time()
        segment(restored, raw)
        return process_time() - start

    spent(1_000)  # patterns and lexicons are loaded
    for _ in range(5):  # the machine may be busy: one fair pair of runs is enough
        few, many = spent(16_000), spent(64_000)
        if many <= 6 * max(few, 0.01):
            return
    pytest.fail(f"{few:.3f} s, but {many:.3f} s for a text four times as long")


def test_what_stands_behind_more_lines_than_a_bulletin_has_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin_corpus.stages.segment.MOST_STRETCHES", 4)
    lines = CASES["english-first-by-turns"]["lines"]
    raw = "\n".join([*lines[:4], "", *lines[4:], ""])
    segmented = segment(plain_lines(raw), raw)
    covered_once(segmented, raw)
    assert segmented.warnings == ("only the first 4 lines were read; the rest is a reject",)
    assert [(leftover.kind, raw[leftover.char_start : leftover.char_end]) for leftover in segmented.leftovers] == [
        ("reject", "\n".join(lines[4:]))
    ]


def test_a_line_of_many_pieces_is_held_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin_corpus.language.page.stretches.MOST_PIECES", 3)
    raw = "司法部副部长林知远3月5日会见秘鲁客人。(图:严可)后来他们参观了博物馆。" * 6
    covered_once(segment(plain_lines(raw), raw), raw)


ITEM = (
    "林知远会见秘鲁司法和人权部部长加西亚",
    "司法部副部长林知远3月5日在京会见秘鲁司法和人权部部长加西亚一行。",
    "林知远表示,中秘两国是全面战略伙伴。中方愿同秘方深化司法协助、公共法律服务等领域合作。",
    "加西亚表示,秘方愿学习借鉴中方经验,推动两国司法合作取得更多成果。",
)
OTHER = (
    "中亚国家植物检疫研讨会在乌鲁木齐举行",
    "3月9日至10日,中亚国家植物检疫研讨会在乌鲁木齐举行,海关总署副署长何雨桐出席开幕式并致辞。",
    "何雨桐指出,各方应加强有害生物信息通报,提高边境口岸检疫能力。",
    "来自哈萨克斯坦、吉尔吉斯斯坦等国的40余名代表参加研讨会。",
)


def lines_of_articles(lines: tuple[str, ...]) -> list[tuple[int, int]]:
    raw = "\n".join(lines)
    return [(article.line_start, article.line_end) for article in segment(plain_lines(raw), raw).articles]


@pytest.mark.parametrize("title", ["国际合作", "◆ 双边交流", "一、重要会见", "要 闻", "Meetings & Visits", "【会议】"])
def test_the_title_of_a_section_is_no_headline(title: str) -> None:
    assert lines_of_articles((title, *ITEM, title + "动态" if title == "◆ 双边交流" else title, *OTHER)) == [
        (2, 5),
        (7, 10),
    ]


def test_furniture_may_stand_between_a_section_and_its_headline() -> None:
    assert lines_of_articles(("国 际 执 法", "本期要目", f"{ITEM[0]} …… 2", "【要闻】", *ITEM)) == [(5, 8)]


def test_a_line_that_looks_like_a_section_is_a_headline_above_a_text() -> None:
    assert lines_of_articles(("中 秘 会 谈", *ITEM[1:])) == [(1, 4)]


@pytest.mark.parametrize("leaders", ["", " ……… 12", "\t.....3"])
def test_a_list_of_contents_is_no_article(leaders: str) -> None:
    contents = tuple(f"{line}{leaders}" for line in (ITEM[0], "Lin Zhiyuan Meets Peruvian Minister", OTHER[0]))
    assert lines_of_articles(("本期要目", *contents, *ITEM, *OTHER)) == [(5, 8), (9, 12)]


def test_blank_lines_between_items_part_them() -> None:
    first = (
        "Lin Zhiyuan met Garcia in Lima on May 3.",
        "Lin said that cooperation was close.",
        "Garcia agreed with Lin.",
    )
    second = (
        "River keepers of four countries have begun a training course.",
        "The course was opened on Tuesday.",
        "All of them will visit dams.",
    )
    assert lines_of_articles((*first, *second)) == [(1, 6)]
    assert lines_of_articles((*first, "", *second)) == [(1, 3), (5, 7)]
    assert lines_of_articles(tuple(part for line in (*first, *second) for part in (line, ""))) == [(1, 11)]


def test_what_stands_under_a_headline_with_a_date_is_no_headline() -> None:
    raw = "\n".join((ITEM[0], "2021年03月06日 10:20 | 来源:司法部网站 | 作者:关山", *ITEM[1:]))
    article = segment(plain_lines(raw), raw).articles[0]
    assert (printed(article.headline), printed(article.subheadline)) == (ITEM[0], None)
    assert [(credit.role, credit.name) for credit in article.credits] == [("source", "司法部网站"), ("author", "关山")]


def test_a_subheadline_glued_to_its_headline_stands_by_itself() -> None:
    raw = "\n".join((" 中秘司法合作部级对话举行林知远和加西亚共同主持 ", *ITEM[1:], "(完)"))
    segmented = segment(plain_lines(raw), raw)
    article = segmented.articles[0]
    assert (printed(article.headline), printed(article.subheadline)) == (
        "中秘司法合作部级对话举行",
        "林知远和加西亚共同主持",
    )
    assert [(span.part, raw[span.char_start : span.char_end]) for span in article.spans][:2] == [
        ("headline", "中秘司法合作部级对话举行"),
        ("subheadline", "林知远和加西亚共同主持"),
    ]
    covered_once(segmented, raw)
