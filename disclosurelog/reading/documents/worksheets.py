"""Excel workbooks: what their sheets hide."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosurelog.model.findings import column_letter
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, listed
from disclosurelog.reading.documents.office import OfficeFile
from disclosurelog.reading.documents.packages import Package
from disclosurelog.reading.documents.styles import unseen_styles
from disclosurelog.reading.documents.workbooks import Workbook, tell_cells, tell_far_cells, tell_hidden_lines
from disclosurelog.reading.documents.xml_parts import Element, find, name_of, parse, stream, text_of, value_of

_MOST_DENSE = 3_000_000
"""Cells of the rectangle around all cells, up to which calamine reads it."""
_THIN_COLUMN = 0.5
"""Characters. A column that is narrower shows nothing."""
_FLAT_ROW = 2.0
"""Points. A row that is lower shows nothing."""
_MOST_AT_ONCE = 160 * 2**20
"""Bytes of a sheet that are held in memory to be read fast."""
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_YES = ("1", "true")
_TEXTS = ("headerFooter", "dataValidations")


@dataclass(slots=True)
class _Scan:
    """What the XML of a sheet says beside its cells. Rows and columns are counted from 0."""

    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def hides_row(self, row: int) -> bool:
        return row in self.hidden_rows

    def hides_column(self, column: int) -> bool:
        return any(start <= column <= end for start, end in self.hidden_columns)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it: its name, its part and whether it is shown."""

    name: str
    part: str
    state: str


def sheets_of(file: OfficeFile, workbook: str) -> tuple[list[Sheet], Element]:
    """Return the sheets of a workbook in order, and the root of the workbook's part."""
    root = parse(file.package.read(workbook))
    parts = file.by_id(workbook)
    sheets = [
        Sheet(value_of(sheet, "name"), parts.get(_mark_of(sheet), ""), value_of(sheet, "state", "visible"))
        for sheet in find(root, "sheet")
    ]
    return sheets, root


