"""The shapes of a slide by their places: what lies off it, what covers words, and letters in the colour behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosurelog.reading.documents.boxes import Box, share
from disclosurelog.reading.documents.colours import Colour, drawn_colour, is_black_or_white, is_seen
from disclosurelog.reading.documents.xml_parts import Element, child, find, first, name_of, number_of, text_of, value_of

_SHAPES = ("sp", "pic", "graphicFrame", "cxnSp", "grpSp")
_TINY = 200
"""Hundredths of a point. Letters that are smaller are dots."""
_LEAST = 12_700 * 6
"""A box that is lower or narrower covers no word."""
_DEPTH = 20
_GREY: Colour = (128, 128, 128)
"""What a photograph counts as: neither black nor white."""
_OPEN = ("frame", "donut", "line", "halfFrame", "bracketPair", "bracePair")


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape and where it lies on the slide, ``None`` where that is not stated."""

    shape: Element
    box: Box | None

    @property
    def words(self) -> str:
        """The text of the shape, ``""`` for one that has none."""
        return "".join(text_of(t) for t in find(self.shape, "t")).strip() if name_of(self.shape) == "sp" else ""


def placed(tree: Element | None, usual: Mapping[tuple[str, str], Box]) -> list[Placed]:
    """Return the shapes of a slide from back to front, those in groups too. ``usual`` are the places of its layout."""
    return list(_placed(tree, usual, (1.0, 0.0, 1.0, 0.0), 0)) if tree is not None else []


def _placed(
    tree: Element, usual: Mapping[tuple[str, str], Box], scale: tuple[float, float, float, float], depth: int
) -> Iterator[Placed]:
    for shape in tree:
        name = name_of(shape)
        if name not in _SHAPES:
            continue
        frame = next((one for part in shape if name_of(part) in ("spPr", "grpSpPr", "xfrm")
                      for one in (part, *part) if name_of(one) == "xfrm"), None)  # fmt: skip
        own = _box(frame, "off", "ext")
        box = _scaled(own, scale) if own is not None else usual.get(place_of(shape))
        if name != "grpSp":
            yield Placed(shape, box)
        elif depth < _DEPTH:
            inner = _box(frame, "chOff", "chExt")
            yield from _placed(shape, usual, _within(box, inner) if box and inner else scale, depth + 1)


def _box(frame: Element | None, offset: str, extent: str) -> Box | None:
    at, size = (first(frame, offset), first(frame, extent)) if frame is not None else (None, None)
    if at is None or size is None:
        return None
    left, top = number_of(at, "x"), number_of(at, "y")
    return left, top, left + number_of(size, "cx"), top + number_of(size, "cy")


def _scaled(box: Box, scale: tuple[float, float, float, float]) -> Box:
    across, right, down, below = scale
    return box[0] * across + right, box[1] * down + below, box[2] * across + right, box[3] * down + below


def _within(outer: Box, inner: Box) -> tuple[float, float, float, float]:
    across = (outer[2] - outer[0]) / max(inner[2] - inner[0], 1)
    down = (outer[3] - outer[1]) / max(inner[3] - inner[1], 1)
    return across, outer[0] - inner[0] * across, down, outer[1] - inner[1] * down


def place_of(shape: Element) -> tuple[str, str]:
    """Return by what a layout knows the place of a shape: its kind and its number."""
    place = first(shape, "ph")
    return (value_of(place, "type", "obj"), value_of(place, "idx")) if place is not None else ("", "")


def is_off(box: Box | None, size: tuple[int, int]) -> bool:
    """Whether a box lies wholly outside of a slide of a size."""
    if box is None or not all(size):
        return False
    return box[2] <= 0 or box[3] <= 0 or box[0] >= size[0] or box[1] >= size[1]


def fill_of(shape: Element, scheme: Mapping[str, Colour]) -> tuple[bool, Colour | None]:
    """Return whether something is behind the words of a shape, and the colour of it where that is known."""
    look = child(shape, "spPr")
    fill = next((part for part in look if name_of(part).endswith(("Fill", "fill"))), None) if look is not None else None
    if fill is not None:
        return name_of(fill) != "noFill", drawn_colour(fill, scheme) if name_of(fill) == "solidFill" else None
    style = first(shape, "fillRef")
    if style is not None and value_of(style, "idx", "0") != "0":
        return True, drawn_colour(style, scheme)
    return name_of(shape) in ("pic", "graphicFrame"), None


def covered(shapes: Sequence[Placed], scheme: Mapping[str, Colour], photographs: frozenset[str]) -> tuple[bool, bool]:
    """Return whether words lie wholly under a shape, and whether a black or white box lies over a part of some.

    ``photographs`` are the marks of pictures that cannot be seen through.
    """
    wholly = partly = False
    worded = [(at, text.box) for at, text in enumerate(shapes) if text.box and text.words]
    for at, cover in enumerate(shapes):
        box = cover.box
        form = first(cover.shape, "prstGeom")
        filled, colour = fill_of(cover.shape, scheme)
        picture = first(cover.shape, "blip") if name_of(cover.shape) == "pic" else None
        if picture is not None and value_of(picture, "embed") in photographs:
            filled, colour = True, _GREY
        elif name_of(cover.shape) != "sp":
            continue
        if not filled or colour is None or box is None or cover.words:
            continue
        if min(box[2] - box[0], box[3] - box[1]) < _LEAST or (form is not None and value_of(form, "prst") in _OPEN):
            continue
        for below, text in worded:
            if below < at:
                wholly = wholly or share(text, box) > 0.95
                partly = partly or (share(box, text) > 0.5 and is_black_or_white(colour))
    return wholly, partly and not wholly


def hides_words(shape: Element, ground: Colour | None, scheme: Mapping[str, Colour]) -> bool:
    """Whether words of a shape are tiny, or in the colour of what is behind them (``None`` where it is not known)."""
    filled, own = fill_of(shape, scheme)
    behind = own if filled else ground
    for run in find(shape, "r"):
        look = child(run, "rPr")
        if look is None or not "".join(text_of(t) for t in find(run, "t")).strip():
            continue
        if 0 < number_of(look, "sz") < _TINY:
            return True
        fill = child(look, "solidFill")
        colour = drawn_colour(fill, scheme)
        if colour is not None and behind is not None and not is_seen(colour, (behind,)):
            return True
    return False


def behind(at: int, shapes: Sequence[Placed], paper: Colour | None, scheme: Mapping[str, Colour]) -> Colour | None:
    """Return the colour behind a shape: that of the shape below it, or of the paper; ``None`` if it is not known."""
    box = shapes[at].box
    for below in reversed(shapes[:at]):
        filled, colour = fill_of(below.shape, scheme)
        if filled and (box is None or below.box is None or share(box, below.box) > 0):
            return colour if box and below.box and share(box, below.box) > 0.9 else None
    return paper
