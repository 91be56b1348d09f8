"""Whether words in one colour can be read on another, by the formula of WCAG 2.2 (“contrast ratio”)."""

from __future__ import annotations

LEAST_CONTRAST = 4.5
"""What words need against their ground (WCAG 2.2, success criterion 1.4.3, level AA)."""

WHITE = "#ffffff"
_STEP = 0.98


def _parts(colour: str) -> tuple[int, int, int]:
    """Return the red, green and blue of ``#rrggbb``, each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours ``#rrggbb``, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def darkened(colour: str) -> str:
    """Return a shade of ``colour`` that is hardly darker than it must be for white words to be read on it."""
    share = 1.0
    shade = colour
    while contrast(shade, WHITE) < LEAST_CONTRAST:
        share *= _STEP
        shade = "#" + "".join(f"{int(part * share):02x}" for part in _parts(colour))
    return shade
