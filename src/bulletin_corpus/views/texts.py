"""Articles as a person reads them in a terminal: sentences with people and dates marked, both languages side by side.

Drawn with rich, which leaves colours out where the output is no terminal or NO_COLOR is set. Everything that comes
from a bulletin is made harmless first.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from bulletin_corpus.records import Record
from bulletin_corpus.views.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import ConsoleOptions, RenderableType, RenderResult

    from bulletin_corpus.records import Meeting, Sentence, SentencePair, Workshop
    from bulletin_corpus.storage.corpus import Corpus, Table

R_co = TypeVar("R_co", bound=Record, covariant=True)

NAME_STYLE = "bold cyan"
DATE_STYLE = "bold green"
EVIDENCE_STYLE = "bold green"
LABEL_STYLE = "bold"
FAINT_STYLE = "dim"

SIDE_BY_SIDE_COLUMNS = 100
"""A terminal narrower than this shows one language under the other."""
UNBROKEN_COLUMNS = 4000
"""In a file or a pipe, one language stands under the other, and only longer lines than this are broken."""
LINK_STYLES = ("cyan", "magenta", "yellow", "blue", "green", "red")
"""Taken in turn, so that neighbours differ and both sides of a link look alike."""
SURE_FROM, DOUBTFUL_BELOW = 0.9, 0.7
"""Scores are calibrated: from the first on some nine links in ten are right, below the other seven at most."""


class Mark(NamedTuple):
    """Words to mark: the raw offset at which they begin, their text, a rich style."""

    char_start: int
    text: str
    style: str


def rows_where(table: Table[R_co], column: str, *values: str) -> list[R_co]:
    """The rows whose column holds one of the values, in the table's order; only these are made records."""
    found = pq.read_table(table.path, filters=pc.field(column).isin(pa.array(values, pa.string())))
    return [table.record.model_validate(row) for row in found.to_pylist()]


def sentences_of(corpus: Corpus, article_id: str) -> list[Sentence]:
    """The article's sentences, in order."""
    return rows_where(corpus.sentences, "article_id", article_id)


def marks_of(corpus: Corpus, *article_ids: str) -> dict[str, list[Mark]]:
    """Who is named in the articles, and the days of the events that they report, by article id."""
    marks: dict[str, list[Mark]] = {article_id: [] for article_id in article_ids}
    for mention in rows_where(corpus.mentions, "article_id", *article_ids):
        marks[mention.article_id].append(Mark(mention.char_start, mention.name, NAME_STYLE))
    for column in ("zh_article_id", "en_article_id"):
        events: list[Meeting | Workshop] = [*rows_where(corpus.meetings, column, *article_ids)]
        events += rows_where(corpus.workshops, column, *article_ids)
        for one in (one for event in events for one in event.evidence):
            if one.field.startswith("date") and one.article_id in marks:
                marks[one.article_id].append(Mark(one.char_start, one.text, DATE_STYLE))
    return marks


def marked(sentence: Sentence, marks: Iterable[Mark]) -> Text:
    """The sentence with the words marked that stand in it by their raw offsets."""
    body = Text(harmless(sentence.text))
    length = max(1, sentence.char_end - sentence.char_start)
    for mark in marks:
        if sentence.char_start <= mark.char_start < sentence.char_end:
            share = (mark.char_start - sentence.char_start) / length
            words = harmless(mark.text)
            places = [at for at in range(len(body)) if body.plain.startswith(words, at)]
            # of several places the one that lies most like the raw offset
            at = min(places, key=lambda at: abs(at / len(body) - share), default=None)
            if at is not None:
                body.stylize(mark.style, at, at + len(words))
    return body


def marked_sentences(sentences: Sequence[Sentence], marks: Sequence[Mark]) -> Grid:
    """The sentences with their numbers, one below the other."""
    grid = _numbered()
    for sentence in sentences:
        grid.add_row(str(sentence.position), marked(sentence, marks))
    return grid


