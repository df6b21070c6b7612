"""Human judgements on articles, pairs, links and values, put in the place of what the machine says about a bulletin.

Each function takes what a stage made and gives what a person made of it, noting what became of each correction.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from bulletin_corpus.corrections import Split
from bulletin_corpus.documents import ArticleLink, Office, SentenceLink
from bulletin_corpus.records import CORRECTED, Evidence, Meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bulletin_corpus.corrections import Corrections, Join, LinkJudgement, PersonJudgement, ValueJudgement
    from bulletin_corpus.documents import ArticleText, Extraction, Person, Segmentation
    from bulletin_corpus.records import Workshop


@dataclass(slots=True)
class Review:
    """The corrections that concern a bulletin and contradict no other, and what became of those that were met with.

    Attributes:
        told: by the key of a correction None if it is met, else why it is not.
    """

    corrections: Corrections
    told: dict[str, str | None] = field(default_factory=dict)


def judged_articles(
    raw: str, review: Review, segment: Callable[[Mapping[int, bool]], Segmentation]
) -> tuple[Segmentation, frozenset[str]]:
    """The bulletin's articles as a person split and joined them, and the ids of those that came out of it or were left.

    A judgement may name an article that another one made, so they are applied until none finds its articles any more.

    Args:
        raw: the bulletin's text.
        review: the corrections that concern it.
        segment: cuts it into articles; see the argument `starts` of `stages.segment`.
    """
    starts: dict[int, bool] = {}
    segmented = segment(starts)
    by_machine = {article.article_id for article in segmented.articles}
    waiting: list[Split | Join] = [*review.corrections.split, *review.corrections.join]
    while waiting:
        found = [(judgement, _start(judgement, segmented, raw)) for judgement in waiting]
        for judgement, start in found:
            if isinstance(start, str):
                review.told[judgement.key] = start
            elif start is not None:
                review.told[judgement.key] = None
                if starts.pop(start, None) is None:  # else the one undoes the other
                    starts[start] = isinstance(judgement, Split)
        waiting = [judgement for judgement, start in found if not isinstance(start, int)]
        if len(waiting) == len(found):
            break
        segmented = segment(starts)
    here = frozenset(article.article_id for article in segmented.articles)
    confirmed = [judgement for judgement in review.corrections.whole if judgement.article in here]
    review.told |= dict.fromkeys((judgement.key for judgement in confirmed), None)
    return segmented, here - by_machine | {judgement.article for judgement in confirmed}


def _start(judgement: Split | Join, segmented: Segmentation, raw: str) -> int | str | None:
    """The raw offset that it speaks of, or why there is none; None where the bulletin holds none of its articles."""
    if isinstance(judgement, Split):
        article = next((one for one in segmented.articles if one.article_id == judgement.article), None)
        return None if article is None else _start_of_line(judgement, article, segmented, raw)
    named = [one for one in segmented.articles if one.article_id in judgement.articles]
    if not named:
        return None
    row = [one.article_id for one in segmented.articles if one.lang == named[0].lang]
    if (
        len(named) < len(judgement.articles)
        or named[-1].article_id not in row[row.index(named[0].article_id) + 1 :][:1]
    ):
        return "they are not neighbours of one language in one bulletin"
    return named[1].spans[0].char_start


def _start_of_line(judgement: Split, article: ArticleText, segmented: Segmentation, raw: str) -> int | str:
    """The raw offset of the line of the article's text that begins with the quoted words, restored or raw."""
    lines = [
        one for one in segmented.decisions if one.article == article.position and one.label in ("body", "dateline")
    ]
    text, at = article.body, 0
    begun = set()
    for line in text.text.split("\n"):
        if line.startswith(judgement.before):
            begun.add(int(text.starts[at]))
        at += len(line) + 1
    found = {
        one.line: one.char_start
        for one in reversed(lines)
        if raw.startswith(judgement.before, one.char_start) or any(one.char_start <= at < one.char_end for at in begun)
    }
    if len(found) != 1:
        how = "no line" if not found else f"{len(found)} lines"
        return f"the quoted text begins {how} of the text of {article.article_id}"
    ((number, start),) = found.items()
    return start if lines[0].line < number else f"the text of {article.article_id} begins there already"


