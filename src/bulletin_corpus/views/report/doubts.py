"""What a person should look at first: everything doubtful in a corpus, surest mistakes first, with its corrections.

In: the gathered corpus. Out: `Doubt`s, each with the reasons in words and the lines that a person who knows better can
copy into corrections.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin_corpus.summary import DOUBTFUL_BELOW
from bulletin_corpus.views.report.gathered import event_kind, people_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.records import Meeting, Mention, Official, Workshop
    from bulletin_corpus.views.report.gathered import Gathered, NewsItem

NEAR_ODDS = -3.0
"""Two officials are one person from odds of 1 on; of 456 officials of 138 annotated items, one pair that was kept apart
reaches -3 (two people of one Chinese surname), the next -3.5. Below, nothing but the country is alike."""

KINDS = {
    "set_aside": "Files that were set aside",
    "reject": "Text that no article took",
    "warning": "Warnings of a bulletin",
    "pair": "Doubtful pairs of articles",
    "unpaired": "Articles without a counterpart",
    "event": "Doubtful meetings and workshops",
    "person": "People who may be one",
    "links": "Doubtful sentence links",
}
"""The kinds of doubts, in the order in which the page lists them."""

Quote = tuple[str, str]
"""A name as an article prints it, and the article's id: how corrections.toml names a person."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at.

    Attributes:
        kind: a key of `KINDS`.
        why: what is doubtful, in words.
        score: confidence, 0 to 1; None where there is none.
        item, event, bulletin, official: numbers of what it is about, in `Gathered`; the unfitting ones are None.
        lines: for corrections.toml, one text for each judgement that a person may come to.
    """

    kind: str
    why: tuple[str, ...]
    score: float | None = None
    item: int | None = None
    event: int | None = None
    bulletin: int | None = None
    official: int | None = None
    lines: tuple[tuple[str, str], ...] = ()


def find_doubts(gathered: Gathered) -> list[Doubt]:
    """Everything doubtful, by kind in the order of `KINDS`, lowest score first."""
    found = [
        *_of_bulletins(gathered),
        *_of_items(gathered),
        *_of_events(gathered),
        *_of_officials(gathered),
    ]
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
            text = reject.text.strip()
            shown = text if len(text) <= 160 else text[:160] + "…"  # enough to find it by
            place = f"characters {reject.char_start} to {reject.char_end}"
            yield Doubt("reject", (f"{reject.reason} ({place})", shown), bulletin=at)


def _of_items(gathered: Gathered) -> Iterator[Doubt]:
    for at, item in enumerate(gathered.items):
        if item.pair is None:
            if item.articles[0].duplicate_of is None:
                language = "English" if item.zh else "Chinese"
                yield Doubt("unpaired", (f"no {language} article was found that reports the same",), item=at)
            continue
        if item.pair.score < DOUBTFUL_BELOW:
            why = (f"score {item.pair.score:.2f}", *item.pair.evidence)
            lines = (("They do not belong together", correction("unpair", item=item)),)
            yield Doubt("pair", why, item.pair.score, item=at, lines=tuple(one for one in lines if one[1]))
        weak = sorted(link.score for link in item.links if link.score < DOUBTFUL_BELOW)
        if weak:
            why = (f"{len(weak)} of {len(item.links)} links score below {DOUBTFUL_BELOW}, the lowest {weak[0]:.2f}",)
            yield Doubt("links", why, weak[0], item=at)


def _of_events(gathered: Gathered) -> Iterator[Doubt]:
    for at, event in enumerate(gathered.events):
        if event.status != "reported":
            continue
        why = _event_reasons(event)
        if why:
            item = gathered.event_item[at]
            yield Doubt("event", tuple(why), event.score, item=item, event=at)


def _event_reasons(event: Meeting | Workshop) -> list[str]:
    why = []
    if event.score < DOUBTFUL_BELOW:
        why.append(f"score {event.score:.2f}")
    if event.date_start is None:
        why.append("no date was found")
    if event_kind(event) == "meeting" and len(event.countries) < 2:
        why.append("only one side is known" if event.countries else "no side is known")
    nameless = [one for one in people_of(event) if one.country is None]
    why += [f"the country of {one.name_zh or one.name_en} is not known" for one in nameless]
    return why


def _of_officials(gathered: Gathered) -> Iterator[Doubt]:
    quotes = _quotes(gathered)
    for at, official in enumerate(gathered.officials):
        for rival in official.rivals:
            other = gathered.official_of.get(rival.official_id)
            if rival.odds < NEAR_ODDS or other is None or other < at:
                continue  # of two rivals, the one that is named more often tells
            people = tuple(quotes[one] for one in (official.official_id, rival.official_id) if one in quotes)
            lines = (
                ("One person", correction("same_person", people=people)),
                ("Two persons", correction("different_persons", people=people)),
            )
            who = f"{_name(official)} and {_name(gathered.officials[other])}"
            yield Doubt("person", (f"{who}: odds {rival.odds:+.1f}", *rival.reasons), official=at, lines=lines)


def _name(official: Official) -> str:
    return " / ".join(name for name in (official.name_zh, official.name_en) if name)


def _quotes(gathered: Gathered) -> dict[str, Quote]:
    """The first mention of each official, as corrections.toml quotes it."""
    found: dict[str, Mention] = {}
    for article_id in sorted(gathered.mentions):
        for mention in gathered.mentions[article_id]:
            if mention.official_id is not None:
                found.setdefault(mention.official_id, mention)
    return {official_id: (mention.name, mention.article_id) for official_id, mention in found.items()}


def correction(judgement: str, *, people: tuple[Quote, ...] = (), item: NewsItem | None = None) -> str:
    """The lines of one judgement for corrections.toml; empty where the file has no such judgement.

    The author and the reason are left to fill in. A new kind of judgement gets its lines here.
    """
    if judgement in ("same_person", "different_persons") and len(people) > 1:
        quoted = "\n".join(f"  {{article = {_toml(article)}, name = {_toml(name)}}}," for name, article in people)
        told = f"people = [\n{quoted}\n]"
    else:
        del item  # its judgements (unpair, date, title) have no form yet
        return ""
    return f'[[{judgement}]]\n{told}\nauthor = ""\nreason = ""\n'


def _toml(text: str) -> str:
    """The text as a TOML string; what cannot be printed, directions of writing among it, as an escape."""
    shown = (
        "\\" + char
        if char in '"\\'
        else char
        if char.isprintable()
        else f"\\u{ord(char):04x}"
        if ord(char) < 0x10000
        else f"\\U{ord(char):08x}"
        for char in text
    )
    return f'"{"".join(shown)}"'
