"""Which organisations of an item's two sides are one: organizers and venues carry both names where both texts do."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import ahocorasick_rs

from bulletin_corpus.language.events.gazetteer import english_names, place_kinds
from bulletin_corpus.language.events.organizer_names_en import named_organisations
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries
from bulletin_corpus.language.words.names import pinyin
from bulletin_corpus.records import Organizer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from bulletin_corpus.language.events.event_sides import ItemSides
    from bulletin_corpus.language.events.reading import OrganizerName, WorkshopAccount
    from bulletin_corpus.language.people.countries import CountryMention
    from bulletin_corpus.records import Lang

# above this likeness two names may be one, the best pair first: of 59 true pairs in annotated items 53 lie above it, of
# 107 other pairs 9, each of which a better pair or another role beats
ALIKE = 0.45
SAME_ROLE = 0.2
# of what is then left, names this much alike are one before role and order decide: seen at 0.44, of others at 0.29
HARDLY_ALIKE = 0.35


@cache
def _renderings(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Chinese words (or whole names) of organisations with their English renderings, in lower case."""
    table: dict[str, tuple[str, ...]] = {}
    for row in lexicon("organisation_names"):
        if row["kind"] == kind:
            table[row["zh"]] = (*table.get(row["zh"], ()), row["en"].lower())
    for row in lexicon("bodies") if kind == "word" else ():
        table[row["zh"]] = (*table.get(row["zh"], ()), row["en"])
    return table


@cache
def _piece_engine() -> ahocorasick_rs.AhoCorasick:
    """Finds the pieces of Chinese names that have a rendering."""
    return ahocorasick_rs.AhoCorasick(sorted({*_renderings("word"), *_renderings("name"), *place_kinds("zh")}))


@lru_cache(maxsize=4096)
def _pieces(zh: str) -> Mapping[int, Sequence[int]]:
    """Where pieces of a name begin that have a rendering, and where those end, the shortest first."""
    ends: dict[int, list[int]] = {}
    for _, start, end in _piece_engine().find_matches_as_indexes(zh, overlapping=True):
        ends.setdefault(start, []).append(end)
    return ends


def _is_land(country: CountryMention) -> bool:
    """Whether a name is of a state, or short for a union: UN, 东盟; that of one of its bodies is not (WMO)."""
    return len(country.code) == LAND_CODE_CHARS and (country.code != "UN" or country.form in UNITED_NATIONS)


# states and the UN have codes as in ISO 3166 alpha-2, other bodies longer ones
LAND_CODE_CHARS = 2
UNITED_NATIONS = ("联合国", "UN", "U.N.", "United Nations")


@lru_cache(maxsize=8192)
def likeness(zh: str, en: str) -> float:
    """How far an English name renders a Chinese one, 0 to 1: the share of either's words that the other explains."""
    english = en.lower().replace("’", "'")
    if any(name == english for name in _renderings("name").get(zh, ())):
        return 1.0
    words = set(_plain(english))
    if not words:
        return 0.0
    explained: set[str] = set()
    covered = at = 0
    states = {country.code: country.form.lower() for country in find_countries(en, "en") if _is_land(country)}
    pieces = _pieces(zh)
    lands = {c.start: c for c in find_countries(zh, "zh") if c.code in states and _is_land(c)}
    while at < len(zh):
        if at in lands:
            explained |= set(_plain(states[lands[at].code])) & words
            covered += lands[at].end - at
            at = lands[at].end
            continue
        for end in reversed(pieces.get(at, ())):
            hit = next((option for option in _words_of_options(zh[at:end]) if option <= words), None)
            if hit is not None:
                explained |= hit
                covered += end - at
                at = end
                break
        else:
            spelled = _spelled(zh, at, words)
            if spelled is not None:
                explained.add(spelled[1])
                covered += spelled[0]
            at += spelled[0] if spelled is not None else 1
    return (covered / len(zh) + len(explained) / len(words)) / 2


# no name of more characters is spelled as one word: Wulumuqi has four
LONGEST_SPELLED_CHARS = 4