def judged_pairs(
    zh: Sequence[ArticleText],
    en: Sequence[ArticleText],
    review: Review,
    pair: Callable[[Sequence[ArticleText], Sequence[ArticleText]], Sequence[ArticleLink]],
) -> list[ArticleLink]:
    """The pairs of these articles: those that a person made, and those of the machine that none undid."""
    here = {article.article_id for article in (*zh, *en)}
    made: list[ArticleLink] = []
    for judgement in review.corrections.pair:
        if judgement.zh in here and judgement.en in here:
            said = f"judged by {judgement.author}: {judgement.reason}"
            made.append(ArticleLink(judgement.zh, judgement.en, 1.0, (said,), reviewed=True))
            review.told[judgement.key] = None
    spoken_for = {one for judgement in review.corrections.pair for one in (judgement.zh, judgement.en)}
    links = pair(
        [article for article in zh if article.article_id not in spoken_for],
        [article for article in en if article.article_id not in spoken_for],
    )
    undone = {(judgement.zh, judgement.en) for judgement in review.corrections.unpair}
    for judgement in review.corrections.unpair:
        if judgement.zh in here and judgement.en in here:
            review.told[judgement.key] = None
    return [*made, *(link for link in links if (link.zh_article_id, link.en_article_id) not in undone)]


def judged_links(
    zh: ArticleText, en: ArticleText, links: Sequence[SentenceLink], review: Review
) -> tuple[SentenceLink, ...]:
    """The sentence links of a pair, in Chinese order, with those that a person made and without those undone."""
    kept = list(links)
    for judgement, wanted in (
        *((one, True) for one in review.corrections.link),
        *((one, False) for one in review.corrections.unlink),
    ):
        if (judgement.zh, judgement.en) != (zh.article_id, en.article_id):
            continue
        places = _quoted(judgement, zh, en)
        if isinstance(places, str):
            review.told[judgement.key] = places
            continue
        at_zh, at_en = places
        if wanted:
            kept = [
                one for one in kept if not (set(at_zh) & set(one.zh_positions) or set(at_en) & set(one.en_positions))
            ]
            kept.append(SentenceLink(at_zh, at_en, 1.0, crossing=False, reviewed=True))
        else:
            kept = [
                one for one in kept if not (set(at_zh) <= set(one.zh_positions) and set(at_en) <= set(one.en_positions))
            ]
        review.told[judgement.key] = None
    if kept == list(links):
        return tuple(links)
    kept.sort(key=lambda one: (one.zh_positions, one.en_positions))
    return tuple(replace(one, crossing=_crosses(one, kept)) for one in kept)


def _quoted(
    judgement: LinkJudgement, zh: ArticleText, en: ArticleText
) -> tuple[tuple[int, ...], tuple[int, ...]] | str:
    """The positions of the quoted sentences on both sides, or why there are none."""
    sides = []
    for article, quotes in ((zh, judgement.zh_text), (en, judgement.en_text)):
        places = []
        for quote in quotes:
            found = [place for place, text in enumerate(article.sentence_texts()) if quote in text]
            if len(found) != 1:
                how = "no sentence" if not found else f"{len(found)} sentences"
                return f"{how} of {article.article_id} with '{quote}'"
            places += found
        sides.append(tuple(sorted(set(places))))
    return sides[0], sides[1]


def _crosses(link: SentenceLink, links: Sequence[SentenceLink]) -> bool:
    """Whether another link stands before it in one text and behind it in the other."""
    zh, en = link.zh_positions[0], link.en_positions[0]
    return any((one.zh_positions[0] - zh) * (one.en_positions[0] - en) < 0 for one in links)


def judged_extraction(articles: Sequence[ArticleText], extraction: Extraction, review: Review) -> Extraction:
    """What an item reports, with the persons and values that a person corrected."""
    for person in review.corrections.person:
        extraction = _with_person(articles, extraction, person, review)
    days: dict[str, list[ValueJudgement]] = {}
    for value in review.corrections.value:
        if value.field in ("date_start", "date_end"):
            days.setdefault(value.record, []).append(value)
        else:
            extraction = _with_value(articles, extraction, value, review)
    for record, judged in days.items():
        extraction = _with_days(articles, extraction, record, judged, review)
    return extraction


