"""Say where in a CSV a byte stands, as a spreadsheet would: the row and the letter of the column."""

from __future__ import annotations

import csv
import io

from disclosurelog.model.findings import Finding, Severity, column_letter


def whereabouts(content: bytes, at: int) -> tuple[int, str]:
    """Return the row and the letter of the column in which the byte at ``at`` stands.

    What is before it is read as leniently as can be: it may be of any encoding that has the letters of ASCII.
    """
    before = content[:at].replace(b"\x00", b"") + b"\x01"
    row, cells = 0, 1
    lines = io.TextIOWrapper(io.BytesIO(before), encoding="latin-1", newline="")
    try:
        for row, record in enumerate(csv.reader(lines), 1):  # noqa: B007 - the last one is what is asked for
            cells = len(record)
    except csv.Error:  # a cell longer than can be read: it is in the row after the last
        row, cells = row + 1, 1
    return row, column_letter(max(cells, 1) - 1)


def refusal(
    file: str, code: str, message: str, advice: str, row: int | None = None, letter: str = "", name: str = ""
) -> Finding:
    """Return an error for which a file is not read. A column without a ``name`` goes by its ``letter``."""
    return Finding(code, Severity.ERROR, message, file, row, name or letter or None, advice, letter=letter)
