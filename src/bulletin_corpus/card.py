"""The data card of a corpus: what it holds, where it comes from, how sure it is, what it cannot do.

It is Markdown with the metadata that Hugging Face reads (`configs:` names a data set for each table that holds rows),
made from the published tables alone, so that the same corpus has the same card. A card that somebody else wrote, or
that somebody made their own, is never touched.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bulletin_corpus.errors import UserError
from bulletin_corpus.records import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bulletin_corpus.storage.corpus import Corpus

MARK = "# Written by bulletin-corpus; every build renews this page. Take this line out to make the page your own."
NAMES = ("README.md", "DATA_CARD.md")
"""Where the card stands: the first of these that is not somebody else's; Hugging Face reads only the first."""

FIRST_CHOICE = "sentence_pairs"
"""The table that is loaded when none is named."""

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LARGEST = "1M<n<10M"
BANDS = ((0.9, "0.9 and more"), (0.7, "0.7 to 0.9"), (0.0, "below 0.7"))

ABOUT = """\
# Bilingual bulletins

News bulletins in Chinese and English, restored from scraped pages and turned into tables: articles, sentences, which
of them say the same, who met whom, which workshops were held, and who the officials are. Built by the program
`bulletin-corpus`,"""

LOADING = """\
## Load it

```python
from datasets import load_dataset

load_dataset("path/to/this/folder", "{table}", split="train")
```

```python
import pandas as pd

pd.read_parquet("path/to/this/folder/{table}.parquet")
```

Every column is described in the file's own metadata; `bulletin-corpus schema {table}` prints the same."""

LIMITS = """\
- A program made these tables; a person has judged only the rows that are marked `reviewed`. Scores say how sure the
  program is: of the sentence pairs with a score of 0.9, about nine in ten are right. They were fitted on news of
  ministries, courts and police; on other kinds of text they are less certain.
- Pairs are news on the same event, not always translations: `relation` in `article_pairs` tells a translation from
  another text on the same event. Sentences without counterpart are in no pair.
- What the texts do not say is null and was not looked up elsewhere. A year that a text leaves out was taken from its
  counterpart, from weekdays or from the bulletin; `date_evidence` says from which.
- People are told apart by name, office and country. Namesakes may have been merged, one person may stand twice.
- Scraping damaged the texts. What could be undone exactly was undone and is counted in `bulletins`; what could not
  stands as it was, with a warning there.
- The texts are official news: formulaic, and written from one side. They say who is said to have met whom."""

LICENCE = """\
The texts belong to their publishers. This corpus grants no right in them: look at the publishers' terms before you pass
them on. The persons named are named in public office; laws on personal data may still apply to what you do with them.
Where the dictionary [CC-CEDICT](https://cc-cedict.org) (CC BY-SA 4.0) was used, it helped to find which texts belong
together; none of its entries stands in these tables."""


def write_card(corpus: Corpus, version: str) -> Path | None:
    """The card that now stands in the corpus folder; None where all its places are taken by pages of somebody else.

    It is `README.md`, or `DATA_CARD.md` where there is a README that no build wrote. A page is written whole or not at
    all, and only if it changes. `version` is that of this program.

    Raises:
        UserError: if it cannot be written.
    """
    for path in (corpus.path / name for name in NAMES):
        if not _is_free(path):
            continue
        text = data_card(corpus, version)
        if not path.exists() or path.read_text("utf-8", "replace") != text:
            part = path.with_name(f".{path.name}.{os.getpid()}.part")
            try:
                part.write_text(text, "utf-8")
                part.replace(path)
            except OSError as error:
                cause = f"The corpus stands in {corpus.path}, but its data card cannot be written ({error.strerror})."
                raise UserError(cause, "Make room there and build again.") from error
            finally:
                part.unlink(missing_ok=True)
        return path
    return None


def _is_free(path: Path) -> bool:
    """Whether nothing stands there but a page that a build wrote."""
    if not path.exists():
        return True
    return path.is_file() and MARK in path.read_text("utf-8", "replace").splitlines()[:2]


def data_card(corpus: Corpus, version: str) -> str:
    """The card, in Markdown behind YAML; it depends on the tables only, not on where they stand."""
    counts = {name: len(table) for name, table in corpus.tables.items()}
    parts = [
        "\n".join(_metadata(counts)),
        f"{ABOUT} version {version}; the id of the build is `{corpus.build_id}`.",
        "## What it holds",
        "\n".join(_tables(counts)),
        LOADING.format(table=_first(counts) or FIRST_CHOICE),
        "## Where it comes from",
        "\n".join(_provenance(corpus)),
        "## How sure it is",
        "\n".join(_certainty(corpus)),
        "## Known limits",
        LIMITS,
        "## Licence",
        LICENCE,
    ]
    return "\n\n".join(parts) + "\n"