def _spelled(zh: str, at: int, words: AbstractSet[str]) -> tuple[int, str] | None:
    """How many characters of a name from `at` on an English word spells in pinyin, and that word: 青田 Qingtian."""
    for length in range(LONGEST_SPELLED_CHARS, 1, -1):
        word = pinyin(zh[at : at + length]).replace(" ", "").replace("ü", "u")
        if word in words and at + length <= len(zh):
            return length, word
    return None


@cache
def _kinds(lang: Lang) -> Mapping[str, frozenset[str]]:
    """What a body can be by the last word of its name: 学院 -> school; Institute -> research, school, society."""
    table: dict[str, frozenset[str]] = {}
    for row in lexicon("organisation_kinds"):
        if row["lang"] == lang:
            table[row["form"]] = table.get(row["form"], frozenset()) | {row["kind"]}
    return table


BEFORE_LINK = make_pattern(r"(?:(?!\s(?:of|for|on|in|under)\s).)+")


def are_of_other_kinds(zh: str, en: str) -> bool:
    """Whether the heads of two names tell that they are no renderings of each other: 大学 and Bureau."""
    ends = _kinds("zh")
    kinds_zh = next((ends[zh[at:]] for at in range(max(0, len(zh) - 4), len(zh)) if zh[at:] in ends), None)
    before = BEFORE_LINK.match(en)
    heads = [word for word in (before[0] if before else en).replace("’", "'").split() if word in _kinds("en")]
    return kinds_zh is not None and bool(heads) and not kinds_zh & _kinds("en")[heads[-1]]


WORD = make_pattern(r"[\p{L}']+")


