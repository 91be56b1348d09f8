from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from frictionless import Schema
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.datasets import TYPES
from disclosurelog.outputs.csvw import make_csvw
from disclosurelog.outputs.csvw_datatypes import datatype_of, separator_of
from disclosurelog.outputs.terms import PER_ROW
from disclosurelog.reading.standard import read_standard
from tests.described import HOSTILE, notice

Field = Mapping[str, Any]
HOSTILE_CELLS = (
    "=1+1", "+44 20", "-5", "a\tb", "a\rb", "a\nb", "a\r\nb", '"', "'", ",", "9007199254740993", "007", "🏛", " padded ",
    "#comment", "@x", "NULL", "NaN", "n/a", "TRUE", "%s", "{x}", "<b>", "\ufeff", "\u2028", "1e400",
)  # fmt: skip
HEADERS = (
    "plain", "two words", "50%", "a%20b", "a b", 'a "quoted" name', "é", "£", "_private", "_", "#hash", "a-b", "a.b",
    "2024", "🏛", "a/b?c#d", "{x}", "tab\there", "line\nhere", "a%2520b",
)  # fmt: skip


def write(
    folder: Path, header: Sequence[str], rows: Iterable[Sequence[str]], metadata: bytes, encoding: str = "utf-8"
) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    path = folder / "data.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    (folder / "data.csv-metadata.json").write_bytes(metadata)
    return path


