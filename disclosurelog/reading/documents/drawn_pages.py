"""A drawn page of a PDF: what is seen in a part of it, and what lies over what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosurelog.reading.documents.boxes import Box, area, share

_SHADES = 12
"""Shades of grey, of 256, by which a letter must differ from what is behind it to be seen."""
_DARK, _WHITE = 50, 250
"""Shades of the boxes that people cover things with."""
_LARGE, _PHOTOGRAPH = 0.5, 0.05
"""Of a page: a picture that is larger is a scan of it, or a photograph."""
_LEAST = 20.0, 6.0
"""Points across and down, below which a box covers no word."""
_MOST_BOXES = 500

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A drawn page: its shades of grey, row by row, and how a point of the page becomes one of the drawing."""

    shades: bytes
    width: int
    height: int
    stride: int
    matrix: Matrix

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a box of the page is on the drawing: left, top, right, bottom."""
        a, b, c, d, e, f = self.matrix
        x, y = a * left + c * bottom + e, b * left + d * bottom + f
        across, down = a * right + c * top + e, b * right + d * top + f
        if x > across:
            x, across = across, x
        return (x, y, across, down) if y < down else (x, down, across, y)

    def is_off(self, box: Box) -> bool:
        """Whether the middle of a box is not on the page."""
        x, y = box[0] + box[2], box[1] + box[3]
        return x < 0 or y < 0 or x > 2 * self.width or y > 2 * self.height

    @property
    def turned(self) -> bool:
        """Whether lines that run across the page run down the drawing."""
        return abs(self.matrix[1]) > abs(self.matrix[0])

    def is_plain(self, box: Box, across: bool) -> bool:
        """Whether nothing is seen in a box: all of it has one shade, and so has what is just before and after it.

        Before and after are left and right of it, or above and below where the line of text does not run ``across``.
        """
        if across:
            left, right = max(int(box[0]) - 1, 0), min(int(box[2]) + 2, self.width)
            top, bottom = max(int(box[1] + 0.5), 0), min(int(box[3] + 0.5), self.height)
        else:
            left, right = max(int(box[0] + 0.5), 0), min(int(box[2] + 0.5), self.width)
            top, bottom = max(int(box[1]) - 1, 0), min(int(box[3]) + 2, self.height)
        shades, stride, middle = self.shades, self.stride, (top + bottom) // 2
        darkest, lightest = 255, 0
        # From the middle, where most letters are seen at once.
        for row in (middle, *range(top, bottom)):
            line = shades[row * stride + left : row * stride + right]
            if line:
                dark, light = min(line), max(line)
                darkest, lightest = min(darkest, dark), max(lightest, light)
                if lightest - darkest > _SHADES:
                    return False
        return True


def covers_pictures(things: Sequence[tuple[str, Box, int]], size: tuple[float, float]) -> bool:
    """Whether a box was drawn over a picture, or over a part of a large one, and nothing is written on the box.

    ``things`` are what is drawn, in order: pictures, boxes with their shade, and text. Their boxes are left, bottom,
    right, top. A box over nearly all of the page is its ground.
    """
    page = max(size[0] * size[1], 1)
    pictures = [(at, box) for at, (kind, box, _) in enumerate(things) if kind == "picture"][:_MOST_BOXES]
    texts = [(at, box) for at, (kind, box, _) in enumerate(things) if kind == "text"]
    boxes = [(at, box, shade) for at, (kind, box, shade) in enumerate(things) if kind == "box" and _covers_words(box)]
    for at, box, shade in boxes[:_MOST_BOXES]:
        least = _PHOTOGRAPH if shade <= _DARK else _LARGE if shade >= _WHITE else 1
        below = [
            picture
            for before, picture in pictures
            if before < at
            and (share(picture, box) > 0.9 or (area(picture) > least * page and share(box, picture) > 0.9))
        ]
        if below and area(box) < 0.9 * page and not any(after > at and share(box, text) > 0 for after, text in texts):
            return True
    return False


def _covers_words(box: Box) -> bool:
    return box[2] - box[0] >= _LEAST[0] and box[3] - box[1] >= _LEAST[1]
