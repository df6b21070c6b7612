from __future__ import annotations

import unicodedata

import pytest

from bulletin_corpus.language.lexicon import lexicon, names


@pytest.mark.parametrize("name", names())
def test_each_row_is_complete_nfc_and_has_a_source(name: str) -> None:
    rows = lexicon(name)
    assert rows
    for row in rows:
        assert None not in row, f"{name}: a row has more fields than the header: {row}"
        assert row["source"], f"{name}: a row without source: {row}"
        for value in row.values():
            assert value == value.strip() == unicodedata.normalize("NFC", value), f"{name}: {row}"


@pytest.mark.parametrize("name", names())
def test_rows_are_sorted_and_stand_once(name: str) -> None:
    keys = [tuple(row.values()) for row in lexicon(name)]
    assert keys == sorted(keys), f"{name}: sort the rows by their columns, first column first"
    without_source = [tuple(value for column, value in row.items() if column != "source") for row in lexicon(name)]
    assert len(without_source) == len(set(without_source)), f"{name}: a row stands twice"
