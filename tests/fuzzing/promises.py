"""What must hold for any input, however damaged; `BrokenPromiseError` says what does not.

Each function runs a part of the program and checks what comes out. What it returns tells whether the same input gave
the same outcome: it names all that was made of it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bulletin_corpus.config import BuildConfig
from bulletin_corpus.documents import ArticleText, BulletinContext, RawBulletin, SentenceLink
from bulletin_corpus.kept_rows import row_of_bulletin, to_table
from bulletin_corpus.language.restoring.encoding import decode
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.language.words.sentences import split
from bulletin_corpus.offsets import MappedText, join
from bulletin_corpus.processing import process
from bulletin_corpus.records import Span, article_id
from bulletin_corpus.stages.align import align
from bulletin_corpus.stages.clean import LINE_END, clean
from bulletin_corpus.stages.extract import extract
from bulletin_corpus.stages.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bulletin_corpus.documents import CleanLine, CleanText, Extraction, Segmentation
    from bulletin_corpus.records import Lang, Meeting, Workshop
    from fuzzing.inputs import ShortItem

PARTS = ("headline", "subheadline", "dateline", "body")


class BrokenPromiseError(AssertionError):
    """Something that must hold for every input does not hold for this one."""


def promise(kept: object, told: str) -> None:
    """Nothing where the promise is kept.

    Raises:
        BrokenPromiseError: saying `told`, where it is not.
    """
    if not kept:
        raise BrokenPromiseError(told)


# --- reading, cleaning, segmenting -----------------------------------------------------------------------------------


def read_file(data: bytes) -> str | None:
    """All that `read_text` made of the decoded file; None where it is no text."""
    decoded = decode(data)
    return None if decoded is None else read_text(decoded.text)


def read_text(raw: str) -> str:
    """All that cleaning and segmenting made of the text, which keep every character and where it stood."""
    restored = clean(raw)
    check_lines(restored, raw)
    check_no_character_is_lost(restored, raw)
    segmented = segment(restored, raw)
    check_articles(segmented, restored, raw)
    once = "\n".join(line.text.text for line in restored.lines)
    if once.rstrip("\n") != raw.rstrip("\n"):  # else it was no change already
        again = "\n".join(line.text.text for line in clean(once).lines)
        promise(again.rstrip("\n") == once.rstrip("\n"), "cleaning again changes the text")
    return f"{list(restored.repairs)} {restored.warnings} {segmented.leftovers} {segmented.warnings} " + " ".join(
        f"{one.article_id} {one.lang} {one.headline} {one.subheadline} {one.dateline} {one.body} {one.body.printed} "
        f"{one.sentences} {one.credits} {one.spans}"
        for one in segmented.articles
    )


def check_lines(restored: CleanText, raw: str) -> None:
    """Lines are those of the raw text, and their characters come from them, in order."""
    lines = LINE_END.split(raw)
    own = [raw[line.char_start : line.char_end] for line in restored.lines]
    promise(own == (lines if lines[-1] else lines[:-1]), "the lines are not those of the raw text")
    promise(all(a.char_end <= b.char_start for a, b in pairwise(restored.lines)), "lines overlap")
    for line in restored.lines:
        promise("\n" not in line.text.text, f"line {line.number} holds a line end")
        if len(line.text):
            check_mapped(line.text, line.char_start, line.char_end, f"line {line.number}")


def check_mapped(text: MappedText, start: int, end: int, what: str) -> None:
    """The text's characters come from `[start, end)`, in order."""
    starts, ends = text.starts, text.ends
    promise(start <= starts[0] and ends[-1] <= end, f"{what} has characters from elsewhere")
    promise((starts <= ends).all(), f"{what} has a character that ends before it begins")
    promise((starts[1:] >= starts[:-1]).all() and (ends[1:] >= ends[:-1]).all(), f"{what} has characters in disorder")


def check_no_character_is_lost(restored: CleanText, raw: str) -> None:
    """What is not in the restored text was taken out by a repair that says so."""
    edges = np.zeros(len(raw) + 1, dtype=np.int64)
    kept = [line.text for line in restored.lines if len(line.text)]
    starts = np.concatenate([text.starts for text in kept]) if kept else np.empty(0, dtype=np.int64)
    ends = np.concatenate([text.ends for text in kept]) if kept else np.empty(0, dtype=np.int64)
    edges += np.bincount(starts, minlength=len(edges)) - np.bincount(ends, minlength=len(edges))
    before = 0
    for repair in restored.repairs:
        promise(before <= repair.char_start <= repair.char_end <= len(raw), "a repair stands out of place")
        promise(repair.rule and repair.before != repair.after, "a repair changes nothing")
        before = repair.char_start
        edges[repair.char_start] += 1
        edges[repair.char_end] -= 1
    lost = np.flatnonzero(np.cumsum(edges[:-1]) == 0)
    promise(not "".join(raw[at] for at in lost.tolist()).strip(), "cleaning lost a character without saying so")


