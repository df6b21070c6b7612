"""How likely a Chinese and an English article report the same, and which signs say so.

All articles of one side are compared with all of the other by their words (cosine of dictionary renderings, rare words
first); the most alike are then compared by what they name. Output: comparisons with a probability and the evidence in
words. Which articles become pairs is left to the stage `pair`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bulletin_corpus.language.words.cedict import STOP_WORDS
from bulletin_corpus.language.words.names import alike
from bulletin_corpus.language.words.odds import COMPARED, text_pair
from bulletin_corpus.language.words.signs import SOUND_ALIKE, signs_of_en, signs_of_zh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.language.words.odds import Side, TextPair
    from bulletin_corpus.language.words.signs import Signs

    Floats = NDArray[np.float64]
    Heard = dict[str, dict[str, float]]

ARTICLES_AT_ONCE = 16  # so many Chinese articles are asked for names at once
CANDIDATES = 6  # articles of the other side that each one is compared with closely
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


class Features(NamedTuple):
    """What the probability rests on; all in -1..1 or 0..1, 0 where nothing is known."""

    cosine: float
    lead_zh: float  # how much more alike than the best other English article for this Chinese one
    lead_en: float
    people: float
    strangers: float
    countries: float
    days: float
    numbers: float
    order: float


# Logistic weights, fitted (ridge .2) on all comparisons of 47 annotated items put together by two, four and twelve,
# some with a side left out; fitted on one half of the items, no comparison of the other half falls on the wrong side.
WEIGHTS = Features(
    cosine=2.4, lead_zh=2.8, lead_en=3.1, people=1.5, strangers=-0.45, countries=3.4, days=1.6, numbers=1.4, order=0.8
)
INTERCEPT = -3.7


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles, by their positions in the lists given, with the probability that they belong together."""

    zh: int
    en: int
    probability: float
    features: Features
    evidence: tuple[str, ...]


def compare(zh: Sequence[str], en: Sequence[str], dictionary: Dictionary | None) -> list[Comparison]:
    """Every comparison that may matter: each article with the articles of the other side that are most like it.

    Args:
        zh: texts of the Chinese articles, in order.
        en: texts of the English articles, in order.
        dictionary: None: names, numbers, dates and countries alone decide.
    """
    if not zh or not en:
        return []
    zh, en = [text[:COMPARED] for text in zh], [text[:COMPARED] for text in en]
    words = text_pair(zh, en, dictionary)
    cosines = _cosines(words)
    candidates = _candidates(cosines)
    signs_en = {j: signs_of_en(en[j], dictionary) for j in sorted({j for _, j in candidates})}
    spelled = frozenset(name for held in signs_en.values() for name in held.chinese)
    signs_zh = {i: signs_of_zh(zh[i], dictionary, spelled) for i in sorted({i for i, _ in candidates})}
    heard = _heard(candidates, signs_zh, signs_en)
    rarity = _rarity(signs_en)
    leads_zh, leads_en = _leads(cosines), _leads(cosines.T).T
    found = []
    for i, j in candidates:
        features, evidence = _judge(signs_zh[i], signs_en[j], heard, rarity)
        features = features._replace(
            cosine=float(cosines[i, j]),
            lead_zh=float(leads_zh[i, j]),
            lead_en=float(leads_en[i, j]),
            order=1 - 2 * abs((i + 0.5) / len(zh) - (j + 0.5) / len(en)),
        )
        found.append(Comparison(i, j, probability(features), features, tuple(evidence)))
    return found


def probability(features: Features) -> float:
    """The calibrated probability that two articles with these features belong together."""
    evidence = INTERCEPT + sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))
    return 1 / (1 + exp(-max(-60.0, min(60.0, evidence))))


def _leads(cosines: Floats) -> Floats:
    """How much each value exceeds the best other one of its row; half of itself where there is no other."""
    if cosines.shape[1] == 1:
        return 0.5 * cosines
    second, best = np.partition(cosines, (-2, -1), axis=1)[:, -2:, None].transpose(1, 0, 2)
    found: Floats = cosines - np.where(cosines == best, second, best)
    return found


def _candidates(cosines: Floats) -> list[tuple[int, int]]:
    rows, columns = cosines.shape
    found: set[tuple[int, int]] = set()
    for i in range(rows):
        best = np.argsort(-cosines[i], kind="stable")[:CANDIDATES]
        found |= {(i, int(j)) for j in best if cosines[i, j] > 0}
    for j in range(columns):
        best = np.argsort(-cosines[:, j], kind="stable")[:CANDIDATES]
        found |= {(int(i), j) for i in best if cosines[i, j] > 0}
    return sorted(found)


