"""The best beads of two short texts whose sentences may stand in another order.

A rewrite moves sentences: the search of `beads` cannot give that, since it keeps the order. Here Chinese groups are
placed one after the other on any free English sentences, as a phrase-based decoder does, and going back costs.
"""

from __future__ import annotations

from functools import cache, reduce
from heapq import nsmallest
from math import exp, log1p
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.aligning.apart import join_apart
from bulletin_corpus.language.aligning.beads import SHAPES, Bead, article_habits
from bulletin_corpus.language.aligning.scores import Scores

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.beads import Weights
    from bulletin_corpus.language.words.odds import TextPair

STATES = 24  # hypotheses kept for each number of Chinese sentences; 96 changes no link of the annotated items
PLACES = 6  # English places tried for each Chinese group
LONGEST_GROUP = 3
MOST_SENTENCES = 60  # of a side; longer texts keep their order


class Evidence(NamedTuple):
    """What speaks for a link: 0 and more each.

    Attributes:
        gain: log of 1 + its gain over leaving its sentences alone.
        gain_of_token: the gain, shared by its tokens.
        elsewhere_en, elsewhere_zh: the best gain of its Chinese (English) sentences elsewhere, as a share of its own.
        free: sentences beside it that stand alone.
    """

    gain: float
    gain_of_token: float
    elsewhere_en: float
    elsewhere_zh: float
    free: float


# Logistic weights of the evidence, fitted (ridge 1) on the links found in 111 annotated items; `benchmarks/alignment.py
# calibration` fits them anew on a half of the items and shows what they say of the other half.
INTERCEPT = 1.383
WEIGHTS = Evidence(gain=0.118, gain_of_token=2.202, elsewhere_en=-1.056, elsewhere_zh=-0.635, free=-0.692)
LEAST = 0.5  # more likely right than not


class _Place(NamedTuple):
    """A bead, what it gains over leaving its sentences alone, and its English sentences as bits."""

    gain: float
    mask: int
    bead: Bead


class _State(NamedTuple):
    score: float
    used: int
    last: int
    bead: Bead | None
    before: _State | None


def find_beads_in_any_order(pair: TextPair, weights: Weights) -> list[Bead]:
    """The best beads, covering every sentence of both sides once; links may cross. Sorted by Chinese, then English.

    Links that are likelier wrong than right are left out.
    """
    scores = Scores(pair, weights, habits=article_habits())
    judged = (bead._replace(likelihood=likelihood(evidence)) for bead, evidence in links_with_evidence(scores))
    likely = [bead for bead in judged if bead.likelihood >= LEAST]
    return with_lone_sentences(likely, scores.null_zh(), scores.null_en())


def likelihood(evidence: Evidence) -> float:
    """The calibrated probability that a reader would set the link that has this evidence."""
    total = INTERCEPT + sum(weight * value for weight, value in zip(WEIGHTS, evidence, strict=True))
    return 1 / (1 + exp(-total))


def links_with_evidence(scores: Scores) -> list[tuple[Bead, Evidence]]:
    """The links of the best placing of all Chinese groups, with what speaks for each of them."""
    null_zh, null_en = scores.null_zh(), scores.null_en()
    places = _places(scores, null_zh, null_en)
    links = join_apart(_best_links(places, scores.weights), scores, null_zh, null_en)
    everything = [place for found in places for place in found]
    used_zh = {i for bead in links for i in bead.zh}
    used_en = {j for bead in links for j in bead.en}
    judged = []
    for bead in links:
        mask = _mask(bead)
        gain = next(place.gain for place in everything if place.bead[:4] == bead[:4])
        elsewhere_en = [p.gain for p in everything if p.bead[:2] == bead[:2] and not p.mask & mask]
        elsewhere_zh = [
            p.gain
            for p in everything
            if p.mask == mask and (p.bead.zh_end <= bead.zh_start or bead.zh_end <= p.bead.zh_start)
        ]
        free = sum(0 <= i < len(null_zh) and i not in used_zh for i in (bead.zh_start - 1, bead.zh_end))
        free += sum(0 <= j < len(null_en) and j not in used_en for j in (bead.en_start - 1, bead.en_end))
        evidence = Evidence(
            gain=log1p(gain),
            gain_of_token=gain / max(1, scores.tokens(bead)),
            elsewhere_en=min(1.0, max(elsewhere_en, default=0.0) / gain),
            elsewhere_zh=min(1.0, max(elsewhere_zh, default=0.0) / gain),
            free=float(free),
        )
        judged.append((bead, evidence))
    return judged


