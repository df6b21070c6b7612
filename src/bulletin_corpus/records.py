"""Every record type of the corpus, once: the Parquet schemas, their descriptions and the documents are made from these.

Chinese values are in simplified characters. Offsets (`char_start`, `char_end`) are half-open and count code points of
the decoded raw file without its byte order mark, line ends untouched. Null means: not known.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Lang = Literal["zh", "en"]
Kind = Literal["meeting", "workshop", "other"]
EventStatus = Literal["reported", "referenced"]
Mode = Literal["in_person", "video", "phone", "hybrid"]
DateEvidence = Literal["explicit", "counterpart", "weekday", "bulletin", "none"]
CreditRole = Literal["photo", "author", "translator", "editor", "source"]
Part = Literal["headline", "subheadline", "dateline", "body", "credit"]

Probability = Annotated[float, Field(ge=0, le=1)]


class Record(BaseModel):
    """A row, or a part of one; it cannot be changed, and unknown fields are errors.

    Its validator is made when it is first needed: no command needs those of all records.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def row(self) -> dict[str, Any]:
        """The values by field, parts as rows too; as `model_dump` in a tenth of its time."""
        return {
            name: [part.row() if isinstance(part, Record) else part for part in value]
            if isinstance(value, list)
            else value
            for name, value in vars(self).items()
        }


