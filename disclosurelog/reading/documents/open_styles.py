"""Styles of OpenDocument files by which something is not seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disclosurelog.reading.documents.colours import WHITE, colour_of, is_seen
from disclosurelog.reading.documents.xml_parts import Element, find, first, name_of, text_of, value_of

_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm|pc|px)")
_SHARE = re.compile(r"(\d{1,4})(?:\.\d{1,9})?%")
_TINY = 2.0
_THIN = 10
"""Per cent of their size or width. Letters that have less are dots or lines."""
_CLIP = re.compile(r"\d*[1-9]\d*(?=[.\d]*(?:cm|mm|in|pt))")
_DEPTH = 20
_FAMILIES = {"span": "text", "a": "text", "p": "paragraph", "h": "paragraph", "table-cell": "table-cell",
             "frame": "graphic"}  # fmt: skip
"""Of which family the style of an element is."""

Look = Mapping[str, object]
"""What is stated of how letters look: ``hidden``, ``tiny``, ``colour``, ``ground`` (``None`` where it is not known)."""


def points(stated: str) -> float | None:
    """Return a length in points, ``None`` where none is stated."""
    match = _LENGTH.fullmatch(stated.strip())
    return float(match[1]) * _POINTS[match[2]] if match else None


@dataclass(frozen=True, slots=True)
class OpenStyles:
    """The looks of styles by family and name, and the names of those that hide rows, cells, slides or pictures."""

    looks: Mapping[tuple[str, str], Look]
    unseen_cells: frozenset[str]
    flat: frozenset[str]
    hidden_slides: frozenset[str]
    clipped: frozenset[str]

    def hides(self, element: Element) -> bool:
        """Whether the words that stand directly in a paragraph or a part of one are not seen."""
        if not "".join([element.text or "", *(child.tail or "" for child in element)]).strip():
            return False
        look: dict[str, object] = {}
        for up in (element, *element.iterancestors()):
            name = name_of(up)
            stated = self.looks.get((_FAMILIES.get(name, ""), value_of(up, "style-name")), {})
            look = {**stated, **look}
            if name == "frame":
                look.setdefault("ground", None)
        return _is_unseen(look)


def _is_unseen(look: Look) -> bool:
    if look.get("hidden") or look.get("tiny"):
        return True
    colour, ground = look.get("colour"), look.get("ground", WHITE)
    return isinstance(colour, tuple) and isinstance(ground, tuple) and not is_seen(colour, (ground,))


def open_styles(styles: Iterable[Element], formats: Iterable[Element] = ()) -> OpenStyles:
    """Return what ``style:style`` elements say, and the formats of numbers and words that cells have."""
    held = {(value_of(style, "family"), value_of(style, "name")): style for style in styles}
    looks = {key: _whole_look(key, held) for key in held}
    blank = {value_of(one, "name") for one in formats if _shows_nothing(one)}
    flat: set[str] = set()
    slides: set[str] = set()
    clipped: set[str] = set()
    for (_, name), style in held.items():
        for look in find(style, "table-row-properties", "table-column-properties"):
            size = points(value_of(look, "row-height") or value_of(look, "column-width"))
            if size is not None and size < _TINY:
                flat.add(name)
        if any(value_of(look, "visibility") == "hidden" for look in find(style, "drawing-page-properties")):
            slides.add(name)
        if any(_CLIP.search(value_of(look, "clip")) for look in find(style, "graphic-properties")):
            clipped.add(name)
    cells = {
        name
        for (family, name), look in looks.items()
        if family == "table-cell" and (_is_unseen(look) or look.get("format") in blank)
    }
    return OpenStyles(looks, frozenset(cells), frozenset(flat), frozenset(slides), frozenset(clipped))


def _whole_look(key: tuple[str, str], held: Mapping[tuple[str, str], Element]) -> Look:
    """Return the look of a style, with that of what it is made from."""
    look: dict[str, object] = {}
    for _ in range(_DEPTH):
        if key not in held:
            break
        look = {**_look_of(held[key]), **look}
        key = key[0], value_of(held[key], "parent-style-name")
    return look


def _look_of(style: Element) -> Look:
    look: dict[str, object] = {}
    if value_of(style, "data-style-name"):
        look["format"] = value_of(style, "data-style-name")
    for properties in style:
        ground = value_of(properties, "background-color")
        if ground and ground != "transparent":
            look["ground"] = colour_of(ground)
        if value_of(properties, "fill") == "solid":
            look["ground"] = colour_of(value_of(properties, "fill-color"))
        if value_of(properties, "cell-protect") == "hidden-and-protected":
            look["hidden"] = True
        if name_of(properties) == "text-properties":
            look |= _letters(properties)
    return look


def _letters(text: Element) -> Look:
    look: dict[str, object] = {}
    if value_of(text, "display"):
        look["hidden"] = value_of(text, "display") == "none"
    size = points(value_of(text, "font-size"))
    shares = [_SHARE.fullmatch(value_of(text, name)) for name in ("font-size", "text-scale")]
    if size is not None or any(shares):
        look["tiny"] = (size or _TINY) < _TINY or any(share and int(share[1]) < _THIN for share in shares)
    if value_of(text, "color"):
        look["colour"] = colour_of(value_of(text, "color"))
    if value_of(text, "use-window-font-color") == "true":
        look["colour"] = None
    return look


def _shows_nothing(form: Element) -> bool:
    """Whether a format shows nothing of words, or of numbers of any kind."""
    if name_of(form) == "text-style":
        return first(form, "text-content") is None
    parts = [part for part in form if name_of(part) not in ("text", "map", "text-properties")]
    return not parts and not text_of(form).strip() and first(form, "map") is None
