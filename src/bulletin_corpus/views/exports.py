"""The corpus as other programs read it: TMX, Moses, TSV and JSON lines; `bulletin-corpus export`.

Rows are read and written one after another, so that memory does not grow with the corpus. Files appear whole or not
at all. What is exported is what the tables hold; nothing is converted or made up on the way.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast
from xml.sax.saxutils import escape, quoteattr

from bulletin_corpus import __version__
from bulletin_corpus.errors import UserError
from bulletin_corpus.records import TABLES
from bulletin_corpus.views.files import whole_files
from bulletin_corpus.views.printed import in_traditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from bulletin_corpus.records import Record, SentencePair
    from bulletin_corpus.storage.corpus import Corpus

Format = Literal["tmx", "moses", "tsv", "jsonl"]
Script = Literal["hans", "hant"]

PAIRS = "sentence_pairs"
OF_PAIRS_ONLY = ("tmx", "moses")

# What XML 1.0 cannot hold, not even escaped: control characters and noncharacters.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Everything at which some program ends a line.
LINE_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

# A cell that begins so is a formula to a spreadsheet; programs set to Chinese or Japanese take the wide forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NEUTRAL = "'"
TO_QUOTE = re.compile('[\t\r\n"]')


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to export, and how.

    Attributes:
        table: whose rows; tmx and moses take `sentence_pairs` only.
        min_score: only rows with this score, 0 to 1, or a higher one; None: all.
        script: of Chinese text: `hans` simplified, as in the tables; `hant` traditional as printed, and only the
            sentence pairs that were printed so.
        spreadsheet_safe: put an apostrophe before cells that a spreadsheet would run as formulas (tsv).
        byte_order_mark: begin with one, by which Excel knows UTF-8 (tsv).
    """

    table: str = PAIRS
    min_score: float | None = None
    script: Script = "hans"
    spreadsheet_safe: bool = False
    byte_order_mark: bool = False


@dataclass(slots=True)
class Exported:
    """What was written: the files, the rows in them, and the pairs left out because another script was asked for."""

    paths: tuple[Path, ...]
    n_rows: int = 0
    n_other_script: int = 0


def export(corpus: Corpus, kind: Format, path: Path, options: ExportOptions | None = None) -> Exported:
    """What was written to `path`, in the order of the table; for moses to `path` with `.zh` and with `.en` added.

    Raises:
        UserError: if the options do not go together, or a file cannot be written; nothing is written then.
    """
    options = options or ExportOptions()
    _refuse_nonsense(kind, options)
    paths = tuple(path.with_name(path.name + end) for end in (".zh", ".en")) if kind == "moses" else (path,)
    for one in paths:
        if one.resolve() in {table.path.resolve() for table in corpus.tables.values()}:
            raise UserError(f"{one} is a table of the corpus itself.", "Choose another file with --out.")
    written = Exported(paths)
    rows = _rows(corpus, options, written)
    with whole_files(paths, "utf-8-sig" if options.byte_order_mark else "utf-8") as files:
        if kind == "tmx":
            _write_tmx(files[0], cast("Iterator[SentencePair]", rows), corpus.build_id, options)
        elif kind == "moses":
            _write_moses(files, cast("Iterator[SentencePair]", rows))
        elif kind == "tsv":
            _write_tsv(files[0], rows, options)
        else:
            files[0].writelines(f"{row.model_dump_json()}\n" for row in rows)
    return written


def _refuse_nonsense(kind: Format, options: ExportOptions) -> None:
    table = options.table
    if table not in TABLES:
        raise UserError(f"There is no table {table}.", f"The tables are {', '.join(TABLES)}.")
    if kind in OF_PAIRS_ONLY and table != PAIRS:
        raise UserError(f"The format {kind} holds sentence pairs only.", f"Export {table} as tsv or jsonl.")
    if options.min_score is not None and "score" not in TABLES[table].model_fields:
        scored = ", ".join(name for name, record in TABLES.items() if "score" in record.model_fields)
        raise UserError(f"The table {table} has no scores.", f"Leave --min-score out; scores stand in {scored}.")
    if options.script == "hant" and table != PAIRS:
        remedy = "Export sentence_pairs, or take the column body_hant of articles."
        raise UserError(f"The table {table} is not exported in traditional characters.", remedy)
    if kind != "tsv" and (options.spreadsheet_safe or options.byte_order_mark):
        raise UserError(f"The format {kind} is not for spreadsheets.", "Use these options with tsv.")


