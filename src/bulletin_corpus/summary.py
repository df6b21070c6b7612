"""What a build has to say when it ends."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, Field

from bulletin_corpus.planning import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.learnt import Learnt
    from bulletin_corpus.planning import BuildPlan
    from bulletin_corpus.storage.corpus import Corpus
    from bulletin_corpus.storage.manifest import Previous

# Scores are calibrated: of the pairs below it at least one in five is wrong.
DOUBTFUL_BELOW = 0.8


class BuildSummary(BaseModel):
    """Counts of a build, what was repaired and what needs a look; `--json` prints it."""

    model_config = ConfigDict(frozen=True)

    out: str = Field(description="Folder of the corpus.")
    build_id: str = Field(description="Id of the build, in every table.")
    bulletins: int = Field(description="Bulletins in the corpus.")
    processed: int = Field(description="Bulletins that were processed; the results of the others still held.")
    reasons: dict[str, int] = Field(description="Why they were, with the number of bulletins, the commonest first.")
    gone: list[str] = Field(description="Bulletins of the former corpus that are there no more.")
    articles_gone: int = Field(description="Articles of the former corpus that are in this one no more.")
    damaged: list[str] = Field(description="Files of the former build that were damaged, and were made anew.")
    set_aside: list[Note] = Field(description="Files that are not, each with the reason.")
    ignored: list[str] = Field(description="Files below the raw folder that are no bulletins by their name.")
    articles_zh: int
    articles_en: int
    repeated: int = Field(description="Articles that repeat the text of another.")
    pairs: int
    unpaired_zh: int
    unpaired_en: int
    sentence_links: int
    meetings: int = Field(description="Meetings that items report.")
    meetings_referenced: int = Field(description="Meetings that items only refer to.")
    workshops: int
    workshops_referenced: int
    officials: int
    repairs: dict[str, int] = Field(description="Places restored, by rule.")
    rejects: int = Field(description="Stretches of text that no article took.")
    doubtful_pairs: int = Field(description="Article pairs with a score below 0.8.")
    unmet_corrections: list[str] = Field(description="Corrections whose text is gone, or that contradict each other.")
    learnt_renderings: int = Field(description="Renderings of learnt.tsv that extended the dictionary.")
    learnt_from: str | None = Field(description="Build that they were learnt from; null: there is no learnt.tsv.")
    warnings: list[Note] = Field(description="What looks damaged, contradictory or doubtful.")


def summarise(  # noqa: PLR0913  # all that a build knows when it ends
    corpus: Corpus,
    before: Previous | None,
    planned: BuildPlan,
    *,
    ignored: Sequence[str],
    unmet_corrections: Sequence[str] = (),
    learnt: Learnt | None = None,
    damaged: Sequence[str] = (),
) -> BuildSummary:
    """The summary of the build that published this corpus; of the tables only narrow columns are read.

    Args:
        corpus: as it stands now.
        before: as it stood before the build; None: there was none.
        planned: what there was to do.
        ignored: files below the raw folder that are no bulletins by their name.
        unmet_corrections: in words.
        learnt: the renderings that the build used.
        damaged: names of table files that were damaged before the build.
    """
    bulletins: Any = _columns(corpus, "bulletins", "path", "status", "reason", "repairs", "warnings").to_pylist()
    articles = _columns(corpus, "articles", "article_id", "lang", "duplicate_of")
    first = pc.filter(articles["lang"], pc.is_null(articles["duplicate_of"]))
    firsts, langs = _counts(first), _counts(articles["lang"])
    repairs: Counter[str] = Counter()
    for bulletin in bulletins:
        repairs.update({repair["rule"]: repair["count"] for repair in bulletin["repairs"]})
    scores: Any = _columns(corpus, "article_pairs", "score")["score"]
    meetings, workshops = (_counts(_columns(corpus, name, "status")["status"]) for name in ("meetings", "workshops"))
    held: Any = [] if before is None else pc.is_in(before.articles, value_set=articles["article_id"].combine_chunks())
    return BuildSummary(
        out=str(corpus.path),
        build_id=corpus.build_id,
        bulletins=sum(bulletin["status"] == "built" for bulletin in bulletins),
        processed=len(planned.process),
        reasons=dict(Counter(note.text for note in planned.process).most_common()),
        gone=planned.gone,
        articles_gone=0 if before is None else len(held) - (pc.sum(held).as_py() or 0),
        damaged=[*damaged, *(["kept results"] if planned.damaged else [])],
        set_aside=[
            Note(path=one["path"], text=one["reason"] or "") for one in bulletins if one["status"] == "set_aside"
        ],
        ignored=list(ignored),
        articles_zh=langs["zh"],
        articles_en=langs["en"],
        repeated=len(articles) - len(first),
        pairs=len(corpus.article_pairs),
        unpaired_zh=firsts["zh"] - len(corpus.article_pairs),
        unpaired_en=firsts["en"] - len(corpus.article_pairs),
        sentence_links=len(corpus.sentence_pairs),
        meetings=meetings["reported"],
        meetings_referenced=meetings["referenced"],
        workshops=workshops["reported"],
        workshops_referenced=workshops["referenced"],
        officials=len(corpus.officials),
        repairs=dict(sorted(repairs.items())),
        rejects=_counts(_columns(corpus, "remainders", "kind")["kind"])["reject"],
        doubtful_pairs=sum(score < DOUBTFUL_BELOW for score in scores.to_pylist()),
        unmet_corrections=list(unmet_corrections),
        learnt_renderings=0 if learnt is None else len(learnt.renderings),
        learnt_from=None if learnt is None else learnt.build_id,
        warnings=[Note(path=one["path"], text=text) for one in bulletins for text in one["warnings"]],
    )


def _columns(corpus: Corpus, table: str, *columns: str) -> pa.Table:
    return pq.ParquetFile(corpus.tables[table].path).read(list(columns))


def _counts(values: pa.ChunkedArray[Any]) -> Counter[str]:
    """How often each value stands in a column."""
    counts: Any = pc.value_counts(values.cast(pa.string()))
    return Counter({str(one["values"]): one["counts"] for one in counts.to_pylist()})
