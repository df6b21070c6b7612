"""A walk through what is doubtful in a terminal: one question after the other, each answer written as it is given.

An answer goes into corrections.toml at once, so what was judged is kept however the walk ends.
"""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

from bulletin_corpus.corrections import add_judgements, read_corrections
from bulletin_corpus.errors import UserError
from bulletin_corpus.views.review import KINDS, Block, blocks_of, unsettled
from bulletin_corpus.views.show import show
from bulletin_corpus.views.terminal import harmless
from bulletin_corpus.views.texts import FAINT_STYLE, LABEL_STYLE, rows_where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bulletin_corpus.storage.corpus import Corpus
    from bulletin_corpus.views.report.judging import Offer, Value
    from bulletin_corpus.views.review import Question

DATES = frozenset({"date_start", "date_end"})
LISTS = frozenset({"countries", "topics_zh", "topics_en"})
NOTHING = "-"
SKIP, QUIT = "s", "q"


def on_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def interview(corpus: Corpus, questions: Sequence[Question], raw: Path, author: str | None) -> int:
    """The number of judgements written into the corrections of the folder `raw`.

    Args:
        corpus: where the records that are asked about stand.
        questions: in the order in which they are asked; one that an answer settles too is not asked any more.
        raw: folder of the raw bulletins.
        author: who judges; None: it is asked before the first judgement.

    Raises:
        UserError: if corrections.toml is not understood, or the folder cannot be written.
    """
    if not os.access(raw, os.W_OK):
        raise UserError(f"{raw} cannot be written.", "Name the folder of the raw bulletins with --raw.")
    console = Console(highlight=False)
    waiting, written, asked = list(questions), 0, 0
    try:
        while waiting:
            question, *waiting = waiting
            asked += 1
            _present(console, corpus, question, f"{asked} of {asked + len(waiting)}")
            offer = _chosen(question)
            if offer == QUIT:
                break
            if isinstance(offer, str):
                continue
            blocks = _filled(corpus, blocks_of(offer.lines))
            author = author or _asked("Your name", default=os.environ.get("USER") or None)
            reason = _asked("Your reason")
            try:
                add_judgements(raw, "\n".join(block.lines(author, reason) for block in blocks))
            except UserError as error:
                typer.echo(f"Not written: {error.cause} {error.remedy}")
                continue
            written += 1
            waiting = unsettled(waiting, read_corrections(raw))
    except typer.Abort:  # the end of the input
        typer.echo()
    return written


def _present(console: Console, corpus: Corpus, question: Question, place: str) -> None:
    """Print the question with the records that it is about."""
    score = "" if question.score is None else f", score {question.score:.2f}"
    console.rule(f"{place}: {KINDS[question.kind]}{score}", align="left")
    if question.kind == "link":
        (block,) = blocks_of(question.offers[0].lines)
        for key in ("zh_text", "en_text"):
            texts = block.values[key]
            for text in texts if isinstance(texts, list) else ():
                console.print(Text(harmless(str(text))))
        console.print(Text(f"of {question.about[0]}", FAINT_STYLE))
    else:
        for record_id in question.about:
            console.print(show(corpus, record_id, why=True))
            console.print()
        console.print(Text("doubtful because", LABEL_STYLE))
        for why in question.why:
            console.print(Text(f"  {harmless(why)}"))
    console.print(Text("your judgement may be", LABEL_STYLE))
    for number, (says, _) in enumerate(question.offers, 1):
        console.print(Text(f"  {number}  {harmless(says)}"))
    console.print(Text(f"  {SKIP}  skip    {QUIT}  quit"))


