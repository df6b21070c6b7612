from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_corpus import processing
from bulletin_corpus.config import BuildConfig
from bulletin_corpus.documents import ArticleText, BulletinResult, Extraction, Item, RawBulletin
from bulletin_corpus.kept import KeptPerson, article_text, kept_persons, kept_schema
from bulletin_corpus.kept_rows import row_of_bulletin, to_table
from bulletin_corpus.offsets import Edit, Edits, MappedText
from bulletin_corpus.records import TABLES, Span


@st.composite
def mapped(draw: st.DrawFn) -> MappedText:
    """A text after random edits: removed, inserted, replaced characters."""
    text = MappedText.from_raw(draw(st.text("ab中。\n", min_size=1, max_size=30)), draw(st.integers(0, 1000)))
    for _ in range(draw(st.integers(0, 3))):
        if not len(text):
            break
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start, len(text)))
        text = text.edited(Edits.of([Edit(start, end, draw(st.text("xy国", max_size=4)), "test")]))
    return text


def article(body: MappedText) -> ArticleText:
    return ArticleText("a-1", "zh", 0, None, body[:1], None, body, (), ((0, len(body)),), (), 1, 2)


@settings(deadline=None)
@given(text=mapped().filter(len))
def test_a_kept_text_comes_back_with_all_its_offsets(text: MappedText) -> None:
    printed = MappedText(text.text, text.text.replace("国", "國"), text.starts, text.ends)
    (row,) = to_table([row_of_bulletin("k", result(article(printed)))]).to_pylist()
    back = article_text(row["texts"][0])
    assert (back.body.text, back.body.printed) == (printed.text, printed.printed)
    assert back.body.starts.tolist() == text.starts.tolist()
    assert back.body.ends.tolist() == text.ends.tolist()
    assert back.subheadline is not None
    assert back.subheadline.text == text.text[:1]
    assert (back.headline, back.sentences, back.lang) == (None, ((0, len(text)),), "zh")


def result(*articles: ArticleText) -> BulletinResult:
    """A result with these texts, which no item takes."""
    whole = processing.process(RawBulletin("b.txt", "0" * 64, "utf-8", "\n"), BuildConfig(dictionary=False))
    texts = tuple(replace(one, spans=(Span(part="body", char_start=0, char_end=1),)) for one in articles)
    items = tuple(item_of(one) for one in texts)
    return replace(whole, articles=texts, items=items)


def item_of(one: ArticleText) -> Item:
    return Item(one, None, None, None, (), Extraction("other", (), (), (), ()))


def test_rows_of_a_bulletin_are_those_of_the_tables() -> None:
    text = "林锐会见大使\n公安部副部长林锐9月9日在京会见以色列驻华大使潘绮瑞。\n\nDeputy Minister Lin Rui met him.\n"
    made = processing.process(RawBulletin("b.txt", "0" * 64, "utf-8", text), BuildConfig())
    row = row_of_bulletin("k", made)
    for name in ("articles", "remainders", "sentences", "article_pairs", "sentence_pairs", "meetings", "workshops"):
        for values in row[name]:
            TABLES[name].model_validate(values)
    for values in row["mentions"]:
        TABLES["mentions"].model_validate({**values, "official_id": None})


def test_persons_come_back_in_order() -> None:
    rows = [
        {
            "name_zh": "王小洪",
            "name_en": None,
            "country": "CN",
            "offices": [{"title_zh": "副部长", "title_en": None}, {"title_zh": "局长", "title_en": "Director"}],
            "seen": None,
            "mentions": [{"mention_id": "n-1", "article_id": "a-1", "name": "王小洪"}],
        },
        {"name_zh": None, "name_en": "Lin", "country": None, "offices": [], "seen": None, "mentions": []},
    ]
    column = pa.array([[], rows], kept_schema().field("persons").type).flatten()
    first, second = kept_persons(column)
    assert isinstance(first, KeptPerson)
    assert [(one.title_zh, one.title_en) for one in first.offices] == [("副部长", None), ("局长", "Director")]
    assert [one.mention_id for one in first.mentions] == ["n-1"]
    assert (second.name_en, second.offices, second.mentions) == ("Lin", (), ())


def test_a_kept_article_without_body_is_a_bug() -> None:
    with pytest.raises(ValueError, match="a-1 has no body"):
        article_text({"article_id": "a-1", "body": None})
