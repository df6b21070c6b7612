"""What builds found out on who is who, kept for the next one in `<out>/.bulletin-corpus/persons`.

Two Arrow files, each named by the hash of its bytes: how pairs of profiles compare, and who the persons of each group
are. Both stand under digests of all that they were made from, so that what is found here is what would be made anew;
a digest takes in the keys of kept results, and with them the recipe. A damaged file is of no use and gone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bulletin_corpus.schema import schema
from bulletin_corpus.storage.results import SUFFIX, name_of, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Codes = NDArray[np.uint64]
    Places = NDArray[np.int64]
    Features = tuple[tuple[str, float], ...]

PAIRS = pa.schema([("one", pa.uint64()), ("other", pa.uint64()), ("features", pa.dictionary(pa.int32(), pa.string()))])


def groups_schema() -> pa.Schema:
    """The columns of kept groups: a row for each official, without rivals, or one without for a group of nobody."""
    official = pa.struct([field for field in schema("officials") if field.name != "rivals"])
    numbers = pa.list_(pa.uint64())
    return pa.schema([("group", pa.uint64()), ("official", official), ("profiles", numbers), ("mentions", numbers)])


@dataclass(frozen=True, slots=True)
class Compared:
    """How pairs of profiles compare.

    Attributes:
        one, other: codes of the two profiles of each pair.
        forms: what can hold for a pair, each once.
        form_of: what holds for each pair, as a place in `forms`.
    """

    one: Codes
    other: Codes
    forms: list[Features]
    form_of: Places

    def find(self, one: Codes, other: Codes) -> Places:
        """For each of these pairs its place among those known here; -1 where it is not."""
        if not len(self.one) or not len(one):
            return np.full(len(one), -1, np.int64)
        known = mixed(self.one) + self.other
        order = np.argsort(known)
        wanted = mixed(one) + other
        at = order[np.minimum(np.searchsorted(known[order], wanted), len(known) - 1)]
        return np.where((self.one[at] == one) & (self.other[at] == other), at, -1)


class Outcomes:
    """What former builds found out.

    Attributes:
        folder: holds the files.
        damaged: names of those that were damaged, as far as they were asked for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[str] = []

    @cached_property
    def compared(self) -> Compared:
        """The pairs of profiles that were compared."""
        table = self._read("pairs", PAIRS)
        features: Any = table["features"].combine_chunks()
        if isinstance(features, pa.ChunkedArray):
            features = features.chunk(0) if features.num_chunks else pa.array([], PAIRS.field("features").type)
        forms = [tuple((name, weight) for name, weight in json.loads(text)) for text in features.dictionary.to_pylist()]
        one, other = (table[name].to_numpy() for name in ("one", "other"))
        return Compared(one, other, forms, features.indices.to_numpy().astype(np.int64))

    @cached_property
    def groups(self) -> pa.Table:
        """The officials of groups that were judged, in the columns of `groups_schema`."""
        return self._read("groups", groups_schema())

    def keep(self, compared: Compared, groups: pa.Table) -> None:
        """Nothing; afterwards the next build finds these, and no others."""
        forms = pa.array([json.dumps(form) for form in compared.forms], pa.string())
        indices: Any = pa.array(compared.form_of, pa.int32())
        columns = [pa.array(compared.one), pa.array(compared.other), pa.DictionaryArray.from_arrays(indices, forms)]
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = {
            write_table(self.folder, pa.Table.from_arrays(columns, schema=PAIRS), "pairs-"),
            write_table(self.folder, groups.combine_chunks(), "groups-"),
        }
        for path in self.folder.iterdir():
            if path.name not in kept:
                path.unlink()

    def _read(self, kind: str, columns: pa.Schema) -> pa.Table:
        """The table of this kind; an empty one where there is none that is whole."""
        found = columns.empty_table()
        for path in sorted(self.folder.glob(f"{kind}-*{SUFFIX}")):
            data = path.read_bytes()
            if f"{kind}-{name_of(data)}" == path.name:
                found = pa.ipc.open_file(pa.BufferReader(data)).read_all().combine_chunks()
            else:
                self.damaged.append(path.name)
                path.unlink()
        return found if found.schema.equals(columns) else columns.empty_table()


def mixed(codes: Codes) -> Codes:
    """The numbers, each by one of the same range that no simple relation ties to it (splitmix64, Steele 2014)."""
    codes = (codes ^ (codes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    codes = (codes ^ (codes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return codes ^ (codes >> np.uint64(31))


def summed(codes: Codes, places: Places, count: int) -> Codes:
    """For each of so many places the sum of the codes that stand at it, whatever their order."""
    sums = np.zeros(count, np.uint64)
    np.add.at(sums, places, codes)
    return sums


def code_of(texts: Sequence[str]) -> Codes:
    """A number for each of these texts."""
    return np.array([int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) for text in texts], np.uint64)
