from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import frictionless
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.cli import main
from disclosurelog.importers.describe import describe_file
from tests.sites import ROOT, Workplace, write_small_log

GOOD = "id,day,amount,code,town\n1,2024-03-28,1200.50,007,Anytown\n2,2024-04-01,,008,Beetown\n"
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).map(str.strip).filter(bool)
CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="".join(map(chr, (*range(32), 127)))))


def drafted(path: Path) -> dict[str, Any]:
    text, findings = describe_file(path)
    assert findings == []
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def test_types_are_recognised_where_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "Payments 2024.csv").write_text(GOOD, encoding="utf-8")
    found = drafted(tmp_path / "Payments 2024.csv")
    (resource,) = found["resources"]
    assert (found["name"], resource["path"]) == ("payments-2024", "Payments 2024.csv")
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    assert types == {"id": "integer", "day": "date", "amount": "number", "code": "string", "town": "string"}
    assert resource["schema"]["primaryKey"] == "id"
    required = [field["name"] for field in resource["schema"]["fields"] if "constraints" in field]
    assert required == ["id", "day", "code", "town"]


def test_a_draft_is_a_data_package_but_no_dataset_yet(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    write_small_log(place.datasets / "small-council")
    folder = place.datasets / "payments"
    folder.mkdir(parents=True)
    (folder / "payments.csv").write_text(GOOD, encoding="utf-8")
    assert main(["describe", str(folder / "payments.csv"), "--write"]) == 0
    descriptor = folder / "datapackage.yaml"
    assert frictionless.validate(str(descriptor)).valid

    codes = {finding["code"] for finding in place.findings()}
    assert {"draft", "licence-unknown"} <= codes

    text = descriptor.read_text(encoding="utf-8").replace("TO DO: ", "").replace("TO-DO", "OGL-UK-3.0")
    descriptor.write_text(text, encoding="utf-8")
    place.publish()
    assert (place.site / "datasets/payments/payments.parquet").is_file()


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "datapackage.yaml").write_text("mine", encoding="utf-8")
    assert main(["describe", str(tmp_path / "a.csv"), "--write"]) == 2
    assert "already" in capsys.readouterr().err
    assert (tmp_path / "datapackage.yaml").read_text(encoding="utf-8") == "mine"


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    assert main(["describe", str(tmp_path / "a.csv")]) == 1
    out = capsys.readouterr().out
    assert "semicolons" in out
    assert "Not published" not in out
    assert main(["describe"]) == 2
    assert main(["build", str(tmp_path / "a.csv")]) == 2


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.data())
def test_whatever_is_in_the_file_the_draft_says_it(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), min_size=1, max_size=4))
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    path = tmp_path_factory.getbasetemp() / "drafted.csv"
    path.write_bytes(text.getvalue().encode("utf-8"))
    draft, findings = describe_file(path)
    if findings:  # conflict marks, separators and the like, which the reader refuses
        return
    found = yaml.safe_load(draft)
    assert [field["name"] for field in found["resources"][0]["schema"]["fields"]] == names


def test_the_examples_would_be_described_as_they_are() -> None:
    for folder in ("anytown-spending-over-500", "anytown-parking-notices"):
        (path,) = (ROOT / "datasets" / folder).glob("*.csv")
        stated = yaml.safe_load(next((ROOT / "datasets" / folder / "schemas").glob("*.yaml")).read_text("utf-8"))
        types = {field["name"]: field["type"] for field in stated["fields"]}
        for field in drafted(path)["resources"][0]["schema"]["fields"]:
            if field["type"] in ("date", "number"):
                assert types[field["name"]] == field["type"], field


@pytest.mark.parametrize("name", ["no", "0x1f", "null", "2024-03-28", "1e5", "true", "12_30"])
def test_a_name_that_yaml_would_take_for_something_else_stays_a_name(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.csv").write_text(GOOD, encoding="utf-8")
    found = drafted(tmp_path / f"{name}.csv")
    assert found["name"] == found["resources"][0]["name"] == name.replace("_", "-")


@pytest.mark.parametrize("path", ["/dev/zero", "/dev", "."])
def test_what_is_no_file_is_not_read(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", path]) == 2
    assert "is not a file" in capsys.readouterr().err


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "large.csv").open("wb") as handle:
        handle.truncate(65 * 1024 * 1024)  # a hole: it takes no room on the disk
    assert main(["describe", str(tmp_path / "large.csv")]) == 1
    assert "larger than 64 MB" in capsys.readouterr().out
