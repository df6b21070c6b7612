"""Damages clean Chinese text as converting sites do: table conversion, readings injected into bytes, loose decoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opencc import OpenCC

if TYPE_CHECKING:
    from collections.abc import Mapping

TO_TRADITIONAL = OpenCC("s2t")
ALIKE = frozenset("愿后里干制采系并于台准冲着只松丑斗谷姜卷困面云致乾余伙")


class Damaged(NamedTuple):
    """The text as a site would print it, and the same text converted and otherwise whole."""

    text: str
    whole: str


def converted(text: str) -> str:
    """The text in traditional characters, one by one, as a table does it."""
    return "".join(ch if ch in ALIKE else TO_TRADITIONAL.convert(ch) for ch in text)


def annotated(text: str, table: Mapping[str, str]) -> str:
    """The converted text with the reading behind every character of the table."""
    return "".join(f"{ch}({table[ch]})" if ch in table else ch for ch in converted(text))


def torn(text: str, table: Mapping[str, str], *, lose_byte: bool = False) -> Damaged:
    """The text with readings injected into its bytes, key after key, and decoded loosely.

    Args:
        text: simplified, clean.
        table: reading of each traditional character that is annotated.
        lose_byte: whether the first byte of each 。” is lost.
    """
    whole = converted(text)
    data = whole.encode("gb18030")
    for key in sorted(table, key=lambda ch: ch.encode("gbk")):
        data = data.replace(key.encode("gbk"), key.encode("gbk") + f"({table[key]})".encode("gbk"))
    return Damaged(loosely_decoded(data, lose_byte=lose_byte), whole)


def loosely_decoded(data: bytes, *, lose_byte: bool = False) -> str:
    """A lone lead byte becomes `?` and swallows the character behind it; pairs of the user area vanish."""
    out, at = [], 0
    while at < len(data):
        lead = data[at]
        if lead < 0x80:
            out.append(chr(lead))
            at += 1
        elif lose_byte and data[at : at + 4] == "。”".encode("gbk"):
            out.append("?")
            at += 1
        elif at + 1 == len(data) or data[at + 1] < 0x40:
            out.append("?")
            at += 2
        else:
            ch = data[at : at + 2].decode("gbk", "replace")
            user_area = 0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE
            out.append(("" if user_area else "?") if "\ufffd" in ch else ch)
            at += 2
    return "".join(out)
