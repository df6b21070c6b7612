"""Human judgements on items: each is applied, marked, and reported where it cannot be met."""

from __future__ import annotations

from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

import bulletin_corpus as bc
from bulletin_corpus.corrections import Corrections, Join, Split
from bulletin_corpus.documents import RawBulletin
from bulletin_corpus.reviewing import Review, judged_articles
from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.segment import segment
from bulletin_corpus.storage.raw import read
from bulletin_corpus.validation.validate import validate
from bulletin_corpus.views.show import show
from test_incremental import TEXTS, rows, write

if TYPE_CHECKING:
    from bulletin_corpus.documents import Segmentation
    from bulletin_corpus.storage.corpus import Corpus

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples" / "bulletins").glob("*.txt"))[:12:3]
SAID = 'author = "Li Wen"\nreason = "read both"\n'


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    write(folder, {"a.txt": "both", "b-2021-10.txt": "other"})
    return folder


def build(raw: Path, corrections: str = "") -> tuple[bc.BuildSummary, Corpus]:
    (raw / "corrections.toml").write_text(corrections, "utf-8")
    summary = bc.build(raw, raw.parent / "out", workers=1)
    return summary, bc.load(raw.parent / "out")


def articles(corpus: Corpus, path: str) -> dict[str, str]:
    """The ids of a bulletin's articles, by language."""
    (bulletin,) = (one.bulletin_id for one in corpus.bulletins if one.path == path)
    return {one.lang: one.article_id for one in corpus.articles if one.bulletin_id == bulletin}


def test_a_pair_that_a_person_undoes_is_gone_and_one_made_across_bulletins_stands(raw: Path) -> None:
    _, before = build(raw)
    one, other = articles(before, "a.txt"), articles(before, "b-2021-10.txt")
    summary, corpus = build(
        raw,
        f'[[unpair]]\nzh = "{other["zh"]}"\nen = "{other["en"]}"\n{SAID}'
        f'[[pair]]\nzh = "{one["zh"]}"\nen = "{other["en"]}"\n{SAID}',
    )
    pairs = {(pair.zh_article_id, pair.en_article_id): pair for pair in corpus.article_pairs}
    made = pairs[one["zh"], other["en"]]
    assert (other["zh"], other["en"]) not in pairs
    assert (made.reviewed, made.score, made.evidence) == (True, 1.0, ["judged by Li Wen: read both"])
    assert summary.unmet_corrections == []
    assert summary.processed == 0  # what it was without the judgements is kept, and made once more with them


def test_only_bulletins_that_a_judgement_concerns_are_processed_again_and_taking_it_back_undoes_it(raw: Path) -> None:
    _, before = build(raw)
    untouched = rows(before.path)
    ids = articles(before, "a.txt")
    _, corpus = build(raw, f'[[unpair]]\nzh = "{ids["zh"]}"\nen = "{ids["en"]}"\n{SAID}')
    assert len(corpus.article_pairs) == 1
    _, corpus = build(raw)
    assert rows(corpus.path) == untouched


def test_links_of_sentences_are_made_and_undone_by_quotes(raw: Path) -> None:
    _, before = build(raw)
    ids = articles(before, "a.txt")
    where = f'zh = "{ids["zh"]}"\nen = "{ids["en"]}"\n'
    first = next(one for one in before.sentence_pairs if "潘绮瑞。" in one.zh)
    summary, corpus = build(
        raw,
        f'[[unlink]]\n{where}zh_text = ["应约会见"]\nen_text = ["met with"]\n{SAID}'
        f'[[link]]\n{where}zh_text = ["应约会见"]\nen_text = ["For her part"]\n{SAID}'
        f'[[link]]\n{where}zh_text = ["没有这句话"]\nen_text = ["For her part"]\n{SAID}',
    )
    mine = [one for one in corpus.sentence_pairs if one.pair_id == first.pair_id]
    (judged,) = (one for one in mine if one.reviewed)
    assert "For her part" in judged.en
    assert "应约会见" in judged.zh
    assert not any("met with" in one.en for one in mine)
    (unmet,) = summary.unmet_corrections
    assert unmet.endswith(f"no sentence of {ids['zh']} with '没有这句话'")


