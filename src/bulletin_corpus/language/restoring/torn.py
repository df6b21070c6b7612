"""Torn characters and shifted runs, undone from the bytes of GBK.

A site injected readings into GBK bytes, key after key, blind to character boundaries, and decoded the outcome loosely.
In terms of bytes that is simple:

    torn      請訪 is C7 EB | D4 4C; a key matched across the boundary, so its bracket stands between the two bytes of
              訪. The lead byte D4, alone before `(`, came out as `?` and swallowed the bracket: 邀請?jiān)L華
    shifted   one byte went missing, or one stands alone: the pairs up to the next ASCII byte are off by one;
              `。”國務` came out as `?！眹鴦?wù)`
    vanished  pairs of such a run that fell into the user area of GBK (AA-AF, F8-FE) came out as nothing

So the line is read back as bytes. A `?` is one lone byte: the reading behind it names the key, and the key's first
byte, which stands before it, leaves few candidates. Everywhere in a shifted run a pair may have vanished. The likeliest
reading of the bytes, by dictionary and page, is taken if it is clearly likelier than the text as it stands.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.restoring.byte_search import (
    BEHIND_DIGITS,
    NONE,
    UNREAD,
    WIDE,
    ByteSearch,
    PageKeys,
    State,
    Token,
    likeliest,
)
from bulletin_corpus.language.restoring.gbk import characters, pair_of
from bulletin_corpus.language.restoring.likelihood import ChineseModel
from bulletin_corpus.language.restoring.readings import READING, Reading, injected_readings, is_reading_of
from bulletin_corpus.language.restoring.script import (
    character_counts,
    is_only_simplified,
    is_traditional,
    simplified_character,
    simplify,
    traditional_parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


BEAM = 16
"""Hypotheses kept at each place. With 48 the same places are undone in twice the time, with 8 two runs of 56 fewer.

