"""The grammar of official titles in English: head words, how far a title phrase reaches, its single offices.

Input: the tokens of a text. Output: token ranges or strings as printed. The words stand in the lexicons `offices`,
`title_words`, `honorifics` and `name_followers`. Whose title it is is left to `people_en`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.people.tokens_en import Token


@cache
def _heads() -> frozenset[tuple[str, ...]]:
    """The head words, split at spaces and hyphens: ('vice', 'minister')."""
    return frozenset(tuple(row["en"].split()) for row in lexicon("offices") if row["en"])


@cache
def role_words(role: str) -> frozenset[str]:
    """Words that play one role in the grammar of English titles: rank, loose head, inside, calendar ..."""
    return frozenset(row["word"] for row in lexicon("title_grammar") if row["role"] == role)


@cache
def title_words() -> frozenset[str]:
    """Words of offices and bodies, in lower case: never part of a name."""
    return frozenset(row["word"] for row in lexicon("title_words"))


@lru_cache(maxsize=16384)
def of_office(low: str) -> bool:
    """Whether a word in lower case is one of offices and bodies: security, vice-minister, ministers."""
    words = title_words()
    parts = [part for part in low.split("-") if part]
    return low in words or (bool(parts) and all(part in words or part.removesuffix("s") in words for part in parts))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon("name_followers") if row["lang"] == "en")


LONGEST_HEAD_WORDS = 6
LONGEST_TITLE_TOKENS = 30
"""So far back a title is looked for; the longest of 944 in annotated items has 22 words and marks."""


@cache
def _head_openers() -> frozenset[str]:
    return frozenset(words[0] for words in _heads())


@lru_cache(maxsize=16384)
def _head_words(low: str) -> tuple[str, ...]:
    """The words of a token as heads count them: vice-minister is two."""
    return tuple(low.rstrip(".").split("-"))


def head_at(tokens: Sequence[Token], at: int, stop: int | None = None) -> int | None:
    """Where the longest head ends that begins at token `at` and ends by token `stop`; None where none does."""
    words = _head_words(tokens[at].low)
    if words[0] not in _head_openers():
        return None
    heads = _heads()
    stop = len(tokens) if stop is None else stop
    best = at + 1 if words in heads else None
    for index in range(at + 1, min(stop, at + LONGEST_HEAD_WORDS)):
        if tokens[index - 1].possessive:
            break
        words += _head_words(tokens[index].low)
        if words in heads:
            best = index + 1
    return best


def phrase_end(tokens: Sequence[Token], at: int) -> int | None:
    """Where the title phrase ends that begins at token `at`: `Vice Minister of Justice | met with`; None: no title.

    A phrase holds at least one head; offices joined by 'and' are one phrase; a comma belongs to it only inside a list
    (police, national security and correctional services) or before another office.
    """
    first = next((i for i in range(at, min(len(tokens), at + 12)) if head_at(tokens, i) is not None), None)
    if first is None or not all(_premodifier(token) for token in tokens[at:first]):
        return None
    end = head_at(tokens, first)
    while end is not None and end < len(tokens):
        further = _step(tokens, at, end)
        if further is None:
            break
        end = further
    return end


def _premodifier(token: Token) -> bool:
    """Whether the token may stand before the head: UN, Royal, public, Singapore's, and, of."""
    if token.code or token.text in "-'’&()":
        return True
    if token.low in role_words("idle"):
        return True
    return (token.cap or of_office(token.low) or token.low in role_words("rank")) and token.low not in _stops()


@cache
def _stops() -> frozenset[str]:
    return _verbs() - title_words()


def _step(tokens: Sequence[Token], begin: int, at: int) -> int | None:
    """One step further inside the phrase from token `at`, None where it ends there."""
    token = tokens[at]
    if token.text in "(（":
        close = next((i for i in range(at + 1, min(len(tokens), at + 5)) if tokens[i].text in ")）"), None)
        return close + 1 if close is not None and close > at + 1 else None
    if token.text == ",":
        return _list_end(tokens, at)
    if token.low in role_words("inside"):
        goes_on = at + 1 < len(tokens) and _preposition(tokens, begin, at)
    elif token.low in role_words("calendar") and token.cap and not token.possessive:
        goes_on = False
    elif token.code or of_office(token.low) or token.text in "&-—–":
        goes_on = True
    else:
        goes_on = token.text[0].isalpha() and _unknown_word(tokens, at)
    return at + 1 if goes_on else None


# anti-monopoly, supply
NOUNS_IN_LY = ("monopoly", "supply", "family", "assembly")
OWNERS = ("its", "their", "his", "her")


