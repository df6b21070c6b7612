"""Whether a sentence tells what somebody said, thought or wished, or only that people took part or took the floor.

News lists the speakers in one language and tells in the other what one of them said: the same name and office, but
nothing else that renders each other. Input are the sentences of one text, output a kind for each of them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex

    from bulletin_corpus.records import Lang

OTHER, ATTENDS, TELLS = range(3)


def telling(sentences: Sequence[str], lang: Lang) -> tuple[int, ...]:
    """For each sentence `TELLS` (他说, he said), else `ATTENDS` (先后致辞; Chinese ones only), else `OTHER`."""
    return tuple(
        TELLS if _words(lang, "tells").search(sentence) else ATTENDS if _attends(sentence, lang) else OTHER
        for sentence in sentences
    )


def _attends(sentence: str, lang: Lang) -> bool:
    return lang == "zh" and _words("zh", "attends").search(sentence) is not None


@cache
def _words(lang: Lang, kind: str) -> regex.Pattern[str]:
    forms = "|".join(row["form"] for row in lexicon("telling_words") if (row["lang"], row["kind"]) == (lang, kind))
    return make_pattern(rf"\b(?:{forms})\b" if lang == "en" else forms)
