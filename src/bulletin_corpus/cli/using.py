"""The commands that read a built corpus: show, diff, validate, report, review, schema, export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bulletin_corpus.cli.app import CORPUS, CorpusArgument, JsonFlag, app
from bulletin_corpus.cli.interruption import telling
from bulletin_corpus.errors import UserError


def _tables(incomplete: str) -> list[str]:
    """The names of tables that begin so, for the completion of shells."""
    from bulletin_corpus.records import TABLES

    return [name for name in TABLES if name.startswith(incomplete)]


@app.command(
    short_help="Show one article, pair, event, person or bulletin.",
    epilog="Examples:\n\n"
    "bulletin-corpus show o-0123456789abcdef\n\n"
    "bulletin-corpus show m-0123456789abcdef corpus --why",
)
def show(
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a record, name of an official, or path of a bulletin.")
    ],
    corpus: CorpusArgument = CORPUS,
    why: Annotated[bool, typer.Option("--why", help="Mark the words that values rest on, and name the rules.")] = False,
    json: JsonFlag = False,
) -> None:
    """Print one record: an article, a pair, a meeting, a workshop, an official or a bulletin."""
    from bulletin_corpus.storage.corpus import load_corpus
    from bulletin_corpus.views.show import find_record
    from bulletin_corpus.views.show import show as render
    from bulletin_corpus.views.texts import print_drawn

    loaded = load_corpus(corpus)
    if json:
        typer.echo(find_record(loaded, record_id).model_dump_json(indent=1))
    else:
        print_drawn(render(loaded, record_id, why=why))


@app.command(
    short_help="Show what differs between two corpora.",
    epilog="Examples:\n\n"
    "bulletin-corpus diff corpus-2021-09 corpus-2021-10\n\n"
    "bulletin-corpus diff old data/parallel --rows 50\n\n"
    "bulletin-corpus diff old data/parallel --json",
)
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of a corpus.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of another.", show_default=False)],
    rows: Annotated[int, typer.Option(min=0, help="Rows to print of each kind and table.")] = 5,
    json: JsonFlag = False,
) -> None:
    """Print by table and id what came, went and changed; end with 1 if anything differs, else with 0."""
    from bulletin_corpus.storage.corpus import load_corpus
    from bulletin_corpus.storage.difference import diff as difference_of
    from bulletin_corpus.views.difference import render_difference

    difference = difference_of(load_corpus(old), load_corpus(new))
    typer.echo(difference.model_dump_json(indent=1) if json else render_difference(difference, rows))
    if not difference.same:
        raise typer.Exit(1)


@app.command(
    short_help="Check whether a corpus is whole.",
    epilog="Examples:\n\n"
    "bulletin-corpus validate\n\n"
    "bulletin-corpus validate corpus --raw bulletins\n\n"
    "bulletin-corpus validate corpus --json",
)
def validate(
    corpus: CorpusArgument = CORPUS,
    raw: Annotated[
        Path | None,
        typer.Option(help="Folder of the raw bulletins.  [default: raw beside CORPUS, if any]", show_default=False),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes to read them with.  [default: one for each core]"),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Check a corpus: files, values, keys, offsets, texts against the raw files; end with 4 if anything is wrong."""
    from bulletin_corpus.validation.validate import validate as checked
    from bulletin_corpus.views.validation import render_validation

    validation = checked(corpus, raw, workers=workers)
    typer.echo(validation.model_dump_json(indent=1) if json else render_validation(validation))
    if validation.findings:
        raise typer.Exit(4)


