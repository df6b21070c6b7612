"""Which sentences of a Chinese and an English text say the same.

Decides on links of sentences: m to n, none, and crossing ones where a rewrite moved a sentence. Input are the
sentences of both texts in reading order, output links with a calibrated score. That the two texts belong together
is decided by `pair`; words and their odds, and the search, are in `language`.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from bulletin_corpus.documents import SentenceLink
from bulletin_corpus.language.beads import ARTICLE_WEIGHTS, TEXT_WEIGHTS, find_beads
from bulletin_corpus.language.odds import text_pair
from bulletin_corpus.language.rearranged import MOST_SENTENCES, find_beads_in_any_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.beads import Bead
    from bulletin_corpus.language.dictionary import Dictionary
    from bulletin_corpus.language.odds import TextPair


def align(zh: Sequence[str], en: Sequence[str], dictionary: Dictionary | None) -> list[SentenceLink]:
    """Links between the sentences of two texts; a sentence is in one link at most.

    Args:
        zh: Chinese sentences in reading order, simplified characters, without line ends.
        en: English sentences in reading order.
        dictionary: see `language.dictionary`; without one, length, numbers and names decide.

    Returns:
        Links by their first Chinese sentence. `score` is the calibrated probability that a reader would set the very
        same link. `crossing` says that another link stands before it in one text and behind it in the other.

    Source: Gale & Church 1993 for the length term, Moore 2002 for the combination with word odds; the search over any
    order is that of phrase-based decoders.
    """
    return links_of(best_beads(text_pair(zh, en, dictionary)))


def beads(zh: Sequence[str], en: Sequence[str], dictionary: Dictionary | None) -> list[Bead]:
    """All beads of two texts: the links of `align`, and one for each sentence without counterpart."""
    return best_beads(text_pair(zh, en, dictionary))


def best_beads(pair: TextPair) -> list[Bead]:
    """The beads of two tokenised texts; short ones may be rearranged, long ones keep their order."""
    if not len(pair.zh) or not len(pair.en) or max(len(pair.zh), len(pair.en)) > MOST_SENTENCES:
        return find_beads(pair, TEXT_WEIGHTS)
    return find_beads_in_any_order(pair, ARTICLE_WEIGHTS)


def links_of(found: Sequence[Bead]) -> list[SentenceLink]:
    """The beads that have both sides, as links, by their first Chinese sentence."""
    real = sorted(bead for bead in found if bead.zh_start < bead.zh_end and bead.en_start < bead.en_end)
    crossing = _crossing(real)
    return [
        SentenceLink(
            zh_positions=tuple(range(bead.zh_start, bead.zh_end)),
            en_positions=tuple(range(bead.en_start, bead.en_end)),
            score=_probability(bead),
            crossing=crosses,
        )
        for bead, crosses in zip(real, crossing, strict=True)
    ]


def _crossing(links: Sequence[Bead]) -> list[bool]:
    """For each link, sorted by Chinese, whether the English order of any other one differs."""
    highest, before = -1, []
    for link in links:
        before.append(highest)
        highest = max(highest, link.en_start)
    lowest, behind = 1 << 60, []
    for link in reversed(links):
        behind.append(lowest)
        lowest = min(lowest, link.en_start)
    return [
        high > link.en_start or low < link.en_start
        for link, high, low in zip(links, before, reversed(behind), strict=True)
    ]


def _probability(bead: Bead) -> float:
    return 1 / (1 + exp(-bead.score / 10))
