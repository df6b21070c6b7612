"""Cut a bulletin into articles: every line finds its article, or is furniture, or a reject with its reason.

Input is a restored bulletin (`CleanText`) and its raw text; output a `Segmentation` whose spans, articles' and
leftovers' together, hold every raw character that is not white space exactly once. What lines look like and which
labelling is the best one stands in `language` (`stretches`, `layout`, `leads`, `cohesion`, `groups`, `sequence`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.documents import ArticleText, Leftover, LineDecision, Segmentation
from bulletin_corpus.language.page.cohesion import add_cohesion, add_fit
from bulletin_corpus.language.page.furniture import SECTION_TITLE, STAMP
from bulletin_corpus.language.page.groups import DATELINE, Decision
from bulletin_corpus.language.page.headlines import split_heading
from bulletin_corpus.language.page.layout import body_evidence, heading_evidence, predicate
from bulletin_corpus.language.page.leads import dated, lead_evidence
from bulletin_corpus.language.page.mastheads import masthead, month_of_date
from bulletin_corpus.language.page.sequence import Unit, label
from bulletin_corpus.language.page.stretches import CONTINUED, LinePart, Stretch, broken_over, stretches
from bulletin_corpus.language.words import sentences
from bulletin_corpus.offsets import MappedText, join
from bulletin_corpus.records import Credit, Span, article_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bulletin_corpus.documents import CleanLine, CleanText
    from bulletin_corpus.records import Lang, Part

SECTION_HEAD = -0.8  # 【要闻】: likelier than a second line of heading (-1)
SOFT_FURNITURE = -2.0  # 国际合作: may be navigation, but a broken headline's second line as well (-1)
REPEATED = 3  # a short line that stands this often in a file is a running head, not an article's headline


@dataclass(slots=True)
class _Placed:
    """A part of a line with its raw span and, at last, what became of it."""

    line: CleanLine
    part: LinePart
    char_start: int
    char_end: int
    label: Literal["headline", "subheadline", "dateline", "body", "credit", "furniture", "reject"] = "furniture"
    article: _Draft | None = None
    reasons: tuple[str, ...] = ()

    def text(self) -> MappedText:
        return self.line.text[self.part.start : self.part.end].strip()


@dataclass(slots=True, eq=False)
class _Draft:
    """An article that is being put together."""

    lang: Lang
    headings: list[_Placed] = field(default_factory=list)
    datelines: list[_Placed] = field(default_factory=list)
    body: list[_Placed] = field(default_factory=list)
    credits: list[_Placed] = field(default_factory=list)


@dataclass(slots=True)
class _Item:
    """A stretch, its parts in place, and how the labelling sees it."""

    stretch: Stretch
    placed: list[_Placed]
    unit: Unit


def segment(clean: CleanText, raw: str) -> Segmentation:
    """The articles of a bulletin in order of their first character, and all that is left.

    Args:
        clean: the restored bulletin.
        raw: the decoded raw text that its offsets count in.
    """
    items: list[_Item] = []
    emptied: list[_Placed] = []
    head: LinePart | None = None
    for line, following in zip(clean.lines, [*clean.lines, None][1:], strict=True):
        broken = broken_over(line.text.text, following.text.text) if following is not None else None
        found = list(_items(line, raw, head, broken[0] if broken else None))
        head = broken[1] if broken else None
        items += found
        if not found and raw[line.char_start : line.char_end].strip():
            nothing = LinePart("furniture", 0, 0, "nothing was left of it when the text was restored")
            emptied.append(
                _Placed(line, nothing, *_bare(raw, line.char_start, line.char_end), reasons=(nothing.reason,))
            )
    _mark_repeated(items)
    _mark_breaks(items)
    units = [item.unit for item in items]
    add_cohesion(units)
    add_fit(units)
    decisions = label(units)
    drafts = _drafts(items, decisions)
    for draft in drafts:
        _name_headings(draft)
    placed = sorted(
        [*emptied, *(placed for item in items for placed in item.placed)], key=lambda placed: placed.char_start
    )
    return _segmentation(drafts, placed, raw)


def _items(line: CleanLine, raw: str, head: LinePart | None, tail: LinePart | None) -> Iterator[_Item]:
    """The stretches of a line, each part with its raw span: every part reaches to where the next one begins."""
    found = stretches(line.text.text, head, tail)
    parts = [part for stretch in found for part in stretch.parts]
    edges = [line.char_start]
    for part in parts[1:]:
        before, here = int(line.text.ends[part.start - 1]), int(line.text.starts[part.start])
        edges.append(max(edges[-1], here, before))
    edges.append(line.char_end)
    at = 0
    for stretch in found:
        placed = []
        for part in stretch.parts:
            placed.append(
                _Placed(
                    line, part, *_bare(raw, edges[at], edges[at + 1]), reasons=(part.reason,) if part.reason else ()
                )
            )
            at += 1
        yield _Item(stretch, placed, _unit(stretch, line.text.text))


def _bare(raw: str, start: int, end: int) -> tuple[int, int]:
    """The raw span without white space at its ends."""
    piece = raw[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - len(piece) + len(piece.rstrip()))


def _unit(stretch: Stretch, line: str) -> Unit:
    """What the labelling must know of a stretch."""
    part = stretch.text_part
    text = line[part.start : part.end] if part else ""
    lang: Lang = stretch.lang or "zh"
    unit = Unit(kind=stretch.kind, lang=lang, text=text) if stretch.kind != "dateline" else Unit("text", lang, text)
    if unit.kind == "credit":
        roles = {role for part in stretch.parts for role, _ in part.credits}
        unit.credit_of = "en" if lang == "en" or "translator" in roles else "zh"
    if unit.kind != "text":
        return unit
    kinds = [part.kind for part in stretch.parts]
    unit.dateline = "dateline" in kinds
    behind = kinds[kinds.index("text") + 1 :] if "text" in kinds else []
    unit.closed = "credit" in behind or any(part.reason == "end mark" for part in stretch.parts)
    if stretch.soft is not None:
        unit.furniture = SECTION_HEAD if stretch.soft == SECTION_TITLE else SOFT_FURNITURE
    if text:
        shape = heading_evidence(text, lang)
        unit.heading = sum(evidence.weight for evidence in shape)
        unit.shape = shape
        unit.body = sum(evidence.weight for evidence in body_evidence(text, lang))
    if unit.dateline or not text:
        unit.heading, unit.body = -9.0, 2.0
        unit.lead, unit.dated = DATELINE, True
    elif unit.body > unit.heading - 7:
        lead = lead_evidence(text, lang)
        unit.lead = sum(evidence.weight for evidence in lead)
        unit.opening = lead
        unit.dated = dated(text, lang)
    if unit.closed:
        unit.heading -= 2.0
    return unit


def _mark_repeated(items: Sequence[_Item]) -> None:
    """Short lines that stand again and again are running heads; one that stands again further below, a list's.

    Where the same line follows it again, the whole item is repeated.
    """
    places: dict[str, list[int]] = {}
    for n, item in enumerate(items):
        if item.unit.kind == "text" and item.unit.heading > item.unit.body:
            places.setdefault(item.unit.text, []).append(n)
    for found in places.values():
        below = {items[n + 1].unit.text for n in found if n + 1 < len(items)}
        if len(found) == 1 or len(below) == 1:
            continue
        for at, following in zip(found, [*found, None][1:], strict=True):
            if len(found) >= REPEATED and len(below) >= REPEATED:
                items[at].stretch.soft = f"stands {len(found)} times in the file"
            elif following is not None and following > at + 1 and predicate(items[at].unit.text, items[at].unit.lang):
                items[at].stretch.soft = "stands again further below"
            else:
                continue
            items[at].unit.furniture = SECTION_HEAD


def _mark_breaks(items: Sequence[_Item]) -> None:
    """Say of each unit whether furniture stands right before it (a page number breaks nothing).

    A line that may be a section's title is likelier one there, and at the head of the file.
    """
    for n, item in enumerate(items):
        before = items[n - 1] if n else None
        item.unit.behind_break = (
            before is not None and before.unit.kind == "furniture" and before.stretch.parts[0].reason != "page number"
        )
        if item.unit.furniture == SOFT_FURNITURE and (n == 0 or item.unit.behind_break):
            item.unit.furniture = SECTION_HEAD


def _drafts(items: Sequence[_Item], decisions: Sequence[Decision]) -> list[_Draft]:
    """The articles that the decisions describe; each part is given its label."""
    drafts: list[_Draft] = []
    current: dict[int, _Draft] = {}
    for item, decision in zip(items, decisions, strict=True):
        if decision.label in ("furniture", "reject"):
            _leave(item, decision)
            continue
        if decision.opens:
            if decision.opens_group:
                current = {}
            current[decision.owner] = _Draft(item.unit.lang)
            drafts.append(current[decision.owner])
        draft = current[decision.owner]
        for placed in item.placed:
            _take(placed, draft, heading=decision.label == "heading", reasons=_reasons(item, decision))
    kept: list[_Draft] = []
    for draft in drafts:
        if draft.body or draft.datelines:
            kept.append(draft)
            continue
        for placed in [*draft.headings, *draft.credits]:
            placed.label, placed.article = "reject", None
            placed.reasons = ("a heading without a text", *placed.reasons)
    return kept


def _leave(item: _Item, decision: Decision) -> None:
    for placed in item.placed:
        placed.label = "furniture" if decision.label == "furniture" or placed.part.kind == "furniture" else "reject"
        if decision.label == "furniture" and item.stretch.soft:
            placed.reasons = (item.stretch.soft,)
        elif placed.label == "reject":
            why = (
                "a credit without an article"
                if item.unit.kind == "credit"
                else "a line on its own, neither heading nor paragraph"
            )
            placed.reasons = (why, *placed.reasons)


def _reasons(item: _Item, decision: Decision) -> tuple[str, ...]:
    """Why the stretch has its label, what decided most first."""
    unit, reasons = item.unit, []
    if decision.opens_group:
        reasons.append("opens an item of two languages by turns" if decision.double else "opens an article")
    elif decision.opens:
        reasons.append("opens the item's other article")
    else:
        reasons.append("goes on with its article")
    shape = sorted(unit.shape, key=lambda sign: -abs(sign.weight))
    if decision.label == "heading":
        return (*reasons, *(f"{sign.reason} ({sign.weight:+.1f} as a heading)" for sign in shape))
    if shape and unit.heading < unit.body:
        reasons.append(f"no heading: {shape[0].reason}")
    opening = sorted(unit.opening, key=lambda sign: -abs(sign.weight))
    return (*reasons, *(f"{sign.reason} ({sign.weight:+.1f} as an opening)" for sign in opening if sign.weight))


def _take(placed: _Placed, draft: _Draft, *, heading: bool, reasons: tuple[str, ...]) -> None:
    """Put a part into an article."""
    if placed.part.kind == "furniture":
        return
    placed.article = draft
    if placed.part.kind == "credit":
        placed.label = "credit"
        draft.credits.append(placed)
    elif placed.part.kind == "dateline":
        placed.label = "dateline"
        draft.datelines.append(placed)
    elif heading:
        placed.label, placed.reasons = "headline", reasons
        draft.headings.append(placed)
    else:
        placed.label, placed.reasons = "body", reasons
        draft.body.append(placed)


def _name_headings(draft: _Draft) -> None:
    """Tell headline from subheadline; a headline printed again (with a counter) becomes furniture."""
    for first, again in zip(draft.headings[:-1], draft.headings[1:], strict=True):
        if again.text().text.rstrip("0123456789 ") == first.text().text.rstrip("0123456789 "):
            again.label, again.article = "furniture", None
            again.reasons = ("the headline printed again",)
    draft.headings = [placed for placed in draft.headings if placed.article is draft]
    if not draft.headings:
        return
    body = "\n".join(placed.text().text for placed in draft.body[:4])[:4000]
    count, why = split_heading([placed.text().text for placed in draft.headings], draft.lang, body)
    for placed in draft.headings[count:]:
        placed.label = "subheadline"
    for placed in draft.headings[1:]:
        placed.reasons = (*(f"{evidence.reason} ({evidence.weight:+.1f})" for evidence in why), *placed.reasons)


def _segmentation(drafts: Sequence[_Draft], placed: Sequence[_Placed], raw: str) -> Segmentation:
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    of_draft: list[list[_Placed]] = [[] for _ in drafts]
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


def _article(draft: _Draft, placed: Sequence[_Placed], position: int, raw: str, seen: Counter[str]) -> ArticleText:
    spans: list[Span] = []
    for part in placed:
        name: Part = part.label  # type: ignore[assignment]
        if spans and spans[-1].part == name and not raw[spans[-1].char_end : part.char_start].strip():
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
        headline=_joined(draft, "headline"),
        subheadline=_joined(draft, "subheadline"),
        dateline=draft.datelines[0].text() if draft.datelines else None,
        body=body,
        credits=_credits(draft),
        sentences=tuple(sentences.split(body.text, draft.lang)),
        spans=tuple(spans),
        line_start=placed[0].line.number,
        line_end=placed[-1].line.number,
    )


def _credits(draft: _Draft) -> tuple[Credit, ...]:
    """The article's credits; one that was broken over two lines has its whole text."""
    found: list[Credit] = []
    for part, following in zip(draft.credits, [*draft.credits, None][1:], strict=True):
        text = part.text().text
        if following is not None and following.part.reason == CONTINUED:
            text += following.text().text
        found += [Credit(role=role, name=name, text=text) for role, name in part.part.credits]
    return tuple(found)


def _joined(draft: _Draft, name: str) -> MappedText | None:
    """The lines of the headline or subheadline as one text."""
    lines = [part.text() for part in draft.headings if part.label == name]
    return join("" if draft.lang == "zh" else " ", lines) if lines else None


def _issue_date(placed: Sequence[_Placed]) -> str | None:
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
