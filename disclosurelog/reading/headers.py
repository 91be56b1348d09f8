"""Read a CSV, whatever is wrong with it: the letter that a spreadsheet gives a column, the line in which a row is."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.reading.folders import BESIDE, find_inside
from disclosurelog.reading.sources import PackageSource

_ENOUGH = 200_000
"""Bytes in which a header row ends: a thousand columns with long names."""


def find_tables(sources: Iterable[PackageSource], logs: Iterable[DisclosureLog]) -> Mapping[str, Path]:
    """Return every table that findings can be about, by what they call it: of packages, and released with answers."""
    found: dict[str, Path] = {}
    for source in sources:
        found |= {table.place.file: table.path for table in source.tables}
        beside = ((name, find_inside(source.folder, name)) for name in BESIDE)
        found |= {f"{source.label}/{name}": path for name, path in beside if isinstance(path, Path)}
    for log in logs:
        folder = log.place.file.rpartition("/")[0]
        for disclosure in log.disclosures:
            for release in disclosure.releases:
                if release.found is not None and release.found.format == "CSV":
                    found[f"{folder}/{release.file}"] = Path(release.found.source)
    return found


def read_headers(tables: Mapping[str, Path], wanted: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return the header row of each of the ``wanted`` files as it stands, where it has one that can be read."""
    headers: dict[str, Sequence[str]] = {}
    for file in {name for name in wanted if name in tables}:
        with contextlib.suppress(OSError, csv.Error, StopIteration):
            with tables[file].open("rb") as handle:
                text = handle.read(_ENOUGH).decode("utf-8-sig", "replace")
            headers[file] = next(csv.reader(text.splitlines(keepends=True)))
    return headers


def lines_of_rows(path: Path, rows: Iterable[int]) -> Mapping[int, int]:
    """Return the line of the file in which each row begins, counted from 1; an answer may take many lines.

    Of a file, or a part of one, that cannot be read as rows nothing is returned.
    """
    wanted = set(rows)
    lines: dict[int, int] = {}
    with contextlib.suppress(OSError, csv.Error), path.open(encoding="utf-8", errors="replace", newline="") as handle:
        records = csv.reader(handle)
        begins = 1
        for number, _ in enumerate(records, 1):
            if number in wanted:
                lines[number] = begins
            begins = records.line_num + 1
    return lines
