"""The one strict reader of CSV: bytes to rows of cells, exactly as they stand.

RFC 4180 with any newline. Every later stage sees the cells that are read here. Where the bytes could be
read in two ways they are refused with a finding, because a guess would be published. Until the cells are
made it is the bytes that are looked at: a text may take four times their memory.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from sys import getsizeof

from disclosurelog.model.findings import Finding, column_letter
from disclosurelog.reading.encodings import ENCODINGS, UTF_8, find_encoding
from disclosurelog.reading.headings import (
    MAX_COLUMNS,
    Records,
    header_problems,
    missing_header,
    repeated_header,
    repeats,
    separator_problem,
    width_problems,
)
from disclosurelog.reading.mistaken import mistaken_for_csv
from disclosurelog.reading.whereabouts import refusal, whereabouts

__all__ = ["ENCODINGS", "LIMITS", "MAX_COLUMNS", "UTF_8", "Limits", "Rows", "read_rows"]

_BOM = b"\xef\xbb\xbf"
_CONFLICT = re.compile(rb"(?:\A|(?<=[\r\n]))(?:<{7}|>{7})(?=[ \r\n]|\Z)")
_CONTROLS = tuple(bytes([code]) for code in (*range(0x20), 0x7F) if bytes([code]) not in (b"\t", b"\n", b"\r"))
_CONTROL = re.compile(b"[" + re.escape(b"".join(_CONTROLS)) + b"]")
# Possessive throughout: one pass, no backtracking, whatever the file.
_FIELD = rb'(?:"(?:[^"]|"")*+"|[^",\r\n]*+)'
# Every quotation mark opens a cell, closes it or is one of two inside: told so, what has none is passed over at once.
_WELL_FORMED = re.compile(rb'[^"]*+(?:(?<![^,\r\n])"[^"]*+(?:""[^"]*+)*+"(?![^,\r\n])[^"]*+)*+\Z')
_PREFIX = re.compile(rb"(?:" + _FIELD + rb"(?:,|\r\n|\r|\n))*+")
_CELL = re.compile(rb'"(?:[^"]|"")*+"|[^",\r\n]++')

_LONGEST = 4 * 1024 * 1024
"""Bytes of a cell that are read to say how long it is. Python’s reader takes four bytes for each."""
_MOST_WRONG = 1_000
"""Rows of another length that are told of one file."""
_OF_A_ROW = 96
_OF_A_CELL = 48
"""Bytes that a row and a cell take besides the text: a tuple, a number, and what Python keeps of each text."""
_PIECE = 1024 * 1024
_MOST_IN_A_PIECE = 100_000
"""Commas of a piece of one line: a text has one in twenty letters."""
_ROWS_OF_A_SHEET = 1_048_576
"""Blank ones too: a file with more was not saved by a spreadsheet."""
_FIRST = 3
"""Rows by which a title is told from a header."""

csv.field_size_limit(_LONGEST)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one file, so that memory is enough for it and for what is made of it.

    ``rows`` are those below the header, ``cells`` counts the blank ones too, ``characters`` are those of one cell,
    ``memory`` is in bytes.
    """

    columns: int = MAX_COLUMNS
    rows: int = 1_048_575
    cells: int = 2_000_000
    characters: int = 1_000_000
    memory: int = 160 * 1024 * 1024

    def after(self, rows: Rows | None) -> Limits:
        """Return what is left for further files, where several are held together."""
        if rows is None:
            return self
        return replace(
            self,
            rows=max(self.rows - len(rows.cells), 0),
            cells=max(self.cells - len(rows.cells) * len(rows.header), 0),
            memory=max(self.memory - rows.memory, 0),
        )


LIMITS = Limits()
"""A sheet of Excel has as many rows. A log of 20,000 answers with four questions each has 1,100,000 cells, in 90 MB;
100,000 rows of 14 columns have 1,400,000, in 100 MB."""


