"""The words that tell of a meeting (会见, 'held talks with'), and whether they report one or only refer to one.

Input is a `Stretch` of an article, output its `Trigger`s in order. Words that point back to a meeting (会见后,
会晤机制, 'attended the meeting') are no triggers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin_corpus.language.events.meeting_words import words_of_meeting
from bulletin_corpus.language.events.reading import Phrase, words_pattern
from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.countries import find_countries

if TYPE_CHECKING:
    from bulletin_corpus.language.events.meeting_words import Frame
    from bulletin_corpus.language.events.reading import EventText, NamedPerson, TextPart
    from bulletin_corpus.records import EventStatus


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an article that is read at once: a sentence, a piece of one, or a headline (number -1)."""

    text: EventText
    part: TextPart
    start: int
    end: int
    number: int

    @property
    def words(self) -> str:
        """The stretch's own words."""
        return self.text.parts[self.part][self.start : self.end]

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in its part."""
        return self.start, self.end

    def between(self, start: int, end: int) -> str:
        """The words of the part in `[start, end)`, cut to the stretch."""
        return self.text.parts[self.part][max(self.start, start) : min(self.end, end)]

    def people(self) -> list[NamedPerson]:
        """The persons named in it, in order."""
        return self.text.people(self.start, self.end, self.part)

    def piece(self, start: int, end: int) -> Stretch:
        """The piece `[start, end)` of the same sentence."""
        return Stretch(self.text, self.part, start, end, self.number)


# no sentence of a news item tells of more meetings; it bounds the work on hostile input
MOST_TRIGGERS = 12


# the event at which others meet: 'on the sidelines of the G20 meeting', 出席二十国集团会议期间
SETTING = {
    "zh": make_pattern(r"(?:出席|参加)[^,，。;；]{0,30}$"),
    "en": make_pattern(
        r"(?i)\b(?:on\s+the\s+(?:sidelines|margins|fringes)\s+of|ahead\s+of)\s+(?:the\s+|an?\s+)?[^.,;]{0,40}$"
    ),
}
# what is only the setting: on the fringes of the forum, 论坛期间
ASIDE = {
    "zh": make_pattern(r"[^,，。;；]{0,30}(?:期间|间隙|之际)"),
    "en": make_pattern(r"(?i)\b(?:on\s+the\s+(?:sidelines|margins|fringes)\s+of|during|ahead\s+of)\s[^.,;]{0,60}"),
}
DURING = {"zh": make_pattern(r"期间|间隙|之际|前夕"), "en": make_pattern("")}


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of meeting: `frame` says how the parties stand around them."""

    phrase: Phrase
    frame: Frame
    status: EventStatus


# 此次会见, 参加会谈, 建立定期会晤: they point back to a meeting, or to meetings in general
BACK_BEFORE = {
    "zh": make_pattern(
        r"(?:此次|本次|这次|该次|参加|出席|列席|陪同|加强|建立|定期|健全|完善|开展|上次|首轮|深化|密切|推动|筹备|见证了|通过|保持|的)(?:了)?$"
    ),
    "en": make_pattern(
        r"(?i)\b(?:(?:attend(?:ed|ing)?|joined|present\s+at|before|after|such|next|closer|of|to|for)\s+"
        r"|(?:the|this|these|regular|annual|future|any|more|further)\s+(?:\w+\s+)?)$"
    ),
}
# 举行了富有成果的|会谈, 'made the remarks |during talks with', 'flew to Havana to |meet with': they report
NO_BACK = {
    "zh": make_pattern(r"(?:举行|进行|展开)了?[^,，。;；]{1,16}的\p{Han}{2,6}$"),
    "en": make_pattern(
        r"(?i)\b(?:during|in|at|after|following)\s[^,.;]{0,60}\swith$"
        r"|\b(?:flew|travel+ed|came|went)\s[^,.;]{0,40}\bto\s+(?:meet|hold\s+talks|confer)\s+with$"
    ),
}
# 会见后, 会谈中, 会晤机制, 视频连线参会
BACK_AFTER = {
    "zh": make_pattern(
        r"(?:方式|形式)?(?:参会|参加|出席|与会)|(?:结束)?(?:机制|制度|纪要|时(?!任)|后|前|期间|结束|上[,，]|达成|共识|成果|精神|在座|活动[中后前])"
        r"|中(?![国方外]|\p{Han}{0,3}[双两])"
    ),
    "en": make_pattern(r"\s+(?:mechanism|mechanisms|system|minutes|room)\b"),
}

# 甲与乙通电话时说, but not 会见时在座
SPOKEN_AT_ZH = make_pattern(r"时(?!\p{Han}{0,3}(?:在座|参加|陪同))")
MECHANISM = make_pattern(r"机制|制度|\s+mechanisms?\b")

