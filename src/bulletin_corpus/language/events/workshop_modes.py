"""How a workshop was held: in one place, on screens, or both; some may only speak from a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.events.event_details import sentence_mode
from bulletin_corpus.language.events.reading import Phrase
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from bulletin_corpus.language.events.reading import EventText, WorkshopAccount
    from bulletin_corpus.records import Mode

# some are there, others on a screen: 线上参会, 现场参会, 主会场; 'addressed the workshop via video link'
ONLINE_PART = {
    "zh": make_pattern(
        r"(?:线上|视频|云端|远程|在线|连线)(?:方式|形式|连线)?(?:参会|参加|出席|与会|致辞|致词|发言|演讲|讲话|授课|分享|致贺|祝贺|讲授)|视频致辞|视频讲话|书面及视频"
    ),
    "en": make_pattern(
        r"(?i)\b(?:via|by|through)\s+(?:a\s+)?(?:video(?:\s*link)?|internet)\b|\b(?:joined|attended|participated|spoke|speaking|took\s+part|addressed|lectured|taught)[^.]{0,60}\b(?:online|virtually|remotely)\b|\bvideo\s+(?:speech|address|message)"
    ),
}
ON_SITE_PART = {
    "zh": make_pattern(r"现场(?:参会|参加|出席|与会|致辞)|线下(?:参会|参加|出席)|主会场|现场会议"),
    "en": make_pattern(r"(?i)\b(?:in\s+person|on[\s-]site|main\s+venue|at\s+the\s+venue)\b"),
}


def workshop_mode(text: EventText, account: WorkshopAccount) -> tuple[Mode, Phrase] | None:
    """How the event was held; None where only the place could tell. An online event by name is one (云对话)."""
    if account.name is not None:
        named = sentence_mode(text, account.name.part, (account.name.start, account.name.end))
        if named is not None and named[0] == "video":
            return named
    spans = [text.sentences[n] for n in range(min(3, len(text.sentences)))]
    own = None
    for span in spans:
        own = sentence_mode(text, "body", span)
        own = None if own is not None and own[0] == "phone" else own
        if own is not None and (own[0] == "hybrid" or not _only_part(text, own[1])):
            break
        own = None
    for part in ("headline", "subheadline"):
        if own is None and part in text.parts:
            own = sentence_mode(text, part, (0, len(text.parts[part])))
            # 'Children First Online': a headline's word about what the body puts in a place
            placed = own is not None and own[0] == "video" and (account.place or account.venue) and text.lang == "en"
            own = None if own is not None and (placed or _only_part(text, own[1])) else own
    if own is not None and own[0] in ("hybrid", "in_person"):
        return own
    online = text.search(ONLINE_PART[text.lang])
    on_site = text.search(ON_SITE_PART[text.lang])
    if online is not None and own is None:
        phrase = Phrase(online[0], "body", online.start(), online.end(), f"mode.part-online.{text.lang}")
        return ("hybrid" if on_site is not None or account.venue or account.place else "video"), phrase
    if own is not None and on_site is not None and on_site.start() != own[1].start:
        return "hybrid", own[1]
    return own


# 以|视频
BY_MEANS_ZH = make_pattern(r"(?:以|通过)$")
# 视频|方式致辞
TAKES_PART_ZH = make_pattern(
    r"(?:方式|形式|连线)?(?:参会|参加|出席|与会|致辞|致词|发言|演讲|讲话|会见|授课|分享|致贺|祝贺)"
)
# spoke via video
PART_WORDS_EN = make_pattern(
    r"(?i)\b(?:speech|address|addressed|message|joined|spoke|remarks|said|delivered|told|speaking|made\s+by|lectured|lecture|taught"
    r"|congratulat\w+|greetings)\b"
)


def _only_part(text: EventText, phrase: Phrase) -> bool:
    """Whether the words tell only how somebody took part (视频致辞, 'in a video speech')."""
    words = text.parts[phrase.part]
    if text.lang == "zh":
        clause = max(words.rfind(mark, 0, phrase.start) for mark in ",，。、;；") + 1
        by = BY_MEANS_ZH.search(words[clause : phrase.start])
        if by and any(clause < named.end <= phrase.start for named in text.named.get(phrase.part, ())):
            return True
        return (
            TAKES_PART_ZH.match(
                words[phrase.end :],
            )
            is not None
        )
    sentence = words[max(0, phrase.start - 120) : phrase.end + 30]
    return PART_WORDS_EN.search(sentence) is not None
