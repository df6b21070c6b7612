from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import datasets
import pyarrow.parquet as pq
import pytest
import yaml

import bulletin_corpus as bc
from bulletin_corpus.card import MARK, data_card, write_card
from bulletin_corpus.records import TABLES
from bulletin_corpus.schema import to_arrow

if TYPE_CHECKING:
    from bulletin_corpus.storage.corpus import Corpus

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    out = tmp_path_factory.mktemp("card") / "corpus"
    bc.build(ROOT / "data" / "raw", out)
    return bc.load(out)


@pytest.fixture
def corpus(built: Corpus, tmp_path: Path) -> Corpus:
    """A copy of the built corpus, without a card."""
    for name in TABLES:
        shutil.copy(built.tables[name].path, tmp_path)
    return bc.load(tmp_path)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    (raw := tmp_path_factory.mktemp("none") / "raw").mkdir()
    bc.build(raw, raw.parent / "corpus", allow_empty=True)
    return bc.load(raw.parent / "corpus")


def metadata(card: str) -> dict[str, Any]:
    loaded = yaml.safe_load(card.split("---\n")[1])
    assert isinstance(loaded, dict)
    return loaded


def test_the_card_names_a_data_set_for_each_table_that_holds_rows(corpus: Corpus) -> None:
    configs = metadata(data_card(corpus, bc.__version__))["configs"]
    filled = [name for name, table in corpus.tables.items() if len(table)]
    assert "sentence_pairs" in filled
    assert [config["config_name"] for config in configs] == filled
    assert [config["config_name"] for config in configs if config.get("default")] == ["sentence_pairs"]


def test_hugging_face_loads_every_table_of_the_folder(corpus: Corpus, tmp_path: Path) -> None:
    assert write_card(corpus, bc.__version__) == tmp_path / "README.md"
    for name, table in corpus.tables.items():
        if len(table):
            loaded = datasets.load_dataset(str(tmp_path), name, split="train", cache_dir=str(tmp_path / "cache"))
            assert loaded.num_rows == len(table), name
            assert loaded.column_names == list(TABLES[name].model_fields)
    usual = datasets.load_dataset(str(tmp_path), split="train", cache_dir=str(tmp_path / "cache"))
    assert usual["zh"][:] == [pair.zh for pair in corpus.sentence_pairs]


def test_a_build_writes_the_card_and_keeps_the_readme_of_somebody_else(built: Corpus, tmp_path: Path) -> None:
    assert (built.path / "README.md").read_text("utf-8") == data_card(built, bc.__version__)
    (tmp_path / "raw").mkdir()
    (tmp_path / "README.md").write_text("# Ours\n", "utf-8")
    bc.build(tmp_path / "raw", tmp_path, allow_empty=True)
    assert (tmp_path / "README.md").read_text("utf-8") == "# Ours\n"
    assert (tmp_path / "DATA_CARD.md").read_text("utf-8") == data_card(bc.load(tmp_path), bc.__version__)


def test_an_empty_corpus_has_a_card_without_data_sets(empty: Corpus) -> None:
    card = data_card(empty, bc.__version__)
    assert "configs" not in metadata(card)
    assert "| `meetings` | 0 |" in card


def test_the_card_counts_and_names_build_limits_and_licence(corpus: Corpus) -> None:
    card = data_card(corpus, bc.__version__)
    for name, table in corpus.tables.items():
        assert f"| `{name}` | {len(table):,} |" in card
    assert f"`{corpus.build_id}`" in card
    for heading in ("Where it comes from", "How sure it is", "Known limits", "Licence"):
        assert f"\n## {heading}\n" in card
    assert "CC-CEDICT" in card
    sure = sum(pair.score >= 0.9 for pair in corpus.sentence_pairs)
    assert f"| `sentence_pairs` | {sure} |" in card


def test_the_card_counts_the_rows_that_a_person_judged(corpus: Corpus) -> None:
    assert "- Rows that a person has judged: none.\n" in data_card(corpus, bc.__version__)
    links = [link.model_copy(update={"reviewed": link.position == 0}) for link in corpus.sentence_pairs]
    pq.write_table(to_arrow("sentence_pairs", links), corpus.sentence_pairs.path)
    judged = sum(link.reviewed for link in links)
    assert judged
    assert f"- Rows that a person has judged: {judged} of `sentence_pairs`.\n" in data_card(corpus, bc.__version__)


def test_the_same_corpus_has_the_same_card_wherever_it_stands(built: Corpus, corpus: Corpus) -> None:
    assert data_card(built, bc.__version__) == data_card(corpus, bc.__version__)


def test_a_card_of_ours_is_renewed_and_one_in_step_is_left_alone(corpus: Corpus, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"---\n{MARK}\n---\nold\n", "utf-8")
    assert write_card(corpus, bc.__version__) == page
    assert page.read_text("utf-8") == data_card(corpus, bc.__version__)
    before = page.stat().st_mtime_ns
    assert write_card(corpus, bc.__version__) == page
    assert page.stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".parquet") == ["README.md"]


@pytest.mark.parametrize("foreign", ["# Our corpus\n", "", f"---\nlanguage: zh\n---\nsome text\n{MARK}\n"])
def test_a_readme_of_somebody_else_stays_and_the_card_stands_beside_it(
    corpus: Corpus, tmp_path: Path, foreign: str
) -> None:
    (tmp_path / "README.md").write_text(foreign, "utf-8")
    assert write_card(corpus, bc.__version__) == tmp_path / "DATA_CARD.md"
    assert (tmp_path / "README.md").read_text("utf-8") == foreign
    assert (tmp_path / "DATA_CARD.md").read_text("utf-8") == data_card(corpus, bc.__version__)
    (tmp_path / "DATA_CARD.md").write_text("ours", "utf-8")
    assert write_card(corpus, bc.__version__) is None
    assert (tmp_path / "DATA_CARD.md").read_text("utf-8") == "ours"


def test_a_folder_in_the_cards_place_is_left_alone(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "README.md").mkdir()
    assert write_card(corpus, bc.__version__) == tmp_path / "DATA_CARD.md"


def test_the_readme_that_is_shipped_in_data_parallel_is_not_one_that_builds_renew() -> None:
    assert MARK not in (ROOT / "data" / "parallel" / "README.md").read_text("utf-8")
