"""The plots of the page: what each shows of the corpus, as Vega-Lite specifications and as figures."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from bulletin_corpus.summary import DOUBTFUL_BELOW
from bulletin_corpus.views.report.drawing import COLOURS, Plot, Row, Spec, bars, colour, counts_axis, names_axis, svg
from bulletin_corpus.views.report.gathered import country_label, event_kind, principals_of
from bulletin_corpus.views.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bulletin_corpus.records import Meeting, Official, Workshop
    from bulletin_corpus.views.report.gathered import Gathered

K = TypeVar("K")

MOST_MONTHS = 60  # of more months, years are shown: at 620 pixels the bars of months would be thinner than 8
MOST_BARS = 14
BIN = 0.05


def draw_plots(gathered: Gathered) -> list[Plot]:
    """The plots that this corpus has anything for.

    Raises:
        UserError: without the extra `report`.
    """
    drawn = (timeline, scores, countries, who_met_whom, offices, repairs)
    return [plot for draw in drawn if (plot := draw(gathered)) is not None]


def timeline(gathered: Gathered) -> Plot | None:
    """Events by month, or by year where there are too many months; periods without events keep their place."""
    days = [(event.date_start, event) for event in _reported(gathered) if event.date_start]
    if not days:
        return None
    first, last = min(day for day, _ in days), max(day for day, _ in days)
    by_year = (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS
    if by_year:
        periods = [str(year) for year in range(first.year, last.year + 1)]
    else:
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        periods = [f"{month // 12}-{month % 12 + 1:02}" for month in months]
    counts = Counter((day.isoformat()[: len(periods[0])], event_kind(event)) for day, event in days)
    rows: list[Row] = [{"period": period, "kind": kind, "n": n} for (period, kind), n in sorted(counts.items())]

    def spec(most_labels: int, width: int, height: int) -> Spec:
        labelled = periods[:: -(-len(periods) // most_labels)]
        x_axis: Spec = {"grid": False, "values": labelled, "labelAngle": 0}
        return {
            "width": width,
            "height": height,
            "data": {"values": rows},
            "mark": {"type": "bar", "width": {"band": 0.78}},
            "encoding": {
                "x": {
                    "field": "period",
                    "type": "ordinal",
                    "title": None,
                    "axis": x_axis,
                    "scale": {"domain": periods},
                },
                "y": {"field": "n", "type": "quantitative", "title": None, "axis": counts_axis()},
                "color": colour("kind", ("meeting", "workshop")),
            },
        }

    return Plot(
        "timeline",
        "Meetings and workshops over time",
        f"Reported events by {'year' if by_year else 'month'}, {periods[0]} to {periods[-1]}.",
        (("meeting", "meetings"), ("workshop", "workshops")),
        {"wide": svg(spec(9, 600, 190)), "narrow": svg(spec(4, 285, 150))},
        ("year" if by_year else "month", "meetings", "workshops"),
        tuple((period, str(counts[period, "meeting"]), str(counts[period, "workshop"])) for period in periods),
    )


def scores(gathered: Gathered) -> Plot | None:
    """How the scores of pairs, links and events are distributed."""
    kinds = {
        "pairs of articles": [item.pair.score for item in gathered.items if item.pair is not None],
        "links of sentences": [link.score for item in gathered.items for link in item.links],
        "meetings and workshops": [event.score for event in _reported(gathered)],
    }
    counts = Counter((kind, bin_of(score)) for kind, found in kinds.items() for score in found)
    if not counts:
        return None
    rows: list[Row] = [
        {"what": kind, "from": low, "to": round(low + BIN, 2), "n": n, "sure": _sureness(low)}
        for (kind, low), n in sorted(counts.items())
    ]

    def spec(columns: int, width: int, height: int) -> Spec:
        x_axis: Spec = {"grid": False, "values": [0, 0.2, 0.4, 0.6, 0.8, 1], "format": "~g", "labelPadding": 5}
        return {
            "data": {"values": rows},
            "facet": {
                "field": "what",
                "type": "nominal",
                "title": None,
                "sort": list(kinds),
                "header": {"labelAnchor": "start", "labelPadding": 8},
            },
            "columns": columns,
            "spacing": 22,
            "spec": {
                "width": width,
                "height": height,
                "mark": {"type": "rect", "stroke": "var(--panel)", "strokeWidth": 1},
                "encoding": {
                    "x": {"field": "from", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]},
                          "axis": x_axis},
                    "x2": {"field": "to"},
                    "y": {"field": "n", "type": "quantitative", "title": None,
                          "axis": counts_axis() | {"minExtent": 34, "maxExtent": 34, "tickCount": 3}},
                    "y2": {"datum": 0},
                    "color": colour("sure", ("sure", "doubtful")),
                },
            },
            "resolve": {"scale": {"y": "independent"}},
        }  # fmt: skip

    bins = sorted({low for _, low in counts})
    return Plot(
        "scores",
        "How sure the program is",
        f"Scores are calibrated: of the pairs scored 0.9, nine in ten are right. Below {DOUBTFUL_BELOW} a look is due.",
        (("sure", f"{DOUBTFUL_BELOW} and more"), ("doubtful", f"below {DOUBTFUL_BELOW}")),
        {"wide": svg(spec(3, 166, 150)), "narrow": svg(spec(1, 280, 80))},
        ("score from", *kinds),
        tuple((f"{low:.2f}", *(str(counts[kind, low]) for kind in kinds)) for low in bins),
    )


def bin_of(score: float) -> float:
    """The lower edge of the score's bin; 1.0 falls into the last one."""
    return round(min(int(score / BIN + 1e-9), round(1 / BIN) - 1) * BIN, 2)


