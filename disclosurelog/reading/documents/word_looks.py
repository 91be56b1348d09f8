"""How text looks in a Word document: by its styles, by itself and by what is behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosurelog.reading.documents.colours import BLACK, WHITE, Colour, colour_of, is_seen, tinted
from disclosurelog.reading.documents.xml_parts import Element, child, find, name_of, on, value_of

FETCHING = re.compile(r"\b(DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\s+\S", re.IGNORECASE)
"""Fields whose text comes from elsewhere."""
_TINY = 4
"""Half points. Letters that are smaller are dots."""
_THIN = 10
"""Per cent of their width. Letters that are narrower are lines."""
_FLAT = 40
"""Twentieths of a point. A line that is lower shows nothing."""
_FAR_LEFT = -8_000
"""Twentieths of a point: text that begins so far left of its column is off the page."""
_DEPTH = 20

Look = Mapping[str, object]
"""What is stated of how letters look: ``hidden``, ``tiny``, ``colour``, ``mark`` (of a marker), ``ground``."""


@dataclass(frozen=True, slots=True)
class WordStyles:
    """The looks of a document by the marks of its styles; ``usual`` is that of text without a style of its own."""

    usual: Look
    named: Mapping[str, Look]
    scheme: Mapping[str, Colour]

    def hides(self, run: Element) -> bool:
        """Whether a run of letters is not seen: hidden, tiny, or in the colour of what is behind it."""
        own = self.look_of(child(run, "rPr"))
        paragraph = next((up for up in run.iterancestors() if name_of(up) == "p"), None)
        lines = child(paragraph, "pPr")
        of_lines = self.named.get(_style(lines, "pStyle"), {})
        look = {**self.usual, **of_lines, **self.named.get(_style(child(run, "rPr"), "rStyle"), {}), **own}
        if look.get("hidden") or look.get("tiny") or _is_flat(lines):
            return True
        colour, mark = look.get("colour"), look.get("mark")
        if isinstance(mark, tuple):  # letters without a colour stay black under a marker
            return not is_seen(colour if isinstance(colour, tuple) else BLACK, (mark,))
        if not isinstance(colour, tuple):
            return False  # the program sees to it that they are seen
        ground = look.get("ground") or self._ground(run, of_lines)
        return isinstance(ground, tuple) and not is_seen(colour, (ground,))

    def _ground(self, run: Element, of_lines: Look) -> Colour | None:
        """Return the colour behind a run, ``None`` where it cannot be known."""
        for up in run.iterancestors():
            name = name_of(up)
            if name in ("txbxContent", "wsp"):
                return None
            if name in ("p", "tc", "tbl"):
                shade = next((self._shade(one) for look in up[:2] if name_of(look) in ("pPr", "tcPr", "tblPr")
                              for one in look if name_of(one) == "shd"), None)  # fmt: skip
                if shade is not None:
                    return shade
            if name == "p" and isinstance(of_lines.get("ground"), tuple):
                return of_lines["ground"]  # type: ignore[return-value]
            if name == "tbl" and _style(child(up, "tblPr"), "tblStyle") not in ("", "TableGrid"):
                return None
        return WHITE

    def look_of(self, properties: Element | None) -> dict[str, object]:
        """Return what ``w:rPr`` states."""
        look: dict[str, object] = {}
        for one in properties if properties is not None else ():
            name, stated = name_of(one), value_of(one, "val")
            if name in ("vanish", "specVanish"):
                look["hidden"] = on(one)
            elif name in ("sz", "w") and stated.isdigit():
                look["tiny"] = int(stated[:6]) < (_TINY if name == "sz" else _THIN) or look.get("tiny", False)
            elif name == "color":
                look["colour"] = self._colour(one, "val", "theme")
            elif name == "highlight":
                look["mark"] = colour_of(stated)
            elif name == "shd":
                look["ground"] = self._shade(one)
        return look

    def _shade(self, shade: Element) -> Colour | None:
        if value_of(shade, "val") == "solid":
            return self._colour(shade, "color", "theme") or BLACK
        return self._colour(shade, "fill", "themeFill")

    def _colour(self, element: Element, plain: str, theme: str) -> Colour | None:
        """Return a colour that is stated plainly or by its name in the theme, ``None`` where it is automatic."""
        named = self.scheme.get(value_of(element, theme if theme == "themeFill" else f"{theme}Color"))
        if named is None:
            return colour_of(value_of(element, plain))
        for change, sign in (("Tint", 1), ("Shade", -1)):
            try:
                named = tinted(named, sign * (1 - int(value_of(element, theme + change, "FF"), 16) / 255))
            except ValueError:
                continue
        return named


def word_styles(root: Element | None, scheme: Mapping[str, Colour]) -> WordStyles:
    """Return the looks that the part with the styles states, each with what it is based on."""
    plain = WordStyles({}, {}, scheme)
    if root is None:
        return plain
    styles = {value_of(style, "styleId"): style for style in find(root, "style")}
    looks = {mark: plain.look_of(child(style, "rPr")) for mark, style in styles.items()}
    for mark, style in styles.items():
        lines = child(style, "pPr")
        for shade in lines if lines is not None else ():
            if name_of(shade) == "shd":
                looks[mark].setdefault("ground", plain._shade(shade))
    usual: dict[str, object] = {}
    for default in find(root, "rPrDefault"):
        usual |= plain.look_of(child(default, "rPr"))
    named = {}
    for mark in styles:
        chain = list(_bases(mark, styles))
        named[mark] = {name: value for base in reversed(chain) for name, value in looks[base].items()}
    for mark, style in styles.items():
        if value_of(style, "type") == "paragraph" and value_of(style, "default") in ("1", "true"):
            usual |= named[mark]
    return WordStyles(usual, named, scheme)


def _bases(mark: str, styles: Mapping[str, Element]) -> Iterator[str]:
    for _ in range(_DEPTH):
        if mark not in styles:
            return
        yield mark
        mark = _style(styles[mark], "basedOn")


def _style(properties: Element | None, name: str) -> str:
    style = child(properties, name)
    return value_of(style, "val") if style is not None else ""


def _is_flat(lines: Element | None) -> bool:
    spacing = child(lines, "spacing")
    height = value_of(spacing, "line") if spacing is not None and value_of(spacing, "lineRule") == "exact" else ""
    return height.isdigit() and int(height[:6]) < _FLAT


def begins_off_page(paragraph: Element) -> bool:
    """Whether a paragraph begins so far left that it is off the page."""
    lines = child(paragraph, "pPr")
    indent = child(lines, "ind")
    stated = (value_of(indent, "left") or value_of(indent, "start")) if indent is not None else ""
    return stated.startswith("-") and stated[1:].isdigit() and int(stated[:9]) < _FAR_LEFT
