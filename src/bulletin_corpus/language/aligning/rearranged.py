"""The best beads of two short texts whose sentences may stand in another order.

A rewrite moves sentences: the search of `beads` cannot give that, since it keeps the order. Here Chinese groups are
placed one after the other on any free English sentences, as a phrase-based decoder does.
"""

from __future__ import annotations

from itertools import chain
from math import exp
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bulletin_corpus.language.aligning.beads import Bead, article_habits
from bulletin_corpus.language.aligning.groups import Place, best_places
from bulletin_corpus.language.aligning.scores import Scores
from bulletin_corpus.language.words.telling import ATTENDS, TELLS

if TYPE_CHECKING:
    from bulletin_corpus.language.aligning.beads import Weights
    from bulletin_corpus.language.words.odds import TextPair

# What a hypothesis has lost (negative: gained), reckoned as if the Chinese sentences further on that it holds already
# had lost what they do alone; the English sentences and those Chinese ones that it uses, as bits; its last place, and
# the hypothesis before. Of two in a stack these bits never agree.
_State: TypeAlias = "tuple[float, int, int, Place | None, _State | None]"
_Stack: TypeAlias = dict[tuple[int, int], _State]

STATES = 24  # hypotheses kept for each number of Chinese sentences; 96 changes no link of the annotated items
MOST_SENTENCES = 60  # of a side; longer texts keep their order


class Evidence(NamedTuple):
    """What speaks for a link: 0 and more each.

    Attributes:
        gain_of_token: its gain over leaving its sentences alone, shared by its tokens.
        elsewhere_en, elsewhere_zh: the best gain of its Chinese (English) sentences elsewhere, as a share of its own.
        free: sentences beside it that stand alone.
        unsaid: 1 where the English tells what somebody said, and the Chinese only who took the floor or took part.
    """

    gain_of_token: float
    elsewhere_en: float
    elsewhere_zh: float
    free: float
    unsaid: float


# Logistic weights of the evidence, fitted (ridge 1) on the links found in 162 annotated items. On a half of the items
# benchmarks/calibration.py fits them anew and shows what they say of the other half.
INTERCEPT = 2.654
WEIGHTS = Evidence(gain_of_token=1.816, elsewhere_en=-0.777, elsewhere_zh=-1.615, free=-0.780, unsaid=-2.587)
LEAST = 0.5  # more likely right than not


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
    places = best_places(scores, null_zh, null_en)
    links = _best_links(places)
    by_zh: dict[int, list[Place]] = {}
    by_en: dict[int, list[Place]] = {}
    for place in chain.from_iterable(places):
        by_zh.setdefault(place.mask_zh, []).append(place)
        by_en.setdefault(place.mask_en, []).append(place)
    used_zh = {i for link in links for i in link.zh}
    used_en = {j for link in links for j in link.en}
    judged = []
    for link in links:
        bead, gain = link.bead(), link.gain
        elsewhere_en = [place.gain for place in by_zh[link.mask_zh] if not place.mask_en & link.mask_en]
        elsewhere_zh = [place.gain for place in by_en[link.mask_en] if not place.mask_zh & link.mask_zh]
        told_zh = max(scores.pair.zh.telling[i] for i in link.zh)
        told_en = max(scores.pair.en.telling[j] for j in link.en)
        free = sum(0 <= i < len(null_zh) and i not in used_zh for i in (bead.zh_start - 1, bead.zh_end))
        free += sum(0 <= j < len(null_en) and j not in used_en for j in (bead.en_start - 1, bead.en_end))
        evidence = Evidence(
            gain_of_token=gain / max(1, scores.tokens(link.zh, link.en)),
            elsewhere_en=min(1.0, max(elsewhere_en, default=0.0) / gain),
            elsewhere_zh=min(1.0, max(elsewhere_zh, default=0.0) / gain),
            free=float(free),
            unsaid=float(told_zh == ATTENDS and told_en == TELLS),
        )
        judged.append((bead, evidence))
    return judged


def _best_links(places: list[list[Place]]) -> list[Place]:
    """The links of the best hypothesis, sorted."""
    n = len(places)
    alone = [max((place.gain for place in found if len(place.zh) == 1), default=0.0) for found in places]
    stacks: list[_Stack] = [{} for _ in range(n + 1)]
    stacks[0][0, 0] = (0.0, 0, 0, None, None)
    for i, found in enumerate(places):
        ways = [_way(place, alone, stacks) for place in found]
        passed = stacks[i + 1]
        for state in sorted(stacks[i].values())[:STATES]:
            loss, used, ahead = state[:3]
            held_already = ahead >> i & 1
            if held_already:
                loss, ahead = loss - alone[i], ahead & ahead - 1
            held = passed.get((used, ahead))
            if held is None or loss < held[0]:
                passed[used, ahead] = (loss, used, ahead, None, state)
            for gain, mask_zh, mask_en, beyond, stack, place in () if held_already else ways:
                if not used & mask_en and not ahead & mask_zh:
                    key = (used | mask_en, ahead | beyond)
                    held = stack.get(key)
                    if held is None or loss - gain < held[0]:
                        stack[key] = (loss - gain, *key, place, state)
    links: list[Place] = []
    at: _State | None = min(stacks[n].values())
    while at is not None:
        taken, at = at[3:]
        if taken is not None:
            links.append(taken)
    return sorted(links, key=lambda place: (place.zh, place.en))


def _way(place: Place, alone: list[float], stacks: list[_Stack]) -> tuple[float, int, int, int, _Stack, Place]:
    """What the search asks of a place.

    Returns:
        its gain, without what its sentences beyond the next stack gain alone; its bits on either side; its Chinese bits
        beyond the next stack, and that stack; the place.
    """
    is_run = place.zh[-1] - place.zh[0] < len(place.zh)
    to = place.zh[-1] + 1 if is_run else place.zh[0] + 1
    gain = place.gain - sum(alone[k] for k in place.zh if k >= to)
    return gain, place.mask_zh, place.mask_en, place.mask_zh >> to << to, stacks[to], place


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
