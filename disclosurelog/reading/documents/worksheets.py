"""Excel workbooks: what their sheets hide."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from disclosurelog.model.findings import column_letter
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, listed
from disclosurelog.reading.documents.office import OfficeFile
from disclosurelog.reading.documents.packages import Package
from disclosurelog.reading.documents.rest import tell_rest
from disclosurelog.reading.documents.sheet_texts import (
    column_index,
    merged_over,
    tell_formulas,
    without_cells,
    without_rows,
)
from disclosurelog.reading.documents.styles import Looks, hides_letters, looks_of
from disclosurelog.reading.documents.workbooks import Workbook, tell_cells, tell_far_cells, tell_hidden_lines
from disclosurelog.reading.documents.xml_parts import Element, find, name_of, parse, stream, text_of, value_of

_MOST_DENSE = 3_000_000
"""Cells of the rectangle around all cells, up to which calamine reads it."""
_THIN_COLUMN = 1.0
"""Characters. A column that is narrower shows nothing."""
_FLAT_ROW = 2.0
"""Points. A row that is lower shows nothing."""
_MOST_AT_ONCE = 160 * 2**20
"""Bytes of a sheet that are held in memory to be read fast."""
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_YES = ("1", "true")
_RICH = b"<rPr>"
_BESIDES = ("row", "col", "sheetFormatPr", "mergeCell", "conditionalFormatting")


@dataclass(slots=True)
class _Scan:
    """What the XML of a sheet says beside its cells. Rows and columns are counted from 0."""

    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    shown_columns: list[tuple[int, int]] = field(default_factory=list)
    hides_others: bool = False
    unseen: list[str] = field(default_factory=list)
    ruled: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    def hides_row(self, row: int) -> bool:
        return row in self.hidden_rows

    def hides_column(self, column: int) -> bool:
        if any(start <= column <= end for start, end in self.hidden_columns):
            return True
        return self.hides_others and not any(start <= column <= end for start, end in self.shown_columns)


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
    strings = file.linked(workbook, "sharedStrings")
    styles = [parse(file.package.read(part)) for part in file.linked(workbook, "styles")]
    themes = [parse(file.package.read(part)) for part in file.linked(workbook, "theme")]
    theme = themes[0] if themes else None
    looks = looks_of(styles[0], theme) if styles else Looks()
    looks = replace(looks, strings=_pale_strings(file.package, strings, looks))
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
            scan = _scan_part(file.package, sheet.part, looks)
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
        if scan.ruled:
            found.trace("hiding-rule", place, f"cells {listed(scan.ruled)}")
        _tell_besides(file.package, sheet.part, place, found)
    return [*(sheet.part for sheet in sheets), *strings]


def _tell_dense(book: Workbook, sheet: Sheet, scan: _Scan, found: Gathering) -> None:
    if sheet.name not in book.sheets or sheet.name in book.others:
        return
    rows, row, column = book.cells(sheet.name)
    tell_cells(sheet.name, rows, row, column, found)
    tell_far_cells(sheet.name, rows, row, column, found)
    tell_hidden_lines(sheet.name, rows, (row, column), (scan.hides_row, scan.hides_column), found)
    scan.unseen += merged_over(scan.merged, rows, (row, column))


def _tell_besides(package: Package, part: str, place: str, found: Gathering) -> None:
    """Tell what stands in a sheet beside its values: headers, lists to choose from, rules, tips, formulas."""
    if package.size(part) <= _MOST_AT_ONCE:
        content = package.read(part, _MOST_AT_ONCE)
        tell_rest(without_rows(content), f"{place}, beside its cells", found, texts=True)
        tell_formulas(content, place, found)


def _pale_strings(package: Package, parts: list[str], looks: Looks) -> frozenset[str]:
    """Return the numbers of the shared texts of which a part is in letters that are not seen on white paper."""
    pale, number = set(), -1
    for part in parts:
        if package.size(part) > _MOST_AT_ONCE or _RICH not in package.read(part, _MOST_AT_ONCE):
            continue
        with package.open(part) as opened:
            for item in stream(opened, "si"):
                number += 1
                if hides_letters(item, looks.scheme):
                    pale.add(str(number))
    return frozenset(pale)


def _scan_part(package: Package, name: str, looks: Looks) -> _Scan:
    """Look through the XML of a sheet. ``looks`` are left out where they hide nothing, which is read far faster."""
    if package.size(name) > _MOST_AT_ONCE:
        with package.open(name) as part:
            return _scan(part, looks, closely=True)
    content = package.read(name, _MOST_AT_ONCE)
    closely = bool(looks.numbers or looks.texts or looks.strings) or _RICH in content
    return _scan(io.BytesIO(content if closely else without_cells(content)), looks, closely=closely)


def _scan(part: object, looks: Looks, *, closely: bool) -> _Scan:
    scan, number = _Scan(), -1
    for element in stream(part, *_BESIDES):  # type: ignore[arg-type]
        name = name_of(element)
        if name == "row":
            stated = element.get("r", "")
            number = int(stated) - 1 if stated.isdigit() and len(stated) < 8 else number + 1
            if _hidden(element, "ht", _FLAT_ROW):
                scan.hidden_rows.add(number)
            _scan_row(element, number, scan, looks if closely else None)
        elif name == "col":
            ends = value_of(element, "min", "1"), value_of(element, "max", "1")
            if all(end.isdigit() and len(end) < 8 for end in ends):
                hidden = _hidden(element, "width", _THIN_COLUMN)
                columns = scan.hidden_columns if hidden else scan.shown_columns
                columns.append((int(ends[0]) - 1, int(ends[1]) - 1))
        elif name == "sheetFormatPr":
            scan.hides_others = _hidden(element, "defaultColWidth", _THIN_COLUMN)
        elif name == "mergeCell":
            scan.merged.append(value_of(element, "ref"))
        elif any(value_of(rule, "dxfId") in looks.rules for rule in find(element, "cfRule")):
            scan.ruled.append(value_of(element, "sqref"))
    return scan


def _scan_row(row: Element, number: int, scan: _Scan, looks: Looks | None) -> None:
    for cell in row.iterchildren(reversed=True):
        if len(cell):
            scan.rows = max(scan.rows, number + 1)
            at = _CELL.fullmatch(cell.get("r", ""))
            scan.columns = max(scan.columns, column_index(at[1]) + 1 if at else len(row))
            break
    if looks is not None:
        scan.unseen += [cell.get("r") or f"row {number + 1}" for cell in row if len(cell) and looks.hide(cell)]


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
