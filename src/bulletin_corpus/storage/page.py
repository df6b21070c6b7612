"""The text of a saved web page, line by line as a browser breaks it; for the extra `html`.

selectolax parses it: the parser of a browser (Lexbor), which takes any broken page. Extractors that look for the main
text (trafilatura, readability) were not taken: a bulletin is several articles, and what they drop would be lost in
silence. What surrounds the articles stays, and `segment` recognises it as furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

UNSEEN = ("script", "style", "noscript", "template", "iframe", "svg", "select", "head")

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "html", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody",
        "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip

_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" ?\n[ \n]*")


# <div class="a > b" · </div · <a href=' : up to the end of the tag, of the page where it has none; not < 5, <!--
_TAG = re.compile(
    r"""
      <(?P<closing>/?) (?P<name>[A-Za-z][^\s/>]{0,20}+)
      (?P<attributes> (?: [^>"']++ | "[^"]*+" | '[^']*+' | ["'] )*+ )
    """,
    re.VERBOSE,
)
_QUOTED = re.compile(r""" "[^"]*+" | '[^']*+' """, re.VERBOSE)
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+")

# tags that hold nothing, or that the next one of their kind ends: <p>…<p>… is not nested
UNNESTED = frozenset(
    (
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
        "param", "path", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    )
)  # fmt: skip

# The parser compares each tag with those that are open, and each attribute of a tag with the others: 0.2 s for 5,000,
# hours for the millions that 16 MiB can hold. Saved pages of news sites nest some dozens deep.
MOST_OPEN = 5_000
MOST_ATTRIBUTES = 5_000


class MissingExtraError(Exception):
    """The library that takes text out of web pages is not installed."""


class HostilePageError(Exception):
    """The page would take the parser hours; the message says why."""


def page_text(html: str) -> str:
    """The text of the page, a line for each block, with a last line end; scripts, styles and empty lines left out.

    Raises:
        MissingExtraError: without the extra `html`.
        HostilePageError: if tags are nested too deep, or one has too many attributes.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingExtraError from error
    _refuse_hostile(html)
    tree = LexborHTMLParser(html)
    tree.strip_tags(list(UNSEEN))
    parts: list[str] = []
    if tree.body is not None:
        _collect(tree.body, parts)
    text = _AROUND_BREAK.sub("\n", "".join(parts)).strip(" \n")
    return text + "\n" if text else ""


def _refuse_hostile(html: str) -> None:
    """Nothing, unless the page would take the parser longer than its length tells; time grows with its length.

    Raises:
        HostilePageError: if it would.
    """
    open_tags: Counter[str] = Counter()
    n_open = 0
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        if len(tag["attributes"]) > MOST_ATTRIBUTES:
            attributes = _BETWEEN_ATTRIBUTES.split(_QUOTED.sub(" ", tag["attributes"]))
            if len(attributes) > MOST_ATTRIBUTES:
                raise HostilePageError(f"a web page with a tag of more than {MOST_ATTRIBUTES:,} attributes")
        if name in UNNESTED:
            continue
        if not tag["closing"]:
            open_tags[name] += 1
            n_open += 1
        elif open_tags[name]:
            open_tags[name] -= 1
            n_open -= 1
        if n_open > MOST_OPEN:
            raise HostilePageError(f"a web page with more than {MOST_OPEN:,} tags open at once")


def _collect(root: LexborNode, parts: list[str]) -> None:
    """Adds the texts below `root` to `parts`, with a line end where a block or a break stands; without recursion."""
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "-text":
            parts.append(_SPACES.sub(" ", node.text_content or ""))
        elif node.tag == "br":
            parts.append("\n")
        else:
            ends = node.tag in BLOCKS
            if ends:
                parts.append("\n")
                stack.append("\n")
            stack.extend(reversed(list(node.iter(include_text=True))))
