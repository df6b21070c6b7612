"""The search for the bytes behind a damaged place: hypotheses, what each token may stand for, how likely that is.

A line is a sequence of tokens: injected brackets, `?` with the reading behind it, single characters. A hypothesis reads
each token as bytes and puts these together to characters in its own way, starting anywhere; where its character
boundaries and those of the tokens fall together again, the damaged run is over.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bulletin_corpus.language.restoring.gbk import (
    LAST_LEAD,
    USER_LEADS,
    characters,
    keys_by_reading,
    lost_trails,
    pair_of,
)
from bulletin_corpus.language.restoring.readings import is_reading_of
from bulletin_corpus.language.restoring.script import (
    is_only_simplified,
    is_table_form,
    is_traditional,
    simplified_character,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bulletin_corpus.language.restoring.likelihood import ChineseModel

NONE = -1
BEHIND_VANISHED, LONE, BEHIND_LOST = 0x100, 0x101, 0x200
"""Instead of a waiting byte, where it is unknown: the second one of a vanished pair; a lone byte, or the second one of
a pair behind FE, where GBK has no character from FE50 on; the second one of a lost pair (`?`), plus its first one."""

VANISHED, KEPT = -2.7, -0.07
"""Log probability that a pair of a shifted run vanished, and that it did not: 13 of 190 lead bytes are user area, which
is -2.7; -1 loses three torn characters of 405 and a run, -5 four characters."""

LOST_FIRST, LOST_LATER = -5.0, -3.0
"""Log probability that a `?` with no reading behind it is a lone byte: at the start of a run, and within one. -2 to -8
and -1 to -6 change one torn character of 405."""

UNSEEN_KEY, BARE_KEY, OWED = -1.5, -6.0, -4.0
"""Added where a key is not seen with its reading on the page; where it is seen there without; where a character that
carries its reading elsewhere on the page would stand without it here. A page annotates a character always or never.
Half or twice of each changes one torn character of 405 at most (measured as `torn.BEAM` says)."""

NOT_TRADITIONAL, UNUSUAL_FORM = -6.0, -3.0
"""Added for a character that stands nowhere else on the page and is simplified, or a rare traditional form; -3 to -9
and 0 to -6 change one torn character of 405 and one run of 56."""

PER_CHARACTER = 1.5
"""Added for each character: the model is blunter than the language, so that it is too fond of short readings. Between 1
and 3 two torn characters of 405 and one run of 56 change, with 0 five characters (measured as `torn.BEAM` says)."""

MAX_BEHIND = 9.0
"""A hypothesis may be so much less likely (log) than the best; 6 to 20 undo the same places, with more work."""

MAX_VANISHED = 8
"""Hypotheses with a vanished pair that are followed at each place; 4 to 24 undo the same places."""

BEHIND_DIGITS = frozenset("0123456789年月日时時余餘名个個多%.")
UNREAD = "?"
"""What stands for a digit that a lone byte swallowed: it is lost for good."""

SWALLOWED, CUT_OFF = -3.0, -4.0
"""Log probability that a lone byte swallowed a character, or was the line's last; half or twice changes nothing."""

ENDS, NO_END = frozenset("。”」》）)！？…"), -5.0
"""Most lines end in one of these marks; another end costs so much. With 0, 8 torn characters of 405 less are undone; -8
changes nothing."""

WIDE = {",": 0xAC, ":": 0xBA, ";": 0xBB, "(": 0xA8, ")": 0xA9, "!": 0xA1, "?": 0xBF}
"""Second bytes of the full-width marks (first byte A3) that sites make half-width after decoding."""


class Token(NamedTuple):
    """`[start, end)` of a line: a character (`text`), an injected bracket with its reading, or `?` and a reading.

    `behind` is the character before an injected bracket, as the line prints it.
    """

    start: int
    end: int
    text: str
    bracket: str
    torn: str
    behind: str = ""


class PageKeys(NamedTuple):
    """What a page shows of the table that it was annotated with.

    Attributes:
        readings: by character.
        bare: characters that stand there without a reading.
        printed: all characters that occur more than once.
    """

    readings: Mapping[str, str]
    bare: frozenset[str]
    printed: frozenset[str]


class State(NamedTuple):
    """A hypothesis on the bytes read so far.

    Attributes:
        score: log likelihood.
        lead: the byte that waits for its second one; NONE at a character boundary; above FF it is unknown.
        last: the byte before this place, which may be the first one of a key; NONE where it is none.
        before: the last character, simplified.
        character: the last character as printed; empty where it cannot carry a reading here.
        out: what is read since the search began.
        rule: dotted name of the first repair; empty while nothing was repaired.
        owed: whether the last character carries its reading elsewhere on the page, so that it must here.
        aligned_at: number of tokens read when a damaged run last ended.
        cut: length of `out` then.
    """

    score: float
    lead: int
    last: int
    before: str
    character: str
    out: str
    rule: str
    owed: bool
    aligned_at: int
    cut: int

    def costing(self, log: float) -> State:
        """The same hypothesis, likelier by so much."""
        return State(self.score + log, *self[1:])


