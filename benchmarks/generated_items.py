"""News items made of annotated ones: the same on both sides, but of other people, places, days and words.

Input: the annotated items of tests/gold (items, wider; never the unseen ones), the project's lexicons, and the two
tables beside this module. Output: items that can be rendered; what is printed where and damaged is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from generated_words import (
    COUNTRIES,
    EN_MONTHS,
    MINISTRIES,
    PLACES,
    TOPICS,
    Person,
    Sentences,
    en_date,
    holder_of_office,
    zh_date,
)

from gold.annotation import ITEMS, WIDER, GoldArticle, GoldItem, read_items

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from bulletin_corpus.records import Lang

TOPIC_CHANGE_CHANCE = 0.6
LEFT_OUT_CHANCE = 0.1
MOST_NEW_PARAGRAPHS = 4
HOME = "CN"
# English words that are also surnames: left as they stand.
ALSO_WORDS = frozenset({"He", "She", "You", "An", "So", "To", "May", "Long", "Sun", "Song"})

# 2021年9月8日至9日 -> year 2021, month 9, days 8 and 9; 9月8日; 8日; 2021年; 9月; 2600
ZH_DIGITS = r"""
    (?: (?P<year>20\d\d) 年 )? (?P<month>\d{1,2}) 月 (?P<day>\d{1,2}) 日 (?: [至到] (?P<last>\d{1,2}) 日 )?
  | (?P<bare_day>\d{1,2}) (?= 日 )  |  (?P<bare_year>20\d\d)  |  (?<!-)(?P<number>\d[\d,]*\d)
