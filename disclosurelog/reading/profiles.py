"""Say of a table what its page shows: how each column is filled, the first rows, and what its charts add up."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from disclosurelog.model.datasets import Column, Plot
from disclosurelog.reading.cells import Values
from disclosurelog.reading.data_tables import ReadTable

PREVIEW_ROWS = 50
PREVIEW_COLUMNS = 40
PREVIEW_CELL = 200
PREVIEW_CHARACTERS = 30_000
"""Of all cells of a preview together: so the page of a table of long texts stays small."""

_ORDERED = frozenset({"integer", "number", "date", "time", "datetime", "year", "yearmonth"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What is shown of a table. It is small, and is kept for the next build."""

    rows: int
    schema: Mapping[str, Any]
    columns: tuple[Column, ...]
    preview: tuple[tuple[str, ...], ...]
    plots: tuple[Plot, ...] = ()


def profile_of(table: ReadTable, plots: tuple[Plot, ...] = ()) -> Profile:
    """Return what is shown of a table."""
    columns = tuple(map(_column, table.schema["fields"], table.columns, table.values))
    return Profile(len(table.rows.cells), table.schema, columns, _preview(table.rows.cells), plots)


def profiles_to_json(profiles: Sequence[Profile]) -> bytes:
    """Return profiles as they are kept."""
    return json.dumps([asdict(profile) for profile in profiles]).encode("utf-8")


def profiles_from_json(content: bytes) -> list[Profile]:
    """Return profiles that were kept."""
    return [
        Profile(
            kept["rows"],
            kept["schema"],
            tuple(Column(**column) for column in kept["columns"]),
            tuple(map(tuple, kept["preview"])),
            tuple(Plot(**{**plot, "points": tuple(map(tuple, plot["points"]))}) for plot in kept["plots"]),
        )
        for kept in json.loads(content)
    ]


def _column(field: Mapping[str, Any], cells: Sequence[str], values: Values) -> Column:
    counted = Counter(cells)
    missing = sum(count for cell, count in counted.items() if values[cell] is None)
    filled = {cell: value for cell, value in values.items() if value is not None and value == value}  # noqa: PLR0124
    try:
        distinct = len(set(filled.values()))
    except TypeError:  # lists and structures, which are told apart by how they are written
        distinct = len(filled)
    least = greatest = ""
    if filled and field["type"] in _ORDERED:
        with contextlib.suppress(TypeError, OverflowError):  # times with a zone and without, or at the end of time
            least, greatest = min(filled, key=filled.__getitem__), max(filled, key=filled.__getitem__)
    return Column(field, missing, distinct, least, greatest)


def _preview(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the first rows, long cells cut, as many as fit on a page."""
    shown: list[tuple[str, ...]] = []
    size = 0
    for row in rows[:PREVIEW_ROWS]:
        cells = tuple(c if len(c) <= PREVIEW_CELL else c[:PREVIEW_CELL] + "…" for c in row[:PREVIEW_COLUMNS])
        size += sum(map(len, cells))
        if shown and size > PREVIEW_CHARACTERS:
            break
        shown.append(cells)
    return tuple(shown)
