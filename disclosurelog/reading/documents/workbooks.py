"""The cells of workbooks as text, read by calamine: XLSX, ODS and the XLS of before 2007."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta

import python_calamine

from disclosurelog.model.findings import column_letter
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted

_BROKEN = "The workbook is broken: its cells could not be read."
_LOOKED_AT = 20
"""Rows in which the names of the columns are looked for."""
_GAP = 100, 20
"""Blank rows and blank columns after which cells are out of sight."""

Cells = Sequence[Sequence[str]]


class Workbook:
    """A workbook whose cells can be asked for."""

    def __init__(self, content: bytes) -> None:
        """Open it. Raises ``UnreadableError`` where it is broken or locked."""
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        except python_calamine.PasswordError as error:
            raise UnreadableError("The workbook is locked with a password, so it cannot be checked.") from error
        except Exception as error:  # the library has many, and none tells an officer anything
            raise UnreadableError(_BROKEN) from error
        visible = python_calamine.SheetVisibleEnum.Visible
        tables = python_calamine.SheetTypeEnum.WorkSheet
        self.sheets = {sheet.name: sheet.visible == visible for sheet in self._book.sheets_metadata}
        self.others = [sheet.name for sheet in self._book.sheets_metadata if sheet.typ != tables]

    def cells(self, sheet: str) -> tuple[list[tuple[str, ...]], int, int]:
        """Return the cells of a sheet as text, and the row and the column, from 0, at which they begin."""
        try:
            held = self._book.get_sheet_by_name(sheet)
            start = held.start or (0, 0)
            known: dict[str, str] = {}  # one text for all cells that are alike
            keep = known.setdefault
            rows = [
                tuple([keep(value, value) if type(value) is str else _text(value) for value in row])
                for row in held.to_python(skip_empty_area=True)
            ]
        except UnreadableError:
            raise
        except Exception as error:
            raise UnreadableError(_BROKEN) from error
        return rows, start[0], start[1]


def _text(value: object) -> str:
    """Return a cell that is no text as one reads it."""
    if type(value) is float:
        return repr(value) if value % 1 or abs(value) >= 1e15 else str(int(value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def header_of(rows: Cells) -> int:
    """Return which row names the columns: the first that is nearly as full as any of those at the top."""
    full = [sum(1 for cell in row if cell.strip()) for row in rows[:_LOOKED_AT]]
    most = max(full, default=0)
    return next((index for index, count in enumerate(full) if count * 5 >= most * 3), 0)


def tell_cells(sheet: str, rows: Cells, row: int, column: int, found: Gathering) -> None:
    """Keep the cells of a sheet as a table; lines above the names of the columns are passages."""
    header = header_of(rows)
    for index, line in enumerate(rows[:header]):
        text = " ".join(cell for cell in line if cell.strip())
        found.say(f"sheet “{sheet}”, row {row + index + 1}", text)
    found.tabulate(f"sheet “{sheet}”", rows[header:], row + header + 1, column)


def tell_far_cells(sheet: str, rows: Cells, row: int, column: int, found: Gathering) -> None:
    """Tell of cells so far from the others that nobody scrolls to them."""
    filled_rows = [index for index, line in enumerate(rows) if any(cell.strip() for cell in line)]
    filled_columns = [
        index for index, line in enumerate(zip(*rows, strict=False)) if any(cell.strip() for cell in line)
    ]
    far_row, far_column = _after_gap(filled_rows, _GAP[0]), _after_gap(filled_columns, _GAP[1])
    if far_row is not None:
        found.trace("far-cells", f"sheet “{sheet}”", f"from row {row + far_row + 1} on")
    if far_column is not None:
        found.trace("far-cells", f"sheet “{sheet}”", f"from column {column_letter(column + far_column)} on")


def _after_gap(filled: Sequence[int], gap: int) -> int | None:
    return next((later for early, later in itertools.pairwise(filled) if later - early > gap), None)


def tell_hidden_lines(
    sheet: str,
    rows: Cells,
    start: tuple[int, int],
    hides: tuple[Callable[[int], bool], Callable[[int], bool]],
    found: Gathering,
) -> None:
    """Tell of rows and columns that are hidden and hold something. ``hides`` says of each, from 0, if it is hidden."""
    hidden_rows = [
        start[0] + index
        for index, line in enumerate(rows)
        if hides[0](start[0] + index) and any(cell.strip() for cell in line)
    ]
    if hidden_rows:
        found.trace("hidden-rows", f"sheet “{sheet}”", _runs(hidden_rows, "row", lambda number: str(number + 1)))
    width = len(rows[0]) if rows else 0
    hidden_columns = [
        start[1] + index
        for index in range(width)
        if hides[1](start[1] + index) and any(line[index].strip() for line in rows)
    ]
    if hidden_columns:
        found.trace("hidden-columns", f"sheet “{sheet}”", _runs(hidden_columns, "column", column_letter))


def _runs(numbers: Sequence[int], word: str, name: Callable[[int], str]) -> str:
    runs = list(_spans(numbers))
    parts = [name(a) if a == b else f"{name(a)} to {name(b)}" for a, b in runs[:6]]
    more = f" and more, {counted(len(numbers), word)} in all" if len(runs) > 6 else ""
    return f"{word if len(numbers) == 1 else word + 's'} {', '.join(parts)}{more}"


def _spans(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = last = numbers[0]
    for number in [*numbers[1:], None]:
        if number is None or number != last + 1:
            yield start, last
            start = last = number if number is not None else last
        else:
            last = number


def read_old_workbook(content: bytes, found: Gathering) -> None:
    """Tell what can be known of an XLS file: its cells and its hidden sheets, but not all that is hidden in it."""
    book = Workbook(content)
    found.say("names of sheets", "\n".join(book.sheets))
    for sheet, visible in book.sheets.items():
        found.budget.go_on()
        rows, row, column = book.cells(sheet)
        if not visible:
            found.trace("hidden-sheet", f"sheet “{sheet}”")
        tell_cells(sheet, rows, row, column, found)
        tell_far_cells(sheet, rows, row, column, found)
