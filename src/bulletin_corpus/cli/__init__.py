"""The command line: one thin command for each thing the library does.

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 a bug (of `diff`: something differs), 2
a mistake of the user or a refusal that protects data, 3 under --strict something was set aside, 4 `validate` found
something wrong, 130 and 143 interrupted. A reader that goes away early, as `head` does, changes none of it.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

import typer

from bulletin_corpus.cli import making, using
from bulletin_corpus.cli.app import app
from bulletin_corpus.cli.interruption import interruption_behind, listen
from bulletin_corpus.errors import UserError
from bulletin_corpus.storage.own_process import begin_own_process

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["app", "main", "making", "using"]


class _Output(io.FileIO):
    """A standard stream that swallows what is written when its reader has gone away, or when it failed before."""

    closed_early = False

    def write(self, data: ReadableBuffer, /) -> int:
        """The number of bytes taken.

        Raises:
            UserError: if the system takes no more, because a disk is full for instance.
        """
        if not self.closed_early:
            try:
                return super().write(data) or 0
            except BrokenPipeError:
                self.closed_early = True
            except OSError as error:
                self.closed_early = True
                cause = f"The output cannot be written ({error.strerror})."
                raise UserError(cause, "Make room where it goes, or send it elsewhere.") from error
        return memoryview(data).nbytes


def _tolerant(stream: TextIO) -> TextIO:
    """The standard stream as an `_Output`; characters that its encoding lacks are written as escapes."""
    raw = _Output(stream.fileno(), "w", closefd=False)
    buffered = io.BufferedWriter(raw)
    return io.TextIOWrapper(buffered, stream.encoding, "backslashreplace", line_buffering=bool(stream.line_buffering))


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    begin_own_process()
    listen()
    sys.stdout, sys.stderr = (None if one is None else _tolerant(one) for one in (sys.stdout, sys.stderr))
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except BaseException as error:
        if (end := interruption_behind(error)) is not None:
            end.arrive()
            fresh_line = "\n" if sys.stderr is not None and sys.stderr.isatty() else ""  # the terminal wrote ^C
            typer.echo(f"{fresh_line}bulletin-corpus: interrupted. {end.stands}", err=True)
            sys.exit(end.code)
        if isinstance(error, UserError):
            typer.echo(f"bulletin-corpus: {error.cause}\n{error.remedy}", err=True)
            sys.exit(2)
        raise
    sys.exit(0)