# who speaks: what stands behind it in the sentence is told, not reported
SPEECH = {
    "zh": make_pattern(
        r"表示|指出|强调|(?<!游)说(?!明)|称|认为|介绍|回顾|希望|提到|积极评价|高度评价|感谢|祝贺(?!其)|赞赏|转达|通报|致辞中"
    ),
    "en": make_pattern(
        r"\b(?:said|says|noted|stated|stressed|added|told|pointed\s+out|expressed|hoped|hopes|recalled|emphasized|"
        r"according\s+to|called\s+for|thanked|remarked|underscored|underlined|mentioned|spoke\s+(?:highly|positively)|"
        r"observed|explained|urged|briefed|pledged|vowed|reached\s+by|praised|hailed)\b"
    ),
}
PAST = {
    "zh": make_pattern(r"此前|去年|前年|上次|上个月|不久前|早些时候|曾|年初|上月|刚刚|以来|20\d\d年初"),
    "en": make_pattern(
        r"(?i)\b(?:earlier\s+(?:this\s+(?:year|month|week)|(?:met|held|had|spoke|talked)\b)|last\s+(?:year|month|week|spring|summer|autumn|winter|"
        r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*)|previously|(?:years?|months?|weeks?)\s+ago|"
        r"had\s+(?:met|talked|held|spoken)|when\s+they\s+met|since\s+the\w*)\b"
    ),
}
# 十年前的10月,时任...; 'Ten years ago this October, ...': the whole sentence looks back
LONG_AGO = {
    "zh": make_pattern(
        r"(?:^|[,，。;；])\s*(?:早在|就在)?(?:[\d一二三四五六七八九十百两数几]+多?|多)年前(?:的[^,，。]{0,8})?[,，]"
    ),
    "en": make_pattern(r"(?i)^\W*(?:[\w-]+\s+){1,3}(?:years?|decades?|months?)\s+ago\b"),
}
# what is planned or does not take place: 将于28日在京|会见, 未能与其举行|会谈; 'is scheduled to |meet'
UNREAL_BEFORE = {
    "zh": make_pattern(
        r"(?:(?<![中少上大准])将(?![军士领])|(?<![虚模])拟(?=[于在同与会应对拜赴])|计划(?=[于在同与会拜赴下\d])|预计|定于|即将|届时|有望|未能|没有|并未|无法|原定|邀请|欢迎)"
        r"[^,，。;；的]{0,40}$"
    ),
    "en": make_pattern(
        r"(?i)\b(?:(?:will|would|shall|may|might|could|can|should|cannot|won't|never|not|didn't)\s+(?:be\s+)?"
        r"|(?:due|scheduled|expected|set|plan(?:s|ned)?|hop(?:es?|ed|ing)|slated|likely|about|agreed|going)\s+to\s+"
        r"|(?:cancel(?:l?ed|s)?|postpone[ds]?|put\s+off|called\s+off|skipped|scrapped)\s+)(?:\w+\s+){0,2}$"
    ),
}
UNREAL_AFTER = {
    "zh": make_pattern(r"[^,，。;；]{0,12}(?:推迟|延期|取消|搁置|改期)|将[于在]|拟于|定于|计划于"),
    "en": make_pattern(
        r"(?i)[^.;]{0,120}?\b(?:was|were|been)\s+(?:put\s+off|postponed|cancell?ed|called\s+off|scrapped)\b"
    ),
}
# 同来访的: says no more of the partner
VISITING_ZH = make_pattern(r"(?<=[同与和跟见])(?:来访|到访|访华|来华\p{Han}{0,8}|应邀\p{Han}{0,6}|率团\p{Han}{0,6})的")


def find_triggers(stretch: Stretch) -> list[Trigger]:
    """The triggers of `stretch` in order, without overlap; referring ones only where none reports."""
    lang = stretch.text.lang
    found: list[Trigger] = []
    words = stretch.text.parts[stretch.part]
    for start, end, frame, mode in words_of_meeting(words, lang, *stretch.span):
        if len(found) == MOST_TRIGGERS:
            break
        if _is_trigger(stretch, start, end, frame):
            rule = ".".join(["meeting", frame, *([mode] if mode else []), lang])
            phrase = Phrase(words[start:end], stretch.part, start, end, rule)
            found.append(Trigger(phrase, frame, _status(stretch, phrase)))
    reported = [trigger for trigger in found if trigger.status == "reported"]
    plain = [trigger for trigger in reported if trigger.frame != "session"]
    return plain or reported[:1] or found[:1]


