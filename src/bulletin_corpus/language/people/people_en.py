"""Who is named in an English text, with which title: Title Name / Name, title / Title, Name / second mentions.

Input: the parts of one article (headline, body ...) with their texts. Output: `FoundName`s in order of place. A
name counts only beside a title phrase, or where it repeats a name that stands beside one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import country_of, find_countries
from bulletin_corpus.language.people.found_names import FoundName, Taken, occurrences, untitled
from bulletin_corpus.language.people.name_reader_en import EnglishReader, Run
from bulletin_corpus.language.people.name_words_en import POSSESSIVES, pinyin_name
from bulletin_corpus.language.people.printed_titles_en import clean_title_en
from bulletin_corpus.language.people.shared_titles_en import shared_titles_en
from bulletin_corpus.language.people.titles_en import head_at, of_office, role_words, title_words

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_names_en(texts: Sequence[str]) -> list[FoundName]:
    """All places of `texts` (the parts of one article) where persons are named, by part and place."""
    named = sorted({m.code for text in texts for m in find_countries(text, "en")} - {"CN"})
    found: list[FoundName] = []
    body = len(texts) - 1
    readers = [EnglishReader(text, texts) for text in texts]
    for part, text in enumerate(texts):
        if part == body or not _title_case(text):
            shared = list(shared_titles_en(part, text))
            alone = _titled(part, readers[part], named)
            found += shared + [name for name in alone if all(name.start != other.start for other in shared)]
    found += _counterparts(body, readers[body], found)
    found += _untitled(body, readers[body], found)
    found += _further_mentions(texts, found)
    return sorted(found, key=lambda name: (name.part, name.start))


# who heads| the bureau, in charge of| the administration
HEADS = make_pattern(
    r",\s+(?:who\s+(?:also\s+)?(?:heads|leads|runs|chairs|oversees|directs|is\s+in\s+charge\s+of)|in\s+charge\s+of)\s"
)


def _counterparts(part: int, reader: EnglishReader, found: Sequence[FoundName]) -> list[FoundName]:
    """Persons whose office is not printed, but told: his Serbian counterpart | NAME, NAME | who heads the bureau."""
    mine = [name for name in found if name.part == part]
    taken = Taken((min(name.start, name.title_start), max(name.end, name.title_end)) for name in mine)
    more: list[FoundName] = []
    for run in reader.runs:
        tokens, at = reader.tokens, reader.before_honorifics(run[0])
        at -= at > 0 and tokens[at - 1].text == ","
        start, end = tokens[run[0]].start, tokens[run[1] - 1].end
        counterpart = at > 1 and tokens[at - 1].low == "counterpart"
        heads = None if counterpart or run[1] - run[0] < 2 else HEADS.match(reader.text, end)
        if taken.overlaps(start, end) or not (counterpart or heads):
            continue
        name = " ".join(reader.words(run))
        lead = reader.text[tokens[max(0, at - 4)].start : tokens[at - 1].end] if counterpart else ""
        country = country_of(lead, "en") or ("CN" if pinyin_name(name.split()) else None)
        rule = "person.counterpart.en" if counterpart else "person.heads.en"
        more.append(untitled(part, reader.text[start : start + len(name)], start, rule)._replace(country=country))
    return more


def _untitled(part: int, reader: EnglishReader, found: Sequence[FoundName]) -> list[FoundName]:
    """Chinese names in pinyin that no title stands beside: the Chinese text may know their office."""
    known = {name.name for name in found}
    mine = [name for name in found if name.part == part]
    taken = Taken((min(name.start, name.title_start), max(name.end, name.title_end)) for name in mine)
    more: list[FoundName] = []
    for run in reader.runs:
        words, start = reader.words(run), reader.tokens[run[0]].start
        name = " ".join(words)
        new = pinyin_name(words) and len(words[1]) > 3 and name not in known
        goes_on = run[1] < len(reader.tokens) and reader.tokens[run[1]].cap  # Wang Fang Foundation
        if new and not goes_on and not taken.overlaps(start, reader.tokens[run[1] - 1].end):
            more.append(untitled(part, name, start, "person.untitled.en"))
            known.add(name)
    return more


LONGER_WORD = make_pattern(r"\p{L}{4,}")


def _title_case(text: str) -> bool:
    """Whether most longer words of a headline begin with a capital: there names do not stand out."""
    words = LONGER_WORD.findall(text)
    return bool(sum(word[0].isupper() for word in words) > 0.7 * len(words))


def _titled(part: int, reader: EnglishReader, named: list[str]) -> list[FoundName]:
    """The names of one part that stand beside a title."""
    found: list[FoundName] = []
    taken: set[int] = set()
    for run in reader.runs:
        name = reader.name_in(run)
        if name[1] < len(reader.tokens) and _goes_on_as_body(reader, name):
            continue  # director of the China | Satellite Navigation | Office
        if name[0] >= name[1] or any(index in taken for index in range(*name)):
            continue
        before = reader.title_before(name, taken)
        after = reader.title_after(name, alone=before is None)
        comma = None if before or after else _title_and_comma(reader, name, taken)
        title = after or before or comma
        if title is None or (len(reader.words(name)) == 1 and not after and not _single_name(reader, name)):
            continue
        if before and after and before != after:
            found.append(_mention(part, reader, name, before, named, "official.title-name.en"))
        rule = (
            "official.name-title.en"
            if after
            else "official.title-name.en"
            if before
            else "official.title-comma-name.en"
        )
        mention = _mention(part, reader, name, title, named, rule)
        if _plausible(reader, mention, title, behind=after is not None):
            found.append(mention)
            taken |= {*range(*name), *range(*title)}
    return found


def _goes_on_as_body(reader: EnglishReader, name: Run) -> bool:
    """Whether the words of the run are part of a body's name: the noun of a body stands right behind them."""
    behind = reader.tokens[name[1]]
    possessive = reader.tokens[name[1] - 1].possessive
    body = behind.low in role_words("organisation") or (of_office(behind.low) and head_at([behind], 0) is None)
    return behind.cap and not behind.code and not possessive and body


