"""What counts as right: when two texts, titles or persons are the same, and how hits become a figure.

Input: values as annotated and as built. Output: verdicts, counts and `Figure`s. Nothing here knows where values stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

T = TypeVar("T", bound="Hashable")

# Words at the head of a Chinese title that say no more than that the office is Chinese.
OWN_NATION = re.compile(r"^(中国|我国|中华人民共和国|中方)")

# Words that make another rank of an office: titles that differ in one of them are never the same.
RANK_ZH = re.compile(r"副|次长|常务|代理|助理|前任|原|候任|首席|第[一二三]")
# fmt: off
RANK_EN = frozenset((
    "vice", "deputy", "executive", "acting", "assistant", "associate", "former", "first", "second", "third", "chief",
    "under", "senior", "permanent",
))
# fmt: on
IDLE_EN = frozenset(("the", "of", "s", "for", "and", "chinese", "china", "at", "in"))
HAN = re.compile(r"[\u3400-\u9fff]")
WORD_EN = re.compile(r"[^\W\d_]+")

# How much of two titles of one rank must agree: set where a reader still calls them the same office.
LIKE_TITLE_ZH = 0.85
LIKE_TITLE_EN = 0.75

NameKey = tuple[str, str]
"""Letters of the Chinese and of the English name; empty for none."""


class Named(Protocol):
    """Whatever has a name in two languages, either of which may be missing."""

    @property
    def name_zh(self) -> str | None:
        """The Chinese name."""

    @property
    def name_en(self) -> str | None:
        """The English name."""


class Titled(Named, Protocol):
    """A person with a title in two languages, either of which may be missing."""

    @property
    def title_zh(self) -> str | None:
        """The Chinese title."""

    @property
    def title_en(self) -> str | None:
        """The English title."""


@cache
def letters(text: str | None) -> str:
    """What is compared of a text: its letters, digits and characters, in one case and one width."""
    folded = unicodedata.normalize("NFKC", text or "").lower()
    return "".join(character for character in folded if character.isalnum())


def same_text(one: str | None, other: str | None) -> bool:
    """Whether the two have the same letters; none and the empty text are the same."""
    return letters(one) == letters(other)


def name_key(named: Named) -> NameKey:
    """What tells a person or an organisation from others: both names."""
    return letters(named.name_zh), letters(named.name_en)


def shared(one: Iterable[T], other: Iterable[T]) -> int:
    """How many elements the two have in common, repeated ones as often as both have them."""
    return (Counter(one) & Counter(other)).total()


def character_error_rate(text: str, gold: str) -> float:
    """The share of the longer text's characters outside the matching blocks."""
    if not text and not gold:
        return 0.0
    blocks = SequenceMatcher(None, text, gold, autojunk=False).get_matching_blocks()
    return 1 - sum(block.size for block in blocks) / max(len(text), len(gold))


def overlap(one: str | None, other: str | None) -> float:
    """The share, 0 to 1, of the longer text's character bigrams that both have."""
    grams, others = (_bigrams(letters(text)) for text in (one, other))
    return (grams & others).total() / max(1, grams.total(), others.total())


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1)))


def same_title(one: str | None, other: str | None) -> bool:
    """Whether the two are one office and one rank, small differences of wording aside; both may be missing."""
    if not one or not other:
        return not one and not other
    one, other = (OWN_NATION.sub("", unicodedata.normalize("NFKC", title)) for title in (one, other))
    if letters(one) == letters(other):
        return True
    return _like_zh(one, other) if HAN.search(one + other) else _like_en(one, other)


def _like_zh(one: str, other: str) -> bool:
    ranks, other_ranks = (sorted(RANK_ZH.findall(title)) for title in (one, other))
    return ranks == other_ranks and SequenceMatcher(None, letters(one), letters(other)).ratio() >= LIKE_TITLE_ZH


