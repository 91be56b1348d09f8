"""Findings: what is wrong with the data, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How grave a finding is. Only an error stops publication (a warning does too with ``--strict``)."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a notice: the order in which they are shown."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right in somebody's data.

    ``code`` names the check; ``message`` says what is wrong; ``advice`` says what to do. ``file`` is the
    path as the officer knows it, ``row`` the number the spreadsheet shows (the header is row 1) and
    ``column`` the column's name. Either of the last two is ``None`` where it does not apply.
    """

    code: str
    severity: Severity
    message: str
    file: str
    row: int | None = None
    column: str | None = None
    advice: str = ""

    @property
    def sort_key(self) -> tuple[int, str, int, str, str, str]:
        """Worst first, then by place, so that two runs list the same findings in the same order."""
        return (self.severity.rank, self.file, self.row or 0, self.column or "", self.code, self.message)

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the finding as the JSON report gives it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "advice": self.advice,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value came from: a file and the row number that a spreadsheet shows."""

    file: str
    row: int | None = None

    def finding(
        self, code: str, severity: Severity, message: str, advice: str = "", column: str | None = None
    ) -> Finding:
        """Return a finding at this place."""
        return Finding(code, severity, message, self.file, self.row, column, advice)


def column_letter(index: int) -> str:
    """Return the letters a spreadsheet gives the column at ``index``, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
