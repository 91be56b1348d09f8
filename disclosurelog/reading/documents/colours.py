"""Colours as Office and OpenDocument files state them, and whether letters of one are seen on a ground of another."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Iterable, Mapping

from disclosurelog.reading.documents.xml_parts import Element, find, name_of, value_of

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255 each."""

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_LEAST = 1.1
"""Contrast, as WCAG 2.2 measures it, from 1 to 21. Letters with less are not seen. Office’s palest grey has 1.12."""
_DARK, _PALE = 60, 250
_HEX = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_NAMES = {
    "black": "000000", "blue": "0000ff", "cyan": "00ffff", "green": "00ff00", "magenta": "ff00ff", "red": "ff0000",
    "yellow": "ffff00", "white": "ffffff", "darkblue": "000080", "darkcyan": "008080", "darkgreen": "008000",
    "darkmagenta": "800080", "darkred": "800000", "darkyellow": "808000", "darkgray": "808080", "lightgray": "c0c0c0",
}  # fmt: skip
"""What Word calls the colours of its marker, and old drawings the commonest colours."""


def colour_of(stated: str) -> Colour | None:
    """Return a colour that is stated as ``1F497D``, ``FF1F497D``, ``#1F497D`` or by a name; ``None`` for others."""
    match = _HEX.fullmatch(_NAMES.get(stated.lower(), stated))
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None


def _light(colour: Colour) -> float:
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_seen(letters: Colour, grounds: Iterable[Colour]) -> bool:
    """Whether letters of a colour are seen on any of these grounds."""
    light = _light(letters) + 0.05
    return any(max(light, ground) / min(light, ground) > _LEAST for ground in (_light(one) + 0.05 for one in grounds))


def is_black_or_white(colour: Colour) -> bool:
    """Whether a colour is, or nearly is, one of the two that people cover things with."""
    return max(colour) <= _DARK or min(colour) >= _PALE


def tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour made lighter (to 1) or darker (to -1), as Excel does it."""
    tint = max(-1.0, min(tint, 1.0))
    return _lit(colour, lambda light: light * (1 + tint) if tint < 0 else light * (1 - tint) + tint)


def _lit(colour: Colour, change: Callable[[float], float]) -> Colour:
    """Return a colour whose lightness, from 0 to 1, is changed."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, change(light), full))
    return red, green, blue


_SCHEME = {"lt1": WHITE, "dk1": BLACK, "lt2": (238, 236, 225), "dk2": (31, 73, 125), "accent1": (79, 129, 189)}
_ALIKE = {"background1": "lt1", "text1": "dk1", "background2": "lt2", "text2": "dk2", "light1": "lt1", "dark1": "dk1",
          "light2": "lt2", "dark2": "dk2", "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}  # fmt: skip


def scheme_of(theme: Element | None) -> Mapping[str, Colour]:
    """Return the colours of an Office theme by the names that Excel, Word and PowerPoint have for them."""
    named = dict(_SCHEME)
    for scheme in find(theme, "clrScheme") if theme is not None else ():
        for entry in scheme:
            for stated in entry:
                colour = colour_of(value_of(stated, "lastClr") or value_of(stated, "val"))
                if colour is not None:
                    named[name_of(entry)] = colour
    return named | {alias: named[name] for alias, name in _ALIKE.items()}


def drawn_colour(fill: Element | None, scheme: Mapping[str, Colour]) -> Colour | None:
    """Return the colour of a ``solidFill`` of a drawing, ``None`` where it cannot be known or is seen through."""
    stated = next((one for one in fill if name_of(one)), None) if fill is not None else None
    if stated is None:
        return None
    value = value_of(stated, "lastClr") or value_of(stated, "val")
    colour = scheme.get(value) if name_of(stated) == "schemeClr" else colour_of(value)
    for change in stated:
        share = value_of(change, "val", "0")
        if colour is None or name_of(change) not in _CHANGES or not share.isdigit():
            return None
        colour = _changed(colour, name_of(change), int(share[:7]) / 100_000)
    return colour


_CHANGES = ("lumMod", "lumOff", "tint", "shade")


def _changed(colour: Colour, change: str, share: float) -> Colour:
    if change in ("tint", "shade"):
        return tinted(colour, (1 - share) if change == "tint" else share - 1)
    return _lit(colour, lambda light: min(light * share if change == "lumMod" else light + share, 1.0))
