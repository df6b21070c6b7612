"""The report: one self-contained page on a corpus, `bulletin-corpus report`.

    gathered   records by item, official and bulletin        doubts   what to look at first, and how to correct it
    marks      evidence found in the sentences               plots    Vega-Lite drawn to SVG
    blocks     the data that the page's script reads         page/    template, style and script

Nothing in the page comes from the network: style and script stand in it and are allowed by their hashes alone. Texts
are escaped by the template, or put into the page by the script as text, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
from calendar import month_name
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from bulletin_corpus import __version__
from bulletin_corpus.errors import UserError
from bulletin_corpus.storage.raw import SetAside, read
from bulletin_corpus.views.files import whole_files
from bulletin_corpus.views.report.blocks import json_block, list_blocks, text_blocks
from bulletin_corpus.views.report.doubts import KINDS, find_doubts
from bulletin_corpus.views.report.drawing import missing_extra
from bulletin_corpus.views.report.gathered import event_kind, gather
from bulletin_corpus.views.report.plots import draw_plots
from bulletin_corpus.views.report.visible import visible
from bulletin_corpus.views.terminal import counted, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from jinja2 import Environment

    from bulletin_corpus.records import Bulletin
    from bulletin_corpus.storage.corpus import Corpus
    from bulletin_corpus.views.report.doubts import Doubt
    from bulletin_corpus.views.report.gathered import Gathered

STYLES = ("base.css", "reader.css", "print.css")
SCRIPTS = ("data.js", "elements.js", "bounds.js", "reader.js", "lists.js", "met.js", "review.js", "main.js")


class Report(BaseModel):
    """What was written; `--json` prints it."""

    model_config = ConfigDict(frozen=True)

    path: str = Field(description="The page.")
    n_bytes: int = Field(description="Size of the page.")
    items: int = Field(description="Pairs and single articles in it.")
    doubts: int = Field(description="Things to look at.")
    raw: str | None = Field(description="Folder of the raw bulletins; null: the page shows restored text only.")
    without_raw: list[str] = Field(description="Bulletins whose raw file is gone or has changed since the build.")


def write_report(corpus: Corpus, out: Path, raw: Path | None = None) -> Report:
    """What was written to `out`: the page on the corpus.

    Args:
        corpus: a loaded corpus.
        out: file to write; replaced if it exists.
        raw: folder of the raw bulletins, whose text the page then shows; None: restored text only.

    Raises:
        UserError: without the extra `report`, or if `raw` is no folder, or `out` cannot be written.
    """
    environment = _environment()
    if raw is not None and not raw.is_dir():
        raise UserError(f"There is no folder {raw}.", "Name the folder of the raw bulletins, or leave --raw out.")
    if not out.parent.is_dir():
        raise UserError(f"{out} cannot be written: there is no such folder.", "Choose another file with --out.")
    gathered = gather(corpus)
    doubts = find_doubts(gathered)
    raw_texts = {} if raw is None else _raw_texts(gathered.bulletins, raw)
    style, script = _joined(STYLES), _joined(SCRIPTS)
    page = environment.get_template("page.html").stream(
        build_id=corpus.build_id,
        version=__version__,
        style=style,
        script=script,
        style_hash=_csp_hash(style),
        script_hash=_csp_hash(script),
        counts=_counts(gathered, doubts),
        doubt_kinds=[
            (kind, title, n) for kind, title in KINDS.items() if (n := sum(one.kind == kind for one in doubts))
        ],
        plots=draw_plots(gathered),
        blocks=_all_blocks(gathered, doubts, raw_texts, has_raw=raw is not None),
    )
    with whole_files([out]) as (file,):
        file.writelines(page)
    built = [bulletin for bulletin in gathered.bulletins if bulletin.status == "built"]
    missing = [visible(one.path) for one in built if raw is not None and one.bulletin_id not in raw_texts]
    return Report(
        path=str(out),
        n_bytes=out.stat().st_size,
        items=len(gathered.items),
        doubts=len(doubts),
        raw=None if raw is None else str(raw),
        without_raw=missing,
    )


def render_report(report: Report) -> str:
    """What was written, in words."""
    size = f"{report.n_bytes / 1e6:.1f} MB"
    lines = [
        f"{harmless(report.path)}  ({size}): {counted(report.items, 'item')} to read, "
        f"{counted(report.doubts, 'thing')} to look at"
    ]
    if report.raw is None:
        lines.append("Without raw texts: name their folder with --raw.")
    if report.without_raw:
        named = ", ".join(report.without_raw[:5]) + (" ..." if len(report.without_raw) > 5 else "")
        lines.append(
            f"Without the raw texts of {counted(len(report.without_raw), 'bulletin')}, gone or changed since: {named}"
        )
    return "\n".join(lines)


def _environment() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise missing_extra() from error
    loader = PackageLoader("bulletin_corpus.views.report", "page")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["visible"] = visible
    environment.filters["thousands"] = "{:,}".format
    return environment


def _joined(names: Sequence[str]) -> str:
    folder = files("bulletin_corpus.views.report") / "page"
    return "".join((folder / name).read_text("utf-8") for name in names)


def _csp_hash(text: str) -> str:
    """The text's hash as a Content-Security-Policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _all_blocks(
    gathered: Gathered, doubts: Sequence[Doubt], raw_texts: dict[str, str], *, has_raw: bool
) -> Iterator[tuple[str, str]]:
    """The name and the JSON of every data block, one after another."""
    for name, value in list_blocks(gathered, doubts, has_raw=has_raw).items():
        yield name, json_block(value)
    for name, value in text_blocks(gathered):
        yield name, json_block(value)
    for at, bulletin in enumerate(gathered.bulletins):
        if bulletin.bulletin_id in raw_texts:
            yield f"raw-{at}", json_block(visible(raw_texts[bulletin.bulletin_id]))