def _mark_of(sheet: Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def tell_sheets(content: bytes, file: OfficeFile, workbook: str, found: Gathering) -> list[str]:
    """Tell of every sheet what it holds and hides. Returns the parts that were read."""
    sheets, _ = sheets_of(file, workbook)
    styles = [parse(file.package.read(part)) for part in file.linked(workbook, "styles")]
    unseen = unseen_styles(styles[0]) if styles else frozenset()
    strings = file.linked(workbook, "sharedStrings")
    book: Workbook | None = None
    found.say("names of sheets", "\n".join(sheet.name for sheet in sheets))
    for sheet in sheets:
        place = f"sheet “{sheet.name}”"
        if sheet.state.lower() != "visible":
            hard = " (so hidden that Excel does not list it)" if sheet.state.lower() == "veryhidden" else ""
            found.trace("hidden-sheet", place, hard.strip(" ()"))
        if sheet.part not in file.package.names:
            found.fail(f"The part that holds {place} is missing from the file.")
            continue
        try:
            scan = _scan_part(file.package, sheet.part, unseen)
            if scan.rows * scan.columns > _MOST_DENSE:
                _tell_sparse(file, sheet, strings, found)
            else:
                book = book or Workbook(content)
                _tell_dense(book, sheet, scan, found)
        except UnreadableError as error:
            found.fail(f"{str(error).rstrip('.')} ({place}).")
            continue
        if scan.unseen:
            found.trace("unseen-cells", place, f"{'cells' if len(scan.unseen) > 1 else 'cell'} {listed(scan.unseen)}")
        found.say(f"{place}, header and footer", "\n".join(scan.texts))
    return [*(sheet.part for sheet in sheets), *strings]


def _tell_dense(book: Workbook, sheet: Sheet, scan: _Scan, found: Gathering) -> None:
    if sheet.name not in book.sheets or sheet.name in book.others:
        return
    rows, row, column = book.cells(sheet.name)
    tell_cells(sheet.name, rows, row, column, found)
    tell_far_cells(sheet.name, rows, row, column, found)
    tell_hidden_lines(sheet.name, rows, (row, column), (scan.hides_row, scan.hides_column), found)


def _scan_part(package: Package, name: str, unseen: frozenset[str]) -> _Scan:
    if unseen or package.size(name) > _MOST_AT_ONCE:
        with package.open(name) as part:
            return _scan(part, unseen)
    return _scan(io.BytesIO(without_cells(package.read(name, _MOST_AT_ONCE))), unseen)


def without_cells(content: bytes) -> bytes:
    """Return the XML of a sheet with one cell in each row, the last that holds anything: read in a quarter of the time.

    What is written in another way than Excel, LibreOffice and their like write it is returned as it is.
    """
    if b"<!" in content:
        return content
    kept, at = [], 0
    while (first := content.find(b"<c ", at)) >= 0:
        close = content.find(b"</row>", first)
        if close < 0:
            return content
        end = content.rfind(b"</c>", first, close)
        last = content.rfind(b"<c ", first, end) if end >= 0 else close
        kept += [content[at:first], content[last:close]]
        at = close
    kept.append(content[at:])
    return b"".join(kept)


def _scan(part: object, unseen: frozenset[str]) -> _Scan:
    scan, number = _Scan(), -1
    for element in stream(part, "row", "col", *_TEXTS):  # type: ignore[arg-type]
        name = name_of(element)
        if name == "row":
            stated = element.get("r", "")
            number = int(stated) - 1 if stated.isdigit() and len(stated) < 8 else number + 1
            if _hidden(element, "ht", _FLAT_ROW):
                scan.hidden_rows.add(number)
            _scan_row(element, number, scan, unseen)
        elif name == "col":
            if _hidden(element, "width", _THIN_COLUMN):
                ends = value_of(element, "min", "1"), value_of(element, "max", "1")
                if all(end.isdigit() and len(end) < 8 for end in ends):
                    scan.hidden_columns.append((int(ends[0]) - 1, int(ends[1]) - 1))
        else:
            scan.texts.append(text_of(element, "\n"))
    return scan


def _scan_row(row: Element, number: int, scan: _Scan, unseen: frozenset[str]) -> None:
    for cell in row.iterchildren(reversed=True):
        if len(cell):
            scan.rows = max(scan.rows, number + 1)
            at = _CELL.fullmatch(cell.get("r", ""))
            scan.columns = max(scan.columns, _index(at[1]) + 1 if at else len(row))
            break
    if unseen:
        scan.unseen += [
            cell.get("r") or f"row {number + 1}" for cell in row if len(cell) and cell.get("s", "0") in unseen
        ]


def _index(letters: str) -> int:
    """Return the number of a column from 0: A is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _hidden(element: Element, size: str, least: float) -> bool:
    if value_of(element, "hidden").lower() in _YES:
        return True
    stated = element.get(size)
    try:
        return stated is not None and float(stated) < least
    except ValueError:
        return False


def _tell_sparse(file: OfficeFile, sheet: Sheet, strings: list[str], found: Gathering) -> None:
    """Tell the cells of a sheet one by one, where they lie too far apart to be a table."""
    found.trace("far-cells", f"sheet “{sheet.name}”", "some cells lie very far from the others")
    shared: list[str] = []
    for name in strings:
        with file.package.open(name) as part:
            shared += [text_of(item) for item in stream(part, "si")]
    with file.package.open(sheet.part) as part:
        for place, text in _sparse(part, shared):
            found.say(f"sheet “{sheet.name}”, cell {place}", text)


def _sparse(part: object, shared: list[str]) -> Iterator[tuple[str, str]]:
    for row in stream(part, "row"):  # type: ignore[arg-type]
        for index, cell in enumerate(row):
            text = "".join(text_of(piece) for piece in cell if name_of(piece) in ("v", "is"))
            if cell.get("t") == "s" and text.isdigit() and int(text[:9]) < len(shared):
                text = shared[int(text[:9])]
            yield cell.get("r") or f"{column_letter(index)}{row.get('r', '')}", text
