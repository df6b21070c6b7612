"""The persons of one item: which mentions of a side name one person, and which persons of the two sides are one.

Input: the article of each side and the links between their sentences. Output: `Person`s. Sound, office, country,
linked sentences and order decide together, by the best assignment of the whole item; a person that the other side
does not name keeps one name.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.documents import ArticleText, NameMention, Office, Person, SentenceLink
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import country_of
from bulletin_corpus.language.people.mentions import find_people
from bulletin_corpus.language.people.name_reader_zh import DOTS, chinese_shape
from bulletin_corpus.language.people.name_words_en import pinyin_name
from bulletin_corpus.language.people.offices import office_likeness, rendered_bodies, repeats_en, repeats_zh
from bulletin_corpus.language.people.printed_titles_en import split_offices_en
from bulletin_corpus.language.people.titles import split_offices_zh
from bulletin_corpus.language.words.names import sound_likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bulletin_corpus.records import Lang


@dataclass(slots=True)
class SidePerson:
    """A person as one side names him.

    Attributes:
        name: the fullest form of the name.
        offices: the single offices, as printed, in order; repetitions left out.
        title: the whole title of the mention that gives most of them.
        sentences: positions of the body sentences that name the person.
        certain: whether the country stands in a title, rather than being what the name or the text suggests.
        place: order among the persons of the side, 0 to 1.
    """

    name: str
    mentions: list[NameMention]
    offices: list[str] = field(default_factory=list)
    title: str | None = None
    country: str | None = None
    certain: bool = False
    sentences: frozenset[int] = frozenset()
    place: float = 0.0


def match_people(zh: ArticleText | None, en: ArticleText | None, links: Sequence[SentenceLink]) -> tuple[Person, ...]:
    """Everyone whom the item names, in order of mention (Chinese side first); `seen` is left None.

    Args:
        zh: the item's Chinese article, None where it has none.
        en: its English article, None where it has none.
        links: which sentences say the same, by their positions.
    """
    ours = side_people(zh) if zh is not None else []
    theirs = side_people(en) if en is not None else []
    pairs = _assign(ours, theirs, links)
    persons = [_person(person, theirs[pairs[index]] if index in pairs else None) for index, person in enumerate(ours)]
    matched = set(pairs.values())
    persons += [_person(None, person) for index, person in enumerate(theirs) if index not in matched]
    return tuple(persons)


def side_people(article: ArticleText) -> list[SidePerson]:
    """The persons whom one article names, in order of their first mention, each with all mentions."""
    mentions = find_people(article)
    owner = _owners_zh(mentions) if article.lang == "zh" else _owners_en(mentions)
    people: dict[str, SidePerson] = {}
    for mention, name in zip(mentions, owner, strict=True):
        people.setdefault(name, SidePerson(name, [])).mentions.append(mention)
    persons = list(people.values())
    for index, person in enumerate(persons):
        person.place = index / max(1, len(persons) - 1)
        person.sentences = frozenset(_sentence_of(article, m.start) for m in person.mentions if m.part == "body") - {-1}
        _read_titles(person, article.lang)
    return persons


def _sentence_of(article: ArticleText, at: int) -> int:
    number = bisect_right(article.sentences, at, key=itemgetter(0)) - 1
    return number if number >= 0 and at < article.sentences[number][1] else -1


DOT = make_pattern(f"[{DOTS}]")


def _owners_zh(mentions: Sequence[NameMention]) -> list[str]:
    """For each mention the full name of its person: 惠特克 belongs to 安德鲁·惠特克."""
    names = {mention.name for mention in mentions}
    dotted = {}
    for name in sorted(names, key=len):
        for part in DOT.split(name)[1:] if any(dot in name for dot in DOTS) else []:
            dotted[part] = name
    return [dotted.get(mention.name, mention.name) for mention in mentions]


def _owners_en(mentions: Sequence[NameMention]) -> list[str]:
    """For each mention the full name of its person: Wang belongs to Wang Xiaohong, the last such one before."""
    full = sorted(
        {m.name for m in mentions if " " in m.name or m.title is not None}, key=lambda name: (-len(name.split()), name)
    )
    of_word: dict[str, list[str]] = {}
    for name in full:
        for word in set(name.split()):
            of_word.setdefault(word, []).append(name)
    owners: list[str] = []
    last: dict[str, str] = {}
    for mention in mentions:
        words = set(mention.name.split())
        holders = min((of_word.get(word, []) for word in words), key=len, default=full)
        longest = [name for name in holders if words <= set(name.split()) and len(name.split()) > len(words)]
        name = mention.name
        if len(words) == 1 and longest:
            name = last.get(mention.name) or longest[0]
        elif longest and not pinyin_name(mention.name.split()):
            name = longest[0]
        owners.append(name)
        for word in name.split():
            last[word] = name
    return owners


def _read_titles(person: SidePerson, lang: Lang) -> None:
    """Fills in offices, title and country; what the body prints counts before a headline's shorter form."""
    titled = sorted((m for m in person.mentions if m.title), key=lambda m: m.part != "body")
    split, repeats = (split_offices_zh, repeats_zh) if lang == "zh" else (split_offices_en, repeats_en)
    offices: list[str] = []
    for mention in titled:
        for office in split(mention.title or ""):
            if not any(repeats(office, other) for other in offices):
                offices = [other for other in offices if not repeats(other, office)] + [office]
    person.offices = offices
    if titled:
        person.title = max(titled, key=lambda m: len(split(m.title or ""))).title
        if len(split(person.title or "")) < len(offices):
            person.title = ("、" if lang == "zh" else " and ").join(offices)
    explicit = [country_of(m.title, lang) for m in titled if m.title]
    codes = [code for code in explicit if code] or [m.country for m in titled if m.country]
    codes = codes or [m.country for m in person.mentions if m.country]
    person.country = codes[0] if codes else None
    person.certain = any(explicit)