@lru_cache(maxsize=8192)
def _plain(option: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, in lower case."""
    return tuple(word for word in WORD.findall(option.lower()) if word not in ("of", "the", "and", "for", "on", "in"))


@lru_cache(maxsize=16384)
def _words_of_options(piece: str) -> tuple[frozenset[str], ...]:
    """The words of each rendering of a piece of a name, in the order in which they are tried."""
    options = (*_renderings("word").get(piece, ()), *_renderings("name").get(piece, ()), *english_names(piece))
    return tuple(frozenset(_plain(option)) for option in options)


def paired_organisations(
    item: ItemSides, zh: WorkshopAccount | None, en: WorkshopAccount | None
) -> tuple[list[Organizer], str | None, str | None]:
    """Organizers with both names where both texts name them, then the Chinese and the English venue."""
    own_zh = list(zh.organizers) if zh else []
    own_en = list(en.organizers) if en else []
    venue_zh = zh.venue.value if zh and zh.venue else None
    venue_en = en.venue.value if en and en.venue else None
    pairs = matched(own_zh, own_en)
    organizers: list[Organizer] = []
    for one, other in pairs:
        name_zh = one.name.value if one else None
        name_en = other.name.value if other else None
        role = (one or other).role  # type: ignore[union-attr]
        if name_en is None and name_zh is not None:
            taken = {other.name.value for other in own_en}
            rendered = _rendered_in(item, name_zh)
            name_en = rendered if rendered not in taken else None
        if name_zh is None and name_en is not None:
            name_zh = _source_in(item, name_en, venue_zh)
        organizers.append(Organizer(name_zh=name_zh, name_en=name_en, role=role))
    if venue_zh is not None and venue_en is None:
        venue_en = next((one.name_en for one in organizers if one.name_zh == venue_zh), None)
        venue_en = venue_en or next(
            (other.name.value for other in own_en if likeness(venue_zh, other.name.value) >= 0.7), None
        )
        venue_en = venue_en or _rendered_in(item, venue_zh)
    if venue_en is not None and venue_zh is None:
        venue_zh = next((one.name_zh for one in organizers if one.name_en == venue_en), None)
        venue_zh = venue_zh or next((one.name.value for one in own_zh if _is_one(one.name.value, venue_en)), None)
    return organizers, venue_zh, venue_en


def _is_one(zh: str, en: str) -> bool:
    """Whether a venue's English name is a host's Chinese one: 厦门海关 is no Xiamen Customs Training Center."""
    return likeness(zh, en) >= SURELY_ALIKE and not are_of_other_kinds(zh, en)


# a venue is a host of the other side above this; a part of a body (its training center) has up to 0.75
SURELY_ALIKE = 0.8


def matched(
    zh: Sequence[OrganizerName], en: Sequence[OrganizerName]
) -> list[tuple[OrganizerName | None, OrganizerName | None]]:
    """Pairs by likeness, the best first; then the same number left of a role, in order; then what stands alone.

    Names whose heads tell that they are bodies of other kinds are left alone.
    """
    alike = {
        (i, j): likeness(one.name.value, other.name.value) for i, one in enumerate(zh) for j, other in enumerate(en)
    }
    partner: dict[int, int] = {}
    # a body that 'organized' is a host or a co-organizer, so that its role may tell wrongly what its name tells
    for role_weight, least in ((SAME_ROLE, ALIKE + SAME_ROLE / 2), (0.0, HARDLY_ALIKE)):
        scored = sorted(
            ((score + role_weight * (zh[i].role == en[j].role), -i, -j) for (i, j), score in alike.items()),
            reverse=True,
        )
        for score, i, j in scored:
            if score >= least and -i not in partner and -j not in partner.values():
                partner[-i] = -j
    for role in ("organizer", "co_organizer"):
        left_zh = [i for i, one in enumerate(zh) if i not in partner and one.role == role]
        left_en = [j for j, other in enumerate(en) if j not in partner.values() and other.role == role]
        partner.update(_in_order(zh, en, left_zh, left_en))
    if len(zh) == len(en):
        free = [i for i in range(len(zh)) if i not in partner]
        left = [j for j in range(len(en)) if j not in partner.values()]
        partner.update(_in_order(zh, en, free, left))
    pairs: list[tuple[OrganizerName | None, OrganizerName | None]] = [
        (one, en[partner[i]] if i in partner else None) for i, one in enumerate(zh)
    ]
    return pairs + [(None, other) for j, other in enumerate(en) if j not in partner.values()]


def _in_order(
    zh: Sequence[OrganizerName], en: Sequence[OrganizerName], left_zh: Sequence[int], left_en: Sequence[int]
) -> Mapping[int, int]:
    """The pairs that order gives among as many left on both sides; none where a pair is of other kinds."""
    if len(left_zh) != len(left_en):
        return {}
    pairs = dict(zip(left_zh, left_en, strict=True))
    return {i: j for i, j in pairs.items() if not are_of_other_kinds(zh[i].name.value, en[j].name.value)}


@cache
def _known_names() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """The English names of each Chinese organisation, and the Chinese ones of each English name in lower case."""
    english: dict[str, list[str]] = {}
    chinese: dict[str, list[str]] = {}
    for row in lexicon("organisation_names"):
        if row["kind"] == "name":
            english.setdefault(row["zh"], []).append(row["en"])
            chinese.setdefault(row["en"].lower(), []).append(row["zh"])
    return english, chinese


@lru_cache(maxsize=8)
def _printed_names(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The organisations that the texts print, each once; asked for each organizer of an item."""
    return tuple(dict.fromkeys(named_organisations(texts)))


def _rendered_in(item: ItemSides, name_zh: str) -> str | None:
    """How the English text names the organisation, by its known renderings or by office holders' titles."""
    if item.en is None:
        return None
    parts = list(item.en.text.parts.values())
    for option in _known_names()[0].get(name_zh, ()):
        if any(option in text for text in parts):
            return option
    best: tuple[float, str] | None = None
    for name in _printed_names(tuple(parts)):
        score = likeness(name_zh, name)
        if score >= 0.8 and (best is None or score > best[0]):
            best = (score, name)
    return best[1] if best else None


def _source_in(item: ItemSides, name_en: str, venue_zh: str | None) -> str | None:
    """How the Chinese text names the organisation: as its venue, or by the known names that it renders."""
    if item.zh is None:
        return None
    if venue_zh is not None and likeness(venue_zh, name_en) >= 0.7:
        return venue_zh
    text = "\n".join(item.zh.text.parts.values())
    names = [name for name in _known_names()[1].get(name_en.lower(), ()) if name in text]
    return max(names, key=len, default=None)
