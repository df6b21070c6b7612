"""Which articles are left to be paired across bulletins, and in which blocks they are compared.

An article is free if it is the first of its text and stands in no pair: it found no counterpart in its bulletin, or
its counterpart repeats another text. Blocks are compared in rounds, the most specific first: bulletins whose files
have one name (zh/july.txt and en/july.txt), then those of one month of issue, then those of neighbouring months. The
blocks of a round share no bulletin, so they can be compared at the same time, anywhere, with the same outcome.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulletin_corpus.repeats import Repeats


@dataclass(frozen=True, slots=True)
class BulletinItems:
    """The items of one built bulletin, as articles.

    Attributes:
        path, key, issue_date: of the bulletin, whose result is kept under that key.
        items: Chinese and English article id of each item, one of them None where an article stands alone.
    """

    path: str
    key: str
    issue_date: str | None
    items: Sequence[tuple[str | None, str | None]]


@dataclass(slots=True)
class FreeArticles:
    """The free articles of one bulletin, by language.

    Attributes:
        zh, en: ids of those that are still free.
        all: ids of those that were free at first.
        refused: ids of those that the bulletin could not pair itself.
    """

    zh: list[str] = field(default_factory=list)
    en: list[str] = field(default_factory=list)
    all: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    @property
    def ids(self) -> list[str]:
        """All ids, zh first."""
        return [*self.zh, *self.en]

    def take(self, article_id: str) -> None:
        """Nothing; the article is free no more."""
        for side in (self.zh, self.en):
            if article_id in side:
                side.remove(article_id)


@dataclass(frozen=True, slots=True)
class Block:
    """Free articles of some bulletins.

    Attributes:
        free: places of bulletins, in order, with the ids of their free articles.
        pairing: whether they are to be paired; else each makes an item of its own.
    """

    free: tuple[tuple[int, tuple[str, ...]], ...]
    pairing: bool = True


@dataclass(slots=True)
class Leftovers:
    """What items are left out of the corpus, and which articles are free, while blocks are compared.

    Attributes:
        free: by the bulletin's place.
        dropped: for a bulletin's place, the articles whose items give no rows: they repeat a text, or were paired
            across bulletins.
    """

    free: dict[int, FreeArticles]
    dropped: dict[int, set[str]]

    def pair_made(self, articles: Sequence[tuple[int, str]]) -> None:
        """Nothing; these articles, each of the bulletin at that place, are an item of their own from now on."""
        for place, article_id in articles:
            free = self.free[place]
            free.take(article_id)
            if article_id in free.refused:
                self.dropped.setdefault(place, set()).add(article_id)

    def alone(self) -> list[Block]:
        """For each bulletin the free articles that stand in no item, because theirs repeats a text."""
        left = {
            place: tuple(article_id for article_id in free.ids if article_id not in free.refused)
            for place, free in sorted(self.free.items())
        }
        return [Block(((place, ids),), pairing=False) for place, ids in left.items() if ids]


def leftovers(bulletins: Sequence[BulletinItems], repeats: Repeats) -> Leftovers:
    """The free articles of bulletins in order of their paths, and the items that repeat a text."""
    free: dict[int, FreeArticles] = {}
    dropped: dict[int, set[str]] = {}
    for place, bulletin in enumerate(bulletins):
        for item in bulletin.items:
            if None not in item and place not in repeats.final:
                continue
            held = [(lang, one) for lang, one in zip(("zh", "en"), item, strict=True) if one is not None]
            first = [(lang, one) for lang, one in held if repeats.is_first(place, one)]
            if len(first) < len(held):
                dropped.setdefault(place, set()).update(one for _, one in held)
            elif len(held) == 2:
                continue
            for lang, one in first:
                mine = free.setdefault(place, FreeArticles())
                (mine.zh if lang == "zh" else mine.en).append(one)
                mine.all.append(one)
                if len(held) == 1:
                    mine.refused.add(one)
    return Leftovers(free, dropped)


def rounds(bulletins: Sequence[BulletinItems], left: Leftovers, max_lag_months: int) -> Iterator[list[Block]]:
    """Rounds of blocks with free articles of both languages; what a round pairs is gone from `left` before the next."""
    by_name: dict[str, list[int]] = defaultdict(list)
    by_month: dict[int | None, list[int]] = defaultdict(list)
    for place in sorted(left.free):
        by_name[PurePosixPath(bulletins[place].path).name].append(place)
        by_month[_months(bulletins[place].issue_date)].append(place)
    months = sorted(month for month in by_month if month is not None)
    yield _with_both_sides((group for _, group in sorted(by_name.items()) if len(group) > 1), left)
    yield _with_both_sides([*(by_month[month] for month in months), by_month.get(None, [])], left)
    for lag in range(1, max_lag_months + 1):
        for turn in (0, 1):  # a month is compared with the earlier one in one turn, with the later one in the other
            pairs = [month for month in months if month + lag in by_month and month // lag % 2 == turn]
            yield _with_both_sides((sorted(by_month[month] + by_month[month + lag]) for month in pairs), left)


def _with_both_sides(groups: Iterator[list[int]] | list[list[int]], left: Leftovers) -> list[Block]:
    """The groups' free articles, where there are some of both languages."""
    blocks = []
    for group in groups:
        free = [(place, left.free[place]) for place in group if left.free[place].ids]
        if any(one.zh for _, one in free) and any(one.en for _, one in free):
            blocks.append(Block(tuple((place, tuple(one.ids)) for place, one in free)))
    return blocks


def _months(issue_date: str | None) -> int | None:
    """Months since year 0; None where the issue has no date."""
    if issue_date is None:
        return None
    year, month = issue_date.split("-")
    return int(year) * 12 + int(month)
