"""The theme that a text gives of a workshop, forum or course: 以“...”为主题, 'themed "..."'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.events.reading import Phrase
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from bulletin_corpus.language.events.reading import EventText

QUOTED_ZH = r"[“\"「『‘](?P<theme>[^”\"」』’]{2,80})[”\"」』’]"
# 围绕“...”主题作了主旨报告: what somebody spoke about
NO_SPEECH_ZH = r"(?!\p{Han}{0,6}(?:演讲|报告|发言|授课|讲座|讲话))"
THEMES_ZH = tuple(
    make_pattern(pattern)
    for pattern in (
        rf"以{QUOTED_ZH}为(?:会议|论坛|年度|大会|本次|培训)?(?:主题|题|议题)(?!,?(?:作|做|发表|进行|开讲|讲)\p{{Han}}{{0,6}}(?:演讲|报告|发言|授课|讲座|讲话|致辞|讲课))",
        rf"主题词?(?:是|为|系|定为|确定为|设定为)?[:：]?\s*{QUOTED_ZH}",
        r"主题词?(?:是|为|系|定为|确定为|设定为)[:：]?\s*《(?P<theme>[^》]{2,80})》",
        r"主题[:：]\s*(?P<theme>[^“”,，。;；()（）]{3,60})(?=[)）,，。;；])",
        rf"{QUOTED_ZH}(?:是|成为|作为)(?:本届|本次|此次|这次|今年)?\p{{Han}}{{0,6}}?主题(?![歌曲])",
        rf"{QUOTED_ZH}(?:这一|的|为|作为|之)?(?:主题|议题){NO_SPEECH_ZH}",
        rf"(?:围绕|聚焦|紧扣){QUOTED_ZH}(?:展开|开展|进行|深入|等|[,，。;；]|主题|议题|的){NO_SPEECH_ZH}",
        r"以(?P<theme>[^“”,，。]{4,40})为主题",
        r"主题(?:是|为)(?P<theme>[^“”,，。]{4,40})[,，。]",
    )
)
QUOTED_EN = r"[“\"‘'](?P<theme>[^”\"“]{3,120}?)[,.]?[”\"’'](?![\p{L}])"
THEMES_EN = tuple(
    make_pattern(pattern, regex.IGNORECASE)
    for pattern in (
        rf"\bthemed\s+(?:on\s+|around\s+|as\s+)?{QUOTED_EN}",
        rf"\b(?:theme|topic)(?:\s+(?:of|is|was|being)|\s+for\s+this\s+year\s+(?:is|was)|\s*:|,)?\s+(?:the\s+)?{QUOTED_EN}",
        rf"{QUOTED_EN}\s*,?\s+as\s+(?:its|the|their)\s+(?:main\s+)?theme",
        rf"{QUOTED_EN}\s*,?\s+(?:is|was)\s+the\s+theme",
        rf"\b(?:under|with|on|bearing|around|featuring)\s+(?:the|a)\s+(?:theme|title|topic|banner|slogan|motto)\s+(?:of\s+)?{QUOTED_EN}",
        rf"\b(?:focus(?:ing|ed|es)?|cent(?:ered|red|ering|ring)|revolv(?:ed|ing|es))\s+(?:up)?(?:on|around)\s+(?:the\s+(?:theme\s+(?:of\s+)?)?)?{QUOTED_EN}",
        rf"\b(?:motto|slogan)(?:,|\s*:|\s+(?:is|was|being))\s+{QUOTED_EN}",
        rf"\b(?:theme|topic)\b[^.\"“”]{{0,120}}?\b(?:is|was|of|as)\s+{QUOTED_EN}",
        r"\b(?:under|with|on)\s+the\s+theme\s+(?:of\s+)(?P<theme>[^,.\"“”]{4,80})[,.]",
    )
)


def find_theme(text: EventText) -> Phrase | None:
    """The theme that the text names, without quotation marks; None where it names none."""
    patterns = THEMES_ZH if text.lang == "zh" else THEMES_EN
    for pattern in patterns:
        match = text.search(pattern)
        if match is not None:
            theme = match["theme"].strip(" ,.")
            return Phrase(theme, "body", match.start("theme"), match.start("theme") + len(theme), f"theme.{text.lang}")
    return None