def _chosen(question: Question) -> Offer | str:
    """The offer that is taken, or `SKIP` or `QUIT`."""

    def understood(reply: str) -> Offer | str:
        reply = reply.strip().lower()
        if reply in (SKIP, QUIT):
            return reply
        if not re.fullmatch("[0-9]{1,4}", reply) or not 1 <= int(reply) <= len(question.offers):
            raise typer.BadParameter(f"answer with a number from 1 to {len(question.offers)}, {SKIP} or {QUIT}")
        return question.offers[int(reply) - 1]

    chosen: Offer | str = typer.prompt("Your judgement", default=SKIP, value_proc=understood)
    return chosen


def _filled(corpus: Corpus, blocks: Sequence[Block]) -> list[Block]:
    """The judgements with all that only the person knows."""
    filled = []
    first_day: str | None = None
    for block in blocks:
        values = dict(block.values)
        for key in [key for key, value in values.items() if value is None]:
            field = str(values.get("field", key))
            default = first_day if field == "date_end" else None
            new = _given(field, _reader(corpus, block, field, default), default)
            first_day = new.isoformat() if isinstance(new, date) else None
            if new is None:
                del values[key]  # what is left out is null
            else:
                values[key] = new
        filled.append(Block(block.kind, values))
    return filled


def _given(field: str, read: Callable[[str], Value], default: str | None) -> Value:
    """The value that is given for the field."""
    value: Value = typer.prompt(_prompt(field), default=default, value_proc=read)
    return value


def _prompt(field: str) -> str:
    if field in ("zh", "en"):
        return f"Id of the {'Chinese' if field == 'zh' else 'English'} article"
    if field in DATES:
        return f"{'First' if field == 'date_start' else 'Last'} day (YYYY-MM-DD, {NOTHING} for none)"
    if field == "before":
        return "First words of its first line"
    return f"{field}, with commas between ({NOTHING} for none)" if field in LISTS else field


def _reader(corpus: Corpus, block: Block, field: str, first_day: str | None) -> Callable[[str], Value]:
    """What makes a value of the field from a reply, or refuses it."""

    def read(reply: str) -> Value:
        reply = reply.strip()
        if block.kind in ("pair", "unpair"):
            return _article_id(corpus, reply, field)
        if block.kind == "split":
            (article,) = rows_where(corpus.articles, "article_id", str(block.values["article"]))
            return _first_words(article.body.split("\n"), reply)
        if reply == NOTHING and block.kind == "value":
            return None
        if field in DATES:
            return _day(reply, first_day)
        if field in LISTS:
            return [one.strip() for one in reply.split(",") if one.strip()]
        if not reply:
            raise typer.BadParameter("a value is needed")
        return reply

    return read


def _article_id(corpus: Corpus, reply: str, lang: str) -> str:
    if not any(one.lang == lang for one in rows_where(corpus.articles, "article_id", reply)):
        raise typer.BadParameter("there is no such article in this language; its id looks like a-01234...")
    return reply


def _first_words(lines: Sequence[str], reply: str) -> str:
    """The reply, if one line begins so, and it is not the first."""
    begun = [at for at, line in enumerate(lines) if line.startswith(reply)]
    if not reply or not begun:
        raise typer.BadParameter("no line of the article begins so")
    if len(begun) > 1:
        raise typer.BadParameter(f"{len(begun)} lines of the article begin so; give more words")
    if begun == [0]:
        raise typer.BadParameter("the article begins there already")
    return reply


def _day(reply: str, first_day: str | None) -> date:
    """The day of the reply; the last day of an event does not come before the first."""
    try:
        day = date.fromisoformat(reply)
    except ValueError:
        raise typer.BadParameter("a day looks like 2021-09-08") from None
    if first_day is not None and day.isoformat() < first_day:
        raise typer.BadParameter(f"the last day cannot come before the first, {first_day}")
    return day


def _asked(what: str, default: str | None = None) -> str:
    """A reply that is not blank."""

    def read(reply: str) -> str:
        if not reply.strip():
            raise typer.BadParameter("it is needed: it stands beside the judgement")
        return reply.strip()

    reply: str = typer.prompt(what, default=default, value_proc=read)
    return reply
