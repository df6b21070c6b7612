from __future__ import annotations

from bulletin_corpus.language.words.quotations import LONGEST_SPEECH, inside_quotation


def test_speech_over_several_sentences_is_open_until_it_closes() -> None:
    assert inside_quotation(["他说：“合作很好。", "我们感谢各方。”", "会议结束。"]) == [True, False, False]
    assert inside_quotation(['He said: "Cooperation is good.', 'We thank all sides."', "It ended."]) == [
        True,
        False,
        False,
    ]


def test_quotation_inside_one_sentence_leaves_nothing_open() -> None:
    assert inside_quotation(["“好。”他说。", "'I know,' said the minister."]) == [False, False]


def test_apostrophes_and_genitives_open_nothing() -> None:
    assert inside_quotation(["It isn't the members' right.", "The officers’ club."]) == [False, False]


def test_single_quotation_marks_around_speech_are_told_from_apostrophes() -> None:
    assert inside_quotation(["'It isn't ours.", "It is theirs,' he said."]) == [True, False]


def test_quotation_inside_a_quotation_does_not_end_it() -> None:
    assert inside_quotation(["“他说‘好’。", "‘再见’。”"]) == [True, False]


def test_paragraphs_of_a_speech_that_open_it_again_stay_inside() -> None:
    assert inside_quotation(["“第一段。", "“第二段。”", "完。"]) == [True, False, False]


def test_quotation_that_is_never_closed_is_given_up() -> None:
    found = inside_quotation(["“" + "说。"] + ["话。"] * (LONGEST_SPEECH + 5))
    assert found[LONGEST_SPEECH - 1]
    assert not found[LONGEST_SPEECH]


def test_closing_mark_alone_changes_nothing() -> None:
    assert inside_quotation(["完了。”", '"', ""]) == [False, False, False]
