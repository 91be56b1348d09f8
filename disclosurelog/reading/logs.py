"""Read every log: from the folder of datasets to tables, and from tables to logs whose licences are decided."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.law import Law
from disclosurelog.model.licences import LicenceBook
from disclosurelog.reading.authorities import read_authority
from disclosurelog.reading.folders import too_large_together, too_much_together
from disclosurelog.reading.records import RecordReader, make_log
from disclosurelog.reading.sources import PackageSource
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.tables import Table, check_table, read_table

MOST_MEMORY = 200 * 1024 * 1024
"""Bytes that the cells of all logs may take. A text with one curly quotation mark takes two for each letter."""


@dataclass(frozen=True, slots=True)
class Package:
    """A data package that is a disclosure log, with its tables as they were read."""

    source: PackageSource
    tables: tuple[Table, ...]

    @property
    def rows(self) -> int:
        """How many rows all its tables have."""
        return sum(len(table.numbers) for table in self.tables)

    @property
    def memory(self) -> int:
        """How many bytes the cells of all its tables take."""
        return sum(table.memory for table in self.tables)


def read_packages(sources: Iterable[PackageSource]) -> tuple[list[Package], list[Finding]]:
    """Return the logs among ``sources`` as tables, and what is wrong with their files and columns."""
    standard = read_standard()
    packages: list[Package] = []
    findings: list[Finding] = []
    logs = [source for source in sources if source.is_log]
    with contextlib.suppress(OSError):  # which reading it will say
        if large := too_large_together((table.path, table.place) for source in logs for table in source.tables):
            return [], [large]
    held = 0
    for source in logs:
        if not any(table.kind == "disclosures" for table in source.tables):
            findings.append(_no_disclosures(source))
            continue
        tables = []
        for place in source.tables:
            table, more = read_table(place, standard[place.kind])
            findings += more
            if table is not None:
                tables.append(table)
                held += table.memory
            if held > MOST_MEMORY:
                return [], [too_much_together(place.place, MOST_MEMORY)]
        packages.append(Package(source, tuple(tables)))
    return packages, findings


def _no_disclosures(source: PackageSource) -> Finding:
    message = "None of its resources is a table of disclosures, so this log is not published."
    advice = (
        "Name the schema “disclosures” (schemas/disclosures.schema.json) for the CSV that holds the log. "
        "If this is a dataset and no log, take “disclosure_log:” out."
    )
    return source.place.finding("no-disclosures", Severity.ERROR, message, advice)


def check_tables(packages: Iterable[Package]) -> list[Finding]:
    """Return what is wrong with any cell."""
    standard = read_standard()
    return [finding for p in packages for table in p.tables for finding in check_table(table, standard[table.kind])]


def make_logs(
    packages: Iterable[Package], law: Law, licences: LicenceBook, site_url: str
) -> tuple[list[DisclosureLog], list[Finding]]:
    """Return the logs that the tables make up, and what of them could not be understood."""
    logs, findings = [], []
    for package in packages:
        authority, more = read_authority(package.source, licences)
        own = frozenset(str(table.path).lower() for table in package.source.tables)
        reader = RecordReader(authority, law, licences, package.source.folder, site_url, own)
        logs.append(make_log(reader, package.tables, place=package.source.place, standard=read_standard()))
        findings += [*more, *reader.findings]
    return logs, [*findings, *_shared_names(logs)]


def _shared_names(logs: list[DisclosureLog]) -> Iterator[Finding]:
    first: dict[str, DisclosureLog] = {}
    for log in logs:
        other = first.setdefault(log.authority.name, log)
        if other is not log:
            message = f"The log’s name “{log.authority.name}” is also that of {other.place.file}."
            yield log.place.finding("descriptor", Severity.ERROR, message, "Give each log a “name:” of its own.")
