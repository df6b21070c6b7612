"""Corpora for the tests of the report: some invented bulletins, the same with hostile texts, and many times over."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import bulletin_corpus as bc
from bulletin_corpus.records import TABLES, Article, Official, Record
from bulletin_corpus.schema import to_arrow
from bulletin_corpus.storage.corpus import load_corpus, locked, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from bulletin_corpus.storage.corpus import Corpus

ROOT = Path(__file__).parent.parent
HOSTILE = "<script>alert(1)</script>\"'`</script><img src=x onerror=alert(2)>{{7*7}}&amp;\u202e倒\u2066\x1b[31m\x07"

# "a-0123456789abcdef" in the JSON of a record: the letter, four digits, and the rest with a repeat's suffix
IDS = re.compile(r'"([abpmwon]-)[0-9a-f]{4}([0-9a-f]{12}(?:-\d+)?")')


def some_bulletins(folder: Path) -> tuple[Corpus, Path]:
    """A corpus of eight invented bulletins and the seed, a broken file beside them, and its raw folder."""
    raw = folder / "raw"
    raw.mkdir(parents=True)
    chosen = sorted((ROOT / "examples" / "bulletins").glob("*.txt"))[:8] + list((ROOT / "data" / "raw").glob("*.txt"))
    for path in chosen:
        shutil.copy(path, raw / path.name)
    (raw / "broken.txt").write_bytes(b"\0\1\2")
    bc.build(raw, folder / "parallel", workers=1)
    return load_corpus(folder / "parallel"), raw


def published(rows: dict[str, list[Record]], out: Path) -> Corpus:
    """The rows as a corpus in `out`."""
    with locked(out):
        publish([(name, to_arrow(name, rows[name])) for name in TABLES], out, "build", "0.0")
    return load_corpus(out)


def changed(corpus: Corpus, out: Path, change: Callable[[Record], Record]) -> Corpus:
    """The corpus with each record changed, in `out`."""
    return published({name: [change(record) for record in table] for name, table in corpus.tables.items()}, out)


def hostile(record: Record) -> Record:
    """The record with hostile words as headline and as name of a person."""
    if isinstance(record, Article):
        return record.model_copy(update={"headline": HOSTILE, "subheadline": HOSTILE, "dateline": HOSTILE})
    if isinstance(record, Official):
        return record.model_copy(update={"name_en": HOSTILE, "aliases_en": [HOSTILE]})
    return record


def multiplied(corpus: Corpus, copies: int, out: Path) -> Corpus:
    """The corpus so many times over, each copy with ids and paths of its own."""
    rows: dict[str, list[Record]] = {}
    for name, table in corpus.tables.items():
        texts = [record.model_dump_json() for record in table]
        rows[name] = [
            TABLES[name].model_validate_json(
                IDS.sub(rf'"\g<1>{copy:04x}\2', text).replace('"path":"', f'"path":"{copy:03}/')
            )
            for copy in range(copies)
            for text in texts
        ]
    return published(rows, out)
