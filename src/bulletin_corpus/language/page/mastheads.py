"""Mastheads of any magazine or ministry, and the month of issue that they, a date line or a file's name give.

Decides whether a line is a masthead, and reads its month: the month where one is printed, else the issue's number
in its year. Input is one line of restored text, or a path.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

import regex

from bulletin_corpus.language.patterns import make_pattern

LONGEST_MASTHEAD = 90  # characters; a ministry's bulletin with volume, issue and date in both languages has 80

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
ZH_DIGITS = str.maketrans("〇零一二三四五六七八九○", "0012345678" + "90")
MONTH_EN = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
YEAR = r"(?:19|20)\d{2}"
ZH_YEAR = r"(?:19|20|二[〇零○]|一九)[\d〇零○一二三四五六七八九]{2}"
ZH_MONTH = r"(?:[01]?\d|十[一二]?|[一二三四五六七八九])"

# 2021年7期 / 2021年第7期(总第305期) / 2021年7月号 / 二〇二一年第七期 / 2021年第10号
ZH_ISSUE = make_pattern(
    rf"""
    (?P<year> {ZH_YEAR} ) \s?年?度? \s*[,，·.-]?\s*
    (?: 第?\s? (?P<issue> {ZH_MONTH} ) \s? (?: [-—~～] \s? {ZH_MONTH} \s? )? [期号辑]
      | (?P<month> {ZH_MONTH} ) \s?月\s? [号刊版期] )
    """,
    regex.VERBOSE,
)
# (2021年7月) / 2021年7月 / 2021年7月29日 / 2021.07
ZH_DATE = make_pattern(
    rf"(?P<year>{ZH_YEAR})\s?年\s?(?P<month>{ZH_MONTH})\s?月(?:\s?(?P<day>\d{{1,2}})\s?日)?(?:出版|刊)?"
)
NUMBER_DATE = make_pattern(
    rf"(?<![\d.])(?P<year>{YEAR})\s?[-./／·]\s?(?P<month>0?[1-9]|1[0-2])(?:\s?[-./／]\s?(?P<day>\d{{1,2}}))?(?![\d.])"
)
# 第7期 / 总第305期 / No. 7 / Issue 7 / Vol. 3, No. 7 / Volume 3 Issue 7
NUMBER = make_pattern(
    rf"""
    (?: 总\s?第?\s?\d{{1,5}}\s?[期号]
      | 第\s? (?P<issue> \d{{1,3}} | {ZH_MONTH} ) \s?[期号]
      | \b (?: Vol(?:ume)?\.? | VOL\.? ) \s? (?: \d{{1,3}} | [IVXLC]{{1,7}} ) \b
      | \b (?: (?: Issue | ISSUE ) (?: \s? (?: No | Number | \# ) \.? )? | No\.? | NO\.? | Number | Nr\.? | \# | № )
        \s? (?P<issue> \d{{1,3}} ) \b )
    """,
    regex.VERBOSE,
)
# July 2021 / 7 July 2021 / July 29, 2021 / 2021 July
EN_DATE = make_pattern(
    rf"""
    (?: (?P<day> \d{{1,2}} ) \s )? (?P<name> \b{MONTH_EN} )
    \s? (?: (?P<day> \d{{1,2}} ) ,?\s )? ,?\s? (?P<year> {YEAR} ) \b
    | \b (?P<year> {YEAR} ) ,?\s (?P<name> {MONTH_EN} ) (?!\w)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
ONLY_YEAR = make_pattern(rf"(?<!\d)(?P<year>{YEAR})(?!\d)\s?年?")
# held in July 2021: a date inside a sentence
INSIDE_SENTENCE = make_pattern(
    r"(?:\b(?:in|on|since|by|until|from|to|for|during|at|and|with|the)|[于在至自从到和与])\s?$", regex.IGNORECASE
)
FINAL_STOP = make_pattern(r"(?<!\b[A-Z])[。！？!?.;；，,][”\"’'」』]*$")
# Verbs that a magazine's name does not hold
SENTENCE = make_pattern(
    r"[。；！？]|会见|会谈|举行|召开|举办|访问|出席|签署|开幕|启动"
    r"|\b(?:met|held|holds?|meets?|said|opens?|signs?|visits?|was|were|is|are|will|to)\b",
    regex.IGNORECASE,
)
LETTERS = make_pattern(r"[\p{L}]")
NUMERAL = make_pattern(r"[\d〇一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class Masthead:
    """The month of issue that a masthead gives, YYYY-MM; None where it gives a volume or a year alone."""

    month: str | None


def _arabic(text: str) -> int:
    """7 / 07 / 七 / 十 / 十二 / 二〇二一 as a number."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int((tens.translate(ZH_DIGITS) or "1") + (ones.translate(ZH_DIGITS) or "0"))
    return int(text.translate(ZH_DIGITS))


def _month(year: int, month: int) -> str | None:
    return f"{year:04d}-{month:02d}" if 1900 <= year <= 2099 and 1 <= month <= 12 else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the parts of a line say: where they stand, the month, whether an issue is named and a day."""

    spans: tuple[tuple[int, int], ...]
    month: str | None
    issue: bool
    day: bool


def _read(text: str) -> _Reading | None:
    """The date and issue of a line, an explicit month before an issue's number."""
    spans: list[tuple[int, int]] = []
    year = month = issue = None
    named = day = False
    for pattern in (ZH_ISSUE, ZH_DATE, EN_DATE, NUMBER_DATE, NUMBER, ONLY_YEAR):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in spans):
                continue
            spans.append(match.span())
            groups = match.groupdict()
            named = named or pattern in (ZH_ISSUE, NUMBER)
            day = day or bool(groups.get("day"))
            if groups.get("year") and year is None:
                year = _arabic(groups["year"])
            if groups.get("month") and month is None:
                month = _arabic(groups["month"])
            if groups.get("name") and month is None:
                month = MONTHS[groups["name"][:3].lower()]
            if groups.get("issue") and issue is None:
                issue = _arabic(groups["issue"])
    if not spans:
        return None
    number = month if month is not None else issue
    return _Reading(tuple(sorted(spans)), _month(year, number) if year and number else None, named, day)


def masthead(text: str) -> Masthead | None:
    """What the line says as a masthead; None where it is none.

    A masthead names an issue (期, 号, No., Issue, Vol.) or, at its edge or in brackets, a month of a year; beside that
    it holds a name and no sentence.
    """
    text = text.strip()
    if not 4 <= len(text) <= LONGEST_MASTHEAD or NUMERAL.search(text) is None:
        return None
    reading = _read(text)
    if reading is None or SENTENCE.search(text) or FINAL_STOP.search(text):
        return None
    first, last = reading.spans[0], reading.spans[-1]
    if INSIDE_SENTENCE.search(text[: first[0]]):
        return None
    at_edge = not LETTERS.search(text[: first[0]]) or not LETTERS.search(text[last[1] :])
    if reading.issue and (reading.month or at_edge):
        return Masthead(reading.month) if at_edge or len(text) <= 60 else None
    bracketed = text[: first[0]].rstrip().endswith(("(", "（", "[", "【", "|", "｜", "·", "—", "-", "–", ",", "，"))
    if (
        reading.month
        and (bracketed or (at_edge and not LETTERS.search(text[last[1] :])))
        and not (reading.day and len(text) > 60)
    ):
        return Masthead(reading.month)
    return None


def month_of_date(text: str) -> str | None:
    """The month of the first full date that a line prints, YYYY-MM; None where it prints none."""
    found = [match for pattern in (ZH_DATE, EN_DATE, NUMBER_DATE) if (match := pattern.search(text)) is not None]
    for match in sorted(found, key=lambda match: match.start()):
        groups = match.groupdict()
        month = MONTHS[groups["name"][:3].lower()] if groups.get("name") else _arabic(groups["month"])
        if (issue := _month(_arabic(groups["year"]), month)) is not None:
            return issue
    return None


# bulletin-001-2021-10 / 202110 / 20211005 / 2021年10月 / 2021年第7期 / 2021_no7
NAME_DATE = make_pattern(
    rf"""
    (?<!\d) (?P<year> {YEAR} )
    (?: [-_.\ /年]{{0,2}} (?P<month> 0[1-9] | 1[0-2] ) (?: [-_.\ /月]? (?: 0[1-9] | [12]\d | 3[01] ) )? (?!\d)
      | [-_.\ /年]{{1,2}} (?: 第 | no\.? | issue | iss )? [-_.\ ]? (?P<month> [1-9] | 1[0-2] ) (?!\d) )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# july-2021 / 2021_Oct
NAME_MONTH = make_pattern(
    rf"""
    (?<![A-Za-z]) (?P<name> {MONTH_EN} ) [-_.\ ,]{{0,2}} (?P<year> {YEAR} ) (?!\d)
    | (?<!\d) (?P<year> {YEAR} ) [-_.\ ,]{{0,2}} (?P<name> {MONTH_EN} ) (?![A-Za-z])
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def issue_date_from_name(path: str) -> str | None:
    """The month of issue that a file's name gives, YYYY-MM, else its folders' names, else None."""
    pure = PurePosixPath(path)
    for text in (pure.stem, str(pure.with_suffix(""))):
        for pattern in (NAME_DATE, NAME_MONTH):
            match = pattern.search(text)
            if match is not None:
                groups = match.groupdict()
                month = int(groups["month"]) if groups.get("month") else MONTHS[groups["name"][:3].lower()]
                if (found := _month(int(groups["year"]), month)) is not None:
                    return found
    return None