def test_a_value_is_corrected_while_what_it_replaces_still_stands(raw: Path) -> None:
    _, before = build(raw)
    ids = articles(before, "a.txt")
    meeting = next(one for one in before.meetings if one.zh_article_id == ids["zh"])
    head = f'[[value]]\nrecord = "{meeting.meeting_id}"\narticle = "{ids["zh"]}"\n'
    summary, corpus = build(
        raw,
        f'{head}field = "date_start"\nwas = 2021-09-09\nvalue = 2021-09-08\n{SAID}'
        f'{head}field = "place_zh"\nwas = "上海"\nvalue = "广州"\n{SAID}'
        f'{head}field = "mode"\nwas = "in_person"\nvalue = "by letter"\n{SAID}',
    )
    after = corpus.meetings[meeting.meeting_id]
    assert (after.date_start, after.reviewed, after.place_zh) == (date(2021, 9, 8), True, meeting.place_zh)
    assert [one.rule for one in after.evidence if one.field == "date_start"] == ["correction of Li Wen"]
    assert sorted(text.split(":")[0] for text in summary.unmet_corrections) == [
        f"value mode of {meeting.meeting_id}",
        f"value place_zh of {meeting.meeting_id}",
    ]


def test_days_in_the_wrong_order_are_reported_and_change_nothing(raw: Path) -> None:
    _, before = build(raw)
    untouched = rows(before.path)
    ids = articles(before, "a.txt")
    meeting = next(one for one in before.meetings if one.zh_article_id == ids["zh"])
    head = f'[[value]]\nrecord = "{meeting.meeting_id}"\narticle = "{ids["zh"]}"\n'
    start = f'{head}field = "date_start"\nwas = 2021-09-09\nvalue = 2021-09-20\n{SAID}'
    summary, corpus = build(raw, start)
    assert [text.split(": ")[-1] for text in summary.unmet_corrections] == [
        "its last day, 2021-09-09, would come before its first, 2021-09-20; correct both"
    ]
    assert rows(corpus.path) == untouched
    summary, corpus = build(raw, f'{start}{head}field = "date_end"\nwas = 2021-09-09\nvalue = 2021-09-21\n{SAID}')
    after = corpus.meetings[meeting.meeting_id]
    assert summary.unmet_corrections == []
    assert (str(after.date_start), str(after.date_end)) == ("2021-09-20", "2021-09-21")


def test_an_article_that_is_whole_is_marked_and_a_split_of_it_contradicts(raw: Path) -> None:
    _, before = build(raw)
    ids = articles(before, "a.txt")
    whole = f'[[whole]]\narticle = "{ids["en"]}"\n{SAID}'
    summary, corpus = build(raw, whole)
    assert summary.unmet_corrections == []
    assert [one.article_id for one in corpus.articles if one.reviewed] == [ids["en"]]
    assert validate(corpus.path, raw, workers=1).findings == []
    split = f'[[split]]\narticle = "{ids["en"]}"\nbefore = "{TWO[0]}"\n{SAID}'
    summary, corpus = build(raw, whole + split)
    assert [text.endswith("contradict each other") for text in summary.unmet_corrections] == [True]
    assert not any(one.reviewed for one in corpus.articles)
    summary, _ = build(raw, f'[[whole]]\narticle = "a-0000000000000000"\n{SAID}')
    assert summary.unmet_corrections == ["whole a-0000000000000000: no text holds what it names"]


def test_a_person_is_named_as_told_in_the_record_and_among_the_officials(raw: Path) -> None:
    _, before = build(raw)
    ids = articles(before, "a.txt")
    title = "Vice Minister of Public Security"
    person = f'person = {{article = "{ids["zh"]}", name = "林锐"}}\n'
    _, corpus = build(raw, f'[[person]]\n{person}title_en = "{title}"\n{SAID}')
    meeting = next(one for one in corpus.meetings if one.zh_article_id == ids["zh"])
    (lin,) = (one for one in meeting.participants if one.name_zh == "林锐")
    assert lin.title_en == title
    assert meeting.reviewed
    titles = {one.title_en for official in corpus.officials if official.name_zh == "林锐" for one in official.positions}
    assert title in titles


