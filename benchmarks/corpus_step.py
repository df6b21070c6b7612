"""What the steps over the whole corpus cost, in small and in large corpora, without processing so many bulletins.

    uv run python benchmarks/corpus_step.py [--bulletins 100] [--largest 2000]

So many generated bulletins are built once. Their kept results are then copied with other ids, other names of persons
and other months of issue, until there are twice, four times ... as many, and everything that a build does after its
bulletins are processed is measured, each time in a new process: repeated texts, pairs across bulletins of near months
(first with their pairing and aligning, then with what was kept of it, as the next build finds it), who is who, tables.
Wanted: the same processor time for each bulletin, the same memory.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow as pa
from measured import MEGABYTE, environment, generated, measured_build, parsed_arguments

from bulletin_corpus import gathering, pipeline
from bulletin_corpus.chunks import Entry
from bulletin_corpus.config import BuildConfig
from bulletin_corpus.corrections import NO_CORRECTIONS
from bulletin_corpus.kept import kept_persons, kept_schema
from bulletin_corpus.language.people.comparison import outline
from bulletin_corpus.planning import Job
from bulletin_corpus.recipe import recipe_of
from bulletin_corpus.records import digest
from bulletin_corpus.storage.corpus import publish
from bulletin_corpus.storage.engine import Engine
from bulletin_corpus.storage.manifest import STATE
from bulletin_corpus.storage.outcomes import Outcomes
from bulletin_corpus.storage.own_process import begin_own_process
from bulletin_corpus.storage.results import Results, write_rows

ID = re.compile(r"[abpmwn]-[0-9a-f]{16}")
FILE_ROWS = 64
YEARS = 20


def main() -> None:
    args = parsed_arguments(
        __doc__,
        ("--bulletins", 100, "bulletins that are built"),
        ("--largest", 2000, "most bulletins"),
        ("--measure", "", "folder of results to measure, by this program itself"),
    )
    if args.measure:
        print(json.dumps(measured(Path(args.measure))))
        return
    built = args.work / "corpus-step-built"
    if not built.is_dir():
        measured_build(generated(args.work, args.bulletins), built, workers=2)
    print("bulletins   ms each, first   ms each, again    who is who    tables   parent MB")
    size = args.bulletins
    while size <= args.largest:
        folder = args.work / "corpus-step"
        shutil.rmtree(folder, ignore_errors=True)
        multiply(Results(built / STATE / "results"), folder / STATE / "results", size)
        command = [sys.executable, __file__, "--measure", str(folder)]
        shown = subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout
        found = json.loads(shown.splitlines()[-1])
        each = {name: 1e3 * found[name] / size for name in ("first", "again", "resolving", "tables")}
        print(
            f"{size:9} {each['first']:16.2f} {each['again']:16.2f} {each['resolving']:13.2f} {each['tables']:9.2f}"
            f" {found['parent_mb']:11.0f}",
            flush=True,
        )
        shutil.rmtree(folder)
        size *= 2


def multiply(results: Results, folder: Path, size: int) -> None:
    """Write the results of so many bulletins: those given, then copies of them."""
    folder.mkdir(parents=True)
    keys = sorted(results.places)
    rows = [row for row in results.rows(keys).to_pylist() if row["status"] == "built"]
    copies = [(copy, row) for copy in range(-(-size // len(rows))) for row in rows][:size]
    for start in range(0, size, FILE_ROWS):
        write_rows(folder, [renamed(row, copy) for copy, row in copies[start : start + FILE_ROWS]])


def renamed(row: dict[str, Any], copy: int) -> dict[str, Any]:
    """The result as another bulletin would have it: other ids, other persons, another month."""
    if copy == 0:
        return row
    made: dict[str, Any] = with_other_ids(row, str(copy))
    made["key"] = digest(row["key"], str(copy))
    if row["issue_date"]:
        made["issue_date"] = f"{int(row['issue_date'][:4]) + YEARS * copy:04}{row['issue_date'][4:]}"
    for person in made["persons"]:
        for one in (person, *person["mentions"]):
            for name in ("name_zh", "name_en", "name"):
                if one.get(name):
                    one[name] = one[name][:-1] + chr(ord(one[name][-1]) + copy)
    kind = kept_schema().field("persons").type.value_type
    made["outlines"] = [outline(one)._asdict() for one in kept_persons(pa.array(made["persons"], kind))]
    return made


def with_other_ids(value: Any, salt: str) -> Any:  # noqa: ANN401
    """The value with other ids, wherever they stand."""
    if isinstance(value, str):
        return value[:2] + digest(value, salt) if ID.fullmatch(value) else value
    if isinstance(value, dict):
        return {name: with_other_ids(one, salt) for name, one in value.items()}
    if isinstance(value, list) and value and not isinstance(value[0], int):
        return [with_other_ids(one, salt) for one in value]
    return value


def measured(folder: Path) -> dict[str, float]:
    """Processor seconds of the corpus step, twice, and the most memory that it took."""
    begin_own_process()
    results = Results(folder / STATE / "results")
    keys = sorted(results.places, key=lambda key: results.places[key])
    entries = [Entry(f"{at:07}.txt", digest(key) * 4, key, at) for at, key in enumerate(keys)]
    config = BuildConfig()
    job = Job(folder, folder, config, recipe_of(config, "0"), (), [], NO_CORRECTIONS, [], None)
    spent: dict[str, float] = {}
    resolve_all = vars(gathering)["resolve_all"]

    def timed(*args: Any) -> Any:  # noqa: ANN401
        start = time.process_time()
        found = resolve_all(*args)
        spent["resolving"] = time.process_time() - start
        return found

    with patch.object(gathering, "resolve_all", timed), Engine(1) as engine:
        for run in ("first", "again"):
            start = time.process_time()
            outcomes = Outcomes(folder / STATE / "persons")
            facts, across, officials, _ = gathering.gather(entries, results, outcomes, job, engine)
            gathered = time.process_time()
            publish(pipeline.rows(entries, results, across, facts, officials), folder, "build", "0")
            spent["tables"] = time.process_time() - gathered
            spent[run] = time.process_time() - start
    return {**spent, "parent_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE}


if __name__ == "__main__":
    main()