def _first(counts: dict[str, int]) -> str | None:
    """The table that is loaded when none is named; None where all are empty."""
    filled = [name for name, count in counts.items() if count]
    return FIRST_CHOICE if FIRST_CHOICE in filled else next(iter(filled), None)


def _metadata(counts: dict[str, int]) -> Iterator[str]:
    """The YAML that Hugging Face reads."""
    size = next((name for limit, name in SIZES if max(counts.values()) < limit), LARGEST)
    yield from ("---", MARK, "pretty_name: Bilingual bulletins", "language: [zh, en]", "license: other")
    yield from ("license_name: rights-of-the-publishers", "multilinguality: [translation]")
    yield "task_categories: [translation]"
    yield f'size_categories: ["{size}"]'
    yield "tags: [parallel-corpus, sentence-alignment, information-extraction]"
    if any(counts.values()):
        yield "configs:"
    for name, count in counts.items():
        if count:
            yield f"- config_name: {name}"
            yield f"  data_files: {name}.parquet"
            if name == _first(counts):
                yield "  default: true"
    yield "---"


def _tables(counts: dict[str, int]) -> Iterator[str]:
    yield "| table | rows | a row is |"
    yield "|---|---:|---|"
    for name, count in counts.items():
        about = (TABLES[name].__doc__ or "").strip().split("\n")[0]
        yield f"| `{name}` | {count:,} | {about} |"


def _provenance(corpus: Corpus) -> Iterator[str]:
    bulletins = _rows(corpus, "bulletins", "status", "issue_date", "encoding", "repairs", "warnings", "n_chars")
    built = [row for row in bulletins if row["status"] == "built"]
    months = sorted(row["issue_date"] for row in built if row["issue_date"])
    issued = f", issued {months[0]} to {months[-1]} as far as they say so" if months else ""
    encodings = Counter(row["encoding"] for row in built)
    repaired = sum(repair["count"] for row in built for repair in row["repairs"])
    yield f"- {len(built):,} raw bulletins of {sum(row['n_chars'] for row in built):,} characters{issued}."
    if encodings:
        yield f"- Encodings: {', '.join(f'{name} ({count:,})' for name, count in sorted(encodings.items()))}."
    yield f"- {repaired:,} places restored; {sum(len(row['warnings']) for row in bulletins):,} warnings."
    if aside := len(bulletins) - len(built):
        yield f"- {aside:,} files set aside, each with its reason."
    yield "- `bulletins` names each file with its hash; `char_start` and `char_end` tell where in it each value stands."


def _certainty(corpus: Corpus) -> Iterator[str]:
    yield f"| score | {' | '.join(name for _, name in BANDS)} |"
    yield f"|---|{'---:|' * len(BANDS)}"
    for table in ("article_pairs", "sentence_pairs", "meetings", "workshops"):
        yield f"| `{table}` | {' | '.join(f'{count:,}' for count in _bands(corpus, table))} |"
    yield ""
    pairs = len(corpus.article_pairs)
    first = _column(corpus, "articles", "duplicate_of").null_count
    undated = sum(_column(corpus, name, "date_start").null_count for name in ("meetings", "workshops"))
    unnamed = _column(corpus, "officials", "name_en").null_count
    rejects = _column(corpus, "remainders", "kind").to_pylist().count("reject")
    yield f"- {2 * pairs:,} of {first:,} articles have a counterpart in the other language."
    yield f"- {undated:,} meetings and workshops have no date; {unnamed:,} officials have no English name in any text."
    judged = {name: _reviewed(corpus, name) for name, record in TABLES.items() if "reviewed" in record.model_fields}
    said = ", ".join(f"{count:,} of `{name}`" for name, count in judged.items() if count)
    yield f"- Rows that a person has judged: {said or 'none'}."
    yield f"- {rejects:,} stretches of text were taken for no article and stand in `remainders`."


def _reviewed(corpus: Corpus, table: str) -> int:
    """How many rows a person has judged."""
    return int(np.count_nonzero(_column(corpus, table, "reviewed").to_numpy()))


def _bands(corpus: Corpus, table: str) -> list[int]:
    """How many rows have a score in each of `BANDS`."""
    scores = _column(corpus, table, "score").to_numpy()
    counts = []
    above = 0
    for limit, _ in BANDS:
        at_least = int(np.count_nonzero(scores >= limit))
        counts.append(at_least - above)
        above = at_least
    return counts


def _rows(corpus: Corpus, table: str, *columns: str) -> list[dict[str, Any]]:
    """Some columns of a table."""
    rows: pa.Table = pq.ParquetFile(corpus.tables[table].path).read(list(columns))
    return rows.to_pylist()


def _column(corpus: Corpus, table: str, name: str) -> pa.ChunkedArray[Any]:
    """One column of a table."""
    return pq.ParquetFile(corpus.tables[table].path).read([name])[name]
