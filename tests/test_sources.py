"""What must hold for the sources: rules know no gold, no figure depends on the clock, modules stay readable."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gold.annotation import ITEMS, UNSEEN, WIDER, read_items, real_bulletins

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = sorted((Path(__file__).parent.parent / "src").rglob("*.py"))
MOST_LINES = 400
CLOCKS = {("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("time", "time")}


def gold_names() -> set[str]:
    """The names of all annotated people, but for those so short that they may be words."""
    items = [item for folder in (ITEMS, WIDER, UNSEEN) for item in read_items(folder)]
    items += [item for bulletin in real_bulletins() for item in bulletin.items]
    names = {name for item in items for person in item.officials for name in (person.name_zh, person.name_en) if name}
    return {name for name in names if len(name) >= 3}


def strings_of_code(path: Path) -> Iterator[str]:
    """The string constants of a module, docstrings and comments apart."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_no_rule_names_a_person_of_the_gold() -> None:
    names = gold_names()
    found = [(path.name, name) for path in SOURCES for text in strings_of_code(path) for name in names if name in text]
    assert found == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_module_asks_the_clock(path: Path) -> None:
    calls = [
        (node.value.id, node.attr)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    ]
    assert CLOCKS.isdisjoint(calls)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_module_fits_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES
