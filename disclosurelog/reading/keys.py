"""Check the keys of a dataset's tables: what must be there once only, and what must be in another table."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import islice

from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.cells import MOST_FAULTS
from disclosurelog.reading.data_tables import ReadTable

Key = tuple[Hashable, ...]


def check_own_keys(table: ReadTable, place: Place) -> list[Finding]:
    """Return the rows whose key is blank, or is that of an earlier row."""
    schema = table.schema
    primary = schema.get("primaryKey", [])
    keys = [primary] if primary else []
    keys += [key for key in schema.get("uniqueKeys", []) if key not in keys]
    single = [
        [f["name"]] for f in schema["fields"] if isinstance(c := f.get("constraints"), Mapping) and c.get("unique")
    ]
    keys += [key for key in single if key not in keys]
    found = (finding for key in keys for finding in _repeated(table, key, place, filled=key == primary))
    return list(islice(found, MOST_FAULTS))


def check_foreign_keys(name: str, tables: Mapping[str, ReadTable], places: Mapping[str, Place]) -> list[Finding]:
    """Return the rows of the table ``name`` that refer to a row which is not in the table they refer to."""
    table, findings = tables[name], []
    for key in table.schema.get("foreignKeys", ()):
        reference = key["reference"]
        other = tables.get(reference["resource"] or name)
        if other is None or not set(reference["fields"]) <= set(other.rows.header):
            message = f"The schema refers to “{reference['resource']}”, in which there are no such columns."
            advice = "Name another resource of this dataset and columns that it has."
            findings.append(places[name].finding("schema", Severity.ERROR, message, advice, key["fields"][0]))
            continue
        there = {found for _, found, _ in _keyed(other, reference["fields"]) if found is not None}
        strays = _strays(table, key["fields"], there, reference["resource"] or "the same table", places[name])
        findings += islice(strays, MOST_FAULTS)
    return findings


def _strays(table: ReadTable, names: Sequence[str], there: set[Key], where: str, place: Place) -> Iterator[Finding]:
    for number, key, cells in _keyed(table, names):
        if key is not None and key not in there:
            message = f"{_shown(cells)} is in “{names[0]}” here, but there is no such row in {where}."
            advice = "Correct the cell, or add the row that it refers to."
            yield Finding("key-unknown", Severity.ERROR, message, place.file, number, names[0], advice)


def _repeated(table: ReadTable, names: Sequence[str], place: Place, *, filled: bool) -> Iterator[Finding]:
    first: dict[Key, int] = {}
    for number, key, cells in _keyed(table, names):
        if key is None:
            if filled:
                message = "A part of the key is blank, so this row cannot be told from others."
                yield Finding("key-blank", Severity.ERROR, message, place.file, number, names[0], "Fill the cell in.")
            continue
        before = first.setdefault(key, number)
        if before != number:
            message = f"{_shown(cells)} is also in row {before}, but may be there once only."
            advice = "Correct or delete one of the two rows, or take the rule out of the schema."
            yield Finding("key-repeated", Severity.ERROR, message, place.file, number, names[0], advice)


def _keyed(table: ReadTable, names: Sequence[str]) -> Iterator[tuple[int, Key | None, tuple[str, ...]]]:
    """Yield of each row its number, what the named columns mean, ``None`` where one has no value, and their cells."""
    at = [table.rows.header.index(name) for name in names]
    values = [table.values[n] for n in at]
    for number, cells in zip(table.rows.numbers, zip(*(table.columns[n] for n in at), strict=True), strict=True):
        meant = tuple(_hashable(found[cell], cell) for found, cell in zip(values, cells, strict=True))
        yield number, None if None in meant else meant, cells


def _hashable(value: object, cell: str) -> Hashable:
    return value if isinstance(value, Hashable) else cell


def _shown(cells: Sequence[str]) -> str:
    return "“" + "”, “".join(cell[:40] for cell in cells) + "”"
