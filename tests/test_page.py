from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.documents import RawBulletin
from bulletin_corpus.storage.page import page_text
from bulletin_corpus.storage.raw import SetAside, read

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html><html><head><meta charset="gbk"><title>国际警务</title><style>p {}</style></head>
<body><div class="nav"><a href="/">首页</a> &gt; <a href="x">正文</a></div>
<h1>林锐会见以色列驻华大使</h1><p>公安部副部长林锐
9月9日在京会见<b>以色列</b>驻华大使。<br>会见后举行会谈。</p><script>var a = "<p>";</script>
<p>Lin Rui met&nbsp;with the ambassador.</p><!-- 编辑 --></body></html>"""

TEXT = (
    "首页 > 正文\n林锐会见以色列驻华大使\n公安部副部长林锐 9月9日在京会见以色列驻华大使。\n会见后举行会谈。\n"
    "Lin Rui met\xa0with the ambassador.\n"
)


def test_a_page_is_read_block_by_block() -> None:
    pytest.importorskip("selectolax")
    assert page_text(PAGE) == TEXT


def test_broken_and_deep_pages_are_read() -> None:
    pytest.importorskip("selectolax")
    assert page_text("<p>会见<div>会谈") == "会见\n会谈\n"
    assert page_text("<b>" * 5000 + "会见") == "会见\n"
    assert page_text("") == ""


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<div>" * 200_000, "more than 5,000 tags open at once"),
        ("<b></i>" * 200_000, "more than 5,000 tags open at once"),
        ("<p a=\"1\"b='2' " * 100_000, "a tag of more than 5,000 attributes"),
        ("<p/" + "a/" * 500_000, "a tag of more than 5,000 attributes"),
    ],
    ids=["nested", "never closed", "attributes", "slashes"],
)
def test_a_page_that_would_take_the_parser_hours_is_set_aside(html: str, why: str, tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    (tmp_path / "page.html").write_text(f"<html><body>{html}林锐会见大使</body></html>", "utf-8")
    read_as = read(tmp_path / "page.html", tmp_path)
    assert isinstance(read_as, SetAside)
    assert read_as.reason.endswith(why)


@pytest.mark.parametrize(
    "html",
    [
        "<p>会见" * 6000,
        "<div>会见</div>" * 6000,
        "<table>" + "<tr><td>会见" * 6000,
        f'<img src="{"A " * 9000}">会见',
        "<p title='don't>会见</p>",
        "1 < 2, a <= b, " * 6000 + "会见",
    ],
    ids=["paragraphs", "blocks", "rows", "attribute", "quote", "less than"],
)
def test_a_large_page_is_read(html: str) -> None:
    pytest.importorskip("selectolax")
    assert "会见" in page_text(html)


def test_saved_page_is_a_bulletin(tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.encode("gbk"))
    raw = read(path, tmp_path)
    assert isinstance(raw, RawBulletin)
    assert (raw.text, raw.encoding) == (TEXT, "gb18030")


def test_page_without_text_is_set_aside(tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    path = tmp_path / "a.htm"
    path.write_text("<html><script>1</script></html>", "utf-8")
    aside = read(path, tmp_path)
    assert isinstance(aside, SetAside)
    assert aside.reason == "blank: it holds only white space"


def test_without_the_extra_a_page_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    path = tmp_path / "a.html"
    path.write_text(PAGE, "utf-8")
    aside = read(path, tmp_path)
    assert isinstance(aside, SetAside)
    assert aside.reason == "a web page: install bulletin-corpus[html] to read it"
