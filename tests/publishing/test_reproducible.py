"""The same input gives the same bytes, on another day, in another place, in another language."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from disclosurelog import build
from disclosurelog.cli import main
from disclosurelog.publishing import site
from disclosurelog.reading import aside
from tests.conftest import Examples
from tests.cores import every_core
from tests.sites import ROOT, Workplace, tree_of


def test_two_builds_are_identical(examples: Examples, tmp_path: Path) -> None:
    """The other is made in another place, zone and language; and years later, where faketime is installed."""
    here = tree_of(examples())
    place = Workplace(tmp_path / "a-longer-name" / "two")
    shutil.copytree(ROOT / "datasets", place.datasets)
    later = ["faketime", "2031-02-03 04:05:06"] if shutil.which("faketime") else []
    zone = {"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"}
    command = [*later, *place.command("build", "--quiet")]
    environment = {**os.environ, **zone, "TMPDIR": str(tmp_path)}
    with every_core():
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    there = tree_of(place.site)
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []


def test_source_date_epoch_is_the_day_of_the_site(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    workplace.publish()
    assert '"day": "2025-01-01"' in (workplace.site / "build.json").read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = workplace.run("build")
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr


def test_sharing_out_the_work_changes_nothing(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small log is built by one process, a large one by several: here each way with the same log."""
    for module in (aside, site):
        monkeypatch.setattr(module, "CORES", 2)
    trees = []
    for many in (0, 10_000):
        monkeypatch.setattr(build, "MANY_ROWS", many)
        monkeypatch.setattr(site, "MANY_DISCLOSURES", many)
        monkeypatch.setattr(site, "AT_ONCE", 1)
        assert main([*workplace.command("build", "--quiet")[2:]]) == 0
        trees.append(tree_of(workplace.site))
    assert trees[0] == trees[1]