def _sureness(low: float) -> str:
    return "doubtful" if low < DOUBTFUL_BELOW else "sure"


def countries(gathered: Gathered) -> Plot | None:
    """The countries of most events, without the one that takes part in most of all."""
    events = _reported(gathered)
    counts = Counter((code, event_kind(event)) for event in events for code in dict.fromkeys(event.countries))
    totals = Counter({code: counts[code, "meeting"] + counts[code, "workshop"] for code, _ in counts})
    if len(totals) < 2:
        return None
    home, *others = _most_first(totals)
    names = {code: _country(code) for code in others}
    rows: list[Row] = [
        {"country": names[code], "kind": kind, "n": counts[code, kind]}
        for code in others[:MOST_BARS]
        for kind in ("meeting", "workshop")
        if counts[code, kind]
    ]
    rest = f"; the figures list all {len(others)}" if len(others) > MOST_BARS else ""
    return Plot(
        "countries",
        "Countries and organisations",
        f"Those that took part in most events, {country_label(home)[1]} left out{rest}.",
        (("meeting", "meetings"), ("workshop", "workshops")),
        bars(rows, "country", [names[code] for code in others[:MOST_BARS]], ("kind", ("meeting", "workshop"))),
        ("country", "meetings", "workshops"),
        tuple((names[code], str(counts[code, "meeting"]), str(counts[code, "workshop"])) for code in others),
    )


def who_met_whom(gathered: Gathered) -> Plot | None:
    """Whom the officials who lead most talks met, by country; of the country that leads most of all."""
    meetings = [event for event in _reported(gathered) if event_kind(event) == "meeting"]
    led = [one for meeting in meetings for one in _led(gathered, meeting)]
    homes = Counter(country for at, _ in led if (country := gathered.officials[at].country) is not None)
    if not homes:
        return None
    home = _most_first(homes)[0]
    counts = Counter(one for one in led if gathered.officials[one[0]].country == home)
    heads = _most_first(Counter(at for at, _ in counts.elements()))
    names = {at: person_label(gathered.officials[at]) for at in heads}
    shown = heads[:MOST_BARS]
    codes = _most_first(Counter(code for at, code in counts.elements() if at in shown))

    def spec(most: int, width: int, extent: int) -> Spec:
        rows: list[Row] = [
            {"who": names[at], "country": country_label(code)[1], "n": counts[at, code]}
            for at in shown
            for code in codes[:most]
            if counts[at, code]
        ]
        top: Spec = {"orient": "top", "labelAngle": -45, "labelAlign": "left", "labelLimit": 100, "labelPadding": 6}
        strength = {"domain": [1, max(2, *counts.values())], "range": [0.2, 0.6]}
        opacity: Spec = {"field": "n", "type": "quantitative", "legend": None, "scale": strength}
        return {
            "width": width,
            "height": {"step": 25},
            "data": {"values": rows},
            "encoding": {
                "y": {"field": "who", "type": "nominal", "title": None, "axis": names_axis(extent),
                      "sort": [names[at] for at in shown]},
                "x": {"field": "country", "type": "nominal", "title": None, "axis": top,
                      "sort": [country_label(code)[1] for code in codes[:most]]},
            },
            "layer": [
                {"mark": {"type": "rect", "fill": COLOURS["meeting"], "cornerRadius": 3, "width": {"band": 0.94},
                          "height": {"band": 0.9}}, "encoding": {"opacity": opacity}},
                {"mark": {"type": "text", "fill": "var(--ink)", "fontSize": 12},
                 "encoding": {"text": {"field": "n", "type": "quantitative"}}},
            ],
        }  # fmt: skip

    pairs = sorted(counts.items(), key=lambda one: (-one[1], heads.index(one[0][0]), one[0][1]))
    return Plot(
        "met",
        "Who met whom",
        f"How often the officials of {country_label(home)[1]} who lead most talks met the other side, by its country.",
        (),
        {"wide": svg(spec(13, 430, 190)), "narrow": svg(spec(6, 160, 150))},
        ("official", "met", "times"),
        tuple((names[at], _country(code), str(n)) for (at, code), n in pairs),
        ("met", "All who met, by name"),
    )


