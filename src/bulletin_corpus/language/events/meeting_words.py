"""Where words of meeting stand in a text: 会见, 举行会谈, 'met with', 'held candid phone talks on Monday with'.

Input is a text, output are the places of such words with their frame (how the parties stand around them) and the mode
that they tell. The words stand in the lexicon `meeting_words`; English phrases of a verb, adjectives and a noun of
meeting are read by a grammar. Whether words report a meeting is left to `meeting_triggers`.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import ahocorasick_rs
import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.records import Lang

Frame = Literal["transitive", "talks", "exchange", "joint", "topic", "session"]


class MeetingWords(NamedTuple):
    """Words of meeting in a text; `mode` is empty where they tell none."""

    start: int
    end: int
    frame: Frame
    mode: str


# what may stand between a verb and its 'with': met| separately in Beijing on Monday with|, spoke| with|
WITH = r"""(?: \s+ (?:on|in|via|by|over|at|here|separately|respectively|yesterday|today|virtually|online
            |both|through|last|this)\b (?:[^,.;]|,\ \d{4}\b){0,50}? )?
    \s+with\b"""
WITH_EN = make_pattern(f"(?i){WITH}", regex.VERBOSE)
# a call| took place on Sunday between|
BETWEEN_EN = make_pattern(
    r"(?i)(?:\s+(?:(?:was|were|has\s+been)\s+held|(?:took|has\s+taken)\s+place|on|in|via|by|over|at|here)\b[^,.;]{0,50}?)?"
    r"\s+between\b"
)
BOUNDARY = make_pattern(r"\b")

NOUN = r"""(?:talks?|meetings?|consultations?|discussions?|conversations?|calls?|dialogues?|negotiations?
    |exchanges?(?:\ of\ (?:views|opinions|ideas))?|tele-?conference|video-?conference|conference\ call
    |t[eê]te-[aà]-t[eê]te)"""
NO_ADJECTIVE = "no|not|any|to|of|on|in|for|at|by|from|with|that|been|be|the|press|news"
ADJECTIVES = rf"(?:(?!(?:{NO_ADJECTIVE})\s)[a-z][a-z-]*(?:,|\s+and)?\s+){{0,5}}?"
# held their second round of candid phone talks on Monday with: talks; without 'with' the parties stand before: session
HELD_EN = make_pattern(
    rf"""\b(?:held|holds?|holding|had|has|having|conducted|began|started|opened|concluded|completed|resumed|joined
    |engaged\s+in|wrapped\s+up|sat\s+down\s+(?:for|to))\s+
    (?:(?:an?|another|their|his|her|separate|several)\s+|(?:the|their|an?)\s+(?:\w+\s+)?round\s+of\s+
        |\w+\s+(?:days|hours|rounds)\s+of\s+)?
    (?P<talks>{ADJECTIVES}(?P<noun>{NOUN}))\b(?P<with>{WITH})?""",
    regex.VERBOSE,
)
# told B |during candid talks in Bangkok with|: transitive; A and B agreed in a |phone conversation|: session
AT_EN = make_pattern(
    rf"\b(?:[Dd]uring|[Ii]n|[Aa]t|[Aa]fter|[Ff]ollowing)\s+(?:(?:an?|his|her|their|separate)\s+)?(?P<talks>{ADJECTIVES}(?P<noun>{NOUN}))\b(?P<with>{WITH})?",
    regex.VERBOSE,
)
# discussed| police training |with
TOPIC_EN = make_pattern(r"\b(?:discussed|reviewed|explored)\s+[^.;,]{3,80}?\s+with\b")
# A working breakfast followed on May 23 with|
FOLLOWED_EN = make_pattern(
    rf"\b(?:[Aa]n?|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ss]eparate)\s+{ADJECTIVES}(?:{NOUN}|breakfast|lunch|luncheon|dinner)"
    r"\s+(?:followed|ensued|(?:was|were)\s+held|took\s+place|came)\b[^.;]{0,60}?\swith\b",
    regex.VERBOSE,
)
# hosted| B for talks, joined| B for a video call
HOSTED_EN = make_pattern(
    r"\b(?:hosted|hosts|welcomed|joined)(?=\s[^.;]{3,120}\bfor\s+(?:an?\s+)?(?:[a-z-]+\s+){0,3}?"
    r"(?P<what>(?:(?:video|phone|online|virtual)\s+)?"
    r"(?:talks|meeting|discussions|consultations|lunch|luncheon|dinner|banquet|breakfast|tea|call|conversation))\b)"
)
# called| B by telephone
PHONED_EN = make_pattern(
    r"\b(?:called|contacted|reached\s+out\s+to)(?=\s[^.;]{3,120}\b(?:by|over|on)\s+(?:the\s+)?(?P<what>(?:tele)?phone)\b)"
)
# A told| visiting B
TOLD_EN = make_pattern(r"\btold\b")
PHRASES: tuple[tuple[regex.Pattern[str], Frame], ...] = (
    (HELD_EN, "talks"),
    (AT_EN, "transitive"),
    (TOPIC_EN, "topic"),
    (TOLD_EN, "topic"),
    (FOLLOWED_EN, "transitive"),
    (HOSTED_EN, "transitive"),
    (PHONED_EN, "transitive"),
)
# without 'with' a dialogue may be an event before an audience; a call or exchange is one of talks where a mode is told
AUDIENCE_NOUNS = frozenset(("dialogue", "dialogues"))
VAGUE_NOUNS = frozenset(("exchange", "exchanges", "call", "calls"))
PHRASE_MODES = (
    ("video", make_pattern(r"(?i)\b(?:video|virtual|online|tele-?conference|video-?conference)\b")),
    ("phone", make_pattern(r"(?i)\b(?:tele)?phone\b|\bhotline\b|\bcalls?\b")),
)


@cache
def _lexicon(lang: Lang) -> dict[str, tuple[Frame, str]]:
    """All words of meeting in lower case, the longest first, with their frame and mode: spoke by phone with, talks."""
    rows = sorted(lexicon("meeting_words"), key=lambda row: (row["frame"] != "session", row["form"]))
    found = {row["form"].lower(): (row["frame"], row["mode"]) for row in rows if row["lang"] == lang}
    return {form: found[form] for form in sorted(found, key=lambda form: (-len(form), form))}  # type: ignore[misc]


@cache
def _engine(lang: Lang) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    """Finds the words of meeting, without 'with' and 'between' at their end; the longest come first."""
    forms = tuple(_lexicon(lang))
    return ahocorasick_rs.AhoCorasick([form.removesuffix(" with").removesuffix(" between") for form in forms]), forms


def _of_lexicon(text: str, lang: Lang) -> Iterator[MeetingWords]:
    """The words of the lexicon in `text`; those that begin at one place the longest first."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(ch.lower() if len(ch.lower()) == 1 else ch for ch in text)
    engine, forms = _engine(lang)
    found = engine.find_matches_as_indexes(low, overlapping=True)
    for start, number, end in sorted((first, number, stop) for number, first, stop in found):
        form = forms[number]
        if lang == "en":
            behind = BOUNDARY.match(text, start) and _behind(form).match(text, end)
            if behind is None:
                continue
            end = behind.end()  # noqa: PLW2901
        yield MeetingWords(start, end, *_lexicon(lang)[form])


