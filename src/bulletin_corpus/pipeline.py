"""The whole way from raw bulletins to a corpus; reading this module alone explains the system.

files -> survey -> what has no kept result yet                      `planning`
raw file -> read -> clean -> segment -> pair -> align -> extract    one bulletin at a time, anywhere: `process`
kept results -> repeats -> pair what is left -> resolve             the corpus step: `gather`
columns of kept results -> rows -> publish                          all or nothing: `build`
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from bulletin_corpus import __version__
from bulletin_corpus.across import BulletinItems, leftovers, rounds
from bulletin_corpus.card import write_card
from bulletin_corpus.chunks import (
    BULLETINS_AT_ONCE,
    ROW_COLUMNS,
    CorpusFacts,
    Entry,
    Officials,
    article_tables,
    bulletin_rows,
    item_tables,
    items_of,
    standing_persons,
)
from bulletin_corpus.config import BuildConfig, LearntConfig
from bulletin_corpus.corrections import judgements, read_corrections
from bulletin_corpus.errors import UserError
from bulletin_corpus.learnt import learn_renderings, read_learnt, write_learnt
from bulletin_corpus.planning import batches, plan, refuse_loss, survey
from bulletin_corpus.processing import refuse_unknown_encoding
from bulletin_corpus.recipe import recipe_of
from bulletin_corpus.repeats import find_repeats
from bulletin_corpus.schema import to_arrow
from bulletin_corpus.stages.resolve import resolve
from bulletin_corpus.storage.corpus import (
    STATE,
    damaged_tables,
    load_corpus,
    locked,
    previous,
    publish,
    recover,
    refuse_foreign_tables,
)
from bulletin_corpus.storage.engine import Engine
from bulletin_corpus.storage.raw import SetAside, find, printable
from bulletin_corpus.storage.results import Results
from bulletin_corpus.summary import summarise
from bulletin_corpus.tasks import BlockTask, Outcome, pair_block, process_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from bulletin_corpus.across import Block, Leftovers
    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.learnt import Learnt
    from bulletin_corpus.planning import BuildPlan, Source
    from bulletin_corpus.recipe import Recipe
    from bulletin_corpus.records import Official
    from bulletin_corpus.storage.engine import Where
    from bulletin_corpus.summary import BuildSummary

# Starting workers and loading their automata takes about as long as so many bulletins of the usual 10 kB (measured on
# two cores with rendered dumps); fewer are processed in this process.
FEW_BULLETINS = 20


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
        entries = make_results(sources, aside, results, job, running, progress)
        identity = job.recipe.key("build", *(repr(entry) for entry in entries), job.corrections.model_dump_json())
        facts, across, officials, unmet = gather(entries, results, job, running)
        publish(rows(entries, results, across, facts, officials), job.out, identity, __version__, job.recipe.parts)
        results.keep_only({*(entry.key for entry in entries if entry.key is not None), *across})
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


@dataclass(frozen=True, slots=True)
class Job:
    """What a build works on: its folders, the files found, the settings, and what they make up."""

    raw: Path
    out: Path
    config: BuildConfig
    recipe: Recipe
    bulletins: tuple[Path, ...]
    ignored: list[str]
    corrections: Corrections
    learnt: Learnt | None


def _prepared(raw: Path, out: Path | None, config: BuildConfig | None, *, allow_empty: bool) -> Job:
    """The job that these arguments name, if a build can start on it."""
    config = config or BuildConfig()
    if not raw.is_dir():
        raise UserError(f"There is no folder {raw}.", "Name the folder that holds the raw bulletins.")
    if config.read.encoding is not None:
        refuse_unknown_encoding(config.read.encoding)
    out = raw.resolve().parent / "parallel" if out is None else out
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
        folder, out, config, recipe_of(config, __version__), found.bulletins, others, read_corrections(raw), learnt
    )


def make_results(
    sources: Sequence[Source],
    aside: Sequence[SetAside],
    results: Results,
    job: Job,
    engine: Engine,
    progress: Callable[[int, int], None] | None,
) -> list[Entry]:
    """All files in order of their paths; afterwards there is a kept result for each that can have one."""
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

    results.folder.mkdir(parents=True, exist_ok=True)
    task = partial(process_batch, root=job.raw, folder=results.folder, config=job.config, recipe=job.recipe)
    engine.run(task, batches(missing, engine.workers), done=take, here=len(missing) < FEW_BULLETINS)
    made = [outcomes.get(source.name) or Outcome(source.name, source.sha256, source.key, None) for source in sources]
    return _entries(made, aside, results)


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


def learn(corpus: Path, raw: Path | None = None) -> tuple[Path, Learnt]:
    """The file that holds the renderings learnt from the corpus, and what it holds; later builds of `raw` use it.

    Args:
        corpus: folder of a built corpus.
        raw: folder of its raw bulletins; None: `raw` beside the corpus.

    Raises:
        UserError: if there is no whole corpus, or `raw` is no folder or cannot be written.
    """
    raw = corpus.resolve().parent / "raw" if raw is None else raw
    if not raw.is_dir():
        raise UserError(f"There is no folder {raw}.", "Name the folder that holds the raw bulletins with --raw.")
    loaded = load_corpus(corpus)
    learnt = learn_renderings(loaded.sentence_pairs, loaded.build_id, __version__)
    return write_learnt(raw, learnt), learnt


def gather(
    entries: Sequence[Entry], results: Results, job: Job, engine: Engine
) -> tuple[CorpusFacts, list[str], Sequence[Official], tuple[str, ...]]:
    """What only the whole corpus knows, keys of what was paired across bulletins, officials, corrections not met."""
    built = [entry for entry in entries if entry.place is not None]
    keys = [entry.key for entry in built if entry.key is not None]
    narrow = results.rows(keys, ["issue_date", "article_ids", "items"])
    issue_dates = narrow["issue_date"].to_pylist()
    repeats = find_repeats(narrow["article_ids"], issue_dates)
    bulletins = [
        BulletinItems(entry.path, key, issue_date, items)
        for entry, key, issue_date, items in zip(built, keys, issue_dates, items_of(narrow["items"]), strict=True)
    ]
    left = leftovers(bulletins, repeats)
    across: list[str] = []
    if job.config.pair.across_bulletins:
        for blocks in rounds(bulletins, left, job.config.pair.max_lag_months):
            across += pair_blocks(blocks, bulletins, left, results, job, engine)
    across += pair_blocks(left.alone(), bulletins, left, results, job, engine)
    made = results.rows(across, ["items", "warnings", "warned"])
    kinds = {
        article_id: item["kind"]
        for row in made.to_pylist()
        for item in row["items"]
        for article_id in (item["zh"], item["en"])
        if article_id is not None
    }
    home = {article_id: place for place, free in left.free.items() for article_id in free.all}
    warned: dict[int, list[str]] = defaultdict(list)
    for row in made.to_pylist():
        for article_id, text in zip(row["warned"], row["warnings"], strict=True):
            warned[home[article_id]].append(text)
    persons = standing_persons(results, keys, across, left.dropped)
    judged = judgements(job.corrections, persons)
    resolution = resolve(persons, same=judged.same, different=judged.different, names=judged.names)
    named = Officials(list(resolution.official_of), list(resolution.official_of.values()))
    return CorpusFacts(repeats, left.dropped, kinds, warned, named), across, resolution.officials, judged.unmet


def pair_blocks(
    blocks: Sequence[Block],
    bulletins: Sequence[BulletinItems],
    left: Leftovers,
    results: Results,
    job: Job,
    engine: Engine,
) -> list[str]:
    """The keys of the blocks' kept results, in order; what they pair is free no more."""
    keys = [
        job.recipe.key(
            "across" if block.pairing else "alone",
            *(part for place, ids in block.free for part in (bulletins[place].key, *ids)),
        )
        for block in blocks
    ]
    missing = [(block, key) for block, key in zip(blocks, keys, strict=True) if key not in results]
    tasks = [
        BlockTask(
            key,
            block.pairing,
            tuple((results.places[bulletins[place].key], ids) for place, ids in block.free),
            frozenset(one for place, ids in block.free for one in ids if one in left.free[place].refused),
        )
        for block, key in missing
    ]
    task = partial(pair_block, folder=results.folder, config=job.config)
    few = sum(len(one.free) for one in tasks) < FEW_BULLETINS
    for one, file in zip(tasks, engine.run(task, tasks, here=few), strict=True):
        results.take(file, [one.key])
    for block, items in zip(blocks, items_of(results.rows(keys, ["items"])["items"]), strict=True):
        home = {article_id: place for place, ids in block.free for article_id in ids}
        for item in items:
            left.pair_made([(home[one], one) for one in item if one is not None])
    return keys


def rows(
    entries: Sequence[Entry],
    results: Results,
    across: Sequence[str],
    facts: CorpusFacts,
    officials: Sequence[Official],
) -> Iterator[tuple[str, pa.Table]]:
    """The rows of all tables, some bulletins at a time."""
    for start in range(0, len(entries), BULLETINS_AT_ONCE):
        some = entries[start : start + BULLETINS_AT_ONCE]
        kept = results.rows([entry.key for entry in some if entry.key is not None], ROW_COLUMNS)
        yield "bulletins", bulletin_rows(some, kept, facts)
        built = kept.filter(pc.field("status") == "built")
        places = [entry.place for entry in some if entry.place is not None]
        yield from article_tables(places, built, facts)
        yield from item_tables(places, built, facts)
    for start in range(0, len(across), BULLETINS_AT_ONCE):
        yield from item_tables(None, results.rows(across[start : start + BULLETINS_AT_ONCE], ROW_COLUMNS), facts)
    yield "officials", to_arrow("officials", officials)