def _led(gathered: Gathered, meeting: Meeting | Workshop) -> Iterable[tuple[int, str]]:
    """Each principal of the meeting with each side that is not the principal's own."""
    for at, person in principals_of(meeting, gathered.official_of):
        for code in dict.fromkeys(meeting.countries):
            if code != person.country:
                yield at, code


def offices(gathered: Gathered) -> Plot | None:
    """The offices over time of those who are named most and held several."""
    rows: list[Row] = []
    table: list[tuple[str, ...]] = []
    for official in gathered.officials:
        dated = sorted((p for p in official.positions if p.first_seen), key=lambda p: (p.first_seen, p.title_en or ""))
        if len(dated) < 2 or len(rows) + len(dated) > MOST_BARS:
            continue
        name = person_label(official)
        for at, position in enumerate(dated):
            zh, en = visible(position.title_zh or ""), visible(position.title_en or position.title_zh or "")
            first, last = str(position.first_seen), str(position.last_seen or position.first_seen)
            rows.append(
                {"lane": len(rows), "name": name if at == 0 else "", "office": en, "first": first, "last": last}
            )
            table.append((name, zh, en, first, last))
    if not rows:
        return None

    def spec(width: int, extent: int) -> Spec:
        when: Spec = {
            "type": "temporal",
            "timeUnit": "utcyearmonthdate",
            "title": None,
            "axis": {"format": "%Y", "tickCount": "year"},
        }
        lanes: Spec = {
            "field": "lane",
            "type": "ordinal",
            "title": None,
            "axis": {"labelExpr": f"{json.dumps([row['name'] for row in rows])}[datum.value]", **names_axis(extent)},
        }
        dot: Spec = {"type": "point", "filled": True, "fill": COLOURS["workshop"], "size": 60, "opacity": 1}
        return {
            "width": width,
            "height": {"step": 34},
            "data": {"values": rows},
            "encoding": {"y": lanes, "x": {**when, "field": "first"}},
            "layer": [
                {"mark": {"type": "rule", "stroke": COLOURS["workshop"], "strokeWidth": 4, "strokeCap": "round"},
                 "encoding": {"x2": {"field": "last", "timeUnit": "utcyearmonthdate"}}},
                {"mark": dot},
                {"mark": dot, "encoding": {"x": {**when, "field": "last"}}},
                {"mark": {"type": "text", "fill": "var(--ink)", "fontSize": 11.5, "dy": -11, "baseline": "middle",
                          "limit": width - 10, "align": "left", "x": 0},
                 "encoding": {"text": {"field": "office", "type": "nominal"}, "x": {"value": 4}}},
            ],
        }  # fmt: skip

    return Plot(
        "offices",
        "Offices over time",
        "From the first to the last dated item that names the office, for those named most who held several.",
        (),
        {"wide": svg(spec(430, 190)), "narrow": svg(spec(190, 120))},
        ("official", "office (Chinese)", "office (English)", "first seen", "last seen"),
        tuple(table),
    )


def repairs(gathered: Gathered) -> Plot | None:
    """What was restored, by rule."""
    counts: Counter[str] = Counter()
    for bulletin in gathered.bulletins:
        counts.update({repair.rule: repair.count for repair in bulletin.repairs})
    most = _most_first(counts)
    if not most:
        return None
    rows: list[Row] = [{"rule": rule, "n": counts[rule], "key": "sure"} for rule in most[:MOST_BARS]]
    return Plot(
        "repairs",
        "What was restored",
        "Damage that could be undone exactly, by rule. What could not be undone was left as it stands.",
        (),
        bars(rows, "rule", most[:MOST_BARS], ("key", ("sure",))),
        ("rule", "places"),
        tuple((rule, str(counts[rule])) for rule in most),
    )


def person_label(official: Official) -> str:
    """Both names of an official, as a plot and a table may show them."""
    return visible(" ".join(name for name in (official.name_zh, official.name_en) if name))


def _country(code: str) -> str:
    return " ".join(dict.fromkeys(country_label(code)))


def _reported(gathered: Gathered) -> list[Meeting | Workshop]:
    return [event for event in gathered.events if event.status == "reported"]


def _most_first(counts: Counter[K]) -> list[K]:
    """The keys, those counted most first, then in the order in which they were counted first."""
    return [key for key, _ in counts.most_common()]
