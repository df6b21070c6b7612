from __future__ import annotations

from bulletin_corpus.language.aligning.beads import Bead
from bulletin_corpus.language.aligning.unlike import part_unlike
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.odds import text_pair

ONE = [Bead(0, 1, 0, 1, 2.0)]


def parted(zh: str, en: str) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.zh, bead.en) for bead in part_unlike(text_pair([zh], [en], dictionary()), ONE)]


def test_a_number_among_words_that_share_nothing_stands_alone() -> None:
    assert parted("没有出席。", "Tables, 67-74.") == [((0,), ()), ((), (0,))]
    assert parted("为30%。", "It rained.") == [((0,), ()), ((), (0,))]


def test_a_number_that_both_sides_hold_keeps_the_link() -> None:
    assert parted("为30%。", "Only 30 per cent.") == [((0,), (0,))]


def test_a_shared_word_keeps_the_link() -> None:
    assert parted("警察到场。", "The police came with 30 dogs.") == [((0,), (0,))]


def test_free_renderings_without_numbers_keep_their_link() -> None:
    assert parted("什么原因呢？", "How come?") == [((0,), (0,))]
    assert parted("又放倒了一个！", "Another one bites the dust!") == [((0,), (0,))]


def test_parts_hold_every_sentence_once_and_in_order() -> None:
    pair = text_pair(["没有出席。", "下雨了。"], ["Tables, 67-74.", "Ibid."], dictionary())
    held = part_unlike(pair, [Bead(0, 2, 0, 2, 2.0)])
    assert [bead.zh for bead in held if bead.zh] == [(0,), (1,)]
    assert [bead.en for bead in held if bead.en] == [(0,), (1,)]
