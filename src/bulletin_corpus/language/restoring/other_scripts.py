"""Whether a text is written in letters that are neither Chinese nor English: then it is no bulletin of ours.

A Russian or Japanese text must not be read as Chinese, neither by its bytes (every Russian text in UTF-8 is valid GBK)
nor by its characters. Languages in Latin letters cannot be told from English by their letters, and are not.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import regex

SAMPLE_CHARS = 1 << 16
"""Half of a text's letters show in its first 65,536 characters."""

# Russian, Greek, Arabic, Hebrew, Thai, Hindi, Mongolian, Tibetan, Uyghur (Arabic): what neighbouring languages print
SCRIPTS = ("Cyrillic", "Greek", "Arabic", "Hebrew", "Thai", "Devanagari", "Mongolian", "Tibetan")
LETTER = regex.compile(
    r"(?P<Han>\p{Han})|(?P<Latin>\p{Latin})|(?P<Kana>[\p{Hiragana}\p{Katakana}])|"
    + "|".join(rf"(?P<{name}>\p{{{name}}})" for name in (*SCRIPTS, "Hangul"))
)

LETTERS_FOR_ONE = 3
"""So many letters of an alphabet say as much as one Chinese character: the annotated items have 2.9 English letters for
each Chinese character."""

KANA_SHARE = 0.25
"""Japanese has this share of kana among kana and Chinese characters at least (news 0.4 to 0.6), Chinese hardly any."""

LEAST = 8
"""Letters that are enough to tell. Of Chinese characters in GBK one in seven is valid UTF-8 by chance (its lead byte
must be C2-DF, its trail byte 80-BF), eight in a row are not."""


def other_script(text: str) -> str | None:
    """The script of most of the text, by name, if that is neither Chinese nor Latin; else None."""
    if text.isascii():
        return None
    counts: Counter[str] = Counter()
    for character, count in Counter(text[:SAMPLE_CHARS]).items():
        counts[_script(character)] += count
    han, kana = counts["Han"], counts["Kana"]
    japanese = kana if kana > KANA_SHARE * (kana + han) else 0
    weights = {name: counts[name] / LETTERS_FOR_ONE for name in SCRIPTS}
    weights |= {"Hangul": float(counts["Hangul"]), "Kana": float(japanese + (han if japanese else 0))}
    usual = counts["Latin"] / LETTERS_FOR_ONE + (0 if japanese else han)
    name, weight = max(weights.items(), key=lambda one: one[1])
    return name if counts[name] >= LEAST and weight > usual else None


@cache
def _script(character: str) -> str:
    """The name of the character's script; empty for all that is no letter, and for other scripts."""
    match = LETTER.match(character)
    return match.lastgroup or "" if match else ""
