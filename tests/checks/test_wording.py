"""Personal data in descriptors, schemas, names of columns and authored pages: none of it reaches the site unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from disclosurelog.build import check
from disclosurelog.config import make_config
from disclosurelog.model.findings import Finding
from tests.sites import ROOT, SMALL, write_dataset, write_log

NUMBER = "NI number JG103759A"
LOG = "datasets/small-council"
SCHEMA: dict[str, Any] = {"fields": [{"name": "ward", "type": "string"}, {"name": "n", "type": "integer"}]}


def told(folder: Path) -> list[Finding]:
    made = make_config(ROOT / "mkdocs.yml", folder / "datasets", folder / "site", None, strict=False)
    if (folder / "docs").is_dir():
        (folder / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
        made = replace(made, mkdocs=folder / "mkdocs.yml")
    return [finding for finding in check(made).findings if finding.code.startswith(("personal", "path-link"))]


def described(folder: Path, extra: str) -> list[Finding]:
    own = folder / LOG
    write_log(own, SMALL)
    text = (own / "datapackage.yaml").read_text(encoding="utf-8")
    place = "disclosure_log:\n" if extra.startswith(" ") else ""
    text = text.replace(place, f"{place}{extra}\n", 1)
    (own / "datapackage.yaml").write_text(text, encoding="utf-8")
    return told(folder)


@pytest.mark.parametrize(
    ("extra", "codes"),
    [
        ("", []),
        (f"  demonstration: {NUMBER}", ["personal-number"]),
        (f'description: "{NUMBER}"', ["personal-number"]),
        ("description: Write to jane.smith1980@gmail.com", ["personal-email"]),
        ("  contacts: [jane.smith1980@gmail.com]", []),
        ("  requests:\n    address: |\n      Mrs J Smith\n      12 High Street\n      Anytown\n      AB1 2CD", []),
        (f"  requests:\n    address: {NUMBER}", ["personal-number"]),
    ],
)
def test_the_words_of_a_descriptor_are_looked_at(extra: str, codes: list[str], tmp_path: Path) -> None:
    found = described(tmp_path, extra)
    assert [finding.code for finding in found] == codes
    assert all(finding.file == f"{LOG}/datapackage.yaml" and finding.allow for finding in found)
    assert all("JG103759A" not in finding.message for finding in found)


def test_the_key_is_named_under_which_it_stands(tmp_path: Path) -> None:
    (finding,) = described(tmp_path, f"  demonstration: {NUMBER}")
    assert finding.message.startswith("Under “disclosure_log: demonstration”: There seems to be")


@pytest.mark.parametrize(
    ("schema", "table"),
    [
        ({"fields": [{**SCHEMA["fields"][0], "description": NUMBER}, SCHEMA["fields"][1]]}, "ward,n\nA,10\n"),
        ({"fields": [{**SCHEMA["fields"][0], "title": NUMBER}, SCHEMA["fields"][1]]}, "ward,n\nA,10\n"),
        (
            {"fields": [{**SCHEMA["fields"][0], "constraints": {"enum": ["A", NUMBER]}}, SCHEMA["fields"][1]]},
            "ward,n\nA,10\n",
        ),
        ({"fields": [{"name": "JG103759A", "type": "string"}]}, "JG103759A\nA\n"),
    ],
)
def test_a_schema_is_looked_at_in_a_dataset_and_beside_a_released_file(
    schema: dict[str, Any], table: str, tmp_path: Path
) -> None:
    write_log(tmp_path / LOG, {"disclosures": SMALL["disclosures"]})
    write_dataset(tmp_path / "datasets" / "spending", {"spending": (table, schema)})
    codes = {finding.code for finding in told(tmp_path)}
    assert codes == {"personal-number"}
    files = tmp_path / LOG / "files"
    files.mkdir()
    (files / "wards.csv").write_text(table, encoding="utf-8")
    (files / "wards.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    row = {"reference": SMALL["disclosures"][0]["reference"], "title": "Wards", "file": "files/wards.csv"}
    write_log(tmp_path / LOG, {"disclosures": SMALL["disclosures"], "releases": [row]})
    assert {(f.code, f.file) for f in told(tmp_path) if f.file.startswith(LOG)} == {
        ("personal-number", f"{LOG}/files/wards.csv")
    }


def test_the_name_of_a_column_is_looked_at_and_not_repeated(tmp_path: Path) -> None:
    rows = [{**row, "JG103759A": "x"} for row in SMALL["disclosures"]]
    write_log(tmp_path / LOG, {"disclosures": rows})
    found = [finding for finding in told(tmp_path) if finding.code == "personal-number"]
    assert found
    assert all(finding.row == 1 and "JG103759A" not in f"{finding.message}{finding.column}" for finding in found)


@pytest.mark.parametrize(
    ("name", "content", "row"),
    [
        ("about.md", f"# About\n\n{NUMBER}\n", 3),
        ("staff.txt", NUMBER, None),
        ("staff.json", json.dumps({"x": NUMBER}), 1),
        ("staff.csv", f"Number\n{NUMBER}\n", 2),
        ("people.md", "Mrs Jane Smith is the Monitoring Officer. Telephone 01632 960 377.\n", 0),
    ],
)
def test_authored_pages_and_files_among_them_are_looked_at(
    name: str, content: str, row: int | None, tmp_path: Path
) -> None:
    write_log(tmp_path / LOG, SMALL)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / name).write_text(content, encoding="utf-8")
    found = told(tmp_path)
    rows = {finding.row for finding in found if finding.file == f"docs/{name}" and finding.code == "personal-number"}
    assert (row in rows) if row != 0 else found == []


def test_what_stands_on_a_page_can_be_allowed_beside_the_configuration(tmp_path: Path) -> None:
    write_log(tmp_path / LOG, SMALL)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text(f"# About\n\n{NUMBER}\n", encoding="utf-8")
    (finding,) = told(tmp_path)
    row = f"{finding.allow},It is the example of the form itself,2024-03-28,AB"
    (tmp_path / "allowances.csv").write_text(f"finding,reason,date,initials\n{row}\n", encoding="utf-8")
    assert told(tmp_path) == []


def test_a_link_among_the_pages_is_refused(tmp_path: Path) -> None:
    write_log(tmp_path / LOG, SMALL)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").symlink_to(tmp_path / "elsewhere.md")
    assert [(finding.code, finding.file) for finding in told(tmp_path)] == [("path-link", "docs/about.md")]
