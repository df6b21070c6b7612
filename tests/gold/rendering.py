"""Raw bulletins made of annotated items, as scraping leaves them, each with the gold that a perfect build would reach.

Input: items and options. Output: files' bytes and their gold; the same options give the same bytes. Items whose months
of issue lie near each other share a bulletin. How text is damaged stands in noise.py; here stands how it is laid out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Literal

from gold.annotation import LANGS, GoldBulletin, GoldItem, GoldLines
from gold.noise import LEVELS, Damage, Noise, worn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.records import Lang
    from gold.annotation import GoldArticle

Layout = Literal["interleaved", "grouped", "shuffled", "paragraphs"]
LAYOUTS: tuple[Layout, ...] = ("interleaved", "grouped", "shuffled", "paragraphs")
"""zh and en by turns; all zh, then all en; the same, en in another order; by turns within an item."""

# What `mixed` draws from; twice what is twice as usual.
LAYOUTS_MET: tuple[Layout, ...] = ("interleaved", *LAYOUTS)
ENCODINGS_MET = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16")

MASTHEADS = (
    "现代国际执法 {y}年{m}期",
    "国际警务简报 {y}年第{m}期",
    "对外合作动态({y}年{m}月)",
    "Police Cooperation Bulletin, No. {m}, {y}",
)
NAVIGATION = (
    "首页 > 国际合作 > 正文",
    "上一篇:没有了 下一篇:返回列表",
    "分享到:微信 微博 QQ空间",
    "· 12 ·",
    "关键词:国际合作;执法;双边会谈",
)

MAX_MONTHS_APART = 9
NAVIGATION_CHANCE = 0.2
HEADER_CHANCE = 0.5
WEAR_CHANCE = 0.3
LOST_FIRST_HEADLINE_CHANCE = 0.5
LOST_HEADLINE_CHANCE = 0.04
BROKEN_HEADLINE_CHANCE = {"zh": 0.1, "en": 0.35}
SHORTEST_BROKEN = {"zh": 12, "en": 4}
"""In characters, in words."""
CREDIT_BEHIND_TEXT_CHANCE = 0.7
REPORTER_BEHIND_DATELINE_CHANCE = 0.7
DATE_IN_FILE_NAME_CHANCE = 0.6
CRLF_CHANCE = 0.3

Block = list[str]
"""Lines that stay together: a headline with its subheadline, or a paragraph."""
Key = tuple[str, "Lang"]
"""An item's id and the language of one of its texts."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render; `mixed` draws anew for each bulletin.

    Attributes:
        noise: one of `LEVELS`, or mixed.
        layout: one of `LAYOUTS`, or mixed.
        encoding: a codec's name, or mixed (also of line ends).
        mastheads: texts with {y} and {m}.
        per_bulletin: items to a bulletin, at most; 0: as many as lie near each other in time.
    """

    seed: int = 1
    noise: Noise | Literal["mixed"] = "mixed"
    layout: Layout | Literal["mixed"] = "mixed"
    encoding: str = "utf-8"
    mastheads: tuple[str, ...] = MASTHEADS
    per_bulletin: int = 4


@dataclass(frozen=True, slots=True)
class RenderedBulletin:
    """A raw file's bytes and what a perfect build of them contains."""

    content: bytes
    gold: GoldBulletin


def render(items: Sequence[GoldItem], options: RenderOptions) -> list[RenderedBulletin]:
    """The bulletins that hold all `items`, by time; the same for the same arguments."""
    rng = Random(options.seed)
    damage = Damage(rng)
    chinese = [item.zh for item in items if item.zh is not None]
    damage.learn(sorted({character for text in chinese for sentence in text.sentences() for character in sentence}))
    groups = near_in_time(items, options.per_bulletin)
    return [_Sheet(group, rng, damage, options).rendered(number) for number, group in enumerate(groups, 1)]


def write(bulletins: Sequence[RenderedBulletin], raw: Path, gold: Path | None = None) -> None:
    """Write the raw files into the folder `raw` and, if asked for, their gold into the folder `gold`."""
    for folder in (raw, gold):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    for bulletin in bulletins:
        (raw / bulletin.gold.raw).write_bytes(bulletin.content)
        if gold is not None:
            name = Path(bulletin.gold.raw).with_suffix(".json").name
            (gold / name).write_text(bulletin.gold.json_text(), "utf-8")


