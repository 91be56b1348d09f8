"""Judge a table of an open dataset by its schema: types and constraints by frictionless, in our words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from disclosurelog.model.datasets import TYPES
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.cells import Fault, RulesError, Values, read_cells
from disclosurelog.reading.patterns import PatternError
from disclosurelog.reading.rows import Rows

MOST_FAULTS = 1_000
"""Of one table: who has more than these has one mistake a thousand times."""

_SHOWN = 40
_READ = ("name", "type", "format", "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber", "delimiter",
         "itemType")  # fmt: skip
"""What of a field says how its cells are read. The rest is words."""

_OURS = ("unique", "primaryKey", "pattern")
"""Constraints that are not left to frictionless: two look at more than one cell, the third may never end."""

_WHOLE = r"[+-]?[0-9]+"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_SHAPES = {
    "integer": re.compile(_WHOLE),
    "number": re.compile(rf"{_WHOLE}(?:\.[0-9]*)?(?:[eE]{_WHOLE})?|[+-]?\.[0-9]+(?:[eE]{_WHOLE})?|NaN|-?INF"),
    "date": re.compile(_DAY),
    "time": re.compile(_TIME),
    "datetime": re.compile(f"{_DAY}T{_TIME}"),
    "year": re.compile(r"[0-9]{4}"),
    "yearmonth": re.compile(r"[0-9]{4}-[0-9]{2}"),
}  # fmt: skip
"""How a cell of a type is written unless the field says otherwise: frictionless also takes 1_000 and 2024-3-1."""

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

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells by column."""
        return tuple(zip(*self.rows.cells, strict=True)) or tuple(() for _ in self.rows.header)


def judge(rows: Rows, schema: Mapping[str, Any], place: Place) -> tuple[ReadTable | None, list[Finding]]:
    """Return what the cells mean, ``None`` where the schema cannot be used, and every cell that breaks its rules."""
    fields = schema["fields"]
    columns = tuple(zip(*rows.cells, strict=True)) or tuple(() for _ in fields)
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
        return None, [_bad_rules(fields, place)]
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
    return ReadTable(rows, schema, tuple(values)), findings


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
    faults = []
    for column, (field, cells) in enumerate(zip(fields, columns, strict=True)):
        shape = _SHAPES.get(field["type"]) if _is_usual(field) else None
        listed = field.get("categories")
        allowed = (
            {str(c.get("value") if isinstance(c, Mapping) else c) for c in listed} if isinstance(listed, list) else None
        )
        broken = {}
        for cell, value in values[column].items():
            if value is None:
                continue
            if shape is not None and shape.fullmatch(cell) is None:
                broken[cell] = "type"
            elif _constraint(field, "required") and not cell.strip():
                broken[cell] = "required"
            elif allowed is not None and cell not in allowed:
                broken[cell] = "enum"
        if broken:
            faults += [Fault(row, column, cell, broken[cell]) for row, cell in enumerate(cells) if cell in broken]
    return faults


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
        advice = (
            _EXAMPLES.get(kind, correct)
            if usual
            else f"The schema says that it is written “{field.get('format', kind)}”."
        )
        return found("cell-type", f"“{shown}” is not written as “{name}” must be: {what}.", advice)
    if fault.rule == "required":
        return found("cell-blank", f"“{name}” is blank, but the schema requires it.", "Fill the cell in.")
    if fault.rule == "enum":
        return found("cell-value", f"“{shown}” is not a value that the schema lists for “{name}”.")
    if fault.rule == "pattern":
        return found("cell-form", f"“{shown}” does not have the form that the schema states for “{name}”.")
    words = {
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


def _bad_rules(fields: Sequence[Mapping[str, Any]], place: Place) -> Finding:
    """Return which field has rules that cannot be used, told by trying each alone."""
    name = None
    for field in fields:
        try:
            read_cells([_rules(field)], [()])
        except RulesError:
            name = str(field["name"])
            break
    message = "The schema has a rule that does not belong to the type of its column, or is not written as a rule is."
    advice = "Correct the “type”, “format” or “constraints” of the field, or leave the rule out."
    return place.finding("schema", Severity.ERROR, message, advice, name)
