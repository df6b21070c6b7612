"""What segmenting made of each line of one bulletin, and why: `bulletin-corpus inspect FILE`.

Shows lines in file order with their labels, articles and reasons, and what was restored in them; decides nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from bulletin_corpus.views.terminal import harmless, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.documents import CleanText, LineDecision, RawBulletin, Segmentation

STYLES = {
    "headline": "bold",
    "subheadline": "bold italic",
    "dateline": "cyan",
    "body": "",
    "credit": "magenta",
    "furniture": "dim",
    "reject": "red",
}
LABEL_WIDTH = max(map(len, STYLES))
INDENT = " " * (4 + 2 + 3 + 2 + LABEL_WIDTH + 2)  # line number, article, label, with two blanks behind each
MOST_REASONS = 4  # the strongest; the rest explains no more


def render_inspection(bulletin: RawBulletin, clean: CleanText, segmentation: Segmentation, width: int = 110) -> str:
    """The inspection as plain text: a head, then for each line its number, article, label, text and reasons."""
    return "\n".join(text for text, _ in _rows(bulletin, clean, segmentation, width)) + "\n"


def print_inspection(bulletin: RawBulletin, clean: CleanText, segmentation: Segmentation) -> None:
    """Print the inspection on standard output, in colours and as wide as the terminal where there is one."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    width = console.width if console.is_terminal else 110
    for text, style in _rows(bulletin, clean, segmentation, width):
        console.print(Text(text, style=style))


def _rows(bulletin: RawBulletin, clean: CleanText, segmentation: Segmentation, width: int) -> Iterator[tuple[str, str]]:
    """The lines to print, each with its style."""
    yield harmless(f"{bulletin.path}: {_head(bulletin, segmentation)}"), "bold"
    restored = _restored(clean)
    texts = {line.number: line for line in clean.lines}
    last = 0
    for decision in segmentation.decisions:
        line = texts[decision.line]
        first = decision.line != last
        last = decision.line
        start, end = _within(decision, line.text.starts.tolist())
        shown = harmless(line.text.text[start:end].strip()) or harmless(
            bulletin.text[decision.char_start : decision.char_end]
        )
        number = str(decision.line) if first else ""
        article = "" if decision.article is None else f"[{decision.article + 1}]"
        prefix = f"{number:>4}  {article:>3}  {decision.label:<{LABEL_WIDTH}}  "
        yield prefix + shortened(shown, width - len(prefix)), STYLES[decision.label]
        why = [*decision.reasons[:MOST_REASONS], *(restored.get(decision.line, []) if first else [])]
        if why:
            yield INDENT + shortened(harmless("; ".join(why)), 3 * (width - len(INDENT))), "dim"
    for warning in (*clean.warnings, *segmentation.warnings):
        yield harmless(f"warning: {warning}"), "yellow"


def _head(bulletin: RawBulletin, segmentation: Segmentation) -> str:
    """The bulletin in one line."""
    kinds = Counter(leftover.kind for leftover in segmentation.leftovers)
    languages = Counter(article.lang for article in segmentation.articles)
    return " · ".join(
        (
            bulletin.encoding,
            f"{len(bulletin.text):,} characters",
            f"issue {segmentation.issue_date or 'not known'}",
            f"{languages['zh']} Chinese and {languages['en']} English articles",
            f"{kinds['furniture']} pieces of furniture",
            f"{kinds['reject']} rejects",
        )
    )


def _restored(clean: CleanText) -> dict[int, list[str]]:
    """What was restored in each line, by its number: rules with their counts."""
    starts = [line.char_start for line in clean.lines]
    counts: dict[int, Counter[str]] = {}
    for repair in clean.repairs:
        number = clean.lines[max(0, bisect_right(starts, repair.char_start) - 1)].number
        counts.setdefault(number, Counter())[repair.rule] += 1
    return {
        number: ["restored: " + ", ".join(f"{rule} × {count}" for rule, count in sorted(found.items()))]
        for number, found in counts.items()
    }


def _within(decision: LineDecision, starts: list[int]) -> tuple[int, int]:
    """The stretch of the restored line that stands for the decision's raw span."""
    return bisect_right(starts, decision.char_start - 1), bisect_right(starts, decision.char_end - 1)