def _behind(form: str) -> regex.Pattern[str]:
    """What must stand behind the stem of an English word of meeting."""
    return WITH_EN if form.endswith(" with") else BETWEEN_EN if form.endswith(" between") else BOUNDARY


def _of_grammar(text: str) -> Iterator[MeetingWords]:
    """The English phrases of a verb or preposition, adjectives and a noun of meeting; without 'with' as sessions."""
    for pattern, frame in PHRASES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            mode = _mode(groups.get("what") or match[0])
            if groups.get("with", "") is not None:
                yield MeetingWords(*match.span(), frame, mode)
            elif groups["noun"] not in AUDIENCE_NOUNS and (groups["noun"] not in VAGUE_NOUNS or mode):
                yield MeetingWords(*match.span("talks"), "session", mode)


def _mode(phrase: str) -> str:
    return next((mode for mode, words in PHRASE_MODES if words.search(phrase)), "")


@lru_cache(maxsize=64)
def _all_words(text: str, lang: Lang) -> tuple[MeetingWords, ...]:
    """All words of meeting in `text`, by their start, the longest first."""
    found = [*_of_lexicon(text, lang), *(_of_grammar(text) if lang == "en" else ())]
    return tuple(sorted(found, key=lambda words: (words.start, -words.end)))


def words_of_meeting(text: str, lang: Lang, start: int, end: int) -> Iterator[MeetingWords]:
    """The words of meeting in `[start, end)` of `text`, in order, without overlap, the longest first.

    All sentences of a text ask for them; the text is read once.
    """
    words = _all_words(text, lang)
    at = start
    for one in words[bisect_left(words, start, key=lambda one: one.start) :]:
        if one.start >= end:
            break
        if one.start >= at and one.end <= end:
            at = one.end
            yield one
