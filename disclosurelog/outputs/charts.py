"""Charts as SVG, drawn when the site is built. The only door to vl-convert, which brings Vega-Lite and its fonts.

A chart stands in its page and takes its colours from the page's own style, so that it is right in the light, in
the dark and in print. It repeats what its table says: to a screen reader it is one picture with a sentence.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from disclosurelog.model.datasets import Dataset, Plot
from disclosurelog.outputs.statistics import NOT_KNOWN, Counted, Period, Statistics
from disclosurelog.reading.aside import Aside
from disclosurelog.reading.store import Parts, Store

MOST_SAID = 24
"""Values that the sentence of a chart names."""

MOST_QUARTERS = 24
"""The latest quarters that a chart shows: more would not fit a phone."""

_WIDTH = 460
_FONT = "Liberation Sans"
"""Comes with vl-convert, so that the same chart has the same bytes on any machine. The page's style replaces it."""
_OPENING = re.compile(r"<svg [^>]*?width=\"([0-9.]+)\" height=\"([0-9.]+)\"[^>]*>")
_UNHEARD = re.compile(r' (?:role|class|aria-[a-z]+)="[^"]*"')
"""What Vega says of each part of a picture, and the names by which its own scripts would find it."""
_QUIET: Mapping[str, Any] = {
    "aria": False,
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "gridColor": "var(--dl-line)",
        "domainColor": "var(--dl-line)",
        "tickColor": "var(--dl-line)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 260,
    },
    "legend": {"labelColor": "currentColor", "labelFontSize": 12, "orient": "top", "title": None},
}


