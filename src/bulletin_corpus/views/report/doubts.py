"""What a person should look at first: everything doubtful in a corpus, the least sure first, with its corrections.

In: the gathered corpus. Out: `Doubt`s, each with the reasons in words and the lines that a person who knows better can
copy into corrections.toml. What a person has judged already is no doubt any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from bulletin_corpus.records import Meeting
from bulletin_corpus.summary import DOUBTFUL_BELOW
from bulletin_corpus.views.report.bounds import doubtful_bounds
from bulletin_corpus.views.report.gathered import event_id, home, people_of
from bulletin_corpus.views.report.judging import Offer, Quote, judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bulletin_corpus.records import Official, SentencePair, Workshop
    from bulletin_corpus.views.report.gathered import Gathered, NewsItem
    from bulletin_corpus.views.report.judging import Value

NEAR_ODDS = -3.0
"""Two officials are one person from odds of 1 on. Of 444 officials of the shipped examples, one pair that was kept
apart comes near (-1.5: one Chinese name is part of the other); the next, at -3.5, share nothing but a country."""

LEAST_RIVAL = 0.01
"""Of 200 rivals of the pairs of the shipped examples, one reaches .93, news told twice; all others stay below .004."""

DOUBTFUL_EVENT_BELOW = 0.6
"""Of 47 records of unseen items below it 13 are right, of 165 above it 127."""

MOST_LINKS = 4
MOST_SHOWN = 160
"""So many of an item's links, and characters of a text, are told; the item itself shows all."""

KINDS = {
    "set_aside": "Files that were set aside",
    "reject": "Text that no article took",
    "warning": "Warnings of a bulletin",
    "bounds": "Articles that may be two, or the end of another",
    "pair": "Doubtful pairs of articles",
    "unpaired": "Articles without a counterpart",
    "event": "Doubtful meetings and workshops",
    "person": "People who may be one",
    "links": "Doubtful sentence links",
}
"""The kinds of doubts, in the order in which the page lists them."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at.

    Attributes:
        kind: a key of `KINDS`.
        why: what is doubtful, in words.
        score: confidence, 0 to 1; None where there is none.
        article: id of the article whose beginning or end is doubtful; None for other kinds.
        item, event, bulletin, official: numbers of what it is about, in `Gathered`; the unfitting ones are None.
        offers: the judgements that a person may come to.
    """

    kind: str
    why: tuple[str, ...]
    score: float | None = None
    item: int | None = None
    event: int | None = None
    bulletin: int | None = None
    official: int | None = None
    article: str | None = None
    offers: tuple[Offer, ...] = ()


def find_doubts(gathered: Gathered) -> list[Doubt]:
    """Everything doubtful, by kind in the order of `KINDS`, lowest score first."""
    found = chain(_of_bulletins(gathered), _of_items(gathered), _of_events(gathered), _of_officials(gathered))
    order = list(KINDS)
    return sorted(found, key=lambda doubt: (order.index(doubt.kind), 1.0 if doubt.score is None else doubt.score))


def _of_bulletins(gathered: Gathered) -> Iterator[Doubt]:
    for at, bulletin in enumerate(gathered.bulletins):
        if bulletin.status == "set_aside":
            yield Doubt("set_aside", (bulletin.reason or "no reason given",), bulletin=at)
            continue
        for warning in bulletin.warnings:
            yield Doubt("warning", (warning,), bulletin=at)
        for reject in gathered.rejects.get(bulletin.bulletin_id, ()):
            place = f"characters {reject.char_start} to {reject.char_end}"
            yield Doubt("reject", (f"{reject.reason} ({place})", _shown(reject.text.strip())), bulletin=at)


