"""The data that the page's script reads: compact JSON blocks, small ones for the lists, one for each bulletin's texts.

A block is parsed when it is first needed, so that a page of ten thousand articles opens at once. Rows are arrays; the
order of their fields is told once, in `FIELDS`, and handed to the script. Texts pass through `visible`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from bulletin_corpus.records import Workshop
from bulletin_corpus.summary import DOUBTFUL_BELOW
from bulletin_corpus.views.report.doubts import KINDS as DOUBT_KINDS
from bulletin_corpus.views.report.doubts import LEAST_RIVAL
from bulletin_corpus.views.report.gathered import country_label, event_id, event_kind, people_of, principals_of
from bulletin_corpus.views.report.marks import KINDS as MARK_KINDS
from bulletin_corpus.views.report.marks import cut, marks_of, paragraphs
from bulletin_corpus.views.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bulletin_corpus.records import Article, Evidence, Meeting
    from bulletin_corpus.views.report.doubts import Doubt
    from bulletin_corpus.views.report.gathered import Gathered, NewsItem

FIELDS = {
    "items": ("id", "bulletin", "zh", "en", "date", "kind", "countries", "score", "doubts", "people"),
    "events": ("id", "item", "kind", "status", "start", "end", "year", "mode", "place", "name", "theme", "venue",
               "organizers", "people", "countries", "topics", "score", "reviewed"),
    "person": ("official", "zh", "en", "titleZh", "titleEn", "country", "role"),
    "officials": ("id", "zh", "en", "pinyin", "country", "positions", "aliases", "mentions", "items", "first", "last",
                  "met", "reviewed"),
    "bulletins": ("id", "path", "issue", "status", "reason", "encoding", "chars", "articles", "coverage", "repairs",
                  "warnings", "rejects"),
    "doubts": ("kind", "why", "score", "item", "event", "bulletin", "official", "offers"),
    "text": ("pair", "zh", "en", "links", "events"),
    "pair": ("id", "score", "relation", "evidence", "rivals", "reviewed"),
    "side": ("id", "bulletin", "head", "sub", "dateline", "credits", "lines", "start", "end", "spans", "paragraphs",
             "marks", "near", "reviewed"),
    "mark": ("field", "rule", "start", "end", "official", "text"),
}  # fmt: skip
"""What the fields of each kind of row are, in order."""


def json_block(value: object) -> str:
    r"""The value as JSON that can stand in a script element: no `<`, `>` or `&` in it, nor a line end of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def list_blocks(gathered: Gathered, doubts: Sequence[Doubt], *, has_raw: bool) -> dict[str, object]:
    """The blocks of the lists, by name."""
    codes = sorted({code for event in gathered.events for code in event.countries} | _countries_of_people(gathered))
    return {
        "about": {
            "fields": FIELDS,
            "countries": {code: list(country_label(code)) for code in codes},
            "doubtKinds": DOUBT_KINDS,
            "markKinds": MARK_KINDS,
            "raw": has_raw,
            "doubtfulBelow": DOUBTFUL_BELOW,
        },
        "items": _items(gathered, doubts),
        "events": [_event(gathered, at, event) for at, event in enumerate(gathered.events)],
        "officials": _officials(gathered),
        "bulletins": _bulletins(gathered),
        "doubts": [
            [
                one.kind,
                [visible(why) for why in one.why],
                _score(one.score),
                one.item,
                one.event,
                one.bulletin,
                one.official,
                [[visible(title), lines] for title, lines in one.offers],
            ]
            for one in doubts
        ],
    }


def text_blocks(gathered: Gathered) -> Iterator[tuple[str, object]]:
    """A block for each bulletin that items begin in, with the texts of those items by their number, then the rules."""
    held: dict[int, list[int]] = defaultdict(list)
    for at, item in enumerate(gathered.items):
        held[item.bulletin].append(at)
    numbers = {bulletin.bulletin_id: at for at, bulletin in enumerate(gathered.bulletins)}
    rules: dict[str, int] = {}
    for bulletin in sorted(held):
        texts = {str(at): _text(gathered, gathered.items[at], numbers, rules) for at in held[bulletin]}
        yield f"text-{bulletin}", texts
    yield "rules", list(rules)


