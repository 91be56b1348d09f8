"""Add up what a chart of a dataset shows, where its descriptor asks for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from disclosurelog.model.datasets import Plot
from disclosurelog.model.dates import MONTHS
from disclosurelog.model.findings import Severity
from disclosurelog.reading.data_tables import ReadTable
from disclosurelog.reading.parts import Part

KINDS = ("bar", "line")
KEYS = ("table", "title", "kind", "x", "y", "by")
MOST_CHARTS = 20
MOST_BARS = 15
MOST_POINTS = 60
LONGEST = 60
"""Characters of a name in a chart: to draw one of a million takes gigabytes."""
_NUMBERS = ("integer", "number")
_ORDERED = ("integer", "number", "date", "year", "yearmonth")
_PERIODS = ("month", "year")


def read_plots(
    charts: Sequence[Part], tables: Mapping[str, ReadTable], names: Mapping[str, str]
) -> tuple[dict[str, tuple[Plot, ...]], bool]:
    """Return the charts that the descriptor asks for, by table, and whether all of them can be drawn.

    One that cannot is a finding of its part. ``names`` has the name of each table by what the descriptor calls it.
    """
    found: dict[str, list[Plot]] = defaultdict(list)
    if len(charts) > MOST_CHARTS:
        message = f"{len(charts):,} charts are asked for; the first {MOST_CHARTS} are drawn."
        charts[0].find("descriptor-value", Severity.WARNING, message, "Ask for those that a reader needs.")
    for chart in charts[:MOST_CHARTS]:
        stated = chart.text("table")
        name = names.get(stated, stated) or next(iter(tables), "")
        if name not in tables:
            chart.leave_out("table", "must name a table of this dataset.")
            continue
        plot = _plot(chart, tables[name])
        if plot is not None:
            found[name].append(plot)
    drawn = sum(map(len, found.values()))
    return {name: tuple(plots) for name, plots in found.items()}, drawn == len(charts)


def _plot(chart: Part, table: ReadTable) -> Plot | None:
    fields = {str(field["name"]): field for field in table.schema["fields"]}
    x, y, kind, by = (chart.text(key) for key in ("x", "y", "kind", "by"))
    dated = x in fields and fields[x]["type"] in ("date", "datetime")
    for key, fits, rule in (
        ("x", x in fields, "must be the name of a column."),
        ("y", not y or (y in fields and fields[y]["type"] in _NUMBERS), "must be the name of a column of numbers."),
        ("kind", kind in ("", *KINDS), "must be bar or line."),
        ("by", not by or (by in _PERIODS and dated), "must be month or year, and “x” a column of dates."),
    ):
        if not fits:
            chart.leave_out(key, rule)
            return None
    totals: dict[object, Decimal] = defaultdict(Decimal)
    labels = table.values[table.rows.header.index(x)]
    counted = table.columns[table.rows.header.index(y)] if y else None
    amounts = table.values[table.rows.header.index(y)] if y else {}
    for number, cell in enumerate(table.columns[table.rows.header.index(x)]):
        label = labels[cell]
        amount = Decimal(1) if counted is None else amounts[counted[number]]
        if label is not None and amount is not None and Decimal(amount).is_finite():
            totals[_cut(label, by) if by else _label(label, cell)] += Decimal(amount)
    kind = kind or "bar"
    in_order = bool(by) or kind == "line" or fields[x]["type"] in _ORDERED
    points = _in_order(totals, by) if in_order else _largest(totals)
    title_of = {name: str(field.get("title") or name) for name, field in fields.items()}
    y_title = title_of[y] if y else "Rows"
    title = chart.text("title") or f"{y_title} by {title_of[x]}"
    x_title = _cut_off(title_of[x])
    if in_order and len(totals) > MOST_POINTS:
        x_title += f", the last {MOST_POINTS} of {len(totals):,}"
    return Plot(title, kind, x_title, _cut_off(y_title), points, in_order) if points else None


def _cut_off(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _label(value: object, cell: str) -> object:
    """Return what is shown of a value: what it is where it has an order, else how it is written."""
    if isinstance(value, Decimal) and not value.is_finite():
        return cell
    return value if isinstance(value, date | int | Decimal) and not isinstance(value, bool) else cell


def _cut(value: date | datetime, by: str) -> tuple[int, int]:
    return (value.year, value.month if by == "month" else 0)


def _in_order(totals: Mapping[object, Decimal], by: str) -> tuple[tuple[str, float], ...]:
    """Return the points by the order of their labels, the last of them where there are too many."""
    try:
        ordered = sorted(totals.items(), key=lambda point: point[0])  # type: ignore[arg-type, return-value]
    except TypeError:  # words among numbers
        ordered = sorted(totals.items(), key=lambda point: str(point[0]))
    return _named((_words(label) if by else str(label), total) for label, total in ordered[-MOST_POINTS:])


def _words(label: object) -> str:
    assert isinstance(label, tuple)
    year, month = label
    return f"{MONTHS[month - 1][:3]} {year}" if month else str(year)


def _largest(totals: Mapping[object, Decimal]) -> tuple[tuple[str, float], ...]:
    """Return the largest, and all others together."""
    ordered = sorted(totals.items(), key=lambda point: (-point[1], str(point[0])))
    shown = ordered if len(ordered) <= MOST_BARS else ordered[: MOST_BARS - 1]
    points = [(str(label), total) for label, total in shown]
    rest = ordered[len(shown) :]
    if rest:
        points.append((f"{len(rest):,} others", sum((total for _, total in rest), Decimal())))
    return _named(points)


def _named(points: Iterable[tuple[str, Decimal]]) -> tuple[tuple[str, float], ...]:
    """Return points with names that a chart can hold, no two alike: those that were would be drawn as one."""
    found: dict[str, float] = {}
    for label, total in points:
        name = short = _cut_off(label)
        number = 1
        while name in found:
            number += 1
            name = f"{short} ({number})"
        found[name] = float(total)
    return tuple(found.items())