def _like_en(one: str, other: str) -> bool:
    words, others = (set(WORD_EN.findall(title.lower())) - IDLE_EN for title in (one, other))
    either = words | others
    return words & RANK_EN == others & RANK_EN and bool(either) and len(words & others) / len(either) >= LIKE_TITLE_EN


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits among what was built and what was wanted."""

    hits: int
    built: int
    gold: int


def count_people(built: Sequence[Named], gold: Sequence[Named]) -> Counts:
    """How many have both names right."""
    return Counts(shared(map(name_key, built), map(name_key, gold)), len(built), len(gold))


def title_differences(built: Sequence[Titled], gold: Sequence[Titled]) -> tuple[list[Titled], list[Titled]]:
    """Who of `built` has a name or a title wrong, and whom of `gold` that leaves; each is matched once at most."""
    left, wrong = list(gold), []
    for person in built:
        match = next((wanted for wanted in left if holds(person, wanted)), None)
        if match is None:
            wrong.append(person)
        else:
            left.remove(match)
    return wrong, left


def holds(person: Titled, wanted: Titled) -> bool:
    """Whether the two are one person in one office."""
    return (
        name_key(person) == name_key(wanted)
        and same_title(person.title_zh, wanted.title_zh)
        and same_title(person.title_en, wanted.title_en)
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Attributes:
        value: F1, or the share that is right; 0 to 1.
        gold: how many were wanted.
        precision, recall: where the value is an F1; else None.
    """

    value: float
    gold: int
    precision: float | None = None
    recall: float | None = None

    @classmethod
    def f1(cls, counts: Counts) -> Figure:
        """The F1 of these counts; nothing built where nothing was wanted is perfect."""
        precision = counts.hits / counts.built if counts.built else float(counts.gold == 0)
        recall = counts.hits / counts.gold if counts.gold else float(counts.built == 0)
        total = precision + recall
        return cls(2 * precision * recall / total if total else 0.0, counts.gold, precision, recall)


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that a perfect build would have otherwise: the figure that it lowers, where, and what."""

    figure: str
    raw: str
    detail: str

    def __str__(self) -> str:
        return f"{self.figure}: {self.raw} {self.detail}"


@dataclass
class Tally:
    """Counts by figure, in the order in which they first came, and what was missed.

    Attributes:
        errors: character errors among `characters` of restored text.
    """

    errors: float = 0.0
    characters: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)
    asked: dict[str, Counts] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, figure: str, counts: Counts) -> None:
        """Count towards an F1."""
        _add(self.counts, figure, counts)

    def ask(self, figure: str, *, right: bool) -> None:
        """Count one question towards a share of right answers."""
        _add(self.asked, figure, Counts(int(right), 1, 1))

    def restored(self, text: str, gold: str) -> float:
        """The character error rate of `text`, which is counted."""
        rate = character_error_rate(text, gold)
        self.errors += rate * len(gold)
        self.characters += len(gold)
        return rate

    def miss(self, figure: str, raw: str, detail: str) -> None:
        """Note something missed."""
        self.misses.append(Miss(figure, raw, detail))

    def miss_difference(self, figure: str, raw: str, built: Iterable[T], gold: Iterable[T]) -> None:
        """Note what is in one and not in the other."""
        have, want = Counter(built), Counter(gold)
        for word, left in (("missed", want - have), ("wrong", have - want)):
            for value in left:
                self.miss(figure, raw, f"{word} {value}")

    def add_titles(self, figure: str, where: str, built: Sequence[Titled], gold: Sequence[Titled]) -> None:
        """Count who has both names and both titles right, and note what differs."""
        wrong, left = title_differences(built, gold)
        self.add(figure, Counts(len(gold) - len(left), len(built), len(gold)))
        for word, persons in (("missed", left), ("wrong", wrong)):
            for one in persons:
                self.miss(figure, where, f"{word} {one.name_zh} / {one.name_en}: {one.title_zh} / {one.title_en}")

    def figures(self) -> dict[str, Figure]:
        """Every figure that was counted: restoring, the F1s, then the shares."""
        figures = {"clean": Figure(1 - self.errors / max(1, self.characters), self.characters)}
        figures |= {name: Figure.f1(counts) for name, counts in self.counts.items()}
        return figures | {name: Figure(counts.hits / counts.gold, counts.gold) for name, counts in self.asked.items()}


def _add(table: dict[str, Counts], figure: str, more: Counts) -> None:
    old = table.get(figure, Counts(0, 0, 0))
    table[figure] = Counts(old.hits + more.hits, old.built + more.built, old.gold + more.gold)
