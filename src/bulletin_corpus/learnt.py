"""Renderings learnt from a corpus, kept beside the raw bulletins in `learnt.tsv`; a build with the file uses them.

    # bulletin-corpus learnt renderings, format 1
    # version 0.1.0
    # build 0123456789abcdef0123456789abcdef
    zh<tab>en<tab>weight
    警务<tab>constabulari<tab>0.4211

`en` is a stem, `weight` how likely the word is rendered so. The file is part of the recipe of a corpus: without it, or
with the same one, the same bulletins give the same rows, and only `bulletin-corpus learn` changes it.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import regex

from bulletin_corpus.errors import UserError
from bulletin_corpus.language.words.cedict import STOP_WORDS
from bulletin_corpus.language.words.dictionary import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.language.words.odds import Side, TextPair
    from bulletin_corpus.records import SentencePair

    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

FILE_NAME = "learnt.tsv"
FORMAT = 1
TITLE = f"# bulletin-corpus learnt renderings, format {FORMAT}"
HEADER = "zh\ten\tweight"
REMEDY = "Make it anew with `bulletin-corpus learn`, or take it away."

LEAST_SCORE = 0.9  # links below teach too much that is wrong: of them more than one in ten is
LEAST_SIGHTINGS = 3  # links that hold both words; two meet by chance in every corpus
LEAST_WEIGHT = 0.1  # in both directions: company kept by chance is rarely mutual
MOST_CELLS = 10_000_000  # pairs of words that are counted, about 1 GB; the best links come first
ZH = regex.compile(r"\p{Han}{2,12}")
EN = regex.compile(r"\p{Ll}{3,}")
COMMON = 2e-3  # words that make up more of the genre than this go with everything
ROW = regex.compile(r"(?P<zh>\p{Han}{2,12})\t(?P<en>\p{Ll}{3,40})\t(?P<weight>0\.\d{4}|1\.0000)")


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a corpus taught.

    Attributes:
        version: of the program that learnt it.
        build_id: of the corpus that it was learnt from.
        renderings: Chinese word, English stem, weight (0 to 1), sorted.
    """

    version: str
    build_id: str
    renderings: tuple[tuple[str, str, float], ...]

    @property
    def sha256(self) -> str:
        """The digest of the renderings, by which a build names them."""
        return hashlib.sha256(repr(self.renderings).encode()).hexdigest()


def learn_renderings(links: Iterable[SentencePair], build_id: str, version: str) -> Learnt:
    """The renderings that the surer of these links show and the dictionary lacks; the order of links is no matter."""
    from bulletin_corpus.language.aligning.beads import Bead  # a build only reads what was learnt
    from bulletin_corpus.language.words.learning import learn
    from bulletin_corpus.language.words.odds import text_pair

    sure = sorted((-link.score, link.zh, link.en) for link in links if link.score >= LEAST_SCORE)
    words = dictionary()
    if not sure:
        return Learnt(version, build_id, ())
    pair = _of_content(text_pair([zh for _, zh, _ in sure], [en for _, _, en in sure], words))
    beads = [Bead(i, i + 1, i, i + 1, 0.0) for i in range(_affordable(pair))]
    (taught,) = learn([pair], [beads])
    odds, seen = taught.odds, _sightings(pair, len(beads))
    size = len(pair.en.vocabulary)
    found = []
    both = (odds.forward >= LEAST_WEIGHT) & (odds.backward >= LEAST_WEIGHT)
    for zh, en, weight in zip(odds.zh[both].tolist(), odds.en[both].tolist(), odds.forward[both].tolist(), strict=True):
        if seen.get(zh * size + en, 0) >= LEAST_SIGHTINGS:
            word, rendering = pair.zh.vocabulary[zh], pair.en.vocabulary[en]
            if rendering not in dict(words.look_up(word)):
                found.append((word, rendering, round(min(1.0, weight), 4)))
    return Learnt(version, build_id, tuple(sorted(found)))


