"""The documents say what the program does."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bulletin_corpus.cli import app
from bulletin_corpus.corrections import Corrections
from bulletin_corpus.records import TABLES

ROOT = Path(__file__).parent.parent


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_docs, pin = script("make_docs"), script("pin")

COMMANDS = sorted(str(command.name or getattr(command.callback, "__name__", "")) for command in app.registered_commands)


@pytest.mark.parametrize("page", make_docs.PAGES)
def test_a_generated_page_is_in_step_with_the_code(page: str) -> None:
    wanted = make_docs.PAGES[page]()
    assert (ROOT / page).read_text("utf-8") == wanted, "run: uv run python scripts/make_docs.py"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_with_examples(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"bulletin-corpus {command}" in result.stdout.split("Examples:")[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"bulletin-corpus {command}" in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_names_only_commands_that_exist() -> None:
    named = set(re.findall(r"bulletin-corpus ([a-z]+)\b", (ROOT / "README.md").read_text("utf-8")))
    assert named <= set(COMMANDS)


def test_the_readme_names_every_table() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in TABLES if f"`{name}`" not in text] == []


def test_no_tracked_text_names_a_download_host() -> None:
    hosts = re.compile("(pythonhosted|" + r"pypi\.org|registry\.npmjs|deb\.debian)")
    texts = [path for path in ROOT.rglob("*") if path.suffix in {".md", ".toml", ".py", ".tsv", ".json", ".ini"}]
    tracked = [path for path in texts if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]
    assert [str(path) for path in tracked if path != Path(__file__) and hosts.search(path.read_text("utf-8"))] == []


def package(name: str, *needs: str, version: str = "1") -> dict[str, Any]:
    needed = [{"name": one} for one in needs]
    return {"name": name, "version": version, "source": {"registry": "x"}, "dependencies": needed}


def test_only_what_the_models_need_is_left_without_a_tested_version() -> None:
    extras = {"neural": [{"name": "models"}], "page": [{"name": "jinja"}]}
    own = package("bulletin-corpus", "arrow") | {"optional-dependencies": extras}
    own |= {"source": {"editable": "."}, "dev-dependencies": {"dev": [{"name": "tests"}]}}
    others = [package("arrow"), package("jinja", "both"), package("both"), package("tests")]
    models = [package("models", "torch", "both"), package("torch")]
    twice = [package("tests", version="2")]
    assert pin.pinned({"package": [own, *others, *models, *twice]}) == {"arrow": "1", "both": "1", "jinja": "1"}


def test_every_kind_of_correction_stands_in_its_page_and_the_examples_there_are_understood() -> None:
    text = (ROOT / "docs" / "corrections.md").read_text("utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    found = [Corrections.model_validate(tomllib.loads(block)) for block in blocks]
    assert {kind for one in found for kind in one.model_fields_set} == set(Corrections.model_fields)
