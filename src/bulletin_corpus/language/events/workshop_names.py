"""The names of workshops, forums, seminars, courses and conferences, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from bulletin_corpus.language.events.places_zh import locate_zh
from bulletin_corpus.language.events.reading import EventText, Phrase, word_values, words_pattern
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.language.dates.finding import DateExpression
    from bulletin_corpus.language.events.reading import TextPart
    from bulletin_corpus.records import Lang

Span = tuple[int, int]
Frame = Literal["subject", "object", "attended", "bare"]


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """A place where an event is named: `frame` says how the words around it use the name.

    subject: it is held, opens, closes; object: somebody holds it; attended: somebody attends or addresses it; bare:
    none of these.
    """

    name: Phrase
    sentence: int
    frame: Frame
    strong: bool
    weight: float


@cache
def _strength(lang: Lang) -> dict[str, str]:
    return word_values("workshop_nouns", lang, "strength")


def named_events(text: EventText, sentences: int) -> list[NamedEvent]:
    """Events of the workshop kind that headline and the first `sentences` of the body name, in order, no settings."""
    find = _named_zh if text.lang == "zh" else _named_en
    found: list[NamedEvent] = []
    for part in ("headline", "subheadline"):
        if part in text.parts:
            found += find(text, part, (0, len(text.parts[part])), -1)
    for number, span in enumerate(text.sentences[:sentences]):
        found += find(text, "body", span, number)
    return found


# ---- Chinese

# what a name reaches back to, at most: words, quotation marks and brackets, no breaks of the sentence
REACH_ZH = make_pattern(r"[\p{Han}\p{Latin}\d·•—–\-()（）“”\"/&+、《》]*\Z")
# the name begins behind these: 由公安部主办的|论坛, 召开|研讨会, 为期3天的|研讨会, 出席|论坛
BEFORE_NAME_ZH = make_pattern(
    r"(?:主办|承办|协办|举办|举行|召开|组织|牵头|共办|支持|指导|开展|主持|倡议|发起|开设|创办|实施|合办|推出|资助)(?:了(?=\p{Han})|的)|(?:主办|举办|举行|召开|开办|开设|开展|组织召开|组织举办|组织开展|出席|参加|参与|"
    r"主持|召集|承办|应邀出席|应邀参加|出席并主持|主持召开)(?:了|由)?|为(?:会议|论坛|年度|大会)?(?:主题|题|议题)的|(?:为期|历时|为时|持续)[\d一二两三四五六七八九十]{1,3}(?:天|周|日|个?月)的|此次|本次|这次|该|位于\p{Han}+的|近日|同期|期间|首日|"
    r"(?:线上|线下|现场|视频)相结合的?方式"
)
# 在北京举行 · 28日以视频形式召开 · 开幕 · 圆满结束
HELD_ZH = make_pattern(
    r"""
    ”?起?(?:开幕式|闭幕式|开班式|开班仪式|开幕会|结业式|结业典礼|结业仪式|开班典礼|启动仪式|启动会)?
    (?:[\(（][^()（）]{1,20}[\)）])?
    (?:[\d月日至到、—~-]{2,18}|昨日|今日|昨天|今天|日前|近日)?(?:上午|下午|晚)?
    (?:(?:在|于|以|采[取用]|通过|由)[^,，。;；“”]{1,34}?)?
    (?:成功|隆重|正式|圆满|如期|顺利|线上|同步|同时|联合|共同|将|即将|分别|,|，)*
    (?:举行|召开|举办|开幕|闭幕|落幕|开班|结业|开营|拉开|启动|开课|开讲|结束|收官|揭幕|主办|承办|落下帷幕|启幕|谢幕|开训|结训|结营|闭营|结课|毕业|开学|开坛|登场)
    """,
    regex.VERBOSE,
)
ADDRESSED_ZH = make_pattern(
    r"(?:开幕式|闭幕式|开班式|开班仪式|开幕会|结业式|主论坛|全体会议)?(?:上)?(?:并|,|，)?(?:作|发表|致|发言|讲话|主持|代表)?[^,，。]{0,6}?(?:致辞|致词|发言|讲话|演讲|开班|授课)"
)
SETTING_ZH = make_pattern(
    r"期间|框架|机制|之际|的[^。,，]{0,30}?(?:会见|部长|主席|代表团)|成果|精神|以来|为契机|备忘录|后[,，]|成功举办|安保|筹备|会员|成员国司法部长会议等"
)
SETTING_BEFORE_ZH = make_pattern(
    r"(?:借|利用|围绕|落实|筹备|邀请\p{Han}{0,12}参加|刚刚闭幕的|用好|探讨|就举办|推动举办|将举办|下届|上届|来华出席|来华参加|赴\p{Han}{0,6}(?:出席|参加)|在出席|在参加)$"
)
# the noun is a part of another word: 会议室, 培训中心, 论坛秘书处; 新闻发布会 is no such event
NO_EVENT_BEHIND_ZH = make_pattern(
    r"教材|手册|大纲|资料|证书|机构|基地|学校|学院|室|厅|中心|场(?!举)|员|纪要|主办方|桌|长|议程|代表|秘书处|期间|框架"
)
NO_EVENT_BEFORE_ZH = make_pattern(r"(?:新闻|记者|媒体)$")
# 其间召开了|四场专题研讨会: parts of an event
COUNTED_ZH = make_pattern(r"(?:\d+|[一两二三四五六七八九十多数几]+)[场次个轮]")
PRESS_ZH = ("发布会", "通气会", "说明会", "座谈会", "会议", "大会")
PLANNED_ZH = make_pattern(r"将(?:要)?(?:于\P{P}{0,12})?(?:在\P{P}{0,12})?(?:举办|举行|召开)的?$")
HOLDER_ZH = make_pattern(r"(?:主办|举办|举行|召开|开办|开设|合办|组织召开|组织举办|组织开展|开展|承办)(?:了|的)?$")
# 百余位专家齐聚突尼斯城,参加|对话会
GATHERED_ZH = make_pattern(r"(?:齐聚|相聚|聚首|云集|汇聚|会聚|聚集)[^。]{0,30}$|\d+余?多?[名位]\p{Han}{1,12}$")
ATTENDER_ZH = make_pattern(r"(?:出席|参加|主持|出席由)了?$")


def _named_zh(text: EventText, part: TextPart, span: Span, number: int) -> Iterator[NamedEvent]:
    words = text.parts[part]
    for match in words_pattern("workshop_nouns", "zh").finditer(words, *span):
        day = next((date.end for date in text.dates.get(part, ()) if date.start == match.end()), match.end())
        behind = words[day : span[1]]
        other = _is_press(words[span[0] : match.start()], match[0]) or NO_EVENT_BEHIND_ZH.match(behind)
        if other or _in_title(text, part, match.span()):
            continue
        start = _name_start_zh(text, part, span, match.start())
        before = words[span[0] : start]
        frame = _frame_zh(before, behind, headline=number < 0)
        if frame is None or (frame == "bare" and part == "body"):
            continue
        if COUNTED_ZH.match(words, start):
            continue
        strong = _strength("zh")[match[0]] == "strong"
        own = match.start() - start
        if own < (2 if strong else 4) or _speech_before(words, span, start):
            continue
        weight = min(own, 12) / 4 + (2 if frame in ("subject", "object") else 0) + (1 if strong else 0)
        weight -= 1.5 if part != "body" else 0  # a headline cuts names short, or begins them with a theme
        name = Phrase(words[start : match.end()], part, start, match.end(), "name.zh")
        yield NamedEvent(name, number, frame, strong, weight)


def _is_press(before: str, noun: str) -> bool:
    """Whether the noun is a press conference: 新闻|发布会, but 新媒体|论坛 is an event."""
    return noun in PRESS_ZH and NO_EVENT_BEFORE_ZH.search(before) is not None


def _frame_zh(before: str, behind: str, *, headline: bool) -> Frame | None:
    """How the words around a name use it; None for a setting, or an event that is only planned."""
    frame: Frame = "bare"
    if PLANNED_ZH.search(before) and not headline:
        return None
    if HOLDER_ZH.search(before):
        frame = "object"
    elif HELD_ZH.match(behind) is not None and not behind.startswith("上"):
        frame = "subject"
    elif ATTENDER_ZH.search(before) and (ADDRESSED_ZH.match(behind) or GATHERED_ZH.search(before)):
        frame = "attended"
    setting = SETTING_BEFORE_ZH.search(before) or (frame != "subject" and SETTING_ZH.match(behind))
    return None if setting else frame


def _in_title(text: EventText, part: TextPart, span: Span) -> bool:
    return any(named.start <= span[0] and span[1] <= named.end for named in text.named.get(part, ()))


# 他表示,本届论坛
SPEECH_ZH = make_pattern(r"表示|指出|强调|认为|希望|介绍说|提出")


def _speech_before(words: str, span: Span, at: int) -> bool:
    return SPEECH_ZH.search(words[span[0] : at]) is not None


# 在北京举行的|论坛
HELD_IN_ZH = make_pattern(r"在(?P<place>[^在]{1,16}?)(?:举行|举办|召开)?的")
# 日,|论坛
LEAD_MARKS_ZH = make_pattern(r"[、,，的与和由()\d]*(?<!\()(?:日|了|起)?")


def _name_start_zh(text: EventText, part: TextPart, span: Span, noun: int) -> int:
    """Where the name that ends in the noun at `noun` begins."""
    words = text.parts[part]
    reach = REACH_ZH.search(words[span[0] : noun])
    start = span[0] + (reach.start() if reach else 0)
    for date in text.dates.get(part, ()):
        if start <= date.start and date.end <= noun and (date.duration_days is None):
            start = max(start, date.end)
    for named in text.named.get(part, ()):
        if start < named.end <= noun:
            start = named.end
    for match in BEFORE_NAME_ZH.finditer(words, start, noun):
        if words[match.start() : match.start() + 2] in ("该", "此次") or match.end() <= noun:
            start = match.end()
    lead = HELD_IN_ZH.match(words[start:noun])
    if lead and locate_zh(lead["place"]) is not None:
        start += lead.end()
    stripped = LEAD_MARKS_ZH.match(words[start:noun])
    if stripped and not words[start : start + 1].isdecimal():
        start += len(stripped[0])
    return start + _unbalanced_quotes(words[start:noun])


def _unbalanced_quotes(name: str) -> int:
    """How many characters of the name's beginning belong to a quotation around it, or to one that ends in it."""
    if name.count("”") > name.count("“"):
        return name.rindex("”") + 1
    return int(name.startswith("“") and name.count("“") > name.count("”"))


