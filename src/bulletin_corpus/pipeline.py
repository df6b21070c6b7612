"""The whole way from raw bulletins to a corpus; reading this module alone explains the system.

raw file -> read -> clean -> segment -> pair -> align -> extract    one bulletin at a time, anywhere: `process`
all results -> repeats -> pair what is left -> resolve -> rows      the corpus step: `assemble`
tables -> publish                                                   all or nothing: `build`
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from bulletin_corpus import __version__
from bulletin_corpus.assembly import corpus_rows, pair_across, repeats
from bulletin_corpus.config import BuildConfig, LearntConfig
from bulletin_corpus.corrections import judgements, read_corrections
from bulletin_corpus.documents import BulletinContext, BulletinResult, Item, RawBulletin
from bulletin_corpus.errors import UserError
from bulletin_corpus.language.dates.finding import full_dates
from bulletin_corpus.language.page.layout import issue_date_from_name
from bulletin_corpus.language.words.dictionary import dictionary
from bulletin_corpus.learnt import extended_dictionary, learn_renderings, read_learnt, write_learnt
from bulletin_corpus.records import RepairCount, first_id
from bulletin_corpus.schema import to_arrow
from bulletin_corpus.stages.align import align
from bulletin_corpus.stages.clean import clean
from bulletin_corpus.stages.extract import extract
from bulletin_corpus.stages.pair import pair
from bulletin_corpus.stages.resolve import resolve
from bulletin_corpus.stages.segment import segment
from bulletin_corpus.storage.corpus import load_corpus, locked, publish, recover, refuse_foreign_tables
from bulletin_corpus.storage.engine import run
from bulletin_corpus.storage.raw import SetAside, find, printable, read
from bulletin_corpus.summary import BuildSummary, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bulletin_corpus.corrections import Corrections
    from bulletin_corpus.documents import ArticleLink, ArticleText, CleanText, Leftover, Segmentation
    from bulletin_corpus.language.words.dictionary import Dictionary
    from bulletin_corpus.learnt import Learnt
    from bulletin_corpus.records import Record


# A pair is a translation where links hold at least this share of both texts. Of 46 annotated pairs, the free rewrites
# hold .54 to .73, abridged renderings .79 and more.
TRANSLATED_SHARE = 0.75


def build(
    raw: Path,
    out: Path | None = None,
    config: BuildConfig | None = None,
    *,
    workers: int | None = None,
    allow_empty: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> BuildSummary:
    """What was built: every bulletin below `raw` is now in the corpus in `out`, or set aside with its reason.

    Args:
        raw: folder of raw bulletins; it is only read.
        out: corpus folder, made where missing; None: `parallel` beside `raw`.
        config: settings that can change rows; None: the defaults.
        workers: processes that bulletins are spread over, at least 1; None: one for each core. Changes no row.
        allow_empty: whether a folder without bulletins gives an empty corpus instead of an error.
        progress: called with the number of bulletins done and of all, after each.

    Raises:
        UserError: if `raw` is no folder or holds no bulletin, or `out` cannot be written or holds foreign tables.
    """
    config = config or BuildConfig()
    if not raw.is_dir():
        raise UserError(f"There is no folder {raw}.", "Name the folder that holds the raw bulletins.")
    if config.read.encoding is not None:
        _refuse_unknown_encoding(config.read.encoding)
    out = raw.resolve().parent / "parallel" if out is None else out
    found = find(raw, out)
    if not found.bulletins and not allow_empty:
        raise UserError(
            f"There is no bulletin (*.txt, *.html) below {raw}.",
            "Put bulletins there, or build an empty corpus with --allow-empty.",
        )
    corrections = read_corrections(raw)
    learnt = read_learnt(raw) if config.dictionary else None
    recipe = None if learnt is None else LearntConfig(folder=raw.resolve(), sha256=learnt.sha256)
    config = config.model_copy(update={"learnt": recipe})
    with locked(out):
        recover(out)
        refuse_foreign_tables(out)
        job = partial(read_and_process, root=raw, config=config)
        outcomes = run(job, found.bulletins, workers=workers, progress=progress)
        results, set_aside = _without_copies(outcomes)
        rows, unmet = assemble(results, set_aside, config, corrections)
        tables = {name: to_arrow(name, records) for name, records in rows.items()}
        identity = publish(tables, out, __version__)
    others = [printable(path.relative_to(raw).as_posix()) for path in found.others]
    return summarise(rows, out, identity, ignored=others, unmet_corrections=unmet, learnt=learnt)


def learn(corpus: Path, raw: Path | None = None) -> tuple[Path, Learnt]:
    """The file that holds the renderings learnt from the corpus, and what it holds; later builds of `raw` use it.

    Args:
        corpus: folder of a built corpus.
        raw: folder of its raw bulletins; None: `raw` beside the corpus.

    Raises:
        UserError: if there is no whole corpus, or `raw` is no folder or cannot be written.
    """
    raw = corpus.resolve().parent / "raw" if raw is None else raw
    if not raw.is_dir():
        raise UserError(f"There is no folder {raw}.", "Name the folder that holds the raw bulletins with --raw.")
    loaded = load_corpus(corpus)
    learnt = learn_renderings(loaded.sentence_pairs, loaded.build_id, __version__)
    return write_learnt(raw, learnt), learnt


def read_and_process(path: Path, root: Path, config: BuildConfig) -> BulletinResult | SetAside:
    """The bulletin's result, or why it was set aside; a bug propagates with a note that names the bulletin."""
    try:
        raw = read(path, root, encoding=config.read.encoding, max_bytes=config.read.max_bytes)
        return raw if isinstance(raw, SetAside) else process(raw, config)
    except Exception as error:
        error.add_note(f"This happened in the bulletin {path}.")
        raise


