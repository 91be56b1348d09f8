from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.model.standard import TABLES, TableStandard, reserved_columns
from disclosurelog.reading.sources import TableSource
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.tables import Table, _rules_of, check_cells, check_table, read_table
from tests.factories import Cells, csv_text

LIBRARY_WORDS = re.compile(
    r"(?i)\b(constraints?|frictionless|pandas|regex|enum|maxlength|valueerror|invalid|type-error|schema-error|"
    r"field-error|label-error|blank-label|descriptor is not|traceback)\b"
)
USUAL: dict[str, Cells] = {
    "disclosures": {"reference": "FOI-1", "title": "Parking"},
    "questions": {"reference": "FOI-1", "number": "1"},
    "releases": {"reference": "FOI-1", "title": "Map"},
    "changes": {"date": "2024-06-03", "reference": "FOI-1", "kind": "note", "explanation": "Read this."},
}


def schema_of(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(read_standard()[kind].text)
    return schema


def read(
    content: str, folder: Path, kind: str = "disclosures", schema: dict[str, Any] | None = None
) -> tuple[Table | None, list[Finding]]:
    path = folder / f"{kind}.csv"
    path.write_bytes(content.encode())
    source = TableSource(kind, path, Place(f"datasets/x/{kind}.csv"), "utf-8", schema or schema_of(kind))
    table, findings = read_table(source, read_standard()[kind])
    findings += check_table(table, read_standard()[kind]) if table else []
    for finding in findings:
        assert not LIBRARY_WORDS.search(finding.message + " " + finding.advice), finding
        assert finding.message.endswith(".")
        assert finding.advice
    return table, findings


def wrong(row: Cells, folder: Path, kind: str = "disclosures") -> list[Finding]:
    return read(csv_text([USUAL[kind], {**USUAL[kind], **row}]), folder, kind)[1]


@pytest.mark.parametrize(
    ("kind", "column", "cell", "code", "message", "advice"),
    [
        # required
        ("disclosures", "reference", "", "cell-blank", "“reference” is blank", "at most 120"),
        ("disclosures", "reference", " ", "cell-blank", "“reference” is blank", ""),
        ("disclosures", "reference", "\u00a0", "cell-blank", "“reference” is blank", ""),
        ("disclosures", "title", "", "cell-blank", "“title” is blank", "Type a short title"),
        ("changes", "explanation", "", "cell-blank", "“explanation” is blank", "Say in a sentence"),
        ("changes", "explanation", "\u00a0", "cell-blank", "“explanation” is blank", "Say in a sentence"),
        ("releases", "title", "\u00a0", "cell-blank", "“title” is blank", "Type a short title"),
        ("questions", "number", "", "cell-blank", "“number” is blank", "such as 1, 2 or 2.1"),
        ("changes", "kind", "", "cell-blank", "“kind” is blank", "correction; withdrawal"),
        # a value of a list
        ("disclosures", "outcome", "granted in full", "cell-value", "“granted in full” is not a value that “outcome”",
         "If “Granted in full” is meant, type exactly that."),
        ("disclosures", "outcome", "Granted in ful", "cell-value", "not a value", "“Granted in full” is meant"),
        ("disclosures", "outcome", "Reused", "cell-value", "not a value", "If “Refused” is meant"),
        ("disclosures", "outcome", "Purple", "cell-value", "“Purple” is not a value", "Type one of: Granted in full;"),
        ("disclosures", "legislation", "foia", "cell-value", "not a value", "If “FOIA” is meant"),
        ("disclosures", "legislation", "FOIA ", "cell-value", "not a value", "If “FOIA” is meant"),
        ("disclosures", "legislation", "FOI", "cell-value", "not a value", "Type FOIA, EIR, FOISA or EISR"),
        ("disclosures", "licence", "OGL", "cell-value", "not a value", "OGL-UK-3.0"),
        ("changes", "kind", "Correction", "cell-value", "not a value", "If “correction” is meant"),
        # a form
        ("disclosures", "source_url", "www.example.org", "cell-form", "is not how “source_url” is written", "https://"),
        ("disclosures", "source_url", "javascript:alert(1)", "cell-form", "is not how", "https://"),
        ("disclosures", "source_url", "see https://x.example/", "cell-form", "is not how", "no space in it"),
        ("disclosures", "department", "A;B", "cell-form", "is not how", "a semicolon and a space"),
        ("disclosures", "topics", "a; ", "cell-spaces", "space or line break", "semicolon"),
        ("disclosures", "topics", "; a", "cell-form", "is not how", "semicolon"),
        ("disclosures", "reference", " FOI-2", "cell-spaces", "“FOI-2” has a space", "Delete the space."),
        ("disclosures", "reference", "FOI-2\n", "cell-spaces", "space or line break", "on one line"),
        ("disclosures", "reference", "FOI\n2", "cell-form", "is not how", "on one line"),
        ("questions", "number", "1a", "cell-form", "“1a” is not how “number” is written", "with no letters"),
        ("questions", "number", "0", "cell-form", "“0” is not", ""),
        ("questions", "number", "1.0", "cell-form", "“1.0” is not", ""),
        ("questions", "number", "2.1.", "cell-form", "“2.1.” is not", ""),
        ("releases", "file", "files\\a.csv", "cell-form", "is not how “file” is written", "files/name.csv"),
        ("releases", "url", "x.example/a.csv", "cell-form", "is not how", "whole web address"),
        ("disclosures", "source_url", "https://x.example/\n", "cell-spaces", "space or line break", "no space in it"),
        ("disclosures", "date_received", "2024-03-28\n", "date-form", "is not written", "Type the date as year"),
        ("disclosures", "date_received", "2024-03-28 ", "date-form", "is not written", "Type the date as year"),
        ("questions", "number", "1\n", "cell-spaces", "space or line break", "such as 1, 2 or 2.1"),
        ("changes", "date", "2024-06-03\n", "date-form", "is not written", "Type the full date"),
        # yes or no
        ("disclosures", "is_dataset", "y", "cell-form", "“y” is not how “is_dataset” is written", "If yes is meant"),
        ("disclosures", "is_dataset", "0", "cell-form", "“0” is not how “is_dataset” is written", "If no is meant"),
        ("disclosures", "is_dataset", "1", "cell-form", "“1” is not", "Type yes or no"),
        ("releases", "is_dataset", "yes ", "cell-spaces", "has a space", "Type yes or no"),
        # too long
        ("disclosures", "title", "x" * 301, "cell-too-long", "301 characters long; at most 300", "at most 300"),
        ("disclosures", "reference", "x" * 1200, "cell-too-long", "1,200 characters long; at most 120", ""),
        # dates
        ("disclosures", "date_received", "28/03/2024", "date-form", "“28/03/2024” is not written as a date",
         "If it means 28 March 2024, type 2024-03-28."),
        ("disclosures", "date_received", "02/01/2024", "date-form", "is not written as a date",
         "If it means 2 January 2024, type 2024-01-02."),
        ("disclosures", "date_received", "2.1.2024", "date-form", "is not written", "If it means 2 January 2024"),
        ("disclosures", "date_received", "31/02/2024", "date-form", "is not written", "Type the date as year"),
        ("disclosures", "date_received", "02/01/24", "date-form", "is not written", "Type the date as year"),
        ("disclosures", "date_received", "28 March 2024", "date-form", "is not written", "Type the date as year"),
        ("disclosures", "date_received", "2024-3-8", "date-form", "is not written", "Type the date as year"),
        ("disclosures", "date_received", "45379", "date-form", "is not written",
         "A spreadsheet has turned the date into a number. If it means 28 March 2024, type 2024-03-28."),
        ("disclosures", "date_received", "28-Mar-24", "date-form", "is not written", "28 March 2024, type 2024-03-28."),
        ("disclosures", "date_received", "Mar-24", "date-form", "is not written", "March 2024, type 2024-03."),
        ("disclosures", "date_received", "\u00a02024-03-28", "date-form", "is not written", "type 2024-03-28."),
        ("disclosures", "date_received", "03/28/2024", "date-form", "is not written", "type 2024-03-28."),
        ("disclosures", "date_received", "########", "spreadsheet-error", "too narrow", "Make the column wider"),
        ("disclosures", "outcome", "#N/A", "spreadsheet-error", "“#N/A”", "Type what the cell should hold"),
        ("disclosures", "date_received", "2024-03-28 00:00:00", "date-form", "is not written", "Type the date"),
        ("disclosures", "date_received", "2024-03-00", "date-form", "is not written", "If the day is not known"),
        ("changes", "date", "2024-06", "date-form", "is not written", "Type the full date"),
        ("changes", "date", "03/06/2024", "date-form", "is not written", "If it means 3 June 2024, type 2024-06-03."),
    ],
)  # fmt: skip
def test_a_cell_that_is_wrong_is_said_in_plain_words(
    kind: str, column: str, cell: str, code: str, message: str, advice: str, tmp_path: Path
) -> None:
    findings = wrong({column: cell}, tmp_path, kind)
    assert [(f.code, f.severity, f.file, f.row, f.column) for f in findings] == [
        (code, Severity.ERROR, f"datasets/x/{kind}.csv", 3, column)
    ]
    assert message in findings[0].message
    assert advice in findings[0].advice


@pytest.mark.parametrize("kind", TABLES)
def test_what_the_standard_gives_as_examples_is_right(kind: str, tmp_path: Path) -> None:
    row = {field.name: field.example for field in read_standard()[kind].fields}
    table, findings = read(csv_text([row]), tmp_path, kind)
    assert findings == []
    assert table is not None
    assert [cells for _, cells in table.records()] == [row]


@pytest.mark.parametrize("kind", TABLES)
def test_a_row_that_states_only_what_it_must_is_right(kind: str, tmp_path: Path) -> None:
    row = {field.name: "" for field in read_standard()[kind].fields} | dict(USUAL[kind])
    assert read(csv_text([row]), tmp_path, kind)[1] == []


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("is_dataset", ["yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE"]),
        ("date_received", ["2014", "2014-03", "2014-03-28", "2024-02-29"]),
        ("outcome", list(read_standard()["disclosures"].by_name["outcome"].values)),
        ("licence", list(read_standard()["disclosures"].by_name["licence"].values)),
        ("title", ["None", "NA", "null", "nan", "007", "1e5", "TRUE", "=1+1", "x" * 300]),
        ("topics", ["parking", "parking; roads", "a, b; c"]),
        ("source_url", ["https://x.example/a?b=c#d", "http://x.example"]),
    ],
)
def test_a_cell_that_is_right_is_not_found_wrong(column: str, cells: list[str], tmp_path: Path) -> None:
    rows = [{**USUAL["disclosures"], "reference": f"FOI-{n}", column: cell} for n, cell in enumerate(cells)]
    table, findings = read(csv_text(rows), tmp_path)
    assert [finding for finding in findings if finding.severity is not Severity.NOTICE] == []
    assert table is not None
    assert list(table.frame[column]) == cells


