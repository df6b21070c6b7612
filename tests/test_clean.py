from __future__ import annotations

import json
import re
import time
import timeit
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_corpus.stages.clean import LINE_END, clean

CASES = Path(__file__).parent / "cases" / "clean"
REAL = Path(__file__).parents[1] / "data" / "raw" / "modern-world-police-2021-10.txt"


def cases(provenance: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads((CASES / f"{provenance}.json").read_text("utf-8"))
    return rows


def cleaned(raw: str) -> str:
    return "\n".join(line.text.text for line in clean(raw).lines)


@pytest.mark.parametrize("case", cases("in_the_wild") + cases("synthetic"), ids=lambda case: str(case["raw"])[:30])
def test_damage_is_undone_by_the_rules_named(case: dict[str, object]) -> None:
    raw = str(case["raw"])
    assert cleaned(raw) == case["clean"]
    assert sorted({repair.rule for repair in clean(raw).repairs}) == case["rules"]


@pytest.mark.parametrize("case", cases("negative"), ids=lambda case: str(case["source"]))
def test_undamaged_text_is_untouched(case: dict[str, object]) -> None:
    raw = str(case["raw"])
    assert cleaned(raw) == raw
    assert list(clean(raw).repairs) == []


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=pytest.mark.xfail(reason=str(case["source"]))) for case in cases("known_failures")],
)
def test_known_failure(case: dict[str, object]) -> None:
    assert cleaned(str(case["raw"])) == case["clean"]


def test_real_bulletin_loses_its_readings_and_no_other_bracket() -> None:
    raw = REAL.read_text("utf-8")
    restored = clean(raw)
    removed = [repair for repair in restored.repairs if repair.rule == "reading.injected"]
    assert len(removed) == 281
    assert {repair.rule for repair in restored.repairs} == {"reading.injected", "width.punctuation"}
    left = "".join(line.text.text for line in restored.lines)
    assert re.findall(r"（[^（）]*）", left) == ["（图：满博）", "（警察）", "（警察）", "（图：安宏雨）"]
    assert restored.warnings == ()


def test_printed_keeps_the_script_and_the_length() -> None:
    line = clean("維和(警察)國(guó)際").lines[0].text
    assert (line.text, line.printed) == ("维和（警察）国际", "維和（警察）國際")


def test_repair_names_its_raw_place() -> None:
    raw = "A\n副部長(zhǎng)會見"
    repair = clean(raw).repairs[0]
    assert (repair.rule, repair.before, repair.after) == ("reading.injected", "(zhǎng)", "")
    assert raw[repair.char_start : repair.char_end] == "(zhǎng)"


def test_each_kind_of_line_end_ends_a_line_and_none_is_lost() -> None:
    lines = clean("一\r\n二\n\n三\r四\u2028五\n").lines
    assert [line.text.text for line in lines] == ["一", "二", "", "三", "四", "五"]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [(line.char_start, line.char_end) for line in lines][:4] == [(0, 1), (3, 4), (5, 5), (6, 7)]


def test_last_line_needs_no_end_and_no_text_has_no_line() -> None:
    assert [line.text.text for line in clean("一\n二").lines] == ["一", "二"]
    assert list(clean("").lines) == []


def test_lines_and_repairs_are_sequences() -> None:
    restored = clean("5 日\n國(guó)家,,國(guó)\n三")
    assert [line.text.text for line in restored.lines[-2:]] == ["国家，国", "三"]
    assert restored.lines[-1].number == 3
    with pytest.raises(IndexError):
        restored.lines[3]
    assert restored.repairs[-1] == restored.repairs[len(restored.repairs) - 1] == list(restored.repairs)[-1]
    assert [repair.char_start for repair in restored.repairs] == [1, 5, 11, 12, 14]
    assert restored.repairs[:2] == [
        ("space.after-digit", 1, 2, " ", ""),
        ("reading.injected", 5, 10, "(guó)", ""),
    ]
    with pytest.raises(IndexError):
        restored.repairs[5]


def test_line_of_which_nothing_is_left_keeps_its_place() -> None:
    line = clean("一\n<br>\n二").lines[1]
    assert (line.text.text, line.char_start, line.char_end) == ("", 2, 6)


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        ("全球 `┤虻挑戰", "line 1: '┤虻挑戰' looks torn and was left"),  # what stood there cannot be worked out
        ("中國\n他A?jiān)國家", "line 2: '?jiān)' looks torn and was left"),
        ("一\n2019111日", "line 2: 2019111日 can be read as two dates and was left"),
        ("扫dupoison行动", "line 1: 'dupoison' looks like a filtered word and was left"),
        ("中国\n部\ufffd长\ufffd", "line 2: the first of 2 places that could not be decoded"),
    ],
)
def test_what_is_left_is_warned_of(raw: str, warning: str) -> None:
    assert clean(raw.replace("A?", "會?")).warnings == (warning,)


