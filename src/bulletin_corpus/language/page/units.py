"""What the labelling must know of each stretch of a bulletin: its unit, with the evidence of its shape and opening.

Decides nothing: it sums up what `layout`, `leads` and `furniture` say of a stretch by itself, and what its place among
the others adds (running heads, lines behind furniture). What paragraphs share is added by `cohesion`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.page.furniture import SECTION_TITLE
from bulletin_corpus.language.page.groups import DATELINE
from bulletin_corpus.language.page.layout import body_evidence, heading_evidence, predicate
from bulletin_corpus.language.page.leads import dated, lead_evidence
from bulletin_corpus.language.page.sequence import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.page.stretches import Stretch
    from bulletin_corpus.records import Lang

SECTION_HEAD = -0.8  # 【要闻】: likelier than a second line of heading (-1)
SOFT_FURNITURE = -2.0  # 国际合作: may be navigation, but a broken headline's second line as well (-1)
REPEATED = 3  # a short line that stands this often in a file is a running head, not an article's headline


def unit_of(stretch: Stretch, line: str) -> Unit:
    """What the labelling must know of a stretch of the text `line`."""
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


def mark_repeated(stretches: Sequence[Stretch], units: Sequence[Unit]) -> None:
    """Short lines that stand again and again are running heads; one that stands again further below, a list's.

    Where the same line follows it again, the whole item is repeated.
    """
    places: dict[str, list[int]] = {}
    for n, unit in enumerate(units):
        if unit.kind == "text" and unit.heading > unit.body:
            places.setdefault(unit.text, []).append(n)
    for found in places.values():
        below = {units[n + 1].text for n in found if n + 1 < len(units)}
        if len(found) == 1 or len(below) == 1:
            continue
        for at, following in zip(found, [*found, None][1:], strict=True):
            if len(found) >= REPEATED and len(below) >= REPEATED:
                stretches[at].soft = f"stands {len(found)} times in the file"
            elif following is not None and following > at + 1 and predicate(units[at].text, units[at].lang):
                stretches[at].soft = "stands again further below"
            else:
                continue
            units[at].furniture = SECTION_HEAD


def mark_breaks(stretches: Sequence[Stretch], units: Sequence[Unit]) -> None:
    """Say of each unit whether furniture stands right before it (a page number breaks nothing).

    A line that may be a section's title is likelier one there, and at the head of the file.
    """
    for n, unit in enumerate(units):
        unit.behind_break = (
            n > 0 and units[n - 1].kind == "furniture" and stretches[n - 1].parts[0].reason != "page number"
        )
        if unit.furniture == SOFT_FURNITURE and (n == 0 or unit.behind_break):
            unit.furniture = SECTION_HEAD
