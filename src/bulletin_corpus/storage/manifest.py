"""What the last build recorded of itself in `manifest.json`: its id, the parts of its recipe, its files by hash."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from bulletin_corpus.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STATE = ".bulletin-corpus"
"""Folder of a corpus that holds what builds keep beside the tables."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The corpus that stands before a build.

    Attributes:
        build_id: of it.
        recipe: parts of the recipe that made it, by name.
        sha256_of: the hash of each of its bulletins, by path.
        names_of: the path of each of its bulletins, by hash.
        articles: the ids of its articles.
    """

    build_id: str
    recipe: Mapping[str, str]
    sha256_of: Mapping[str, str]
    names_of: Mapping[str, str]
    articles: pa.ChunkedArray[Any]


def previous(out: Path, version: str) -> Previous | None:
    """The corpus that stands in `out`; None where there is none, or too little of one to be read.

    Args:
        out: the corpus folder, after `recover`.
        version: of this program.

    Raises:
        UserError: if a newer version of this program wrote it.
    """
    manifest = read_manifest(out)
    if manifest is None:
        return None
    if _release(manifest["version"]) > _release(version):
        raise UserError(
            f"The corpus in {out} was written by version {manifest['version']}, this is {version}.",
            "Use the newer version, or choose another --out.",
        )
    try:
        bulletins = pq.ParquetFile(out / "bulletins.parquet").read(["path", "sha256", "status"])
        articles = pq.ParquetFile(out / "articles.parquet").read(["article_id"])["article_id"]
    except (OSError, pa.ArrowException):
        return None
    built = [row for row in bulletins.to_pylist() if row["status"] == "built"]
    return Previous(
        build_id=manifest["build_id"],
        recipe=manifest.get("recipe", {}),
        sha256_of={row["path"]: row["sha256"] for row in built},
        names_of={row["sha256"]: row["path"] for row in built},
        articles=articles,
    )


def damaged_tables(out: Path) -> list[str]:
    """The names of the table files in `out` whose bytes are not those that the last build wrote, missing ones too."""
    files = (read_manifest(out) or {}).get("files", {})
    return [name for name, sha256 in sorted(files.items()) if _sha256_of(out / name) != sha256]


def read_manifest(out: Path) -> dict[str, Any] | None:
    """What the last build recorded; None where there was none, or its record cannot be read."""
    try:
        manifest = json.loads((out / STATE / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and {"build_id", "version"} <= manifest.keys() else None


def _release(version: str) -> tuple[int, ...]:
    """The version's numbers, to compare: 0.10.2 -> (0, 10, 2)."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _sha256_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
