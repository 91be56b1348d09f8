"""The benchmark runs, as the Makefile runs it, and says what it measured."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.sites import ROOT


def test_a_small_run_writes_its_results(tmp_path: Path) -> None:
    line = re.search(r"^\tPYTHONPATH=(\S+) \S+ (benchmarks/\S+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert line is not None, "the Makefile runs the benchmark in another way"
    results = tmp_path / "RESULTS.md"
    done = subprocess.run(
        [sys.executable, line[2], "--sizes", "12", "--work", str(tmp_path / "work"), "--output", str(results)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": line[1]}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = results.read_text(encoding="utf-8")
    for words in (
        "Making the search",
        "Beside plain MkDocs",
        "Peak",
        *(["In a browser"] if shutil.which("chromium") else []),
    ):
        assert words in text
    assert str(tmp_path) not in text
