"""Where sentences end, in Chinese and in English.

Decides on the boundaries inside a paragraph; a line end always ends a sentence. Input is any text, output half-open
offsets into it. Which lines make a paragraph, and what is a headline, is left to segmenting.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bulletin_corpus.records import Lang

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
CLOSERS = "\"'”’»)]}）］｝】〕」』》〉"
LOOK_AROUND = 400  # characters on either side that a decision may read; longer than any quotation in the genre
OPENERS = "\"'“‘«([{（［｛【〔「『《〈"

# He met "the U.S. delegation." Then ...     stop: .   closers: "
# ... the way forward? "                     a closing quotation mark that lost its place
EN_STOP = make_pattern(
    rf"""
    (?P<stop> [.!?…。！？]++ )
    (?P<closers> [{regex.escape(CLOSERS)}]*+ (?: [ \t]["”’] (?= \s | $ ) )?+ )
    (?= \s | $ )
    """,
    regex.VERBOSE,
)

# ... the two countries.Wang said that ...   the space between two sentences was lost
EN_GLUED = make_pattern(r"""(?<=\p{Ll}{2}) [.!?] ["”]?+ (?= ["“]? \p{Lu}\p{Ll}*+ [ ,’'] )""", regex.VERBOSE)

# ... said Gen. Smith / the U.S. and / on Nov. 5: the letters and inner stops before a full stop
WORD_BEFORE = make_pattern(r"[\p{L}/](?:[\p{L}/.’'-]*[\p{L}])?$")
WORD_AHEAD = make_pattern(r"[\p{L}\p{N}’'-]*+")
INITIALS = make_pattern(r"\p{Lu}(?:[.-]\p{Lu})*")
DOTTED = make_pattern(r"(?:\p{L}{1,2}\.)+\p{L}{1,2}")
# 1. / (2). / IV. / a. as all that a sentence holds so far: the number of a list item
LIST_NUMBER = make_pattern(r"[(（]?(?:\d{1,3}|[ivxIVX]{1,5}|[A-Za-z])[)）]?")

# 好。”  太好了！！）  他说……  发展.(a full stop that lost its width: behind a Chinese character only)
ZH_STOP = make_pattern(
    rf"""
    (?P<stop>
        (?: [。！？!?｡]
          | (?<=[\p{{Han}}”’)）》」』%]) \. (?![\w.])
          | (?<=\p{{Han}}) \. (?=\p{{Han}})
          | …++ (?=[^\p{{L}}\p{{N}}] | $ )
        )
        [。！？!?｡…]*+
    )
    (?P<closers> [{regex.escape(CLOSERS)}]*+ )
    """,
    regex.VERBOSE,
)
# “真的吗？”他问道   a speaker and a verb of saying behind the words that were said
ZH_SPEAKER = make_pattern(r"[^，。！？；：,;:“”\s]{0,8}?(?:说|问|答|喊|道|表示|指出|强调|感叹|回忆|介绍|笑)")
ZH_OPENERS = '“‘「『(（"'
ZH_QUOTE_MAY_BEGIN = "：:，,。！？!?；;”’） )"


def split(text: str, lang: Lang) -> list[tuple[int, int]]:
    """The sentences of `text` as half-open offsets, in order; nothing but white space lies outside them.

    A line end always ends a sentence. In Chinese a semicolon does not; a stop inside a quoted title or slogan does not
    end the sentence around it. In English an abbreviation ends a sentence only where the next word tells.

    Args:
        text: one paragraph or several, separated by line ends.
        lang: the language whose rules hold; foreign words inside are allowed.
    """
    ends = _ends_zh if lang == "zh" else _ends_en
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        found += _spans(line.rstrip(LINE_ENDS), at, ends)
        at += len(line)
    return found


def _spans(line: str, offset: int, ends: Callable[[str], Iterator[int]]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*ends(line), len(line)):
        part = line[start:end]
        bare = part.lstrip()
        if bare:
            yield offset + end - len(bare), offset + start + len(part.rstrip())
        start = end


@cache
def _abbreviations() -> dict[str, str]:
    """What kind of abbreviation a word before a full stop is: title, number, inner or open."""
    return {row["abbreviation"]: row["kind"] for row in lexicon("abbreviations")}


@cache
def _starters() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("sentence_starters"))


def _ends_en(line: str) -> Iterator[int]:
    """Offsets in an English line behind which a new sentence begins, in order."""
    cuts = {match.end() for match in EN_GLUED.finditer(line) if not _is_address(line, match.start())}
    start = 0
    stops = {match.end(): match for match in EN_STOP.finditer(line)}
    for end in sorted(cuts | stops.keys()):
        match = stops.get(end)
        if match is None or _ends_sentence_en(line, start, match):
            yield end
            start = end


def _is_address(line: str, at: int) -> bool:
    """Whether the stop at `at` stands inside a web address or a file name."""
    before = line[max(0, at - 60) : at].rpartition(" ")[2]
    return "www" in before or "/" in before or "@" in before


def _ends_sentence_en(line: str, start: int, match: regex.Match[str]) -> bool:
    rest = line[match.end() : match.end() + LOOK_AROUND].lstrip()
    if not rest:
        return True
    following = rest.lstrip(OPENERS + " ")
    if not following or following[0].islower():
        return False
    stop, closers = match["stop"], match["closers"]
    if stop != ".":
        return True
    before = line[max(start, match.start() - 40) : match.start()]
    if match.start() - start < 12 and LIST_NUMBER.fullmatch(line[start : match.start()].strip()):
        return False
    word = WORD_BEFORE.search(before.rpartition(" ")[2])
    if word is None or closers.strip(")]"):
        return True
    return not _abbreviates(word.group().strip("'’/"), following, quoted=rest[0] in OPENERS)


def _abbreviates(word: str, following: str, *, quoted: bool) -> bool:
    """Whether the full stop behind `word` only shortens it, with `following` going on in the same sentence."""
    ahead = WORD_AHEAD.match(following)
    next_word = ahead.group() if ahead else ""
    starter = next_word.split("'")[0].split("’")[0] in _starters()
    kind = _abbreviations().get(word)
    if kind is None and DOTTED.fullmatch(word):
        kind = "open"
    if kind is None and INITIALS.fullmatch(word):
        return not starter and not quoted and next_word[:1].isupper()
    if kind == "number":
        return following[0].isdigit()
    if kind == "open":
        return not starter and not quoted and not following[0].isdigit()
    return kind is not None


def _ends_zh(line: str) -> Iterator[int]:
    """Offsets in a Chinese line behind which a new sentence begins, in order."""
    start = 0
    for match in ZH_STOP.finditer(line):
        end = match.end()
        closers = match["closers"]
        while closers and _opens_next(line, start, end, closers):
            end -= 1
            closers = closers[:-1]
        if _ends_sentence_zh(line, start, match, closers):
            yield end
            start = end


def _opens_next(line: str, start: int, end: int, closers: str) -> bool:
    """Whether the last closer, a straight quotation mark, opens what follows: none is open before it."""
    mark = closers[-1]
    return mark in "\"'" and line.count(mark, max(start, end - LOOK_AROUND), end) % 2 == 1


def _ends_sentence_zh(line: str, start: int, match: regex.Match[str], closers: str) -> bool:
    following = line[match.end() : match.end() + LOOK_AROUND].lstrip()
    if not following or following[0] in "，,、；;：:。）)》":
        return not following
    since = max(start, match.start() - LOOK_AROUND)
    if closers:
        return _ends_behind_closers(line, start, since, match, following)
    at, stop = match.start(), match["stop"]
    within_title = line.count("《", since, at) > line.count("》", since, at)
    after_latin = stop in "!?" and line[at - 1 : at].isascii() and following[0].islower()
    return not (within_title or after_latin or ("。" not in stop and _within_slogan(line, since, at)))


def _ends_behind_closers(line: str, start: int, since: int, match: regex.Match[str], following: str) -> bool:
    last, stop = match["closers"][-1], match["stop"]
    opened = max(line.rfind(mark, since, match.start()) for mark in ZH_OPENERS)
    if last in "》〉":
        return False
    if last in ")）" or opened < since:
        return True
    if _is_slogan(line, start, opened):
        return following[0] in OPENERS
    return opened > start or "。" in stop or "." in stop or ZH_SPEAKER.match(following) is None


def _within_slogan(line: str, since: int, at: int) -> bool:
    """Whether a quotation that is part of the sentence around it is open at `at`."""
    opened = line.rfind("“", since, at)
    return opened >= 0 and line.find("”", opened, at) < 0 and _is_slogan(line, since, opened)


def _is_slogan(line: str, start: int, opened: int) -> bool:
    """Whether the quotation that opens at `opened` is no speech: no pause and no sentence end precedes it."""
    return opened > start and line[opened - 1] not in ZH_QUOTE_MAY_BEGIN
