"""The command line: one thin command for each thing the library does.

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 a bug (of `diff`: something differs), 2
a mistake of the user or a refusal that protects data, 3 under --strict something was set aside, 4 `validate` found
something wrong, 130 and 143 interrupted.
"""

from __future__ import annotations

import signal
import sys
from enum import StrEnum
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bulletin_corpus import __version__
from bulletin_corpus.errors import UserError

if TYPE_CHECKING:
    from types import FrameType

app = typer.Typer(
    name="bulletin-corpus",
    help="Turns raw dumps of bilingual (Chinese and English) news bulletins into a typed parallel corpus in Parquet.",
    epilog="Start with: bulletin-corpus build data/raw",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

EmbedderOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME_OR_PATH",
        help="Model of sentence vectors for aligning; needs the extra neural.  [default: none]",
        show_default=False,
    ),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]


def _tables(incomplete: str) -> list[str]:
    """The names of tables that begin so, for the completion of shells."""
    from bulletin_corpus.records import TABLES

    return [name for name in TABLES if name.startswith(incomplete)]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bulletin-corpus {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end."),
    ] = False,
) -> None:
    """Options of all commands."""


class EngineName(StrEnum):
    """Where `build` processes bulletins."""

    processes = "processes"
    serial = "serial"
    dask = "dask"


@app.command(
    epilog="Examples:\n\n"
    "bulletin-corpus build data/raw\n\n"
    "bulletin-corpus build data/raw --out corpus --json\n\n"
    "bulletin-corpus build data/raw --encoding gb18030\n\n"
    "bulletin-corpus build /shared/raw --engine dask --address tcp://scheduler:8786",
)
def build(
    raw: Annotated[
        Path,
        typer.Argument(metavar="RAW", help="Folder of raw bulletins, read with its sub-folders.", show_default=False),
    ],
    out: Annotated[Path | None, typer.Option(help="Folder of the corpus.  [default: parallel beside RAW]")] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of all files, e.g. gb18030.  [default: chosen for each file]"),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes to spread the work over.  [default: one for each core]"),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option(help="Where bulletins are processed: in processes, in this one alone, or by Dask.")
    ] = EngineName.processes,
    address: Annotated[
        str | None,
        typer.Option(help="Dask scheduler, e.g. tcp://host:8786.  [default: one is started here]", show_default=False),
    ] = None,
    max_bytes: Annotated[int, typer.Option(min=1, help="Files of more bytes are set aside.")] = 16 * 1024 * 1024,
    dictionary: Annotated[bool, typer.Option(help="Use the CC-CEDICT dictionary for pairing and aligning.")] = True,
    embedder: EmbedderOption = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 3 if a file was set aside, or a correction not met.")
    ] = False,
    allow_empty: Annotated[
        bool,
        typer.Option("--allow-empty", help="Build an empty corpus from a folder without bulletins."),
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Go on though more than half of the last build's bulletins are gone.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be processed, and why; build nothing.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    """Build the corpus: clean, segment, pair, align and extract every bulletin below RAW that is new or changed."""
    from bulletin_corpus import pipeline
    from bulletin_corpus.config import BuildConfig, ReadConfig
    from bulletin_corpus.views.terminal import progress_bar, render_plan, render_summary, terminal_width

    config = BuildConfig(
        read=ReadConfig(encoding=encoding, max_bytes=max_bytes), dictionary=dictionary, embedder=embedder
    )
    if dry_run:
        planned = pipeline.dry_run(raw, out, config)
        typer.echo(planned.model_dump_json(indent=1) if json else render_plan(planned))
        return
    with progress_bar(quiet=json) as progress:
        summary = pipeline.build(
            raw,
            out,
            config,
            workers=workers,
            engine=engine.value,
            address=address,
            allow_empty=allow_empty,
            prune=prune,
            progress=progress,
        )
    typer.echo(summary.model_dump_json(indent=1) if json else render_summary(summary, terminal_width()))
    if strict and (summary.set_aside or summary.unmet_corrections):
        raise typer.Exit(3)


@app.command(
    epilog="Examples:\n\n"
    "bulletin-corpus show o-0123456789abcdef\n\n"
    "bulletin-corpus show m-0123456789abcdef corpus --why",
)
def show(
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a record, name of an official, or path of a bulletin.")
    ],
    corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="Folder of the corpus.")] = Path("data/parallel"),
    why: Annotated[bool, typer.Option("--why", help="Mark the words that values rest on, and name the rules.")] = False,
    json: JsonFlag = False,
) -> None:
    """Print one record: an article, a pair, a meeting, a workshop, an official or a bulletin."""
    from rich.console import Console

    from bulletin_corpus.storage.corpus import load_corpus
    from bulletin_corpus.views.show import find_record
    from bulletin_corpus.views.show import show as render

    loaded = load_corpus(corpus)
    if json:
        typer.echo(find_record(loaded, record_id).model_dump_json(indent=1))
    else:
        Console(highlight=False).print(render(loaded, record_id, why=why))