def _of_items(gathered: Gathered) -> Iterator[Doubt]:
    rivals = _rivals(gathered)
    for at, item in enumerate(gathered.items):
        for one in item.articles:
            if one.duplicate_of is None and not one.reviewed:
                why, bounds = doubtful_bounds(one, gathered.neighbours[one.article_id][0], item.pair)
                if why:
                    yield Doubt("bounds", tuple(why), item=at, article=one.article_id, offers=tuple(bounds))
        if item.pair is None:
            article = item.articles[0]
            if article.duplicate_of is None:
                missing = "English" if article.lang == "zh" else "Chinese"
                ends: list[Value] = [article.article_id, None]
                zh, en = ends if article.lang == "zh" else reversed(ends)
                other = Offer("Its counterpart is ...", _pairing("pair", zh, en))
                nothing = f"no {missing} article was found that reports the same"
                offers = (*rivals.get(article.article_id, ()), other)
                yield Doubt("unpaired", (nothing,), item=at, offers=offers)
            continue
        ids = item.pair.zh_article_id, item.pair.en_article_id
        if item.pair.score < DOUBTFUL_BELOW and not item.pair.reviewed:
            offered = (
                Offer("They belong together", _pairing("pair", *ids)),
                Offer("They do not", _pairing("unpair", *ids)),
                *rivals.get(ids[0], ()),
                *rivals.get(ids[1], ()),
            )
            why_pair = (f"score {item.pair.score:.2f}", *item.pair.evidence)
            yield Doubt("pair", why_pair, item.pair.score, item=at, offers=offered)
        weak = weak_links(item)
        if weak:
            told = [f"{link.score:.2f}: {link_words(link)}" for link in weak[:MOST_LINKS]]
            signed = [
                Offer(f"{link.score:.2f}: {offer.says.lower()}", offer.lines)
                for link in weak[:MOST_LINKS]
                for offer in link_offers(gathered, item, link)
            ]
            how_many = f"{len(weak)} of {len(item.links)} links score below {DOUBTFUL_BELOW}"
            yield Doubt("links", (how_many, *told), weak[0].score, item=at, offers=tuple(signed))


def weak_links(item: NewsItem) -> list[SentencePair]:
    """The item's links that score low, the least sure first."""
    return sorted((link for link in item.links if link.score < DOUBTFUL_BELOW), key=lambda link: link.score)


def link_words(link: SentencePair) -> str:
    """Both sides of a link in one line."""
    return f"{_shown(link.zh)} ~ {_shown(link.en)}"


def link_offers(gathered: Gathered, item: NewsItem, link: SentencePair) -> tuple[Offer, Offer]:
    """The judgements that a link of the item is right, and that it is not."""
    values: list[tuple[str, Value]] = []
    texts: list[tuple[str, Value]] = []
    for lang, article, positions in (("zh", item.zh, link.zh_positions), ("en", item.en, link.en_positions)):
        if article is not None:
            sentences = gathered.sentences[article.article_id]
            values.append((lang, article.article_id))
            texts.append((f"{lang}_text", [sentences[position].text for position in positions]))
    return (
        Offer("They say the same", judgement("link", values + texts)),
        Offer("They do not", judgement("unlink", values + texts)),
    )


def _pairing(kind: str, zh: Value, en: Value) -> str:
    return judgement(kind, [("zh", zh), ("en", en)])


def _rivals(gathered: Gathered) -> Mapping[str, Sequence[Offer]]:
    """The other pairings that each article nearly had, as offers, by article id."""
    offers: dict[str, list[Offer]] = {}
    heads = {article.article_id: article.headline for item in gathered.items for article in item.articles}
    for item in gathered.items:
        for rival in item.pair.rivals if item.pair is not None else ():
            if rival.score >= LEAST_RIVAL:
                lines = _pairing("pair", rival.zh_article_id, rival.en_article_id)
                ids = rival.zh_article_id, rival.en_article_id
                for article, other in (ids, ids[::-1]):
                    named = f"It belongs with {_shown(heads.get(other) or other)} ({rival.score:.2f})"
                    offers.setdefault(article, []).append(Offer(named, lines))
    return {article: list(dict.fromkeys(found)) for article, found in offers.items()}