This threshold and those of `byte_search` were set on 120,000 characters of Chinese text of other kinds (legislative
debates, novels, manuals), converted, annotated and torn as the docstring says: 405 torn characters, 56 shifted runs.
After a change, tear some clean text with `tests/damage.py` and count again."""

MARGIN = 2.0
"""The restored text must be so much likelier (log) than the text as it stands; nothing changes between 0 and 4."""

TIE = 0.5
"""Two restorations nearer to each other than this (log) that differ in half of the place or more are a tie: the place
is left, and warned about. A longer run with a doubtful character is restored, as it reads better than its bytes: of
1,161 torn characters (that text, torn in three ways) 1,136 are undone exactly, 1,097 if any difference were a tie, and
no line is further from the original than it was. What ends at the end of a line is taken as it is: there 28 of 30
restorations were right, 18 of them 。”."""

HALF = 0.5
"""A restoration that a near rival reads otherwise by a smaller share than this is made, and named `.doubtful`."""

DOUBTED = {rule: f"{rule}.doubtful" for rule in ("torn.character", "shift.run")}
DOUBTFUL = frozenset(DOUBTED.values())

MAX_SUSPECTS = 200
"""A line with more places where something may be torn is left. Text torn as above has one in 260 characters."""

MAX_STEPS = 5_000
"""So many tokens of a page are searched; what is torn behind them is left, which bounds the work on hostile pages. Such
text takes some eight steps, 1 ms, for each place, so that a page with 600 torn places is restored."""

MAX_RUN = 400
"""A run that has not ended after so many tokens is left. It ends with the next ASCII character."""

MAX_CHARACTERS = 200_000
"""Lines in which something may be torn are looked at until they have so many characters together: more than MAX_STEPS
restore in the text above."""

NARROW = str.maketrans("，：；（）！？", ",:;()!?")  # sites change the width after the damage

ODD_WINDOW = 8
"""So many characters behind a question mark tell whether a shifted run begins: a quarter of them must be rare."""

SETTLED = 2
"""So many tokens behind the last doubt are read too, as context of what stands before them; 1 to 4 undo the same."""

SAME, AHEAD = 4, 16
"""Characters by which a place that was searched is looked up; those behind its last token that its tokens may depend
on, as many as a bracket with the longest reading has."""

# an injected bracket with its reading, a lone byte with the reading whose bracket it swallowed, any other character
_TOKEN = make_pattern(rf"\((?P<bracket>{READING})\)|\?(?P<torn>{READING})\)|(?P<text>.)", regex.DOTALL)

# where something may be torn or shifted: ?jiān) · ?！眹 · ?!眹 · ?!? · ?鴦 · “c(tān), found by the bracket
_LONE = re.compile(rf"\?(?:{READING}\)|[!！](?:[^\x00-\x7f]|\?)|[^\x00-\x7f])")
_ASTRIDE = re.compile(rf"\((?<=[^\x00-\x7f][@-~]\(){READING}\)")
SIGNS = {_LONE: 0, _ASTRIDE: 1}
"""With how many characters of the place stand before what is found: the patterns begin with what is rare."""

_LEFT = make_pattern(rf"(?<=\p{{Han}})\?{READING}[)）]")

# what a shifted run leaves that was not undone: 全球 `┤虻 (a frame's corner beside Chinese) · ?！眹
_FRAME = re.compile("[\u2502-\u2573]")
_LEFT_FRAME = make_pattern(r"[\u2502-\u2573]\p{Han}+")
_LEFT_STOP = make_pattern(r"(?<=\p{Han}|[，。])\?[!！]\p{Han}")


class Restored(NamedTuple):
    """`[start, end)` of a line reads `text`, by `rule`."""

    start: int
    end: int
    text: str
    rule: str


def page_keys(page: str, found: Sequence[Reading]) -> PageKeys:
    """What the page shows of the table that it was annotated with, by the readings that were injected into it."""
    n_annotated = Counter([one.character for one in found])
    on_page = character_counts(page).items()
    return PageKeys(
        {one.character: one.reading for one in found},
        frozenset([ch for ch, n in on_page if ch > "\x7f" and n > n_annotated.get(ch, 0)]),
        frozenset([ch for ch, n in on_page if n > 1]),
    )


def torn_places(page: str) -> list[Restored]:
    """All torn and shifted places of a page, in order, with what they read."""
    if "?" not in page and not _ASTRIDE.search(page):
        return []
    spans = list(_suspect_lines(page))
    traditional = traditional_parts(page, spans)
    if not any(traditional) and not any(map(is_only_simplified, set(page))):
        # a few words only, alike in both scripts: a torn reading is evidence enough
        traditional = [_LEFT.search(page, start, end) is not None for start, end in spans]
    lines = [span for span, is_so in zip(spans, traditional, strict=True) if is_so]
    if not lines:
        return []
    found = injected_readings(page)
    search = ByteSearch(page_keys(page, found), ChineseModel(simplify(_without_readings(page, found))), MAX_STEPS)
    known = _KnownPlaces(search)
    restored: list[Restored] = []
    for start, end in lines:
        if search.steps_left <= 0:
            break
        places = _restore_line(page[start:end], known)
        restored += [place._replace(start=place.start + start, end=place.end + start) for place in places]
    return restored


def _suspect_lines(page: str) -> Iterator[tuple[int, int]]:
    """`[start, end)` of the lines in which something may be torn, in places few enough to look at."""
    suspects = Suspects(page)
    at = n_characters = 0
    while (found := suspects.first(at)) is not None:
        start = page.rfind("\n", 0, found) + 1
        at = page.find("\n", found) % (len(page) + 1)
        if suspects.count(found, at, MAX_SUSPECTS + 1) > MAX_SUSPECTS or at - start > MAX_CHARACTERS:
            continue
        n_characters += at - start
        if n_characters > MAX_CHARACTERS:
            return
        yield start, at


class Suspects:
    """The places of a page in which something may be torn; no part of the page is searched twice."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._places = dict.fromkeys(SIGNS, -1)

    def first(self, start: int) -> int | None:
        """The first place at or behind `start`, which never falls from call to call; None where there is none."""
        for sign, place in self._places.items():
            if place < start:
                found = sign.search(self._page, start + SIGNS[sign])
                self._places[sign] = len(self._page) if found is None else found.start() - SIGNS[sign]
        at = min(self._places.values())
        return at if at < len(self._page) else None

    def count(self, start: int, end: int, limit: int) -> int:
        """The number of places from `start` to `end`, `limit` at most."""
        found = (sign.finditer(self._page, start + before, end) for sign, before in SIGNS.items())
        return sum(1 for _ in islice(chain.from_iterable(found), limit))


def torn_places_left(page: str) -> list[tuple[int, int]]:
    """`[start, end)` of what looks torn or shifted in a page that was restored, in order."""
    patterns = [_LEFT, _LEFT_STOP] if "?" in page else []
    if _FRAME.search(page):
        patterns.append(_LEFT_FRAME)
    return sorted(match.span() for pattern in patterns for match in pattern.finditer(page))


def _without_readings(page: str, found: Sequence[Reading]) -> str:
    parts, at = [], 0
    for one in found:
        parts.append(page[at : one.start])
        at = one.end
    return "".join([*parts, page[at:]])


def _restore_line(line: str, known: _KnownPlaces) -> Iterator[Restored]:
    """The torn and shifted places of a line, in order, with what they read."""
    tokens = [
        Token(
            match.start(),
            match.end(),
            match["text"] or "",
            match["bracket"] or "",
            match["torn"] or "",
            line[match.start() - 1 : match.start()],
        )
        for match in _TOKEN.finditer(line)
    ]
    at, last, before = 0, NONE, ""
    first = NONE
    while at < len(tokens):
        token = tokens[at]
        if token.torn or _may_shift(line, token, known.search.model):
            start = State(0.0, NONE, last, before, "", "", "", owed=False, aligned_at=at, cut=0)
            best = known.best(line, tokens, at, start)
            if best.rule:
                yield Restored(token.start, tokens[best.aligned_at - 1].end, best.out[: best.cut], best.rule)
                at, last, before = best.aligned_at, best.last, best.before
                continue
        if token.text:
            pair = pair_of(token.text)
            first, last = last, pair[1] if pair else WIDE.get(token.text, NONE)
            before = simplified_character(token.text)
        elif token.bracket and _is_astride(token, first):
            yield Restored(token.start, token.end, "", "reading.astride")
        elif token.torn:
            last, before = NONE, ")"
        at += 1


