"""The application that all commands belong to, and the options that several of them take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bulletin_corpus import __version__

app = typer.Typer(
    name="bulletin-corpus",
    help="Turns raw dumps of bilingual (Chinese and English) news bulletins into a typed parallel corpus in Parquet.",
    epilog="Start with: bulletin-corpus build data/raw",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

JsonFlag = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]
CorpusArgument = Annotated[Path, typer.Argument(metavar="CORPUS", help="Folder of the corpus.")]
CORPUS = Path("data/parallel")
"""The corpus of commands that are given none."""


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
