from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from lxml import etree, html

from bulletin_corpus.records import TABLES, Record, Remainder, Sentence
from bulletin_corpus.schema import to_arrow
from bulletin_corpus.storage.corpus import Corpus
from bulletin_corpus.storage.preview import corpus_html, table_html

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">&\'"'


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    rows: dict[str, list[Record]] = {
        "sentences": [
            Sentence(article_id="a-1", position=n, text=f"句子{n}。" + "长" * 100, char_start=n, char_end=n + 1)
            for n in range(7)
        ],
        "remainders": [
            Remainder(bulletin_id=HOSTILE, kind="reject", reason="", char_start=0, char_end=9, text=HOSTILE * 9)
        ],
    }
    folder = tmp_path / "<i>corpus"
    folder.mkdir()
    for name in TABLES:
        pq.write_table(to_arrow(name, rows.get(name, [])), folder / f"{name}.parquet")
    return Corpus(folder, "0123456789abcdef")


def cells(page: str, tag: str = "td") -> list[str]:
    return [cell.text_content() for cell in html.fromstring(f"<div>{page}</div>").iter(tag)]


def test_a_corpus_shows_its_tables_with_their_sizes(corpus: Corpus) -> None:
    shown = cells(corpus_html(corpus))
    assert shown[0::3] == list(TABLES)
    assert shown[1::3][list(TABLES).index("sentences")] == "7"
    assert all(shown[2::3])


def test_a_table_shows_its_first_rows_cut_short(corpus: Corpus) -> None:
    page = table_html(corpus.sentences)
    assert cells(page, "th") == list(TABLES["sentences"].model_fields)
    assert cells(page)[2::5] == [f"句子{n}。" + "长" * 76 + "…" for n in range(5)]
    assert "7 rows, the first 5" in page


def test_notebooks_find_them(corpus: Corpus) -> None:
    assert corpus._repr_html_() == corpus_html(corpus)
    assert corpus.sentences._repr_html_() == table_html(corpus.sentences)


def test_an_empty_table_is_shown_without_rows(corpus: Corpus) -> None:
    page = table_html(corpus.meetings)
    assert cells(page) == []
    assert "0 rows<" in page


def test_hostile_text_is_escaped_everywhere(corpus: Corpus) -> None:
    for page in (corpus_html(corpus), table_html(corpus.remainders)):
        tree = html.fromstring(f"<div>{page}</div>")
        assert not list(tree.iter("script", "img"))
        assert not tree.xpath("//@onerror")
        assert {element.tag for element in tree.iter(etree.Element)} <= {
            *("div", "p", "b", "code", "span", "table", "thead", "tbody", "tr", "th", "td")
        }
    assert HOSTILE in cells(table_html(corpus.remainders))
