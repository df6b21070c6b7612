from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import datasets
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import bulletin_corpus as bc
from bulletin_corpus.errors import UserError
from bulletin_corpus.records import TABLES, Article, ArticlePair, Record, Sentence, SentencePair
from bulletin_corpus.schema import to_arrow
from bulletin_corpus.storage.corpus import Corpus
from bulletin_corpus.views import exports, printed
from bulletin_corpus.views.exports import Exported, ExportOptions, Format, export

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
PROGRAM = str(Path(sys.executable).parent / "bulletin-corpus")
TMX = etree.DTD(str(Path(__file__).parent / "tmx" / "tmx14b.dtd"))
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

HOSTILE = '=HYPERLINK("x")\t<seg>&amp;\x00\x1b]]>\u2028"中\ufffe'


def article(number: int, body: str, hant: str | None) -> Article:
    return Article(
        article_id=f"a-{number}",
        bulletin_id="b-1",
        position=number,
        lang="zh",
        headline=None,
        subheadline=None,
        dateline=None,
        body=body,
        body_hant=hant,
        credits=[],
        kind="other",
        duplicate_of=None,
        spans=[],
        line_start=1,
        line_end=1,
        char_start=0,
        char_end=1,
    )


def article_pair(number: int) -> ArticlePair:
    return ArticlePair(
        pair_id=f"p-{number}",
        zh_article_id=f"a-{number}",
        en_article_id=f"a-9{number}",
        score=0.9,
        relation="translation",
        evidence=[],
        rivals=[],
    )


def link(number: int, zh: str, en: str, score: float, zh_positions: Sequence[int] = (0,)) -> SentencePair:
    return SentencePair(
        pair_id=f"p-{number}",
        position=0,
        zh=zh,
        en=en,
        zh_positions=list(zh_positions),
        en_positions=[0],
        score=score,
        crossing=False,
    )


def sentence(number: int, position: int, text: str) -> Sentence:
    return Sentence(article_id=f"a-{number}", position=position, text=text, char_start=0, char_end=1)


@pytest.fixture
def made(tmp_path: Path) -> Corpus:
    """Three pairs: one printed in traditional characters (of two alike sentences), one not, one hostile."""
    rows: dict[str, list[Record]] = {name: [] for name in TABLES}
    rows["articles"] = [article(1, "会谈。 会谈。\n结束。", "會談。 会談。\n結束。"), article(2, "开会。", None)]
    rows["articles"].append(article(3, HOSTILE, None))
    rows["article_pairs"] = [article_pair(number) for number in (1, 2, 3)]
    rows["sentences"] = [sentence(1, n, text) for n, text in enumerate(("会谈。", "会谈。", "结束。"))]
    rows["sentences"] += [sentence(2, 0, "开会。"), sentence(3, 0, HOSTILE)]
    rows["sentence_pairs"] = [
        link(1, "会谈。结束。", "They met. It ended.", 0.95, (1, 2)),
        link(2, "开会。", "A meeting.", 0.5),
        link(3, HOSTILE, HOSTILE, 0.25),
    ]
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in TABLES:
        pq.write_table(to_arrow(name, rows[name]), folder / f"{name}.parquet")
    return Corpus(folder, "0123")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    out = tmp_path_factory.mktemp("exports") / "corpus"
    bc.build(ROOT / "data" / "raw", out)
    return bc.load(out)


def units(path: Path) -> list[dict[str, str]]:
    return [
        {str(variant.get(XML_LANG)): variant.findtext("seg") or "" for variant in unit.iter("tuv")}
        for unit in etree.parse(path).iter("tu")
    ]


