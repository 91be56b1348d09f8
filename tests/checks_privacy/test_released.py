"""Findings in released files: tables by column, text by place, and names of files."""

from __future__ import annotations

import pytest

from disclosurelog.checks.privacy import (
    NOTHING_KNOWN,
    privacy_of_grid,
    privacy_of_name,
    privacy_of_passages,
)
from disclosurelog.model.documents import Grid, Passage
from disclosurelog.model.findings import Finding, Place


def grid(*rows: str, sheet: str = "", first: int = 2, column: int = 0) -> Grid:
    cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
    return Grid(sheet, cells[0], tuple(zip(*cells[1:], strict=True)), first, column)


def found(table: Grid, file: str = "files/table.csv") -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.row, one.column) for one in privacy_of_grid(table, file, NOTHING_KNOWN)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Surname|Ward", "Smith|Abbey", "Khan|Beck"), [("personal-column", 1, "Surname")]),
        (("DOB|Ward", "1980-02-01|Abbey"), [("personal-column", 1, "DOB")]),
        (("Home address|Ward", "1 Mill Lane|Abbey"), [("personal-column", 1, "Home address")]),
        (("Patient|Ward", "12|Abbey", "40|Beck"), []),
        (("Name|Ward", "Abbey Park|Abbey", "Mill Lane|Beck"), []),
        (("Site|Area", "Jane Smith|1", "Ali Khan|2", "Tom Lee|3", "Ann Poole|4", "Rhys Evans|5"),
         [("personal-column", 1, "Site")]),
        (("Site|Area", "Victoria Park|1", "Albert Road|2", "George Street|3", "James Court|4", "Mark Lane|5"), []),
        (("Postcode|Age", "LE1 6ZG|40"), [("personal-column", 1, "Postcode")]),
        (("Postcode|Supplier", "LE1 6ZG|Tallow Ltd"), []),
        (("NHS No|Cost", "9434765919|4"), [("personal-number", 2, "NHS No")]),
        (("Mobile|Cost", "7700900123|4"), [("personal-phone", 2, "Mobile")]),
        (("Mobile|Cost", "7.700900123E+09|4"), [("personal-phone", 2, "Mobile")]),
        (("Sort code|Account", "20-30-44|12345678"), [("personal-number", 2, "Account")]),
        (("S/Code|A/C no.", "203044|12345678"), [("personal-number", 2, "A/C no.")]),
        (("Cost centre|Account", "20-30-44|12345678"), []),
        (("Hosp No|Ward", "K123456|Abbey"), [("personal-number", 2, "Hosp No")]),
        (("Payroll No|Grade", "0012345|G7"), [("personal-number", 2, "Payroll No")]),
        (("Payroll|Grade", "4512|G7"), []),
        (("DOB|Ward", "29221|Abbey", "33222|Beck"), [("personal-column", 1, "DOB")]),
        (("Birth Dt|Ward", "12/05/1980|Abbey"), [("personal-column", 1, "Birth Dt")]),
        (("Year of birth|Total", "1980|120"), []),
        (("Name|Role", "SMITH, Jane|Clerk", "KHAN, Ali|Clerk"), [("personal-column", 1, "Name")]),
        (("Officer|Visits", "J Smith|14", "A Khan|22"), [("personal-column", 1, "Officer")]),
        (("Street name|Bins", "Victoria Road|4", "Albert St|6"), []),
        (("Surname|Address 1", "Smith|12 Mill Lane"),
         [("personal-column", 1, "Surname"), ("personal-column", 1, "Address 1")]),
        (("Business|Address 1", "Tallow Ltd|12 Mill Lane"), []),
        (("X|Ward", *(f"{number}|Abbey" for number in (4000000004, 4000008013, 4000015923, 4000023853, 4000031767))),
         [("personal-number", row, "X") for row in range(2, 7)]),
        (("ISBN|Ward", *(f"{number}|Abbey" for number in (4000000004, 4000008013, 4000015923, 4000023853, 4000031767))),
         []),
        # titles above the names of the columns, and a table without such names
        (("Extract||", "||", "Ref|NI number|Cost", "1|AB 12 34 56|4"), [("personal-number", 4, "NI number")]),
        (("Extract for jo.hill@gmail.com|", "Ref|Cost", "1|4"), [("personal-email", 1, "A")]),
        (("Jane Smith|AB123456C", "Tom Lee|CE123456C"),
         [("personal-name", 1, "A"), ("personal-number", 1, "B"), ("personal-number", 2, "B")]),
    ],
)  # fmt: skip
def test_columns(rows: tuple[str, ...], expected: list[tuple[str, int, str]]) -> None:
    assert found(grid(*rows)) == expected


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (("School|Gender|Pupils", "Oak|Girls|12", "Oak|Boys|3", "Elm|Girls|<5", "Elm|Boys|0"), {"Pupils"}),
        (("Ethnic group|2022|2023", "White|120|99", "Asian|4|12"), {"2022"}),
        (("Department|Staff dismissed", "Housing|2", "Legal|14"), {"Staff dismissed"}),
        (("Department|Staff dismissed", "Housing|<5", "Legal|14"), set()),
        (("Department|Staff dismissed", "Housing|0", "Legal|5"), set()),
        (("Department|FTE staff", "Housing|2.5", "Legal|14.0"), set()),
        (("Vehicle type|Fuel|Number", "Van|Diesel|3", "Car|Petrol|2"), set()),
        (("Street|Year|Penalties", "Mill Lane|2019|3", "High Street|2020|2"), set()),
        (("Ward|Ward number|Residents per home", "Abbey|1|2", "Beck|2|3"), set()),
        (("Item|Price|Age", "Desk|4|3", "Chair|2|1"), set()),
        (("Question|Gender|Score", "Safe?|Women|4", "Safe?|Men|3"), set()),
        (("Gender|No", "Women|1", "Men|2"), set()),
        (("Gender|Month|Week", "Women|1|3", "Men|2|4"), set()),
        (("Age band|Count", "0-4|3", "5-9|44"), {"Count"}),
        (("Grade|White|Chinese", "G1|20|2", "G2|30|14"), {"Chinese"}),
        (("Reason|Number", "Gross misconduct|2", "Lateness|20"), {"Number"}),
        (("Reason|Number", "Burst pipe|2", "Frost|20"), set()),
        (("Gender|2022 %", "Women|3", "Men|4"), set()),
        (("Gender|2022", "Women|93%", "Men|4%"), set()),
        (("Business|Rating|Inspections by officer", "Cafe|5|3", "Pub|4|2"), set()),
        (("Care home|Beds for residents", "Oak|3", "Elm|4"), set()),
    ],
)
def test_small_numbers(rows: tuple[str, ...], columns: set[str]) -> None:
    assert {column for code, _, column in found(grid(*rows)) if code == "small-numbers"} == columns


