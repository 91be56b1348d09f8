"""Tables of a log: the cells that the strict reader read, checked against the standard, held by pandas."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import pandas as pd

from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.model.standard import Field, TableStandard, reserved_columns
from disclosurelog.reading.cells import RulesError, read_cells
from disclosurelog.reading.folders import too_large
from disclosurelog.reading.leftovers import broken_cell, find_leftovers, plain_name, title_above
from disclosurelog.reading.meant_dates import meant_date
from disclosurelog.reading.nearest import nearest
from disclosurelog.reading.patterns import PatternError
from disclosurelog.reading.rows import LIMITS, Limits, Rows, read_rows
from disclosurelog.reading.sources import TableSource

_OURS = ("unique", "primaryKey", "foreignKeys")
"""Checked across files by our own checks, because a log may be split over several."""

_NOT_BLANK = re.compile(r"(?s:.*\S.*)")
_YES_OR_NO = {"y": "yes", "t": "yes", "1": "yes", "-1": "yes", "n": "no", "f": "no", "0": "no"}
_SHOWN = 40
_NAMED = 5
_WORD = re.compile("[a-z]+")
_INWARD = frozenset({
    "applicant", "assigned", "caseworker", "comment", "comments", "complainant", "confidential", "email", "enquirer",
    "handler", "internal", "mobile", "note", "notes", "phone", "private", "remark", "remarks", "requester", "requestor",
    "restricted", "telephone", "unpublished",
})  # fmt: skip
"""Words in the names of columns that offices keep for themselves, beside the log."""

MOST_ROWS = {True: 50_000, False: 120_000}
"""Of a table of disclosures, which has 2,000 in a large year, and of any other."""


@dataclass(frozen=True)
class Table:
    """A table of the standard as it was read: its cells as text, its rows' numbers, and the log's own schema of it.

    ``memory`` is what the cells take, in bytes.
    """

    kind: str
    file: str
    numbers: tuple[int, ...]
    frame: pd.DataFrame
    schema: Mapping[str, Any]
    memory: int = 0

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns in the file's order."""
        return tuple(self.frame.columns)

    @cached_property
    def cells(self) -> Mapping[str, list[str]]:
        """The cells of each column."""
        return dict(zip(self.columns, self.frame.to_numpy().T.tolist(), strict=True))

    @property
    def rows(self) -> Rows:
        """Its rows as they were read."""
        return Rows(self.columns, self.numbers, tuple(zip(*self.cells.values(), strict=True)))

    def records(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """Yield each row's place and its cells by column."""
        rows = zip(*self.cells.values(), strict=True)
        for number, cells in zip(self.numbers, rows, strict=True):
            yield Place(self.file, number), dict(zip(self.cells, cells, strict=True))


def read_table(
    source: TableSource, standard: TableStandard, limits: Limits | None = None
) -> tuple[Table | None, list[Finding]]:
    """Return the table at ``source``, ``None`` where it cannot be read, and what is wrong with its form and columns."""
    file = source.place.file
    limits = limits or replace(LIMITS, rows=MOST_ROWS[source.kind == "disclosures"])
    try:
        if (large := too_large(source.path, source.place)) is not None:
            return None, [large]
        rows, findings = read_rows(source.path.read_bytes(), file, source.encoding, limits)
    except OSError as error:
        return None, [_unopened(source.place, error)]
    findings += _open_elsewhere(source)
    if rows is None:
        return None, findings
    if "reference" not in rows.header and (title := title_above(rows, file, standard.by_name)) is not None:
        return None, [*findings, title]
    findings += _column_findings(rows, file, standard, source.schema)
    if not rows.cells and not findings:
        severity = Severity.ERROR if source.kind == "disclosures" else Severity.WARNING
        advice = (
            "Add a row for each record below the header, or take the file out of datapackage.yaml until there is one."
        )
        findings.append(Finding("table-empty", severity, "The file has a header but no rows.", file, 1, None, advice))
    frame = pd.DataFrame(list(rows.cells), columns=list(rows.header), dtype=object)
    return Table(source.kind, file, rows.numbers, frame, source.schema, rows.memory), findings


def _ruled(standard: TableStandard) -> set[str]:
    """Return the columns whose cells are more than text: a date, a list of citations, one of several values."""
    rules = {"pattern", "enum"}
    return {field.name for field in standard.fields if field.type != "string" or rules & field.constraints.keys()}


def _unopened(place: Place, error: OSError) -> Finding:
    message = f"The file cannot be opened: {(error.strerror or 'the system refuses it').lower()}."
    return place.finding("path", Severity.ERROR, message, "Close it in every other program, and check again.")


def _open_elsewhere(source: TableSource) -> list[Finding]:
    """Return a warning where LibreOffice or Excel has left beside the file the mark that it is open."""
    name = source.path.name
    marks = (f".~lock.{name}#", f"~${name}", f"~${name[2:]}")
    if not any(source.path.with_name(mark).exists() for mark in marks):
        return []
    message = "The file is open in another program: what was last saved was checked, not what stands on the screen."
    advice = (
        "Save and close it, and check again. If it is open nowhere, delete the file whose name begins with “~” or “.~”."
    )
    return [source.place.finding("file-open", Severity.WARNING, message, advice)]


def _column_findings(rows: Rows, file: str, standard: TableStandard, schema: Mapping[str, Any]) -> Iterator[Finding]:
    names, reserved = standard.by_name, reserved_columns(standard.name)
    stated = {str(field.get("name")): field for field in schema["fields"] if isinstance(field, dict)}
    renamed: set[str] = set()
    for field in standard.fields:
        if field.required and field.name not in rows.header:
            near = next((name for name in rows.header if plain_name(name) == field.name), "")
            renamed.add(near)
            advice = (
                f"Rename the column “{near}” to “{field.name}”."
                if near
                else f"{_own_names(rows, names)}Add a column “{field.name}” to the header row."
            )
            message = f"The column “{field.name}” is missing."
            yield Finding("column-missing", Severity.ERROR, message, file, 1, field.name, advice)
    for name in rows.header:
        if name in reserved and name not in names:
            message = f"A column of your own cannot be called “{name}”, because the downloads have one of that name."
            yield Finding("column-reserved", Severity.ERROR, message, file, 1, name, f"Rename the column “{name}”.")
        elif name not in names and name not in stated and name not in renamed:
            plain = plain_name(name)
            if (inward := _INWARD.intersection(_WORD.findall(plain))) and plain not in names:
                yield _not_for_the_public(name, inward, file)
                continue
            similar = nearest(plain, names, 0.8)
            advice = (f"If “{similar}” is meant, rename it. If " if similar else "If ") + (
                "it is a column of your own, add it to the schema file; it is published as it stands."
            )
            message = f"The column “{name}” is not part of the standard or of this log's schema."
            yield Finding("column-unknown", Severity.WARNING, message, file, 1, name, advice)
    for name, own in stated.items():
        ours = names.get(name)
        if ours is not None and not _same_rules(own, ours.descriptor):
            message = f"This log's schema changes the standard column “{name}”; the standard's own rules were applied."
            advice = "Copy the schema file of the standard again, and put your own columns after it."
            yield Finding("schema-changed", Severity.WARNING, message, file, None, name, advice)


def _not_for_the_public(name: str, words: Collection[str], file: str) -> Finding:
    message = (
        f"The column “{name}” is not in this log's schema, and “{min(words)}” sounds as if it were not for the public."
    )
    advice = "Delete the column. If it is meant to be published, add it to the schema file: that says so."
    return Finding("column-unknown", Severity.ERROR, message, file, 1, name, advice)


def _own_names(rows: Rows, names: Collection[str]) -> str:
    """Return the sentence that names the first columns which the standard does not have: one of them may be meant."""
    own = [name for name in rows.header if name not in names][:_NAMED]
    if not own:
        return ""
    return f"Row 1 has {', '.join(f'“{name[:_SHOWN]}”' for name in own)}: if it is one of these, rename it. If not: "


def _same_rules(stated: Mapping[str, Any], ours: Mapping[str, Any]) -> bool:
    keys = ("type", "format", "constraints", "trueValues", "falseValues")
    return all(stated.get(key) == ours.get(key) for key in keys)


def check_table(table: Table, standard: TableStandard) -> list[Finding]:
    """Return what is wrong with the cells of a table: what a spreadsheet left in it, and what breaks its rules."""
    left = find_leftovers(table.rows, table.file, standard.by_name, _ruled(standard))
    return [*left, *check_cells(table, standard)]


def check_cells(table: Table, standard: TableStandard) -> list[Finding]:
    """Let frictionless check every cell of a table against its schema, and return its errors in our words.

    What is in a column more than once is checked once: the rules of our schemas look at one cell at a time.
    """
    stated = table.schema["fields"]
    own = {str(f["name"]): f for f in stated if isinstance(f, dict) and isinstance(f.get("name"), str)}
    fields: list[dict[str, Any]] = []
    patterns: dict[int, str] = {}
    forms: dict[int, re.Pattern[str]] = {}
    for column, name in enumerate(table.columns):
        rules, pattern, form = _rules_of(name, standard, own)
        fields.append(rules)
        if pattern is not None:
            patterns[column] = pattern
        if form is not None:
            forms[column] = form
    try:
        _, faults = read_cells(fields, list(table.cells.values()), patterns=patterns, forms=forms)
    except (RulesError, PatternError):
        return [_unusable(table.file)]
    findings = []
    for fault in faults:
        name = table.columns[fault.column]
        place = Place(table.file, table.numbers[fault.row])
        left = broken_cell(name, fault.cell, place, Severity.ERROR)
        findings.append(left or _cell_finding(fault.cell, name, fault.rule, place, standard.by_name.get(name)))
    return findings


def _unusable(file: str) -> Finding:
    message = "This log’s schema describes a column of its own in a way that cannot be used."
    advice = (
        "Give each own column a name and a type that Table Schema has (string, number, integer, boolean, date), "
        "and no rules but those that belong to the type. Or leave the column out of the schema."
    )
    return Finding("schema", Severity.ERROR, message, file, None, None, advice)


def _rules_of(
    name: str, standard: TableStandard, own: Mapping[str, Any]
) -> tuple[dict[str, Any], str | None, re.Pattern[str] | None]:
    """Return the rules of a column as frictionless is given them, and the patterns that it is not given.

    The first pattern is a stranger’s, of a column that is the log’s own, the second is ours. Both must fit the whole
    cell, line ends too.
    """
    field = standard.by_name.get(name)
    stated = dict(field.descriptor) if field else dict(own.get(name, {"name": name, "type": "string"}))
    rules = {key: stated[key] for key in ("type", "format", "trueValues", "falseValues") if key in stated}
    constraints = stated.get("constraints")
    constraints = dict(constraints) if isinstance(constraints, dict) else {}
    for key in _OURS:
        constraints.pop(key, None)
    pattern = constraints.pop("pattern", None)
    rules = {"name": name, **rules, "constraints": constraints}
    filled = constraints.get("required") and rules.get("type", "string") == "string"
    form = _NOT_BLANK if filled else None  # a no-break space alone is blank
    if field is None:
        return rules, pattern, form
    return rules, None, form if pattern is None else _compiled(pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z")


def _cell_finding(cell: str, name: str, constraint: str, place: Place, field: Field | None) -> Finding:
    shown = cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "…"
    advice = field.advice if field else "Compare the cell with this log's schema."

    def found(code: str, message: str, hint: str = "") -> Finding:
        return place.finding(code, Severity.ERROR, message, hint + advice, name)

    if constraint == "required" or not cell.strip():
        return found("cell-blank", f"“{name}” is blank.", "If the row is no record, such as a note, delete it. ")
    if field is not None and "[0-9]{4}" in str(field.constraints.get("pattern", "")):
        return found("date-form", f"“{shown}” is not written as a date this log can read.", _date_hint(cell))
    if constraint == "maxLength":
        most = field.constraints["maxLength"] if field else "the permitted number of"
        return found("cell-too-long", f"“{name}” is {len(cell):,} characters long; at most {most} fit.")
    if constraint == "enum" and field is not None:
        near = nearest(cell.strip().lower(), [v.lower() for v in field.values])
        meant = next((v for v in field.values if near and v.lower() == near), None)
        hint = f"If “{meant}” is meant, type exactly that. " if meant else ""
        return found("cell-value", f"“{shown}” is not a value that “{name}” can have.", hint)
    if cell != cell.strip():
        return found(
            "cell-spaces", f"“{shown.strip()}” has a space or line break before or after it.", "Delete the space. "
        )
    meant = _YES_OR_NO.get(cell.lower()) if field is not None and field.type == "boolean" else None
    hint = f"If {meant} is meant, type that. " if meant else ""
    return found("cell-form", f"“{shown}” is not how “{name}” is written.", hint)


def _date_hint(cell: str) -> str:
    """Return the form to type for a date that is written otherwise, once the officer says that is what it means."""
    meant = meant_date(cell)
    if meant is None:
        return ""
    counted = cell.strip().partition(".")[0]
    hint = "A spreadsheet has turned the date into a number. " if counted.isdigit() and len(counted) == 5 else ""
    return f"{hint}If it means {meant.words}, type {meant}. "
