"""Every download of a published site, opened with tools that are not ours: it holds what the CSV holds."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import jsonschema
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest


def tables_of(site: Path) -> Iterator[tuple[Path, dict[str, Any], list[dict[str, str]]]]:
    """Yield each CSV that a data package describes, with its resource and its rows as Python's reader has them."""
    for descriptor in sorted(site.rglob("datapackage.json")):
        for resource in json.loads(descriptor.read_text(encoding="utf-8"))["resources"]:
            path = descriptor.parent / resource["path"]
            encoding = "utf-8-sig" if resource["encoding"] == "utf-8" else resource["encoding"]
            text = path.read_bytes().decode(encoding)
            yield path, resource, list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def meant(cell: str, field: dict[str, Any]) -> Any:
    """Return what a cell means by its schema, read here in another way than the program does."""
    kind = field["type"]
    if not cell:
        return None
    if kind == "integer":
        return int(cell)
    if kind == "number":
        return Decimal(cell)
    if kind == "boolean":
        return cell in field.get("trueValues", ["true"])
    if kind == "date":
        return datetime.strptime(cell, field.get("format", "%Y-%m-%d")).date()  # noqa: DTZ007
    if kind == "time":
        return time.fromisoformat(cell)
    if kind == "datetime":
        return datetime.fromisoformat(cell)
    return int(cell) if kind == "year" else cell


def same(found: Any, expected: Any) -> bool:
    if isinstance(expected, Decimal) and not expected.is_finite():
        return str(found).lower() == str(expected).lower()
    if isinstance(expected, Decimal) and isinstance(found, float):
        return Decimal(repr(found)) == expected
    return bool(found == expected)


def test_frictionless_accepts_every_package_and_its_data(site: Path) -> None:
    packages = sorted(site.rglob("datapackage.json"))
    assert len(packages) > 25
    for descriptor in packages:
        report = frictionless.validate(str(descriptor))
        assert report.valid, (descriptor, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:3])


def test_the_csv_of_a_dataset_is_the_authoritys_own_to_the_byte(site: Path) -> None:
    datasets = site.parent / "datasets"
    pairs = [
        ("hostile/words.csv", "hostile/words.csv"),
        ("old/old.csv", "old/old.csv"),
        ("bom/bom.csv", "bom/bom.csv"),
        ("anytown-spending-over-500/spending-2024-25.csv", "anytown-spending-over-500/spending-2024-25.csv"),
    ]
    for source, published in pairs:
        assert (site / "datasets" / published).read_bytes() == (datasets / source).read_bytes()


def test_excel_holds_every_cell_and_no_formula(site: Path) -> None:
    checked = 0
    for path, resource, all_rows in tables_of(site):
        rows = all_rows[:5_000]  # openpyxl is slow: the whole is compared in Parquet
        workbook = path.with_suffix(".xlsx")
        book = openpyxl.load_workbook(workbook, read_only=True)
        assert book.sheetnames == ["Data", "Licence"]
        assert all(sheet.sheet_state == "visible" for sheet in book)
        assert not book.defined_names
        data = book["Data"]
        with zipfile.ZipFile(workbook) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
        assert re.search(rb'<pane [^>]*topLeftCell="A2"[^>]* state="frozen"', sheet)
        assert not re.search(rb"<(?:f|hyperlink)[ >/]", sheet)
        fields = resource["schema"]["fields"]
        found = data.iter_rows(max_row=len(rows) + 1)
        assert [cell.value for cell in next(found)] == [field["name"] for field in fields]
        for cells, expected in zip(found, rows, strict=True):
            for cell, field in zip(cells, fields, strict=True):
                text = expected[field["name"]]
                assert cell.data_type in ("n", "s", "inlineStr"), (path, cell.coordinate)
                value = "" if cell.value is None else cell.value
                if isinstance(value, str):
                    # Excel undoes its own escape of what looks like a code; openpyxl leaves it.
                    assert value.replace("_x005F_", "_") == text, (path, cell.coordinate)
                else:
                    assert field["type"] in ("integer", "number")
                    assert same(value, Decimal(text)), (path, cell.coordinate)
                    decimals = cell.number_format.partition(".")[2]
                    assert len(decimals) >= len(text.partition(".")[2]), (path, cell.coordinate)
        book.close()
        checked += 1
    assert checked > 50