@pytest.mark.parametrize("column", ["reference", "title"])
def test_a_column_that_must_be_there(column: str, tmp_path: Path) -> None:
    other = {"reference": "title", "title": "reference"}[column]
    _, findings = read(f"{other}\nx\n", tmp_path)
    assert [(f.code, f.severity, f.row, f.column) for f in findings] == [("column-missing", Severity.ERROR, 1, column)]
    assert f"Add a column “{column}”" in findings[0].advice


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("Internal notes", "error"),
        ("notes", "error"),
        ("Requester", "error"),
        ("requester-email", "error"),
        ("NOT FOR PUBLICATION (private)", "error"),
        ("Private comments", "error"),
        ("Ward", "warning"),
        ("Noted", "warning"),
        ("Footnotes", "warning"),
    ],
)
def test_a_column_that_sounds_inward_is_not_published_unless_the_schema_has_it(
    name: str, severity: str, tmp_path: Path
) -> None:
    _, findings = read(f"reference,title,{name}\nFOI-1,x,y\n", tmp_path)
    assert [(f.code, f.severity.value, f.column) for f in findings] == [("column-unknown", severity, name)]


def test_the_columns_that_may_be_meant_are_named(tmp_path: Path) -> None:
    _, findings = read("Ref No,title\nFOI-1,x\n", tmp_path)
    advice = next(finding.advice for finding in findings if finding.code == "column-missing")
    assert (
        advice
        == "Row 1 has “Ref No”: if it is one of these, rename it. If not: Add a column “reference” to the header row."
    )


