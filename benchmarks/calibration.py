"""Whether scores mean what they say: of the links scored .9, are nine in ten right?

    python benchmarks/calibration.py [FOLDER ...]     a FOLDER holds zh, en and gold: same-named files, a sentence a
                                                      line; a line of gold is a bead, `[zh numbers]:[en numbers]`

What turns evidence into a probability is fitted on one half of the texts and judged on the other one, and the other
way round: every other file of a folder, every other annotated item (four folders of tests/gold). Printed are the fits
on all texts, which the program holds, and a table over all links in bins of at least 200, with the dictionary alone
and with what was learnt; then the expected calibration error of article pairs, annotated items thrown together.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from alignment import load_texts

from bulletin_corpus.language.aligning.beads import (
    ARTICLE_WEIGHTS,
    LEARNT_WEIGHTS,
    SURE,
    TEXT_WEIGHTS,
    article_habits,
    observed_habits,
)
from bulletin_corpus.language.aligning.monotone import find_beads
from bulletin_corpus.language.aligning.rearranged import Evidence, likelihood, links_with_evidence
from bulletin_corpus.language.aligning.scores import Scores
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.learning import learn
from bulletin_corpus.language.words.likeness import compare
from bulletin_corpus.language.words.odds import text_pair
from bulletin_corpus.stages.pair import best_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GOLD = Path(__file__).parent.parent / "tests" / "gold"
ITEMS = ("items", "wider", "worded", "phrased")
LEAST_OF_BIN = 200


class Judged(NamedTuple):
    """A link found: its evidence, whether it is right, and in which half its text is."""

    evidence: tuple[float, ...]
    right: bool
    half: int


def text_links(folders: Sequence[Path], *, teach: bool) -> list[Judged]:
    """The links of long texts; the evidence is the log of the odds that the search gives a bead."""
    found: list[Judged] = []
    for folder in folders:
        texts = load_texts(folder / "zh", folder / "en", folder / "gold")
        pairs = [text_pair(zh, en, dictionary()) for zh, en, _ in texts.values()]
        beads = [find_beads(pair, replace(TEXT_WEIGHTS, trust=(0.0, 1.0, 0.0))) for pair in pairs]
        if teach:
            weights, habits = replace(LEARNT_WEIGHTS, trust=(0.0, 1.0, 0.0)), observed_habits(pairs, beads)
            beads = [find_beads(pair, weights, habits) for pair in learn(pairs, beads)]
        for number, ((_, _, gold), held) in enumerate(zip(texts.values(), beads, strict=True)):
            real = [bead for bead in held if bead.zh and bead.en]
            odds = [log(bead.likelihood / (1 - bead.likelihood)) for bead in real]
            found += [
                Judged((value, max(0.0, value - SURE)), (bead.zh, bead.en) in gold, number % 2)
                for bead, value in zip(real, odds, strict=True)
            ]
    return found


def item_links() -> list[Judged]:
    """The links of annotated items, before unlikely ones are left out."""
    found: list[Judged] = []
    for number, item in enumerate(items()):
        zh, en = ([s for par in item[lang]["paragraphs"] for s in par] for lang in ("zh", "en"))
        gold = {(tuple(link[0]), tuple(link[1])) for link in item["links"]}
        scores = Scores(text_pair(zh, en, dictionary(), named=True), ARTICLE_WEIGHTS, habits=article_habits())
        found += [
            Judged(tuple(evidence), (bead.zh, bead.en) in gold, number % 2)
            for bead, evidence in links_with_evidence(scores)
        ]
    return found


def items() -> list[dict[str, Any]]:
    """The annotated items that have both languages."""
    paths = [path for folder in ITEMS for path in sorted((GOLD / folder).glob("*.json"))]
    read = [json.loads(path.read_text("utf-8")) for path in paths]
    return [item for item in read if item["zh"] and item["en"]]


def fitted(links: Sequence[Judged]) -> Floats:
    """Logistic weights of the evidence, the intercept first, by Newton's method; ridge 1."""
    x = np.array([(1.0, *link.evidence) for link in links])
    right = np.array([link.right for link in links], np.float64)
    weights = np.zeros(x.shape[1])
    ridge = np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    for _ in range(30):
        likely = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - likely) - ridge @ weights
        weights += np.linalg.solve((x.T * (likely * (1 - likely))) @ x + ridge, slope)
    return weights


def crosswise(links: Sequence[Judged], name: str, least: float = 0.0) -> list[tuple[float, bool]]:
    """The score of each link by the fit on the other half, and whether it is right; below `least` it is no link."""
    print(f"{name}: {len(links)} links, fitted on all {' '.join(f'{value:.3f}' for value in fitted(links))}")
    scored = []
    for half in (0, 1):
        weights = fitted([link for link in links if link.half != half])
        for link in links:
            if link.half == half:
                score = 1 / (1 + np.exp(-float(np.dot(weights, (1.0, *link.evidence)))))
                scored.append((score, link.right))
    return [entry for entry in scored if entry[0] >= least]


def table(scored: Sequence[tuple[float, bool]]) -> None:
    """The mean score and the share that is right in bins of equal size."""
    ordered = np.array(sorted(scored))
    bins = np.array_split(ordered, max(1, len(ordered) // LEAST_OF_BIN))
    worst = 0.0
    for held in bins:
        mean, right = held.mean(axis=0)
        worst = max(worst, abs(mean - right))
        print(f"  {held[0, 0]:.3f} to {held[-1, 0]:.3f}  {len(held):5d} links  mean {mean:.3f}  right {right:.3f}")
    print(f"  greatest difference {worst:.3f}")


def run_pairs() -> None:
    """The expected calibration error of article pairs: items by 2, 4 and 12, every fifth text left out."""
    texts = {lang: ["\n".join(parts(item[lang])) for item in items()] for lang in ("zh", "en")}
    scored: list[tuple[float, bool]] = []
    for size in (2, 4, 12):
        for start in range(0, len(texts["zh"]) - size + 1, size):
            numbers = range(start, start + size)
            zh = [number for number in numbers if number % 5 != 1]
            en = [number for number in reversed(numbers) if number % 5 != 3]
            found = compare([texts["zh"][i] for i in zh], [texts["en"][j] for j in en], dictionary())
            scored += [(pair.probability, zh[pair.zh] == en[pair.en]) for pair in best_pairs(found)]
    ordered = np.array(sorted(scored))
    bins = np.array_split(ordered, 10)
    error = sum(len(held) * abs(held[:, 0].mean() - held[:, 1].mean()) for held in bins) / len(ordered)
    print(f"article pairs: {len(scored)}, right {ordered[:, 1].mean():.3f}, expected calibration error {error:.3f}")


def parts(article: dict[str, Any]) -> list[str]:
    """Headline, subheadline, dateline and body of an annotated article, as pairing reads them."""
    heads = [str(article[part]) for part in ("headline", "subheadline", "dateline") if article[part]]
    return heads + ["".join(paragraph) for paragraph in article["paragraphs"]]


def main() -> None:
    folders = [Path(folder) for folder in sys.argv[1:]]
    found = item_links()
    shipped = sum(abs(likelihood(Evidence(*link.evidence)) - link.right) for link in found) / len(found)
    print(f"items as scored by the program: mean error {shipped:.3f}")
    articles = crosswise(found, "items", 0.5)
    for teach in (False, True):
        label = "learnt" if teach else "dictionary"
        texts = crosswise(text_links(folders, teach=teach), f"texts, {label}") if folders else []
        print(f"{label}, all links together, each scored by a fit on the other half:")
        table([*articles, *texts])
    run_pairs()


if __name__ == "__main__":
    main()
