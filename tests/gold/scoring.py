"""How far a built corpus is from the gold, figure by figure, end to end.

Input: the rows of a corpus and the gold of its bulletins. Output: `Scores`. An article that was cut wrongly costs its
pair, its sentences and its records too. What counts as the same stands in measures.py. The figures:

clean       1 - character error rate of the Chinese text of rightly cut articles (letters, digits, characters)
segment     F1 of articles with the right language, first and last line
headline    share of gold articles whose headline and subheadline are both right (none, where there is none)
kind        share of found articles whose kind is right; issue_date: share of bulletins whose month is right
credit      F1 of (role, name) credits
pair        F1 of article pairs
link        F1 of sentence links, both sides exactly right; link_soft: half of both texts shared counts;
            link_crossing: share of gold links whose order differs from another's that are exactly right
meeting     F1 of meetings found; *_date (start and end), *_mode, *_place (both languages): share of gold meetings
            with it right; *_countries: F1; *_people: F1 of participants, both names right; *_titles: F1 of (person,
            Chinese title, English title); *_roles: F1 of (person, role)
workshop    the same with its speakers, and *_name, *_theme, *_venue (most of it right in both languages), *_organizers
official    F1 of persons over the whole corpus, both names right; official_titles: F1 of their positions
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import bulletin_corpus
from gold.annotation import LANGS
from gold.events import EventComparison, sides, take_likest
from gold.measures import Counts, Tally, letters, overlap, same_text, shared
from gold.persons import score_officials

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bulletin_corpus.records import (
        Article,
        ArticlePair,
        Bulletin,
        Kind,
        Lang,
        Meeting,
        Official,
        SentencePair,
        Workshop,
    )
    from gold.annotation import GoldArticle, GoldBulletin, GoldEvent, GoldItem, GoldLines
    from gold.events import BuiltEvent
    from gold.measures import Figure, Miss

# An article stands for a gold one when they share at least this much of their lines, and a link is softly right from
# this share of both texts on: below a half, most of it is something else.
SAME_LINES = 0.5
SOFT_LINK = 0.5


@dataclass(frozen=True, slots=True)
class CorpusRows:
    """The rows of a corpus that are scored, in the order of its tables."""

    bulletins: Sequence[Bulletin]
    articles: Sequence[Article]
    article_pairs: Sequence[ArticlePair]
    sentence_pairs: Sequence[SentencePair]
    meetings: Sequence[Meeting]
    workshops: Sequence[Workshop]
    officials: Sequence[Official]

    @classmethod
    def read(cls, folder: Path) -> CorpusRows:
        """The rows of the corpus in `folder`."""
        corpus = bulletin_corpus.load(folder)
        return cls(
            bulletins=list(corpus.bulletins),
            articles=list(corpus.articles),
            article_pairs=list(corpus.article_pairs),
            sentence_pairs=list(corpus.sentence_pairs),
            meetings=list(corpus.meetings),
            workshops=list(corpus.workshops),
            officials=list(corpus.officials),
        )

    def articles_of(self, raw: str) -> list[Article]:
        """The articles of the file of that name."""
        ids = {row.bulletin_id for row in self.bulletins if PurePosixPath(row.path).name == raw}
        return [article for article in self.articles if article.bulletin_id in ids]


@dataclass(frozen=True, slots=True)
class Scores:
    """What was measured, by figure, and what was missed."""

    figures: dict[str, Figure]
    misses: tuple[Miss, ...]

    def values(self) -> dict[str, float]:
        """The figures' values by name."""
        return {name: figure.value for name, figure in self.figures.items()}


