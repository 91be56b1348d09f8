"""Datasets that are described in unusual ways, but rightly: all that is published of them is taken by other tools."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pyarrow.parquet as pq
import pytest
from csvw import CSVW

from tests.sites import Workplace, write_dataset

LONG = "The northern part of the administrative county of somewhere: "
assert len(LONG) > 59

TREES = "\n".join([
    "id,kind,girth,width,count,felled,seen,limit,label,note",
    f'1,oak,"1.234,5",1.5,01,ja,2024-03-28T14:30:00.123456Z,9,{LONG}a,n/a',
    f'2,elm,"0,5",NaN,2,nein,0001-01-01T00:00:00+01:00,10,{LONG}b,-',
    f'3,oak,k. A.,1e299,-,nein,9999-12-31T23:59:59-01:00,,{LONG}b,',
    '4,ash,"12,0",,3,ja,,11,2 others,x',
]) + "\n"  # fmt: skip

TREE_FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer", "constraints": {"exclusiveMinimum": 0, "enum": [1, 2, 3, 4]}, "example": 7},
    {"name": "kind", "title": 2024, "format": "", "categories": [{"value": "oak", "label": "Oak"}, "elm", "ash"]},
    {"name": "girth", "type": "number", "decimalChar": ",", "groupChar": ".", "missingValues": ["k. A."]},
    {"name": "width", "type": "number", "constraints": None, "description": None},
    {"name": "count", "type": "integer", "categories": [1, 2, 3], "missingValues": [{"value": "-", "label": "none"}]},
    {"name": "felled", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
    {"name": "seen", "type": "datetime"},
    {"name": "limit", "type": "integer", "constraints": {"exclusiveMaximum": 12, "minimum": "9"}},
    {"name": "label", "example": 5, "rdfType": "https://schema.org/name"},
    {"name": "note", "missingValues": ["n/a", "-"], "constraints": {"minLength": None}, "source": "a survey"},
]
TREE_SCHEMA = {"fields": TREE_FIELDS, "uniqueKeys": ["id"]}
PLOTS = "tree,day\n" + "".join(
    f"{n % 4 + 1},{2024 + n // 300}-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}\n" for n in range(500)
)
PLOT_FIELDS = [{"name": "tree", "type": "integer"}, {"name": "day", "type": "date"}]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = Workplace(tmp_path_factory.mktemp("unusual"))
    keys = [{"fields": "tree", "reference": {"resource": "street_Trees", "fields": "id"}}]
    described = {
        "title": 2024,
        "keywords": ["trees", 2024],
        "licenses": [{"name": "ogl-uk-3.0", "path": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3"}],
        "resources": [
            {"name": "street_Trees", "path": "./trees.csv", "title": 7, "schema": TREE_SCHEMA},
            {"name": "Plots", "path": "plots.csv", "schema": {"fields": PLOT_FIELDS, "foreignKeys": keys}},
            {"name": "old", "path": "old.csv", "encoding": "ISO-8859-1", "schema": {"fields": [{"name": "price"}]}},
        ],
        "open_dataset": {
            "charts": [
                {"table": "street_Trees", "x": "label"},
                {"table": "street_Trees", "x": "width", "y": "id"},
                {"table": "Plots", "x": "day", "kind": "line"},
            ]
        },
    }  # fmt: skip
    write_dataset(place.datasets / "unusual", {"trees": (TREES, {}), "plots": (PLOTS, {})}, **described)
    (place.datasets / "unusual" / "old.csv").write_bytes("price\n€5\n£6\n".encode("cp1252"))
    found = [(one["code"], one["column"]) for one in place.findings() if "unusual" in one["file"]]
    assert found == [("number-zero", "count")]
    place.publish()
    return place.site / "datasets" / "unusual"


def test_frictionless_accepts_the_package(site: Path) -> None:
    report = frictionless.validate(str(site / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])


def test_csvw_accepts_every_table(site: Path) -> None:
    for name in ("street-trees", "plots", "old"):
        table = CSVW(str(site / f"{name}.csv-metadata.json"), validate=True)
        assert table.is_valid
        rows = list(table.tables[0].iterdicts(strict=True))
        assert rows
        if name == "street-trees":
            assert [row["count"] for row in rows] == [1, 2, None, 3]
            assert [row["note"] for row in rows][:2] == [None, None]


def test_what_refers_to_a_table_follows_it_to_its_published_name(site: Path) -> None:
    package = json.loads((site / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == ["street-trees", "plots", "old"]
    key = package["resources"][1]["schema"]["foreignKeys"][0]
    assert key["reference"]["resource"] == "street-trees"


def test_an_encoding_is_published_by_the_name_of_what_it_is(site: Path) -> None:
    package = json.loads((site / "datapackage.json").read_text(encoding="utf-8"))
    resource = package["resources"][2]
    text = (site / resource["path"]).read_bytes().decode(resource["encoding"])
    assert text == "price\n€5\n£6\n"


def test_values_that_stand_for_nothing_are_nothing_in_every_format(site: Path) -> None:
    table = pq.read_table(site / "street-trees.parquet")
    assert table["girth"].null_count == 1
    assert table["count"].to_pylist() == [1, 2, None, 3]
    assert table["note"].to_pylist() == [None, None, "", "x"]
    rows = json.loads((site / "street-trees.json").read_text(encoding="utf-8"))["data"]
    assert [row["count"] for row in rows] == [1, 2, None, 3]
    assert [row["note"] for row in rows] == [None, None, "", "x"]


def test_times_at_the_ends_of_time_are_kept_as_written(site: Path) -> None:
    table = pq.read_table(site / "street-trees.parquet")
    assert table["seen"].to_pylist()[:2] == ["2024-03-28T14:30:00.123456Z", "0001-01-01T00:00:00+01:00"]


def test_excel_opens_it(site: Path) -> None:
    data = openpyxl.load_workbook(site / "street-trees.xlsx")["Data"]
    assert [cell.value for cell in data["A"]] == ["id", 1, 2, 3, 4]
    assert data["E2"].value == "01"


def test_names_that_begin_alike_stay_apart_in_a_chart_and_what_is_cut_is_said(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    pictures = re.findall(r"<svg.*?</svg>", page[page.index("</h1>") :], re.DOTALL)
    assert len(pictures) == 3
    assert "(2)" in pictures[0]
    assert "NaN" in pictures[1]
    assert "the last 60 of" in pictures[2]


def test_the_page_is_titled_by_what_the_descriptor_says(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    assert '<h1 id="top">2024</h1>' in page
