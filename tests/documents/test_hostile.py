"""Files made to do harm, and files that are broken: there is always an answer, soon, and never that all is well."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from disclosurelog.model.documents import Document
from disclosurelog.reading.documents import read_document
from disclosurelog.reading.documents.gathering import MOST_BYTES
from disclosurelog.reading.documents.watch import CAN_FORK, read_watched
from tests.documents.makers import (
    document,
    instead,
    look,
    open_sheet,
    open_text,
    pdf,
    pdf_of,
    picture,
    repacked,
    slides,
    words,
    workbook,
    zipped,
)  # fmt: skip

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "<!DOCTYPE a [<!ENTITY a '" + "ha" * 50 + "'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 50}'>" for n in range(9)) + "]>"  # fmt: skip


def xml_laughs() -> bytes:
    return repacked(
        document(), {"word/document.xml": f"{LAUGHS}<w:document {W}><w:body><w:p>&j;</w:p></w:body></w:document>"}
    )


def xml_fetches() -> bytes:
    asks = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    fetch = f"{asks}<w:document {W}><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>"
    return repacked(document(), {"word/document.xml": fetch})


def xml_deep() -> bytes:
    return repacked(document(), {"word/document.xml": "<w:p>" * 100_000})


def sheet_laughs() -> bytes:
    change = instead(r"<worksheet", LAUGHS + "<worksheet")
    return repacked(workbook(), {"xl/worksheets/sheet1.xml": change})


def sheet_wide() -> bytes:
    """Cells at the far corners of a sheet: 17 thousand million cells, were it a table."""
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = cell.format(1, "A") + cell.format(1048576, "XFD")
    return repacked(
        workbook(), {"xl/worksheets/sheet1.xml": instead("<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>")}
    )


def pdf_many() -> bytes:
    pages = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>"]
    places = b"".join(b"%010d 00000 n \n" % 9 for _ in range(1_000_000))
    out = b"%PDF-1.7\n" + b"".join(b"%d 0 obj %s endobj\n" % (n + 1, body) for n, body in enumerate(pages))
    tail = b"trailer <</Size 1000001/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 1000001\n0000000000 65535 f \n" + places + tail


def pdf_circle() -> bytes:
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999/Parent 2 0 R>>"])


def pdf_deep() -> bytes:
    return pdf_of(
        [b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200_000 + b"]" * 200_000 + b">>", b"<</Type/Pages/Kids[]/Count 0>>"]
    )


@cache
def zeros(megabytes: int) -> bytes:
    """Return zeros as zlib packs them: a part that was begun anew is the same each time."""
    part = bytes(2**20)
    packing = zlib.compressobj(9)
    first = packing.compress(part) + packing.flush(zlib.Z_FULL_FLUSH)
    more = packing.compress(part) + packing.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, wbits=-15).flush()
    return first + more * (megabytes - 1) + end + zlib_sum(megabytes * len(part)).to_bytes(4, "big")


def zlib_sum(length: int) -> int:
    """Return the Adler-32 of so many zeros."""
    return length % 65521 << 16 | 1


def pdf_swells() -> bytes:
    packed = zlib.compress(zeros(763), 9)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(packed), packed)
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                   b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>", stream,
                   stream.replace(b"<<", b"<</Type/Metadata", 1)])  # fmt: skip


def pdf_huge_page() -> bytes:
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                   b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000000 9000000]>>"])  # fmt: skip


def many_rows() -> bytes:
    rows = b"".join(b"%d,x\n" % n for n in range(3_000_000))
    return b"a,b\n" + rows


def style_circle() -> bytes:
    styles = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 900}"/></w:style>' for n in range(900))
    return repacked(document(), {"word/styles.xml": f'<w:styles xmlns:w="w">{styles}</w:styles>'})


def open_notes() -> bytes:
    return repacked(document(), {"word/webSettings.xml": "<a>" + "<!--" * 200_000 + "</a>"})


def loose_strings() -> bytes:
    stream = b"(\\" * 300_000
    loose = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, loose])


HOSTILE: list[tuple[str, Callable[[], bytes], bool]] = [
    ("a.docx", xml_laughs, True),
    ("a.docx", xml_fetches, True),
    ("a.docx", xml_deep, True),
    ("a.xlsx", sheet_laughs, True),
    ("a.xlsx", sheet_wide, False),
    ("a.pdf", pdf_many, True),
    ("a.pdf", pdf_circle, False),
    ("a.pdf", pdf_deep, True),
    ("a.pdf", pdf_swells, True),
    ("a.pdf", pdf_huge_page, False),
    ("a.csv", many_rows, True),
    ("a.json", lambda: b'{"a":' * 100_000, True),
    ("a.txt", lambda: b"\x00" * 1_000_000, True),
    ("a.rtf", lambda: b"{\\rtf1 " + b"\\'" * 500_000, False),
    ("a.csv", lambda: b'"' * 1_000_001, False),
    ("a.csv", lambda: b"," * 1_000_000, False),
    ("a.txt", lambda: b"<!--" * 250_000, False),
    ("a.csv", lambda: b"=HYPERLINK(" * 90_000, False),
    ("a.csv", lambda: b"a|'" * 300_000, False),
    ("a.rtf", lambda: b"{\\rtf1 " + b"\\jpegblip " * 100_000, False),
    ("a.docx", style_circle, False),
    ("a.docx", open_notes, True),
    ("a.pdf", loose_strings, False),
]


@pytest.mark.parametrize(("name", "make", "fails"), HOSTILE, ids=[f"{n} {case[0]}" for n, case in enumerate(HOSTILE)])
def test_a_hostile_file_has_an_answer_soon(name: str, make: Callable[[], bytes], fails: bool, tmp_path: Path) -> None:
    content = make()
    start = time.perf_counter()
    found = look(tmp_path, name, content)
    assert time.perf_counter() - start < 40
    assert found.problem or found.traces or not fails
    assert "root:" not in words(found)


MADE = {
    "xlsx": workbook(), "docx": document(), "pptx": slides(), "odt": open_text(), "ods": open_sheet(),
    "pdf": pdf(), "jpg": picture(), "png": picture("PNG"), "gif": picture("GIF"), "webp": picture("WEBP"),
    "tif": picture("TIFF"), "zip": zipped({"a.csv": "a\n1\n"}), "rtf": b"{\\rtf1 Hello}", "json": b'{"a": ["b", 1]}',
}  # fmt: skip


@pytest.mark.parametrize("ending", MADE)
def test_a_damaged_file_never_raises(ending: str, tmp_path: Path) -> None:
    """Bytes changed, taken out, put in and cut off, a few of each."""
    chance = random.Random(ending)
    for _ in range(6):
        content = bytearray(MADE[ending])
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(content))
            content[at : at + chance.randrange(3)] = bytes(chance.randrange(256) for _ in range(chance.randrange(3)))
        if chance.random() < 0.4:
            del content[chance.randrange(len(content)) :]
        assert isinstance(look(tmp_path, f"a.{ending}", bytes(content)), Document)


@pytest.mark.parametrize("ending", [*MADE, "csv", "txt", "xls", "doc", "parquet"])
def test_noise_under_any_name_is_not_said_to_be_clean(ending: str, tmp_path: Path) -> None:
    found = look(tmp_path, f"a.{ending}", random.Random(1).randbytes(5_000))
    assert found.traces
    assert found.problem


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "larger than" in read_document(path, "csv").problem


# The process that a file is read in


def greedy() -> Document:
    return Document("x", problem=str(len(bytearray(2_000_000_000))))


def endless() -> Document:
    while True:
        pass


_MEASURED = """
import resource, sys
from pathlib import Path
from disclosurelog.reading.documents import read_document
read_document(Path(sys.argv[1]), "pdf")
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def dying() -> Document:
    os.abort()


def raising() -> Document:
    raise ValueError("a\nb")


@pytest.mark.skipif(not CAN_FORK, reason="files are read in this process where the system cannot fork")
@pytest.mark.parametrize(
    ("read", "says"),
    [(greedy, "memory"), (endless, "too long"), (dying, "damaged"), (raising, "damaged")],
)
def test_a_reader_that_runs_away_is_ended(read: Callable[[], Document], says: str) -> None:
    found = read_watched(read, "pdf", seconds=1)
    assert (found.format, says in found.problem) == ("pdf", True)
    assert "\n" not in found.problem


@pytest.mark.skipif(not CAN_FORK, reason="files are read in this process where the system cannot fork")
def test_memory_stays_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_swells())
    # In a program of its own: the most that any child of this one ever took would be measured else.
    done = subprocess.run([sys.executable, "-c", _MEASURED, str(path)], capture_output=True, text=True, check=True)
    assert 10_000 < int(done.stdout) < 500_000
