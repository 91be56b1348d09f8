"""What a spreadsheet leaves in a log is found where it is; what only looks like it is let be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from disclosurelog.model.findings import Finding, Severity
from disclosurelog.reading.leftovers import find_leftovers, leftovers_of_dataset, title_above
from disclosurelog.reading.rows import read_rows
from disclosurelog.reading.standard import read_standard
from tests.factories import Cells, csv_text

NAMES = read_standard()["disclosures"].by_name
USUAL = {"reference": "FOI-1", "title": "Parking", "response": "Twelve."}


def found(*rows: Cells) -> list[Finding]:
    read, findings = read_rows(csv_text(rows).encode(), "a.csv")
    assert read is not None
    assert findings == []
    return find_leftovers(read, "a.csv", NAMES)


def places(findings: Sequence[Finding]) -> list[tuple[str, str, int | None, str | None]]:
    return [(finding.code, finding.severity.value, finding.row, finding.column) for finding in findings]


@pytest.mark.parametrize(
    ("cell", "code", "severity", "words"),
    [
        ("#REF!", "spreadsheet-error", "warning", "a formula or a link has failed"),
        (" #N/A ", "spreadsheet-error", "warning", "“#N/A”"),
        ("#NAME?", "spreadsheet-error", "warning", ""),
        ("#DIV/0!", "spreadsheet-error", "warning", ""),
        ("#SPILL!", "spreadsheet-error", "warning", ""),
        ("Err:502", "spreadsheet-error", "warning", ""),
        ("########", "spreadsheet-error", "warning", "too narrow"),
        ("###", "spreadsheet-error", "warning", "too narrow"),
        ("=SUM(A1:A9)", "formula-text", "notice", "“=SUM(A1:A9)” is a formula"),
        ("=A1+B2", "formula-text", "notice", ""),
        ('=HYPERLINK("https://x.example","here")', "formula-text", "notice", ""),
        ("='Staff list'!C4", "formula-text", "notice", ""),
        ("=2+2", "formula-text", "notice", ""),
        ("x" * 32_767, "cell-cut", "warning", "exactly 32,767"),
        ("😀" + "x" * 32_765, "cell-cut", "warning", "exactly 32,767"),
        ("x\r\n" + "y" * 32_765, "cell-cut", "warning", "exactly 32,767"),
        ("x" * 50_000, "cell-cut", "warning", "50,000"),
        ("The cafÃ© and the rÃ´le", "letters-garbled", "warning", "“The cafÃ© and the rÃ´l”"),
        ("It cost Â£5", "letters-garbled", "warning", "Â£5"),
        ("the councilâ€™s answer", "letters-garbled", "warning", "councilâ€™s"),
        ("the council‚Äôs answer", "letters-garbled", "warning", ""),
        ("caf\ufffd", "letters-garbled", "warning", ""),
        ("the councilÕs answer", "letters-garbled", "warning", "councilÕs"),
        ("the residentsÕ answer", "letters-garbled", "warning", ""),
        ("the cafŽ", "letters-garbled", "warning", ""),
        ("It cost œ1,850", "letters-garbled", "warning", "œ1,850"),
        ("the caf‚ in the square", "letters-garbled", "warning", ""),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_left_in_a_cell(cell: str, code: str, severity: str, words: str) -> None:
    findings = found(USUAL, {**USUAL, "reference": "FOI-2", "response": cell})
    assert places(findings) == [(code, severity, 3, "response")]
    assert words in findings[0].message
    assert findings[0].message.endswith(".")
    assert findings[0].advice.endswith(".")


@pytest.mark.parametrize(
    ("type_", "missing", "codes"),
    [
        ("string", ("",), ["spreadsheet-error", "letters-garbled"]),
        ("string", ("", "#N/A"), ["letters-garbled"]),
        ("any", ("",), []),
    ],
)
def test_what_a_spreadsheet_left_in_a_dataset(type_: str, missing: tuple[str, ...], codes: list[str]) -> None:
    read, _ = read_rows("town\n#N/A\nthe councilâ€™s\n".encode(), "a.csv")
    assert read is not None
    schema = {"fields": [{"name": "town", "type": type_}], "missingValues": missing}
    assert [finding.code for finding in leftovers_of_dataset(read, "a.csv", schema)] == codes


@pytest.mark.parametrize(
    "cell",
    [
        "See #REF! in the sheet", "#1 of 3", "# Heading", "##", "= none", "=", "= 12 of them, in all", "=> see below",
        "x" * 32_766, "x" * 32_768, "SÃO PAULO", "crème brûlée, naïve", "£5 – “all in” – it’s €6", "AMANHÃ", "Ångström",
        "Žižek and Šimon, Õun, Ðuro", "ÕHTU", "œuvre, cœur, fœtal", "so ‚quoted‘",
        "N/A", "#hashtag", "-5", "+44 20 7946 0958", "TRUE", "NULL", "Total of all years", "@x", "Err: none",
    ],
)  # fmt: skip
def test_what_only_looks_like_it(cell: str) -> None:
    assert found({**USUAL, "response": cell}) == []


@pytest.mark.parametrize(
    ("reference", "severity"),
    [
        ("Mar-24", "warning"), ("01-Mar", "warning"), ("1-Mar-2024", "warning"), ("01/03/2024", "warning"),
        ("March 2024", "warning"),
        ("01/03/2024 00:00", "warning"), ("1.23457E+11", "warning"), ("1E+05", "warning"), ("1,23457E+11", "warning"),
        ("“FOI-7”", "warning"), ("'007", "warning"), ("1010032076980000", "warning"),
    ],
)  # fmt: skip
def test_a_reference_that_was_changed(reference: str, severity: str) -> None:
    findings = found(USUAL, {**USUAL, "reference": reference})
    assert places(findings) == [("reference-changed", severity, 3, "reference")]
    assert reference in findings[0].message
    assert findings[0].allow.startswith("reference-changed-")


@pytest.mark.parametrize(
    "reference",
    [
        "FOI-2024-0001", "FOI Mar-24", "2024/03", "12/24", "1/2024", "2024-03-28", "E+12", "FOI-1E+1", "12345",
        "101003207698",
        "FOI 12/03/2024", "March/7", "MAR-2024-001", "IC-123456-A1B2", "20240001000", "F'7", "MAY-1",
    ],
)  # fmt: skip
def test_a_reference_that_is_as_it_was_given(reference: str) -> None:
    assert found(USUAL, {**USUAL, "reference": reference}) == []


def test_zeros_that_were_dropped_are_told_by_the_others() -> None:
    rows = [{**USUAL, "reference": reference} for reference in ("000123", "000124", "000125", "126", "FOI-7", "000127")]
    findings = found(*rows)
    assert places(findings) == [("reference-changed", "warning", 5, "reference")]
    assert "000126" in findings[0].advice
    for others in (("98", "99", "100", "101"), ("0123", "12345", "678"), ("1", "2", "010")):
        assert found(*({**USUAL, "reference": reference} for reference in others)) == []


@pytest.mark.parametrize(
    "row",
    [
        {"reference": "Total", "title": "412"}, {"reference": "TOTAL:", "title": ""},
        {"reference": "Grand total", "title": "x"},
        {"reference": "Total number of requests: 52", "title": ""}, {"reference": "", "title": "Total",
        "response": "412"},
        {"reference": "Count", "title": "12"}, {"reference": "Sub-total", "title": "3"},
    ],
)  # fmt: skip
def test_a_row_of_totals(row: Cells) -> None:
    findings = [finding for finding in found(USUAL, row) if finding.code == "row-total"]
    assert places(findings) == [("row-total", "error", 3, "reference")]


@pytest.mark.parametrize("reference", ["TOTAL-2024-1", "Totalled/7", "Summary-1", "Countess Road 4", "FOI total 3"])
def test_a_row_that_is_no_total(reference: str) -> None:
    assert found(USUAL, {**USUAL, "reference": reference}) == []


def test_a_second_header_in_another_spelling_or_order() -> None:
    rows = [USUAL, {"reference": "Title", "title": "Reference", "response": "Response"}, USUAL]
    assert ("header-repeated", "error", 3, "reference") in places(found(*rows))
    assert found(USUAL, {**USUAL, "reference": "title", "title": "The meaning of a title", "response": "x"}) == []


def test_a_title_above_the_names_of_the_columns() -> None:
    text = "Anytown,Disclosure log,2024\nall,requests,x\nReference,Title,Date Received\nFOI-1,Parking,2024\n"
    rows, _ = read_rows(text.encode(), "a.csv")
    assert rows is not None
    finding = title_above(rows, "a.csv", NAMES)
    assert finding is not None
    assert (finding.code, finding.severity, finding.row) == ("header-missing", Severity.ERROR, 1)
    assert "row 3" in finding.message
    others, _ = read_rows(b"ref,subject,x\nFOI-1,Parking,title\n", "a.csv")
    assert others is not None
    assert title_above(others, "a.csv", NAMES) is None


def test_many_of_one_kind_are_told_to_a_limit() -> None:
    rows = [{**USUAL, "reference": f"FOI-{n}", "response": "#REF!"} for n in range(3_000)]
    assert len(found(*rows)) == 1_000
