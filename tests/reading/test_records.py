from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.licences import ReusePolicy, Rule
from disclosurelog.model.standard import reserved_columns
from disclosurelog.outputs.twins import twin_of
from disclosurelog.reading.records import split_list, yes_or_no
from disclosurelog.reading.rows import read_rows
from disclosurelog.reading.standard import read_standard
from tests.factories import SITE_URL, Cells, catalogue, csv_text, log_csv, log_from

STANDARD = read_standard()["disclosures"]


def read(folder: Path, *rows: Cells, **tables: list[Cells]) -> tuple[DisclosureLog, list[Finding]]:
    disclosures = [{"reference": f"FOI-{n}", "title": "Parking", **row} for n, row in enumerate(rows, 1)]
    return log_from({"disclosures": disclosures, **tables}, folder)


def one(folder: Path, **cells: str) -> Disclosure:
    log, _ = read(folder, cells)
    return log.disclosures[0]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("", ()),
        (" ", ()),
        ("parking", ("parking",)),
        ("parking; roads", ("parking", "roads")),
        ("parking;roads", ("parking", "roads")),
        ("; parking ;; roads;", ("parking", "roads")),
        ("a, b; c", ("a, b", "c")),
    ],
)
def test_a_list_cell(cell: str, parts: tuple[str, ...]) -> None:
    assert split_list(cell) == parts


@pytest.mark.parametrize(
    ("cell", "truth"),
    [
        *((cell, True) for cell in STANDARD.by_name["is_dataset"].descriptor["trueValues"]),
        *((cell, False) for cell in STANDARD.by_name["is_dataset"].descriptor["falseValues"]),
        *((cell, None) for cell in ("", " ", "y", "1", "0", "None", "maybe")),
    ],
)
def test_a_yes_or_no_cell(cell: str, truth: bool | None) -> None:
    assert yes_or_no(cell) is truth


def test_what_is_not_stated_is_nothing(tmp_path: Path) -> None:
    made = one(tmp_path)
    for field in STANDARD.fields:
        if not field.required:
            assert getattr(made, field.name) in ("", (), None), field.name


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("legislation", "FOIA", "FOIA"),
        ("legislation", "foia", ""),
        ("outcome", "Refused", "Refused"),
        ("outcome", "refused", ""),
        ("date_received", "2014-03", "2014-03"),
        ("date_received", "28/03/2014", "None"),
        ("department", "Parking; Roads", "('Parking', 'Roads')"),
        ("is_dataset", "Yes", "True"),
        ("response", " None ", " None "),
    ],
)
def test_a_cell_becomes_a_value_or_is_left_out(column: str, cell: str, value: str, tmp_path: Path) -> None:
    assert str(getattr(one(tmp_path, **{column: cell}), column)) == value


@pytest.mark.parametrize("cell", ["2024-02-30", "2023-02-29", "2024-04-31", "2100-02-29"])
@pytest.mark.parametrize("column", [field.name for field in STANDARD.fields if "Type the date" in field.advice])
def test_a_day_that_does_not_exist_is_found_in_every_date(column: str, cell: str, tmp_path: Path) -> None:
    log, findings = read(tmp_path, {}, {column: cell})
    assert [(f.code, f.severity, f.file, f.row, f.column) for f in findings] == [
        ("date-impossible", Severity.ERROR, "disclosures.csv", 3, column)
    ]
    assert getattr(log.disclosures[1], column) is None


def test_a_day_that_does_not_exist_is_found_in_the_ledger(tmp_path: Path) -> None:
    ledger = [{"date": "2024-02-30", "reference": "FOI-1", "kind": "note", "explanation": "x"}]
    _, findings = read(tmp_path, {}, changes=ledger)
    assert [(f.code, f.file, f.row, f.column) for f in findings] == [("date-impossible", "changes.csv", 2, "date")]


