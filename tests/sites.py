"""Folders with a log and the command line run on them, for tests of the whole."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosurelog.cli import main
from disclosurelog.model.standard import TABLES
from disclosurelog.reading.standard import read_standard
from tests.cores import every_core

ROOT = Path(__file__).parent.parent

DESCRIPTOR = """name: {name}
title: {name}
resources:
{resources}
disclosure_log:
  authority: {{name: Small Council, jurisdiction: England}}
  reuse_policy: {{datasets: OGL-UK-3.0, otherwise: personal-and-journalism, contact: reuse@small.example}}
  review: {{contact: "The Review Officer, Town Hall", email: review@small.example, within_working_days: 40}}
  regulator: {{name: Information Commissioner's Office, website: "https://ico.org.uk/"}}
"""


def write_csv(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows as CSV, with every column that any of them has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_log(folder: Path, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """Write a data package with the given tables of the standard."""
    (folder / "schemas").mkdir(parents=True, exist_ok=True)
    resources = []
    for kind in TABLES:
        if kind in tables:
            write_csv(folder / f"{kind}.csv", tables[kind])
            (folder / "schemas" / f"{kind}.schema.json").write_text(read_standard()[kind].text, encoding="utf-8")
            resources.append(f"  - {{name: {kind}, path: {kind}.csv, schema: schemas/{kind}.schema.json}}")
    text = DESCRIPTOR.format(name=folder.name, resources="\n".join(resources))
    (folder / "datapackage.yaml").write_text(text, encoding="utf-8")


SMALL = {
    "disclosures": [
        {"reference": "FOI-2024-1", "title": "Potholes in Mill Lane", "date_received": "2024-03-01",
         "date_responded": "2024-03-20", "legislation": "FOIA", "outcome": "Granted in full",
         "summary": "How many potholes were mended.", "department": "Highways", "topics": "roads"},
        {"reference": "FOI-2024-2", "title": "Legal advice on the market", "date_received": "2024-04-02",
         "date_responded": "2024-04-29", "legislation": "FOIA", "outcome": "Refused", "exemptions": "FOIA s.42",
         "withheld": "The advice.", "public_interest_test": "Candour outweighed openness.",
         "request": "All advice.", "response": "It is privileged."},
    ],
    "questions": [
        {"reference": "FOI-2024-1", "number": "1", "question": "How many were mended?", "answer": "Forty-one."},
        {"reference": "FOI-2024-1", "number": "2", "question": "What did it cost?", "answer": "£9,210."},
    ],
}  # fmt: skip


def write_small_log(folder: Path) -> None:
    """Write a good log of two disclosures."""
    write_log(folder, SMALL)


def tree_of(folder: Path) -> dict[str, str]:
    """Return every file below a folder with the SHA-256 of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class Workplace:
    """A folder with ``datasets`` and ``site`` in it."""

    folder: Path

    @property
    def datasets(self) -> Path:
        return self.folder / "datasets"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def kept(self) -> Path:
        """What a build keeps for the next."""
        return self.folder / ".site.kept"

    def command(self, *arguments: str) -> list[str]:
        """Return the command line that publishes this place."""
        return [
            sys.executable,
            str(ROOT / "build_site.py"),
            *("--config", str(ROOT / "mkdocs.yml"), "--datasets", str(self.datasets), "--site", str(self.site)),
            *arguments,
        ]

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command line to its end: here, where it costs no second Python, or where ``environment`` is set."""
        if not environment:
            return self._run_here(*arguments)
        with every_core():
            return subprocess.run(
                self.command(*arguments),
                cwd=ROOT,
                env={**os.environ, **environment},
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )

    def _run_here(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = self.command(*arguments)
        said, complained = io.StringIO(), io.StringIO()
        before = signal.getsignal(signal.SIGTERM)
        try:
            with contextlib.chdir(ROOT), contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
                code = main(command[2:])
        finally:
            with contextlib.suppress(ValueError):  # only a program's first thread may ask for signals
                signal.signal(signal.SIGTERM, before)
        return subprocess.CompletedProcess(command, code, said.getvalue(), complained.getvalue())

    def findings(self) -> list[dict[str, Any]]:
        """Check, and return what was found."""
        found: list[dict[str, Any]] = json.loads(self.run("check", "--format", "json").stdout)["findings"]
        return found

    def publish(self, *arguments: str, **environment: str) -> dict[str, Any]:
        """Publish, and return the report. Fails the test if it was not published."""
        done = self.run("build", "--format", "json", *arguments, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        assert report["published"] is True
        return report


def write_dataset(folder: Path, tables: Mapping[str, tuple[bytes | str, Mapping[str, Any]]], **described: Any) -> None:
    """Write an open dataset: the bytes and the Table Schema of each table, under OGL unless ``described`` says else."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (content, _) in tables.items():
        (folder / f"{name}.csv").write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    descriptor = {
        "name": folder.name,
        "title": f"Dataset {folder.name}",
        "licenses": [{"name": "OGL-UK-3.0"}],
        "contributors": [{"title": "Small Council", "role": "publisher"}],
        "resources": [
            {"name": name, "path": f"{name}.csv", "schema": dict(schema)} for name, (_, schema) in tables.items()
        ],
        **described,
    }
    (folder / "datapackage.yaml").write_text(json.dumps(descriptor, indent=2), encoding="utf-8")
