"""Models of sentence vectors for aligning, through sentence-transformers (the extra `neural`).

A model is named as sentence-transformers names it, or by the folder that holds it. Without this module nothing of
aligning needs a model.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.errors import UserError

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
        raise UserError(
            f"A model such as {name} needs the package sentence-transformers, which is not installed.",
            "Install it with `pip install 'bulletin-corpus[neural]'`, or align without --embedder.",
        ) from error
    try:
        model = SentenceTransformer(name)
    except Exception as error:  # of many kinds, those of the libraries that fetch and read models among them
        reason = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise UserError(
            f"The model {name} cannot be loaded: {reason.rstrip('.')}.",
            "Name a model that can be fetched, or the folder of one that sentence-transformers can read.",
        ) from error

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(model.encode(list(texts), show_progress_bar=False), np.float32)

    return embed
