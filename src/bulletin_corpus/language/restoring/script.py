"""Traditional and simplified characters: which script a text is printed in, and the same text in simplified characters.

Two kinds of traditional text are met. A site that converts by table writes each character of a simplified text in one
fixed way (沖突, 關系, 愿), so character by character leads back. A text that was written in traditional characters
(衝突, 關係, 願) needs words as context (著名 but 看着). Text that is simplified already is never touched.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.kept_arrays import cache_file, kept_arrays
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex
    from numpy.typing import NDArray
    from opencc import OpenCC

# characters that a proper traditional text writes otherwise, so that they show a conversion by table:
# 愿(願)同, 关于→關于(於), 余(餘)名, 并(並)肩; 后, 里, 干, 准 and others serve both and show nothing
TABLE_SIGNS = frozenset("愿于余并冲采伙")
PROPER_SIGNS = frozenset("願於餘並衝採夥後裡裏幹準複繫係")

MIN_LINE_SIGNS = 3
"""A line of a simplified page is traditional if it has so many traditional characters, and more than simplified ones.
A name or a title quoted in traditional characters has fewer; a paragraph has dozens (31,800 characters of damaged pages
have 0.25 a character)."""


@cache
def _converter(name: str) -> OpenCC:
    from opencc import OpenCC  # loads its dictionaries, which most pages do not need

    return OpenCC(name)


FORMAT = 1
"""Raised whenever the tables of characters, or how they are made, change."""


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """What is known of each character of the basic plane: its two forms, and which script uses it alone."""

    simplified: NDArray[np.uint32]
    traditional: NDArray[np.uint32]
    only_traditional: NDArray[np.bool_]
    only_simplified: NDArray[np.bool_]


@cache
def _tables() -> _Tables:
    """The tables, from the user's cache: OpenCC needs a tenth of a second to load and to make them."""
    made_from = hashlib.sha256(repr(sorted(_variants().items())).encode()).hexdigest()[:8]
    path = cache_file(f"characters-{version('opencc')}-{FORMAT}-{made_from}.npz")
    held = kept_arrays(path, tuple(field.name for field in fields(_Tables)), _made_tables)
    return _Tables(**held)  # type: ignore[arg-type]  # of the types that they were written in


def _made_tables() -> dict[str, NDArray[np.generic]]:
    han = np.array([*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)], np.uint32)
    text = _text(han)
    simple, traditional = (
        np.array([ord(line[0]) for line in _converter(name).convert("\n".join(text)).split("\n")], np.uint32)
        for name in ("t2s", "s2t")
    )
    simplified, to_traditional = np.arange(0x10000, dtype=np.uint32), np.arange(0x10000, dtype=np.uint32)
    only_traditional, only_simplified = np.zeros(0x10000, dtype=np.bool_), np.zeros(0x10000, dtype=np.bool_)
    for variant, form in _variants().items():
        simple[han == variant] = form
    in_gb2312, in_big5 = (
        np.isin(han, character_codes(text.encode(codec, "ignore").decode(codec))) for codec in ("gb2312", "big5")
    )
    changed = (simple != han) & (simple < 0x10000)
    simplified[han[changed]] = simple[changed]
    to_traditional[han] = traditional
    only_traditional[han] = changed & ~in_gb2312
    only_simplified[han] = (traditional != han) & in_gb2312 & ~in_big5
    return {
        "simplified": simplified,
        "traditional": to_traditional,
        "only_traditional": only_traditional,
        "only_simplified": only_simplified,
    }


@cache
def _variants() -> dict[int, int]:
    """Traditional forms that OpenCC leaves as they are, or takes for others, with their simplified form."""
    return {ord(row["variant"]): ord(row["simplified"]) for row in lexicon("variant_characters")}


def character_codes(text: str) -> NDArray[np.uint32]:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def character_counts(text: str) -> dict[str, int]:
    """How often each character stands in the text."""
    if not text:
        return {}
    codes = np.sort(character_codes(text))
    ends = np.append(np.flatnonzero(codes[1:] != codes[:-1]) + 1, len(codes))
    return dict(zip(_text(codes[ends - 1]), np.diff(ends, prepend=0).tolist(), strict=True))


