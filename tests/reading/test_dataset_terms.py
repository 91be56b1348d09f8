"""The terms of open datasets and released files: what an answer says of itself is never passed over in silence."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from disclosurelog.cli import main
from tests.sites import Workplace, write_dataset, write_log

CSV = "town,count\nAnytown,3\nBeetown,4\n"
SCHEMA = {"fields": [{"name": "town"}, {"name": "count", "type": "integer"}]}
ANSWER = {"reference": "FOI-1", "title": "Trees", "legislation": "FOIA", "outcome": "Granted in full",
          "summary": "Trees.", "date_received": "2024-03-01", "date_responded": "2024-03-20",
          "department": "Parks"}  # fmt: skip
OGL, CC0 = [{"name": "OGL-UK-3.0"}], [{"name": "CC0-1.0"}]


def findings_of(place: Workplace, answer: dict[str, str], licenses: list[dict[str, str]], **block: Any) -> list[str]:
    write_log(place.datasets / "council", {"disclosures": [{**ANSWER, **answer}]})
    own = {"authority": "council", "disclosure": "FOI-1", **block}
    write_dataset(place.datasets / "trees", {"trees": (CSV, SCHEMA)}, licenses=licenses, open_dataset=own)
    return [one["code"] for one in found_by(place) if one["severity"] == "error"]


def found_by(place: Workplace) -> list[dict[str, Any]]:
    """Return what a check finds, by the program itself: beginning it anew each time would take seconds."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        main(place.command("check", "--format", "json")[2:])
    found: list[dict[str, Any]] = json.loads(said.getvalue())["findings"]
    return found


@pytest.mark.parametrize(
    ("answer", "licenses", "block", "codes"),
    [
        ({}, [], {}, []),
        ({}, OGL, {}, []),
        ({"third_party_rights": "Ordnance Survey"}, [], {}, ["rights-unclear"]),
        ({"third_party_rights": "Ordnance Survey"}, OGL, {}, ["rights-unclear"]),
        ({"third_party_rights": "Ordnance Survey"}, OGL, {"third_party_rights": False}, []),
        ({"third_party_rights": "Ordnance Survey"}, [], {"third_party_rights": "Ordnance Survey"}, []),
        ({"third_party_rights": "Ordnance Survey"}, OGL, {"third_party_rights": "yes"}, ["licence-third-party"]),
        ({"third_party_rights": "no"}, OGL, {}, []),
        ({"licence": "CC0-1.0"}, [], {}, ["licence-missing"]),
        ({"licence": "CC0-1.0"}, CC0, {}, []),
        ({"licence": "CC0-1.0"}, OGL, {}, []),
    ],
)
def test_the_terms_of_the_answer_that_a_dataset_came_from(
    answer: dict[str, str], licenses: list[dict[str, str]], block: dict[str, Any], codes: list[str], tmp_path: Path
) -> None:
    assert findings_of(Workplace(tmp_path), answer, licenses, **block) == codes


def test_a_released_file_whose_schema_is_a_draft_gets_no_page(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    release = {"reference": "FOI-1", "title": "Trees by town", "file": "trees.csv", "is_dataset": "yes"}
    write_log(place.datasets / "council", {"disclosures": [ANSWER], "releases": [release]})
    (place.datasets / "council" / "trees.csv").write_text(CSV, encoding="utf-8")
    draft = {"fields": [{"name": "town", "title": "TO DO: what it means"}, {"name": "count", "type": "integer"}]}
    (place.datasets / "council" / "trees.schema.json").write_text(json.dumps(draft), encoding="utf-8")
    (found,) = [one for one in found_by(place) if one["code"] == "dataset-not-made"]
    assert "not finished" in found["message"]
    place.publish()
    assert list(place.site.rglob("trees.csv"))
    assert not any("TO DO" in page.read_text(encoding="utf-8") for page in place.site.rglob("*.html"))

    draft["fields"][0]["title"] = "Town"
    (place.datasets / "council" / "trees.schema.json").write_text(json.dumps(draft), encoding="utf-8")
    assert not [one for one in found_by(place) if one["code"] == "dataset-not-made"]


def test_a_period_that_ends_before_it_begins_is_left_out(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    own = {"period": {"from": "2025-04-01", "to": "2024-03-31"}}
    write_dataset(place.datasets / "trees", {"trees": (CSV, SCHEMA)}, open_dataset=own)
    (found,) = found_by(place)
    assert (found["code"], found["severity"]) == ("descriptor-value", "warning")
    assert "before “from”" in found["message"]
