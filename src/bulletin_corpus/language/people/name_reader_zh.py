"""Where a Chinese or transliterated name ends: its shape, the words behind it and its recurrence decide.

Input: the text of one article and the place where a name may begin. Output: its end with a score. Words and
characters stand in the lexicons `surnames`, `transliteration_characters`, `name_followers` and `honorifics`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.name_followers import first_word, followers_in
from bulletin_corpus.language.people.titles import begins_body, has_head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bulletin_corpus.language.people.countries import CountryMention

DOTS = r"·•・‧∙⋅\-－‐‑–"
LONGEST_NAME_CHARS = 24
SURE, LIKELY, LIKELY_SOUNDING, LIKELY_CHINESE = 4.0, 3.4, 2.7, 2.0
"""Least scores: without a title before the name; behind a title; there with a minority or Chinese name. On 30 annotated
items 3.0, 2.4 to 3.0 and 1.5 to 2.6 for the last three give the same names; 3.8 for the second loses some."""
MOST_CHARS = 20_000
"""Names are counted in so much of an article; the longest of 109 annotated items has 406 characters."""

# behind a name: the end, punctuation, a digit, a space, a Latin letter
STOP = make_pattern(rf"[^\p{{Han}}{DOTS}]")
DOT_CHARACTERS = frozenset(DOTS)

# the part of a name before its first dot
DOTTED_BEGIN = make_pattern(rf"\p{{Han}}{{2,6}}[{DOTS}]\p{{Han}}")
# between two persons of a list
LINK = make_pattern(r"以及|[和与及同]")
LINK_OPENERS = frozenset("以和与及同")

# in the place of a name, but no name: 大使馆, 部长级, 主席团
NAME_RUN = make_pattern(rf"\p{{Han}}[\p{{Han}}{DOTS}]{{1,{LONGEST_NAME_CHARS}}}")


@lru_cache(maxsize=16384)
def _stops(character: str) -> bool:
    return STOP.match(character) is not None


def stops_at(text: str, at: int) -> bool:
    """Whether the end, punctuation, a digit, a space or a Latin letter stands at `at`."""
    return at >= len(text) or _stops(text[at])


@cache
def _surnames() -> Mapping[str, str]:
    return {row["surname"]: row["kind"] for row in lexicon("surnames")}


@cache
def _sounds() -> frozenset[str]:
    return frozenset(row["character"] for row in lexicon("transliteration_characters"))


def is_dotted(name: str) -> bool:
    """Whether a dot or hyphen divides the name, as it does transliterated ones."""
    return not DOT_CHARACTERS.isdisjoint(name)


@lru_cache(maxsize=16384)
def chinese_shape(name: str) -> float:
    """How well `name` is built like a Chinese name, 0 to 2: surname, then one or two characters."""
    kinds = _surnames()
    if kinds.get(name[:2]) == "compound" and 3 <= len(name) <= 4:
        return 2.0
    kind = kinds.get(name[:1])
    if kind is None or not 2 <= len(name) <= 3:
        return 0.0
    return (1.2 if len(name) == 2 else 2.0) - (0.5 if kind == "rare" else 0)


def _japanese_shape(name: str) -> float:
    """1.6 for a Japanese surname of two characters and a given name of one to three: 御厨邦雄; else 0."""
    return 1.6 if 3 <= len(name) <= 5 and _surnames().get(name[:2]) == "japanese" else 0.0


@lru_cache(maxsize=16384)
def foreign_shape(name: str) -> float:
    """How well `name` is built like a transliterated name, 0 to 2."""
    if is_dotted(name):
        return 2.0
    share = sum(map(_sounds().__contains__, name)) / max(1, len(name))
    return 1.6 if share >= 0.99 and len(name) > 2 else 1.2 if share >= 0.75 else 0.5 if share >= 0.5 else 0.0


FUNCTION_WORDS = frozenset("在同与及对将被的等说并从就以是也还给让把但而却因了着过作做已亦仍皆")
"""Characters that as good as never end a name."""

PRONOUNS = frozenset("他她它你您谁们")

MILD_WORDS = frozenset("和向于中为时率上来到会受经")


NO_GIVEN_NAME = FUNCTION_WORDS | MILD_WORDS | frozenset("一二三四五六七八九十个些这那其")
"""Characters that do not make a given name where nothing else tells that a name stands there."""


WHEN_OR_WHERE = make_pattern(r"\p{N}|[今昨当近]|北京")


def ending_at(text: str, at: int) -> float:
    """How surely a name can end at `at`, by what stands there: 0 to 3."""
    words = followers_in(text)
    if stops_at(text, at) or at in words.rank or (text[at] == "称" and stops_at(text, at + 1)):
        return 3.0
    if at in words.strong:
        return 3.0 if words.strong[at][-1] > at + 1 else 2.0
    when = text[at] in "于自从至" and WHEN_OR_WHERE.match(text, at + 1, at + 3) is not None
    if when or (text[at] == "在" and _city_at(text, at + 1)):
        return 3.0
    if text[at] in FUNCTION_WORDS:
        return 2.3
    if text[at] in "为向率赴":
        return 2.0
    return 1.5 if at in words.weak else 0.0


@cache
def _cities() -> frozenset[str]:
    return frozenset(row["zh"] for row in lexicon("places"))


@cache
def _longest_city() -> int:
    return max(map(len, _cities()))


def _city_at(text: str, at: int) -> bool:
    """Whether a city begins at `at`: 韶肯|在金边会见."""
    return any(text[at : at + length] in _cities() for length in range(2, _longest_city() + 1))


NOUN_ENDS = frozenset("部局署厅委院校化性型式类")


@cache
def _soundless_function_words() -> frozenset[str]:
    return FUNCTION_WORDS - _sounds()


def _crossed(text: str, at: int) -> bool:
    """Whether a word of two or more characters begins at `at`, the last one of a name: 刘钊陪|同, 苏林大|将."""
    words = followers_in(text)
    return any(at in places and places[at][-1] > at + 1 for places in (words.strong, words.rank))


def _ends_list_item(text: str, at: int, name: str) -> bool:
    """Whether a full Chinese name stands at `at` and another person behind it: 钟军毅|与汤姆·阿什沃思."""
    return chinese_shape(name) >= 2.0 and LINK.match(text, at + len(name)) is not None


class NameReader:
    """Reads names in one article: knows the text, in which a name tends to recur, and the `countries` of each part."""

    def __init__(self, texts: Sequence[str], countries: Sequence[Sequence[CountryMention]]) -> None:
        self.countries = countries
        self._all = "\n".join(texts)[:MOST_CHARS]
        named = {mention.form for mentions in countries for mention in mentions if mention.kind != "short"}
        self._marks = sorted(named, key=lambda form: (-len(form), form))
        self._counts: dict[str, int] = {}
        self._runs: dict[tuple[str, int], str | None] = {}

    def count(self, name: str) -> int:
        """How often the article holds `name`."""
        if name not in self._counts:
            self._counts[name] = self._all.count(name)
        return self._counts[name]

    def name_at(self, text: str, at: int, *, foreign: bool, strict: bool = False) -> tuple[int, float] | None:
        """Where the name ends that begins at `at`, and how sure that is; None where no name begins there.

        Args:
            text: one part of the article.
            at: where the name would begin.
            foreign: whether the title names another country, so that any characters may make the name.
            strict: only accept what looks like a name by itself, as where no title stands before it.
        """
        run = self.run_at(text, at)
        if run is None:
            return None
        floor = SURE if strict else LIKELY_CHINESE
        best: tuple[int, float] | None = None
        dotted = is_dotted(run)
        last = max(run.rfind(dot) for dot in DOTS) if dotted else 0
        for length in range(2, min(len(run), LONGEST_NAME_CHARS if dotted else 9) + 1):
            name = run[:length]
            if dotted and (name[-1] in DOTS or (last < 12 and length <= last and not _ends_list_item(text, at, name))):
                continue
            score = self._score(text, at, name, foreign=foreign, least=floor if best is None else best[1])
            if score is not None and (best is None or score > best[1]):
                best = at + length, score
        if best is None:
            return None
        name = text[at : best[0]]
        clear = not foreign and not has_head(text, at, min(len(text), best[0] + 4))
        floor = SURE if strict else LIKELY
        if (
            clear
            and not strict
            and (chinese_shape(name) >= 1.2 or (chinese_shape(name) > 0 and ending_at(text, best[0]) >= 2))
        ):
            floor = LIKELY_CHINESE
        elif clear and not strict and ending_at(text, best[0]) >= 2:
            floor = LIKELY_SOUNDING
        return best if best[1] >= floor else None

    def run_at(self, text: str, at: int) -> str | None:
        """The characters at `at` that may hold a name; None where no name begins there."""
        if (text, at) not in self._runs:
            run = NAME_RUN.match(text, at)
            self._runs[text, at] = None if run is None or self._no_name(text, at) else run[0]
        return self._runs[text, at]

    def _no_name(self, text: str, at: int) -> bool:
        words = followers_in(text)
        mark = next((form for form in self._marks if text.startswith(form, at)), None)
        sounding = mark is not None and all(
            ch in _sounds() or ch in DOT_CHARACTERS for ch in text[at : at + len(mark) + 2]
        )
        if (at in words.suffix and not self._begins_dotted(text, at)) or (mark is not None and not sounding):
            return True
        if at not in words.strong or words.strong[at][-1] == at + 1:
            return False
        return _surnames().get(text[at]) != "common" or self.count(text[at : at + 3]) < 2

    @staticmethod
    def _begins_dotted(text: str, at: int) -> bool:
        """Whether a transliterated name with a dot begins at `at`: 席列斯特·绍罗, though 席 ends 主席."""
        return DOTTED_BEGIN.match(text, at) is not None

    def _score(self, text: str, at: int, name: str, *, foreign: bool, least: float) -> float | None:
        """How likely `name` is one by what follows, its shape and its recurrence.

        None where it cannot be one, or is not likelier than `least`.
        """
        end = at + len(name)
        follow, count = max(ending_at(text, end), self._next_body(text, end)), self.count(name)
        chinese, sounding, dotted = chinese_shape(name), foreign_shape(name), is_dotted(name)
        if name[0] in FUNCTION_WORDS and not dotted and (chinese < 1.5 or follow < 1.5):
            return None  # 对外贸易, but 过明远, 让·克洛德
        if name[1] in PRONOUNS:
            return None  # 处长由他推荐
        if follow == 0 and count < 2 and (foreign or chinese < 1.7 or not NO_GIVEN_NAME.isdisjoint(name[1:])):
            return None
        if dotted:
            shape = sounding
        elif foreign:
            closed = len(name) <= 5 and follow >= 3
            shape = max(chinese, sounding, _japanese_shape(name), 0.5 if closed else 0.2)
        elif chinese:
            shape = max(chinese, sounding)
        elif sounding < 0.5 or (sounding < 1 and count < 2):
            return None
        else:
            shape = sounding - 0.4
        recurring = min(count - 1, 3) * (0.8 + 0.05 * len(name))
        score = follow + shape + recurring
        return score - self._penalty(text, at, name, follow) if score >= least else None

    def _next_body(self, text: str, at: int) -> float:
        """2.6 where 'and' or 'to' and a country or Chinese body stand at `at`: 瓦雷萨 | 和中国驻汤加大使; else 0."""
        if text[at : at + 1] == "到" and begins_body(text, at + 1):
            return 2.6
        if text[at : at + 1] not in LINK_OPENERS:
            return 0.0
        link = LINK.match(text, at)
        if link is None:
            return 0.0
        country = any(text.startswith(form, link.end()) for form in self._marks)
        return 2.6 if country or begins_body(text, link.end()) else 0.0

    def _penalty(self, text: str, at: int, name: str, follow: float) -> float:
        """What speaks against `name`: function words at its ends, other words, heads and countries inside."""
        chinese, sounding = chinese_shape(name), foreign_shape(name)
        penalty = 0.0
        if name[-1] in FUNCTION_WORDS and not (name[-1] in _sounds() and follow >= 3 and sounding >= 1.2):  # 克莱因线上
            penalty += 2.5
        elif name[-1] in MILD_WORDS and len(name) > 2:
            penalty += 0.8 if chinese else 2.0
        if len(name) > 2 and _crossed(text, at + len(name) - 1):
            penalty += 2
        mild = name[0] in MILD_WORDS and (not chinese or (follow < 2 and name[0] != "于"))
        if (name[0] == "和" or mild) and not is_dotted(name):
            penalty += 3
        if name[0] in MILD_WORDS and name[1:] in _cities():  # 部长|向长沙通报, though 向 is a surname
            penalty += 6
        if not chinese and sounding >= 1.2:
            trailing = len(name) - len(name.rstrip("".join(set(name) - _sounds() - DOT_CHARACTERS)))
            penalty += 0.8 * trailing if trailing > 1 else 0.0
        named = sounding < 1.6 and any(form in name for form in self._marks)
        if named or not _soundless_function_words().isdisjoint(name[2:-1]):
            penalty += 2
        if first_word(followers_in(text).strong, at + 1, at + len(name)) > 1:
            penalty += 3
        if has_head(text, at + 1, at + len(name)) or name[-1] in NOUN_ENDS:
            penalty += 2
        return penalty
