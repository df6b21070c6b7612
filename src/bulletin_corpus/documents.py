"""What the stages hand to each other inside a build, before it becomes rows.

RawBulletin -> clean -> CleanText -> segment -> Segmentation (ArticleTexts) -> pair -> ArticleLinks
            -> align -> SentenceLinks -> extract -> Extraction (events, Persons) -> resolve -> officials
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, overload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from bulletin_corpus.offsets import MappedText
    from bulletin_corpus.records import Credit, Kind, Lang, Meeting, RepairCount, Span, Workshop


READ_CHARS = 20_000
"""So much of each part of an article is read for persons, dates and events, which bounds the work on hostile input; the
longest of 109 annotated items has 3,000 characters. `stages.extract` warns where a text goes on."""


@dataclass(frozen=True, slots=True)
class RawBulletin:
    """One raw file, decoded: `text` is without byte order mark, its line ends untouched."""

    path: str
    sha256: str
    encoding: str
    text: str


class Repair(NamedTuple):
    """One place that `clean` restored: the raw span, what stood there and what stands there now."""

    rule: str
    char_start: int
    char_end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CleanLine:
    """One line of the raw file, restored; lines are never joined, split, moved or dropped by cleaning.

    Attributes:
        number: from 1, as the raw file counts its lines (LF, CRLF, CR or U+2028 ends one).
        text: the restored text, without its line end.
        char_start: raw offset of the line's first character, also where nothing is left of it.
        char_end: raw offset behind its last character, its line end not included.
    """

    number: int
    text: MappedText
    char_start: int
    char_end: int


class CleanLines(Sequence[CleanLine]):
    """The lines of a restored page, each cut out when it is asked for: a hostile file has a million."""

    def __init__(self, page: MappedText, spans: NDArray[np.int64], raw_spans: NDArray[np.int64]) -> None:
        """Lines of `page`: `[start, end)` of each in its text and in the raw file, in rows."""
        self._page, self._spans, self._raw_spans = page, spans, raw_spans

    def __len__(self) -> int:
        return len(self._raw_spans)

    def __iter__(self) -> Iterator[CleanLine]:
        columns = [memoryview(column.copy()) for column in (*self._spans.T, *self._raw_spans.T)]
        for number, (start, end, raw_start, raw_end) in enumerate(zip(*columns, strict=True), 1):
            yield CleanLine(number, self._page[start:end], raw_start, raw_end)

    @overload
    def __getitem__(self, at: int) -> CleanLine: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[CleanLine]: ...
    def __getitem__(self, at: int | slice) -> CleanLine | Sequence[CleanLine]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        start, end = self._spans[number].tolist()
        raw_start, raw_end = self._raw_spans[number].tolist()
        return CleanLine(number + 1, self._page[start:end], raw_start, raw_end)


class Repairs(Sequence[Repair]):
    """All repairs of a page by their raw place, those of one place as they were made; each when it is asked for."""

    def __init__(
        self,
        rules: Sequence[str],
        starts: NDArray[np.int64],
        ends: NDArray[np.int64],
        before: Sequence[str],
        after: Sequence[str],
    ) -> None:
        """The fields of `Repair` by columns, in the order in which they were made."""
        self._rules, self._before, self._after = rules, before, after
        self._starts, self._ends = starts, ends
        self._order = starts.argsort(kind="stable")

    def __len__(self) -> int:
        return len(self._rules)

    def __iter__(self) -> Iterator[Repair]:
        spans = zip(self._starts[self._order].tolist(), self._ends[self._order].tolist(), strict=True)
        for n, (start, end) in zip(self._order.tolist(), spans, strict=True):
            yield Repair(self._rules[n], start, end, self._before[n], self._after[n])

    @overload
    def __getitem__(self, at: int) -> Repair: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Repair]: ...
    def __getitem__(self, at: int | slice) -> Repair | Sequence[Repair]:
        if isinstance(at, slice):
            return list(self)[at]
        n = int(self._order[at])
        return Repair(self._rules[n], int(self._starts[n]), int(self._ends[n]), self._before[n], self._after[n])


@dataclass(frozen=True, slots=True)
class CleanText:
    """A restored bulletin: every line of the raw file, what was repaired, what looks damaged and was left."""

    lines: Sequence[CleanLine]
    repairs: Sequence[Repair]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as the stages read it; the `Article` row is made from it.

    Attributes:
        article_id: see `records.article_id`; a text repeated in one bulletin has a suffix.
        position: order in the bulletin, from 0, by first character.
        body: paragraphs joined by newline, without dateline and credits.
        sentences: `[start, end)` of each sentence in `body`, in order, without white space at the ends.
        spans: raw spans of all parts, in order, adjacent ones of a part joined.
    """

    article_id: str
    lang: Lang
    position: int
    headline: MappedText | None
    subheadline: MappedText | None
    dateline: MappedText | None
    body: MappedText
    credits: tuple[Credit, ...]
    sentences: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]
    line_start: int
    line_end: int

    def sentence_texts(self) -> list[str]:
        """The body's sentences, in order."""
        return [self.body.text[start:end] for start, end in self.sentences]


