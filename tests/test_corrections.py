from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.corrections import Corrections, read_corrections
from bulletin_corpus.documents import NameMention, Person
from bulletin_corpus.errors import UserError
from bulletin_corpus.judged_persons import judgements

if TYPE_CHECKING:
    from pathlib import Path

SAID = 'author = "me"\nreason = "known"\n'


def person(article: str, name: str) -> Person:
    mention = NameMention(
        mention_id=f"n-{article}-{name}",
        article_id=article,
        lang="zh",
        part="body",
        name=name,
        start=0,
        end=len(name),
        title="部长",
        title_start=0,
        title_end=0,
        country="CN",
        rule="test",
    )
    return Person(name, None, "CN", "部长", None, (), None, (mention,))


def corrections(text: str, folder: Path) -> Corrections:
    (folder / "corrections.toml").write_text(text, "utf-8")
    return read_corrections(folder)


def test_no_file_means_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == Corrections()


def test_people_are_found_by_quoted_name_and_article(tmp_path: Path) -> None:
    text = '[[same_person]]\npeople = [{article = "a-1", name = "甲"}, {article = "a-2", name = "乙"}]\n' + SAID
    judged = judgements(corrections(text, tmp_path), [person("a-1", "甲"), person("a-2", "乙")])
    assert judged.same == (("n-a-1-甲", "n-a-2-乙"),)
    assert judged.unmet == ()


def test_every_two_of_three_different_people_are_told_apart(tmp_path: Path) -> None:
    people = ", ".join(f'{{article = "a-{number}", name = "甲"}}' for number in (1, 2, 3))
    text = f"[[different_persons]]\npeople = [{people}]\n" + SAID
    judged = judgements(corrections(text, tmp_path), [person(f"a-{number}", "甲") for number in (1, 2, 3)])
    assert len(judged.different) == 3


def test_a_judgement_whose_name_is_gone_is_dead_and_changes_nothing(tmp_path: Path) -> None:
    text = '[[preferred_name]]\nperson = {article = "a-1", name = "丙"}\nname_en = "Bing"\n' + SAID
    judged = judgements(corrections(text, tmp_path), [person("a-1", "甲")])
    assert judged.names == ()
    assert judged.unmet == ("preferred_name: there is no 丙 in a-1",)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("[[same_person]", "is no TOML: "),
        ('[[same_person]]\npeople = [{article = "a-1", name = "甲"}]\n' + SAID, "number 1: people: List should have"),
        (
            '[[same_person]]\npeople = [{article = "a", name = "x"}, {article = "b", name = "y"}]\n',
            r"\[\[same_person\]\] number 1 lacks the key author; its keys are people, author, reason\.",
        ),
        (
            "[[merge]]\n" + SAID,
            r"there is no table \[\[merge\]\]; the tables are pair, unpair, link, unlink, split, join, whole, value, ",
        ),
        ("[pair]\n" + SAID, r"write \[\[pair\]\] in two pairs of brackets"),
        (
            f'[[pair]]\nzh = "a-1"\nen = "a-2"\n{SAID}[[pair]]\nzh = "a-1"\nchinese = "a-2"\nen = "a-3"\n{SAID}',
            r"\[\[pair\]\] number 2 has no key chinese; its keys are zh, en, author, reason\.",
        ),
        (
            '[[preferred_name]]\nperson = {article = "a-1", nam = "甲", name = "x"}\nname_en = "x"\n' + SAID,
            r"has no key person\.nam; its keys are article, name\.",
        ),
        ('[[pair]]\nzh = "a-1"\nen = "a-2"\nauthor = ""\nreason = "so"\n', "number 1: author is empty"),
        ('[[split]]\narticle = "a-1"\nbefore =\n' + SAID, "is no TOML: Invalid value"),
        (
            '[[value]]\nrecord = "m-0000000000000000"\narticle = "a-1"\nfield = "date"\n' + SAID,
            "number 1: field: the fields that can be corrected are countries, date_end, ",
        ),
        ('[[value]]\nrecord = "x"\narticle = "a-1"\nfield = "mode"\n' + SAID, "number 1: record: String should match"),
        ('[[preferred_name]]\nperson = {article = "a-1", name = "甲"}\n' + SAID, "needs name_zh or name_en"),
    ],
)
def test_a_file_that_is_not_understood_is_the_users_mistake(text: str, cause: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=cause):
        corrections(text, tmp_path)


def test_judgements_that_contradict_each_other_are_reported(tmp_path: Path) -> None:
    people = 'people = [{article = "a-1", name = "甲"}, {article = "a-2", name = "乙"}]\n'
    text = "[[same_person]]\n" + people + SAID + "[[different_persons]]\n" + people + SAID
    judged = judgements(corrections(text, tmp_path), [person("a-1", "甲"), person("a-2", "乙")])
    assert judged.unmet == ("same_person and different_persons contradict each other: 甲 in a-1, 乙 in a-2",)
