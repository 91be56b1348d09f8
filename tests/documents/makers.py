"""Make files of every kind, clean or with something hidden, with the libraries that other people make them with."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
from odf.opendocument import OpenDocumentPresentation, OpenDocumentSpreadsheet, OpenDocumentText
from PIL import ExifTags, Image
from reportlab.pdfgen.canvas import Canvas

from disclosurelog.model.documents import Document
from disclosurelog.reading.documents import read_document

Parts = Mapping[str, str | bytes | Callable[[str], str] | None]
"""Parts of a package to put in, to change by a function of their text, or (None) to leave out."""


def look(folder: Path, name: str, content: bytes) -> Document:
    """Return what is read of a file with this name and content."""
    path = folder / name
    path.write_bytes(content)
    return read_document(path, path.suffix.removeprefix("."))


def traced(document: Document) -> set[str]:
    """Return the kinds of trace in a document."""
    return {trace.kind for trace in document.traces}


def places(document: Document, kind: str) -> list[str]:
    """Return where each trace of a kind is, and its detail."""
    return [", ".join(filter(None, (t.where, t.detail))) for t in document.traces if t.kind == kind]


def words(document: Document) -> str:
    """Return all text of a document: passages and tables."""
    cells = [cell for grid in document.grids for column in grid.columns for cell in column]
    heads = [cell for grid in document.grids for cell in grid.header]
    return "\n".join([*(passage.text for passage in document.passages), *heads, *cells])


def saved(save: Callable[[io.BytesIO], Any]) -> bytes:
    """Return the bytes that a library saves."""
    into = io.BytesIO()
    save(into)
    return into.getvalue()


def workbook(fill: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    """Return a workbook with a sheet “Public” of three rows, and what ``fill`` does to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Public"
    for row in (["Ward", "Year", "Count"], ["North", 2023, 12], ["South", 2024, 7.5]):
        sheet.append(row)
    fill(book)
    return saved(book.save)


def document(fill: Callable[[Any], None] = lambda made: None) -> bytes:
    """Return a Word document of one paragraph, and what ``fill`` does to it."""
    made = docx.Document()
    made.core_properties.author = ""
    made.add_paragraph("The council answered the request in full.")
    fill(made)
    return repacked(saved(made.save), {"docProps/thumbnail.jpeg": None})


def slides(fill: Callable[[Any], None] = lambda made: None) -> bytes:
    """Return a presentation of one slide, and what ``fill`` does to it."""
    made = pptx.Presentation()
    made.core_properties.author = ""
    made.core_properties.last_modified_by = ""
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "Waste collected"
    fill(made)
    return repacked(
        saved(made.save), {"docProps/thumbnail.jpeg": None, "ppt/printerSettings/printerSettings1.bin": None}
    )


def open_text(fill: Callable[[Any], None] = lambda made: None) -> bytes:
    made = OpenDocumentText()
    fill(made)
    return saved(made.save)


def open_sheet(fill: Callable[[Any], None] = lambda made: None) -> bytes:
    made = OpenDocumentSpreadsheet()
    fill(made)
    return saved(made.save)


def open_slides(fill: Callable[[Any], None] = lambda made: None) -> bytes:
    made = OpenDocumentPresentation()
    fill(made)
    return saved(made.save)


def pdf(*pages: Callable[[Canvas], Any], **options: Any) -> bytes:
    """Return a PDF whose pages are drawn by ``pages``."""
    into = io.BytesIO()
    canvas = Canvas(into, pagesize=(595, 842), **options)
    canvas.setAuthor("")
    for page in pages or (lambda c: c.drawString(72, 700, "The council spent nothing."),):
        page(canvas)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """Return a picture with a gradient."""
    return saved(lambda into: _gradient(size).save(into, kind, **options))


@cache
def _gradient(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size)
    image.putdata([(x * 3 % 256, y * 5 % 256, 90) for y in range(size[1]) for x in range(size[0])])
    return image


def repacked(content: bytes, parts: Parts) -> bytes:
    """Return a package with parts put in, changed or left out. A part to be changed must be there."""
    into = io.BytesIO()
    left = dict(parts)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            held: bytes | str = old.read(entry)
            if entry.filename in left:
                change = left.pop(entry.filename)
                if change is None:
                    continue
                held = change(old.read(entry).decode()) if callable(change) else change
            new.writestr(entry, held)
        for name, put in left.items():
            if put is not None:
                assert not callable(put), f"{name} is not in the package: {old.namelist()}"
                new.writestr(name, put)
    return into.getvalue()


def instead(old: str, new: str) -> Callable[[str], str]:
    """Return a change that replaces text, which must be there."""

    def change(text: str) -> str:
        assert re.search(old, text), text[:2000]
        return re.sub(old, lambda match: match.expand(new), text, count=1)

    return change


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in files.items():
            archive.writestr(name, held)
    return into.getvalue()


RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = f'<Relationship Id="{{id}}" Type="{KINDS}/{{kind}}" Target="{{target}}"{{more}}/>'


def relation(id: str, kind: str, target: str, outside: bool = False) -> str:  # noqa: A002
    """Return a line of a part that says what another part names."""
    return REL.format(id=id, kind=kind, target=target, more=' TargetMode="External"' if outside else "")


def add_relation(id: str, kind: str, target: str, outside: bool = False) -> Callable[[str], str]:  # noqa: A002
    """Return a change that adds such a line."""
    return instead("</Relationships>", relation(id, kind, target.replace("\\", "\\\\"), outside) + "</Relationships>")


def exif(gps: bool = False, **fields: Any) -> Image.Exif:
    """Return what a camera writes: a place in Anytown, and fields by the names of the standard."""
    made = Image.Exif()
    made[0x010F] = "Acme"
    for name, value in fields.items():
        tag = int(ExifTags.Base[name])
        if tag < 0x8800 or tag in range(0x9C9B, 0x9CA0):
            made[tag] = value
        else:
            made.get_ifd(ExifTags.IFD.Exif)[tag] = value
    if gps:
        made.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return made


def pdf_of(objects: list[bytes]) -> bytes:
    """Return a PDF made of these objects, of which the first is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        out + head + table + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )
