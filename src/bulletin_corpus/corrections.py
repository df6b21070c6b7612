"""Human judgements, kept beside the raw bulletins in `corrections.toml`; they outrank the machine's.

    [[unpair]]                                # these articles do not report the same
    zh = "a-0123456789abcdef"
    en = "a-fedcba9876543210"
    author = "Li Wen"
    reason = "two visits in one week"

`Corrections` holds a list for each table that there is; docs/corrections.md has an example of each.

Every judgement has an author and a reason. People are named by a name as the article prints it and the article's id,
because ids of officials change when people are merged. A judgement whose article or text is gone is dead: it is
reported and changes nothing; so are judgements that contradict each other.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Annotated, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from bulletin_corpus.errors import UserError
from bulletin_corpus.records import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path


FILE_NAME = "corrections.toml"


class Judged(BaseModel):
    """What every judgement says; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]

    @property
    def key(self) -> str:
        """The digest of all that it says."""
        return digest(type(self).__name__, self.model_dump_json())


class Quoted(BaseModel):
    """A person as an article names them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} in {self.article}"


class PairJudgement(Judged):
    """Two articles that report the same, or do not."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} with {self.en}"


class LinkJudgement(PairJudgement):
    """Sentences of a pair that say the same, or do not; each is quoted by words that only it holds."""

    zh_text: Annotated[list[str], Field(min_length=1)]
    en_text: Annotated[list[str], Field(min_length=1)]

    def __str__(self) -> str:
        return f"'{self.zh_text[0]}' in {self.zh} with '{self.en_text[0]}' in {self.en}"


class Split(Judged):
    """A line that begins an article of its own."""

    article: str
    before: Annotated[str, Field(min_length=1)]

    def __str__(self) -> str:
        return f"'{self.before}' in {self.article}"


class Join(Judged):
    """Two neighbouring articles of one bulletin that are one."""

    articles: Annotated[list[str], Field(min_length=2, max_length=2)]

    def __str__(self) -> str:
        return " with ".join(self.articles)


class Whole(Judged):
    """An article that begins and ends where the machine has it."""

    article: str

    def __str__(self) -> str:
        return self.article


FIELDS = frozenset(
    {
        *("status", "date_start", "date_end", "mode", "place_zh", "place_en", "countries", "topics_zh", "topics_en"),
        *("name_zh", "name_en", "theme_zh", "theme_en", "venue_zh", "venue_en"),
    }
)
"""The fields of meetings and workshops that a value can be given for."""

Value = date | str | list[str]


class ValueJudgement(Judged):
    """A value of a meeting or workshop, and what stood there before."""

    record: Annotated[str, Field(pattern="^[mw]-[0-9a-f]{16}$")]
    article: str
    field: str
    was: Value | None = None
    value: Value | None = None

    @field_validator("field")
    @classmethod
    def _can_be_given(cls, field: str) -> str:
        if field not in FIELDS:
            raise ValueError(f"the fields that can be corrected are {', '.join(sorted(FIELDS))}")
        return field

    @staticmethod
    def plain(value: Value | None) -> str | list[str] | None:
        """The value as it stands in JSON."""
        return value.isoformat() if isinstance(value, date) else value

    def __str__(self) -> str:
        return f"{self.field} of {self.record}"


