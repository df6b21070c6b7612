"""The report page in a real browser, without a network: `uv run --group browser pytest -m browser`."""

from __future__ import annotations

import shutil
import time
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

import bulletin_corpus as bc
from bulletin_corpus.corrections import Corrections
from bulletin_corpus.views.report import write_report
from bulletin_corpus.views.report.visible import visible
from report_corpora import HOSTILE, changed, hostile, multiplied, some_bulletins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bulletin_corpus.storage.corpus import Corpus

sync_api: Any = pytest.importorskip("playwright.sync_api", reason="playwright is missing: uv sync --group browser")
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is missing: apt-get install chromium"),
]

COUNT = "#view-read .found"
ARTICLES = 10_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    return some_bulletins(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def address(built: tuple[Corpus, Path]) -> str:
    out = built[1].parent / "report.html"
    write_report(built[0], out, built[1])
    return out.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A page without a network; whatever its console complains about, or it asks the network for, fails the test."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda _: complaints.append("a dialog opened"))
    page.on("request", lambda request: complaints.append(request.url) if request.url.startswith("http") else None)
    yield page
    context.close()
    assert complaints == []


def read(tab: Any, address: str) -> None:
    """Open the reader at the first meeting that has several linked sentences."""
    tab.goto(f"{address}#read")
    item = tab.evaluate("list('items').find((one, at) => one.kind === 'meeting' && textOf(at).links.length > 2).id")
    tab.goto(f"{address}#read/{item}")
    tab.locator(".paper").wait_for()


def lit(tab: Any, name: str = "on") -> tuple[int, int]:
    """How many Chinese and English sentences are lit up."""
    zh, en = (tab.locator(f'.column[data-lang="{lang}"] .s.{name}').count() for lang in ("zh", "en"))
    return zh, en


def test_every_view_opens_offline_without_a_complaint(tab: Any, address: str) -> None:
    for view in ("overview", "review", "read", "events", "met", "people", "bulletins", "nothing", "read/a-none", "%"):
        tab.goto(f"{address}#{view}")
        assert tab.locator(".view:visible").count() == 1
        assert tab.locator(".view:visible h1").inner_text()
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_empty_corpus_has_a_page_without_a_complaint(tab: Any, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    bc.build(tmp_path / "raw", allow_empty=True)
    write_report(bc.load(tmp_path / "parallel"), tmp_path / "report.html")
    for view in ("overview", "review", "read", "events", "met", "people", "bulletins"):
        tab.goto(f"{(tmp_path / 'report.html').as_uri()}#{view}")
        assert tab.locator(".view:visible h1").count() == 1


@pytest.mark.parametrize("width", [390, 1400])
def test_every_view_fits_a_phone_and_a_wide_screen(tab: Any, address: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    for view in ("overview", "review", "read", "events", "met", "people", "bulletins"):
        tab.goto(f"{address}#{view}")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    open_all = "document.querySelectorAll('.view:not([hidden]) details').forEach((one) => { one.open = true; })"
    for view in ("review", "read", "met"):
        read(tab, address) if view == "read" else tab.goto(f"{address}#{view}")
        tab.evaluate(open_all)
        tab.wait_for_timeout(50)  # what is made when it is opened
        tab.evaluate(open_all)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    tab.goto(f"{address}#overview")
    assert tab.locator(".plot .narrow:visible").count() == (6 if width == 390 else 0)
    assert tab.locator(".plot .wide:visible").count() == (0 if width == 390 else 6)


def test_linked_sentences_light_up_together_under_the_pointer(tab: Any, address: str) -> None:
    read(tab, address)
    assert lit(tab) == (0, 0)
    tab.locator('.column[data-lang="en"] p > .s[data-link]:first-child').first.hover(position={"x": 3, "y": 5})
    zh, en = lit(tab)
    assert zh >= 1
    assert en >= 1
    tab.locator(".tools").hover()
    assert lit(tab) == (0, 0)


def test_a_click_keeps_them_lit_and_tells_the_counterpart(tab: Any, address: str) -> None:
    read(tab, address)
    sentence = tab.locator('.column[data-lang="zh"] p > .s[data-link]:first-child').first
    sentence.click(position={"x": 3, "y": 8})
    tab.locator(".tools").hover()
    assert min(lit(tab, "pinned")) >= 1
    other = tab.locator('.column[data-lang="en"] .s.pinned').first.inner_text()
    assert other in tab.locator(".counterpart").text_content()
    sentence.click(position={"x": 3, "y": 8})
    assert lit(tab, "pinned") == (0, 0)


def test_the_keyboard_goes_from_sentence_to_sentence_and_to_the_counterpart(tab: Any, address: str) -> None:
    read(tab, address)
    tab.locator('.column[data-lang="zh"] .s[tabindex="0"]').focus()
    for _ in range(20):
        if tab.evaluate("document.activeElement.dataset.link !== undefined"):
            break
        tab.keyboard.press("ArrowDown")
    link = tab.evaluate("document.activeElement.dataset.link")
    assert min(lit(tab)) >= 1
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.closest('.column').dataset.lang") == "en"
    assert tab.evaluate("document.activeElement.dataset.link") == link
    tab.keyboard.press("Enter")
    assert min(lit(tab, "pinned")) >= 1
    tab.keyboard.press("Escape")
    assert lit(tab, "pinned") == (0, 0)
    assert tab.locator('.column[data-lang="en"] .s[tabindex="0"]').count() == 1


def test_the_first_tab_stop_skips_to_the_content(tab: Any, address: str) -> None:
    tab.goto(address)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_filters_narrow_the_list_and_add_up(tab: Any, address: str) -> None:
    tab.goto(f"{address}#read")
    every = tab.evaluate("list('items').length")
    tab.locator("#view-read [name=kind]").select_option("workshop")
    workshops = tab.evaluate("foundItems().length")
    assert 0 < workshops < every
    assert tab.locator(COUNT).inner_text().startswith(f"{workshops} item")
    assert tab.locator("#view-read .entry").count() == workshops
    assert tab.locator("#view-read .entry .chip-workshop").count() == workshops
    tab.locator("#view-read [name=kind]").select_option("")
    tab.locator("#view-read [name=doubtful]").check()
    assert tab.evaluate("foundItems().every((at) => list('items')[at].doubts > 0)")
    tab.locator("#view-read [name=doubtful]").uncheck()
    tab.locator("#view-read [name=from]").fill("2021-09")
    assert tab.evaluate("foundItems().every((at) => list('items')[at].date >= '2021-09')")
    code = tab.evaluate("list('items')[foundItems()[0]].countries[0]")
    tab.locator("#view-read [name=country]").select_option(code)
    assert tab.evaluate(
        f"foundItems().length > 0 && foundItems().every((at) => list('items')[at].countries.includes('{code}'))"
    )


def test_one_goes_through_the_found_items_one_by_one(tab: Any, address: str) -> None:
    tab.goto(f"{address}#read")
    tab.locator("#view-read [name=kind]").select_option("workshop")
    first, second = (tab.locator("#view-read .entry").nth(at).get_attribute("href") for at in (0, 1))
    tab.locator("#view-read .entry").first.click()
    assert tab.locator(".steps a:visible").all_inner_texts() == ["Older →"]
    tab.get_by_role("link", name="Older").click()
    tab.locator(f'.entry[href="{second}"][aria-current]').wait_for()
    tab.get_by_role("link", name="Newer").click()
    tab.locator(f'.entry[href="{first}"][aria-current]').wait_for()


def test_searching_finds_words_of_names_and_of_texts_in_both_languages(tab: Any, address: str) -> None:
    tab.goto(f"{address}#read")
    every = tab.evaluate("list('items').length")
    # a name in full-width letters, two words in any order, and words that only the text has
    for query in ("王小洪", "ｅleazar guillermo", "xiaohong WANG", "伊莱扎尔表示"):
        tab.locator("#view-read [name=q]").fill(query)
        tab.locator("#view-read .entry", has_text="Philippine").first.wait_for()
        tab.locator(COUNT, has_text=f"of {every}").wait_for()
        assert tab.locator("#view-read .entry").count() < 6
    tab.locator("#view-read [name=q]").fill("维和警务研讨 no such words")
    tab.locator(COUNT, has_text="0 items").wait_for()


def test_a_marked_word_tells_its_rule_and_leads_to_the_raw_text(tab: Any, address: str) -> None:
    read(tab, address)
    word = tab.locator('.column[data-lang="en"] .m-person').first
    name = word.inner_text()
    word.click()
    card = tab.locator(".card:popover-open")
    assert "official." in card.inner_text()
    card.get_by_role("button", name="Raw text").click()
    here = tab.locator(".raw mark.here").first
    assert here.inner_text() in name
    assert here.is_visible()
    word.click()
    tab.locator(".card:popover-open").get_by_role("link", name="This person").click()
    assert tab.locator("#view-people .person").count() == 1


def test_evidence_leads_to_the_raw_text_by_keyboard(tab: Any, address: str) -> None:
    read(tab, address)
    tab.locator(".evidence summary").focus()
    tab.keyboard.press("Enter")
    button = tab.locator(".evidence button").first
    button.focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".raw mark.here").count() >= 1


def test_the_review_offers_lines_with_the_authors_name(tab: Any, address: str) -> None:
    tab.goto(f"{address}#review")
    assert "broken.txt" in tab.locator("#doubts-set_aside").inner_text()
    tab.evaluate(
        """() => { list('doubts').push({ kind: 'person', why: ['x'], score: null, item: null, event: null,
           bulletin: null, official: 0, offers: [['One person', '[[same_person]]\\nauthor = ""\\nreason = ""\\n']] });
           opened.delete('review'); document.getElementById('view-review').replaceChildren(); route(false); }"""
    )
    tab.locator(".author input").fill('Li "Wen"')
    tab.locator(".author input").blur()
    tab.locator("#doubts-person summary").last.click()
    assert 'author = "Li \\"Wen\\""' in tab.locator("#doubts-person pre").last.inner_text()


def test_who_met_whom_is_a_table_that_can_be_narrowed(tab: Any, address: str) -> None:
    tab.goto(f"{address}#met")
    table = tab.locator("#view-met tbody tr")
    every = table.count()
    assert every > 3
    assert tab.locator("#view-met .found").inner_text().startswith(f"{every} pairs of people met ")
    times = [int(text.split()[0]) for text in tab.locator("#view-met td.times").all_inner_texts()]
    assert times == sorted(times, reverse=True)
    tab.locator("#view-met [name=q]").fill("王小洪")
    tab.locator("#view-met .found", has_text="1 pair").wait_for()
    row = table.first
    assert "Guillermo" in row.inner_text()
    assert "Wang Xiaohong" in row.locator("th").inner_text()
    row.locator("li a").first.click()
    tab.locator(".paper").wait_for()
    assert "2 September 2021" in tab.locator(".paper header").inner_text()
    tab.goto(f"{address}#met")
    tab.locator("#view-met [name=q]").fill("")
    tab.locator("#view-met [name=country]").select_option("PH")
    assert 0 < table.count() < every
    assert all("Philippines" in text for text in table.all_inner_texts())
    tab.locator("#view-met [name=from]").fill("2030-01")
    tab.locator("#view-met .found", has_text="0 pairs of people").wait_for()
    tab.goto(f"{address}#overview")
    tab.locator("#plot-met figcaption a").click()
    assert tab.locator("#view-met").is_visible()


def test_every_article_offers_the_lines_that_change_where_it_begins_and_ends(tab: Any, address: str) -> None:
    read(tab, address)
    bounds = tab.locator(".bounds")
    bounds.locator("summary").first.click()
    found = tab.evaluate(
        "() => ['zh', 'en'].flatMap((lang) => boundOffers(textOf(list('items').findIndex((one) => "
        "one.id === location.hash.split('/')[1]))[lang]))"
    )
    assert bounds.locator(".offer").count() == len(found)
    kinds = {"split": 0, "join": 0, "whole": 0}
    for _, lines in found:
        signed = lines.replace('author = ""', 'author = "Li"').replace('reason = ""', 'reason = "so"')
        for kind in Corrections.model_validate(tomllib.loads(signed)).model_fields_set:
            kinds[kind] += 1
    assert kinds["whole"] == 2
    assert kinds["split"] > 2
    assert kinds["join"] > 0


def test_a_split_that_the_page_offers_is_met_by_the_next_build(
    tab: Any, built: tuple[Corpus, Path], address: str, tmp_path: Path
) -> None:
    """One split of every article that has one, all at once."""
    tab.goto(address)
    offers = tab.evaluate(
        "() => list('items').flatMap((_, at) => { const text = textOf(at); return ['zh', 'en'].filter((lang) => "
        "text[lang]?.near).map((lang) => boundOffers(text[lang]).find(([, lines]) => lines.startsWith('[[split]]'))) })"
        ".filter(Boolean).map(([, lines]) => lines)"
    )
    assert len(offers) > 10
    raw = tmp_path / "raw"
    shutil.copytree(built[1], raw)
    judged = "\n".join(offers).replace('author = ""', 'author = "Li"').replace('reason = ""', 'reason = "so"')
    (raw / "corrections.toml").write_text(judged, "utf-8")
    summary = bc.build(raw, tmp_path / "parallel", workers=1)
    assert summary.unmet_corrections == []
    assert summary.articles_zh + summary.articles_en == len(built[0].articles) + len(offers)


def test_hostile_texts_are_shown_and_do_nothing(tab: Any, built: tuple[Corpus, Path], tmp_path: Path) -> None:
    corpus = changed(built[0], tmp_path / "hostile", hostile)
    out = tmp_path / "hostile.html"
    write_report(corpus, out, built[1])
    read(tab, out.as_uri())
    assert tab.locator(".column h2").first.inner_text() == visible(HOSTILE)
    for view in ("overview", "review", "events", "met", "people"):
        tab.goto(f"{out.as_uri()}#{view}")
        assert tab.locator("main img, main script").count() == 0
    assert visible(HOSTILE) in tab.locator(".person h3").first.inner_text()


def test_the_page_in_dark_is_dark_and_prints_on_white(tab: Any, address: str) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    tab.emulate_media(color_scheme="light")
    read(tab, address)
    light = tab.evaluate(background)
    tab.emulate_media(color_scheme="dark")
    assert sum(map(int, tab.evaluate(background)[4:-1].split(","))) < 120
    assert light != tab.evaluate(background)
    tab.emulate_media(color_scheme="dark", media="print")
    assert tab.evaluate(background) == "rgba(0, 0, 0, 0)"
    assert tab.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    assert not tab.locator(".masthead, .side, .filters").first.is_visible()
    assert tab.locator(".paper").is_visible()


CONTRAST = """() => {
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const colour = (text) => {
    const parts = text.match(/[\\d.]+/g).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 };
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found.alpha === 1) return found.rgb;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const unread = element.closest("script, style, noscript, svg, option") || !element.checkVisibility();
    if (unread || !walker.currentNode.data.trim()) continue;
    const [a, b] = [luminance(colour(getComputedStyle(element).color).rgb), luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push([ratio, element.className, walker.currentNode.data.slice(0, 20)]);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_that_reading_needs(tab: Any, address: str, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    for view in ("overview", "review", "events", "met", "people", "bulletins"):
        tab.goto(f"{address}#{view}")
        assert tab.evaluate(CONTRAST) == [], view
    read(tab, address)
    tab.locator('.column[data-lang="zh"] p > .s[data-link]:first-child').first.click(position={"x": 3, "y": 8})
    assert tab.evaluate(CONTRAST) == []


def test_every_control_has_a_name(tab: Any, address: str) -> None:
    read(tab, address)
    unnamed = """() => {
      const label = (one) => one.getAttribute('aria-label') || one.labels?.[0]?.textContent.trim();
      const named = (one) => one.textContent.trim() || label(one);
      const controls = [...document.querySelectorAll('button, a, input, select, summary')];
      return controls.filter((one) => one.checkVisibility() && !named(one)).length;
    }"""
    assert tab.evaluate(unnamed) == 0
    assert tab.locator("main").count() == 1
    assert tab.locator("header.masthead nav").count() == 1


def test_ten_thousand_articles_open_in_seconds(tab: Any, built: tuple[Corpus, Path], tmp_path: Path) -> None:
    copies = -(-ARTICLES // len(built[0].articles))
    corpus = multiplied(built[0], copies, tmp_path / "many")
    assert len(corpus.articles) >= ARTICLES
    out = tmp_path / "many.html"
    report = write_report(corpus, out)
    assert report.n_bytes < 4_000 * len(corpus.articles)  # measured: 2,400 bytes an article
    start = time.monotonic()
    tab.goto(f"{out.as_uri()}#read")
    tab.locator("#view-read .entry").first.wait_for()
    assert time.monotonic() - start < 15  # measured: 1.3 s on two idle cores
    assert tab.locator("#view-read .entry").count() == 60
    tab.locator("#view-read .more").click()
    assert tab.locator("#view-read .entry").count() == 120
    tab.locator("#view-read .entry").nth(70).click()
    tab.locator(".paper").wait_for()
    tab.locator("#view-read [name=q]").fill("video link")
    tab.locator(COUNT, has_text="items of").wait_for()
    assert tab.evaluate("list('items').length") == report.items
