"""Every check on one corpus, in order: files, then rows where all files are sound, then the raw bulletins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from bulletin_corpus.errors import UserError
from bulletin_corpus.records import TABLES
from bulletin_corpus.storage.corpus import settle
from bulletin_corpus.storage.engine import Engine
from bulletin_corpus.storage.manifest import STATE
from bulletin_corpus.validation.files import MANIFEST, other_rules, read_tables
from bulletin_corpus.validation.findings import Finding, Tables
from bulletin_corpus.validation.ids import check_ids
from bulletin_corpus.validation.keys import check_keys
from bulletin_corpus.validation.places import check_places
from bulletin_corpus.validation.raw_files import check_raw_files
from bulletin_corpus.validation.texts import check_texts
from bulletin_corpus.validation.values import check_values

if TYPE_CHECKING:
    from pathlib import Path


CHECKS = (check_values, check_keys, check_ids, check_places, check_texts)


class Validation(BaseModel):
    """What was checked, what is wrong and what could not be checked."""

    model_config = ConfigDict(frozen=True)

    corpus: str = Field(description="Folder of the corpus.")
    raw: str | None = Field(description="Folder of the raw bulletins; null: they were not read.")
    rows: dict[str, int] = Field(description="Rows of each table that could be read.")
    findings: list[Finding]
    unchecked: list[str] = Field(description="What was not checked, and why.")


def validate(out: Path, raw: Path | None = None, *, workers: int | None = None) -> Validation:
    """What is wrong with the corpus in `out`, by table, in a fixed order; a move that was cut short is completed first.

    Args:
        out: folder of a corpus.
        raw: folder of its raw bulletins; None: `raw` beside it, where that exists.
        workers: processes that raw bulletins are spread over, at least 1; None: one for each core.

    Raises:
        UserError: if there is no table of a corpus in `out`, or `raw` is given and no folder.
    """
    if not any((out / f"{name}.parquet").exists() for name in TABLES):
        raise UserError(f"There is no corpus in {out}.", "Name the folder that `bulletin-corpus build` wrote.")
    if raw is not None and not raw.is_dir():
        raise UserError(f"There is no folder {raw}.", "Name the folder that holds the raw bulletins with --raw.")
    settle(out)
    beside = out.resolve().parent / "raw"
    raw = beside if raw is None and beside.is_dir() else raw
    tables, findings = read_tables(out)
    unchecked = []
    if not (out / STATE / MANIFEST).exists():
        unchecked.append(f"whether files were changed since their build: {STATE}/{MANIFEST} is missing")
    if raw is None:
        unchecked.append("the raw bulletins: there is no folder raw beside the corpus, name it with --raw")
    if len(tables) < len(TABLES):
        unchecked.append("rows: the files must be sound first")
    else:
        read = Tables(tables)
        findings += [one for check in CHECKS for one in check(read)]
        if raw is not None:
            others = other_rules(out, tables["bulletins"])
            if others:
                unchecked.append(f"restored texts: the corpus was made with another {', '.join(others)}")
            with Engine(workers) as engine:
                findings += check_raw_files(read, raw, out, engine, same_program=not others)
    return Validation(
        corpus=str(out),
        raw=None if raw is None else str(raw),
        rows={name: table.num_rows for name, table in tables.items()},
        findings=findings,
        unchecked=unchecked,
    )