def _items(gathered: Gathered, doubts: Sequence[Doubt]) -> list[object]:
    doubtful = Counter(doubt.item for doubt in doubts if doubt.item is not None)
    rows: list[object] = []
    for at, item in enumerate(gathered.items):
        events = [gathered.events[one] for one in item.events]
        people = {
            gathered.official_of[official]
            for article in item.articles
            for mention in gathered.mentions.get(article.article_id, ())
            if (official := mention.official_id) is not None and official in gathered.official_of
        }
        rows.append(
            [
                item.item_id,
                item.bulletin,
                _head(item.zh),
                _head(item.en),
                item.date,
                item.kind,
                list(dict.fromkeys(code for event in events for code in event.countries)),
                None if item.pair is None else _score(item.pair.score),
                doubtful[at],
                sorted(people),
            ]
        )
    return rows


def _head(article: Article | None) -> str | None:
    """The headline, or where there is none the beginning of the text."""
    if article is None:
        return None
    begins = article.body.strip()[: 36 if article.lang == "zh" else 90]
    return visible(article.headline or f"{begins} …").replace("\n", " ")


def _event(gathered: Gathered, at: int, event: Meeting | Workshop) -> list[object]:
    workshop = event if isinstance(event, Workshop) else None
    return [
        event_id(event),
        gathered.event_item[at],
        event_kind(event),
        event.status,
        _day(event.date_start),
        _day(event.date_end),
        event.date_evidence,
        event.mode,
        _two(event.place_zh, event.place_en),
        _two(workshop.name_zh, workshop.name_en) if workshop else None,
        _two(workshop.theme_zh, workshop.theme_en) if workshop else None,
        _two(workshop.venue_zh, workshop.venue_en) if workshop else None,
        [[*_two(one.name_zh, one.name_en), one.role] for one in workshop.organizers] if workshop else [],
        [
            [
                gathered.official_of.get(person.official_id or ""),
                *_two(person.name_zh, person.name_en),
                *_two(person.title_zh, person.title_en),
                person.country,
                getattr(person, "role", "speaker"),
            ]
            for person in people_of(event)
        ],
        list(event.countries),
        [visible(topic) for topic in (*event.topics_zh, *event.topics_en)],
        _score(event.score),
        int(event.reviewed),
    ]


def _officials(gathered: Gathered) -> list[object]:
    met = who_met_whom(gathered)
    rows: list[object] = []
    for at, one in enumerate(gathered.officials):
        items = {gathered.item_of[article] for article in one.article_ids if article in gathered.item_of}
        positions = sorted(one.positions, key=lambda position: str(position.first_seen or "9999"))
        rows.append(
            [
                one.official_id,
                *_two(one.name_zh, one.name_en),
                one.pinyin,
                one.country,
                [[*_two(p.title_zh, p.title_en), _day(p.first_seen), _day(p.last_seen)] for p in positions],
                [visible(alias) for alias in (*one.aliases_zh, *one.aliases_en)],
                one.n_mentions,
                sorted(items),
                _day(one.first_seen),
                _day(one.last_seen),
                [[other, n] for other, n in sorted(met.get(at, {}).items(), key=lambda pair: (-pair[1], pair[0]))],
                int(one.reviewed),
            ]
        )
    return rows


def who_met_whom(gathered: Gathered) -> Mapping[int, Mapping[int, int]]:
    """How often each official met each other one, of another side, as principals of reported meetings."""
    met: dict[int, Counter[int]] = defaultdict(Counter)
    for event in gathered.events:
        if event.status == "reported":
            led = principals_of(event, gathered.official_of)
            for at, one in led:
                for other, another in led:
                    if at != other and (one.country is None or one.country != another.country):
                        met[at][other] += 1
    return met


