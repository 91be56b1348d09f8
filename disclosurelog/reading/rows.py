"""The one strict reader of CSV: bytes to rows of cells, exactly as they stand.

RFC 4180 with any newline. Every later stage sees the cells that are read here. Where the bytes could be
read in two ways they are refused with a finding, because a guess would be published.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from disclosurelog.model.findings import Finding, Severity, column_letter

UTF_8 = "utf-8"
ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "cp1252": "cp1252", "windows-1252": "cp1252", "latin-1": "cp1252",
             "iso-8859-1": "cp1252"}  # fmt: skip
"""Encodings that a descriptor may declare. What calls itself ISO 8859-1 is read as cp1252, as browsers do."""

MAX_COLUMNS = 1_000

_SAVE_AS = "In Excel choose File, Save As, and the type “CSV UTF-8 (Comma delimited)”."
_NOT_CSV = (
    (b"PK\x03\x04", "a spreadsheet or zip file, not a CSV file", _SAVE_AS),
    (b"\xd0\xcf\x11\xe0", "an old Excel file, not a CSV file", _SAVE_AS),
    (b"\x1f\x8b", "a compressed file, not a CSV file", "Unpack it, and put the CSV file itself here."),
    (b"%PDF", "a PDF, not a CSV file", "Put the table itself in a CSV file."),
    (b"\xff\xfe", "saved as “Unicode text” (UTF-16), not as UTF-8", _SAVE_AS),
    (b"\xfe\xff", "saved as “Unicode text” (UTF-16), not as UTF-8", _SAVE_AS),
)
_HTML = re.compile(rb"\s*<(?:!doctype|html|head|body|table|\?xml|!--)", re.IGNORECASE)
_CONFLICT = re.compile(r"(?:\A|(?<=[\r\n]))(?:<{7}|>{7})(?=[ \r\n]|\Z)")
_CONTROLS = "".join(chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_CONTROL = re.compile(f"[{re.escape(_CONTROLS)}]")
_NEWLINE = re.compile(r"[\r\n]")
# Possessive throughout: one pass, no backtracking, whatever the file.
_FIELD = r'(?:"(?:[^"]|"")*+"|[^",\r\n]*+)'
# Every quotation mark opens a cell, closes it or is one of two inside: told so, what has none is passed over at once.
_WELL_FORMED = re.compile(r'[^"]*+(?:(?<![^,\r\n])"[^"]*+(?:""[^"]*+)*+"(?![^,\r\n])[^"]*+)*+\Z')
_PREFIX = re.compile(rf"(?:{_FIELD}(?:,|\r\n|\r|\n))*+")

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Rows:
    """A header and the rows below it that are not blank, each with the number the spreadsheet shows.

    ``written`` is the header as it stands in the file, and ``blank`` the number of the first blank row, if any:
    what of the file is not in the cells.
    """

    header: tuple[str, ...]
    numbers: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    written: tuple[str, ...] = field(default=(), compare=False)
    blank: int | None = field(default=None, compare=False)

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells by column."""
        return tuple(zip(*self.cells, strict=True)) or tuple(() for _ in self.header)


def read_rows(content: bytes, file: str, encoding: str = "utf-8") -> tuple[Rows | None, list[Finding]]:
    """Return the rows that ``content`` holds, or ``None`` and findings that say why it cannot be read."""
    text, findings = _decode(content, file, encoding)
    if text is None:
        return None, findings
    problem = _unreadable(text, file)
    if problem is not None:
        return None, [*findings, problem]
    # Not StringIO, which takes four bytes for each character.
    lines = io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8", newline="")
    del text
    records = list(csv.reader(lines, strict=True))
    rows, more = _table(records, file)
    return rows, findings + more


def _error(
    file: str, code: str, message: str, advice: str, row: int | None = None, column: str | None = None
) -> Finding:
    return Finding(code, Severity.ERROR, message, file, row, column, advice)