def print_drawn(drawn: RenderableType) -> None:
    """Print on standard output; lines are broken to fit a terminal, and left whole in a file or a pipe."""
    console = Console(highlight=False)
    if console.is_terminal:
        console.print(drawn)
        return
    file = StringIO()
    Console(file=file, highlight=False, width=UNBROKEN_COLUMNS, color_system=None).print(drawn)
    console.file.writelines(f"{line.rstrip()}\n" for line in file.getvalue().split("\n")[:-1])


def _numbered() -> Grid:
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(justify="right", style=FAINT_STYLE)
    grid.add_column(overflow="fold")
    return grid


@dataclass(frozen=True, slots=True)
class BothSides:
    """A Chinese and an English text: side by side where there is room, else one below the other."""

    zh: RenderableType
    en: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not SIDE_BY_SIDE_COLUMNS <= options.max_width < UNBROKEN_COLUMNS:
            yield self.zh
            yield Text()
            yield self.en
            return
        grid = Grid.grid(padding=(0, 2), expand=True)
        grid.add_column(ratio=4, overflow="fold")
        grid.add_column(ratio=6, overflow="fold")
        grid.add_row(self.zh, self.en)
        yield grid


@dataclass(frozen=True, slots=True)
class LinkedSides:
    """The links of a pair in Chinese order, each in its own colour; sentences without counterpart stand alone."""

    links: Sequence[SentencePair]
    zh: Sequence[Sentence]
    en: Sequence[Sentence]
    zh_marks: Sequence[Mark]
    en_marks: Sequence[Mark]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        rows = list(self._rows())
        if not SIDE_BY_SIDE_COLUMNS <= options.max_width < UNBROKEN_COLUMNS:
            grid = _numbered()
            for chinese, english, score in rows:
                for numbers, text in (chinese, english):
                    if text:
                        grid.add_row(numbers, text)
                grid.add_row("", score)
            yield grid
            return
        grid = Grid(show_lines=True, expand=True)
        grid.add_column("", justify="right")
        grid.add_column("Chinese", ratio=4, overflow="fold")
        grid.add_column("", justify="right")
        grid.add_column("English", ratio=6)
        grid.add_column("score", justify="right", width=7)
        for (zh_numbers, zh), (en_numbers, en), score in rows:
            grid.add_row(zh_numbers, zh, en_numbers, en, score)
        yield grid

    def _rows(self) -> Iterator[tuple[tuple[Text, Text], tuple[Text, Text], Text]]:
        """Numbers and text of each side, and the score; a side that has nothing is empty."""
        of_zh = {position: n for n, link in enumerate(self.links) for position in link.zh_positions}
        linked_en = {position for link in self.links for position in link.en_positions}
        nothing = (Text(), Text())
        for sentence in self.zh:
            n = of_zh.get(sentence.position)
            if n is None:
                yield _side([sentence], self.zh_marks, "", FAINT_STYLE), nothing, Text()
            elif self.links[n].zh_positions[0] == sentence.position:
                link, style = self.links[n], LINK_STYLES[n % len(LINK_STYLES)]
                zh = [one for one in self.zh if one.position in link.zh_positions]
                en = [one for one in self.en if one.position in link.en_positions]
                yield _side(zh, self.zh_marks, "", style), _side(en, self.en_marks, " ", style), _score(link)
        for sentence in self.en:
            if sentence.position not in linked_en:
                yield nothing, _side([sentence], self.en_marks, " ", FAINT_STYLE), Text()


def _side(sentences: Sequence[Sentence], marks: Sequence[Mark], joiner: str, style: str) -> tuple[Text, Text]:
    """The sentences' numbers in that style, and their marked text; it is faint where the numbers are."""
    numbers = Text(", ".join(str(one.position) for one in sentences), style)
    text = Text(joiner).join(marked(one, marks) for one in sentences)
    if style == FAINT_STYLE:
        text.stylize_before(style)
    return numbers, text


def _score(link: SentencePair) -> Text:
    style = "green" if link.score >= SURE_FROM else "yellow" if link.score >= DOUBTFUL_BELOW else "red"
    return Text(f"{link.score:.2f}{' x' if link.crossing else ''}", style)
