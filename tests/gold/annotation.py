"""The gold as types: annotated items, and for each raw bulletin which lines hold them; README.md says what values mean.

Input: the JSON files of this folder. An unknown or a missing key is an error, so that a slip cannot lower a figure.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

# Pydantic reads these from the annotations below when the classes are made.
from bulletin_corpus.records import Credit, Kind, Lang, Mode, Organizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
ITEMS = HERE / "items"
WIDER = HERE / "wider"
UNSEEN = HERE / "unseen"
WORDED = HERE / "worded"
PHRASED = HERE / "phrased"
PHRASED_UNSEEN = HERE / "phrased_unseen"
VARIED = HERE / "varied"
VARIED_UNSEEN = HERE / "varied_unseen"
LANGS: tuple[Lang, Lang] = ("zh", "en")


class Annotation(BaseModel):
    """A part of the gold; it cannot be changed, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldArticle(Annotation):
    """An item's text in one language: paragraphs are lists of sentences, without dateline and credits."""

    headline: str | None
    subheadline: str | None
    dateline: str | None
    paragraphs: list[list[str]]
    credits: list[Credit]

    def sentences(self) -> list[str]:
        """The body's sentences in order; links count them from 0."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]


class GoldPerson(Annotation):
    """A person at an event, with names and title as this item prints them."""

    name_zh: str | None
    name_en: str | None
    title_zh: str | None
    title_en: str | None
    country: str | None


class GoldParticipant(GoldPerson):
    """A person at a meeting."""

    role: Literal["principal", "attendee"]


class GoldMeeting(Annotation):
    """People of two or more sides meet or talk; dates are ISO dates."""

    date_start: str | None
    date_end: str | None
    mode: Mode | None
    place_zh: str | None
    place_en: str | None
    countries: list[str]
    participants: list[GoldParticipant]

    def people(self) -> Sequence[GoldPerson]:
        """Who took part."""
        return self.participants


class GoldWorkshop(Annotation):
    """A workshop, seminar, conference or course; dates are ISO dates."""

    name_zh: str | None
    name_en: str | None
    theme_zh: str | None
    theme_en: str | None
    date_start: str | None
    date_end: str | None
    mode: Mode | None
    venue_zh: str | None
    venue_en: str | None
    place_zh: str | None
    place_en: str | None
    organizers: list[Organizer]
    speakers: list[GoldPerson]
    countries: list[str]

    def people(self) -> Sequence[GoldPerson]:
        """Who spoke."""
        return self.speakers


GoldEvent = GoldMeeting | GoldWorkshop


class GoldPosition(Annotation):
    """One office."""

    title_zh: str | None
    title_en: str | None


class GoldOfficial(Annotation):
    """A person named with an office; `who` tells namesakes of one country apart."""

    name_zh: str | None
    name_en: str | None
    country: str | None
    positions: list[GoldPosition]
    who: str | None = None


class GoldItem(Annotation):
    """One news item, in one language or both."""

    id: str
    kind: Kind
    issue_date: str | None = None
    zh: GoldArticle | None
    en: GoldArticle | None
    links: list[tuple[list[int], list[int]]]
    meetings: list[GoldMeeting]
    workshops: list[GoldWorkshop]
    officials: list[GoldOfficial]

    def side(self, lang: Lang) -> GoldArticle | None:
        """The item's text in that language."""
        return self.zh if lang == "zh" else self.en

    def events(self) -> list[GoldEvent]:
        """Its meetings, then its workshops."""
        return [*self.meetings, *self.workshops]

    def link_texts(self) -> list[tuple[str, str]]:
        """The texts of the links: sentences joined by nothing in Chinese, by a space in English."""
        zh, en = (text.sentences() if text is not None else [] for text in (self.zh, self.en))
        return [("".join(zh[n] for n in zhs), " ".join(en[n] for n in ens)) for zhs, ens in self.links]

    def without_headline(self, langs: set[Lang]) -> GoldItem:
        """The item as a bulletin prints it that lost the headlines of these languages."""
        nothing = {"headline": None, "subheadline": None}
        sides = {lang: self.side(lang) for lang in langs}
        return self.model_copy(
            update={lang: side.model_copy(update=nothing) for lang, side in sides.items() if side is not None}
        )


class GoldLines(Annotation):
    """Which lines of the raw file, from 1, first and last, hold an item in one language."""

    item: str
    lang: Lang
    lines: tuple[int, int]


class GoldBulletin(Annotation):
    """What a perfect build of the raw file `raw` contains; the rendered ones say how they were made."""

    raw: str
    issue_date: str | None
    noise: str | None = None
    layout: str | None = None
    encoding: str | None = None
    articles: list[GoldLines]
    items: list[GoldItem]

    def json_text(self) -> str:
        """The gold file's text; keys that were never given are left out."""
        return json.dumps(self.model_dump(mode="json", exclude_unset=True), ensure_ascii=False, indent=1)


def read_items(folder: Path = ITEMS) -> list[GoldItem]:
    """The annotated items of a folder, by file name.

    Raises:
        FileNotFoundError: if there are none.
        pydantic.ValidationError: if one does not have the keys and types of `GoldItem`.
    """
    return [GoldItem.model_validate_json(path.read_bytes()) for path in _json_files(folder)]


def read_bulletins(folder: Path) -> list[GoldBulletin]:
    """The gold files of a folder, by file name; raises as `read_items` does."""
    return [GoldBulletin.model_validate_json(path.read_bytes()) for path in _json_files(folder)]


def real_bulletins() -> list[GoldBulletin]:
    """The gold of the bulletins in data/raw that are annotated."""
    return [GoldBulletin.model_validate_json(path.read_bytes()) for path in _json_files(HERE, but="floors.json")]


def _json_files(folder: Path, but: str = "") -> Iterator[Path]:
    found = [path for path in sorted(folder.glob("*.json")) if path.name != but]
    if not found:
        raise FileNotFoundError(f"There is no gold (*.json) in {folder}.")
    return iter(found)