def _decode(content: bytes, file: str, encoding: str) -> tuple[str | None, list[Finding]]:
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        return None, [
            _error(file, "file-empty", "The file is empty.", "Put a header row and at least one row below it.")
        ]
    for mark, what, advice in _NOT_CSV:
        if content.startswith(mark):
            return None, [_error(file, "file-not-csv", f"The file is {what}.", advice, 1)]
    if _HTML.match(content.removeprefix(b"\xef\xbb\xbf")):
        message = "The file is a web page, not a CSV file."
        return None, [_error(file, "file-not-csv", message, "Download or export the table itself as CSV.", 1)]
    if b"\x00" in content:
        row = _row_at(content[: content.index(b"\x00")].decode("latin-1"))
        advice = "Open the file in a text editor and delete the character, or save it again as “CSV UTF-8”."
        return None, [
            _error(file, "null-character", f"Row {row} holds a null character, which no text has.", advice, row)
        ]
    declared = ENCODINGS.get(encoding.lower())
    if declared is None:
        advice = "Save the file as UTF-8 and take the “encoding” line out of datapackage.yaml."
        return None, [
            _error(file, "encoding-unknown", f"The encoding “{encoding}” is not one that can be read.", advice)
        ]
    if declared == "cp1252" and not content.isascii():
        return _decode_cp1252(content, file)
    try:
        return content.decode("utf-8-sig" if declared == "utf-8" else declared), []
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("latin-1")
        row, where = _row_at(before), _column_at(before)
        message = (
            f"Row {row}, column {where} holds a character that is not UTF-8, and guessing what it is could be wrong."
        )
        advice = (
            f"{_SAVE_AS} If all of it is in the older Windows encoding, declare “encoding: cp1252” in datapackage.yaml."
        )
        return None, [_error(file, "encoding", message, advice, row, where)]


def _decode_cp1252(content: bytes, file: str) -> tuple[str | None, list[Finding]]:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        message = (
            "The file is UTF-8, but datapackage.yaml says that it is cp1252: letters such as é and £ would be garbled."
        )
        return None, [_error(file, "encoding", message, "Take the “encoding: cp1252” line out of datapackage.yaml.")]
    try:
        return content.decode("cp1252"), []
    except UnicodeDecodeError as error:
        row = _row_at(content[: error.start].decode("latin-1"))
        message = f"Row {row} holds a character that is not in cp1252, the encoding datapackage.yaml declares."
        return None, [_error(file, "encoding", message, _SAVE_AS, row)]


def _records_before(text: str) -> list[list[str]]:
    """Read what stands before a fault, as leniently as can be, only to tell where the fault is."""
    return list(csv.reader(io.StringIO(text + "\x01", newline="")))


def _row_at(before: str) -> int:
    return len(_records_before(before.replace("\x00", "")))


def _column_at(before: str) -> str:
    return column_letter(len(_records_before(before)[-1]) - 1)


def _unreadable(text: str, file: str) -> Finding | None:
    conflict = _CONFLICT.search(text) if any(mark in text for mark in ("<<<<<<<", ">>>>>>>")) else None
    if conflict is not None:
        row = _row_at(text[: conflict.start()])
        message = f"Row {row} is a mark that version control leaves where two people changed the same rows."
        advice = (
            "Decide which of the rows are right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
        )
        return _error(file, "merge-conflict", message, advice, row)
    separator = _separator_problem(_NEWLINE.split(text, maxsplit=1)[0], file)
    if separator is not None:
        return separator
    control = _CONTROL.search(text) if any(character in text for character in _CONTROLS) else None
    if control is not None:
        row, where = _row_at(text[: control.start()]), _column_at(text[: control.start()])
        message = f"Row {row}, column {where} holds an invisible control character (code {ord(control.group())})."
        return _error(file, "control-character", message, "Delete the character, or type the cell again.", row, where)
    if _WELL_FORMED.match(text) is None:
        return _bad_quote(text, file)
    return None


def _bad_quote(text: str, file: str) -> Finding:
    prefix = _PREFIX.match(text)
    assert prefix is not None
    start = prefix.end()
    row, where = _row_at(text[:start]), _column_at(text[:start])
    place = f"row {row}, column {where}"
    if not text.startswith('"', start):
        message = f"A quotation mark stands inside {place}, in a cell that is not itself in quotation marks."
        advice = (
            'Put the whole cell in quotation marks and type each one inside it twice (""), or save from a spreadsheet.'
        )
        return _error(file, "quote-bare", message, advice, row, where)
    closed = re.compile(r'"(?:[^"]|"")*+"').match(text, start)
    if closed is None:
        message = f"The quotation mark that opens {place} is never closed, so every row after it is swallowed."
        return _error(
            file, "quote-unclosed", message, "Type the closing quotation mark at the end of that cell.", row, where
        )
    end_row = _row_at(text[:start]) + text.count("\n", start, closed.end())
    message = f"There is text after the closing quotation mark of {place}" + (
        f" (near line {end_row}): a quotation mark may be missing or too many." if end_row != row else "."
    )
    advice = 'Type every quotation mark inside the cell twice (""), and end the cell with one followed by a comma.'
    return _error(file, "quote-unclosed", message, advice, row, where)


