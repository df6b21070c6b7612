"""Whether a text stands inside a quotation where a sentence ends: speech often goes on over several sentences.

Input are the sentences of one text in order, output a flag for each of them. Two texts that say the same are inside a
quotation at the same places, whatever words they are made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK = make_pattern("[“”‘’「」『』\"']")
# 'I know,' said Trinket / the players' hats / (“Good.”)   what a mark belongs to; ' may be written as ’
PAIRS = {"“": "“", "”": "“", "‘": "‘", "’": "‘", "「": "「", "」": "「", "『": "『", "』": "『"}
OPENS = "“‘「『"
BEFORE_OPENING = "([—–-\"'“‘「『"
LONGEST_SPEECH = 60  # sentences behind which a quotation that is never closed is given up


def inside_quotation(sentences: Sequence[str]) -> list[bool]:
    """For each sentence whether a quotation that began in it, or before it, is still open behind it.

    Quotations inside a quotation, apostrophes and genitives (`don't`, `players'`) count nothing; a quotation that is
    opened again, as in each paragraph of a long speech, is the same one.
    """
    found: list[bool] = []
    open_mark, since = "", 0
    for number, sentence in enumerate(sentences):
        for match in MARK.finditer(sentence):
            mark = match.group()
            before, behind = sentence[match.start() - 1 : match.start()] or " ", sentence[match.end() : match.end() + 1]
            if mark in "'’" and before.isalnum() and behind.isalnum():
                continue
            opens = mark in OPENS
            if mark in "\"'":
                opens = (before.isspace() or before in BEFORE_OPENING) and not (behind or " ").isspace()
            kind = PAIRS.get(mark, mark)
            if opens and not open_mark:
                open_mark, since = kind, number
            elif not opens and kind == open_mark:
                open_mark = ""
            elif opens and kind == open_mark:
                since = number
        if number - since >= LONGEST_SPEECH:
            open_mark = ""
        found.append(bool(open_mark))
    return found