def test_a_column_that_is_there_by_another_spelling_is_to_be_renamed(tmp_path: Path) -> None:
    _, findings = read("Reference,title,Date Received\nFOI-1,x,2024\n", tmp_path)
    assert {f.code: f.severity for f in findings} == {
        "column-missing": Severity.ERROR,
        "column-unknown": Severity.WARNING,
    }
    advice = " ".join(f.advice for f in findings)
    assert "Rename the column “Reference” to “reference”." in advice
    assert "If “date_received” is meant, rename it." in advice


def test_a_column_of_ones_own_is_allowed_once_the_schema_has_it(tmp_path: Path) -> None:
    content = "reference,title,ward\nFOI-1,x,North\n"
    table, findings = read(content, tmp_path)
    assert [(f.code, f.severity, f.row, f.column) for f in findings] == [
        ("column-unknown", Severity.WARNING, 1, "ward")
    ]
    assert table is not None
    assert list(table.frame["ward"]) == ["North"]
    schema = schema_of("disclosures")
    schema["fields"].append({"name": "ward", "type": "string", "constraints": {"enum": ["North", "South"]}})
    assert read(content, tmp_path, schema=schema)[1] == []
    _, findings = read("reference,title,ward\nFOI-1,x,West\n", tmp_path, schema=schema)
    assert [(f.severity, f.row, f.column) for f in findings] == [(Severity.ERROR, 2, "ward")]


