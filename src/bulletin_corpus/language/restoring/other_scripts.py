"""Whether a text is written in letters that are neither Chinese nor English: then it is no bulletin of ours.

A Russian or Japanese text must not be read as Chinese, neither by its bytes (every Russian text in UTF-8 is valid GBK)
nor by its characters. Languages in Latin letters cannot be told from English by their letters, and are not.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.restoring.script import character_codes

SAMPLE_CHARS = 1 << 16
"""Half of a text's letters show in its first 65,536 characters."""

# Russian, Greek, Arabic, Hebrew, Thai, Hindi, Mongolian, Tibetan, Uyghur (Arabic): what neighbouring languages print
SCRIPTS = ("Cyrillic", "Greek", "Arabic", "Hebrew", "Thai", "Devanagari", "Mongolian", "Tibetan")
LETTER = make_pattern(
    r"(?P<Han>\p{Han})|(?P<Latin>\p{Latin})|(?P<Kana>[\p{Hiragana}\p{Katakana}])|"
    + "|".join(rf"(?P<{name}>\p{{{name}}})" for name in (*SCRIPTS, "Hangul"))
)

BLOCKS = (("Latin", slice(0x41, 0x5B)), ("Latin", slice(0x61, 0x7B)), ("Han", slice(0x4E00, 0xA000)))
"""Most letters of a bulletin, by their code points: these are not looked at one by one."""

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
    n_of_codes = np.bincount(character_codes(text[:SAMPLE_CHARS]))
    counts: Counter[str] = Counter()
    for script, block in BLOCKS:
        counts[script] += int(n_of_codes[block].sum())
        n_of_codes[block] = 0
    codes = np.flatnonzero(n_of_codes)
    for code, count in zip(codes.tolist(), n_of_codes[codes].tolist(), strict=True):
        counts[_script(code)] += count
    han, kana = counts["Han"], counts["Kana"]
    japanese = kana if kana > KANA_SHARE * (kana + han) else 0
    weights = {name: counts[name] / LETTERS_FOR_ONE for name in SCRIPTS}
    weights |= {"Hangul": float(counts["Hangul"]), "Kana": float(japanese + (han if japanese else 0))}
    usual = counts["Latin"] / LETTERS_FOR_ONE + (0 if japanese else han)
    name, weight = max(weights.items(), key=lambda one: one[1])
    return name if counts[name] >= LEAST and weight > usual else None


@cache
def _script(code: int) -> str:
    """The name of the script of the character with this code; empty for all that is no letter, and for others."""
    match = LETTER.match(chr(code))
    return match.lastgroup or "" if match else ""