def score(rows: CorpusRows, gold: Sequence[GoldBulletin]) -> Scores:
    """Every figure of the corpus, measured on these bulletins; others in it count for nothing."""
    tally = Tally()
    scored: set[str] = set()
    for bulletin in gold:
        comparison = _Comparison.of(rows, bulletin, tally)
        scored |= comparison.here
        comparison.score_articles()
        comparison.score_pairs()
        comparison.score_events()
    named = [row for row in rows.officials if not row.article_ids or scored & set(row.article_ids)]
    score_officials(
        named, [official for bulletin in gold for item in bulletin.items for official in item.officials], tally
    )
    return Scores(tally.figures(), tuple(tally.misses))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One bulletin as built beside its gold.

    Attributes:
        articles: as built.
        here: their ids.
        stands: the built article that stands for each gold one, by item and language; None where none does.
    """

    rows: CorpusRows
    gold: GoldBulletin
    tally: Tally
    articles: list[Article]
    here: frozenset[str]
    stands: dict[tuple[str, Lang], Article | None]

    @classmethod
    def of(cls, rows: CorpusRows, gold: GoldBulletin, tally: Tally) -> _Comparison:
        articles = rows.articles_of(gold.raw)
        stands = {(place.item, place.lang): _standing_for(place, articles) for place in gold.articles}
        return cls(rows, gold, tally, articles, frozenset(row.article_id for row in articles), stands)

    def score_articles(self) -> None:
        """Count what belongs to the bulletin and to each article alone."""
        raw = self.gold.raw
        dates = [row.issue_date for row in self.rows.bulletins if PurePosixPath(row.path).name == raw]
        date_is_right = (dates or [None])[0] == self.gold.issue_date
        self.tally.ask("issue_date", right=date_is_right)
        if not date_is_right:
            self.tally.miss("issue_date", raw, f"{dates} for {self.gold.issue_date}")
        cuts = {(row.lang, row.line_start, row.line_end) for row in self.articles}
        wanted = [(place.lang, *place.lines) for place in self.gold.articles]
        self.tally.add("segment", Counts(sum(cut in cuts for cut in wanted), len(self.articles), len(wanted)))
        self.tally.miss_difference("segment", raw, sorted(cuts), wanted)
        items = {item.id: item for item in self.gold.items}
        for place in self.gold.articles:
            item, built = items[place.item], self.stands[place.item, place.lang]
            want = item.side(place.lang)
            if want is None:
                raise ValueError(f"{raw} places {place.item} in {place.lang}, where it has no text")
            _score_credits(built, want, raw, self.tally)
            if built is None:
                self.tally.ask("headline", right=False)
                continue
            _score_article(built, want, item, raw, self.tally)
            if place.lang == "zh" and (built.line_start, built.line_end) == place.lines:
                _score_restoring(built, want, raw, self.tally)

    def score_pairs(self) -> None:
        """Count article pairs and their sentence links."""
        items = [item for item in self.gold.items if item.zh is not None and item.en is not None]
        wanted = [(self._id(item, "zh"), self._id(item, "en")) for item in items]
        built = {
            (pair.zh_article_id, pair.en_article_id): pair.pair_id
            for pair in self.rows.article_pairs
            if pair.zh_article_id in self.here
        }
        self.tally.add("pair", Counts(sum(ids in built for ids in wanted), len(built), len(wanted)))
        missed = [f"missed {item.id}" for item, ids in zip(items, wanted, strict=True) if ids not in built]
        for detail in (*missed, *(f"wrong {' ~ '.join(ids)}" for ids in built if ids not in wanted)):
            self.tally.miss("pair", self.gold.raw, detail)
        links: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for link in self.rows.sentence_pairs:
            links[link.pair_id].append((link.zh, link.en))
        strict = soft = 0
        for item, ids in zip(items, wanted, strict=True):
            exact, like = _score_links(links[built[ids]] if ids in built else [], item, self.gold.raw, self.tally)
            strict, soft = strict + exact, soft + like
        made = sum(len(links[pair_id]) for pair_id in built.values())
        gold = sum(len(item.links) for item in items)
        self.tally.add("link", Counts(strict, made, gold))
        self.tally.add("link_soft", Counts(soft, made, gold))

    def score_events(self) -> None:
        """Count meetings and workshops that are reported; those only referred to are not scored."""
        self._score_kind("meeting", self.rows.meetings, [(item, item.meetings) for item in self.gold.items])
        self._score_kind("workshop", self.rows.workshops, [(item, item.workshops) for item in self.gold.items])

    def _score_kind(
        self, kind: Kind, rows: Sequence[BuiltEvent], wanted: Sequence[tuple[GoldItem, Sequence[GoldEvent]]]
    ) -> None:
        built = [row for row in rows if row.status == "reported" and sides(row) & self.here]
        found: list[BuiltEvent] = []
        for item, events in wanted:
            ids = {self._id(item, lang) for lang in LANGS} - {""}
            left = [row for row in built if sides(row) & ids]
            for event in events:
                best = take_likest(left, event)
                found += [] if best is None else [best]
                EventComparison(kind, best, event, f"{self.gold.raw} {item.id}", self.tally).count()
        self.tally.add(kind, Counts(len(found), len(built), sum(len(events) for _, events in wanted)))
        for row in built:
            if row not in found:
                self.tally.miss(kind, self.gold.raw, f"wrong {sorted(filter(None, sides(row)))}")

    def _id(self, item: GoldItem, lang: Lang) -> str:
        """The id of the built article that stands for the item's text; empty where none does."""
        article = self.stands.get((item.id, lang))
        return "" if article is None else article.article_id