def _is_trigger(stretch: Stretch, start: int, end: int, frame: Frame) -> bool:
    lang = stretch.text.lang
    named = stretch.text.named.get(stretch.part, ())
    in_name = any(place.start < end and start < place.end for place in named)
    if in_name or _quoted(stretch, start) or _is_unreal(stretch, start, end):
        return False
    if frame in ("joint", "topic"):
        return _between_sides(stretch, start, end, frame)
    after = stretch.between(end, end + 24)
    before = stretch.between(start - 60, start)
    if frame == "session":
        setting = SETTING[lang].search(before) and DURING[lang].match(after)
        return not setting and _is_session(stretch) and MECHANISM.match(after) is None
    parties = {stretch.text.country(place.person) for place in stretch.people() if place.start < start}
    thing = lang == "en" and stretch.between(start, end).lower() in BARE_VERBS and not _takes_person(stretch, end)
    if thing or (frame == "exchange" and len(parties) < 2):  # 双方深入交流 only goes on about a meeting
        return False
    if lang == "zh" and len(parties) > 1 and SPOKEN_AT_ZH.match(after):
        return True
    if NO_BACK[lang].search(before + stretch.between(start, end)):
        before = ""
    return not BACK_AFTER[lang].match(after) and not BACK_BEFORE[lang].search(before[-24:])


# a partner's title and name begin so near behind the words
PARTNER_CHARS = 60
# the first two sentences tell what the news is
LAST_OF_LEAD = 1


def _between_sides(stretch: Stretch, start: int, end: int, frame: Frame) -> bool:
    """Whether persons of two countries stand behind 'talks between', or on both sides of 'discussed trade with'."""
    named = stretch.text.named.get(stretch.part, ())
    if frame == "joint":
        return len({stretch.text.country(place.person) for place in named if place.start >= end}) > 1
    if stretch.number > LAST_OF_LEAD and end - start < len("discussed"):
        return False  # told, later on
    led = {stretch.text.country(place.person) for place in stretch.people() if place.end <= start} - {None}
    partners = [place.person for place in named if end <= place.start < end + PARTNER_CHARS]
    return bool(led) and bool({stretch.text.country(person) for person in partners} - led - {None})


def _is_unreal(stretch: Stretch, start: int, end: int) -> bool:
    """Whether a meeting is only planned, called off or denied, or a chat on a tour."""
    lang = stretch.text.lang
    told_of = stretch.between(start, end).lower()
    if told_of in CASUAL and ON_TOUR[lang].search(stretch.between(stretch.start, start)):
        return True
    if UNREAL_AFTER[lang].match(stretch.between(end, stretch.end)):
        return True
    if lang == "en":
        return UNREAL_BEFORE[lang].search(stretch.between(start - 60, start)) is not None
    before = stretch.between(stretch.start, start)
    for named in reversed(stretch.people()):
        if named.end <= start:  # 的 in a title says nothing
            before = before[: named.start - stretch.start] + "某" + before[named.end - stretch.start :]
    return UNREAL_BEFORE[lang].search(VISITING_ZH.sub("", before)) is not None


# 参观了展览馆,并与馆长|交谈: who is talked with on a tour is no side of a meeting
CASUAL = frozenset(("交谈", "亲切交谈", "talked with", "talks with", "chatted with", "talk with"))
ON_TOUR = {
    "zh": make_pattern(r"参观|观看|走访|看望|慰问|检查|考察了|调研"),
    "en": make_pattern(r"(?i)\b(?:visited\s+an?|toured|inspected|inspection|watched|looked\s+around|walked)\b"),
}


# verbs that take things as well: 'Tonga Receives Equipment', 'met the needs of'
BARE_VERBS = frozenset(("received", "receives", "met", "meets", "meet"))
PERSON_EN = make_pattern(
    r"(?i)\b(?:counterparts?|ministers?|minister-counsel\w+|chiefs?|delegations?|ambassadors?|envoys?|guests?|officials?|directors?|presidents?"
    r"|secretar(?:y|ies)|commissioners?|generals?|heads?|leaders?|officers?|mayors?|governors?|consuls?|chair\w*|representatives?"
    r"|administrators?|premiers?|judges?|justices?|prosecutors?|procurators?|him|her|them|each\s+other|attach\w+|commanders?"
    r"|police|customs|principals?|visitors?|group|team|experts?)\b"
)
# received| the credentials of B
RECEIVED_THING_EN = make_pattern(
    r"(?i)^\W*(?:(?:the|a|an|his|her|its|their)\s+)?(?:[\w-]+\s+){0,3}?(?:credentials|letters?|messages?|cop(?:y|ies)|reports?"
    r"|briefings?|awards?|orders?|medals?|gifts?|donations?|support|help|assistance|equipment|invitations?|training"
    r"|treatment|certificates?|congratulations|condolences|applause|instructions?)\b"
)
# they met| in Beijing
NO_THING_EN = make_pattern(
    r"(?i)\W*(?:here|in|on|at|via|online|by|for|separately|virtually|again|with|and|to|as|face|briefly|privately|informally|there|$)(?!\w)"
)


