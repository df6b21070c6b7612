"""The raw bulletins: which files of a folder are bulletins, and what is written in them.

In: a folder that is only read. Out: paths in a fixed order, and for each a `RawBulletin` or the reason why it was set
aside. What the text means is left to the stages; whether two files are copies, to the pipeline.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin_corpus.documents import RawBulletin
from bulletin_corpus.language.restoring.encoding import Decoded, decode, decode_as
from bulletin_corpus.storage.page import MissingExtraError, page_text

TEXT_SUFFIXES = frozenset({".txt"})
PAGE_SUFFIXES = frozenset({".html", ".htm"})
MAX_BYTES = 16 * 1024 * 1024

# README, readme.txt, README.zh-CN.txt, Readme_en.html; not readmeabc.txt
README = re.compile(r"readme(?:[._-].*)?", re.IGNORECASE | re.DOTALL)

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
    others.
    """
    root = raw_dir.resolve()
    skipped = None if out_dir is None else out_dir.resolve()
    bulletins: list[Path] = []
    others: list[Path] = []
    for folder, folders, names in os.walk(root, followlinks=False):
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
        size = path.stat().st_size
        if size > max_bytes:
            return SetAside(name, _sha256_of_file(path), f"too large: {size} bytes, the limit is {max_bytes}", None, 0)
        data = path.read_bytes()
    except OSError as error:
        return SetAside(name, "", f"cannot be read: {error.strerror}", None, 0)
    sha256 = hashlib.sha256(data).hexdigest()
    if not data:
        return SetAside(name, sha256, "empty file", None, 0)
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
    reason = reason or _unusable(decoded)
    if reason is not None:
        return SetAside(name, sha256, reason, decoded.encoding, len(decoded.text))
    return RawBulletin(name, sha256, decoded.encoding, decoded.text)


def printable(path: str) -> str:
    """The path as it can be shown and stored: bytes that are no UTF-8 and control characters as hexadecimal escapes."""
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", lambda match: f"\\x{ord(match[0]):02x}", shown)


def _undecodable(data: bytes, encoding: str | None) -> str:
    if b"\0" in data:
        return "binary: it holds zero bytes and is no UTF-16 text"
    return "undecodable: no known encoding gives Chinese or English text" if encoding is None else f"not in {encoding}"


def _unusable(decoded: Decoded) -> str | None:
    if "\0" in decoded.text:
        return "binary: it holds zero characters"
    if not decoded.text and decoded.encoding.endswith(("-sig", "16", "32")):
        return "empty file: nothing behind the byte order mark"
    return None if decoded.text.strip("\ufeff\u200b \t\r\n\u2028\u3000\xa0") else "blank: it holds only white space"


def _is_file_within(path: Path, root: Path) -> bool:
    """Whether `path` is a regular file, or a link to one that stands below `root`."""
    try:
        target = path.resolve(strict=True)
        return target.is_relative_to(root) and stat.S_ISREG(target.stat().st_mode)
    except (OSError, RuntimeError):
        return False


def _sha256_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
