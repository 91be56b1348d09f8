"""Two real logs, where they are at hand: what the gate says of them is what the guide says that it says."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from disclosurelog.build import Judged, no_progress, read_and_check
from disclosurelog.config import make_config
from disclosurelog.reading.store import Store
from tests.factories import write_log
from tests.sites import ROOT

REAL = ROOT.parent / "shared" / "real"
LOGS = ("aberdeen", "moray")

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real logs are not published with this program")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Return what is said of both logs, in the standard's columns and otherwise as they are."""
    folder = tmp_path_factory.mktemp("real")
    for name in LOGS:
        with (REAL / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            write_log(folder / "datasets", [_row(row) for row in csv.DictReader(handle)], name=name)
    config = make_config(
        ROOT / "mkdocs.yml", folder / "datasets", folder / "site", None, strict=False, publish_valid=True
    )
    return read_and_check(config, Store(None), no_progress)


def _row(row: dict[str, str]) -> dict[str, str]:
    tags = [tag.strip() for tag in row["tags"].split("|")[1:]]
    return {
        "reference": row["body_id"],
        "title": row["title"],
        "date_received": (row["initial_request_at"] or row["last_updated_at"])[:10],
        "department": "; ".join(tag for tag in tags if tag),
        "source_url": row["link"].strip(),
    }


def figures() -> dict[str, list[int]]:
    """Return the figures of the guide by what they count."""
    text = (ROOT / "docs" / "guide" / "gate.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([0-9,]+) \| ([0-9,]+) \|$", text, re.MULTILINE)
    return {what: [int(number.replace(",", "")) for number in numbers] for what, *numbers in rows}


def test_the_guide_has_the_figures(judged: Judged) -> None:
    found = Counter((f.file.split("/")[1], f.code) for f in judged.findings)
    held = judged.held
    counted = {
        "rows": [len(log.disclosures) + held.by_log.get(log.authority.name, 0) for log in held.logs],
        "blank reference or title": [found[name, "cell-blank"] for name in LOGS],
        "reference that another row has too": [found[name, "reference-duplicate"] for name in LOGS],
        "reference with a character that cannot be seen, or a line break": [
            found[name, "reference-portable"] for name in LOGS
        ],
        "space or line break before or after a reference or title": [found[name, "cell-spaces"] for name in LOGS],
        "web address that is none": [found[name, "cell-form"] for name in LOGS],
        "address of a home in a title": [found[name, "personal-address"] for name in LOGS],
        "character that cannot be seen, as a warning": [found[name, "hidden-character"] for name in LOGS],
        "rows published with `--publish-valid`": [len(log.disclosures) for log in held.logs],
    }
    assert figures() == counted


def test_nothing_else_is_found_but_what_is_not_stated(judged: Judged) -> None:
    known = {"cell-blank", "reference-duplicate", "reference-portable", "cell-spaces", "cell-form", "personal-address",
             "hidden-character", "not-stated"}  # fmt: skip
    assert {finding.code for finding in judged.findings} <= known


def test_the_rest_can_be_published(judged: Judged) -> None:
    assert not judged.stopped
