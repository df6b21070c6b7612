"""Models of sentence vectors for aligning, through sentence-transformers (the extra `neural`).

A model is named as sentence-transformers names it, or by the folder that holds it. Without this module nothing of
aligning needs a model.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.errors import UserError, how_to_install

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.language.aligning.vectors import Embed


@lru_cache(maxsize=1)
def load_embedder(name: str) -> Embed:
    """A function that gives the vectors of texts, a row each; loaded once for each process.

    Args:
        name: of the model (LaBSE and the like), or its folder.

    Raises:
        UserError: if sentence-transformers is not installed, or the model cannot be found, fetched or read.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError) and error.name == "sentence_transformers"
        raise UserError(
            f"A model such as {name} needs the package sentence-transformers, "
            + ("which is not installed." if missing else f"which cannot be imported: {_reason(error)}."),
            how_to_install("neural"),
        ) from error
    for library in ("huggingface_hub", "transformers", "sentence_transformers"):
        logging.getLogger(library).setLevel(logging.ERROR)  # their retries would bury the one sentence below
    try:
        model = SentenceTransformer(name)
    except Exception as error:  # of many kinds, those of the libraries that fetch and read models among them
        raise UserError(
            f"The model {name} cannot be loaded: {_reason(error)}.",
            "Name a model that can be fetched, or the folder of one that sentence-transformers can read.",
        ) from error

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(model.encode(list(texts), show_progress_bar=False), np.float32)

    return embed


def _reason(error: Exception) -> str:
    """The first line of what the error says, without its full stop."""
    said = (line.strip().rstrip(".") for line in str(error).splitlines())
    return next((line for line in said if line), type(error).__name__)
