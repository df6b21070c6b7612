"""All that one bulletin gives by itself: raw file -> read -> clean -> segment -> pair -> align -> extract."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from bulletin_corpus.corrections import NO_CORRECTIONS
from bulletin_corpus.documents import BulletinContext, BulletinResult, Item
from bulletin_corpus.embedder import load_embedder
from bulletin_corpus.errors import UserError
from bulletin_corpus.language.dates.finding import full_dates
from bulletin_corpus.language.page.layout import issue_date_from_name
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.learnt import extended_dictionary
from bulletin_corpus.records import RepairCount, first_id
from bulletin_corpus.reviewing import Review, judged_articles, judged_extraction, judged_links, judged_pairs
from bulletin_corpus.stages.align import align
from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.extract import extract
from bulletin_corpus.stages.pair import pair
from bulletin_corpus.stages.segment import segment
from bulletin_corpus.storage.raw import SetAside, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bulletin_corpus.config import BuildConfig
    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.documents import ArticleLink, ArticleText, CleanText, Leftover, RawBulletin, Segmentation
    from bulletin_corpus.language.aligning.vectors import Embed
    from bulletin_corpus.language.words.dictionary import Dictionary

# A pair is a translation where links hold at least this share of both texts. Of 46 annotated pairs, the free rewrites
# hold .54 to .73, abridged renderings .79 and more.
TRANSLATED_SHARE = 0.75


def read_and_process(
    path: Path, root: Path, config: BuildConfig, corrections: Corrections = NO_CORRECTIONS
) -> BulletinResult | SetAside:
    """The bulletin's result, or why it was set aside; a bug propagates with a note that names the bulletin."""
    try:
        raw = read(path, root, encoding=config.read.encoding, max_bytes=config.read.max_bytes)
        return raw if isinstance(raw, SetAside) else process(raw, config, corrections)
    except Exception as error:
        error.add_note(f"This happened in the bulletin {path}.")
        raise


def read_and_segment(path: Path, encoding: str | None = None) -> tuple[RawBulletin, CleanText, Segmentation]:
    """One bulletin as read, restored and segmented, for a look at how it was done.

    Raises:
        UserError: if the file cannot be read as a bulletin.
    """
    if encoding is not None:
        refuse_unknown_encoding(encoding)
    raw = read(path, path.parent, encoding=encoding)
    if isinstance(raw, SetAside):
        raise UserError(f"{path} is no bulletin: {raw.reason}.", "Name a text file, or its encoding with --encoding.")
    restored = clean(raw.text)
    segmented = segment(restored, raw.text)
    dated = replace(segmented, issue_date=segmented.issue_date or issue_date_from_name(raw.path))
    return raw, restored, dated


def process(raw: RawBulletin, config: BuildConfig, corrections: Corrections = NO_CORRECTIONS) -> BulletinResult:
    """All that this bulletin gives by itself: its articles, what pairs with what, and what each item reports.

    Args:
        raw: the bulletin.
        config: settings of the build.
        corrections: those that concern the bulletin and contradict no other.
    """
    review = Review(corrections)
    restored = clean(raw.text)
    segmented, reviewed = judged_articles(raw.text, review, partial(segment, restored, raw.text))
    first = [article for article in segmented.articles if article.article_id == first_id(article.article_id)]
    zh = [article for article in first if article.lang == "zh"]
    en = [article for article in first if article.lang == "en"]
    context = BulletinContext(
        issue_date=segmented.issue_date or issue_date_from_name(raw.path),
        dates=tuple(sorted({day for article in first for day in full_dates(article.body.text, article.lang)})),
    )
    by_id = {article.article_id: article for article in first}
    links = judged_pairs(zh, en, review, partial(pair, dictionary=dictionary_of(config)))
    paired = {article_id for link in links for article_id in (link.zh_article_id, link.en_article_id)}
    make = partial(make_item, context=context, config=config, review=review)
    items = [make(by_id[link.zh_article_id], by_id[link.en_article_id], link) for link in links]
    items += [make(*sides_of(article), None) for article in first if article.article_id not in paired]
    items.sort(key=lambda item: min(side.position for side in (item.zh, item.en) if side is not None))
    repairs = Counter(repair.rule for repair in restored.repairs)
    warnings = [*restored.warnings, *segmented.warnings]
    warnings += [warning for item in items for warning in item.extraction.warnings]
    return BulletinResult(
        path=raw.path,
        sha256=raw.sha256,
        encoding=raw.encoding,
        n_chars=len(raw.text),
        context=context,
        articles=segmented.articles,
        leftovers=tuple((rest, raw.text[rest.char_start : rest.char_end]) for rest in segmented.leftovers),
        items=tuple(items),
        coverage=_coverage(raw.text, [rest for rest in segmented.leftovers if rest.kind == "reject"]),
        repairs=tuple(RepairCount(rule=rule, count=count) for rule, count in sorted(repairs.items())),
        warnings=tuple(warnings),
        reviewed=reviewed,
        told=tuple(review.told.items()),
    )


