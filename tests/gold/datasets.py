"""The data that the project scores itself on: raw files with their gold, and the corpus built from them.

real: the bulletins in data/raw that are annotated. rendered-1, -2, -3: the annotated items rendered with that seed.
wider: more annotated items, of other ministries and people. worded, phrased: events told in other words. varied: items
of other authors. unseen, phrased-unseen and varied-unseen: items that no rule was written for; whoever improves a rule
reads their figures only, never their misses, so that they tell what new bulletins will give.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import bulletin_corpus
from gold.annotation import (
    HERE,
    PHRASED,
    PHRASED_UNSEEN,
    UNSEEN,
    VARIED,
    VARIED_UNSEEN,
    WIDER,
    WORDED,
    read_items,
    real_bulletins,
)
from gold.rendering import RenderedBulletin, RenderOptions, render, write
from gold.scoring import CorpusRows, Scores, score

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gold.annotation import GoldItem

RAW = HERE.parent.parent / "data" / "raw"
SEEDS = (1, 2, 3)
REAL = "real"
FOLDERS = {
    "wider": (WIDER, 4),
    "unseen": (UNSEEN, 5),
    "worded": (WORDED, 4),
    "phrased": (PHRASED, 4),
    "phrased-unseen": (PHRASED_UNSEEN, 4),
    "varied": (VARIED, 4),
    "varied-unseen": (VARIED_UNSEEN, 4),
}
"""Folders of further items, each with the seed that it is rendered with."""
NAMES = (REAL, *(f"rendered-{seed}" for seed in SEEDS), *FOLDERS)
"""The data sets whose figures have floors."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """Raw files with their gold; `options` says how they were rendered, None for real ones."""

    name: str
    bulletins: Sequence[RenderedBulletin]
    options: RenderOptions | None

    def digest(self) -> str:
        """SHA-256, hexadecimal, of all that figures depend on but the program: raw files, gold and options."""
        hashed = hashlib.sha256()
        options = None if self.options is None else asdict(self.options)
        hashed.update(json.dumps(options, sort_keys=True, ensure_ascii=False).encode())
        for bulletin in self.bulletins:
            for part in (bulletin.gold.raw.encode(), bulletin.content, bulletin.gold.json_text().encode()):
                hashed.update(b"%d:" % len(part) + part)
        return hashed.hexdigest()

    def measure(self, work: Path) -> Scores:
        """The scores of the corpus that is built from the raw files in the folder `work`, in this process."""
        write(self.bulletins, work / "raw")
        bulletin_corpus.build(work / "raw", work / "parallel", workers=1)
        return score(CorpusRows.read(work / "parallel"), [bulletin.gold for bulletin in self.bulletins])


def real_data_set() -> DataSet:
    """The annotated bulletins of data/raw."""
    gold = real_bulletins()
    return DataSet(REAL, [RenderedBulletin((RAW / bulletin.raw).read_bytes(), bulletin) for bulletin in gold], None)


def rendered_data_set(options: RenderOptions, items: Sequence[GoldItem] | None = None) -> DataSet:
    """The items, by default the project's own, rendered; the name tells the options that are not the usual ones."""
    usual = asdict(RenderOptions(seed=options.seed))
    special = [f" {option}={value}" for option, value in asdict(options).items() if value != usual[option]]
    name = f"rendered-{options.seed}" if items is None else f"other-items-{options.seed}"
    return DataSet(name + "".join(special), render(read_items() if items is None else items, options), options)


def floored_data_sets() -> dict[str, DataSet]:
    """The data sets whose figures have floors, by name."""
    sets = [real_data_set(), *(rendered_data_set(RenderOptions(seed=seed)) for seed in SEEDS)]
    for name, (folder, seed) in FOLDERS.items():
        sets.append(replace(rendered_data_set(RenderOptions(seed=seed), read_items(folder)), name=name))
    return {data.name: data for data in sets}
