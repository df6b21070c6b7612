"""Text from bulletins as it may stand in the page: characters that cannot be seen, or turn the direction, are shown.

Every character stays one character, so that offsets hold: a control character becomes its picture, one that changes
the direction of writing or has no width becomes U+FFFD.
"""

from __future__ import annotations

import unicodedata

HIDDEN = "\N{REPLACEMENT CHARACTER}"

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"} | {
    0x7F: "\N{SYMBOL FOR DELETE}"
}
_UNSEEN = {
    code: HIDDEN
    for code in (*range(0x80, 0x3000), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080))
    if unicodedata.category(chr(code)) in ("Cc", "Cf")
}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), HIDDEN)
_TABLE = _UNSEEN | _SURROGATES | _PICTURES


def visible(text: str) -> str:
    """The text, nothing in it hidden; as many characters as before."""
    return text if text.isprintable() else text.translate(_TABLE)
