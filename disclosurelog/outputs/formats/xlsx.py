"""A table as an Excel workbook: one sheet with the data, one with the licence. The only door to XlsxWriter.

Text is text: it is never read as a formula, a link, a number or a date, and stays so when a cell is edited.
Numbers are numbers, shown with as many decimals as they were written with, where Excel keeps them exactly.
Nothing is hidden.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from disclosurelog.outputs.sheets import DoesNotFitError, Sheet

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
"""Of a cell, as UTF-16 counts them. Both are Excel's own limits."""

_MOST_DIGITS = 15
"""Significant digits that Excel keeps of a number."""

_NO_XML = re.compile("[\ufffe\uffff]")
_CODE = re.compile("(_x[0-9a-fA-F]{4}_)")
_MARKED = re.compile("[&<>\r]|_x")
"""What of a text is written otherwise than it stands."""
_TEXT = "@"
_WIDEST, _NARROWEST = 60, 8
_LOOKED_AT = 200
"""Rows by which the width of a column is chosen."""
_FIRST_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook has no time zones
_LABELS = {
    "title": "Title",
    "publisher": "Published by",
    "source": "Published at",
    "licence": "Licence",
    "licence_url": "Licence address",
    "licence_reason": "Why this licence",
    "attribution": "Say where it comes from",
}


class _Page(Worksheet):  # type: ignore[misc]
    """A sheet that writes text as it is: the library takes some for its own marks, and carriage returns for codes."""

    def _write_cell(self, row: int, column: int, cell: Any) -> None:
        """Write a cell. A text is written here: the library looks five times through each of them."""
        if not isinstance(cell, CellStringTuple):
            super()._write_cell(row, column, cell)
            return
        text: str = cell.string
        space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
        if _MARKED.search(text):
            # What looks like Excel's code for a character, such as _x000D_, is no code. A carriage return is written
            # as one: XML would read it as a new line.
            text = _CODE.sub(r"_x005F\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            text = text.replace("\r", "&#13;")
        place, form = xl_rowcol_to_cell_fast(row, column), cell.format._get_xf_index()
        self.fh.write(f'<c r="{place}" s="{form}" t="inlineStr"><is><t{space}>{text}</t></is></c>')


def write_xlsx(sheet: Sheet) -> bytes:
    """Return a table as a workbook. Raises ``DoesNotFitError``."""
    _check_size(sheet)
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    day = sheet.about.day
    with xlsxwriter.Workbook(out, options) as book:
        created = datetime(day.year, day.month, day.day) if day and day.year >= 1980 else _FIRST_DAY  # noqa: DTZ001
        book.set_properties({"title": sheet.about.title, "author": sheet.about.publisher, "created": created})
        _write_data(book, sheet)
        _write_licence(book, sheet)
    return out.getvalue()


def _check_size(sheet: Sheet) -> None:
    if len(sheet.rows) >= MOST_ROWS:
        raise DoesNotFitError(f"Excel holds {MOST_ROWS - 1:,} rows at the most")
    for cells in (sheet.header, *sheet.columns):
        for cell in dict.fromkeys(cells):
            if len(cell) * 2 > MOST_CHARACTERS and len(cell.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
                raise DoesNotFitError(f"Excel holds {MOST_CHARACTERS:,} characters in a cell at the most")
            if not cell.isascii() and _NO_XML.search(cell):
                raise DoesNotFitError("a cell holds a character that Excel cannot")


def _write_data(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet("Data", _Page)
    page.freeze_panes(1, 0)
    text = book.add_format({"num_format": _TEXT})
    head = book.add_format({"num_format": _TEXT, "bold": True})
    numbers = [_number_format(sheet.type_of(n), sheet.columns[n], values) for n, values in enumerate(sheet.values)]
    formats = [book.add_format({"num_format": number}) if number else text for number in numbers]
    for column, cells in enumerate(sheet.columns):
        longest = max(map(len, (sheet.header[column], *cells[:_LOOKED_AT])))
        page.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST), formats[column])
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
    for column, name in enumerate(sheet.header):
        page.write_string(0, column, name, head)
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells):
            if not cell:
                continue
            if numbers[column] and sheet.values[column][cell] is not None:
                page.write_number(row, column, sheet.values[column][cell], formats[column])
            else:
                page.write_string(row, column, cell, text)


def _write_licence(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet("Licence", _Page)
    text = book.add_format({"num_format": _TEXT, "text_wrap": True, "valign": "top"})
    head = book.add_format({"num_format": _TEXT, "bold": True, "valign": "top"})
    page.set_column(0, 0, 26, head)
    page.set_column(1, 1, 100, text)
    for row, (name, fact) in enumerate(sheet.about.facts):
        page.write_string(row, 0, _LABELS[name], head)
        page.write_string(row, 1, _NO_XML.sub("\ufffd", fact)[:MOST_CHARACTERS], text)


def _number_format(kind: str, cells: Sequence[str], values: Mapping[str, Any]) -> str:
    """Return how Excel is to show a column of numbers, ``""`` where it is text or would not be kept exactly."""
    if kind not in ("integer", "number"):
        return ""
    decimals = 0
    for value in values.values():
        if value is None:
            continue
        exact = Decimal(value)
        if not exact.is_finite():
            return ""
        digits, exponent = exact.as_tuple().digits, exact.as_tuple().exponent
        assert isinstance(exponent, int)
        if len(digits) + max(exponent, 0) > _MOST_DIGITS or -exponent > _MOST_DIGITS:
            return ""
        decimals = max(decimals, -exponent)
    if any(_has_zero_before(cell) for cell in dict.fromkeys(cells)):
        return ""
    return "0." + "0" * decimals if decimals else "0"


def _has_zero_before(cell: str) -> bool:
    """Return whether a number is written in a way that Excel would not show again, such as ``007`` or ``+5``."""
    digits = cell.removeprefix("-")
    return digits[:1] == "+" or (len(digits) > 1 and digits[0] == "0" and digits[1].isdigit())
