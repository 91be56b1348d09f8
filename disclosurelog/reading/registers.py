"""Read the registers of published addresses: the one beside each log, and the one that the site itself has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.model.registers import PUBLISHED, WITHDRAWN, Registered
from disclosurelog.reading.folders import REGISTER, find_inside, too_large
from disclosurelog.reading.rows import read_rows
from disclosurelog.reading.sources import PackageSource

COLUMNS = ("log", "reference", "address", "first_published", "state", "demonstration")
"""Of the site’s register. That of a log has the middle four."""

SITE_REGISTER = "data/published.csv"
"""Where the site has its register."""


def read_log_registers(
    sources: Iterable[PackageSource], names: Mapping[str, str]
) -> tuple[list[tuple[Registered, Place]], list[Finding]]:
    """Return what the register beside each log says; ``names`` has the log’s name by the label of its folder."""
    found: list[tuple[Registered, Place]] = []
    findings: list[Finding] = []
    for source in sources:
        if source.label in names and (source.folder / REGISTER).exists():
            path = find_inside(source.folder, REGISTER)
            entries, more = _read(path, f"{source.label}/{REGISTER}", names[source.label])
            found += entries
            findings += more
    return found, findings


def read_site_register(site: Path) -> tuple[list[tuple[Registered, Place]], list[Finding]]:
    """Return what the register of the site that stands says; nothing where there is none."""
    path = site / SITE_REGISTER
    return _read(path, f"{site.name}/{SITE_REGISTER}", "") if path.is_file() else ([], [])


def _read(path: Path | str, file: str, log: str) -> tuple[list[tuple[Registered, Place]], list[Finding]]:
    advice = "Put the file back as the program wrote it, from version control or a backup."
    if isinstance(path, str):
        return [], [Place(file).finding("register", Severity.ERROR, path, advice)]
    if (large := too_large(path, Place(file))) is not None:
        return [], [large]
    rows, findings = read_rows(path.read_bytes(), file)
    wanted = COLUMNS if not log else COLUMNS[1:-1]
    if rows is None or findings or not set(wanted) <= set(rows.header):
        message = "The register of published addresses cannot be read, so it is not known whether one would be lost."
        return [], [Place(file).finding("register", Severity.ERROR, message, advice)]
    return list(_entries(rows.header, zip(rows.numbers, rows.cells, strict=True), file, log)), []


def _entries(
    header: Iterable[str], rows: Iterable[tuple[int, tuple[str, ...]]], file: str, log: str
) -> Iterator[tuple[Registered, Place]]:
    names = tuple(header)
    for number, cells in rows:
        row = dict(zip(names, cells, strict=True))
        state = row["state"] if row["state"] in (PUBLISHED, WITHDRAWN) else PUBLISHED
        demonstration = row.get("demonstration", "") == "yes"
        entry = Registered(
            row.get("log") or log, row["reference"], row["address"], row["first_published"], state, demonstration
        )
        yield entry, Place(file, number)