@pytest.mark.parametrize("column", sorted(reserved_columns("disclosures") - {"licence"}))
def test_a_column_of_ones_own_cannot_be_called_as_one_of_ours(column: str, tmp_path: Path) -> None:
    _, findings = read(f"reference,title,{column}\nFOI-1,x,y\n", tmp_path)
    assert [(f.code, f.severity, f.row, f.column) for f in findings] == [("column-reserved", Severity.ERROR, 1, column)]


@pytest.mark.parametrize(
    "own",
    [
        {"name": "ward", "type": "integer"},
        {"name": "ward", "type": "date"},
        {"name": "ward", "constraints": {"pattern": "[0-9]+"}},
        {"name": "ward", "type": "string", "constraints": {"minLength": 50}},
        {"name": "ward", "type": "nonsense"},
        {"name": "ward", "type": "string", "constraints": {"pattern": "("}},
        {"name": "ward", "type": "string", "constraints": {"pattern": 5}},
        {"name": "ward", "type": "string", "constraints": {"pattern": ["a"]}},
        {"name": "ward", "type": "string", "constraints": {"pattern": "(?:[ab]?){1000}" * 9}},
        {"name": "ward", "type": "string", "constraints": None},
        {"name": "ward", "type": "string", "constraints": []},
        {"name": "ward", "type": "string", "constraints": {"nonsense": 1}},
        {"name": "ward", "type": ["string"]},
    ],
    ids=str,
)
def test_an_own_column_with_rules_of_its_own_is_judged_in_our_words(own: dict[str, Any], tmp_path: Path) -> None:
    schema = schema_of("disclosures")
    schema["fields"].append(own)
    table, findings = read("reference,title,ward\nFOI-1,x,North\n", tmp_path, schema=schema)
    assert table is not None
    assert all(finding.severity is Severity.ERROR for finding in findings)


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("title", {"constraints": {"maxLength": 5}}),
        ("title", {"constraints": {}}),
        ("date_received", {"type": "date"}),
        ("is_dataset", {"trueValues": ["ja"]}),
        ("outcome", {"constraints": {"enum": ["Yes", "No"]}}),
    ],
)
def test_a_standard_column_that_was_changed_is_said_so_and_judged_by_the_standard(
    column: str, change: dict[str, Any], tmp_path: Path
) -> None:
    schema = schema_of("disclosures")
    next(field for field in schema["fields"] if field["name"] == column).update(change)
    content = "reference,title,is_dataset,outcome\nFOI-1,A longer title,yes,Refused\n"
    _, findings = read(content, tmp_path, schema=schema)
    assert [(f.code, f.severity, f.column) for f in findings] == [("schema-changed", Severity.WARNING, column)]


def test_words_of_a_schema_may_be_changed(tmp_path: Path) -> None:
    schema = schema_of("disclosures")
    for field in schema["fields"]:
        field |= {"title": "x", "description": "x", "advice": "x", "example": "x"}
    assert read("reference,title\nFOI-1,x\n", tmp_path, schema=schema)[1] == []


@pytest.mark.parametrize(
    ("kind", "severity"),
    [
        ("disclosures", Severity.ERROR),
        ("questions", Severity.WARNING),
        ("releases", Severity.WARNING),
        ("changes", Severity.WARNING),
    ],
)
def test_a_header_without_rows(kind: str, severity: Severity, tmp_path: Path) -> None:
    _, findings = read(",".join(USUAL[kind]) + "\n", tmp_path, kind)
    assert [(f.code, f.severity, f.row) for f in findings] == [("table-empty", severity, 1)]


@pytest.mark.parametrize(
    "content",
    [
        "reference,,title\nFOI-1,,x\n",
        "reference,,,title\nFOI-1,,,x\n",
        "reference,title,,\nFOI-1,x,,\n",
        ",reference,title\n,FOI-1,x\n",
    ],
)
def test_a_blank_column_is_passed_over(content: str, tmp_path: Path) -> None:
    table, findings = read(content, tmp_path)
    assert findings == []
    assert table is not None
    assert [(cells["reference"], cells["title"]) for _, cells in table.records()] == [("FOI-1", "x")]