def _unknown_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that the lexicons do not know is part of the title: of antiquities, of Brest Customs."""
    token, before = tokens[at], tokens[at - 1]
    joined = before.low in role_words("inside") or before.possessive or before.low in OWNERS
    if token.cap:
        return joined or not _name_pair(tokens, at + 1)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    closed = following is None or following.text in ",.;" or following.low in role_words("inside")
    inside = following is not None and of_office(following.low)
    adverb = token.low.endswith("ly") and not token.low.endswith(NOUNS_IN_LY)
    plain = token.low not in _verbs() and not adverb and len(token.low) > 2
    return plain and (joined or inside or (closed and not before.cap and not before.text[0].isdigit()))


def _name_pair(tokens: Sequence[Token], at: int) -> bool:
    """Whether the capitalised word at `at` goes with an unknown one before it, as a given name with a surname."""
    return at < len(tokens) and tokens[at].cap and not tokens[at].code and not of_office(tokens[at].low)


def _preposition(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Whether the title goes on behind the preposition or 'and' at `at`, which is not the last token."""
    token = tokens[at]
    goal = at + 2 if tokens[at + 1].low == "the" and at + 2 < len(tokens) else at + 1
    target = tokens[goal]
    owner = target.low in OWNERS and token.low == "of"
    verb = target.low in _verbs() and not owner
    if target.low in role_words("calendar") or not target.text[0].isalpha() or (verb and not target.cap):
        return False
    known = target.code or of_office(target.low)
    if token.low in ("in", "to"):
        return _is_abroad(tokens, begin, at, goal)
    if token.low == "and":
        return _joins_by_and(tokens, begin, at, goal)
    if token.low == "at":
        return target.cap and _names_body(tokens, at + 1)
    if token.low in ("on", "with", "against", "under"):
        return known and (target.cap or token.low == "under")
    return token.low != "for" or not verb


def _is_abroad(tokens: Sequence[Token], begin: int, at: int, goal: int) -> bool:
    """Whether 'in' or 'to' at `at` joins a post to where it is: ambassador to Peru, adviser in the Department."""
    token, target = tokens[at], tokens[goal]
    if (token.low, target.low) == ("in", "charge"):  # minister in charge of the National Health Commission
        return goal + 1 < len(tokens) and tokens[goal + 1].low == "of"
    abroad = any(word in role_words("abroad") for t in tokens[begin:at] for word in t.low.split("-"))
    region = tokens[at - 1].low in role_words("region") and token.low == "in" and target.code
    body = token.low == "in" and target.cap and target.low in role_words("organisation")
    return body or (target.cap and (abroad or region)) or _aide_to(tokens, at, goal)


def _aide_to(tokens: Sequence[Token], at: int, goal: int) -> bool:
    """Whether 'to' at `at` joins an office to that of whom it serves: adviser to the president."""
    aides = ("adviser", "advisor", "assistant", "secretary", "counsel", "aide", "deputy", "state")
    serves = tokens[at].low == "to" and tokens[at - 1].low in aides
    return serves and (is_headed(tokens, goal) or (tokens[goal].cap and _names_body(tokens, goal)))


def _joins_by_and(tokens: Sequence[Token], begin: int, at: int, goal: int) -> bool:
    """Whether the title goes on behind the 'and' at `at`, with `goal` the next token but for articles."""
    target = tokens[goal]
    if target.low == "of":  # Director of the Central Archives and of the National Archives
        return at + 2 < len(tokens) and any(t.low == "of" for t in tokens[begin:at]) and _names_body(tokens, at + 2)
    return target.code or of_office(target.low) or is_headed(tokens, at + 1) or _joins_unknown(tokens, goal)


def _joins_unknown(tokens: Sequence[Token], at: int) -> bool:
    """Whether 'and' joins an unknown word to the title: and Excise of; not the next person, and Li Ming."""
    if tokens[at].cap:
        return not _name_pair(tokens, at + 1)
    closing = next((i for i in (at + 1, at + 2) if i >= len(tokens) or not tokens[i].text.isalpha()), None)
    if closing == at + 1:
        return closing >= len(tokens) or tokens[closing].text in ",.;"
    plain = at + 2 < len(tokens) and not tokens[at + 1].cap and tokens[at + 1].low not in _verbs()
    of_two = plain and tokens[at + 2].low == "of" and tokens[at].low not in role_words("no name")
    return tokens[at + 1].low in ("of", "for", "in") or of_two  # customs and (indirect) duties of


def _names_body(tokens: Sequence[Token], at: int) -> bool:
    """Whether an organisation is named from `at` on: at the WHO China Office, at the People's Hospital."""
    for token in tokens[at : at + 7]:
        if token.code or (token.cap and token.low in role_words("organisation")):
            return True
        if not (token.cap or token.low in ("the", "of", "for", "and")):
            return False
    return False


