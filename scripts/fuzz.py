"""Feeds damaged inputs to the program and checks what must hold for any of them.

    uv run python scripts/fuzz.py [--what lines|files|items|bulletins] [--runs 20000 | --seconds 600] [--seed 1]

`lines` restores and segments a few short lines, `files` decodes, restores and segments whole files, `items` extracts
what the short texts of a news item report, `bulletins` does all that is done for one file. The inputs are described in
`tests/fuzzing/inputs.py`, the promises in `tests/fuzzing/promises.py`. With `--runs` every machine tests the same.

An input that breaks a promise, or takes more than 5 s of processor time, is kept in the folder `fuzz-failures`; the run
goes on and ends with 1. Each sixteenth input is tried again after sixteen others: what is made of it must be the same.
The digest at the end is one of what was made of those, and the same with any PYTHONHASHSEED.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
import traceback
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from fuzzing import inputs, promises  # the tests' package is found by the line above

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

MAX_SECONDS = 5.0
REPEATED = 16
FAILURES = Path("fuzz-failures")


class Target(NamedTuple):
    """What is tested: how an input is made, and what all is made of it (None: nothing, it is no text)."""

    make: Callable[[random.Random], object]
    run: Callable[[Any], str | None]


@cache
def real_text() -> str:
    """The real bulletin."""
    return inputs.REAL.read_text("utf-8")


def damaged(lengths: tuple[int, ...], rng: random.Random) -> bytes:
    """The bytes of a file made from the real bulletin."""
    return inputs.damaged_file(real_text(), rng, lengths)


TARGETS = {
    "lines": Target(inputs.short_text, promises.read_text),
    "files": Target(partial(damaged, inputs.FILE_LENGTHS), promises.read_file),
    "items": Target(inputs.short_item, promises.read_item),
    "bulletins": Target(partial(damaged, inputs.BULLETIN_LENGTHS), promises.process_file),
}


def too_slow(_signal: int, _frame: FrameType | None) -> None:
    """Ends the input that is being tried.

    Raises:
        TimeoutError: always.
    """
    raise TimeoutError(f"more than {MAX_SECONDS} s")


class Fuzzing:
    """One run: inputs tried, those that were texts, failures, and a digest of what was made of each sixteenth."""

    def __init__(self, what: str, seed: int) -> None:
        self.what, self.seed, self.target = what, seed, TARGETS[what]
        self.n_tried = self.n_texts = self.n_failures = 0
        self.slowest, self.digest = 0.0, hashlib.sha256()
        self.again: tuple[object, str | None] | None = None

    def try_one(self, rng: random.Random) -> None:
        """Tries the next input, and an earlier one again."""
        made = self.target.make(rng)
        self.n_tried += 1
        outcome = self.outcome(made)
        self.n_texts += outcome is not None
        if self.n_tried % REPEATED == 0:
            if self.again is not None and self.outcome(self.again[0]) != self.again[1]:
                self.keep(self.again[0], "something else is made of it after other inputs")
            self.again = made, outcome
            self.digest.update(repr(outcome).encode("utf-8", "surrogatepass"))

    def outcome(self, made: object) -> str | None:
        """What is made of the input; None where that failed, which is kept."""
        signal.setitimer(signal.ITIMER_VIRTUAL, MAX_SECONDS)
        begun = time.process_time()
        try:
            return self.target.run(made)
        except Exception:  # noqa: BLE001  # whatever it is, it is reported, and the run goes on
            self.keep(made, traceback.format_exc())
            return None
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self.slowest = max(self.slowest, time.process_time() - begun)

    def keep(self, made: object, why: str) -> None:
        """Writes the input and what is wrong with it to a file."""
        self.n_failures += 1
        FAILURES.mkdir(exist_ok=True)
        name = f"{self.what}-{self.seed}-{self.n_tried}.txt"
        (FAILURES / name).write_text(f"{made!r}\n\n{why}\n", "utf-8")
        print(f"{name}: {why.strip().splitlines()[-1]}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--what", choices=sorted(TARGETS), default="lines", help="what to test")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--runs", type=int, default=20_000, help="how many inputs to try")
    length.add_argument("--seconds", type=float, help="how long to run instead")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers")
    options = parser.parse_args()
    promises.process_file("公安部部长会见了大使。".encode())  # loads all, which is not timed
    signal.signal(signal.SIGVTALRM, too_slow)
    rng, run = random.Random(options.seed), Fuzzing(options.what, options.seed)  # noqa: S311  # not for secrets
    start = time.monotonic()
    while run.n_tried < options.runs if options.seconds is None else time.monotonic() - start < options.seconds:
        run.try_one(rng)
    print(
        f"{run.what}, seed {run.seed}: {run.n_tried} inputs, {run.n_texts} of them texts, {run.n_failures} failures, "
        f"slowest {run.slowest:.2f} s, {time.process_time():.0f} s of processor time, "
        f"digest {run.digest.hexdigest()[:16]}"
    )
    sys.exit(1 if run.n_failures else 0)


if __name__ == "__main__":
    main()