def likeliest(states: list[State], limit: int) -> list[State]:
    """At most `limit` hypotheses, the likeliest first; of those that read the same, one."""
    states.sort(key=lambda state: (-state.score, state.out, state.lead))
    kept: dict[tuple[str, int, int], State] = {}
    for state in states:
        if state.score < states[0].score - MAX_BEHIND or len(kept) >= limit:
            break
        kept.setdefault((state.out, state.lead, state.last), state)
    return list(kept.values())


# Of a character behind another: its simplified form, its log probability, what the script adds, its second byte where
# it is a mark made half-width, whether it carries its reading on the page.
_Following = tuple[str, float, float, int, bool]


@cache
def _unknown() -> Mapping[int, Sequence[int]]:
    """What each unknown byte may be."""
    lost = {BEHIND_LOST + lead: trails for lead, trails in lost_trails().items()}
    return {BEHIND_VANISHED: range(0xA1, 0xFF), LONE: range(0x81, 0xFF), **lost}


@cache
def _with_second(kind: int, byte: int) -> list[tuple[int, str, str]]:
    """The characters with an unknown first byte of that kind and this second byte, with their simplified forms."""
    every = [(lead, characters()[lead << 8 | byte]) for lead in _unknown()[kind]]
    return [(lead, ch, simplified_character(ch)) for lead, ch in every if ch]


