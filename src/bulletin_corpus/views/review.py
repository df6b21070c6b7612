"""What a person can settle: the doubts of a corpus as questions, each with the judgements that fit it.

In: a loaded corpus and the judgements that stand in corrections.toml already. Out: `Question`s, the least sure first.
What is doubtful and why is found where the report finds it (`report.doubts`); here each doubt becomes something that
one judgement answers, and what is judged already is left out. How they are asked is left to `interview`.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bulletin_corpus.views.report.doubts import MOST_LINKS, days_of, find_doubts, link_offers, link_words, weak_links
from bulletin_corpus.views.report.gathered import event_id, gather, home
from bulletin_corpus.views.report.judging import BLANK, Offer, Quote, judgement
from bulletin_corpus.views.terminal import counted, harmless, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.records import Meeting, Workshop
    from bulletin_corpus.storage.corpus import Corpus
    from bulletin_corpus.views.report.doubts import Doubt
    from bulletin_corpus.views.report.gathered import Gathered
    from bulletin_corpus.views.report.judging import Value

KINDS = {
    "bounds": "article that may be two, or the end of another",
    "pair": "doubtful pair",
    "unpaired": "article without a counterpart",
    "dates": "contradictory dates",
    "event": "doubtful meeting or workshop",
    "person": "people who may be one",
    "link": "doubtful sentence link",
}
"""The kinds of questions, in the order in which they are asked: what comes first decides on what comes later."""

WIDTH = 160
"""Columns of a line of the list where there is no terminal."""

# 'dates differ: 9-8 and 9-9': the day that the record has, and the other text's
DATES_DIFFER = re.compile(r"dates differ: (\d+)-(\d+) and (\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Question:
    """One doubtful thing.

    Attributes:
        kind: a key of `KINDS`.
        about: the records that it is about, by id; the first is what is judged, `bulletin-corpus show` shows each.
        why: what is doubtful, in words.
        score: confidence, 0 to 1; None where there is none.
        offers: the judgements that a person may come to: in words, and as lines of corrections.toml.
    """

    kind: str
    about: tuple[str, ...]
    why: tuple[str, ...]
    score: float | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One judgement of an offer: its kind and what it says; None stands for what the person fills in."""

    kind: str
    values: Mapping[str, Value]

    def lines(self, author: str, reason: str) -> str:
        """It as lines of corrections.toml."""
        return judgement(self.kind, list(self.values.items()), author, reason)


def find_questions(corpus: Corpus, corrections: Corrections) -> list[Question]:
    """What is doubtful, neither reviewed nor judged, by kind in the order of `KINDS`, lowest score first."""
    gathered = gather(corpus)
    found = [one for doubt in find_doubts(gathered) for one in _asked(gathered, doubt)]
    found = list({(one.kind, one.about, one.offers): one for one in found}.values())
    order = list(KINDS)
    found.sort(key=lambda one: (order.index(one.kind), 1.0 if one.score is None else one.score))
    return unsettled(found, corrections)


def unsettled(questions: Sequence[Question], corrections: Corrections) -> list[Question]:
    """The questions that these judgements leave open, without what they rule out."""
    said = corrections.model_dump()
    return [one for question in questions if (one := _without_judged(question, said)) is not None]


def blocks_of(lines: str) -> list[Block]:
    """The judgements that an offer's lines hold, without author and reason."""
    found = []
    for kind, judged in tomllib.loads(BLANK.sub(r'\1 = ""', lines)).items():
        for one in judged:
            values = {key: _value(value) for key, value in one.items() if key not in ("author", "reason")}
            found.append(Block(kind, values))
    return found


def _value(value: Any) -> Value:  # noqa: ANN401  # whatever TOML holds
    match value:
        case "":
            return None
        case {"name": name, "article": article}:
            return Quote(name, article)
        case [{}, *_]:
            return [Quote(one["name"], one["article"]) for one in value]
        case _:
            return value  # type: ignore[no-any-return]  # a text, a date or a list of texts


def _asked(gathered: Gathered, doubt: Doubt) -> Iterator[Question]:
    """The questions that a doubt raises; none where no judgement settles it."""
    item = None if doubt.item is None else gathered.items[doubt.item]
    if doubt.kind == "warning" and doubt.bulletin is not None:
        yield from _of_dates(gathered, doubt)
    elif doubt.kind == "bounds" and doubt.article is not None:
        before = gathered.neighbours[doubt.article][0]
        joined = any(lines.startswith("[[join]]") for _, lines in doubt.offers)
        about = (doubt.article, before.article_id) if joined and before is not None else (doubt.article,)
        yield Question("bounds", about, doubt.why, doubt.score, doubt.offers)
    elif doubt.kind == "pair" and item is not None:
        yield Question("pair", (item.item_id,), doubt.why, doubt.score, doubt.offers)
    elif doubt.kind == "unpaired" and item is not None:
        yield from _of_rivals(gathered, item.item_id, doubt)
    elif doubt.kind == "event" and doubt.event is not None:
        event = gathered.events[doubt.event]
        yield Question("event", (event_id(event),), doubt.why, doubt.score, doubt.offers)
    elif doubt.kind == "person":
        yield Question("person", _officials(gathered, doubt), doubt.why, doubt.score, doubt.offers)
    elif doubt.kind == "links" and item is not None:
        for link in weak_links(item)[:MOST_LINKS]:
            offers = link_offers(gathered, item, link)
            yield Question("link", (item.item_id,), (link_words(link),), link.score, offers)


