"""The corpus step: repeated texts, pairs across bulletins, and who is who, on narrow columns of all results."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from bulletin_corpus.across import Block, BulletinItems, leftovers, rounds
from bulletin_corpus.chunks import CorpusFacts, items_of
from bulletin_corpus.planning import shares
from bulletin_corpus.repeats import find_repeats
from bulletin_corpus.resolving import resolve_all
from bulletin_corpus.tasks import FEW_BULLETINS, BlockTask, pair_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from bulletin_corpus.across import Leftovers
    from bulletin_corpus.chunks import Entry
    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.planning import Job
    from bulletin_corpus.storage.engine import Engine
    from bulletin_corpus.storage.outcomes import Outcomes
    from bulletin_corpus.storage.results import Results


BLOCKS_AT_ONCE, FEWEST_BLOCKS = 32, 8
"""Most and fewest blocks that one worker pairs and keeps in one file; a block holds the free articles of a month, and
the texts of all of them are read together."""


def gather(
    entries: Sequence[Entry], results: Results, outcomes: Outcomes, job: Job, engine: Engine
) -> tuple[CorpusFacts, list[str], pa.Table, tuple[str, ...]]:
    """What only the corpus knows, keys of what was paired across bulletins, officials, corrections not met."""
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
    across = _paired(judged_blocks(job.corrections, left), bulletins, left, results, job, engine)
    if job.config.pair.across_bulletins:
        for blocks in rounds(bulletins, left, job.config.pair.max_lag_months):
            across += _paired(blocks, bulletins, left, results, job, engine)
    across += _paired(left.alone(), bulletins, left, results, job, engine)
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
    officials, named, unmet_of_persons = resolve_all(
        results, outcomes, keys, across, left.dropped, job.corrections, engine
    )
    unmet = (*job.contradictions, *unmet_of_items(job.corrections, results, [*keys, *across]), *unmet_of_persons)
    return CorpusFacts(repeats, left.dropped, kinds, warned, named), across, officials, unmet


def judged_blocks(corrections: Corrections, left: Leftovers) -> list[Block]:
    """For each pair that a person made of free articles of two bulletins a block of these."""
    place_of = {article_id: place for place, free in left.free.items() for article_id in free.ids}
    blocks = []
    for judgement in corrections.pair:
        places = [place_of.get(one) for one in (judgement.zh, judgement.en)]
        if None not in places and places[0] != places[1]:
            free = ((place, (one,)) for place, one in zip(places, (judgement.zh, judgement.en), strict=True))
            blocks.append(Block(tuple(sorted((place, ids) for place, ids in free if place is not None))))
    return blocks


def unmet_of_items(corrections: Corrections, results: Results, keys: Sequence[str]) -> list[str]:
    """The corrections of items that nothing met, with the reason."""
    judged = [(kind, judgement) for kind, judgement, _ in corrections.of_items()]
    if not judged:
        return []
    told: dict[str, set[str | None]] = defaultdict(set)
    for row in results.rows(keys, ["told"])["told"].to_pylist():
        for one in row or ():
            told[one["correction"]].add(one["unmet"])
    unmet = []
    for kind, judgement in judged:
        said = told.get(judgement.key, set())
        if None not in said:
            why = next(iter(sorted(one for one in said if one is not None)), "no text holds what it names")
            unmet.append(f"{kind} {judgement}: {why}")
    return unmet


def _paired(
    blocks: Sequence[Block],
    bulletins: Sequence[BulletinItems],
    left: Leftovers,
    results: Results,
    job: Job,
    engine: Engine,
) -> list[str]:
    """The keys of the blocks' kept results, in order; what they pair is free no more."""
    abouts = [job.corrections.about({one for _, ids in block.free for one in ids}) for block in blocks]
    keys = [
        job.recipe.key(
            "across" if block.pairing else "alone",
            *(part for place, ids in block.free for part in (bulletins[place].key, *ids)),
            *(judgement.key for _, judgement, _ in about.of_items()),
        )
        for block, about in zip(blocks, abouts, strict=True)
    ]
    missing = [one for one in zip(blocks, keys, abouts, strict=True) if one[1] not in results]
    tasks = [
        BlockTask(
            key,
            block.pairing,
            tuple((results.places[bulletins[place].key], ids) for place, ids in block.free),
            frozenset(one for place, ids in block.free for one in ids if one in left.free[place].refused),
            about,
        )
        for block, key, about in missing
    ]
    groups = [tasks[part] for part in shares(len(tasks), engine.workers, BLOCKS_AT_ONCE, FEWEST_BLOCKS)]
    task = partial(pair_blocks, folder=results.folder, config=job.config)
    few = sum(len(one.free) for one in tasks) < FEW_BULLETINS
    for group, file in zip(groups, engine.run(task, groups, here=few), strict=True):
        results.take(file, [one.key for one in group])
    for block, items in zip(blocks, items_of(results.rows(keys, ["items"])["items"]), strict=True):
        home = {article_id: place for place, ids in block.free for article_id in ids}
        for item in items:
            left.pair_made([(home[one], one) for one in item if one is not None])
    return keys
