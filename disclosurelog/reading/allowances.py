"""Read ``allowances.csv``: what an officer lets pass, beside the data that it is about, with a reason and a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.folders import ALLOWANCES, find_inside, too_large
from disclosurelog.reading.rows import Rows, read_rows
from disclosurelog.reading.sources import PackageSource

COLUMNS = ("finding", "reason", "date", "initials")

_MARK = re.compile(r"[a-z][a-z-]*-[0-9a-f]{8}")
_LETTERS = 10
"""Letters of the shortest reason: one that says something to whoever reads it a year later."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """One finding that may stand: the mark that the report shows, and where the row is.

    ``folder`` is the label of the package whose findings it is about. The reason, the date and the initials
    are for whoever looks into the file; they go no further.
    """

    mark: str
    folder: str
    place: Place


def read_allowances(sources: Iterable[PackageSource]) -> tuple[list[Allowance], list[Finding]]:
    """Return what is allowed beside each of ``sources``, and what is wrong with the files that say so.

    A row that does not say what, why, when and who allows nothing.
    """
    allowances: list[Allowance] = []
    findings: list[Finding] = []
    for source in sources:
        if not (source.folder / ALLOWANCES).exists() and not (source.folder / ALLOWANCES).is_symlink():
            continue
        file = f"{source.label}/{ALLOWANCES}"
        rows, more = _read(source, file)
        findings += more
        if rows is not None:
            found, more = _allowances(rows, source.label, file)
            allowances += found
            findings += more
    return allowances, findings


def _read(source: PackageSource, file: str) -> tuple[Rows | None, list[Finding]]:
    path = find_inside(source.folder, ALLOWANCES)
    if isinstance(path, str):
        return None, [Place(file).finding("allowance-form", Severity.ERROR, path, "Put the file itself here.")]
    large = too_large(path, Place(file))
    if large is not None:
        return None, [large]
    rows, findings = read_rows(path.read_bytes(), file)
    missing = [name for name in COLUMNS if rows is not None and name not in rows.header]
    findings += [
        Finding("column-missing", Severity.ERROR, f"The column “{name}” is missing.", file, 1, name,
                f"The header row is: {','.join(COLUMNS)}.")
        for name in missing
    ]  # fmt: skip
    return (None if missing else rows), findings


def _allowances(rows: Rows, folder: str, file: str) -> tuple[list[Allowance], list[Finding]]:
    allowances: list[Allowance] = []
    findings: list[Finding] = []
    for number, cells in zip(rows.numbers, rows.cells, strict=True):
        place = Place(file, number)
        row = {name: cell.strip() for name, cell in zip(rows.header, cells, strict=True)}
        wrong = _problem(row)
        if wrong is None:
            allowances.append(Allowance(row["finding"], folder, place))
        else:
            column, message, advice = wrong
            findings.append(place.finding("allowance-form", Severity.ERROR, message, advice, column))
    return allowances, findings


def _problem(row: dict[str, str]) -> tuple[str, str, str] | None:
    """Return the column that is wrong, what is wrong with it and what to do, ``None`` where the row is whole."""
    if not _MARK.fullmatch(row["finding"]):
        message = "“finding” is not the mark of a finding, so the row allows nothing."
        return "finding", message, "Copy the mark from the report: it ends in a hyphen and eight letters or digits."
    if sum(letter.isalpha() for letter in row["reason"]) < _LETTERS:
        message = "“reason” does not say why this may be published, so the row allows nothing."
        return "reason", message, "Say in a sentence why it is lawful and fair to publish this."
    day = PartialDate.parse(row["date"])
    if day is None or day.full is None:
        message = "“date” is not a full date, so the row allows nothing."
        return "date", message, "Type the day on which it was decided as year-month-day, such as 2026-03-28."
    if not any(letter.isalpha() for letter in row["initials"]):
        message = "“initials” is blank, so the row allows nothing."
        return "initials", message, "Type the initials of whoever decided it."
    return None
