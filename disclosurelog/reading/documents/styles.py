"""Styles of a workbook that make what is in a cell impossible to see."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from disclosurelog.reading.documents.colours import BLACK, WHITE, Colour, colour_of, is_seen, scheme_of, tinted
from disclosurelog.reading.documents.xml_parts import Element, child, find, first, name_of, text_of, value_of

Held = TypeVar("Held")

_TINY = 2.0
"""Points. Letters that are smaller are dots."""
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
"""The colours of a theme in the order in which Excel counts them."""
_PALETTE = [
    "000000", "ffffff", "ff0000", "00ff00", "0000ff", "ffff00", "ff00ff", "00ffff", "000000", "ffffff",
    "ff0000", "00ff00", "0000ff", "ffff00", "ff00ff", "00ffff", "800000", "008000", "000080", "808000",
    "800080", "008080", "c0c0c0", "808080", "9999ff", "993366", "ffffcc", "ccffff", "660066", "ff8080",
    "0066cc", "ccccff", "000080", "ff00ff", "ffff00", "00ffff", "800080", "800000", "008080", "0000ff",
    "00ccff", "ccffff", "ccffcc", "ffff99", "99ccff", "ff99cc", "cc99ff", "ffcc99", "3366ff", "33cccc",
    "99cc00", "ffcc00", "ff9900", "ff6600", "666699", "969696", "003366", "339966", "003300", "333300",
    "993300", "993366", "333399", "333333", "000000", "ffffff",
]  # fmt: skip
"""The numbered colours of Excel. The last two are the letters and the paper of the system."""
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_MARKS = re.compile(r"\[[^\]]*\]")
_COLOURS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_A_VALUE = re.compile(r"[#0?@]|General|[ymdhse]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Looks:
    """What the styles of a workbook make unseen. Styles, rules and shared texts are known by their numbers.

    ``numbers`` and ``texts`` are the styles of cells in which numbers, or words, are not seen; ``rules`` those that a
    rule lays over a cell; ``pale`` the styles of cells on whose ground white letters are not seen, and ``strings`` the
    shared texts that have such letters. ``scheme`` are the colours of the theme.
    """

    numbers: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    pale: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    strings: frozenset[str] = frozenset()
    scheme: Mapping[str, Colour] = field(default_factory=dict)

    def hide(self, cell: Element) -> bool:
        """Whether what is in a cell, or a part of it, is not seen."""
        style, kind = cell.get("s", "0"), cell.get("t", "n")
        if kind not in ("s", "str", "inlineStr"):
            return style in self.numbers
        if style in self.texts:
            return True
        if style not in self.pale:
            return False
        return text_of(cell) in self.strings if kind == "s" else hides_letters(cell, self.scheme)


def looks_of(root: Element, theme: Element | None) -> Looks:
    """Return what the styles of a workbook make unseen. What a table lays over its cells is not looked at."""
    scheme = scheme_of(theme)
    formats = {value_of(one, "numFmtId"): value_of(one, "formatCode") for one in find(root, "numFmt")}
    fonts = [_font(font, scheme) for font in _children(root, "fonts")]
    fills = [_fill(fill, scheme) for fill in _children(root, "fills")]
    numbers: set[str] = set()
    texts: set[str] = set()
    pale: set[str] = set()
    for number, style in enumerate(_children(root, "cellXfs")):
        colour, size = _at(fonts, value_of(style, "fontId"), (BLACK, 11.0))
        grounds = _at(fills, value_of(style, "fillId"), (WHITE,))
        code = formats.get(value_of(style, "numFmtId"), "General")
        if grounds and not is_seen(WHITE, grounds):
            pale.add(str(number))
        for kind, unseen in ((0, numbers), (3, texts)):
            own = colour_of(_colour_in(code, kind)) or colour
            if size < _TINY or (grounds and not is_seen(own, grounds)) or _shows_nothing(code, kind):
                unseen.add(str(number))
    rules = {str(number) for number, rule in enumerate(_children(root, "dxfs")) if _hides(rule, scheme)}
    return Looks(frozenset(numbers), frozenset(texts), frozenset(pale), frozenset(rules), scheme=scheme)


def _hides(rule: Element, scheme: Mapping[str, Colour]) -> bool:
    code, font, fill = first(rule, "numFmt"), first(rule, "font"), first(rule, "fill")
    if code is not None and _shows_nothing(value_of(code, "formatCode"), 0):
        return True
    stated = first(font, "color") if font is not None else None
    grounds = _fill(fill, scheme, "bgColor") if fill is not None else (WHITE,)
    return stated is not None and bool(grounds) and not is_seen(_colour(stated, scheme, BLACK), grounds)


def _children(root: Element, name: str) -> list[Element]:
    held = child(root, name)
    return [one for one in held if name_of(one)] if held is not None else []


def _at(items: Sequence[Held], stated: str, usual: Held) -> Held:
    return items[int(stated)] if stated.isdigit() and len(stated) < 6 and int(stated) < len(items) else usual


def _section(code: str, kind: int) -> str | None:
    """Return the part of a number format for numbers above nought (0) or for words (3), ``None`` where it has none."""
    sections = _QUOTED.sub(lambda match: match[0].replace(";", ","), code).split(";")
    return sections[kind] if len(sections) > kind else None


def _shows_nothing(code: str, kind: int) -> bool:
    """Whether a number format shows nothing of a number, as ``;;;`` does, or other words than those in the cell.

    Words of its own in the place of numbers, such as ``"yes";;"no"``, are what is meant to be seen.
    """
    section = _section(code, kind)
    if section is None or code == "General":
        return False
    if kind:
        return not re.search("@|General", _QUOTED.sub("", _MARKS.sub("", section)), re.IGNORECASE)
    shown = "".join(part.strip('"') for part in re.findall(r'"[^"]*"', section))
    return not shown.strip() and not _A_VALUE.search(_QUOTED.sub("", _COLOURS.sub("", section)))


def _colour_in(code: str, kind: int) -> str:
    section = _section(code, kind) or (code if ";" not in code else "")
    return next((mark[1:-1] for mark in _MARKS.findall(section) if colour_of(mark[1:-1])), "")


def _font(font: Element, scheme: Mapping[str, Colour]) -> tuple[Colour, float]:
    colour, size = first(font, "color"), first(font, "sz")
    try:
        points = float(value_of(size, "val", "11")) if size is not None else 11.0
    except ValueError:
        points = 11.0
    return (_colour(colour, scheme, BLACK) if colour is not None else BLACK), points


def _fill(fill: Element, scheme: Mapping[str, Colour], solid: str = "fgColor") -> tuple[Colour, ...]:
    """Return the colours of a ground, none where nothing can be said of it."""
    stops = [_colour(stop, scheme, WHITE) for stop in find(fill, "color")]
    pattern = first(fill, "patternFill")
    if pattern is None:
        return tuple(stops)
    kind = value_of(pattern, "patternType", "none" if solid == "fgColor" else "solid")
    if kind == "none":
        return (WHITE,)
    colours = [_colour(one, scheme, usual) for name, usual in (("fgColor", BLACK), ("bgColor", WHITE))
               for one in find(pattern, name) if kind != "solid" or name == solid]  # fmt: skip
    return tuple(colours)


def _colour(stated: Element, scheme: Mapping[str, Colour], usual: Colour) -> Colour:
    rgb, theme, indexed = value_of(stated, "rgb"), value_of(stated, "theme"), value_of(stated, "indexed")
    colour = colour_of(rgb) if rgb else None
    if theme:
        colour = scheme.get(_at(_THEME, theme, ""))
    elif indexed:
        colour = colour_of(_at(_PALETTE, indexed, ""))
    try:
        tint = float(value_of(stated, "tint", "0"))
    except ValueError:
        tint = 0.0
    colour = colour or usual
    return tinted(colour, tint) if tint else colour


def hides_letters(text: Element, scheme: Mapping[str, Colour]) -> bool:
    """Whether a part of a text has letters that are not seen on white paper."""
    looks = (_font(look, scheme) for look in find(text, "rPr"))
    return any(size < _TINY or not is_seen(colour, (WHITE,)) for colour, size in looks)