def is_headed(tokens: Sequence[Token], at: int) -> bool:
    """Whether another office begins at `at`: a head within five words, nothing but its modifiers before."""
    for index in range(at, min(len(tokens), at + 6)):
        if head_at(tokens, index) is not None:
            return True
        if not _premodifier(tokens[index]):
            return False
    return False


# the longest list seen names eight fields of one ministry: 17 tokens with their commas
LONGEST_LIST_TOKENS = 20


def _list_end(tokens: Sequence[Token], comma: int) -> int | None:
    """Past a comma inside one office (police, national security and correctional services), else None."""
    if _place_behind(tokens, comma):
        return comma + 2
    seen_and = False
    for index in range(comma + 1, min(len(tokens), comma + LONGEST_LIST_TOKENS)):
        token = tokens[index]
        if token.low == "and":
            if index == comma + 1 and (is_headed(tokens, index + 1) or _person_behind(tokens, index + 1)):
                return None
            seen_and = True
        elif token.text == "," and not seen_and:
            continue
        elif head_at(tokens, index) is not None and token.low != "chief":
            return None
        elif not _list_word(tokens, index):
            return index if seen_and and index > comma + 2 and tokens[index - 1].low != "and" else None
    return len(tokens) if seen_and and len(tokens) < comma + LONGEST_LIST_TOKENS and tokens[-1].low != "and" else None


def _person_behind(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name begins within the next words: ', and Vice Admiral Renato Cruz', ', and Park Ji-hoon'."""
    for token in tokens[at : at + 4]:
        if not token.cap:
            return False
        if not (token.code or of_office(token.low)):
            return True
    return False


def _list_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token may stand in a list of what an office is about; an unknown word only among known ones."""
    token = tokens[at]
    if token.code or of_office(token.low):
        return not token.code
    known = any(of_office(near.low) for near in tokens[max(0, at - 2) : at + 3])
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is not None and behind.cap and of_office(behind.low) and (token.cap or token.low == "the"):
        return True  # Agriculture and |Light Industry, |the Sea
    return token.text.isalpha() and not token.cap and known and token.low not in _verbs() | role_words("inside")


def _place_behind(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a country stands behind the comma and ends the title: Governor of Sofala Province, Mozambique, said."""
    if comma + 1 >= len(tokens) or not tokens[comma + 1].code or tokens[comma - 1].low not in role_words("region"):
        return False
    return comma + 2 >= len(tokens) or tokens[comma + 2].text in ",.;" or tokens[comma + 2].low in ("on", "in", "and")


def _bracket_start(tokens: Sequence[Token], close: int, floor: int) -> int | None:
    """Where the bracket of an abbreviation opens that token `close` closes: International Organization (Interpol)."""
    return next((i for i in range(close - 1, max(floor, close - 4), -1) if tokens[i].text == "("), None)


def premodifier_start(tokens: Sequence[Token], head: int, floor: int) -> int:
    """Where the title begins whose head is token `head`: with its ranks, the country and the body before it."""
    at = head
    while at > floor:
        before = tokens[at - 1]
        if before.text in ("-", "–"):
            at -= 1
            continue
        if before.text in "’'" and at - 2 >= floor and tokens[at - 2].code and tokens[at - 2].low.endswith("s"):
            at -= 2  # Laos' deputy minister
            continue
        opened = _bracket_start(tokens, at - 1, floor) if before.text == ")" else None
        if opened is not None:
            at = opened
            continue
        word = before.low.rstrip(".")
        if not before.text[0].isalpha() and before.text not in "’'":
            break
        if (
            before.cap
            or _before_head(word)
            or (before.low in ("of", "for", "and") and _body_before(tokens, at - 1, floor))
        ):
            at -= 1
        elif before.low == "and" and at < head and at - 2 >= floor and _twin(tokens, at - 2, at):
            at -= 2
        else:
            break
    while at < head and tokens[at].low in role_words("lead"):
        at += 1
    return at


def _before_head(word: str) -> bool:
    """Whether a word in lower case may stand before a head: deputy, national, newly."""
    if word in role_words("idle") or (word in role_words("rank") and word not in role_words("lead")):
        return True
    return of_office(word) and word not in role_words("inside")


def _twin(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Whether 'and' joins two subjects of one office: Health and Sports Minister; not Director and Health Minister."""
    both = all(tokens[i].cap and of_office(tokens[i].low) for i in (left, right))
    return both and head_at(tokens, right) is None and all(head_at(tokens, i) is None for i in (left, max(0, left - 1)))


def _body_before(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Whether an organisation's name goes on at the 'of' of token `at`: Ministry of Public Security Director."""
    return (
        at > floor
        and tokens[at].low in ("of", "for")
        and tokens[at - 1].cap
        and tokens[at - 1].low in role_words("organisation")
    )
