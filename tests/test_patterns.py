from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import regex

from bulletin_corpus.language import patterns
from bulletin_corpus.language.patterns import keep_patterns, make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = r"(?P<year>\d{4}) 年 (?P<month>\d{1,2}) 月 | \p{Lu}\w+"


def begin() -> None:
    """From now on as in a new process."""
    patterns._kept.cache_clear()
    patterns._made.clear()


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    begin()
    yield tmp_path / "bulletin-corpus"
    begin()


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled in this test."""
    seen: list[str] = []
    compile_one = regex.compile

    def counted(pattern: str, flags: int = 0) -> regex.Pattern[str]:
        seen.append(pattern)
        return compile_one(pattern, flags)

    monkeypatch.setattr(regex, "compile", counted)
    return seen


def test_the_next_process_need_not_compile_and_finds_the_same(compilations: list[str]) -> None:
    first = make_pattern(SOURCE, regex.VERBOSE)
    keep_patterns()
    begin()
    again = make_pattern(SOURCE, regex.VERBOSE)
    assert compilations.count(SOURCE) == 1
    text = "2021 年 9 月, Wang Xiaohong in 2021年10月"
    assert [one.groupdict() for one in again.finditer(text)] == [one.groupdict() for one in first.finditer(text)]
    assert again.sub(r"<\g<month>>", "2021年9月") == "<9>"
    assert (again.pattern, again.flags, again.groupindex) == (first.pattern, first.flags, first.groupindex)


def test_flags_tell_patterns_apart(compilations: list[str]) -> None:
    make_pattern("ab")
    keep_patterns()
    begin()
    assert make_pattern("ab", regex.IGNORECASE).fullmatch("AB")
    assert not make_pattern("ab").fullmatch("AB")
    assert compilations.count("ab") == 2


def test_a_damaged_file_is_not_read(cache_folder: Path, compilations: list[str]) -> None:
    make_pattern(SOURCE)
    keep_patterns()
    (path,) = cache_folder.iterdir()
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    begin()
    assert make_pattern(SOURCE, regex.VERBOSE).search("Wang")
    assert compilations.count(SOURCE) == 2
    keep_patterns()
    begin()
    make_pattern(SOURCE, regex.VERBOSE)
    assert compilations.count(SOURCE) == 2


def test_nothing_is_kept_where_the_folder_cannot_be_made(cache_folder: Path) -> None:
    cache_folder.write_text("in the way", "utf-8")
    assert make_pattern(SOURCE, regex.VERBOSE).search("Wang")
    keep_patterns()
    assert cache_folder.read_text("utf-8") == "in the way"


def test_patterns_of_former_versions_go_some_day(monkeypatch: pytest.MonkeyPatch, compilations: list[str]) -> None:
    monkeypatch.setattr(patterns, "MOST_PATTERNS", 2)
    for source in ("a", "b"):
        make_pattern(source)
    keep_patterns()
    make_pattern("c")
    keep_patterns()
    begin()
    for source in ("a", "c"):
        make_pattern(source)
    assert (compilations.count("a"), compilations.count("c")) == (2, 1)


def test_nothing_new_writes_nothing(cache_folder: Path) -> None:
    make_pattern(SOURCE)
    keep_patterns()
    (path,) = cache_folder.iterdir()
    before = path.stat().st_mtime_ns
    begin()
    make_pattern(SOURCE)
    keep_patterns()
    assert path.stat().st_mtime_ns == before