@app.command(
    epilog="Examples:\n\n"
    "bulletin-corpus inspect data/raw/modern-world-police-2021-10.txt\n\n"
    "bulletin-corpus inspect page.txt --encoding gb18030",
)
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A raw bulletin.", show_default=False)],
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the file, e.g. gb18030.  [default: chosen]", show_default=False),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Print what segmenting makes of each line of a bulletin, with its reasons and what was restored."""
    from bulletin_corpus.processing import read_and_segment
    from bulletin_corpus.views.inspect import inspection_json, print_inspection

    inspected = read_and_segment(file, encoding)
    if json:
        typer.echo(inspection_json(*inspected))
    else:
        print_inspection(*inspected)


class AlignmentFormat(StrEnum):
    """How `align` prints: [zh numbers]:[en numbers], tab-separated sentences, or JSON lines."""

    links = "links"
    tsv = "tsv"
    json = "json"


@app.command(
    epilog="Examples:\n\n"
    "bulletin-corpus align chapter.zh chapter.en --format tsv\n\n"
    "bulletin-corpus align zh.txt en.txt --split --format json --out links.jsonl\n\n"
    "bulletin-corpus align novel/zh novel/en --out novel/links\n\n"
    "bulletin-corpus align zh.txt en.txt --embedder sentence-transformers/LaBSE",
)
def align(
    zh: Annotated[Path, typer.Argument(metavar="ZH", help="Chinese file, a sentence a line, or a folder of them.")],
    en: Annotated[Path, typer.Argument(metavar="EN", help="English file, or a folder of files of the same names.")],
    format: Annotated[  # noqa: A002  # the option's name
        AlignmentFormat,
        typer.Option(help="links: [zh numbers]:[en numbers]; tsv or json: with the sentences and scores."),
    ] = AlignmentFormat.links,
    out: Annotated[
        Path | None,
        typer.Option(help="File to write, for folders a folder.  [default: standard output]", show_default=False),
    ] = None,
    split: Annotated[bool, typer.Option("--split", help="Lines are paragraphs: split them into sentences.")] = False,
    embedder: EmbedderOption = None,
) -> None:
    """Align the sentences of any Chinese text with its English translation; null beads are printed too."""
    from bulletin_corpus.bitext import align_files, align_folders
    from bulletin_corpus.embedder import load_embedder

    embed = None if embedder is None else load_embedder(embedder)
    if not zh.is_dir():
        text = align_files(zh, en, split_lines=split, embed=embed).render(format.value)
        if out is None:
            typer.echo(text, nl=False)
        else:
            out.write_text(text, "utf-8")
        return
    if not en.is_dir() or out is None:
        raise UserError("A folder is aligned with a folder, into a folder.", "Give two folders and --out FOLDER.")
    out.mkdir(parents=True, exist_ok=True)
    for name, aligned in align_folders(zh, en, split_lines=split, embed=embed).items():
        (out / name).write_text(aligned.render(format.value), "utf-8")


