"""The words that generated items are filled with: people, countries, ministries, towns, topics, days, new sentences.

They come from the project's lexicons and from two tables beside this module: name_syllables.tsv (pieces of foreign
names) and sentences.tsv (sentences in both languages with places to fill).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from bulletin_corpus.language.lexicon import lexicon
from gold.noise import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bulletin_corpus.records import Lang

EN_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
GIVEN_CHARACTERS = (
    "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志文海亮成东立永家庆宏峰山仁波宁贵福元全胜学祥才发武新利清彬富顺信子安民友裕河哲江"
    "翔敏静丽芳娜秀娟英慧巧美雅芝玉萍红娥玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶"
)
TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ", "aaaaeeeeiiiioooouuuuvvvvvnnn")
FULL_FOREIGN_NAME_CHANCE = 0.4


class Person(NamedTuple):
    """A person's names: as a short text prints them, and in full."""

    zh: str
    zh_full: str
    en: str
    en_full: str


def table(name: str) -> list[list[str]]:
    """The rows of a table beside this module, without comments and header."""
    lines = (Path(__file__).parent / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


SURNAMES = [row["surname"] for row in lexicon("surnames") if row["kind"] == "common"]
SYLLABLES = {
    place: [(latin, zh) for latin, zh, where, _ in table("name_syllables") if where == place]
    for place in ("first", "middle", "last")
}


@lru_cache(maxsize=100_000)
def holder_of_office(country: str, office: str, number: int, seed: int) -> Person:
    """The person who holds that office, always the same one; `number` tells people of one item apart."""
    rng = Random(f"{seed}/{country}/{office}/{number}")  # noqa: S311
    return _chinese(rng) if country == "CN" else _foreigner(rng)


def _chinese(rng: Random) -> Person:
    surname, given = rng.choice(SURNAMES), "".join(rng.choices(GIVEN_CHARACTERS, k=rng.choice((1, 2, 2))))
    family, first = (_latin(part) for part in (surname, given))
    return Person(surname + given, surname + given, family, f"{family} {first}")


def _latin(text: str) -> str:
    return "".join(reading(character).translate(TONES) for character in text).capitalize()


def _foreigner(rng: Random) -> Person:
    (given, given_zh), (family, family_zh) = _foreign_name(rng), _foreign_name(rng)
    return Person(family_zh, f"{given_zh}·{family_zh}", family, f"{given} {family}")


def _foreign_name(rng: Random) -> tuple[str, str]:
    places = ("first", "middle", "last") if rng.random() < 0.6 else ("first", "last")
    pieces = [rng.choice(SYLLABLES[place]) for place in places]
    return "".join(latin for latin, _ in pieces), "".join(zh for _, zh in pieces)


class Country(NamedTuple):
    """A country's forms; `short_...` are those with 中 or 方 beside its one character."""

    code: str
    zh: str
    name: str
    demonym: str
    short: str

    @property
    def china_first(self) -> str:
        """中菲."""
        return "中" + self.short

    @property
    def china_second(self) -> str:
        """菲中."""
        return self.short + "中"

    @property
    def party(self) -> str:
        """菲方."""
        return self.short + "方"


class Countries:
    """The countries that have every form, but China."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[Lang, str, str]]] = defaultdict(list)
        for row in lexicon("countries"):
            lang: Lang = "zh" if row["lang"] == "zh" else "en"
            self._rows[row["code"]].append((lang, row["form"], row["kind"]))
        usual = {(row["code"], row["lang"]): row["form"] for row in lexicon("countries") if "CLDR" in row["source"]}
        self._whole: dict[str, Country] = {}
        for code, rows in sorted(self._rows.items()):
            demonyms = sorted((form for lang, form, kind in rows if (lang, kind) == ("en", "demonym")), key=len)
            shorts = [form for lang, form, kind in rows if (lang, kind) == ("zh", "short")]
            if demonyms and shorts and (code, "zh") in usual and (code, "en") in usual and code not in {"CN", "TW"}:
                self._whole[code] = Country(code, usual[code, "zh"], usual[code, "en"], demonyms[-1], shorts[0])
        self._all = list(self._whole.values())

    def has(self, code: str) -> bool:
        """Whether it is a country that texts name in every form."""
        return code in self._whole

    def any(self, rng: Random) -> Country:
        """Some country."""
        return rng.choice(self._all)

    def forms(self, code: str) -> Iterator[tuple[Lang, str, str]]:
        """Language, word and form of all that names this country."""
        if code not in self._whole:
            return
        for lang, form, kind in self._rows[code]:
            if kind == "name":
                yield lang, form, "zh" if lang == "zh" else "name"
            elif kind == "demonym":
                yield lang, form, "demonym"
            elif kind == "short":
                yield "zh", "中" + form, "china_first"
                yield "zh", form + "中", "china_second"
                yield "zh", form + "方", "party"


COUNTRIES = Countries()


class Ministry(NamedTuple):
    """A ministry: 公安部 and Public Security, as in Ministry of Public Security."""

    zh: str
    en: str

    @property
    def lower(self) -> str:
        """public security."""
        return self.en.lower()


MINISTRIES = [
    Ministry(row["zh"], row["en"].removeprefix("Ministry of "))
    for row in lexicon("organisation_names")
    if row["zh"].endswith("部") and row["en"].startswith("Ministry of ")
]


class Place(NamedTuple):
    """A town in both languages."""

    zh: str
    en: str
    country: str


class Places(list[Place]):
    """The towns that texts may name; Beijing stays where it is."""

    def __init__(self) -> None:
        rows = lexicon("places")
        super().__init__(
            Place(row["zh"], row["en"], row["country"])
            for row in rows
            if row["kind"] in {"city", "capital"} and len(row["zh"]) > 1 and row["zh"] != "北京"
        )
        self._home = [place for place in self if place.country == "CN"]
        self._abroad = [place for place in self if place.country != "CN"]

    def like(self, country: str, _zh: str, rng: Random) -> Place:
        """Some Chinese town for a Chinese one, some foreign town for a foreign one."""
        return rng.choice(self._home if country == "CN" else self._abroad)


PLACES = Places()


class Topic(NamedTuple):
    """What people talk of."""

    zh: str
    en: str


class Topics(list[Topic]):
    """The topics, each with its first word in either language."""

    def __init__(self) -> None:
        words: dict[str, dict[str, str]] = defaultdict(dict)
        for row in lexicon("topics"):
            words[row["topic"]].setdefault(row["lang"], row["form"])
        super().__init__(Topic(forms["zh"], forms["en"]) for forms in words.values() if len(forms) == 2)
        self._by_name = {topic.zh: topic for topic in self}

    def named(self, zh: str) -> Topic:
        """The topic itself."""
        return self._by_name[zh]

    def any(self, rng: Random) -> Topic:
        """Some topic."""
        return rng.choice(self)


TOPICS = Topics()


def zh_date(first: date, last: date | None, *, with_year: bool) -> str:
    """9月8日至9日, 2021年9月30日至10月1日."""
    text = f"{first.year}年" if with_year else ""
    text += f"{first.month}月{first.day}日"
    if last is None:
        return text
    return text + "至" + (f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日")


def en_date(first: date, last: date | None, *, with_year: bool, in_full: bool) -> str:
    """September 8 to 9, 2021; September 30 to October 1; Sep. 8 where months are not written in full."""
    text = f"{_month(first, in_full=in_full)} {first.day}"
    if last is not None:
        text += f" to {last.day}" if last.month == first.month else f" to {_month(last, in_full=in_full)} {last.day}"
    return f"{text}, {first.year}" if with_year else text


def _month(day: date, *, in_full: bool) -> str:
    name = EN_MONTHS[day.month - 1]
    return name if in_full or len(name) < 5 else f"{name[:3]}."


class Sentences:
    """New sentences; each is a pair of texts with places to fill."""

    PAIRS = tuple((zh, en) for zh, en, _ in table("sentences"))
    NEEDS = tuple(frozenset(re.findall(r"\{(host|guest|country)\}", zh + en)) for zh, en in PAIRS)
    CHOICE = re.compile(r"\[([^\]]*)\]")

    @classmethod
    def some(cls, rng: Random, how_many: int, names: dict[str, tuple[str, str]], year: int) -> list[tuple[str, str]]:
        """So many sentences in both languages that need no other names than these."""
        fit = [pair for pair, needs in zip(cls.PAIRS, cls.NEEDS, strict=True) if needs <= names.keys()]
        return [cls._filled(pair, rng, names, year) for pair in rng.sample(fit, how_many)]

    @classmethod
    def _filled(
        cls, pair: tuple[str, str], rng: Random, names: dict[str, tuple[str, str]], year: int
    ) -> tuple[str, str]:
        town = PLACES.like(rng.choice(("CN", "")), "", rng)
        filling: dict[str, Sequence[str]] = {
            **names,
            **{f"topic{n}": topic for n, topic in enumerate(rng.sample(TOPICS, 3), 1)},
            "city": (town.zh, town.en),
            "year": [str(year + rng.randint(-3, 3))] * 2,
            "number": [str(rng.randint(2, 9))] * 2,
            "number2": [str(rng.randint(11, 999))] * 2,
            "number3": [str(rng.randint(11, 4999))] * 2,
        }
        zh, en = (
            cls.CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text).format(
                **{slot: values[side] for slot, values in filling.items()}
            )
            for side, text in enumerate(pair)
        )
        return zh, en[0].upper() + en[1:]
