"""What segmenting made of each line of one bulletin, and why: `bulletin-corpus inspect FILE`.

Shows lines in file order with their labels, articles and reasons, and what was restored in them; decides nothing.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from bulletin_corpus.views.terminal import counted, harmless, shortened

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


def print_inspection(bulletin: RawBulletin, clean: CleanText, segmentation: Segmentation) -> None:
    """Print the inspection on standard output, in colours and as wide as the terminal where there is one."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    width = console.width if console.is_terminal else 110
    for text, style in _rows(bulletin, clean, segmentation, width):
        console.print(Text(text, style=style))


def inspection_json(bulletin: RawBulletin, clean: CleanText, segmentation: Segmentation) -> str:
    """The inspection as JSON: every part of a line with its label, article (as `articles.position`) and reasons."""
    texts = {line.number: line.text for line in clean.lines}
    restored = _restored(clean)
    parts = []
    for decision in segmentation.decisions:
        start, end = _within(decision, texts[decision.line].starts.tolist())
        part = {
            "line": decision.line,
            "label": decision.label,
            "article": decision.article,
            "char_start": decision.char_start,
            "char_end": decision.char_end,
            "text": texts[decision.line].text[start:end],
            "reasons": decision.reasons,
            "restored_in_line": restored.get(decision.line, []),
        }
        parts.append(part)
    whole = {
        "path": bulletin.path,
        "encoding": bulletin.encoding,
        "issue_date": segmentation.issue_date,
        "warnings": [*clean.warnings, *segmentation.warnings],
        "parts": parts,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


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
        why = list(decision.reasons[:MOST_REASONS])
        if first and decision.line in restored:
            why.append(f"restored: {', '.join(restored[decision.line])}")
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
            counted(len(bulletin.text), "character"),
            f"issue {segmentation.issue_date or 'not known'}",
            f"{languages['zh']} Chinese and {counted(languages['en'], 'English article')}",
            counted(kinds["furniture"], "piece of furniture", "pieces of furniture"),
            counted(kinds["reject"], "reject"),
        )
    )


def _restored(clean: CleanText) -> dict[int, list[str]]:
    """What was restored in each line, by its number: rules with their counts."""
    starts = [line.char_start for line in clean.lines]
    counts: dict[int, Counter[str]] = {}
    for repair in clean.repairs:
        number = clean.lines[max(0, bisect_right(starts, repair.char_start) - 1)].number
        counts.setdefault(number, Counter())[repair.rule] += 1
    return {number: [f"{rule} × {count}" for rule, count in sorted(found.items())] for number, found in counts.items()}


def _within(decision: LineDecision, starts: list[int]) -> tuple[int, int]:
    """The stretch of the restored line that stands for the decision's raw span."""
    return bisect_right(starts, decision.char_start - 1), bisect_right(starts, decision.char_end - 1)