@dataclass(frozen=True)
class Rows:
    """A header and the rows below it that are not blank, each with the number the spreadsheet shows.

    ``written`` is the header as it stands in the file, and ``blank`` the number of the first blank row, if any:
    what of the file is not in the cells. ``memory`` is what the cells take, in bytes.
    """

    header: tuple[str, ...]
    numbers: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    written: tuple[str, ...] = field(default=(), compare=False)
    blank: int | None = field(default=None, compare=False)
    memory: int = field(default=0, compare=False)

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells by column."""
        return tuple(zip(*self.cells, strict=True)) or tuple(() for _ in self.header)


def read_rows(
    content: bytes, file: str, encoding: str = UTF_8, limits: Limits = LIMITS
) -> tuple[Rows | None, list[Finding]]:
    """Return the rows that ``content`` holds, or ``None`` and findings that say why it cannot be read."""
    content = content.removeprefix(_BOM)
    problem = _not_text(content, file) or _too_wide(content, file, limits)
    known = None
    if problem is None:
        known, problem = find_encoding(content, file, encoding)
    if problem is None:
        problem = _unreadable(content, file)
    if problem is not None or known is None:
        return None, [problem] if problem else []
    # Not StringIO, which takes four bytes for each character.
    lines = io.TextIOWrapper(io.BytesIO(content), encoding=known, newline="")
    try:
        return _table(csv.reader(lines, strict=True), file, limits)
    except csv.Error:
        row, where = whereabouts(content, _beyond_reading(content))
        return None, [_too_long(file, row, where, limits)]


def _not_text(content: bytes, file: str) -> Finding | None:
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        return refusal(file, "file-empty", "The file is empty.", "Put a header row and at least one row below it.")
    mistaken = mistaken_for_csv(content)
    if mistaken is not None:
        what, advice = mistaken
        return refusal(file, "file-not-csv", f"The file is {what}.", advice, 1)
    if b"\x00" in content:
        row, where = whereabouts(content, content.index(b"\x00"))
        message = f"Row {row}, column {where} holds a null character, which no text has."
        advice = "Open the file in a text editor and delete the character, or save it again as “CSV UTF-8”."
        return refusal(file, "null-character", message, advice, row, where)
    return None


def _too_wide(content: bytes, file: str, limits: Limits) -> Finding | None:
    """Return an error for a line of more cells than any table has, before each of them is made a text."""
    for at in range(0, len(content) - _PIECE, _PIECE):
        # A line twice as long as a piece has no end in one of the pieces.
        if any(content.find(end, at, at + _PIECE) >= 0 for end in (b"\n", b"\r")):
            continue
        begin = max(content.rfind(end, 0, at) for end in (b"\n", b"\r")) + 1
        cells = content.count(b",", at, at + _PIECE)
        if cells > _MOST_IN_A_PIECE:
            row, _ = whereabouts(content, begin)
            message = f"Row {row} has more than {cells:,} cells; at most {limits.columns:,} columns can be read."
            advice = "Delete the cells that are not needed, or save the table from a spreadsheet again."
            return refusal(file, "too-many-columns", message, advice, row)
    return None


def _unreadable(content: bytes, file: str) -> Finding | None:
    conflict = _CONFLICT.search(content) if any(mark in content for mark in (b"<<<<<<<", b">>>>>>>")) else None
    if conflict is not None:
        row, _ = whereabouts(content, conflict.start())
        message = f"Row {row} is a mark that version control leaves where two people changed the same rows."
        advice = (
            "Decide which of the rows are right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
        )
        return refusal(file, "merge-conflict", message, advice, row)
    separator = separator_problem(content, file)
    if separator is not None:
        return separator
    control = _CONTROL.search(content) if any(character in content for character in _CONTROLS) else None
    if control is not None:
        row, where = whereabouts(content, control.start())
        message = f"Row {row}, column {where} holds an invisible control character (code {ord(control.group())})."
        advice = "Delete the character, or type the cell again."
        return refusal(file, "control-character", message, advice, row, where)
    if _WELL_FORMED.match(content) is None:
        return _bad_quote(content, file)
    return None


def _bad_quote(content: bytes, file: str) -> Finding:
    prefix = _PREFIX.match(content)
    assert prefix is not None
    start = prefix.end()
    row, where = whereabouts(content, start)
    place = f"row {row}, column {where}"
    if not content.startswith(b'"', start):
        message = f"A quotation mark stands inside {place}, in a cell that is not itself in quotation marks."
        advice = (
            'Put the whole cell in quotation marks and type each one inside it twice (""), or save from a spreadsheet.'
        )
        return refusal(file, "quote-bare", message, advice, row, where)
    closed = re.compile(rb'"(?:[^"]|"")*+"').match(content, start)
    if closed is None:
        message = f"The quotation mark that opens {place} is never closed, so every row after it is swallowed."
        advice = "Type the closing quotation mark at the end of that cell."
        return refusal(file, "quote-unclosed", message, advice, row, where)
    end_row = row + content.count(b"\n", start, closed.end())
    message = f"There is text after the closing quotation mark of {place}" + (
        f" (near line {end_row}): a quotation mark may be missing or too many." if end_row != row else "."
    )
    advice = 'Type every quotation mark inside the cell twice (""), and end the cell with one followed by a comma.'
    return refusal(file, "quote-unclosed", message, advice, row, where)


def _beyond_reading(content: bytes) -> int:
    """Return where a cell begins that is longer than Python’s reader takes."""
    return next((cell.start() for cell in _CELL.finditer(content) if cell.end() - cell.start() > _LONGEST), 0)


def _over_long(record: Sequence[str], limits: Limits) -> str:
    """Return the letter of the first cell that is longer than one can be, ``""`` if none is."""
    return next((column_letter(n) for n, cell in enumerate(record) if len(cell) > limits.characters), "")


def _too_long(file: str, row: int, where: str, limits: Limits) -> Finding:
    message = f"Row {row}, column {where} holds more than {limits.characters:,} characters, more than one cell can."
    advice = "Put a text that long in a file of its own, and release that. Or close the quotation marks of the cell."
    return refusal(file, "cell-too-long", message, advice, row, where)


def _too_much(file: str, number: int, limits: Limits) -> Finding:
    message = (
        f"The file holds more than can be read at once: at most {limits.rows:,} rows, {limits.cells:,} cells and "
        f"{limits.memory // 1024**2:,} MB of text. What is from row {number:,} on is too much."
    )
    advice = "Delete the rows and columns that are not needed, or split it into one file a year."
    return refusal(file, "file-too-large", message, advice, number)


def _is_blank(record: Sequence[str]) -> bool:
    return not any(cell and not cell.isspace() for cell in record)


def _table(records: Iterator[list[str]], file: str, limits: Limits) -> tuple[Rows | None, list[Finding]]:
    written = next(records, [])
    if _is_blank(written):
        return None, [missing_header(records, file)]
    width = len(written)
    if width > limits.columns:
        message = f"The file has {width:,} columns; at most {limits.columns:,} can be read."
        return None, [refusal(file, "too-many-columns", message, "Delete the columns that are not needed.", 1)]
    names = [name.strip() for name in written]
    numbers: list[int] = []
    cells: list[tuple[str, ...]] = []
    wrong: list[tuple[int, Sequence[str]]] = []
    again: list[Finding] = []
    memory, blank = 0, None
    for number, record in enumerate(records, 2):
        text = "".join(record)
        if not text or text.isspace():
            blank = blank or number
            if number > _ROWS_OF_A_SHEET:
                return None, [_too_much(file, number, limits)]
            continue
        memory += getsizeof(text) + _OF_A_ROW + _OF_A_CELL * (len(record) - record.count("")) + 8 * len(record)
        count = len(cells) + len(wrong)
        if memory > limits.memory or count * width + len(record) > limits.cells or count == limits.rows:
            return None, [_too_much(file, number, limits)]
        if len(text) > limits.characters and (letter := _over_long(record, limits)):
            return None, [_too_long(file, number, letter, limits)]
        if len(record) != width:
            wrong.append((number, record))
        elif repeats(record, names):
            again.append(repeated_header(number, file))
        else:
            numbers.append(number)
            cells.append(tuple(record))
    findings = header_problems(written, _few(numbers, cells, wrong, names), file)
    if findings:
        return None, findings
    named = [index for index, name in enumerate(names) if name]  # what has no name is blank all the way down
    if len(named) < width:
        cells = [tuple(record[index] for index in named) for record in cells]
    findings = [*again, *width_problems(wrong, width, len(cells), file)][:_MOST_WRONG]
    header = tuple(names[index] for index in named)
    return Rows(header, tuple(numbers), tuple(cells), tuple(written), blank, memory), findings


def _few(
    numbers: Sequence[int], cells: Sequence[Sequence[str]], wrong: Records, names: Sequence[str]
) -> list[tuple[int, Sequence[str]]]:
    """Return the rows that tell what is wrong with a header: the first ones, or all where a column has no name."""
    most = len(cells) if "" in names else _FIRST
    return sorted([*zip(numbers[:most], cells[:most], strict=True), *wrong], key=itemgetter(0))
