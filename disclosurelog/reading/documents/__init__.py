"""What a released file holds: ``read_document`` tells its text, its tables, and what a reader of it does not see.

A module for each kind of file, and one door for each library. Libraries that are slow to load are loaded when a file of
their kind is read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from disclosurelog.model.documents import Document
from disclosurelog.reading.documents.gathering import MOST_BYTES, Gathering, UnreadableError
from disclosurelog.reading.documents.kinds import EXPECTED, WORDS, kind_of, second_kind_of
from disclosurelog.reading.documents.watch import read_careful, read_watched

__all__ = ["read_document"]

Reader = Callable[[bytes, str, Gathering], None]
"""Reads a file: its content, the ending of its name where that matters, where to put what is found."""

_PLAIN = ("csv", "tsv", "txt")
"""Endings of files that are read here: no library is needed that could come to harm."""
_OLD_WORKBOOK = (
    "Excel workbooks of the kind before 2007 can be looked into only in part: their cells were looked at, "
    "but other things can be hidden in them."
)
_NOT_LOOKED_INTO = {
    "ole": "Office files of the kind before 2007, and files that are locked with a password, cannot be looked into.",
    "parquet": "Parquet files cannot be looked into.",
}


def read_document(path: Path, extension: str) -> Document:
    """Return what the file at ``path`` holds. ``extension`` is its ending in small letters, without the point.

    Never raises for what is in the file: ``Document.problem`` says what could not be read, or not to its end. Takes at
    most some ten seconds of the processor, and 300 MB of memory more than now.
    """
    if path.stat().st_size > MOST_BYTES:
        problem = f"The file is larger than {MOST_BYTES // 2**20} MB, more than can be looked into."
        return Document(extension, problem=problem)
    with path.open("rb") as file:
        start = file.read(65536)

    def read() -> Document:
        found = Gathering()
        _read(path.read_bytes(), extension, found)
        return found.document(extension)

    if extension in _PLAIN and kind_of(start) == "text":
        return read_careful(read, extension)
    for kind in EXPECTED.get(extension, ()):
        _reader_of(kind)  # loaded once, and not anew by each process that reads a file
    return read_watched(read, extension)


def _read(content: bytes, extension: str, found: Gathering) -> None:
    """Look at a file by what it is; say so if that is not what its name says. What goes wrong becomes a problem."""
    kind = kind_of(content)
    if kind == "empty":
        found.fail("The file is empty.")
        return
    if kind not in EXPECTED.get(extension, ()):
        found.trace("other-kind", "", WORDS[kind])
    elif second := second_kind_of(content, kind):
        found.trace("second-kind", "", second)
    try:
        _reader_of(kind)(content, extension, found)
    except UnreadableError as error:
        found.fail(str(error))


def _read_inside(content: bytes, kind: str, found: Gathering) -> None:
    """Look at a file that is inside another, whatever it is."""
    found.budget.go_on()
    kind = kind or kind_of(content)
    if kind != "empty":
        _reader_of(kind)(content, "", found)


def _reader_of(kind: str) -> Reader:
    """Return what reads files of a kind. PDF and pictures take long to load: each is when a file of it is there."""
    if kind in ("text", "utf-16"):
        from disclosurelog.reading.documents.texts import read_text

        return read_text
    if kind in ("png", "jpeg", "gif", "tiff", "webp"):
        from disclosurelog.reading.documents.images import read_image

        return lambda content, _, found: read_image(content, found)
    if kind == "pdf":
        from disclosurelog.reading.documents.pdfs import read_pdf

        return lambda content, _, found: read_pdf(content, found, _read_inside)
    if kind == "zip":
        from disclosurelog.reading.documents.archives import read_archive

        return lambda content, _, found: read_archive(content, frozenset(EXPECTED), found, _read)
    if kind == "rtf":
        from disclosurelog.reading.documents.richtext import read_rich

        return lambda content, _, found: read_rich(content, found, _read_inside)
    if kind == "ole":
        return _read_old
    return _reader_of_office(kind)


def _reader_of_office(kind: str) -> Reader:
    if kind == "xlsx":
        from disclosurelog.reading.documents.excel import read_excel

        return lambda content, _, found: read_excel(content, found, _read_inside)
    if kind == "docx":
        from disclosurelog.reading.documents.word import read_word

        return lambda content, _, found: read_word(content, found, _read_inside)
    if kind == "pptx":
        from disclosurelog.reading.documents.slides import read_slides

        return lambda content, _, found: read_slides(content, found, _read_inside)
    if kind in ("odt", "ods", "odp"):
        from disclosurelog.reading.documents.opendocument import read_open

        return lambda content, _, found: read_open(content, kind, found, _read_inside)

    def refuse(content: bytes, extension: str, found: Gathering) -> None:
        found.fail(_NOT_LOOKED_INTO.get(kind, "Files of this kind cannot be looked into."))

    return refuse


def _read_old(content: bytes, extension: str, found: Gathering) -> None:
    """Look at an Office file of before 2007: of a workbook, its cells; of others, nothing."""
    if extension != "xls":
        found.fail(_NOT_LOOKED_INTO["ole"])
        return
    from disclosurelog.reading.documents.workbooks import read_old_workbook

    read_old_workbook(content, found)
    found.fail(_OLD_WORKBOOK)