def read_and_segment(path: Path, encoding: str | None = None) -> tuple[RawBulletin, CleanText, Segmentation]:
    """One bulletin as read, restored and segmented, for a look at how it was done.

    Raises:
        UserError: if the file cannot be read as a bulletin.
    """
    if encoding is not None:
        _refuse_unknown_encoding(encoding)
    raw = read(path, path.parent, encoding=encoding)
    if isinstance(raw, SetAside):
        raise UserError(f"{path} is no bulletin: {raw.reason}.", "Name a text file, or its encoding with --encoding.")
    restored = clean(raw.text)
    segmented = segment(restored, raw.text)
    dated = replace(segmented, issue_date=segmented.issue_date or issue_date_from_name(raw.path))
    return raw, restored, dated


def process(raw: RawBulletin, config: BuildConfig) -> BulletinResult:
    """All that this bulletin gives by itself: its articles, what pairs with what, and what each item reports."""
    restored = clean(raw.text)
    segmented = segment(restored, raw.text)
    first = [article for article in segmented.articles if article.article_id == first_id(article.article_id)]
    zh = [article for article in first if article.lang == "zh"]
    en = [article for article in first if article.lang == "en"]
    context = BulletinContext(
        issue_date=segmented.issue_date or issue_date_from_name(raw.path),
        dates=tuple(sorted({day for article in first for day in full_dates(article.body.text, article.lang)})),
    )
    by_id = {article.article_id: article for article in first}
    links = pair(zh, en, dictionary_of(config))
    paired = {article_id for link in links for article_id in (link.zh_article_id, link.en_article_id)}
    items = [make_item(by_id[link.zh_article_id], by_id[link.en_article_id], link, context, config) for link in links]
    items += [
        make_item(*_sides(article), None, context, config) for article in first if article.article_id not in paired
    ]
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
    )


def dictionary_of(config: BuildConfig) -> Dictionary | None:
    """The dictionary that this build uses, with what was learnt; once for each process."""
    if not config.dictionary:
        return None
    return dictionary() if config.learnt is None else extended_dictionary(config.learnt.folder, config.learnt.sha256)


def _sides(article: ArticleText) -> tuple[ArticleText | None, ArticleText | None]:
    """The article on its language's side, zh first, and None on the other."""
    return (article, None) if article.lang == "zh" else (None, article)


def make_item(
    zh: ArticleText | None,
    en: ArticleText | None,
    link: ArticleLink | None,
    context: BulletinContext,
    config: BuildConfig,
) -> Item:
    """The item that these articles make: its sentence links and what it reports; one of the articles may be None."""
    if zh is None or en is None:
        return Item(zh, en, None, None, (), extract(zh, en, (), context))
    words = dictionary_of(config)
    links = tuple(align(zh.sentence_texts(), en.sentence_texts(), words))
    zh_share = linked_share(zh, [one.zh_positions for one in links])
    en_share = linked_share(en, [one.en_positions for one in links])
    relation: Literal["translation", "comparable"]
    relation = "translation" if min(zh_share, en_share) >= TRANSLATED_SHARE else "comparable"
    return Item(zh, en, link, relation, links, extract(zh, en, links, context))


def linked_share(article: ArticleText, positions: Sequence[Sequence[int]]) -> float:
    """The share, 0 to 1, of the text of an article's sentences that links hold; 0.0 where it has no sentence."""
    linked = {position for group in positions for position in group}
    lengths = [end - start for start, end in article.sentences]
    return sum(lengths[position] for position in linked) / max(1, sum(lengths))


def assemble(
    results: Sequence[BulletinResult],
    set_aside: Sequence[SetAside],
    config: BuildConfig,
    corrections: Corrections,
) -> tuple[dict[str, list[Record]], tuple[str, ...]]:
    """The rows of every table, and the corrections that could not be met; independent of the order of `results`."""
    results = sorted(results, key=lambda result: result.path)
    places = repeats(results)
    items = [item for result in results for item in places.kept(result)]
    if config.pair.across_bulletins:
        words = dictionary_of(config)
        items = pair_across(
            results,
            places,
            items,
            partial(pair, dictionary=words),
            partial(make_item, config=config),
            config.pair.max_lag_months,
        )
    persons = [person for item in items for person in item.extraction.persons]
    judged = judgements(corrections, persons)
    resolution = resolve(persons, same=judged.same, different=judged.different, names=judged.names)
    return corpus_rows(results, set_aside, places, items, resolution), judged.unmet


def _refuse_unknown_encoding(name: str) -> None:
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise UserError(f"There is no encoding {name}.", "Name one such as utf-8, gb18030 or big5hkscs.") from error


def _without_copies(
    outcomes: Sequence[BulletinResult | SetAside],
) -> tuple[list[BulletinResult], list[SetAside]]:
    """The results, and what is set aside: also every file whose bytes an earlier path has already."""
    results: dict[str, BulletinResult] = {}
    set_aside = []
    for outcome in sorted(outcomes, key=lambda outcome: outcome.path):
        if isinstance(outcome, SetAside):
            set_aside.append(outcome)
        elif outcome.sha256 in results:
            reason = f"the same bytes as {results[outcome.sha256].path}"
            set_aside.append(SetAside(outcome.path, outcome.sha256, reason, outcome.encoding, outcome.n_chars))
        else:
            results[outcome.sha256] = outcome
    return list(results.values()), set_aside


def _coverage(text: str, rejects: Sequence[Leftover]) -> float:
    """The share of characters other than white space outside the rejects; 1.0 where there are none."""
    total = len("".join(text.split()))
    lost = sum(len("".join(text[rest.char_start : rest.char_end].split())) for rest in rejects)
    return 1.0 if total == 0 else 1 - lost / total