def digest(*parts: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of `parts`, each ended by a zero character."""
    return hashlib.sha256("".join(part + "\0" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class RepairCount(Record):
    """How often a rule restored something."""

    rule: str = Field(description="Dotted name of the rule, e.g. reading.injected.")
    count: int = Field(description="How many places it restored.")


class Bulletin(Record):
    """One raw file."""

    bulletin_id: str = Field(description="From the file's bytes; set-aside copies carry the id of their bytes too.")
    path: str = Field(description="Path below the raw folder, parts separated by '/'.")
    sha256: str | None = Field(
        description="SHA-256 of the file's bytes, hexadecimal; null where they could not be read."
    )
    encoding: str | None = Field(description="Encoding that the file was decoded with; null where it could not be.")
    status: Literal["built", "set_aside"] = Field(description="Whether the bulletin is in the corpus.")
    reason: str | None = Field(description="Why it was set aside; null where it was built.")
    issue_date: str | None = Field(
        description="Month of issue, YYYY-MM: from the masthead, else from the file name, else null."
    )
    n_chars: int = Field(description="Code points of the decoded file.")
    n_articles: int = Field(description="Articles found in it.")
    coverage: float | None = Field(
        description="Share, 0 to 1, of the characters other than white space that articles and furniture hold."
    )
    repairs: list[RepairCount] = Field(description="What was restored: each rule with its count, by name.")
    warnings: list[str] = Field(
        description="What looks damaged or contradictory and was left as it stands, and what was restored with doubt."
    )


class Credit(Record):
    """Who made the text or the picture."""

    role: CreditRole = Field(description="What the person or source did.")
    name: str = Field(description="Name as printed.")
    text: str = Field(description="The whole credit as printed, brackets included.")


class Span(Record):
    """Where a part of an article stands."""

    part: Part = Field(description="Part of the article that the characters belong to.")
    char_start: int = Field(description="Raw offset of the first character.")
    char_end: int = Field(description="Raw offset behind the last character.")


class Article(Record):
    """One news item in one language."""

    article_id: str = Field(description="From the language and the item's own raw text; a repeated text gets a suffix.")
    bulletin_id: str = Field(description="Bulletin that it stands in.")
    position: int = Field(description="Order in the bulletin, from 0, by first character.")
    lang: Lang = Field(description="Language of the text.")
    headline: str | None = Field(
        description="Headline, joined where it was broken over lines; null where there is none."
    )
    subheadline: str | None = Field(description="Subheadline; null where there is none.")
    dateline: str | None = Field(description="Dateline as printed, e.g. 新华社北京9月15日电; null where there is none.")
    body: str = Field(
        description="Paragraphs joined by newline, without dateline and credits, in simplified characters."
    )
    body_hant: str | None = Field(
        description="The body as printed, restored, where it was in traditional characters; else null."
    )
    credits: list[Credit] = Field(description="Photographers, authors, translators, editors, sources, in order.")
    kind: Kind = Field(
        description="What the item reports: a meeting, a workshop (conference, course ...) or something else."
    )
    duplicate_of: str | None = Field(
        description="Article of the same text that comes first (issue date, then path); null for that one."
    )
    spans: list[Span] = Field(
        description="Raw spans of its parts, in order; those of all articles and remainders never overlap."
    )
    line_start: int = Field(description="First line in the raw file, from 1.")
    line_end: int = Field(description="Last line in the raw file, inclusive.")
    char_start: int = Field(description="Raw offset of its first character.")
    char_end: int = Field(description="Raw offset behind its last character.")
    reviewed: bool = Field(default=False, description="Whether a person joined, split or confirmed it.")


class Remainder(Record):
    """Characters of a bulletin that belong to no article."""

    bulletin_id: str = Field(description="Bulletin that it stands in.")
    kind: Literal["furniture", "reject"] = Field(
        description="Recognised furniture (masthead, navigation ...) or a reject."
    )
    reason: str = Field(description="What it was recognised as, or why no article took it.")
    char_start: int = Field(description="Raw offset of the first character.")
    char_end: int = Field(description="Raw offset behind the last character.")
    text: str = Field(description="The raw characters, untouched.")


class Sentence(Record):
    """One sentence of an article's body."""

    article_id: str = Field(description="Article that it stands in.")
    position: int = Field(description="Order in the body, from 0, over all paragraphs.")
    text: str = Field(description="The sentence, restored, without white space at its ends.")
    char_start: int = Field(description="Raw offset of its first character.")
    char_end: int = Field(description="Raw offset behind its last character.")


class PairRival(Record):
    """Another pairing of one of a pair's articles, which lost."""

    zh_article_id: str = Field(description="The Chinese article.")
    en_article_id: str = Field(description="The English article.")
    score: Probability = Field(description="Calibrated probability, 0 to 1, that the two belong together.")
    evidence: list[str] = Field(description="What speaks for it, in words, strongest first.")


class ArticlePair(Record):
    """A Chinese and an English article that report the same."""

    pair_id: str = Field(description="From its two article ids.")
    zh_article_id: str = Field(description="The Chinese article.")
    en_article_id: str = Field(description="The English article.")
    score: Probability = Field(description="Calibrated probability, 0 to 1, that the two belong together.")
    relation: Literal["translation", "comparable"] = Field(
        description="A rendering, or another text on the same event."
    )
    evidence: list[str] = Field(description="Why, in words, strongest first.")
    rivals: list[PairRival] = Field(description="The likeliest other pairings of its articles, which lost.")
    reviewed: bool = Field(default=False, description="Whether a person judged it.")


class SentencePair(Record):
    """A link: Chinese and English sentences that say the same."""

    pair_id: str = Field(description="Article pair that it belongs to.")
    position: int = Field(description="Order in the pair, from 0, by first Chinese sentence.")
    zh: str = Field(description="The Chinese sentences, joined by nothing.")
    en: str = Field(description="The English sentences, joined by a space.")
    zh_positions: list[int] = Field(description="Positions of the Chinese sentences in their article.")
    en_positions: list[int] = Field(description="Positions of the English sentences in their article.")
    score: Probability = Field(description="Calibrated probability, 0 to 1, that a reader would agree.")
    crossing: bool = Field(description="Whether its order differs from another link's of the pair.")
    reviewed: bool = Field(default=False, description="Whether a person judged it.")


CORRECTED = "correction of "
"""What the rule of evidence begins with that no text gives, but a person: its words are their reason."""


class Evidence(Record):
    """Words that a value rests on."""

    field: str = Field(description="Field of the record that it supports.")
    article_id: str = Field(description="Article that it stands in.")
    char_start: int = Field(description="Raw offset of its first character.")
    char_end: int = Field(description="Raw offset behind its last character.")
    text: str = Field(description="The words, restored.")
    rule: str = Field(description="Dotted name of the rule that read them.")


class Participant(Record):
    """A person at a meeting."""

    official_id: str | None = Field(description="The person in `officials`; null for one named without any office.")
    name_zh: str | None = Field(description="Chinese name as this item prints it.")
    name_en: str | None = Field(description="English name as this item prints it.")
    title_zh: str | None = Field(description="Chinese title as printed, all offices.")
    title_en: str | None = Field(description="English title as printed, all offices.")
    country: str | None = Field(description="ISO 3166 alpha-2 code, or an organisation such as UN.")
    role: Literal["principal", "attendee"] = Field(description="Whether the person leads a side or attends.")
    mention_ids: list[str] = Field(description="Where the item names the person.")


class Meeting(Record):
    """People of two or more sides meet, or talk by video or telephone."""

    meeting_id: str = Field(description="From its article ids and its order among their meetings.")
    zh_article_id: str | None = Field(description="Chinese article that reports it.")
    en_article_id: str | None = Field(description="English article that reports it.")
    status: EventStatus = Field(description="Reported, or only referred to.")
    date_start: date | None = Field(description="First day.")
    date_end: date | None = Field(description="Last day; the first one again for a single day.")
    date_evidence: DateEvidence = Field(description="What the year rests on.")
    mode: Mode | None = Field(description="How they met; null where the text does not tell.")
    place_zh: str | None = Field(description="City or country, Chinese.")
    place_en: str | None = Field(description="City or country, English.")
    countries: list[str] = Field(
        description="The sides: ISO 3166 alpha-2 codes, or organisations (UN, INTERPOL, SCO ...)."
    )
    participants: list[Participant] = Field(description="Who took part, in order of mention.")
    topics_zh: list[str] = Field(description="Fields of cooperation named in the Chinese text.")
    topics_en: list[str] = Field(description="Fields of cooperation named in the English text.")
    score: Probability = Field(
        description="Calibrated probability, 0 to 1, that parties, days, mode and place are right."
    )
    evidence: list[Evidence] = Field(description="The words that its values rest on.")
    reviewed: bool = Field(default=False, description="Whether a person corrected a value of it.")


class Organizer(Record):
    """An organisation that held a workshop."""

    name_zh: str | None = Field(description="Chinese name as printed.")
    name_en: str | None = Field(description="English name as printed.")
    role: Literal["organizer", "co_organizer"] = Field(description="Host (主办), or co-organizer (承办, 协办).")


class Speaker(Record):
    """A person who spoke at a workshop."""

    official_id: str | None = Field(description="The person in `officials`; null for one named without any office.")
    name_zh: str | None = Field(description="Chinese name as this item prints it.")
    name_en: str | None = Field(description="English name as this item prints it.")
    title_zh: str | None = Field(description="Chinese title as printed, all offices.")
    title_en: str | None = Field(description="English title as printed, all offices.")
    country: str | None = Field(description="ISO 3166 alpha-2 code, or an organisation such as UN.")
    mention_ids: list[str] = Field(description="Where the item names the person.")


class Workshop(Record):
    """A workshop, seminar, forum, conference, training course or dialogue with an audience."""

    workshop_id: str = Field(description="From its article ids and its order among their workshops.")
    zh_article_id: str | None = Field(description="Chinese article that reports it.")
    en_article_id: str | None = Field(description="English article that reports it.")
    status: EventStatus = Field(description="Reported, or only referred to.")
    name_zh: str | None = Field(description="Chinese name.")
    name_en: str | None = Field(description="English name.")
    theme_zh: str | None = Field(description="Chinese theme, without quotation marks.")
    theme_en: str | None = Field(description="English theme, without quotation marks.")
    date_start: date | None = Field(description="First day.")
    date_end: date | None = Field(description="Last day; the first one again for a single day.")
    date_evidence: DateEvidence = Field(description="What the year rests on.")
    mode: Mode | None = Field(description="How it was held; null where the text does not tell.")
    venue_zh: str | None = Field(description="Institution or hall, Chinese.")
    venue_en: str | None = Field(description="Institution or hall, English.")
    place_zh: str | None = Field(description="City, Chinese.")
    place_en: str | None = Field(description="City, English.")
    organizers: list[Organizer] = Field(description="Who held it.")
    speakers: list[Speaker] = Field(description="Who spoke, in order of mention.")
    countries: list[str] = Field(description="States named as taking part, ISO 3166 alpha-2.")
    topics_zh: list[str] = Field(description="Topics named in the Chinese text.")
    topics_en: list[str] = Field(description="Topics named in the English text.")
    score: Probability = Field(description="Calibrated probability, 0 to 1, that name, days, mode and place are right.")
    evidence: list[Evidence] = Field(description="The words that its values rest on.")
    reviewed: bool = Field(default=False, description="Whether a person corrected a value of it.")


class Position(Record):
    """An office that an official holds or held."""

    title_zh: str | None = Field(description="Chinese title as printed.")
    title_en: str | None = Field(description="English title as printed.")
    first_seen: date | None = Field(description="First dated item that prints it.")
    last_seen: date | None = Field(description="Last dated item that prints it.")


class OfficialRival(Record):
    """Another official of like name or office, who was judged to be another person."""

    official_id: str = Field(description="The other official.")
    odds: float = Field(description="Sum of what speaks for one person and against it; higher is more alike.")
    reasons: list[str] = Field(description="What was compared, with its weight.")


class Official(Record):
    """A person who is named with an office, over the whole corpus."""

    official_id: str = Field(description="From the smallest mention id; it may change when people are merged.")
    name_zh: str | None = Field(description="Chinese name; null where no text gives it.")
    name_en: str | None = Field(description="English name; null where no text gives it.")
    pinyin: str | None = Field(description="Reading of the Chinese name, syllables separated by spaces.")
    country: str | None = Field(description="ISO 3166 alpha-2 code, or an organisation such as UN.")
    positions: list[Position] = Field(description="One for each office.")
    aliases_zh: list[str] = Field(description="Other Chinese forms of the name.")
    aliases_en: list[str] = Field(description="Other English forms of the name.")
    n_mentions: int = Field(description="How often texts name the person.")
    article_ids: list[str] = Field(description="Articles that name the person.")
    first_seen: date | None = Field(description="First dated item that names the person.")
    last_seen: date | None = Field(description="Last dated item that names the person.")
    rivals: list[OfficialRival] = Field(description="The officials most alike who were judged to be other persons.")
    reviewed: bool = Field(default=False, description="Whether a person judged who this is, or what the name is.")


class Mention(Record):
    """One place where a text names an official."""

    mention_id: str = Field(description="From its article id and its order there.")
    official_id: str | None = Field(description="The person in `officials`.")
    article_id: str = Field(description="Article that it stands in.")
    name: str = Field(description="Name as printed there.")
    title: str | None = Field(description="Title as printed beside it; null at a second mention.")
    char_start: int = Field(description="Raw offset of the name's first character.")
    char_end: int = Field(description="Raw offset behind the name's last character.")
    rule: str = Field(description="Dotted name of the rule that found it.")


TABLES: dict[str, type[Record]] = {
    "bulletins": Bulletin,
    "articles": Article,
    "remainders": Remainder,
    "sentences": Sentence,
    "article_pairs": ArticlePair,
    "sentence_pairs": SentencePair,
    "meetings": Meeting,
    "workshops": Workshop,
    "officials": Official,
    "mentions": Mention,
}
"""The tables of a corpus, by name, in the order of the documents."""


def bulletin_id(sha256: str) -> str:
    """The id of the bulletin whose bytes have this SHA-256."""
    return "b-" + sha256[:16]


def article_id(lang: Lang, raw_text: str) -> str:
    """The id of the article in `lang` whose spans hold `raw_text` (joined in order)."""
    return "a-" + digest(lang, raw_text)


def copy_id(article_id: str, copy: int) -> str:
    """The id of the text's `copy`-th appearance, counted from 1; the first has no suffix."""
    return article_id if copy == 1 else f"{article_id}-{copy}"


def first_id(article_id: str) -> str:
    """The id of the first article of the same text."""
    return "-".join(article_id.split("-")[:2])


def pair_id(zh_article_id: str, en_article_id: str) -> str:
    """The id of the pair of these two articles."""
    return "p-" + digest(zh_article_id, en_article_id)


def event_id(
    kind: Literal["meeting", "workshop"], zh_article_id: str | None, en_article_id: str | None, order: int
) -> str:
    """The id of the item's meeting or workshop number `order`, from 0."""
    return kind[0] + "-" + digest(kind, zh_article_id or "", en_article_id or "", str(order))


def mention_id(article_id: str, order: int) -> str:
    """The id of the article's mention number `order`, from 0."""
    return "n-" + digest(article_id, str(order))


def official_id(mention_ids: list[str]) -> str:
    """The id of the official whom these mentions name."""
    return "o-" + digest(min(mention_ids))