def _is_astride(token: Token, first: int) -> bool:
    """Whether the bracket belongs to a key that was made of a second byte and an ASCII letter: “c(tān)ontinue”."""
    if first == NONE or not token.behind.isascii():
        return False
    key = characters()[first << 8 | ord(token.behind)]
    return bool(key) and is_traditional(key) and is_reading_of(token.bracket, key)


def _may_shift(line: str, token: Token, model: ChineseModel) -> bool:
    """Whether a lone byte may stand here: behind a question mark follows running text, behind that rare characters."""
    if token.text != "?" or _LONE.match(line, token.start) is None:
        return False
    behind = line[token.start + 1 : token.start + 1 + ODD_WINDOW]
    han = [simplified_character(ch) for ch in behind if ch > "\u2e80"]
    return behind[0] in "!！" or sum(not model.is_usual(ch) for ch in han) * 4 >= len(han) > 0


class _KnownPlaces:
    """What the search made of the places of a page: what is torn in the same way again is not searched again."""

    def __init__(self, search: ByteSearch) -> None:
        self.search = search
        self._known: dict[tuple[int, str, str], list[tuple[str, bool, int, State]]] = {}

    def best(self, line: str, tokens: list[Token], at: int, start: State) -> State:
        """The likeliest hypothesis on what follows from token `at`; `start` if that is the text as it stands."""
        first = tokens[at].start
        known = self._known.setdefault((start.last, start.before, line[first : first + SAME]), [])
        for text, ends_line, n_read, found in known:
            is_same = line.startswith(text, first) and (not ends_line or len(line) == first + len(text))
            if is_same and n_read <= self.search.steps_left:
                self.search.steps_left -= n_read
                return found._replace(aligned_at=at + found.aligned_at)
        steps_left = self.search.steps_left
        best = _best(self.search, tokens, at, start)
        n_read = steps_left - self.search.steps_left
        if self.search.steps_left:
            last = tokens[min(at + n_read + 1, len(tokens) - 1)]
            text = line[first : last.end + AHEAD]
            known.append((text, len(line) == first + len(text), n_read, best._replace(aligned_at=best.aligned_at - at)))
        return best


def _best(search: ByteSearch, tokens: list[Token], at: int, start: State) -> State:
    """The likeliest hypothesis on what follows from token `at`; `start` if that is the text as it stands."""
    beam = [start]
    settled, end = 0, min(len(tokens), at + MAX_RUN)
    while at < end and settled <= SETTLED and search.steps_left > 0:
        following = _following(tokens, at)
        grown: list[State] = []
        for state, after in search.grow(beam, tokens[at], following):
            ended = after.lead == NONE and state.lead != NONE
            grown.append(after._replace(aligned_at=at + 1, cut=len(after.out)) if ended else after)
        beam = likeliest(grown, BEAM)
        at += 1
        settled = settled + 1 if all(state.lead == NONE for state in beam) else 0
    if at < len(tokens) and settled <= SETTLED:
        return start
    if at == len(tokens):
        completed = [after for state in beam for after in search.completed(state)]
        beam += [after._replace(aligned_at=at, cut=len(after.out)) for after in completed]
    whole = likeliest([state for state in beam if state.lead == NONE], BEAM)
    best = whole[0] if whole else start
    as_it_stands = max((state.score for state in whole if not state.rule), default=-math.inf)
    if not best.rule or best.score - as_it_stands < MARGIN:
        return start
    rivals = whole if at < len(tokens) else []
    share = max((_share_otherwise(best, state) for state in rivals if best.score - state.score < TIE), default=0.0)
    if share >= HALF:
        return start
    return best._replace(rule=DOUBTED[best.rule]) if share or UNREAD in best.out[: best.cut] else best


def _following(tokens: Sequence[Token], at: int) -> str:
    """The text of the token behind `at`, a blank before the unit of a number aside; empty at the end."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    unit = tokens[at + 2].text if following == " " and at + 2 < len(tokens) else ""
    return unit if unit in BEHIND_DIGITS else following


def _share_otherwise(best: State, rival: State) -> float:
    """How much of the place the rival reads otherwise, width apart: 0 to 1."""
    return Levenshtein.normalized_distance(
        best.out[: best.cut].translate(NARROW), rival.out[: rival.cut].translate(NARROW)
    )