def _cosines(words: TextPair) -> Floats:
    """The cosine of each Chinese article's renderings with each English article's words, rare words weighing more."""
    n, m = len(words.zh), len(words.en)
    odds = words.odds
    real = np.array([word[0] != "/" for word in words.en.vocabulary])[odds.en] if len(odds.en) else np.zeros(0, bool)
    pairs_zh, pairs_en, weights = odds.zh[real], odds.en[real], odds.forward[real]
    counts_en = _counts(words.en)
    counts_zh = _counts(words.zh)
    idf_en = np.log((m + 2.0) / (0.5 + (counts_en > 0).sum(axis=0)))
    idf_zh = np.log((n + 2.0) / (0.5 + (counts_zh > 0).sum(axis=0)))
    tf_en = np.log1p(counts_en) * idf_en
    tf_zh = np.log1p(counts_zh) * idf_zh
    # what renders nothing on the other side counts too, or two texts that share little would look alike
    tellable = np.array([word[0] != "/" and word not in STOP_WORDS for word in words.en.vocabulary])
    lost = np.array([word[0] != "/" for word in words.zh.vocabulary])
    lost[pairs_zh] = False
    norm_en = np.sqrt(((tf_en * tellable) ** 2).sum(axis=1)) + 1e-9
    cosines = np.zeros((n, m))
    for i in range(n):
        # the Chinese article in the space of English words: each word is spread over what may render it
        rendered = np.zeros(len(words.en.vocabulary))
        present = counts_zh[i, pairs_zh] > 0
        np.maximum.at(rendered, pairs_en[present], np.sqrt(weights[present]) * tf_zh[i, pairs_zh[present]])
        rendered *= idf_en
        norm = float(np.sqrt((rendered**2).sum() + ((tf_zh[i] * idf_zh * lost) ** 2).sum())) + 1e-9
        cosines[i] = tf_en @ rendered / norm / norm_en
    return cosines


def _counts(side: Side) -> Floats:
    """How often each word type stands in each article."""
    rows = np.repeat(np.arange(len(side)), side.sizes)
    size = len(side.vocabulary)
    return np.bincount(rows * size + side.types, minlength=len(side) * size).reshape(len(side), size).astype(np.float64)


def _rarity(en: dict[int, Signs]) -> dict[str, float]:
    """How telling each name is: 1 for a name that one English article gives, less the more give it."""
    given: dict[str, int] = {}
    for held in en.values():
        for name in {*held.foreign, *held.chinese.values()}:
            given[name] = given.get(name, 0) + 1
    articles = len(en) + 2
    return {name: log(articles / (number + 0.5)) / log(articles / 1.5) for name, number in given.items()}


def _heard(candidates: Sequence[tuple[int, int]], zh: dict[int, Signs], en: dict[int, Signs]) -> Heard:
    """The foreign names of candidates (in order) that sound alike: by the Latin one, then by the Chinese one."""
    found: Heard = {}
    for _, some in groupby(candidates, key=lambda candidate: candidate[0] // ARTICLES_AT_ONCE):
        together = list(some)
        articles_zh, articles_en = (dict.fromkeys(side) for side in zip(*together, strict=True))
        names_zh, held_zh = _held([zh[i].foreign for i in articles_zh])
        names_en, held_en = _held([en[j].foreign for j in articles_en])
        compared = np.zeros((len(articles_zh), len(articles_en)), np.bool_)
        numbers_zh, numbers_en = ({article: n for n, article in enumerate(side)} for side in (articles_zh, articles_en))
        compared[[numbers_zh[i] for i, _ in together], [numbers_en[j] for _, j in together]] = True
        wanted = held_zh.T @ compared @ held_en
        for name, likely in alike(names_zh, names_en, SOUND_ALIKE, wanted).items():
            found.setdefault(name, {}).update(likely)
    return found


def _held(names: Sequence[Sequence[str]]) -> tuple[list[str], NDArray[np.bool_]]:
    """The distinct names of articles, and for each article (rows) and each name whether it holds it."""
    numbers: dict[str, int] = {}
    for held in names:
        for name in held:
            numbers.setdefault(name, len(numbers))
    holds = np.zeros((len(names), len(numbers)), np.bool_)
    for n, held in enumerate(names):
        holds[n, [numbers[name] for name in held]] = True
    return list(numbers), holds


def _judge(zh: Signs, en: Signs, heard: Heard, rarity: dict[str, float]) -> tuple[Features, list[str]]:
    """The features that rest on signs, and the evidence in words, strongest first; `heard` holds what sounds alike."""
    evidence: list[tuple[float, str]] = []
    people = unknown = 0.0
    for spelled, name in en.chinese.items():
        weight = rarity[name]
        if spelled in zh.chinese:
            people += weight
            evidence.append((weight, f"both name {name} ~ {zh.chinese[spelled]}"))
        else:
            unknown += weight
    matched: set[str] = set()
    for name in en.foreign:
        likely = heard.get(name, {})
        best = max(((likely[other], other) for other in zh.foreign if other in likely), default=None)
        weight = rarity[name]
        if best is not None:
            if best[1] not in matched:
                people += weight
                evidence.append((weight, f"both name {name} ~ {best[1]}"))
            matched.add(best[1])
        elif zh.foreign:
            unknown += 0.5 * weight
    days = _overlap(zh.days, en.days)
    evidence += [(0.8, f"both on {day} {MONTHS[month - 1]}") for month, day in sorted(zh.days & en.days)]
    countries = _overlap(zh.countries, en.countries)
    evidence += [(0.6, f"both name {code}") for code in sorted(zh.countries & en.countries)]
    numbers = sorted(zh.numbers & en.numbers, key=lambda value: (-len(value), value))
    evidence += [(0.5, f"both give the number {value}") for value in numbers]
    features = Features(
        cosine=0.0,
        lead_zh=0.0,
        lead_en=0.0,
        people=min(1.0, people / 2),
        strangers=min(1.0, unknown / 3),
        countries=countries,
        days=days,
        numbers=min(1.0, len(numbers) / 3) if numbers else -0.3 if zh.numbers and en.numbers else 0.0,
        order=0.0,
    )
    evidence.sort(key=lambda entry: -entry[0])
    return features, [words for _, words in evidence]


def _overlap(one: frozenset[object], other: frozenset[object]) -> float:
    """1 where one set holds the other, -1 where they share nothing, 0 where either is empty."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    return -1.0 if not shared else shared / sqrt(len(one) * len(other))
