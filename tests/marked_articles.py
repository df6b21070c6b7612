"""Articles for tests of the event grammars, written with their persons marked.

`[公安部部长|梁铭川|CN]` is a person named with title, name and country, `[|梁铭川|CN]` one without title,
`<Liang Mingchuan|minister of public security|CN>` one whose title stands behind the name, `{梁铭川}` a later mention.
A person of both languages is joined by a key, the text behind `#`: `[公安部部长|梁铭川|CN#liang]`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from bulletin_corpus.documents import ArticleText, NameMention, Office, Person
from bulletin_corpus.language.words.sentences import split
from bulletin_corpus.offsets import MappedText
from bulletin_corpus.records import Lang, Part, mention_id

MARK = regex.compile(
    r"\[(?P<title>[^|\]]*)\|(?P<name>[^|\]]+)\|(?P<country>[A-Z]*)(?:\#(?P<key>\w+))?\]"
    r"|<(?P<name>[^|>]+)\|(?P<title>[^|>]*)\|(?P<country>[A-Z]*)(?:\#(?P<key>\w+))?>|\{(?P<again>[^}]+)\}"
)


@dataclass
class _Draft:
    key: str
    country: str | None
    names: dict[Lang, str] = field(default_factory=dict)
    titles: dict[Lang, str] = field(default_factory=dict)
    mentions: list[NameMention] = field(default_factory=list)


class MarkedItem:
    """Collects marked articles of both languages and gives their persons."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []

    def article(self, lang: Lang, body: str, headline: str | None = None, dateline: str | None = None) -> ArticleText:
        article_id = f"a-{lang}"
        parts = {"headline": headline, "body": body}
        plain = {
            part: self._read(lang, article_id, "headline" if part == "headline" else "body", text) if text else None
            for part, text in parts.items()
        }
        mapped = MappedText.from_raw(plain["body"] or "")
        return ArticleText(
            article_id,
            lang,
            0,
            MappedText.from_raw(plain["headline"]) if plain["headline"] else None,
            None,
            MappedText.from_raw(dateline) if dateline else None,
            mapped,
            (),
            tuple(split(mapped.text, lang)),
            (),
            1,
            1,
        )

    def _read(self, lang: Lang, article_id: str, part: Part, marked: str) -> str:
        plain, at = "", 0
        for match in MARK.finditer(marked):
            plain += marked[at : match.start()]
            at = match.end()
            start = len(plain)
            if match["again"]:
                plain += match["again"]
                draft = next(d for d in self.drafts if match["again"] in d.names.get(lang, ""))
                self._mention(draft, lang, article_id, part, match["again"], None, (start, len(plain)), (start, start))
                continue
            title, name = match["title"], match["name"]
            gap = " " if lang == "en" and title else ""
            if match[0].startswith("["):
                plain += title + gap + name
                title_span = (start, start + len(title))
                span = (start + len(title + gap), len(plain))
            else:
                plain += name + (", " if lang == "en" else "") + title
                span, title_span = (start, start + len(name)), (len(plain) - len(title), len(plain))
            draft = self._draft(match["key"] or name, match["country"] or None)
            draft.names.setdefault(lang, name)
            if title:
                draft.titles.setdefault(lang, title)
            self._mention(draft, lang, article_id, part, name, title or None, span, title_span)
        return plain + marked[at:]

    def _draft(self, key: str, country: str | None) -> _Draft:
        for draft in self.drafts:
            if draft.key == key:
                return draft
        self.drafts.append(_Draft(key, country))
        return self.drafts[-1]

    def _mention(  # noqa: PLR0913 - one for each field of a mention
        self,
        draft: _Draft,
        lang: Lang,
        article_id: str,
        part: Part,
        name: str,
        title: str | None,
        span: tuple[int, int],
        title_span: tuple[int, int],
    ) -> None:
        order = sum(len(d.mentions) for d in self.drafts)
        draft.mentions.append(
            NameMention(
                mention_id(article_id, order),
                article_id,
                lang,
                "headline" if part == "headline" else "body",
                name,
                *span,
                title,
                *(title_span if title else (span[0], span[0])),
                draft.country,
                "test.marked",
            )
        )

    @property
    def persons(self) -> tuple[Person, ...]:
        return tuple(
            Person(
                draft.names.get("zh"),
                draft.names.get("en"),
                draft.country,
                draft.titles.get("zh"),
                draft.titles.get("en"),
                (Office(draft.titles.get("zh"), draft.titles.get("en")),) if draft.titles else (),
                None,
                tuple(draft.mentions),
            )
            for draft in self.drafts
        )
