"""The application that all commands belong to, and the options that several of them take."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bulletin_corpus import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


class Interrupted(SystemExit):
    """The end of a command by Ctrl-C or a signal.

    Attributes:
        stands: what is left on disk, in words.
    """

    stands = "Nothing was written."


@contextmanager
def telling(stands: Callable[[], str]) -> Iterator[None]:
    """If what is done here is interrupted, the user is told what stands then."""
    try:
        yield
    except Interrupted as end:
        end.stands = stands()
        raise


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
