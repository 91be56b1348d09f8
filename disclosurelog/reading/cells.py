"""Read cells by the rules of their columns. The only door to frictionless.

It is handed rules and cells, not files: it never opens, guesses or fetches anything. Nor is it handed patterns, which
it would try by Python's own expressions, that may never end.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from disclosurelog.model.datasets import SCHEMA_PROFILE
from disclosurelog.reading.patterns import MOST_SECONDS, not_matching

MOST_FAULTS = 1_000
"""Of one table: who has more than these has one mistake a thousand times."""

_LONG = ("any", "array", "geojson", "list", "object", "string")
"""Types of which a cell may be as long as any."""
_MOST_CHARACTERS = 4_000
"""Of a cell of any other type: a number that long is none, and takes long to be found so."""
_MANY = 50
"""Values of a list from which on frictionless, which looks through it for each cell, is not given it."""

_OF_LENGTH = frozenset(("required", "minLength", "maxLength"))
"""Constraints that a text keeps if a shorter and a longer one do, and it is not blank."""

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
    forms: Mapping[int, re.Pattern[str]] | None = None,
) -> tuple[list[Values], list[Fault]]:
    """Return what the cells of each column mean, and the first cells that break a rule, by row.

    ``fields`` are Table Schema fields without patterns, ``missing`` the texts that stand for no value,
    ``patterns`` those of strangers by column, ``forms`` those of our own: both are of the whole cell. What is in
    a column more than once is read once: a rule looks at one cell at a time. Raises ``RulesError`` or
    ``PatternError``.
    """
    listed = [_long_list(field) for field in fields]
    try:
        described = (_without(field, *names) for field, (names, _) in zip(fields, listed, strict=True))
        readers = [_reader_for(field, missing) for field in described]
    except Exception as error:  # frictionless raises its own, and more, for rules it cannot use
        raise RulesError from error
    read: list[Values] = []
    faults: list[Fault] = []
    left = MOST_SECONDS
    for column, (reader, cells) in enumerate(zip(readers, columns, strict=True)):
        most = None if fields[column].get("type", "any") in _LONG else _MOST_CHARACTERS
        different = dict.fromkeys(cells)
        plain = _read_texts(reader, different, missing) if _is_plain(fields[column]) else None
        values, broken = plain or _read_column(reader, different, most)
        allowed = listed[column][1]
        stated = [cell for cell, value in values.items() if value is not None]
        if allowed is not None:
            _add(broken, "enum", (cell for cell in stated if values[cell] not in allowed))
        if forms and column in forms:
            fits = forms[column].fullmatch
            _add(broken, "pattern", (cell for cell in stated if not fits(cell)))
        if patterns and column in patterns:
            started = time.process_time()
            _add(broken, "pattern", not_matching(patterns[column], stated, left))
            left -= time.process_time() - started
        if broken:
            rows = enumerate(cells)
            found = (Fault(row, column, cell, rule) for row, cell in rows for rule in broken.get(cell, ()))
            faults += islice(found, MOST_FAULTS)
        read.append(values)
    return read, sorted(faults)[:MOST_FAULTS]


def _add(broken: dict[str, tuple[str, ...]], rule: str, cells: Iterable[str]) -> None:
    for cell in cells:
        broken[cell] = (*broken.get(cell, ()), rule)


def _without(field: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return a field without some of its constraints."""
    constraints = field.get("constraints")
    if not names or not isinstance(constraints, Mapping):
        return dict(field)
    return {**field, "constraints": {key: value for key, value in constraints.items() if key not in names}}


def _long_list(field: Mapping[str, Any]) -> tuple[tuple[str, ...], frozenset[Any] | None]:
    """Return which constraint of a field is a long list of values, and those values as the column has them.

    Raises ``RulesError`` for a pattern, which has come the wrong way.
    """
    constraints = field.get("constraints")
    if not isinstance(constraints, Mapping):
        return (), None
    if "pattern" in constraints:
        raise RulesError
    stated = constraints.get("enum")
    if not isinstance(stated, list) or len(stated) < _MANY:
        return (), None
    try:
        return ("enum",), frozenset(map(reader_of(field), stated))
    except Exception:  # values that are lists themselves, or a type that is none: frictionless has the word
        return (), None


def note_on(field: Mapping[str, Any]) -> str:
    """Return what frictionless has against the description of a field, in its own words, ``""`` if nothing."""
    from frictionless import FrictionlessException

    asked = dict(field)
    constraints = field.get("constraints")
    if isinstance(constraints, Mapping) and isinstance(constraints.get("pattern"), str):
        # Whether the type has patterns at all is asked with one that is harmless.
        asked["constraints"] = {**constraints, "pattern": "x"}
    try:
        _schema_of([asked], ("",)).fields[0].create_value_reader()
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


def _reader_for(field: Mapping[str, Any], missing: Sequence[str]) -> Any:
    """Return what reads a cell by the rules of a field, whatever its name: many columns have the same rules."""
    rules = {**field, "name": "column"}
    try:
        return _made_once(json.dumps([rules, list(missing)]))
    except TypeError:  # what YAML has and JSON has not, such as a day
        return _schema_of([rules], missing).fields[0].create_cell_reader()


@lru_cache(maxsize=512)
def _made_once(described: str) -> Any:
    """Return the reader of a field and of what stands for no value. To make it takes longer than to read the cells."""
    rules, missing = json.loads(described)
    return _schema_of([rules], missing).fields[0].create_cell_reader()


def _schema_of(fields: Sequence[Mapping[str, Any]], missing: Sequence[str]) -> Any:
    # Imported here because it takes long, and is needed only by the process that checks.
    from frictionless import Schema

    described = {"$schema": SCHEMA_PROFILE, "fields": [dict(field) for field in fields], "missingValues": list(missing)}
    return Schema.from_descriptor(described)


def _is_plain(field: Mapping[str, Any]) -> bool:
    """Return whether a cell of the field is a text as it stands, and its length the only thing that may be wrong."""
    constraints = field.get("constraints", {})
    return (
        field.get("type") == "string"
        and field.get("format", "default") == "default"
        and "missingValues" not in field
        and isinstance(constraints, Mapping)
        and constraints.keys() <= _OF_LENGTH
    )


def _read_texts(
    reader: Any, cells: Mapping[str, None], missing: Sequence[str]
) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]] | None:
    """Read a column of plain texts as ``_read_column`` does: if its shortest and its longest are right, all are.

    Returns ``None`` where one of them is not.
    """
    texts = dict(zip(cells, cells, strict=True))
    blank = {cell: None for cell in missing if texts.pop(cell, None) is not None}
    ends = {min(texts, key=len): None, max(texts, key=len): None} if texts else {}
    read, broken = _read_column(reader, ends, None)
    if broken or any(read[cell] != cell for cell in ends):
        return None
    nothing, broken = _read_column(reader, blank, None)
    return texts | nothing, broken


def _read_column(
    reader: Any, cells: Mapping[str, None], most: int | None
) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """Return the value of each cell, and the rules that some of them break: all, where one is longer than ``most``."""
    values, broken = {}, {}
    for cell in cells:
        try:
            values[cell], notes = reader(cell) if most is None or len(cell) <= most else (None, {"type": "type"})
        except Exception:  # a number of a million digits, say, or brackets in brackets without end
            values[cell], notes = None, {"type": "type"}
        if notes:
            broken[cell] = tuple(_rule_of(note) for note in notes.values())
    return values, broken


def _rule_of(note: str) -> str:
    found = _CONSTRAINT.search(note)
    return found.group(1) if found else "type"
