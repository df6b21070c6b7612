"""Write the pictures of the documents: `uv run --extra report --group browser python scripts/make_pictures.py`.

They show the corpus of the invented bulletins: the plots of examples/explore.ipynb, and the page of the report in
Debian's chromium, a sentence and its counterpart highlighted.
"""

from __future__ import annotations

import json
import os
import shutil
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import vl_convert

import bulletin_corpus as bc
from bulletin_corpus.views.report import write_report

if TYPE_CHECKING:
    import altair as alt

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PICTURES = {"meetings": "who-met-whom.svg", "career": "career.svg"}
"""The notebook's cell that draws it, and the file."""
SENTENCE = "她建议双方互设旅游办事处"
"""The sentence that the page's picture highlights; its item is found by these words."""


def main() -> None:
    """Draw all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    draw_page()
    draw_plots()


def draw_page() -> None:
    """The reader of the report, open at the item that holds the sentence."""
    sync_api: Any = import_module("playwright.sync_api")  # of the group browser, which other checks do without
    with TemporaryDirectory() as folder, sync_api.sync_playwright() as playwright:
        raw, out = ROOT / "examples" / "bulletins", Path(folder) / "parallel"
        bc.build(raw, out)
        corpus = bc.load(out)
        write_report(corpus, Path(folder) / "report.html", raw)
        pair_id = next(link.pair_id for link in corpus.sentence_pairs if SENTENCE in link.zh)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 940}, color_scheme="light", reduced_motion="reduce")
        page.goto(f"{(Path(folder) / 'report.html').as_uri()}#read/{pair_id}")
        page.locator(".s", has_text=SENTENCE).evaluate("(one) => one.click()")
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        page.mouse.move(0, 0)
        page.screenshot(path=IMAGES / "report.png")
        browser.close()
    told(IMAGES / "report.png")


def draw_plots() -> None:
    """Run the notebook's cells and keep what the chosen ones draw."""
    cells = json.loads((ROOT / "examples" / "explore.ipynb").read_text("utf-8"))["cells"]
    os.chdir(ROOT / "examples")
    charts: list[alt.Chart] = []
    names: dict[str, object] = {"keep": charts.append}
    for cell in cells:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            if cell["id"] in PICTURES:
                head, chart = source.split("\nalt.Chart(")
                source = f"{head}\nkeep(alt.Chart({chart})"
            exec(compile(source, cell["id"], "exec"), names)  # noqa: S102  # our own notebook
            if cell["id"] in PICTURES:
                path = IMAGES / PICTURES[cell["id"]]
                path.write_text(vl_convert.vegalite_to_svg(charts.pop().to_json()), "utf-8")
                told(path)


def told(path: Path) -> None:
    print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
