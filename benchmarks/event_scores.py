"""What the scores of meetings and workshops are fitted to, and whether they mean what they say.

    python benchmarks/event_scores.py records FOLDER > FILE    the records of a folder of annotated items, as the
                                                               program reads them; with PYTHONPATH=.../src, as another
                                                               version of it does
    python benchmarks/event_scores.py fit FILE ...             the weights, and how records score that are left out

A version from before any rule was improved on a folder tells what new texts will give; later ones get nearly all of it
right. So the weights are fitted to tests/gold/worded, phrased and varied as the program read them when they were added
(8f526a3, 0fa5e3b, aa95ad6), rendered with seeds 1 to 3. Each folder counts alike. What is right, and what the weights
weigh, stands in bulletin_corpus.language.events.event_scores.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import bulletin_corpus
from bulletin_corpus.records import Meeting
from gold.annotation import LANGS, read_items
from gold.datasets import rendered_data_set
from gold.events import EventComparison, sides, take_likest
from gold.measures import Tally
from gold.rendering import RenderOptions, write
from gold.scoring import CorpusRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.records import Kind, Workshop
    from gold.annotation import GoldBulletin, GoldItem

    Floats = NDArray[np.float64]

SCORES = Path(__file__).parent.parent / "src/bulletin_corpus/language/events/event_scores.py"
SEEDS = (1, 2, 3)
BINS = (0.0, 0.5, 0.7, 0.8, 0.9)
# who, when, where and how; of a workshop its name instead of its people
RIGHT = {"meeting": ("date", "mode", "place", "countries", "people"), "workshop": ("date", "mode", "place", "name")}


class Judged(NamedTuple):
    """A record: its folder, the doubts about it as `event_scores.Doubts`, and whether it is right."""

    folder: str
    doubts: tuple[float, ...]
    right: bool


def records(folder: Path) -> Iterator[Judged]:
    """The reported events that the imported version of the program reads out of the items of `folder`."""
    items = read_items(folder)
    for seed in SEEDS:
        data = rendered_data_set(RenderOptions(seed=seed), items)
        with TemporaryDirectory() as work:
            write(data.bulletins, Path(work) / "raw")
            bulletin_corpus.build(Path(work) / "raw", Path(work) / "parallel", workers=1)
            rows = CorpusRows.read(Path(work) / "parallel")
        for bulletin in data.bulletins:
            yield from of_kind(folder.name, "meeting", rows, bulletin.gold)
            yield from of_kind(folder.name, "workshop", rows, bulletin.gold)


def of_kind(folder: str, kind: Kind, rows: CorpusRows, gold: GoldBulletin) -> Iterator[Judged]:
    """The records of one kind that a bulletin gives; one that stands for no annotated event is wrong."""
    here = {article.article_id for article in rows.articles_of(gold.raw)}
    events: Sequence[Meeting | Workshop] = rows.meetings if kind == "meeting" else rows.workshops
    left = [event for event in events if event.status == "reported" and sides(event) & here]
    for item in gold.items:
        ids = standing_for(item, rows, gold)
        mine = [event for event in left if sides(event) & ids]
        for wanted in item.meetings if kind == "meeting" else item.workshops:
            event = take_likest(mine, wanted)
            if event is not None:
                left.remove(event)
                tally = Tally()
                EventComparison(kind, event, wanted, "", tally).count()
                yield Judged(folder, doubts(event), is_right(kind, tally))
    yield from (Judged(folder, doubts(event), right=False) for event in left)


def standing_for(item: GoldItem, rows: CorpusRows, gold: GoldBulletin) -> set[str | None]:
    """The ids of the built articles that hold most of the item's lines."""
    found: set[str | None] = set()
    for place in gold.articles:
        if place.item != item.id or place.lang not in LANGS:
            continue
        lines = set(range(place.lines[0], place.lines[1] + 1))
        for article in rows.articles_of(gold.raw):
            shared = lines & set(range(article.line_start, article.line_end + 1))
            if article.lang == place.lang and 2 * len(shared) > len(lines):
                found.add(article.article_id)
    return found


def is_right(kind: Kind, tally: Tally) -> bool:
    """Whether every figure of `RIGHT` is perfect."""
    counted = tally.asked | tally.counts
    return all(one.hits == one.gold == one.built for one in (counted[f"{kind}_{figure}"] for figure in RIGHT[kind]))


def doubts(event: Meeting | Workshop) -> tuple[float, ...]:
    """The doubts about a record; contradictions do not stand in it."""
    spec = importlib.util.spec_from_file_location("event_scores", SCORES)  # an older version may have none
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lacking, languages = int(event.date_start is None), len(sides(event) - {None})
    if isinstance(event, Meeting):
        told = module.doubts(event.participants, (), event.evidence, languages)
        leading = sum(one.role == "principal" for one in event.participants)
        lacking += (leading < 2) + (len(event.countries) < 2)
    else:
        told = module.doubts(event.speakers, event.organizers, event.evidence, languages)
        lacking += event.name_zh is None and event.name_en is None
    told = told._replace(lacking=lacking, partial=min(told.partial, module.MOST_PARTIAL))
    return tuple(map(float, told))


def fitted(judged: Sequence[Judged]) -> Floats:
    """Logistic weights of the doubts, the intercept first, by Newton's method; ridge 1, each folder counted alike."""
    size = Counter(one.folder for one in judged)
    weight = np.array([len(judged) / len(size) / size[one.folder] for one in judged])
    x = np.array([(1.0, *one.doubts) for one in judged])
    right = np.array([one.right for one in judged], np.float64)
    ridge = np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        likely = scored(judged, weights)
        slope = x.T @ (weight * (right - likely)) - ridge @ weights
        weights += np.linalg.solve((x.T * (weight * likely * (1 - likely))) @ x + ridge, slope)
    return weights


def scored(judged: Sequence[Judged], weights: Floats) -> Floats:
    """The probabilities that the weights give."""
    return 1 / (1 + np.exp(-np.array([(1.0, *one.doubts) for one in judged]) @ weights))


def print_bins(judged: Sequence[Judged], scores: Sequence[float]) -> None:
    """Of the records in each bin of scores, how many are right, and their mean score."""
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        here = [(one.right, score) for one, score in zip(judged, scores, strict=True) if low <= score < high]
        if here:
            mean = sum(score for _, score in here) / len(here)
            print(f"{low:.1f} to {min(high, 1):.1f}: {sum(right for right, _ in here)} of {len(here)}, mean {mean:.2f}")


def main() -> None:
    task, *paths = sys.argv[1:]
    if task == "records":
        json.dump([one._asdict() for path in paths for one in records(Path(path))], sys.stdout)
        return
    told = [one for path in paths for one in json.loads(Path(path).read_text("utf-8"))]
    judged = [Judged(one["folder"], tuple(one["doubts"]), one["right"]) for one in told]
    print("weights", " ".join(f"{weight:.2f}" for weight in fitted(judged)))
    left_out: list[Judged] = []
    scores: list[float] = []
    for folder in sorted({one.folder for one in judged}):
        here = [one for one in judged if one.folder == folder]
        left_out += here
        scores += list(scored(here, fitted([one for one in judged if one.folder != folder])))
    print(f"{len(judged)} records, scored by the fit on the other folders:")
    print_bins(left_out, scores)


if __name__ == "__main__":
    main()
