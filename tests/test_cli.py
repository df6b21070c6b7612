"""The command line as a user meets it: a process with its exit code and its two streams."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bulletin_corpus.corrections import read_corrections
from bulletin_corpus.records import ArticlePair
from bulletin_corpus.storage.corpus import load_corpus
from report_corpora import changed

PROGRAM = str(Path(sys.executable).parent / "bulletin-corpus")
RAW = Path(__file__).parent.parent / "data" / "raw"


def run(*args: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAM, *args], capture_output=True, text=True, cwd=cwd, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("cli") / "out"
    return out, run("build", str(RAW), "--out", str(out))


def test_build_ends_with_a_summary_that_fits_one_screen(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    out, result = built
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert len(lines) <= 24
    for label in ("bulletins", "articles", "pairs", "unpaired", "sentence links", "meetings", "workshops", "officials"):
        assert sum(line.startswith(label) for line in lines) == 1, label
    assert lines[-1].startswith(f"corpus          {out}")


def test_build_says_nothing_on_standard_error_when_piped(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    assert built[1].stderr == ""


def test_json_is_all_that_stands_on_standard_output(tmp_path: Path) -> None:
    result = run("build", str(RAW), "--out", str(tmp_path / "out"), "--json")
    summary = json.loads(result.stdout)
    assert (summary["bulletins"], summary["articles_zh"], summary["articles_en"]) == (1, 3, 3)


def test_the_default_output_is_parallel_beside_raw(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "one.txt").write_bytes(next(RAW.glob("*.txt")).read_bytes())
    result = run("build", "raw", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.splitlines()[-1].startswith("corpus          parallel  (build ")
    assert (tmp_path / "parallel" / "articles.parquet").exists()


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["build", "nowhere"], "There is no folder nowhere."),
        (["build", "."], "There is no bulletin"),
        (["schema", "nothing"], "There is no table nothing."),
        (["build", str(next(RAW.glob("*.txt")))], f"{next(RAW.glob('*.txt'))} is a file."),
        (["inspect", "nothing.txt"], "There is no file nothing.txt."),
        (["inspect", "."], ". is a folder."),
    ],
)
def test_a_mistake_of_the_user_gives_one_sentence_of_cause_and_one_of_remedy(
    args: list[str],
    cause: str,
    tmp_path: Path,
) -> None:
    result = run(*args, cwd=tmp_path)
    assert result.returncode == 2
    first, second = result.stderr.splitlines()
    assert first.startswith(f"bulletin-corpus: {cause}")
    assert second.endswith(".")
    assert result.stdout == ""


def test_the_list_of_commands_cuts_no_sentence() -> None:
    commands = run("--help").stdout.split("Commands:\n")[1].split("\n\n")[0].splitlines()
    assert len(commands) == 11
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)


def test_an_unknown_option_is_a_mistake_of_the_user() -> None:
    assert run("build", str(RAW), "--nonsense").returncode == 2


def test_an_empty_folder_can_be_built_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    assert run("build", "raw", "--allow-empty", cwd=tmp_path).returncode == 0
    assert (tmp_path / "parallel" / "meetings.parquet").exists()


def test_strict_ends_with_3_when_a_file_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "empty.txt").write_bytes(b"")
    result = run("build", "raw", "--strict", cwd=tmp_path)
    assert result.returncode == 3
    assert "empty.txt" in result.stdout


def test_an_interrupted_build_leaves_the_old_corpus_and_ends_with_130(
    built: tuple[Path, subprocess.CompletedProcess[str]],
    tmp_path: Path,
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    text = next(RAW.glob("*.txt")).read_bytes()
    for number in range(40):
        (raw / f"{number:03d}.txt").write_bytes(text + f"\n{number}".encode())
    out, _ = built
    before = {path.name: path.read_bytes() for path in out.glob("*.parquet")}
    process = subprocess.Popen([PROGRAM, "build", str(raw), "--out", str(out), "--workers", "1", "--prune"])
    time.sleep(1.5)
    os.kill(process.pid, signal.SIGINT)
    assert process.wait(timeout=20) == 130
    assert {path.name: path.read_bytes() for path in out.glob("*.parquet")} == before


def test_an_interrupted_command_says_what_stands(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    text = next(RAW.glob("*.txt")).read_bytes()
    for number in range(40):
        (raw / f"{number:03d}.txt").write_bytes(text + f"\n{number}".encode())
    process = subprocess.Popen([PROGRAM, "build", "raw", "--workers", "1"], cwd=tmp_path, stderr=subprocess.PIPE)
    while not (tmp_path / "parallel" / ".bulletin-corpus").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    _, stderr = process.communicate(timeout=20)
    assert process.returncode == 143
    stands = "There is no corpus in parallel yet; what was done is kept for the next build."
    assert stderr.decode() == f"bulletin-corpus: interrupted. {stands}\n"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["inspect", "{file}"], 0),
        (["inspect", "{file}", "--json"], 0),
        (["schema"], 0),
        (["show", "{id}", "{out}"], 0),
        (["diff", "{out}", "{out}"], 0),
        (["validate", "{out}", "--raw", "{nowhere}"], 4),
        (["build", "{raw}", "--out", "{out}"], 0),
        (["build", "--help"], 0),
    ],
)
def test_a_reader_that_goes_away_changes_no_exit_code(
    built: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path, args: list[str], code: int
) -> None:
    out, file = built[0], next(RAW.glob("*.txt"))
    places = {"out": out, "file": file, "raw": RAW, "id": first_id(out, "meetings"), "nowhere": tmp_path}
    reading, writing = os.pipe()
    os.close(reading)
    command = [PROGRAM, *(arg.format(**places) for arg in args)]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (result.returncode, result.stderr) == (code, b"")


def test_a_full_disk_behind_standard_output_is_told_in_two_lines() -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([PROGRAM, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.splitlines()[0] == "bulletin-corpus: The output cannot be written (No space left on device)."
    assert len(result.stderr.splitlines()) == 2


def test_characters_that_the_output_lacks_are_written_as_escapes() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    command = [PROGRAM, "inspect", str(next(RAW.glob("*.txt"))), "--json"]
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert json.loads(result.stdout.decode("latin-1"))["parts"][0]["text"].startswith("公安部")


def test_an_interrupted_review_keeps_what_was_judged(
    built: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """In a terminal of its own: the first question is answered, the second is interrupted by Ctrl-C."""
    doubtful = changed(
        load_corpus(built[0]),
        tmp_path / "doubtful",
        lambda record: record.model_copy(update={"score": 0.5}) if isinstance(record, ArticlePair) else record,
    )
    (tmp_path / "raw").mkdir()
    ours, theirs = pty.openpty()
    command = [PROGRAM, "review", str(doubtful.path), "--raw", str(tmp_path / "raw"), "--author", "Li Wen"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    for wait_for, answer in (
        (b"1 of", b""),
        (b"judgement [s]", b"1\n"),
        (b"reason:", b"so\n"),
        (b"judgement [s]", b""),
    ):
        said = b""
        while wait_for not in said:
            said += os.read(ours, 65536)
        os.write(ours, answer)
    process.send_signal(signal.SIGINT)
    said = b""
    while b"interrupted" not in said:
        said += os.read(ours, 65536)
    assert process.wait(timeout=20) == 130
    os.close(ours)
    assert b"bulletin-corpus: interrupted. What you judged before this question is kept." in said
    (judged,) = read_corrections(tmp_path / "raw").pair
    assert judged.reason == "so"


def test_schema_prints_every_column_as_json_too() -> None:
    described = json.loads(run("schema", "meetings", "--json").stdout)
    assert [column["column"] for column in described["meetings"]][:2] == ["meeting_id", "zh_article_id"]
    assert "meeting_id" in run("schema", "meetings").stdout


def test_version_is_printed() -> None:
    assert run("--version").stdout.startswith("bulletin-corpus ")


def test_inspect_names_the_label_and_article_of_each_line() -> None:
    result = run("inspect", str(next(RAW.glob("*.txt"))))
    assert result.returncode == 0
    assert [line.split()[:3] for line in result.stdout.splitlines() if line[:4].strip() in {"5", "11"}] == [
        ["5", "[2]", "headline"],
        ["11", "[3]", "subheadline"],
    ]


def test_inspect_prints_json_too() -> None:
    told = json.loads(run("inspect", str(next(RAW.glob("*.txt"))), "--json").stdout)
    assert [part["label"] for part in told["parts"] if part["line"] in {5, 11}] == ["headline", "subheadline"]


def test_a_corpus_that_teaches_nothing_leaves_no_file(
    built: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    told = json.loads(run("learn", str(built[0]), "--raw", str(tmp_path), "--json").stdout)
    assert (told["path"], told["renderings"]) == (None, 0)
    assert run("learn", str(built[0]), "--raw", str(tmp_path)).stdout.startswith("Nothing learnt: ")
    assert list(tmp_path.iterdir()) == []


def test_inspect_refuses_what_is_no_bulletin(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("inspect", "empty.txt", cwd=tmp_path)
    assert result.returncode == 2
    assert "empty.txt is no bulletin: empty file." in result.stderr


def test_align_prints_beads_of_two_files(tmp_path: Path) -> None:
    (tmp_path / "zh").write_text("他于9月2日抵达北京。\n双方签署了合作协议。\n", "utf-8")
    (tmp_path / "en").write_text("He arrived in Beijing on September 2.\nThe two sides signed an agreement.\n", "utf-8")
    assert run("align", "zh", "en", cwd=tmp_path).stdout == "[0]:[0]\n[1]:[1]\n"
    rows = [json.loads(line) for line in run("align", "zh", "en", "--format", "json", cwd=tmp_path).stdout.splitlines()]
    assert [row["zh_positions"] for row in rows] == [[0], [1]]


def test_align_writes_a_file_for_each_name_of_two_folders(tmp_path: Path) -> None:
    for lang, text in (("zh", "他于9月2日抵达北京。\n"), ("en", "He arrived in Beijing on September 2.\n")):
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "one").write_text(text, "utf-8")
    assert run("align", "zh", "en", "--out", "links", cwd=tmp_path).returncode == 0
    assert (tmp_path / "links" / "one").read_text("utf-8") == "[0]:[0]\n"
    assert run("align", "zh", "en", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["nothing", "en"], "There is no file nothing."),
        (["en", "nothing"], "There is no file nothing."),
        (["gbk", "en"], "gbk is no text in UTF-8: byte 1 does not fit."),
        (["folder", "en"], "A folder is aligned with a folder, into a folder."),
        (["en", "folder"], "A folder is aligned with a folder, into a folder."),
        (["folder", "folder"], "A folder is aligned with a folder, into a folder."),
        (["folder", "other", "--out", "links"], "1 file stands in one folder only: one."),
        (["en", "en", "--out", "nowhere/links"], "nowhere/links cannot be written (No such file or directory)."),
        (["folder", "folder", "--out", "en"], "The folder en cannot be made (File exists)."),
    ],
)
def test_align_names_what_it_cannot_read_or_write(args: list[str], cause: str, tmp_path: Path) -> None:
    (tmp_path / "en").write_text("One.\n", "utf-8")
    (tmp_path / "gbk").write_bytes("会谈".encode("gbk"))
    for folder in ("folder", "other"):
        (tmp_path / folder).mkdir()
    (tmp_path / "folder" / "one").write_text("一。\n", "utf-8")
    result = run("align", *args, cwd=tmp_path)
    first, second = result.stderr.splitlines()
    assert (result.returncode, first) == (2, f"bulletin-corpus: {cause}")
    assert second.endswith(".")
    assert not (tmp_path / "links").exists()


def test_show_prints_a_record_and_its_json(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, _ = built
    meeting = json.loads(run("show", "--json", first_id(out, "meetings"), str(out)).stdout)
    assert meeting["meeting_id"] in run("show", meeting["meeting_id"], str(out), "--why").stdout
    assert run("show", "m-nothing", str(out)).returncode == 2


def first_id(out: Path, table: str) -> str:
    return str(pq.read_table(out / f"{table}.parquet").column(0)[0].as_py())


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["ex"], ["export"]),
        (["export", "ts"], ["tsv"]),
        (["schema", "sen"], ["sentences", "sentence_pairs"]),
        (["export", "tsv", "--table", "me"], ["meetings", "mentions"]),
        (["schema", "x"], []),
    ],
)
def test_shells_complete_commands_formats_and_tables(words: list[str], wanted: list[str]) -> None:
    asked = {"_BULLETIN_CORPUS_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(["bulletin-corpus", *words])}
    env = os.environ | asked | {"COMP_CWORD": str(len(words))}
    done = subprocess.run([PROGRAM], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.split() == wanted