def dictionary_of(config: BuildConfig) -> Dictionary | None:
    """The dictionary that this build uses, with what was learnt; once for each process."""
    if not config.dictionary:
        return None
    return dictionary() if config.learnt is None else extended_dictionary(config.learnt.folder, config.learnt.sha256)


def embedder_of(config: BuildConfig) -> Embed | None:
    """The model of sentence vectors that this build uses; loaded once for each process."""
    return None if config.embedder is None else load_embedder(config.embedder)


def sides_of(article: ArticleText) -> tuple[ArticleText | None, ArticleText | None]:
    """The article on its language's side, zh first, and None on the other."""
    return (article, None) if article.lang == "zh" else (None, article)


def make_item(
    zh: ArticleText | None,
    en: ArticleText | None,
    link: ArticleLink | None,
    *,
    context: BulletinContext,
    config: BuildConfig,
    review: Review,
) -> Item:
    """The item that these articles make: its sentence links and what it reports; one of the articles may be None."""
    articles = [article for article in (zh, en) if article is not None]
    if zh is None or en is None:
        alone = judged_extraction(articles, extract(zh, en, (), context), review)
        return Item(zh, en, None, None, (), alone)
    links = tuple(align(zh.sentence_texts(), en.sentence_texts(), dictionary_of(config), embedder_of(config)))
    links = judged_links(zh, en, links, review)
    zh_share = linked_share(zh, [one.zh_positions for one in links])
    en_share = linked_share(en, [one.en_positions for one in links])
    relation: Literal["translation", "comparable"]
    relation = "translation" if min(zh_share, en_share) >= TRANSLATED_SHARE else "comparable"
    extraction = judged_extraction(articles, extract(zh, en, links, context), review)
    return Item(zh, en, link, relation, links, extraction)


def linked_share(article: ArticleText, positions: Sequence[Sequence[int]]) -> float:
    """The share, 0 to 1, of the text of an article's sentences that links hold; 0.0 where it has no sentence."""
    linked = {position for group in positions for position in group}
    lengths = [end - start for start, end in article.sentences]
    return sum(lengths[position] for position in linked) / max(1, sum(lengths))


def refuse_unknown_encoding(name: str) -> None:
    """Nothing, unless there is no such encoding.

    Raises:
        UserError: if there is none.
    """
    try:
        codecs.lookup(name)
        b"x".decode(name, "replace")  # rot13 and zip are codecs, but none of texts
    except (LookupError, UnicodeError) as error:
        raise UserError(f"There is no encoding {name}.", "Name one such as utf-8, gb18030 or big5hkscs.") from error


def _coverage(text: str, rejects: Sequence[Leftover]) -> float:
    """The share of characters other than white space outside the rejects; 1.0 where there are none."""
    total = len("".join(text.split()))
    lost = sum(len("".join(text[rest.char_start : rest.char_end].split())) for rest in rejects)
    return 1.0 if total == 0 else 1 - lost / total