def near_in_time(items: Sequence[GoldItem], per_bulletin: int) -> list[list[GoldItem]]:
    """The items by month of issue, undated ones last, in groups of at most so many and nine months."""
    size = per_bulletin or len(items)
    groups: list[list[GoldItem]] = []
    for item in sorted(items, key=lambda item: item.issue_date or "undated"):
        if not groups or len(groups[-1]) >= size or _month(item) - _month(groups[-1][0]) > MAX_MONTHS_APART:
            groups.append([])
        groups[-1].append(item)
    return groups


def _month(item: GoldItem) -> int:
    """The month of issue, counted from year 0; 0 where there is none."""
    year, month = (item.issue_date or "0-0").split("-")
    return int(year) * 12 + int(month)


@dataclass
class _Sheet:
    """One bulletin while it is set: every method draws from `rng` in the order in which `rendered` calls them."""

    items: list[GoldItem]
    rng: Random
    damage: Damage
    options: RenderOptions
    level: Noise = "clean"
    lost: set[Key] = field(default_factory=set)
    lines: list[tuple[str, Key | None]] = field(default_factory=list)

    def rendered(self, number: int) -> RenderedBulletin:
        """The bulletin with that number."""
        issue = max((item.issue_date or "" for item in self.items), default="") or None
        options, rng = self.options, self.rng
        self.level = rng.choice(LEVELS) if options.noise == "mixed" else options.noise
        layout = rng.choice(LAYOUTS_MET) if options.layout == "mixed" else options.layout
        has_header = issue is not None and rng.random() < HEADER_CHANCE
        self._add_navigation()
        if issue is not None and has_header:
            year, month = issue.split("-")
            self._add_furniture(rng.choice(options.mastheads).format(y=year, m=int(month)))
        self._add_articles(layout, has_header=has_header)
        self._add_navigation()
        name = f"bulletin-{number:03d}"
        has_dated_name = not has_header and issue is not None and self._needs_dated_name()
        file_name = f"{name}-{issue}.txt" if has_dated_name else f"{name}.txt"
        encoding = rng.choice(ENCODINGS_MET) if options.encoding == "mixed" else options.encoding
        gold = GoldBulletin(
            raw=file_name,
            issue_date=issue if has_header or has_dated_name else None,
            noise=self.level,
            layout=layout,
            encoding=encoding,
            articles=self._places(),
            items=[
                item.without_headline({lang for lang in LANGS if (item.id, lang) in self.lost}) for item in self.items
            ],
        )
        return RenderedBulletin(self._content(encoding), gold)

    def _content(self, encoding: str) -> bytes:
        end = "\r\n" if self.options.encoding == "mixed" and self.rng.random() < CRLF_CHANCE else "\n"
        return "".join(line + end for line, _ in self.lines).encode(encoding)

    def _add_navigation(self) -> None:
        if self.rng.random() < NAVIGATION_CHANCE:
            self._add_furniture(self.rng.choice(NAVIGATION))

    def _add_furniture(self, text: str) -> None:
        self.lines.append((self.damage.applied(text, self.level), None))

    def _needs_dated_name(self) -> bool:
        """Whether the file's name must tell the issue, because no text tells the year of every event, or does so."""
        text = "\n".join(line for line, _ in self.lines)
        events = [event for item in self.items for event in item.events()]
        years = {event.date_start[:4] for event in events if event.date_start}
        return not all(year in text for year in years) or self.rng.random() < DATE_IN_FILE_NAME_CHANCE

    def _add_articles(self, layout: Layout, *, has_header: bool) -> None:
        is_worn = self.rng.random() < WEAR_CHANCE
        blocks: dict[Key, list[Block]] = {}
        for item, lang, article in self._sequence(layout):
            key = (item.id, lang)
            is_bare = not blocks and not has_header
            self._maybe_lose_headline(key, article, is_bare=is_bare)
            made = article_blocks(article, lang, self.rng, has_headline=key not in self.lost)
            blocks[key] = self._damaged(made, is_worn=is_worn) if lang == "zh" else made
        if layout == "paragraphs":
            self._place_by_turns(blocks)
        else:
            self.lines += [(line, key) for key, made in blocks.items() for block in made for line in block]

    def _sequence(self, layout: Layout) -> list[tuple[GoldItem, Lang, GoldArticle]]:
        """The texts in the order in which they stand, or, by paragraphs, in which they begin."""
        if layout in ("interleaved", "paragraphs"):
            order = [(item, lang) for item in self.items for lang in LANGS]
        else:
            english = list(self.items)
            if layout == "shuffled":
                self.rng.shuffle(english)
            order = [(item, LANGS[0]) for item in self.items] + [(item, LANGS[1]) for item in english]
        sides = [(item, lang, item.side(lang)) for item, lang in order]
        return [(item, lang, article) for item, lang, article in sides if article is not None]

    def _maybe_lose_headline(self, key: Key, article: GoldArticle, *, is_bare: bool) -> None:
        """Lose the headline by chance; often where it would be the file's first line (the page title carried it)."""
        is_lost = is_bare and self.rng.random() < LOST_FIRST_HEADLINE_CHANCE
        if article.headline and (is_lost or self.rng.random() < LOST_HEADLINE_CHANCE):
            self.lost.add(key)

    def _damaged(self, blocks: list[Block], *, is_worn: bool) -> list[Block]:
        blocks = [[self.damage.applied(line, self.level) for line in block] for block in blocks]
        return [[worn(line, self.rng) for line in block] for block in blocks] if is_worn else blocks

    def _place_by_turns(self, blocks: dict[Key, list[Block]]) -> None:
        """A block of Chinese, a block of English and so on, item by item; what one side has more stands at the end."""
        for item in self.items:
            keys = [(item.id, lang) for lang in LANGS if (item.id, lang) in blocks]
            for row in zip_longest(*(blocks[key] for key in keys), fillvalue=[]):
                self.lines += [(line, key) for key, block in zip(keys, row, strict=True) for line in block]

    def _places(self) -> list[GoldLines]:
        """The first and last line of each text, by first line."""
        numbers: dict[Key, list[int]] = defaultdict(list)
        for number, (_, key) in enumerate(self.lines, 1):
            if key is not None:
                numbers[key].append(number)
        return [GoldLines(item=item, lang=lang, lines=(found[0], found[-1])) for (item, lang), found in numbers.items()]


