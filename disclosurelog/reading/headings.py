"""Judge the first row of a CSV: whether it holds the names of the columns, each with one name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosurelog.model.findings import Finding, column_letter
from disclosurelog.reading.mistaken import SAVE_AS
from disclosurelog.reading.whereabouts import refusal

MAX_COLUMNS = 1_000

INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Characters that are seen in no name, and are there by pasting or by saving a file twice over."""

_FIRST_LINES = re.compile(rb"([^\r\n]*+)(?:\r\n|\r|\n)*+([^\r\n]*+)")
_SEPARATORS = ((b";", "semicolons"), (b"\t", "tabs"), (b"|", "vertical bars"))
_BEFORE = 3
"""Rows below the first that are looked at to tell whether the first is a title."""

Records = Sequence[tuple[int, Sequence[str]]]
"""Rows with the numbers that a spreadsheet shows."""


def separator_problem(content: bytes, file: str) -> Finding | None:
    """Return an error where the columns are separated by something other than commas."""
    lines = _FIRST_LINES.match(content)
    assert lines is not None
    first, second = lines.groups()
    if first.lower().lstrip(b'"').startswith(b"sep="):
        message = "Row 1 is a “sep=” line, which only Excel understands."
        return refusal(file, "separator", message, "Delete row 1, so that the header row comes first.", 1)
    if b"," in first:
        return None
    for mark, name in _SEPARATORS:
        if mark in first and (mark in second or b"," not in second):  # else it is a mark in a title
            message = f"The columns are separated by {name}, not by commas (row 1)."
            advice = f"Save the file with commas between the columns. {SAVE_AS}"
            return refusal(file, "separator", message, advice, 1)
    return None


def missing_header(records: Iterator[Sequence[str]], file: str) -> Finding:
    """Return an error for a file whose first row is blank; ``records`` are those below it."""
    if any(cell.strip() for record in records for cell in record):
        message, advice = "Row 1 is blank; it must hold the names of the columns.", "Delete the blank rows above them."
        return refusal(file, "header-missing", message, advice, 1)
    return refusal(file, "file-empty", "The file holds no text.", "Put a header row and rows below it.")


def header_problems(written: Sequence[str], records: Records, file: str) -> list[Finding]:
    """Return what is wrong with the names of the columns, as they are ``written``, over these rows."""
    names = [name.strip() for name in written]
    title = _title(names, records, file)
    if title is not None:
        return [title]
    findings = []
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        letter = column_letter(index)
        if not name:
            used = next((n for n, record in records if len(record) > index and record[index].strip()), None)
            if used is not None:
                message = f"Column {letter} has no name in the header row, but row {used} has something in it."
                advice = f"Type the name of column {letter} in row 1, or delete the column."
                findings.append(refusal(file, "header-blank", message, advice, 1, letter))
        elif INVISIBLE.search(name):
            message = f"The name of column {letter} holds a character that cannot be seen."
            advice = f"Type the name again by hand in cell {letter}1, without pasting, and save the file."
            findings.append(refusal(file, "header-hidden", message, advice, 1, letter))
        elif name in seen:
            message = f"Two columns are called “{name}”: {column_letter(seen[name])} and {letter}."
            advice = "Rename or delete one of the two."
            findings.append(refusal(file, "header-duplicate", message, advice, 1, letter, name))
        seen.setdefault(name, index)
    return findings


def _title(names: Sequence[str], records: Records, file: str) -> Finding | None:
    """Return an error where the first row names so few columns that it is a title above the names."""
    named = sum(map(bool, names))
    for number, record in records[:_BEFORE]:
        filled = sum(bool(cell.strip()) for cell in record)
        if named * 2 < filled or named == 1 < filled:
            message = f"Row 1 has a name for {_columns(named)} only, but row {number} fills {filled}."
            advice = (
                "If row 1 is a title, delete it, so that the names of the columns come first. If it is not, name every "
                "column in it, and put cells that hold commas in quotation marks."
            )
            return refusal(file, "header-missing", message, advice, 1)
    return None


def _columns(count: int) -> str:
    return "one column" if count == 1 else f"{count} columns"


def repeats(record: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row holds the names of the columns once more, as where two files were put together."""
    if len(names) < 2 or len(record) != len(names) or record[0].strip() != names[0]:
        return False
    return all(cell.strip() == name for cell, name in zip(record, names, strict=True))


def repeated_header(number: int, file: str) -> Finding:
    """Return an error for a row that ``repeats`` the header."""
    message = f"Row {number} holds the names of the columns once more: two files were perhaps put together here."
    advice = f"Delete row {number}. Look whether the columns below it are in the same order."
    return refusal(file, "header-repeated", message, advice, number)


def width_problems(wrong: Records, width: int, right: int, file: str) -> list[Finding]:
    """Return an error for each row that has more or fewer cells than the header; ``right`` rows have as many."""
    lengths = {len(record) for _, record in wrong}
    if not right and len(wrong) > 1 and len(lengths) == 1:
        length, first = lengths.pop(), wrong[0][0]
        more = "more" if length > width else "fewer"
        message = f"Every row from row {first} on has {length} cells, {more} than the {width} columns of the header."
        advice = "Add the missing column name to row 1, or take the extra cell out of every row."
        return [refusal(file, "row-length", message, advice, first)]
    return [
        refusal(
            file,
            "row-length",
            f"The row has {len(record):,} cells, but the header has {width}.",
            _advice(record, width),
            number,
        )
        for number, record in wrong
    ]


def _advice(record: Sequence[str], width: int) -> str:
    if len(record) < width:
        return "Add the missing cells (a comma for each blank one), or delete the row if it is not a record."
    if not any(cell.strip() for cell in record[width:]):
        return (
            "The cells beyond the header are blank: in a spreadsheet select the columns to the right of the last "
            "name, delete them and save the file again, or delete the commas at the end of the row."
        )
    if any(mark in cell for cell in record for mark in "“”"):
        return 'The curly quotation marks “ ” do not hold a cell together: put straight ones (") around the cell.'
    return "A comma may be missing or too many; put a cell that holds commas in quotation marks."
