"""Judge a table of an open dataset by its schema: types and constraints by frictionless, in our words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from disclosurelog.model.datasets import TYPES
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.cells import MOST_FAULTS, Fault, RulesError, Values, read_cells
from disclosurelog.reading.field_rules import categories_of
from disclosurelog.reading.patterns import PatternError
from disclosurelog.reading.rows import Rows

_SHOWN = 40
_READ = ("name", "type", "format", "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber", "delimiter",
         "itemType", "missingValues")  # fmt: skip
"""What of a field says how its cells are read. The rest is words."""

_OURS = ("unique", "primaryKey", "pattern")
"""Constraints that are not left to frictionless: two look at more than one cell, the third may never end."""

_WHOLE = r"[+-]?[0-9]+"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_SHAPES = {
    "integer": re.compile(_WHOLE),
    "number": re.compile(rf"{_WHOLE}(?:\.[0-9]*)?(?:[eE]{_WHOLE})?|[+-]?\.[0-9]+(?:[eE]{_WHOLE})?|NaN|-?INF"),
    "date": re.compile(_DAY),
    "time": re.compile(_TIME),
    "datetime": re.compile(f"{_DAY}T{_TIME}"),
    "year": re.compile(r"[0-9]{4}"),
    "yearmonth": re.compile(r"[0-9]{4}-[0-9]{2}"),
}  # fmt: skip
"""How a cell of a type is written unless the field says otherwise: frictionless also takes 1_000 and 2024-3-1,
and cuts a second after six decimals."""

_DIGITS = 300
"""Digits of a number, about as many as the usual form of numbers in programs holds."""

_LIMIT: int = 10**_DIGITS

_EXAMPLES = {
    "integer": "Type digits alone, such as 1200.",
    "number": "Type digits with a point, such as 1200.50, without £ and without commas.",
    "boolean": "Type one of the words that the schema lists for yes and no, or true and false if it lists none.",
    "date": "Type it as year-month-day, such as 2024-03-28.",
    "time": "Type it as hours, minutes and seconds, such as 14:30:00.",
    "datetime": "Type it as 2024-03-28T14:30:00.",
    "year": "Type four digits, such as 2024.",
    "yearmonth": "Type it as year and month, such as 2024-03.",
}
_ZEROS = re.compile(r"[+-]?0[0-9]")


@dataclass(frozen=True)
class ReadTable:
    """A table with what its cells mean. ``values`` has a mapping for each column, from cell to value."""

    rows: Rows
    schema: Mapping[str, Any]
    values: tuple[Values, ...]

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells by column."""
        return self.rows.columns


def judge(rows: Rows, schema: Mapping[str, Any], place: Place) -> tuple[ReadTable | None, list[Finding]]:
    """Return what the cells mean, ``None`` where the schema cannot be used, and every cell that breaks its rules."""
    fields = schema["fields"]
    columns = rows.columns
    patterns = {
        n: pattern for n, field in enumerate(fields) if isinstance(pattern := _constraint(field, "pattern"), str)
    }
    try:
        values, faults = read_cells(
            [_rules(field) for field in fields], columns, missing=schema["missingValues"], patterns=patterns
        )
    except PatternError:
        return None, [_bad_pattern(fields, patterns, place)]
    except RulesError:
        return None, [_bad_rules(place)]
    known = {(fault.row, fault.column) for fault in faults}
    more = [fault for fault in _own_faults(fields, columns, values) if (fault.row, fault.column) not in known]
    findings = [
        _said(fault, fields[fault.column], Place(place.file, rows.numbers[fault.row]))
        for fault in sorted([*faults, *more])[:MOST_FAULTS]
    ]
    findings += [
        finding
        for field, cells in zip(fields, columns, strict=True)
        if field["type"] in ("integer", "number")
        for finding in _zeros(str(field["name"]), cells, rows, place)
    ]
    return ReadTable(rows, schema, tuple(values)), [*findings, *_empty(rows, values, place)]


def _constraint(field: Mapping[str, Any], name: str) -> Any:
    constraints = field.get("constraints")
    return constraints.get(name) if isinstance(constraints, Mapping) else None


