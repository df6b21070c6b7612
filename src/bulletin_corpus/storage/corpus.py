"""The built corpus on disk: published all or nothing, loaded whole or not at all.

Publishing: the tables are written and synced below `<out>/.bulletin-corpus/staged/`, then a commit record with their
hashes is written, each table is moved over its predecessor, and the record becomes the manifest. Before the record
exists the old corpus stands; once it exists, the move is completed: by the build itself (`recover`), or, should that
have been killed, by whoever comes next (`settle`).
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from bulletin_corpus.errors import UserError
from bulletin_corpus.records import (
    TABLES,
    Article,
    ArticlePair,
    Bulletin,
    Meeting,
    Mention,
    Official,
    Record,
    Remainder,
    Sentence,
    SentencePair,
    Workshop,
)
from bulletin_corpus.schema import METADATA_KEY, schema, stamped_schema
from bulletin_corpus.storage.manifest import STATE, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd
    import polars as pl

R_co = TypeVar("R_co", bound=Record, covariant=True)

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
"""Errors of a disk that is full, closed or broken; any other error of the system is a bug of ours."""


MOVE_SECONDS = 0.01
"""Between two looks at whether a build has moved its ten tables into place, which takes it a few such times."""


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Nobody else builds into `out` meanwhile; the lock goes with the process that holds it.

    Raises:
        UserError: if another build holds the lock, or `out` cannot be written, then or later, or its state lies on
            another file system, from which no table can be moved at once.
    """
    try:
        (out / STATE).mkdir(parents=True, exist_ok=True)
        handle = os.open(out / STATE / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        cause = f"The output folder {out} cannot be written ({error.strerror})."
        raise UserError(cause, "Choose another with --out.") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            cause = f"Another build is writing to {out}."
            raise UserError(cause, "Wait for it to end, or choose another --out.") from error
        if out.stat().st_dev != os.fstat(handle).st_dev:
            raise UserError(f"{out / STATE} lies on another file system than {out}.", "Put it there, or remove it.")
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        cause = f"Nothing more can be written to {out} ({error.strerror}); no table there is half written."
        raise UserError(cause, "Make room there, or choose another --out; what is done is kept.") from error
    finally:
        os.close(handle)


def refuse_foreign_tables(out: Path) -> None:
    """Nothing, unless a file in `out` bears a table's name and is not ours.

    A file that is no Parquet at all, in the place of a table that the last build wrote, is that table, damaged.

    Raises:
        UserError: naming the first such file; it is never overwritten.
    """
    ours = (read_manifest(out) or {}).get("files", {})
    for name in TABLES:
        path = out / f"{name}.parquet"
        if path.exists() and _stamp_of(path) is None and not (path.name in ours and _is_damaged(path)):
            raise UserError(
                f"{path} is not a table of a corpus that this program built.",
                "Move it away, or choose another --out.",
            )


def _is_damaged(path: Path) -> bool:
    """Whether the file cannot be read as Parquet."""
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return path.is_file()
    return False


def publish(
    chunks: Iterable[tuple[str, pa.Table]],
    out: Path,
    identity: str,
    version: str,
    recipe: Mapping[str, str] | None = None,
) -> None:
    """Nothing; afterwards the corpus in `out` holds these tables, or, if this fails, the former ones.

    Args:
        chunks: names of `TABLES`, each with some of its rows in its schema, in the order of the rows; a table that is
            not named is empty. They are written as they come, so that they need not all be in memory.
        out: the corpus folder; the caller holds its lock.
        identity: build id of the corpus.
        version: of this program, kept in the files.
        recipe: parts of the recipe, by name, for the next build to compare.

    Raises:
        UserError: if `out` holds foreign tables, or cannot be written.
    """
    recover(out)
    refuse_foreign_tables(out)
    staged = out / STATE / "staged"
    try:
        staged.mkdir(parents=True, exist_ok=True)
        for left in staged.iterdir():
            left.unlink()
        _write_tables(chunks, staged, identity, version)
        hashes = {f"{name}.parquet": _sync_and_hash(staged / f"{name}.parquet") for name in TABLES}
        record = {"build_id": identity, "version": version, "recipe": dict(recipe or {}), "files": hashes}
        _write_synced(out / STATE / "commit.json.part", json.dumps(record, indent=1, sort_keys=True))
    except OSError as error:
        raise UserError(
            f"The corpus cannot be written to {out} ({error.strerror or error}); the former one still stands.",
            "Make room there, or choose another --out.",
        ) from error
    (out / STATE / "commit.json.part").replace(out / STATE / "commit.json")
    _sync_folder(out / STATE)
    recover(out)


def _write_tables(chunks: Iterable[tuple[str, pa.Table]], staged: Path, identity: str, version: str) -> None:
    schemas = {name: stamped_schema(name, identity, version) for name in TABLES}
    with ExitStack() as files:
        writers = {
            name: files.enter_context(pq.ParquetWriter(staged / f"{name}.parquet", schemas[name], compression="zstd"))
            for name in TABLES
        }
        for name, rows in chunks:
            if rows.num_rows:
                writers[name].write_table(rows.cast(schemas[name]))


def settle(out: Path) -> None:
    """Nothing; afterwards no move of tables is half done: a living build's is waited for, a dead one's completed.

    Raises:
        UserError: if a dead build's cannot be completed, because `out` cannot be written.
    """
    while (out / STATE / "commit.json").exists():
        try:
            handle = os.open(out / STATE / "lock", os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                recover(out)
            finally:
                os.close(handle)
        except BlockingIOError:
            time.sleep(MOVE_SECONDS)
        except OSError as error:
            cause = f"A build into {out} was cut short, and it cannot be completed ({error.strerror})."
            raise UserError(cause, "Make room there, or let somebody who may write there run `validate`.") from error


def recover(out: Path) -> None:
    """Nothing; afterwards no move that a commit record announced is half done. The caller holds the lock of `out`."""
    commit = out / STATE / "commit.json"
    if not commit.exists():
        return
    try:
        files = dict(json.loads(commit.read_text("utf-8"))["files"])
    except (ValueError, KeyError, TypeError):
        commit.unlink()  # a damaged disk; should tables be of two builds, `load` says so and `build` makes them again
        return
    for name in files:
        staged = out / STATE / "staged" / name
        if staged.exists():
            staged.replace(out / name)
    _sync_folder(out)
    commit.replace(out / STATE / "manifest.json")
    _sync_folder(out / STATE)


class Table(Generic[R_co]):
    """One table of a loaded corpus: iterate for typed records, or take the whole as a frame."""

    def __init__(self, name: str, record: type[R_co], path: Path, identity: str) -> None:
        self.name = name
        self.record = record
        self.path = path
        self.build_id = identity

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table, enums as dictionary columns."""
        return self._file().read()

    def pandas(self) -> pd.DataFrame:
        """The rows as a pandas frame, enums as categories; pandas must be installed."""
        return self.arrow().to_pandas(date_as_object=False)

    def polars(self) -> pl.DataFrame:
        """The rows as a polars frame; polars must be installed."""
        import polars as pl

        self._file()
        return pl.read_parquet(self.path)

    def __iter__(self) -> Iterator[R_co]:
        """The rows as records, in the table's order."""
        for batch in self._file().iter_batches(batch_size=1024):
            for row in batch.to_pylist():
                yield self.record.model_validate(row)

    def __len__(self) -> int:
        return int(self._file().metadata.num_rows)

    def __getitem__(self, key: str) -> R_co:
        """The record whose id, the table's first column, is `key`.

        Raises:
            KeyError: if there is none, or the table has no id of its own.
        """
        column = next(iter(self.record.model_fields))
        if self.name in ("remainders", "sentences", "sentence_pairs"):  # their first column is another table's id
            raise KeyError(f"{self.name} has no id of its own")
        self._file()
        rows = pq.read_table(self.path, filters=[(column, "=", key)]).to_pylist()
        if not rows:
            raise KeyError(key)
        return self.record.model_validate(rows[0])

    def _file(self) -> pq.ParquetFile:
        """The file, opened; it is read to its end even if a build puts another one in its place.

        Raises:
            UserError: if a build has done so since the corpus was loaded: tables of two builds would not match.
        """
        file = pq.ParquetFile(self.path)
        stamp = _stamp(file.schema_arrow)
        if stamp is not None and stamp["build_id"] != self.build_id:
            raise UserError(f"The corpus in {self.path.parent} was built anew since it was loaded.", "Load it again.")
        return file

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} rows, {len(schema(self.name))} columns>"

    def _repr_html_(self) -> str:
        from bulletin_corpus.storage.preview import table_html

        return table_html(self)


class Corpus:
    """A built corpus: a `Table` for each table, as attributes."""

    bulletins: Table[Bulletin]
    articles: Table[Article]
    remainders: Table[Remainder]
    sentences: Table[Sentence]
    article_pairs: Table[ArticlePair]
    sentence_pairs: Table[SentencePair]
    meetings: Table[Meeting]
    workshops: Table[Workshop]
    officials: Table[Official]
    mentions: Table[Mention]

    def __init__(self, path: Path, identity: str) -> None:
        self.path = path
        self.build_id = identity
        for name, record in TABLES.items():
            setattr(self, name, Table(name, record, path / f"{name}.parquet", identity))

    @property
    def tables(self) -> dict[str, Table[Record]]:
        """All tables by name, in the order of the documents."""
        return {name: getattr(self, name) for name in TABLES}

    def __repr__(self) -> str:
        rows = ", ".join(f"{len(table)} {name}" for name, table in self.tables.items())
        return f"<corpus {self.path}: {rows}>"

    def _repr_html_(self) -> str:
        from bulletin_corpus.storage.preview import corpus_html

        return corpus_html(self)


def load_corpus(out: Path) -> Corpus:
    """The corpus in `out`.

    Raises:
        UserError: if there is no whole corpus of one build.
    """
    identities = _identities(out)
    if len(identities) != 1 or None in identities:
        raise UserError(f"The tables in {out} do not come from one build.", "Run `bulletin-corpus build` again.")
    return Corpus(out, str(identities.pop()))


def _identities(out: Path) -> set[str | None]:
    """The build ids of the tables in `out`, None for one that is not ours; they were not exchanged meanwhile.

    Raises:
        UserError: if a table is missing.
    """
    while True:
        settle(out)
        before = read_manifest(out)
        stamps = []
        for name in TABLES:
            path = out / f"{name}.parquet"
            if not path.exists():
                cause = f"There is no corpus in {out}: {name}.parquet is missing."
                raise UserError(cause, "Run `bulletin-corpus build` first, or name the folder that it wrote.")
            stamps.append(_stamp_of(path))
        if not (out / STATE / "commit.json").exists() and read_manifest(out) == before:
            return {None if stamp is None else str(stamp["build_id"]) for stamp in stamps}


def _stamp_of(path: Path) -> dict[str, str] | None:
    """What we wrote into the file's metadata; None where it is no Parquet file of ours."""
    try:
        return _stamp(pq.read_schema(path))
    except (OSError, pa.ArrowException):
        return None


def _stamp(found: pa.Schema) -> dict[str, str] | None:
    """What we wrote into the metadata of a table; None where it is not ours."""
    try:
        stamp = json.loads((found.metadata or {})[METADATA_KEY])
    except (KeyError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) and "build_id" in stamp else None


def _sync_and_hash(path: Path) -> str:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