def test_rows_have_the_numbers_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    content = 'reference,title,outcome\nFOI-1,"x\n\ny",\n\n,,\nFOI-2,y,Purple\n'
    table, findings = read(content, tmp_path)
    assert [(f.row, f.column) for f in findings] == [(5, "outcome")]
    assert table is not None
    assert [place.row for place, _ in table.records()] == [2, 5]


def test_each_fault_of_each_row_is_said_once(tmp_path: Path) -> None:
    row = {**USUAL["disclosures"], "outcome": "Purple", "date_received": "28/03/2024", "title": ""}
    _, findings = read(csv_text([row, row]), tmp_path)
    assert sorted((f.row, f.column) for f in findings) == [
        (row, column) for row in (2, 3) for column in ("date_received", "outcome", "title")
    ]


@given(
    st.lists(
        st.sampled_from(["", " ", "x", "FOI-1", "2024", "yes", "None", "\u00a0", "=1", ";"]), min_size=27, max_size=27
    )
)
def test_whatever_the_cells_are_they_are_held_as_they_stand(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    names = [field.name for field in read_standard()["disclosures"].fields]
    row = dict(zip(names, ["FOI-1", *cells[1 : len(names)]], strict=True))
    table, findings = read(csv_text([row]), tmp_path_factory.getbasetemp())
    assert table is not None
    assert [held for _, held in table.records()] == [row]
    assert all(f.row == 2 and f.column in names for f in findings)


def _whole_rules(name: str, standard: TableStandard) -> dict[str, Any]:
    """Return the rules of a column with its pattern, which the program looks at by itself."""
    rules, _, form = _rules_of(name, standard, {})
    return rules if form is None else {**rules, "constraints": {**rules["constraints"], "pattern": form.pattern}}


@given(st.lists(st.sampled_from(["", " ", "FOI-1", "x" * 130, "2024-02-30", "2024-2-3", "Refused", "refused", "yes"])))
def test_cells_are_wrong_just_where_frictionless_finds_them_in_the_whole_table(cells: list[str]) -> None:
    from frictionless import Resource, Schema

    kind, columns = "disclosures", ("reference", "title", "date_received", "outcome", "is_dataset", "summary")
    rows = [tuple((cells[i:] + cells[:i] + ["FOI-1"] * 6)[: len(columns)]) for i in range(len(cells))]
    rows = [row for row in rows if any(row)]  # the reader has left blank rows out
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    table = Table(kind, "a.csv", tuple(range(2, len(rows) + 2)), frame, schema_of(kind))
    standard = read_standard()[kind]
    fields = [_whole_rules(name, standard) for name in columns]
    schema = Schema.from_descriptor({"fields": fields, "missingValues": [""]})
    report = Resource(data=[list(columns), *map(list, rows)], schema=schema).validate()
    theirs = sorted((e.row_number, e.field_name) for task in report.tasks for e in task.errors)
    assert sorted((f.row or 0, f.column) for f in check_cells(table, standard)) == theirs


@pytest.mark.parametrize("own", [{"type": "nonsense"}, {"type": "string", "constraints": {"pattern": "("}}])
def test_an_own_column_described_in_no_usable_way_is_told(own: dict[str, Any], tmp_path: Path) -> None:
    schema = schema_of("disclosures")
    schema["fields"].append({"name": "ward", **own})
    _, findings = read(csv_text([{**USUAL["disclosures"], "ward": "East"}]), tmp_path, schema=schema)
    assert [(f.code, f.severity) for f in findings] == [("schema", Severity.ERROR)]


@pytest.mark.parametrize(
    "content",
    [
        "Disclosure log,2024,x\nall,of,it\nReference,Title,Outcome\nFOI-1,Parking,Refused\n",
        "Disclosure log of 2024,,\n,,\nreference,title,outcome\nFOI-1,Parking,Refused\n",
        "Disclosure log; all of it\nreference,title,outcome\nFOI-1,Parking,Refused\n",
    ],
)
def test_a_title_above_the_names_is_told_once(content: str, tmp_path: Path) -> None:
    table, findings = read(content, tmp_path)
    assert table is None
    assert [(f.code, f.severity, f.row) for f in findings] == [("header-missing", Severity.ERROR, 1)]