class PersonJudgement(Judged):
    """How one item names a person; what is left out stays as the machine has it."""

    person: Quoted
    name_zh: str | None = None
    name_en: str | None = None
    title_zh: str | None = None
    title_en: str | None = None
    country: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.values():
            raise ValueError("a person needs a name, a title or a country")
        return self

    def values(self) -> dict[str, str]:
        """What it says, by field."""
        said = {name: getattr(self, name) for name in ("name_zh", "name_en", "title_zh", "title_en", "country")}
        return {name: value for name, value in said.items() if value is not None}

    def __str__(self) -> str:
        return str(self.person)


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

    pair: list[PairJudgement] = []
    unpair: list[PairJudgement] = []
    link: list[LinkJudgement] = []
    unlink: list[LinkJudgement] = []
    split: list[Split] = []
    join: list[Join] = []
    whole: list[Whole] = []
    value: list[ValueJudgement] = []
    person: list[PersonJudgement] = []
    same_person: list[Together] = []
    different_persons: list[Together] = []
    preferred_name: list[PreferredName] = []

    def of_items(self) -> Iterator[tuple[str, Judgement, frozenset[str]]]:
        """What concerns items: its kind, the judgement, and the articles that it names."""
        for kind in OF_ITEMS:
            for judgement in getattr(self, kind):
                match judgement:
                    case PairJudgement():
                        yield kind, judgement, frozenset({judgement.zh, judgement.en})
                    case Join():
                        yield kind, judgement, frozenset(judgement.articles)
                    case PersonJudgement():
                        yield kind, judgement, frozenset({judgement.person.article})
                    case Split() | Whole() | ValueJudgement():
                        yield kind, judgement, frozenset({judgement.article})

    @property
    def articles(self) -> frozenset[str]:
        """The articles that are named by what concerns items."""
        return frozenset(one for _, _, named in self.of_items() for one in named)

    def about(self, article_ids: Collection[str]) -> Corrections:
        """What concerns items and names one of these articles."""
        chosen: dict[str, list[Judgement]] = {}
        for kind, judgement, named in self.of_items():
            if not named.isdisjoint(article_ids):
                chosen.setdefault(kind, []).append(judgement)
        return Corrections.model_validate(chosen)

    def without_contradictions(self) -> tuple[Corrections, list[str]]:
        """Those that concern items and contradict no other, with all on persons; and the contradictions, in words."""
        targets: dict[tuple[str, ...], dict[str, list[tuple[str, Judgement]]]] = {}
        for kind, judgement, _ in self.of_items():
            for target, said in _claims(kind, judgement):
                targets.setdefault(target, {}).setdefault(said, []).append((kind, judgement))
        bad: set[str] = set()
        words = []
        for claims in targets.values():
            if len(claims) > 1:
                parties = [party for said in claims.values() for party in said]
                bad.update(judgement.key for _, judgement in parties)
                words.append(" and ".join(sorted({f"{kind} {judgement}" for kind, judgement in parties})))
        left = {kind: [judgement for judgement in getattr(self, kind) if judgement.key not in bad] for kind in OF_ITEMS}
        return self.model_copy(update=left), [f"{one} contradict each other" for one in sorted(set(words))]


OF_ITEMS = ("pair", "unpair", "link", "unlink", "split", "join", "whole", "value", "person")

Judgement = PairJudgement | LinkJudgement | Split | Join | Whole | ValueJudgement | PersonJudgement


def _claims(kind: str, judgement: Judgement) -> Iterator[tuple[tuple[str, ...], str]]:
    """What the judgement is about, and what it says of it; two that say different things contradict each other."""
    match judgement:
        case LinkJudgement():
            quoted = (judgement.zh, judgement.en, *judgement.zh_text, *judgement.en_text)
            yield ("link", *quoted), kind
        case PairJudgement() if kind == "unpair":
            yield ("pair", judgement.zh, judgement.en), kind
        case PairJudgement():
            yield ("pair", judgement.zh, judgement.en), kind
            yield ("counterpart", judgement.zh), judgement.en
            yield ("counterpart", judgement.en), judgement.zh
        case ValueJudgement():
            yield ("value", judgement.record, judgement.field), repr(judgement.value)
        case PersonJudgement():
            for field, value in judgement.values().items():
                yield ("person", str(judgement.person), field), value
        case Split() | Whole():
            yield ("bounds", judgement.article), "as they are" if kind == "whole" else "others"
        case Join():
            for article in judgement.articles:
                yield ("bounds", article), "others"


NO_CORRECTIONS = Corrections()