@pytest.mark.parametrize(
    ("cell", "legislation", "kept", "advice"),
    [
        ("FOIA s.40(2); FOIA s.43(2)", "FOIA", "FOIA s.40(2); FOIA s.43(2)", []),
        ("FOIA s.40(2); FOIA s.40(2)", "FOIA", "FOIA s.40(2)", []),
        ("FOIA s.40(2); s43", "FOIA", "FOIA s.40(2)", ["If FOIA s.40(2); FOIA s.43 is meant"]),
        ("12(5)e", "EIR", "", ["If EIR reg.12(5)(e) is meant"]),
        ("s40(2)", "", "", ["Type each as law and provision"]),
        ("s99", "FOIA", "", ["Type each as law and provision"]),
        ("personal data; s.40", "FOIA", "", ["If FOIA s.40 is meant"]),
        ("n/a", "FOIA", "", ["Leave the cell blank"]),
        ("36(2)(b)(i); (ii)", "FOIA", "", ["If FOIA s.36(2)(b)(i); FOIA s.36(2)(b)(ii) is meant"]),
    ],
)
def test_exemptions_are_read_or_what_was_meant_is_asked(
    cell: str, legislation: str, kept: str, advice: list[str], tmp_path: Path
) -> None:
    log, findings = read(tmp_path, {"legislation": legislation, "exemptions": cell})
    assert "; ".join(str(citation) for citation in log.disclosures[0].exemptions) == kept
    assert [(f.code, f.severity, f.row, f.column) for f in findings] == [
        ("exemption-form", Severity.ERROR, 2, "exemptions")
    ] * len(advice)
    for finding, words in zip(findings, advice, strict=True):
        assert finding.advice.startswith(words)


def test_a_question_is_asked_under_the_law_of_its_disclosure(tmp_path: Path) -> None:
    questions = [{"reference": "FOI-1", "number": "1", "exemptions": "12(5)(e)"}]
    _, findings = read(tmp_path, {"legislation": "EIR"}, questions=questions)
    assert [f.file for f in findings] == ["questions.csv"]
    assert findings[0].advice.startswith("If EIR reg.12(5)(e) is meant")


def test_questions_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    numbers = ["2.10", "10", "2.9", "1", "2", "2.1", "2.9.1", "2.1.1"]
    questions = [{"reference": "FOI-1", "number": number} for number in numbers]
    log, _ = read(tmp_path, {}, questions=questions)
    order = ["1", "2", "2.1", "2.1.1", "2.9", "2.9.1", "2.10", "10"]
    assert [question.number for question in log.disclosures[0].questions] == order


def test_rows_are_joined_by_their_reference(tmp_path: Path) -> None:
    log, findings = read(
        tmp_path,
        {},
        {},
        questions=[{"reference": "FOI-2", "number": "1"}, {"reference": "FOI-9", "number": "1"}],
        releases=[{"reference": "FOI-1", "title": "Map"}, {"reference": "FOI-8", "title": "Plan"}],
        changes=[
            {"date": "2024-06-04", "reference": "FOI-2", "kind": "note", "explanation": "later"},
            {"date": "2024-06-03", "reference": "FOI-2", "kind": "note", "explanation": "earlier"},
        ],
    )
    assert findings == []
    first, second = log.disclosures
    assert ([q.number for q in second.questions], first.questions) == (["1"], ())
    assert ([r.title for r in first.releases], second.releases) == (["Map"], ())
    assert [c.explanation for c in second.changes] == ["earlier", "later"]
    assert [q.reference for q in log.stray_questions] == ["FOI-9"]
    assert [r.reference for r in log.stray_releases] == ["FOI-8"]


def test_what_was_withdrawn_is_not_published(tmp_path: Path) -> None:
    ledger = [{"date": "2024-06-03", "reference": "FOI-1", "kind": "withdrawal", "explanation": "It named somebody."}]
    log, _ = read(tmp_path, {}, {}, changes=ledger)
    assert [d.reference for d in log.published] == ["FOI-2"]
    made = catalogue(logs=[log])
    assert [t.reference for t in made.tombstones] == ["FOI-1"]
    assert made.tombstones[0].path == log.disclosures[0].path


def test_the_newest_answer_is_first_and_what_has_no_date_is_last(tmp_path: Path) -> None:
    dates = ["", "2023", "2024-03-28", "2024-03", "2024-04-01"]
    log, _ = read(tmp_path, *({"date_responded": date} for date in dates))
    assert [str(d.date_responded or "") for d in log.published] == ["2024-04-01", "2024-03", "2024-03-28", "2023", ""]


def test_a_released_file_is_found_and_described(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "Parking Penalties 2023 (final).CSV").write_bytes(b"a,b\r\n1,2\r\n\r\n3,4\r\n")
    release = {"reference": "FOI-1", "title": "Map", "file": "files/Parking Penalties 2023 (final).CSV"}
    log, findings = read(tmp_path, {}, releases=[release])
    found = log.disclosures[0].releases[0].found
    assert findings == []
    assert found is not None
    assert (found.name, found.format, found.media_type) == ("parking-penalties-2023-final.csv", "CSV", "text/csv")
    assert found.size == 17
    assert Path(found.source).name == "Parking Penalties 2023 (final).CSV"


def test_each_answer_and_release_has_its_own_licence(tmp_path: Path) -> None:
    log, _ = log_from(
        {
            "disclosures": [{"reference": "FOI-1", "title": "Parking", "legislation": "FOIA"}],
            "releases": [
                {"reference": "FOI-1", "title": "Data", "url": "https://x.example/", "is_dataset": "yes"},
                {"reference": "FOI-1", "title": "Map", "url": "https://x.example/", "third_party_rights": "OS"},
                {"reference": "FOI-1", "title": "Photo", "url": "https://x.example/", "licence": "CC0-1.0"},
            ],
        },
        tmp_path,
        policy=ReusePolicy("OGL-UK-3.0", "personal-and-journalism"),
    )
    notices = log.disclosures[0].notices
    assert [(n.licence.id, n.rule) for n in notices] == [
        ("personal-and-journalism", Rule.NOT_DATASET),
        ("OGL-UK-3.0", Rule.DATASET),
        ("third-party-rights", Rule.THIRD_PARTY),
        ("CC0-1.0", Rule.STATED),
    ]
    assert "“Photo”" in notices[3].attribution
    assert log.disclosures[0].path in notices[3].attribution


TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), max_size=20),
    st.sampled_from(
        ["None", "NA", "nan", "null", "007", "1e5", "TRUE", "=1+1", '"', ",", " x ", "a;b", "{{7*7}}", "<b>"]
    ),
)
WORD = st.text(st.characters(categories=["L", "N", "P"], exclude_characters=";"), min_size=1, max_size=8)
LIST = st.lists(WORD, max_size=3).map("; ".join)
DATE = st.one_of(
    st.just(""), st.dates().map(str), st.dates().map(lambda day: str(day)[:7]), st.dates().map(lambda day: str(day)[:4])
)


def _cells(name: str) -> st.SearchStrategy[str]:
    field = STANDARD.by_name[name]
    if "Type the date" in field.advice:
        return DATE
    if name == "is_dataset":
        return st.sampled_from(["", "yes", "no"])
    if name == "exemptions":
        return st.lists(st.sampled_from(["FOIA s.40(2)", "EIR reg.12(4)(b)", "FOISA s.38(1)(b)"]), unique=True).map(
            "; ".join
        )
    if name in ("department", "topics"):
        return LIST
    if field.values:
        return st.sampled_from(["", *field.values])
    return TEXT


ROWS = st.lists(
    st.fixed_dictionaries({field.name: _cells(field.name) for field in STANDARD.fields} | {"own column": TEXT}),
    min_size=1,
    max_size=3,
)


@given(ROWS)
def test_what_is_read_is_written_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    rows = [{**row, "reference": f"FOI-{n}", "title": "x" + row["title"]} for n, row in enumerate(rows)]
    read_back, findings = read_rows(csv_text(rows).encode(), "disclosures.csv")
    assert read_back is not None
    assert findings == []
    cells = [dict(zip(read_back.header, record, strict=True)) for record in read_back.cells]
    log, findings = log_from({"disclosures": cells}, tmp_path_factory.getbasetemp())
    assert findings == []
    made = catalogue(logs=[log])

    written = log_csv(made).decode()
    back = {row["reference"]: row for row in csv.DictReader(io.StringIO(written, newline=""), strict=True)}
    for row in rows:
        for name, cell in row.items():
            if name not in reserved_columns("disclosures"):
                assert back[row["reference"]][name] == cell, name

    for disclosure in made.disclosures:
        twin: dict[str, Any] = json.loads(json.dumps(twin_of(made, disclosure, read_standard(), SITE_URL)))
        row = next(row for row in rows if row["reference"] == disclosure.reference)
        for name, cell in row.items():
            if name == "licence":
                assert twin["licence"]["id"] == (cell or (disclosure.notice and disclosure.notice.licence.id))
            else:
                assert _cell(twin[name]) == cell, name


def _cell(value: object) -> str:
    """Return what a CSV has for a value of the twin."""
    if isinstance(value, list):
        return "; ".join(value)
    return {None: "", True: "yes", False: "no"}[value] if value is None or isinstance(value, bool) else str(value)
