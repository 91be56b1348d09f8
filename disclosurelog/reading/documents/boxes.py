"""Boxes on a page or a slide, and how much of one lies under another."""

from __future__ import annotations

Box = tuple[float, float, float, float]
"""Left, its lower or upper edge, right, and the other edge, the greater numbers last."""


def area(box: Box) -> float:
    """Return the area of a box."""
    return abs(box[2] - box[0]) * abs(box[3] - box[1])


def share(of: Box, by: Box) -> float:
    """Return how much of a box is covered by another, from 0 to 1."""
    wide, high = min(of[2], by[2]) - max(of[0], by[0]), min(of[3], by[3]) - max(of[1], by[1])
    return max(wide, 0.0) * max(high, 0.0) / max(area(of), 0.01)
