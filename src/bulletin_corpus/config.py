"""What a build can be told; every value that can change a row stands here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

MEBIBYTE = 1024 * 1024


class Section(BaseModel):
    """A group of settings; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReadConfig(Section):
    """How raw files are read."""

    encoding: str | None = Field(default=None, description="Encoding of all files; null: chosen for each file.")
    max_bytes: Annotated[int, Field(gt=0)] = Field(default=16 * MEBIBYTE, description="Larger files are set aside.")


class PairConfig(Section):
    """How articles are paired."""

    across_bulletins: bool = Field(default=True, description="Pair what is left across bulletins near in time.")
    max_lag_months: Annotated[int, Field(ge=0)] = Field(
        default=1,
        description="Bulletins are near in time if their months of issue lie at most this far apart.",
    )


class LearntConfig(Section):
    """Which learnt renderings extend the dictionary."""

    folder: Path = Field(description="Folder that holds learnt.tsv.")
    sha256: str = Field(description="Digest of the renderings in it.")


class BuildConfig(Section):
    """The settings of a build, a section for each stage that has any."""

    read: ReadConfig = ReadConfig()
    pair: PairConfig = PairConfig()
    dictionary: bool = Field(default=True, description="Use CC-CEDICT for pairing and aligning.")
    learnt: LearntConfig | None = Field(
        default=None,
        description="Renderings that extend the dictionary, those beside the bulletins; null: there are none.",
    )
    embedder: str | None = Field(
        default=None,
        description="Model of sentence vectors that joins in aligning, a name or a folder; null: none. "
        "With one, the scores of links are no longer calibrated.",
    )
