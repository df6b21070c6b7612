"""Lists of organisations in English: 'the Ministry of Justice, UNODC and the Ministry of Culture, Sports and Tourism'.

Input is a stretch of text, output the lists of names in it, each with its span. Where a comma or 'and' divides names
and where it belongs to one (Agriculture and Rural Affairs) is told by the heads of the names (Ministry, University),
which stand before the first preposition. What such a list does in its sentence is left to `organizers_en`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.language.events.gazetteer import place_kinds
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries
from bulletin_corpus.language.people.found_names import Taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]
Kind = Literal["name", "link", "the", "comma", "and", "with", "note"]


@dataclass(frozen=True, slots=True)
class Organisations:
    """A list of organisations as printed: its hull, articles and brackets included, and the names without them."""

    start: int
    end: int
    names: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Kind
    start: int
    end: int


# the longest list of annotated items has four names and 230 characters; it bounds the work on hostile input
MOST_TOKENS = 120
# the Ministry of Environment, Climate Change, Disaster Management and Meteorology: fields that one name lists
MOST_FIELDS = 5

TOKEN = make_pattern(
    r"""
    (?P<with> (?i: (?:(?:has|have|had)\s+)? (?: (?:together|along|jointly)\s+with | as\s+well\s+as
      | in\s+(?:\w+\s+)?(?:cooperation|collaboration|partnership|conjunction|association|coordination|concert)\s+with
      | (?:joined|joining)\s+(?:hands|forces)\s+with
      | (?:teamed\s+up|teaming\s+up|partnered|partnering|worked|working|cooperated|collaborated)\s+with ) ) \b )
  | \( (?P<note> [^()\n]{1,60} ) \)
  | (?P<word> (?:\p{Lu}\.){2,} | Save\s+the\s+Children | Without\s+(?:Borders|Frontiers)
      | [\p{L}\d][\p{L}\d&/]* (?:['’.–-][\p{L}\d&]+)* ['’]?
        (?: ,?\s+(?:Co\.?,?\s+(?:Ltd|Limited)|Inc|Ltd|LLC|Corp|GmbH)\b\.? )? )
  | (?P<comma> , )
  | (?P<and> & )
  | (?P<other> \S )
    """,
    regex.VERBOSE,
)
LINKS = frozenset(("of", "for", "on", "in", "against", "to", "under", "de", "du", "des", "da", "la", "le"))
# what stands before a head in lower case: the |city government
SMALL = frozenset(("city", "county", "district", "state", "central", "local", "regional", "people's", "autonomous"))
# the provincial health| commission, the city's public| security bureau: up to three words lead to the head
TO_HEAD = make_pattern(r"(?:\s+[a-z]+(?:-[a-z]+)?){1,3}")
# tokens that a district and the words of its field may take: Henan |market supervision
MOST_FIELD_WORDS = 4
# Huawei Technologies |Co., Ltd.
COMPANY = make_pattern(r"\b(?:Ltd|Limited|Inc|LLC|Corp|GmbH)\.?\Z")
# heads behind which 'in Geneva' belongs to the name
POSTED = frozenset(
    (
        *("Office", "Embassy", "Mission", "Consulate", "Consulate-General", "Representation", "Delegation"),
        *("embassy", "consulate", "office"),
    )
)
# a center under the |Ministry of Commerce
SUPERIORS = frozenset(("Ministry", "State", "National", "General", "Department", "Central", "Chinese", "Supreme"))
# the Association for Friendship |with Foreign Countries
TIES = frozenset(("Friendship", "Cooperation", "Relations", "Exchange", "Exchanges", "Understanding", "Liaison"))
LONGEST_PLACE_CHARS = 40
ARTICLES = frozenset(("the", "its", "their", "both"))
# verbs that begin a clause: Hosted by the Ministry of Justice
FRONTED = (
    *(
        "Hosted",
        "Co-hosted",
        "Organized",
        "Organised",
        "Co-organized",
        "Sponsored",
        "Undertaken",
        "Jointly",
        "Held",
        "Run",
    ),
    *(
        "Convened",
        "Initiated",
        "Supported",
        "Implemented",
        "Launched",
        "Staged",
        "Attended",
        "Chaired",
        "Themed",
        "When",
    ),
)
NAME_OPENERS = ("First", "Second", "Third", "All")
ACRONYM = make_pattern(r"\p{Lu}{2,}[\p{L}\d-]*")
# 'the Interior and Public Administration': such heads also end the name of a field
FIELD = make_pattern(
    r"(?:Public|Local|Business|Internal|Social|Civil)\s+(?:Administration|Service|Security|Government)"
)


LINKED = make_pattern(r"\s(?:of|for|on|in|against|to|and)\s(?:the\s)?")
OF_UN = make_pattern(r"(?:UN|United\s+Nations)\s")
# of the National Forestry | and Grassland Administration: a name within a name that lacks its head
OPEN = make_pattern(
    r"\b(?:of|for)\s+the\s+(?:National|State|General|Central|Royal|Federal)((?:\s+\p{Lu}[\p{L}-]+){1,2})\Z"
)


@cache
def heads() -> frozenset[str]:
    """Words that an organisation's English name has as its head, lower-case ones among them."""
    return frozenset(row["form"] for row in lexicon("organisation_heads") if row["lang"] == "en")


@cache
def _openers() -> frozenset[str]:
    """Capitalised words that begin a sentence or a clause and days and months, none of which begins a name."""
    words = {row["word"] for row in lexicon("sentence_starters")} - set(NAME_OPENERS)
    words |= {row["form"] for row in lexicon("months")}
    return frozenset(words | {row["form"] for row in lexicon("weekdays")} | set(FRONTED))


@cache
def _known_names() -> frozenset[str]:
    return frozenset(row["en"] for row in lexicon("organisation_names") if row["kind"] == "name")


def find_organisations(text: str, start: int, end: int, others: Sequence[Span] = ()) -> list[Organisations]:
    """The lists of organisations in `text[start:end]`, in order; one name is a list too.

    A list does not run into the `others`: dates, persons with their titles. Names without a known head are given as
    well (Conservation International), so that places and events that begin with a capital are among them.
    """
    found: list[Organisations] = []
    for run in _runs(text, start, end, others):
        found += _lists(text, run)
    return found


def is_organisation(name: str) -> bool:
    """Whether the name has an organisation's head, is known, or is an acronym."""
    if name in _known_names() or ACRONYM.fullmatch(name) or COMPANY.search(name):
        return True
    return any(word in heads() for word in regex.split(r"[\s-]+", name.replace("’", "'")))


# ---- runs of words


def _runs(text: str, start: int, end: int, others: Sequence[Span]) -> Iterator[list[_Token]]:
    """Stretches of capitalised words with what joins them."""
    run: list[_Token] = []
    taken = Taken(others)
    for match in TOKEN.finditer(text, start, end):
        word = match["word"]
        if not run and word is not None and not word[0].isupper() and word not in ARTICLES:
            continue  # most words of a text: they begin no run
        kind = None if taken.overlaps(*match.span()) else _kind(text, match, run)
        if kind is None or len(run) == MOST_TOKENS:
            if run:
                yield run
            run = []
        if kind is not None:
            run.append(_Token(kind, *match.span()))
    if run:
        yield run


def _kind(text: str, match: regex.Match[str], run: Sequence[_Token]) -> Kind | None:
    """What the token is to the run that it would go on; None where it ends the run."""
    if match.lastgroup in ("with", "note", "comma", "and"):
        return match.lastgroup  # type: ignore[return-value]
    word = match["word"]
    if word is None or word in _openers():
        return "the" if word == "The" else None
    if word[0].isupper():
        return "the" if word in ("Its", "Both") else "name"
    return _small_kind(text, word, match.end(), run)


def _small_kind(text: str, word: str, end: int, run: Sequence[_Token]) -> Kind | None:
    """What a word in lower case is to the run."""
    before = run[-1] if run else None
    last = text[before.start : before.end] if before is not None else ""
    if word in ARTICLES:
        return "the"
    if before is None:
        return None
    if word == "and" or (word == "by" and before.kind in ("and", "comma")):
        return "and" if word == "and" else "with"
    if word in LINKS or (word == "with" and last in TIES):
        return "link"
    is_name = (word in heads() or word in SMALL) and before.kind in ("name", "the")
    if is_name or (before.kind == "name" and _is_field(text, word, end, run)):
        return "name"
    # the provincial department of |transport
    of_head = len(run) > 1 and last == "of" and text[run[-2].start : run[-2].end] in heads()
    return "name" if of_head and word.isalpha() and run[-2].kind == "name" else None


def _is_field(text: str, word: str, end: int, run: Sequence[_Token]) -> bool:
    """Whether a word stands between a district and a head, in lower case: the provincial |public security| bureau."""
    names = [text[token.start : token.end] for token in run[-MOST_FIELD_WORDS:] if token.kind == "name"]
    begun = next((n for n, name in enumerate(reversed(names)) if not name[0].islower()), len(names))
    small = names[len(names) - begun :]
    if not small or (small[0] not in SMALL and small[0] not in heads()) or not word.replace("-", "").isalpha():
        return False
    ahead = TO_HEAD.match(text, end)
    return ahead is not None and any(one in heads() for one in ahead[0].split())


# ---- lists


def _lists(text: str, run: Sequence[_Token]) -> Iterator[Organisations]:
    """The lists in a run: a bare article, or a preposition with nothing before it, begins a new one."""
    pieces = list(_pieces(text, run))
    names: list[Span] = []
    begun = -1
    for number, (piece, joint) in enumerate(pieces):
        following = pieces[number + 1 : number + 1 + MOST_FIELDS]
        if names and joint != "" and not _is_cut(text, names[-1], piece, joint, following):
            names[-1] = (names[-1][0], piece[-1].end)
            continue
        ends = joint == "comma-the" and not _leads_on(text, piece, following)
        if names and (joint == "" or ends):
            yield Organisations(begun, names[-1][1], tuple(names))
            names = []
        begun = begun if names else _hull_start(run, piece)
        names.append((piece[0].start, piece[-1].end))
    if names:
        yield Organisations(begun, names[-1][1], tuple(names))


def _hull_start(run: Sequence[_Token], piece: Sequence[_Token]) -> int:
    at = run.index(piece[0])
    return run[at - 1].start if at and run[at - 1].kind == "the" else piece[0].start


def _words(text: str, piece: Sequence[_Token]) -> str:
    return text[piece[0].start : piece[-1].end]


def _pieces(text: str, run: Sequence[_Token]) -> Iterator[tuple[list[_Token], str]]:
    """Names and parts of names that only prepositions join, each with its joint to the one before.

    A joint is 'and', 'comma', 'with' or one of them and '-the'; '' begins anew.
    """
    piece: list[_Token] = []
    joint = ""
    marks: list[_Token] = []
    for token in run:
        if token.kind != "name":
            marks.append(token)
            continue
        kinds = [mark.kind for mark in marks if mark.kind != "note"]
        if (
            piece
            and (not kinds or (kinds[0] == "link" and kinds[1:] in ([], ["the"])))
            and not _placed(text, piece, marks, token)
        ):
            piece += [*(mark for mark in marks if mark.kind != "note"), token]
        else:
            if piece:
                yield piece, joint
            joint = _joint(kinds) if piece else ""
            piece = [token]
        marks = []
    if piece:
        yield piece, joint


def _placed(text: str, piece: Sequence[_Token], marks: Sequence[_Token], token: _Token) -> bool:
    """Whether 'in' tells where something is held: the Ministry of Justice | in Beijing, but the UN Office in Vienna.

    Likewise what is held under an initiative is no part of the name, as a ministry is.
    """
    words = [text[mark.start : mark.end] for mark in marks]
    if "under" in words:
        above = text[token.start : token.end]
        return above not in SUPERIORS and ACRONYM.fullmatch(above) is None
    if not words or words[-1] != "in":
        return False
    parts = [text[part.start : part.end] for part in piece]
    heads_of_posts = any(part in POSTED for part in parts) and "in" not in parts and "to" not in parts
    return not heads_of_posts and _is_place(text[token.start : token.start + LONGEST_PLACE_CHARS])


def _is_place(words: str) -> bool:
    """Whether the words begin with a place: Beijing, Chiang Mai."""
    parts = words.split(" ", 3)[:3]
    return any(" ".join(parts[:count]).rstrip(".,;") in place_kinds("en") for count in range(1, len(parts) + 1))


def _joint(kinds: Sequence[Kind]) -> str:
    """How marks join two names: ', and the' is 'and-the'; what joins none is ''."""
    if any(kind == "link" for kind in kinds) or kinds[0] == "the":
        return ""
    base = "with" if "with" in kinds else "and" if "and" in kinds else "comma"
    return base + ("-the" if kinds[-1] == "the" else "")


def _is_cut(
    text: str, left: Span, piece: Sequence[_Token], joint: str, following: Sequence[tuple[list[_Token], str]]
) -> bool:
    """Whether the joint divides two names; 'Rural Affairs' goes on what stands before it."""
    if joint.startswith("with") or joint == "comma-the":
        return True
    before = text[left[0] : left[1]]
    if joint == "and-the":
        return _leads_on(text, piece, following) or (is_organisation(before) and _is_long(piece))
    nested = OPEN.search(before)
    if nested is not None and not is_organisation(nested[1].strip()):
        return False
    if (ACRONYM.fullmatch(before) or _is_closed(before)) and len(piece) > 1:
        return True
    if _is_placed(text, piece) and len(piece) > 1 and (_leads(text, piece, article=False) or is_organisation(before)):
        return True
    return is_organisation(before) and _leads(text, piece, article=False)


def _is_long(piece: Sequence[_Token]) -> bool:
    """Whether two words or more stand before the first preposition: the Central Orchestra, but the Rule of Law."""
    return next((n for n, token in enumerate(piece) if token.kind == "link"), len(piece)) > 1


def _is_placed(text: str, piece: Sequence[_Token]) -> bool:
    """Whether a name begins with a country or a place: China Southern Power Grid, Beijing Zoo, Thai Red Cross."""
    words = _words(text, piece)
    countries = find_countries(words[:LONGEST_PLACE_CHARS], "en")
    return _is_place(words) or any(country.start == 0 for country in countries)


def _is_closed(name: str) -> bool:
    """Whether nothing can go on a name, whose last words end in its head: the Liaoning Government | and Greenpeace."""
    last = LINKED.split(name)[-1]
    return not FIELD.fullmatch(last) and " " in last and any(w in heads() for w in last.rsplit(" ", 1)[-1].split("-"))


def _leads_on(text: str, piece: Sequence[_Token], following: Sequence[tuple[list[_Token], str]]) -> bool:
    """Whether the piece behind an article is a name or becomes one: the State Forestry | and Grassland Bureau."""
    if _leads(text, piece, article=True):
        return True
    for later, joint in following:
        if joint not in ("comma", "and"):
            return False
        if joint == "and":
            return _leads(text, later, article=True)
    return False


def _leads(text: str, piece: Sequence[_Token], *, article: bool) -> bool:
    """Whether the piece is a name of its own: its words before the first preposition end in a head."""
    words = _words(text, piece)
    if words in _known_names() or ACRONYM.fullmatch(words) or OF_UN.match(words):
        return True
    stop = next((number for number, token in enumerate(piece) if token.kind == "link"), len(piece))
    opening = text[piece[0].start : piece[0].end]
    if opening.isupper() and opening in heads():  # UNICEF China
        return True
    if FIELD.fullmatch(text[piece[0].start : piece[stop - 1].end]):
        return False
    last = text[piece[stop - 1].start : piece[stop - 1].end]
    if COMPANY.search(last):
        return True
    return any(word in heads() for word in last.split("-")) and (article or len(piece) > 1)