def _takes_person(stretch: Stretch, end: int) -> bool:
    """Whether a person, or a word for one, stands behind a verb of meeting within its clause."""
    named = stretch.text.named.get(stretch.part, ())
    behind = stretch.between(end, end + 80)
    if RECEIVED_THING_EN.match(behind):
        return False
    if any(end <= place.start < min(end + 120, stretch.end) for place in named):
        return True
    return NO_THING_EN.match(behind) is not None or PERSON_EN.search(behind) is not None


def _quoted(stretch: Stretch, at: int) -> bool:
    """Whether the place stands inside quotation marks or a book title."""
    before = stretch.between(stretch.start, at)
    pairs = (("“", "”"), ("《", "》"), ("「", "」"))
    return (
        any(before.count(opening) > before.count(closing) for opening, closing in pairs) or before.count('"') % 2 == 1
    )


# 举行第三次中韩海警高级别工作会议 · 禁毒合作三方会晤在云南景洪举行 · 'gathered for their third working meeting'
HELD = {
    "zh": make_pattern(r"举行|召开|主持|进行了?|举办|会晤|会谈|通话|会商"),
    "en": make_pattern(
        r"(?i)\b(?:h[eo]lds?|holding|convened|gathered|t(?:ook|aken)\s+place|(?:was|were)\s+held|co-chaired|chaired|opened"
        r"|me(?:et|t)|conducted|had|exchanged|spoke|talked|connected|conferred|c[ao]me\s+together|sat\s+down"
        r"|(?:during|in|at|(?:after|following)(?!\s+the))\s+(?:[a-z-]+\s+){0,4}"
        r"(?:talks|meeting|call|conversation|consultations|discussions))\b"
    ),
}
MANY_ZH = make_pattern(r"成员国|缔约方|各国|多国|\d+个?(?:国家|国)|与会代表")
BOTH_SIDES = {
    "zh": make_pattern(r"双方|两国(?:部门|代表团)|三方|两人|两国\p{Han}{2,8}部门(?:以|在|举行)"),
    "en": make_pattern(
        r"(?i)\b(?:the\s+(?:two|three|both)\s+sides|both\s+sides|the\s+two\s+(?:officials|ministers|men|leaders|heads|chiefs|delegations|commissioners))\b"
    ),
}


def _is_session(stretch: Stretch) -> bool:
    """Whether a nominal event is one of two to four sides: countries are chained in its name or lead it by name."""
    words, lang = stretch.words, stretch.text.lang
    if HELD[lang].search(words) is None and stretch.part == "body":
        return False
    if words_pattern("workshop_nouns", lang, strength="strong").search(ASIDE[lang].sub("", words)):
        return False
    if lang == "zh" and MANY_ZH.search(words):
        return False
    states = {country.code for country in find_countries(words, lang)}
    told = [(stretch.text.country(named.person), named) for named in stretch.people()]
    led = {code or f"?{named.person}" for code, named in told if code is not None or named.titled}
    if 2 <= len(states | led) <= 4:
        return True
    return 0 <= stretch.number <= 1 and BOTH_SIDES[lang].search(words) is not None and len(states | led) <= 4


# 'said when meeting with', 'called for ... during a meeting with': the speech was made at the meeting
AT_MEETING_EN = make_pattern(r"(?i)\b(?:in|during|at|when|while|as|after)\s+(?:he\s+|she\s+|an?\s+|his\s+|her\s+)?$")
# 'B thanked A during their |meeting', not 'said that the leaders, during their |call'
AT_THEIRS_EN = make_pattern(r"(?i)\b(?:in|during|at)\s+their\s+$")
TOLD_EN = make_pattern(r"\b(?:that|reached\s+by)\b")
OPENS_AT_EN = make_pattern(r"(?i)(?:in|during|at)\s+a\b")


def _status(stretch: Stretch, phrase: Phrase) -> EventStatus:
    """Reported, or referred to in somebody's speech or as an earlier event."""
    before = stretch.between(stretch.start, phrase.start)
    if stretch.text.lang == "zh":
        earlier = SPEECH["zh"].search(before) or PAST["zh"].search(before[-14:]) or LONG_AGO["zh"].search(before)
        return "referenced" if earlier else "reported"
    if PAST["en"].search(stretch.between(phrase.start - 30, phrase.end + 60)) or LONG_AGO["en"].search(before):
        return "referenced"
    speech = SPEECH["en"].search(before)
    if speech is None or (AT_THEIRS_EN.search(before) and TOLD_EN.search(before, speech.start()) is None):
        return "reported"
    return "reported" if AT_MEETING_EN.search(before) or OPENS_AT_EN.match(phrase.value) else "referenced"
