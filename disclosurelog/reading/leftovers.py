"""Find what a spreadsheet left in the tables of a log: broken formulas, texts cut off, references it changed.

The cells stay as they are: what they were before cannot be known here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from disclosurelog.model.findings import Finding, Place, Severity, allowance_of
from disclosurelog.reading.rows import Rows

_SLICE = 4_000
"""Cells of a column that are looked through at once for marks of what is looked for."""
_MOST = 1_000
"""Of one kind in one table: who has more has one mistake a thousand times."""
_SHOWN = 40

_ERROR = re.compile(
    r"\s*(?:#(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|ERROR)!|#NAME\?|#N/A|#GETTING_DATA"
    r"|Err:[0-9]{3})\s*"
)
_HASHES = re.compile(r"\s*#{3,}\s*")
_FORMULA = re.compile(r"=\s*[-+(]*\s*(?:[A-Z_.]+\(|\$?[A-Z]{1,3}\$?[0-9]|['\"]|[0-9.]+\s*[-+*/^&])", re.IGNORECASE)
_FULL = (32_767, 50_000)
"""Characters of a cell that is full, in Excel and LibreOffice, and in Google Sheets."""

_CONTINUED = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_GARBLED = re.compile(
    rf"[ÂÃ][{_CONTINUED}]|â[{_CONTINUED}]{{2}}|ï»¿|‚Ä[òôúùìî¶]|ðŸ"
    r"|[a-z][ÕŽÐŠ](?:[a-z]|\b)|œ ?[0-9]|[a-z]‚[a-z ]"
)
"""UTF-8 read as another encoding; then letters of an old Mac and of the older DOS read as those of Windows."""
_LOST = "\ufffd"
_SIGNS_OF_GARBLE = (_LOST, *"ÂÃâïð‚ÕŽÐŠœ")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_AS_DATE = re.compile(
    rf"(?:[0-3]?[0-9][-/ ])?{_MONTH}[-/ ](?:[0-9]{{2}}|[0-9]{{4}})|[0-3]?[0-9]-{_MONTH}"
    r"|[0-3]?[0-9]/[0-3]?[0-9]/(?:[0-9]{2}|[0-9]{4})(?: 0?0:00(?::00)?)?",
    re.IGNORECASE,
)
_AS_POWER = re.compile(r"[0-9](?:[.,][0-9]+)?E[+][0-9]{1,3}", re.IGNORECASE)
_ROUNDED = re.compile(r"[1-9][0-9]{14}0+")
_QUOTES = "\"“”„‘’'`´"
_TOTAL = re.compile(
    r"\s*(?:(?:grand\s+|sub-?\s?)?totals?|sum|count|average|mean|number of (?:requests|records|rows))"
    r"(?:\s*[:=\s].{0,60})?",
    re.IGNORECASE,
)


_Mark = Callable[[str], bool]
_Look = Callable[[str, str, Place], Finding | None]

_ODD = re.compile(
    rf"[{re.escape(_QUOTES)}]|[0-9]{{15}}0+\Z|[0-9](?:[.,][0-9]+)?E[+]|(?:[0-9]{{1,2}}[-/ ])?{_MONTH}[-/ ]"
    rf"|[0-9]{{1,2}}(?:/[0-9]{{1,2}}/|-{_MONTH})|[a-z_ -]+(?:[:=].*)?\Z|{_TOTAL.pattern}\Z",
    re.IGNORECASE | re.DOTALL,
)
"""How every reference begins that one of the checks below may find."""


def find_leftovers(rows: Rows, file: str, names: Collection[str], ruled: Collection[str] = ()) -> list[Finding]:
    """Return what a spreadsheet left in the rows of a table whose columns the standard calls ``names``.

    In those that are ``ruled`` a failed formula is no value, and is told when the cells are checked.
    """
    findings: list[Finding] = []
    for name, cells in zip(rows.header, rows.columns, strict=True):
        looks = _LOOKS[1:] if name in ruled else _LOOKS
        findings += _in_column(name, cells, rows.numbers, file, looks)
    if "reference" in rows.header:
        references = rows.columns[rows.header.index("reference")]
        odd = {cell for cell in dict.fromkeys(references) if _ODD.match(cell)}
        if odd:
            findings += _changed_references(references, odd, rows.numbers, file)
            findings += _second_headers(rows, references, odd, {*names, *map(plain_name, rows.header)}, file)
        findings += _totals(rows, references, odd, file)
        findings += _lost_zeros(references, rows.numbers, file)
    return findings


def leftovers_of_dataset(rows: Rows, file: str, schema: Mapping[str, Any]) -> list[Finding]:
    """Return what a spreadsheet left in the texts of an open dataset. In other columns it breaks their rules."""
    missing = set(schema["missingValues"])
    findings: list[Finding] = []
    for name, cells, field in zip(rows.header, rows.columns, schema["fields"], strict=True):
        if field["type"] == "string":
            stated = tuple("" if cell in missing else cell for cell in cells)
            findings += _in_column(name, stated, rows.numbers, file, _LOOKS)
    return findings


def title_above(rows: Rows, file: str, names: Collection[str]) -> Finding | None:
    """Return an error where the names of the columns stand in a lower row than the first."""
    for number, cells in list(zip(rows.numbers, rows.cells, strict=True))[:20]:
        if sum(plain_name(cell) in names for cell in cells) > 1:
            message = f"The names of the columns stand in row {number}; they must stand in row 1."
            advice = f"Delete the rows above row {number}."
            return Finding("header-missing", Severity.ERROR, message, file, 1, None, advice)
    return None


def plain_name(name: str) -> str:
    """Return the name of a column as the standard would write it: small letters, and ``_`` between words."""
    return re.sub(r"[\s_\-]+", "_", name.strip()[:100].lower()) if name else ""


def _in_column(
    name: str, cells: Sequence[str], numbers: Sequence[int], file: str, looks: Sequence[tuple[_Mark, _Look]]
) -> list[Finding]:
    findings: list[Finding] = []
    for start in range(0, len(cells), _SLICE):
        part = cells[start : start + _SLICE]
        text = "\0" + "\0".join(part)
        wanted = [find for mark, find in looks if mark(text)]
        if max(map(len, part)) >= min(_FULL) - 1_000:
            wanted.append(_cut)
        for number, cell in zip(numbers[start:], part, strict=False) if wanted else ():
            found = (find(name, cell, Place(file, number)) for find in wanted)
            findings += [finding for finding in found if finding is not None]
        if len(findings) > _MOST:
            break
    return findings[:_MOST]


def broken_cell(name: str, cell: str, place: Place, severity: Severity = Severity.WARNING) -> Finding | None:
    """Return what is wrong with a cell that holds nothing but what a spreadsheet shows in place of a value.

    It is not an error in a text: an answer may quote it, or have blacked something out so.
    """
    if _ERROR.fullmatch(cell):
        message = f"“{cell.strip()}” is what a spreadsheet shows where a formula or a link has failed."
        advice = "Type what the cell should hold, or leave it blank, and paste values in place of formulas."
    elif _HASHES.fullmatch(cell):
        message = (
            f"“{cell.strip()[:_SHOWN]}” is what a spreadsheet shows where a column is too narrow: the value is lost."
        )
        advice = "Make the column wider in the spreadsheet, and save the file as CSV again."
    else:
        return None
    allow = "" if severity is Severity.ERROR else allowance_of("spreadsheet-error", name, cell)
    return place.finding("spreadsheet-error", severity, message, advice, name, allow)


def _formula(name: str, cell: str, place: Place) -> Finding | None:
    if _FORMULA.match(cell) is None:
        return None
    message = f"“{_short(cell)}” is a formula as it is typed, not what it comes to. It is shown as it stands."
    advice = "Copy the cells, choose Paste Special and Values in the spreadsheet, and save the file again."
    return place.finding("formula-text", Severity.NOTICE, message, advice, name)


def _garbled(name: str, cell: str, place: Place) -> Finding | None:
    match = _GARBLED.search(cell)
    if match is None and _LOST not in cell:
        return None
    at = match.start() if match else cell.index(_LOST)
    shown = " ".join(cell[max(at - 15, 0) : at + 15].split())
    message = f"Letters are garbled: “{shown}”. The file was saved in one encoding and opened in another."
    advice = "Type the letters again, from the letter that was sent."
    allow = allowance_of("letters-garbled", name, cell)
    return place.finding("letters-garbled", Severity.WARNING, message, advice, name, allow)


def _cut(name: str, cell: str, place: Place) -> Finding | None:
    length = len(cell.replace("\r\n", "\n").encode("utf-16-le")) // 2
    if length not in _FULL:
        return None
    message = (
        f"“{name}” is exactly {length:,} characters long, the most that a cell of a spreadsheet holds: its end may be "
        "cut off."
    )
    advice = "Compare its end with the letter. Put a longer text into a file, and release that."
    allow = allowance_of("cell-cut", name, cell)
    return place.finding("cell-cut", Severity.WARNING, message, advice, name, allow)


_LOOKS: tuple[tuple[_Mark, _Look], ...] = (
    (lambda text: "#" in text or "Err:" in text, broken_cell),
    (lambda text: "\0=" in text, _formula),
    (lambda text: not text.isascii() and any(sign in text for sign in _SIGNS_OF_GARBLE), _garbled),
)
"""Each with what tells fast, of many cells together, whether one of them is worth a look."""


def _changed_references(
    references: Sequence[str], odd: Collection[str], numbers: Sequence[int], file: str
) -> Iterator[Finding]:
    """Yield the references that a spreadsheet took for a date or a number, or that stand in quotation marks."""
    advice = (
        "Type the reference again as it is in your letter. Format the column as text first, so that it stays as typed."
    )
    for number, cell in zip(numbers, references, strict=True):
        if cell not in odd:
            continue
        if cell[:1] in _QUOTES and cell:
            message = (
                f"“{_short(cell)}” has a quotation mark or an apostrophe before it, which is not part of a reference."
            )
        elif _AS_POWER.fullmatch(cell):
            message = f"“{_short(cell)}” is what a spreadsheet makes of a long number: its last digits are lost."
        elif _AS_DATE.fullmatch(cell):
            message = (
                f"“{_short(cell)}” looks like a date, as a spreadsheet makes one of references such as 3-24 or MAR-24."
            )
        elif _ROUNDED.fullmatch(cell):
            message = f"“{_short(cell)}” ends in zeros after 15 digits, which is where a spreadsheet loses the rest."
        else:
            continue
        allow = allowance_of("reference-changed", cell)
        # Not an error: somebody’s references may be written so.
        yield Place(file, number).finding("reference-changed", Severity.WARNING, message, advice, "reference", allow)


def _lost_zeros(references: Sequence[str], numbers: Sequence[int], file: str) -> Iterator[Finding]:
    """Yield the references that are shorter than all others, which begin with zeros."""
    if not any(cell[:1] == "0" for cell in references):
        return
    digits = [cell for cell in references if cell.isascii() and cell.isdigit()]
    if not digits:
        return
    length, times = Counter(map(len, digits)).most_common(1)[0]
    if times * 2 <= len(digits) or not any(cell[0] == "0" and len(cell) == length for cell in digits):
        return
    for number, cell in zip(numbers, references, strict=True):
        if cell.isascii() and cell.isdigit() and cell[0] != "0" and len(cell) < length:
            message = (
                f"“{cell}” has {len(cell)} digits where the others have {length}: a spreadsheet may have dropped the "
                "zeros before it."
            )
            advice = f"If {cell.zfill(length)} is meant, type that. Format the column as text first."
            allow = allowance_of("reference-changed", cell)
            yield Place(file, number).finding(
                "reference-changed", Severity.WARNING, message, advice, "reference", allow
            )


def _totals(rows: Rows, references: Sequence[str], odd: Collection[str], file: str) -> Iterator[Finding]:
    """Yield the rows that add the others up: by their reference, or, at the end, by any cell."""
    last = len(references) - 1
    for index, (number, reference) in enumerate(zip(rows.numbers, references, strict=True)):
        total = reference if reference in odd and _TOTAL.fullmatch(reference) else ""
        if index == last and not reference.strip():
            total = next((cell for cell in rows.cells[index] if _TOTAL.fullmatch(cell)), "")
        if total:
            message = (
                f"Row {number} seems to add up the others (“{_short(total)}”), and would be published as a request."
            )
            allow = allowance_of("row-total", *rows.cells[index])
            advice = f"Delete row {number}. The site counts for itself."
            yield Place(file, number).finding("row-total", Severity.ERROR, message, advice, "reference", allow)


def _second_headers(
    rows: Rows, references: Sequence[str], odd: Collection[str], names: Collection[str], file: str
) -> Iterator[Finding]:
    """Yield the rows that hold names of columns, in another order or spelling than the header."""
    for index, reference in enumerate(references):
        if reference not in odd or plain_name(reference) not in names:
            continue
        filled = [cell for cell in rows.cells[index] if cell.strip()]
        if len(filled) > 1 and sum(plain_name(cell) in names for cell in filled) * 2 > len(filled):
            number = rows.numbers[index]
            message = f"Row {number} holds names of columns: two files were perhaps put together here."
            advice = f"Bring the columns of the rows below into the order of row 1, and delete row {number}."
            yield Place(file, number).finding("header-repeated", Severity.ERROR, message, advice, "reference")


def _short(cell: str) -> str:
    return cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "…"