def _with_days(
    articles: Sequence[ArticleText],
    extraction: Extraction,
    record: str,
    judged: Sequence[ValueJudgement],
    review: Review,
) -> Extraction:
    """What the item reports with the first and last day of the record corrected; not if the last comes first then."""
    new = extraction
    for one in judged:
        new = _with_value(articles, new, one, review)
    events: list[Meeting | Workshop] = [*new.meetings, *new.workshops]
    for event in events:
        own = event.meeting_id if isinstance(event, Meeting) else event.workshop_id
        if own == record and event.date_start and event.date_end and event.date_end < event.date_start:
            why = f"its last day, {event.date_end}, would come before its first, {event.date_start}; correct both"
            review.told |= {one.key: why for one in judged if review.told.get(one.key, why) is None}
            return extraction
    return new


def _with_person(
    articles: Sequence[ArticleText], extraction: Extraction, judgement: PersonJudgement, review: Review
) -> Extraction:
    quoted = judgement.person
    if quoted.article not in {article.article_id for article in articles}:
        return extraction
    found = [
        one
        for one in extraction.persons
        if any((said.article_id, said.name) == (quoted.article, quoted.name) for said in one.mentions)
    ]
    if not found:
        review.told[judgement.key] = f"there is no {quoted}"
        return extraction
    review.told[judgement.key] = None
    whose = {mention.mention_id for one in found for mention in one.mentions}
    values = judgement.values()

    def corrected(event: Any, field: str) -> Any:  # noqa: ANN401  # a meeting or a workshop
        people = getattr(event, field)
        hit = [bool(whose & set(one.mention_ids)) for one in people]
        if not any(hit):
            return event
        new = [one.model_copy(update=values) if mine else one for one, mine in zip(people, hit, strict=True)]
        return event.model_copy(update={field: new, "reviewed": True})

    return replace(
        extraction,
        persons=tuple(_renamed(one, values) if one in found else one for one in extraction.persons),
        meetings=tuple(corrected(one, "participants") for one in extraction.meetings),
        workshops=tuple(corrected(one, "speakers") for one in extraction.workshops),
    )


def _renamed(person: Person, values: dict[str, str]) -> Person:
    """The person with these names, titles or country; a corrected title is one office."""
    person = replace(person, **values)  # type: ignore[arg-type]  # all of them strings
    if "title_zh" not in values and "title_en" not in values:
        return person
    if len(person.offices) <= 1:
        return replace(person, offices=(Office(person.title_zh, person.title_en),))
    changed = Office(values.get("title_zh"), values.get("title_en"))
    return replace(person, offices=(changed,))


def _with_value(
    articles: Sequence[ArticleText], extraction: Extraction, judgement: ValueJudgement, review: Review
) -> Extraction:
    article = next((one for one in articles if one.article_id == judgement.article), None)
    if article is None:
        return extraction
    field = "meetings" if judgement.record.startswith("m-") else "workshops"
    events: Sequence[Any] = getattr(extraction, field)
    found = [place for place, one in enumerate(events) if getattr(one, field[:-1] + "_id") == judgement.record]
    if not found:
        review.told[judgement.key] = f"there is no {judgement.record} in {judgement.article}"
        return extraction
    event = events[found[0]]
    said = event.model_dump(mode="json")[judgement.field]
    wanted, was = judgement.plain(judgement.value), judgement.plain(judgement.was)
    if said not in (was, wanted):
        review.told[judgement.key] = f"{judgement.record} says {judgement.field} = {said!r}, not {was!r} any more"
        return extraction
    evidence = Evidence(
        field=judgement.field,
        article_id=article.article_id,
        char_start=article.spans[0].char_start,
        char_end=article.spans[0].char_start,
        text=judgement.reason,
        rule=f"{CORRECTED}{judgement.author}",
    )
    values = {**event.model_dump(), judgement.field: wanted, "reviewed": True}
    values["evidence"] = [*(one for one in event.evidence if one.field != judgement.field), evidence]
    try:
        new = type(event).model_validate(values)
    except ValidationError as error:
        review.told[judgement.key] = f"{judgement.field} cannot be {judgement.value!r}: {error.errors()[0]['msg']}"
        return extraction
    review.told[judgement.key] = None
    changed = tuple(new if place == found[0] else one for place, one in enumerate(events))
    return replace(extraction, meetings=changed) if field == "meetings" else replace(extraction, workshops=changed)
