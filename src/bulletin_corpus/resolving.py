"""Who is who, over all kept results: this process plans on outlines and joins what is alike; tasks read the persons.

The rows do not depend on how many tasks there are: pairs of profiles are compared one by one, and whoever could be one
person by any chain of pairs is judged in one task. Nor do they depend on former builds, whose outcomes are taken over:
each stands under codes of all that it was made from, and only pairs and groups of other codes go to tasks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bulletin_corpus.chunks import Officials, standing_persons
from bulletin_corpus.judged_persons import judgements, quoted_articles
from bulletin_corpus.kept import kept_persons
from bulletin_corpus.language.people.comparison import outline
from bulletin_corpus.records import digest
from bulletin_corpus.schema import schema
from bulletin_corpus.stages.resolve import Judged, Outlines, alike, candidates, groups, odds_of, rivals
from bulletin_corpus.storage.columns import plain
from bulletin_corpus.storage.outcomes import Compared, code_of, groups_schema, mixed, summed
from bulletin_corpus.tasks import ComparisonTask, GroupTask, SomePersons, compare_persons, make_officials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.documents import SeenPerson
    from bulletin_corpus.language.people.comparison import Features
    from bulletin_corpus.stages.resolve import Candidates
    from bulletin_corpus.storage.engine import Engine
    from bulletin_corpus.storage.outcomes import Outcomes
    from bulletin_corpus.storage.results import Results

    Codes = NDArray[np.uint64]
    Places = NDArray[np.int64]

T = TypeVar("T")
R = TypeVar("R")

FEW_PERSONS = 4_000
"""Fewer are compared here: about as long as a worker needs to load the words of both languages."""

PERSONS_AT_ONCE, PAIRS_AT_ONCE = 15_000, 120_000
"""No task judges more persons, but for one group that is larger, or compares more pairs. As pairs that share a key
stand together, so many are of some 12,000 persons (1,600 generated bulletins)."""

_TEXTS = pa.list_(pa.string())

STEP = np.uint64(0x9E3779B97F4A7C15)
"""From the code of one person of a result to that of the next: 2 to the 64 by the golden ratio (Steele 2014)."""


@dataclass(frozen=True, slots=True)
class Found:
    """All persons of the corpus.

    Attributes:
        outlines: a place for each person.
        codes: of each person, from the key of the result and the person's place in it.
        files: of kept results.
        file_of: the file that a person stands in, by its place in `files`.
        place_in: the person's place in the file's column `persons`, all rows together.
    """

    outlines: Outlines
    codes: Codes
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


class Said(NamedTuple):
    """What people said on persons.

    Attributes:
        judged: as resolving needs it.
        ranks: of the profiles that it is about.
        code: of all that was said.
        unmet: what of it was not met, in words.
    """

    judged: Judged
    ranks: Places
    code: np.uint64
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Who is compared and judged, and where.

    Attributes:
        found: all persons.
        chosen: their profiles, and which of these are compared.
        codes: of each profile, from the codes of its persons.
        folder: of the kept results.
        engine: does the work.
        few: work on fewer persons is done here.
    """

    found: Found
    chosen: Candidates
    codes: Codes
    folder: Path
    engine: Engine
    few: int

    def shares(self, count: int, size: int, most: int) -> int:
        """In how many tasks work on so many persons is cut, of this size in all and at most that size each."""
        return max(1 if self._here(count) else self.engine.workers, -(-size // most))

    def run(self, job: Callable[[T], R], tasks: Sequence[T], count: int) -> list[R]:
        """What the job makes of each of these tasks, which are about so many persons."""
        return self.engine.run(job, tasks, here=self._here(count))

    def _here(self, count: int) -> bool:
        return self.engine.workers == 1 or count < self.few


def resolve_all(  # noqa: PLR0913  # all that the corpus step knows
    results: Results,
    outcomes: Outcomes,
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
        outcomes: of former builds; afterwards that of this one.
        keys: of the bulletins' results, by place.
        across: keys of what was paired across them.
        dropped: for a bulletin's place, the articles whose items give no rows.
        corrections: of the build.
        engine: where persons are compared.
        few: fewer persons are compared here.
    """
    found = find_persons(results, keys, across, dropped)
    chosen = candidates(found.outlines)
    said = _said(corrections, chosen, lambda quoted: standing_persons(results, keys, across, dropped, quoted))
    codes = summed(mixed(found.codes), chosen.rank_of, len(chosen.profiles))
    work = Work(found, chosen, codes, results.folder, engine, few)
    compared = _compared(work, outcomes.compared)
    odds = np.array([odds_of(form) for form in compared.forms], np.float64)[compared.form_of]
    groups = _judged(work, outcomes.groups, alike(chosen.pairs, odds), said)
    outcomes.keep(compared, groups)

    rows = groups.filter(plain(groups["official"]).is_valid())
    ids = pc.struct_field(plain(rows["official"]), "official_id")
    rows = rows.take(pc.sort_indices(ids))
    ids = ids.take(pc.sort_indices(ids))
    official_of = np.full(len(codes), -1, np.int64)
    members, owner = _flat(rows["profiles"])
    by_code = np.argsort(codes)
    official_of[by_code[np.searchsorted(codes[by_code], members)]] = owner
    mentions, owner = _flat(rows["mentions"])
    named = Officials(mentions, ids.take(_arrow(owner)))
    others = rivals(chosen.pairs, odds, official_of)
    return _table(plain(rows["official"]), others, compared, odds), named, said.unmet


def find_persons(
    results: Results, keys: Sequence[str], across: Sequence[str], dropped: Mapping[int, set[str]]
) -> Found:
    """Everyone whom the items that give rows name, by outline; of the results only that column is read."""
    columns: dict[str, list[Any]] = {"profile": [], "mention": [], "keys": []}
    files: list[str] = []
    counts, orders, codes = [np.zeros(0, np.int64)], [pa.array([], pa.string())], [np.zeros(0, np.uint64)]
    file_of, place_in = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    whole = [*keys, *across]
    code_of_key = code_of(whole)
    for file, wanted in results.by_file(whole):
        standing = list(_standing(results, file, wanted, dropped))
        places = np.concatenate([*(first + held for first, held in standing), np.zeros(0, np.int64)])
        if not len(places):
            continue
        for (_, at), (_, held) in zip(wanted, standing, strict=True):
            codes.append(code_of_key[at] + held.astype(np.uint64) * STEP)
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
    return Found(outlines, np.concatenate(codes), tuple(files), np.concatenate(file_of), np.concatenate(place_in))


def _standing(
    results: Results, file: str, wanted: Sequence[tuple[int, int]], dropped: Mapping[int, set[str]]
) -> Iterator[tuple[int, Places]]:
    """For each wanted result of a file, as row and place in the corpus, the persons of items that give rows.

    Yields:
        The place of its first person in the file, and the places of those persons behind it.
    """
    ends = results.entries(file, "outlines")[1]
    for row, place in wanted:
        start, end = (int(ends[row - 1]) if row else 0), int(ends[row])
        persons = np.arange(end - start)
        if place in dropped:
            held = kept_persons(results.entries(file, "persons")[0].slice(start, end - start))
            gone = [any(one.article_id in dropped[place] for one in person.mentions) for person in held]
            persons = persons[~np.array(gone, bool)]
        yield start, persons


def _compared(work: Work, known: Compared) -> Compared:
    """How all pairs compare: those that are known, and those that are compared now."""
    pairs = work.chosen.pairs
    one, other = work.codes[pairs[:, 0]], work.codes[pairs[:, 1]]
    at = known.find(one, other)
    held, missing = np.flatnonzero(at >= 0), np.flatnonzero(at < 0)
    persons = np.flatnonzero(np.isin(work.chosen.rank_of, pairs[missing]))
    parts = [
        part for part in np.array_split(missing, work.shares(len(persons), len(missing), PAIRS_AT_ONCE)) if len(part)
    ]
    tasks = [
        ComparisonTask(
            work.found.some(persons[np.isin(work.chosen.rank_of[persons], pairs[part])], work.chosen.rank_of),
            pairs[part],
        )
        for part in parts
    ]
    told = work.run(partial(compare_persons, folder=work.folder), tasks, len(persons))
    forms: dict[Features, int] = {}
    form_of = np.empty(len(pairs), np.int64)
    for part, (names, places) in zip([held, *parts], [(known.forms, known.form_of[at[held]]), *told], strict=True):
        numbers = np.zeros(len(names), np.int64)
        for used in np.unique(places).tolist():
            numbers[used] = forms.setdefault(names[used], len(forms))
        form_of[part] = numbers[places]
    return Compared(one, other, list(forms), form_of)


def _judged(work: Work, known: pa.Table, joined: Places, said: Said) -> pa.Table:
    """Whom all groups of profiles are, in the columns of kept groups: those that are known, and those judged now."""
    ranks = work.chosen.rank_of
    same = np.array(said.judged.same, np.int64).reshape(-1, 2)
    group = groups(len(work.codes), np.concatenate((joined, same)))
    codes = summed(mixed(work.codes), group, len(group))
    links = mixed(mixed(work.codes[joined[:, 0]]) + work.codes[joined[:, 1]])
    codes += summed(links, group[joined[:, 0]], len(group))
    codes[np.unique(group[said.ranks])] += said.code
    asked = np.unique(group)
    kept = known.filter(pa.array(np.isin(known["group"].to_numpy(), codes[asked])))
    new = asked[~np.isin(codes[asked], kept["group"].to_numpy())]

    persons = np.flatnonzero(np.isin(group[ranks], new))
    tasks = []
    for part in _shares(group[ranks[persons]], work.shares(len(persons), len(persons), PERSONS_AT_ONCE)):
        some = persons[part]
        pairs = joined[np.isin(joined[:, 0], ranks[some])]
        tasks.append(GroupTask(work.found.some(some, ranks), pairs, said.judged))
    found = []
    for made in work.run(partial(make_officials, folder=work.folder), tasks, len(persons)):
        members, owner = _flat(made["ranks"])
        opens = np.flatnonzero(np.diff(owner, prepend=-1))
        offsets = pa.array(np.concatenate((opens, [len(owner)])), pa.int32())
        columns: list[Any] = [
            pa.array(codes[group[members[opens]]]),
            _structs(made),
            pa.ListArray.from_arrays(offsets, pa.array(work.codes[members])),
            plain(made["mentions"]),
        ]
        found.append(pa.Table.from_arrays(columns, schema=groups_schema()))
    whole = pa.concat_tables([kept, *found])
    nobody = codes[new][~np.isin(codes[new], whole["group"].to_numpy())]
    return pa.concat_tables([whole, _of_nobody(nobody)]).combine_chunks()


def _said(
    corrections: Corrections,
    chosen: Candidates,
    persons_in: Callable[[set[str]], Sequence[SeenPerson]],
) -> Said:
    """What people said on persons, by the ranks of profiles."""
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
    about = np.array(sorted({rank_of[mention] for mention in mentions}), np.int64)
    code = code_of([digest(repr((found.same, found.different, found.names)))])[0]
    return Said(judged, about, code, found.unmet)


def _shares(group: Places, shares: int) -> list[Places]:
    """The persons, whose groups these are, in so many parts of about one size, whole groups each."""
    if not len(group):
        return []
    order = np.argsort(group, kind="stable")
    opens = np.flatnonzero(np.concatenate(([True], np.diff(group[order]) != 0)))
    wanted = np.arange(1, shares) * len(group) // shares
    cuts = np.unique(opens[np.minimum(np.searchsorted(opens, wanted), len(opens) - 1)])
    return [part for part in np.split(order, cuts) if len(part)]


def _structs(officials: pa.Table) -> Any:  # noqa: ANN401  # an Arrow array
    """The officials without rivals, as structs."""
    fields = list(groups_schema().field("official").type)
    return pa.StructArray.from_arrays([plain(officials[field.name]) for field in fields], fields=fields)


def _of_nobody(codes: Codes) -> pa.Table:
    """Rows for groups of which nobody is an official."""
    fields = groups_schema()
    empty = [pa.nulls(len(codes), fields.field(name).type) for name in ("official", "profiles", "mentions")]
    return pa.Table.from_arrays([pa.array(codes), *empty], schema=fields)


def _table(officials: Any, others: Places, compared: Compared, odds: NDArray[np.float64]) -> pa.Table:  # noqa: ANN401
    """The rows of these officials, with their rivals, as places, and the pairs that tell of these."""
    fields = schema("officials")
    kind = fields.field("rivals").type
    reasons = pa.array([[f"{name} ({weight:+.1f})" for name, weight in form] for form in compared.forms], _TEXTS)
    whose, other, pair = others.T
    columns = {
        "official_id": officials.field("official_id").take(_arrow(other)),
        "odds": pa.array(odds[pair]),
        "reasons": reasons.take(_arrow(compared.form_of[pair])),
    }
    structs = pa.StructArray.from_arrays(
        [columns[field.name].cast(field.type) for field in kind.value_type], fields=list(kind.value_type)
    )
    ends = np.cumsum(np.bincount(whose, minlength=len(officials)))
    offsets = pa.array(np.concatenate(([0], ends)), pa.int32())
    rival_lists = pa.ListArray.from_arrays(offsets, structs, type=kind)
    made = [rival_lists if field.name == "rivals" else officials.field(field.name) for field in fields]
    return pa.Table.from_arrays(made, schema=fields)


def _flat(column: Any) -> tuple[Any, Places]:  # noqa: ANN401
    """The numbers in a column of lists, and the row of each."""
    lists = plain(column)
    lengths = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    return lists.flatten().to_numpy(), np.repeat(np.arange(len(lists)), lengths)


def _arrow(places: Places) -> Any:  # noqa: ANN401  # the stubs of pyarrow know too little of arrays of numbers
    return pa.array(places, pa.int64())
