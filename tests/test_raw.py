from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.documents import RawBulletin
from bulletin_corpus.storage.raw import SetAside, find, printable, read

if TYPE_CHECKING:
    from pathlib import Path

BILINGUAL = "林銳會見以色列駐華大使\nLin Rui met with the Israeli ambassador in Beijing on September 9, 2021.\n"
SIMPLIFIED = "公安部副部长林锐9月9日在京会见以色列驻华大使。\r\nLin Rui met with Israeli Ambassador.\r\n"


def written(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("text", [BILINGUAL, SIMPLIFIED, "会见\n", "中国China\n", "會議"])
@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encoding_is_recognised(tmp_path: Path, text: str, codec: str, encoding: str) -> None:
    raw = read(written(tmp_path, text.encode(codec)), tmp_path)
    assert isinstance(raw, RawBulletin)
    assert (raw.text, raw.encoding) == (text, encoding)


@pytest.mark.parametrize("text", [BILINGUAL, "會議開幕\n", "香港嘅執法合作\n"])
def test_big5_is_recognised(tmp_path: Path, text: str) -> None:
    raw = read(written(tmp_path, text.encode("big5hkscs")), tmp_path)
    assert isinstance(raw, RawBulletin)
    assert (raw.text, raw.encoding) == (text, "big5hkscs")


def test_gbk_that_is_valid_utf8_too_is_read_as_gbk(tmp_path: Path) -> None:
    raw = read(written(tmp_path, "联通".encode("gbk")), tmp_path)
    assert isinstance(raw, RawBulletin)
    assert raw.text == "联通"


def test_english_alone_is_utf8(tmp_path: Path) -> None:
    raw = read(written(tmp_path, b"Lin Rui met\n"), tmp_path)
    assert isinstance(raw, RawBulletin)
    assert raw.encoding == "utf-8"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_stray_byte_does_not_lose_the_file(tmp_path: Path, codec: str) -> None:
    data = (BILINGUAL * 5).encode(codec)
    raw = read(written(tmp_path, data[:40] + b"\xff" + data[40:]), tmp_path)
    assert isinstance(raw, RawBulletin)
    assert raw.encoding == codec
    assert 1 <= raw.text.count("\ufffd") <= 2


def test_line_ends_are_untouched(tmp_path: Path) -> None:
    raw = read(written(tmp_path, "一\r\n二\r三\u2028四".encode()), tmp_path)
    assert isinstance(raw, RawBulletin)
    assert raw.text == "一\r\n二\r三\u2028四"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b"\xef\xbb\xbf", "empty file: nothing behind the byte order mark"),
        (b" \r\n\t\n", "blank: it holds only white space"),
        ("\u3000\n".encode(), "blank: it holds only white space"),
        (bytes(range(256)) * 40, "binary: it holds zero bytes and is no UTF-16 text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0", "binary: a PNG picture"),
        (b"%PDF-1.4\n1 0 obj\n<</Type /Catalog>>\nendobj\n", "binary: a PDF file"),
        (bytes(range(128, 256)) * 20, "undecodable: no known encoding gives Chinese or English text"),
        (b"x" * 2000, "too large: 2000 bytes, the limit is 1000"),
    ],
)
def test_what_is_no_bulletin_is_set_aside_with_its_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    aside = read(written(tmp_path, data), tmp_path, max_bytes=1000 if data[:1] == b"x" else 1 << 20)
    assert isinstance(aside, SetAside)
    assert aside.reason == reason
    assert len(aside.sha256) == 64


def test_given_encoding_overrides_the_choice(tmp_path: Path) -> None:
    path = written(tmp_path, "联通".encode("gbk"))
    raw = read(path, tmp_path, encoding="GBK")
    assert isinstance(raw, RawBulletin)
    assert (raw.text, raw.encoding) == ("联通", "gbk")
    assert read(path, tmp_path, encoding="ascii") == SetAside("a.txt", raw.sha256, "not in ascii", None, 0)
    with pytest.raises(LookupError):
        read(path, tmp_path, encoding="klingon")


def test_bulletins_are_found_below_the_folder_in_order(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "raw" / "out"
    for name in ("b.txt", "a/z.TXT", "a.txt", "page.html", "out/x.txt", ".hidden.txt", ".git/x.txt", "README.txt"):
        written(raw, b"x", name)
    for name in ("readme.zh.txt", "corrections.toml", "photo.jpg", "readmefirst.txt"):
        written(raw, b"x", name)
    found = find(raw, out)
    assert [path.relative_to(raw).as_posix() for path in found.bulletins] == [
        *("a.txt", "a/z.TXT", "b.txt", "page.html", "readmefirst.txt")
    ]
    assert [path.name for path in found.others] == ["photo.jpg"]


def test_links_out_of_the_folder_and_pipes_are_not_followed(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    inside, outside = written(raw, b"x"), written(tmp_path, b"x", "outside.txt")
    (raw / "within.txt").symlink_to(inside)
    (raw / "link.txt").symlink_to(outside)
    (raw / "dangling.txt").symlink_to(tmp_path / "nothing")
    (raw / "folder").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(raw / "pipe.txt")
    found = find(raw, None)
    assert [path.name for path in found.bulletins] == ["a.txt", "within.txt"]
    assert [path.name for path in found.others] == ["dangling.txt", "folder", "link.txt", "pipe.txt"]


def test_path_is_stored_printable(tmp_path: Path) -> None:
    path = tmp_path / "new\nline" / os.fsdecode(b"\xb9\xab.txt")
    path.parent.mkdir()
    path.write_text("会见", "utf-8")
    raw = read(path, tmp_path)
    assert isinstance(raw, RawBulletin)
    assert raw.path == "new\\x0aline/\\xb9\\xab.txt"
    assert printable("a/公安.txt") == "a/公安.txt"


def test_no_two_names_are_stored_alike() -> None:
    names = (b"a\n.txt", rb"a\x0a.txt", b"a\x85.txt", "a\x85.txt".encode(), "a\u2028.txt".encode(), rb"a\u2028.txt")
    shown = [printable(os.fsdecode(name)) for name in names]
    assert len(set(shown)) == len(names)
    assert all(one.isprintable() for one in shown)


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert read(tmp_path / "a.txt", tmp_path) == SetAside("a.txt", "", "cannot be read: no regular file", None, 0)


def test_a_file_that_is_too_large_is_hashed_as_a_whole(tmp_path: Path) -> None:
    data = os.urandom(3 << 20)
    aside = read(written(tmp_path, data), tmp_path, max_bytes=1000)
    assert isinstance(aside, SetAside)
    assert (aside.sha256, aside.reason) == (
        hashlib.sha256(data).hexdigest(),
        f"too large: {len(data)} bytes, the limit is 1000",
    )
    exact = read(written(tmp_path, b"x" * 1000), tmp_path, max_bytes=1000)
    assert isinstance(exact, RawBulletin)


@pytest.mark.parametrize(
    ("data", "encoding"), [(b"Lin \\ud800 met\n", "unicode_escape"), (b"Lin +2AA- met\n", "utf-7")]
)
def test_half_a_character_is_no_text(tmp_path: Path, data: bytes, encoding: str) -> None:
    raw = read(written(tmp_path, data), tmp_path, encoding=encoding)
    assert isinstance(raw, RawBulletin)
    assert raw.text == "Lin \ufffd met\n"


def test_file_that_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    aside = read(tmp_path / "gone.txt", tmp_path)
    assert aside == SetAside("gone.txt", "", "cannot be read: No such file or directory", None, 0)