class ByteSearch:
    """Reads tokens in all ways that the damage allows."""

    def __init__(self, keys: PageKeys, model: ChineseModel, max_steps: int) -> None:
        self._keys = keys
        self.model = model
        self.steps_left = max_steps
        self._characters = characters()
        self._known: dict[tuple[str, str], _Following] = {}
        self._candidates: dict[tuple[int, int], list[tuple[int, str]]] = {}

    def grow(self, beam: list[State], token: Token, following: str) -> Iterator[tuple[State, State]]:
        """The hypotheses that those of `beam` become with `token`, each behind the one that it came from.

        Args:
            beam: hypotheses before the token.
            token: what stands there.
            following: text of the next token; empty at the end.
        """
        self.steps_left -= 1
        if not token.bracket:
            vanished = [lost for state in beam if state.lead != NONE for lost in self._vanished(state)]
            vanished = likeliest(vanished, MAX_VANISHED)
            again = [lost for state in vanished if state.before == "，" for lost in self._vanished(state)]
            beam = beam + vanished + likeliest(again, MAX_VANISHED)
        for state in beam:
            for after in self._step(state, token, following):
                yield state, after

    def completed(self, state: State) -> Iterator[State]:
        """The hypotheses at the end of a line that lost its last byte."""
        if state.lead > 0xFF or state.lead == NONE:
            return
        cut_off = state.costing(CUT_OFF)
        for second in range(0x81, 0xFF):
            yield from self._push(cut_off, second)

    def _step(self, state: State, token: Token, following: str) -> Iterable[State]:
        if token.bracket:
            return self._bracket(state, token)
        if state.owed:
            torn_here = bool(token.torn) and state.lead == NONE
            state = state._replace(score=state.score + (0.0 if torn_here else OWED), owed=False)
        if token.torn:
            return self._torn(state, token)
        if token.text == "?":
            return self._question_mark(state, following)
        return self._character(state, token.text)

    def _bracket(self, state: State, token: Token) -> Iterator[State]:
        if state.lead != NONE:  # within a run, a key that was matched across a boundary looks like one character
            if is_reading_of(token.bracket, token.behind):
                yield state
            return
        if state.character and is_reading_of(token.bracket, state.character):
            yield state._replace(owed=False, character="")
            return
        for ch in f"({token.bracket})":
            state = self._append(state, ch)
        yield state._replace(character="", owed=False)

    def _torn(self, state: State, token: Token) -> Iterator[State]:
        reading = unicodedata.normalize("NFC", token.torn)
        literal = state
        if state.lead == NONE:
            for ch in f"?{reading})":
                literal = self._append(literal, ch)
            yield literal
        for first, second, key in keys_by_reading().get(reading, ()):
            if second < 0x81 or first not in _unknown().get(state.lead, (state.last,)):
                continue
            score = state.score + self._key_score(key, reading)
            named = state._replace(score=score, rule=state.rule or "torn.character", character="", owed=False)
            if state.lead == NONE:
                yield named._replace(lead=second, last=second)
            else:
                pair = self._append(named, key, (first, second))
                yield pair._replace(owed=False, character="")

    def _key_score(self, key: str, reading: str) -> float:
        if self._keys.readings.get(key) == reading:
            return 0.0
        if key in self._keys.bare or not is_traditional(key):
            return BARE_KEY
        return UNSEEN_KEY

    def _character(self, state: State, ch: str) -> list[State]:
        pair = pair_of(ch)
        if state.lead == NONE:
            return [self._append(state, ch, pair)]
        if ch == "\N{EURO SIGN}":
            return self._push(state, 0x80)
        if pair is not None:
            return self._push(state, pair[0], (pair[1], pair[1]))
        if ch >= "\x80":
            return []
        found = self._push(state, ord(ch))
        return found + self._push(state, 0xA3, (WIDE[ch], WIDE[ch])) if ch in WIDE else found

    def _question_mark(self, state: State, following: str) -> Iterator[State]:
        if state.lead == NONE:
            yield self._append(state, "?")
            lost = state._replace(score=state.score + LOST_FIRST, rule=state.rule or "shift.run", owed=False)
            if following in ("!", "！"):  # 。 is A1 A3, and A3 A1 is ！: the byte that is lost most
                yield lost._replace(lead=0xA1, last=0xA1, score=state.score)
            yield lost._replace(lead=LONE, last=NONE)
            return
        if state.lead > 0xFF:
            return
        yield from self._push(state, 0xA3, (WIDE["?"], WIDE["?"]))
        lost = state.costing(LOST_LATER)
        for second in lost_trails():
            yield from self._push(lost, second, (BEHIND_LOST + second, NONE))
        for second in range(0x81, 0xFF):  # a lone byte that swallowed the ASCII character behind it, or did not
            for joined in self._push(lost, second):
                if following:
                    swallowed = UNREAD if following in BEHIND_DIGITS else ","
                    yield joined._replace(score=joined.score + SWALLOWED, out=joined.out + swallowed)
                yield (joined if not following and joined.character in ENDS else joined.costing(NO_END))

    def _vanished(self, state: State) -> Iterator[State]:
        lost = state.costing(VANISHED)
        for second in USER_LEADS:
            yield from self._push(lost, second, (LONE if second == LAST_LEAD else BEHIND_VANISHED, NONE))

    def _push(self, state: State, byte: int, waiting: tuple[int, int] | None = None) -> list[State]:
        """The hypotheses in which `byte` completes the pair that waits.

        Args:
            state: waits for the second byte of a pair.
            byte: from 40 on, else there are none.
            waiting: the byte that waits behind the pair, and the one before that place; usually none, and `byte`.
        """
        if byte < 0x40:
            return []
        if state.lead > 0xFF:
            return [self._append(state, ch, (lead, byte), KEPT, waiting) for lead, ch in self._usual(state.lead, byte)]
        ch = self._characters[state.lead << 8 | byte]
        return [self._append(state, ch, (state.lead, byte), KEPT, waiting)] if ch else []

    def _usual(self, kind: int, byte: int) -> list[tuple[int, str]]:
        """The usual characters with an unknown first byte of that kind and this second byte."""
        found = self._candidates.get((kind, byte))
        if found is None:
            found = [(lead, ch) for lead, ch, simple in _with_second(kind, byte) if self.model.is_usual(simple)]
            self._candidates[kind, byte] = found
        return found

    def _append(
        self,
        state: State,
        ch: str,
        pair: tuple[int, int] | None = None,
        log: float = 0.0,
        waiting: tuple[int, int] | None = None,
    ) -> State:
        """The hypothesis with one more character.

        Args:
            state: at a character boundary, or waiting for the byte that completes this character.
            ch: the character.
            pair: its bytes where they can be part of a key.
            log: added to its score.
            waiting: the byte that waits behind it for its second one, and the byte before that place.
        """
        known = self._known.get((state.before, ch))
        if known is None:
            known = self._known[state.before, ch] = self._following(state.before, ch)
        simple, probability, cost, wide, owed = known
        lead, last = waiting or (NONE, pair[1] if pair else wide)
        return State(
            state.score + log + probability + cost + PER_CHARACTER,
            lead,
            last,
            simple,
            ch,
            state.out + ch,
            state.rule,
            owed,
            state.aligned_at,
            state.cut,
        )

    def _following(self, before: str, ch: str) -> _Following:
        """What must be known of a character behind another."""
        simple = simplified_character(ch)
        probability = self.model.log_probability(before, simple)
        return simple, probability, self._script_cost(ch), WIDE.get(ch, NONE), ch in self._keys.readings

    def _script_cost(self, ch: str) -> float:
        """What is added for a character that a traditional page does not print."""
        if ch in self._keys.printed:
            return 0.0
        return NOT_TRADITIONAL if is_only_simplified(ch) else 0.0 if is_table_form(ch) else UNUSUAL_FORM
