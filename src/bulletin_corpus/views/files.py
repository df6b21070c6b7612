"""Files that a command writes for the user: whole, or not at all."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from bulletin_corpus.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import TextIO


@contextmanager
def whole_files(paths: Sequence[Path], encoding: str = "utf-8") -> Iterator[Sequence[TextIO]]:
    """Files to write to, which take their places when all went well; otherwise nothing has changed.

    Args:
        paths: the files, replaced where they exist.
        encoding: of all of them; line ends stay as they are written.

    Raises:
        UserError: if one cannot be written.
    """
    for path in paths:
        if path.is_dir():
            raise UserError(f"{path} is a folder.", "Name a file in it with --out.")
    parts = [path.with_name(f".{path.name}.{os.getpid()}.part") for path in paths]
    try:
        with ExitStack() as stack:
            files = [stack.enter_context(part.open("w", encoding=encoding, newline="")) for part in parts]
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
        for part, path in zip(parts, paths, strict=True):
            part.replace(path)
    except OSError as error:
        if error.strerror is None:  # not from the system: a table could not be read
            raise
        cause = f"{paths[0]} cannot be written ({error.strerror})."
        raise UserError(cause, "Choose another with --out, in a folder that exists.") from error
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
