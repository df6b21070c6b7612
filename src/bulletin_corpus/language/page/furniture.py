"""What pages print around the articles: navigation, page numbers, dates of publication, links, mastheads, end marks.

Decides whether a line (or the stamp at its edge) is furniture, and as what it was recognised. Input is one line of
restored text. The words stand in `lexicon/furniture.tsv`; mastheads and dates of issue in `mastheads`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.page.layout import WordFinder, words_pattern
from bulletin_corpus.language.page.mastheads import masthead
from bulletin_corpus.language.patterns import make_pattern

LONGEST_FURNITURE = 300  # characters; lists of keywords and links are the longest, paragraphs are longer

LONGEST_LINKS = 160  # characters; a page's foot with ten links has 120
SECTION_TITLE = "title of a section"
LONGEST_STAMP = 80  # characters; date, clock, weekday, agency and font sizes have 60
DIGIT = make_pattern(r"\d")
NAVIGATION = "words of navigation"
CONTENTS_TITLE = "title of a list of contents"
# 周启衡会见老挝客人 ……… 12 / Meetings ..... 3: leaders and a page
LEADERS = make_pattern(r".{2,80}?(?:\.{4,}|…{2,}|·{3,}|．{3,}|_{4,}|-{5,})[\s(（]*\d{1,4}[)）]?")
LONGEST_FOOT = 40  # characters of the longest word that opens a page's foot
LONGEST_SENTENCE = 60  # characters; a longer line that ends in a full stop is prose


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line was recognised as; `certain` is false where a headline's part could look the same."""

    reason: str
    certain: bool


# 2021-07-29 08:47 / 2021年7月29日 星期四 08:47 / December 2, 2020 07:07 / 09:57, April 19, 2023 / 2021/07/29
CLOCK = r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)"
STAMP = make_pattern(
    rf"""
    (?: {CLOCK} [,\s]* )?
    (?: \d{{4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?
      | (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?
        (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d{{1,2}},?\s\d{{4}}
      | \d{{1,2}}\s(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?,?\s\d{{4}}
    )
    (?: [,\s]* (?: 星期[一二三四五六日天] | 周[一二三四五六日] | (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day ) )?
    (?: [,\s]* {CLOCK} )?
    """,
    regex.VERBOSE,
)
# date 2023-12-06 China's police chief ... / 2023-12-06 08:00 Title: only the machine-made form, never 9月2日
EDGE_STAMP = (
    r"(?:(?:date|Date|DATE|时间|日期)\s*[:：]?\s*)?[\[(（【]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\])）】]?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
# 2021年09月03日 10:20 | 来源:... : a Chinese date is machine-made where the clock stands behind it
CLOCK_STAMP = rf"\d{{4}}年\d{{1,2}}月\d{{1,2}}日\s*{CLOCK}\s*(?:[|｜]|(?=\S))"
STAMP_BEFORE = make_pattern(rf"\s*(?:{EDGE_STAMP}(?:\s+[|｜]|\s+|(?=\p{{Han}}))|{CLOCK_STAMP})\s*(?=\S)")
STAMP_STARTS = "dD时日[(（【"
STAMP_BEHIND = make_pattern(rf"(?<=\S)\s+{EDGE_STAMP}\s*$")

# · 12 · / - 3 - / 第12页 / 第3页 共8页 / Page 4 of 9 / 3/12 / P. 7
PAGE_NUMBER = make_pattern(
    r"""[\s·•.\-–—―|~*=<>\[\]【】()（）]*
        (?: 第?\s?\d{1,4}\s?(?:页|版|頁)? (?:[\s,，/]*共?\s?\d{1,4}\s?(?:页|版|頁)?)?
          | [Pp](?:age|g|\.)?\.?\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?
          | \d{1,4}\s?/\s?\d{1,4} )
        [\s·•.\-–—―|~*=<>\[\]【】()（）]*""",
    regex.VERBOSE,
)
URL = make_pattern(r"(?:https?://|www\.)[^\s\p{Han}]+|[\w.+-]+@[\w-]+\.[\w.-]+")
WORD = make_pattern(r"[\p{L}\p{N}]")
LETTER = make_pattern(r"\p{L}")
LATIN = make_pattern(r"\p{Latin}")
HAN = make_pattern(r"\p{Han}")
TOKENS = make_pattern(r"[^\s>»›|｜/／\\·•:：,，、。\[\]【】()（）<>《》_\-–—=+*#~^&;；!！?？\"“”'‘’]+")
CRUMB = make_pattern(r"[>»›]|->|→|>>")
CRUMB_SIGN = make_pattern("[>»›→]")
SEPARATOR = make_pattern(r"[>»›|｜·•→:：\[\]【】]|\s{2,}")
STOPS, CLOSERS = "。！？!?.;；", "”\"’'」』)）】]"
# 【要闻】 / [News]: a section's title
SECTION = make_pattern(r"\s*[【\[〔][^【】\[\]〔〕]{1,12}[】\]〕]\s*")
ISSUE_WORDS = make_pattern(
    r"\p{Han}{0,12}(?:目录|要目|本期导读|编者按|卷首语)|(?:TABLE OF )?CONTENTS", regex.IGNORECASE
)


@cache
def _words(prefix: str) -> dict[str, str]:
    rows = [row for row in lexicon("furniture") if row["kind"].startswith(prefix)]
    return {row["text"].lower(): row["kind"].removeprefix(prefix) for row in rows}


@cache
def _label() -> regex.Pattern[str]:
    """关键词:国际合作;执法 / 上一篇:没有了 / Keywords: ...: a label that opens the line."""
    words = words_pattern(_words("label."))
    return make_pattern(
        rf"[\s【\[(（·•]*(?P<label>{words})\s*[】\])）]?\s*[:：]\s*(?P<rest>.*)",
        regex.IGNORECASE,
    )


@cache
def _navigation_words() -> regex.Pattern[str]:
    latin = words_pattern(word for word in _words("navigation") if word.isascii())
    han = words_pattern(word for word in _words("navigation") if not word.isascii())
    return make_pattern(rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z])|{han}", regex.IGNORECASE)