def _of_events(gathered: Gathered) -> Iterator[Doubt]:
    for at, event in enumerate(gathered.events):
        if event.status == "reported" and not event.reviewed:
            why, offers = _about_event(gathered, event)
            if why:
                item = gathered.event_item[at]
                yield Doubt("event", tuple(why), event.score, item=item, event=at, offers=tuple(offers))


def _about_event(gathered: Gathered, event: Meeting | Workshop) -> tuple[list[str], list[Offer]]:
    """What is doubtful about a reported event, and how to correct it."""
    why, offers = [], []
    if event.score < DOUBTFUL_EVENT_BELOW:
        why.append(f"score {event.score:.2f}")
        offers += [
            Offer("It is right as it stands", value_of(event, "status", "reported", "reported")),
            Offer("It is only referred to", value_of(event, "status", "reported", "referenced")),
        ]
    if event.date_start is None:
        why.append("no date was found")
        offers.append(Offer("It was on ...", days_of(event, None)))
    if isinstance(event, Meeting) and len(event.countries) < 2:
        why.append("only one side is known" if event.countries else "no side is known")
        offers.append(Offer("The sides are ...", value_of(event, "countries", event.countries or None, None)))
    for person in people_of(event):
        if person.country is None:
            why.append(f"the country of {person.name_zh or person.name_en} is not known")
            for quote in _quoted(gathered, event, person.mention_ids)[:1]:
                lines = judgement("person", [("person", quote), ("country", None)])
                offers.append(Offer("Their country is ...", lines))
    return why, offers


def value_of(event: Meeting | Workshop, field: str, was: Value, new: Value) -> str:
    """The lines that give a field of the event a new value."""
    said: list[tuple[str, Value]] = [("record", event_id(event)), ("article", home(event)), ("field", field)]
    return judgement("value", [*said, *([] if was is None else [("was", was)]), ("value", new)])


def days_of(event: Meeting | Workshop, day: date | None) -> str:
    """The lines that put the event on that day, its first and its last one; None: to be filled in."""
    both = (("date_start", event.date_start), ("date_end", event.date_end))
    return "\n".join(value_of(event, field, was, day) for field, was in both)


def _quoted(gathered: Gathered, event: Meeting | Workshop, mention_ids: Sequence[str]) -> list[Quote]:
    """These mentions in the event's articles."""
    return [
        Quote(mention.name, article)
        for article in (event.zh_article_id, event.en_article_id)
        if article is not None
        for mention in gathered.mentions.get(article, ())
        if mention.mention_id in mention_ids
    ]


def _of_officials(gathered: Gathered) -> Iterator[Doubt]:
    first = _first_mentions(gathered)
    told: set[frozenset[int]] = set()
    for at, official in enumerate(gathered.officials):
        for rival in official.rivals:
            other = gathered.official_of.get(rival.official_id)
            if rival.odds < NEAR_ODDS or other is None or frozenset((at, other)) in told:
                continue
            told.add(frozenset((at, other)))
            if official.reviewed and gathered.officials[other].reviewed:
                continue
            people = [first[one] for one in (official.official_id, rival.official_id)]
            offers = (
                Offer("They are one person", judgement("same_person", [("people", people)])),
                Offer("They are two persons", judgement("different_persons", [("people", people)])),
            )
            who = f"{_name(official)} and {_name(gathered.officials[other])}: odds {rival.odds:+.1f}"
            yield Doubt("person", (who, *rival.reasons), official=at, offers=offers)


def _first_mentions(gathered: Gathered) -> dict[str, Quote]:
    """The first mention of each official, by article id and place."""
    found: dict[str, Quote] = {}
    for article in sorted(gathered.mentions):
        for mention in gathered.mentions[article]:
            if mention.official_id is not None:
                found.setdefault(mention.official_id, Quote(mention.name, article))
    return found


def _name(official: Official) -> str:
    return " / ".join(name for name in (official.name_zh, official.name_en) if name)


def _shown(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"
