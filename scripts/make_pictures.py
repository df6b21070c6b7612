"""Write the pictures of the guide: `uv run --extra report python scripts/make_pictures.py`.

They are the plots of examples/explore.ipynb, drawn from the invented bulletins.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import vl_convert

if TYPE_CHECKING:
    import altair as alt

ROOT = Path(__file__).parent.parent
PICTURES = {"meetings": "who-met-whom.svg", "career": "career.svg"}
"""The notebook's cell that draws it, and the file."""


def main() -> None:
    """Run the notebook's cells and keep what the chosen ones draw."""
    cells = json.loads((ROOT / "examples" / "explore.ipynb").read_text("utf-8"))["cells"]
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
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
                path = folder / PICTURES[cell["id"]]
                path.write_text(vl_convert.vegalite_to_svg(charts.pop().to_json()), "utf-8")
                print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