def test_one_finding_a_column_tells_how_many_small_numbers_and_where() -> None:
    rows = [f"School {n}|{n % 7}" for n in range(40)]
    (one,) = privacy_of_grid(
        grid("School|Pupils", *rows, sheet="sheet “Roll”", first=5, column=1), "files/a.xlsx", NOTHING_KNOWN
    )
    assert one.message.startswith("Sheet “Roll”: The column “Pupils” has 24 counts below five, in rows 6, 7, 8, 9, 13…")
    assert (one.row, one.column, one.letter) == (6, "Pupils", "C")


def test_what_a_sheet_is_called_says_what_it_counts() -> None:
    table = grid("Directorate|2021/22", "Housing|2", "Legal|14", sheet="sheet “Grievances”")
    assert found(table) == [("small-numbers", 2, "2021/22")]


def test_no_name_of_a_sheet_or_column_shows_a_value() -> None:
    values = ("AB123456C", "jo.hill@gmail.com", "07700900123", "1234567", "Jane Smith")
    table = Grid(
        "sheet “AB123456C jo.hill@gmail.com 07700900123 Jane Smith”",
        ("NI AB123456C", values[1], values[2], "Staff no 1234567"),
        (("1",),) * 4,
    )
    passage = Passage("sheet “AB123456C”, row 3", "Call 07700900123")
    place = Place("releases.csv", 3)
    told = [
        *privacy_of_grid(table, "files/a.xlsx", NOTHING_KNOWN),
        *privacy_of_passages([passage], "files/a.pdf", NOTHING_KNOWN),
        *privacy_of_name("files/AB123456C.pdf", place, NOTHING_KNOWN),
    ]
    assert {one.column for one in told if one.row == 1} == {"A", "B", "C", "D"}
    assert any("name of a sheet" in one.message for one in told)
    for one in told:
        assert not any(value in str(one.as_dict()) for value in values), one


def test_different_values_are_told_once_and_ten_at_most() -> None:
    rows = [f"AB{n // 2:06d}C" for n in range(60)]
    findings = privacy_of_grid(grid("Number", *rows), "files/a.csv", NOTHING_KNOWN)
    assert [one.row for one in findings] == [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]
    assert "20 more cells like this, from row 22 on" in findings[-1].message
    assert len({one.allow for one in findings}) == 11


def test_a_column_without_a_name_is_known_by_its_letter() -> None:
    assert found(grid("|Cost", "jo@gmail.com|4", column=25)) == [("personal-email", 2, "Z")]


def test_passages_say_where() -> None:
    passages = [Passage("page 3", "Dear Jane,"), Passage("page 4", "Nothing."), Passage("", "jo@gmail.com")]
    findings: list[Finding] = privacy_of_passages(passages, "files/a.pdf", NOTHING_KNOWN)
    assert [(one.code, one.file, one.row, one.message) for one in findings] == [
        ("personal-name", "files/a.pdf", None, "Page 3: There seems to be a name after “Dear” here: “J…”."),
        ("personal-email", "files/a.pdf", None, "There seems to be a private e-mail address here: “j…@g…”."),
    ]


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("files/Jane_Smith_complaint.docx", ["personal-name"]),
        ("files/FOI-12-Mr-Khan.pdf", ["personal-name"]),
        ("files/JaneSmith.pdf", []),
        ("files/ab123456c.pdf", ["personal-number"]),
        ("files/jo.hill@gmail.com.msg", ["personal-email"]),
        ("files/St_John_Ambulance.pdf", []),
        ("files/Victoria Road plan.pdf", []),
        ("files/King-George-Hospital.pdf", []),
        ("files/parking-penalties-by-street-2022.csv", []),
        ("files/minutes_2024-01-12_v2.1.pdf", []),
    ],
)
def test_names_of_files(path: str, codes: list[str]) -> None:
    findings = privacy_of_name(path, Place("releases.csv", 3), NOTHING_KNOWN)
    assert [one.code for one in findings] == codes
    assert all((one.file, one.row) == ("releases.csv", 3) for one in findings)
    assert all("name of the file" in one.message for one in findings)
