from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus import recipe
from bulletin_corpus.config import BuildConfig, LearntConfig
from bulletin_corpus.recipe import recipe_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_same_settings_make_the_same_recipe() -> None:
    assert recipe_of(BuildConfig(), "1.0").digest == recipe_of(BuildConfig(), "1.0").digest


def test_each_part_that_changes_is_told() -> None:
    usual = recipe_of(BuildConfig(), "1.0")
    assert recipe_of(BuildConfig(dictionary=False), "1.1").differs_in(usual.parts) == ["settings", "version"]


def test_learnt_renderings_count_by_what_they_are_not_by_where_they_stand(tmp_path: Path) -> None:
    one, other = (LearntConfig(folder=tmp_path / name, sha256="1" * 64) for name in "ab")
    assert recipe_of(BuildConfig(learnt=one), "1").digest == recipe_of(BuildConfig(learnt=other), "1").digest
    changed = recipe_of(BuildConfig(learnt=one), "1").differs_in(recipe_of(BuildConfig(), "1").parts)
    assert changed == ["learnt renderings"]


def test_a_changed_line_of_the_program_or_of_a_lexicon_changes_the_recipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stage.py").write_text("LEAST = 1\n", "utf-8")
    (tmp_path / "words.tsv").write_text("word\n", "utf-8")
    monkeypatch.setattr(recipe, "PACKAGE", tmp_path)
    recipe._digest_of_files.cache_clear()
    before = recipe_of(BuildConfig(), "1")
    for path, text, part in (("stage.py", "LEAST = 2\n", "program"), ("words.tsv", "words\n", "lexicons")):
        (tmp_path / path).write_text(text, "utf-8")
        recipe._digest_of_files.cache_clear()
        after = recipe_of(BuildConfig(), "1")
        assert after.differs_in(before.parts) == [part]
        before = after
    recipe._digest_of_files.cache_clear()


def test_keys_tell_what_they_are_made_from() -> None:
    usual = recipe_of(BuildConfig(), "1")
    assert usual.key("a", "bc") != usual.key("ab", "c")
