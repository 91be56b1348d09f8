"""From what a file holds to what an officer is told, and what an allowance is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import disclosurelog.reading.documents as reading
from disclosurelog.checks.files import FILE_CHECKS, ReadFile, check_document, check_file
from disclosurelog.checks.files.traces import read_kinds
from disclosurelog.model.documents import Document, Trace
from disclosurelog.model.findings import Finding, Place, Severity
from tests.documents.makers import document, open_sheet, pdf, picture, slides, workbook, zipped
from tests.documents.test_excel import comment, hidden_sheet

PLACE = Place("datasets/anytown/releases.csv", 7)


def codes() -> list[str]:
    return [check.__name__.replace("_", "-") for check in FILE_CHECKS]


def told(*traces: Trace, problem: str = "", kind: str = "docx", digest: str = "0" * 64) -> list[Finding]:
    return check_document(ReadFile(Document(kind, traces=traces, problem=problem), PLACE, "a.docx", digest))


def checked(folder: Path, name: str, content: bytes) -> list[Finding]:
    (folder / name).write_bytes(content)
    return check_file(folder / name, PLACE)[1]


@pytest.mark.parametrize("name", read_kinds())
def test_every_kind_of_trace_is_told_by_one_check(name: str) -> None:
    [finding] = told(Trace(name, "page 3", "seven words"))
    kind = read_kinds()[name]
    assert (finding.code, finding.severity) == (kind.code, kind.severity)
    assert finding.code in codes()
    assert f"{kind.what}: page 3, seven words. " in finding.message
    assert finding.message.startswith("“a.docx” ")
    assert finding.message.endswith(".")
    assert finding.advice.endswith(".")
    assert (finding.file, finding.row) == (PLACE.file, PLACE.row)
    assert finding.allow.startswith(f"{kind.code}-")
    assert not re.search(
        r"(?i)\b(invalid|regex|null|traceback|metadata|xml|parser)\b", finding.message + finding.advice
    )


def test_every_kind_that_is_read_is_known_and_every_known_kind_is_read() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(reading.__file__).parent.glob("*.py"))
    assert set(re.findall(r"\.trace\(\s*\"([a-z-]+)\"", source)) <= set(read_kinds())
    assert {kind for kind in read_kinds() if f'"{kind}"' not in source} == set()


@pytest.mark.parametrize("check", FILE_CHECKS, ids=lambda check: check.__name__)
def test_every_check_says_what_is_wrong_why_it_matters_and_what_to_do(check: Callable[..., object]) -> None:
    summary, _, rest = (check.__doc__ or "").partition("\n")
    assert summary.endswith(".")
    why, _, what = rest.partition("What to do:")
    assert len(why.partition("Why it matters:")[2].split()) > 5
    assert len(what.split()) > 2


def test_what_could_be_private_stops_publication(tmp_path: Path) -> None:
    found = checked(tmp_path, "pay.xlsx", workbook(lambda book: (hidden_sheet("hidden")(book), comment_on(book))))  # type: ignore[func-returns-value]
    assert [(f.code, f.severity.value) for f in found] == [
        ("file-hidden-content", "error"), ("file-comments", "error"), ("file-metadata", "warning"),
        ("file-csv-instead", "notice"),
    ]  # fmt: skip
    assert "sheet “Staff”" in found[0].message
    assert "Bloggs" not in "".join(f.message + f.advice for f in found)


def comment_on(book: object) -> None:
    comment(book)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", document()), ("a.pptx", slides()), ("a.pdf", pdf()), ("a.png", picture("PNG")), ("a.jpg", picture()),
        ("a.csv", b"ward,count\nNorth,12\n"), ("a.txt", b"x"), ("a.json", b"{}"), ("A.CSV", b"ward\nNorth\n"),
        ("a.zip", zipped({"a.csv": "a\n1\n"})),
    ],
)  # fmt: skip
def test_a_clean_file_is_passed_in_silence(name: str, content: bytes, tmp_path: Path) -> None:
    assert checked(tmp_path, name, content) == []


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", workbook()), ("a.ods", open_sheet())])
def test_of_a_clean_spreadsheet_only_csv_is_recommended(name: str, content: bytes, tmp_path: Path) -> None:
    assert [(f.code, f.severity) for f in checked(tmp_path, name, content)] == [("file-csv-instead", Severity.NOTICE)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.parquet", b"PAR1" + bytes(60)),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.csv", b""),
        ("a.exe", b"MZ\x90\x00"),
        ("a", b"\x00\x01\x02"),
    ],
)
def test_what_cannot_be_looked_into_stops_publication(name: str, content: bytes, tmp_path: Path) -> None:
    found = checked(tmp_path, name, content)
    assert "file-cannot-be-checked" in {f.code for f in found if f.severity is Severity.ERROR}


def test_an_allowance_ends_when_the_file_changes_and_is_for_one_place() -> None:
    here, there = Trace("notes", "slide 1"), Trace("notes", "slide 2")
    [one], [again], [changed], [other] = told(here), told(here), told(here, digest="1" * 64), told(there)
    assert one.allow == again.allow
    assert len({one.allow, changed.allow, other.allow}) == 3


def test_many_traces_of_a_kind_are_counted_and_cannot_be_allowed_unseen() -> None:
    traces = [Trace("hidden-text", f"paragraph {n}") for n in range(60)]
    found = told(*traces)
    assert len(found) == 26
    assert "in 35 more places" in found[-1].message
    assert told(*traces[:-1], Trace("hidden-text", "paragraph 99"))[-1].allow != found[-1].allow


def test_a_problem_is_told_with_what_was_found() -> None:
    found = told(Trace("comments", "page 1"), problem="It ends early.")
    assert [f.code for f in found] == ["file-cannot-be-checked", "file-comments"]
    assert "It ends early." in found[0].message