def _assign(ours: Sequence[SidePerson], theirs: Sequence[SidePerson], links: Sequence[SentenceLink]) -> dict[int, int]:
    """For each Chinese person (index) the English one, where two are more likely one person than not."""
    if not ours or not theirs:
        return {}
    together = {(z, e) for link in links for z in link.zh_positions for e in link.en_positions}
    linked = [frozenset(e for z, e in together if z in one.sentences) for one in ours]
    odds = np.array(
        [
            [person_odds(one, other, reached, linked=bool(together)) for other in theirs]
            for one, reached in zip(ours, linked, strict=True)
        ]
    )
    if not (odds > 0).any():
        return {}
    return {row: column for row, column in best_assignment(np.maximum(odds, 0.0)) if odds[row, column] > 0}


MOST_SOUND_ODDS = 4.0
"""What two names that sound exactly alike give."""
UNLIKE = -1.0
"""The evidence given for two that are not one person, however alike their names: how much does not matter then."""


def person_odds(zh: SidePerson, en: SidePerson, reached: frozenset[int], *, linked: bool) -> float:
    """Evidence (log odds) that the two are one person; above 0: more likely than not.

    The weights were set by hand so that 30 annotated items and the cases of `tests/test_counterparts.py` are right.

    Args:
        zh: the Chinese person.
        en: the English person.
        reached: the English sentences that say the same as those which name the Chinese person.
        linked: whether any sentences are known to say the same.
    """
    offices = [office_likeness(a, b) for a in zh.offices for b in en.offices]
    office = 4 * (max(offices) - 0.5) if offices else 0.0
    country = 0.0
    if zh.country and en.country:
        country = 1.0 if zh.country == en.country else -3.0 if zh.certain and en.certain else -0.5
    link = -0.3 if linked else 0.0
    if not reached.isdisjoint(en.sentences):
        link = 0.8
    order = 0.5 * (0.5 - abs(zh.place - en.place))
    if office + country + link + order < -MOST_SOUND_ODDS:
        return UNLIKE  # the sound of names is what takes time to compare
    return _name_odds(zh, en) + office + country + link + order


def _name_odds(zh: SidePerson, en: SidePerson) -> float:
    """What the names alone tell."""
    sound = sound_likeness(zh.name, en.name)
    if sound > 0.5:
        return 6 * (sound - 0.5) + 1
    dotted = any(dot in zh.name for dot in DOTS)
    pinyin = pinyin_name(en.name.split())
    if chinese_shape(zh.name) >= 1 and not dotted and pinyin:
        return -6.0
    if dotted:
        return -3.0
    return -1.5 if not pinyin or zh.country != "CN" else -4.0


