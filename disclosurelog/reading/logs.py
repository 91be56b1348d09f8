"""Read every log: from the folder of datasets to logs whose licences are decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding, Severity
from disclosurelog.model.law import Law
from disclosurelog.model.licences import LicenceBook
from disclosurelog.reading.authorities import read_authority
from disclosurelog.reading.records import RecordReader, make_log
from disclosurelog.reading.sources import PackageSource, find_packages
from disclosurelog.reading.standard import read_standard
from disclosurelog.reading.tables import read_table


def read_logs(
    datasets: Path, law: Law, licences: LicenceBook, site_url: str
) -> tuple[list[DisclosureLog], list[Finding]]:
    """Return every log in ``datasets`` and what is wrong with how it is written down."""
    packages, findings = find_packages(datasets)
    logs = []
    for package in packages:
        log, more = read_log(package, law, licences, site_url)
        findings += more
        if log is not None:
            logs.append(log)
    return logs, [*findings, *_shared_names(logs)]


def read_log(
    package: PackageSource, law: Law, licences: LicenceBook, site_url: str
) -> tuple[DisclosureLog | None, list[Finding]]:
    """Return the log of a data package, ``None`` where it holds no table of disclosures."""
    standard = read_standard()
    if not any(source.kind == "disclosures" for source in package.tables):
        message = "None of its resources is a table of disclosures, so this folder is not published."
        advice = "Name the schema “disclosures” (schemas/disclosures.schema.json) for the CSV that holds the log."
        severity = Severity.ERROR if "disclosure_log" in package.descriptor else Severity.WARNING
        return None, [package.place.finding("no-disclosures", severity, message, advice)]
    authority, findings = read_authority(package, licences)
    tables = []
    for source in package.tables:
        table, more = read_table(source, standard[source.kind])
        findings += more
        if table is not None:
            tables.append(table)
    reader = RecordReader(authority, law, licences, package.folder, site_url)
    log = make_log(reader, tables, place=package.place, standard=standard)
    return log, findings + reader.findings


def _shared_names(logs: list[DisclosureLog]) -> Iterator[Finding]:
    first: dict[str, DisclosureLog] = {}
    for log in logs:
        other = first.setdefault(log.authority.name, log)
        if other is not log:
            message = f"The log’s name “{log.authority.name}” is also that of {other.place.file}."
            yield log.place.finding("descriptor", Severity.ERROR, message, "Give each log a “name:” of its own.")
