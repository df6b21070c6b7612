"""What a person reads in the terminal: progress, the summary of a build, the tables' columns."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bulletin_corpus.corrections import FILE_NAME
from bulletin_corpus.planning import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bulletin_corpus.planning import BuildPlan
    from bulletin_corpus.summary import BuildSummary

SHOWN_NOTES = 5


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with bulletins done and all of them; it draws on standard error if that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("bulletins"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("bulletins", total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def harmless(text: str) -> str:
    r"""The text with control characters (terminal escapes among them) written as `\x1b`, on one line."""
    return "".join(
        char if char.isprintable() or unicodedata.category(char) == "Zs" else char.encode("unicode_escape").decode()
        for char in text
    )


def render_summary(summary: BuildSummary) -> str:
    """The summary as plain text that fits one screen."""
    lines = [
        _row("bulletins", str(summary.bulletins) + _aside(len(summary.set_aside), "set aside")),
        _row("processed", _processed(summary.processed, summary.reasons)),
        _row(
            "articles",
            f"{summary.articles_zh} Chinese, {summary.articles_en} English" + _aside(summary.repeated, "repeated"),
        ),
        _row("pairs", str(summary.pairs)),
        _row("unpaired", f"{summary.unpaired_zh} Chinese, {summary.unpaired_en} English"),
        _row("sentence links", str(summary.sentence_links)),
        _row("meetings", str(summary.meetings) + _aside(summary.meetings_referenced, "only referred to")),
        _row("workshops", str(summary.workshops) + _aside(summary.workshops_referenced, "only referred to")),
        _row("officials", str(summary.officials)),
        _row("repaired", ", ".join(f"{count} {rule}" for rule, count in summary.repairs.items()) or "nothing"),
    ]
    if summary.learnt_from is not None:
        lines.append(_row("learnt", f"{summary.learnt_renderings} renderings from build {summary.learnt_from[:12]}"))
    lines += _look(summary)
    lines.append(_row("corpus", f"{harmless(summary.out)}  (build {summary.build_id[:12]})"))
    return "\n".join(lines)


def render_plan(planned: BuildPlan) -> str:
    """What a build would do, as plain text that fits one screen."""
    reasons = Counter(note.text for note in planned.process)
    lines = [
        _row("to process", _processed(len(planned.process), dict(reasons.most_common()))),
        *_notes(planned.process, "--json lists all"),
        _row("unchanged", str(planned.reused)),
        _row("set aside", str(len(planned.set_aside))),
        *_notes(planned.set_aside, "--json lists all"),
        _row("gone", str(len(planned.gone))),
        *_notes([Note(path=path, text="was in the corpus") for path in planned.gone], "--json lists all"),
    ]
    if planned.damaged:
        lines.append(_row("damaged", f"{planned.damaged} files of kept results, which are made again"))
    return "\n".join(lines)


def _processed(count: int, reasons: Mapping[str, int]) -> str:
    """The number of bulletins processed, and why: 3 (2 new, 1 its bytes changed)."""
    why = ", ".join(f"{number} {reason}" for reason, number in reasons.items())
    return f"{count} ({why})" if why else str(count)


def _look(summary: BuildSummary) -> list[str]:
    """The lines under `needs a look`."""
    counts = [
        (len(summary.set_aside), "set aside"),
        (summary.rejects, "stretches of text in no article"),
        (summary.doubtful_pairs, "doubtful pairs"),
        (len(summary.unmet_corrections), "corrections that could not be met"),
        (len(summary.warnings), "warnings"),
        (len(summary.gone), "bulletins gone"),
        (summary.articles_gone, "articles gone"),
        (len(summary.damaged), "damaged files made anew"),
        (len(summary.ignored), "other files"),
    ]
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    lines = [_row("needs a look", said or "nothing")]
    lines += _notes(summary.set_aside)
    lines += _notes([Note(path=FILE_NAME, text=text) for text in summary.unmet_corrections])
    lines += _notes(summary.warnings)
    lines += _notes([Note(path=path, text="gone: it was in the corpus before") for path in summary.gone])
    lines += [f"  {harmless(name)}: was damaged, and is made anew" for name in summary.damaged]
    unread = "not read: no regular .txt or .html file of this folder"
    lines += [f"  {harmless(path)}: {unread}" for path in summary.ignored[:SHOWN_NOTES]]
    return lines


def _notes(notes: Sequence[Note], rest: str = "in the table bulletins") -> list[str]:
    shown = [f"  {harmless(note.path)}: {harmless(note.text)}" for note in notes[:SHOWN_NOTES]]
    if len(notes) > SHOWN_NOTES:
        shown.append(f"  ... and {len(notes) - SHOWN_NOTES} more, {rest}")
    return shown


def _aside(count: int, what: str) -> str:
    return f", {count} {what}" if count else ""


def _row(label: str, value: str) -> str:
    return f"{label:<15} {value}"


def render_schema(described: Mapping[str, Sequence[Mapping[str, str]]]) -> str:
    """The tables' columns as plain text."""
    lines = []
    for table, columns in described.items():
        lines.append(table)
        width = max(len(column["column"]) for column in columns)
        lines += [f"  {column['column']:<{width}}  {column['description']} ({column['type']})" for column in columns]
        lines.append("")
    return "\n".join(lines).rstrip()
