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


def found_in(*pages: Path) -> dict[Path, list[str]]:
    """Return what the checker says is wrong, by page. To begin takes it longer than to check a hundred pages."""
    java = shutil.which("java")
    if java is None or not CHECKER.is_file():
        if os.environ.get("CI"):
            raise AssertionError("the Nu HTML Checker or Java is not installed")
        pytest.skip("the Nu HTML Checker or Java is not installed")
    # To compile as fast code as Java can would take half of the time; what it compiles instead needs a deeper stack.
    quick = ["-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    command = [java, *quick, "-jar", str(CHECKER), "--format", "json", "--errors-only", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    names = {f"file:{page}": page for page in pages}
    wrong: dict[Path, list[str]] = {}
    for message in json.loads(done.stderr)["messages"]:
        if message["type"] != "info":
            wrong.setdefault(names[message["url"]], []).append(f"{message.get('lastLine')}: {message['message']}")
    return wrong


def test_every_kind_of_page_is_valid_and_the_checker_finds_what_is_wrong(site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "index.html"
    text = (site / "index.html").read_text(encoding="utf-8")
    broken.write_text(text.replace("<h1", "<h1 nonsense", 1), encoding="utf-8")
    kinds = [site / kind if kind.endswith(".html") else site / kind / "index.html" for kind in KINDS]
    disclosures = sorted((site / "disclosures").glob("*/index.html"))
    assert len(disclosures) > 100
    wrong = found_in(broken, *kinds, *disclosures)
    assert "nonsense" in wrong.pop(broken)[0]
    assert wrong == {}
