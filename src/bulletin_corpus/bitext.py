"""Sentence alignment of any two texts, apart from bulletins: lists of sentences, two files, or two folders.

Input are a Chinese and an English text, a sentence a line or to be split; output all beads, those of sentences without
counterpart included. Over a folder, word odds and habits are learnt from the texts themselves, in memory: a first pass
aligns with the dictionary, a second one with what it learnt.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.errors import UserError
from bulletin_corpus.language.restoring.script import simplify, traditional_parts
from bulletin_corpus.language.words.dictionary import dictionary as usual_dictionary
from bulletin_corpus.language.words.sentences import split
from bulletin_corpus.stages.align import beads, beads_in_order, probability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bulletin_corpus.language.aligning.beads import Bead
    from bulletin_corpus.language.aligning.vectors import Embed
    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.records import Lang

Format = Literal["links", "tsv", "json"]


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text pair with its beads.

    Attributes:
        zh, en: the sentences, in order.
        beads: positions of the sentences of each bead on both sides, and its score; a side may be empty.
    """

    zh: tuple[str, ...]
    en: tuple[str, ...]
    beads: tuple[tuple[tuple[int, ...], tuple[int, ...], float], ...]

    def as_links(self) -> str:
        """A line `[zh numbers]:[en numbers]` for each bead, as Vecalign and Bertalign print them."""
        return "".join(f"{list(zh)}:{list(en)}\n" for zh, en, _ in self.beads)

    def as_tsv(self) -> str:
        """A line for each bead: Chinese, English, score; tabs and line ends in the text become spaces."""
        lines = ["zh\ten\tscore\n"]
        for zh, en, score in self.beads:
            left, right = "".join(self.zh[i] for i in zh), " ".join(self.en[j] for j in en)
            lines.append(f"{' '.join(left.split())}\t{' '.join(right.split())}\t{score:.4f}\n")
        return "".join(lines)

    def as_json(self) -> str:
        """A JSON object for each bead, a line each: positions, sentences and score."""
        rows = (
            {
                "zh_positions": list(zh),
                "en_positions": list(en),
                "zh": "".join(self.zh[i] for i in zh),
                "en": " ".join(self.en[j] for j in en),
                "score": round(score, 4),
            }
            for zh, en, score in self.beads
        )
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    def render(self, output: Format) -> str:
        """The beads in one of the formats links, tsv, json."""
        return {"links": self.as_links, "tsv": self.as_tsv, "json": self.as_json}[output]()


def align_texts(
    zh: Sequence[str],
    en: Sequence[str],
    *,
    any_order: bool = False,
    learn: bool = False,
    dictionary: Dictionary | None = None,
    embed: Embed | None = None,
) -> AlignedText:
    """The beads of one text pair.

    Args:
        zh: Chinese sentences, in order; traditional characters are read as their simplified ones.
        en: English sentences, in order.
        any_order: whether sentences of short texts may have moved (links cross), as in rewritten news.
        learn: whether a second pass uses what the first one learnt; pays off from a few hundred sentences on.
        dictionary: None: the usual one.
        embed: a model of sentence vectors, from `embedder.load_embedder`; None: words alone are compared.
    """
    if any_order:
        words = usual_dictionary() if dictionary is None else dictionary
        return _aligned(zh, en, beads(_simplified(zh), list(en), words, embed))
    (aligned,) = align_many({"": (zh, en)}, learn=learn, dictionary=dictionary, embed=embed).values()
    return aligned


def align_many(
    texts: Mapping[str, tuple[Sequence[str], Sequence[str]]],
    *,
    learn: bool = True,
    dictionary: Dictionary | None = None,
    embed: Embed | None = None,
) -> dict[str, AlignedText]:
    """The beads of several text pairs, by their names; with `learn`, what one text teaches serves all.

    The result does not depend on the order of the mapping.
    """
    words = usual_dictionary() if dictionary is None else dictionary
    names = sorted(texts)
    pairs = [(_simplified(texts[name][0]), texts[name][1]) for name in names]
    found = beads_in_order(pairs, words, learn=learn, embed=embed)
    return {name: _aligned(*texts[name], held) for name, held in zip(names, found, strict=True)}


def _aligned(zh: Sequence[str], en: Sequence[str], found: Sequence[Bead]) -> AlignedText:
    return AlignedText(tuple(zh), tuple(en), tuple(_numbered(bead) for bead in found))


def _numbered(bead: Bead) -> tuple[tuple[int, ...], tuple[int, ...], float]:
    return bead.zh, bead.en, probability(bead) if bead.zh and bead.en else bead.likelihood


def align_files(
    zh: Path, en: Path, *, split_lines: bool = False, learn: bool = False, embed: Embed | None = None
) -> AlignedText:
    """The beads of two files, a sentence a line; with `split_lines`, lines are paragraphs and split first.

    Raises:
        UserError: if a file cannot be read as UTF-8.
    """
    return align_texts(_sentences(zh, "zh", split_lines), _sentences(en, "en", split_lines), learn=learn, embed=embed)


def align_folders(
    zh: Path, en: Path, *, split_lines: bool = False, learn: bool = True, embed: Embed | None = None
) -> dict[str, AlignedText]:
    """The beads of all files of the same name in both folders, by name.

    Raises:
        UserError: if the folders share no file name, a file has no counterpart, or one cannot be read as UTF-8.
    """
    names_zh, names_en = _file_names(zh), _file_names(en)
    if names_zh != names_en:
        lonely = sorted(names_zh ^ names_en)
        raise UserError(
            f"{len(lonely)} file{'s stand' if len(lonely) > 1 else ' stands'} in one folder only: {lonely[0]}"
            f"{' and others' if len(lonely) > 1 else ''}.",
            "Give two folders with files of the same names.",
        )
    if not names_zh:
        raise UserError(f"There is no file in {zh}.", "Give two folders with files of the same names.")
    texts = {
        name: (_sentences(zh / name, "zh", split_lines), _sentences(en / name, "en", split_lines)) for name in names_zh
    }
    return align_many(texts, learn=learn, embed=embed)


def _file_names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")}


def _sentences(path: Path, lang: Lang, split_lines: bool) -> list[str]:  # noqa: FBT001
    """The file's lines, or their sentences; a line ends at LF only, so that numbers agree with other tools'."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}.", "Name two text files, or two folders of them.") from error
    except OSError as error:
        cause = f"{path} cannot be read ({error.strerror})."
        raise UserError(cause, "Name two text files, or two folders of them.") from error
    except UnicodeDecodeError as error:
        cause = f"{path} is no text in UTF-8: byte {error.start + 1} does not fit."
        raise UserError(cause, "Convert it, for instance with: iconv -f GB18030 -t UTF-8.") from error
    if split_lines:
        return [text[start:end] for start, end in split(text, lang)]
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.rstrip("\r") for line in lines]


def _simplified(sentences: Sequence[str]) -> list[str]:
    """The sentences in simplified characters; lines that are simplified already are left alone."""
    text = "\n".join(sentences)
    ends = list(accumulate(len(sentence) + 1 for sentence in sentences))
    spans = [(end - 1 - len(sentence), end - 1) for sentence, end in zip(sentences, ends, strict=True)]
    traditional = traditional_parts(text, spans)
    if not any(traditional):
        return list(sentences)
    converted = simplify(text)
    return [
        converted[start:end] if is_so else text[start:end]
        for (start, end), is_so in zip(spans, traditional, strict=True)
    ]