def _rows(corpus: Corpus, options: ExportOptions, written: Exported) -> Iterator[Record]:
    """The rows that the options ask for, counted in `written` as they pass."""
    rows: Iterable[Record] = corpus.tables[options.table]
    if options.min_score is not None:
        rows = _scored(rows, options.min_score)
    if options.script == "hant":
        for pair, printed in in_traditional(corpus, cast("Iterable[SentencePair]", rows)):
            if printed is None:
                written.n_other_script += 1
            else:
                written.n_rows += 1
                yield pair.model_copy(update={"zh": printed})
        return
    for row in rows:
        written.n_rows += 1
        yield row


def _scored(rows: Iterable[Record], least: float) -> Iterator[Record]:
    return (row for row in rows if cast("float", getattr(row, "score", 0.0)) >= least)


def _write_tmx(file: TextIO, pairs: Iterable[SentencePair], build_id: str, options: ExportOptions) -> None:
    """TMX 1.4b: a unit for each pair, its score as a property; of several sentences it is a `block`.

    Source: TMX 1.4b Specification, LISA, 26 April 2005. There is no DOCTYPE: it would make readers look for a file.
    """
    lang = "zh-Hans" if options.script == "hans" else "zh-Hant"
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="bulletin-corpus" creationtoolversion={quoteattr(__version__)} segtype="sentence" '
        f'o-tmf="bulletin-corpus" adminlang="en" srclang="{lang}" datatype="plaintext">\n'
        f'<prop type="x-build-id">{_xml(build_id)}</prop>\n</header>\n<body>\n'
    )
    for pair in pairs:
        several = "" if len(pair.zh_positions) == len(pair.en_positions) == 1 else ' segtype="block"'
        file.write(
            f'<tu tuid="{_xml(pair.pair_id)}-{pair.position}"{several}>\n'
            f'<prop type="x-score">{pair.score:.4f}</prop>\n'
            f'<tuv xml:lang="{lang}"><seg>{_xml(pair.zh)}</seg></tuv>\n'
            f'<tuv xml:lang="en"><seg>{_xml(pair.en)}</seg></tuv>\n</tu>\n'
        )
    file.write("</body>\n</tmx>\n")


def _xml(text: str) -> str:
    """The text as XML character data; what XML cannot hold becomes U+FFFD."""
    return escape(NOT_IN_XML.sub(REPLACEMENT, text), {'"': "&quot;", "\r": "&#13;"})


def _write_moses(files: Sequence[TextIO], pairs: Iterable[SentencePair]) -> None:
    """Two files of as many lines: line n of one is the translation of line n of the other."""
    zh, en = files
    for pair in pairs:
        zh.write(LINE_BREAKS.sub(" ", pair.zh) + "\n")
        en.write(LINE_BREAKS.sub(" ", pair.en) + "\n")


def _write_tsv(file: TextIO, rows: Iterable[Record], options: ExportOptions) -> None:
    """A header and a line for each row; lists are JSON."""
    file.write("\t".join(TABLES[options.table].model_fields) + "\n")
    for row in rows:
        cells = [_cell(value) for value in row.model_dump(mode="json").values()]
        if options.spreadsheet_safe:
            cells = [NEUTRAL + cell if cell.startswith(FORMULA_STARTS) else cell for cell in cells]
        file.write("\t".join(map(_quoted, cells)) + "\n")


def _cell(value: object) -> str:
    """The value as text: nothing for null, JSON for what is neither text nor a number."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _quoted(cell: str) -> str:
    """The cell in quotation marks where it holds what parts cells or rows, as in RFC 4180."""
    return '"' + cell.replace('"', '""') + '"' if TO_QUOTE.search(cell) else cell
