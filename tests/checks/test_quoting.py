"""A report does not repeat what it says should not be published."""

from __future__ import annotations

from pathlib import Path

from disclosurelog.checks.quoting import without_quotes
from disclosurelog.model.findings import Finding, Severity
from tests.sites import SMALL, Workplace, write_log


def at(
    code: str, severity: Severity, message: str, row: int = 4, column: str = "exemptions", advice: str = ""
) -> Finding:
    return Finding(code, severity, message, "log/disclosures.csv", row, column, advice)


NUMBER = at("personal-number", Severity.ERROR, "There is what looks like a National Insurance number, “QQ…C”, in it.")
NAME = at("personal-name", Severity.WARNING, "There is what looks like a name, “Mr A…”, in it.")


def test_what_is_said_of_a_cell_with_personal_data_does_not_quote_it() -> None:
    form = at("exemption-form", Severity.ERROR, "“QQ 12 34 56 C” is not how it is written.", advice="Type “QQ123456C”.")
    told = {one.code: one for one in without_quotes([form, NUMBER])}
    assert told["exemption-form"].message == "“…” is not how it is written."
    assert told["exemption-form"].advice == "Type “…”."
    assert told["personal-number"] == NUMBER


def test_a_quotation_without_its_end_is_none_either() -> None:
    told = without_quotes([at("cell-form", Severity.ERROR, "It begins with “QQ 12 34"), NUMBER])
    assert told[0].message == "It begins with “…”"


def test_names_of_columns_and_other_cells_stay() -> None:
    column = at("cell-form", Severity.ERROR, "Move it to “date_responded”.")
    elsewhere = at("cell-form", Severity.ERROR, "“QQ 12” is no day.", row=5)
    assert without_quotes([column, elsewhere, NUMBER]) == [column, elsewhere, NUMBER]


def test_a_warning_hides_nothing() -> None:
    form = at("exemption-form", Severity.ERROR, "“Mr Able” is not how it is written.")
    assert without_quotes([form, NAME]) == [form, NAME]


def test_no_report_repeats_a_number_typed_into_the_wrong_cell(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    first, *others = SMALL["disclosures"]
    wrong = first | {"exemptions": "AB 12 34 56 C", "outcome": "AB123456C", "date_responded": "AB123456C"}
    write_log(place.datasets / "log", {"disclosures": [wrong, *others]})
    told = place.run("check", "--all").stdout
    assert "exemptions" in told
    assert "National Insurance" in told
    assert "123456" not in told.replace(" ", "")
