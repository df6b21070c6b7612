"""The place of an event in the language whose text names it only in passing: 在武汉会见, 'the Holiday Inn Wuhan'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.gazetteer import chinese_names, english_names
from bulletin_corpus.language.events.reading import Phrase
from bulletin_corpus.language.words.names import pinyin

if TYPE_CHECKING:
    from bulletin_corpus.language.events.event_sides import ItemSides
    from bulletin_corpus.records import Lang


def both_places(item: ItemSides, zh: Phrase | None, en: Phrase | None) -> tuple[Phrase | None, Phrase | None]:
    """The place in both languages: what one side tells, the other has where its text prints the same name.

    A side whose text nowhere prints the place keeps None.
    """
    if zh is None and en is not None:
        zh = _printed(item, "zh", chinese_names(en.value))
    elif en is None and zh is not None:
        en = _printed(item, "en", english_names(zh.value) or (_spelled(zh.value),))
    return zh, en


def _spelled(zh: str) -> str:
    """A Chinese town that the gazetteer does not hold, in pinyin: Qingtian."""
    return pinyin(zh).replace(" ", "").replace("ü", "u").capitalize()


def _printed(item: ItemSides, lang: Lang, names: tuple[str, ...]) -> Phrase | None:
    """The first of the names that the side's body or headline prints; names in nobody's title come first."""
    side = item.side(lang)
    if side is None:
        return None
    in_title: Phrase | None = None
    for part in ("body", "headline", "subheadline"):
        words = side.text.parts.get(part, "")
        titles = [(named.start, named.end) for named in side.text.named.get(part, ())]
        for name in names:
            edge = r"\b" if lang == "en" else ""
            forms = rf"(?:{regex.escape(name)}|{regex.escape(name.upper())})"  # BOAO, Hainan
            for match in regex.finditer(rf"{edge}{forms}{edge}", words) if name else ():
                phrase = Phrase(name, part, match.start(), match.end(), f"place.counterpart.{lang}")
                if not any(start < match.end() and match.start() < end for start, end in titles):
                    return phrase
                in_title = in_title or phrase
    return in_title
