"""One finding at a time may be let pass, by somebody who says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from disclosurelog.checks.allowances import allow
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.allowances import Allowance, read_allowances

TODAY = date(2026, 4, 1)
GOOD = "personal-name-0a1b2c3d,She is the leader of the council,2026-03-28,AB"


def read(folder: Path, *rows: str, header: str = "finding,reason,date,initials") -> tuple[list[str], list[Finding]]:
    (folder / "allowances.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    allowances, findings = read_allowances([(folder, "datasets/a")], TODAY)
    return [allowance.mark for allowance in allowances], findings


def test_a_whole_row_is_an_allowance(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == (["personal-name-0a1b2c3d"], [])


def test_without_the_file_nothing_is_allowed(tmp_path: Path) -> None:
    assert read_allowances([(tmp_path, "datasets/a")], TODAY) == ([], [])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("personal-name,Because it is public,2026-03-28,AB", "finding"),
        ("*,Because it is public anyway,2026-03-28,AB", "finding"),
        ("personal-name-0a1b2c3d,,2026-03-28,AB", "reason"),
        ("personal-name-0a1b2c3d,ok ok,2026-03-28,AB", "reason"),
        ("personal-name-0a1b2c3d,Because it is public,28/03/2026,AB", "date"),
        ("personal-name-0a1b2c3d,Because it is public,2026-03,AB", "date"),
        ("personal-name-0a1b2c3d,Because it is public,2026-04-02,AB", "date"),
        ("personal-name-0a1b2c3d,Because it is public,2026-03-28, ", "initials"),
        ("personal-name-*,Because it is public,2026-03-28,AB", "finding"),
        ("Personal-Name-0A1B2C3D,Because it is public,2026-03-28,AB", "finding"),
    ],
)
def test_a_row_that_is_not_whole_allows_nothing(tmp_path: Path, row: str, column: str) -> None:
    allowed, (finding,) = read(tmp_path, GOOD, row)
    assert allowed == ["personal-name-0a1b2c3d"]
    assert (finding.severity, finding.row, finding.column) == (Severity.ERROR, 3, column)


def test_a_missing_column_allows_nothing(tmp_path: Path) -> None:
    allowed, findings = read(tmp_path, GOOD, header="finding,why,date,initials")
    assert allowed == []
    assert [finding.column for finding in findings] == ["reason"]


def test_a_file_that_cannot_be_read_allows_nothing(tmp_path: Path) -> None:
    (tmp_path / "allowances.csv").write_bytes(b"finding,reason,date,initials\n\xff\xfe,x,y,z\n")
    allowances, findings = read_allowances([(tmp_path, "datasets/a")], TODAY)
    assert allowances == []
    assert [finding.severity for finding in findings] == [Severity.ERROR]


def a_finding(mark: str, file: str = "datasets/a/disclosures.csv") -> Finding:
    return Finding("personal-name", Severity.WARNING, "A name.", file, 2, "response", "Take it out.", mark)


def an_allowance(mark: str, row: int = 2, folder: str = "datasets/a") -> Allowance:
    return Allowance(mark, folder, Place(f"{folder}/allowances.csv", row))


def test_what_is_allowed_is_counted_and_gone() -> None:
    left, count = allow([a_finding("n-1"), a_finding("n-2"), a_finding("")], [an_allowance("n-1")])
    assert [finding.allow for finding in left] == ["n-2", ""]
    assert count == 1


def test_an_allowance_is_about_its_own_folder() -> None:
    left, count = allow([a_finding("n-1", "datasets/ab/disclosures.csv")], [an_allowance("n-1")])
    assert count == 0
    assert [finding.code for finding in left] == ["personal-name", "allowance-unused"]


def test_one_that_matches_nothing_is_a_finding() -> None:
    (left,), count = allow([], [an_allowance("n-1", row=7)])
    assert (left.code, left.row, count) == ("allowance-unused", 7, 0)


def test_one_that_is_there_twice_is_a_finding() -> None:
    left, count = allow([a_finding("n-1")], [an_allowance("n-1"), an_allowance("n-1", row=3)])
    assert [(finding.code, finding.row) for finding in left] == [("allowance-unused", 3)]
    assert count == 1


def test_where_not_everything_could_be_read_no_allowance_is_called_needless() -> None:
    assert allow([], [an_allowance("n-1")], unread={"datasets/a"}) == ([], 0)