def _of_rivals(gathered: Gathered, article_id: str, doubt: Doubt) -> Iterator[Question]:
    """The question with whom an article alone belongs, if it nearly belonged with any."""
    rivals = [offer for offer in doubt.offers if not offer.to_fill_in]
    if not rivals:
        return
    offers: list[Offer] = []
    for offer in rivals:
        offers += [offer, Offer(offer.says.replace("It belongs", "It does not belong"), _undone(offer.lines))]
    ends = [value for offer in rivals for block in blocks_of(offer.lines) for value in block.values.values()]
    others = [gathered.items[gathered.item_of[str(one)]].item_id for one in ends]
    about = tuple(dict.fromkeys([article_id, *others]))
    others_left = [offer for offer in doubt.offers if offer.to_fill_in]
    yield Question("unpaired", about, doubt.why, doubt.score, (*offers, *others_left))


def _undone(lines: str) -> str:
    return lines.replace("[[pair]]", "[[unpair]]")


def _officials(gathered: Gathered, doubt: Doubt) -> tuple[str, ...]:
    """The ids of the officials whom an offer's quotes name."""
    (block, *_) = blocks_of(doubt.offers[0][1])
    people = block.values["people"]
    quotes = [one for one in people if isinstance(one, Quote)] if isinstance(people, list) else []
    return tuple(
        next(
            mention.official_id
            for mention in gathered.mentions[quote.article]
            if mention.name == quote.name and mention.official_id is not None
        )
        for quote in quotes
    )


def _of_dates(gathered: Gathered, doubt: Doubt) -> Iterator[Question]:
    """Of a warning that both texts of an event name other days, the events that it may be about."""
    found = DATES_DIFFER.search(" ".join(doubt.why))
    if found is None:
        return
    month, day, other_month, other_day = map(int, found.groups())
    for event in gathered.events:
        if event.reviewed or event.date_start is None or (event.date_start.month, event.date_start.day) != (month, day):
            continue
        item = gathered.items[gathered.item_of[home(event)]]
        dated = {one.article_id for one in event.evidence if one.field == "date_start"}
        if len(dated) < 2 or doubt.bulletin not in {_bulletin_of(gathered, one.bulletin_id) for one in item.articles}:
            continue
        try:
            other = date(event.date_start.year, other_month, other_day)
        except ValueError:  # a day that this year does not have
            continue
        words = [f"{one.field}: {one.text} ({one.article_id})" for one in event.evidence if one.field == "date_start"]
        yield Question("dates", (event_id(event),), (doubt.why[0], *words), event.score, _days(event, other))


def _bulletin_of(gathered: Gathered, bulletin_id: str) -> int | None:
    return next((at for at, one in enumerate(gathered.bulletins) if one.bulletin_id == bulletin_id), None)


def _days(event: Meeting | Workshop, other: date) -> tuple[Offer, ...]:
    """The offers for an event whose texts name two first days."""
    return (
        Offer(f"It was on {event.date_start}", days_of(event, event.date_start)),
        Offer(f"It was on {other}", days_of(event, other)),
        Offer("It was on ...", days_of(event, None)),
    )


def _without_judged(question: Question, said: Mapping[str, Sequence[Mapping[str, object]]]) -> Question | None:
    """The question without the counterparts that a person ruled out; None if it is judged."""
    if question.kind == "link":
        (block,) = blocks_of(question.offers[0].lines)
        ends = {key: block.values[key] for key in ("zh", "en")}
        if _is_said(Block("unpair", ends), said):
            return None
    judged = {offer.lines for offer in question.offers if any(_is_said(one, said) for one in blocks_of(offer.lines))}
    if not judged:
        return question
    if question.kind != "unpaired" or not all(lines.startswith("[[unpair]]") for lines in judged):
        return None
    left = [offer for offer in question.offers if offer.lines not in judged and _undone(offer.lines) not in judged]
    return None if all(offer.to_fill_in for offer in left) else replace(question, offers=tuple(left))


def _is_said(block: Block, said: Mapping[str, Sequence[Mapping[str, object]]]) -> bool:
    """Whether a judgement says what the block says, as far as it is filled in."""
    given = {key: _plain(value) for key, value in block.values.items() if value is not None and key != "was"}
    return any(all(one.get(key) == value for key, value in given.items()) for one in said[block.kind])


def _plain(value: Value) -> object:
    if isinstance(value, Quote):
        return value._asdict()
    return [_plain(one) for one in value] if isinstance(value, list) else value


def render_questions(questions: Sequence[Question], width: int | None) -> str:
    """The list as plain text: each question with its ids and why; lines are cut to `width` columns."""
    columns = WIDTH if width is None else width
    lines = []
    for question in questions:
        score = "    " if question.score is None else f"{question.score:.2f}"
        lines.append(f"{score}  {KINDS[question.kind]}  {' '.join(question.about)}")
        lines += [shortened(f"      {harmless(why)}", columns) for why in question.why]
    many = counted(len(questions), "question")
    return "\n".join([*lines, many if questions else "Nothing is doubtful that has not been judged."])


def questions_json(questions: Sequence[Question]) -> str:
    """The list as JSON; each offer is what it says and the lines of corrections.toml."""
    told = [
        asdict(question) | {"offers": [{"says": says, "lines": lines} for says, lines in question.offers]}
        for question in questions
    ]
    return json.dumps(told, ensure_ascii=False, indent=1)