@cache
def _navigation_finder() -> WordFinder:
    """What must be found before the patterns of navigation are worth trying: they read a line letter by letter."""
    return WordFinder(_words("navigation"), "en")


@cache
def _only_navigation() -> regex.Pattern[str]:
    """Nothing but words of navigation, numbers and signs."""
    return make_pattern(rf"(?:{_navigation_words().pattern}|[^\p{{L}}])++", regex.IGNORECASE)


@cache
def _agency_names() -> frozenset[str]:
    return frozenset(row["name"] for row in lexicon("agencies"))


def end_mark(text: str) -> bool:
    """Whether the text is what closes an item: (完), Enditem, 新闻结尾."""
    return text.strip().lower() in _words("end mark")


SQUARES = "■□▇▉∎❑"  # what closes an item behind anything, as (完) does; a word such as End only behind a sentence


@cache
def _end_marks_behind() -> regex.Pattern[str]:
    marks = sorted(
        (mark for mark in _words("end mark") if len(mark) > 1 or not WORD.match(mark)),
        key=lambda mark: (-len(mark), mark),
    )
    signs = [mark for mark in marks if not WORD.match(mark) and (len(mark) > 1 or mark in SQUARES)]
    return make_pattern(
        rf"""(?: (?<=[。！？.!?”"’)）】\]]) \s* (?:{words_pattern(marks)}) | (?<=\S) \s* (?:{words_pattern(signs)})
               | (?<=[^#\s]) \s* \#{{2,3}} ) \s* $""",
        regex.IGNORECASE | regex.VERBOSE,
    )


@cache
def _last_of_end_marks() -> frozenset[str]:
    return frozenset("#") | {mark[-1].lower() for mark in _words("end mark")}


def end_mark_behind(text: str) -> int | None:
    """Where the end mark begins that stands behind the last sentence of `text`; None where there is none."""
    if text.rstrip()[-1:].lower() not in _last_of_end_marks():
        return None
    found = _end_marks_behind().search(text, max(0, len(text) - 24))
    return found.start() + len(found[0]) - len(found[0].lstrip()) if found else None


def date_stamp(text: str) -> bool:
    """Whether the line holds a date of publication and at most an agency beside it."""
    if len(text) > LONGEST_STAMP:
        return False
    found = STAMP.search(text)
    if found is None:
        return False
    rest = text[: found.start()] + " " + text[found.end() :]
    words = [
        word
        for word in TOKENS.findall(rest)
        if word.lower() not in _words("label.") and word.lower() not in _words("navigation")
    ]
    return not words or " ".join(words) in _agency_names()


def final_stop(text: str) -> bool:
    """Whether the text ends as a sentence or a clause does, closing quotation marks and brackets aside."""
    bare = text.rstrip(CLOSERS)
    return bool(bare) and bare[-1] in STOPS


def furniture(text: str) -> Furniture | None:
    """What the line is recognised as; None where it is no furniture of a known form."""
    text = text.strip()
    if len(text) > LONGEST_FURNITURE or (len(text) > LONGEST_SENTENCE and final_stop(text[-4:])):
        return None
    return _sign(text) or _page_line(text) or _links(text)


