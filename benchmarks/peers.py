"""Sentence alignment beside other aligners, on the same annotated texts: quality and seconds side by side.

    uv run python benchmarks/peers.py [--hunalign PATH] [--items FOLDER] [--texts FOLDER]

hunalign (github.com/danielvarga/hunalign) has no package: build it and give the path of the program. It is given our
words, stems and dictionary, so that the search alone is compared, and each Chinese character three times: it holds the
lengths of both sides against each other as they are. Bertalign (github.com/bfsujason/bertalign) takes part where it can
be imported, with the model that it loads.

Without --texts the annotated items are aligned, in any order; with it the long texts of a folder that holds zh, en and
gold (as for alignment.py), in order, once with the dictionary alone and once with what a first pass learnt.
Figures are strict: a link counts where both its sides are exactly those annotated. Seconds are processor time; for
hunalign that of the program alone.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from alignment import load_texts

from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.tokens import tokens_en, tokens_zh
from bulletin_corpus.stages.align import align, beads_in_order
from gold.annotation import ITEMS, read_items

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Link = tuple[tuple[int, ...], tuple[int, ...]]
"""Positions of the Chinese and of the English sentences."""
Pair = tuple[list[str], list[str]]
Texts = list[tuple[list[str], list[str], set[Link]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hunalign", type=Path, help="the program hunalign")
    parser.add_argument("--items", type=Path, default=ITEMS, help="folder of annotated items")
    parser.add_argument("--texts", type=Path, help="folder with zh, en and gold, instead of items")
    args = parser.parse_args()
    texts = items(args.items) if args.texts is None else long_texts(args.texts)
    print(f"{len(texts)} pairs of texts, {sum(len(links) for *_, links in texts)} links\n")
    print("aligner                  precision   recall       F1   seconds")
    dictionary()
    if args.texts is None:
        compare("bulletin-corpus", each(ours), texts)
    else:
        compare("bulletin-corpus", lambda pairs: ours_in_order(pairs, learn=False), texts)
        compare("bulletin-corpus, learnt", lambda pairs: ours_in_order(pairs, learn=True), texts)
    if args.hunalign is not None:
        compare("hunalign", each(lambda zh, en: hunalign(args.hunalign, zh, en)), texts, children=True)
    else:
        print("hunalign                 not measured: give its path with --hunalign")
    if importlib.util.find_spec("bertalign") is not None:
        bertalign(*texts[0][:2])  # loads the model
        compare("Bertalign", each(bertalign), texts)
    else:
        print("Bertalign                not measured: it cannot be imported here")


def items(folder: Path) -> Texts:
    """The annotated items that have both languages."""
    return [
        (item.zh.sentences(), item.en.sentences(), {(tuple(zh), tuple(en)) for zh, en in item.links})
        for item in read_items(folder)
        if item.zh is not None and item.en is not None
    ]


def long_texts(folder: Path) -> Texts:
    """The texts of a folder, with the beads that have both sides."""
    found = load_texts(folder / "zh", folder / "en", folder / "gold").values()
    return [(zh, en, {bead for bead in gold if all(bead)}) for zh, en, gold in found]


def each(aligner: Callable[[list[str], list[str]], set[Link]]) -> Callable[[Sequence[Pair]], list[set[Link]]]:
    """An aligner of many pairs that takes one after the other."""
    return lambda pairs: [aligner(zh, en) for zh, en in pairs]


def compare(
    name: str, aligner: Callable[[Sequence[Pair]], list[set[Link]]], texts: Texts, *, children: bool = False
) -> None:
    """Align all texts and print how well and how fast; with `children` the time of started programs counts alone."""
    right = found = wanted = 0
    start = os.times()
    links = aligner([(zh, en) for zh, en, _ in texts])
    end = os.times()
    spent = end.children_user - start.children_user if children else end.user - start.user
    for made, (*_, gold) in zip(links, texts, strict=True):
        right, found, wanted = right + len(made & gold), found + len(made), wanted + len(gold)
    precision, recall = right / max(1, found), right / max(1, wanted)
    f1 = 2 * right / max(1, found + wanted)
    print(f"{name:24} {precision:9.3f} {recall:8.3f} {f1:8.3f} {spent:9.2f}")


def ours(zh: list[str], en: list[str]) -> set[Link]:
    """The links that the project makes of an item."""
    return {(link.zh_positions, link.en_positions) for link in align(zh, en, dictionary())}


def ours_in_order(pairs: Sequence[Pair], *, learn: bool) -> list[set[Link]]:
    """The links that the project makes of long texts."""
    found = beads_in_order(pairs, dictionary(), learn=learn)
    return [{(bead.zh, bead.en) for bead in beads if bead.zh and bead.en} for beads in found]


def hunalign(program: Path, zh: Sequence[str], en: Sequence[str]) -> set[Link]:
    """The links of hunalign's ladder: each rung begins a group of sentences on either side."""
    words_zh = [tokens_zh(sentence, dictionary()) for sentence in zh]
    words_en = [tokens_en(sentence) for sentence in en]
    known = {word for sentence in words_en for word in sentence}
    pairs = [
        f"{stem} @ {thrice(word)}\n"
        for word in sorted({word for sentence in words_zh for word in sentence})
        for stem, _ in dictionary().look_up(word)
        if stem in known
    ]
    with tempfile.TemporaryDirectory() as folder:
        words, left, right = (Path(folder) / name for name in ("words.dic", "zh.txt", "en.txt"))
        words.write_text("".join(pairs), "utf-8")
        left.write_text("".join(" ".join(map(thrice, sentence)) + "\n" for sentence in words_zh), "utf-8")
        right.write_text("".join(" ".join(sentence) + "\n" for sentence in words_en), "utf-8")
        command = [str(program.resolve()), "-utf", str(words), str(left), str(right)]
        # it leaves a file in the folder where it runs
        shown = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    rungs = [(int(zh_at), int(en_at)) for zh_at, en_at, *_ in (line.split("\t") for line in shown.splitlines())]
    stops = [*rungs[1:], (len(zh), len(en))]
    groups = [(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in zip(rungs, stops, strict=True)]
    return {group for group in groups if group[0] and group[1]}


def thrice(word: str) -> str:
    """The word with each Chinese character three times, as long as its English is."""
    return "".join(ch * 3 if ch > "\u2e7f" else ch for ch in word)


def bertalign(zh: Sequence[str], en: Sequence[str]) -> set[Link]:
    """The links that Bertalign makes of the sentences as they are."""
    aligner = importlib.import_module("bertalign").Bertalign("\n".join(zh), "\n".join(en), is_split=True)
    aligner.align_sents()
    return {(tuple(left), tuple(right)) for left, right in aligner.result if left and right}


if __name__ == "__main__":
    main()
