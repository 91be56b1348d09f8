"""Styles of OpenDocument files by which something is not seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from disclosurelog.reading.documents.xml_parts import Element, find, first, name_of, value_of

_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm|pc|px)")
_TINY = 2.0
_CLIP = re.compile(r"\d*[1-9]\d*(?=[.\d]*(?:cm|mm|in|pt))")


def points(stated: str) -> float | None:
    """Return a length in points, ``None`` where none is stated."""
    match = _LENGTH.fullmatch(stated.strip())
    return float(match[1]) * _POINTS[match[2]] if match else None


@dataclass(frozen=True, slots=True)
class OpenStyles:
    """The names of styles by what they do to what has them."""

    unseen_text: frozenset[str]
    unseen_cells: frozenset[str]
    flat: frozenset[str]
    hidden_slides: frozenset[str]
    clipped: frozenset[str]


def open_styles(styles: Iterable[Element]) -> OpenStyles:
    """Return what ``style:style`` elements say."""
    unseen: set[str] = set()
    cells: set[str] = set()
    flat: set[str] = set()
    slides: set[str] = set()
    clipped: set[str] = set()
    held = list(styles)
    for style in held:
        name = value_of(style, "name")
        text = first(style, "text-properties")
        if text is not None and _text_is_unseen(text, style):
            (cells if value_of(style, "family") == "table-cell" else unseen).add(name)
        for look in find(style, "table-row-properties", "table-column-properties"):
            size = points(value_of(look, "row-height") or value_of(look, "column-width"))
            if size is not None and size < _TINY:
                flat.add(name)
        for look in find(style, "drawing-page-properties"):
            if value_of(look, "visibility") == "hidden":
                slides.add(name)
        for look in find(style, "graphic-properties"):
            if _CLIP.search(value_of(look, "clip")):
                clipped.add(name)
    for style in held:
        if value_of(style, "parent-style-name") in unseen and first(style, "text-properties") is None:
            unseen.add(value_of(style, "name"))
    return OpenStyles(*map(frozenset, (unseen, cells, flat, slides, clipped)))


def _text_is_unseen(text: Element, style: Element) -> bool:
    if value_of(text, "display") == "none":
        return True
    size = points(value_of(text, "font-size"))
    if size is not None and size < _TINY:
        return True
    grounds = [value_of(look, "background-color") for look in style if name_of(look).endswith("-properties")]
    ground = next((one.lower() for one in grounds if one and one != "transparent"), "#ffffff")
    colour = value_of(text, "color").lower()
    return bool(colour) and colour == ground and value_of(text, "use-window-font-color") != "true"
