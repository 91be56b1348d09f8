"""OpenDocument spreadsheets: what their sheets hide."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from disclosurelog.model.findings import column_letter
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted, listed
from disclosurelog.reading.documents.open_styles import OpenStyles, open_styles
from disclosurelog.reading.documents.packages import Package
from disclosurelog.reading.documents.properties import names_somebody
from disclosurelog.reading.documents.workbooks import Workbook, tell_cells, tell_far_cells, tell_hidden_lines
from disclosurelog.reading.documents.xml_parts import Element, find, first, name_of, stream, text_of, value_of

_MOST_DENSE = 3_000_000
_MOST_AT_ONCE = 160 * 2**20
"""Bytes of the part with all cells, which is held in memory to be read fast."""
_PROGRAMS = ("script", "event-listener", "dde-source", "dde-connection-decl", "database-display",
             "database-source-sql", "database-source-table", "database-source-query")  # fmt: skip
_BESIDES = ("table-column", "table-row", "tracked-changes", "table-source", "shapes", "conditional-format",
            "content-validation", *_PROGRAMS)  # fmt: skip
_COUNTED = b'<table:table-cell table:number-columns-repeated="%d"><text:p/></table:table-cell>'
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_COLUMNS_REPEATED, _ROWS_REPEATED = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-repeated"


@dataclass(slots=True)
class _Sheet:
    """What the XML of a sheet says beside its cells. Rows and columns are counted from 0."""

    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    usual: list[tuple[int, int, str]] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)

    def hides_row(self, row: int) -> bool:
        return any(start <= row <= end for start, end in self.hidden_rows)

    def hides_column(self, column: int) -> bool:
        return any(start <= column <= end for start, end in self.hidden_columns)


def tell_tables(content: bytes, package: Package, styles: Element | None, found: Gathering) -> None:
    """Tell of every sheet what it holds and hides. ``styles`` are those that have names."""
    sheets = _scan(package, styles, found)
    for name, sheet in sheets.items():
        if sheet.rows * sheet.columns > _MOST_DENSE:
            raise UnreadableError(f"The cells of sheet “{name}” lie too far apart to be looked at.")
    book = Workbook(content)
    found.say("names of sheets", "\n".join(book.sheets))
    for name, visible in book.sheets.items():
        sheet = sheets.get(name, _Sheet())
        place = f"sheet “{name}”"
        if name.startswith(("'file:", "'http")):
            found.trace("linked-values", place)
        elif not visible:
            found.trace("hidden-sheet", place)
        rows, row, column = book.cells(name)
        tell_cells(name, rows, row, column, found)
        tell_far_cells(name, rows, row, column, found)
        tell_hidden_lines(name, rows, (row, column), (sheet.hides_row, sheet.hides_column), found)
        if sheet.unseen:
            found.trace("unseen-cells", place, f"{'cells' if len(sheet.unseen) > 1 else 'cell'} {listed(sheet.unseen)}")
        if sheet.comments:
            cells = [cell for cell, _ in sheet.comments]
            where = f"{place}, {'cells' if len(cells) > 1 else 'cell'} {listed(cells)}"
            found.trace("comments", where, counted(len(cells), "comment"))
        for cell, text in sheet.comments:
            found.say(f"{place}, comment on cell {cell}", text)


def _scan(package: Package, named: Element | None, found: Gathering) -> dict[str, _Sheet]:
    content = package.read("content.xml", _MOST_AT_ONCE)
    automatic = next(stream(io.BytesIO(content), "automatic-styles"), None)
    both = [part for part in (named, automatic) if part is not None]
    looks = open_styles(
        (style for part in both for style in find(part, "style")),
        (form for part in both for form in find(part, "text-style", "number-style")),
    )
    used = any(f'"{name}"'.encode() in content for name in looks.unseen_cells)
    if not used:
        content = with_counted_cells(content)
    sheets: dict[str, _Sheet] = {}
    for element in stream(io.BytesIO(content), *_BESIDES):
        name = name_of(element)
        if name == "tracked-changes":
            tell_changes(element, found)
        elif name == "shapes":
            found.say("text boxes", "\n".join(text_of(line) for line in find(element, "p")))
        elif name in _PROGRAMS:
            tell_programs(element, found)
        elif name == "conditional-format":
            if any(value_of(rule, "apply-style-name") in looks.unseen_cells for rule in find(element, "condition")):
                found.trace("hiding-rule", value_of(element, "target-range-address"))
        elif name == "content-validation":
            found.say("lists and tips of cells", "\n".join([value_of(element, "condition"), text_of(element, " ")]))
        elif name == "table-source":
            found.trace("outside-link", "")
            found.say("link", value_of(element, "href"))
        else:
            table = next(element.iterancestors(f"{_TABLE}table"), None)
            if table is not None:
                sheet = sheets.setdefault(value_of(table, "name"), _Sheet())
                (_scan_column if name == "table-column" else _scan_row)(element, sheet, looks, found)
    return sheets


def with_counted_cells(content: bytes) -> bytes:
    """Return the XML of a spreadsheet with the cells of each plain row as one, repeated: read in a quarter of the time.

    Rows with a comment or with cells that are repeated already stay as they are, and so does what is written in another
    way than LibreOffice, Excel and their like write it.
    """
    if b"<!" in content:
        return content
    kept, at = [], 0
    while (row := content.find(b"<table:table-row", at)) >= 0:
        first, close = content.find(b"<table:table-cell", row), content.find(b"</table:table-row>", row)
        if first < 0 or close < 0:
            break
        if first > close or any(
            content.find(mark, first, close) >= 0
            for mark in (b"-repeated", b"annotation", b"<table:table ", b"</table:covered")
        ):
            kept.append(content[at:close])
        else:
            count = content.count(b"<table:table-cell", first, close) + content.count(b"<table:covered", first, close)
            kept += [content[at:first], _COUNTED % count]
        at = close
    kept.append(content[at:])
    return b"".join(kept)


def _times(element: Element, name: str) -> int:
    stated = element.get(name)
    if stated is None:
        return 1
    return max(int(stated), 1) if stated.isdigit() and len(stated) < 9 else 1


def _is_hidden(element: Element, looks: OpenStyles) -> bool:
    return value_of(element, "visibility") in ("collapse", "filter") or value_of(element, "style-name") in looks.flat


def _scan_column(column: Element, sheet: _Sheet, looks: OpenStyles, found: Gathering) -> None:
    times = _times(column, _COLUMNS_REPEATED)
    if _is_hidden(column, looks):
        sheet.hidden_columns.append((sheet.column, sheet.column + times - 1))
    usual = value_of(column, "default-cell-style-name")
    if usual in looks.unseen_cells:
        sheet.usual.append((sheet.column, sheet.column + times - 1, usual))
    sheet.column += times


def _scan_row(row: Element, sheet: _Sheet, looks: OpenStyles, found: Gathering) -> None:
    times = _times(row, _ROWS_REPEATED)
    if _is_hidden(row, looks):
        sheet.hidden_rows.append((sheet.row, sheet.row + times - 1))
    closely = bool(looks.unseen_cells) or first(row, "annotation") is not None
    column = 0
    for cell in row.iterchildren(_CELL, _COVERED):
        repeated = _times(cell, _COLUMNS_REPEATED)
        if len(cell):
            sheet.rows = sheet.row + times
            sheet.columns = max(sheet.columns, column + repeated)
            if closely or cell.tag == _COVERED:
                _look_closely(cell, column, sheet, looks, found)
        column += repeated
    sheet.row += times


def _look_closely(cell: Element, column: int, sheet: _Sheet, looks: OpenStyles, found: Gathering) -> None:
    name = f"{column_letter(column)}{sheet.row + 1}"
    style = cell.get(f"{_TABLE}style-name")
    usual = any(start <= column <= end for start, end, _ in sheet.usual) if style is None else False
    if usual or style in looks.unseen_cells or (cell.tag == _COVERED and text_of(cell).strip()):
        sheet.unseen.append(name)
    note = first(cell, "annotation")
    if note is not None:
        sheet.comments.append((name, _note(note, found)))


def _note(note: Element, found: Gathering) -> str:
    tell_note_author(note, found)
    return "\n".join(text_of(line) for line in find(note, "p"))


def tell_note_author(note: Element, found: Gathering) -> None:
    """Tell who wrote a comment or made a change."""
    for author in find(note, "creator"):
        if names_somebody(text_of(author)):
            found.trace("author", "comments", "who wrote them")
        found.say("authors of comments", text_of(author))


def tell_changes(changes: Element, found: Gathering) -> None:
    """Tell of the list of changes that a document or spreadsheet keeps."""
    count = sum(1 for _ in find(changes, "change-info"))
    if not count:
        return
    deleted = sum(1 for _ in find(changes, "deletion"))
    more = f", {deleted:,} of them with deleted text" if deleted else ""
    found.trace("tracked-changes", "", counted(count, "change") + more)
    found.say("changes", "\n".join(text_of(line) for line in find(changes, "p", "h")))
    tell_note_author(changes, found)


def tell_programs(root: Element, found: Gathering) -> None:
    """Tell of what starts a program, and of what fetches data from one."""
    for one in find(root, *_PROGRAMS):
        name = name_of(one)
        if name.startswith("database"):
            found.trace("connection", "", f"“{value_of(one, 'database-name')}”")
        elif name.startswith("dde"):
            found.trace("macros", "", "a link that starts another program (DDE)")
        elif text_of(one).strip() or value_of(one, "href"):
            found.trace("macros", "")
        found.say("what is fetched or started", "\n".join(str(value) for value in one.attrib.values()))
