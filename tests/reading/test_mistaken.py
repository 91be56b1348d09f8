"""What is no CSV is told for what it is, and a CSV is taken for nothing else."""

from __future__ import annotations

import gzip
import io
import sqlite3
import tarfile
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from PIL import Image
from reportlab.pdfgen import canvas

from disclosurelog.reading.mistaken import mistaken_for_csv
from disclosurelog.reading.rows import read_rows

TEXT = "reference,title\r\nFOI-1,Parking\r\nFOI-2,Café\r\n"


def _saved(write: object) -> bytes:
    held = io.BytesIO()
    write(held)  # type: ignore[operator]
    return held.getvalue()


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "reference"
    return _saved(book.save)


def _zip(*names: str) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return held.getvalue()


def _sqlite(folder: Path) -> bytes:
    path = folder / "a.db"
    with sqlite3.connect(path) as base:
        base.execute("create table a (b)")
    base.close()
    return path.read_bytes()


def _tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
    return held.getvalue()


def _pdf() -> bytes:
    def draw(held: io.BytesIO) -> None:
        page = canvas.Canvas(held)
        page.drawString(100, 700, "reference")
        page.save()

    return _saved(draw)


def _picture(form: str) -> bytes:
    return _saved(lambda held: Image.new("RGB", (4, 4)).save(held, form))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (_workbook(), "an Excel workbook"),
        (_saved(OpenDocumentSpreadsheet().write), "an OpenDocument spreadsheet"),
        (_saved(OpenDocumentText().write), "an OpenDocument file"),
        (_zip("Index/Document.iwa"), "a Numbers or Pages file"),
        (_zip("word/document.xml"), "a Word document"),
        (_zip("disclosures.csv"), "a spreadsheet or zip file"),
        (_zip(), "a spreadsheet or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Excel or Office file"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(30), "an old Excel file"),
        (_pdf(), "a PDF"),
        (b"{\\rtf1\\ansi reference,title}", "a Rich Text document"),
        (gzip.compress(TEXT.encode()), "a compressed file"),
        (b"BZh91AY&SY" + bytes(20), "a compressed file"),
        (_tar(), "an archive"),
        (_picture("PNG"), "a picture"),
        (_picture("JPEG"), "a picture"),
        (_picture("GIF"), "a picture"),
        (b"<!DOCTYPE html><p>Sign in</p>", "a web page"),
        (b"\xef\xbb\xbf\r\n <TABLE><tr><td>reference", "a web page"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">', "a web page"),
        (b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n<Workbook>', "an XML spreadsheet"),
        (b'<?xml version="1.0"?><rss/>', "an XML file"),
        (b'[{"reference": "FOI-1"}]', "a JSON file"),
        (b'{\r\n  "reference": 1}', "a JSON file"),
        (b'[["reference", "title"]]', "a JSON file"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a web page saved as one file"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "a SYLK file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "version control"),
        (TEXT.encode("utf-16"), "“Unicode text” (UTF-16)"),
        (TEXT.encode("utf-16-le"), "“Unicode text” (UTF-16)"),
        (TEXT.encode("utf-16-be"), "“Unicode text” (UTF-16)"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode("utf-32-le"), "UTF-32"),
        (TEXT.encode("utf-32-be"), "UTF-32"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_csv_is_told_for_what_it_is(content: bytes, what: str) -> None:
    rows, findings = read_rows(content, "a.csv")
    assert rows is None
    assert [(finding.code, finding.row) for finding in findings] == [("file-not-csv", 1)]
    assert what in findings[0].message
    assert findings[0].advice.endswith((".", ".)"))


def test_databases_and_columns_are_told(tmp_path: Path) -> None:
    assert "SQLite" in (mistaken_for_csv(_sqlite(tmp_path)) or ("",))[0]
    table = _saved(lambda held: pq.write_table(pa.table({"reference": ["FOI-1"]}), held))
    assert "Parquet" in (mistaken_for_csv(table) or ("",))[0]
    assert "Access" in (mistaken_for_csv(b"\x00\x01\x00\x00Standard ACE DB\x00" + bytes(90)) or ("",))[0]


@pytest.mark.parametrize(
    "text",
    [
        TEXT, "ID,Project\n1,x\n", "ID;Project\n1;x\n", "PAR1,PAR2\n1,2\n", "MZ,x\n1,2\n", "[id],[name]\n1,2\n",
        "{id},x\n1,2\n", "<5 years,5 to 9\n1,2\n", "a < b,c\n1,2\n", "GIF,PDF\n1,2\n", "PK,a\n1,2\n", "%PD,a\n1,2\n",
        "version,a\n1,2\n", '"[1]",b\n1,2\n', "Standard,Rate\n1,2\n", "BZh,a\n1,2\n", "é,€,😀\n1,2,3\n", "a\n1\n",
    ],
)  # fmt: skip
def test_a_csv_is_taken_for_nothing_else(text: str) -> None:
    assert mistaken_for_csv(text.encode()) is None
