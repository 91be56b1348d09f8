"""What is more than can be read is refused in words, before memory is taken for it."""

from __future__ import annotations

import dataclasses
import json
import tracemalloc
from pathlib import Path

import pytest

from disclosurelog.model.findings import Finding, Place
from disclosurelog.reading.folders import too_large, too_large_together
from disclosurelog.reading.rows import Limits, read_rows
from disclosurelog.reading.sources import TableSource
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.tables import read_table

SMALL = Limits(columns=4, rows=5, cells=16, characters=20, memory=2_000)


def refused(content: str, limits: Limits = SMALL) -> tuple[str, int | None, str | None, str]:
    rows, findings = read_rows(content.encode(), "a.csv", limits=limits)
    assert rows is None
    assert len(findings) == 1
    assert findings[0].advice.endswith(".")
    return findings[0].code, findings[0].row, findings[0].column, findings[0].message


def test_what_is_within_the_limits_is_read() -> None:
    rows, findings = read_rows(
        ("a,b,c\n" + "x" * 20 + ",2,3\n1,2,3\n\n\n1,2,3\n1,2,3\n").encode(), "a.csv", limits=SMALL
    )
    assert findings == []
    assert rows is not None
    assert len(rows.cells) == 4
    rows, findings = read_rows(b"a\n1\n1\n1\n1\n1\n", "a.csv", limits=SMALL)
    assert findings == []


def test_too_many_columns() -> None:
    assert refused("a,b,c,d,e\n1,2,3,4,5\n")[:3] == ("too-many-columns", 1, None)


def test_too_many_rows() -> None:
    code, row, _, message = refused("a\n" + "1\n" * 6)
    assert (code, row) == ("file-too-large", 7)
    assert "at most 5 rows" in message


def test_too_many_cells() -> None:
    code, row, _, message = refused("a,b,c,d\n" + "1,2,3,4\n" * 5)
    assert (code, row) == ("file-too-large", 6)
    assert "16 cells" in message
    assert refused("a,b\n1,2\n1" + ",2" * 20 + "\n")[:2] == ("file-too-large", 3)


def test_too_long_a_cell() -> None:
    code, row, column, message = refused("a,b\n1,2\n1," + "x" * 21 + "\n")
    assert (code, row, column) == ("cell-too-long", 3, "B")
    assert "more than 20 characters" in message


def test_a_cell_that_is_too_long_to_be_counted() -> None:
    for text in ("x" * 5_000_000, '"' + 'x""' * 2_000_000 + '"'):
        code, row, column, _ = refused('a,b\n1,"2\n2"\n1,' + text + "\n", Limits())
        assert (code, row, column) == ("cell-too-long", 3, "B")


def test_too_much_text() -> None:
    assert (
        refused("a,b\n" + f"{'x' * 19},{'y' * 19}\n" * 5, dataclasses.replace(SMALL, memory=900))[0] == "file-too-large"
    )


def test_letters_that_take_more_memory_are_counted_as_such() -> None:
    limits = dataclasses.replace(SMALL, characters=1_000, memory=1_500)
    rows, _ = read_rows(("a\n" + "x" * 500 + "\n").encode(), "a.csv", limits=limits)
    assert rows is not None
    assert refused("a\n" + "x" * 499 + "😀\n", limits)[0] == "file-too-large"


def test_a_line_of_millions_of_cells_is_refused_before_each_is_made() -> None:
    for content, row in (("a" + ",b" * 2_000_000, 1), ("a,b\n1,2\n1" + ",2" * 2_000_000 + "\n1,2\n", 3)):
        data = content.encode()
        tracemalloc.start()
        rows, findings = read_rows(data, "a.csv")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert rows is None
        assert [(finding.code, finding.row) for finding in findings] == [("too-many-columns", row)]
        assert most < 4 * len(data)


def test_blank_rows_without_end_are_refused() -> None:
    assert refused("a,b\n1,2\n" + ",\n" * 1_100_000, Limits())[:2] == ("file-too-large", 1_048_577)


def test_what_is_left_for_the_next_file() -> None:
    rows, _ = read_rows(b"a,b\n1,2\n3,4\n", "a.csv")
    left = SMALL.after(rows)
    assert (left.rows, left.cells, left.columns) == (3, 12, 4)
    assert left.memory < SMALL.memory
    assert SMALL.after(None) == SMALL
    assert left.after(rows).after(rows).rows == 0


def _written(folder: Path, name: str, size: int) -> tuple[Path, Place]:
    path = folder / name
    path.write_bytes(b"x" * size)
    return path, Place(name)


def _message(finding: Finding | None) -> str:
    return "" if finding is None else f"{finding.file}: {finding.message}"


def test_a_file_of_too_many_bytes(tmp_path: Path) -> None:
    path, place = _written(tmp_path, "a.csv", 2 * 1024**2)
    assert too_large(path, place, most=2 * 1024**2) is None
    assert _message(too_large(path, place, most=1024**2)) == (
        "a.csv: The file is larger than 1 MB, more than can be read at once."
    )


def test_files_of_too_many_bytes_together(tmp_path: Path) -> None:
    files = [_written(tmp_path, f"{n}.csv", 1024**2) for n in range(3)]
    assert too_large_together(files, most=3 * 1024**2) is None
    assert "2.csv: Together with the tables before it" in _message(too_large_together(files, most=2 * 1024**2))


@pytest.mark.parametrize("kind", ["disclosures", "questions"])
def test_a_table_of_too_many_rows(kind: str, tmp_path: Path) -> None:
    standard = read_standard()[kind]
    path = tmp_path / "a.csv"
    path.write_text("reference,title,number\n" + "".join(f"FOI-{n},x,1\n" for n in range(9)), encoding="utf-8")
    source = TableSource(kind, path, Place("a.csv"), "utf-8", json.loads(standard.text))
    table, findings = read_table(source, standard, Limits(rows=8))
    assert table is None
    assert [(finding.code, finding.row) for finding in findings] == [("file-too-large", 10)]
    assert read_table(source, standard, Limits(rows=9))[0] is not None


def test_a_file_that_is_open_elsewhere_or_cannot_be_opened(tmp_path: Path) -> None:
    standard = read_standard()["changes"]
    path = tmp_path / "changes.csv"
    path.write_text("date,reference,kind,explanation\n2024-01-02,FOI-1,note,x\n", encoding="utf-8")
    source = TableSource("changes", path, Place("changes.csv"), "utf-8", json.loads(standard.text))
    assert read_table(source, standard)[1] == []
    for mark in (".~lock.changes.csv#", "~$changes.csv"):
        (tmp_path / mark).write_text("x", encoding="utf-8")
        assert [finding.code for finding in read_table(source, standard)[1]] == ["file-open"]
        (tmp_path / mark).unlink()
    path.unlink()
    table, findings = read_table(source, standard)
    assert table is None
    assert [finding.code for finding in findings] == ["path"]
    assert "cannot be opened" in findings[0].message
