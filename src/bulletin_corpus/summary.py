"""What a build has to say when it ends."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

from pydantic import BaseModel, ConfigDict, Field

from bulletin_corpus.records import Article, ArticlePair, Bulletin, Meeting, Record, Remainder, Workshop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bulletin_corpus.learnt import Learnt

# Scores are calibrated: of the pairs below it at least one in five is wrong.
DOUBTFUL_BELOW = 0.8


class Note(BaseModel):
    """A file, and what there is to say of it."""

    path: str
    text: str


class BuildSummary(BaseModel):
    """Counts of a build, what was repaired and what needs a look; `--json` prints it."""

    model_config = ConfigDict(frozen=True)

    out: str = Field(description="Folder of the corpus.")
    build_id: str = Field(description="Id of the build, in every table.")
    bulletins: int = Field(description="Bulletins in the corpus.")
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


def summarise(
    rows: Mapping[str, Sequence[Record]],
    out: Path,
    build_id: str,
    *,
    ignored: Sequence[str],
    unmet_corrections: Sequence[str] = (),
    learnt: Learnt | None = None,
) -> BuildSummary:
    """The summary of a build that made these rows."""
    bulletins = cast("Sequence[Bulletin]", rows["bulletins"])
    articles = cast("Sequence[Article]", rows["articles"])
    first = Counter(article.lang for article in articles if article.duplicate_of is None)
    events = cast("Sequence[Meeting | Workshop]", [*rows["meetings"], *rows["workshops"]])
    status = Counter((type(event), event.status) for event in events)
    repairs: Counter[str] = Counter()
    for bulletin in bulletins:
        repairs.update({repair.rule: repair.count for repair in bulletin.repairs})
    pairs = cast("Sequence[ArticlePair]", rows["article_pairs"])
    return BuildSummary(
        out=str(out),
        build_id=build_id,
        bulletins=sum(bulletin.status == "built" for bulletin in bulletins),
        set_aside=[Note(path=one.path, text=one.reason or "") for one in bulletins if one.status == "set_aside"],
        ignored=list(ignored),
        articles_zh=sum(article.lang == "zh" for article in articles),
        articles_en=sum(article.lang == "en" for article in articles),
        repeated=sum(article.duplicate_of is not None for article in articles),
        pairs=len(pairs),
        unpaired_zh=first["zh"] - len(pairs),
        unpaired_en=first["en"] - len(pairs),
        sentence_links=len(rows["sentence_pairs"]),
        meetings=status[Meeting, "reported"],
        meetings_referenced=status[Meeting, "referenced"],
        workshops=status[Workshop, "reported"],
        workshops_referenced=status[Workshop, "referenced"],
        officials=len(rows["officials"]),
        repairs=dict(sorted(repairs.items())),
        rejects=sum(isinstance(row, Remainder) and row.kind == "reject" for row in rows["remainders"]),
        doubtful_pairs=sum(pair.score < DOUBTFUL_BELOW for pair in pairs),
        unmet_corrections=list(unmet_corrections),
        learnt_renderings=0 if learnt is None else len(learnt.renderings),
        learnt_from=None if learnt is None else learnt.build_id,
        warnings=[Note(path=one.path, text=text) for one in bulletins for text in one.warnings],
    )
