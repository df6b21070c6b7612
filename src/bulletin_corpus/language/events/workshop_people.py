"""Who speaks at a workshop, and which states take part in it, on one side of an item."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.reading import distinct
from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin_corpus.language.events.reading import EventText, NamedPerson
    from bulletin_corpus.language.people.countries import CountryMention

# ---- speakers

SPEAK = {
    "zh": make_pattern(
        r"致辞|致词|致\p{Han}{0,4}[辞词]|发言|讲话|演讲|报告|授课|介绍|表示|指出|强调|说(?:道)?[,，:。“]|讲授|回答|讲解|呼吁|认为|分享|提出|阐述|讲座|主旨|开讲|宣读|作了?.{0,12}(?:讲|题)|称[,，]|建议|感谢|赞赏|高度评价|欢迎|交流了|致贺|祝贺|寄语|勉励|宣布|坦言|回应|主讲|点评|作了?交流|总结"
    ),
    "en": make_pattern(
        r"(?i)\b(?:said|says|noted|stressed|told|spoke|speaking|speech(?:es)?|address(?:ed|es|ing)?|delivered|remarks|lecture[ds]?|introduced|shared|called\s+(?:for|on)|"
        r"urged|stated|added|thanked|presentations?|keynotes?|presented|pledged|vowed|praised|called|underscored|reiterated|echoed|lauded|commended|encouraged|recounted|cautioned|took\s+the\s+floor|taking\s+the\s+floor|opened\s+(?:the\s+)?(?:[\w-]+\s+){0,2}with|according\s+to|"
        r"appreciated|applauded|expressed|pointed\s+out|emphasized|hailed|briefed|explained|proposed|"
        r"underlined|warned|suggested|hoped|gave|remark|set\s+the\s+tone|talked|taught|outlined|voiced|promised|welcomed|reported|argued|described|elaborated|highlighted|lectured|exchanged|congratulat(?:ed|es|ing|ions)|replied|remarked|"
        r"observed|recalled|summed\s+up|announced|declared|conveyed|extended\s+(?:a\s+)?(?:\w+\s+)?(?:welcome|greetings)|made)\b"
    ),
}
NO_SPEECH = {
    "zh": make_pattern(
        r"^[^,，。]{0,4}(?:主持|颁发|颁证|为学员(?!讲|授|作|上课)|宣读了?[^,，。]{0,12}(?:贺信|贺电|贺词|颂词)|(?:告诉|对|向)\p{Han}{0,4}记者|(?:会后|会前|会下|接受)\p{Han}{0,8}采访)(?![^。]*(?:致辞|讲话|发言|指出|表示|强调))"
    ),
    "en": make_pattern(
        r"(?i)^[^.]{0,40}?\b(?:told|informed)\s+(?:the\s+)?(?:reporters|journalists|press|media|Xinhua|China\s+Daily)\b|^[^.]{0,40}\b(?:chaired|presided|moderated|hosted|handed|presented\s+(?:the\s+)?certificates|awarded|attended|were\s+present|was\s+present|(?:at|to)\s+an?\s+(?:[\w-]+\s+)?(?:dinner|banquet|reception|lunch))\b(?![^.]*\b(?:address|spoke|speech|remarks|said))"
    ),
}
BEFORE_SPEAKER_EN = make_pattern(
    r"(?i)(?:\b(?:said|says|added|noted|stressed|according\s+to|told\s+\w+)\s+|\b(?:by|from)\s+|speakers?\b[^.]{0,60}?\b(?:included|were|was|include)\s+|speeches\s+(?:were\s+\w+\s+)?by\s+|from\s+)(?:the\s+)?$"
)


# 致辞的有|甲, 授课专家包括|甲, 主旨报告由|甲
BEFORE_SPEAKER_ZH = make_pattern(
    r"(?:致辞|致词|发言|讲话|演讲|授课|主讲|讲授|报告|讲座|演讲者|主讲人|演讲人|发言人|授课专家|授课教师|主讲嘉宾|演讲嘉宾|发言嘉宾)"
    r"(?:嘉宾|专家|人|者|环节)?的?(?:还|分别|也)?(?:有|包括|是|为|由)$"
)
# Words of thanks were offered |by, a video message |from
SPEECH_BEFORE_EN = make_pattern(
    r"(?i)\b(?:messages?|words\s+of\s+\w+|papers?|talks?|greetings|greeted|lectures?|reports?|address(?:es)?)\b"
)


def find_speakers(text: EventText) -> list[int]:
    """Who speaks at the event, in order; chairing, attending or handing out certificates is not speaking."""
    found: list[int] = []
    for start, end in text.sentences:
        people = text.people(start, end)
        for group in _lists(text, people):
            follows = next((named.start for named in people if named.start > group[-1].end), end)
            predicate = INVERTED[text.lang].sub("", text.body[group[-1].end : follows])
            before = text.body[start : group[0].start]
            if _speaks(text, predicate, before):
                found += [named.person for named in group]
    return distinct(found)


CHAIRED_BY_EN = make_pattern(r"(?i)\b(?:chaired|moderated|presided\s+over|hosted|led)\s+by\s+(?:the\s+)?$")


# 会见|甲: no speaker
OBJECT_ZH = make_pattern(r"(?:感谢|会见|邀请|向|为|同|与)$")


SPEAKERS_EN = make_pattern(r"(?i)\bspeakers?\b")
# In the chair was A|, and keynotes were given by| B: the last clause is B's alone
INVERTED = {
    "zh": make_pattern(r"[,，][^,，]{0,16}(?:由|有|包括|是)$"),
    "en": make_pattern(r"(?i)(?:,\s*(?:and|while)\b|;)[^,;]{0,80}\b(?:by|from|were|was|included?)\s+(?:the\s+)?$"),
}


def _speaks(text: EventText, predicate: str, before: str) -> bool:
    """Whether the words around a list of persons say that they speak."""
    if text.lang == "zh":
        told = SPEAK["zh"].search(predicate) is not None and NO_SPEECH["zh"].search(predicate) is None
        return OBJECT_ZH.search(before) is None and (told or BEFORE_SPEAKER_ZH.search(before) is not None)
    if NO_SPEECH["en"].search(predicate) or CHAIRED_BY_EN.search(before):
        return False
    if SPEAK["en"].search(predicate):
        return True
    if BEFORE_SPEAKER_EN.search(before) is None:
        return False
    return any(pattern.search(before) for pattern in (SPEAK["en"], SPEECH_BEFORE_EN, SPEAKERS_EN))


LIST_MARK = make_pattern(r"\s*(?:[、,，]|和|与|及|以及|等|兼|,?\s*and|as\s+well\s+as|\s|the|a|an)*\s*")
VERB_EN = make_pattern(r"\b(?:who|was|were|is|are|has|had|while|which|that|said|told|spoke|gave|\w+ed|\w+ing)\b")


# of the Court of Appeal| and Chief Justice
JOINS_EN = make_pattern(r",|\band\b")


def _titles_only(text: EventText, between: str) -> bool:
    """Whether only offices stand between two persons of a list: '... of the Court of Appeal and Chief Justice'."""
    joined = JOINS_EN.search(between) is not None and len(between) < 120
    return text.lang == "en" and joined and VERB_EN.search(between) is None


@cache
def _ranks() -> regex.Pattern[str]:
    """Ranks and forms of address that stand behind a Chinese name."""
    forms = sorted({row["form"] for row in lexicon("honorifics") if row["lang"] == "zh"}, key=lambda f: (-len(f), f))
    return make_pattern("|".join(regex.escape(form) for form in forms))


def _rank_chars(words: str) -> int:
    """How long the rank is with which the words behind a name begin: |中将|、吉布提海军司令."""
    match = _ranks().match(words)
    return match.end() if match is not None else 0


def _lists(text: EventText, people: Sequence[NamedPerson]) -> list[list[NamedPerson]]:
    """The persons of a sentence in lists: those whom only 、, 'and' or commas divide stand together."""
    lists: list[list[NamedPerson]] = []
    for named in people:
        between = text.body[lists[-1][-1].end : named.start] if lists else "-"
        chairs = bool(lists) and CHAIRED_BY_EN.search(text.body[max(0, lists[-1][0].start - 30) : lists[-1][0].start])
        if text.lang == "zh" and lists:
            between = between[_rank_chars(between) :]
        if lists and not chairs and (LIST_MARK.fullmatch(between) or _titles_only(text, between)):
            lists[-1].append(named)
        else:
            lists.append([named])
    return lists


# ---- states

PARTICIPATE = {
    "zh": make_pattern(r"来自|代表|分会场|运动员|学者|参加|参会|与会|参训|出席|学员|官员|专家|嘉宾|参与|派员"),
    "en": make_pattern(
        r"(?i)\b(?:attend(?:ed|ing|ees?)?|participa\w+|took\s+part|taking\s+part|delegates?|representatives?|officials?|officers?|trainees?|experts?|scholars|students|"
        r"gathered|joined|guests|venues|judges|athletes|regulators|educators|countries|police\s+chiefs)\b"
    ),
}


# “一带一路” · 《公约》
QUOTED = make_pattern(r"“[^”]*”|\"[^\"]*\"|《[^》]*》")


# French|-speaking countries, 法|语国家: a language is no state
LANGUAGES = ("-speaking", " speaking", "-language", "语")


def find_participants(text: EventText) -> list[CountryMention]:
    """The states named in lists of those who take part."""
    found: list[CountryMention] = []
    for start, end in text.sentences:
        words = text.body[start:end]
        if PARTICIPATE[text.lang].search(words) is None or _speech_lead(text, words):
            continue
        people = [(named.start - start, named.end - start) for named in text.people(start, end)]
        quotes = [match.span() for match in QUOTED.finditer(words)]
        listed = [
            country
            for country in find_countries(words, text.lang)
            if country.kind in ("name", "demonym")
            and not words.startswith(LANGUAGES, country.end)
            and not any(a <= country.start < b for a, b in (*people, *quotes))
        ]
        found += [_shifted(country, start) for country in listed if _in_list(words, country, listed, text.lang)]
    return found


# 他表示，各国
SPEECH_LEAD_ZH = make_pattern(r"[^,，。]{0,40}(?:表示|指出|强调|认为|说)[,，:]")


# he said that countries
SPEECH_LEAD_EN = make_pattern(r"(?i)\b(?:said|noted|stressed|added|urged|thanked|hoped)\b(?:\s+that)?")


def _speech_lead(text: EventText, words: str) -> bool:
    if text.lang == "zh":
        return SPEECH_LEAD_ZH.match(words) is not None
    return SPEECH_LEAD_EN.search(words) is not None


# 来自|中国
FROM_ZH = make_pattern(r"来自$")
# 中国|、越南等
LIST_BEHIND_ZH = make_pattern(r"(?:等|、)")
# 中国、|越南
LIST_BEFORE_ZH = make_pattern(r"[、和与及]$")
# from |China and |Vietnam
LIST_BEFORE_EN = make_pattern(r"(?:\bfrom|,|\band|\bnamely|\bof|\bincluding|\bas)\s+(?:the\s+)?$")
# from the |Philippines
FROM_EN = make_pattern(r"\bfrom\s+(?:the\s+)?$")


def _in_list(words: str, country: CountryMention, listed: Sequence[CountryMention], lang: str) -> bool:
    """Whether the country stands beside another one in a list, or behind 'from'."""
    if lang == "zh":
        if FROM_ZH.search(words[: country.start]) or LIST_BEHIND_ZH.match(words[country.end :]):
            return True
        return LIST_BEFORE_ZH.search(words[: country.start]) is not None and len(listed) > 1
    if LIST_BEFORE_EN.search(words[: country.start]) is None:
        return False
    return len(listed) > 1 or FROM_EN.search(words[: country.start]) is not None


def _shifted(country: CountryMention, by: int) -> CountryMention:
    return type(country)(country.code, country.start + by, country.end + by, country.form, country.kind)