def read_tsv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    csv.field_size_limit(10**7)
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_tmx_is_valid_and_holds_every_pair_with_its_score(built: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    assert export(built, "tmx", path) == Exported((path,), len(built.sentence_pairs))
    tree = etree.parse(path)
    assert TMX.validate(tree), TMX.error_log
    assert units(path) == [{"zh-Hans": pair.zh, "en": pair.en} for pair in built.sentence_pairs]
    scores = [float(prop.text) for prop in tree.iterfind(".//tu/prop[@type='x-score']")]
    assert scores == [pytest.approx(pair.score, abs=5e-5) for pair in built.sentence_pairs]
    assert len(set(tree.xpath("//tu/@tuid"))) == len(scores)


def test_the_validation_finds_what_is_no_tmx() -> None:
    for wrong in ('<tmx version="1.4"><body/></tmx>', '<tmx version="1.4"><header lang="en"/><body/></tmx>'):
        assert not TMX.validate(etree.fromstring(wrong))


def test_hostile_text_survives_tmx_but_for_what_xml_cannot_hold(made: Corpus, tmp_path: Path) -> None:
    export(made, "tmx", tmp_path / "out.tmx")
    assert TMX.validate(etree.parse(tmp_path / "out.tmx")), TMX.error_log
    wanted = HOSTILE.replace("\x00", "\ufffd").replace("\x1b", "\ufffd").replace("\ufffe", "\ufffd")
    assert units(tmp_path / "out.tmx")[2] == {"zh-Hans": wanted, "en": wanted}


def test_a_tmx_unit_of_several_sentences_is_a_block(made: Corpus, tmp_path: Path) -> None:
    export(made, "tmx", tmp_path / "out.tmx")
    kinds = [unit.get("segtype") for unit in etree.parse(tmp_path / "out.tmx").iter("tu")]
    assert kinds == ["block", None, None]


def test_moses_files_have_one_line_for_each_pair(built: Corpus, made: Corpus, tmp_path: Path) -> None:
    written = export(built, "moses", tmp_path / "train.v1")
    assert [path.name for path in written.paths] == ["train.v1.zh", "train.v1.en"]
    zh, en = (path.read_text("utf-8").splitlines() for path in written.paths)
    assert list(zip(zh, en, strict=True)) == [(pair.zh, pair.en) for pair in built.sentence_pairs]
    hostile = export(made, "moses", tmp_path / "hostile")
    assert [len(path.read_text("utf-8").splitlines()) for path in hostile.paths] == [3, 3]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_comes_back_from_tsv_and_jsonl(built: Corpus, tmp_path: Path, table: str) -> None:
    records = [record.model_dump(mode="json") for record in built.tables[table]]
    for kind in ("tsv", "jsonl"):
        export(built, kind, tmp_path / kind, ExportOptions(table))
    lines = (tmp_path / "jsonl").read_text("utf-8").split("\n")[:-1]
    assert [json.loads(line) for line in lines] == records
    cells = [{name: plain(value) for name, value in record.items()} for record in records]
    assert read_tsv(tmp_path / "tsv") == cells
    assert (tmp_path / "tsv").read_text("utf-8").split("\n")[0].split("\t") == list(TABLES[table].model_fields)


def plain(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def test_pandas_and_datasets_read_the_exports(built: Corpus, tmp_path: Path) -> None:
    export(built, "tsv", tmp_path / "pairs.tsv", ExportOptions(byte_order_mark=True))
    export(built, "jsonl", tmp_path / "pairs.jsonl")
    wanted = [pair.zh for pair in built.sentence_pairs]
    assert list(pd.read_csv(tmp_path / "pairs.tsv", sep="\t")["zh"]) == wanted
    files = str(tmp_path / "pairs.jsonl")
    loaded = datasets.load_dataset("json", data_files=files, split="train", cache_dir=str(tmp_path / "cache"))
    assert loaded["zh"][:] == wanted


def test_spreadsheet_safe_cells_are_no_formulas(made: Corpus, tmp_path: Path) -> None:
    export(made, "tsv", tmp_path / "plain.tsv")
    assert read_tsv(tmp_path / "plain.tsv")[2]["zh"] == HOSTILE
    export(made, "tsv", tmp_path / "safe.tsv", ExportOptions(spreadsheet_safe=True))
    safe = read_tsv(tmp_path / "safe.tsv")
    assert safe[2]["en"] == "'" + HOSTILE
    assert safe[0]["zh"] == "会谈。结束。"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_every_start_of_a_formula_is_neutralised(made: Corpus, tmp_path: Path, start: str) -> None:
    pq.write_table(to_arrow("sentence_pairs", [link(1, start + "1", "x", 0.9)]), made.sentence_pairs.path)
    export(made, "tsv", tmp_path / "safe.tsv", ExportOptions(spreadsheet_safe=True))
    assert read_tsv(tmp_path / "safe.tsv")[0]["zh"] == f"'{start}1"


def test_a_byte_order_mark_is_set_when_asked_for(made: Corpus, tmp_path: Path) -> None:
    export(made, "tsv", tmp_path / "plain.tsv")
    export(made, "tsv", tmp_path / "excel.tsv", ExportOptions(byte_order_mark=True))
    assert (tmp_path / "excel.tsv").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "plain.tsv").read_bytes()


# Characters that formats have trouble with stand among all others.
TROUBLE = st.text(st.one_of(st.characters(), st.sampled_from("\t\r\n\"'&<>=\x00\x1b\x85\u2028\ufffe")))


@settings(deadline=None)
@given(st.lists(TROUBLE, min_size=2))
def test_any_cells_come_back_from_a_line_of_tsv(cells: list[str]) -> None:
    line = "\t".join(map(exports._quoted, cells)) + "\n"
    assert list(csv.reader(io.StringIO(line, newline=""), delimiter="\t")) == [cells]


@settings(deadline=None)
@given(TROUBLE)
def test_any_text_comes_back_from_xml_but_for_what_xml_cannot_hold(text: str) -> None:
    read = etree.fromstring(f"<seg>{exports._xml(text)}</seg>").text or ""
    assert read == exports.NOT_IN_XML.sub("\ufffd", text)


@settings(deadline=None)
@given(TROUBLE)
def test_any_text_is_one_line_for_moses(text: str) -> None:
    assert len(exports.LINE_BREAKS.sub(" ", f"x{text}x").splitlines()) == 1


def test_only_rows_with_the_score_are_exported(made: Corpus, tmp_path: Path) -> None:
    assert export(made, "tsv", tmp_path / "out.tsv", ExportOptions(min_score=0.5)).n_rows == 2
    assert export(made, "tmx", tmp_path / "out.tmx", ExportOptions(min_score=0.51)).n_rows == 1
    assert units(tmp_path / "out.tmx") == [{"zh-Hans": "会谈。结束。", "en": "They met. It ended."}]
    articles = export(made, "jsonl", tmp_path / "p", ExportOptions("article_pairs", min_score=0.91))
    assert articles.n_rows == 0


def test_traditional_text_is_as_printed_and_other_pairs_are_left_out(made: Corpus, tmp_path: Path) -> None:
    written = export(made, "tmx", tmp_path / "out.tmx", ExportOptions(script="hant"))
    assert (written.n_rows, written.n_other_script) == (1, 2)
    assert units(tmp_path / "out.tmx") == [{"zh-Hant": "会談。結束。", "en": "They met. It ended."}]


def test_batches_change_nothing(built: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(built, "tsv", tmp_path / "whole.tsv", ExportOptions(script="hant"))
    monkeypatch.setattr(printed, "LINKS_AT_ONCE", 2)
    export(built, "tsv", tmp_path / "batches.tsv", ExportOptions(script="hant"))
    assert (tmp_path / "whole.tsv").read_bytes() == (tmp_path / "batches.tsv").read_bytes()
    assert "國" in (tmp_path / "whole.tsv").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "options", "cause"),
    [
        ("tsv", ExportOptions("nothing"), "There is no table nothing."),
        ("tmx", ExportOptions("meetings"), "The format tmx holds sentence pairs only."),
        ("moses", ExportOptions("articles"), "The format moses holds sentence pairs only."),
        ("tsv", ExportOptions("officials", min_score=0.5), "The table officials has no scores."),
        ("tsv", ExportOptions("articles", script="hant"), "The table articles is not exported in traditional"),
        ("jsonl", ExportOptions(spreadsheet_safe=True), "The format jsonl is not for spreadsheets."),
        ("tmx", ExportOptions(byte_order_mark=True), "The format tmx is not for spreadsheets."),
    ],
)
def test_options_that_do_not_go_together_are_the_users_mistake(
    made: Corpus, tmp_path: Path, kind: Format, options: ExportOptions, cause: str
) -> None:
    with pytest.raises(UserError, match=cause):
        export(made, kind, tmp_path / "out", options)
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_where_writing_fails(made: Corpus, tmp_path: Path) -> None:
    table = made.sentence_pairs.path
    (tmp_path / "old.en").write_text("old", "utf-8")
    (tmp_path / "old.zh").mkdir()
    before = table.read_bytes()
    for path in (tmp_path / "none" / "out", tmp_path, table):
        with pytest.raises(UserError):
            export(made, "tsv", path)
    with pytest.raises(UserError, match="is a folder"):
        export(made, "moses", tmp_path / "old")
    assert table.read_bytes() == before
    assert (tmp_path / "old.en").read_text("utf-8") == "old"
    assert list(tmp_path.glob(".*")) == []


