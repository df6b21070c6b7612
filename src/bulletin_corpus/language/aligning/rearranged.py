"""The best beads of two short texts whose sentences may stand in another order.

A rewrite moves sentences: the search of `beads` cannot give that, since it keeps the order. Here Chinese groups are
placed one after the other on any free English sentences, as a phrase-based decoder does, and going back costs.
"""

from __future__ import annotations

from math import exp, log1p
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.aligning.apart import join_apart
from bulletin_corpus.language.aligning.beads import SHAPES, Bead
from bulletin_corpus.language.aligning.scores import Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.beads import Weights
    from bulletin_corpus.language.words.odds import TextPair

STATES = 24  # hypotheses kept for each number of Chinese sentences; 96 changes no link of the annotated items
PLACES = 6  # English places tried for each Chinese group
LONGEST_GROUP = 3
MOST_SENTENCES = 60  # of a side; longer texts keep their order


# Logistic weights of a link's evidence: log of its gain over leaving its sentences alone, gain a token, the best gain
# elsewhere of its Chinese and of its English sentences (shares of its own), sentences beside it that stand alone.
# Fitted (ridge 1) on 441 links found in 90 annotated items. Fitted on a part of them, scores above .9 are right on
# the rest within .03, those between .5 and .8 (18 links) within .4: few links are that doubtful.
INTERCEPT = -2.44
EVIDENCE = (1.77, 1.36, -0.83, -1.54, -0.35)
LEAST = (
    0.5  # more likely right than not; on 86 annotated pairs .6 gives .3 to 1 point less F1, strict, soft and crossing
)


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
    """The best beads, covering every sentence of both sides once; links may cross. Sorted by Chinese, then English."""
    n = len(pair.zh)
    scores = Scores(pair, weights)
    null_zh, null_en = scores.null_zh(), scores.null_en()
    places = _places(scores, null_zh, null_en)
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
    links = join_apart(sorted(links), scores, null_zh, null_en)
    return with_lone_sentences(_judged(links, scores, places), null_zh, null_en)


def _judged(links: list[Bead], scores: Scores, places: list[list[_Place]]) -> list[Bead]:
    """The links with their likelihood; those that are likelier wrong than right are left out."""
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
        free = sum(0 <= i < len(scores.pair.zh) and i not in used_zh for i in (bead.zh_start - 1, bead.zh_end))
        free += sum(0 <= j < len(scores.pair.en) and j not in used_en for j in (bead.en_start - 1, bead.en_end))
        evidence = (
            log1p(gain),
            gain / max(1, scores.tokens(bead)),
            min(1.0, max(elsewhere_en, default=0.0) / gain),
            min(1.0, max(elsewhere_zh, default=0.0) / gain),
            float(free),
        )
        total = INTERCEPT + sum(weight * value for weight, value in zip(EVIDENCE, evidence, strict=True))
        judged.append(bead._replace(likelihood=1 / (1 + exp(-total))))
    return [bead for bead in judged if bead.likelihood >= LEAST]


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
    for a in range(1, min(n, LONGEST_GROUP) + 1):
        tables = {b: scores.of_shape((a, b)) for x, b in SHAPES if x == a and 0 < b <= m}
        for i in range(a, n + 1):
            here: list[_Place] = []
            alone_zh = float(run_zh[i] - run_zh[i - a])
            for b, table in tables.items():
                gains = table[i, b : m + 1] - alone_zh - (run_en[b:] - run_en[: m + 1 - b])
                if pair.names_zh:
                    gains = gains - weights.strangers * _strange(pair, (i - a, i), b)
                for j in np.flatnonzero(gains > 0).tolist():
                    bead = Bead(i - a, i, j, j + b, float(table[i, j + b]))
                    here.append(_Place(float(gains[j]), _mask(bead), bead))
            here.sort(key=lambda place: (-place.gain, place.bead))
            found[i - a] += here[:PLACES]
    return found


def _strange(pair: TextPair, zh: tuple[int, int], size: int) -> NDArray[np.float64]:
    """1 for each run of `size` English sentences that names people, but nobody whom the Chinese sentences name."""
    named = 0
    for mask in pair.names_zh[zh[0] : zh[1]]:
        named |= mask
    found = np.zeros(len(pair.names_en) - size + 1)
    if named:
        for j in range(len(found)):
            other = 0
            for mask in pair.names_en[j : j + size]:
                other |= mask
            found[j] = other != 0 and not other & named
    return found


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
