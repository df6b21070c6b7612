from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.documents import ArticleText
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.likeness import compare
from bulletin_corpus.language.words.odds import COMPARED
from bulletin_corpus.language.words.signs import MOST_FOREIGN_NAMES, signs_of_en
from bulletin_corpus.offsets import MappedText
from bulletin_corpus.stages.pair import pair

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

GOLD = Path(__file__).parent / "gold" / "items"

GERMANY_ZH = "公安部部长6月17日在京会见德国驻华大使傅克南。双方就打击网络犯罪交换意见。"
GERMANY_EN = "The Minister met German Ambassador Volker Naumann in Beijing on June 17. They talked about cybercrime."
BRITAIN_ZH = "公安部部长6月17日在京会见英国驻华大使贺朗。双方就打击毒品犯罪交换意见。"
BRITAIN_EN = "The Minister met British Ambassador Hugh Langford in Beijing on June 17. They talked about drugs."


def article(name: str, lang: Lang, body: str, position: int = 0, headline: str | None = None) -> ArticleText:
    return ArticleText(
        article_id=name,
        lang=lang,
        position=position,
        headline=MappedText.from_raw(headline) if headline else None,
        subheadline=None,
        dateline=None,
        body=MappedText.from_raw(body),
        credits=(),
        sentences=(),
        spans=(),
        line_start=1,
        line_end=1,
    )


def pairs(zh: list[str], en: list[str]) -> set[tuple[str, str]]:
    found = pair(
        [article(f"z{n}", "zh", body, n) for n, body in enumerate(zh)],
        [article(f"e{n}", "en", body, n) for n, body in enumerate(en)],
        dictionary(),
    )
    return {(link.zh_article_id, link.en_article_id) for link in found}


def test_items_of_one_day_are_told_apart_in_any_order() -> None:
    assert pairs([GERMANY_ZH, BRITAIN_ZH], [GERMANY_EN, BRITAIN_EN]) == {("z0", "e0"), ("z1", "e1")}
    assert pairs([GERMANY_ZH, BRITAIN_ZH], [BRITAIN_EN, GERMANY_EN]) == {("z0", "e1"), ("z1", "e0")}


def test_an_article_whose_counterpart_is_missing_stays_alone() -> None:
    assert pairs([GERMANY_ZH, BRITAIN_ZH], [BRITAIN_EN]) == {("z1", "e0")}
    assert pairs([GERMANY_ZH], [BRITAIN_EN]) == set()
    assert pairs([], [BRITAIN_EN]) == set()


def test_the_evidence_says_in_words_what_both_name() -> None:
    zh = "王小洪9月2日同菲律宾警察总监伊莱扎尔视频会谈,向菲方提供2600套装备。"
    en = "On September 2, Wang Xiaohong talked with Philippine chief Guillermo Eleazar and gave 2,600 sets of kit."
    (link,) = pair([article("z", "zh", zh)], [article("e", "en", en)], dictionary())
    assert "both name Wang Xiaohong ~ 王小洪" in link.evidence
    assert "both name Eleazar ~ 伊莱扎尔" in link.evidence
    assert "both on 2 September" in link.evidence
    assert "both name PH" in link.evidence
    assert "both give the number 2600" in link.evidence


def test_a_pair_leads_by_what_it_exceeds_the_best_other_of_either_side() -> None:
    (zh, en), (other,) = [GERMANY_ZH, GERMANY_EN], [BRITAIN_EN]
    alone = compare([zh], [en], dictionary())[0].features
    assert alone.lead_zh == alone.lead_en == 0.5 * alone.cosine
    first, second = (found.features for found in compare([zh], [en, other], dictionary()))
    assert first.lead_zh == -second.lead_zh == first.cosine - second.cosine > 0
    assert first.lead_en == 0.5 * first.cosine


def test_a_name_is_evidence_only_where_both_texts_hold_it() -> None:
    zh = [f"公安部部长会见{name}一行。" for name in ("伊莱扎尔", "拉克鲁瓦", "王小洪", "李明哲")]
    names = ("Eleazar", "Lacroix", "Wang Xiaohong", "Li Mingzhe")
    en = [f"The Minister met {name} and others." for name in names]
    named = {(found.zh, found.en) for found in compare(zh, en, dictionary()) if "both name" in " ".join(found.evidence)}
    assert named == {(n, n) for n in range(4)}


def test_of_a_text_of_nothing_but_names_the_first_ones_are_read() -> None:
    names = [f"{a}{b}{c}k" for a in "BDFGKLMNP" for b in ("ae", "ao", "ie") for c in ("lm", "rst", "vn", "zd")]
    names += [name + "ov" for name in names] + [name + "in" for name in names]
    assert signs_of_en(" said ".join(names[:150]), dictionary()).foreign == tuple(names[:150])
    assert signs_of_en(" said ".join(names), dictionary()).foreign == tuple(names[:MOST_FOREIGN_NAMES])


def gold_items() -> list[dict[str, dict[str, list[list[str]]]]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]


def bodies(lang: Lang, items: list[dict[str, dict[str, list[list[str]]]]]) -> list[ArticleText]:
    joiner = "" if lang == "zh" else " "
    found = []
    for position, item in enumerate(items):
        if item[lang]:
            body = "\n".join(joiner.join(paragraph) for paragraph in item[lang]["paragraphs"])
            headline = item[lang]["headline"]
            found.append(article(f"{item['id']}", lang, body, position, str(headline) if headline else None))
    return found


@pytest.mark.parametrize("size", [4, 15])
def test_annotated_items_find_their_counterparts_and_no_others(size: int) -> None:
    items = gold_items()
    for start in range(0, len(items), size):
        chunk = items[start : start + size]
        links = pair(bodies("zh", chunk), bodies("en", chunk)[::-1], dictionary())
        found = {(link.zh_article_id, link.en_article_id) for link in links}
        assert found == {(str(item["id"]), str(item["id"])) for item in chunk if item["zh"] and item["en"]}


def test_pairs_do_without_a_dictionary() -> None:
    items = [item for item in gold_items() if item["zh"] and item["en"]][:4]
    links = pair(bodies("zh", items), bodies("en", items), None)
    assert links
    assert all(link.zh_article_id == link.en_article_id for link in links)


def test_what_lies_behind_the_characters_that_are_compared_changes_nothing() -> None:
    filled = GERMANY_ZH + "，" * (COMPARED - len(GERMANY_ZH))
    found = compare([filled + BRITAIN_ZH], [GERMANY_EN], dictionary())
    assert found == compare([filled], [GERMANY_EN], dictionary())
    assert found != compare([filled[: -len(BRITAIN_ZH)] + BRITAIN_ZH], [GERMANY_EN], dictionary())
