"""What workers do: they process bulletins, and pair what is left, and keep what comes of it.

The stages with their patterns and words are imported by the tasks that need them: the process that only plans, and a
build that has nothing to do, start without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bulletin_corpus.documents import BulletinContext
from bulletin_corpus.kept import article_text, kept_persons
from bulletin_corpus.kept_rows import row_of_bulletin, row_of_items, row_of_set_aside
from bulletin_corpus.language.patterns import keep_patterns
from bulletin_corpus.planning import key_of
from bulletin_corpus.reviewing import Review, judged_pairs
from bulletin_corpus.schema import to_arrow
from bulletin_corpus.storage.raw import SetAside
from bulletin_corpus.storage.results import read_file_entries, read_rows, write_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bulletin_corpus.config import BuildConfig
    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.documents import ArticleText, Item
    from bulletin_corpus.kept import KeptPerson
    from bulletin_corpus.language.people.comparison import Features, Profile
    from bulletin_corpus.planning import Source
    from bulletin_corpus.recipe import Recipe
    from bulletin_corpus.stages.resolve import Judged
    from bulletin_corpus.storage.results import Place

    Places = NDArray[np.int64]


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
            kept.append(row_of_bulletin(key, found) | _outlines(found.items))
            outcomes.append(Outcome(source.name, found.sha256, key, None))
    keep_patterns()
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
    places = {place for task in tasks for place, _ in task.free}
    texts = read_rows(folder, places, ["issue_date", "dates", "texts"])
    return write_rows(folder, [_pair_block(task, texts, config) for task in tasks])


def _pair_block(task: BlockTask, texts: Mapping[Place, pa.Table], config: BuildConfig) -> dict[str, Any]:
    """The row of the items that these articles make: pairs, or each an item of its own."""
    from bulletin_corpus.processing import dictionary_of, make_item, sides_of
    from bulletin_corpus.stages.pair import pair

    contexts: dict[str, BulletinContext] = {}
    sides: dict[str, list[ArticleText]] = {"zh": [], "en": []}
    home: dict[str, int] = {}
    for number, (place, ids) in enumerate(task.free):
        (row,) = texts[place].to_pylist()
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
        return row_of_items(task.key, items, review.told) | _outlines(items)
    items = []
    by_id = {article.article_id: article for article in (*sides["zh"], *sides["en"])}
    paired = partial(pair, dictionary=dictionary_of(config))
    for link in judged_pairs(sides["zh"], sides["en"], review, paired):
        zh, en = link.zh_article_id, link.en_article_id
        if home[zh] == home[en] and {zh, en} <= task.refused:
            continue  # the bulletin itself has already said no
        context = contexts[zh] if contexts[zh].issue_date else contexts[en]
        items.append(make(by_id[zh], by_id[en], link, context=context))
    return row_of_items(task.key, items, review.told) | _outlines(items)


def _outlines(items: Sequence[Item]) -> dict[str, Any]:
    """The column of a row that says with whom each person of these items is compared."""
    from bulletin_corpus.language.people.comparison import outline

    return {"outlines": [outline(person)._asdict() for item in items for person in item.extraction.persons]}


@dataclass(frozen=True, slots=True)
class SomePersons:
    """Persons of kept results: files, each with places in its column `persons` and the ranks of their profiles."""

    files: tuple[tuple[str, Places, Places], ...]


@dataclass(frozen=True, slots=True)
class ComparisonTask:
    """Pairs of profiles to be compared, by rank, and all persons of these."""

    persons: SomePersons
    pairs: Places


@dataclass(frozen=True, slots=True)
class GroupTask:
    """Persons of whole groups, the pairs of their profiles that are alike, the surest first, and what people said."""

    persons: SomePersons
    pairs: Places
    judged: Judged


def compare_persons(task: ComparisonTask, folder: Path) -> tuple[list[Features], Places]:
    """What can hold for a pair of profiles, each once, and for each pair its place among them."""
    from bulletin_corpus.stages.resolve import compare_all

    forms: dict[Features, int] = {}
    found = compare_all(_profiles(task.persons, folder), task.pairs.tolist())
    form_of = np.fromiter((forms.setdefault(one, len(forms)) for one in found), np.int64, len(found))
    return list(forms), form_of


def make_officials(task: GroupTask, folder: Path) -> pa.Table:
    """The officials of these groups, with two columns more: the ranks of their profiles, their mentions as numbers."""
    from bulletin_corpus.stages.resolve import officials_of

    profiles = _profiles(task.persons, folder)
    made = officials_of(profiles, [(one, other) for one, other in task.pairs.tolist()], task.judged)
    ranks: dict[str, list[int]] = {one.official_id: [] for one in made.officials}
    for rank, official in sorted(made.official_of.items()):
        ranks[official].append(rank)
    mentions = [[number for rank in held for number in _mention_numbers(profiles[rank])] for held in ranks.values()]
    return (
        to_arrow("officials", made.officials)
        .append_column("ranks", pa.array(list(ranks.values()), pa.list_(pa.int64())))
        .append_column("mentions", pa.array(mentions, pa.list_(pa.uint64())))
    )


def _mention_numbers(profile: Profile) -> list[int]:
    """The ids of all mentions of a profile's persons, as numbers."""
    return [int(one.mention_id.removeprefix("n-"), 16) for person in profile.persons for one in person.mentions]


def _profiles(some: SomePersons, folder: Path) -> dict[int, Profile]:
    """The profiles of these persons, by rank."""
    from bulletin_corpus.stages.resolve import profiles_of

    persons: list[KeptPerson] = []
    ranks: list[int] = []
    for file, places, held in some.files:
        persons += kept_persons(read_file_entries(folder, file, "persons").take(pa.array(places, pa.int64())))
        ranks += held.tolist()
    return profiles_of(persons, ranks)