# ---- English

DETERMINER = make_pattern(r"(?i)^(?:a|an|the|this|its|their|that|our|his|her|these|another)$")
STOP_LEFT = make_pattern(
    r"(?i)^(?:in|at|of|attended|addressed|held|hosted|for|to|by|from|on|during|and|or|as|with|which|that|open|opened|attend|join|said|told|joint|"
    r"jointly|organized|organizing|hold|holds|host|hosts|hosting|is|was|were|are|will|under|opens|attending|chaired|after|before|,|--|—|–|through)$"
)
STOP_RIGHT = make_pattern(
    r"(?i)^(?:was|is|were|are|opened|opens|kicked|kicks|took|takes|take|held|will|concluded|concludes|closed|closes|began|begins|ended|ends|ran|runs|"
    r"hosted|organized|organised|co-hosted|sponsored|that|which|who|said|has|had|have|here|via|during|by|brought|to|wrapped|drew|attracted|attended|"
    r"jointly|being|be|where|when|themed|focusing|focused|convened|started|starts|attracts|gathers|gathered|launched|this|last|online|both|"
    r"successfully|recently|officially|calls|called|urged|saw|kicks-off|scheduled|co-organized|undertaken|addressed|next|with|"
    r"came|comes|went|lasts|lasted|got|gets|draws|gave|gives|featured|features|covered|covers|aims|aimed|marked|marks|invited|"
    r"supported|presented|offered|conducted|implemented|returned|resumed|resumes|provided|provides|discussed|heard)$"
)
TOKEN_EN = make_pattern(r"[\p{L}\d][\p{L}\d'’.&/-]*|“[^”]{1,60}”|\"[^\"]{1,60}\"|\([^()]{1,15}\)")
LINK_EN = frozenset(
    "on for of against about from in and the to among between as into over under at".split()  # noqa: SIM905
)
# 'began a 10-day | training program on Thursday for ...': a bare noun is the event where it is new and lasts
LASTING_EN = make_pattern(r"\b(?:an?|its)\s+[\w-]+-(?:day|week)\s+$")
# began an | intensive French course
TAKEN_UP_EN = make_pattern(r"\b(?:began|begun|beginning|opened|started|completed|finished|attended|joined)\s+an?\s+$")
# the China-EU Competition |Week
PROPER_WEEK_EN = make_pattern(r"\p{Lu}[\p{L}-]+\s+Week\Z")
# a complement of fewer characters tells nothing: 'forum on'
MIN_COMPLEMENT = 4
# Training Center, Forum Secretariat: the noun is part of a body's name
BODY_BEHIND_EN = make_pattern(
    r"[-'’](?!s\b)|\s+(?:Cent(?:er|re)|College|Base|Institute|Secretariat|Academy|Bureau|Department|School|Hall|Committee|Office|Room|room|hall)\b"
)
OPENING_LINK_EN = LINK_EN - {"and", "the", "into", "over", "at"}
HELD_EN = make_pattern(
    r"(?i)\b(?:held|completed|finished|came\s+to\s+(?:a\s+close|an\s+end)|ran|resumed|staged|played\s+host|put\s+on|brought\s+together|gathers?|drew|opened|opens|got\s+under\s?way|took\s+part|kicked\s+off|took|ran\s+from|runs?|organi[sz]e[sd]|hosted|co-hosted|sponsors|closed|concluded|began|convened|attended|addressed|"
    r"launched|sponsored|undertaken|told\s+the|started|gathered|participated|delivered|wrapped\s+up|being\s+held|ended|graduated|hosts|holds|speaking|"
    r"inaugurated|ceremony|meet\s+in|marked|at\s+an?\b|in\s+an?\b)\b"
)
SETTING_EN = make_pattern(
    r"(?i)\b(?:on\s+the\s+sidelines\s+of|ahead\s+of|after\s+attending|in\s+china\s+(?:for|to\s+attend)|which\s+had\s+just|came\s+to\s+attend)\b[^.]{0,30}$"
)
# is hosting a |forum, will hold a |seminar, teamed up with B to stage a |course
WILL_HOLD_EN = make_pattern(
    r"\b(?:(?:will|is|are|has|have)\s+(?:jointly\s+|co-?)?|(?:teamed|teaming|joined|joining|partner(?:ed|ing)|cooperat(?:ed|ing))\b[^.;]{3,160}?\bto\s+"
    r"(?:jointly\s+|co-?)?)(?:hold|host|organi[sz]e|stage|run|convene|launch|offer)(?:ing)?\s+(?:an?|the|its|their)\s+$"
)
# news |conference
PRESS_EN = make_pattern(r"(?i)\b(?:news|press|media)\s+$")
# dialogue| between A and B
BETWEEN_EN = make_pattern(r"\s+(?:between|with)\s")
# noted that the| forum
SAID_EN = make_pattern(r"(?i)\b(?:noted|said|stressed|pointed\s+out)\b(?:\s+that)?")


