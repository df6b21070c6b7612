"""The raw bulletins: which files of a folder are bulletins, and what is written in them.

In: a folder that is only read. Out: paths in a fixed order, and for each a `RawBulletin` or the reason why it was set
aside. What the text means is left to the stages; whether two files are copies, to the pipeline.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin_corpus.documents import RawBulletin
from bulletin_corpus.language.restoring.encoding import Decoded, decode, decode_as
from bulletin_corpus.language.restoring.other_scripts import other_script
from bulletin_corpus.storage.page import HostilePageError, MissingExtraError, page_text

if TYPE_CHECKING:
    from io import BufferedReader

TEXT_SUFFIXES = frozenset({".txt"})
PAGE_SUFFIXES = frozenset({".html", ".htm"})
MAX_BYTES = 16 * 1024 * 1024

# README, readme.txt, README.zh-CN.txt, Readme_en.html; not readmeabc.txt
README = re.compile(r"readme(?:[._-].*)?", re.IGNORECASE | re.DOTALL)

# What other kinds of files begin with, so that the reason can name them; a compressed page may hold no zero byte.
# \x89PNG, PK\x03\x04 (zip, docx, xlsx), {\rtf1\ansi
SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x1f\x8b\x08", "a gzip file"),
    (b"Rar!\x1a\x07", "a RAR file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1\x15", "a Parquet file"),
)

# files of ours that a user keeps beside the bulletins
OURS = frozenset({"corrections.toml", "learnt.tsv"})


@dataclass(frozen=True, slots=True)
class Found:
    """What stands below a raw folder: bulletins, and other files, which are reported and not read; both sorted."""

    bulletins: tuple[Path, ...]
    others: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that is no part of the corpus, and why; `sha256` is empty where its bytes could not be read."""

    path: str
    sha256: str
    reason: str
    encoding: str | None
    n_chars: int


def find(raw_dir: Path, out_dir: Path | None) -> Found:
    """The bulletins below `raw_dir`, by relative path, and the files that are none.

    Hidden files, README files, corrections, learnt renderings and the output folder are neither. Links to folders,
    links out of the folder, pipes and devices are never followed or opened; such a link or file is reported among the
    others, and so is a folder that cannot be listed.
    """
    root = raw_dir.resolve()
    skipped = None if out_dir is None else out_dir.resolve()
    bulletins: list[Path] = []
    others: list[Path] = []

    def unlisted(error: OSError) -> None:
        others.append(Path(error.filename))

    for folder, folders, names in os.walk(root, onerror=unlisted, followlinks=False):
        here = Path(folder)
        folders[:] = [name for name in folders if not name.startswith(".") and here / name != skipped]
        others += [here / name for name in folders if (here / name).is_symlink()]
        for name in names:
            if name.startswith(".") or name in OURS or README.fullmatch(name):
                continue
            path = here / name
            wanted = path.suffix.lower() in TEXT_SUFFIXES | PAGE_SUFFIXES and _is_file_within(path, root)
            (bulletins if wanted else others).append(path)

    def order(path: Path) -> bytes:
        return os.fsencode(path.relative_to(root).as_posix())

    return Found(
        tuple(raw_dir / path.relative_to(root) for path in sorted(bulletins, key=order)),
        tuple(raw_dir / path.relative_to(root) for path in sorted(others, key=order)),
    )


def read(path: Path, root: Path, encoding: str | None = None, max_bytes: int = MAX_BYTES) -> RawBulletin | SetAside:
    """The bulletin in `path`, decoded, or why it is set aside.

    Args:
        path: a file below `root`.
        root: the raw folder.
        encoding: a codec's name that overrides the choice; None: chosen for this file.
        max_bytes: larger files are set aside.

    Raises:
        LookupError: if there is no such encoding.
    """
    name = printable(path.relative_to(root).as_posix())
    try:
        with open_regular(path) as file:
            data = file.read(max_bytes + 1)
            if len(data) > max_bytes:
                sha256, size = _rest_of(file, data)
                return SetAside(name, sha256, f"too large: {size} bytes, the limit is {max_bytes}", None, 0)
    except OSError as error:
        return SetAside(name, "", f"cannot be read: {error.strerror or error}", None, 0)
    sha256 = hashlib.sha256(data).hexdigest()
    if not data:
        return SetAside(name, sha256, "empty file", None, 0)
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return SetAside(name, sha256, f"binary: {kind}", None, 0)
    decoded = decode(data) if encoding is None else decode_as(data, encoding)
    if decoded is None:
        return SetAside(name, sha256, _undecodable(data, encoding), None, 0)
    return _bulletin(path, name, sha256, decoded)


def _bulletin(path: Path, name: str, sha256: str, decoded: Decoded) -> RawBulletin | SetAside:
    """The bulletin in a decoded file, its text taken out if it is a web page, or why there is none."""
    reason = None
    if path.suffix.lower() in PAGE_SUFFIXES:
        try:
            decoded = replace(decoded, text=page_text(decoded.text))
        except MissingExtraError:
            reason = "a web page: install bulletin-corpus[html] to read it"
        except HostilePageError as error:
            reason = str(error)
    reason = reason or _unusable(decoded)
    if reason is not None:
        return SetAside(name, sha256, reason, decoded.encoding, len(decoded.text))
    return RawBulletin(name, sha256, decoded.encoding, decoded.text)


def printable(path: str) -> str:
    r"""The path as it can be shown and stored; no two paths give the same.

    Bytes that are no UTF-8, control characters and backslashes stand as escapes: \xb9, \x0a, \u2028, \x5c.
    """
    shown = os.fsencode(path.replace("\\", "\\x5c")).decode("utf-8", "backslashreplace")
    return re.sub(
        r"[\x00-\x1f\x7f-\x9f\u2028\u2029]",
        lambda match: f"\\x{ord(match[0]):02x}" if match[0].isascii() else f"\\u{ord(match[0]):04x}",
        shown,
    )


def _undecodable(data: bytes, encoding: str | None) -> str:
    if b"\0" in data:
        return "binary: it holds zero bytes and is no UTF-16 text"
    return "undecodable: no known encoding gives Chinese or English text" if encoding is None else f"not in {encoding}"


def _unusable(decoded: Decoded) -> str | None:
    if "\0" in decoded.text:
        return "binary: it holds zero characters"
    if not decoded.text and decoded.encoding.endswith(("-sig", "16", "32")):
        return "empty file: nothing behind the byte order mark"
    foreign = other_script(decoded.text)
    if foreign is not None:
        return f"neither Chinese nor English: most of it is in {foreign} letters"
    return None if decoded.text.strip("\ufeff\u200b \t\r\n\u2028\u3000\xa0") else "blank: it holds only white space"


def _is_file_within(path: Path, root: Path) -> bool:
    """Whether `path` is a regular file, or a link to one that stands below `root`."""
    try:
        target = path.resolve(strict=True)
        return target.is_relative_to(root) and stat.S_ISREG(target.stat().st_mode)
    except (OSError, RuntimeError):
        return False


def open_regular(path: Path) -> BufferedReader:
    """The file, open for reading; a pipe or device that took its place meanwhile is neither waited for nor read.

    Raises:
        OSError: if there is no such file, it may not be read, or it is no regular file.
    """
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "no regular file", str(path))
    return file


def _rest_of(file: BufferedReader, read: bytes) -> tuple[str, int]:
    """The hash and the number of all bytes of a file of which some were read; it is never in memory as a whole."""
    whole, size = hashlib.sha256(read), len(read)
    while part := file.read(1 << 20):
        whole.update(part)
        size += len(part)
    return whole.hexdigest(), size
