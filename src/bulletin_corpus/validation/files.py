"""Whether the files of a corpus are whole: all tables, of one build, unchanged since, each in its exact schema."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from bulletin_corpus import __version__
from bulletin_corpus.config import BuildConfig
from bulletin_corpus.recipe import recipe_of
from bulletin_corpus.records import TABLES
from bulletin_corpus.schema import METADATA_KEY, schema
from bulletin_corpus.storage.manifest import STATE
from bulletin_corpus.validation.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "manifest.json"
RULES = ("version", "program", "lexicons", "libraries")


def read_tables(out: Path) -> tuple[dict[str, pa.Table], list[Finding]]:
    """The tables that can be read and have their schema, and what is wrong with the files."""
    tables: dict[str, pa.Table] = {}
    found: list[Finding] = []
    builds: dict[str, str] = {}
    for name in TABLES:
        path = out / f"{name}.parquet"
        try:
            table = pq.read_table(path)
        except FileNotFoundError:
            found.append(_of_table(name, "file.missing", f"{path.name} is missing"))
            continue
        except (OSError, pa.ArrowException) as error:
            found.append(_of_table(name, "file.unreadable", f"{path.name} cannot be read: {_first_line(error)}"))
            continue
        builds[name] = _build_of(table)
        wrong = list(_schema_findings(name, table.schema))
        found += wrong
        if not wrong:
            tables[name] = table
    found += _build_findings(builds)
    found += _hash_findings(out, builds)
    return tables, found


def _schema_findings(name: str, found: pa.Schema) -> Iterator[Finding]:
    """Every column that is missing, foreign, of another type, or described otherwise."""
    wanted = schema(name)
    for column in wanted.names:
        if column not in found.names:
            yield _of_table(name, "schema.column", f"the column {column} is missing")
        elif not found.field(column).equals(wanted.field(column)):
            is_now, should_be = found.field(column), wanted.field(column)
            yield _of_table(name, "schema.column", f"the column {column} is {is_now}, not {should_be}")
        elif _descriptions(found.field(column)) != _descriptions(wanted.field(column)):
            yield _of_table(name, "schema.description", f"the column {column} is described otherwise")
    for column in found.names:
        if column not in wanted.names:
            yield _of_table(name, "schema.column", f"the column {column} belongs to no {TABLES[name].__name__}")
    if sorted(found.names) == sorted(wanted.names) and found.names != wanted.names:
        yield _of_table(name, "schema.order", f"the columns stand in another order: {', '.join(found.names)}")


def _descriptions(field: pa.Field[pa.DataType]) -> bytes:
    return (field.metadata or {}).get(b"description", b"")


def _build_of(table: pa.Table) -> str:
    """The build id in the file's metadata; empty where there is none."""
    return _stamp(table, "build_id")


def other_rules(out: Path, table: pa.Table) -> list[str]:
    """Which parts of the recipe that can change a restored text are not those that made the corpus, by name."""
    ours = recipe_of(BuildConfig(), __version__).parts
    try:
        theirs = json.loads((out / STATE / MANIFEST).read_text("utf-8"))["recipe"]
        return [part for part in RULES if theirs.get(part) != ours[part]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return [] if _stamp(table, "version") == __version__ else ["version"]


def _stamp(table: pa.Table, key: str) -> str:
    try:
        return str(json.loads((table.schema.metadata or {})[METADATA_KEY])[key])
    except (KeyError, ValueError, TypeError):
        return ""


def _build_findings(builds: dict[str, str]) -> Iterator[Finding]:
    """Tables that carry no build id, or another one than most do."""
    ids = list(builds.values())
    usual = max(sorted(set(ids)), key=ids.count, default="")
    for name, identity in builds.items():
        if not identity:
            yield _of_table(name, "build.missing", "the file carries no build id")
        elif identity != usual:
            yield _of_table(name, "build.other", f"the file is of build {identity}, most tables are of {usual}")


def _hash_findings(out: Path, builds: dict[str, str]) -> Iterator[Finding]:
    """Files that are not those which the last build wrote."""
    path = out / STATE / MANIFEST
    if not path.exists():
        return
    try:
        record = json.loads(path.read_text("utf-8"))
        hashes = {str(name): str(value) for name, value in record["files"].items()}
        identity = str(record["build_id"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield Finding(table=MANIFEST, id="", check="manifest.unreadable", what=f"cannot be read: {_first_line(error)}")
        return
    for name in TABLES:
        file = out / f"{name}.parquet"
        if not file.is_file():
            continue
        if file.name not in hashes:
            yield _of_table(name, "hash.missing", f"{MANIFEST} holds no hash of it")
            continue
        with file.open("rb") as handle:
            if hashlib.file_digest(handle, "sha256").hexdigest() != hashes[file.name]:
                yield _of_table(name, "hash.other", f"{file.name} was changed since its build")
    if any(builds.values()) and identity not in builds.values():
        yield Finding(table=MANIFEST, id="", check="build.other", what=f"it is of build {identity}, no table is")


def _of_table(name: str, check: str, what: str) -> Finding:
    return Finding(table=name, id="", check=check, what=what)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
