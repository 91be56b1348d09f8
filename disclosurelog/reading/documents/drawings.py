"""What is drawn in an Office file: shapes with text, pictures that are cut, charts with their numbers."""

from __future__ import annotations

import posixpath

from disclosurelog.reading.documents.colours import scheme_of
from disclosurelog.reading.documents.gathering import Gathering
from disclosurelog.reading.documents.office import OfficeFile, Part
from disclosurelog.reading.documents.slide_shapes import hides_words
from disclosurelog.reading.documents.xml_parts import Element, find, name_of, on, text_of, value_of

_SIDES = ("l", "t", "r", "b", "cropleft", "croptop", "cropright", "cropbottom")
_LEAST_CUT = 2_000
"""Thousandths of a per cent: what is cut by less than two per cent is a matter of tidiness."""


def paragraphs_of(element: Element) -> str:
    """Return the text of a shape, its paragraphs on lines of their own."""
    return "\n".join(line for p in find(element, "p") if (line := "".join(text_of(t) for t in find(p, "t", "delText"))))


def tell_pictures(root: Element, place: str, found: Gathering) -> None:
    """Tell of pictures that are cut (the rest is still in the file) and of shapes that are switched off."""
    for rect in find(root, "srcRect", "imagedata"):
        if any(_cut(value_of(rect, side)) for side in _SIDES):
            found.trace("cropped-picture", place)
    for shape in find(root, "cNvPr", "docPr"):
        if value_of(shape, "hidden").lower() in ("1", "true"):
            found.trace("hidden-shape", place)
        words = "\n".join(filter(None, (value_of(shape, "title"), value_of(shape, "descr"))))
        found.say(f"{place}, description of a picture".removeprefix(", "), words)


def _cut(stated: str) -> bool:
    if stated.endswith("f"):  # a fraction of 65,536, in old drawings
        stated = stated[:-1]
        return stated.lstrip("-").isdigit() and int(stated[:9]) > 1_300
    number = stated.rstrip("%").partition(".")[0]
    scale = 1_000 if stated.endswith("%") or "." in stated else 1
    return number.isdigit() and int(number[:9]) * scale >= _LEAST_CUT


def sheet_drawing(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell what is drawn on a worksheet."""
    tell_pictures(part.root, part.place, found)
    scheme = scheme_of(None)
    for shape in find(part.root, "sp", "cxnSp"):
        if hides_words(shape, None, scheme):
            found.trace("hidden-text", part.place, "in a text box")
        found.say(f"{part.place}, text box".removeprefix(", "), paragraphs_of(shape))


def chart(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell what a chart holds: its words, and the values that it keeps of the cells it was made from."""
    words = [text_of(element) for element in find(part.root, "t")]
    values = [
        text_of(element)
        for cache in find(part.root, "strCache", "lvl", "strDim")
        for element in find(cache, "v", "pt")
        if name_of(element) == "v" or not len(element)
    ]
    found.say(f"{part.place}, chart".removeprefix(", "), "\n".join(filter(None, [*words, *values])))
    if any(name_of(element) == "externalData" for element in find(part.root, "externalData")):
        for link in file.links.get(part.name, ()):
            if link.kind == "package" and not link.outside:
                found.trace("chart-data", part.place, f"“{posixpath.basename(link.target)}”")


def diagram(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell the words of a diagram (SmartArt)."""
    found.say(f"{part.place}, diagram".removeprefix(", "), paragraphs_of(part.root))


def old_drawing(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell of pictures in a drawing of the kind before 2007. Its text is that of comments, told elsewhere."""
    tell_pictures(part.root, part.place, found)


def control(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell of a control that can run a program."""
    found.trace("macros", "")


def switched(element: Element, name: str) -> bool:
    """Whether a switch such as ``vanish`` is on among the direct children of ``element``."""
    return any(on(child) for child in element if name_of(child) == name)
