"""What lines look like: the language of a line, and how much its shape speaks for a heading or for a paragraph.

Decides nothing alone: it gives evidence (a weight with a reason) that `sequence` adds up over the whole bulletin.
Weights are log-odds by judgement, not fitted: 2 is a clear sign, 6 rules the other label out; their scale is set by
the costs in `sequence`. Input is the text of a line, without dateline and credits.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.page.mastheads import issue_date_from_name
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bulletin_corpus.records import Lang

__all__ = [
    "Evidence",
    "issue_date_from_name",
    "language",
    "language_pieces",
    "predicate",
    "shape_evidence",
]


class Evidence(NamedTuple):
    """A sign for (or, below 0, against) a label, and what it is."""

    weight: float
    reason: str


def weight(signs: Sequence[Evidence]) -> float:
    """The sum of their weights."""
    return sum([sign[0] for sign in signs])


WORD_EDGE = make_pattern(r"[\w-]")
HAN = make_pattern(r"\p{Han}")
LATIN_WORD = make_pattern(r"[A-Za-zÀ-ɏ]{2,}")
LETTER = make_pattern(r"\p{L}")
CLOSERS = "”’」』》)）】]\"'"
SENTENCE_CLOSERS = CLOSERS + " "
INNER_STOP_EN = make_pattern(r"(?<=[a-z0-9)\"”])[.!?][\"”]?\s+[\"“]?(?=[A-Z])")
ABBREVIATIONS = ("U.S", "U.N", "U.K", "E.U", "D.C", "a.m", "p.m", "Inc", "Ltd", "Co", "Jr", "Sr", "etc", "No")
SHORTENED = tuple(f"{word}." for word in ABBREVIATIONS)
ABBREVIATION_AT_END = make_pattern(rf"(?:\b(?:{'|'.join(map(regex.escape, ABBREVIATIONS))})\.)$")
OPENERS, BRACKETS, STOPS = '([{（【《“‘「"', "([{（【", "。！？”.!?)）】"
# A bracket that closes at the beginning of a run belongs to what stood before.
LEFT_OVER = make_pattern(r"[\s)\]}.,;:!?”’]*")
# A run of Latin text: what stands between two Chinese stretches
# (of four words, so of eleven characters at least)
LATIN_RUN = make_pattern(r"[^\p{Han}，。；：、！？“”‘’《》（）【】「」]{11,}+")
SAMPLE = 1000  # characters that tell the language of a longer text
LOOK_BACK = 20  # characters in which the sign before a run is looked for, blanks in between
LETTERS_A_WORD = 5  # Latin letters of a word, which weighs as much as a Chinese character
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
LEAST_GLUED = 12  # Latin letters; four short words have as many
SENTENCE_WORD = make_pattern(r"(?<![\w-])[a-z]{2,}(?![\w-])")


def language(text: str) -> Lang | None:
    """The language that most of the text is in; None where it holds no letter."""
    sample = text[:SAMPLE]
    if sample.isascii() or HAN.search(sample) is None:
        return "en" if sample[:1].isalpha() or LETTER.search(sample) else None
    letters = len(_latin_letters(sample))
    wide = (len(sample.encode("utf-8", "replace")) - len(sample)) // 2  # Chinese characters have three bytes
    return "zh" if LETTERS_A_WORD * wide >= letters else "en"


def _latin_letters(text: str) -> bytes:
    return text.encode("ascii", "ignore").translate(None, NO_LETTERS)


def language_pieces(text: str) -> list[tuple[int, int, Lang | None]]:
    """The stretches of a line by language, `[start, end)` and covering it; one where nothing is glued.

    ...视频会谈。On September 2, Executive Vice Minister ...: cut where an English stretch of four words and more, not
    in brackets, meets Chinese of four characters and more. An English name inside Chinese, and a Chinese one inside
    English, stay where they are.
    """
    if text.isascii() or len(_latin_letters(text)) < LEAST_GLUED or not HAN.search(text):
        return [(0, len(text), language(text))]
    pieces: list[tuple[int, int, Lang | None]] = []
    at = 0
    for start, end in [*_english_runs(text), (len(text), len(text))]:
        if at < start:
            pieces.append((at, start, "zh" if _chinese(text, at, start) else None))
        if start < end:
            pieces.append((start, end, "en"))
        at = end
    joined = _joined(text, pieces)
    return joined if len(joined) > 1 else [(0, len(text), language(text))]


def _english_runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of four English words and more that are no gloss, as in 海关总署(General Administration of Customs)."""
    for match in LATIN_RUN.finditer(text):
        leading = LEFT_OVER.match(text, match.start(), match.end())
        start = leading.end() if leading else match.start()
        end = start + len(text[start : match.end()].rstrip(OPENERS + " "))
        inside = text[start:end].strip()
        bracketed = inside[:1] in BRACKETS and inside[-1:] in CLOSERS
        enclosed = start > 0 and text[start - 1] in OPENERS and end < len(text) and text[end] in CLOSERS
        if len(LATIN_WORD.findall(text, start, end)) >= 4 and not bracketed and not enclosed:
            yield start, end


def _chinese(text: str, start: int, end: int) -> bool:
    """Whether the stretch is Chinese text, no Chinese name in English."""
    inside = text[start:end].strip()
    return len(HAN.findall(inside)) >= 4 and not (inside[:1] in BRACKETS and inside[-1:] in CLOSERS)


