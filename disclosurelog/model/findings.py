"""Findings: what is wrong with the data, where, and what to do about it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    ``column`` the column's name. Either of the last two is ``None`` where it does not apply. ``allow`` is what
    an officer types in ``allowances.csv`` to let this one finding pass, ``""`` where it cannot be allowed.
    ``letter`` is what the spreadsheet calls the column, ``""`` where that is not known.
    """

    code: str
    severity: Severity
    message: str
    file: str
    row: int | None = None
    column: str | None = None
    advice: str = ""
    allow: str = ""
    letter: str = ""

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
            "allow": self.allow,
            "letter": self.letter,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value came from: a file and the row number that a spreadsheet shows."""

    file: str
    row: int | None = None

    def finding(
        self, code: str, severity: Severity, message: str, advice: str = "", column: str | None = None, allow: str = ""
    ) -> Finding:
        """Return a finding at this place."""
        return Finding(code, severity, message, self.file, self.row, column, advice, allow)


def allowance_of(code: str, *what: str) -> str:
    """Return the mark by which one finding can be allowed: its code and eight digits made of what was found where.

    ``what`` is what makes it this finding and no other, such as the reference, the column and the text, and
    never a row, which moves. Eight digits cannot be turned back into the text: too many texts share them.
    """
    digest = hashlib.sha256("\0".join((code, *what)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{code}-{digest[:8]}"


def column_letter(index: int) -> str:
    """Return the letters a spreadsheet gives the column at ``index``, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def with_letters(findings: Iterable[Finding], headers: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Return the findings with the letter of each one's column, as a spreadsheet shows it.

    ``headers`` are the names of a file's columns by the file, all of them and as they stand in it. A name that
    two columns have has no letter, and a column without a name goes by its letter.
    """
    letters = {file: _letters_of(header) for file, header in headers.items()}
    lettered = []
    for finding in findings:
        letter = letters.get(finding.file, {}).get(finding.column or "", "")
        lettered.append(replace(finding, letter=letter) if letter and not finding.letter else finding)
    return lettered


def _letters_of(header: Sequence[str]) -> dict[str, str]:
    """Return the letter of each column by its name; a column without a name goes by its letter."""
    names = [name.strip() for name in header]
    times = Counter(names)
    unnamed = {column_letter(index): column_letter(index) for index, name in enumerate(names) if not name}
    named = {name: column_letter(index) for index, name in enumerate(names) if name and times[name] == 1}
    return unnamed | named
