"""Who is who, over all kept results: this process plans on outlines and joins what is alike; tasks read the persons.

The rows do not depend on how many tasks there are: pairs of profiles are compared one by one, and whoever could be one
person by any chain of pairs is judged in one task.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bulletin_corpus.chunks import Officials, standing_persons
from bulletin_corpus.judged_persons import judgements, quoted_articles
from bulletin_corpus.kept import kept_persons
from bulletin_corpus.language.people.comparison import outline
from bulletin_corpus.schema import plain_type, schema
from bulletin_corpus.stages.resolve import Judged, Outlines, alike, candidates, groups, odds_of, rivals
from bulletin_corpus.tasks import ComparisonTask, GroupTask, SomePersons, compare_persons, make_officials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.documents import SeenPerson
    from bulletin_corpus.stages.resolve import Candidates
    from bulletin_corpus.storage.engine import Engine
    from bulletin_corpus.storage.results import Results

    Places = NDArray[np.int64]

FEW_PERSONS = 4_000
"""Fewer are compared here: about as long as a worker needs to load the words of both languages."""

PERSONS_AT_ONCE = 100_000
"""No task is given more, but for one group that is larger; they take some 150 MB."""


@dataclass(frozen=True, slots=True)
class Found:
    """All persons of the corpus.

    Attributes:
        outlines: a place for each person.
        files: of kept results.
        file_of: the file that a person stands in, by its place in `files`.
        place_in: the person's place in the file's column `persons`, all rows together.
    """

    outlines: Outlines
    files: tuple[str, ...]
    file_of: Places
    place_in: Places

    def some(self, persons: Places, rank_of: Places) -> SomePersons:
        """These persons, for a task."""
        files = []
        for number in np.unique(self.file_of[persons]).tolist():
            here = persons[self.file_of[persons] == number]
            files.append((self.files[number], self.place_in[here], rank_of[here]))
        return SomePersons(tuple(files))


def resolve_all(  # noqa: PLR0913  # all that the corpus step knows
    results: Results,
    keys: Sequence[str],
    across: Sequence[str],
    dropped: Mapping[int, set[str]],
    corrections: Corrections,
    engine: Engine,
    few: int = FEW_PERSONS,
) -> tuple[pa.Table, Officials, tuple[str, ...]]:
    """The rows of `officials`, whom each mention names, and the judgements on persons that were not met, in words.

    Args:
        results: hold the persons.
        keys: of the bulletins' results, by place.
        across: keys of what was paired across them.
        dropped: for a bulletin's place, the articles whose items give no rows.
        corrections: of the build.
        engine: where persons are compared.
        few: fewer persons are compared here.
    """
    found = find_persons(results, keys, across, dropped)
    chosen = candidates(found.outlines)
    said, unmet = _judged(corrections, chosen, lambda quoted: standing_persons(results, keys, across, dropped, quoted))
    count = len(chosen.rank_of)
    here = engine.workers == 1 or count < few
    shares = max(1 if here else 2 * engine.workers, -(-count // PERSONS_AT_ONCE))

    compared = [part for part in np.array_split(chosen.pairs, shares) if len(part)]
    tasks = [
        ComparisonTask(found.some(np.flatnonzero(np.isin(chosen.rank_of, part)), chosen.rank_of), part)
        for part in compared
    ]
    told = engine.run(partial(compare_persons, folder=results.folder), tasks, here=here)
    features = [one for part in told for one in part]
    odds = np.array([odds_of(one) for one in features], np.float64)

    joined = alike(chosen.pairs, odds)
    group = groups(len(chosen.profiles), [*joined, *said.same])
    group_tasks = []
    for persons in _shares(group[chosen.rank_of], shares):
        mine = set(chosen.rank_of[persons].tolist())
        pairs = [pair for pair in joined if pair[0] in mine]
        group_tasks.append(GroupTask(found.some(persons, chosen.rank_of), pairs, said))
    made = engine.run(partial(make_officials, folder=results.folder), group_tasks, here=here)
    official_of = {rank: one for share in made for rank, one in share.official_of.items()}
    others = rivals(chosen.pairs, odds, features, official_of)
    table = pa.concat_tables([schema("officials").empty_table(), *(share.rows for share in made)])
    ids: Any = pa.concat_arrays([pa.array([], pa.string()), *(share.official_ids for share in made)])
    numbers = [np.zeros(0, np.uint64), *(share.mentions for share in made)]
    return _with_rivals(table, others), Officials(np.concatenate(numbers), ids), unmet


def find_persons(
    results: Results, keys: Sequence[str], across: Sequence[str], dropped: Mapping[int, set[str]]
) -> Found:
    """Everyone whom the items that give rows name, by outline; of the results only that column is read."""
    columns: dict[str, list[Any]] = {"profile": [], "mention": [], "keys": []}
    files: list[str] = []
    counts, orders = [np.zeros(0, np.int64)], [pa.array([], pa.string())]
    file_of, place_in = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for file, wanted in results.by_file([*keys, *across]):
        places = np.concatenate([*_standing(results, file, wanted, dropped), np.zeros(0, np.int64)])
        if not len(places):
            continue
        structs = results.entries(file, "outlines")[0].take(_arrow(places))
        for name in ("profile", "mention"):
            columns[name].append(structs.field(name).to_numpy())
        lists = structs.field("keys")
        columns["keys"].append(lists.flatten().to_numpy())
        counts.append(lists.value_lengths().to_numpy())
        orders.append(structs.field("order"))
        file_of.append(np.full(len(places), len(files)))
        place_in.append(places)
        files.append(file)
    profile, mention, numbers = (np.concatenate([np.zeros(0, np.uint64), *columns[name]]) for name in columns)
    texts: Any = pa.chunked_array(orders)
    outlines = Outlines(
        profile, mention, numbers, np.concatenate(counts), lambda at: list(texts.take(_arrow(at)).to_pylist())
    )
    return Found(outlines, tuple(files), np.concatenate(file_of), np.concatenate(place_in))


def _standing(
    results: Results, file: str, wanted: Sequence[tuple[int, int]], dropped: Mapping[int, set[str]]
) -> Iterator[Places]:
    """For each wanted result of a file, as row and place in the corpus, the persons of items that give rows."""
    ends = results.entries(file, "outlines")[1]
    for row, place in wanted:
        start, end = (int(ends[row - 1]) if row else 0), int(ends[row])
        persons = np.arange(start, end)
        if place in dropped:
            held = kept_persons(results.entries(file, "persons")[0].slice(start, end - start))
            gone = [any(one.article_id in dropped[place] for one in person.mentions) for person in held]
            persons = persons[~np.array(gone, bool)]
        yield persons


def _judged(
    corrections: Corrections,
    chosen: Candidates,
    persons_in: Callable[[set[str]], Sequence[SeenPerson]],
) -> tuple[Judged, tuple[str, ...]]:
    """What people said on persons, by the ranks of profiles, and what of it was not met."""
    quoted = quoted_articles(corrections)
    persons: Sequence[SeenPerson] = persons_in(quoted) if quoted else ()
    found = judgements(corrections, persons)
    by_number = np.argsort(chosen.profiles)
    ordered = chosen.profiles[by_number]
    rank_of = {
        mention.mention_id: int(by_number[np.searchsorted(ordered, np.uint64(outline(person).profile))])
        for person in persons
        for mention in person.mentions
    }

    def ranks(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[int, int], ...]:
        made = {(min(pair), max(pair)) for pair in ((rank_of[one], rank_of[other]) for one, other in pairs)}
        return tuple(sorted(pair for pair in made if pair[0] != pair[1]))

    mentions = {mention for pair in (*found.same, *found.different) for mention in pair}
    mentions |= {mention for mention, _, _ in found.names}
    judged = Judged(ranks(found.same), ranks(found.different), found.names, frozenset(mentions))
    return judged, found.unmet


def _shares(group: Places, shares: int) -> list[Places]:
    """The persons, whose groups these are, in so many parts of about one size, whole groups each."""
    if not len(group):
        return []
    order = np.argsort(group, kind="stable")
    opens = np.flatnonzero(np.concatenate(([True], np.diff(group[order]) != 0)))
    wanted = np.arange(1, shares) * len(group) // shares
    cuts = np.unique(opens[np.minimum(np.searchsorted(opens, wanted), len(opens) - 1)])
    return [part for part in np.split(order, cuts) if len(part)]


def _with_rivals(table: pa.Table, others: Mapping[str, Any]) -> pa.Table:
    """The rows by id, with their rivals."""
    ids: list[Any] = table["official_id"].to_pylist()
    order = sorted(range(len(ids)), key=lambda at: ids[at])
    found = [[one.row() for one in others.get(ids[at], ())] for at in order]
    fields = schema("officials")
    at = fields.get_field_index("rivals")
    kind = plain_type(fields.field("rivals").type)
    return table.take(_arrow(np.array(order, np.int64))).set_column(at, fields.field("rivals"), pa.array(found, kind))


def _arrow(places: Places) -> Any:  # noqa: ANN401  # the stubs of pyarrow know too little of arrays of numbers
    return pa.array(places, pa.int64())
