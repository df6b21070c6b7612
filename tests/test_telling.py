from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.telling import ATTENDS, OTHER, TELLS, telling
from bulletin_corpus.stages.align import align

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang


@pytest.mark.parametrize(
    ("lang", "sentence", "kind"),
    [
        ("zh", "他说，中方愿同各方合作。", TELLS),
        ("zh", "王伟在致辞中表示，合作前景广阔。", TELLS),
        ("zh", "王伟、史密斯先后致辞。", ATTENDS),
        ("zh", "王伟出席会议。", ATTENDS),
        ("zh", "会议在北京举行。", OTHER),
        ("en", "The road is long, Smith said.", TELLS),
        ("en", "He called for more exchanges.", TELLS),
        ("en", "Smith addressed the meeting.", OTHER),
        ("en", "He was unsaid.", OTHER),
        ("en", "They attended the meeting.", OTHER),
    ],
)
def test_what_a_sentence_tells(lang: Lang, sentence: str, kind: int) -> None:
    assert telling([sentence], lang) == (kind,)


EN = [
    "A trade forum was held in Chengdu on May 3.",
    "Farid, the ambassador of Egypt, said that nobody should wait for cheaper ships.",
]


def score_of_second_link(zh: str) -> float:
    links = align(["贸易论坛5月3日在成都举行。", zh], EN, dictionary())
    return next((link.score for link in links if (link.zh_positions, link.en_positions) == ((1,), (1,))), 0.0)


def test_a_list_of_speakers_is_seldom_what_one_of_them_said() -> None:
    listed = score_of_second_link("四川省副省长王建国、法国大使马丁、埃及大使法里德先后致辞。")
    told = score_of_second_link("四川省副省长王建国、法国大使马丁、埃及大使法里德先后表示赞同。")
    assert listed < told - 0.3


def test_what_somebody_said_is_linked_with_what_he_said() -> None:
    assert score_of_second_link("埃及大使法里德说，任何人都不应等待更便宜的船。") > 0.9
