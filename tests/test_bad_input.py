"""Bad bulletins beside a good one: each is restored, or set aside with its reason, and the rest is built.

docs/reliability.md names these tests.
"""

from __future__ import annotations

import io
import json
import os
import resource
import time
import zipfile
import zlib
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import bulletin_corpus as bc
from bulletin_corpus.cli import app
from bulletin_corpus.config import BuildConfig, ReadConfig
from bulletin_corpus.documents import RawBulletin
from bulletin_corpus.errors import UserError
from bulletin_corpus.pipeline import build
from bulletin_corpus.processing import process
from bulletin_corpus.storage.raw import find, read
from bulletin_corpus.validation.validate import validate
from fuzzing.promises import process_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bulletin_corpus.records import Article, Bulletin
    from bulletin_corpus.storage.corpus import Corpus

REAL = next((Path(__file__).parent.parent / "data" / "raw").glob("*.txt"))
MAX_BYTES = 100_000

ZH = "公安部副部长林锐9月9日在京会见以色列驻华大使潘绮瑞，双方就执法合作交换意见。"
EN = (
    "Lin Rui, Vice Minister of Public Security, met with Irit Ben-Abba Vitale, Israeli Ambassador to China, in Beijing "
    "on September 9, 2021."
)
BOTH = f"林锐会见大使\n{ZH}\n\nLin Rui Meets Ambassador\n{EN}\n"
RUSSIAN = "Министр встретился с послом\nМинистр внутренних дел России встретился в Москве с послом Китая 9 сентября.\n"
JAPANESE = (
    "警察庁長官が中国大使と会談\n"
    "警察庁の長官は9月9日、東京で中国の大使と会談した。両者は協力について意見を交換しました。\n"
)
ARABIC = "وزير الداخلية يلتقي السفير\nالتقى وزير الداخلية يوم الخميس في القاهرة سفير الصين. وبحث الجانبان التعاون.\n"


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = b"\0\0\0\1\0\0\0\1\x08\2\0\0\0"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    )


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("bulletin.txt", BOTH)
    return file.getvalue()


SET_ASIDE: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty file"),
    "blank.txt": (" \r\n\t\u3000\n".encode(), "blank: it holds only white space"),
    "mark.txt": (b"\xef\xbb\xbf", "empty file: nothing behind the byte order mark"),
    "mark-utf16.txt": (b"\xff\xfe", "empty file: nothing behind the byte order mark"),
    "nul.txt": (b"\0" + BOTH.encode(), "binary: it holds zero bytes and is no UTF-16 text"),
    "picture.txt": (png(), "binary: a PNG picture"),
    "archive.txt": (archive(), "binary: a ZIP or Office file"),
    "page.txt": (b"%PDF-1.4\n1 0 obj\n<</Type /Catalog>>\nendobj\ntrailer\n%%EOF\n", "binary: a PDF file"),
    "noise.txt": (Random(1).randbytes(4000), "binary: it holds zero bytes and is no UTF-16 text"),
    "noise-without-zero.txt": (
        Random(2).randbytes(4000).replace(b"\0", b"\1"),
        "undecodable: no known encoding gives Chinese or English text",
    ),
    "large.txt": (BOTH.encode() * 400, f"too large: {len(BOTH.encode()) * 400} bytes, the limit is {MAX_BYTES}"),
    "russian.txt": (RUSSIAN.encode(), "neither Chinese nor English: most of it is in Cyrillic letters"),
    "japanese.txt": (JAPANESE.encode(), "neither Chinese nor English: most of it is in Kana letters"),
    "arabic.txt": (ARABIC.encode(), "neither Chinese nor English: most of it is in Arabic letters"),
    "surrogates.txt": (
        BOTH.encode() + b"\xed\xa0\xbd\xed\xb8\x80 \xc0\x80\xf8\x88\x80\x80\x80",
        "undecodable: no known encoding gives Chinese or English text",
    ),
    "copy.txt": (BOTH.encode(), "the same bytes as both.txt"),
}

