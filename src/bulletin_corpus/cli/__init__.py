"""The command line: one thin command for each thing the library does.

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 a bug (of `diff`: something differs), 2
a mistake of the user or a refusal that protects data, 3 under --strict something was set aside, 4 `validate` found
something wrong, 130 and 143 interrupted.
"""

from __future__ import annotations

import signal
import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, NoReturn

import typer

from bulletin_corpus.cli import making, using
from bulletin_corpus.cli.app import app
from bulletin_corpus.errors import UserError

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["app", "main", "making", "using"]


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
