"""The text of a saved web page, line by line as a browser breaks it; for the extra `html`.

selectolax parses it: the parser of a browser (Lexbor), which takes any broken page. Extractors that look for the main
text (trafilatura, readability) were not taken: a bulletin is several articles, and what they drop would be lost in
silence. What surrounds the articles stays, and `segment` recognises it as furniture.
"""

from __future__ import annotations

import re
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


class MissingExtraError(Exception):
    """The library that takes text out of web pages is not installed."""


def page_text(html: str) -> str:
    """The text of the page, a line for each block, with a last line end; scripts, styles and empty lines left out.

    Raises:
        MissingExtraError: without the extra `html`.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingExtraError from error
    tree = LexborHTMLParser(html)
    tree.strip_tags(list(UNSEEN))
    parts: list[str] = []
    if tree.body is not None:
        _collect(tree.body, parts)
    text = _AROUND_BREAK.sub("\n", "".join(parts)).strip(" \n")
    return text + "\n" if text else ""


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
