"""Findings in the tables of a log: where, how many, and what is typed to allow one."""

from __future__ import annotations

from disclosurelog.checks.privacy import NOTHING_KNOWN, columns_of, privacy_of_columns
from disclosurelog.model.findings import Finding, Severity
from tests.factories import table


def found(kind: str, *rows: dict[str, str]) -> list[Finding]:
    return privacy_of_columns(columns_of([table(kind, list(rows))], NOTHING_KNOWN), NOTHING_KNOWN)


def row(**cells: str) -> dict[str, str]:
    return {"reference": "FOI-1", "title": "Parking", **cells}


def test_a_finding_says_where_and_what_and_never_the_value() -> None:
    (one,) = found("disclosures", row(), row(reference="FOI-2", response="Her number is AB 12 34 56 C."))
    assert (one.code, one.severity, one.file, one.row, one.column) == (
        "personal-number", Severity.ERROR, "disclosures.csv", 3, "response",
    )  # fmt: skip
    assert one.message == "There seems to be a National Insurance number here: “AB…C”."
    assert one.advice.endswith(".")
    assert one.allow.startswith("personal-number-")
    assert "34" not in one.message + one.advice


def test_an_authoritys_own_columns_are_read_too() -> None:
    (one,) = found("questions", {"reference": "FOI-1", "answer": "x", "case_officer_email": "jo@gmail.com"})
    assert (one.code, one.column) == ("personal-email", "case_officer_email")


def test_a_value_allowed_once_holds_for_its_row_and_column_alone() -> None:
    text = "Call 07700 900123."
    here, there = found("disclosures", row(response=text), row(reference="FOI-2", response=text))
    (other,) = found("disclosures", row(summary=text))
    moved = found("disclosures", row(reference="FOI-0"), row(response="Call 07700 900123 now, or later."))
    assert len({here.allow, there.allow, other.allow}) == 3
    assert [one.allow for one in moved] == [here.allow]


def test_a_value_is_told_once_a_cell_and_ten_of_a_kind_at_most() -> None:
    twice = found("disclosures", row(response="07700 900123, again 07700 900123"))
    assert len(twice) == 1
    many = "; ".join(f"person{n}.smith@gmail.com" for n in range(22))
    findings = found("disclosures", row(response=many))
    assert len(findings) == 11
    assert findings[-1].message == "There seem to be 12 more like a private e-mail address here."
    assert len({one.allow for one in findings}) == 11
    eleven = found("disclosures", row(response="; ".join(many.split("; ")[:11])))
    assert eleven[-1].message == "There seems to be 1 more like a private e-mail address here."


def test_a_reference_of_look_alike_letters_alone_is_seen() -> None:
    findings = found(
        "disclosures", row(reference="FOI-2024-\u0410"), row(reference="\u0410\u0412-\u0421"), row(reference="\uff11")
    )
    assert [(one.code, one.row, one.column) for one in findings] == [
        ("lookalike-reference", number, "reference") for number in (2, 3, 4)
    ]
    assert found("disclosures", row(reference="FOI/Bódh–1")) == []
    assert found("disclosures", row(title="\u0410\u0412")) == []


def test_a_reference_that_looks_like_a_telephone_number_is_a_reference() -> None:
    assert found("disclosures", row(reference="07700900123"), row(reference="9434765919")) == []


def test_a_value_in_the_name_of_a_column_is_told_and_not_shown() -> None:
    findings = found("disclosures", row(**{"notes of AB123456C": "Her number is 07700 900123."}))
    assert [(one.code, one.row, one.column) for one in findings] == [
        ("personal-number", 1, "C"), ("personal-phone", 2, "C"),
    ]  # fmt: skip
    assert not any("AB123456C" in str(one.as_dict()) for one in findings)


def test_an_account_beside_a_sort_code_is_one_at_a_bank() -> None:
    beside = found("disclosures", row(sort_code="20-30-44", account="12345678"))
    assert [(one.code, one.column) for one in beside] == [("personal-number", "account")]
    assert found("disclosures", row(account="12345678")) == []