def test_numbers_that_excel_keeps_are_numbers(site: Path) -> None:
    path = site / "datasets/anytown-spending-over-500/spending-2024-25.xlsx"
    with contextlib.closing(openpyxl.load_workbook(path, read_only=True)) as book:
        header, first = book["Data"].iter_rows(max_row=2)
        cells = {name.value: cell for name, cell in zip(header, first, strict=True)}
    assert isinstance(cells["net_amount"].value, int | float)
    assert cells["net_amount"].number_format == "0.00"
    assert isinstance(cells["supplier_id"].value, str)


def test_the_licence_stands_in_every_workbook(site: Path) -> None:
    for path in (site / "datasets/hostile/words.xlsx", site / "data/disclosures.xlsx"):
        sheet = openpyxl.load_workbook(path)["Licence"]
        said = {sheet.cell(n, 1).value: sheet.cell(n, 2).value for n in range(1, sheet.max_row + 1)}
        assert said["Licence"]
        assert said["Published at"].startswith("http")
    assert said["Licence"].startswith("Each row states")


ARROW = {"integer": "int64", "boolean": "bool", "date": "date32[day]", "time": "time64[us]", "year": "int32",
         "datetime": "timestamp[us]", "string": "string", "yearmonth": "string", "object": "string"}  # fmt: skip


def test_parquet_has_the_types_of_the_schema_and_every_value(site: Path) -> None:
    special = {("words", "huge"): "decimal128(38, 0)", ("words", "odd"): "double",
               ("words", "zoned"): "timestamp[us, tz=UTC]"}  # fmt: skip
    for path, resource, rows in tables_of(site):
        table = pq.read_table(path.with_suffix(".parquet"))
        assert table.num_rows == len(rows)
        fields = resource["schema"]["fields"]
        assert table.column_names == [field["name"] for field in fields]
        for field in fields:
            column = table[field["name"]]
            expected = special.get((path.stem, field["name"]), ARROW.get(field["type"]))
            if field["type"] == "number" and (path.stem, field["name"]) not in special:
                assert pa.types.is_decimal(column.type), (path, field)
            else:
                assert str(column.type) == expected, (path, field)
            for found, row in zip(column.to_pylist(), rows, strict=True):
                assert same(found, meant(row[field["name"]], field)), (path, field["name"], row)


def test_duckdb_reads_the_same(site: Path) -> None:
    for path, resource, rows in tables_of(site):
        fields = resource["schema"]["fields"]
        quoted = ['"' + field["name"].replace('"', '""') + '"' for field in fields]
        # What has a time zone is asked for in microseconds: as a value it needs a library of time zones.
        asked = [f"epoch_us({name})" if name == '"zoned"' else name for name in quoted]
        found = duckdb.sql(f"select {', '.join(asked)} from read_parquet('{path.with_suffix('.parquet')}')").fetchall()
        assert len(found) == len(rows)
        for values, row in zip(found, rows, strict=True):
            for value, field in zip(values, fields, strict=True):
                expected = meant(row[field["name"]], field)
                if isinstance(expected, datetime) and expected.tzinfo:
                    expected = round(expected.timestamp() * 1_000_000)
                assert same(value, expected), (path, field["name"], row)


def test_json_holds_every_cell_and_the_licence(site: Path) -> None:
    for path, resource, rows in tables_of(site):
        found = json.loads(path.with_suffix(".json").read_bytes(), parse_float=Decimal)
        assert found["licence"]
        assert found["source"].startswith("http")
        assert len(found["data"]) == len(rows)
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for item, row in zip(found["data"], rows, strict=True):
            assert list(item) == list(fields)
            for name, value in item.items():
                if value is None:
                    assert row[name] == ""
                elif isinstance(value, str):
                    assert value == row[name], (path, name)
                else:
                    assert same(value, meant(row[name], fields[name])), (path, name)


