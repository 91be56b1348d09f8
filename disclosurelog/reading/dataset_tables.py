"""Read the CSV files of a dataset: bytes to cells, cells judged by the schema, and what is shown of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosurelog.model.datasets import DataTable
from disclosurelog.model.errors import SiteError
from disclosurelog.model.findings import Finding, Place, Severity, column_letter
from disclosurelog.reading.data_tables import ReadTable, judge
from disclosurelog.reading.folders import too_large, too_large_together
from disclosurelog.reading.keys import check_foreign_keys, check_own_keys
from disclosurelog.reading.leftovers import leftovers_of_dataset
from disclosurelog.reading.parts import Part
from disclosurelog.reading.plots import read_plots
from disclosurelog.reading.profiles import Profile, profile_of, profiles_from_json, profiles_to_json
from disclosurelog.reading.recognition import recognise_schema
from disclosurelog.reading.rows import Rows, read_rows
from disclosurelog.reading.store import Store
from disclosurelog.reading.table_schemas import make_table_schema, plain


@dataclass(frozen=True, slots=True)
class TableFile:
    """A CSV to be read: its name in the dataset, and its schema, ``None`` where the types are to be recognised."""

    name: str
    path: Path
    place: Place
    encoding: str
    schema: Mapping[str, Any] | None
    stated_name: str = ""
    """What the descriptor calls it, where that is not the name under which it is published."""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A CSV that was read: how large it is, the digest of its bytes, and what is shown of it."""

    file: TableFile
    size: int
    sha256: str
    profile: Profile


def read_tables(
    files: Sequence[TableFile], charts: Sequence[Part], store: Store
) -> tuple[list[FoundTable] | None, list[Finding]]:
    """Return the tables of a dataset, ``None`` where one cannot be published, and what is wrong with them.

    ``charts`` are those that its descriptor asks for, which collect what is wrong with themselves. What was
    found of the same bytes before is not looked for again, if nothing was wrong.
    """
    for file in files:
        if (large := too_large(file.path, file.place)) is not None:
            return None, [large]
    if (large := too_large_together((file.path, file.place) for file in files)) is not None:
        return None, [large]
    contents = [file.path.read_bytes() for file in files]
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    described = [(file.name, file.stated_name, file.encoding, plain(file.schema)) for file in files]
    wanted = [plain(chart.values) for chart in charts]
    parts = ("profile", *digests, json.dumps([described, wanted], sort_keys=True))
    kept = store.find(parts)
    findings: list[Finding] = []
    if kept is not None:
        profiles = profiles_from_json(kept.content)
    else:
        tables, findings = _read(files, contents)
        if tables is None:
            return None, findings
        plots, fine = read_plots(charts, tables, _names(files))
        profiles = [profile_of(table, plots.get(name, ())) for name, table in tables.items()]
        if fine and not findings:
            store.keep(parts, profiles_to_json(profiles))
    return list(map(FoundTable, files, map(len, contents), digests, profiles)), findings


def _names(files: Sequence[TableFile]) -> dict[str, str]:
    """Return the name under which each table is published, by what the descriptor calls it."""
    return {file.stated_name or file.name: file.name for file in files}


def _read(files: Sequence[TableFile], contents: Sequence[bytes]) -> tuple[dict[str, ReadTable] | None, list[Finding]]:
    tables: dict[str, ReadTable] = {}
    findings: list[Finding] = []
    for file, content in zip(files, contents, strict=True):
        table, more = _read_one(file, content, _names(files))
        findings += more
        if table is not None:
            tables[file.name] = table
    places = {file.name: file.place for file in files}
    findings += [finding for name in tables for finding in check_foreign_keys(name, tables, places)]
    if len(tables) < len(files) or any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    return tables, findings


def _read_one(file: TableFile, content: bytes, names: Mapping[str, str]) -> tuple[ReadTable | None, list[Finding]]:
    rows, findings = read_rows(content, file.place.file, file.encoding)
    if rows is None:
        return None, findings
    findings += _untidy(rows, file.place)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    if not rows.cells:
        advice = "Add a row for each record below the header, or take the file out of the dataset."
        message = "The file has a header but no rows."
        findings.append(Finding("table-empty", Severity.WARNING, message, file.place.file, 1, None, advice))
    schema, more = _schema_of(file, rows, names)
    findings += more
    if schema is None:
        return None, findings
    findings += leftovers_of_dataset(rows, file.place.file, schema)
    table, more = judge(rows, schema, file.place)
    findings += more
    if table is not None:
        findings += check_own_keys(table, file.place)
    return table, findings


def _schema_of(file: TableFile, rows: Rows, names: Mapping[str, str]) -> tuple[dict[str, Any] | None, list[Finding]]:
    if file.schema is None:
        return recognise_schema(rows.header, rows.columns), []
    return make_table_schema(file.schema, rows.header, file.place, names)


def _untidy(rows: Rows, place: Place) -> list[Finding]:
    """Return what of the file is in no cell: it is published as it stands, and others would read it otherwise."""

    def found(code: str, message: str, advice: str, row: int, column: str | None = None) -> Finding:
        return Finding(code, Severity.ERROR, message, place.file, row, column, advice)

    findings = []
    for index, name in enumerate(rows.written):
        letter = column_letter(index)
        if not name.strip():
            message = f"Column {letter} has no name, and nothing is in it."
            findings.append(
                found("header-blank", message, f"Delete column {letter} and save the file again.", 1, letter)
            )
        elif name != name.strip():
            message = f"The name of column {letter}, “{name.strip()}”, has a space before or after it."
            findings.append(found("header-spaces", message, "Delete the space.", 1, name.strip()))
    if rows.blank is not None:
        message = f"Row {rows.blank} is blank."
        advice = "Delete the blank rows (in a spreadsheet: the rows themselves, not only what is in them)."
        findings.append(found("row-blank", message, advice, rows.blank))
    return findings


def content_of(table: DataTable) -> bytes:
    """Return the bytes of a table's file. Raises ``SiteError`` where they are not those that were checked."""
    content = Path(table.source).read_bytes()
    if hashlib.sha256(content).hexdigest() != table.sha256:
        raise SiteError(f"The file {table.place.file} was changed while the site was being built. Build it again.")
    return content


def cells_of(table: DataTable, content: bytes) -> ReadTable:
    """Return the cells of a table that was read before, and what they mean."""
    rows, _ = read_rows(content, table.place.file, table.encoding)
    assert rows is not None, "what was read once can be read again"
    read, _ = judge(rows, table.schema, table.place)
    assert read is not None
    return read