def _joined(text: str, pieces: Sequence[tuple[int, int, Lang | None]]) -> list[tuple[int, int, Lang | None]]:
    """The pieces joined to the one before where they have no language, the same, or stand in its sentence."""
    joined: list[tuple[int, int, Lang | None]] = []
    for start, end, lang in pieces:
        stopped = text[max(0, start - LOOK_BACK) : start].rstrip()[-1:] in STOPS
        inside = lang == "en" and not stopped and end < len(text) and len(SENTENCE_WORD.findall(text, start, end)) < 2
        if joined and (inside or lang is None or joined[-1][2] in (lang, None)):
            first, _, known = joined[-1]
            joined[-1] = (first, end, known or lang)
        else:
            joined.append((start, end, lang))
    return joined


def words_pattern(words: Iterable[str]) -> str:
    """An alternation of the words, longest first."""
    return "|".join(map(regex.escape, sorted(set(words), key=lambda word: (-len(word), word))))


class WordFinder:
    """Finds the first of many words in a text, in one pass; English words are whole and in small letters."""

    def __init__(self, words: Iterable[str], lang: str) -> None:
        self._words = sorted({word if lang == "zh" else word.lower() for word in words})
        self._whole = lang != "zh"
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the text, in small letters, holds one of the words, be it inside another: a cheap first test.

        Half-open, leftmost and longest first, without overlap.
        """
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text.lower())]

    def first(self, text: str) -> str | None:
        """The first word of the text that is one of them."""
        for number, start, end in self._automaton.find_matches_as_indexes(text.lower() if self._whole else text):
            if not self._whole or not (WORD_EDGE.match(text, end) or (start and WORD_EDGE.match(text, start - 1))):
                return self._words[number]
        return None


@cache
def news_words(lang: str, kind: str) -> WordFinder:
    """The finder of the words of a kind in `lexicon/news_words.tsv`."""
    rows = (row for row in lexicon("news_words") if row["lang"] == lang and row["kind"] == kind)
    return WordFinder((row["word"] for row in rows), lang)


def predicate(text: str, lang: Lang) -> bool:
    """Whether the words hold a verb of the kind that headlines have; in English any past form is one."""
    return news_words(lang, "event").first(text) is not None or (lang == "en" and PAST_FORM.search(text) is not None)


PAST_FORM = make_pattern(r"(?<![\w-])[A-Za-z]{2,}(?<!e)ed(?!\w)")  # rescued, pulled; not freed, agreed as nouns may be
LONG = 400  # characters; no heading is longer, and no further sign is read


def final_stop(text: str) -> bool:
    """Whether the text ends as a sentence does, closing quotation marks and brackets aside."""
    bare = text.rstrip(SENTENCE_CLOSERS)
    if bare.endswith("。"):
        return True
    return bare.endswith(".") and not (bare.endswith(SHORTENED) and ABBREVIATION_AT_END.search(bare[-8:]))


def shape_evidence(text: str, lang: Lang) -> tuple[list[Evidence], list[Evidence]]:
    """What the shape of the line says for a heading (headline or subheadline), and what for a paragraph."""
    if final_stop(text):
        return [STOPPED if len(text) <= LONG else TOO_LONG], [ENDED]
    if len(text) > LONG:
        return [TOO_LONG], [Evidence(2, "long")]
    last = text.rstrip(SENTENCE_CLOSERS)[-1:] or " "
    return _heading_evidence(text, lang, last), [_body_evidence(text, lang, last)]


TOO_LONG = Evidence(-12, "too long for a heading")
STOPPED, ENDED = Evidence(-7, "ends in a full stop"), Evidence(2, "ends in a full stop")


def _heading_evidence(text: str, lang: Lang, last: str) -> list[Evidence]:
    """What speaks for or against a heading in a line without a full stop, whose last sign is `last`."""
    found = [Evidence(2, "no full stop at its end")]
    if last in "；;，,、：:":
        found.append(Evidence(-1.5, "ends inside a sentence"))
    elif last in "！？!?…":
        found.append(Evidence(-1, "ends in an exclamation or question mark"))
    found += _heading_zh(text) if lang == "zh" else _heading_en(text)
    if predicate(text, lang):
        found.append(Evidence(0.5, "has a verb of headlines"))
    return found


def _heading_zh(text: str) -> list[Evidence]:
    """Length and sentences of a Chinese line; headlines surveyed have 8 to 30 characters, rarely 45."""
    n = len(text)
    size = (1, "short") if 4 <= n <= 45 else (-1, "very short") if n < 4 else (-2 if n <= 70 else -7, "long")
    found = [Evidence(*size)]
    if "。" in text or "；" in text:
        found.append(Evidence(-4, "holds more than one sentence"))
    if commas := text.count("，") + text.count(","):
        found.append(Evidence(-0.7 * min(commas, 4), "has commas"))
    return found


def _heading_en(text: str) -> list[Evidence]:
    """Length and sentences of an English line; headlines surveyed have 4 to 15 words, rarely 18."""
    words = text.count(" ") + 1
    size = (0, "one word") if words == 1 else (1, "short") if words <= 18 else (-1 if words <= 26 else -7, "long")
    found = [Evidence(*size)]
    if INNER_STOP_EN.search(text):
        found.append(Evidence(-4, "holds more than one sentence"))
    if text[0].islower():
        found.append(Evidence(-0.5, "begins with a small letter"))
    return found


def _body_evidence(text: str, lang: Lang, last: str) -> Evidence:
    """What speaks for or against a paragraph in a line without a full stop, whose last sign is `last`."""
    n = len(text)
    if last in "！？!?…":
        return Evidence(1, "ends in an exclamation or question mark")
    long = n > 70 if lang == "zh" else text.count(" ") > 26
    middling = n > 45 if lang == "zh" else text.count(" ") > 18
    return Evidence(0 if long else -1.5 if middling else -3.5, "no full stop at its end")