def test_a_doubtful_restoration_is_warned_of() -> None:
    restored = clean("一\n業的堵點?！?月1 日,部長會見客人。")
    assert restored.warnings == ("line 2: '?！?' was restored as '。”?', a part of which is doubtful",)
    assert clean("一\n應邀請?jiān)L華的客人").warnings == ()


HOSTILE = (
    *(
        "(",
        "(王",
        "()",
        "?國",
        "?",
        "?！眹",
        "請?jiān)L",
        "。?！眹鴦?wù)院",
        "&amp;",
        "&lt;",
        "&#",
        "<a ",
        "<",
        "<!--",
        "<p\n>",
    ),
    *(
        "(guó)",
        "國(guó)",
        "國(guó)(guó)",
        "2019",
        "2019823日",
        "2019111日",
        ",",
        ",2019",
        "王!(a)!",
        "A s",
        "Chinas is ",
    ),
    *("扫dupoison行", "┤虻", "“c(tān)", "\x00a", "\u200b", "\x85", "乾國", "\ufffd", "“", "5 日", "著國"),
)


def spent(text: str) -> float:
    """The least processor time of three runs, in seconds; collecting garbage, whose cost jumps, is left out."""
    return min(timeit.repeat(lambda: clean(text), timer=time.process_time, repeat=3, number=1))


@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_hostile_text_takes_no_more_than_six_times_as_long(piece: str) -> None:
    clean(piece)
    few, many = piece * (5_000 // len(piece)), piece * (20_000 // len(piece))
    assert spent(many) <= 6 * spent(few) + 0.05


def test_warnings_are_bounded() -> None:
    warnings = clean("2019111日,\n" * 1000).warnings
    assert len(warnings) == 21
    assert warnings[19:] == (
        "line 20: 2019111日 can be read as two dates and was left",
        "980 more such places as the last one",
    )


def test_each_place_that_is_left_is_warned_of_by_its_own_line() -> None:
    assert [warning[:7] for warning in clean("扫dupoison行\n好\n扫dupoison行").warnings] == ["line 1:", "line 3:"]


PIECES = st.sampled_from(
    [
        *(
            "國",
            "务",
            "長",
            "里",
            "著",
            "乾",
            "干",
            "會",
            "見",
            "眹",
            "厝",
            "年",
            "月",
            "日",
            "(guó)",
            "（guó）",
            "(he)",
        ),
        *(
            "(SCO)",
            "(",
            ")",
            ",",
            "，",
            "、",
            "。",
            ":",
            ";",
            "!",
            "?",
            "??",
            "?jiān)",
            "?！",
            "“",
            "”",
            "《",
            "》",
            "%",
        ),
        *("A", "L", "p", "5", "9", "1", "2019823", "1,", "2020", "Chinas", "police", "Dec.", "dupin", "&amp;", "&lt;"),
        *(">", "<b>", "</b>", "<br/>", "\u200b", "\ufffd", "\x92", "\xa0", "\u3000", " ", "\n", "\r\n", "\r", "\u2028"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_cleaning_again_changes_nothing(raw: str) -> None:
    once = cleaned(raw)
    again = clean(once)
    assert "\n".join(line.text.text for line in again.lines).rstrip("\n") == once.rstrip("\n")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_lines_and_offsets_are_those_of_the_raw_text(raw: str) -> None:
    restored = clean(raw)
    parts = LINE_END.split(raw)
    expected = parts if parts[-1] else parts[:-1]
    assert [raw[line.char_start : line.char_end] for line in restored.lines] == expected
    for line in restored.lines:
        at = line.char_start
        for n, ch in enumerate(line.text.text):
            start, end = line.text.raw_span(n, n + 1)
            assert line.char_start <= at <= start <= end <= line.char_end
            at = start
            if line.text.printed[n] == raw[start:end]:
                continue
            assert any(repair.char_start <= start and end <= repair.char_end and ch for repair in restored.repairs), (
                f"{ch!r} stands for {raw[start:end]!r}, and no repair says so"
            )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_cleaned(raw: str) -> None:
    restored = clean(raw)
    parts = LINE_END.split(raw)
    assert len(restored.lines) == len(parts) - (not parts[-1])