def _text(codes: NDArray[np.uint32]) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _basic(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return np.where(codes < 0x10000, codes, 0)


@cache
def simplified_character(ch: str) -> str:
    """The simplified form of one character, without context; the character itself where it has none."""
    return chr(int(_tables().simplified[ord(ch)])) if ord(ch) < 0x10000 else ch


def _traditional_character(ch: str) -> str:
    """The traditional form that a converting table prints for one character."""
    return chr(int(_tables().traditional[ord(ch)])) if ord(ch) < 0x10000 else ch


def is_traditional(ch: str) -> bool:
    """Whether the character has another form in simplified text (國, 著); 后 and 里, which serve both, have not."""
    return ch != simplified_character(ch) or ch == "著"


@cache
def is_only_simplified(ch: str) -> bool:
    """Whether the character never stands in traditional text (国, 务); 后 and 里 do."""
    return ord(ch) < 0x10000 and bool(_tables().only_simplified[ord(ch)])


@cache
def is_table_form(ch: str) -> bool:
    """Whether a converting table prints this character: the usual traditional form, or one alike in both scripts."""
    simple = simplified_character(ch)
    return ch == simple or _traditional_character(simple) == ch


def traditional_parts(text: str, lines: Sequence[tuple[int, int]]) -> list[bool]:
    """For each line `[start, end)` of a page, whether it is printed in traditional characters."""
    codes = _basic(character_codes(text))
    tables = _tables()
    marks = tables.only_traditional[codes]
    if not marks.any():
        return [False] * len(lines)
    traditional = np.concatenate(([0], np.cumsum(marks)))
    simplified = np.concatenate(([0], np.cumsum(tables.only_simplified[codes])))
    page = bool(traditional[-1] > simplified[-1])
    starts = np.array([start for start, _ in lines], dtype=np.int64)
    ends = np.array([end for _, end in lines], dtype=np.int64)
    n_traditional = traditional[ends] - traditional[starts]
    n_simplified = simplified[ends] - simplified[starts]
    if page:
        return [bool(is_so) for is_so in n_traditional >= n_simplified]
    return [bool(is_so) for is_so in (n_traditional >= MIN_LINE_SIGNS) & (n_traditional > n_simplified)]


def simplify(text: str) -> str:
    """A traditional text in simplified characters, of the same length.

    Text converted by table (it prints 愿 and 于 rather than 願 and 於) goes back character by character; in any other,
    words decide. 著 stays where the text prints 着 too, and 乾 in names.
    """
    if not text:
        return text
    by_table = _count(text, TABLE_SIGNS) > _count(text, PROPER_SIGNS)
    converted = simplified_characters(text) if by_table else _by_words(text)
    return _mend(text, converted, by_table=by_table)


def _count(text: str, characters: frozenset[str]) -> int:
    return sum(map(text.count, characters))


def simplified_characters(text: str) -> str:
    """The text with each character simplified by itself, without context."""
    codes = character_codes(text)
    converted = np.where(codes < 0x10000, _tables().simplified[_basic(codes)], codes)
    return _text(converted)


def _by_words(text: str) -> str:
    converted = _words_converted(text)
    if len(converted) == len(text):
        return converted
    parts = [(line, _words_converted(line)) for line in text.splitlines(keepends=True)]
    return "".join(new if len(new) == len(old) else simplified_characters(old) for old, new in parts)


def _words_converted(text: str) -> str:
    # variants first: tw2s takes 顎 (jaw) for 齶 (palate)
    converted = str(_converter("tw2s").convert(text.translate(_variants())))
    for pattern, simplified in _words_left():
        converted = pattern.sub(simplified, converted)
    return converted


@cache
def _words_left() -> list[tuple[re.Pattern[str], str]]:
    """Words that OpenCC leaves half traditional (座标), with their simplified form."""
    return [
        (
            re.compile(rf"{row['left']}(?![{row['not_before']}])" if row["not_before"] else row["left"]),
            row["simplified"],
        )
        for row in lexicon("converted_words")
    ]


# characters that simplified text uses too, so that a conversion by table leaves them as they were
SHARED = "乾徵於夥拚捱摺菸吒榘薹袷醣麴麽"


def _mend(text: str, converted: str, *, by_table: bool) -> str:
    """The conversion with its known errors undone: shared characters, 著 in 著名, and 乾 read qián."""
    kept = {ch for ch in SHARED if ch in text and by_table and _is_kept(text, ch)}
    if "著" in text:
        if "着" in text:
            kept.add("著")
        else:
            converted = _choose(text, converted, "著", _places("zhu_words", text), ("著", "着"))
    if "乾" in text and "乾" not in kept:
        converted = _choose(text, converted, "乾", _places("dry_words", text), ("干", "乾"))
    for ch in kept:
        converted = _choose(text, converted, ch, [], (ch, ch))
    return converted


def _choose(text: str, converted: str, ch: str, places: Sequence[int], forms: tuple[str, str]) -> str:
    """`converted` with the first of `forms` where `text` prints `ch` in one of `places`, with the second elsewhere."""
    codes = character_codes(text)
    out = character_codes(converted).copy()
    printed = codes == ord(ch)
    out[printed] = ord(forms[1])
    chosen = np.zeros(len(codes), dtype=np.bool_)
    chosen[places] = True
    out[printed & chosen] = ord(forms[0])
    return _text(out)


def _is_kept(text: str, ch: str) -> bool:
    """Whether no converting table made `ch`: tables make another character, or its source stands in the text."""
    source = simplified_character(ch)
    return source in text or _traditional_character(source) != ch


@cache
def _words(name: str) -> regex.Pattern[str]:
    words = sorted((row["word"] for row in lexicon(name)), key=len, reverse=True)
    return make_pattern("|".join(words))


def _places(name: str, text: str) -> list[int]:
    """The offsets in `text` that words of the lexicon `name` hold."""
    found = _words(name).finditer(text, overlapped=True)
    return [at for match in found for at in range(match.start(), match.end())]
