from __future__ import annotations

from bulletin_corpus.across import Block, BulletinItems, leftovers, rounds
from bulletin_corpus.repeats import Repeats


def bulletin(path: str, issue: str | None, *items: tuple[str | None, str | None]) -> BulletinItems:
    return BulletinItems(path, f"key of {path}", issue, items)


NONE = Repeats({})


def test_articles_without_counterpart_are_free_and_refused() -> None:
    left = leftovers([bulletin("a", None, ("z", "e"), ("y", None), (None, "f"))], NONE)
    assert (left.free[0].zh, left.free[0].en, left.free[0].refused) == (["y"], ["f"], {"y", "f"})
    assert left.dropped == {}


def test_an_article_whose_counterpart_repeats_is_free_but_not_refused() -> None:
    repeats = Repeats({1: {"a-0000000000000001": "a-0000000000000001-2"}})
    pair = ("a-0000000000000001", "a-0000000000000002")
    left = leftovers([bulletin("a", None), bulletin("b", None, pair)], repeats)
    assert left.dropped == {1: set(pair)}
    assert (left.free[1].zh, left.free[1].en, left.free[1].refused) == ([], ["a-0000000000000002"], set())
    assert left.alone() == [Block(((1, ("a-0000000000000002",)),), pairing=False)]


def test_an_item_that_repeats_as_a_whole_leaves_nothing_free() -> None:
    repeats = Repeats({1: {"a-1": "a-1-2", "a-2": "a-2-2"}})
    left = leftovers([bulletin("a", None), bulletin("b", None, ("a-1", "a-2"))], repeats)
    assert left.free == {}
    assert left.dropped == {1: {"a-1", "a-2"}}


def blocks(bulletins: list[BulletinItems], lag: int) -> list[list[tuple[int, ...]]]:
    left = leftovers(bulletins, NONE)
    return [[tuple(place for place, _ in block.free) for block in one] for one in rounds(bulletins, left, lag)]


def test_rounds_go_from_one_name_over_one_month_to_neighbouring_months() -> None:
    bulletins = [
        bulletin("en/a.txt", None, (None, "e1")),
        bulletin("zh/a.txt", None, ("z1", None)),
        bulletin("b.txt", "2021-01", ("z2", None)),
        bulletin("c.txt", "2021-01", (None, "e2")),
        bulletin("d.txt", "2021-02", (None, "e3")),
    ]
    by_name, by_month, even, odd = blocks(bulletins, 1)
    assert by_name == [(0, 1)]
    assert by_month == [(2, 3), (0, 1)]
    assert even + odd == [(2, 3, 4)]


def test_blocks_of_one_round_share_no_bulletin() -> None:
    bulletins = [
        bulletin(f"{month}.txt", f"2021-{month:02}", (f"z{month}", None), (None, f"e{month}")) for month in range(1, 13)
    ]
    for one in blocks(bulletins, 3):
        places = [place for block in one for place in block]
        assert len(places) == len(set(places))


def test_what_a_round_pairs_is_gone_from_the_next() -> None:
    bulletins = [bulletin("x/a.txt", "2021-01", ("z", None)), bulletin("y/a.txt", "2021-01", (None, "e"))]
    left = leftovers(bulletins, NONE)
    turns = rounds(bulletins, left, 0)
    assert len(next(turns)) == 1
    left.pair_made([(0, "z"), (1, "e")])
    assert next(turns) == []
    assert left.dropped == {0: {"z"}, 1: {"e"}}
