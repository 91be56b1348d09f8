"""Read the header row of a CSV, whatever is wrong with the rest, to say which letter a spreadsheet gives a column."""

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
