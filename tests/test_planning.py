from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from bulletin_corpus.planning import BATCH_BYTES, BATCH_FILES, FEWEST_FILES, Source, batches


def sources(count: int, n_bytes: int = 10_000) -> list[Source]:
    return [Source(Path(f"{i}.txt"), f"{i}.txt", f"{i:064}", n_bytes, f"key-{i}") for i in range(count)]


@pytest.mark.parametrize("count", [0, 1, 3, 20, 100, 1000])
@pytest.mark.parametrize("workers", [1, 2, 7])
def test_batches_hold_each_file_once_in_order(count: int, workers: int) -> None:
    given = sources(count)
    made = batches(given, workers)
    assert [source for batch in made for source in batch] == given
    assert all(1 <= len(batch) <= BATCH_FILES for batch in made)


def test_later_batches_are_smaller_so_that_workers_end_together() -> None:
    sizes = [len(batch) for batch in batches(sources(1000), 2)]
    assert sizes[0] == BATCH_FILES
    assert all(one >= other for one, other in pairwise(sizes))
    assert sizes[-1] <= FEWEST_FILES


def test_a_batch_holds_no_more_bytes_than_it_may_but_for_one_large_file() -> None:
    small = batches(sources(100, n_bytes=BATCH_BYTES // 3), 1)
    assert max(len(batch) for batch in small) == 3
    assert [len(batch) for batch in batches(sources(5, n_bytes=2 * BATCH_BYTES), 1)] == [1] * 5