def _standing_for(place: GoldLines, articles: Sequence[Article]) -> Article | None:
    """The article in the language that shares most of its lines with the place, the last of equal ones."""
    first, last = place.lines
    best, most = None, SAME_LINES
    for article in articles:
        if article.lang != place.lang:
            continue
        both = min(last, article.line_end) - max(first, article.line_start) + 1
        either = max(last, article.line_end) - min(first, article.line_start) + 1
        if both / either >= most:
            best, most = article, both / either
    return best


def _score_credits(built: Article | None, want: GoldArticle, raw: str, tally: Tally) -> None:
    made = [(credit.role, letters(credit.name)) for credit in (built.credits if built is not None else [])]
    gold = [(credit.role, letters(credit.name)) for credit in want.credits]
    tally.add("credit", Counts(shared(made, gold), len(made), len(gold)))
    tally.miss_difference("credit", raw, made, gold)


def _score_article(built: Article, want: GoldArticle, item: GoldItem, raw: str, tally: Tally) -> None:
    is_right = same_text(built.headline, want.headline) and same_text(built.subheadline, want.subheadline)
    tally.ask("headline", right=is_right)
    if not is_right:
        have = f"{built.headline!r} / {built.subheadline!r}"
        tally.miss("headline", raw, f"{have} for {want.headline!r} / {want.subheadline!r}")
    tally.ask("kind", right=built.kind == item.kind)
    if built.kind != item.kind:
        tally.miss("kind", raw, f"{item.id} {built.lang} {built.kind} for {item.kind}")


def _score_restoring(built: Article, want: GoldArticle, raw: str, tally: Tally) -> None:
    """Headline and body are taken together, so that only restoring is measured, not where a headline ends."""
    text = letters("".join((built.headline or "", built.subheadline or "", built.body)))
    gold = letters("".join((want.headline or "", want.subheadline or "", *want.sentences())))
    rate = tally.restored(text, gold)
    if rate:
        tally.miss("clean", raw, f"{rate:.4f} of {len(gold)} from {gold[:20]}")


def _score_links(built: list[tuple[str, str]], item: GoldItem, raw: str, tally: Tally) -> tuple[int, int]:
    """How many of the item's links are exactly and how many are softly right; crossing ones are counted here."""
    wanted = item.link_texts()
    have, want = ([(letters(zh), letters(en)) for zh, en in texts] for texts in (built, wanted))
    for link, key in zip(item.links, want, strict=True):
        if any(_cross(link, other) for other in item.links):
            tally.ask("link_crossing", right=key in have)
    for word, texts in (
        ("missed", [text for text, key in zip(wanted, want, strict=True) if key not in have]),
        ("wrong", [text for text, key in zip(built, have, strict=True) if key not in want]),
    ):
        for zh, en in texts:
            tally.miss("link", raw, f"{word} {zh[:40]} ~ {en[:60]}")
    left = list(built)
    for text in wanted:
        like = next((n for n, one in enumerate(left) if _is_like(one, text)), None)
        if like is not None:
            del left[like]
    return sum(key in have for key in want), len(built) - len(left)


def _is_like(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return all(overlap(mine, yours) >= SOFT_LINK for mine, yours in zip(one, other, strict=True))


def _cross(one: tuple[list[int], list[int]], other: tuple[list[int], list[int]]) -> bool:
    """Whether one link stands before the other on one side only."""
    if one is other:
        return False
    return (max(one[0]) < min(other[0])) != (max(one[1]) < min(other[1]))
