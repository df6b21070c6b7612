from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gold.annotation import read_items
from gold.datasets import REAL, rendered_data_set
from gold.floors import DataSetFloors, Floors, Lowering, read_floors, rounded_down, write_floors
from gold.rendering import RenderOptions

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = Floors(data_sets={REAL: DataSetFloors(digest="old", floors={"clean": 0.99, "link": 0.5})}, lowered=[])


def test_what_reaches_its_floor_is_no_shortfall() -> None:
    assert FLOORS.shortfalls(REAL, {"clean": 0.99, "link": 0.7}) == []


def test_what_is_below_gone_or_new_is_a_shortfall() -> None:
    assert FLOORS.shortfalls(REAL, {"clean": 0.9894, "pair": 1.0}) == [
        "clean 0.9894 is below its floor 0.990",
        "link was not measured; its floor is 0.500",
        "pair has no floor",
    ]


def test_renewing_raises_floors_and_adds_new_ones() -> None:
    renewed = FLOORS.renewed(REAL, "new", {"clean": 0.99, "link": 0.87654, "pair": 1.0})
    assert renewed.of(REAL) == DataSetFloors(digest="new", floors={"clean": 0.99, "link": 0.876, "pair": 1.0})
    assert renewed.lowered == []


def test_renewing_without_a_reason_lowers_nothing() -> None:
    renewed = FLOORS.renewed(REAL, "new", {"clean": 0.5})
    assert renewed.of(REAL).floors == {"clean": 0.99, "link": 0.5}
    assert renewed.shortfalls(REAL, {"clean": 0.5})


def test_a_lowering_is_recorded_with_its_reason() -> None:
    renewed = FLOORS.renewed(REAL, "new", {"clean": 0.5}, reason="the gold was wrong")
    assert renewed.of(REAL).floors == {"clean": 0.5}
    assert renewed.lowered == [
        Lowering(data_set=REAL, figure="clean", before=0.99, after=0.5, reason="the gold was wrong"),
        Lowering(data_set=REAL, figure="link", before=0.5, after=None, reason="the gold was wrong"),
    ]


def test_renewing_leaves_other_data_sets() -> None:
    assert FLOORS.renewed("rendered-1", "new", {"clean": 0.5}).of(REAL) == FLOORS.of(REAL)


@pytest.mark.parametrize(
    ("value", "floor"), [(1.0, 1.0), (0.9999, 0.999), (0.29, 0.29), (0.3 - 0.2, 0.1), (0.0004, 0.0)]
)
def test_floors_have_three_digits_and_are_reached(value: float, floor: float) -> None:
    assert rounded_down(value) == floor


def test_floors_come_back_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert read_floors(path) == Floors(data_sets={}, lowered=[])
    floors = FLOORS.renewed(REAL, "new", {"clean": 0.5}, reason="the gold was wrong")
    write_floors(floors, path)
    assert read_floors(path) == floors


def test_the_digest_tells_gold_and_options() -> None:
    items = read_items()[:2]
    digests = {
        rendered_data_set(RenderOptions(), items).digest(),
        rendered_data_set(RenderOptions(), items[:1]).digest(),
        rendered_data_set(RenderOptions(seed=2), items).digest(),
        rendered_data_set(RenderOptions(), [items[0], items[1].model_copy(update={"kind": "other"})]).digest(),
    }
    assert len(digests) == 4
    assert rendered_data_set(RenderOptions(), items).digest() in digests


def test_a_data_set_is_named_after_what_is_unusual() -> None:
    assert rendered_data_set(RenderOptions(seed=2)).name == "rendered-2"
    assert rendered_data_set(RenderOptions(seed=2, noise="gbk")).name == "rendered-2 noise=gbk"
    assert rendered_data_set(RenderOptions(seed=2), read_items()).name == "other-items-2"