def check_articles(segmented: Segmentation, restored: CleanText, raw: str) -> None:
    """Articles and leftovers hold every character once; an article's texts are those of its spans."""
    spans = [(span.char_start, span.char_end) for article in segmented.articles for span in article.spans]
    spans += [(rest.char_start, rest.char_end) for rest in segmented.leftovers]
    promise(covers_once(raw, spans), "articles and leftovers do not hold every character once")
    promise(all(start < end for start, end in spans), "a span is empty")
    ids = [article.article_id for article in segmented.articles]
    promise(len(set(ids)) == len(ids), "two articles have one id")
    promise([one.position for one in segmented.articles] == list(range(len(ids))), "articles are not counted in order")
    for article in segmented.articles:
        check_article(article, restored.lines)


def check_article(article: ArticleText, lines: Sequence[CleanLine] | None) -> None:
    """Its spans are in order, its sentences hold its body, its texts come from its spans and hold all of them."""
    whose = f"article {article.position}"
    promise(article.spans, f"{whose} has no span")
    promise(all(a.char_end <= b.char_start for a, b in pairwise(article.spans)), f"{whose} has spans in disorder")
    promise(1 <= article.line_start <= article.line_end, f"{whose} has no lines")
    for part in PARTS:
        text: MappedText | None = getattr(article, part)
        own = [(span.char_start, span.char_end) for span in article.spans if span.part == part]
        promise((text is not None and len(text) > 0) == bool(own) or part == "body", f"{whose} has a {part} nowhere")
        if text is None or not len(text):
            continue
        check_mapped(text, own[0][0], own[-1][1], f"the {part} of {whose}")
        within = [] if lines is None else lines[article.line_start - 1 : article.line_end]
        if within and not torn_across(within, own):
            promise(squeezed(text.text) == restored_in(within, own), f"the {part} of {whose} is not what stands there")
    check_sentences(article.body.text, article.sentences, whose)


