from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

import bulletin_corpus as bc
from bulletin_corpus.corrections import Corrections
from bulletin_corpus.errors import UserError
from bulletin_corpus.records import Article, ArticlePair, Meeting, Mention, Sentence, SentencePair
from bulletin_corpus.views.report import render_report, write_report
from bulletin_corpus.views.report.blocks import FIELDS, json_block
from bulletin_corpus.views.report.bounds import beginning, doubtful_bounds
from bulletin_corpus.views.report.doubts import KINDS, find_doubts
from bulletin_corpus.views.report.gathered import country_label, event_id, gather
from bulletin_corpus.views.report.judging import BLANK, Quote, judgement
from bulletin_corpus.views.report.marks import Mark, cut, marks_of, paragraphs
from bulletin_corpus.views.report.plots import bin_of
from bulletin_corpus.views.report.visible import visible
from report_corpora import HOSTILE, changed, hostile, some_bulletins

if TYPE_CHECKING:
    from bulletin_corpus.records import Record
    from bulletin_corpus.storage.corpus import Corpus

PROGRAM = str(Path(sys.executable).parent / "bulletin-corpus")


class Page(HTMLParser):
    """The elements of a page as a browser finds them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[self.open[-1]][-1] += data

    def blocks(self) -> dict[str, Any]:
        """The data blocks, by name."""
        scripts = [attrs for tag, attrs in self.tags if tag == "script"]
        pairs = zip(scripts, self.texts["script"], strict=True)
        return {str(attrs["id"]).removeprefix("data-"): json.loads(text) for attrs, text in pairs if attrs.get("type")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    return some_bulletins(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def page(built: tuple[Corpus, Path]) -> str:
    out = built[1].parent / "report.html"
    write_report(built[0], out, built[1])
    return out.read_text("utf-8")


def side(values: list[Any]) -> dict[str, Any]:
    return dict(zip(FIELDS["side"], values, strict=True))


# ---- the page


def test_the_page_refers_to_nothing_outside_itself(page: str) -> None:
    for tag, attrs in Page(page).tags:
        assert tag not in ("iframe", "object", "embed", "base", "img", "form"), tag
        assert not {"src", "srcset", "action", "background", "style"} & set(attrs), (tag, attrs)
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
        for name in ("href", "xlink:href"):
            assert attrs.get(name) is None or str(attrs[name]).startswith(("#", "data:,")), (tag, attrs)
    style = Page(page).texts["style"][0]
    assert "@import" not in style
    assert "url(" not in style


def test_only_its_own_style_and_script_are_allowed_by_their_hashes(page: str) -> None:
    parsed = Page(page)
    policy = next(str(attrs["content"]) for tag, attrs in parsed.tags if attrs.get("http-equiv"))
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for name, text in (("script-src", parsed.texts["script"][-1]), ("style-src", parsed.texts["style"][0])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"


def test_the_same_corpus_gives_the_same_page(built: tuple[Corpus, Path], page: str, tmp_path: Path) -> None:
    write_report(built[0], tmp_path / "again.html", built[1])
    assert (tmp_path / "again.html").read_text("utf-8") == page


def test_the_texts_of_the_page_are_those_of_the_corpus(built: tuple[Corpus, Path], page: str) -> None:
    found: dict[str, list[str]] = {}
    for name, block in Page(page).blocks().items():
        for text in block.values() if name.startswith("text-") else ():
            for values in text[1:3]:
                if values is not None:
                    one = side(values)
                    runs = [sentence for paragraph in one["paragraphs"] for sentence in paragraph]
                    found[one["id"]] = ["".join(r if isinstance(r, str) else r[0] for r in runs_) for runs_ in runs]
    wanted: dict[str, list[str]] = {article.article_id: [] for article in built[0].articles}
    for sentence in built[0].sentences:
        wanted[sentence.article_id].append(visible(sentence.text))
    assert found == wanted


def test_every_article_is_in_exactly_one_item(built: tuple[Corpus, Path]) -> None:
    gathered = gather(built[0])
    ids = [article.article_id for item in gathered.items for article in item.articles]
    assert sorted(ids) == sorted(article.article_id for article in built[0].articles)
    months = [item.date[:7] for item in gathered.items if item.date is not None]
    assert months == sorted(months, reverse=True)


def test_raw_texts_stand_in_the_page_only_if_their_folder_is_given(
    built: tuple[Corpus, Path], page: str, tmp_path: Path
) -> None:
    assert sum(name.startswith("raw-") for name in Page(page).blocks()) == 9
    report = write_report(built[0], tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text("utf-8")
    assert report.raw is None
    assert not [name for name in Page(text).blocks() if name.startswith("raw-")]
    assert "--raw" in render_report(report)


def test_a_raw_file_that_changed_since_the_build_is_left_out_and_named(
    built: tuple[Corpus, Path], tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in built[1].glob("*.txt"):
        (raw / path.name).write_bytes(path.read_bytes())
    first = min(path for path in raw.glob("invented*"))
    first.write_text(first.read_text("utf-8") + "x", "utf-8")
    report = write_report(built[0], tmp_path / "report.html", raw)
    assert report.without_raw == [first.name]
    assert first.name in render_report(report)


def test_raw_offsets_of_marks_hold_in_the_raw_text_of_the_page(page: str) -> None:
    blocks = Page(page).blocks()
    checked = 0
    for name, block in blocks.items():
        for text in block.values() if name.startswith("text-") else ():
            for one in (side(values) for values in text[1:3] if values is not None):
                raw = blocks[f"raw-{one['bulletin']}"]
                runs = [run for paragraph in one["paragraphs"] for sentence in paragraph for run in sentence]
                for words, number in (run for run in runs if not isinstance(run, str)):
                    start, end = one["marks"][number][2:4]
                    if words.isascii() and "\n" not in raw[start:end]:
                        assert raw[start:end] == words
                        checked += 1
    assert checked > 100


def test_a_corpus_without_bulletins_gives_a_page_too(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    bc.build(tmp_path / "raw", allow_empty=True)
    report = write_report(bc.load(tmp_path / "parallel"), tmp_path / "report.html", tmp_path / "raw")
    assert (report.items, report.doubts) == (0, 0)
    assert "<svg" not in (tmp_path / "report.html").read_text("utf-8")


# ---- hostile texts


def test_hostile_texts_stay_texts(built: tuple[Corpus, Path], page: str, tmp_path: Path) -> None:
    corpus = changed(built[0], tmp_path / "hostile", hostile)
    write_report(corpus, tmp_path / "hostile.html", built[1])
    text = (tmp_path / "hostile.html").read_text("utf-8")
    kinds = [tag for tag, _ in Page(text).tags if tag in ("script", "img", "style", "svg")]
    assert kinds == [tag for tag, _ in Page(page).tags if tag in ("script", "img", "style", "svg")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x07]", text)
    heads = {values[2] for values in Page(text).blocks()["items"]} - {None}
    assert heads == {visible(HOSTILE)}


def test_drawings_hold_no_script_and_no_style(page: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 12
    for drawing in drawings:
        for element in ET.fromstring(drawing).iter():  # noqa: S314  # our own drawing
            assert element.tag.rpartition("}")[2] in ("svg", "g", "path", "line", "text", "rect", "tspan")
            assert not any(name == "style" or name.startswith("on") for name in element.attrib)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("王小洪 met Irit Ben-Abba — “ok”\n\t2", "王小洪 met Irit Ben-Abba — “ok”\n\t2"),
        ("a\u202eb\u2066c\u200bd\ufeff", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        ("\x1b[31m\x07\x7f\x00", "␛[31m␇␡␀"),
        ("\ud800x", "\ufffdx"),
        ("café", "café"),
    ],
)
def test_what_cannot_be_seen_is_shown_and_offsets_hold(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert len(visible(text)) == len(text)


def test_a_data_block_cannot_end_its_element() -> None:
    block = json_block({"a": "</script><!--<script>&\u2028"})
    assert not set("<>&\u2028") & set(block)
    assert json.loads(block) == {"a": "</script><!--<script>&\u2028"}


# ---- marks


def sentence(position: int, text: str, start: int, end: int) -> Sentence:
    return Sentence(article_id="a-1", position=position, text=text, char_start=start, char_end=end)


def mark(text: str, start: int, field: str = "official") -> Mark:
    return Mark(field, text, "rule", start, start + len(text))


def test_a_mark_stands_at_the_occurrence_that_its_offset_points_to() -> None:
    one = sentence(0, "王伟会见王伟。", 10, 17)
    assert cut([one], [mark("王伟", 14)]) == [["王伟会见", ("王伟", 0), "。"]]
    assert cut([one], [mark("王伟", 10)]) == [[("王伟", 0), "会见王伟。"]]


def test_two_marks_of_the_same_words_take_two_places_in_a_sentence_that_shrank() -> None:
    one = sentence(0, "王伟会见王伟。", 10, 40)
    assert cut([one], [mark("王伟", 10), mark("王伟", 13)]) == [[("王伟", 0), "会见", ("王伟", 1), "。"]]


def test_a_mark_that_overlaps_a_better_one_or_stands_in_no_sentence_is_left_out() -> None:
    one = sentence(0, "公安部部长王伟在京。", 10, 20)
    marks = [mark("公安部部长王伟", 10, "countries"), mark("王伟", 15), mark("在京", 40), mark("没有", 12)]
    assert cut([one], marks) == [["公安部部长", ("王伟", 1), "在京。"]]


def test_a_sentence_without_marks_is_one_run() -> None:
    assert cut([sentence(0, "Yes.", 0, 4)], []) == [["Yes."]]


def test_a_mention_outranks_the_evidence_of_the_same_place() -> None:
    mention = Mention(
        mention_id="n-1",
        official_id="o-1",
        article_id="a-1",
        name="王伟",
        title=None,
        char_start=3,
        char_end=5,
        rule="r",
    )
    assert [one.field for one in marks_of([mention], [])] == ["official"]
    assert marks_of([mention], [])[0].kind == "person"


def test_paragraphs_are_found_again_in_the_body() -> None:
    texts = ["A b.", "C d.", "E f."]
    sentences = [sentence(at, text, at * 5, at * 5 + 4) for at, text in enumerate(texts)]
    assert paragraphs("A b. C d.\nE f.", sentences) == [2, 1]
    assert paragraphs("A b.\nC d.\nE f.", sentences) == [1, 1, 1]
    assert paragraphs("", []) == []


def test_marking_a_long_hostile_sentence_takes_no_quadratic_time() -> None:
    text = "aa" * 200_000
    marks = [mark("aa", at * 2) for at in range(400)]
    runs = cut([sentence(0, text, 0, len(text))], marks)[0]
    assert sum(not isinstance(run, str) for run in runs) == 400
    assert "".join(run if isinstance(run, str) else run[0] for run in runs) == text


# ---- doubts and figures


def test_what_is_doubtful_is_listed_with_its_reasons(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    def doubtful(record: Record) -> Record:
        if isinstance(record, ArticlePair) and record.pair_id == low:
            return record.model_copy(update={"score": 0.6})
        if isinstance(record, Meeting) and record.meeting_id == undated:
            return record.model_copy(update={"date_start": None, "countries": ["CN"]})
        return record

    low = next(iter(built[0].article_pairs)).pair_id
    undated = next(one.meeting_id for one in built[0].meetings if one.status == "reported")
    gathered = gather(changed(built[0], tmp_path / "doubtful", doubtful))
    doubts = find_doubts(gathered)
    by_kind = {kind: [doubt for doubt in doubts if doubt.kind == kind] for kind in KINDS}
    assert list(dict.fromkeys(doubt.kind for doubt in doubts)) == [kind for kind in KINDS if by_kind[kind]]
    assert [gathered.bulletins[doubt.bulletin or 0].path for doubt in by_kind["set_aside"]] == ["broken.txt"]
    assert [gathered.items[doubt.item or 0].item_id for doubt in by_kind["pair"]] == [low]
    assert by_kind["pair"][0].why[0] == "score 0.60"
    alone = {one.item_id for one in gathered.items if one.pair is None and not one.articles[0].duplicate_of}
    assert alone == {gathered.items[doubt.item or 0].item_id for doubt in by_kind["unpaired"]}
    told = [doubt.why for doubt in by_kind["event"] if event_id(gathered.events[doubt.event or 0]) == undated]
    assert {"no date was found", "only one side is known"} <= set(told[0])


def item_article(**values: object) -> Article:
    known: dict[str, object] = {"article_id": "a-2", "bulletin_id": "b-1", "position": 1, "lang": "zh", "kind": "other"}
    known |= {"headline": "标题", "body": "正文。", "credits": [], "spans": []}
    known |= dict.fromkeys(("subheadline", "dateline", "body_hant", "duplicate_of"))
    known |= {"line_start": 1, "line_end": 2, "char_start": 0, "char_end": 9}
    return Article.model_validate(known | values)


SENTENCE = "双方在北京举行会谈，签署了合作协议。"


@pytest.mark.parametrize(
    ("lang", "body", "offered"),
    [
        ("zh", f"{SENTENCE}\n林锐会见以色列驻华大使\n{SENTENCE}", ["林锐会见以色列驻华大使"]),
        ("en", "He met them.\nLin Meets Envoy\nLin met the envoy.", ["Lin Meets Envoy"]),
        ("en", "He met them.\nLin Meets Envoy\nA text.\nLin Meets Envoys\nA text.", ["Lin Meets Envoys"]),
        ("zh", f"林锐会见以色列驻华大使\n{SENTENCE}", None),  # the first line
        ("zh", f"{SENTENCE}\n“双方将继续合作。”\n{SENTENCE}", None),
        ("en", 'He said:\n"It will go on."\nThey signed it;', None),
        ("en", f"He met them.\n{'a long line ' * 20}", None),
        ("zh", "文" * 3_001, [None]),
        ("zh", "文" * 3_000, None),
    ],
)
def test_lines_like_headlines_and_unusual_length_make_the_bounds_of_an_article_doubtful(
    lang: str, body: str, offered: list[str | None] | None
) -> None:
    why, offers = doubtful_bounds(item_article(lang=lang, body=body), None, None)
    judged = [tomllib.loads(BLANK.sub(r'\1 = ""', offer.lines)) for offer in offers]
    splits = [one["split"][0]["before"] or None for one in judged if "split" in one]
    assert splits == (offered or [])
    assert [one["whole"][0]["article"] for one in judged if "whole" in one] == (["a-2"] if offered else [])
    assert bool(why) == bool(offered)


@pytest.mark.parametrize(
    ("headline", "score", "joined"),
    [(None, None, [["a-1", "a-2"]]), (None, 0.5, [["a-1", "a-2"]]), (None, 0.95, []), ("标题", None, [])],
)
def test_an_article_without_headline_and_sure_counterpart_may_be_the_end_of_the_one_before(
    headline: str | None, score: float | None, joined: list[list[str]]
) -> None:
    before = item_article(article_id="a-1", headline="前一篇")
    pair = None
    if score is not None:
        values = {"pair_id": "p-1", "zh_article_id": "a-2", "en_article_id": "a-3", "relation": "translation"}
        pair = ArticlePair.model_validate(values | {"score": score, "evidence": [], "rivals": []})
    _, offers = doubtful_bounds(item_article(headline=headline), before, pair)
    joins = [tomllib.loads(offer.lines)["join"][0]["articles"] for offer in offers if "[[join]]" in offer.lines]
    assert joins == joined
    assert doubtful_bounds(item_article(headline=headline), None, pair) == ([], [])


def test_a_quote_is_as_long_as_it_must_be_to_name_one_line() -> None:
    long = "甲" * 80
    assert beginning(["x", "abc", "abd"], 1) == "abc"
    assert beginning(["x", "ab", "abd"], 1) is None
    assert beginning(["x", long + "b", long + "c"], 1) == long + "b"
    assert beginning(["x", long + "b", "y"], 1) == long[:60]
    assert beginning(["x", "same", "same"], 1) is None


def test_an_item_has_the_day_of_what_it_reports_not_of_what_it_refers_to(built: tuple[Corpus, Path]) -> None:
    gathered = gather(built[0])
    dated = 0
    for item in gathered.items:
        events = [gathered.events[at] for at in item.events]
        if {one.status for one in events} == {"reported", "referenced"}:
            days = [one.date_start for one in events if one.status == "reported" and one.date_start]
            assert item.date == str(min(days))
            dated += item.date == "2021-09-02"
    assert dated == 1


def test_neighbours_are_of_one_language_and_bulletin_and_no_repeats(built: tuple[Corpus, Path]) -> None:
    gathered = gather(built[0])
    found = 0
    for item in gathered.items:
        for article in item.articles:
            before, after = gathered.neighbours[article.article_id]
            for one, step in ((before, -1), (after, 1)):
                if one is not None:
                    found += 1
                    assert (one.bulletin_id, one.lang) == (article.bulletin_id, article.lang)
                    assert (one.position - article.position) * step > 0
                    back = gathered.neighbours[one.article_id][0 if step == 1 else 1]
                    assert back is not None
                    assert back.article_id == article.article_id
    assert found > 10


def test_every_judgement_that_the_page_offers_is_understood_once_it_is_filled_in(
    built: tuple[Corpus, Path], tmp_path: Path
) -> None:
    def doubtful(record: Record) -> Record:
        if isinstance(record, (ArticlePair, SentencePair)):
            return record.model_copy(update={"score": 0.6})
        if isinstance(record, Meeting):
            people = [person.model_copy(update={"country": None}) for person in record.participants]
            changes = {"score": 0.7, "date_start": None, "countries": ["CN"], "participants": people}
            return record.model_copy(update=changes)
        return record

    filled = {"date_start": "2021-09-08", "date_end": "2021-09-08", "countries": '["CN", "PH"]'}
    kinds = set()
    for doubt in find_doubts(gather(changed(built[0], tmp_path / "doubtful", doubtful))):
        for _, lines in doubt.offers:
            signed = lines.replace('author = ""', 'author = "Li Wen"').replace('reason = ""', 'reason = "known"')
            field = re.search('field = "(.*)"', signed)
            value = filled[field[1]] if field and field[1] in filled else '"x"'
            complete = re.sub("(?m)^(zh|en|value|country|before) =$", rf"\g<1> = {value}", signed)
            judged = Corrections.model_validate(tomllib.loads(complete))
            kinds |= {kind for kind in Corrections.model_fields if getattr(judged, kind)}
    assert {"pair", "unpair", "link", "unlink", "value", "person"} <= kinds


def test_a_corrected_pair_is_paired_again_and_no_longer_doubtful(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    doubts = find_doubts(gather(built[0]))
    weak = next(doubt for doubt in doubts if doubt.kind == "links")
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in built[1].glob("*.txt"):
        (raw / path.name).write_bytes(path.read_bytes())
    lines = [lines for title, lines in weak.offers if title.endswith("they do not")]
    signed = "\n".join(lines).replace('= ""', '= "Li Wen"')
    (raw / "corrections.toml").write_text(signed, "utf-8")
    summary = bc.build(raw, tmp_path / "parallel", workers=1)
    assert summary.unmet_corrections == []
    again = find_doubts(gather(bc.load(tmp_path / "parallel")))
    assert sum(doubt.kind == "links" for doubt in again) < sum(doubt.kind == "links" for doubt in doubts)


def test_people_and_hostile_names_are_quoted_so_that_they_are_read_back() -> None:
    people = [Quote('王"小\\洪\u202e\n', "a-0123456789abcdef"), Quote("Wang Xiaohong", "a-fedcba9876543210")]
    lines = judgement("same_person", [("people", people)])
    assert "\u202e" not in lines
    judged = tomllib.loads(lines)["same_person"][0]["people"]
    assert [(one["name"], one["article"]) for one in judged] == list(people)


def test_what_only_a_person_knows_must_be_filled_in() -> None:
    lines = judgement("pair", [("zh", "a-0123456789abcdef"), ("en", None)])
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(lines)


@pytest.mark.parametrize(("score", "low"), [(0.0, 0.0), (0.8, 0.8), (0.79999, 0.75), (0.85, 0.85), (1.0, 0.95)])
def test_scores_fall_into_the_bin_that_holds_them(score: float, low: float) -> None:
    assert bin_of(score) == low


def test_a_country_has_its_usual_names_and_an_organisation_its_code() -> None:
    assert country_label("US") == ("美国", "United States")
    assert country_label("INTERPOL") == ("INTERPOL", "INTERPOL")


def test_the_figures_of_the_timeline_count_every_dated_event(built: tuple[Corpus, Path], page: str) -> None:
    table = re.search(r'id="plot-timeline".*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    assert table is not None
    cells = [int(cell) for cell in re.findall(r"<td>(\d+)</td>", table[1])]
    events = [*built[0].meetings, *built[0].workshops]
    assert sum(cells) == sum(one.date_start is not None and one.status == "reported" for one in events)


# ---- mistakes of the user


@pytest.mark.parametrize("library", ["jinja2", "vl_convert"])
def test_a_missing_extra_is_said_in_one_sentence(
    built: tuple[Corpus, Path], library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UserError) as caught:
        write_report(built[0], tmp_path / "report.html")
    assert "extra report" in caught.value.cause
    assert "pip install '.[report]'" in caught.value.remedy
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_missing_or_a_file_that_cannot_be_written_is_the_users_mistake(
    built: tuple[Corpus, Path], tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        write_report(built[0], tmp_path / "report.html", tmp_path / "nowhere")
    with pytest.raises(UserError, match="cannot be written"):
        write_report(built[0], tmp_path / "nowhere" / "report.html")
    (tmp_path / "report.html").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        write_report(built[0], tmp_path / "report.html")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_the_command_writes_the_page_and_says_what_it_holds(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    command = [PROGRAM, "report", str(built[0].path), "-o", str(out)]
    result = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    said = json.loads(result.stdout)
    assert said["n_bytes"] == out.stat().st_size
    assert said["raw"] == str(built[1])  # beside the corpus
    missing = subprocess.run([PROGRAM, "report", str(tmp_path)], capture_output=True, text=True, check=False)
    assert missing.returncode == 2
    assert len(missing.stderr.splitlines()) == 2
