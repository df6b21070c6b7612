"""What a person reads in the terminal: progress, the summary of a build, the tables' columns."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin_corpus.corrections import FILE_NAME
from bulletin_corpus.planning import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bulletin_corpus.planning import BuildPlan
    from bulletin_corpus.summary import BuildSummary

SHOWN_NOTES = 7
"""With these, the counts and a line for what is left out, a summary has 24 lines at most: one screen."""


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with bulletins done and all of them; it draws on standard error if that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("bulletins", total=None, rate="")

        def advance(done: int, total: int) -> None:
            speed = bar.tasks[task].speed
            rate = "" if speed is None else f"{speed:.1f}/s"
            said = "bulletins" if done < total else "putting them together"
            bar.update(task, completed=done, total=total, description=said, rate=rate)

        yield advance


def terminal_width() -> int | None:
    """Columns of the terminal that standard output is; None where it is a file or a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def shortened(text: str, columns: int) -> str:
    """The text in at most so many columns of a terminal (at least 20), an ellipsis where it was cut."""
    used = 0
    for n, char in enumerate(text):
        used += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used > max(20, columns):
            return text[: n - 1] + "…"
    return text


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 warning, 2 warnings, 1,200 warnings; `many` where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def place(path: str | Path) -> str:
    """The path as a user in the current folder would name it: without that folder's own path, if it lies below it."""
    path, here = Path(path), Path.cwd()
    return harmless(str(path.relative_to(here) if path.is_relative_to(here) and path != here else path))


def harmless(text: str) -> str:
    r"""The text with control characters (terminal escapes among them) written as `\x1b`, on one line."""
    return "".join(
        char if char.isprintable() or unicodedata.category(char) == "Zs" else char.encode("unicode_escape").decode()
        for char in text
    )


def render_summary(summary: BuildSummary, width: int | None = None) -> str:
    """The summary as plain text that fits one screen; notes are cut to `width` columns, None: they are not."""
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
        lines.append(
            _row("learnt", f"{counted(summary.learnt_renderings, 'rendering')} from build {summary.learnt_from[:12]}")
        )
    lines += _look(summary, width)
    lines.append(_row("corpus", f"{place(summary.out)}  (build {summary.build_id[:12]})"))
    return "\n".join(lines)


def render_plan(planned: BuildPlan) -> str:
    """What a build would do, as plain text that fits one screen."""
    reasons = Counter(note.text for note in planned.process)
    lines = [
        _row("to process", _processed(len(planned.process), dict(reasons.most_common()))),
        _row("unchanged", str(planned.reused)),
        _row("set aside", str(len(planned.set_aside))),
        _row("gone", str(len(planned.gone))),
    ]
    if planned.damaged:
        lines.append(_row("damaged", f"{counted(planned.damaged, 'file')} of kept results, made again"))
    gone = [Note(path=path, text="gone: it was in the corpus before") for path in planned.gone]
    return "\n".join([*lines, *_notes(planned.process, planned.set_aside, gone)])


def _processed(count: int, reasons: Mapping[str, int]) -> str:
    """The number of bulletins processed, and why: 3 (2 new, 1 its bytes changed)."""
    why = ", ".join(f"{number} {reason}" for reason, number in reasons.items())
    return f"{count} ({why})" if why else str(count)


def _look(summary: BuildSummary, width: int | None) -> list[str]:
    """The lines under `needs a look`."""
    counts = [
        (len(summary.set_aside), "set aside", "set aside"),
        (summary.rejects, "stretch of text in no article", "stretches of text in no article"),
        (summary.doubtful_pairs, "doubtful pair", "doubtful pairs"),
        (len(summary.unmet_corrections), "correction that could not be met", "corrections that could not be met"),
        (len(summary.warnings), "warning", "warnings"),
        (len(summary.gone), "bulletin gone", "bulletins gone"),
        (summary.articles_gone, "article gone", "articles gone"),
        (len(summary.damaged), "damaged file made anew", "damaged files made anew"),
        (len(summary.ignored), "other file", "other files"),
    ]
    said = ", ".join(counted(count, one, many) for count, one, many in counts if count)
    unread = "not read: no regular .txt or .html file of this folder"
    kinds = [
        summary.set_aside,
        [Note(path=FILE_NAME, text=text) for text in summary.unmet_corrections],
        summary.warnings,
        [Note(path=path, text="gone: it was in the corpus before") for path in summary.gone],
        [Note(path=name, text="was damaged, and is made anew") for name in summary.damaged],
        [Note(path=path, text=unread) for path in summary.ignored],
    ]
    lines = [_row("needs a look", said or "nothing"), *_notes(*kinds)]
    return lines if width is None else [shortened(line, width) for line in lines]


def _notes(*kinds: Sequence[Note]) -> list[str]:
    """The first notes of each kind, `SHOWN_NOTES` in all, and how many there are besides."""
    turns = sorted((n, kind) for kind, notes in enumerate(kinds) for n in range(len(notes)))
    chosen = sorted((kind, n) for n, kind in turns[:SHOWN_NOTES])
    shown = [f"  {harmless(kinds[kind][n].path)}: {harmless(kinds[kind][n].text)}" for kind, n in chosen]
    if len(turns) > len(shown):
        shown.append(f"  ... and {len(turns) - len(shown)} more; --json lists all")
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