def test_judgements_that_contradict_each_other_are_reported_and_change_nothing(raw: Path) -> None:
    _, before = build(raw)
    untouched = rows(before.path)
    ids = articles(before, "a.txt")
    where = f'zh = "{ids["zh"]}"\nen = "{ids["en"]}"\n'
    summary, corpus = build(raw, f"[[pair]]\n{where}{SAID}[[unpair]]\n{where}{SAID}")
    assert [text.endswith("contradict each other") for text in summary.unmet_corrections] == [True]
    assert rows(corpus.path) == untouched


def test_a_judgement_on_an_article_that_is_gone_is_reported(raw: Path) -> None:
    summary, _ = build(raw, f'[[unpair]]\nzh = "a-0000000000000000"\nen = "a-1111111111111111"\n{SAID}')
    assert summary.unmet_corrections == [
        "unpair a-0000000000000000 with a-1111111111111111: no text holds what it names"
    ]


TWO = ("Lin said that law enforcement", "For her part")


def texts(corpus: Corpus, lang: str) -> list[str]:
    """The beginnings of a language's articles, in order."""
    found = sorted((one for one in corpus.articles if one.lang == lang), key=lambda one: one.position)
    return [one.body[:13] for one in found]


def test_an_article_is_split_where_the_quoted_line_begins_and_what_comes_out_can_be_paired(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    write(raw, {"a.txt": "both"})
    _, before = build(raw)
    ids = articles(before, "a.txt")
    split = f'[[split]]\narticle = "{ids["en"]}"\nbefore = "{TWO[0]}"\n{SAID}'
    summary, corpus = build(raw, split)
    assert summary.unmet_corrections == []
    assert texts(corpus, "en") == ["Deputy Minist", "Lin said that"]
    assert {one.lang: one.reviewed for one in corpus.articles} == {"zh": False, "en": True}
    second = next(one for one in corpus.articles if one.body.startswith(TWO[0]))
    again = f'[[split]]\narticle = "{second.article_id}"\nbefore = "{TWO[1]}"\n{SAID}'
    summary, corpus = build(raw, split + again)
    third = next(one for one in corpus.articles if one.body.startswith(TWO[1]))
    assert (summary.unmet_corrections, len(texts(corpus, "en"))) == ([], 3)
    pair = f'[[pair]]\nzh = "{ids["zh"]}"\nen = "{third.article_id}"\n{SAID}'
    summary, corpus = build(raw, pair + split + again)
    assert summary.unmet_corrections == []
    assert [(one.en_article_id, one.reviewed) for one in corpus.article_pairs] == [(third.article_id, True)]


def test_a_split_line_that_looks_like_a_headline_becomes_one(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    lines = (TEXTS["zh"] + TEXTS["other"].split("Meeting Between")[0]).replace("\r\n", "\n")
    write(raw, {"a.txt": lines})
    _, before = build(raw)
    assert [one.headline for one in before.articles] == ["林锐会见以色列驻华大使潘绮瑞"] * 2
    first, second = sorted(before.articles, key=lambda one: one.position)
    join = f'[[join]]\narticles = ["{second.article_id}", "{first.article_id}"]\n{SAID}'
    summary, corpus = build(raw, join)
    (whole,) = corpus.articles
    assert (summary.unmet_corrections, whole.reviewed, whole.headline) == ([], True, first.headline)
    assert whole.body.split("\n") == [*first.body.split("\n"), second.headline, *second.body.split("\n")]
    split = f'[[split]]\narticle = "{whole.article_id}"\nbefore = "林锐会见以色列"\n{SAID}'
    summary, corpus = build(raw, join + split)
    assert summary.unmet_corrections == []
    assert [one.article_id for one in corpus.articles] == [first.article_id, second.article_id]


def test_splits_and_joins_that_cannot_be_say_why_and_change_nothing(raw: Path) -> None:
    _, before = build(raw)
    untouched = rows(before.path)
    ids, others = articles(before, "a.txt"), articles(before, "b-2021-10.txt")
    quotes = ("no such words", "Deputy Minister of Public Security")
    summary, corpus = build(
        raw,
        "".join(f'[[split]]\narticle = "{ids["en"]}"\nbefore = "{quote}"\n{SAID}' for quote in quotes)
        + f'[[join]]\narticles = ["{ids["zh"]}", "{ids["en"]}"]\n{SAID}'
        + f'[[join]]\narticles = ["{ids["zh"]}", "{others["zh"]}"]\n{SAID}',
    )
    assert [text.split(": ")[-1] for text in summary.unmet_corrections] == [
        f"the quoted text begins no line of the text of {ids['en']}",
        f"the text of {ids['en']} begins there already",
        *["they are not neighbours of one language in one bulletin"] * 2,
    ]
    assert rows(corpus.path) == untouched


def test_a_corpus_with_judgements_of_all_kinds_is_whole(raw: Path) -> None:
    _, before = build(raw)
    ids, others = articles(before, "a.txt"), articles(before, "b-2021-10.txt")
    meeting = next(one for one in before.meetings if one.zh_article_id == ids["zh"])
    where = f'zh = "{ids["zh"]}"\nen = "{ids["en"]}"\n'
    value = f'[[value]]\nrecord = "{meeting.meeting_id}"\narticle = "{ids["zh"]}"\nfield = "date_start"\n'
    summary, corpus = build(
        raw,
        f'[[link]]\n{where}zh_text = ["应约会见"]\nen_text = ["For her part"]\n{SAID}'
        f"{value}was = 2021-09-09\nvalue = 2021-09-08\n{SAID}"
        f'[[person]]\nperson = {{article = "{ids["zh"]}", name = "林锐"}}\nname_en = "Lin Ruy"\n{SAID}'
        f'[[split]]\narticle = "{others["en"]}"\nbefore = "{TWO[1]}"\n{SAID}',
    )
    assert summary.unmet_corrections == []
    assert validate(corpus.path, raw, workers=1).findings == []


def test_show_names_author_and_reason_of_what_was_reviewed(raw: Path) -> None:
    _, before = build(raw)
    ids = articles(before, "a.txt")
    meeting = next(one for one in before.meetings if one.zh_article_id == ids["zh"])
    console = Console(width=200, record=True, file=StringIO())
    console.print(show(before, meeting.meeting_id, why=True))
    assert "reviewed" not in console.export_text()
    value = f'[[value]]\nrecord = "{meeting.meeting_id}"\narticle = "{ids["zh"]}"\nfield = "date_start"\n'
    _, corpus = build(
        raw,
        f'[[pair]]\nzh = "{ids["zh"]}"\nen = "{ids["en"]}"\n{SAID}{value}was = 2021-09-09\nvalue = 2021-09-08\n{SAID}',
    )
    (pair,) = (one for one in corpus.article_pairs if one.reviewed)
    for wanted, said in (
        (pair.pair_id, "judged by Li Wen: read both"),
        (meeting.meeting_id, "date_start, correction of Li Wen: read both"),
    ):
        for why in (False, True):
            console = Console(width=200, record=True, file=StringIO())
            console.print(show(corpus, wanted, why=why))
            assert console.export_text().count(said) == 1


def spread(segmented: Segmentation) -> list[tuple[int, int]]:
    """The raw spans of all articles and of what is left, in order."""
    spans = [(one.char_start, one.char_end) for article in segmented.articles for one in article.spans]
    return sorted(spans + [(one.char_start, one.char_end) for one in segmented.leftovers])


@pytest.mark.parametrize("name", ["data/raw/modern-world-police-2021-10.txt", *EXAMPLES])
def test_every_line_can_be_split_off_and_joined_again_and_no_character_is_lost(name: str) -> None:
    raw = read(ROOT / name, ROOT)
    assert isinstance(raw, RawBulletin)
    cut = partial(segment, clean(raw.text), raw.text)
    whole = cut({})
    for article in whole.articles:
        for line in article.body.text.split("\n")[1:][::3]:
            split = Split(article=article.article_id, before=line, author="Li Wen", reason="a test")
            review = Review(Corrections(split=[split]))
            parted, made = judged_articles(raw.text, review, cut)
            if review.told[split.key] is not None:
                assert "begins 2 lines" in str(review.told[split.key])
                continue
            assert len(parted.articles) == len(whole.articles) + 1
            bare = ["".join("".join(raw.text[a:b] for a, b in spread(one)).split()) for one in (whole, parted)]
            assert bare[0] == bare[1]
            both = [one.article_id for one in parted.articles if one.article_id in made]
            join = Join(articles=both, author="Li Wen", reason="a test")
            again, _ = judged_articles(raw.text, Review(Corrections(split=[split], join=[join])), cut)
            assert [one.article_id for one in again.articles] == [one.article_id for one in whole.articles]