_KINDS = (
    ("In time", "in_time", "var(--dl-accent)"),
    ("Late", "late", "var(--dl-chart-late)"),
    ("Cannot be judged", "not_judged", "var(--dl-chart-unknown)"),
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart to be drawn: its key on its page, the sentence that says what it shows, and its Vega-Lite as JSON."""

    key: str
    says: str
    specification: str


def charts_of(statistics: Statistics) -> tuple[Chart, ...]:
    """Return the charts of an authority: answers in time by quarter, and outcomes."""
    quarters = [period for period in statistics.quarters if period.key != NOT_KNOWN and period.answered]
    charts = []
    if len(quarters) > 1:
        charts.append(_quarters(quarters[-MOST_QUARTERS:]))
    if len(statistics.outcomes) > 1:
        charts.append(_outcomes(statistics.outcomes))
    return tuple(charts)


def _quarters(quarters: Sequence[Period]) -> Chart:
    values = [
        {"quarter": _short(quarter.title), "kind": kind, "answers": getattr(quarter, counted), "order": order}
        for quarter in quarters
        for order, (kind, counted, _) in enumerate(_KINDS)
    ]
    answered, late = sum(q.answered for q in quarters), sum(q.late for q in quarters)
    says = (
        f"Bar chart of answers by quarter, from {quarters[0].title} to {quarters[-1].title}: "
        f"{answered:,} answers, of which {late:,} came late. The table below has the figures."
    )
    encoding = {
        "x": {"field": "quarter", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": -45}},
        "y": {"field": "answers", "type": "quantitative", "title": "Answers", "axis": {"tickMinStep": 1}},
        "color": {
            "field": "kind",
            "type": "nominal",
            "scale": {"domain": [kind for kind, _, _ in _KINDS], "range": [colour for _, _, colour in _KINDS]},
        },
        "order": {"field": "order"},
    }
    return Chart("quarters", says, _specification(values, encoding, height=180, width={"step": 24}))


def _short(title: str) -> str:
    """Return ``Jan–Mar 2024`` for ``January to March 2024``: a council's own first quarter begins in April."""
    first, _, rest = title.partition(" to ")
    last, _, year = rest.partition(" ")
    return f"{first[:3]}–{last[:3]} {year}"


def _outcomes(outcomes: Sequence[Counted]) -> Chart:
    values = [{"outcome": counted.key, "answers": counted.count} for counted in outcomes]
    says = "Bar chart of outcomes: " + ", ".join(f"{counted.key} {counted.count:,}" for counted in outcomes) + "."
    encoding = {
        "y": {"field": "outcome", "type": "nominal", "sort": None, "title": None},
        "x": {"field": "answers", "type": "quantitative", "title": "Answers", "axis": {"tickMinStep": 1}},
        "color": {"value": "var(--dl-accent)"},
    }
    return Chart("outcomes", says, _specification(values, encoding, height={"step": 26}))


def _specification(
    values: Sequence[Mapping[str, Any]],
    encoding: Mapping[str, Any],
    height: Any,
    mark: str = "bar",
    width: Any = _WIDTH,
) -> str:
    return json.dumps({
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": list(values)},
        "mark": mark,
        "encoding": encoding,
        "width": width,
        "height": height,
        "padding": {"left": 30, "right": 8, "top": 4, "bottom": 12},
        "config": _QUIET,
    })  # fmt: skip


def charts_of_dataset(dataset: Dataset) -> tuple[Chart, ...]:
    """Return the charts that a dataset's descriptor asks for."""
    return tuple(
        _plotted(chart_key(table.name, number), plot)
        for table in dataset.tables
        for number, plot in enumerate(table.plots)
    )


def chart_key(table: str, number: int) -> str:
    """Return the key of a chart of a dataset's table."""
    return f"{table}-{number}"


def _plotted(key: str, plot: Plot) -> Chart:
    """Return a chart of values by name or by period. A bar of many names lies down, so that they can be read."""
    values = [{"name": name, "amount": amount} for name, amount in plot.points]
    amounts = {"field": "amount", "type": "quantitative", "title": plot.y_title}
    upright = plot.kind == "line" or plot.in_order
    names = {"field": "name", "type": "ordinal" if upright else "nominal", "sort": None}
    shown = ", ".join(f"{name} {amount:,.12g}" for name, amount in plot.points[:MOST_SAID])
    more = f", and {len(plot.points) - MOST_SAID} more" if len(plot.points) > MOST_SAID else ""
    says = f"{plot.kind.capitalize()} chart: {plot.title}. {plot.y_title}: {shown}{more}."
    if upright:
        axis = {"labelAngle": -45, "labelOverlap": True}
        encoding = {"x": {**names, "title": plot.x_title, "axis": axis}, "y": amounts}
    else:
        encoding = {"y": {**names, "title": None}, "x": amounts}
    encoding["color"] = {"value": "var(--dl-accent)"}
    height = 200 if upright else {"step": 22}
    return Chart(key, says, _specification(values, encoding, height, mark=plot.kind))


class Drawing:
    """Charts that are being drawn, in a process of their own beside what goes on here. Those kept need not be.

    ``wanted`` has the charts of each page, by the page's path.
    """

    def __init__(self, wanted: Mapping[str, Sequence[Chart]], store: Store) -> None:
        self._wanted = wanted
        self._store = store
        every = [chart for charts in wanted.values() for chart in charts]
        found = {chart: store.find(_parts_of(chart)) for chart in every}
        self._drawn = {chart: kept.content.decode("utf-8") for chart, kept in found.items() if kept}
        self._missing = [chart for chart, kept in found.items() if not kept]
        # Not beside it where Vega's own threads are running already, which a forked process would lack.
        fork = "vl_convert" not in sys.modules
        self._beside = Aside(lambda: draw(self._missing), fork=fork) if self._missing else None

    def __enter__(self) -> Drawing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._beside is not None:
            self._beside.stop()

    def result(self) -> dict[str, dict[str, str]]:
        """Return the charts of each page as SVG, by the page's path and the chart's key."""
        if self._beside is not None:
            for chart, svg in zip(self._missing, self._beside.result(), strict=True):
                self._store.keep(_parts_of(chart), svg.encode("utf-8"))
                self._drawn[chart] = svg
        return {path: {chart.key: self._drawn[chart] for chart in charts} for path, charts in self._wanted.items()}


def draw(charts: Iterable[Chart]) -> list[str]:
    """Return each chart as SVG."""
    # Imported here because it takes long, and is needed only by the process that draws.
    import vl_convert

    return [_picture(chart, vl_convert.vegalite_to_svg(chart.specification)) for chart in charts]


def _parts_of(chart: Chart) -> Parts:
    return ("chart", chart.says, chart.specification)


def _picture(chart: Chart, svg: str) -> str:
    """Return a drawn chart as one picture, whose parts are not read out one by one."""
    opening = _OPENING.match(svg)
    assert opening is not None, "vl-convert begins with an svg element"
    width, height = opening.groups()
    label = html.escape(chart.says)
    begins = (
        f'<svg class="dl-chart" role="img" aria-label="{label}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">'
    )
    return begins + _UNHEARD.sub("", svg[opening.end() :])