@app.command(
    epilog="Examples:\n\nbulletin-corpus learn\n\nbulletin-corpus learn corpus --raw bulletins",
)
def learn(
    corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="Folder of the corpus.")] = Path("data/parallel"),
    raw: Annotated[
        Path | None,
        typer.Option(help="Folder of the raw bulletins.  [default: raw beside CORPUS]", show_default=False),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Learn renderings from a corpus into RAW/learnt.tsv; builds of that folder use them from then on."""
    from json import dumps

    from bulletin_corpus.pipeline import learn as learn_from

    path, learnt = learn_from(corpus, raw)
    if json:
        typer.echo(dumps({"path": str(path), "renderings": len(learnt.renderings), "build_id": learnt.build_id}))
        return
    typer.echo(f"{len(learnt.renderings)} renderings learnt from build {learnt.build_id[:12]}, written to {path}")


@app.command(
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
    epilog="Examples:\n\n"
    "bulletin-corpus validate\n\n"
    "bulletin-corpus validate corpus --raw bulletins\n\n"
    "bulletin-corpus validate corpus --json",
)
def validate(
    corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="Folder of the corpus.")] = Path("data/parallel"),
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
    epilog="Examples:\n\n"
    "bulletin-corpus report -o report.html\n\n"
    "bulletin-corpus report corpus --raw bulletins -o corpus.html",
)
def report(
    corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="Folder of the corpus.")] = Path("data/parallel"),
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
    epilog="Examples:\n\n"
    "bulletin-corpus review\n\n"
    "bulletin-corpus review corpus --raw bulletins --author 'Li Wen'\n\n"
    "bulletin-corpus review --list",
)
def review(
    corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="Folder of the corpus.")] = Path("data/parallel"),
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
    from bulletin_corpus.views.terminal import terminal_width

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
        written = interview(loaded, questions, folder, author)
        many = "1 judgement" if written == 1 else f"{written} judgements"
        typer.echo(f"{many} written to {folder / 'corrections.toml'}")
        if written:
            typer.echo(f"The next build heeds them: bulletin-corpus build {folder} --out {corpus}")


@app.command(
    epilog="Examples:\n\nbulletin-corpus schema\n\nbulletin-corpus schema meetings\n\nbulletin-corpus schema --json",
)
def schema(
    table: Annotated[
        str | None,
        typer.Argument(
            metavar="[TABLE]", help="One table; without it, all.", show_default=False, autocompletion=_tables
        ),
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
    corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="Folder of the corpus.")] = Path("data/parallel"),
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

    options = ExportOptions(table, min_score, script.value, spreadsheet_safe, bom)
    written = write(load_corpus(corpus), format.value, out, options)
    paths = [str(path) for path in written.paths]
    if json:
        typer.echo(dumps({"paths": paths, "rows": written.n_rows, "other_script": written.n_other_script}))
        return
    typer.echo(f"{written.n_rows} rows of {table} written to {' and '.join(paths)}")
    if written.n_other_script:
        typer.echo(f"{written.n_other_script} pairs left out: not printed in traditional characters")


class _WithoutPandas(MetaPathFinder):
    """Hides pandas: pyarrow imports it for the first array that it makes, a second that no command needs.

    sentence-transformers asks whether it is there, and then needs it.
    """

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Nothing for other modules; pandas is not found."""
        del path, target
        if fullname == "pandas" and "sentence_transformers" not in sys.modules:
            raise ModuleNotFoundError(fullname, name=fullname)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.meta_path.insert(0, _WithoutPandas())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupted)
    try:
        app()
    except UserError as error:
        typer.echo(f"bulletin-corpus: {error.cause}\n{error.remedy}", err=True)
        sys.exit(2)
    sys.exit(0)


def _interrupted(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave with 128 + the signal's number; on the way out locks are released and nothing half done is published."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