def read(path: Path, encoding: str = "utf-8") -> list[list[Any]]:
    """Return what a stranger's program reads by the metadata. Whatever it says of them is a fault.

    It finds them by itself, except that it can look so for those of a file in UTF-8 alone.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = CSVW(str(path), f"{path}-metadata.json" if encoding != "utf-8" else None, validate=True)
        assert found.tables[0].tableSchema.columns, "the metadata were not found"
        assert found.is_valid, [str(warning.message) for warning in found.warnings]
        return [list(row.values()) for row in found.tables[0].iterdicts(strict=True)]


def fields(*kinds: str | Field) -> list[dict[str, Any]]:
    described = ({"type": kind} if isinstance(kind, str) else dict(kind) for kind in kinds)
    return [{"name": f"c{number}"} | field for number, field in enumerate(described)]


def round_trip(folder: Path, columns: Sequence[Field], rows: Sequence[Sequence[str]], **about: Any) -> list[list[Any]]:
    """Return what is read from rows whose metadata were made without and with the cells. Both must be valid."""
    cells = [set(column) for column in zip(*rows, strict=True)]
    header = [str(column["name"]) for column in columns]
    read_twice = []
    for known in (None, cells):
        metadata = make_csvw("data.csv", "Data", "", columns, cells=known, **about)
        encoding = about.get("encoding", "utf-8")
        read_twice.append(read(write(folder, header, rows, metadata, encoding), encoding))
    assert len(read_twice[0]) == len(read_twice[1]) == len(rows)
    return read_twice[1]


def metadata(columns: Sequence[Field], **about: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(make_csvw("data.csv", "Data", "", columns, **about))
    return found


def test_hostile_cells_come_back_as_they_are(tmp_path: Path) -> None:
    columns = fields("string", "string")
    rows = [[cell, f"x{cell}x"] for cell in HOSTILE_CELLS]
    assert round_trip(tmp_path, columns, rows) == rows


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1), min_size=1))
def test_any_text_comes_back(tmp_path: Path, cells: list[str]) -> None:
    rows = [["1", cell] for cell in cells]
    read_back = round_trip(tmp_path, fields("integer", "string"), rows)
    assert [row[1] for row in read_back] == cells


def test_headers_are_titles_and_names_are_legal(tmp_path: Path) -> None:
    columns = [{"name": name, "type": "string"} for name in HEADERS]
    rows = [[f"{number}" for number in range(len(HEADERS))]]
    assert round_trip(tmp_path, columns, rows) == rows
    described_columns = metadata(columns)["tableSchema"]["columns"]
    assert [column["titles"] for column in described_columns] == list(HEADERS)
    names = [column["name"] for column in described_columns]
    for header, name in zip(HEADERS, names, strict=True):
        assert re.fullmatch(r"(?:[A-Za-z0-9]|%[0-9A-F]{2})(?:[A-Za-z0-9_]|%[0-9A-F]{2})*", name), name
        assert name == header or name not in HEADERS
    assert len(set(names)) == len(names)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), min_size=1, unique=True))
def test_no_two_names_are_alike(headers: list[str]) -> None:
    found = metadata([{"name": name} for name in headers])["tableSchema"]["columns"]
    assert len({column["name"] for column in found}) == len(headers)
    assert all(column["name"] == column["titles"] or column["name"] not in headers for column in found)


def test_a_header_that_is_another_columns_name_in_another_form(tmp_path: Path) -> None:
    columns = [{"name": name, "type": kind} for name, kind in (("a b", "string"), ("a%20b", "integer"), ("", "string"))]
    assert round_trip(tmp_path, columns, [["x", "1", "y"]]) == [["x", 1, "y"]]
    assert [c["name"] for c in metadata(columns)["tableSchema"]["columns"]] == ["a%20b_", "a%2520b", "column"]


def test_a_thousand_columns(tmp_path: Path) -> None:
    columns = [{"name": f"column {number}", "type": "integer"} for number in range(1000)]
    (row,) = round_trip(tmp_path, columns, [[str(number) for number in range(1000)]])
    assert row == list(range(1000))


CELLS_OF = {
    "string": ["x", "007"],
    "number": ["1", "-0.5", "+3.", ".5", "1e5", "1.5E-3", "NaN", "INF", "-INF", "12345678901234567890.12"],
    "integer": ["1", "-5", "+7", "007", "9007199254740993", "123456789012345678901234567890"],
    "boolean": ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"],
    "date": ["2024-03-28", "1066-10-14"],
    "time": ["14:30:00", "00:00:00", "23:59:59.5", "14:30:00Z", "14:30:00+01:00"],
    "datetime": ["2024-03-28T14:30:00", "2024-03-28T14:30:00.25", "2024-03-28T14:30:00Z", "2024-03-28T14:30:00+01:00"],
    "year": ["2024", "0001"],
    "yearmonth": ["2024-03"],
    "duration": ["P1Y2M3DT4H5M6S", "PT0.5S", "P3W", "P1Y"],
    "geopoint": ["-0.1,51.5"],
    "geojson": ['{"type":"Point","coordinates":[0,1]}'],
    "object": ['{"a":[1,2],"b":"\\u00e9"}'],
    "array": ['[1,"two",null]'],
    "list": ["a,b", "one", " x , y "],
    "any": ["1", "x"],
}


@pytest.mark.parametrize("kind", TYPES)
def test_every_cell_that_table_schema_allows_is_valid(tmp_path: Path, kind: str) -> None:
    cells = CELLS_OF[kind]
    reader = Schema.from_descriptor({"fields": [{"name": "x", "type": kind}]}).fields[0].create_cell_reader()
    assert all(reader(cell)[1] is None for cell in cells)
    for held in ([*cells, ""], *([cell] for cell in cells)):
        round_trip(tmp_path, fields("string", kind), [["x", cell] for cell in held])


@pytest.mark.parametrize(
    ("field", "cells", "datatype"),
    [
        ({"type": "string"}, None, {"base": "string"}),
        ({}, None, {"base": "string"}),
        ({"type": "any"}, None, {"base": "string"}),
        ({"type": "string", "format": "uri"}, None, {"base": "anyURI"}),
        ({"type": "string", "format": "binary"}, {"YWJj"}, {"base": "base64Binary"}),
        ({"type": "string", "format": "binary"}, {"not so"}, {"base": "string"}),
        ({"type": "string", "format": "email"}, None, {"base": "string"}),
        ({"type": "integer"}, None, {"base": "integer"}),
        ({"type": "integer", "groupChar": ","}, {"1,000"}, {"base": "integer", "format": {"groupChar": ","}}),
        ({"type": "integer", "groupChar": ","}, None, {"base": "string"}),
        ({"type": "integer", "groupChar": ","}, {"1,,000"}, {"base": "string"}),
        ({"type": "number", "decimalChar": ","}, {"1,5e3"}, {"base": "string"}),
        ({"type": "integer", "bareNumber": False}, None, {"base": "string"}),
        ({"type": "number"}, None, {"base": "number"}),
        ({"type": "number"}, {"1", "-2.50", "+7"}, {"base": "decimal"}),
        ({"type": "number"}, {"1", ".5"}, {"base": "number"}),
        ({"type": "number"}, {"1", "1e5"}, {"base": "number"}),
        ({"type": "number"}, {"NaN"}, {"base": "number"}),
        ({"type": "number", "decimalChar": "."}, {"1_000"}, {"base": "string"}),
        ({"type": "integer"}, {"1_000"}, {"base": "string"}),
        ({"type": "number", "decimalChar": "."}, None, {"base": "number"}),
        ({"type": "number", "decimalChar": ",", "groupChar": "."}, {"1.234,5"},
         {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}}),
        ({"type": "number", "bareNumber": False}, {"£5"}, {"base": "string"}),
        ({"type": "boolean"}, None, {"base": "string"}),
        ({"type": "boolean"}, {"true", "0"}, {"base": "boolean"}),
        ({"type": "boolean"}, {"TRUE", "FALSE"}, {"base": "boolean", "format": "TRUE|FALSE"}),
        ({"type": "boolean"}, {"True", "TRUE"}, {"base": "string"}),
        ({"type": "boolean", "trueValues": ["Y"], "falseValues": ["N"]}, None, {"base": "boolean", "format": "Y|N"}),
        ({"type": "boolean", "trueValues": ["yes", "Yes"], "falseValues": ["no", "No"]}, None, {"base": "string"}),
        ({"type": "boolean", "trueValues": ["yes", "Yes"], "falseValues": ["no", "No"]}, {"yes", "No"},
         {"base": "boolean", "format": "yes|No"}),
        ({"type": "boolean", "trueValues": ["yes", "Yes"], "falseValues": ["no", "No"]}, {"Yes"},
         {"base": "boolean", "format": "Yes|no"}),
        ({"type": "boolean", "trueValues": ["a|b"], "falseValues": ["c"]}, None, {"base": "string"}),
        ({"type": "date"}, None, {"base": "date"}),
        ({"type": "date", "format": "default"}, None, {"base": "date"}),
        ({"type": "date", "format": "%d/%m/%Y"}, None, {"base": "date", "format": "d/M/yyyy"}),
        ({"type": "date", "format": "%d/%m/%Y"}, {"01/12/2024"}, {"base": "date", "format": "dd/MM/yyyy"}),
        ({"type": "date", "format": "%d/%m/%Y"}, {"1/12/2024", "11/1/2024"}, {"base": "date", "format": "d/M/yyyy"}),
        ({"type": "date", "format": "%d/%m/%Y"}, {"1/12/2024", "01/12/2024"}, {"base": "date", "format": "d/M/yyyy"}),
        ({"type": "date", "format": "%Y%m%d"}, {"20240328"}, {"base": "date", "format": "yyyyMMdd"}),
        ({"type": "date", "format": "%Y-%m-%d"}, {"2024-3-1"}, {"base": "string"}),
        ({"type": "date", "format": "%d %B %Y"}, None, {"base": "string"}),
        ({"type": "date", "format": "%d/%m/%y"}, None, {"base": "string"}),
        ({"type": "time", "format": "%H:%M"}, None, {"base": "string"}),
        ({"type": "time", "format": "%H:%M"}, {"09:30"}, {"base": "time", "format": "HH:mm"}),
        ({"type": "time", "format": "%H:%M"}, {"9:30"}, {"base": "string"}),
        ({"type": "time", "format": "%I:%M %p"}, None, {"base": "string"}),
        ({"type": "datetime"}, None, {"base": "dateTime"}),
        ({"type": "datetime", "format": "%d/%m/%Y %H:%M"}, None, {"base": "string"}),
        ({"type": "datetime", "format": "%d/%m/%Y %H:%M"}, {"8/3/2024 09:30"},
         {"base": "dateTime", "format": "d/M/yyyy HH:mm"}),
        ({"type": "datetime", "format": "%d/%m/%Y %H:%M"}, {"08/03/2024 09:30"},
         {"base": "dateTime", "format": "dd/MM/yyyy HH:mm"}),
        ({"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S.%f"}, {"2024-03-28T14:30:00.25"},
         {"base": "dateTime", "format": "yyyy-MM-ddTHH:mm:ss.SSSSSS"}),
        ({"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"}, None, {"base": "string"}),
        ({"type": "year"}, None, {"base": "gYear"}),
        ({"type": "yearmonth"}, None, {"base": "gYearMonth"}),
        ({"type": "duration"}, None, {"base": "string"}),
        ({"type": "duration"}, {"P1Y", "PT1.5S", "-P1D"}, {"base": "duration"}),
        ({"type": "duration"}, {"P3W"}, {"base": "string"}),
        ({"type": "list"}, None, {"base": "string"}),
        ({"type": "list", "itemType": "integer"}, {"1,2"}, {"base": "integer"}),
        ({"type": "list", "itemType": "number", "delimiter": ";"}, {"1;2.5"}, {"base": "decimal"}),
        ({"type": "list", "constraints": {"maxLength": 2}}, None, {"base": "string"}),
        ({"type": "geopoint"}, None, {"base": "string"}),
        ({"type": "geopoint", "format": "array"}, None, {"base": "json"}),
        ({"type": "object", "constraints": {"minLength": 1}}, None, {"base": "json"}),
        ({"type": "string", "constraints": {"minLength": 1, "maxLength": 9, "enum": ["a"], "unique": True}}, None,
         {"base": "string", "maxLength": 9}),
        ({"type": "string", "constraints": {"minLength": 1, "required": True}}, None,
         {"base": "string", "minLength": 1}),
        ({"type": "string", "constraints": {"pattern": "[A-Z]{2}|x"}}, None,
         {"base": "string", "format": "^(?:[A-Z]{2}|x)$"}),
        ({"type": "string", "constraints": {"pattern": r"\p{Lu}+"}}, None, {"base": "string"}),
        ({"type": "string", "constraints": {"pattern": "(?i)x"}}, None, {"base": "string"}),
        ({"type": "string", "constraints": {"pattern": "["}}, None, {"base": "string"}),
        ({"type": "integer", "constraints": {"minimum": 1, "maximum": "9", "pattern": "x"}}, None,
         {"base": "integer", "minimum": 1, "maximum": "9"}),
        ({"type": "integer", "constraints": {"minimum": 0.5, "maximum": True}}, None, {"base": "integer"}),
        ({"type": "number", "constraints": {"exclusiveMinimum": 0, "exclusiveMaximum": "1.5"}}, None,
         {"base": "number", "minExclusive": 0, "maxExclusive": "1.5"}),
        ({"type": "number", "decimalChar": ",", "constraints": {"minimum": "1.5", "maximum": 2}}, {"1,7"},
         {"base": "decimal", "format": {"decimalChar": ","}, "maximum": 2}),
        ({"type": "date", "constraints": {"minimum": "2024-01-01"}}, None, {"base": "date", "minimum": "2024-01-01"}),
        ({"type": "date", "format": "%d/%m/%Y", "constraints": {"minimum": "01/01/2024"}}, {"28/03/2024"},
         {"base": "date", "format": "dd/MM/yyyy"}),
        ({"type": "year", "constraints": {"minimum": 1990}}, None, {"base": "gYear"}),
        ({"type": "boolean", "constraints": {"required": True}}, {"1"}, {"base": "boolean"}),
    ],
)  # fmt: skip
def test_types_formats_and_constraints(field: Field, cells: set[str] | None, datatype: Mapping[str, Any]) -> None:
    assert datatype_of(field, cells) == datatype


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("integer", ["1"], "x"),
        ("number", ["1.5"], "1,5"),
        ("date", ["2024-03-28"], "28/03/2024"),
        ({"type": "date", "format": "%d/%m/%Y"}, ["28/03/2024"], "2024-03-28"),
        ({"type": "date", "format": "%d/%m/%Y"}, ["8/3/2024"], "2024-03-28"),
        ({"type": "time", "format": "%H:%M"}, ["14:30"], "half past two"),
        ({"type": "datetime", "format": "%d/%m/%Y %H:%M:%S"}, ["28/03/2024 14:30:00"], "28/03/2024"),
        ({"type": "boolean", "trueValues": ["Y"], "falseValues": ["N"]}, ["Y", "N"], "yes"),
        ({"type": "number", "decimalChar": ",", "groupChar": "."}, ["1.234,5", "7"], "1e5"),
        ({"type": "integer", "groupChar": ","}, ["1,234"], "1,,234"),
        ({"type": "string", "constraints": {"pattern": "a|b"}}, ["a", "b"], "apple"),
        ({"type": "string", "constraints": {"maxLength": 2}}, ["ab"], "abc"),
        ({"type": "integer", "constraints": {"minimum": 0, "maximum": 9}}, ["0", "9"], "10"),
        ({"type": "number", "constraints": {"exclusiveMinimum": 0}}, ["0.1"], "0"),
        ({"type": "date", "constraints": {"maximum": "2024-12-31"}}, ["2024-12-31"], "2025-01-01"),
        ({"type": "list", "itemType": "integer", "delimiter": ";"}, ["1;2"], "1;x"),
        ("object", ['{"a":1}'], "{"),
        ({"type": "string", "constraints": {"required": True}}, ["x"], ""),
        ("duration", ["P1D"], "a day"),
    ],
)  # fmt: skip
def test_a_cell_that_breaks_a_rule_is_seen(tmp_path: Path, field: str | Field, good: list[str], bad: str) -> None:
    """What is stated is not merely accepted: the rule is one that a program can find broken."""
    columns = fields("string", field)
    round_trip(tmp_path, columns, [["x", cell] for cell in good])
    made = make_csvw("data.csv", "Data", "", columns, cells=[{"x"}, set(good)])
    path = write(tmp_path, ["c0", "c1"], [["x", bad]], made)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ValueError, match=r"\S"):
            list(CSVW(str(path)).tables[0].iterdicts(strict=True))


def test_what_stands_for_no_value(tmp_path: Path) -> None:
    columns = fields("string", "integer", {"type": "date", "format": "%d/%m/%Y"}, "boolean")
    rows = [["n/a", "-", "", "n/a"], ["x", "1", "28/03/2024", "1"], ["", "n/a", "-", ""]]
    first, second, third = round_trip(tmp_path, columns, rows, missing_values=["", "n/a", "-"])
    assert first == third == [None] * 4
    assert second[:2] == ["x", 1]


def test_blank_cells_are_text_where_nothing_says_that_they_are_no_value(tmp_path: Path) -> None:
    columns = fields("string", "string")
    rows = [["", "-"], ["x", "y"]]
    assert round_trip(tmp_path, columns, rows, missing_values=["-"]) == [["", None], ["x", "y"]]
    assert round_trip(tmp_path, columns, rows, missing_values=[]) == rows
    assert metadata(columns, missing_values=[])["tableSchema"]["null"] == []
    assert "null" not in metadata(columns)["tableSchema"]


def test_a_key_is_stated_by_names(tmp_path: Path) -> None:
    columns = [{"name": "the key", "type": "string"}, {"name": "n", "type": "integer"}]
    about = {"primary_key": ["the key", "n"]}
    round_trip(tmp_path, columns, [["a", "1"], ["a", "2"]], **about)
    assert metadata(columns, **about)["tableSchema"]["primaryKey"] == ["the%20key", "n"]
    path = write(
        tmp_path, ["the key", "n"], [["a", "1"], ["a", "1"]], make_csvw("data.csv", "Data", "", columns, **about)
    )
    with pytest.raises(ValueError, match="duplicate primary key"):
        assert CSVW(str(path)).is_valid
    assert "primaryKey" not in metadata(columns, primary_key=["n", "unknown"])["tableSchema"]


@pytest.mark.parametrize(
    ("encoding", "called"), [("utf-8", "utf-8"), ("cp1252", "windows-1252"), ("utf-8-sig", "utf-8")]
)
def test_the_encoding_is_called_what_the_web_calls_it(tmp_path: Path, encoding: str, called: str) -> None:
    assert metadata(fields("string"), encoding=encoding)["dialect"] == {
        "encoding": called, "header": True, "trim": False, "commentPrefix": None,
    }  # fmt: skip
    if encoding != "utf-8-sig":
        assert round_trip(tmp_path, fields("string", "string"), [["£", "é"]], encoding=encoding) == [["£", "é"]]


@pytest.mark.parametrize(
    ("header", "cells", "stated"),
    [("a", None, True), ("a", {"b", "c #"}, False), ("a", {"b", "#1"}, True), ("#", {"b"}, True), ("a", set(), False)],
)
def test_a_row_that_begins_with_a_hash_is_no_comment(header: str, cells: set[str] | None, stated: bool) -> None:
    known = None if cells is None else [cells, {"#"}]
    found = metadata([{"name": header}, {"name": "second"}], cells=known)["dialect"]
    assert ("commentPrefix" in found) == stated


def test_who_published_it_under_which_terms_and_where_it_comes_from() -> None:
    stated = notice()
    found = json.loads(
        make_csvw(
            "a b.csv",
            "Payments",
            "Each payment.",
            [
                {
                    "name": "x",
                    "type": "integer",
                    "title": "X",
                    "description": "The x.",
                    "constraints": {"required": True},
                }
            ],
            notice=stated,
            publisher="Anytown Council",
            publisher_url="https://www.anytown.example/",
            source="https://disclosures.example/disclosures/x/",
            cells=[{"1"}],
        )
    )
    assert found == {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": "a%20b.csv",
        "dc:title": "Payments",
        "dc:description": "Each payment.",
        "dc:publisher": {"schema:name": "Anytown Council", "schema:url": {"@id": "https://www.anytown.example/"}},
        "dc:source": {"@id": "https://disclosures.example/disclosures/x/"},
        "dc:license": {"@id": stated.url},
        "dc:rights": f"{stated.reason} {stated.attribution}",
        "dialect": {"encoding": "utf-8", "header": True, "trim": False},
        "tableSchema": {
            "columns": [
                {"titles": "x", "name": "x", "dc:title": "X", "dc:description": "The x.", "datatype": "integer",
                 "required": True},
            ]
        },
    }  # fmt: skip


def test_where_rows_state_their_licences_the_file_has_none() -> None:
    found = metadata(fields("string"), publisher="Anytown", publisher_url="none", source="")
    assert found["dc:rights"] == PER_ROW
    assert not found.keys() & {"dc:license", "dc:source"}
    assert found["dc:publisher"] == {"schema:name": "Anytown"}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_whatever_is_typed_about_it_is_read(tmp_path: Path, text: str) -> None:
    columns = [{"name": "x", "type": "string", "title": text, "description": text}]
    made = make_csvw("data.csv", text, text, columns, publisher=text, publisher_url=text, source=text,
                     notice=notice(authority=text, title=text))  # fmt: skip
    assert read(write(tmp_path, ["x"], [["1"]], made)) == [["1"]]


@pytest.mark.parametrize("table", ["disclosures", "questions", "releases", "changes"])
def test_the_tables_of_the_standard(tmp_path: Path, table: str) -> None:
    standard = read_standard()[table]
    columns = [field.descriptor for field in standard.fields]
    rows = [[field.example for field in standard.fields]]
    round_trip(tmp_path, columns, rows)


def test_a_separator_is_that_of_the_list() -> None:
    assert separator_of({"type": "list"}) == ","
    assert separator_of({"type": "list", "delimiter": "; "}) == "; "
    assert separator_of({"type": "string", "delimiter": ";"}) is None