@dataclass(frozen=True, slots=True)
class Leftover:
    """Raw characters that no article holds: recognised furniture, or a reject with its reason."""

    kind: Literal["furniture", "reject"]
    reason: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What segmenting made of a line, or of a part of it, and why; `inspect` shows it."""

    line: int
    label: str
    article: int | None
    reasons: tuple[str, ...]
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A bulletin's articles in order of their first character, and all that is left."""

    articles: tuple[ArticleText, ...]
    leftovers: tuple[Leftover, ...]
    issue_date: str | None
    decisions: tuple[LineDecision, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """Two articles that belong together, by their ids; fields as in `records.ArticlePair`.

    `rivals` are the likeliest other links of either article, which lost; they have no rivals of their own.
    """

    zh_article_id: str
    en_article_id: str
    score: float
    evidence: tuple[str, ...]
    rivals: tuple[ArticleLink, ...] = ()
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class SentenceLink:
    """Sentences that say the same: positions on each side, never empty; fields as in `records.SentencePair`."""

    zh_positions: tuple[int, ...]
    en_positions: tuple[int, ...]
    score: float
    crossing: bool
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class NameMention:
    """One place of an article where a person is named.

    Attributes:
        mention_id: see `records.mention_id`; order counts all mentions of the article by their place.
        part: headline, subheadline or body: what `start`, `end` and the title's offsets count in.
        title: all offices as printed beside the name; None at a mention without one.
        country: the country or organisation that the title or the wording gives; None where it gives none.
        rule: dotted name, e.g. `official.title-name.zh`.
    """

    mention_id: str
    article_id: str
    lang: Lang
    part: Literal["headline", "subheadline", "body"]
    name: str
    start: int
    end: int
    title: str | None
    title_start: int
    title_end: int
    country: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Office:
    """One office in both languages; either may be None, not both."""

    title_zh: str | None
    title_en: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one item, with all mentions on both sides.

    Attributes:
        title_zh, title_en: the whole title as this item prints it (公安部副部长、国家移民管理局局长).
        offices: one for each office of it; empty for a person who is named without office (no official).
        seen: the day of the item: of its event, else of its dateline; None where it has none.
        mentions: at least one, by article (zh first) and place.
    """

    name_zh: str | None
    name_en: str | None
    country: str | None
    title_zh: str | None
    title_en: str | None
    offices: tuple[Office, ...]
    seen: date | None
    mentions: tuple[NameMention, ...]


class SeenName(Protocol):
    """One place where a text names a person, as resolving reads it: a `NameMention`, or the kept part of one."""

    @property
    def mention_id(self) -> str:
        """Id of the place."""

    @property
    def article_id(self) -> str:
        """Article that it stands in."""

    @property
    def name(self) -> str:
        """Name as printed there."""


class SeenPerson(Protocol):
    """A person of one item, as resolving reads them: a `Person`, or the kept part of one."""

    @property
    def name_zh(self) -> str | None:
        """Chinese name."""

    @property
    def name_en(self) -> str | None:
        """English name."""

    @property
    def country(self) -> str | None:
        """Country or organisation."""

    @property
    def offices(self) -> tuple[Office, ...]:
        """Offices that the item gives."""

    @property
    def seen(self) -> date | None:
        """Day of the item."""

    @property
    def mentions(self) -> Sequence[SeenName]:
        """Where the item names the person."""


@dataclass(frozen=True, slots=True)
class BulletinContext:
    """What an item may learn from its bulletin: the month of issue (YYYY-MM) and full dates that its items print."""

    issue_date: str | None
    dates: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one item (a pair, or an article without counterpart) reports.

    `meetings` and `workshops` carry no official ids yet; `persons` holds everyone who is named, in order of mention.
    """

    kind: Kind
    meetings: tuple[Meeting, ...]
    workshops: tuple[Workshop, ...]
    persons: tuple[Person, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One news item: a pair of articles with its sentence links, or one article alone, and what it reports.

    `relation` says how the texts of a pair are related; None for one article alone.
    """

    zh: ArticleText | None
    en: ArticleText | None
    pair: ArticleLink | None
    relation: Literal["translation", "comparable"] | None
    links: tuple[SentenceLink, ...]
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class BulletinResult:
    """All that one bulletin gives by itself; the corpus step needs nothing else of it.

    Attributes:
        articles: in order; those that repeat an earlier one of this bulletin have an id with a suffix and no item.
        leftovers: with their raw text.
        items: in order of their first article; every article that repeats none is in exactly one.
        coverage: share of the characters other than white space that articles and furniture hold; 1.0 for none.
        reviewed: ids of articles that a person joined or split.
        told: what became of each correction that concerns the bulletin: its key, and None or why it was not met.
    """

    path: str
    sha256: str
    encoding: str
    n_chars: int
    context: BulletinContext
    articles: tuple[ArticleText, ...]
    leftovers: tuple[tuple[Leftover, str], ...]
    items: tuple[Item, ...]
    coverage: float
    repairs: tuple[RepairCount, ...]
    warnings: tuple[str, ...]
    reviewed: frozenset[str] = frozenset()
    told: tuple[tuple[str, str | None], ...] = ()