BUILT: dict[str, bytes] = {
    "both.txt": BOTH.encode(),
    "truncated.txt": REAL.read_bytes()[:3001],
    "stray.txt": REAL.read_bytes()[:500] + b"\xff\xfe\xfa" + REAL.read_bytes()[500:],
    "controls.txt": BOTH.replace("会见大使", "\x07会\x08见\x1b[31m大使")
    .replace("Lin Rui Meets", "Lin Rui\x1b]0;owned\x07 Meets")
    .encode(),
    "invisible.txt": BOTH.replace("会见", "会\u202e\u2066\u200b见")
    .replace("Ambassador", "Amba\u202e\u200dssador")
    .encode(),
    "rare.txt": BOTH.replace("会见", "㐀会见\ue000𠮷").replace("Meets", "Meets \U0001f600").encode(),
    "rich.txt": BOTH.replace("会见", "会见[/bold]").replace("Meets", "[red]Meets[/x]").encode(),
    "dates.txt": BOTH.replace("9月9日", "2021年2月31日").replace("September 9", "February 31").encode(),
    "other-dates.txt": BOTH.replace("9月9日", "2021年13月1日").replace("September 9, 2021", "August 0, 99999").encode(),
    "chinese.txt": f"林锐会见大使馆官员\n{ZH}\n".encode(),
    "english.txt": f"Lin Rui Meets Officials\n{EN}\n".encode(),
    "far-dates.txt": BOTH.replace("9月9日", "9999年12月31日至次年1月1日")
    .replace("September 9, 2021", "May 0000")
    .encode(),
    "no-characters.txt": BOTH.replace("会见", "会\uffff\ufdd0见").replace("Meets", "Meets\U0010ffff").encode(),
    "mixed-ends.txt": BOTH.replace("\n", "\r\n", 1).replace("\n\n", "\r\n\r\x85\u2028").encode(),
    "old-mac.txt": BOTH.replace("\n", "\r").encode() + b"\rA last line",
    "no-line-end.txt": BOTH.rstrip().encode(),
}