def _single_name(reader: EnglishReader, name: Run) -> bool:
    """Whether one word alone may be a name: it is no word at the head of a sentence."""
    word = reader.tokens[name[0]].text
    return name[0] > 0 and reader.tokens[name[0] - 1].text not in '."“' and len(word) > 2 and not word.isupper()


def _plausible(reader: EnglishReader, mention: FoundName, title: Run, *, behind: bool) -> bool:
    """Whether the title is one: a loose head such as 'member' needs more words."""
    words = [token.low for token in reader.tokens[title[0] : title[1]]]
    single = " " not in mention.name and reader.count(mention.name) < 2
    loose = words[0] in role_words("loose head") and (len(words) == 1 or (single and len(words) < 5))
    short = len(words) < 5 or not behind
    return (
        bool(mention.title)
        and not loose
        and not (single and short and any(word in role_words("loose head") for word in words))
    )


def _title_and_comma(reader: EnglishReader, name: Run, taken: set[int]) -> Run | None:
    """The tokens of `The Minister of Police of Solomon Islands` before `, Jeremiah Kwaimani,`."""
    tokens = reader.tokens
    at = reader.before_honorifics(name[0])
    closes = name[1] < len(tokens) and tokens[name[1]].text in ",.;"
    if at < 3 or tokens[at - 1].text != "," or not closes or at - 2 in taken:
        return None
    return reader.title_before((at - 1, at - 1), taken)


def _mention(part: int, reader: EnglishReader, name: Run, title: Run, named: list[str], rule: str) -> FoundName:
    tokens = reader.tokens
    start, end = tokens[name[0]].start, tokens[name[1] - 1].end
    printed = reader.text[start:end]
    printed = printed[:-2] if printed.endswith(POSSESSIVES) else printed
    t_start, t_end = tokens[title[0]].start, tokens[title[1] - 1].end
    whole = reader.text[t_start:t_end]
    behind = reader.body_behind(name, title) if rule == "official.title-name.en" else None
    if behind is not None:
        whole += " " + reader.text[tokens[behind[0]].start : tokens[behind[1] - 1].end]
    words = clean_title_en(whole)
    country = country_of(whole, "en")
    if country is None:
        country = "CN" if pinyin_name(printed.split()) else named[0] if len(named) == 1 else None
    return FoundName(part, printed, start, start + len(printed), words, t_start, t_end, country, rule)


def _further_mentions(texts: Sequence[str], found: Sequence[FoundName]) -> list[FoundName]:
    """All other places of the names found, whole or by a word that only one of them has (Wang, Eleazar, Somchai)."""
    full = sorted({name.name for name in found})
    owners: dict[str, set[str]] = {}
    for name in full:
        for word in name.split():
            if (
                len(word) > 1
                and word.lower() not in role_words("unsafe alone")
                and word[0].isupper()
                and not word.endswith(".")
            ):
                owners.setdefault(word, set()).add(name)
    singles = {
        word for word, names in owners.items() if len(names) == 1 or any(pinyin_name(name.split()) for name in names)
    }
    more: list[FoundName] = []
    for part, text in enumerate(texts):
        spans = [(n.start, n.end) for n in found if n.part == part]
        taken = Taken([*spans, *((n.title_start, n.title_end) for n in found if n.part == part and n.title)])
        heading: bool | None = None
        for start, end in occurrences(text, {*full, *singles}):
            if taken.overlaps(start, end) or _inside_word(text, start, end):
                continue
            if text[start:end] not in full and _inside_longer(text, start, end):
                heading = _title_case(text) if heading is None else heading
                if not heading:
                    continue
            more.append(untitled(part, text[start:end], start, "official.second.en"))
    return more


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether the letters go on before or behind: Li of Lima, Abba of Ben-Abba."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return any(ch.isalpha() or ch == "-" for ch in (before, after)) or before in ("'", "’")


CAPITALISED_BEHIND = make_pattern(r" (\p{Lu}\p{L}+)")
CAPITALISED_BEFORE = make_pattern(r"(\p{Lu}\p{L}+) $")


def _inside_longer(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a longer capitalised name: Wang of Wang Fang, Karimov of Karimov University."""
    after = CAPITALISED_BEHIND.match(text, end, end + 30)
    before = CAPITALISED_BEFORE.search(text[max(0, start - 30) : start])
    follows = after is not None and after[1].lower() not in title_words()
    return follows or (before is not None and not _no_name_before(before[1].lower()))


def _no_name_before(low: str) -> bool:
    return low in title_words() or low in role_words("no name") or low in ("mr", "ms", "dr")
