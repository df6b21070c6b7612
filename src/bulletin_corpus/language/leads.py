"""How items begin and go on: the form of a lead, of a second paragraph, and what neighbouring paragraphs share.

Gives evidence that a paragraph opens a new item (above 0) or goes on with the one before (below 0). A lead has a date,
a person with the office, an event; what follows has persons known already, speech, pronouns, connectives. Weights are
log-odds by judgement, see `layout`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.layout import Evidence
from bulletin_corpus.language.lexicon import lexicon

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

HEAD = 160  # characters of a paragraph's beginning that tell a lead; the longest list of offices before a name has 60

# 9月8日至9日, / 2021年9月2日 / 12 月 5 日下午,
ZH_DATE = regex.compile(r"(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日")
ZH_OFFICE = regex.compile(
    r"部长|局长|署长|司长|主席|总监|总理|总统|大使|厅长|委员|秘书长|书记|市长|省长|司令|检察长|院长|主任|校长|专员|总干事|参赞|会长|行长|州长|总领事|代表团|警察部队|公安部|司法部|外交部|海关总署|管理局"
)
ZH_EVENT = regex.compile(
    r"会见|会谈|会晤|举行|召开|举办|访问|率团|签署|通电话|视频连线|开班|开幕|闭幕|启动|致信|致电|交接|走访|拜会|接见|捐赠|授予|颁发|引渡|遣返|移交|抓获|出席|共同主持|磋商|对话"
)
# 林锐表示, / 伊莱扎尔感谢 / 娜迪亚·拉赫曼在致辞中说
ZH_SPEAKER = regex.compile(
    r"(?P<name>\p{Han}{2,10}?(?:[·•]\p{Han}{1,8}){0,3})(?:(?:还|也|则|并|首先|随后|在(?:会见|会谈|致辞|讲话|发言|信|视频|书面|通话)\p{Han}{0,4}(?:中|时)?|对此|代表\p{Han}{2,8})[,，]?)?(?:表示|指出|强调|说|介绍|认为|感谢|高度评价|积极评价|充分肯定|赞赏|赞同|重申|希望|提出|建议|呼吁|回顾|祝贺|通报|转达|欢迎|对|向|代表|谈到|致以|期待|应邀)"
)
ZH_ATTENDANCE = regex.compile(
    r"(?:参加|出席|陪同)(?:了)?(?:上述)?(?:会见|会谈|活动|会议|通话|视频|签字|仪式|访问|座谈|会晤)|在座|参会|与会。"
)

# ...会见泰国警方代表22日: a day without month behind a name, as agencies write
ZH_DAY = regex.compile(r"(?<!\d)\d{1,2}\s?日(?!至|-|电)")
# 4月27日,周启衡在阿斯塔纳 / 同日,周启衡会见 / 周启衡还参观: the person of whom the sentence speaks, without an office
ZH_SUBJECT = regex.compile(
    r"""(?: (?:当地时间)? (?:\d{4}\s?年)? \d{1,2}\s?月\s?\d{1,2}\s?日 (?:[至-]\S{1,8}日)? (?:上午|下午|晚|中午|晚上|清晨)? [,，]?
          | (?:同日|当天|当日|当晚|次日|随后|会后|访问期间|期间) [,，] )?
        (?P<name>\p{Han}{2,10}?(?:[·•]\p{Han}{1,8}){0,3})
        (?:还|也|则|并|先后|分别|首先|随后|[一]行|率团|应邀)*
        (?:在|同|与|和|会见|出席|率|赴|抵达|参观|考察|访问|走访|看望|表示|指出|强调|说|介绍|认为|感谢|高度评价|积极评价|赞赏|希望|代表|对|向|拜会|主持)""",
    regex.VERBOSE,
)
EN_SUBJECT = regex.compile(
    r"""(?: (?:In|At|On|After|During|Before|Following|Earlier|Later|Meanwhile|Also) \b [^,.]{0,60} ,\s )?
        (?P<name>\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+){0,3}) (?:,?\s(?:also|further|then|in\sturn|for\s(?:his|her)\spart),?)?
        \s(?P<verb>\p{Ll}+)\b""",
    regex.VERBOSE,
)
EN_ATTENDANCE = regex.compile(r"\b(?:attended|joined|took part in|were present|was present|present at|participated in)\b[^.]{0,80}\.$")

MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{2,6})?\.?"
EN_DATE = regex.compile(rf"\b{MONTH}\s?\d{{1,2}}\b|\b\d{{1,2}}\s{MONTH}\b")
EN_WEEKDAY = regex.compile(r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|recently|lately)\b")
EN_OFFICE = regex.compile(
    r"\b(?:[Mm]inister|[Aa]mbassador|[Cc]ommissioner|[Dd]irector|[Pp]resident|[Cc]hief|[Cc]hairman|[Ss]ecretary|[Gg]overnor|[Cc]ounselor|[Cc]ouncilor|[Hh]ead of|[Mm]inistry|[Aa]dministration|[Dd]elegation|[Pp]olice|[Cc]oast [Gg]uard)\b"
)
EN_EVENT = regex.compile(
    r"\b(?:met|held|talked|talks|spoke|visited|opened|signed|attended|launched|took place|is held|was held|were held|being held|co-chaired|chaired|hosted|kicked off|concluded|closed|handed over|received|extradited|repatriated|arrived|paid a|called on|conversation|workshop|forum|seminar|meeting|conference|training)\b"
)
# Wang noted / Eleazar also said / Irit Ben-Abba Vitale expressed
EN_SPEAKER = regex.compile(
    r"(?:Mr\.? |Ms\.? |Mrs\.? |Dr\.? |Gen\.? |Ambassador |Minister |Commissioner |Director )?(?P<name>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3})(?:,? (?:also|for (?:his|her) part|in turn|further|then|meanwhile|on behalf of [^,]{3,60}),?)? (?P<verb>[a-z]+)\b"
)
EN_QUOTE_SPEAKER = regex.compile(r"[,.!?][\"”]\s+(?:said |says )?(?:\p{Lu}\S+|he|she|they)")
@cache
def _openers(lang: str, kind: str) -> regex.Pattern[str]:
    phrases = sorted(
        (row["phrase"] for row in lexicon("paragraph_openers") if row["lang"] == lang and row["kind"] == kind),
        key=lambda p: (-len(p), p),
    )
    inner = "|".join(map(regex.escape, phrases))
    return regex.compile(inner if lang == "zh" else rf"(?:{inner})(?!\w)")


@cache
def _speech() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("news_verbs") if row["lang"] == "en" and row["kind"] == "speech")


@cache
def _personal_verbs() -> frozenset[str]:
    others = "met held visited attended arrived joined talked spoke signed chaired led delivered gave presented toured inspected"
    return _speech() | frozenset(others.split())


@cache
def _countries(lang: Lang) -> tuple[str, ...]:
    return tuple(sorted({row["form"] for row in lexicon("countries") if row["lang"] == lang and len(row["form"]) > 1}))


def lead_evidence(text: str, lang: Lang) -> list[Evidence]:
    """What the beginning of a paragraph says for a new item (above 0), or for going on with one."""
    return _lead_zh(text) if lang == "zh" else _lead_en(text)


def _lead_zh(text: str) -> list[Evidence]:
    head = text[:HEAD]
    found: list[Evidence] = []
    speaker = ZH_SPEAKER.match(head)
    opener = _openers("zh", "continue").match(head)
    date = ZH_DATE.search(head, 0, 70)
    if opener is not None:
        found.append(Evidence(-2, f"begins with {opener[0]}, as a later paragraph does"))
    elif speaker is not None and not ZH_OFFICE.search(speaker["name"]) and date is None:
        found.append(Evidence(-2.5, f"{speaker['name']} speaks without an office: known already"))
    if date is not None:
        found.append(
            Evidence(1.8, "begins with a date") if date.start() == 0 else Evidence(1.5, "a date near its beginning")
        )
    elif _openers("zh", "start").match(head):
        found.append(Evidence(1.5, "begins with a time"))
    elif ZH_DAY.search(head, 4, 60):
        found.append(Evidence(1, "a day near its beginning"))
    else:
        found.append(Evidence(-0.7, "no date near its beginning"))
    office = ZH_OFFICE.search(head, 0, 60)
    if office is not None:
        found.append(Evidence(0.7, f"an office near its beginning: {office[0]}"))
    first = head.split("。", 1)[0]
    event = ZH_EVENT.search(first)
    if event is not None:
        found.append(Evidence(1, f"an event: {event[0]}"))
    if date is None and ZH_ATTENDANCE.search(text, max(0, len(text) - 30)):
        found.append(Evidence(-2, "says who attended, as a last paragraph does"))
    return found


def _lead_en(text: str) -> list[Evidence]:
    head = text[: 2 * HEAD]
    found: list[Evidence] = []
    opener = _openers("en", "continue").match(head)
    speaker = EN_SPEAKER.match(head)
    date = EN_DATE.search(head)
    if head[:1] in ("'", '"', "“", "‘"):
        found.append(Evidence(-2, "begins with a quotation"))
    elif opener is not None:
        found.append(Evidence(-2, f"begins with {opener[0]}, as a later paragraph does"))
    elif speaker is not None and speaker["verb"] in _speech():
        found.append(Evidence(-2, f"{speaker['name']} speaks without an office: known already"))
    if date is not None:
        found.append(Evidence(1.8, "a date in its beginning"))
    elif EN_WEEKDAY.search(head):
        found.append(Evidence(1.3, "a weekday in its beginning"))
    else:
        found.append(Evidence(-0.7, "no date in its beginning"))
    if _openers("en", "start").match(head):
        found.append(Evidence(1, "begins as an item does"))
    office = EN_OFFICE.search(head, 0, 120)
    if office is not None:
        found.append(Evidence(0.5, f"an office near its beginning: {office[0]}"))
    event = EN_EVENT.search(head)
    if event is not None:
        found.append(Evidence(0.7, f"an event: {event[0]}"))
    return found


def subject(text: str, lang: Lang) -> str | None:
    """The person without office of whom the first words speak (English: the last name); None where there is none."""
    head = text[:120]
    match = (ZH_SUBJECT if lang == "zh" else EN_SUBJECT).match(head)
    if match is None:
        return None
    name = match["name"] if lang == "zh" else match["name"].rsplit(" ", 1)[-1]
    if name.startswith(_countries(lang)) or (ZH_OFFICE.search(name) if lang == "zh" else match["verb"] not in _personal_verbs()):
        return None
    return name


def named_in_full(name: str, text: str, lang: Lang) -> bool:
    """Whether `text` names the person: in English with another name before or behind (Lin Rui; Guillermo Eleazar)."""
    if name not in text:
        return False
    return lang == "zh" or regex.search(rf"(?<!^)(?<![.!?] )\p{{Lu}}[\p{{L}}'’-]+ {regex.escape(name)}\b|\b{regex.escape(name)} \p{{Lu}}\p{{Ll}}+", text) is not None


def closes(text: str, lang: Lang) -> bool:
    """Whether a paragraph says who attended, as a last one does."""
    tail = text[-160:]
    return (ZH_ATTENDANCE.search(tail, max(0, len(tail) - 30)) if lang == "zh" else EN_ATTENDANCE.search(tail)) is not None