def written(raw: Path, files: Mapping[str, bytes]) -> Path:
    raw.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (raw / name).write_bytes(data)
    return raw


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every bad bulletin beside the real one, and their corpus."""
    folder = tmp_path_factory.mktemp("bad")
    files = BUILT | {name: data for name, (data, _) in SET_ASIDE.items()} | {REAL.name: REAL.read_bytes()}
    raw = written(folder / "raw", files)
    build(raw, folder / "corpus", BuildConfig(read=ReadConfig(max_bytes=MAX_BYTES)), workers=1)
    return folder


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return bc.load(folder / "corpus")


def bulletin(corpus: Corpus, name: str) -> Bulletin:
    return next(one for one in corpus.bulletins if one.path == name)


def articles(corpus: Corpus, name: str) -> list[Article]:
    home = bulletin(corpus, name)
    assert home.status == "built", home.reason
    return [one for one in corpus.articles if one.bulletin_id == home.bulletin_id]


@pytest.mark.parametrize("name", SET_ASIDE)
def test_what_is_no_bulletin_is_set_aside_with_its_reason(corpus: Corpus, name: str) -> None:
    one = bulletin(corpus, name)
    assert (one.status, one.reason) == ("set_aside", SET_ASIDE[name][1])
    assert [
        article for article in corpus.articles if article.bulletin_id == one.bulletin_id and name != "copy.txt"
    ] == []


def test_the_rest_is_built_and_whole(folder: Path, corpus: Corpus) -> None:
    built = {one.path for one in corpus.bulletins if one.status == "built"}
    assert built == {*BUILT, REAL.name}
    assert len(articles(corpus, REAL.name)) == 6
    assert validate(folder / "corpus").findings == []


@pytest.mark.parametrize("name", sorted(BUILT))
def test_no_character_of_a_bad_bulletin_is_lost(folder: Path, corpus: Corpus, name: str) -> None:
    home = bulletin(corpus, name)
    raw = read(folder / "raw" / name, folder / "raw")
    assert isinstance(raw, RawBulletin)
    text = raw.text
    held = [(span.char_start, span.char_end) for one in articles(corpus, name) for span in one.spans]
    held += [(one.char_start, one.char_end) for one in corpus.remainders if one.bulletin_id == home.bulletin_id]
    for start, end in held:
        text = text[:start] + " " * (end - start) + text[end:]
    assert text.strip() == ""


def test_a_truncated_bulletin_keeps_what_is_whole_and_is_warned_of(corpus: Corpus) -> None:
    assert len(articles(corpus, "truncated.txt")) >= 2
    assert "could not be decoded" in bulletin(corpus, "truncated.txt").warnings[0]


def test_stray_bytes_cost_no_article_and_are_warned_of(corpus: Corpus) -> None:
    assert len(articles(corpus, "stray.txt")) == len(articles(corpus, REAL.name))
    assert bulletin(corpus, "stray.txt").warnings == ["line 2: the first of 3 places that could not be decoded"]


def test_control_characters_are_taken_out_of_what_is_read(corpus: Corpus) -> None:
    zh, en = articles(corpus, "controls.txt")
    assert "会见" in (zh.headline or "")
    for one in (zh, en):
        assert not any(ord(char) < 32 for char in f"{one.headline}{one.body}" if char != "\n")
    assert bulletin(corpus, "controls.txt").repairs


def test_invisible_characters_are_taken_out_of_what_is_read(corpus: Corpus) -> None:
    zh, en = articles(corpus, "invisible.txt")
    assert (zh.headline, en.headline) == ("林锐会见大使", "Lin Rui Meets Ambassador")


def test_rare_and_private_characters_are_kept(corpus: Corpus) -> None:
    zh, en = articles(corpus, "rare.txt")
    assert (zh.headline, en.headline) == ("林锐㐀会见\ue000𠮷大使", "Lin Rui Meets \U0001f600 Ambassador")


def test_code_points_that_are_no_characters_hinder_nothing(corpus: Corpus) -> None:
    zh, en = articles(corpus, "no-characters.txt")
    assert (zh.lang, en.lang) == ("zh", "en")
    assert bulletin(corpus, "no-characters.txt").n_chars == len(BOTH) + 5  # two places in Chinese, one in English


@pytest.mark.parametrize("name", ["dates.txt", "other-dates.txt"])
def test_a_day_that_no_calendar_has_is_no_date(corpus: Corpus, name: str) -> None:
    own = {one.article_id for one in articles(corpus, name)}
    meetings = [one for one in corpus.meetings if {one.zh_article_id, one.en_article_id} & own]
    assert [(one.date_start, one.date_evidence) for one in meetings] == [(None, "none")] * len(meetings)
    assert meetings


@pytest.mark.parametrize(("name", "lang"), [("chinese.txt", "zh"), ("english.txt", "en")])
def test_a_bulletin_in_one_language_is_built_unpaired(corpus: Corpus, name: str, lang: str) -> None:
    (one,) = articles(corpus, name)
    assert one.lang == lang
    assert [found.lang for found in corpus.articles if found.article_id == one.article_id] == [lang]


def test_line_ends_of_all_kinds_are_read(corpus: Corpus) -> None:
    for name in ("old-mac.txt", "no-line-end.txt", "mixed-ends.txt"):
        assert [one.lang for one in articles(corpus, name)][:2] == ["zh", "en"]


# --- what is shown -------------------------------------------------------------------------------------------------


def printed(*args: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(app, args, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("name", ["controls.txt", "invisible.txt", "rich.txt", "rare.txt"])
def test_terminal_escapes_and_markup_are_shown_harmless(folder: Path, corpus: Corpus, name: str) -> None:
    own = [one.article_id for one in articles(corpus, name)]
    pairs = [one.pair_id for one in corpus.article_pairs if one.zh_article_id in own]
    shown = [printed("inspect", str(folder / "raw" / name))]
    shown += [printed("show", one, str(folder / "corpus"), "--why") for one in (*own, *pairs)]
    for text in shown:
        assert not any(char in text for char in "\x1b\x07\x08\u202e\u2066")
        assert not any(char in text for char in map(chr, range(0x80, 0xA0)))
    if name == "rich.txt":
        assert "会见[/bold]" in shown[0]
        assert "会见[/bold]" in shown[1]


def test_a_bad_bulletin_is_named_in_the_summary_and_strict_ends_with_3(tmp_path: Path) -> None:
    raw = written(tmp_path / "raw", {"good.txt": BUILT["both.txt"], "bad\x1b[31m.txt": SET_ASIDE["picture.txt"][0]})
    strict = CliRunner().invoke(app, ["build", str(raw), "--strict"])
    assert strict.exit_code == 3
    assert "bad\\x1b[31m.txt: binary: a PNG picture" in strict.output
    assert "\x1b" not in strict.output
    assert len(bc.load(tmp_path / "parallel").articles) == 2
    (raw / "bad\x1b[31m.txt").unlink()
    assert CliRunner().invoke(app, ["build", str(raw), "--strict"]).exit_code == 0


def test_a_file_over_max_bytes_is_set_aside(tmp_path: Path) -> None:
    raw = written(tmp_path / "raw", {"good.txt": BUILT["both.txt"], "large.txt": BOTH.encode() * 20})
    told = json.loads(printed("build", str(raw), "--max-bytes", "1000", "--json"))
    assert [(one["path"], one["text"]) for one in told["set_aside"]] == [
        ("large.txt", f"too large: {len(BOTH.encode()) * 20} bytes, the limit is 1000")
    ]
    assert json.loads(printed("build", str(raw), "--json"))["set_aside"] == []


@pytest.mark.parametrize("name", ["klingon", "rot13", "zip", "undefined"])
def test_an_encoding_that_is_none_of_texts_is_the_users_mistake(tmp_path: Path, name: str) -> None:
    raw = written(tmp_path / "raw", {"a.txt": BOTH.encode()})
    with pytest.raises(UserError, match=f"There is no encoding {name}"):
        build(raw, config=BuildConfig(read=ReadConfig(encoding=name)))


# --- what stands in the folder -------------------------------------------------------------------------------------


def test_links_pipes_and_devices_are_reported_and_never_opened(tmp_path: Path) -> None:
    raw = written(tmp_path / "raw", {"good.txt": BUILT["both.txt"]})
    written(tmp_path / "elsewhere", {"secret.txt": BOTH.encode()})
    (raw / "out.txt").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    (raw / "outer").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (raw / "loop.txt").symlink_to(raw / "loop.txt")
    (raw / "again").symlink_to(raw, target_is_directory=True)
    (raw / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(raw / "pipe.txt")
    summary = build(raw, tmp_path / "corpus", workers=1)
    assert (summary.bulletins, summary.set_aside) == (1, [])
    assert summary.ignored == ["again", "loop.txt", "out.txt", "outer", "pipe.txt", "zero.txt"]


def test_a_link_to_another_bulletin_is_a_copy(tmp_path: Path) -> None:
    raw = written(tmp_path / "raw", {"good.txt": BUILT["both.txt"]})
    (raw / "link.txt").symlink_to(raw / "good.txt")
    summary = build(raw, tmp_path / "corpus", workers=1)
    assert [(one.path, one.text) for one in summary.set_aside] == [("link.txt", "the same bytes as good.txt")]


def test_file_names_with_newlines_or_broken_encoding_are_built_and_told_apart(tmp_path: Path) -> None:
    names = [b"a\nb.txt", rb"a\x0ab.txt", b"\xb9\xab\xb0\xb2.txt", "公\u202e安.txt".encode()]
    files = {os.fsdecode(name): BOTH.replace("大使", f"大使{n}").encode() for n, name in enumerate(names)}
    raw = written(tmp_path / "raw", files)
    printed("build", str(raw))
    paths = sorted(one.path for one in bc.load(tmp_path / "parallel").bulletins)
    assert paths == sorted([r"a\x0ab.txt", r"a\x5cx0ab.txt", r"\xb9\xab\xb0\xb2.txt", "公\u202e安.txt"])
    assert validate(tmp_path / "parallel").findings == []


def test_files_and_folders_that_may_not_be_read_are_named(nobody: Path) -> None:
    raw = written(nobody / "raw", {"good.txt": BUILT["both.txt"], "closed.txt": BOTH.encode()})
    written(raw / "shut", {"a.txt": BOTH.encode()})
    (raw / "closed.txt").chmod(0)
    (raw / "shut").chmod(0)
    try:
        summary = build(raw, nobody / "corpus", workers=1)
        assert [(one.path, one.text) for one in summary.set_aside] == [
            ("closed.txt", "cannot be read: Permission denied")
        ]
        assert (summary.bulletins, summary.ignored) == (1, ["shut"])
        assert [path.name for path in find(raw, None).others] == ["shut"]
    finally:
        (raw / "shut").chmod(0o700)


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_ten_thousand_files_in_one_folder_are_listed_and_told_apart(tmp_path: Path, count: int) -> None:
    raw = written(tmp_path / "raw", {f"{n:05}.txt": BOTH.encode() for n in range(count)})
    summary = build(raw, tmp_path / "corpus", workers=1)
    assert (summary.bulletins, len(summary.set_aside)) == (1, count - 1)
    assert {one.text for one in summary.set_aside} == {"the same bytes as 00000.txt"}


def test_long_and_strange_names_are_built(tmp_path: Path) -> None:
    names = ["x" * 251 + ".txt", "..txt", "-rf.txt", "[red]a[bold].txt", "a %s {} ' \".txt", "UPPER.TXT"]
    raw = written(tmp_path / "raw", {name: BOTH.replace("大使", f"大使{n}").encode() for n, name in enumerate(names)})
    deep = raw.joinpath(*["folder" * 10] * 40)
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text(BOTH, "utf-8")
    printed("build", str(raw))
    loaded = bc.load(tmp_path / "parallel")
    assert {Path(one.path).name for one in loaded.bulletins if one.status == "built"} == {*names, "deep.txt"} - {
        "..txt"
    }
    assert validate(tmp_path / "parallel").findings == []


# --- size and shape ------------------------------------------------------------------------------------------------

MEBIBYTE = 1024 * 1024
# A hundredth of the size by default; the whole (15 MB in one line, a million lines, 1 MB of a pattern) when asked for.
sizes = pytest.mark.parametrize("scale", [100, pytest.param(1, marks=pytest.mark.long)])


def built_within(tmp_path: Path, text: str, seconds: float) -> Corpus:
    """The corpus of this text and a good one, built within so much processor time and 2 GiB of memory."""
    raw = written(tmp_path / "raw", {"hostile.txt": text.encode(), "good.txt": BUILT["both.txt"]})
    begun = time.process_time()
    build(raw, tmp_path / "corpus", workers=1)
    assert time.process_time() - begun < seconds
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2048 * 1024
    return bc.load(tmp_path / "corpus")


@sizes
@pytest.mark.parametrize("sentence", [ZH, EN + " ", "国", "word "], ids=["zh", "en", "character", "word"])
def test_one_line_of_15_mb_is_built_within_bounds(tmp_path: Path, sentence: str, scale: int) -> None:
    size = 15 * MEBIBYTE // scale
    text = sentence * (size // len(sentence.encode()))
    corpus = built_within(tmp_path, text, 20 * size / MEBIBYTE + 10)
    assert bulletin(corpus, "hostile.txt").n_chars == len(text)
    assert len(articles(corpus, "good.txt")) == 2


@sizes
@pytest.mark.parametrize("line", ["a\n", "公安部\n", "\n", "Lin Rui met.\n", "- 1 -\r\n"])
def test_a_million_short_lines_are_built_within_bounds(tmp_path: Path, line: str, scale: int) -> None:
    count = 1_000_000 // scale
    corpus = built_within(tmp_path, line * count + "\nx", 600 * count / 1_000_000 + 10)
    assert bulletin(corpus, "hostile.txt").n_chars == len(line) * count + 2


PATTERNS = {
    "brackets": "(",
    "readings": "國(guó)",
    "torn": "邀請?jiān)L",
    "corners": "【",
    "quotes": "“",
    "digits": "1",
    "dates": "9月9日至",
    "capitals": "Al ",
    "titles": "公安部副部长、",
    "offices": "Minister of ",
    "lists": "and the Ministry of Foreign Affairs, ",
    "tags": "<a ",
    "entities": "&amp;",
    "zero-width": "\u200b",
    "spaces": "  \t",
    "dots": "...... ",
    "names": "王小洪·",
    "commas": "，,、",
    "ordinals": "第一届",
    "urls": "http://a.b/?",
}


@sizes
@pytest.mark.parametrize("piece", PATTERNS.values(), ids=PATTERNS)
def test_text_made_to_blow_up_patterns_costs_under_2_s_a_megabyte(piece: str, scale: int) -> None:
    size = MEBIBYTE // min(scale, 16)
    process(RawBulletin("warm.txt", "0" * 64, "utf-8", BOTH), BuildConfig())
    text = f"林锐会见大使\n{piece * (size // len(piece.encode()))}\n{EN}\n"
    begun = time.process_time()
    process(RawBulletin("hostile.txt", "0" * 64, "utf-8", text), BuildConfig())
    assert time.process_time() - begun < (2 if scale == 1 else 1)


SHAPES = {
    "nested brackets": "林锐会见大使\n" + "（" * 50_000 + "王小洪" + "）" * 50_000 + f"\n{EN}\n",
    "long headlines": "林锐会见" * 5_000 + f"\n{ZH}\n\n" + "Lin Rui Meets " * 3_000 + f"\n{EN}\n",
    "date bomb": BOTH + "9月8日至9日至10日至11日至" * 3_000 + "\n" + "September 8-9-10-11-" * 2_000 + "\n",
    "marks on marks": BOTH.replace("Lin", "L" + "\u0301\u0302" * 5 + "in"),
    "three hundred times the same": f"林锐会见大使\n{ZH}\n" * 300,
    "names": "林锐会见大使\n公安部部长" + "王小洪、" * 4_000 + "会见大使。\n",
    "meetings": "会见汇总\n"
    + "".join(ZH.replace("9月9日", f"{n % 12 + 1}月{n % 28 + 1}日") for n in range(300))
    + "\n",
    "quotations": "“" * 5_000 + f"\n{BOTH}",
    "full stops": f"林锐会见大使\n{'。' * 20_000}{ZH * 300}\n{EN * 300}\n",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_texts_of_a_hostile_shape_are_built_whole_and_soon(text: str) -> None:
    begun = time.process_time()
    assert process_file(text.encode()) is not None
    assert time.process_time() - begun < 10
