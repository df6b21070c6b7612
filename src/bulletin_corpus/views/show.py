"""One record as a person reads it: an article, a pair, a meeting, a workshop, an official or a bulletin, by its id.

With `why`, the words that its values rest on are marked in the text, and the rules that read them are listed. Drawn
with rich, which leaves colours out where the output is no terminal or NO_COLOR is set.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from bulletin_corpus.errors import UserError
from bulletin_corpus.records import CORRECTED, Article, ArticlePair, Bulletin, Meeting, Official, Workshop
from bulletin_corpus.views.terminal import counted, harmless
from bulletin_corpus.views.texts import (
    EVIDENCE_STYLE,
    FAINT_STYLE,
    LABEL_STYLE,
    BothSides,
    LinkedSides,
    Mark,
    marked_sentences,
    marks_of,
    rows_where,
    sentences_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bulletin_corpus.records import Evidence, Participant, Speaker
    from bulletin_corpus.storage.corpus import Corpus, Table

MOST_NAMED = 20
"""Records that a list names."""

TITLE_CHARS = 40

Shown = Article | ArticlePair | Bulletin | Meeting | Official | Workshop


def show(corpus: Corpus, wanted: str, *, why: bool = False) -> RenderableType:
    """What the record says, and with `why` what it rests on; `wanted` and errors are those of `find_record`."""
    match find_record(corpus, wanted):
        case Article() as article:
            return _article(corpus, article, why=why)
        case ArticlePair() as pair:
            return _pair(corpus, pair, why=why)
        case Bulletin() as bulletin:
            return _bulletin(corpus, bulletin, why=why)
        case Meeting() as meeting:
            return _meeting(corpus, meeting, why=why)
        case Workshop() as workshop:
            return _workshop(corpus, workshop, why=why)
        case Official() as official:
            return _official(corpus, official, why=why)


def find_record(corpus: Corpus, wanted: str) -> Shown:
    """The record of this id, the official of this name, or the bulletin of this path or file name.

    Raises:
        UserError: if the corpus has none, or several officials or bulletins are called so.
    """
    tables: dict[str, Table[Shown]] = {
        "a": corpus.articles,
        "b": corpus.bulletins,
        "m": corpus.meetings,
        "o": corpus.officials,
        "p": corpus.article_pairs,
        "w": corpus.workshops,
    }
    with suppress(KeyError):
        return tables[wanted.split("-", 1)[0]][wanted]
    called: dict[str, Shown] = {one.official_id: one for one in _officials_called(corpus, wanted)}
    called |= {one.bulletin_id: one for one in rows_where(corpus.bulletins, "path", *_paths_called(corpus, wanted))}
    if len(called) == 1:
        return next(iter(called.values()))
    if called:
        cause = f"{harmless(wanted)} is the name of {len(called)} records."
        raise UserError(cause, f"Give the id of one: {', '.join(sorted(called)[:MOST_NAMED])}.")
    cause = f"The corpus in {corpus.path} has nothing that is called {harmless(wanted)}."
    alike = _names_with(corpus, wanted)
    if alike:
        raise UserError(cause, f"Officials with this in their name: {harmless(', '.join(alike))}.")
    raise UserError(cause, "Give an id (the first column of each table), an official's name or a bulletin's path.")


def _officials_called(corpus: Corpus, name: str) -> list[Official]:
    """Those who bear the name in either language, as it is printed anywhere, in any case."""
    columns = ["official_id", "name_zh", "name_en", "aliases_zh", "aliases_en"]
    found = [
        row["official_id"]
        for row in pq.read_table(corpus.officials.path, columns=columns).to_pylist()
        for known in (row["name_zh"], row["name_en"], *row["aliases_zh"], *row["aliases_en"])
        if known is not None and known.casefold() == name.casefold()
    ]
    return rows_where(corpus.officials, "official_id", *found)


def _names_with(corpus: Corpus, part: str) -> list[str]:
    """The first names, in their order, of which this is a part, in any case."""
    names = pq.read_table(corpus.officials.path, columns=["name_zh", "name_en"])
    known = {name for column in names.columns for name in column.to_pylist() if name is not None}
    return sorted(name for name in known if part and part.casefold() in name.casefold())[:MOST_NAMED]


def _paths_called(corpus: Corpus, name: str) -> list[str]:
    """The paths of bulletins that are this, or end in this file name."""
    paths = pq.read_table(corpus.bulletins.path, columns=["path"])["path"].to_pylist()
    return [path for path in paths if path is not None and name in (path, path.rsplit("/", 1)[-1])]


def _bulletin(corpus: Corpus, bulletin: Bulletin, *, why: bool) -> RenderableType:
    rows: list[tuple[str, object]] = [
        ("bulletin", bulletin.bulletin_id),
        ("path", bulletin.path),
        ("status", bulletin.status if bulletin.reason is None else f"{bulletin.status}: {bulletin.reason}"),
        ("encoding", bulletin.encoding),
        ("issue date", bulletin.issue_date),
        ("articles", bulletin.n_articles),
        ("coverage", bulletin.coverage),
    ]
    if why:
        rows += [("repaired", f"{repair.count} {repair.rule}") for repair in bulletin.repairs]
    rows += [("warning", warning) for warning in bulletin.warnings]
    parts: list[RenderableType] = [_fields(rows)]
    if bulletin.status == "built":  # a copy that is set aside has the id of the file that was built
        parts.append(_titles(rows_where(corpus.articles, "bulletin_id", bulletin.bulletin_id)))
    return Group(*parts)


def _article(corpus: Corpus, article: Article, *, why: bool) -> RenderableType:
    rows: list[tuple[str, object]] = [
        ("article", f"{article.article_id}  ({article.lang}, {article.kind})"),
        ("bulletin", f"{article.bulletin_id}, lines {article.line_start}-{article.line_end}"),
        ("headline", article.headline),
        ("subheadline", article.subheadline),
        ("dateline", article.dateline),
        ("repeats", article.duplicate_of),
        ("reviewed", "split, joined or confirmed by a person" if article.reviewed else None),
    ]
    rows += [("credit", f"{credit.role}: {credit.name}") for credit in article.credits]
    for column in ("zh_article_id", "en_article_id"):
        for pair in rows_where(corpus.article_pairs, column, article.article_id):
            other = pair.en_article_id if column == "zh_article_id" else pair.zh_article_id
            rows.append(("pair", f"{pair.pair_id}, with {other}"))
        meetings = rows_where(corpus.meetings, column, article.article_id)
        workshops = rows_where(corpus.workshops, column, article.article_id)
        rows += [("reports", f"{meeting.meeting_id}, {_days(meeting)}") for meeting in meetings]
        rows += [("reports", f"{workshop.workshop_id}, {_days(workshop)}") for workshop in workshops]
    marks = marks_of(corpus, article.article_id)[article.article_id]
    text = marked_sentences(sentences_of(corpus, article.article_id), marks)
    parts: list[RenderableType] = [_fields(rows), Text(), text]
    if why:
        parts += [Text(), Text("named people", LABEL_STYLE)]
        parts += [
            Text(f"  {m.name}: {m.title or 'no title here'}  [{m.rule}, {m.official_id}, {m.char_start}-{m.char_end}]")
            for m in rows_where(corpus.mentions, "article_id", article.article_id)
        ]
    return Group(*parts)


def _pair(corpus: Corpus, pair: ArticlePair, *, why: bool) -> RenderableType:
    zh, en = corpus.articles[pair.zh_article_id], corpus.articles[pair.en_article_id]
    rows: list[tuple[str, object]] = [
        ("pair", f"{pair.pair_id}  ({pair.relation}, score {pair.score:.2f})"),
        ("Chinese", f"{zh.article_id}  {_title(zh)}"),
        ("English", f"{en.article_id}  {_title(en)}"),
    ]
    rows += [("reviewed", reason) for reason in pair.evidence if pair.reviewed]
    if why and not pair.reviewed:
        rows += [("because", reason) for reason in pair.evidence]
        rows += [
            ("lost", f"{one.zh_article_id} with {one.en_article_id}, score {one.score:.2f}: {', '.join(one.evidence)}")
            for one in pair.rivals
        ]
    links = rows_where(corpus.sentence_pairs, "pair_id", pair.pair_id)
    marks = marks_of(corpus, zh.article_id, en.article_id)
    sides = (sentences_of(corpus, zh.article_id), sentences_of(corpus, en.article_id))
    return Group(_fields(rows), Text(), LinkedSides(links, *sides, marks[zh.article_id], marks[en.article_id]))


def _meeting(corpus: Corpus, meeting: Meeting, *, why: bool) -> RenderableType:
    rows: list[tuple[str, object]] = [
        ("meeting", f"{meeting.meeting_id}  ({meeting.status}, score {meeting.score:.2f})"),
        ("date", f"{_days(meeting)}  (year: {meeting.date_evidence})"),
        ("mode", meeting.mode),
        ("place", _both(meeting.place_zh, meeting.place_en)),
        ("sides", ", ".join(meeting.countries)),
    ]
    rows += [(person.role, _person(person)) for person in meeting.participants]
    rows += [("topics", ", ".join(topics)) for topics in (meeting.topics_zh, meeting.topics_en) if topics]
    return _event(corpus, meeting, rows, why=why)


def _workshop(corpus: Corpus, workshop: Workshop, *, why: bool) -> RenderableType:
    rows: list[tuple[str, object]] = [
        ("workshop", f"{workshop.workshop_id}  ({workshop.status}, score {workshop.score:.2f})"),
        ("name", _both(workshop.name_zh, workshop.name_en)),
        ("theme", _both(workshop.theme_zh, workshop.theme_en)),
        ("date", f"{_days(workshop)}  (year: {workshop.date_evidence})"),
        ("mode", workshop.mode),
        ("venue", _both(workshop.venue_zh, workshop.venue_en)),
        ("place", _both(workshop.place_zh, workshop.place_en)),
    ]
    rows += [(one.role.replace("_", "-"), _both(one.name_zh, one.name_en)) for one in workshop.organizers]
    rows += [("speaker", _person(person)) for person in workshop.speakers]
    rows += [("countries", ", ".join(workshop.countries))]
    return _event(corpus, workshop, rows, why=why)


def _event(
    corpus: Corpus,
    event: Meeting | Workshop,
    rows: Iterable[tuple[str, object]],
    *,
    why: bool,
) -> RenderableType:
    ids = [article_id for article_id in (event.zh_article_id, event.en_article_id) if article_id is not None]
    marks = marks_of(corpus, *ids)
    judged = [one for one in event.evidence if one.rule.startswith(CORRECTED)]
    reviewed = [("reviewed", f"{one.field}, {one.rule}: {one.text}") for one in judged]
    if event.reviewed and not judged:
        reviewed.append(("reviewed", "a person was corrected"))
    rows = [*rows, *reviewed]
    sides = [_side(corpus, event, article_id, marks[article_id], why=why) for article_id in ids]
    return Group(_fields(rows), Text(), BothSides(*sides) if len(sides) == 2 else sides[0])


def _side(
    corpus: Corpus, event: Meeting | Workshop, article_id: str, marks: Sequence[Mark], *, why: bool
) -> RenderableType:
    """One article that reports the event; with `why` the words that the record rests on are marked and listed."""
    read = [one for one in event.evidence if one.article_id == article_id and not one.rule.startswith(CORRECTED)]
    evidence = read if why else []
    marks = [*marks, *(Mark(one.char_start, one.text, EVIDENCE_STYLE) for one in evidence)]
    title = Text(f"{article_id}  {_title(corpus.articles[article_id])}", LABEL_STYLE)
    return Group(title, marked_sentences(sentences_of(corpus, article_id), marks), *map(_reason, evidence))


def _official(corpus: Corpus, official: Official, *, why: bool) -> RenderableType:
    rows: list[tuple[str, object]] = [
        ("official", official.official_id),
        ("name", _both(official.name_zh, official.name_en)),
        ("also", ", ".join((*official.aliases_zh, *official.aliases_en))),
        ("reading", official.pinyin),
        ("country", official.country),
        ("reviewed", "who this is, or the name, was judged by a person" if official.reviewed else None),
    ]
    for position in official.positions:
        seen = " to ".join(str(day) for day in dict.fromkeys((position.first_seen, position.last_seen)) if day)
        rows.append(("office", _both(position.title_zh, position.title_en) + (f"  ({seen})" if seen else "")))
    times, where = counted(official.n_mentions, "time"), counted(len(official.article_ids), "article")
    rows.append(("named", f"{times} in {where}"))
    if why:
        rows += [
            ("not the same", f"{other.official_id} (odds {other.odds:+.1f}): {', '.join(other.reasons)}")
            for other in official.rivals
        ]
    parts: list[RenderableType] = [_fields(rows)]
    named = rows_where(corpus.articles, "article_id", *official.article_ids)
    parts.append(_titles(named[:MOST_NAMED]))
    if len(named) > MOST_NAMED:
        parts.append(Text(f"  ... and {len(named) - MOST_NAMED} more"))
    if why:
        for mention in rows_where(corpus.mentions, "official_id", official.official_id):
            said = f"{mention.name}, {mention.title or 'no title here'}"
            where = f"[{mention.rule}, {mention.article_id}, {mention.char_start}-{mention.char_end}]"
            parts.append(Text(f"  {said}  {where}"))
    return Group(*parts)


def _fields(rows: Iterable[tuple[str, object]]) -> Grid:
    """Labels and values in two columns; values that are not known are left out."""
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style=LABEL_STYLE)
    grid.add_column()
    for label, value in rows:
        if value not in (None, "", "null"):
            grid.add_row(label, Text(harmless(str(value))))
    return grid


def _titles(articles: Iterable[Article]) -> Grid:
    """Ids, languages and titles, one article a line; a title that is too long for the terminal is cut."""
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for _ in ("indent", "id", "language"):
        grid.add_column(no_wrap=True)
    grid.add_column()
    for article in articles:
        title = Text(_title(article), no_wrap=True, overflow="ellipsis")
        grid.add_row("", article.article_id, article.lang, title)
    return grid


def _reason(evidence: Evidence) -> Text:
    place = f"[{evidence.rule}, {evidence.char_start}-{evidence.char_end}]"
    return Text(f"     {evidence.field}: {harmless(evidence.text)}  {place}", FAINT_STYLE)


def _title(article: Article) -> str:
    """The headline, or where there is none the first line's beginning."""
    first = article.body.split("\n", maxsplit=1)[0]
    return harmless(article.headline or (first if len(first) <= TITLE_CHARS else first[:TITLE_CHARS] + "…"))


def _person(person: Participant | Speaker) -> str:
    name, title = _both(person.name_zh, person.name_en), _both(person.title_zh, person.title_en)
    return f"{name}, {title} ({person.country or 'country not known'})"


def _both(zh: str | None, en: str | None) -> str:
    return " / ".join(text for text in (zh, en) if text)


def _days(event: Meeting | Workshop) -> str:
    if event.date_start is None:
        return "not known"
    return f"{event.date_start}" if event.date_end == event.date_start else f"{event.date_start} to {event.date_end}"
