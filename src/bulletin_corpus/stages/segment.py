"""Cut a bulletin into articles: every line finds its article, or is furniture, or a reject with its reason.

Input is a restored bulletin (`CleanText`) and its raw text; output a `Segmentation` whose spans, articles' and
leftovers' together, hold every raw character that is not white space exactly once. What lines look like and which
labelling is the best one stands in `language` (`stretches`, `units`, `cohesion`, `groups`, `sequence`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.page.cohesion import add_cohesion, add_fit
from bulletin_corpus.language.page.drafts import WHITE_SPACE, Draft, Placed, made_articles
from bulletin_corpus.language.page.headlines import glued_subheadline, split_heading
from bulletin_corpus.language.page.sequence import label
from bulletin_corpus.language.page.stretches import LinePart, Stretch, broken_over, stretches
from bulletin_corpus.language.page.units import mark_breaks, mark_contents, mark_repeated, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bulletin_corpus.documents import CleanLine, CleanText, Segmentation
    from bulletin_corpus.language.page.groups import Decision
    from bulletin_corpus.language.page.layout import Evidence
    from bulletin_corpus.language.page.sequence import Unit

# Lines, or parts of lines, that are read: a year of a magazine in one file has 4,000, and one costs some 0.2 ms. A file
# that goes on behind them is no bulletin; what follows is kept as a reject, with a warning.
MOST_STRETCHES = 50_000

MOST_SIGNS = 10_000  # whose wording is kept from bulletin to bulletin; the signs of a hundred bulletins have 3,000
MOST_HEADINGS = 4  # lines of heading that an article may have, as in the grammar of `groups`


@dataclass(slots=True)
class _Item:
    """A stretch, its parts in place, and how the labelling sees it."""

    stretch: Stretch
    placed: list[Placed]
    unit: Unit


def segment(clean: CleanText, raw: str, starts: Mapping[int, bool] | None = None) -> Segmentation:
    """The articles of a bulletin in order of their first character, and all that is left.

    Args:
        clean: the restored bulletin.
        raw: the decoded raw text that its offsets count in.
        starts: what a person knows of places in `raw`: True where the line of an article's text begins an article of
            its own, False where an article begins that goes on with the one before it in its language.
    """
    items: list[_Item] = []
    emptied: list[Placed] = []
    head: LinePart | None = None
    warnings: tuple[str, ...] = ()
    lines = iter(clean.lines)
    following = next(lines, None)
    while (line := following) is not None:
        following = next(lines, None)
        if len(items) >= MOST_STRETCHES:
            emptied += _unread(line, raw)
            warnings = (f"only the first {line.number - 1:,} lines were read; the rest is a reject",)
            break
        broken = None if following is None else broken_over(line.text.text, following.text.text)
        found = _items(line, raw, head, broken[0] if broken else None)
        head = broken[1] if broken else None
        items += found
        if not found and raw[line.char_start : line.char_end].strip():
            nothing = LinePart("furniture", 0, 0, "nothing was left of it when the text was restored")
            emptied.append(
                Placed(line, nothing, *_bare(raw, line.char_start, line.char_end), reasons=(nothing.reason,))
            )
    units = [item.unit for item in items]
    mark_repeated([item.stretch for item in items], units)
    mark_contents([item.stretch for item in items], units)
    mark_breaks([item.stretch for item in items], units, _gaps(items))
    add_cohesion(units)
    add_fit(units)
    decisions = label(units)
    drafts = _drafts(items, decisions)
    for at, begins in sorted((starts or {}).items()):
        if begins:
            _cut(drafts, items, at)
        else:
            _join_to_the_one_before(drafts, at)
    split = [placed for draft in drafts for placed in _name_headings(draft, raw)]
    placed = sorted(
        [*emptied, *split, *(placed for item in items for placed in item.placed)], key=lambda placed: placed.char_start
    )
    return replace(made_articles(drafts, placed, raw), warnings=warnings)


def _unread(line: CleanLine, raw: str) -> list[Placed]:
    """All text from the line on, as one reject; none where nothing but white space is left."""
    start, end = _bare(raw, line.char_start, len(raw))
    reason = f"stands behind {MOST_STRETCHES:,} stretches of text, more than a bulletin has"
    part = LinePart("furniture", 0, 0, reason)
    return [Placed(line, part, start, end, "reject", reasons=(reason,))] if start < end else []


def _gaps(items: Sequence[_Item]) -> list[int]:
    """The blank lines before each stretch."""
    numbers = [item.placed[0].line.number for item in items]
    return [max(0, here - before - 1) for before, here in zip([0, *numbers], numbers, strict=False)]


def _items(line: CleanLine, raw: str, head: LinePart | None, tail: LinePart | None) -> list[_Item]:
    """The stretches of a line, each part with its raw span: every part reaches to where the next one begins."""
    text = line.text.text
    found = stretches(text, head, tail)
    if not found:
        return []
    edges = [line.char_start]
    for part in [part for stretch in found for part in stretch.parts][1:]:
        before, here = int(line.text.ends[part.start - 1]), int(line.text.starts[part.start])
        edges.append(max(edges[-1], here, before))
    edges.append(line.char_end)
    items, at = [], 0
    for stretch in found:
        placed = []
        for part in stretch.parts:
            span = _bare(raw, edges[at], edges[at + 1])
            placed.append(Placed(line, part, *span, reasons=(part.reason,) if part.reason else ()))
            at += 1
        items.append(_Item(stretch, placed, unit_of(stretch, text)))
    return items


def _bare(raw: str, start: int, end: int) -> tuple[int, int]:
    """The raw span without white space at its ends."""
    piece = raw[start:end]
    first, last = len(piece) - len(piece.lstrip(WHITE_SPACE)), len(piece.rstrip(WHITE_SPACE))
    return start + first, start + max(0, last)


def _drafts(items: Sequence[_Item], decisions: Sequence[Decision]) -> list[Draft]:
    """The articles that the decisions describe; each part is given its label."""
    drafts: list[Draft] = []
    current: dict[int, Draft] = {}
    for item, decision in zip(items, decisions, strict=True):
        if decision.label in ("furniture", "reject"):
            _leave(item, decision)
            continue
        if decision.opens:
            if decision.opens_group:
                current = {}
            current[decision.owner] = Draft(item.unit.lang)
            drafts.append(current[decision.owner])
        draft = current[decision.owner]
        for placed in item.placed:
            _take(placed, draft, heading=decision.label == "heading", reasons=_reasons(item, decision))
    kept: list[Draft] = []
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
    shape = sorted(unit.shape, key=_strength)
    if decision.label == "heading":
        return (*reasons, *[_said(sign, "a heading") for sign in shape])
    if shape and unit.heading < unit.body:
        reasons.append(f"no heading: {shape[0].reason}")
    opening = sorted(unit.opening, key=_strength)
    return (*reasons, *[_said(sign, "an opening") for sign in opening if sign.weight])


def _strength(sign: Evidence) -> float:
    return -abs(sign.weight)


@lru_cache(MOST_SIGNS)
def _said(sign: Evidence, label: str) -> str:
    return f"{sign.reason} ({sign.weight:+.1f} as {label})"


def _take(placed: Placed, draft: Draft, *, heading: bool, reasons: tuple[str, ...]) -> None:
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


def _cut(drafts: list[Draft], items: Sequence[_Item], at: int) -> None:
    """Make an article of its own of what an article holds from the stretch at this offset on."""
    first = next(n for n, item in enumerate(items) if item.placed[0].char_start <= at < item.placed[-1].char_end)
    start = items[first].placed[0].char_start
    whole = next(placed.article for placed in items[first].placed if placed.article is not None)
    rest = Draft(whole.lang)
    for mine, others in zip(whole.parts(), rest.parts(), strict=True):
        others += [placed for placed in mine if placed.char_start >= start]
        mine[:] = [placed for placed in mine if placed.char_start < start]
    for placed in (one for parts in rest.parts() for one in parts):
        placed.article = rest
    opening = (rest.datelines or rest.body)[0]
    opening.reasons = ("opens an article: judged by a person", *opening.reasons)
    heads = {id(one) for item in items[first:] if item.unit.heading > item.unit.body for one in item.placed}
    while (
        len(rest.body) > 1 and len(rest.headings) < MOST_HEADINGS and id(rest.body[0]) in heads and not rest.datelines
    ):
        rest.body[0].label = "headline"
        rest.headings.append(rest.body.pop(0))
    drafts.append(rest)


def _join_to_the_one_before(drafts: list[Draft], at: int) -> None:
    """Add the article that begins at this offset, its headings as text, to the one before it in its language."""
    second = next(draft for draft in drafts if draft.start() == at)
    first = max((one for one in drafts if one.lang == second.lang and one.start() < at), key=Draft.start)
    for placed in second.headings:
        placed.label = "body"
    second.body, second.headings = [*second.headings, *second.body], []
    for mine, others in zip(first.parts(), second.parts(), strict=True):
        mine.extend(others)
        mine.sort(key=lambda placed: placed.char_start)
        for placed in others:
            placed.article = first
            placed.reasons = ("goes on with its article: judged by a person", *placed.reasons)
    drafts.remove(second)


def _name_headings(draft: Draft, raw: str) -> list[Placed]:
    """Tell headline from subheadline; a headline printed again (with a counter) becomes furniture.

    Returns:
        The subheadline that was glued to its headline on one line, which stands by itself from now on.
    """
    for first, again in zip(draft.headings[:-1], draft.headings[1:], strict=True):
        if again.text().text.rstrip("0123456789 ") == first.text().text.rstrip("0123456789 "):
            again.label, again.article = "furniture", None
            again.reasons = ("the headline printed again",)
    draft.headings = [placed for placed in draft.headings if placed.article is draft]
    if not draft.headings:
        return []
    body = "\n".join(placed.text().text for placed in draft.body[:4])[:4000]
    count, why = split_heading([placed.text().text for placed in draft.headings], draft.lang, body)
    for placed in draft.headings[count:]:
        placed.label = "subheadline"
    for placed in draft.headings[1:]:
        placed.reasons = (*(f"{evidence.reason} ({evidence.weight:+.1f})" for evidence in why), *placed.reasons)
    first = draft.headings[0]
    at = glued_subheadline(first.text().text, body) if draft.lang == "zh" and len(draft.headings) == 1 else None
    if at is None:
        return []
    draft.headings.append(_cut_off(first, at, raw))
    return draft.headings[1:]


def _cut_off(headline: Placed, at: int, raw: str) -> Placed:
    """The subheadline that begins `at` characters from the start of the headline's text, cut off from it."""
    text = headline.text()
    edge, part = max(int(text.ends[at - 1]), int(text.starts[at])), headline.part
    within = part.end - len(headline.line.text.text[part.start : part.end].lstrip()) + at
    rest = replace(headline, part=part._replace(start=within), label="subheadline", cut=None)
    rest.char_start, rest.char_end = _bare(raw, edge, headline.char_end)
    rest.reasons = ("glued to its headline: a person of the text acts behind a verb that headlines end in",)
    headline.part, headline.cut = part._replace(end=within), None
    headline.char_start, headline.char_end = _bare(raw, headline.char_start, edge)
    return rest
