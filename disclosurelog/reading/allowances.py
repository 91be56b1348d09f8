"""Read ``allowances.csv``: what an officer lets pass, beside the data that it is about, with a reason and a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.folders import ALLOWANCES, find_inside, too_large
from disclosurelog.reading.rows import Rows, read_rows

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


def read_allowances(folders: Iterable[tuple[Path, str]], today: date) -> tuple[list[Allowance], list[Finding]]:
    """Return what is allowed in each of ``folders``, and what is wrong with the files that say so.

    Each comes with what the findings that it is about call their folder: a package’s own, or that of the authored
    pages, whose allowances stand beside ``mkdocs.yml``. A row that does not say what, why, when and who allows nothing.
    """
    allowances: list[Allowance] = []
    findings: list[Finding] = []
    for folder, label in folders:
        if not (folder / ALLOWANCES).exists() and not (folder / ALLOWANCES).is_symlink():
            continue
        file = f"{label}/{ALLOWANCES}"
        rows, more = _read(folder, file)
        findings += more
        if rows is not None:
            found, more = _allowances(rows, label, file, today)
            allowances += found
            findings += more
    return allowances, findings


def _read(folder: Path, file: str) -> tuple[Rows | None, list[Finding]]:
    path = find_inside(folder, ALLOWANCES)
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


def _allowances(rows: Rows, folder: str, file: str, today: date) -> tuple[list[Allowance], list[Finding]]:
    allowances: list[Allowance] = []
    findings: list[Finding] = []
    for number, cells in zip(rows.numbers, rows.cells, strict=True):
        place = Place(file, number)
        row = {name: cell.strip() for name, cell in zip(rows.header, cells, strict=True)}
        wrong = _problem(row, today)
        if wrong is None:
            allowances.append(Allowance(row["finding"], folder, place))
        else:
            column, message, advice = wrong
            findings.append(place.finding("allowance-form", Severity.ERROR, message, advice, column))
    return allowances, findings


def _problem(row: dict[str, str], today: date) -> tuple[str, str, str] | None:
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
    if day.full > today:
        message = f"“{day}” lies in the future, so the row allows nothing."
        return "date", message, "Type the day on which it was decided."
    if not any(letter.isalpha() for letter in row["initials"]):
        message = "“initials” is blank, so the row allows nothing."
        return "initials", message, "Type the initials of whoever decided it."
    return None
