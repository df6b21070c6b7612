"""Human judgements on persons, kept beside the raw bulletins in `corrections.toml`; they outrank the machine's.

    [[same_person]]
    people = [{article = "a-0123456789abcdef", name = "王小洪"}, {article = "...", name = "Wang Xiaohong"}]
    author = "who says so"
    reason = "why"

    [[different_persons]]                     # every two of the people named are two persons
    people = [{article = "...", name = "..."}, {article = "...", name = "..."}]
    author = "..."
    reason = "..."

    [[preferred_name]]
    person = {article = "...", name = "..."}
    name_zh = "..."                           # either may be left out
    name_en = "..."
    author = "..."
    reason = "..."

People are named by a name as the article prints it and the article's id, because ids of officials change when people
are merged. A judgement whose article or name is gone is dead: it is reported and changes nothing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bulletin_corpus.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bulletin_corpus.documents import SeenPerson

FILE_NAME = "corrections.toml"


class Judged(BaseModel):
    """What every judgement says; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]


class Quoted(BaseModel):
    """A person as an article names them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} in {self.article}"


class Together(Judged):
    """Two or more quoted people."""

    people: Annotated[list[Quoted], Field(min_length=2)]


class PreferredName(Judged):
    """The name under which a person stands in `officials`."""

    person: Quoted
    name_zh: str | None = None
    name_en: str | None = None

    @model_validator(mode="after")
    def _prefers_something(self) -> Self:
        if self.name_zh is None and self.name_en is None:
            raise ValueError("a preferred name needs name_zh or name_en")
        return self


class Corrections(BaseModel):
    """The judgements of one file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    same_person: list[Together] = []
    different_persons: list[Together] = []
    preferred_name: list[PreferredName] = []


@dataclass(frozen=True, slots=True)
class Judgements:
    """The corrections as resolving needs them, by mention id.

    Attributes:
        same: pairs of mentions that name one person.
        different: pairs of mentions that name two persons.
        names: for a mention, the preferred Chinese and English name of its person; None leaves the machine's.
        unmet: judgements whose article or name is gone, or that another one contradicts, in words.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str | None, str | None], ...] = ()
    unmet: tuple[str, ...] = ()


def read_corrections(raw: Path) -> Corrections:
    """The judgements in `corrections.toml` in the folder `raw`; none where there is no such file.

    Raises:
        UserError: if the file cannot be read or says something that is not understood.
    """
    path = raw / FILE_NAME
    if not path.exists():
        return Corrections()
    remedy = "The form of the file stands in docs/corrections.md."
    try:
        return Corrections.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.", remedy) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UserError(f"{path} is not understood: {where}: {first['msg']}.", remedy) from error


def judgements(corrections: Corrections, persons: Sequence[SeenPerson]) -> Judgements:
    """The corrections by mention id, found by quoted name and article among the mentions of `persons`."""
    found: dict[tuple[str, str], str] = {}
    for person in persons:
        for mention in person.mentions:
            found.setdefault((mention.article_id, mention.name), mention.mention_id)
    unmet: list[str] = []

    def mention_pairs(all_judged: Sequence[Together], kind: str) -> tuple[tuple[str, str], ...]:
        made = []
        for judged in all_judged:
            missing = [quoted for quoted in judged.people if (quoted.article, quoted.name) not in found]
            unmet.extend(f"{kind}: there is no {quoted}" for quoted in missing)
            alive = [found[quoted.article, quoted.name] for quoted in judged.people if quoted not in missing]
            made += list(combinations(alive, 2))
        return tuple(made)

    same = mention_pairs(corrections.same_person, "same_person")
    different = mention_pairs(corrections.different_persons, "different_persons")
    held = {frozenset(pair) for pair in same} & {frozenset(pair) for pair in different}
    quoted_as = {mention: f"{name} in {article}" for (article, name), mention in found.items()}
    for pair in sorted(sorted(pair) for pair in held):
        who = ", ".join(quoted_as[mention] for mention in pair)
        unmet.append(f"same_person and different_persons contradict each other: {who}")
    names = []
    for preferred in corrections.preferred_name:
        place = (preferred.person.article, preferred.person.name)
        if place in found:
            names.append((found[place], preferred.name_zh, preferred.name_en))
        else:
            unmet.append(f"preferred_name: there is no {preferred.person}")
    return Judgements(same, different, tuple(names), tuple(unmet))