def _rules(field: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules of a column as frictionless is given them."""
    rules = {key: field[key] for key in _READ if key in field}
    constraints = field.get("constraints")
    if isinstance(constraints, Mapping):
        rules["constraints"] = {key: value for key, value in constraints.items() if key not in _OURS}
    return rules


def _own_faults(
    fields: Sequence[Mapping[str, Any]], columns: Sequence[Sequence[str]], values: Sequence[Values]
) -> list[Fault]:
    """Return the cells that break a rule which frictionless does not look at."""
    faults: list[Fault] = []
    for column, (field, cells) in enumerate(zip(fields, columns, strict=True)):
        shape = _shape_of(field)
        allowed = set(categories_of(field))
        required = _constraint(field, "required")
        broken = {}
        for cell, value in values[column].items():
            if value is None:
                continue
            if shape is not None and shape.fullmatch(cell) is None:
                broken[cell] = "type"
            elif isinstance(value, int | Decimal) and _is_beyond(value):
                broken[cell] = "size"
            elif required and not cell.strip():
                broken[cell] = "required"
            elif allowed and value not in allowed:
                broken[cell] = "enum"
        if broken:
            found = (Fault(row, column, cell, broken[cell]) for row, cell in enumerate(cells) if cell in broken)
            faults += islice(found, MOST_FAULTS)
    return faults


def _is_beyond(value: int | Decimal) -> bool:
    """Return whether a number is larger, or closer to nothing, than programs hold."""
    if isinstance(value, int):
        return abs(value) >= _LIMIT
    return value.is_finite() and value != 0 and abs(value.adjusted()) >= _DIGITS


def _shape_of(field: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Return how the cells of a column are written, ``None`` where frictionless alone decides."""
    if _is_usual(field):
        return _SHAPES.get(field["type"])
    if field["type"] != "number" or not field.get("bareNumber", True):
        return None
    group, point = (re.escape(str(field.get(key, usual))) for key, usual in (("groupChar", ""), ("decimalChar", ".")))
    between = f"(?:{group}[0-9]+)*" if group else ""
    part = rf"{point}[0-9]*"
    return re.compile(rf"[+-]?[0-9]+{between}(?:{part})?(?:[eE]{_WHOLE})?|[+-]?{point}[0-9]+|NaN|-?INF")


def _is_usual(field: Mapping[str, Any]) -> bool:
    """Return whether the field leaves it to the type how a cell is written."""
    own = ("decimalChar", "groupChar", "bareNumber")
    return field.get("format", "default") == "default" and not any(key in field for key in own)


def _zeros(name: str, cells: Sequence[str], rows: Rows, place: Place) -> list[Finding]:
    """Return a warning where numbers begin with a zero, which no number keeps."""
    at = next((row for row, cell in enumerate(cells) if _ZEROS.match(cell)), None)
    if at is None:
        return []
    message = f"“{cells[at]}” is described as a number, so the zero before it is lost in Excel and Parquet."
    advice = f"If “{name}” is a code and not a quantity, set its type to “string” in the schema."
    return [Finding("number-zero", Severity.WARNING, message, place.file, rows.numbers[at], name, advice)]


def _empty(rows: Rows, values: Sequence[Values], place: Place) -> list[Finding]:
    """Return an error for the first row in which no column has a value: to other programs that is a blank row."""
    without = [{cell for cell, value in found.items() if value is None} for found in values]
    if not all(without):
        return []
    for number, cells in zip(rows.numbers, rows.cells, strict=True):
        if all(cell in none for cell, none in zip(cells, without, strict=True)):
            message = f"Row {number} holds nothing but what the schema lists as standing for no value."
            return [Finding("row-blank", Severity.ERROR, message, place.file, number, None, "Delete the row.")]
    return []


def _said(fault: Fault, field: Mapping[str, Any], place: Place) -> Finding:
    """Return a fault in our words."""
    name, kind = str(field["name"]), str(field["type"])
    shown = fault.cell if len(fault.cell) <= _SHOWN else fault.cell[:_SHOWN] + "…"
    limit = _constraint(field, fault.rule)
    correct = "Correct the cell, or the rule in the schema."

    def found(code: str, message: str, advice: str = correct) -> Finding:
        return place.finding(code, Severity.ERROR, message, advice, name)

    if fault.rule == "type":
        what = TYPES[kind].lower()
        usual = _is_usual(field)
        advice = _EXAMPLES.get(kind, correct) if usual else f"The schema says how: {_how(field)}."
        return found("cell-type", f"“{shown}” is not written as “{name}” must be: {what}.", advice)
    if fault.rule == "required":
        return found("cell-blank", f"“{name}” is blank, but the schema requires it.", "Fill the cell in.")
    if fault.rule == "enum":
        return found("cell-value", f"“{shown}” is not a value that the schema lists for “{name}”.")
    if fault.rule == "pattern":
        return found("cell-form", f"“{shown}” does not have the form that the schema states for “{name}”.")
    if fault.rule == "size":
        message = f"“{shown}” is a number of more than {_DIGITS} digits, which programs cannot hold."
        return found("cell-type", message, f"If “{name}” is a code, set its type to “string” in the schema.")
    words = {
        "exclusiveMinimum": f"“{shown}” is not more than {limit}, as the schema asks.",
        "exclusiveMaximum": f"“{shown}” is not less than {limit}, as the schema asks.",
        "minimum": f"“{shown}” is less than {limit}, the least that the schema allows.",
        "maximum": f"“{shown}” is more than {limit}, the most that the schema allows.",
        "minLength": f"“{shown}” is shorter than the {limit} characters that the schema asks for.",
        "maxLength": f"“{shown}” is longer than the {limit} characters that the schema allows.",
    }
    return found("cell-form", words.get(fault.rule, f"“{shown}” breaks the rule “{fault.rule}” of the schema."))


def _bad_pattern(fields: Sequence[Mapping[str, Any]], patterns: Mapping[int, str], place: Place) -> Finding:
    names = "” or “".join(str(fields[column]["name"]) for column in patterns)
    message = f"The pattern of “{names}” cannot be used: it is too long, has a fault, or looks ahead or back."
    advice = "Correct the pattern in the schema, or leave it out."
    return place.finding("schema-pattern", Severity.ERROR, message, advice, str(fields[min(patterns)]["name"]))


def _how(field: Mapping[str, Any]) -> str:
    """Return what a schema states of how a cell is written, as it states it."""
    stated = ((key, field.get(key)) for key in ("format", "decimalChar", "groupChar", "bareNumber"))
    return ", ".join(f"{key} “{value}”" for key, value in stated if value is not None)


def _bad_rules(place: Place) -> Finding:
    message = "The schema has a rule that does not belong to the type of its column, or is not written as a rule is."
    advice = "Correct the “type”, “format” or “constraints” of the fields, or leave the rule out."
    return place.finding("schema", Severity.ERROR, message, advice)
