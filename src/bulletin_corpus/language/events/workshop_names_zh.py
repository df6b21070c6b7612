"""The names of workshops, forums, seminars, courses and conferences in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.named_event import Frame, NamedEvent, in_title, noun_strengths
from bulletin_corpus.language.events.places_zh import locate_zh
from bulletin_corpus.language.events.reading import Phrase, words_pattern
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bulletin_corpus.language.events.reading import EventText, TextPart

Span = tuple[int, int]

# what a name reaches back to, at most: words, quotation marks and brackets, no breaks of the sentence
REACH_ZH = make_pattern(r"[\p{Han}\p{Latin}\d·•—–\-()（）“”\"/&+、《》]*\Z")
# the name begins behind these: 由公安部主办的|论坛, 召开|研讨会, 为期3天的|研讨会, 出席|论坛
BEFORE_NAME_ZH = make_pattern(
    r"(?:主办|承办|协办|举办|举行|召开|组织|牵头|共办|支持|指导|开展|主持|倡议|发起|开设|创办|实施|合办|推出|资助)(?:了(?=\p{Han})|的)|(?:主办|举办|举行|召开|开办|开设|开展|组织召开|组织举办|组织开展|出席|参加|参与|"
    r"主持|召集|承办|应邀出席|应邀参加|出席并主持|主持召开)(?:了|由)?|为(?:会议|论坛|年度|大会)?(?:主题|题|议题)的|(?:为期|历时|为时|持续)[\d一二两三四五六七八九十]{1,3}(?:天|周|日|个?月)的|此次|本次|这次|该|位于\p{Han}+的|(?:主题(?:为|是)|聚焦|围绕|以)“[^”]{2,40}”(?:为主题)?的|(?:备受|广受)\p{Han}{1,4}的|一年一度的|旨在[^,，。“”]{3,40}的|配套的|近日|同期|期间|首日|"
    r"(?:线上|线下|现场|视频)相结合的?方式"
)
# 在北京举行 · 28日以视频形式召开 · 开幕 · 圆满结束
HELD_ZH = make_pattern(
    r"""
    ”?起?(?:开幕式|闭幕式|开班式|开班仪式|开幕会|结业式|结业典礼|结业仪式|开班典礼|启动仪式|启动会)?
    (?:[\(（][^()（）]{1,20}[\)）])?
    (?:也|亦|还|又|再次|再度)?
    (?:[\d月日至到、—~-]{2,18}|昨日|今日|昨天|今天|日前|近日)?(?:上午|下午|晚)?
    (?:(?:在|于|以|采[取用]|通过|由)[^,，。;；“”]{1,34}?)?
    (?:成功|隆重|正式|圆满|如期|顺利|线上|同步|同时|联合|共同|将|即将|分别|,|，)*
    (?:举行|召开|举办|开幕|闭幕|落幕|开班|结业|开营|拉开|启动|开课|开讲|结束|收官|揭幕|主办|承办|落下帷幕|启幕|谢幕|开训|结训|结营|闭营|结课|毕业|开学|开坛|登场|亮相|开锣|开启|启航|起航|进行|如约而至|如期而至|迎来|拉开大幕)
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
HOLDER_ZH = make_pattern(
    r"(?:主办|举办|举行|召开|开办|开设|合办|组织召开|组织举办|组织开展|开展|承办)(?:了|的)?(?:为期[^,，。]{1,6}的)?[“《]?$"
)
# 百余位专家齐聚突尼斯城,参加|对话会
# 参加|培训班|的30名学员在青岛结业
STUDENTS_ZH = make_pattern(
    r"的[^,，。]{0,6}?(?:\d+|[一二三四五六七八九十百]+)[余多]?[名位]\p{Han}{2,8}[^。]{0,16}?(?:结业|毕业|开班|开学|启程)"
)
# 培训班|学员在沙坪结业
TRAINEES_ZH = make_pattern(r"(?:全体)?学员[^。]{0,30}?(?:结业|毕业|开班|开课|开学|齐聚|结束)")
GATHERED_ZH = make_pattern(
    r"(?:齐聚|相聚|聚首|云集|汇聚|会聚|聚集|走进|来到|抵达|汇集|集结|会师|集聚|相会)[^。]{0,30}$|\d+余?多?[名位]\p{Han}{1,12}$"
)
ATTENDER_ZH = make_pattern(r"(?:出席|参加|主持|出席由)了?(?:为期\p{Han}?[^,，。]{1,6}的)?$")


# sentences in which the news begin
LATEST_BARE = 2


def named_zh(text: EventText, part: TextPart, span: Span, number: int) -> Iterator[NamedEvent]:
    """Events that the stretch of a part names, no settings; `number` is the sentence's, -1 in headlines."""
    words = text.parts[part]
    for match in words_pattern("workshop_nouns", "zh").finditer(words, *span):
        day = next((date.end for date in text.dates.get(part, ()) if date.start == match.end()), match.end())
        behind = words[day : span[1]]
        other = _is_press(words[span[0] : match.start()], match[0]) or NO_EVENT_BEHIND_ZH.match(behind)
        if other or in_title(text, part, match.span()):
            continue
        start = _name_start_zh(text, part, span, match.start())
        before = words[span[0] : start]
        frame = _frame_zh(before, behind, headline=number < 0)
        strong = noun_strengths("zh")[match[0]] == "strong"
        # in the body, what is merely named counts only where the news begin
        if frame is None or (frame == "bare" and part == "body" and not (strong and number < LATEST_BARE)):
            continue
        if COUNTED_ZH.match(words, start):
            continue
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
    elif (HELD_ZH.match(behind) and not behind.startswith("上")) or TRAINEES_ZH.match(behind):
        frame = "subject"
    elif ATTENDER_ZH.search(before):
        if STUDENTS_ZH.match(behind):
            frame = "subject"
        elif ADDRESSED_ZH.match(behind) or GATHERED_ZH.search(before):
            frame = "attended"
    setting = SETTING_BEFORE_ZH.search(before) or (frame != "subject" and SETTING_ZH.match(behind))
    return None if setting else frame


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
