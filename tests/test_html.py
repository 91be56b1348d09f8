"""Every kind of page is valid HTML, as the Nu HTML Checker judges it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.test_journeys import KINDS
from tests.conftest import Examples
from tests.sites import ROOT

CHECKER = ROOT / "tests/html/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture(scope="module")
def site(examples: Examples) -> Path:
    """Return the published examples."""
    return examples()


def found_in(*pages: Path) -> list[str]:
    """Return what the checker says is wrong in any of the pages."""
    java = shutil.which("java")
    if java is None or not CHECKER.is_file():
        if os.environ.get("CI"):
            raise AssertionError("the Nu HTML Checker or Java is not installed")
        pytest.skip("the Nu HTML Checker or Java is not installed")
    command = [java, "-Xss1m", "-jar", str(CHECKER), "--format", "json", "--errors-only", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    said = json.loads(done.stderr)["messages"]
    return [f"{Path(m['url']).parent.name} {m.get('lastLine')}: {m['message']}" for m in said if m["type"] == "error"]


def test_every_kind_of_page_is_valid(site: Path) -> None:
    kinds = [site / kind if kind.endswith(".html") else site / kind / "index.html" for kind in KINDS]
    disclosures = sorted((site / "disclosures").glob("*/index.html"))
    assert len(disclosures) > 100
    assert found_in(*kinds, *disclosures) == []


def test_the_checker_finds_what_is_wrong(site: Path, tmp_path: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(text.replace("<h1", "<h1 nonsense", 1), encoding="utf-8")
    assert found_in(tmp_path / "index.html") != []