def test_no_reader_of_json_can_round_a_number(site: Path) -> None:
    found = json.loads((site / "datasets/hostile/words.json").read_bytes())["data"]
    assert found[0]["big"] == str(2**53 + 2)
    assert found[0]["id"] == 1
    assert found[0]["amount"] == 1.5


def test_the_archives_are_whole(site: Path) -> None:
    archives = sorted(site.rglob("*.zip"))
    assert len(archives) > 25
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            names = set(archive.namelist())
            package = json.loads(archive.read("datapackage.json"))
            for resource in package["resources"]:
                content = archive.read(resource["path"])
                assert content == (path.parent / resource["path"]).read_bytes()
                assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
                assert f"{resource['name']}.schema.json" in names
            assert {"README.txt", "LICENCE.txt", "datapackage.json"} <= names
            licence = archive.read("LICENCE.txt").decode("utf-8")
            for each in package["licenses"]:
                assert each["title"] in licence


def test_a_package_in_an_archive_is_accepted_where_it_is_unpacked(site: Path, tmp_path: Path) -> None:
    for name in ("data/disclosure-log.zip", "datasets/hostile/hostile.zip"):
        folder = tmp_path / Path(name).stem
        with zipfile.ZipFile(site / name) as archive:
            archive.extractall(folder)
        assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_every_sum_is_right_and_every_download_has_one(site: Path) -> None:
    lines = (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    for path, digest in sums.items():
        assert hashlib.sha256((site / path).read_bytes()).hexdigest() == digest
    files = {
        path.relative_to(site).as_posix()
        for folder in ("data", "datasets", "disclosures")
        for path in (site / folder).rglob("*")
        if path.is_file() and path.suffix not in (".html", ".xml") and path.name != "feed.json"
    }
    assert files <= sums.keys()


def test_every_twin_is_valid_against_its_schema(site: Path) -> None:
    schema = json.loads((site / "data/disclosure.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    twins = sorted((site / "disclosures").glob("*/index.json"))
    assert len(twins) > 100
    for twin in twins:
        found = json.loads(twin.read_text(encoding="utf-8"))
        judge.validate(found)
    del found["licence"]["reason"]
    with pytest.raises(jsonschema.ValidationError):
        judge.validate(found)


def test_every_row_of_the_log_says_its_licence_why_and_where(site: Path) -> None:
    count = 0
    for path, _, rows in tables_of(site):
        if path.is_relative_to(site / "data"):
            for each in rows:
                assert all(each[name] for name in ("licence", "licence_url", "licence_reason", "attribution")), path
                assert (each.get("url") if path.stem != "releases" else each["disclosure_url"]).startswith("http")
            count += len(rows)
    assert count > 500


def test_the_parts_make_up_the_whole(site: Path) -> None:
    def references(folder: Path) -> list[tuple[str, str]]:
        with (folder / "disclosures.csv").open(encoding="utf-8", newline="") as handle:
            return [(each["authority"], each["reference"]) for each in csv.DictReader(handle)]

    whole = sorted(references(site / "data"))
    for kind in ("authority", "year"):
        folders = [path for path in (site / "data" / kind).iterdir() if path.is_dir()]
        assert sorted(each for folder in folders for each in references(folder)) == whole


def test_what_was_withdrawn_is_in_the_ledger_alone(site: Path) -> None:
    with (site / "data/changes.csv").open(encoding="utf-8", newline="") as handle:
        gone = {each["reference"] for each in csv.DictReader(handle) if each["kind"] == "withdrawal"}
    assert gone
    for path, _, rows in tables_of(site):
        if path.is_relative_to(site / "data") and path.stem != "changes":
            assert not gone & {each["reference"] for each in rows}


def test_dates_are_dates(site: Path) -> None:
    table = pq.read_table(site / "datasets/hostile/words.parquet")
    assert table["british"][0].as_py() == date(2024, 3, 2)
    assert table.schema.metadata[b"licence"] == b"Open Government Licence v3.0"
    assert table.schema.field("id").metadata[b"description"] == b"Tells the rows apart."
