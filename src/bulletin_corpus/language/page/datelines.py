"""Where an item was filed: the dateline before its first sentence, in Chinese and in English.

Decides how many characters at the start of a paragraph are its dateline. The dateline ends before the bracket that
names its reporter, which is a credit. Agencies stand in `lexicon/agencies.tsv`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from bulletin_corpus.language.lexicon import lexicon
from bulletin_corpus.language.patterns import make_pattern

if TYPE_CHECKING:
    from bulletin_corpus.records import Lang

LONGEST_DATELINE = 90  # characters; DAR ES SALAAM, Tanzania, Sept. 28, 2021 (Xinhua) -- has 51

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
# Nov. 22 / 22 Nov / Nov.30, 2023
EN_DATE = rf"(?:{MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\s{MONTH})(?:,?\s\d{{4}})?"
DASH = r"(?:--+|[—–―]+|-(?=\s)|——)"

# BEIJING, Nov. 22 (Xinhua) -- / DUBROVNIK, Croatia, Aug. 15 (Xinhua) -- / BEIJING — / Nov.30, 2023 -- / (Xinhua) --
COUNTRY = rf"(?: ,\s (?! {MONTH}\s?\d ) \p{{Lu}}[\p{{L}}.'’ -]{{1,30}} ){{0,2}}"
AGENCY = r"[(（] [^()（）]{2,40} [)）]"
CAPITALS = r"\p{Lu}[\p{Lu}.'’ -]*\p{Lu}\b"
EN_DATELINE = make_pattern(
    rf"""
    (?: (?P<city> {CAPITALS} \.? (?: / \p{{Lu}}[\p{{Lu}}.'’ -]+ )* ) {COUNTRY}
        (?: ,?\s {EN_DATE} )?+ (?: ,?\s* {AGENCY} )?+ \s* {DASH}
      | \p{{Lu}}[\p{{L}}.'’ -]{{2,30}} {COUNTRY} (?: ,?\s {EN_DATE} )?+ ,?\s* {AGENCY} \s* {DASH}
      | {EN_DATE} (?: \s* {AGENCY} )?+ \s* {DASH}
      | {AGENCY} \s* {DASH}
      | (?P<city> {CAPITALS} ) {COUNTRY} ,?\s {EN_DATE} \s* {AGENCY}                                # its dash was lost
    )
    """,
    regex.VERBOSE,
)

# 电话, 电贺, 电视: no telegram. 讯问, 消息人士: no report.
MEDIUM = "(?:社|日报|晚报|时报|周报|报|网|电视台|广播电台|客户端|在线|通讯)"
NO_TELEGRAM = "话视贺唁告令召影力子网信邀慰请询商谈气动站"


# No dateline is without one of these
SIGNS: dict[Lang, tuple[str, ...]] = {
    "zh": ("电", "讯", "消息", "报道", "【"),
    "en": ("--", "—", "–", "―", "- ", ")", "）"),
}


@cache
def _zh_dateline() -> regex.Pattern[str]:
    """新华社北京9月15日电 / 本报南宁11月1日电 / 央广网西双版纳3月22日消息 / 【连网】 / 本报讯."""
    names = sorted(
        (row["name"] for row in lexicon("agencies") if row["lang"] == "zh"), key=lambda name: (-len(name), name)
    )
    agency = "|".join(map(regex.escape, names))
    day = r"(?:\d{4}\s?年\s?)?(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日"
    kind = rf"(?:综合)?(?:专电|电讯|电(?![{NO_TELEGRAM}])|讯(?!问|息)|消息(?!人士)|报道)"
    medium = rf"(?: (?:{agency}) (?:客户端|微信公众号)? | \p{{Han}}{{1,10}}?{MEDIUM} )"
    return make_pattern(
        rf"""
        [【(（\[]?
        (?: (?:据|综合)? {medium} [\s/／]?
            (?: (?!记者|通讯员) [\p{{Han}}·/／、]{{0,16}}? \s? {day} \s? {kind}
              | (?P<short> (?!记者|通讯员) \p{{Han}}{{0,6}}? {kind} ) )
        ) [】)）\]]?
      | 【 (?: (?:{agency}) | \p{{Han}}{{1,8}}?(?:报|网|社|台|客户端|在线) ) (?:讯|消息|电|报道)? 】
        """,
        regex.VERBOSE,
    )


def dateline_end(text: str, lang: Lang) -> int:
    """The number of characters of the dateline that opens `text`; 0 where none does."""
    head = text[:LONGEST_DATELINE]
    for sign in SIGNS[lang]:
        if sign in head:
            break
    else:
        return 0
    if lang == "en":
        match = EN_DATELINE.match(head)
        if match is None:
            return 0
        city = match["city"]
        bare = city is not None and len(city) <= 2 and match.end() <= len(city) + 4  # 'UN - ...' begins a sentence
        return 0 if bare else int(match.end())
    match = _zh_dateline().match(head)
    if match is None:
        return 0
    end = int(match.end())
    marked = text[end : end + 1] in ("", "(", "（", "【", " ", "\u3000", ":", "：", ",", "，")
    # 中国警察网讯: without a day, only what names itself (本报讯) or is set off from the text
    return end if match["short"] is None or marked or head.startswith(("本", "据", "【", "(", "（")) else 0
