"""What looks like personal data in the tables of a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from disclosurelog.checks.privacy.hidden import look_alikes_of_reference
from disclosurelog.checks.privacy.sightings import Known, Sighting
from disclosurelog.checks.privacy.signs import MOST_OF_A_SIGN, sightings_in_column
from disclosurelog.model.findings import Finding, Place, allowance_of, column_letter
from disclosurelog.reading.tables import Table

MOST_OF_A_KIND = 10
"""So many values of one kind in a cell are told one by one; the others are counted."""


_OF_SO_MANY = 100
"""Cells of which one is measured."""


class Column(NamedTuple):
    """A column of a table, by its place from the left, and what is seen in its name."""

    table: Table
    place: int
    heading: Sequence[Sighting]


def columns_of(tables: Iterable[Table], known: Known) -> list[Column]:
    """Return every column of a log's tables, its own columns included, those with most text first."""
    found: list[Column] = []
    for table in tables:
        headings = dict(sightings_in_column("", table.columns, known))
        found += [Column(table, place, headings.get(name, ())) for place, name in enumerate(table.columns)]
    return sorted(found, key=_size, reverse=True)


def _size(column: Column) -> int:
    """Return about how much text is in a column: where processes take turns, what takes longest comes first."""
    cells = column.table.cells[column.table.columns[column.place]]
    return sum(map(len, cells[::_OF_SO_MANY]))


def privacy_of_columns(columns: Iterable[Column], known: Known) -> list[Finding]:
    """Return what looks like personal data in any cell of the columns, or in the name of one."""
    return [finding for column in columns for finding in _in_column(column, known)]


def _in_column(column: Column, known: Known) -> Iterator[Finding]:
    table = column.table
    name = shown = table.columns[column.place]
    cells, references = table.cells[name], table.cells.get("reference", [])
    if column.heading:
        shown = column_letter(column.place)
        yield from findings_in_cell(name, column.heading, Place(table.file, 1), shown)
    found = dict(sightings_in_column(name, cells, known, table.columns))
    if name == "reference":
        for value in {value for value in cells if not value.isascii()}:
            found[value] = _look_alikes(value, found.get(value, []))
    if not any(found.values()):
        return
    for index, value in enumerate(cells):
        if value in found:
            reference = references[index] if references else ""
            at = Place(table.file, table.numbers[index])
            yield from findings_in_cell(value, found[value], at, shown, reference)


def _look_alikes(value: str, found: list[Sighting]) -> list[Sighting]:
    others = [sighting for sighting in found if sighting.code != "lookalike-reference"]
    return [*others, *look_alikes_of_reference(value)]


def findings_in_cell(
    value: str, found: Sequence[Sighting], place: Place, column: str | None, *what: str, where: str = ""
) -> Iterator[Finding]:
    """Yield a finding for each different value seen in a cell or passage, at most ten of a kind, then their number.

    ``what`` says, with the column, which cell it is, so that it can be allowed; ``where`` begins the message.
    """
    kinds: dict[str, dict[str, Sighting]] = {}
    for sighting in found:
        kinds.setdefault(sighting.code, {}).setdefault(value[sighting.start : sighting.end].strip(), sighting)
    for code, seen in kinds.items():
        for text, sighting in list(seen.items())[:MOST_OF_A_KIND]:
            allow = allowance_of(code, *what, column or "", text)
            yield place.finding(code, sighting.severity, where + told(sighting), sighting.advice, column, allow)
        rest = list(seen.items())[MOST_OF_A_KIND:]
        if rest:
            severity = min((sighting.severity for _, sighting in rest), key=lambda s: s.rank)
            least = "at least " if len(seen) >= MOST_OF_A_SIGN else ""
            message = f"{where}There seem to be {least}{len(rest):,} more like {rest[0][1].what} here."
            if len(rest) == 1:
                message = f"{where}There seems to be 1 more like {rest[0][1].what} here."
            allow = allowance_of(code, *what, column or "", *(text for text, _ in rest))
            yield place.finding(code, severity, message, rest[0][1].advice, column, allow)


def told(sighting: Sighting) -> str:
    """Return the sentence that says what was seen."""
    if sighting.shown.startswith("U+"):
        return f"There is {sighting.what} here ({sighting.shown})."
    return f"There seems to be {sighting.what} here: “{sighting.shown}”."
