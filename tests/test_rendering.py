from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from gold.annotation import GoldBulletin, read_items
from gold.noise import LEVELS, Damage, read_as_gbk, worn
from gold.rendering import LAYOUTS, Layout, RenderOptions, article_blocks, near_in_time, render, write

if TYPE_CHECKING:
    from pathlib import Path

    from gold.noise import Noise

ITEMS = read_items()


def damage(**by_bytes: str) -> Damage:
    """A site that prints readings behind the usual characters only, and sets these in by bytes."""
    return Damage(Random(1), {key.encode("gb18030"): text for key, text in by_bytes.items()})


def test_the_same_options_give_the_same_bytes() -> None:
    options = RenderOptions(seed=5, encoding="mixed")
    assert render(ITEMS, options) == render(ITEMS, options)


def test_another_seed_gives_other_bytes() -> None:
    assert render(ITEMS, RenderOptions(seed=1)) != render(ITEMS, RenderOptions(seed=2))


def test_every_item_is_in_one_bulletin() -> None:
    ids = [item.id for bulletin in render(ITEMS, RenderOptions()) for item in bulletin.gold.items]
    assert sorted(ids) == sorted(item.id for item in ITEMS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_undamaged_lines_of_the_gold_hold_the_article(layout: Layout) -> None:
    for bulletin in render(ITEMS, RenderOptions(noise="clean", layout=layout)):
        lines = bulletin.content.decode().splitlines()
        items = {item.id: item for item in bulletin.gold.items}
        for place in bulletin.gold.articles:
            text = items[place.item].side(place.lang)
            assert text is not None
            joiner = "" if place.lang == "zh" else " "
            printed = joiner.join(lines[place.lines[0] - 1 : place.lines[1]]).replace(" ", "").replace(",,", ",")
            wanted = [
                text.headline,
                text.subheadline,
                text.dateline,
                *text.sentences(),
                *(c.text for c in text.credits),
            ]
            assert [part for part in wanted if part and part.replace(" ", "") not in printed] == []


def test_articles_of_the_gold_share_lines_only_by_paragraphs() -> None:
    for bulletin in render(ITEMS, RenderOptions(layout="grouped")):
        numbers = [n for place in bulletin.gold.articles for n in range(place.lines[0], place.lines[1] + 1)]
        assert len(numbers) == len(set(numbers))


def test_grouped_bulletins_print_all_chinese_first() -> None:
    for bulletin in render(ITEMS, RenderOptions(layout="grouped")):
        langs = [place.lang for place in bulletin.gold.articles]
        assert langs == sorted(langs, reverse=True)


def test_a_lost_headline_is_lost_in_the_gold_too() -> None:
    bulletins = [bulletin.gold for seed in range(1, 6) for bulletin in render(ITEMS, RenderOptions(seed=seed))]
    before = {item.id: item for item in ITEMS}
    lost = [item for bulletin in bulletins for item in bulletin.items if item != before[item.id]]
    assert lost
    for item in lost:
        sides = [(item.zh, before[item.id].zh), (item.en, before[item.id].en)]
        assert all(now == old or (now and old and now.headline is None) for now, old in sides)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_bulletins_decode_from_the_encoding_they_name(encoding: str) -> None:
    rendered = render(ITEMS, RenderOptions(noise="trad", encoding=encoding))
    plain = render(ITEMS, RenderOptions(noise="trad"))
    assert [one.content.decode(encoding) for one in rendered] == [one.content.decode() for one in plain]


def test_the_issue_is_in_the_gold_only_where_the_bulletin_tells_it() -> None:
    for bulletin in render(ITEMS, RenderOptions(noise="clean", mastheads=("MASTHEAD {y}-{m}",))):
        is_told = "MASTHEAD" in bulletin.content.decode() or bulletin.gold.raw.count("-") > 1
        assert (bulletin.gold.issue_date is not None) == is_told


@pytest.mark.parametrize("size", [1, 3, 0])
def test_items_of_a_bulletin_lie_near_in_time(size: int) -> None:
    for group in near_in_time(ITEMS, size):
        months = [int(date[:4]) * 12 + int(date[5:]) for item in group if (date := item.issue_date)]
        assert max(months) - min(months) <= 9
        assert size == 0 or len(group) <= size


def test_what_is_written_can_be_read_again(tmp_path: Path) -> None:
    bulletins = render(ITEMS, RenderOptions())
    write(bulletins, tmp_path / "raw", tmp_path / "gold")
    raw = {path.name: path.read_bytes() for path in (tmp_path / "raw").iterdir()}
    gold = [GoldBulletin.model_validate_json(path.read_bytes()) for path in sorted((tmp_path / "gold").iterdir())]
    assert raw == {bulletin.gold.raw: bulletin.content for bulletin in bulletins}
    assert gold == [bulletin.gold for bulletin in bulletins]


def test_a_credit_that_two_people_share_is_printed_once() -> None:
    item = next(item for item in ITEMS if item.id == "dev-001")
    assert item.zh is not None
    twice = item.zh.model_copy(update={"credits": item.zh.credits * 2})
    for seed in range(10):
        lines = article_blocks(twice, "zh", Random(seed), has_headline=True)
        assert "".join(line for block in lines for line in block).count("(记者 邵一川)") == 1


@pytest.mark.parametrize(
    ("level", "printed"),
    [
        ("clean", "发展（关切）！"),
        ("trad", "發展(關切)!"),
        ("pinyin", "發(fā)展(關(guān)切)!"),
        ("gbk", "發(fā)展(關切)!"),
    ],
)
def test_each_level_of_noise_does_its_own_damage(level: Noise, printed: str) -> None:
    assert damage(發="fā").applied("发展（关切）！", level) == printed


def test_the_levels_are_those_of_the_options() -> None:
    assert {bulletin.gold.noise for bulletin in render(ITEMS, RenderOptions(seed=1))} <= set(LEVELS)


def test_readings_set_in_by_bytes_tear_characters() -> None:
    # Seen on damaged pages: the bytes of 堅 stand across the border of 請 and 訪.
    assert damage(堅="jiān").applied("邀请访华", "gbk") == "邀請?jiān)L華"


def test_a_lost_byte_shifts_a_run() -> None:
    class Always(Random):
        def random(self) -> float:
            return 0.0

    # Seen on damaged pages: 。”國務 without its first byte, up to the next ASCII byte.
    assert read_as_gbk("。”國務(wù)".encode("gb18030"), Always()) == "?！眹鴦?wù)"


def test_undamaged_bytes_come_back() -> None:
    assert read_as_gbk("邀請訪華 2021".encode("gbk"), Random(1)) == "邀請訪華 2021"


def test_wear_puts_blanks_before_units_and_doubles_commas() -> None:
    lines = {worn("9月8日,北京", Random(seed)) for seed in range(60)}
    assert {"9月8日,北京", "9 月8 日,北京", "9月8日,,北京"} <= lines
    assert {line.replace(" ", "").replace(",,", ",") for line in lines} == {"9月8日,北京"}
