"""What workers do: they process bulletins, and pair what is left, and keep what comes of it.

The stages with their patterns and words are imported by the tasks that need them: the process that only plans, and a
build that has nothing to do, start without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bulletin_corpus.documents import BulletinContext
from bulletin_corpus.kept import article_text
from bulletin_corpus.kept_rows import row_of_bulletin, row_of_items, row_of_set_aside
from bulletin_corpus.planning import key_of
from bulletin_corpus.reviewing import Review, judged_pairs
from bulletin_corpus.storage.raw import SetAside
from bulletin_corpus.storage.results import read_row, write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bulletin_corpus.config import BuildConfig
    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.documents import ArticleText
    from bulletin_corpus.planning import Source
    from bulletin_corpus.recipe import Recipe
    from bulletin_corpus.storage.results import Place


# Starting workers and loading their automata takes about as long as so many bulletins of the usual 10 kB (measured on
# two cores with rendered dumps); fewer are processed in this process.
FEW_BULLETINS = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: the hash of the bytes that were read and the key of its kept result, or why not."""

    name: str
    sha256: str
    key: str | None
    aside: SetAside | None


def process_batch(
    batch: Sequence[Source], root: Path, folder: Path, config: BuildConfig, recipe: Recipe
) -> tuple[str | None, list[Outcome]]:
    """The file in `folder` that now keeps the results of these files, None for none, and what became of each.

    A bug propagates with a note that names the bulletin.
    """
    from bulletin_corpus.processing import read_and_process

    kept, outcomes = [], []
    for source in batch:
        found = read_and_process(source.path, root, config, source.corrections)
        key = None
        if isinstance(found, SetAside):
            if found.sha256:
                key = key_of(source.name, found.sha256, recipe, source.corrections)
                kept.append(row_of_set_aside(key, found.reason, found.encoding, found.n_chars))
            outcomes.append(Outcome(source.name, found.sha256, key, found))
        else:
            key = key_of(source.name, found.sha256, recipe, source.corrections)
            kept.append(row_of_bulletin(key, found))
            outcomes.append(Outcome(source.name, found.sha256, key, None))
    return write_rows(folder, kept) if kept else None, outcomes


@dataclass(frozen=True, slots=True)
class BlockTask:
    """Free articles: where the results of their bulletins stand, with their ids; fields as in `across`."""

    key: str
    pairing: bool
    free: tuple[tuple[Place, tuple[str, ...]], ...]
    refused: frozenset[str]
    corrections: Corrections


def pair_blocks(tasks: Sequence[BlockTask], folder: Path, config: BuildConfig) -> str:
    """The file in `folder` that now keeps what these blocks give, a row for each."""
    return write_rows(folder, [_pair_block(task, folder, config) for task in tasks])


def _pair_block(task: BlockTask, folder: Path, config: BuildConfig) -> dict[str, Any]:
    """The row of the items that these articles make: pairs, or each an item of its own."""
    from bulletin_corpus.processing import dictionary_of, make_item, sides_of
    from bulletin_corpus.stages.pair import pair

    contexts: dict[str, BulletinContext] = {}
    sides: dict[str, list[ArticleText]] = {"zh": [], "en": []}
    home: dict[str, int] = {}
    for number, (place, ids) in enumerate(task.free):
        row = read_row(folder, place, ["issue_date", "dates", "texts"])
        context = BulletinContext(row["issue_date"], tuple(row["dates"]))
        for value in row["texts"]:
            if value["article_id"] in ids:
                article = article_text(value)
                sides[article.lang].append(article)
                contexts[article.article_id], home[article.article_id] = context, number
    review = Review(task.corrections)
    make = partial(make_item, config=config, review=review)
    if not task.pairing:
        articles = (*sides["zh"], *sides["en"])
        items = [make(*sides_of(one), None, context=contexts[one.article_id]) for one in articles]
        return row_of_items(task.key, items, review.told)
    items = []
    by_id = {article.article_id: article for article in (*sides["zh"], *sides["en"])}
    paired = partial(pair, dictionary=dictionary_of(config))
    for link in judged_pairs(sides["zh"], sides["en"], review, paired):
        zh, en = link.zh_article_id, link.en_article_id
        if home[zh] == home[en] and {zh, en} <= task.refused:
            continue  # the bulletin itself has already said no
        context = contexts[zh] if contexts[zh].issue_date else contexts[en]
        items.append(make(by_id[zh], by_id[en], link, context=context))
    return row_of_items(task.key, items, review.told)
