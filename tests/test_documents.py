"""What stands in the documents works: commands parse, snippets run, links lead somewhere."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import datasets
import duckdb
import pytest
import typer

import bulletin_corpus as bc
from bulletin_corpus.cli import app
from bulletin_corpus.corrections import FIELDS, Corrections
from gold.floors import PATH, Floors

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("data/*/*.md"))
    if path.name != "DATA_CARD.md"
)
RUN = ("README.md", "docs/guide.md", "data/parallel/README.md")

BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|\s|/)bulletin-corpus (?P<args>[^#|]+)")
LINK = re.compile(r"\]\((?!https?://)(?P<path>[^)#\s]+)?(?:#(?P<heading>[\w-]+))?\)")


def blocks(page: str, kind: str) -> list[str]:
    return [found["text"] for found in BLOCK.finditer((ROOT / page).read_text("utf-8")) if found["kind"] == kind]


def commands(page: str) -> list[str]:
    """The arguments of every call of the program in the page's shell blocks, and in its text between backticks."""
    shell = [line for block in blocks(page, "sh") for line in block.splitlines()]
    inline = [found for found in re.findall(r"`([^`\n]+)`", (ROOT / page).read_text("utf-8")) if "..." not in found]
    lines = [*shell, *(one for one in inline if one.startswith(("bulletin-corpus ", "uv run ")))]
    return [found["args"].strip() for line in lines for found in COMMAND.finditer(line)]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_documents_parses(page: str) -> None:
    for line in commands(page):
        parse(shlex.split(line, comments=True))


def parse(args: list[str]) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    with typer.Context(group) as context:
        if args[0].startswith("--"):
            assert args[0] in {option for param in group.get_params(context) for option in param.opts}, args
            return
        command = group.get_command(context, args[0])
        assert command is not None, args
        if "--help" not in args:
            command.make_context(args[0], args[1:]).close()


def test_the_documents_name_enough_commands_to_be_worth_testing() -> None:
    assert len(commands("README.md")) >= 10
    assert len(commands("docs/guide.md")) >= 10


@pytest.mark.parametrize("wrong", ["export tmx", "build", "export tmx -o x --script latin", "nothing", "show"])
def test_a_command_that_is_wrong_does_not_parse(wrong: str) -> None:
    with pytest.raises((AssertionError, typer.BadParameter)):
        parse(shlex.split(wrong))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders that the snippets use, with the corpus of the shipped bulletin."""
    folder = tmp_path_factory.mktemp("documents")
    for part in ("data/raw", "data/parallel"):
        (folder / part).mkdir(parents=True)
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw", dirs_exist_ok=True)
    shutil.copy(ROOT / "data" / "parallel" / "README.md", folder / "data" / "parallel")
    bc.build(folder / "data" / "raw")
    return folder


@pytest.mark.parametrize("page", RUN)
def test_every_snippet_of_python_runs(page: str, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", checkout / "cache")
    names: dict[str, object] = {}
    snippets = blocks(page, "python")
    assert snippets
    with contextlib.chdir(checkout):
        for snippet in snippets:
            exec(compile(snippet, page, "exec"), names)  # noqa: S102  # our own documents


@pytest.mark.parametrize("page", RUN)
def test_every_statement_of_sql_finds_rows(page: str, checkout: Path) -> None:
    statements = blocks(page, "sql")
    assert statements
    with contextlib.chdir(checkout):
        for statement in statements:
            assert duckdb.connect().execute(statement).fetchall(), statement


def test_the_corrections_of_the_documents_are_understood() -> None:
    examples = blocks("docs/corrections.md", "toml")
    assert examples
    for example in examples:
        Corrections.model_validate(tomllib.loads(example))


def test_every_kind_of_correction_has_an_example_and_every_field_that_takes_a_value_is_named() -> None:
    shown = {kind for example in blocks("docs/corrections.md", "toml") for kind in tomllib.loads(example)}
    assert shown == set(Corrections.model_fields)
    table = re.findall(
        r"^\| (?:both|workshops) \| (.+) \|$", (ROOT / "docs/corrections.md").read_text("utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"`(\w+)`", " ".join(table))) == FIELDS


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file_and_a_heading(page: str) -> None:
    text = BLOCK.sub("", (ROOT / page).read_text("utf-8"))
    for found in LINK.finditer(text):
        target = (ROOT / page).parent / found["path"] if found["path"] else ROOT / page
        assert target.exists(), found[0]
        if found["heading"]:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert found["heading"] in anchors, found[0]


def test_the_figures_that_the_documents_promise_are_held_by_the_floors() -> None:
    text = (ROOT / "docs" / "how-it-decides.md").read_text("utf-8")
    promised = re.findall(r"^\| .+ \| `(\w+)` \| (0\.\d+) \| (0\.\d+) \|$", text, re.MULTILINE)
    assert len(promised) >= 10
    floors = Floors.model_validate_json(PATH.read_bytes())
    for column, data_set in enumerate(("unseen", "varied-unseen"), 1):
        held = floors.of(data_set).floors
        assert {row[0]: held[row[0]] for row in promised if held[row[0]] < float(row[column])} == {}
