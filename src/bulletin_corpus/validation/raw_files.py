"""Whether the tables say what stands in the raw files: bulletin by bulletin, each file is read and segmented again.

What needs no rules of ours is checked in any case: the bytes, the number of characters, that articles and remainders
hold every character, that remainders and ids are made of the raw text. That headlines, bodies, sentences and names are
the restored text at their offsets is checked with the rules of this program; a corpus made by others is not asked.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bulletin_corpus.corrections import NO_CORRECTIONS, read_corrections
from bulletin_corpus.records import CORRECTED, article_id, first_id
from bulletin_corpus.reviewing import Review, judged_articles
from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.segment import segment
from bulletin_corpus.storage.raw import SetAside, find, printable, read
from bulletin_corpus.validation.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.documents import ArticleText, RawBulletin
    from bulletin_corpus.offsets import MappedText
    from bulletin_corpus.storage.engine import Engine
    from bulletin_corpus.validation.findings import Tables

    Row = dict[str, Any]

SHOWN_CHARS = 30

# As for building: starting workers costs as much as reading so many bulletins.
FEW_BULLETINS = 20


class Words(NamedTuple):
    """Words that a row says stand at an offset of an article."""

    table: str
    id: str
    article_id: str
    text: str
    char_start: int
    char_end: int


@dataclass(slots=True)
class Claims:
    """What the tables say of one bulletin."""

    bulletin: Row
    path: Path | None
    articles: list[Row] = field(default_factory=list)
    sentences: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    remainders: list[Row] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


def check_raw_files(tables: Tables, raw: Path, out: Path, engine: Engine, *, same_program: bool) -> Iterator[Finding]:
    """What the tables say of each bulletin and its file does not, in the order of the bulletins."""
    corrections, _ = read_corrections(raw).without_contradictions()
    check = partial(check_bulletin, root=raw, corrections=corrections, same_program=same_program)
    every = claims(tables, raw, out)
    for found in engine.run(check, every, here=len(every) < FEW_BULLETINS):
        yield from found


def claims(tables: Tables, raw: Path, out: Path) -> list[Claims]:
    """What the tables say, bulletin by bulletin, each with its file; None where that is gone."""
    files = {printable(path.relative_to(raw).as_posix()): path for path in find(raw, out).bulletins}
    rows = tables.tables["bulletins"].to_pylist()
    every = [Claims(row, files.get(row["path"])) for row in rows]
    of_bulletin = {one.bulletin["bulletin_id"]: one for one in every if one.bulletin["status"] == "built"}
    of_article: dict[str, Claims] = {}
    for row in tables.tables["articles"].to_pylist():
        home = of_bulletin.get(row["bulletin_id"])
        if home is not None:
            home.articles.append(row)
            of_article[row["article_id"]] = home
    for row in tables.tables["sentences"].to_pylist():
        if row["article_id"] in of_article:
            of_article[row["article_id"]].sentences[row["article_id"]].append(row)
    for row in tables.tables["remainders"].to_pylist():
        if row["bulletin_id"] in of_bulletin:
            of_bulletin[row["bulletin_id"]].remainders.append(row)
    for words in _words(tables):
        if words.article_id in of_article:
            of_article[words.article_id].words.append(words)
    return every


def _words(tables: Tables) -> Iterator[Words]:
    for row in tables.tables["mentions"].to_pylist():
        yield Words("mentions", row["mention_id"], row["article_id"], row["name"], row["char_start"], row["char_end"])
    for table, key in (("meetings", "meeting_id"), ("workshops", "workshop_id")):
        for row in tables.tables[table].select([key, "evidence"]).to_pylist():
            for one in (one for one in row["evidence"] if not one["rule"].startswith(CORRECTED)):
                yield Words(table, row[key], one["article_id"], one["text"], one["char_start"], one["char_end"])


def check_bulletin(
    said: Claims, root: Path, corrections: Corrections = NO_CORRECTIONS, *, same_program: bool
) -> list[Finding]:
    """What is said of one bulletin and its file, with these corrections, does not give."""
    row = said.bulletin
    if said.path is None:
        return [_of("bulletins", row["bulletin_id"], "raw.gone", f"there is no file {row['path']}")]
    if row["status"] != "built":
        return _set_aside(said.path, row)
    raw = read(said.path, root, encoding=row["encoding"], max_bytes=said.path.stat().st_size)
    if raw.sha256 != row["sha256"]:
        return [
            _of("bulletins", row["bulletin_id"], "raw.bytes", f"{row['path']} holds other bytes than when it was built")
        ]
    if isinstance(raw, SetAside):
        return [_of("bulletins", row["bulletin_id"], "raw.unreadable", f"{row['path']}: {raw.reason}")]
    if len(raw.text) != row["n_chars"]:
        what = f"n_chars is {row['n_chars']}, the file holds {len(raw.text)}"
        return [_of("bulletins", row["bulletin_id"], "raw.length", what)]
    found = [*_coverage(said, raw.text), *_raw_texts(said, raw.text)]
    return found + list(_restored(said, raw, corrections)) if same_program else found


def _set_aside(path: Path, row: Row) -> list[Finding]:
    """A file that is set aside is only asked for its bytes."""
    if row["sha256"] is None:
        return []
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() == row["sha256"]:
            return []
    return [_of("bulletins", row["bulletin_id"], "raw.bytes", f"{row['path']} holds other bytes than when it was read")]


def _coverage(said: Claims, text: str) -> Iterator[Finding]:
    """Characters other than white space that no article and no remainder holds."""
    held = np.zeros(len(text), dtype=bool)
    for span in (*(span for article in said.articles for span in article["spans"]), *said.remainders):
        held[max(0, span["char_start"]) : max(0, span["char_end"])] = True
    lost = [int(place) for place in np.flatnonzero(~held) if not text[place].isspace()]
    if lost:
        what = f"no article and no remainder holds {len(lost)} of its characters, the first at {lost[0]}"
        yield _of("bulletins", said.bulletin["bulletin_id"], "raw.lost", f"{what}: {_shown(text[lost[0] :])}")


def _raw_texts(said: Claims, text: str) -> Iterator[Finding]:
    """Remainders that are not what stands at their offsets, and articles whose id another text gives."""
    for rest in said.remainders:
        if rest["text"] != text[rest["char_start"] : rest["char_end"]]:
            key = f"{rest['bulletin_id']} {rest['char_start']}"
            yield _of("remainders", key, "raw.remainder", f"its text is not that of {said.bulletin['path']}")
    for row in said.articles:
        own = "".join(text[span["char_start"] : span["char_end"]] for span in row["spans"])
        if first_id(row["article_id"]) != article_id(row["lang"], own):
            what = "its id is not that of the raw text of its spans"
            yield _of("articles", row["article_id"], "raw.article-id", what)


def _restored(said: Claims, raw: RawBulletin, corrections: Corrections) -> Iterator[Finding]:
    """Articles, sentences and words that are not the restored text of the file."""
    segmented, _ = judged_articles(raw.text, Review(corrections), partial(segment, clean(raw.text), raw.text))
    given = {article.position: article for article in segmented.articles}
    texts: dict[str, ArticleText] = {}
    for row in said.articles:
        article = given.get(row["position"])
        if article is None or first_id(article.article_id) != first_id(row["article_id"]):
            yield _of("articles", row["article_id"], "restored.article", "reading the file again gives another article")
            continue
        texts[row["article_id"]] = article
        for name, wanted in _columns(article).items():
            if row[name] != wanted:
                what = f"{name} is {_shown(row[name])}, reading the file again gives {_shown(wanted)}"
                yield _of("articles", row["article_id"], "restored.column", what)
        yield from _sentences(said.sentences.get(row["article_id"], []), article)
    if len(said.articles) < len(segmented.articles):
        what = f"reading the file again gives {len(segmented.articles)} articles, not {len(said.articles)}"
        yield _of("bulletins", said.bulletin["bulletin_id"], "restored.article", what)
    for words in said.words:
        if words.article_id in texts and not _stand(words, texts[words.article_id]):
            what = f"{_shown(words.text)} does not stand at {words.char_start} to {words.char_end} of the restored text"
            yield _of(words.table, words.id, "restored.words", what)


def _columns(article: ArticleText) -> dict[str, object]:
    """What the row of this article must hold."""
    body = article.body
    return {
        "headline": article.headline.text if article.headline else None,
        "subheadline": article.subheadline.text if article.subheadline else None,
        "dateline": article.dateline.text if article.dateline else None,
        "body": body.text,
        "body_hant": body.printed if article.lang == "zh" and body.printed != body.text else None,
        "credits": [credit.model_dump() for credit in article.credits],
        "spans": [span.model_dump() for span in article.spans],
        "line_start": article.line_start,
        "line_end": article.line_end,
    }


def _sentences(rows: Sequence[Row], article: ArticleText) -> Iterator[Finding]:
    for row in rows:
        key = f"{row['article_id']} {row['position']}"
        if not 0 <= row["position"] < len(article.sentences):
            yield _of("sentences", key, "restored.sentence", "reading the file again gives fewer sentences")
            continue
        start, end = article.sentences[row["position"]]
        wanted = article.body.text[start:end]
        if row["text"] != wanted:
            what = f"text is {_shown(row['text'])}, reading the file again gives {_shown(wanted)}"
            yield _of("sentences", key, "restored.sentence", what)
        elif (row["char_start"], row["char_end"]) != article.body.raw_span(start, end):
            first, last = article.body.raw_span(start, end)
            what = f"stands at {row['char_start']} to {row['char_end']}, reading the file again gives {first} to {last}"
            yield _of("sentences", key, "restored.offsets", what)


def _stand(words: Words, article: ArticleText) -> bool:
    """Whether the words are in the restored text between their offsets."""
    parts = (article.headline, article.subheadline, article.dateline, article.body)
    return any(words.text in _between(part, words.char_start, words.char_end) for part in parts if part is not None)


def _between(part: MappedText, char_start: int, char_end: int) -> str:
    """The restored characters that come from within these raw offsets."""
    first = int(np.searchsorted(part.starts, char_start, side="left"))
    return part.text[first : int(np.searchsorted(part.ends, char_end, side="right"))]


def _shown(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + "…")


def _of(table: str, key: str, check: str, what: str) -> Finding:
    return Finding(table=table, id=key, check=check, what=what)