def best_assignment(gain: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pairs of rows and columns, each used once at most, with the greatest sum of `gain` (no entry below 0).

    The Hungarian method with potentials, O(n²·m). Source: Kuhn 1955, Munkres 1957; in the form of e-maxx.
    """
    if min(gain.shape) == 1:  # one against some: the best of them, the first of equals
        best = int(np.argmax(gain))
        return [(0, best)] if gain.shape[0] == 1 else [(best, 0)]
    flipped = gain.shape[0] > gain.shape[1]
    cost = -(gain.T if flipped else gain)
    n, m = cost.shape
    u, v = np.zeros(n + 1), np.zeros(m + 1)
    match = np.zeros(m + 1, dtype=int)
    for row in range(1, n + 1):
        match[0] = row
        least, used = np.full(m + 1, np.inf), np.zeros(m + 1, dtype=bool)
        way = np.zeros(m + 1, dtype=int)
        column = 0
        while True:
            used[column] = True
            current, free = match[column], ~used
            free[0] = False
            slack = np.full(m + 1, np.inf)
            slack[1:] = cost[current - 1] - u[current] - v[1:]
            better = free & (slack < least)
            least[better], way[better] = slack[better], column
            following = int(np.argmin(np.where(free, least, np.inf)))
            delta = least[following]
            u[match[used]] += delta
            v[used] -= delta
            least[free] -= delta
            column = following
            if match[column] == 0:
                break
        while column:
            match[column] = match[way[column]]
            column = int(way[column])
    pairs = [(int(match[column]) - 1, column - 1) for column in range(1, m + 1) if match[column]]
    return sorted((column, row) for row, column in pairs) if flipped else sorted(pairs)


def _person(zh: SidePerson | None, en: SidePerson | None) -> Person:
    country = (zh.country if zh else None) or (en.country if en else None)
    if zh and en and zh.country != en.country:
        country = next((side.country for side in (zh, en) if side.certain), None) or _guessed(zh, en)
    return Person(
        name_zh=zh.name if zh else None,
        name_en=en.name if en else None,
        country=country,
        title_zh=zh.title if zh else None,
        title_en=en.title if en else None,
        offices=match_offices(zh.offices if zh else [], en.offices if en else []),
        seen=None,
        mentions=(*(zh.mentions if zh else ()), *(en.mentions if en else ())),
    )


def _guessed(zh: SidePerson, en: SidePerson) -> str | None:
    """The country of a person of whom both sides only suggest one: a name that is no pinyin is no Chinese one."""
    codes = [code for code in (zh.country, en.country) if code is not None]
    if not pinyin_name(en.name.split()):
        codes = [code for code in codes if code != "CN"] or codes
    return codes[0] if codes else None


LEAST_OFFICE_LIKENESS = 0.3
"""Two offices of one person are one from here on; on 30 annotated items 0.1 to 0.5 give the same offices."""


def _office_gain(zh: str, en: str) -> float:
    """Likeness of two offices of one person; of equally like ones those that share more words of bodies."""
    return office_likeness(zh, en) + 0.05 * min(3, rendered_bodies(zh, en))


def match_offices(zh: Sequence[str], en: Sequence[str]) -> tuple[Office, ...]:
    """The offices of one person, in order of the Chinese title; those that are the same in both languages together."""
    if not zh or not en:
        return tuple(Office(title, None) for title in zh) + tuple(Office(None, title) for title in en)
    if len(zh) == len(en) == 1:
        same = office_likeness(zh[0], en[0]) + 0.1 >= LEAST_OFFICE_LIKENESS
        return (Office(zh[0], en[0]),) if same else (Office(zh[0], None), Office(None, en[0]))
    gain = np.array([[_office_gain(a, b) + 0.1 * (i == j) for j, b in enumerate(en)] for i, a in enumerate(zh)])
    pairs = {i: j for i, j in best_assignment(gain) if gain[i, j] >= LEAST_OFFICE_LIKENESS}
    offices = [Office(title, en[pairs[i]] if i in pairs else None) for i, title in enumerate(zh)]
    return (*offices, *(Office(None, title) for j, title in enumerate(en) if j not in pairs.values()))