def _named_en(text: EventText, part: TextPart, span: Span, number: int) -> Iterator[NamedEvent]:
    words = text.parts[part]
    for match in words_pattern("workshop_nouns", "en").finditer(words, *span):
        start = _name_start_en(words, span, match.start())
        placed = PLACED_EN.match(words, match.end(), span[1])
        end = _name_end_en(text, part, span, placed.end() if placed is not None else match.end())
        if placed is not None and end == placed.end():
            placed, end = None, match.end()
        strong = _strength("en")[match[0].lower()] == "strong"
        if start == match.start() and end == match.end() and not (strong and LASTING_EN.search(words[span[0] : start])):
            continue
        if PRESS_EN.search(words[span[0] : match.start()]):
            continue
        if _in_title(text, part, match.span()) or BODY_BEHIND_EN.match(words, match.end()):
            continue
        before = words[span[0] : start]
        if SETTING_EN.search(before):
            continue
        value = (words[start : match.end()] + words[placed.end() if placed else match.end() : end]).rstrip(" ,")
        proper = match[0][0].isupper() and part == "body"
        if match[0].lower() == "week" and not PROPER_WEEK_EN.search(words, start, match.end()):
            continue
        held = HELD_EN.search(words[span[0] : start]) or HELD_EN.search(words[end : span[1]])
        held = held or (WILL_HOLD_EN.search(before) if number <= 1 and text.dates_in(*span, part) else None)
        taken_up = match[0].lower() == "course" and start < match.start() and TAKEN_UP_EN.search(before) is not None
        bare = end - match.end() < MIN_COMPLEMENT or match[0].lower() == "training"
        if not strong and not proper and not taken_up and bare:
            continue
        if BETWEEN_EN.match(words[match.end() : end]):
            continue
        later = SAID_EN.search(before) is not None
        weight = (
            min(len(value.split()), 9) / 2
            + (1.5 if proper and part == "body" else 0)
            + (1.5 if end > match.end() else 0)
            + (1 if strong else -1)
            + (1.5 if held else 0)
            - (3 if later and not regex.search(r"(?i)(?:at|in|during|told)\s+(?:an?|the)\s*$", before) else 0)
            - (0.8 if part != "body" else 0)
            - min(max(number, 0), 6) * 0.25
        )
        yield NamedEvent(
            Phrase(value, part, start, end if placed else start + len(value), "name.en"),
            number,
            "subject" if held else "bare",
            strong,
            weight,
        )


