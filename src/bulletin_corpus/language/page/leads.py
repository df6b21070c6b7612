"""How items begin and go on: the form of a lead, and the form of a second paragraph.

Gives evidence that a paragraph opens a new item (above 0) or goes on with the one before (below 0). A lead has a date,
a person with the office, an event; what follows has persons known already, speech, pronouns, connectives. Weights are
log-odds by judgement, see `layout`; the words stand in `lexicon/news_words.tsv` and `lexicon/paragraph_openers.tsv`.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.page.layout import Evidence, news_words, words_pattern
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

# characters of a beginning that tell a lead; the longest list of Chinese offices before a name has 60
ZH_HEAD, EN_HEAD = 160, 320
# Of a phrase that opens later paragraphs. Of 359 annotated articles with three in ten headlines taken away, as many are
# found in six rows of each as with -2; of 77 that are told more freely 448 of 462 instead of 444, with all but a few
# headlines 460 instead of 453.
OPENER = -3

# 9月8日至9日, / 2021年9月2日 / 12 月 5 日下午,
ZH_DATE = make_pattern(r"(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日")
# 11月,三场研讨活动先后举行 / 今年5月以来,
ZH_MONTH = make_pattern(r"(?:\d{4}\s?年|今年|去年)?\s?\d{1,2}\s?月(?:以来|份|[上中下]旬|初|底)?[,，]")
# ...会见泰国警方代表22日: a day without month behind a name, as agencies write
ZH_DAY = make_pattern(r"(?<!\d)\d{1,2}\s?日(?!至|-|电)")
# ...局长周启衡参加会见。 / ...在曼谷视频连线参会。
ZH_ATTENDANCE = make_pattern(
    r"(?:参加|出席|陪同)了?(?:上述)?(?:会见|会谈|活动|会议|通话|视频|签字|仪式|访问|座谈|会晤)|在座|参会|与会。"
)
ZH_ATTENDANCE_SIGNS = ("参加", "出席", "陪同", "在座", "参会", "与会")  # one of these is in any of them
# 国家文物局副局长东方恪通过视频连线表示, : an office and a name, then speech
ZH_OFFICE_SPEAKS = make_pattern(r"[^,，。;；:：]{4,40}?(?:表示|指出|强调|说|介绍|认为|致辞)[,，:：。]")
# 访匈期间, / 会谈结束后, / 签字仪式上, : a time within the event
ZH_ADVERBIAL = make_pattern(r"(?![在应于据])\p{Han}{1,10}?(?:期间|之后|以后|后|前|中|上|以来)[,，]")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{2,6})?\.?"
# April 27 / 27 April: found from the digits, which are rarer than capitals
EN_DATE = make_pattern(rf"(?<=\b{MONTH}\s?)\d{{1,2}}\b|\b\d{{1,2}}\s{MONTH}\b")
# met on Thursday / ran from Tuesday to Wednesday / today
EN_WEEKDAY = make_pattern(
    r"\b(?:on|from) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|recently|lately)\b"
)
# ... have called for joint efforts / a senior official has proposed: how rewritten leads report
EN_PERFECT = make_pattern(r"\b(?:has|have) (?!been\b)\p{Ll}+(?:ed|en|t|de)\b|\ba senior \p{L}+")
# Chinese Ambassador to Belarus Peng Shuyuan attended the meeting.
EN_ATTENDANCE = make_pattern(
    r"\b(?:attended|joined|took part in|w(?:ere|as) present|present at|participated in)\b[^.]{0,80}\.$"
)
EN_ATTENDANCE_SIGNS = ("attend", "joined", "took part", "present", "participated")  # one of these is in any of them
# Wang noted / Eleazar also said / Mr. Lin further expressed: the name, then the verb
EN_SPEAKER = make_pattern(
    r"""(?: (?:Mr|Ms|Mrs|Dr|Gen)\.? \s )?
        (?P<name> \p{Lu}[\p{L}'’-]+ (?:\s\p{Lu}[\p{L}'’-]+){0,3} )
        (?: ,?\s (?: also | further | then | meanwhile | in\sturn
                  | for\s(?:his|her)\spart | on\sbehalf\sof\s[^,]{3,60} ) ,? )?
        \s (?P<verb> [a-z]+ ) \b""",
    regex.VERBOSE,
)
# In Astana, Zhou held talks / On May 31, Situ met: an adverbial may stand before the person
EN_ADVERBIAL = make_pattern(r"(?:In|At|On|After|During|Before|Following|Earlier|Later|Meanwhile|Also)\b[^,.]{0,60},\s")
# In Helsinki,| he was received / During the talks,| the two sides agreed
EN_PRONOUN = make_pattern(r"(?:he|she|they|it|both|the two)\b")


# The supplies, donated by ...: something known already; The Ministry of ... is a name
EN_DEFINITE = make_pattern(r"The (?:[a-z]|\p{Lu}\S+ \p{Lu}\S+, an? )")


@cache
def _words(lang: str, *kinds: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("news_words") if row["lang"] == lang and row["kind"] in kinds)


@cache
def _en_says() -> regex.Pattern[str]:
    return make_pattern(rf"(?:{words_pattern(_words('en', 'says'))})\b")


def _en_apposition(head: str) -> bool:
    """Yuezheng Yang, minister of water resources, told the forum: an office behind the name, then speech."""
    name, *parts = head.split(", ", 6)
    if not (4 <= len(name) <= 41 and name[0].isupper()) or "," in name or "." in name:
        return False
    for office, behind in pairwise(parts[:5]):
        if not 3 <= len(office) <= 100 or "," in office or "." in office:
            return False
        if _en_says().match(behind):
            return True
    return False


@cache
def _zh_speaker() -> regex.Pattern[str]:
    """林锐表示, / 伊莱扎尔感谢 / 娜迪亚·拉赫曼在致辞中说: a name and at once a verb of speech."""
    says = words_pattern(_words("zh", "says"))
    return make_pattern(
        rf"""
        (?P<name> \p{{Han}}{{2,10}}? (?:[·•]\p{{Han}}{{1,8}}){{0,3}} )
        (?: (?: 还 | 也 | 则 | 并 | 首先 | 随后 | 对此 | 代表\p{{Han}}{{2,8}}
              | 在(?:会见|会谈|致辞|讲话|发言|信|视频|书面|通话)\p{{Han}}{{0,4}}(?:中|时)? ) [,，]? )?
        (?: {says} )
        """,
        regex.VERBOSE,
    )


@cache
def _zh_subject() -> regex.Pattern[str]:
    """4月27日,周启衡在阿斯塔纳 / 同日,周启衡会见 / 周启衡还参观: of whom it speaks, without an office."""
    does = words_pattern(_words("zh", "says", "acts"))
    return make_pattern(
        rf"""
        (?: (?:当地时间)? (?:\d{{4}}\s?年)? \d{{1,2}}\s?月\s?\d{{1,2}}\s?日 (?:[至-]\S{{1,8}}日)?
            (?:上午|下午|晚上|晚|中午|清晨)? [,，]*
          | (?:同日|当天|当日|当晚|次日|随后|会后|访问期间|期间) [,，] )?
        (?P<name> \p{{Han}}{{2,10}}? (?:[·•]\p{{Han}}{{1,8}}){{0,3}} )
        (?: 还 | 也 | 则 | 并 | 先后 | 分别 | 首先 | 随后 | 一行 | 率团 | 应邀 ){{0,3}}
        (?: {does} )
        """,
        regex.VERBOSE,
    )


@cache
def _openers(lang: str, kind: str) -> tuple[frozenset[str], regex.Pattern[str]]:
    """The pattern of the phrases that open a paragraph, and what they begin with."""
    rows = (row for row in lexicon("paragraph_openers") if row["lang"] == lang and row["kind"] == kind)
    phrases = [row["phrase"] for row in rows]
    inner = words_pattern(phrases)
    pattern = inner if lang == "zh" else rf"(?:{inner})(?!\w)(?<!^He(?= \p{{Lu}}))"  # He Yutong is a name
    return frozenset(phrase[:OPENING] for phrase in phrases), make_pattern(pattern)


OPENING = 2  # characters of a phrase by which most paragraphs show that it does not open them


def _opener(head: str, lang: Lang, kind: str) -> str | None:
    """The phrase of this kind that opens a paragraph."""
    beginnings, pattern = _openers(lang, kind)
    found = pattern.match(head) if head[:OPENING] in beginnings or head[:1] in beginnings else None
    return None if found is None else str(found[0])


@cache
def _bodies(lang: Lang) -> frozenset[str]:
    """Countries and organisations, which are no persons."""
    rows = (row for name in ("countries", "organisations") for row in lexicon(name))
    return frozenset(row["form"] for row in rows if row["lang"] == lang and len(row["form"]) > 1)


def lead_evidence(text: str, lang: Lang) -> list[Evidence]:
    """What the beginning of a paragraph says for a new item (above 0), or for going on with one."""
    found = _later_zh(text) if lang == "zh" else _later_en(text)
    return found + (_lead_zh(text) if lang == "zh" else _lead_en(text))


def _later_zh(text: str) -> list[Evidence]:
    """The signs of a later paragraph."""
    head = text[:ZH_HEAD]
    found: list[Evidence] = []
    dated = _date_zh(head) is not None
    if (opener := _opener(head, "zh", "continue")) is not None:
        found.append(Evidence(OPENER, f"begins with {opener}, as a later paragraph does"))
    elif not dated and (adverbial := ZH_ADVERBIAL.match(head)) is not None:
        found.append(Evidence(-1.7, f"begins with {adverbial[0]}, as a later paragraph does"))
    elif not dated and (name := _zh_speaks(head)) is not None:
        found.append(Evidence(-2.5, f"{name} speaks without an office: known already"))
    elif not dated and ZH_OFFICE_SPEAKS.match(head) is not None:
        found.append(Evidence(-1.2, "someone with the office before the name speaks"))
    if not dated and closes(text, "zh"):
        found.append(Evidence(-2, "says who attended, as a last paragraph does"))
    return found


def _zh_speaks(head: str) -> str | None:
    """The person without office who speaks at once."""
    match = _zh_speaker().match(head)
    return None if match is None or news_words("zh", "office").first(match["name"]) else str(match["name"])


def _lead_zh(text: str) -> list[Evidence]:
    """The signs of a lead, and the want of them."""
    head = text[:ZH_HEAD]
    found: list[Evidence] = []
    if (date := _date_zh(head)) is not None:
        near = Evidence(1.5, "a date near its beginning")
        found.append(near if date else Evidence(1.8, "begins with a date"))
    elif _opener(head, "zh", "start") is not None:
        found.append(Evidence(1.5, "begins with a time"))
    elif ZH_MONTH.match(head) is not None:
        found.append(Evidence(1, "begins with a month"))
    elif ZH_DAY.search(head, 4, 60):
        found.append(Evidence(1, "a day near its beginning"))
    else:
        found.append(Evidence(-0.7, "no date near its beginning"))
    if (office := news_words("zh", "office").first(head[:60])) is not None:
        found.append(Evidence(0.7, f"an office near its beginning: {office}"))
    if (event := news_words("zh", "lead").first(head.partition("。")[0])) is not None:
        found.append(Evidence(1, f"an event: {event}"))
    return found


def _date_zh(head: str) -> int | None:
    """Where the date begins that stands near the beginning of a Chinese paragraph."""
    found = ZH_DATE.search(head, 0, 70) if "月" in head[:70] else None
    return None if found is None else found.start()


def _later_en(text: str) -> list[Evidence]:
    """The signs of a later paragraph."""
    head = text[:EN_HEAD]
    if head[:1] in ("'", '"', "“", "‘"):
        return [Evidence(-2, "begins with a quotation")]
    if (opener := _opener(head, "en", "continue")) is not None:
        return [Evidence(OPENER, f"begins with {opener}, as a later paragraph does")]
    if (speaker := EN_SPEAKER.match(head)) is not None and speaker["verb"] in _words("en", "says"):
        return [Evidence(-2, f"{speaker['name']} speaks without an office: known already")]
    adverbial = EN_ADVERBIAL.match(head)
    if adverbial is not None and EN_PRONOUN.match(head, adverbial.end()) is not None:
        return [Evidence(OPENER, "begins with a pronoun behind an adverbial")]
    if _en_apposition(head):
        return [Evidence(-1.2, "someone with an office behind the name speaks")]
    return [Evidence(-1, "begins with a thing known already")] if EN_DEFINITE.match(head) else []


def _lead_en(text: str) -> list[Evidence]:
    """The signs of a lead, and the want of them."""
    head = text[:EN_HEAD]
    found: list[Evidence] = []
    if _has_date_en(head):
        found.append(Evidence(1.8, "a date in its beginning"))
    elif _has_weekday_en(head):
        found.append(Evidence(1.3, "a weekday in its beginning"))
    else:
        found.append(Evidence(-0.7, "no date in its beginning"))
    if _opener(head, "en", "start") is not None:
        found.append(Evidence(1, "begins as an item does"))
    if ("has " in head or "have " in head or "senior " in head) and EN_PERFECT.search(head) is not None:
        found.append(Evidence(0.7, "reports in the perfect tense, as rewritten leads do"))
    if (office := news_words("en", "office").first(head[:120])) is not None:
        found.append(Evidence(0.5, f"an office near its beginning: {office}"))
    if (event := news_words("en", "lead").first(head)) is not None:
        found.append(Evidence(0.7, f"an event: {event}"))
    return found


def dated(text: str, lang: Lang) -> bool:
    """Whether the paragraph names a day, as one paragraph of each item does."""
    head = text[:LONGEST_DATED]
    if lang == "zh":
        day = "日" in head and (ZH_DATE.search(head) or ZH_DAY.search(head))
        return bool(day) or ZH_TIME.search(head) is not None
    return _has_date_en(head) or _has_weekday_en(head)


def _has_date_en(text: str) -> bool:
    return EN_DATE.search(text) is not None


def _has_weekday_en(text: str) -> bool:
    return ("day" in text or "ently" in text or "lately" in text) and EN_WEEKDAY.search(text) is not None


# 近日 / 日前 / 昨日 / 当天
ZH_TIME = make_pattern(r"近日|日前|[昨今当同]日|[昨今当]天|近期|不久前|本周|上周|本月|上月")
LONGEST_DATED = 600  # characters; the longest paragraphs of the genre have 900


def subject(text: str, lang: Lang) -> str | None:
    """The person without office of whom the first words speak (English: the last name); None where there is none."""
    if lang == "zh":
        match = _zh_subject().match(text[:80])
        if match is None or news_words("zh", "office").first(match["name"]):
            return None
        name = str(match["name"])
    else:
        adverbial = EN_ADVERBIAL.match(text)
        match = EN_SPEAKER.match(text, adverbial.end() if adverbial else 0, 160)
        if match is None or match["verb"] not in _words("en", "says", "acts"):
            return None
        name = str(match["name"]).rsplit(" ", 1)[-1]
    bodies = _bodies(lang)
    return None if any(name[:end] in bodies for end in range(2, len(name) + 1)) else name


# ...with Chief of Police Guillermo| Eleazar, not at the beginning of a sentence: another name before the last one
NAME_BEFORE = make_pattern(r"(?<!^|[.!?]\s)\b\p{Lu}[\p{L}'’-]+\s$")
NAME_BEHIND = make_pattern(r"\s\p{Lu}\p{Ll}+")


def named_in_full(name: str, text: str, lang: Lang) -> bool:
    """Whether `text` names the person: in English with another name before or behind (Lin Rui; Guillermo Eleazar)."""
    at = text.find(name)
    if lang == "zh":
        return at >= 0
    while at >= 0:
        if NAME_BEFORE.search(text[max(0, at - 40) : at]) or NAME_BEHIND.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def closes(text: str, lang: Lang) -> bool:
    """Whether a paragraph says who attended, as a last one does."""
    if lang == "zh":
        end = text[-30:]
        return any(sign in end for sign in ZH_ATTENDANCE_SIGNS) and ZH_ATTENDANCE.search(end) is not None
    at = max(0, len(text) - 160)
    end = text[at:]
    return any(sign in end for sign in EN_ATTENDANCE_SIGNS) and EN_ATTENDANCE.search(text, at) is not None
