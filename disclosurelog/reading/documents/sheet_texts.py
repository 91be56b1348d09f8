"""The XML of a worksheet as text: what of it is read where reading all of it would take long."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from disclosurelog.model.findings import column_letter
from disclosurelog.reading.documents.gathering import Gathering
from disclosurelog.reading.documents.rest import notes_of

_ROWS = re.compile(rb"<(?:\w{1,20}:)?sheetData[\s>]"), re.compile(rb"</(?:\w{1,20}:)?sheetData>")
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f(?:\s[^<>]*+)?>([^<]++)</")
_CONSTANT = re.compile(r'"((?:[^"]|"")*)"')
_SPAN = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_MERGED = 20_000


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


def without_rows(content: bytes) -> bytes:
    """Return the XML of a sheet without its rows, but with the notes that stand between them."""
    first = _ROWS[0].search(content)
    last = _ROWS[1].search(content, max(content.rfind(b"sheetData>") - 30, 0)) if first else None
    if first is None or last is None:
        return content
    rows = content[first.start() : last.end()]
    notes = (b"<!--" + note + b"-->" for note in notes_of(rows))
    return b"".join((content[: first.start()], *notes, content[last.end() :]))


def tell_formulas(content: bytes, place: str, found: Gathering) -> None:
    """Tell the words that stand in formulas, each once, and the formulas that lead to other files."""
    words: dict[str, None] = {}
    for count, match in enumerate(_FORMULA.finditer(content)):
        if count % 20_000 == 0:
            found.budget.go_on()
        if not match[1].strip(b"0123456789+-*/:()$ABCDEFGHIJKLMNOPQRSTUVWXYZ, .!"):
            continue
        formula = html.unescape(match[1].decode("utf-8", "replace"))
        if "\\" in formula or "://" in formula:
            words[formula] = None
        else:
            words |= dict.fromkeys(
                word for word in _CONSTANT.findall(formula) if len(word) > 4 and any(map(str.isalpha, word))
            )
    found.say(f"{place}, words in formulas", "\n".join(words))


def merged_over(merged: Iterable[str], rows: Sequence[Sequence[str]], start: tuple[int, int]) -> Iterator[str]:
    """Yield the cells that hold something else than the merged cell that lies over them. ``start`` is from 0."""
    for count, stated in enumerate(merged):
        span = _SPAN.fullmatch(stated)
        if span is None or count > _MOST_MERGED:
            continue
        left, right = column_index(span[1]) - start[1], column_index(span[3]) - start[1]
        top, bottom = int(span[2]) - 1 - start[0], int(span[4]) - 1 - start[0]
        shown = rows[top][left] if 0 <= top < len(rows) and 0 <= left < len(rows[top]) else ""
        for row in range(max(top, 0), min(bottom + 1, len(rows))):
            for column in range(max(left, 0), min(right + 1, len(rows[row]))):
                if rows[row][column].strip() and rows[row][column] != shown:
                    yield f"{column_letter(column + start[1])}{row + start[0] + 1}"


def column_index(letters: str) -> int:
    """Return the number of a column from 0: A is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