"""
# September 8 to 9, 2021 -> month September, days 8 and 9, year 2021; Sept. 8; 2021; 2,600
EN_DIGITS = rf"""
    \b (?P<month>{"|".join(EN_MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)
       [ ] (?P<day>\d{{1,2}}) \b (?: (?:-|[ ]to[ ]|[ ]and[ ]) (?P<last>\d{{1,2}}) \b )?
       (?: ,[ ]? (?P<year>20\d\d) )?
  | (?P<bare_year>20\d\d)  |  (?<!-)(?P<number>\d[\d,]*\d)
"""


class Slot(NamedTuple):
    """What changes at a place of a text: its kind, whose it is, and in which form it stands there."""

    kind: str
    of: str
    form: str


class Text(NamedTuple):
    """A text taken apart: what stays (one more) and what changes, by turns."""

    stays: tuple[str, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """An annotated text in one language, taken apart."""

    headline: Text | None
    subheadline: Text | None
    dateline: Text | None
    paragraphs: tuple[tuple[Text, ...], ...]


class _Reader:
    """Takes the texts of one item apart."""

    def __init__(self, item: GoldItem) -> None:
        self.day = day_of(item)
        words: dict[Lang, dict[str, Slot]] = {"zh": {}, "en": {}}
        for lang, form, slot in changing_words(item):
            words[lang].setdefault(form, slot)
        self.words = words
        self.patterns = {
            "zh": re.compile(f"{ZH_DIGITS} | (?P<word>{_any_of(words['zh'])})", re.VERBOSE),
            "en": re.compile(rf"{EN_DIGITS} | \b(?P<word>{_any_of(words['en'])})\b", re.VERBOSE),
        }

    def side(self, article: GoldArticle | None, lang: Lang) -> Side | None:
        """The article taken apart."""
        if article is None:
            return None
        head, sub, line = (
            None if text is None else self.text(text, lang)
            for text in (article.headline, article.subheadline, article.dateline)
        )
        body = tuple(tuple(self.text(one, lang) for one in paragraph) for paragraph in article.paragraphs)
        return Side(head, sub, line, body)

    def text(self, text: str, lang: Lang) -> Text:
        """The text taken apart."""
        stays, slots, at = [], [], 0
        for found in self.patterns[lang].finditer(text):
            slot = self._slot(found, lang)
            if slot is not None:
                stays.append(text[at : found.start()])
                slots.append(slot)
                at = found.end()
        return Text((*stays, text[at:]), tuple(slots))

    def _slot(self, found: re.Match[str], lang: Lang) -> Slot | None:
        if found["word"]:
            return self.words[lang][found["word"]]
        if found["number"]:
            return Slot("number", found["number"].replace(",", ""), found["number"])
        if found["bare_year"]:
            return Slot("year", found["bare_year"], "")
        if lang == "zh" and found["bare_day"]:
            day = self._nearest(found["bare_day"], None, None)
            return None if day is None else Slot("day", day.isoformat(), "")
        day = self._nearest(found["day"], found["month"], found["year"])
        if day is None:
            return None
        last = "" if not found["last"] else str(int(found["last"]) - day.day)
        return Slot(f"date_{lang}", day.isoformat(), f"{'year' if found['year'] else ''}/{last}/{found['month']}")

    def _nearest(self, day: str, month: str | None, year: str | None) -> date | None:
        """The day of this number that is nearest to the item's own; month and year where the text gives them."""
        number = None if month is None else int(month) if month.isdigit() else _month_number(month)
        years = [int(year)] if year else [self.day.year - 1, self.day.year, self.day.year + 1]
        days = []
        for a_year in years:
            for a_month in [number] if number else range(1, 13):
                try:
                    days.append(date(a_year, a_month, int(day)))
                except ValueError:
                    continue
        return min(days, key=lambda one: abs(one - self.day), default=None)


def _month_number(name: str) -> int:
    """9 for September, Sept and Sep."""
    return next(number for number, month in enumerate(EN_MONTHS, 1) if month.startswith(name[:3]))


def day_of(item: GoldItem) -> date:
    """The first day that the item's events give, else the middle of its month of issue."""
    days = [event.date_start for event in item.events() if event.date_start]
    return date.fromisoformat(min(days) if days else f"{item.issue_date or '2021-06'}-15")


def _any_of(words: dict[str, Slot]) -> str:
    """A pattern that matches the longest of these words; none, where there are none."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in longest_first) or "(?!)"


def changing_words(item: GoldItem) -> Iterator[tuple[Lang, str, Slot]]:
    """The names, countries, ministries, towns and topics that the item may print, with what they are."""
    yield from _names(item)
    codes = {person.country for person in item.officials} | {
        code for event in item.events() for code in event.countries
    }
    for code in sorted(code for code in codes if code and code != HOME):
        for lang, form, kind in COUNTRIES.forms(code):
            yield lang, form, Slot("country", code, kind)
    zh, en = ("" if side is None else "\n".join(_strings(side)) for side in (item.zh, item.en))
    for ministry in MINISTRIES:
        if ministry.zh in zh or f" of {ministry.en}" in en:
            yield "zh", ministry.zh, Slot("ministry", ministry.zh, "zh")
            yield "en", ministry.en, Slot("ministry", ministry.zh, "en")
            yield "en", ministry.en.lower(), Slot("ministry", ministry.zh, "lower")
    for place in PLACES:
        if place.zh in zh or place.en in en:
            yield "zh", place.zh, Slot("place", f"{place.country}/{place.zh}", "zh")
            yield "en", place.en, Slot("place", f"{place.country}/{place.zh}", "en")
    for topic in TOPICS:
        if topic.zh in zh:
            yield "zh", topic.zh, Slot("topic", topic.zh, "zh")
            yield "en", topic.en, Slot("topic", topic.zh, "en")


def _names(item: GoldItem) -> Iterator[tuple[Lang, str, Slot]]:
    for number, official in enumerate(item.officials):
        if official.name_zh:
            yield "zh", official.name_zh, Slot("person", str(number), "zh_full" if "·" in official.name_zh else "zh")
            if "·" in official.name_zh:
                yield "zh", official.name_zh.rpartition("·")[2], Slot("person", str(number), "zh")
        if official.name_en:
            yield "en", official.name_en, Slot("person", str(number), "en_full")
            words = official.name_en.split()
            surname = words[0] if official.country == HOME else words[-1]
            if len(surname) > 1 and surname not in ALSO_WORDS:
                yield "en", surname, Slot("person", str(number), "en")


def _strings(article: GoldArticle) -> Iterator[str]:
    yield from filter(None, (article.headline, article.subheadline, article.dateline))
    yield from article.sentences()


class Template:
    """One annotated item, taken apart."""

    def __init__(self, item: GoldItem) -> None:
        reader = _Reader(item)
        self.item = item
        self.day = reader.day
        self.zh, self.en = reader.side(item.zh, "zh"), reader.side(item.en, "en")
        self.titles = [
            reader.text(next((one.title_zh or one.title_en or "" for one in official.positions), ""), "zh")
            for official in item.officials
        ]
        self.one_to_one = [(zh[0], en[0]) for zh, en in item.links if len(zh) == len(en) == 1 and zh[0] and en[0]]


@cache
def _annotated() -> list[GoldItem]:
    return [*read_items(ITEMS), *read_items(WIDER)]


@dataclass
class Items:
    """A corpus's material: items taken apart, and what each may be filled with.

    Attributes:
        seed: of the corpus; the same office is held by the same people all over it.
    """

    seed: int
    templates: list[Template] = field(default_factory=lambda: [*map(Template, _annotated())])

    def item(self, key: str, issue: tuple[int, int], rng: Random) -> tuple[GoldItem, int]:
        """An item of that month of issue, and its length in bytes; `key` becomes its id."""
        template = rng.choice(self.templates)
        filling = Filling(template, self.seed, issue, rng)
        new = filling.new_paragraphs()
        dropped = [pair for pair in template.one_to_one if rng.random() < LEFT_OUT_CHANCE]
        zh = filling.article(template.zh, "zh", new, {pair[0] for pair in dropped}, template.item.zh)
        en = filling.article(template.en, "en", new, {pair[1] for pair in dropped}, template.item.en)
        days = {"date_start": (template.day + filling.shift).isoformat(), "date_end": None}
        events = {
            name: [event.model_copy(update=days) for event in getattr(template.item, name)]
            for name in ("meetings", "workshops")
        }
        update = {"id": key, "issue_date": f"{issue[0]}-{issue[1]:02d}", "zh": zh, "en": en, **events}
        size = sum(len(text.encode()) for side in (zh, en) if side is not None for text in _strings(side))
        return template.item.model_copy(update=update), size


class Filling:
    """What stands at the changing places of one item; the same place gets the same on both sides."""

    def __init__(self, template: Template, seed: int, issue: tuple[int, int], rng: Random) -> None:
        self.template, self.seed, self.rng = template, seed, rng
        middle = date(*issue, 15)
        # whole weeks, so that days of the week stay true
        self.shift = timedelta(weeks=(middle - template.day).days // 7 + rng.randint(-3, 1))
        self.year = middle.year
        self.known: dict[tuple[str, str], object] = {}

    def article(
        self, side: Side | None, lang: Lang, new: list[tuple[str, str]], dropped: set[int], gold: GoldArticle | None
    ) -> GoldArticle | None:
        """The side filled, without the dropped sentences (by number), with new paragraphs behind its second half."""
        if side is None or gold is None:
            return None
        number, paragraphs = 0, []
        for paragraph in side.paragraphs:
            kept = [text for at, text in enumerate(paragraph, number) if at not in dropped]
            number += len(paragraph)
            if kept:
                paragraphs.append([self.filled(text) for text in kept])
        at = (len(paragraphs) + 1) // 2
        paragraphs[at:at] = [[pair[0 if lang == "zh" else 1]] for pair in new]
        head, sub, line = (
            None if text is None else self.filled(text) for text in (side.headline, side.subheadline, side.dateline)
        )
        update = {"headline": head, "subheadline": sub, "dateline": line, "paragraphs": paragraphs}
        return gold.model_copy(update={**update, "credits": self._credits(gold)})

    def new_paragraphs(self) -> list[tuple[str, str]]:
        """Some new sentences in both languages, which name the item's people and countries where it has any."""
        officials = self.template.item.officials
        host = next((n for n, one in enumerate(officials) if one.country == HOME and one.name_zh), None)
        guest = next((n for n, one in enumerate(officials) if one.country not in (HOME, None) and one.name_zh), None)
        code = officials[guest].country if guest is not None else None
        names: dict[str, tuple[str, str]] = {}
        for slot, number in (("host", host), ("guest", guest)):
            if number is not None:
                person = self._person(str(number))
                names[slot] = (person.zh, person.en)
        if code is not None and COUNTRIES.has(code):
            names["country"] = (self._value("country", code, "zh"), self._value("country", code, "name"))
        return Sentences.some(self.rng, self.rng.randint(0, MOST_NEW_PARAGRAPHS), names, self.year)

    def _credits(self, gold: GoldArticle) -> list[object]:
        """The credits with other names."""
        changed: list[object] = []
        for credit in gold.credits:
            person = holder_of_office(HOME, credit.role, self.rng.randrange(500), self.seed)
            name = person.en_full if (credit.name or "").isascii() else person.zh
            text = credit.text.replace(credit.name, name) if credit.name else credit.text
            changed.append(credit.model_copy(update={"name": name, "text": text}))
        return changed

    def filled(self, text: Text) -> str:
        """The text with everything in its place."""
        parts = [text.stays[0]]
        for slot, stays in zip(text.slots, text.stays[1:], strict=True):
            parts += (self._value(*slot), stays)
        return "".join(parts)

    def _value(self, kind: str, of: str, form: str) -> str:
        if kind == "person":
            return str(getattr(self._person(of), form))
        if kind.startswith("date_"):
            return self._date(kind, of, form)
        if kind == "day":
            return str((date.fromisoformat(of) + self.shift).day)
        if kind == "year":
            return str(int(of) + self.year - self.template.day.year)
        if kind == "number":
            digits = iter(self._number(of))
            return "".join(ch if ch == "," else next(digits) for ch in form)
        return self._word(kind, of, form)

    def _date(self, kind: str, of: str, form: str) -> str:
        with_year, more_days, month = form.split("/")
        first = date.fromisoformat(of) + self.shift
        last = first + timedelta(days=int(more_days)) if more_days else None
        if kind == "date_zh":
            return zh_date(first, last, with_year=bool(with_year))
        return en_date(first, last, with_year=bool(with_year), in_full=month in EN_MONTHS)

    def _number(self, of: str) -> str:
        known = self.known.get(("number", of))
        if known is None:
            known = self.known["number", of] = str(self.rng.randint(10 ** (len(of) - 1), 10 ** len(of) - 1))
        return str(known)

    def _person(self, of: str) -> Person:
        known = self.known.get(("person", of))
        if not isinstance(known, Person):
            official = self.template.item.officials[int(of)]
            country = official.country or HOME
            code = HOME if country == HOME else self._value("country", country, "code")
            office = self.filled(self.template.titles[int(of)])
            term = f"{office}/{self.year // 4}/{self.rng.randrange(2)}"
            known = self.known["person", of] = holder_of_office(code, term, int(of), self.seed)
        return known

    def _word(self, kind: str, of: str, form: str) -> str:
        """A country, ministry, place or topic in the wanted form."""
        known = self.known.get((kind, of))
        if known is None:
            if kind == "country":
                known = COUNTRIES.any(self.rng)
            elif kind == "ministry":
                known = self.rng.choice(MINISTRIES)
            elif kind == "place":
                country, _, zh = of.partition("/")
                known = PLACES.like(country, zh, self.rng)
            else:
                same = self.rng.random() >= TOPIC_CHANGE_CHANCE
                known = TOPICS.named(of) if same else TOPICS.any(self.rng)
            self.known[kind, of] = known
        return str(getattr(known, form))