def write_learnt(raw: Path, learnt: Learnt) -> Path:
    """The file in the folder `raw` that now holds what was learnt, whole or the former one.

    Raises:
        UserError: if the folder cannot be written, or holds a file of this name that is none of ours.
    """
    path = raw / FILE_NAME
    rows = (f"{zh}\t{en}\t{weight:.4f}" for zh, en, weight in learnt.renderings)
    text = "\n".join([TITLE, f"# version {learnt.version}", f"# build {learnt.build_id}", HEADER, *rows, ""])
    temporary = raw / f".{FILE_NAME}.new"
    try:
        if path.exists() and not path.read_bytes().startswith(b"# bulletin-corpus learnt renderings"):
            raise UserError(f"{path} was not written by this program.", "Move it away, or choose another --raw.")
        temporary.write_text(text, "utf-8", newline="\n")
        os.replace(temporary, path)  # noqa: PTH105  # atomic on every platform
    except OSError as error:
        temporary.unlink(missing_ok=True) if raw.is_dir() else None
        raise UserError(f"{path} cannot be written ({error.strerror}).", "Choose another folder with --raw.") from error
    return path


def read_learnt(raw: Path) -> Learnt | None:
    """What stands in `learnt.tsv` in the folder `raw`; None where there is no such file.

    Raises:
        UserError: if the file is damaged, or of another format.
    """
    path = raw / FILE_NAME
    if not path.exists():
        return None
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.", REMEDY) from error
    if lines[0] != TITLE:
        raise UserError(f"{path} does not begin with `{TITLE}`.", REMEDY)
    heads = [line.removeprefix(f"# {word} ") for line, word in zip(lines[1:3], ("version", "build"), strict=False)]
    if len(lines) < 5 or lines[3] != HEADER or lines[-1] or any(head.startswith("#") for head in heads):
        raise UserError(f"{path} is damaged: it is cut short, or its first lines were changed.", REMEDY)
    rows: list[tuple[str, str, float]] = []
    for number, line in enumerate(lines[4:-1], 5):
        row = ROW.fullmatch(line)
        if row is None or (rows and (row["zh"], row["en"]) <= rows[-1][:2]):
            raise UserError(f"{path} is damaged in line {number}.", REMEDY)
        rows.append((row["zh"], row["en"], float(row["weight"])))
    return Learnt(heads[0], heads[1], tuple(rows))


@lru_cache(maxsize=2)
def extended_dictionary(raw: Path, sha256: str) -> Dictionary:
    """The usual dictionary with the renderings in the folder `raw`.

    Raises:
        UserError: if the file is damaged, or its renderings are not those of the digest.
    """
    learnt = read_learnt(raw)
    if learnt is None or learnt.sha256 != sha256:
        raise UserError(f"{raw / FILE_NAME} changed during the build.", "Build again.")
    return dictionary().extended(learnt.renderings)


def _of_content(pair: TextPair) -> TextPair:
    """The texts without marks, numbers, names in letters and words that are rare here or common everywhere."""
    return replace(pair, zh=_thinned(pair.zh, ZH), en=_thinned(pair.en, EN))


def _thinned(side: Side, pattern: regex.Pattern[str]) -> Side:
    wanted: Flags = np.array(
        [pattern.fullmatch(word) is not None and word not in STOP_WORDS for word in side.vocabulary], np.bool_
    )
    wanted &= (side.background <= COMMON) & (np.bincount(side.types, minlength=len(side.vocabulary)) >= LEAST_SIGHTINGS)
    kept = wanted[side.types]
    sizes = np.bincount(np.repeat(np.arange(len(side)), side.sizes)[kept], minlength=len(side))
    return replace(side, types=side.types[kept], starts=np.concatenate([[0], np.cumsum(sizes)]))


def _affordable(pair: TextPair) -> int:
    """How many links, the first ones, have no more pairs of words than are counted."""
    return int(np.searchsorted(np.cumsum(pair.zh.sizes * pair.en.sizes), MOST_CELLS, side="right"))


def _sightings(pair: TextPair, links: int) -> dict[int, int]:
    """In how many links each pair of words stands, by its key; a word counts once in a link."""
    size, keys = len(pair.en.vocabulary), []
    for i in range(links):
        zh = np.unique(pair.zh.types[int(pair.zh.starts[i]) : int(pair.zh.starts[i + 1])])
        en = np.unique(pair.en.types[int(pair.en.starts[i]) : int(pair.en.starts[i + 1])])
        keys.append((zh[:, None] * size + en[None, :]).ravel())
    empty: Sequence[Ints] = [np.zeros(0, np.int64)]
    found, counts = np.unique(np.concatenate([*empty, *keys]), return_counts=True)
    often = counts >= LEAST_SIGHTINGS
    return dict(zip(found[often].tolist(), counts[often].tolist(), strict=True))
