"""Kept results on disk: Arrow files below `<out>/.bulletin-corpus/results`, each named by the hash of its bytes.

A file holds the results of some bulletins, a row for each (see `kept`), and is never changed. Its name tells whether
it is whole, its column `key` what its rows were made from, so there is no list of them that could disagree. Results
outlive a build that is broken off; those that no build asks for any more are removed after the next one.

Arrow's own file format, not Parquet: of the same size here, it opens and gives some narrow columns in a tenth of the
time (1 instead of 11 ms for 25 bulletins), and all of them in a third (10 instead of 27 ms).
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from bulletin_corpus.kept import kept_schema
from bulletin_corpus.kept_rows import to_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SUFFIX = ".arrow"
NAME_DIGITS = 32
OPEN_FILES = 4  # a build reads its files in order of the bulletins' paths, which is the order in which they were made
FEW_ROWS = 16
MANY_SMALL_FILES = 64
"""So many files of fewer than `FEW_ROWS` results are put together: a bulletin a day makes one such file a day."""


class Place(NamedTuple):
    """Where a result stands: its file's name and its row there."""

    file: str
    row: int


class Results:
    """The kept results of one corpus.

    Attributes:
        folder: holds the files.
        places: where the result of each key stands.
        damaged: names of files whose bytes are not those that were written; they are of no use and gone.
    """

    def __init__(self, folder: Path, *, remove_damaged: bool = True) -> None:
        self.folder = folder
        self.places: dict[str, Place] = {}
        self.damaged: list[str] = []
        self._sizes: dict[str, int] = {}
        self._read = lru_cache(maxsize=OPEN_FILES)(self._read_file)
        for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
            data = path.read_bytes()
            if name_of(data) == path.name:
                keys: Any = _columns(pa.BufferReader(data), ("key",))["key"].to_pylist()
                self.take(path.name, keys)
            else:
                self.damaged.append(path.name)
                if remove_damaged:
                    path.unlink()

    def __contains__(self, key: str) -> bool:
        return key in self.places

    def take(self, file: str, keys: Sequence[str]) -> None:
        """Nothing; the rows of that file, by their keys, belong to the results from now on."""
        self._sizes[file] = len(keys)
        for row, key in enumerate(keys):
            self.places.setdefault(key, Place(file, row))

    def rows(self, keys: Sequence[str], columns: Sequence[str] | None = None) -> pa.Table:
        """The results of these keys, a row for each, in their order.

        Args:
            keys: of kept results.
            columns: those to read; None: all.

        Raises:
            KeyError: if a result is not kept.
        """
        wanted = None if columns is None else tuple(columns)
        pieces = [self._read(file, wanted).slice(row, count) for file, row, count in self._runs(keys)]
        if not pieces:
            schema = kept_schema()
            return (schema if wanted is None else pa.schema([schema.field(name) for name in wanted])).empty_table()
        return pa.concat_tables(pieces).combine_chunks()

    def by_file(self, keys: Sequence[str]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """The files that hold the results of these keys, each with their rows there and their places in `keys`.

        Raises:
            KeyError: if a result is not kept.
        """
        found: dict[str, list[tuple[int, int]]] = {}
        for at, key in enumerate(keys):
            place = self.places[key]
            found.setdefault(place.file, []).append((place.row, at))
        yield from found.items()

    def entries(self, file: str, column: str) -> tuple[Any, NDArray[np.int64]]:
        """All that the lists of a column hold in one file, and for each row where its list ends there."""
        return read_entries(self._read(file, (column,))[column])

    def keep_only(self, keys: Collection[str]) -> None:
        """Nothing; results of other keys are removed, and many small files become one."""
        alive: dict[str, list[str]] = {file: [] for file in self._sizes}
        for key, place in self.places.items():
            if key in keys:
                alive[place.file].append(key)
        small = [file for file, held in alive.items() if len(held) < FEW_ROWS]
        moved = {file for file, held in alive.items() if len(held) < self._sizes[file]}
        moved |= set(small) if len(small) > MANY_SMALL_FILES else set()
        left = [key for file in sorted(moved) for key in alive[file]]
        if left:
            whole = self.rows(left)
            name = write_table(self.folder, whole)
            self.places |= {key: Place(name, row) for row, key in enumerate(left)}
            moved.discard(name)
            self._sizes[name] = len(left)
        for file in moved:
            (self.folder / file).unlink()
            del self._sizes[file]
        self.places = {key: place for key, place in self.places.items() if key in keys}
        for path in self.folder.glob(f"*{SUFFIX}.*"):
            path.unlink(missing_ok=True)  # what a build that was broken off left half written

    def _runs(self, keys: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """File, first row and number of rows of each stretch of neighbours."""
        file, first, count = "", 0, 0
        for key in keys:
            place = self.places[key]
            if count and place.file == file and place.row == first + count:
                count += 1
                continue
            if count:
                yield file, first, count
            file, first, count = place.file, place.row, 1
        if count:
            yield file, first, count

    def _read_file(self, file: str, columns: tuple[str, ...] | None) -> pa.Table:
        return _columns(pa.memory_map(str(self.folder / file)), columns)


def write_rows(folder: Path, rows: Sequence[Mapping[str, Any]]) -> str:
    """The name of the file in `folder` that now holds these rows of kept results, whole and synced."""
    return write_table(folder, to_table([dict(row) for row in rows]))


def write_table(folder: Path, table: pa.Table, prefix: str = "") -> str:
    """The name of the file in `folder` that now holds the table, whole and synced: the prefix and its bytes' hash."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as file:
        file.write_table(table)
    data = sink.getvalue()
    name = prefix + name_of(data)
    part = folder / f"{name}.{os.getpid()}"
    with part.open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    part.replace(folder / name)
    return name


def read_entries(lists: Any) -> tuple[Any, NDArray[np.int64]]:  # noqa: ANN401  # an Arrow column of lists of any type
    """All that the lists of a column hold, and for each row where its list ends there."""
    whole = lists.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # an empty column has no chunk
        whole = pa.array([], lists.type)
    return whole.flatten(), np.cumsum(whole.value_lengths().fill_null(0).to_numpy(zero_copy_only=False))


def read_file_entries(folder: Path, file: str, column: str) -> Any:  # noqa: ANN401  # an Arrow array of structs
    """All that the lists of a column hold in one file of kept results."""
    return read_entries(_columns(pa.memory_map(str(folder / file)), (column,))[column])[0]


def read_rows(folder: Path, places: Collection[Place], columns: Sequence[str]) -> dict[Place, pa.Table]:
    """These columns of some results, a table of one row for each; every file is read once, however many it holds."""
    of_file: dict[str, list[Place]] = {}
    for place in sorted(places):
        of_file.setdefault(place.file, []).append(place)
    found: dict[Place, pa.Table] = {}
    for file, held in of_file.items():
        rows = pa.array([place.row for place in held], pa.int64())
        table = _columns(pa.memory_map(str(folder / file)), tuple(columns)).take(rows)  # a copy, so that the rest goes
        found |= {place: table.slice(at, 1) for at, place in enumerate(held)}
    return found


def _columns(source: pa.NativeFile, columns: tuple[str, ...] | None) -> pa.Table:
    """These columns of the file, in this order; None: all."""
    if columns is None:
        return pa.ipc.open_file(source).read_all().combine_chunks()
    fields = kept_schema()
    options = pa.ipc.IpcReadOptions(included_fields=[fields.get_field_index(name) for name in columns])
    return pa.ipc.open_file(source, options=options).read_all().combine_chunks().select(list(columns))


def name_of(data: bytes | pa.Buffer) -> str:
    """The name of a file that holds these bytes."""
    return hashlib.sha256(data).hexdigest()[:NAME_DIGITS] + SUFFIX