@app.command(
    short_help="Write a page to read and search the corpus.",
    epilog="Examples:\n\n"
    "bulletin-corpus report -o report.html\n\n"
    "bulletin-corpus report corpus --raw bulletins -o corpus.html",
)
def report(
    corpus: CorpusArgument = CORPUS,
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write; replaced if it exists.")] = Path(
        "report.html"
    ),
    raw: Annotated[
        Path | None,
        typer.Option(help="Folder of the raw bulletins, shown too.  [default: raw beside CORPUS, if any]"),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Write one page to read, search and review the corpus in a browser; needs the extra report."""
    from bulletin_corpus.storage.corpus import load_corpus
    from bulletin_corpus.views.report import render_report, write_report

    beside = corpus.resolve().parent / "raw"
    folder = raw if raw is not None or not beside.is_dir() else beside
    written = write_report(load_corpus(corpus), out, folder)
    typer.echo(written.model_dump_json(indent=1) if json else render_report(written))


@app.command(
    short_help="Judge what is doubtful, for the next build.",
    epilog="Examples:\n\n"
    "bulletin-corpus review\n\n"
    "bulletin-corpus review corpus --raw bulletins --author 'Li Wen'\n\n"
    "bulletin-corpus review --list",
)
def review(
    corpus: CorpusArgument = CORPUS,
    raw: Annotated[
        Path | None,
        typer.Option(help="Folder of the raw bulletins.  [default: raw beside CORPUS]", show_default=False),
    ] = None,
    author: Annotated[
        str | None, typer.Option(help="Who judges.  [default: asked for once]", show_default=False)
    ] = None,
    only_list: Annotated[bool, typer.Option("--list", help="Only list what is doubtful, as when piped.")] = False,
    json: JsonFlag = False,
) -> None:
    """Walk through what is doubtful, and write what you judge into RAW/corrections.toml for the next build."""
    from bulletin_corpus.corrections import read_corrections
    from bulletin_corpus.storage.corpus import load_corpus
    from bulletin_corpus.views.interview import interview, on_terminal
    from bulletin_corpus.views.review import find_questions, questions_json, render_questions
    from bulletin_corpus.views.terminal import counted, terminal_width

    loaded = load_corpus(corpus)
    folder = corpus.resolve().parent / "raw" if raw is None else raw
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}.", "Name the folder that holds the raw bulletins with --raw.")
    questions = find_questions(loaded, read_corrections(folder))
    if json:
        typer.echo(questions_json(questions))
    elif only_list or not questions or not on_terminal():
        typer.echo(render_questions(questions, terminal_width()))
    else:
        with telling(lambda: "What you judged before this question is kept."):
            written = interview(loaded, questions, folder, author)
        typer.echo(f"{counted(written, 'judgement')} written to {folder / 'corrections.toml'}")
        if written:
            typer.echo(f"The next build heeds them: bulletin-corpus build {folder} --out {corpus}")


@app.command(
    short_help="Print what the columns mean.",
    epilog="Examples:\n\nbulletin-corpus schema\n\nbulletin-corpus schema meetings\n\nbulletin-corpus schema --json",
)
def schema(
    table: Annotated[
        str | None,
        typer.Argument(metavar="TABLE", help="One table; without it, all.", show_default=False, autocompletion=_tables),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Print the tables of a corpus: columns, types and what they mean."""
    from json import dumps

    from bulletin_corpus.records import TABLES
    from bulletin_corpus.schema import describe
    from bulletin_corpus.views.terminal import render_schema

    if table is not None and table not in TABLES:
        raise UserError(f"There is no table {table}.", f"The tables are {', '.join(TABLES)}.")
    described = {name: describe(name) for name in TABLES if table in (None, name)}
    typer.echo(dumps(described, ensure_ascii=False, indent=1) if json else render_schema(described))


class ExportFormat(StrEnum):
    """The formats that `export` writes."""

    tmx = "tmx"
    moses = "moses"
    tsv = "tsv"
    jsonl = "jsonl"


class Script(StrEnum):
    """Chinese characters: simplified or traditional."""

    hans = "hans"
    hant = "hant"


@app.command(
    short_help="Write sentence pairs, or any table, as a file.",
    epilog="Examples:\n\n"
    "bulletin-corpus export tmx -o memory.tmx --min-score 0.9\n\n"
    "bulletin-corpus export moses corpus -o train\n\n"
    "bulletin-corpus export tsv --table meetings -o meetings.tsv --bom",
)
def export(
    format: Annotated[  # noqa: A002  # the argument's name
        ExportFormat,
        typer.Argument(
            metavar="FORMAT",
            help="tmx: translation memory; moses: PATH.zh and PATH.en, line by line; tsv: a sheet; jsonl: JSON lines.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="PATH", help="File to write; replaced if it exists.")],
    corpus: CorpusArgument = CORPUS,
    table: Annotated[
        str, typer.Option(help="Table to export; tmx and moses take sentence_pairs.", autocompletion=_tables)
    ] = "sentence_pairs",
    min_score: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Only rows with this score or a higher one.", show_default=False),
    ] = None,
    script: Annotated[
        Script,
        typer.Option(help="Chinese characters: hans simplified; hant traditional, only what was printed so."),
    ] = Script.hans,
    spreadsheet_safe: Annotated[
        bool,
        typer.Option("--spreadsheet-safe", help="tsv: put ' before cells that a spreadsheet takes for formulas."),
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="tsv: begin with a byte order mark; Excel needs it.")] = False,
    json: JsonFlag = False,
) -> None:
    """Write the sentence pairs, or any table, in a format that other programs read."""
    from json import dumps

    from bulletin_corpus.storage.corpus import load_corpus
    from bulletin_corpus.views.exports import ExportOptions
    from bulletin_corpus.views.exports import export as write
    from bulletin_corpus.views.terminal import counted

    options = ExportOptions(table, min_score, script.value, spreadsheet_safe, bom)
    written = write(load_corpus(corpus), format.value, out, options)
    paths = [str(path) for path in written.paths]
    if json:
        typer.echo(dumps({"paths": paths, "rows": written.n_rows, "other_script": written.n_other_script}))
        return
    typer.echo(f"{counted(written.n_rows, 'row')} of {table} written to {' and '.join(paths)}")
    if written.n_other_script:
        typer.echo(f"{counted(written.n_other_script, 'pair')} left out: not printed in traditional characters")
