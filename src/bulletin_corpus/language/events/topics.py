"""Fields of cooperation that a text names (禁毒, drug control), from a lexicon of both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.reading import words_pattern

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang


def find_topics(text: str, lang: Lang) -> list[str]:
    """The topics that `text` names, as printed there, each once (case does not count), in order."""
    found: dict[str, str] = {}
    for match in words_pattern("topics", lang).finditer(text):
        found.setdefault(match[0].lower(), match[0])
    return list(found.values())
