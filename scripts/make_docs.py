"""Write the pages that are made from the code: `uv run python scripts/make_docs.py`.

docs/tables.md and the table list of data/parallel/README.md come from the record types, docs/cli.md from the commands.
"""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from bulletin_corpus.cli import app
from bulletin_corpus.records import TABLES
from bulletin_corpus.schema import describe

ROOT = Path(__file__).parent.parent

LOADING = """\
## Load it

Every line gives the same rows; `meetings` stands for any table.

```python
import bulletin_corpus as bc
bc.load("data/parallel").meetings.pandas()     # or .polars(), .arrow(); iterate for typed records
```

```python
import pandas as pd
pd.read_parquet("data/parallel/meetings.parquet")
```

```python
import polars as pl
pl.read_parquet("data/parallel/meetings.parquet")
```

```sql
-- DuckDB
SELECT * FROM 'data/parallel/meetings.parquet';
```

```python
from datasets import load_dataset              # Hugging Face; tables that hold rows
load_dataset("data/parallel", "meetings", split="train")
```
"""


def about(table: str) -> str:
    """The first sentence of the record type's docstring."""
    return (TABLES[table].__doc__ or "").strip().split("\n")[0]


def tables_page() -> str:
    """Every table with its columns, as Markdown."""
    parts = [
        "# Tables",
        "Made from the record types by `scripts/make_docs.py`; `bulletin-corpus schema` prints the same.",
        "Chinese values are in simplified characters. Offsets are half-open and count code points of the decoded raw "
        "file without its byte order mark, line ends untouched. Null means: not known.",
    ]
    for table in TABLES:
        rows = [f"| `{c['column']}` | {c['type']} | {c['description']} |" for c in describe(table)]
        parts += [f"## {table}", about(table), "\n".join(["| column | type | meaning |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def corpus_page() -> str:
    """What stands in data/parallel, as Markdown."""
    rows = [f"| `{table}.parquet` | {about(table)} |" for table in TABLES]
    configs = [f"- config_name: {table}\n  data_files: {table}.parquet" for table in TABLES]
    configs[list(TABLES).index("sentence_pairs")] += "\n  default: true"
    parts = [
        "\n".join(["---", "language: [zh, en]", "configs:", *configs, "---"]),
        "# The built corpus",
        "`uv run bulletin-corpus build data/raw` writes the tables here. They are not under version control: the raw "
        "bulletins in `data/raw` and the same version of the program give the same bytes again. The build also writes "
        "`DATA_CARD.md`: counts, provenance, certainty, known limits. (In other folders the card is the `README.md`.)",
        "\n".join(["| file | a row is |", "|---|---|", *rows]),
        "Columns, types and meanings: [docs/tables.md](../../docs/tables.md), or `bulletin-corpus schema`. Every file "
        "carries the description of each column and the id of its build in its metadata.",
        LOADING.strip(),
    ]
    return "\n\n".join(parts) + "\n"


def cli_page() -> str:
    """Every command with its help, as Markdown."""
    parts = ["# Commands", "Made from the program by `scripts/make_docs.py`."]
    runner = CliRunner(env={"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"})
    for command in app.registered_commands:
        name = str(command.name or getattr(command.callback, "__name__", ""))
        result = runner.invoke(app, [name, "--help"], prog_name="bulletin-corpus", terminal_width=100)
        parts += [f"## {name}", f"```text\n{result.stdout.strip()}\n```"]
    return "\n\n".join(parts) + "\n"


PAGES = {
    "docs/tables.md": tables_page,
    "docs/cli.md": cli_page,
    "data/parallel/README.md": corpus_page,
}


def main() -> None:
    """Write all pages."""
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), "utf-8")
        print(path)


if __name__ == "__main__":
    main()
