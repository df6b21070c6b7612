"""Restored bulletins for tests: the raw text line by line, nothing to restore."""

from __future__ import annotations

import re

from bulletin_corpus.documents import CleanLine, CleanText
from bulletin_corpus.offsets import MappedText

LINE = re.compile(r"([^\n\r\u2028]*)(\r\n|\n|\r|\u2028|\Z)")


def plain_lines(raw: str) -> CleanText:
    """`raw` as a restored bulletin in which every character stands for itself."""
    lines: list[CleanLine] = []
    for match in LINE.finditer(raw):
        if match.start() == len(raw) and lines:
            break
        text = MappedText.from_raw(match[1], match.start(1))
        lines.append(CleanLine(len(lines) + 1, text, match.start(1), match.end(1)))
    return CleanText(tuple(lines), (), ())
