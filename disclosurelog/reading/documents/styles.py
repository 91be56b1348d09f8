"""Styles of a workbook that make what is in a cell impossible to see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from disclosurelog.reading.documents.xml_parts import Element, find, first, name_of, value_of

Held = TypeVar("Held")

_TINY = 2.0
"""Points. Letters that are smaller are dots."""
_WHITE = {"theme:0", "indexed:1", "indexed:9", "rgb:ffffff"}
_BLACK = {"theme:1", "indexed:0", "indexed:8", "indexed:64", "rgb:000000", "auto"}


def unseen_styles(root: Element) -> frozenset[str]:
    """Return the numbers of the cell styles by which nothing is seen: letters in the colour of the cell, or none.

    Styles that a table or a rule lays over a cell are not looked at.
    """
    formats = {value_of(one, "numFmtId") for one in find(root, "numFmt") if _shows_nothing(value_of(one, "formatCode"))}
    fonts = [_font(font) for font in _children(root, "fonts")]
    fills = [_fill(fill) for fill in _children(root, "fills")]
    unseen = set()
    for number, style in enumerate(_children(root, "cellXfs")):
        colour, size = _at(fonts, value_of(style, "fontId"), ("black", 11.0))
        ground = _at(fills, value_of(style, "fillId"), "white")
        if value_of(style, "numFmtId") in formats or size < _TINY or (ground and colour == ground):
            unseen.add(str(number))
    return frozenset(unseen)


def _children(root: Element, name: str) -> list[Element]:
    held = next((child for child in root if name_of(child) == name), None)
    return [child for child in held if name_of(child)] if held is not None else []


def _at(items: Sequence[Held], stated: str, usual: Held) -> Held:
    return items[int(stated)] if stated.isdigit() and len(stated) < 6 and int(stated) < len(items) else usual


def _shows_nothing(code: str) -> bool:
    """Whether a number format such as ``;;;`` shows neither numbers nor text."""
    sections = code.split(";")
    return len(sections) >= 4 and not any(section.strip(' "') for section in sections[:4])


def _font(font: Element) -> tuple[str, float]:
    colour, size = first(font, "color"), first(font, "sz")
    try:
        points = float(value_of(size, "val", "11")) if size is not None else 11.0
    except ValueError:
        points = 11.0
    return (_colour(colour, "black") if colour is not None else "black"), points


def _fill(fill: Element) -> str:
    """Return the colour of a ground; ``""`` where it is a pattern or a gradient, of which nothing can be said."""
    pattern = first(fill, "patternFill")
    if pattern is None:
        return ""
    kind = value_of(pattern, "patternType", "none")
    if kind == "none":
        return "white"
    colour = first(pattern, "fgColor")
    return _colour(colour, "black") if kind == "solid" and colour is not None else ""


def _colour(colour: Element, usual: str) -> str:
    tint = value_of(colour, "tint")
    rgb, theme, indexed = value_of(colour, "rgb"), value_of(colour, "theme"), value_of(colour, "indexed")
    if rgb:
        stated = f"rgb:{rgb[-6:].lower()}"
    elif theme:
        stated = f"theme:{theme}"
    elif indexed:
        stated = f"indexed:{indexed}"
    else:
        return usual
    if tint.strip("0.-+"):
        return f"{stated}:{tint}"
    return "white" if stated in _WHITE else "black" if stated in _BLACK else stated