def test_an_export_that_breaks_off_leaves_the_old_file(made: Corpus, tmp_path: Path) -> None:
    (tmp_path / "out.tmx").write_text("old", "utf-8")
    made.article_pairs.path.unlink()
    with pytest.raises(FileNotFoundError):
        export(made, "tmx", tmp_path / "out.tmx", ExportOptions(script="hant"))
    assert (tmp_path / "out.tmx").read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.tmx"]


def test_the_command_exports_and_says_how_much(built: Corpus, tmp_path: Path) -> None:
    args = [PROGRAM, "export", "moses", str(built.path), "-o", str(tmp_path / "train"), "--min-score", "0.9"]
    done = subprocess.run(args, capture_output=True, text=True, check=True)
    rows = sum(pair.score >= 0.9 for pair in built.sentence_pairs)
    assert done.stdout == f"{rows} rows of sentence_pairs written to {tmp_path}/train.zh and {tmp_path}/train.en\n"
    assert done.stderr == ""
    said = json.loads(subprocess.run([*args, "--json"], capture_output=True, text=True, check=True).stdout)
    assert said == {"paths": [f"{tmp_path}/train.zh", f"{tmp_path}/train.en"], "rows": rows, "other_script": 0}
    wrong = subprocess.run([*args, "--table", "meetings"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert len(wrong.stderr.splitlines()) == 2