DURATION_EN = make_pattern(
    r"(?i)(?:week|month|year|fortnight)-?long$|\p{L}+-(?:day|week|month)(?:-long)?$|\d+-(?:day|week|month)$|day$"
)


def _name_start_en(words: str, span: Span, noun: int) -> int:
    """Where the words before the noun that belong to its name begin; durations are left out."""
    start, count = noun, 0
    for token in reversed(list(TOKEN_EN.finditer(words, max(span[0], noun - 160), noun))):
        between = words[token.end() : start]
        if between.strip() or DETERMINER.match(token[0]) or count == 10:
            break
        inner = token[0] in ("of", "on", "for", "and", "to") and _proper_run(words, token.start(), noun)
        if STOP_LEFT.match(token[0]) and not inner and not JOINT_EVENT_EN.search(words, span[0], token.end()):
            break
        if DURATION_EN.match(token[0]):
            break
        if token[0].endswith(("'s", "’s")) and count == 0:
            break
        start, count = token.start(), count + 1
    return start


# a tabletop |exercise and| seminar
JOINT_EVENT_EN = make_pattern(r"\b(?:exercise|drill|exhibition|training|workshop|forum|course|expo)\s+and\Z")


def _proper_run(words: str, at: int, noun: int) -> bool:
    """Whether a preposition stands inside a proper name: Capital of Capital Forum."""
    before = regex.search(r"(\p{Lu}[\p{L}'’.-]*)\s*$", words[max(0, at - 30) : at])
    after = regex.match(r"\w+\s+(?:the\s+)?\p{Lu}", words[at:noun])
    return before is not None and after is not None