def _best_links(places: list[list[_Place]], weights: Weights) -> list[Bead]:
    n = len(places)
    stacks: list[dict[tuple[int, int], _State]] = [{} for _ in range(n + 1)]
    stacks[0][0, 0] = _State(0.0, 0, 0, None, None)
    for i in range(n):
        kept = sorted(stacks[i].values(), key=lambda state: (-state.score, state.used, state.last))[:STATES]
        for state in kept:
            _put(stacks[i + 1], _State(state.score, state.used, state.last, None, state))
            for gain, mask, bead in places[i]:
                if not state.used & mask:
                    jump = bead.en_start - state.last
                    cost = weights.step_back if jump < 0 else weights.step_over if jump > 0 else 0.0
                    value = state.score + gain - cost
                    _put(stacks[bead.zh_end], _State(value, state.used | mask, bead.en_end, bead, state))
    best = max(stacks[n].values(), key=lambda state: (state.score, -state.used, -state.last))
    links: list[Bead] = []
    at: _State | None = best
    while at is not None:
        if at.bead is not None:
            links.append(at.bead)
        at = at.before
    return sorted(links)


def _mask(bead: Bead) -> int:
    """The English sentences of the bead as bits."""
    return ((1 << (bead.en_end - bead.en_start)) - 1) << bead.en_start


def _put(stack: dict[tuple[int, int], _State], state: _State) -> None:
    held = stack.get((state.used, state.last))
    if held is None or state.score > held.score:
        stack[state.used, state.last] = state


def _places(scores: Scores, null_zh: list[float], null_en: list[float]) -> list[list[_Place]]:
    """For each Chinese sentence the best beads that begin with it: gain over leaving all alone, English mask, bead."""
    n, m = len(null_zh), len(null_en)
    pair, weights = scores.pair, scores.weights
    run_zh, run_en = np.concatenate([[0], np.cumsum(null_zh)]), np.concatenate([[0], np.cumsum(null_en)])
    found: list[list[_Place]] = [[] for _ in range(n)]
    strange = _strangers(pair)
    for a in range(1, min(n, LONGEST_GROUP) + 1):
        tables = {b: scores.of_shape((a, b)) for x, b in SHAPES if x == a and 0 < b <= m}
        for i in range(a, n + 1):
            here: list[tuple[float, int, int]] = []
            alone_zh = float(run_zh[i] - run_zh[i - a])
            named = reduce(or_, pair.names_zh[i - a : i], 0)
            for b, table in tables.items():
                gains = table[i, b : m + 1] - alone_zh - (run_en[b:] - run_en[: m + 1 - b])
                if named:
                    gains = gains - weights.strangers * strange(named, b)
                at = np.flatnonzero(gains > 0)
                here += [(-gain, j, j + b) for gain, j in zip(gains[at].tolist(), at.tolist(), strict=True)]
            for loss, start, end in nsmallest(PLACES, here):
                bead = Bead(i - a, i, start, end, float(tables[end - start][i, end]))
                found[i - a].append(_Place(-loss, _mask(bead), bead))
    return found


def _strangers(pair: TextPair) -> Callable[[int, int], NDArray[np.float64]]:
    """A function of the names in Chinese sentences, as bits, and of a number of English sentences.

    It gives 1 for each run of so many English sentences that names people, but none of those, else 0.
    """

    @cache
    def in_runs(size: int) -> list[int]:
        return [reduce(or_, pair.names_en[j : j + size], 0) for j in range(len(pair.names_en) - size + 1)]

    @cache
    def strange(named: int, size: int) -> NDArray[np.float64]:
        return np.array([bool(other) and not other & named for other in in_runs(size)], dtype=np.float64)

    return strange


def with_lone_sentences(links: list[Bead], null_zh: list[float], null_en: list[float]) -> list[Bead]:
    """The links and a bead for each sentence in none of them, in order of the Chinese text.

    A lone English sentence stands behind the bead of the English sentence before it.
    """
    used_zh = {i for bead in links for i in bead.zh}
    placed = [*links, *(Bead(i, i + 1, 0, 0, score) for i, score in enumerate(null_zh) if i not in used_zh)]
    placed.sort()
    owner = {j: number for number, bead in enumerate(placed) for j in bead.en}
    behind: dict[int, list[Bead]] = {}
    last = -1
    for j, score in enumerate(null_en):
        if j in owner:
            last = owner[j]
        else:
            zh = placed[last].zh_end if last >= 0 else 0
            behind.setdefault(last, []).append(Bead(zh, zh, j, j + 1, score))
    out = behind.get(-1, [])
    for number, bead in enumerate(placed):
        out += [bead, *behind.get(number, [])]
    return out
