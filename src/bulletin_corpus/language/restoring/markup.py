"""What is no text in a scraped page: control characters, HTML entities and tags, question marks for an indent."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bulletin_corpus.offsets import Edits

if TYPE_CHECKING:
    from collections.abc import Iterator

# zero-width and bidirectional controls, soft hyphens, byte order marks inside the text, ASCII controls; C1 controls,
# which are characters of Windows-1252 that were read as Latin-1 (China\x92s); no-break spaces
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0]+"
)
_OF_ONE_KIND = re.compile(
    "(?P<no_break>\xa0+)|(?P<windows>[\x80-\x9f]+)|" + _INVISIBLE.pattern.replace("\x7f-\xa0", "\x7f")
)

# &nbsp; · &#12288; · &amp;lt; (escaped twice)
_ENTITY = re.compile(r"&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# <p> · <br/> · </span> · <a href="…"> · <!-- … -->, also over line ends; not a < b, <Heading in brackets>
_TAG = re.compile(
    r"""
      </?(?=[A-Za-z])
      (?:a|abbr|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|figcaption|figure|font|form|h[1-6]|head|hr|html
        |i|iframe|img|input|label|li|link|meta|nav|o:p|ol|option|p|pre|s|script|section|select|small|source|span|strike
        |strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul|video)
      (?:[^\S\n][^<>\n]{0,400} | \s[^<>]{0,400}["'\n] | \n)?/?>
    | <!--[^<>]{0,400}-->
    """,
    re.VERBOSE | re.IGNORECASE,
)

# ??公安部: an indent of two characters that the site could not encode
_INDENT = re.compile(r"^([ \t\u3000]*\?{2,4})(?=[\u4e00-\u9fff“《0-9])", re.MULTILINE)

_LINE_ENDS = frozenset("\n\r\u2028")


def controls(page: str) -> Edits | None:
    """Invisible characters to take out, C1 controls to read as Windows-1252, no-break spaces to make plain."""
    first = _INVISIBLE.search(page)
    if first is None:
        return None
    starts, ends, kinds = zip(
        *((*match.span(), match.lastgroup) for match in _OF_ONE_KIND.finditer(page, first.start())), strict=True
    )
    texts = [
        "" if kind is None else _visible(page[start:end], kind)
        for start, end, kind in zip(starts, ends, kinds, strict=True)
    ]
    return Edits(starts, ends, texts, [_CONTROL_RULES[kind] for kind in kinds])


_CONTROL_RULES = {None: "control.zero-width", "no_break": "space.no-break", "windows": "control.windows-1252"}


def _visible(run: str, kind: str) -> str:
    """What stands for a run of no-break spaces or of C1 controls."""
    return " " * len(run) if kind == "no_break" else run.encode("latin-1").decode("cp1252", "ignore")


def entities(page: str) -> Edits | None:
    """HTML entities to replace by their characters; one that is a line end becomes a space."""
    if "&" not in page:
        return None
    edits = []
    for match in _ENTITY.finditer(page):
        ch = _character(match[1])
        if ch is not None:
            edits.append((match.start(), match.end(), ch, "entity.html"))
        elif match.start(1) > match.start() + 1:  # &amp;Chinas; is & and no entity
            edits.append((match.start(), match.start(1), "&", "entity.html"))
    return Edits.of(edits)


@lru_cache(maxsize=1024)
def _character(entity: str) -> str | None:
    """What the entity of this name or number stands for; None if there is none."""
    ch = html.unescape(f"&{entity};")
    if ch == f"&{entity};":
        return None
    return " " if set(ch) & _LINE_ENDS or ch == "\xa0" else ch


def tags(page: str) -> Edits | None:
    """HTML tags and comments to take out; one that goes over line ends leaves these where they are."""
    if "<" not in page:
        return None
    spans = [match.span() for match in _TAG.finditer(page)]
    return Edits.alike([part for span in spans for part in _without_line_ends(page, *span)], "", "tag.html")


def _without_line_ends(page: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`[start, end)` of the parts of a tag between its line ends."""
    while (line_end := page.find("\n", start, end)) >= 0:
        if start < line_end:
            yield start, line_end
        start = line_end + 1
    if start < end:
        yield start, end


def indents(page: str) -> Edits | None:
    """Question marks at the start of a Chinese line that stand for its indent."""
    if "??" not in page:
        return None
    return Edits.alike([match.span(1) for match in _INDENT.finditer(page)], "", "indent.question-marks")
