"""Runs of capitalised words that may be English names, and the title phrases that stand before and behind them.

Input: the text of one part of an article. Output: token ranges. Words of offices, countries and dates are no names;
the grammar of titles stands in `titles_en`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_corpus.language.patterns import make_pattern
from bulletin_corpus.language.people.name_words_en import (
    GIVEN,
    JOINED_NAME,
    POSSESSIVES,
    as_name,
    honorifics,
    opens_honorific,
    pinyin_name,
    places,
    plain_words,
    vietnamese_surnames,
)
from bulletin_corpus.language.people.titles_en import (
    LONGEST_TITLE_TOKENS,
    head_at,
    of_office,
    phrase_end,
    premodifier_start,
    role_words,
    title_words,
)
from bulletin_corpus.language.people.tokens_en import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

# bodies that hold smaller ones
BODIES = frozenset(("university", "academy", "college", "ministry", "hospital", "institute", "school"))
LONGEST_NAME_WORDS = 6
"""Without particles: Mohammed bin Abdulrahman bin Jassim Al Thani has four words that count."""

Run = tuple[int, int]


# Wang, Ben-Abba
CAPITALISED = make_pattern(r"\b\p{Lu}[\p{L}’'-]+")


class EnglishReader:
    """Reads the names of one part of an article, whose parts are `texts`.

    `runs` are runs of tokens that may be names, honorifics before them left out.
    """

    def __init__(self, text: str, texts: Sequence[str]) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self._honorific_starts = frozenset(
            at for at, token in enumerate(self.tokens) if token.cap and opens_honorific(token.low)
        )
        self.runs = self._runs()
        self._texts = texts

    def count(self, word: str) -> int:
        """How often the article holds the capitalised word."""
        return sum(text.count(word) and CAPITALISED.findall(text).count(word) for text in self._texts)

    def _runs(self) -> tuple[Run, ...]:
        tokens, reached = self.tokens, 0
        runs: list[Run] = []
        for begin in [at for at, token in enumerate(tokens) if token.cap or "-" in token.text]:
            if begin < reached:
                continue
            at = end = self._past_honorifics(begin)
            words = 0
            while end < len(tokens) and words < LONGEST_NAME_WORDS and self._name_token(end, first=end == at):
                words += tokens[end].low not in role_words("particle")
                end += 1
                if tokens[end - 1].possessive or (end < len(tokens) and self._gap(end)):
                    break
            while end > at and tokens[end - 1].low in role_words("particle") and not tokens[end - 1].cap:
                end -= 1
            if end > at:
                runs.append((at, end))
            reached = max(end, at + 1)
        return tuple(runs)

    def _gap(self, at: int) -> bool:
        """Whether something other than one space stands before token `at`."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] not in (" ", " ", "")

    def _past_honorifics(self, at: int) -> int:
        tokens = self.tokens
        again = True
        while again and at in self._honorific_starts:
            again = False
            for width in (4, 3, 2, 1):
                words = tuple(w for t in tokens[at : at + width] for w in plain_words(t.low))
                pronoun = width == 1 and tokens[at].text == "He"
                if words and words in honorifics() and not pronoun and self._honours(at, width):
                    at, again = at + width, True
                    break
        return at

    def _honours(self, at: int, width: int) -> bool:
        """Whether the rank is one and not a part of an office: General Director, Inspector General of."""
        after = at + width
        before = self.tokens[at - 1].low if at else ""
        if after >= len(self.tokens) or not self.tokens[after].cap:
            return False
        glued = before in role_words("before general")
        return not (glued and self.tokens[at].low == "general") and head_at(self.tokens, after) is None

    def _name_token(self, at: int, *, first: bool) -> bool:
        token = self.tokens[at]
        if not token.text[0].isalpha():
            return False
        if not token.cap:
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            joined = "-" in token.text and JOINED_NAME.match(token.text) is not None
            return joined or (not first and token.low in role_words("particle") and self._particle_joins(following))
        kind = as_name(token.low)
        if kind in ("surname too", "name too"):
            after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            if kind == "surname too":
                return self._surname_too(at, after, first=first)
            return not token.code and self._name_too(at, after, first=first)
        return kind == "name" and not token.code

    def _surname_too(self, at: int, after: Token | None, *, first: bool) -> bool:
        """Whether a word of bodies is a surname here: Juergen Stock, Park Jin; not the Stock Exchange."""
        ends = after is None or not after.cap or after.code
        if first:
            return after is not None and after.cap and "-" in after.text and not of_office(after.low)
        return (
            ends
            and (after is None or after.low not in ("of", "for", "and", "'s"))
            and not self.tokens[at - 1].possessive
        )

    def _name_too(self, at: int, after: Token | None, *, first: bool) -> bool:
        """Whether a word that is rarely a name is one here: Liu He, To Lam, Theresa May; not On May 5, To date."""
        if first and self.tokens[at].low == "he" and self._given_name_behind(at):
            return True
        if first:
            opened = at > 0 and (
                self.tokens[at - 1].text[0].isalpha()
                and (self.tokens[at - 1].low not in role_words("inside") or self.tokens[at].low in ("do", "to"))
            )
            return opened and after is not None and after.cap and not after.code and not of_office(after.low)
        return after is None or not after.text[0].isdigit()

    def _given_name_behind(self, at: int) -> bool:
        """Whether a given name in pinyin stands behind token `at`: He Lifeng, at the head of a sentence too."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return after is not None and after.cap and not after.code and GIVEN.fullmatch(after.low) is not None

    @staticmethod
    def _particle_joins(following: Token | None) -> bool:
        """Whether a particle goes on in a name: van der Linden, bin Abdullah."""
        return (
            following is not None and not following.code and (following.cap or following.low in role_words("particle"))
        )

    def words(self, run: Run) -> list[str]:
        """The words of the run, without possessive 's."""
        texts = (token.text for token in self.tokens[run[0] : run[1]])
        return [text[:-2] if text.endswith(POSSESSIVES) else text for text in texts]

    def name_in(self, run: Run) -> Run:
        """The part of a run that is the name, where a place of the title runs into it: Minsk | Vladimir Kukharev."""
        begin, end = run
        words = self.words(run)
        vietnamese = len(words) > 2 and words[-3].lower() in vietnamese_surnames()
        if len(words) > 2 and not vietnamese and pinyin_name(words[-2:]) and self._behind_title(begin):
            return end - 2, end
        place = self.tokens[begin - 1].low if begin else ""
        if place == "the" and begin > 1:
            place = self.tokens[begin - 2].low
        if place in role_words("inside") - {"and", "with"} and self._behind_title(begin):
            if len(words) < 3:
                return end, end
            if len(words) == 4 and (words[0].lower() in places() or " ".join(words[:2]).lower() not in places()):
                return begin + 1, end
            return (end - 2 if len(words) < 5 else end - 3), end
        return run

    def _behind_title(self, at: int) -> bool:
        """Whether a head stands within the ten words before token `at`, no other stop between."""
        for index in range(at - 1, max(-1, at - 14), -1):
            token = self.tokens[index]
            if head_at(self.tokens, index) is not None:
                return True
            if not (token.cap or token.low in role_words("inside") or of_office(token.low) or token.text in "(),"):
                return False
        return False

    def title_before(self, name: Run, taken: set[int]) -> Run | None:
        """The tokens of the title that ends where the name begins: `Minister of Public Security | Wang Xiaohong`."""
        at = self.before_honorifics(name[0])
        floor = at
        seen_head: int | None = None
        while floor > 0 and at - floor < LONGEST_TITLE_TOKENS:
            token = self.tokens[floor - 1]
            if floor - 1 in taken or (self._ends_sentence(floor - 1)):
                break
            if token.text == "," and seen_head is None and at - floor > 0:
                floor -= 1
                continue
            bracket = token.text in "()"
            if not (
                bracket
                or token.cap
                or token.low in role_words("inside")
                or token.low in role_words("idle")
                or of_office(token.low)
                or token.text in "-’'&"
            ):
                break
            floor -= 1
            if head_at(self.tokens, floor, at) is not None:
                seen_head = floor
        if seen_head is None:
            return None
        return self._leftmost(floor, at)

    def before_honorifics(self, at: int) -> int:
        """Where the honorifics begin that stand right before token `at`."""
        for width in (6, 5, 4, 3, 2, 1):
            if at - width >= 0 and self._past_honorifics(at - width) == at:
                return at - width
        return at

    def _ends_sentence(self, at: int) -> bool:
        token = self.tokens[at]
        after = self.tokens[at + 1].start if at + 1 < len(self.tokens) else len(self.text)
        return token.text in '.;:!?"“”—' or "\n" in self.text[token.end : after]

    def _leftmost(self, floor: int, at: int) -> Run | None:
        """The longest title phrase inside `[floor, at)` that reaches to its end; commas only inside one office."""
        window = self.tokens[floor:at]
        for head in range(len(window)):
            if head_at(window, head) is None:
                continue
            begin = premodifier_start(window, head, 0)
            reach = phrase_end(window, begin)
            if reach == len(window) and not any(token.text == "," for token in window[begin:head]):
                return floor + begin, at
        return None

    def title_after(self, name: Run, *, alone: bool) -> Run | None:
        """The tokens of the title behind the name: `Name, (who is also) title`; `alone`: no title stands before it."""
        tokens, at = self.tokens, name[1]
        if at >= len(tokens) or tokens[at].text not in ",(":
            return None
        at += 1
        joined = at < len(tokens) and tokens[at].low == "and"
        while at < len(tokens) and tokens[at].low in role_words("before title") and not tokens[at].code:
            at += 1
        end = phrase_end(tokens, at)
        if end is not None:
            end = self._past_served(at, end)
        if end is not None and alone:
            end = self._past_body(at, end)
        if (
            joined
            and end is not None
            and end + 1 < len(tokens)
            and tokens[end].text == ","
            and self._runs_near(end + 1)
        ):
            return None  # The President of A, Name, and the President of B, Name
        if end is None or (self._starts_name(at) and head_at(tokens, at) is None):
            return None
        if (end < len(tokens) and self._runs_near(end) and tokens[end - 1].text != ",") or self._ends_in_name(at, end):
            return None
        end = self._more_offices(end)
        end = self._past_apposed_body(at, end)
        closed = end >= len(tokens) or tokens[end].text in ",.;)—-" or tokens[end].low == "and"
        return (at, end) if closed or name[1] - name[0] > 1 else None

    def _past_served(self, at: int, end: int) -> int:
        """Past the name of whom the office `[at, end)` serves: envoy of President | Xi Jinping | and minister."""
        tokens = self.tokens
        served = next((i for i in range(end - 1, at + 1, -1) if head_at(tokens, i, end) == end), None)
        if served is None or tokens[served - 1].low not in ("of", "to") or not self._runs_near(end):
            return end
        past = self._runs_near(end)[0][1]
        if past < len(tokens) and tokens[past].low == "and" and (reach := phrase_end(tokens, past + 1)) is not None:
            return reach
        return past

    def _past_body(self, at: int, end: int) -> int:
        """Past the capitalised words of a body that go on a title `[at, end)` to a comma: of Chama | Cha Mapinduzi,."""
        tokens, goal = self.tokens, end
        named = tokens[end - 1].cap and any(token.low in ("of", "at", "for") for token in tokens[at:end])
        while named and goal < len(tokens) and tokens[goal].cap and tokens[goal].low not in role_words("calendar"):
            goal += 1
        while goal > end and goal + 1 < len(tokens) and tokens[goal].low == "of" and tokens[goal + 1].code:
            goal += 2
        return goal if goal >= len(tokens) or tokens[goal].text in ",.;)" else end

    def _past_apposed_body(self, at: int, end: int) -> int:
        """Past the larger body behind a comma: fellow at the East Asian Institute, | University of Singapore |,."""
        tokens = self.tokens
        if end + 2 >= len(tokens) or tokens[end].text != "," or not any(t.low in ("at", "of") for t in tokens[at:end]):
            return end
        goal = end + 1
        while goal < len(tokens) and (tokens[goal].cap or tokens[goal].low in ("of", "the", "for", "and")):
            if head_at(tokens, goal) is not None:
                return end
            goal += 1
        words = tokens[end + 1 : goal]
        body = any(token.cap and token.low in BODIES for token in words) and words[-1].cap
        return goal if body and (goal >= len(tokens) or tokens[goal].text in ",.") else end

    def body_behind(self, name: Run, title: Run) -> Run | None:
        """The tokens of the body or country behind a name whose title names none: Justice NAME | of the Court."""
        at = name[1]
        printed = self.tokens[title[0] : title[1]]
        if any(token.code for token in printed) or at + 1 >= len(self.tokens) or self.tokens[at].low != "of":
            return None
        goal = at + 2 if self.tokens[at + 1].low == "the" else at + 1
        bare = all(token.low != "of" for token in printed)  # else only a country: Minister of Justice NAME | of Kenya
        if goal >= len(self.tokens) or not (self.tokens[goal].code or (bare and of_office(self.tokens[goal].low))):
            return None
        window = (*self.tokens[title[0] : title[1]], *self.tokens[at : at + 20])
        width = title[1] - title[0]
        reach = phrase_end(window, 0) or 0
        further = next((i for i in range(width + 1, reach) if head_at(window, i) is not None), None)
        if further is not None:  # of New Zealand Police | and Director Lin Rui
            reach = next((i for i in range(further, width, -1) if window[i].low == "and"), 0)
        return (at, at + reach - width) if reach > width + 1 else None

    def _starts_name(self, at: int) -> bool:
        return self._name_token(at, first=True) and pinyin_name([t.text for t in self.tokens[at : at + 2]])

    def _ends_in_name(self, at: int, end: int) -> bool:
        """Whether the phrase `[at, end)` runs into the next person: Attorney General of Brunei | Hasnah binti Omar."""
        last = end - 1
        joined = self.tokens[last - 1].low in role_words("inside") or self.tokens[last - 1].possessive
        if self.tokens[last].text.isupper():
            return False  # Deputy Director of China CDC
        particle = end < len(self.tokens) and self.tokens[end].low in role_words("particle")
        headed = any(head_at(self.tokens, index) == last for index in range(max(at, last - 4), last))
        named = particle or headed or self.tokens[last - 1].code
        return last > at and self._name_token(last, first=True) and not joined and named

    def _runs_near(self, at: int) -> list[Run]:
        end = at
        while end < len(self.tokens) and end - at < 3 and self._name_token(end, first=end == at):
            end += 1
        return [(at, end)] if end > at else []

    def _more_offices(self, end: int) -> int:
        """Past further offices that follow by comma or 'and': `director of A, deputy head of B and member of C`."""
        tokens = self.tokens
        while end < len(tokens) and tokens[end].text in (",", "and"):
            at = end + 1
            while at < len(tokens) and tokens[at].low in ("and", "the", "a", "an", "also"):
                at += 1
            reach = phrase_end(tokens, at) if at < len(tokens) else None
            if (
                reach is None
                or self._runs_near(reach)
                or (self._name_token(at, first=True) and head_at(tokens, at) is None)
            ):
                break
            if (
                reach < len(tokens)
                and tokens[reach].text not in ",.;)"
                and tokens[reach].low != "and"
                and tokens[end].text == ","
            ):
                break
            if any(pinyin_name([t.text for t in tokens[i : i + 2]]) and not tokens[i].code for i in range(at, reach - 1)
                   if tokens[i].low not in title_words()):  # fmt: skip
                break
            end = reach
        return end
