"""Whether two persons of different items may be one: a short table of features, each with a weight and a reason.

Input: `Profile`s (persons alike in names, country and offices, together). Output: the features that hold for a
pair, to be summed; contradictions that no sum outweighs; keys under which pairs are looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from bulletin_corpus.language.people.name_reader_zh import DOTS, chinese_shape
from bulletin_corpus.language.people.name_words_en import pinyin_name
from bulletin_corpus.language.people.offices import fields_of, office_likeness, repeats_en, repeats_zh
from bulletin_corpus.language.words.names import pinyin, sound_likeness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bulletin_corpus.documents import Office, SeenPerson

Features = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Persons of several items alike in names, country and offices.

    Attributes:
        key: their smallest mention id.
        native: whether the name is a Chinese one (surname, given name), so that its reading is the English name.
        days: when they were seen, sorted.
        articles: where.
    """

    key: str
    persons: tuple[SeenPerson, ...]
    name_zh: str | None
    name_en: str | None
    country: str | None
    offices: tuple[Office, ...]
    native: bool
    days: tuple[date, ...]
    articles: frozenset[str]


def make_profile(persons: Sequence[SeenPerson]) -> Profile:
    """The profile of persons alike in names, country and offices; not empty."""
    first = persons[0]
    zh, en = first.name_zh, first.name_en
    native = first.country in ("CN", None) and (
        (zh is not None and chinese_shape(zh) >= 0.7 and not any(dot in zh for dot in DOTS))
        or (zh is None and en is not None and pinyin_name(en.split()))
    )
    return Profile(
        key=min(mention.mention_id for person in persons for mention in person.mentions),
        persons=tuple(persons),
        name_zh=zh,
        name_en=en,
        country=first.country,
        offices=tuple(sorted(first.offices, key=lambda office: (office.title_zh or "", office.title_en or ""))),
        native=native,
        days=tuple(sorted(person.seen for person in persons if person.seen is not None)),
        articles=frozenset(mention.article_id for person in persons for mention in person.mentions),
    )


PARTS = re.compile(f"[{DOTS}]")
WORDS = re.compile(r"[\s-]+")

# what str.isalnum is false for
NO_LETTERS = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """A name's letters in lower case: case, hyphens, apostrophes and middle dots do not count."""
    return NO_LETTERS.sub("", name.lower())


def name_keys(profile: Profile) -> set[str]:
    """Keys that two profiles of one person share: its names, their parts, and the reading of a Chinese name."""
    keys: set[str] = set()
    if profile.name_zh is not None:
        keys |= {"zh:" + part for part in (profile.name_zh, *PARTS.split(profile.name_zh)) if len(part) > 1}
        if profile.native:
            keys.add("en:" + pinyin(profile.name_zh).replace(" ", ""))
    if profile.name_en is not None:
        keys.add("en:" + plain_name(profile.name_en))
        if not profile.native:
            keys |= {"part:" + word.lower() for word in profile.name_en.split() if len(word) > 2}
    if not profile.native and profile.country is not None:
        keys |= {
            f"{profile.country}:{plain_name(title)}"
            for o in profile.offices
            for title in (o.title_zh, o.title_en)
            if title
        }
    return keys


def reading_order(profile: Profile) -> tuple[str, str]:
    """What profiles are sorted by, so that forms of one name, and of those one office, stand side by side."""
    name = (
        plain_name(profile.name_en) if profile.name_en is not None else pinyin(profile.name_zh or "").replace(" ", "")
    )
    office = profile.offices[0] if profile.offices else None
    return name, ((office.title_zh or office.title_en or "") if office is not None else "")


class Outline(NamedTuple):
    """What decides with whom a person is compared, as numbers of 64 bits.

    Attributes:
        profile: of the names, the country and the offices; persons alike in all of them are one profile.
        mention: the person's smallest mention id.
        order: as `reading_order`, in one text.
        keys: as `name_keys`, each once.
    """

    profile: int
    mention: int
    order: str
    keys: tuple[int, ...]


def outline(person: SeenPerson) -> Outline:
    """The outline of one person of one item."""
    profile = make_profile([person])
    offices = sorted({repr((one.title_zh, one.title_en)) for one in person.offices})
    return Outline(
        profile=_number(repr((person.name_zh, person.name_en, person.country, offices))),
        mention=int(profile.key.removeprefix("n-"), 16),
        order="\0".join(reading_order(profile)),
        keys=tuple(sorted(map(_number, name_keys(profile)))),
    )


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def contradiction(one: Profile, other: Profile) -> bool:
    """Whether the two cannot be one person, whatever else speaks for it."""
    if one.articles & other.articles and (one.name_zh, one.name_en) != (other.name_zh, other.name_en):
        return True
    if one.native and other.native:
        if one.name_zh is not None and other.name_zh is not None:
            return one.name_zh != other.name_zh
        return not _reads_alike(one, other)
    return english_names(one.name_en, other.name_en) < -1


def compare(one: Profile, other: Profile) -> Features:
    """The features that hold for the pair, each with its weight; their sum is the evidence for one person.

    Where the names contradict each other nothing else is looked at.
    """
    if contradiction(one, other):
        return (("names contradict", -20.0),)
    return (*_names(one, other), *_country(one, other), *_offices(one, other), *_days(one, other))


