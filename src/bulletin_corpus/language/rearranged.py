"""The best beads of two short texts whose sentences may stand in another order.

A rewrite moves sentences: the search of `beads` cannot give that, since it keeps the order. Here Chinese groups are
placed one after the other on any free English sentences, as a phrase-based decoder does, and going back costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.beads import SHAPES, Bead, Scores

if TYPE_CHECKING:
    from bulletin_corpus.language.beads import Weights
    from bulletin_corpus.language.odds import TextPair

STATES = 24  # hypotheses kept for each number of Chinese sentences; 96 changes no link of the annotated items
PLACES = 6  # English places tried for each Chinese group
LONGEST_GROUP = 3
MOST_SENTENCES = 60  # of a side; longer texts keep their order


class _State(NamedTuple):
    score: float
    used: int
    last: int
    bead: Bead | None
    before: _State | None


def find_beads_in_any_order(pair: TextPair, weights: Weights) -> list[Bead]:
    """The best beads, covering every sentence of both sides once; links may cross. Sorted by Chinese, then English."""
    n, m = len(pair.zh), len(pair.en)
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
    state: _State | None = best
    while state is not None:
        if state.bead is not None:
            links.append(state.bead)
        state = state.before
    return with_lone_sentences(links, null_zh, null_en)


def _put(stack: dict[tuple[int, int], _State], state: _State) -> None:
    held = stack.get((state.used, state.last))
    if held is None or state.score > held.score:
        stack[state.used, state.last] = state


def _places(scores: Scores, null_zh: list[float], null_en: list[float]) -> list[list[tuple[float, int, Bead]]]:
    """For each Chinese sentence the best beads that begin with it: gain over leaving all alone, English mask, bead."""
    n, m = len(null_zh), len(null_en)
    run_zh, run_en = np.concatenate([[0], np.cumsum(null_zh)]), np.concatenate([[0], np.cumsum(null_en)])
    found: list[list[tuple[float, int, Bead]]] = [[] for _ in range(n)]
    for a in range(1, min(n, LONGEST_GROUP) + 1):
        tables = {b: scores.of_shape((a, b)) for x, b in SHAPES if x == a and 0 < b <= m}
        for i in range(a, n + 1):
            here: list[tuple[float, int, Bead]] = []
            alone_zh = float(run_zh[i] - run_zh[i - a])
            for b, table in tables.items():
                gains = table[i, b : m + 1] - alone_zh - (run_en[b:] - run_en[: m + 1 - b])
                for j in np.flatnonzero(gains > 0).tolist():
                    bead = Bead(i - a, i, j, j + b, float(table[i, j + b]))
                    here.append((float(gains[j]), ((1 << b) - 1) << j, bead))
            here.sort(key=lambda place: (-place[0], place[2]))
            found[i - a] += here[:PLACES]
    return found


def with_lone_sentences(links: list[Bead], null_zh: list[float], null_en: list[float]) -> list[Bead]:
    """The links and a bead for each sentence in none of them, in order of the Chinese text.

    A lone English sentence stands behind the bead of the English sentence before it.
    """
    by_zh = {bead.zh_start: bead for bead in links}
    used = {j for bead in links for j in range(bead.en_start, bead.en_end)}
    out: list[Bead] = []

    def lone_en(j: int, zh: int) -> None:
        while j < len(null_en) and j not in used:
            out.append(Bead(zh, zh, j, j + 1, null_en[j]))
            j += 1

    lone_en(0, 0)
    i = 0
    while i < len(null_zh):
        bead = by_zh.get(i)
        if bead is None:
            out.append(Bead(i, i + 1, 0, 0, null_zh[i]))
            i += 1
            continue
        out.append(bead)
        i = bead.zh_end
        lone_en(bead.en_end, i)
    return out