def torn_across(lines: Iterable[CleanLine], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place that was torn, and restored as a whole, reaches an end of a span: both sides may hold it."""
    edges = np.array(spans).ravel()[:, None]
    return any(
        bool(((line.text.ends - line.text.starts > 1) & (line.text.starts <= edges) & (edges <= line.text.ends)).any())
        for line in lines
    )


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def restored_in(lines: Iterable[CleanLine], spans: Sequence[tuple[int, int]]) -> str:
    """The restored characters that stand in these raw spans, without white space."""
    found = []
    for line in lines:
        for start, end in spans:
            first, last = np.searchsorted(line.text.starts, (start, end))
            found.append(line.text.text[first:last])
    return squeezed("".join(found))


def check_sentences(body: str, sentences: Sequence[tuple[int, int]], whose: str) -> None:
    """They stand in order and hold the body's characters, all but white space at their ends."""
    at = 0
    for start, end in sentences:
        promise(at <= start < end and not body[at:start].strip(), f"{whose} has characters in no sentence")
        promise(body[start:end] == body[start:end].strip(), f"{whose} has a sentence with white space at an end")
        at = end
    promise(not body[at:].strip(), f"{whose} has characters behind its last sentence")


def covers_once(raw: str, spans: list[tuple[int, int]]) -> bool:
    """Whether every character that is not white space lies in one of the half-open spans, and none in two."""
    at = 0
    for start, end in sorted(spans):
        if start < at or raw[at:start].strip():
            return False
        at = end
    return not raw[at:].strip()


# --- extracting ------------------------------------------------------------------------------------------------------


def read_item(item: ShortItem) -> str:
    """All that was extracted from the item, whose every value rests on words of its own texts."""
    raw = "\n".join((*item.zh, *item.en)) + "\n"
    restored = clean(raw)
    n_zh = len(LINE_END.split("\n".join((*item.zh, "")))) - 1 if item.zh else 0
    zh = article_of("zh", restored.lines[:n_zh], headed=item.zh_headed) if any(item.zh) else None
    en = article_of("en", restored.lines[n_zh:], headed=item.en_headed) if any(item.en) else None
    links = links_of(zh, en, item.links)
    extraction = extract(zh, en, links, BulletinContext("2021-10" if item.zh_headed else None, ()))
    check_extraction(zh, en, extraction)
    return f"{links} {extraction}"


def article_of(lang: Lang, lines: Sequence[CleanLine], *, headed: bool) -> ArticleText:
    """The lines as an article: the first one as headline where it has one, the rest as body."""
    texts = [line.text.strip() for line in lines]
    headline = texts[0] if headed and len(texts) > 1 and len(texts[0]) else None
    body = join("\n", texts[1 if headline is not None else 0 :])
    spans = [Span(part="body", char_start=lines[0].char_start, char_end=lines[-1].char_end)]
    return ArticleText(
        article_id=article_id(lang, str(body)),
        lang=lang,
        position=0 if lang == "zh" else 1,
        headline=headline,
        subheadline=None,
        dateline=None,
        body=body,
        credits=(),
        sentences=tuple(split(body.text, lang)),
        spans=tuple(spans),
        line_start=lines[0].number,
        line_end=lines[-1].number,
    )


def links_of(
    zh: ArticleText | None, en: ArticleText | None, wanted: Sequence[tuple[int, int]]
) -> tuple[SentenceLink, ...]:
    """Links between their sentences: those wanted, as a person might set them, or those that `align` finds."""
    if zh is None or en is None:
        return ()
    counts = len(zh.sentences), len(en.sentences)
    if not wanted:
        links = align(zh.sentence_texts(), en.sentence_texts(), dictionary())
        for side, count in enumerate(counts):
            used = [at for link in links for at in (link.zh_positions, link.en_positions)[side]]
            promise(len(set(used)) == len(used) and set(used) <= set(range(count)), "a sentence is in two links")
        promise(all(link.zh_positions and link.en_positions for link in links), "a link has one side")
        promise(all(0 <= link.score <= 1 for link in links), "a link's score is no probability")
        return tuple(links)
    free: tuple[set[int], set[int]] = set(range(counts[0])), set(range(counts[1]))
    found = []
    for first, second in wanted:
        if first in free[0] and second in free[1]:
            free[0].remove(first)
            free[1].remove(second)
            found.append(SentenceLink((first,), (second,), 0.9, crossing=False))
    return tuple(found)


def check_extraction(zh: ArticleText | None, en: ArticleText | None, extraction: Extraction) -> None:
    """Evidence and mentions stand where they say; days are in order; ids are told apart."""
    articles = {article.article_id: article for article in (zh, en) if article is not None}
    mentions = [mention for person in extraction.persons for mention in person.mentions]
    promise(len({one.mention_id for one in mentions}) == len(mentions), "two mentions have one id")
    for one in mentions:
        text: MappedText | None = getattr(articles[one.article_id], one.part)
        promise(text is not None and 0 <= one.start < one.end <= len(text), "a mention stands outside its text")
        promise(text is not None and one.name in text.text[one.start : one.end], f"the name {one.name!r} is not there")
    for person in extraction.persons:
        promise(person.name_zh or person.name_en, "a person has no name")
    events: list[Meeting | Workshop] = [*extraction.meetings, *extraction.workshops]
    for event in events:
        promise(event.date_end is None or event.date_start is not None, "an event ends that never began")
        if event.date_start is not None and event.date_end is not None:
            promise(event.date_start <= event.date_end, "an event ends before it begins")
        promise({event.zh_article_id, event.en_article_id} - {None} <= set(articles), "an event is of another item")
        promise(event.evidence, "an event rests on nothing")
        for words in event.evidence:
            promise(
                any(
                    stands_at(text, words.text, words.char_start, words.char_end)
                    for text in (getattr(articles[words.article_id], part) for part in PARTS)
                    if text is not None
                ),
                f"the evidence {words.text!r} is not there",
            )
    meetings = [one.meeting_id for one in extraction.meetings]
    promise(len(set(meetings)) == len(meetings), "two meetings have one id")


def stands_at(text: MappedText, words: str, start: int, end: int) -> bool:
    """Whether these words of the text have that raw hull."""
    at = text.text.find(words)
    while at >= 0:
        if text.raw_span(at, at + len(words)) == (start, end):
            return bool(words)
        at = text.text.find(words, at + 1)
    return False


# --- all that is done for one bulletin -------------------------------------------------------------------------------


def process_file(data: bytes) -> str | None:
    """All that one bulletin gives, as it is kept; None where it is no text."""
    decoded = decode(data)
    if decoded is None:
        return None
    raw = RawBulletin("fuzz.txt", "0" * 64, decoded.encoding, decoded.text)
    result = process(raw, BuildConfig())
    spans = [(span.char_start, span.char_end) for article in result.articles for span in article.spans]
    spans += [(rest.char_start, rest.char_end) for rest, _ in result.leftovers]
    promise(covers_once(raw.text, spans), "articles and leftovers do not hold every character once")
    for item in result.items:
        check_extraction(item.zh, item.en, item.extraction)
    row = row_of_bulletin("key", result)
    to_table([row])
    return repr(result.items) + repr(row["articles"])