# a course| in Guangzhou |on travel documents: the place is no part of the name
PLACED_EN = make_pattern(r"\s+in\s+\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?(?=\s+on\s+(?:the\s+)?[a-z])")
# a seminar |on| online gambling
ABOUT_EN = make_pattern(r"\b(?:on|of|against|about|for)\s+\Z")
# the course on drugs |visited the| ministry
VERB_RIGHT = make_pattern(r"[a-z]+ed\s+(?:the|an?|their|its)\s")
BREAK_EN = make_pattern(r"[.;:]|--|—")


def _name_end_en(text: EventText, part: TextPart, span: Span, noun_end: int) -> int:
    """Where the complement of the noun (on ..., for ... of ...) ends."""
    words = text.parts[part]
    end, at = noun_end, noun_end
    dates = text.dates.get(part, ())
    opened = False
    for token in TOKEN_EN.finditer(words, noun_end, span[1]):
        gap = words[at : token.start()]
        if BREAK_EN.search(gap) or (gap.strip() == "," and not _list_goes_on(words, token.start(), dates)):
            break
        if gap.strip() not in ("", ","):
            break
        word = token[0]
        if any(
            date.start <= token.start() < date.end
            or (date.start - token.end() in (1, 5) and word.lower() in ("on", "from", "in", "between"))
            for date in dates
        ):
            break
        about = word == "online" and ABOUT_EN.search(words, noun_end - 1, token.start())
        if (STOP_RIGHT.match(word) and not about) or VERB_RIGHT.match(words, token.start()):
            break
        if word == "in" and regex.match(
            r"\s+(?:the\s+(?:[a-z]+\s+){0,3}(?:city|capital|town|port)\b|\p{Lu}[\p{L}'’]+(?:\s+\p{Lu}[\p{L}'’]+)?(?:\s*[,.]|\s+(?:on|from|of|was|with|and|this|last|opened|has|via|to|recently)\b|$))",
            words[token.end() : span[1]],
        ):
            break
        # at ports of Mekong countries, but at a hotel, at Peking University
        placed = word == "at" and regex.match(r"\s+(?!the\b|an?\b)[a-z]", words[token.end() : span[1]]) is None
        if placed or word in ("its", "their", "his", "her") or (not opened and word.lower() not in OPENING_LINK_EN):
            break
        opened = True
        if word.startswith("("):
            break
        at = token.end()
        if word.lower() not in LINK_EN:
            end = at
    return end


def _list_goes_on(words: str, at: int, dates: tuple[DateExpression, ...]) -> bool:
    """Whether a comma within a complement only divides a list: 'on drugs, terrorism and cybercrime'."""
    return (
        regex.match(
            r"(?:and\s+)?[\p{L}-]+(?:\s+[\p{L}-]+){0,3}(?:,\s+(?:[\p{L}-]+\s+){0,3}[\p{L}-]+){0,3},?\s+and\s+[\p{L}-]+\s",
            words[at : at + 120],
        )
        is not None
        and not any(date.start == at for date in dates)
        and regex.match(r"(?:which|where|with|the|a|an|in|at|organized|held|hosted|said|themed)\b", words[at:]) is None
    )
