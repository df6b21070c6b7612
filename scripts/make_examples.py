"""Write the invented bulletins of examples/bulletins: `uv run python scripts/make_examples.py`.

They are rendered from the annotated items of tests/gold (people, events and words are invented there), with the
damage and in the layouts that scraped bulletins have. The same items give the same bytes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from gold.annotation import ITEMS, WIDER, read_items  # noqa: E402  # the tests' package is found by the line above
from gold.rendering import RenderOptions, render  # noqa: E402

FOLDER = ROOT / "examples" / "bulletins"
OPTIONS = RenderOptions(seed=8, layout="mixed", per_bulletin=2)
CHOSEN = re.compile(r"dev-\d{3}|heldout-[cd]?\d+")
"""Ids of the items that are taken, so that an item more in the gold changes no example."""


def bulletins() -> dict[str, bytes]:
    """The raw files by name."""
    items = [item for item in (*read_items(ITEMS), *read_items(WIDER)) if CHOSEN.fullmatch(item.id)]
    rendered = render(items, OPTIONS)
    return {bulletin.gold.raw.replace("bulletin", "invented", 1): bulletin.content for bulletin in rendered}


def main() -> None:
    """Write all, and take away what is no longer made."""
    made = bulletins()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("invented-*.txt"):
        if path.name not in made:
            path.unlink()
    for name, content in made.items():
        (FOLDER / name).write_bytes(content)
    print(f"{len(made)} bulletins, {sum(map(len, made.values())):,} bytes in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