def _bulletins(gathered: Gathered) -> list[object]:
    return [
        [
            one.bulletin_id,
            visible(one.path),
            one.issue_date,
            one.status,
            None if one.reason is None else visible(one.reason),
            one.encoding,
            one.n_chars,
            one.n_articles,
            None if one.coverage is None else round(one.coverage, 4),
            [[repair.rule, repair.count] for repair in one.repairs],
            [visible(warning) for warning in one.warnings],
            len(gathered.rejects.get(one.bulletin_id, ())),
        ]
        for one in gathered.bulletins
    ]


def _text(gathered: Gathered, item: NewsItem, numbers: Mapping[str, int], rules: dict[str, int]) -> list[object]:
    evidence = [one for at in item.events for one in gathered.events[at].evidence]
    pair = item.pair
    rivals = [] if pair is None else [one for one in pair.rivals if one.score >= LEAST_RIVAL]
    return [
        None
        if pair is None
        else [
            pair.pair_id,
            _score(pair.score),
            pair.relation,
            [visible(why) for why in pair.evidence],
            [
                [gathered.item_of[other], _score(one.score), [visible(why) for why in one.evidence]]
                for one in rivals
                for other in (one.zh_article_id, one.en_article_id)
                if other not in (pair.zh_article_id, pair.en_article_id)
            ],
            int(pair.reviewed),
        ],
        *(_side(gathered, article, evidence, numbers, rules) for article in (item.zh, item.en)),
        [[link.zh_positions, link.en_positions, _score(link.score), int(link.crossing)] for link in item.links],
        list(item.events),
    ]


def _side(
    gathered: Gathered,
    article: Article | None,
    evidence: Sequence[Evidence],
    numbers: Mapping[str, int],
    rules: dict[str, int],
) -> list[object] | None:
    """One article: a paragraph is a list of sentences, a sentence of runs, plain or [words, number of the mark].

    A mark tells its words only where they stand in no sentence. `near` names the articles before and after, with their
    items; it is null for one that repeats another, of which nothing can be judged.
    """
    if article is None:
        return None
    sentences = gathered.sentences.get(article.article_id, ())
    own = [one for one in evidence if one.article_id == article.article_id]
    marks = marks_of(gathered.mentions.get(article.article_id, ()), own)
    runs = cut(sentences, marks)
    placed = {run[1] for sentence in runs for run in sentence if not isinstance(run, str)}
    shown = iter([visible(run) if isinstance(run, str) else [visible(run[0]), run[1]] for run in one] for one in runs)
    return [
        article.article_id,
        numbers[article.bulletin_id],
        *(None if one is None else visible(one) for one in (article.headline, article.subheadline, article.dateline)),
        [[credit.role, visible(credit.text)] for credit in article.credits],
        [article.line_start, article.line_end],
        article.char_start,
        article.char_end,
        [[span.part, span.char_start, span.char_end] for span in article.spans],
        [list(islice(shown, count)) for count in paragraphs(article.body, sentences)],
        [
            [
                mark.field,
                rules.setdefault(mark.rule, len(rules)),
                mark.char_start,
                mark.char_end,
                gathered.official_of.get(mark.official_id or ""),
                None if number in placed else visible(mark.text),
            ]
            for number, mark in enumerate(marks)
        ],
        None
        if article.duplicate_of is not None
        else [
            None if one is None else [one.article_id, gathered.item_of[one.article_id]]
            for one in gathered.neighbours[article.article_id]
        ],
        int(article.reviewed),
    ]


def _countries_of_people(gathered: Gathered) -> set[str]:
    listed = {one.country for one in gathered.officials} | {
        person.country for event in gathered.events for person in people_of(event)
    }
    return {code for code in listed if code is not None}


def _two(zh: str | None, en: str | None) -> list[str | None]:
    return [None if text is None else visible(text) for text in (zh, en)]


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _score(score: float | None) -> float | None:
    return None if score is None else round(score, 3)
