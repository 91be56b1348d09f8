from __future__ import annotations

from disclosurelog.checks.counting import FEW, each_or_counted
from disclosurelog.model.findings import Finding, Severity, allowance_of


def _findings(count: int, file: str = "a.csv", allow: str = "x-1") -> list[Finding]:
    return [
        Finding("x", Severity.WARNING, f"Row {row} is odd.", file, row, "title", "Mend it.", allow)
        for row in range(2, count + 2)
    ]


def test_a_few_are_told_one_by_one() -> None:
    assert list(each_or_counted(_findings(FEW), "are odd")) == _findings(FEW)


def test_many_are_counted_with_the_first_rows() -> None:
    (found,) = each_or_counted(_findings(1234), "are odd")
    assert found.message == "1,234 disclosures are odd: rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1,224 more."
    assert (found.severity, found.file, found.row, found.column) == (Severity.WARNING, "a.csv", 2, "title")
    assert found.advice == "Mend it."


def test_each_file_is_counted_for_itself() -> None:
    found = list(each_or_counted([*_findings(FEW + 1), *_findings(2, "b.csv")], "are odd"))
    assert [(f.file, f.row) for f in found] == [("a.csv", 2), ("b.csv", 2), ("b.csv", 3)]


def test_what_is_allowed_of_many_ends_when_there_are_more() -> None:
    (first,) = each_or_counted(_findings(30), "are odd")
    (more,) = each_or_counted(_findings(31), "are odd")
    assert first.allow == allowance_of("x", "a.csv", "30")
    assert first.allow != more.allow


def test_what_cannot_be_allowed_one_by_one_cannot_be_allowed_together() -> None:
    (found,) = each_or_counted(_findings(30, allow=""), "are odd")
    assert found.allow == ""
