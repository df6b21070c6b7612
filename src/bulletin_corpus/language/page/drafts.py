"""Articles in the making: the parts of lines that belong to each, and the articles, spans and rests they end as."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.documents import ArticleText, Leftover, LineDecision, Segmentation
from bulletin_corpus.language.page.furniture import STAMP
from bulletin_corpus.language.page.mastheads import masthead, month_of_date
from bulletin_corpus.language.page.stretches import CONTINUED, LinePart
from bulletin_corpus.language.words import sentences
from bulletin_corpus.offsets import MappedText, join
from bulletin_corpus.records import Credit, Span, article_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.documents import CleanLine
    from bulletin_corpus.records import Lang, Part

# U+0085 is none here: in Windows-1252 it is an ellipsis, and is restored as one.
WHITE_SPACE = "".join(ch for ch in map(chr, range(0x3001)) if ch.isspace() and ch != "\x85")


@dataclass(slots=True)
class Placed:
    """A part of a line with its raw span and, at last, what became of it."""

    line: CleanLine
    part: LinePart
    char_start: int
    char_end: int
    label: Literal["headline", "subheadline", "dateline", "body", "credit", "furniture", "reject"] = "furniture"
    article: Draft | None = None
    reasons: tuple[str, ...] = ()
    cut: MappedText | None = None

    def text(self) -> MappedText:
        """Its restored text without white space at its ends, cut out once."""
        if self.cut is None:
            whole = self.line.text
            piece = whole.text[self.part.start : self.part.end]
            start = self.part.start + len(piece) - len(piece.lstrip())
            end = max(start, self.part.start + len(piece.rstrip()))
            self.cut = whole if end - start == len(whole) else whole[start:end]
        return self.cut


@dataclass(slots=True, eq=False)
class Draft:
    """An article that is being put together."""

    lang: Lang
    headings: list[Placed] = field(default_factory=list)
    datelines: list[Placed] = field(default_factory=list)
    body: list[Placed] = field(default_factory=list)
    credits: list[Placed] = field(default_factory=list)

    def parts(self) -> tuple[list[Placed], ...]:
        """All that it holds, by kind."""
        return self.headings, self.datelines, self.body, self.credits

    def start(self) -> int:
        """The raw offset of its first character."""
        return min(placed.char_start for parts in self.parts() for placed in parts)


def made_articles(drafts: Sequence[Draft], placed: Sequence[Placed], raw: str) -> Segmentation:
    """The articles that the drafts become, and what no article took, without warnings.

    Args:
        drafts: in order of their first line.
        placed: all parts of lines, in order, each labelled, with its draft.
        raw: the decoded bulletin.
    """
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    of_draft: list[list[Placed]] = [[] for _ in drafts]
    for part in placed:
        if part.article is not None:
            of_draft[numbers[id(part.article)]].append(part)
    order = sorted(range(len(drafts)), key=lambda n: of_draft[n][0].char_start)
    position = {id(drafts[n]): at for at, n in enumerate(order)}
    seen: Counter[str] = Counter()
    articles = tuple(_article(drafts[n], of_draft[n], at, raw, seen) for at, n in enumerate(order))
    leftovers = tuple(
        Leftover(
            "furniture" if part.label == "furniture" else "reject",
            "; ".join(part.reasons[:1]) or "unknown",
            part.char_start,
            part.char_end,
        )
        for part in placed
        if part.article is None and part.char_start < part.char_end
    )
    decisions = tuple(
        LineDecision(
            part.line.number,
            part.label,
            None if part.article is None else position[id(part.article)],
            part.reasons,
            part.char_start,
            part.char_end,
        )
        for part in placed
        if part.char_start < part.char_end
    )
    return Segmentation(articles, leftovers, _issue_date(placed), decisions, ())


def _article(draft: Draft, placed: Sequence[Placed], position: int, raw: str, seen: Counter[str]) -> ArticleText:
    spans: list[Span] = []
    for part in placed:
        name: Part = part.label  # type: ignore[assignment]
        if spans and spans[-1].part == name and not raw[spans[-1].char_end : part.char_start].strip(WHITE_SPACE):
            spans[-1] = Span(part=name, char_start=spans[-1].char_start, char_end=part.char_end)
        elif part.char_start < part.char_end:
            spans.append(Span(part=name, char_start=part.char_start, char_end=part.char_end))
    name_id = article_id(draft.lang, "".join(raw[span.char_start : span.char_end] for span in spans))
    seen[name_id] += 1
    body = join("\n", [part.text() for part in draft.body])
    return ArticleText(
        article_id=name_id if seen[name_id] == 1 else f"{name_id}-{seen[name_id]}",
        lang=draft.lang,
        position=position,
        headline=_joined(draft, [part for part in draft.headings if part.label == "headline"]),
        subheadline=_joined(draft, [part for part in draft.headings if part.label == "subheadline"]),
        dateline=_joined(draft, draft.datelines),
        body=body,
        credits=_credits(draft),
        sentences=tuple(sentences.split(body.text, draft.lang)),
        spans=tuple(spans),
        line_start=placed[0].line.number,
        line_end=placed[-1].line.number,
    )


def _credits(draft: Draft) -> tuple[Credit, ...]:
    """The article's credits; one that was broken over two lines has its whole text."""
    found: list[Credit] = []
    for part, following in zip(draft.credits, [*draft.credits, None][1:], strict=True):
        text = part.text().text
        if following is not None and following.part.reason == CONTINUED:
            text += following.text().text
        found += [Credit(role=role, name=name, text=text) for role, name in part.part.credits]
    return tuple(found)


def _joined(draft: Draft, parts: Sequence[Placed]) -> MappedText | None:
    """The lines of a headline, or of what else has one text in an article; None where there is none."""
    return join("" if draft.lang == "zh" else " ", [part.text() for part in parts]) if parts else None


def _issue_date(placed: Sequence[Placed]) -> str | None:
    """The month of issue of the first masthead that gives one, else of the first date of publication."""
    for part in placed:
        if (
            part.part.reason == "masthead"
            and (found := masthead(part.text().text)) is not None
            and found.month is not None
        ):
            return found.month
    for part in placed:
        if part.part.reason == "date of publication" and (stamp := STAMP.search(part.text().text)) is not None:
            return month_of_date(stamp[0])
    return None