def _reads_alike(one: Profile, other: Profile) -> bool:
    """Whether a Chinese name in characters and one in Latin letters are one, syllable by syllable."""
    readings = [
        plain_name(p.name_en) if p.name_en is not None else pinyin(p.name_zh or "").replace(" ", "")
        for p in (one, other)
    ]
    if readings[0] == readings[1]:
        return True
    pairs = ((one.name_zh, other.name_en), (other.name_zh, one.name_en))
    return any(zh is not None and en is not None and sound_likeness(zh, en) > 0.9 for zh, en in pairs)


def _names(one: Profile, other: Profile) -> Features:
    if one.native and other.native:
        same = one.name_zh == other.name_zh and one.name_zh is not None
        return (("same Chinese name", 2.0),) if same else (("Chinese name reads like the English one", 1.6),)
    features: list[tuple[str, float]] = []
    english = english_names(one.name_en, other.name_en)
    if english:
        features.append(("same English name" if english > 3 else "English names go together", english))
    if one.name_zh is not None and other.name_zh is not None:
        features.append(_chinese_forms(one.name_zh, other.name_zh))
    elif not english:
        sounds = [
            sound_likeness(zh, en)
            for zh, en in ((one.name_zh, other.name_en), (other.name_zh, one.name_en))
            if zh is not None and en is not None
        ]
        features.append(("names sound alike", 1.5) if sounds and max(sounds) > 0.5 else ("names unlike", -3.0))
    return tuple(features)


def _chinese_forms(one: str, other: str) -> tuple[str, float]:
    """How far two Chinese forms of a foreign name go together: 惠特克 ~ 安德鲁·惠特克, 伊莱扎尔 ~ 伊莱萨尔."""
    if one == other:
        return "same Chinese form", 2.0
    parts = [PARTS.split(name) for name in (one, other)]
    if one in parts[1] or other in parts[0]:
        return "one Chinese form is part of the other", 1.5
    likeness = Indel.normalized_similarity(one, other)
    return ("Chinese forms alike", 0.0) if likeness >= 0.6 else ("Chinese forms unlike", -1.5)


@lru_cache(maxsize=65536)
def english_names(one: str | None, other: str | None) -> float:
    """4 for the same English name, 2.5 where one holds all words of the other, -4 where they differ, 0 without one."""
    if one is None or other is None:
        return 0.0
    if plain_name(one) == plain_name(other):
        return 4.0
    words = [{plain for word in WORDS.split(name) if len(plain := plain_name(word)) > 1} for name in (one, other)]
    return 2.5 if words[0] <= words[1] or words[1] <= words[0] else -4.0


def _country(one: Profile, other: Profile) -> Features:
    if one.country is None or other.country is None:
        return ()
    if one.country == other.country:
        return (("same country", 0.5),)
    state = len(one.country) == 2 and len(other.country) == 2 and "UN" not in (one.country, other.country)
    return (("different countries", -5.0 if state else -2.5),)


def _offices(one: Profile, other: Profile) -> Features:
    """Same office, same field, or nothing in common; a name alone, without office, decides little."""
    if not one.offices or not other.offices:
        return (("one is named without office", 0.0),)
    if any(_same_office(a, b) for a in one.offices for b in other.offices):
        return (("same office", 2.5),)
    fields = [_fields(profile) for profile in (one, other)]
    shared = fields[0] & fields[1]
    if shared - {"general"}:
        return (("offices of one field", 0.5 if one.native else 1.0),)
    if shared or "general" in fields[0] | fields[1] or not (fields[0] and fields[1]):
        return (("offices that may follow each other", -0.5),)
    return (("offices of different fields", -2.5),)


def _same_office(one: Office, other: Office) -> bool:
    if one.title_zh and other.title_zh:
        return repeats_zh(one.title_zh, other.title_zh) or repeats_zh(other.title_zh, one.title_zh)
    if one.title_en and other.title_en:
        return repeats_en(one.title_en, other.title_en) or repeats_en(other.title_en, one.title_en)
    zh, en = (one.title_zh, other.title_en) if one.title_zh else (other.title_zh, one.title_en)
    return zh is not None and en is not None and office_likeness(zh, en) >= 0.75


def _fields(profile: Profile) -> frozenset[str]:
    fields: frozenset[str] = frozenset()
    for office in profile.offices:
        fields |= fields_of(office.title_zh, "zh") if office.title_zh else frozenset()
        fields |= fields_of(office.title_en, "en") if office.title_en else frozenset()
    return fields


OVERLAP = timedelta(days=30)


def _days(one: Profile, other: Profile) -> Features:
    """Two sets of offices held by turns, or within a month of each other, are those of two persons."""
    if not one.days or not other.days or not one.offices or not other.offices:
        return ()
    if any(_same_office(a, b) for a in one.offices for b in other.offices):
        return ()
    apart = one.days[-1] + OVERLAP < other.days[0] or other.days[-1] + OVERLAP < one.days[0]
    return () if apart else (("different offices at the same time", -1.0),)