@cache
def _foot() -> tuple[str, ...]:
    """版权所有 中华人民共和国司法部 / Copyright © 2021 Ministry of Justice."""
    return tuple(_words("foot"))


def _sign(text: str) -> Furniture | None:
    """What holds no sentence at all: (完) / · 12 · / 2021-07-29 08:47 / a masthead."""
    if end_mark(text):
        return Furniture("end mark", certain=True)
    if not text[:1].isalpha() and WORD.search(text) is None:
        return Furniture("signs without a word", certain=True)
    if DIGIT.search(text):
        if PAGE_NUMBER.fullmatch(text):
            return Furniture("page number", certain=True)
        if date_stamp(text):
            return Furniture("date of publication", certain=True)
    return Furniture("masthead", certain=True) if masthead(text) is not None else None


def _page_line(text: str) -> Furniture | None:
    """关键词:国际合作;执法 / 上一篇:没有了: what opens with a label of the page."""
    if text[:LONGEST_FOOT].lower().startswith(_foot()):
        return Furniture("foot of the page", certain=True)
    label = _label().fullmatch(text) if ":" in text or "：" in text else None
    if label is None:
        return None
    kind, rest = _words("label.")[label["label"].lower()], label["rest"]
    if kind == "date":
        known = not rest or date_stamp(rest) or STAMP.match(rest) is not None
    else:
        known = kind not in ("position", "copyright", "counter") or not final_stop(rest) or len(rest) < 40
    return Furniture(f"line of the page ({kind})", certain=True) if known else None


def _links(text: str) -> Furniture | None:
    """首页 > 国际合作 > 正文 / 分享到:微信 微博 / Home | News | Contact us / http://..."""
    if len(text) > LONGEST_LINKS:
        return None
    if "://" in text or "www." in text or "@" in text:  # no link is without one of these
        without = URL.sub(" ", text)
        if without != text and len(TOKENS.findall(without)) <= 4:
            return Furniture("link", certain=True)
    return None if final_stop(text) else _listed(text)


def _listed(text: str) -> Furniture | None:
    """首页 > 国际合作 > 正文 / 目录 / 会见老挝客人……3 / 【要闻】: what stands above, beside and between items."""
    if CRUMB_SIGN.search(text) is not None and len(CRUMB.findall(text)) >= 2:
        return Furniture("navigation: the page's place on the site", certain=True)
    if ISSUE_WORDS.fullmatch(text):
        return Furniture(CONTENTS_TITLE, certain=True)
    if (text[-1].isdecimal() or text[-1] in ")）") and LEADERS.fullmatch(text):
        return Furniture("line of a list of contents", certain=True)
    return Furniture(SECTION_TITLE, certain=False) if SECTION.fullmatch(text) else _navigation(text)


def _navigation(text: str) -> Furniture | None:
    found = _navigation_finder().places(text)
    if not found and text[0].isalpha():
        return None
    letter = LETTER.search(text)
    if letter is not None and not found:
        return None
    several = SEPARATOR.search(text) is not None or (HAN.search(text) is not None and len(TOKENS.findall(text)) >= 3)
    may_be_all = letter is None or found[0][0] <= letter.start()
    if may_be_all and _only_navigation().fullmatch(text) is not None:
        return Furniture(NAVIGATION, certain=several)
    if not several:
        return None
    words = sum(map(len, TOKENS.findall(text)))
    if not LATIN.search(text) and sum(end - start for start, end in found) < 0.75 * words:
        return None
    left = sum(map(len, TOKENS.findall(_navigation_words().sub(" ", text))))
    # a quarter: one unknown word among four; prose keeps far more
    return Furniture(NAVIGATION, certain=True) if left <= 0.25 * words else None


def may_be_stamp(text: str, at: int) -> bool:
    """Whether a machine-made date may begin there, by its first character."""
    return text[at].isdecimal() or text[at] in STAMP_STARTS


def stamp_before(text: str) -> int:
    """The length of the machine-made date that opens a line; 0 where there is none."""
    found = STAMP_BEFORE.match(text) if len(text) <= LONGEST_FURNITURE else None
    return found.end() if found else 0


def stamp_behind(text: str) -> int:
    """Where the machine-made date begins that closes a line; its length where there is none."""
    last = text.rstrip()[-1:]
    if len(text) > LONGEST_FURNITURE or not (last.isdecimal() or last in "])）】"):
        return len(text)
    found = STAMP_BEHIND.search(text)
    return found.start() if found else len(text)
