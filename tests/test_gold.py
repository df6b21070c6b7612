"""No build may fall below the floors in gold/floors.json; scripts/score.py prints the same figures, and renews them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gold.datasets import NAMES, floored_data_sets
from gold.floors import read_floors

if TYPE_CHECKING:
    from gold.datasets import DataSet
    from gold.scoring import Scores

LOOK = "See what is missed: uv run python scripts/score.py --misses"
RENEW = "Renew the floors: uv run python scripts/score.py --renew [--allow-lower REASON]"


@pytest.fixture(scope="session")
def data_sets() -> dict[str, DataSet]:
    return floored_data_sets()


@pytest.fixture(scope="session", params=NAMES)
def data(request: pytest.FixtureRequest, data_sets: dict[str, DataSet]) -> DataSet:
    return data_sets[request.param]


@pytest.fixture(scope="session")
def scores(data: DataSet, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    return data.measure(tmp_path_factory.mktemp(data.name))


def test_floors_were_measured_on_this_gold(data: DataSet) -> None:
    is_same = read_floors().of(data.name).digest == data.digest()
    assert is_same, f"{data.name}: the gold, the renderer or its options changed since the floors were set. {RENEW}"


def test_no_figure_is_below_its_floor(data: DataSet, scores: Scores) -> None:
    wrong = read_floors().shortfalls(data.name, scores.values())
    assert not wrong, "\n".join([f"{data.name}:", *wrong, LOOK, RENEW])


def test_every_data_set_has_floors_and_no_other() -> None:
    assert sorted(read_floors().data_sets) == sorted(NAMES)


def test_every_lowering_tells_its_reason() -> None:
    assert all(lowering.reason.strip() for lowering in read_floors().lowered)
