"""What the labelling must know of each stretch of a bulletin: its unit, with the evidence of its shape and opening.

Decides nothing: it sums up what `layout`, `leads` and `furniture` say of a stretch by itself, and what its place among
the others adds (running heads, lines behind furniture). What paragraphs share is added by `cohesion`.
"""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.page.furniture import CONTENTS_TITLE, SECTION_TITLE
from bulletin_corpus.language.page.groups import DATELINE
from bulletin_corpus.language.page.layout import Evidence, predicate, shape_evidence, weight
from bulletin_corpus.language.page.leads import dated, lead_evidence
from bulletin_corpus.language.page.sequence import Unit
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.page.stretches import Stretch
    from bulletin_corpus.records import Lang

SECTION_HEAD = -0.8  # 【要闻】: likelier than a second line of heading (-1)
SOFT_FURNITURE = -2.0  # 国际合作: may be navigation, but a broken headline's second line as well (-1)
GAP = 2.5  # a paragraph behind more blank lines than are usual in the file: likely an item's first
LISTED = 2.0  # against a line as a heading that stands again, with its text, further below
LONGEST_SECTION = 120  # characters, with the signs around it; the title of a section has 40
LONGEST_CONTENTS = 200  # lines; a magazine's list of contents has 60
MOST_BETWEEN = 12  # lines of furniture between a section's title and its first headline; a short list of contents
REPEATED = 3  # a short line that stands this often in a file is a running head, not an article's headline


def unit_of(stretch: Stretch, line: str) -> Unit:
    """What the labelling must know of a stretch of the text `line`."""
    part = stretch.text_part
    text = line[part.start : part.end] if part else ""
    lang: Lang = stretch.lang or "zh"
    kind = stretch.kind
    unit = Unit("text" if kind == "dateline" else kind, lang, text)
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
        unit.shape, paragraph = shape_evidence(text, lang)
        unit.heading, unit.body = weight(unit.shape), weight(paragraph)
    if unit.dateline or not text:
        unit.heading, unit.body = -9.0, 2.0
        unit.lead, unit.dated = DATELINE, True
    elif unit.body > unit.heading - 7:
        unit.opening = lead_evidence(text, lang)
        unit.lead = weight(unit.opening)
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
                units[at].heading -= LISTED
            else:
                continue
            units[at].furniture = SECTION_HEAD


def mark_contents(stretches: Sequence[Stretch], units: Sequence[Unit]) -> None:
    """Lines between the title of a list of contents and the first of them that stands again are that list."""
    titles = [n for n, stretch in enumerate(stretches) if stretch.parts[0].reason == CONTENTS_TITLE]
    for title in titles:
        seen: set[str] = set()
        for n in range(title + 1, min(title + 1 + LONGEST_CONTENTS, len(units))):
            unit = units[n]
            if unit.kind == "text" and unit.heading <= unit.body:
                break
            if unit.text in seen:
                for at in range(title + 1, n):
                    if units[at].kind == "text":
                        stretches[at].soft = "line of a list of contents"
                        units[at].furniture, units[at].heading = 0.0, units[at].heading - LISTED
                break
            seen.add(unit.text)


def mark_breaks(stretches: Sequence[Stretch], units: Sequence[Unit], gaps: Sequence[int]) -> None:
    """Say of each unit whether furniture or an unusual gap stands right before it (a page number breaks nothing).

    A line that may be a section's title is likelier one there, at the head of the file, and between a text and a
    headline.

    Args:
        stretches: in order.
        units: of the stretches; they are marked.
        gaps: blank lines before each of them.
    """
    usual = median_low(gaps) if gaps else 0
    carried = False
    for n, unit in enumerate(units):
        unit.behind_break = carried or (
            n > 0 and units[n - 1].kind == "furniture" and stretches[n - 1].parts[0].reason != "page number"
        )
        if unit.kind == "text" and unit.furniture is None and _titles_section(units, n):
            stretches[n].soft, unit.furniture = SECTION_TITLE, SECTION_HEAD
        if unit.furniture == SOFT_FURNITURE and (n == 0 or unit.behind_break or _above_clause(units, n)):
            unit.furniture = SECTION_HEAD
        carried = unit.behind_break and unit.furniture == SECTION_HEAD  # what stands below such a title is behind both
        unit.behind_break &= not carried
    for unit, gap in zip(units, gaps, strict=True):
        if gap > usual:
            unit.behind_break = True
            unit.lead += GAP
            unit.opening.append(Evidence(GAP, "blank lines before it, more than usual"))


def _headline_below(units: Sequence[Unit], n: int) -> Unit | None:
    """The headline that the line stands above, furniture between them aside; None behind another heading line."""
    if n and units[n - 1].kind == "text" and units[n - 1].heading > units[n - 1].body:
        return None
    for unit in units[n + 1 : n + 1 + MOST_BETWEEN]:
        if unit.kind != "furniture" and unit.furniture is None:
            return unit if unit.kind == "text" and unit.heading > unit.body else None
    return None


def _above_clause(units: Sequence[Unit], n: int) -> bool:
    """Whether the headline below the line is a clause by itself, so that the line is hardly its beginning."""
    below = _headline_below(units, n) if units[n].lang == "zh" else None
    return below is not None and predicate(below.text, below.lang)


def _titles_section(units: Sequence[Unit], n: int) -> bool:
    """Whether a line has a form of sections' titles, and a headline below."""
    return (
        len(units[n].text) <= LONGEST_SECTION
        and SECTION_FORM.fullmatch(units[n].text) is not None
        and _headline_below(units, n) is not None
    )


# ◆ 双边交流 / 一、重要会见 / 国 际 执 法 / Meetings & Visits / Part II: Meetings
SECTION_FORM = make_pattern(
    r"""[◆■●★▲□○◇※▪►▶☆❖━─═=\s]*+
        (?: (?<=[◆■●★▲□○◇※▪►▶☆❖━─═=]\s?) [\p{L}\s&]{2,24}
          | [一二三四五六七八九十]{1,3} [、.．] \s? \p{Han}{2,8}
          | \p{Han} (?: \s+\p{Han} ){1,7}
          | \p{Lu}\p{Ll}+s \s (?: & | and ) \s \p{Lu}\p{Ll}+s
          | (?: Part | Section | PART | SECTION ) \s (?: \d+ | [IVX]+ ) \b .{0,30} )
        [━─═=\s]*+""",
    regex.VERBOSE,
)
