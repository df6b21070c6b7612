"""The floors of the figures: what a build must reach, on exactly which gold, and every lowering with its reason.

Input and output: floors.json. A floor is only ever raised, except for a reason that is recorded there.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from gold.annotation import HERE, Annotation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PATH = HERE / "floors.json"

# What is measured on one gold is the same on every machine, up to the rounding of floating point numbers.
ROUNDING = 1e-9


class DataSetFloors(Annotation):
    """The floors of a data set, and the digest of what they were measured on."""

    digest: str
    floors: dict[str, float]


class Lowering(Annotation):
    """A floor that was lowered, or taken away where `after` is None."""

    data_set: str
    figure: str
    before: float
    after: float | None
    reason: str


class Floors(Annotation):
    """All floors by data set, and every lowering there has been, in order."""

    data_sets: dict[str, DataSetFloors]
    lowered: list[Lowering]

    def of(self, data_set: str) -> DataSetFloors:
        """The floors of a data set; none for one that is new."""
        return self.data_sets.get(data_set, DataSetFloors(digest="", floors={}))

    def shortfalls(self, data_set: str, measured: Mapping[str, float]) -> list[str]:
        """What is wrong with the measured figures: below their floor, gone, or without one; a line for each."""
        floors = self.of(data_set).floors
        lines = []
        for figure, floor in floors.items():
            if figure not in measured:
                lines.append(f"{figure} was not measured; its floor is {floor:.3f}")
            elif is_below(measured[figure], floor):
                lines.append(f"{figure} {measured[figure]:.4f} is below its floor {floor:.3f}")
        return lines + [f"{figure} has no floor" for figure in measured if figure not in floors]

    def renewed(self, data_set: str, digest: str, measured: Mapping[str, float], reason: str | None = None) -> Floors:
        """The floors after measuring: each raised to what was measured, new ones added, the digest renewed.

        Args:
            data_set: the name of what was measured.
            digest: of what was measured.
            measured: every figure.
            reason: why floors may be lowered too, or taken away where they were not measured; None: they stay.
        """
        before = self.of(data_set).floors
        reached = {figure: rounded_down(value) for figure, value in measured.items()}
        falls = {
            figure: reached.get(figure)
            for figure, floor in before.items()
            if figure not in reached or reached[figure] < floor
        }
        after = dict(reached)
        if reason is None:
            after |= {figure: before[figure] for figure in falls}
        lowered = [
            Lowering(data_set=data_set, figure=figure, before=before[figure], after=value, reason=reason)
            for figure, value in falls.items()
            if reason is not None
        ]
        entry = DataSetFloors(digest=digest, floors=after)
        return Floors(data_sets=self.data_sets | {data_set: entry}, lowered=[*self.lowered, *lowered])


def is_below(value: float, floor: float) -> bool:
    """Whether the value does not reach the floor."""
    return value < floor - ROUNDING


def rounded_down(value: float) -> float:
    """The largest number of three digits that the value reaches."""
    return math.floor(value * 1000 + ROUNDING) / 1000


def read_floors(path: Path = PATH) -> Floors:
    """The floors in the file; none where there is no file."""
    if not path.exists():
        return Floors(data_sets={}, lowered=[])
    return Floors.model_validate_json(path.read_bytes())


def write_floors(floors: Floors, path: Path = PATH) -> None:
    """Write the floors, a line for each."""
    path.write_text(json.dumps(floors.model_dump(), ensure_ascii=False, indent=1) + "\n", "utf-8")
