"""The examples are what the scripts make, and the notebook runs from its first cell to its last."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bulletin_corpus.storage.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    import altair as alt
    import pandas as pd

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
NOTEBOOK = json.loads((EXAMPLES / "explore.ipynb").read_text("utf-8"))

spec = importlib.util.spec_from_file_location("make_examples", ROOT / "scripts" / "make_examples.py")
assert spec is not None
assert spec.loader is not None
make_examples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_examples)


def test_the_bulletins_are_those_that_the_script_makes() -> None:
    made = make_examples.bulletins()
    found = {path.name: path.read_bytes() for path in (EXAMPLES / "bulletins").iterdir()}
    assert found == made, "run: uv run python scripts/make_examples.py"
    assert sum(map(len, made.values())) < 2_000_000


def test_the_bulletins_are_labelled_as_invented() -> None:
    assert all(path.name.startswith("invented-") for path in (EXAMPLES / "bulletins").iterdir())
    assert "**invented**" in (EXAMPLES / "README.md").read_text("utf-8")


def test_no_example_shows_an_unseen_item() -> None:
    assert "unseen" not in (ROOT / "scripts" / "make_examples.py").read_text("utf-8").lower()


def test_the_notebook_is_kept_without_outputs() -> None:
    cells = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    assert cells
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert len({cell["id"] for cell in NOTEBOOK["cells"]}) == len(NOTEBOOK["cells"])
    assert all(re.fullmatch(r"[\w-]{1,64}", cell["id"]) for cell in NOTEBOOK["cells"])
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What each code cell of the notebook shows last, by the cell's id."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(EXAMPLES / "bulletins", folder / "bulletins")
    names: dict[str, object] = {}
    results = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for cell in NOTEBOOK["cells"]:
            if cell["cell_type"] == "code":
                results[cell["id"]] = run("".join(cell["source"]), cell["id"], names)
        yield results


def run(source: str, name: str, names: dict[str, object]) -> object:
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)  # noqa: S102  # our own notebook
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), name, "eval"), names)  # noqa: S307


def test_the_notebook_loads_the_corpus_in_one_line(shown: dict[str, Any]) -> None:
    corpus = shown["load"]
    assert isinstance(corpus, Corpus)
    assert len(corpus.bulletins) == len(make_examples.bulletins())
    assert len(corpus.meetings) > 50


def test_the_notebook_plots_who_met_whom_by_month(shown: dict[str, Any]) -> None:
    rows = data_of(shown["meetings"])
    assert len(rows) >= 12
    assert {row["month"][8:10] for row in rows} == {"01"}
    assert all(row["guests"] and "CN" not in row["guests"].split() for row in rows)


def test_the_notebook_plots_a_career_of_several_offices(shown: dict[str, Any]) -> None:
    rows = data_of(shown["career"])
    assert len(rows) >= 2
    assert len({row["office"] for row in rows}) == len(rows)
    assert all(row["first_seen"] <= row["last_seen"] for row in rows)


def data_of(chart: alt.Chart) -> list[dict[str, str]]:
    (rows,) = chart.to_dict()["datasets"].values()
    assert isinstance(rows, list)
    return rows


def test_the_notebook_shows_parallel_sentences_above_the_score(shown: dict[str, Any]) -> None:
    pairs: pd.DataFrame = shown["parallel"]
    assert len(pairs) == 5
    assert (pairs["score"] >= 0.9).all()


def test_the_notebook_finds_terms_in_both_languages(shown: dict[str, Any]) -> None:
    terms: pd.DataFrame = shown["terms"]
    found = set(zip(terms["zh"], terms["en"], strict=True))
    assert {("国际合作", "international cooperation"), ("执法", "law enforcement")} <= found
    assert terms["log-likelihood"].is_monotonic_decreasing
