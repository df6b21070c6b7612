"""The whole way from raw bulletins to a corpus; reading this module alone explains the system.

files -> survey -> what has no kept result yet                      `planning`
raw file -> read -> clean -> segment -> pair -> align -> extract    one bulletin at a time, anywhere: `process`
kept results -> repeats -> pair what is left -> resolve             the corpus step: `gather`
columns of kept results -> rows -> publish                          all or nothing: `build`
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from bulletin_corpus import __version__
from bulletin_corpus.card import write_card
from bulletin_corpus.chunks import (
    BULLETINS_AT_ONCE,
    ROW_COLUMNS,
    CorpusFacts,
    Entry,
    article_tables,
    bulletin_rows,
    item_tables,
)
from bulletin_corpus.config import BuildConfig, LearntConfig
from bulletin_corpus.corrections import NO_CORRECTIONS, read_corrections
from bulletin_corpus.errors import UserError
from bulletin_corpus.learnt import learn_renderings, read_learnt, write_learnt
from bulletin_corpus.planning import Job, batches, gone, key_of, plan, refuse_loss, survey
from bulletin_corpus.recipe import recipe_of
from bulletin_corpus.storage.corpus import load_corpus, locked, publish, recover, refuse_foreign_tables
from bulletin_corpus.storage.engine import Engine
from bulletin_corpus.storage.manifest import STATE, damaged_tables, previous
from bulletin_corpus.storage.outcomes import Outcomes
from bulletin_corpus.storage.raw import SetAside, find, printable
from bulletin_corpus.storage.results import Results
from bulletin_corpus.summary import summarise
from bulletin_corpus.tasks import FEW_BULLETINS, Outcome, process_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from bulletin_corpus.learnt import Learnt
    from bulletin_corpus.planning import BuildPlan, Source
    from bulletin_corpus.storage.engine import Where
    from bulletin_corpus.storage.manifest import Previous
    from bulletin_corpus.summary import BuildSummary

ROUNDS_OF_CORRECTIONS = 4
"""A corrected bulletin may hold articles that further corrections name: what was split is paired, then a link of it."""


def build(  # noqa: PLR0913  # the command's options, one for one
    raw: Path,
    out: Path | None = None,
    config: BuildConfig | None = None,
    *,
    workers: int | None = None,
    engine: Where = "processes",
    address: str | None = None,
    allow_empty: bool = False,
    prune: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> BuildSummary:
    """What was built: every bulletin below `raw` is now in the corpus in `out`, or set aside with its reason.

    Only bulletins whose bytes or recipe changed since the last build are processed; the rows are those of a build
    from scratch.

    Args:
        raw: folder of raw bulletins; it is only read.
        out: corpus folder, made where missing; None: `parallel` beside `raw`.
        config: settings that can change rows; None: the defaults.
        workers: processes that bulletins are spread over, at least 1; None: one for each core. Changes no row.
        engine: where bulletins are processed: processes, serial (this process alone) or dask. Changes no row.
        address: of the cluster's scheduler; None: a cluster is started on this machine.
        allow_empty: whether a folder without bulletins gives an empty corpus instead of an error.
        prune: whether more than half of the last build's bulletins may be gone.
        progress: called with the number of bulletins done and of all, as they are done.

    Raises:
        UserError: if `raw` is no folder or holds no bulletin, `out` cannot be written or holds foreign tables or those
            of a newer version, another build is writing there, too many bulletins are gone, or no cluster answers.
    """
    job = _prepared(raw, out, config, allow_empty=allow_empty)
    with locked(job.out), Engine(workers, engine, address) as running:
        recover(job.out)
        refuse_foreign_tables(job.out)
        before = previous(job.out, __version__)
        damaged = damaged_tables(job.out)
        results = Results(job.out.resolve() / STATE / "results")
        sources, aside = survey(job.bulletins, job.raw, job.recipe, job.config.read.max_bytes)
        planned = plan(job.out, sources, aside, results, before, job.recipe)
        if not prune:
            refuse_loss(before, planned.gone)
        entries, keep = make_results(sources, aside, results, job, running, progress)
        if not prune:  # once more: a disk may go while it is read
            read = [entry for entry in entries if entry.key is not None]
            refuse_loss(before, gone(before, {entry.path for entry in read}, {entry.sha256 for entry in read}))
        identity = job.recipe.key(
            "build", *(repr(entry) for entry in entries), job.corrections.model_dump_json(), *job.contradictions
        )
        unmet = tuple(job.contradictions)
        if damaged or not stands(before, identity, job):
            from bulletin_corpus.gathering import gather  # loads what reads names: not for a build without news

            outcomes = Outcomes(job.out.resolve() / STATE / "persons")
            facts, across, officials, unmet = gather(entries, results, outcomes, job, running)
            damaged += ["kept outcomes"] if outcomes.damaged else []
            publish(rows(entries, results, across, facts, officials), job.out, identity, __version__, job.recipe.parts)
            results.keep_only({*keep, *across})
        corpus = load_corpus(job.out)
        write_card(corpus, __version__)
    return summarise(
        corpus,
        before,
        planned,
        ignored=job.ignored,
        unmet_corrections=unmet,
        learnt=job.learnt,
        damaged=damaged,
    )


def stands(before: Previous | None, identity: str, job: Job) -> bool:
    """Whether the corpus of this identity is there already, and nobody has to be told of corrections."""
    return before is not None and before.build_id == identity and job.corrections == NO_CORRECTIONS


def dry_run(raw: Path, out: Path | None = None, config: BuildConfig | None = None) -> BuildPlan:
    """What `build` with these arguments would do; nothing is written.

    Raises:
        UserError: as `build`.
    """
    job = _prepared(raw, out, config, allow_empty=True)
    before = previous(job.out, __version__)
    results = Results(job.out / STATE / "results", remove_damaged=False)
    sources, aside = survey(job.bulletins, job.raw, job.recipe, job.config.read.max_bytes)
    return plan(job.out, sources, aside, results, before, job.recipe)


def _prepared(raw: Path, out: Path | None, config: BuildConfig | None, *, allow_empty: bool) -> Job:
    """The job that these arguments name, if a build can start on it."""
    config = config or BuildConfig()
    if not raw.is_dir():
        cause = f"{raw} is a file." if raw.is_file() else f"There is no folder {raw}."
        raise UserError(cause, "Name the folder that holds the raw bulletins.")
    if config.read.encoding is not None:
        from bulletin_corpus.processing import refuse_unknown_encoding

        refuse_unknown_encoding(config.read.encoding)
    out = raw.resolve().parent / "parallel" if out is None else out
    corrections, contradictions = read_corrections(raw).without_contradictions()
    if out.resolve() == raw.resolve():
        raise UserError(
            f"The corpus would be written among the raw bulletins in {raw}.", "Name another folder with --out."
        )
    folder = raw.absolute()  # workers on other machines start elsewhere
    found = find(folder, out)
    if not found.bulletins and not allow_empty:
        raise UserError(
            f"There is no bulletin (*.txt, *.html) below {raw}.",
            "Put bulletins there, or build an empty corpus with --allow-empty.",
        )
    learnt = read_learnt(raw) if config.dictionary else None
    renderings = None if learnt is None else LearntConfig(folder=raw.resolve(), sha256=learnt.sha256)
    config = config.model_copy(update={"learnt": renderings})
    others = [printable(path.relative_to(folder).as_posix()) for path in found.others]
    return Job(
        folder,
        out,
        config,
        recipe_of(config, __version__),
        found.bulletins,
        others,
        corrections,
        contradictions,
        learnt,
    )


def make_results(
    sources: Sequence[Source],
    aside: Sequence[SetAside],
    results: Results,
    job: Job,
    engine: Engine,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[Entry], set[str]]:
    """All files in order of their paths, and the keys of results to keep.

    Afterwards there is a result for each file that can have one. Corrections name articles; which bulletin holds those
    is known from its result without corrections, so a bulletin that they concern is processed once more with them.
    """
    results.folder.mkdir(parents=True, exist_ok=True)
    outcomes = _processed(sources, results, job, engine, progress)
    keep = {one.key for one in outcomes if one.key is not None}
    named = {name: frozenset[str]() for name in (one.name for one in outcomes)}
    for _ in range(ROUNDS_OF_CORRECTIONS):
        concerned = []
        for source, outcome, held in zip(sources, outcomes, _articles_named(outcomes, results, job), strict=True):
            if not held <= named[source.name]:
                named[source.name] |= held
                about = job.corrections.about(named[source.name])
                key = key_of(source.name, outcome.sha256, job.recipe, about)
                concerned.append(replace(source, sha256=outcome.sha256, key=key, corrections=about))
        if not concerned:
            break
        new = {one.name: one for one in _processed(concerned, results, job, engine, None)}
        outcomes = [new.get(one.name, one) for one in outcomes]
        keep |= {one.key for one in outcomes if one.key is not None}
    return _entries(outcomes, aside, results), keep


def _articles_named(outcomes: Sequence[Outcome], results: Results, job: Job) -> list[frozenset[str]]:
    """For each result the articles of it that corrections name."""
    named = job.corrections.articles
    if not named:
        return [frozenset()] * len(outcomes)
    keys = [one.key for one in outcomes if one.key is not None]
    held = dict(zip(keys, results.rows(keys, ["article_ids"])["article_ids"].to_pylist(), strict=True))
    return [named.intersection(held.get(one.key or "") or ()) for one in outcomes]


def _processed(
    sources: Sequence[Source],
    results: Results,
    job: Job,
    engine: Engine,
    progress: Callable[[int, int], None] | None,
) -> list[Outcome]:
    """What became of each file; those that have no kept result are processed."""
    missing = [source for source in sources if source.key not in results]
    count = len(sources) - len(missing)
    outcomes: dict[str, Outcome] = {}

    def take(batch: tuple[Source, ...], made: tuple[str | None, list[Outcome]]) -> None:
        nonlocal count
        count += len(batch)
        file, told = made
        if file is not None:
            results.take(file, [one.key for one in told if one.key is not None])
        outcomes.update({one.name: one for one in told})
        if progress is not None:
            progress(count, len(sources))

    task = partial(process_batch, root=job.raw, folder=results.folder, config=job.config, recipe=job.recipe)
    engine.run(task, batches(missing, engine.workers), done=take, here=len(missing) < FEW_BULLETINS)
    return [outcomes.get(source.name) or Outcome(source.name, source.sha256, source.key, None) for source in sources]


def _entries(outcomes: Sequence[Outcome], aside: Sequence[SetAside], results: Results) -> list[Entry]:
    """The files as the corpus holds them, by path; a file that became a copy while it was read is set aside."""
    left = list(aside)
    keys: dict[str, tuple[str, str]] = {}
    first: dict[str, str] = {}
    for one in outcomes:
        if one.key is None:
            left.append(one.aside or SetAside(one.name, one.sha256, "cannot be read", None, 0))
        elif one.sha256 in first:
            left.append(SetAside(one.name, one.sha256, f"the same bytes as {first[one.sha256]}", None, 0))
        else:
            first[one.sha256] = one.name
            keys[one.name] = (one.sha256, one.key)
    told = results.rows([key for _, key in keys.values()], ["status"])["status"].to_pylist()
    built = {name for name, status in zip(keys, told, strict=True) if status == "built"}
    whole: dict[str, Entry] = {
        one.path: Entry(one.path, one.sha256, None, None, one.reason, one.encoding, one.n_chars) for one in left
    }
    whole |= {name: Entry(name, sha256, key, None) for name, (sha256, key) in keys.items()}
    places = {name: place for place, name in enumerate(sorted(built))}
    return [replace(whole[name], place=places.get(name)) for name in sorted(whole)]


def learn(corpus: Path, raw: Path | None = None) -> tuple[Path | None, Learnt]:
    """The file that holds the renderings learnt from the corpus, and what it holds; later builds of `raw` use it.

    Where nothing is learnt, nothing is written, and there is no file.

    Args:
        corpus: folder of a built corpus.
        raw: folder of its raw bulletins; None: `raw` beside the corpus.

    Raises:
        UserError: if there is no whole corpus, or `raw` is no folder or cannot be written.
    """
    loaded = load_corpus(corpus)
    raw = corpus.resolve().parent / "raw" if raw is None else raw
    if not raw.is_dir():
        raise UserError(f"There is no folder {raw}.", "Name the folder that holds the raw bulletins with --raw.")
    learnt = learn_renderings(loaded.sentence_pairs, loaded.build_id, __version__)
    return write_learnt(raw, learnt) if learnt.renderings else None, learnt


def rows(
    entries: Sequence[Entry],
    results: Results,
    across: Sequence[str],
    facts: CorpusFacts,
    officials: pa.Table,
) -> Iterator[tuple[str, pa.Table]]:
    """The rows of all tables, some bulletins at a time."""
    for start in range(0, len(entries), BULLETINS_AT_ONCE):
        some = entries[start : start + BULLETINS_AT_ONCE]
        kept = results.rows([entry.key for entry in some if entry.key is not None], ROW_COLUMNS)
        yield "bulletins", bulletin_rows(some, kept, facts)
        aside = "set_aside" in kept["status"].to_pylist()
        built = kept.filter(pc.field("status") == "built") if aside else kept  # a copy of all where there is need
        places = [entry.place for entry in some if entry.place is not None]
        yield from article_tables(places, built, facts)
        yield from item_tables(places, built, facts)
    for start in range(0, len(across), BULLETINS_AT_ONCE):
        yield from item_tables(None, results.rows(across[start : start + BULLETINS_AT_ONCE], ROW_COLUMNS), facts)
    yield "officials", officials
