"""What a build has to do: which files stand below the raw folder, which results are missing, and why.

Only bytes, names and the recipe decide; time stamps do not.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from bulletin_corpus.corrections import NO_CORRECTIONS
from bulletin_corpus.errors import UserError
from bulletin_corpus.language.page.layout import issue_date_from_name
from bulletin_corpus.storage.raw import PAGE_SUFFIXES, SetAside, open_regular, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bulletin_corpus.config import BuildConfig
    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.learnt import Learnt
    from bulletin_corpus.recipe import Recipe
    from bulletin_corpus.storage.manifest import Previous
    from bulletin_corpus.storage.results import Results

READERS = 8
"""Files that are hashed at the same time; reading waits for the disk, not for Python."""

BATCH_FILES = 64
BATCH_BYTES = 1024 * 1024
BATCHES_PER_WORKER = 4
FEWEST_FILES = 4
"""A batch is that part of what is left for a worker, so that the last ones are small and workers end together (guided
self-scheduling); large ones give files of kept results that hold some dozens."""


@dataclass(frozen=True, slots=True)
class Source:
    """A raw file with the hash of its bytes, the key of the result that it gives, and corrections that concern it."""

    path: Path
    name: str
    sha256: str
    n_bytes: int
    key: str
    corrections: Corrections = NO_CORRECTIONS


class Note(BaseModel):
    """A file, and what there is to say of it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """What a build works on: its folders, the files found, the settings and judgements, and what they make up."""

    raw: Path
    out: Path
    config: BuildConfig
    recipe: Recipe
    bulletins: tuple[Path, ...]
    ignored: list[str]
    corrections: Corrections
    contradictions: list[str]
    learnt: Learnt | None


class BuildPlan(BaseModel):
    """What a build would do; `--dry-run` prints it."""

    model_config = ConfigDict(frozen=True)

    out: str = Field(description="Folder of the corpus.")
    process: list[Note] = Field(description="Bulletins to process, each with the reason.")
    reused: int = Field(description="Bulletins whose result of an earlier build still holds.")
    set_aside: list[Note] = Field(description="Files that are set aside without being processed, with the reason.")
    gone: list[str] = Field(description="Bulletins of the corpus that are there no more.")
    damaged: int = Field(description="Files of kept results that were damaged and are made again.")


def survey(paths: Sequence[Path], root: Path, recipe: Recipe, max_bytes: int) -> tuple[list[Source], list[SetAside]]:
    """The files to build from, by name, and those that cannot be: unreadable, too large, or copies of another's bytes.

    Args:
        paths: bulletins below `root`.
        root: the raw folder.
        recipe: of this build.
        max_bytes: larger files are set aside.
    """
    with ThreadPoolExecutor(READERS) as pool:
        hashed = list(pool.map(_hashed, paths))
    sources: list[Source] = []
    aside: list[SetAside] = []
    first: dict[str, str] = {}
    for path, (sha256, n_bytes, error) in sorted(
        zip(paths, hashed, strict=True), key=lambda pair: printable(pair[0].relative_to(root).as_posix())
    ):
        name = printable(path.relative_to(root).as_posix())
        if error is not None:
            aside.append(SetAside(name, "", f"cannot be read: {error}", None, 0))
        elif n_bytes > max_bytes:
            aside.append(SetAside(name, sha256, f"too large: {n_bytes} bytes, the limit is {max_bytes}", None, 0))
        elif sha256 in first:
            aside.append(SetAside(name, sha256, f"the same bytes as {first[sha256]}", None, 0))
        else:
            first[sha256] = name
            sources.append(Source(path, name, sha256, n_bytes, key_of(name, sha256, recipe)))
    return sources, aside


def key_of(name: str, sha256: str, recipe: Recipe, corrections: Corrections = NO_CORRECTIONS) -> str:
    """The key of the result of a file: of its name only the form (page or text) and a month of issue count."""
    form = "page" if os.path.splitext(name)[1].lower() in PAGE_SUFFIXES else "text"  # noqa: PTH122  # no file is meant
    said = sorted(judgement.key for _, judgement, _ in corrections.of_items())
    return recipe.key("bulletin", sha256, form, issue_date_from_name(name) or "", *said)


def _hashed(path: Path) -> tuple[str, int, str | None]:
    """The hash and number of the file's bytes, or why it cannot be read."""
    try:
        with open_regular(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), os.fstat(file.fileno()).st_size, None
    except OSError as error:
        return "", 0, error.strerror or type(error).__name__


def plan(
    out: Path,
    sources: Sequence[Source],
    aside: Sequence[SetAside],
    results: Results,
    previous: Previous | None,
    recipe: Recipe,
) -> BuildPlan:
    """What a build from these files has to do."""
    missing = [source for source in sources if source.key not in results]
    return BuildPlan(
        out=str(out),
        process=[Note(path=source.name, text=_reason(source, previous, recipe)) for source in missing],
        reused=len(sources) - len(missing),
        set_aside=[Note(path=one.path, text=one.reason) for one in aside],
        gone=gone(previous, {source.name for source in sources}, {source.sha256 for source in sources}),
        damaged=len(results.damaged),
    )


def _reason(source: Source, previous: Previous | None, recipe: Recipe) -> str:
    """Why the bulletin has no result that holds."""
    if previous is None or (source.name not in previous.sha256_of and source.sha256 not in previous.names_of):
        return "new"
    if source.sha256 not in previous.names_of:
        return "its bytes changed"
    changed = recipe.differs_in(previous.recipe)
    if changed:
        return f"{_listed(changed)} changed"
    if source.name not in previous.sha256_of:
        return "its name changed"
    return "its kept result is gone"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def gone(previous: Previous | None, names: set[str], hashes: set[str]) -> list[str]:
    """The bulletins of the last build that are there no more, neither under their name nor elsewhere."""
    if previous is None:
        return []
    return [name for name, sha256 in previous.sha256_of.items() if name not in names and sha256 not in hashes]


def refuse_loss(previous: Previous | None, lost: Sequence[str]) -> None:
    """Nothing, unless more than half of the last build's bulletins are gone.

    Raises:
        UserError: if they are.
    """
    if previous is not None and len(lost) * 2 > len(previous.sha256_of):
        raise UserError(
            f"{len(lost)} of the {len(previous.sha256_of)} bulletins of the last build are gone, among them {lost[0]}.",
            "Bring them back, or let the corpus go without them with --prune.",
        )


def batches(sources: Sequence[Source], workers: int) -> list[tuple[Source, ...]]:
    """The files in order, in groups to be processed one after the other in one place, later ones smaller."""
    made: list[tuple[Source, ...]] = []
    for part in shares(len(sources), workers, BATCH_FILES, FEWEST_FILES):
        held: list[Source] = []
        n_bytes = 0
        for source in sources[part]:
            if held and n_bytes + source.n_bytes > BATCH_BYTES:
                made.append(tuple(held))
                held, n_bytes = [], 0
            held.append(source)
            n_bytes += source.n_bytes
        made.append(tuple(held))
    return made


def shares(count: int, workers: int, most: int, fewest: int = 1) -> Iterator[slice]:
    """Stretches of so many tasks, each a part of what is left for a worker, but for a most and a fewest."""
    start = 0
    while start < count:
        share = -(-(count - start) // (workers * BATCHES_PER_WORKER))
        end = min(count, start + max(fewest, min(most, share)))
        yield slice(start, end)
        start = end
