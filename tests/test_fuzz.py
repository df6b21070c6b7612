from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.segment import segment
from fuzzing import promises
from fuzzing.inputs import BULLETIN_LENGTHS, REAL, ShortItem, damaged_file, short_item, short_text

FUZZ = Path(__file__).parents[1] / "scripts" / "fuzz.py"

# found by scripts/fuzz.py
FOUND = (
    "會見&lt;br\n&gt;客人",  # a tag over a line end
    "分扫&amp，;lt;p&gt;ontrib",  # a comma that parts an entity
    "王，中國（guó）公安部\n國(guó\u2029月)務院願與以色列",  # 國 is converted in the second line only
    "ndependent ?！眹鷰?wù)devel著名opme",  # torn in what is left when converted
    "王" + "!" * 40,  # each mark depends on the one before
    "中新執(zhOn Monday, )" + "(zhí)" * 14 + "法",  # brackets that each depend on the one before
    # the same between two paragraphs
    "上海会议现场,福建学院院长白景洲表示,学院将精心组织教学,围绕大型活动安保、社区警务、灾害应急处置等内容,为学;\n\x85\n凡",
    "新華社記者裴?！眹鴦?wù)攝",  # torn across the end of a part
    "ct 16 to 18.\no-organizer.\x85",  # white space that is restored as an ellipsis
    # two datelines in one article
    "錢某某涉嫌新华社北京9月15日电(记者嫌非法吸收公衆-->存款逾3億元\n本報北京3月29日電(記者 邵一川)3月28日,"
    "在中保兩國執法、司法和外交部門密切配合下,涉嫌非法吸收公衆存款罪的犯罪嫌疑人錢某",
)
FOUND_ITEMS = (
    # the item has no sentence
    ShortItem(zh=("小水电绿色转型国际会议", ""), en=(), zh_headed=True, en_headed=False, links=()),
)
FOUND_BULLETINS = ("小水电绿色转型国际会议\n新华社杭州9月15日电\n",)  # the same, in a file


@pytest.mark.parametrize("text", FOUND)
def test_found_case_breaks_no_promise(text: str) -> None:
    promises.read_text(text)
    promises.read_file(text.encode("utf-8-sig"))


@pytest.mark.parametrize("item", FOUND_ITEMS)
def test_found_item_breaks_no_promise(item: ShortItem) -> None:
    promises.read_item(item)


@pytest.mark.parametrize("text", FOUND_BULLETINS)
def test_found_bulletin_breaks_no_promise(text: str) -> None:
    assert promises.process_file(text.encode()) is not None


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_break_no_promise(seed: int) -> None:
    rng, text = Random(seed), REAL.read_text("utf-8")
    for _ in range(250):
        promises.read_file(damaged_file(text, rng))


@pytest.mark.parametrize("seed", range(4))
def test_short_texts_break_no_promise(seed: int) -> None:
    rng = Random(seed)
    for _ in range(500):
        promises.read_text(short_text(rng))


def test_short_items_break_no_promise() -> None:
    rng = Random(1)
    for _ in range(300):
        promises.read_item(short_item(rng))


def test_damaged_files_are_processed() -> None:
    rng, text = Random(1), REAL.read_text("utf-8")
    made = [promises.process_file(damaged_file(text, rng, BULLETIN_LENGTHS)) for _ in range(10)]
    assert len([one for one in made if one is not None]) >= 5


@pytest.mark.parametrize("what", ["lines", "items"])
def test_what_is_made_does_not_depend_on_the_order_of_hashes(what: str, tmp_path: Path) -> None:
    told = [
        subprocess.run(
            [sys.executable, str(FUZZ), "--what", what, "--runs", "160"],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    digests = {one.rpartition("digest ")[2] for one in told}
    assert len(digests) == 1
    assert "160 inputs" in told[0]


def test_a_broken_promise_is_told() -> None:
    raw = "林锐会见大使\n公安部副部长林锐会见大使。他们谈了。\n"
    restored = clean(raw)
    segmented = segment(restored, raw)
    promises.check_articles(segmented, restored, raw)
    (article,) = segmented.articles
    for broken in (
        replace(segmented, articles=()),
        replace(segmented, articles=(replace(article, position=1),)),
        replace(segmented, articles=(replace(article, sentences=article.sentences[1:]),)),
        replace(segmented, articles=(replace(article, headline=None),)),
        replace(segmented, articles=(replace(article, body=article.body[:-1]),)),
    ):
        with pytest.raises(promises.BrokenPromiseError):
            promises.check_articles(broken, restored, raw)
    lossy = replace(restored, lines=(replace(restored.lines[0], text=restored.lines[0].text[1:]), *restored.lines[1:]))
    with pytest.raises(promises.BrokenPromiseError, match="lost a character"):
        promises.check_no_character_is_lost(lossy, raw)


def test_words_that_stand_elsewhere_are_told() -> None:
    text = clean("会见，会见").lines[0].text
    assert promises.stands_at(text, "会见", 3, 5)
    assert not promises.stands_at(text, "会见", 2, 4)
    assert not promises.stands_at(text, "会谈", 0, 2)


def test_uncovered_and_twice_covered_characters_are_told() -> None:
    assert promises.covers_once("ab \nc", [(4, 5), (0, 2)])
    assert not promises.covers_once("abc", [(0, 2)])
    assert not promises.covers_once("abc", [(0, 2), (1, 3)])


def test_control_characters_alone_leave_an_empty_line() -> None:
    promises.read_file(b"\x08" * 1000)