def _raw_texts(bulletins: Sequence[Bulletin], raw: Path) -> dict[str, str]:
    """The raw text of each built bulletin whose file still has the bytes that were built, by bulletin id."""
    found = {}
    for bulletin in bulletins:
        if bulletin.status != "built":
            continue
        text = read(raw / bulletin.path, raw, encoding=bulletin.encoding)
        if not isinstance(text, SetAside) and text.sha256 == bulletin.sha256:
            found[bulletin.bulletin_id] = text.text
    return found


def _month(month: str) -> str:
    """2021-09 as a reader says it."""
    return f"{month_name[int(month[5:])]}\N{NO-BREAK SPACE}{month[:4]}"


def _counts(gathered: Gathered, doubts: Sequence[Doubt]) -> dict[str, object]:
    """The figures of the page's first lines."""
    built = [bulletin for bulletin in gathered.bulletins if bulletin.status == "built"]
    months = sorted(bulletin.issue_date for bulletin in built if bulletin.issue_date is not None)
    articles = [article for item in gathered.items for article in item.articles]
    pairs = [item for item in gathered.items if item.pair is not None]
    sentences = sum(len(found) for found in gathered.sentences.values())
    linked = sum(len(link.zh_positions) + len(link.en_positions) for item in pairs for link in item.links)
    events = Counter(event_kind(event) for event in gathered.events if event.status == "reported")
    chars = sum(bulletin.n_chars for bulletin in built)
    covered = sum(bulletin.n_chars * (bulletin.coverage or 0) for bulletin in built)
    return {
        "bulletins": len(built),
        "set_aside": len(gathered.bulletins) - len(built),
        "months": " to ".join(dict.fromkeys(_month(month) for month in (months[0], months[-1]))) if months else None,
        "zh": sum(article.lang == "zh" for article in articles),
        "en": sum(article.lang == "en" for article in articles),
        "pairs": len(pairs),
        "unpaired": sum(item.pair is None and item.articles[0].duplicate_of is None for item in gathered.items),
        "repeated": sum(article.duplicate_of is not None for article in articles),
        "sentences": sentences,
        "links": sum(len(item.links) for item in pairs),
        "linked": linked / sentences if sentences else 0.0,
        "meetings": events["meeting"],
        "workshops": events["workshop"],
        "officials": len(gathered.officials),
        "coverage": covered / chars if chars else 1.0,
        "lowest_coverage": min((bulletin.coverage or 0.0 for bulletin in built), default=1.0),
        "repairs": sum(repair.count for bulletin in built for repair in bulletin.repairs),
        "doubts": len(doubts),
    }