def article_blocks(article: GoldArticle, lang: Lang, rng: Random, *, has_headline: bool) -> list[Block]:
    """The article as printed: its headline and subheadline, each paragraph, credits that stand on their own."""
    blocks: list[Block] = []
    if article.headline and has_headline:
        blocks.append(broken(article.headline, lang, rng))
        if article.subheadline:
            blocks[-1].append(article.subheadline)
    joiner = "" if lang == "zh" else " "
    paragraphs = [joiner.join(paragraph) for paragraph in article.paragraphs]
    credits_ = list(dict.fromkeys(credit.text for credit in article.credits))  # one bracket may hold several
    if article.dateline:
        opening = article.dateline
        has_reporter = lang == "zh" and credits_ and re.match(r"[(（]记者", credits_[0]) is not None
        if has_reporter and rng.random() < REPORTER_BEHIND_DATELINE_CHANCE:
            opening += credits_.pop(0)
        paragraphs[0] = opening + joiner + paragraphs[0]
    blocks += [[paragraph] for paragraph in paragraphs]
    for number, text in enumerate(credits_):
        if number == 0 and rng.random() < CREDIT_BEHIND_TEXT_CHANCE:
            blocks[-1][-1] += joiner + text
        else:
            blocks.append([text])
    return blocks


def broken(headline: str, lang: Lang, rng: Random) -> list[str]:
    """The headline on one line or, now and then, on two."""
    words = list(headline) if lang == "zh" else headline.split()
    if len(words) < SHORTEST_BROKEN[lang] or rng.random() > BROKEN_HEADLINE_CHANCE[lang]:
        return [headline]
    cut = rng.randint(len(words) // 3, len(words) - 2)
    joiner = "" if lang == "zh" else " "
    return [joiner.join(words[:cut]), joiner.join(words[cut:])]