def read_corrections(raw: Path) -> Corrections:
    """The judgements in `corrections.toml` in the folder `raw`; none where there is no such file.

    Raises:
        UserError: if the file cannot be read or says something that is not understood.
    """
    path = raw / FILE_NAME
    if not path.exists():
        return Corrections()
    try:
        return Corrections.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}).", "Look at who may read it.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is no text in UTF-8: byte {error.start + 1} does not fit.", "Save it so.") from error
    except tomllib.TOMLDecodeError as error:
        remedy = "A key without a value is to be filled in, a text stands in quotation marks; see docs/corrections.md."
        raise UserError(f"{path} is no TOML: {error}.", remedy) from error
    except ValidationError as error:
        raise UserError(f"{path} is not understood: {misunderstood(error)}.", REMEDY) from error


REMEDY = "What each table says stands in docs/corrections.md, with an example of each."


def misunderstood(error: ValidationError) -> str:
    """The first thing that is wrong, in words, with what is permitted in its place.

    For instance: [[pair]] number 2 has no key chinese; its keys are zh, en, author, reason
    """
    first = error.errors()[0]
    table, *where = first["loc"]
    tables = Corrections.model_fields
    if table not in tables:
        return f"there is no table [[{table}]]; the tables are {', '.join(tables)}"
    if not where:
        return f"write [[{table}]] in two pairs of brackets: each one is a judgement"
    number, *path = where
    place = f"[[{table}]] number {int(number) + 1}"
    keys = _keys(str(table), path[:-1])
    key = ".".join(str(part) for part in path if isinstance(part, str) and part not in ("date", "str", "list[str]"))
    match first["type"]:
        case "extra_forbidden":
            return f"{place} has no key {key}; its keys are {', '.join(keys)}"
        case "missing":
            return f"{place} lacks the key {key}; its keys are {', '.join(keys)}"
        case "string_too_short":
            return f"{place}: {key} is empty"
        case _:
            said = first["msg"].removeprefix("Value error, ")
            return f"{place}: {key}: {said}" if key else f"{place}: {said}"


def _keys(table: str, path: Sequence[str | int]) -> list[str]:
    """The keys of a table, or of the person that is quoted in it."""
    if any(isinstance(part, str) for part in path):
        return list(Quoted.model_fields)
    judged = get_args(Corrections.model_fields[table].annotation)[0]
    own = [name for name in judged.model_fields if name not in Judged.model_fields]
    return [*own, *Judged.model_fields]


def add_judgements(raw: Path, lines: str) -> Path:
    """The file `corrections.toml` in the folder `raw`, which now holds these lines behind all that it held.

    What a person wrote there, comments too, stays byte for byte; the new file is whole, or the former one stands.

    Raises:
        UserError: if the file is not understood, with them or without, they contradict what it says, or it cannot be
            written.
    """
    path = (raw / FILE_NAME).resolve()
    temporary = path.with_name(f".{FILE_NAME}.new")
    before = len(read_corrections(raw).without_contradictions()[1])
    try:
        old = path.read_bytes() if path.exists() else b""
        gap = b"" if not old else b"\n" if old.endswith(b"\n") else b"\n\n"
        new = old + gap + lines.encode("utf-8")
        contradictions = Corrections.model_validate(tomllib.loads(new.decode("utf-8"))).without_contradictions()[1]
        if len(contradictions) > before:
            cause = f"The judgement contradicts one that stands in {path}."
            raise UserError(cause, "Take that one away, or skip this question.")
        with temporary.open("wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True) if raw.is_dir() else None
        cause = f"{path} cannot be written ({error.strerror})."
        raise UserError(cause, "Choose a folder that can be written with --raw.") from error
    except ValidationError as error:
        cause = f"The judgement does not fit into {path}: {misunderstood(error)}."
        raise UserError(cause, "Add it by hand.") from error
    except ValueError as error:  # of TOML
        raise UserError(f"The judgement does not fit into {path}: {error}.", "Add it by hand.") from error
    return path
