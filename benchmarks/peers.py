"""Sentence alignment beside other aligners, on the same annotated texts: quality and seconds side by side.

    uv run python benchmarks/peers.py [--hunalign PATH] [--hunalign-dictionary FILE] [--items FOLDER]

hunalign (github.com/danielvarga/hunalign) has no package: build it and give the path of the program; with a dictionary
of lines `english @ chinese`, else it learns one from each text itself. Bertalign (github.com/bfsujason/bertalign)
takes part where it can be imported, with the model that it loads. Chinese is given to hunalign character by character.
Figures are strict: a link counts where both its sides are exactly those annotated; seconds are wall time.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.stages.align import align
from gold.annotation import ITEMS, read_items

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Link = tuple[tuple[int, ...], tuple[int, ...]]
"""Positions of the Chinese and of the English sentences."""
Texts = list[tuple[list[str], list[str], set[Link]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hunalign", type=Path, help="the program hunalign")
    parser.add_argument("--hunalign-dictionary", type=Path, help="its dictionary")
    parser.add_argument("--items", type=Path, default=ITEMS, help="folder of annotated items")
    args = parser.parse_args()
    texts: Texts = [
        (item.zh.sentences(), item.en.sentences(), {(tuple(zh), tuple(en)) for zh, en in item.links})
        for item in read_items(args.items)
        if item.zh is not None and item.en is not None
    ]
    print(f"{len(texts)} pairs of texts, {sum(len(links) for *_, links in texts)} links\n")
    print("aligner            precision   recall       F1   seconds")
    dictionary()
    compare("bulletin-corpus", ours, texts)
    if args.hunalign is not None:
        compare("hunalign", lambda zh, en: hunalign(args.hunalign, args.hunalign_dictionary, zh, en), texts)
    else:
        print("hunalign           not measured: give its path with --hunalign")
    if importlib.util.find_spec("bertalign") is not None:
        bertalign(*texts[0][:2])  # loads the model
        compare("Bertalign", bertalign, texts)
    else:
        print("Bertalign          not measured: it cannot be imported here")


def compare(name: str, aligner: Callable[[list[str], list[str]], set[Link]], texts: Texts) -> None:
    """Align all texts and print how well and how fast."""
    right = found = wanted = 0
    start = time.perf_counter()
    links = [aligner(zh, en) for zh, en, _ in texts]
    seconds = time.perf_counter() - start
    for made, (*_, gold) in zip(links, texts, strict=True):
        right, found, wanted = right + len(made & gold), found + len(made), wanted + len(gold)
    precision, recall = right / max(1, found), right / max(1, wanted)
    f1 = 2 * right / max(1, found + wanted)
    print(f"{name:18} {precision:9.3f} {recall:8.3f} {f1:8.3f} {seconds:9.2f}")


def ours(zh: list[str], en: list[str]) -> set[Link]:
    """The links that the project makes."""
    return {(link.zh_positions, link.en_positions) for link in align(zh, en, dictionary())}


def hunalign(program: Path, words: Path | None, zh: Sequence[str], en: Sequence[str]) -> set[Link]:
    """The links of hunalign's ladder: each rung begins a group of sentences on either side."""
    with tempfile.TemporaryDirectory() as folder:
        none, left, right = (Path(folder) / name for name in ("none.dic", "zh.txt", "en.txt"))
        none.write_text("", "utf-8")
        left.write_text("".join(" ".join(sentence) + "\n" for sentence in zh), "utf-8")
        right.write_text("".join(sentence + "\n" for sentence in en), "utf-8")
        options = ["-utf"] if words is not None else ["-utf", "-realign"]
        command = [str(program), *options, str(words or none), str(left), str(right)]
        shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rungs = [(int(zh_at), int(en_at)) for zh_at, en_at, *_ in (line.split("\t") for line in shown.splitlines())]
    stops = [*rungs[1:], (len(zh), len(en))]
    groups = [(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in zip(rungs, stops, strict=True)]
    return {group for group in groups if group[0] and group[1]}


def bertalign(zh: Sequence[str], en: Sequence[str]) -> set[Link]:
    """The links that Bertalign makes of the sentences as they are."""
    aligner = importlib.import_module("bertalign").Bertalign("\n".join(zh), "\n".join(en), is_split=True)
    aligner.align_sents()
    return {(tuple(left), tuple(right)) for left, right in aligner.result if left and right}


if __name__ == "__main__":
    main()
