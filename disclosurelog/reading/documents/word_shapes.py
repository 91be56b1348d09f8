"""What is drawn in a Word document: off the page, switched off, or over the text."""

from __future__ import annotations

import re

from disclosurelog.reading.documents.colours import colour_of, is_black_or_white
from disclosurelog.reading.documents.gathering import Gathering
from disclosurelog.reading.documents.xml_parts import Element, child, find, first, number_of, text_of, value_of, within

_INCH = 914_400
_FURTHEST = 3 * _INCH
"""How far from the edge of a page a column or margin can be."""
_LEAST = 6 * 12_700, 20 * 12_700
"""Height and width below which a box covers no word."""
_UNSEEN = re.compile(r"visibility\s*:\s*hidden|display\s*:\s*none|mso-hide\s*:\s*(?:all|screen)", re.IGNORECASE)


def tell_shapes(root: Element, place: str, found: Gathering) -> None:
    """Tell of shapes that lie off the page, are switched off, or lie over the text and have none themselves."""
    size = _page_size(root)
    for anchor in find(root, "anchor"):
        if value_of(anchor, "hidden").lower() in ("1", "true"):
            found.trace("hidden-shape", place)
        if _is_off(anchor, size):
            found.trace("off-page", place)
        if _covers(anchor):
            found.trace("covering-shape", place)
    for shape in find(root, "shape", "rect", "roundrect", "oval"):
        if within(shape, "anchor"):
            continue
        look = value_of(shape, "style")
        if _UNSEEN.search(look) and (text_of(shape).strip() or first(shape, "imagedata") is not None):
            found.trace("hidden-shape", place)
        filled = value_of(shape, "filled").lower() not in ("f", "false") and colour_of(value_of(shape, "fillcolor"))
        if (
            filled
            and is_black_or_white(filled)
            and "absolute" in look
            and "z-index:-" not in look
            and not _holds(shape)
        ):
            found.trace("covering-shape", place)


def _page_size(root: Element) -> tuple[int, int]:
    sizes = [(number_of(page, "w"), number_of(page, "h")) for page in find(root, "pgSz")]
    widest = max((width for width, _ in sizes), default=0)
    return (widest or 16_838) * 635, (max((height for _, height in sizes), default=0) or 16_838) * 635


def _is_off(anchor: Element, size: tuple[int, int]) -> bool:
    extent = first(anchor, "extent")
    for axis, side, most in (("positionH", "cx", size[0]), ("positionV", "cy", size[1])):
        position = child(anchor, axis)
        offset = first(position, "posOffset") if position is not None else None
        stated = text_of(offset).strip() if offset is not None else ""
        if position is None or not stated.lstrip("-").isdigit() or len(stated) > 15:
            continue
        slack = 0 if value_of(position, "relativeFrom") == "page" else _FURTHEST
        if int(stated) + number_of(extent, side) <= -slack or int(stated) >= most:
            return True
    return False


def _covers(anchor: Element) -> bool:
    """Whether a shape lies in front of the text, is filled black or white, and has no text of its own."""
    extent = first(anchor, "extent")
    large = number_of(extent, "cy") >= _LEAST[0] and number_of(extent, "cx") >= _LEAST[1]
    if value_of(anchor, "behindDoc") in ("1", "true") or not large or first(anchor, "wrapNone") is None:
        return False
    for shape in find(anchor, "wsp"):
        look = child(shape, "spPr")
        fill = child(look, "solidFill")
        stated = first(fill, "srgbClr", "schemeClr", "sysClr") if fill is not None else None
        if stated is None or first(stated, "alpha") is not None:
            continue
        value = value_of(stated, "lastClr") or value_of(stated, "val")
        colour = {"tx1": (0, 0, 0), "bg1": (255, 255, 255)}.get(value) or colour_of(value)
        if colour and len(stated) == 0 and is_black_or_white(colour) and not _holds(shape):
            return True
    return False


def _holds(shape: Element) -> bool:
    return any(text_of(text).strip() for text in find(shape, "t")) or first(shape, "imagedata", "blip") is not None
