"""What a file is by its content, against what its name says."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosurelog.reading.documents.kinds import EXPECTED, WORDS, kind_of, second_kind_of
from disclosurelog.reading.released_files import read_formats
from tests.documents.makers import (
    document,
    look,
    open_sheet,
    open_slides,
    open_text,
    pdf,
    picture,
    places,
    slides,
    traced,
    workbook,
    zipped,
)  # fmt: skip

CONTENTS = {
    "csv": b"ward,count\nNorth,12\n",
    "txt": b"BM stands for a bench mark. MZ is no program.\n",
    "json": b'{"a": 1}',
    "docx": document(),
    "xlsx": workbook(),
    "pptx": slides(),
    "odt": open_text(),
    "ods": open_sheet(),
    "odp": open_slides(),
    "pdf": pdf(),
    "png": picture("PNG"),
    "jpg": picture(),
    "gif": picture("GIF"),
    "tif": picture("TIFF"),
    "webp": picture("WEBP"),
    "rtf": b"{\\rtf1 Hello}",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "parquet": b"PAR1" + bytes(100),
    "zip": zipped({"a.csv": "a\n"}),
}


@pytest.mark.parametrize("ending", CONTENTS)
def test_each_kind_is_known_by_its_content(ending: str) -> None:
    assert kind_of(CONTENTS[ending]) in EXPECTED[ending]
    assert second_kind_of(CONTENTS[ending], kind_of(CONTENTS[ending])) == ""


def test_every_ending_that_is_published_is_known() -> None:
    assert set(EXPECTED) == set(read_formats())
    assert {kind for kinds in EXPECTED.values() for kind in kinds} <= set(WORDS)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"<!DOCTYPE html><html>", "a web page"),
        ("a.csv", b"  <!-- x --><HTML>", "a web page"),
        ("a.txt", b"<?xml version='1.0'?><svg/>", "a web page"),
        ("a.pdf", b"MZ\x90\x00\x03" + bytes(50), "a program"),
        ("a.txt", b"#!/bin/sh\x00", "a program"),
        ("a.csv", workbook(), "an Excel workbook"),
        ("a.docx", workbook(), "an Excel workbook"),
        ("a.xlsx", zipped({"a.csv": "a"}), "a zip archive"),
        ("a.zip", workbook(), "an Excel workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        ("a.png", picture(), "a JPEG picture"),
        ("a.csv", "a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        ("a.csv", b"\x1f\x8b\x08\x00", "a compressed archive"),
        ("a.csv", bytes(range(256)) * 4, "not known"),
        ("a.jpg", b"\x00\x00\x00 ftypheic" + bytes(50), "video"),
    ],
)
def test_a_file_under_a_wrong_name_is_told(name: str, content: bytes, what: str, tmp_path: Path) -> None:
    [place] = places(look(tmp_path, name, content), "other-kind")
    assert what in place


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", pdf() + zipped({"a.exe": "x"})),
        ("a.png", picture("PNG") + zipped({"a.exe": "x"})),
        ("a.gif", picture("GIF")[:6] + b"<script>alert(1)</script>"),
        ("a.pdf", b"<script>alert(1)</script>\n" + pdf()),
        ("a.csv", b"a,b\n" + zipped({"a.exe": "x"}).replace(b"\x00", b"\x00")),
    ],
)
def test_two_kinds_at_once_are_told(name: str, content: bytes, tmp_path: Path) -> None:
    assert {"second-kind", "other-kind"} & traced(look(tmp_path, name, content))


def test_a_file_under_a_wrong_name_is_looked_into_all_the_same(tmp_path: Path) -> None:
    content = workbook(lambda book: book.create_sheet("Staff").append(["Jane Bloggs"]))
    found = look(tmp_path, "a.csv", content)
    assert any("Jane Bloggs" in grid.header for grid in found.grids)