def _is_blank(record: Sequence[str]) -> bool:
    return "".join(record).isspace() or not any(record)


def _table(records: list[list[str]], file: str) -> tuple[Rows | None, list[Finding]]:
    header_at = next((n for n, record in enumerate(records) if not _is_blank(record)), None)
    if header_at is None:
        return None, [_error(file, "file-empty", "The file holds no text.", "Put a header row and rows below it.")]
    if header_at:
        advice = "Delete the blank rows above the header row."
        return None, [
            _error(file, "header-missing", "Row 1 is blank; it must hold the names of the columns.", advice, 1)
        ]
    header = [name.strip() for name in records[0]]
    findings = _header_problems(header, records, file)
    if findings:
        return None, findings
    named = [index for index, name in enumerate(header) if name]  # what has no name is blank all the way down
    whole = len(named) == len(header)
    numbers, cells, wrong, blank = [], [], [], None
    for number, record in enumerate(records[1:], 2):
        if _is_blank(record):
            blank = blank or number
            continue
        if len(record) != len(header):
            wrong.append((number, len(record)))
            continue
        numbers.append(number)
        cells.append(tuple(record) if whole else tuple(record[index] for index in named))
    findings = _width_problems(wrong, len(header), len(numbers), file)
    names = tuple(header[index] for index in named)
    return Rows(names, tuple(numbers), tuple(cells), tuple(records[0]), blank), findings


def _separator_problem(first_line: str, file: str) -> Finding | None:
    if first_line.lower().lstrip('"').startswith("sep="):
        message = "Row 1 is a “sep=” line, which only Excel understands."
        return _error(file, "separator", message, "Delete row 1, so that the header row comes first.", 1)
    if "," not in first_line:
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
            if mark in first_line:
                message = f"The columns are separated by {name}, not by commas (row 1)."
                return _error(
                    file, "separator", message, f"Save the file with commas between the columns. {_SAVE_AS}", 1
                )
    return None


def _header_problems(header: list[str], records: list[list[str]], file: str) -> list[Finding]:
    findings = []
    if len(header) > MAX_COLUMNS:
        message = f"The file has {len(header):,} columns; at most {MAX_COLUMNS:,} can be read."
        return [_error(file, "too-many-columns", message, "Delete the columns that are not needed.", 1)]
    seen: dict[str, int] = {}
    for index, name in enumerate(header):
        letter = column_letter(index)
        if not name:
            used = next((n for n, r in enumerate(records[1:], 2) if len(r) > index and r[index].strip()), None)
            if used is not None:
                message = f"Column {letter} has no name in the header row, but row {used} has something in it."
                advice = f"Type the name of column {letter} in row 1, or delete the column."
                findings.append(_error(file, "header-blank", message, advice, 1, letter))
        elif name in seen:
            message = f"Two columns are called “{name}”: {column_letter(seen[name])} and {letter}."
            findings.append(_error(file, "header-duplicate", message, "Rename or delete one of the two.", 1, name))
        seen.setdefault(name, index)
    return findings


def _width_problems(wrong: list[tuple[int, int]], width: int, right: int, file: str) -> list[Finding]:
    extra = {length for _, length in wrong}
    if not right and len(wrong) > 1 and len(extra) == 1:
        length = extra.pop()
        more = "more" if length > width else "fewer"
        message = (
            f"Every row from row {wrong[0][0]} on has {length} cells, {more} than the {width} columns of the header."
        )
        advice = "Add the missing column name to row 1, or take the extra cell out of every row."
        return [_error(file, "row-length", message, advice, wrong[0][0])]
    return [
        _error(
            file,
            "row-length",
            f"Row {number} has {length} cells, but the header has {width}.",
            "A comma may be missing or too many; put a cell that holds commas in quotation marks."
            if length > width
            else "Add the missing cells (a comma for each blank one), or delete the row if it is not a record.",
            number,
        )
        for number, length in wrong
    ]
