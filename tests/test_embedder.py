from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bulletin_corpus.bitext import align_files, align_texts
from bulletin_corpus.embedder import load_embedder
from bulletin_corpus.errors import UserError
from bulletin_corpus.language.aligning.vectors import vectors
from bulletin_corpus.stages.align import align

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# Words that no dictionary renders; only a model can tell that they are the same.
MEANINGS = {"鑫焱淼": 0, "龘靐齉": 1, "犇猋骉": 2, "麤毳掱": 3, "zorbling": 0, "quaxed": 1, "flimmish": 2, "vuntle": 3}
ZH = ["鑫焱淼", "龘靐齉", "犇猋骉", "麤毳掱"]
EN = ["zorbling", "quaxed", "flimmish", "vuntle"]


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """What a model gives: here a column for each meaning, and a small one that all texts share."""
    rows = [
        [float(sum(text.count(word) for word in MEANINGS if MEANINGS[word] == n)) for n in range(4)] for text in texts
    ]
    return np.array([[*row, 0.1] for row in rows], np.float32)


def test_groups_that_mean_the_same_are_alike_and_others_are_not() -> None:
    found = vectors(ZH, EN, embed)
    table = found.likeness((1, 1), np.arange(4), np.tile(np.arange(4), (4, 1)))
    assert (np.diag(table) > 0.99).all()
    assert (table[~np.eye(4, dtype=bool)] < 0).all()
    assert found.likeness((2, 2), np.array([0]), np.array([[0, 1]]))[0].argmax() == 0


def test_likeness_is_measured_against_the_usual_distance() -> None:
    found = vectors(["甲"] * 2, ["a", "b"], lambda texts: np.ones((len(texts), 3), np.float32))
    assert np.isfinite(found.likeness((1, 1), np.arange(2), np.zeros((2, 2), np.int64))).all()


def test_links_that_only_a_model_knows_are_found_in_any_order() -> None:
    moved = [EN[2], EN[0], EN[3], EN[1]]
    links = {(link.zh_positions, link.en_positions) for link in align(ZH, moved, None, embed)}
    assert links == {((0,), (1,)), ((1,), (3,)), ((2,), (0,)), ((3,), (2,))}
    assert links != {(link.zh_positions, link.en_positions) for link in align(ZH, moved, None)}


def test_a_model_joins_the_search_of_long_texts_too() -> None:
    zh = [ZH[i * i % 4] for i in range(90)]
    en = [EN[i * i % 4] for i in range(90) if i != 41]
    lines = align_texts(zh, en, embed=embed).render("links").splitlines()
    assert lines[:3] == ["[0]:[0]", "[1]:[1]", "[2]:[2]"]
    assert lines[-1] == "[89]:[88]"


def test_without_the_package_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    load_embedder.cache_clear()
    with pytest.raises(UserError, match="sentence-transformers, which is not installed") as error:
        load_embedder("LaBSE")
    assert "pip install '.[neural]'" in error.value.remedy


without_package = pytest.mark.skipif(
    find_spec("sentence_transformers") is None, reason="the extra neural is not installed"
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of eight words, each with its vector."""
    from sentence_transformers import SentenceTransformer, models
    from sentence_transformers.models.tokenizer import WhitespaceTokenizer

    folder = tmp_path_factory.mktemp("model")
    words = models.WordEmbeddings(
        tokenizer=WhitespaceTokenizer(vocab=list(MEANINGS), stop_words=[], do_lower_case=False),
        embedding_weights=embed(list(MEANINGS)).tolist(),
    )
    pooling = models.Pooling(words.get_word_embedding_dimension())
    SentenceTransformer(modules=[words, pooling], device="cpu").save(str(folder))
    return folder


@pytest.mark.neural
@without_package
def test_a_model_in_a_folder_is_loaded_and_aligns(model: Path, tmp_path: Path) -> None:
    for name, lines in (("zh", ZH), ("en", EN)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    found = load_embedder(str(model))(ZH)
    assert found.shape == (4, 5)
    aligned = align_files(tmp_path / "zh", tmp_path / "en", embed=load_embedder(str(model)))
    assert aligned.render("links") == "".join(f"[{i}]:[{i}]\n" for i in range(4))


@pytest.mark.neural
@without_package
def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="missing cannot be loaded"):
        load_embedder(str(tmp_path / "missing"))
