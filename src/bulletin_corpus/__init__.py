"""bulletin-corpus: raw dumps of bilingual (Chinese and English) news bulletins become a typed parallel corpus.

    import bulletin_corpus as bc

    bc.build("data/raw")
    corpus = bc.load("data/parallel")
    corpus.meetings.pandas()
    [meeting.place_en for meeting in corpus.meetings]

Importing the package is light; what a call needs is loaded by the call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from os import PathLike

    from bulletin_corpus.config import BuildConfig
    from bulletin_corpus.storage.corpus import Corpus
    from bulletin_corpus.storage.engine import Where
    from bulletin_corpus.summary import BuildSummary

__version__ = "0.1.0"

__all__ = ["BuildConfig", "BuildSummary", "Corpus", "UserError", "__version__", "align", "build", "load"]


def build(  # noqa: PLR0913  # the command's options, one for one
    raw: str | PathLike[str],
    out: str | PathLike[str] | None = None,
    config: BuildConfig | None = None,
    *,
    workers: int | None = None,
    engine: Where = "processes",
    address: str | None = None,
    allow_empty: bool = False,
    prune: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> BuildSummary:
    """What was built: every bulletin below `raw` is in the corpus in `out`, or set aside with its reason.

    Only bulletins whose bytes or recipe (program, settings ...) changed since the last build are processed.

    Args:
        raw: folder of raw bulletins; it is only read.
        out: corpus folder, made where missing; None: `parallel` beside `raw`.
        config: settings that can change rows; None: the defaults.
        workers: processes to spread bulletins over, at least 1; None: one for each core. Changes no row.
        engine: where bulletins are processed: processes, serial (this process alone) or dask. Changes no row.
        address: of a Dask scheduler; None: a cluster is started on this machine.
        allow_empty: whether a folder without bulletins gives an empty corpus instead of an error.
        prune: whether more than half of the last build's bulletins may be gone.
        progress: called with the number of bulletins done and of all, as they are done.

    Raises:
        UserError: if `raw` is no folder or holds no bulletin, `out` cannot be written or holds foreign tables or those
            of a newer version, another build is writing there, too many bulletins are gone, or no cluster answers.
    """
    from pathlib import Path

    from bulletin_corpus import pipeline

    target = None if out is None else Path(out)
    return pipeline.build(
        Path(raw),
        target,
        config,
        workers=workers,
        engine=engine,
        address=address,
        allow_empty=allow_empty,
        prune=prune,
        progress=progress,
    )


def align(zh: Sequence[str], en: Sequence[str], *, any_order: bool = False) -> list[tuple[list[int], list[int], float]]:
    """The beads of a Chinese and an English text: positions on both sides and a score.

    Args:
        zh: Chinese sentences, in order, simplified or traditional.
        en: English sentences, in order.
        any_order: whether sentences may have moved (links cross), as in rewritten news of some dozen sentences.

    Returns:
        In Chinese order; every sentence is in exactly one bead. Where both sides hold sentences, the score is the
        calibrated probability (0 to 1) that a reader would link them; a sentence without counterpart stands alone.
    """
    from bulletin_corpus.bitext import align_texts

    aligned = align_texts(list(zh), list(en), any_order=any_order)
    return [(list(left), list(right), score) for left, right, score in aligned.beads]


def load(out: str | PathLike[str]) -> Corpus:
    """The corpus in the folder `out`: a table for each attribute, as frames or as records.

    Raises:
        UserError: if there is no whole corpus of one build.
    """
    from pathlib import Path

    from bulletin_corpus.storage.corpus import load_corpus

    return load_corpus(Path(out))


def __getattr__(name: str) -> object:
    """The record types and other public classes, loaded when first asked for."""
    from importlib import import_module

    home = _HOMES.get(name, "records" if name[:1].isupper() else None)
    found = getattr(import_module(f"{__name__}.{home}"), name, None) if home else None
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return found


_HOMES = {"BuildConfig": "config", "BuildSummary": "summary", "Corpus": "storage.corpus", "UserError": "errors"}
