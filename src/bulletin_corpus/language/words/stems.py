"""The stem of an English word: what its inflected and derived forms have in common, for comparing words by meaning.

A table of endings, longest first, and a lexicon of irregular forms; much faster than the Porter family and as good for
matching glosses (benchmarks/alignment.py ablations). Stems are no words: cooperation, cooperative > cooperat.
"""

from __future__ import annotations

from functools import cache, lru_cache

from bulletin_corpus.language.lexicon import lexicon

# Ending: what replaces it. An inflection is taken off where three letters, one of them a vowel, are left; any other
# ending only where four are (nation, minister stay).
ENDINGS = {
    "izations": "", "ization": "", "isations": "", "isation": "", "ational": "at", "fulness": "", "ousness": "",
    "iveness": "", "tional": "t", "biliti": "", "bility": "", "encies": "ent", "ancies": "ant", "ations": "at",
    "ements": "", "ically": "ic", "fully": "", "ously": "", "ively": "", "ation": "at", "ators": "at", "ating": "at",
    "ative": "at", "ement": "", "ments": "", "ances": "ant", "ences": "ent", "ness": "", "ator": "at",
    "ated": "at", "ates": "at", "izes": "", "ized": "", "izer": "", "ises": "is", "ised": "is", "able": "", "ible": "",
    "ance": "ant", "ence": "ent", "ency": "ent", "ancy": "ant", "ment": "", "ings": "", "ions": "", "ical": "ic",
    "ists": "", "isms": "", "ities": "", "less": "", "ship": "", "hood": "", "ing": "", "ion": "", "ies": "i",
    "ied": "i", "ier": "i", "ity": "", "ive": "", "ize": "", "ise": "is", "ate": "at", "ful": "", "ous": "", "ist": "",
    "ism": "", "ers": "", "ors": "", "ent": "ent", "ant": "ant", "est": "", "ily": "i", "ly": "", "ed": "", "er": "",
    "or": "", "es": "", "al": "", "s": "", "e": "", "y": "i",
}  # fmt: skip
INFLECTIONS = frozenset(("s", "es", "ed", "ing", "ings", "ies", "ied", "ly", "e", "y"))
VOWELS = frozenset("aeiouy")


@cache
def _irregular_forms() -> dict[str, str]:
    return {row["form"]: row["base"] for row in lexicon("irregular_forms")}


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of a lower-case English word; a word that is too short for any ending is its own stem.

    Irregular forms are first led back to their base (met, meet). Possessive endings are for the caller to remove.
    """
    word = _irregular_forms().get(word, word)
    for _ in range(2):
        shorter = _without_ending(word)
        if shorter == word:
            break
        word = shorter
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl" else word


def _without_ending(word: str) -> str:
    for ending, other in _endings(word[-2:]):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not VOWELS.isdisjoint(word[: -len(ending)]):
            if len(ending) == 1 and word.endswith(("ss", "us", "is")):
                return word
            if len(word) - len(ending) < 4 and ending not in INFLECTIONS:
                continue
            return word[: -len(ending)] + other
    return word


@lru_cache(maxsize=4096)
def _endings(last: str) -> tuple[tuple[str, str], ...]:
    """The endings, longest first, that a word with these last two letters may have, and what replaces them."""
    possible = [entry for entry in ENDINGS.items() if entry[0].endswith(last) or last.endswith(entry[0])]
    return tuple(sorted(possible, key=lambda entry: -len(entry[0])))
