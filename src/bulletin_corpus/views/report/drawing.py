"""How the plots of the page are drawn: Vega-Lite specifications become SVG when the page is written.

Colours are names of the page's style sheet, so that a drawing follows light and dark. Every plot is drawn twice, for
wide and for narrow screens, and comes with the figures that it shows, for those who read rather than look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin_corpus.errors import UserError, how_to_install

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Spec = dict[str, object]
Row = dict[str, str | int | float]

VEGA_LITE = "5.20"
COLOURS = {
    "meeting": "var(--meeting)",
    "workshop": "var(--workshop)",
    "sure": "var(--sure)",
    "doubtful": "var(--doubt)",
    "other": "var(--line)",
}
CONFIG: Spec = {
    "background": None,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--soft)",
        "titleColor": "var(--soft)",
        "titleFontWeight": "normal",
        "titleFontSize": 12,
        "labelFontSize": 12,
        "labelPadding": 8,
        "gridColor": "var(--rule)",
        "domain": False,
        "ticks": False,
    },
    "header": {"labelColor": "var(--ink)", "labelFontSize": 12.5},
    "aria": False,
}


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn plot.

    Attributes:
        name: its anchor in the page.
        title, about: what it shows, for its caption and for those who do not see it.
        legend: the keys of its colours with their names.
        svg: by width, `wide` and `narrow`.
        columns, rows: the figures that it shows.
        more: the view of the page that tells more, and the words of the link to it; None: there is none.
    """

    name: str
    title: str
    about: str
    legend: tuple[tuple[str, str], ...]
    svg: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: tuple[str, str] | None = None


def svg(spec: Spec) -> str:
    """The drawing.

    Raises:
        UserError: without the extra `report`.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise missing_extra() from error
    return vl_convert.vegalite_to_svg({"config": CONFIG, **spec}, vl_version=VEGA_LITE)


def missing_extra() -> UserError:
    """What to say where the libraries of the extra `report` are not installed."""
    return UserError("The page needs the extra report, which is not installed.", how_to_install("report"))


def colour(field: str, keys: Sequence[str]) -> Spec:
    """The colour of each of `keys`, without a legend: the page has its own."""
    scale = {"domain": list(keys), "range": [COLOURS[key] for key in keys]}
    return {"field": field, "type": "nominal", "scale": scale, "legend": None}


def counts_axis() -> Spec:
    """An axis of whole numbers."""
    return {"tickMinStep": 1, "tickCount": 4, "format": ",d", "labelOverlap": True}


def names_axis(width: int) -> Spec:
    """An axis of names that takes exactly `width` pixels, so that drawings do not depend on the fonts at hand."""
    return {"labelLimit": width - 8, "minExtent": width, "maxExtent": width}


def bars(rows: Sequence[Row], field: str, order: Sequence[str], keys: tuple[str, Sequence[str]]) -> dict[str, str]:
    """Horizontal bars of `n`, one for each value of `field`, stacked by a field that gives their colour."""

    def spec(width: int, names: int) -> Spec:
        return {
            "width": width,
            "height": {"step": 23},
            "data": {"values": list(rows)},
            "mark": {"type": "bar", "height": {"band": 0.66}},
            "encoding": {
                "y": {"field": field, "type": "nominal", "sort": list(order), "title": None, "axis": names_axis(names)},
                "x": {"field": "n", "type": "quantitative", "title": None, "axis": counts_axis()},
                "color": colour(*keys),
            },
        }

    return {"wide": svg(spec(440, 190)), "narrow": svg(spec(170, 150))}
