"""The guide’s page on messy files tells the limits that there are."""

from __future__ import annotations

import re

from disclosurelog.reading.folders import MAX_BYTES, MAX_TOGETHER
from disclosurelog.reading.logs import MOST_MEMORY
from disclosurelog.reading.rows import LIMITS
from disclosurelog.reading.tables import MOST_ROWS
from tests.sites import ROOT


def test_the_limits_are_those_of_the_program() -> None:
    page = (ROOT / "docs" / "guide" / "messy-files.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([^|]+) \| ([0-9][0-9,]*(?: MB)?) \|$", page, re.MULTILINE))
    together = f"{MAX_TOGETHER // 1024**2} MB, and {MOST_MEMORY // 1024**2} MB as they are held in memory"
    assert f"| All tables of all logs of a site together | {together} |" in page
    assert told == {
        "One CSV file": f"{MAX_BYTES // 1024**2} MB",
        "Columns": f"{LIMITS.columns:,}",
        "Rows of a table of disclosures": f"{MOST_ROWS[True]:,}",
        "Rows of questions, releases or changes, in one file": f"{MOST_ROWS[False]:,}",
        "Cells of one file, blank ones too": f"{LIMITS.cells:,}",
        "Characters of one cell": f"{LIMITS.characters:,}",
    }
