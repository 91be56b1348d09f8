"""Read cells by the rules of their columns. The only door to frictionless.

It is handed rules and cells, not files: it never opens, guesses or fetches anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from disclosurelog.model.datasets import SCHEMA_PROFILE
from disclosurelog.reading.patterns import not_matching

MOST_FAULTS = 1_000
"""Of one table: who has more than these has one mistake a thousand times."""

_CONSTRAINT = re.compile(r'constraint "(\w+)"')


class RulesError(ValueError):
    """Rules that no cell can be read by: a type that is not known, or a constraint that is not of the type."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A cell that breaks a rule of its column. ``row`` and ``column`` count from 0, below the header."""

    row: int
    column: int
    cell: str
    rule: str
    """The constraint of Table Schema that it breaks, or ``type``."""


Values = Mapping[str, Any]
"""What each cell of a column means, by its text: a number, a date, ``None`` where it stands for nothing."""


def read_cells(
    fields: Sequence[Mapping[str, Any]],
    columns: Sequence[Sequence[str]],
    *,
    missing: Sequence[str] = ("",),
    patterns: Mapping[int, str] | None = None,
) -> tuple[list[Values], list[Fault]]:
    """Return what the cells of each column mean, and the first cells that break a rule, by row.

    ``fields`` are Table Schema fields, ``missing`` the texts that stand for no value, ``patterns`` those that
    are not ours, by column. What is in a column more than once is read once: a rule looks at one cell at a
    time. Raises ``RulesError`` or ``PatternError``.
    """
    try:
        schema = _schema_of(fields, missing)
        readers = [field.create_cell_reader() for field in schema.fields]
    except Exception as error:  # frictionless raises its own, and more, for rules it cannot use
        raise RulesError from error
    read: list[Values] = []
    faults: list[Fault] = []
    for column, (reader, cells) in enumerate(zip(readers, columns, strict=True)):
        values, broken = _read_column(reader, dict.fromkeys(cells))
        if patterns and column in patterns:
            stated = [cell for cell, value in values.items() if value is not None]
            for cell in not_matching(patterns[column], stated):
                broken[cell] = (*broken.get(cell, ()), "pattern")
        if broken:
            rows = enumerate(cells)
            found = (Fault(row, column, cell, rule) for row, cell in rows for rule in broken.get(cell, ()))
            faults += islice(found, MOST_FAULTS)
        read.append(values)
    return read, sorted(faults)[:MOST_FAULTS]


def note_on(field: Mapping[str, Any]) -> str:
    """Return what frictionless has against the description of a field, in its own words, ``""`` if nothing."""
    from frictionless import FrictionlessException

    try:
        _schema_of([field], ("",)).fields[0].create_value_reader()
    except FrictionlessException as error:
        return next((reason.note for reason in error.reasons), error.error.note)
    except Exception:  # it is a stranger's, and may be anything
        return "unknown"
    return ""


def reader_of(field: Mapping[str, Any]) -> Callable[[object], Any]:
    """Return what reads a value that a rule states by the type of its column: ``None`` is what is none of it."""
    plain = {key: value for key, value in field.items() if key not in ("constraints", "missingValues", "example")}
    read = _schema_of([plain], ()).fields[0].create_value_reader()

    def safely(value: object) -> Any:
        try:
            return read(value)
        except Exception:  # as of a number of a million digits
            return None

    return safely


def _schema_of(fields: Sequence[Mapping[str, Any]], missing: Sequence[str]) -> Any:
    # Imported here because it takes long, and is needed only by the process that checks.
    from frictionless import Schema

    described = {"$schema": SCHEMA_PROFILE, "fields": [dict(field) for field in fields], "missingValues": list(missing)}
    return Schema.from_descriptor(described)


def _read_column(reader: Any, cells: Mapping[str, None]) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """Return the value of each cell, and the rules that some of them break."""
    values, broken = {}, {}
    for cell in cells:
        try:
            values[cell], notes = reader(cell)
        except Exception:  # a number of a million digits, say, or brackets in brackets without end
            values[cell], notes = None, {"type": "type"}
        if notes:
            broken[cell] = tuple(_rule_of(note) for note in notes.values())
    return values, broken


def _rule_of(note: str) -> str:
    found = _CONSTRAINT.search(note)
    return found.group(1) if found else "type"
