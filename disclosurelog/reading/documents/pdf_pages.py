"""The pages of a PDF as a reader sees them, compared with the text that the file holds.

Each letter is looked for where it should be on the drawn page. Where the page is of one colour there, the letter is in
the file but not seen: under a box or a picture, or in the colour of the paper. Text that was recognised in a scan is
drawn by nobody, but lies over the letters of the picture, and is told from what a black bar of the scan covers.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from disclosurelog.reading.documents.boxes import Box
from disclosurelog.reading.documents.drawn_pages import DrawnPage, Matrix, covers_pictures
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError

MOST_PAGES = 3_000
_MOST_THOROUGH = 100
"""Pages of which each is drawn and compared. Of longer files only those are that have something to hide text with."""
_MOST_POINTS = 4_000_000
"""Of a drawn page. A larger page is drawn smaller."""
_RUN, _RECOGNISED_RUN = 2, 5
"""Letters in a row that are not seen, from which on it is told; text recognised in a scan is not set so exactly."""
_INVISIBLE = 3
_STEEP = 0.7
"""The sine of the angle from which on a line of text runs up or down rather than across."""
_PALE = 128
"""From which on a colour, of 0 to 255 from black to white, is light."""
_LINE = 3.0
"""Points. What is thinner is a line."""
_MOST_THINGS = 20_000
_RECTANGLE = 6
"""Lines of a path, up to which it is a box and no drawing."""
_LARGE_PART = 0.3
"""Of a page, from which on a picture could be what the page is about."""


def open_pdf(content: bytes) -> pdfium.PdfDocument:
    """Open a PDF. Raises ``UnreadableError`` where it is broken or locked."""
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("The PDF is locked with a password, so it cannot be checked.") from error
        raise UnreadableError("The PDF is broken, so its pages could not be read.") from error


def page_texts(content: bytes) -> list[str]:
    """Return the text of each page. Raises ``UnreadableError`` where they cannot be read."""
    document = open_pdf(content)
    try:
        return [document[number].get_textpage().get_text_range(errors="replace") for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise UnreadableError("The PDF is broken, so its pages could not be read.") from error
    finally:
        document.close()


def tell_pages(content: bytes, layered: bool, found: Gathering) -> None:
    """Tell the text of each page, and what of it is not seen. ``layered`` says that there are layers."""
    document = open_pdf(content)
    try:
        document.init_forms()
        count = len(document)
        pictures = []
        thorough = layered or count <= _MOST_THOROUGH
        for number in range(min(count, MOST_PAGES)):
            if found.budget.spent:
                found.fail(
                    f"Only the first {number:,} of {count:,} pages could be looked at in the time that is given."
                )
                break
            try:
                pictures += _tell_page(document[number], number + 1, thorough, found)
            except pdfium.PdfiumError:
                found.fail(f"Page {number + 1:,} is broken, so it could not be read.")
        if count > MOST_PAGES:
            found.fail(f"Only the first {MOST_PAGES:,} of {count:,} pages are looked at.")
        if pictures:
            found.trace("picture-only", _pages(pictures))
    finally:
        document.close()


def _pages(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"pages {numbers[0]} to {numbers[-1]}"
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"pages {', '.join(map(str, numbers[:10]))}{more}"


def _tell_page(page: pdfium.PdfPage, number: int, thorough: bool, found: Gathering) -> list[int]:
    """Tell of one page. Returns its number if it is a picture whose text cannot be read, else nothing."""
    place = f"page {number}"
    textpage = page.get_textpage()
    text = textpage.get_text_range(errors="replace").replace("\x00", "")
    found.say(place, text)
    letters = sum(1 for char in text if char.isalnum())
    picture, off_picture = _picture_part(page)
    if picture and covers_pictures(list(_things(page)), page.get_size()):
        found.trace("covered-picture", place)
    off = False
    if letters:
        if thorough or may_hide_text(page):
            unseen, off = _missing(page, textpage, picture > 0)
        else:
            unseen, off = False, _lines_off(page, textpage)
        if unseen:
            found.trace("unseen-text", place)
    if off or off_picture:
        found.trace("off-page", place)
    page.close()
    return [number] if letters < 20 and picture > _LARGE_PART else []


def _picture_part(page: pdfium.PdfPage) -> tuple[float, bool]:
    """Return how much of the page pictures cover, and whether one lies outside of it."""
    left_edge, bottom_edge, right_edge, top_edge = page.get_bbox()
    area = (right_edge - left_edge) * (top_edge - bottom_edge)
    covered, off = 0.0, False
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered += abs(right - left) * abs(top - bottom)
        outside = left >= right_edge or right <= left_edge or bottom >= top_edge or top <= bottom_edge
        off = off or (item.level == 0 and outside and min(right - left, top - bottom) > _LINE)
    return float(covered / max(area, 1)), off


def _things(page: pdfium.PdfPage) -> Iterator[tuple[str, Box, int]]:
    """Yield what is drawn on a page, in order: what it is, its box, and the shade of a box that hides what is below."""
    for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_THINGS)):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield "picture", _bounds(item), -1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            mode, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(item, mode, stroke)
            red, green, blue, solid = (ctypes.c_uint() for _ in range(4))
            known = raw.FPDFPageObj_GetFillColor(item, red, green, blue, solid)
            whole = raw.FPDFPath_CountSegments(item) <= _RECTANGLE
            if mode.value and known and whole and solid.value > 2 * _PALE - 6:
                yield "box", _bounds(item), (red.value + green.value + blue.value) // 3
        else:
            yield "text", _bounds(item), -1


def _draw(page: pdfium.PdfPage, *, shades: bool) -> DrawnPage:
    """Draw a page; without ``shades`` only its measures are taken."""
    width, height = page.get_size()
    scale = min(1.0, (_MOST_POINTS / max(width * height, 1)) ** 0.5)
    if not shades:
        size = max(int(width * scale), 1), max(int(height * scale), 1)
        return DrawnPage(b"", *size, 0, _matrix(page, *size))
    bitmap = page.render(scale=scale, grayscale=True)
    size = bitmap.width, bitmap.height
    drawn = DrawnPage(bytes(bitmap.buffer), *size, bitmap.stride, _matrix(page, *size))
    bitmap.close()
    return drawn


def _matrix(page: pdfium.PdfPage, width: int, height: int) -> Matrix:
    """Return how a point of the page becomes one of the drawing, whatever the page is turned or cut by."""
    fine = 100

    def point(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width * fine, height * fine, 0, x, y, across, down)
        return across.value / fine, down.value / fine

    e, f = point(0, 0)
    (ax, bx), (cx, dx) = point(1000, 0), point(0, 1000)
    return (ax - e) / 1000, (bx - f) / 1000, (cx - e) / 1000, (dx - f) / 1000, e, f


def _missing(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, scanned: bool) -> tuple[bool, bool]:
    """Return whether there is text that is not seen, and text outside of the page."""
    drawn = _draw(page, shades=True)
    unseen, off, run = False, 0, 0
    down = drawn.turned
    across = not down
    for index, box in _letters(textpage):
        placed = drawn.box(*box)
        if drawn.is_off(placed):
            off += 1
        elif drawn.is_plain(placed, across) and (
            down == (turned := down != _runs_down(textpage, index)) or drawn.is_plain(placed, not turned)
        ):
            run += 1
            if run >= _RUN and not unseen:
                recognised = scanned and _is_recognised(textpage, index)
                unseen = run >= (_RECOGNISED_RUN if recognised else _RUN)
        else:
            run = 0
        if unseen and off >= _RUN:
            break
    return unseen, off >= _RUN


def _lines_off(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> bool:
    """Return whether a line of text is outside of the page."""
    drawn = _draw(page, shades=False)
    return any(drawn.is_off(drawn.box(*textpage.get_rect(line))) for line in range(textpage.count_rects()))


def _letters(textpage: pdfium.PdfTextPage) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Yield each letter and digit with the box that it should be seen in: left, bottom, right, top."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if (code < 128 and not chr(code).isalnum()) or not chr(code).isalnum():
            continue
        if raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top) and right.value > left.value:
            yield index, (left.value, bottom.value, right.value, top.value)


def _runs_down(textpage: pdfium.PdfTextPage, index: int) -> bool:
    """Whether the line that a letter is in runs up or down the page."""
    return abs(math.sin(raw.FPDFText_GetCharAngle(textpage, index))) > _STEEP


def _is_recognised(textpage: pdfium.PdfTextPage, index: int) -> bool:
    """Whether a letter is one that is drawn by nobody, as those that a program recognised in a scan."""
    item = raw.FPDFText_GetTextObject(textpage, index)
    return bool(item) and raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE


def may_hide_text(page: pdfium.PdfPage) -> bool:
    """Return whether there is anything on a page that text can be hidden by: pictures, filled boxes, pale letters."""
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        return True
    texts: list[Box] = []
    for index in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if raw.FPDFTextObj_GetTextRenderMode(item) != 0 or _light(item) > _PALE:
                return True
            texts.append(_bounds(item))
        elif kind != raw.FPDF_PAGEOBJ_PATH or _may_cover(item, texts):
            return True
    return False


def _may_cover(path: object, texts: Sequence[Box]) -> bool:
    """Return whether a path is filled, is no line, and is dark or lies on text that was drawn before."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    left, bottom, right, top = _bounds(path)
    if mode.value == 0 or min(right - left, top - bottom) < _LINE:
        return False
    return _light(path) < _PALE or any(
        box[0] < right and box[2] > left and box[1] < top and box[3] > bottom for box in texts
    )


def _bounds(item: object) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _light(item: object) -> int:
    """Return how light the colour is that something is filled with: 0 is black, 255 white or not there at all."""
    red, green, blue, solid = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, solid) or solid.value < _PALE:
        return 255
    return min(red.value, green.value, blue.value)
