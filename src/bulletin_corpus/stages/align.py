"""Which sentences of a Chinese and an English text say the same.

Decides on links of sentences: m to n, none, and crossing ones where a rewrite moved a sentence. Input are the
sentences of both texts in reading order, output links with a calibrated score. That the two texts belong together
is decided by `pair`; words and their odds, and the search, are in `language`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin_corpus.documents import SentenceLink
from bulletin_corpus.language.aligning.beads import ARTICLE_WEIGHTS, LEARNT_WEIGHTS, TEXT_WEIGHTS, observed_habits
from bulletin_corpus.language.aligning.monotone import find_beads
from bulletin_corpus.language.aligning.rearranged import MOST_SENTENCES, find_beads_in_any_order
from bulletin_corpus.language.aligning.unlike import part_unlike
from bulletin_corpus.language.aligning.vectors import vectors
from bulletin_corpus.language.words.learning import learn as learn_odds
from bulletin_corpus.language.words.odds import text_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.aligning.beads import Bead
    from bulletin_corpus.language.aligning.vectors import Embed
    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.language.words.odds import TextPair


def align(
    zh: Sequence[str], en: Sequence[str], dictionary: Dictionary | None, embed: Embed | None = None
) -> list[SentenceLink]:
    """Links between the sentences of two texts; a sentence is in one link at most.

    Args:
        zh: Chinese sentences in reading order, simplified characters, without line ends.
        en: English sentences in reading order.
        dictionary: see `language.words.dictionary`; without one, length, numbers and names decide.
        embed: gives the vectors of texts, whose likeness then joins the score; None: words alone are compared.

    Returns:
        Links by their first Chinese sentence. `score` is the calibrated probability that a reader would set the very
        same link. `crossing` says that another link stands before it in one text and behind it in the other.

    Source: Gale & Church 1993 for the length term, Moore 2002 for the combination with word odds; the search over any
    order is that of phrase-based decoders.
    """
    return links_of(beads(zh, en, dictionary, embed))


def beads(
    zh: Sequence[str], en: Sequence[str], dictionary: Dictionary | None, embed: Embed | None = None
) -> list[Bead]:
    """All beads of two texts: the links of `align`, and one for each sentence without counterpart.

    The sentences of a short pair may be in another order; in a longer one (over `MOST_SENTENCES` a side) order is kept.
    """
    short = 0 < len(zh) <= MOST_SENTENCES and 0 < len(en) <= MOST_SENTENCES
    pair = with_vectors(text_pair(zh, en, dictionary, named=short), zh, en, embed)
    if short:
        return find_beads_in_any_order(pair, ARTICLE_WEIGHTS)
    return part_unlike(pair, find_beads(pair, TEXT_WEIGHTS))


def with_vectors(pair: TextPair, zh: Sequence[str], en: Sequence[str], embed: Embed | None) -> TextPair:
    """The pair with the vectors of its sentences; the same pair where there is no model."""
    return pair if embed is None else replace(pair, vectors=vectors(zh, en, embed))


def beads_in_order(
    texts: Sequence[tuple[Sequence[str], Sequence[str]]],
    dictionary: Dictionary | None,
    *,
    learn: bool,
    embed: Embed | None = None,
) -> list[list[Bead]]:
    """All beads of several text pairs, the order of sentences kept.

    Args:
        texts: Chinese and English sentences of each pair.
        dictionary: see `language.words.dictionary`.
        learn: whether word odds and habits learnt from a first pass over all texts serve a second one.
        embed: see `align`.
    """
    pairs = [with_vectors(text_pair(zh, en, dictionary), zh, en, embed) for zh, en in texts]
    found = [find_beads(pair, TEXT_WEIGHTS, judged=not learn) for pair in pairs]
    if learn:
        habits = observed_habits(pairs, found)
        found = [find_beads(pair, LEARNT_WEIGHTS, habits) for pair in learn_odds(pairs, found)]
    return [part_unlike(pair, held) for pair, held in zip(pairs, found, strict=True)]


def links_of(found: Sequence[Bead]) -> list[SentenceLink]:
    """The beads that have both sides, as links, by their first Chinese sentence."""
    real = sorted((bead for bead in found if bead.zh and bead.en), key=lambda bead: (bead.zh, bead.en))
    crossing = _crossing(real)
    return [
        SentenceLink(
            zh_positions=bead.zh,
            en_positions=bead.en,
            score=probability(bead),
            crossing=crosses,
        )
        for bead, crosses in zip(real, crossing, strict=True)
    ]


def _crossing(links: Sequence[Bead]) -> list[bool]:
    """For each link, sorted by Chinese, whether the English order of any other one differs."""
    highest, before = -1, []
    for link in links:
        before.append(highest)
        highest = max(highest, link.en[0])
    lowest, behind = 1 << 60, []
    for link in reversed(links):
        behind.append(lowest)
        lowest = min(lowest, link.en[0])
    return [
        high > link.en[0] or low < link.en[0] for link, high, low in zip(links, before, reversed(behind), strict=True)
    ]


def probability(bead: Bead) -> float:
    """The calibrated probability that a reader would set this very link."""
    return bead.likelihood
