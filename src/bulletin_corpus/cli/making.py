"""The commands that read raw files: build, inspect, align, learn."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bulletin_corpus.cli.app import CORPUS, CorpusArgument, JsonFlag, app
from bulletin_corpus.cli.interruption import telling
from bulletin_corpus.errors import UserError

EmbedderOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME_OR_PATH",
        help="Model of sentence vectors for aligning; needs the extra neural.  [default: none]",
        show_default=False,
    ),
]


class EngineName(StrEnum):
    """Where `build` processes bulletins."""

    processes = "processes"
    serial = "serial"
    dask = "dask"


@app.command(
    short_help="Build the corpus of a folder of bulletins.",
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
    folder = raw.resolve().parent / "parallel" if out is None else out
    stands = partial(_what_stands, folder, _build_id(folder))
    with telling(stands), progress_bar(quiet=json) as progress:
        summary = pipeline.build(
            raw,
            folder,
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


def _build_id(folder: Path) -> str | None:
    """The id of the build whose corpus stands in the folder; None where there is none."""
    from bulletin_corpus.storage.manifest import read_manifest

    manifest = read_manifest(folder)
    return None if manifest is None else str(manifest["build_id"])


def _what_stands(folder: Path, before: str | None) -> str:
    """What an interrupted build leaves."""
    from bulletin_corpus.storage.corpus import settle
    from bulletin_corpus.views.terminal import place

    settle(folder)
    now, where = _build_id(folder), place(folder)
    if now != before:
        return f"The new corpus stands in {where}."
    stands = f"There is no corpus in {where} yet" if now is None else f"The corpus in {where} stands as it was"
    return f"{stands}; what was done is kept for the next build."


@app.command(
    short_help="Show what became of each line of a bulletin.",
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

    if not file.exists():
        raise UserError(f"There is no file {file}.", "Name the text file of a bulletin.")
    if file.is_dir():
        raise UserError(f"{file} is a folder.", "Name one of the files in it.")
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
    short_help="Align the sentences of any two texts.",
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
    from bulletin_corpus.views.files import whole_files

    embed = None if embedder is None else load_embedder(embedder)
    if zh.is_dir() != en.is_dir() or (zh.is_dir() and out is None):
        raise UserError("A folder is aligned with a folder, into a folder.", "Give two folders and --out FOLDER.")
    if out is None:
        typer.echo(align_files(zh, en, split_lines=split, embed=embed).render(format.value), nl=False)
        return
    if zh.is_dir():
        found = align_folders(zh, en, split_lines=split, embed=embed)
        aligned = {out / name: one for name, one in found.items()}
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            cause = f"The folder {out} cannot be made ({error.strerror})."
            raise UserError(cause, "Choose another with --out.") from error
    else:
        aligned = {out: align_files(zh, en, split_lines=split, embed=embed)}
    for path, one in aligned.items():
        with whole_files([path]) as (file,):
            file.write(one.render(format.value))


@app.command(
    short_help="Learn words from a corpus, for later builds.",
    epilog="Examples:\n\nbulletin-corpus learn\n\nbulletin-corpus learn corpus --raw bulletins",
)
def learn(
    corpus: CorpusArgument = CORPUS,
    raw: Annotated[
        Path | None,
        typer.Option(help="Folder of the raw bulletins.  [default: raw beside CORPUS]", show_default=False),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Learn how words are rendered from a corpus, into RAW/learnt.tsv; builds of that folder use it from then on."""
    from json import dumps

    from bulletin_corpus.pipeline import learn as learn_from
    from bulletin_corpus.views.terminal import counted

    path, learnt = learn_from(corpus, raw)
    if json:
        told = {
            "path": None if path is None else str(path),
            "renderings": len(learnt.renderings),
            "build_id": learnt.build_id,
        }
        typer.echo(dumps(told))
    elif path is None:
        typer.echo(
            "Nothing learnt: no two words stand together often enough that the dictionary does not know. Nothing was "
            "written. A larger corpus teaches more: some hundred articles."
        )
    else:
        many = counted(len(learnt.renderings), "rendering")
        typer.echo(f"{many} learnt from build {learnt.build_id[:12]}, written to {path}")
        typer.echo("The next build uses them, and makes all its bulletins again.")
