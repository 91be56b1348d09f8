"""Who made an Office or OpenDocument file, and with what: its properties."""

from __future__ import annotations

import re

from disclosurelog.reading.documents.gathering import Gathering
from disclosurelog.reading.documents.office import OfficeFile, Part
from disclosurelog.reading.documents.xml_parts import Element, find, name_of, text_of, value_of

_PERSONS = {
    "creator": "the author",
    "lastModifiedBy": "who changed it last",
    "Manager": "the manager",
    "initial-creator": "the author",
    "printed-by": "who printed it",
}
_OTHERS = {
    "title": "title",
    "subject": "subject",
    "description": "description",
    "keywords": "keywords",
    "keyword": "keywords",
    "category": "category",
    "contentStatus": "status",
    "Company": "company",
    "HyperlinkBase": "base of the links",
    "TitlesOfParts": "titles of its parts",
}

_TOOL = re.compile(
    r"(?:open\s?pyxl|python-(?:docx|pptx)|xlsxwriter|libreoffice|openoffice(?:\.org)?|apache poi|pandoc|reportlab|"
    r"microsoft\W.{0,40}|excel|word|powerpoint|docx4j|odfpy|calibre|wkhtmltopdf|skia.{0,10}|google.{0,20}|"
    r"quartz.{0,20}|adobe\s.{0,40}|acrobat\s.{0,40}|user|admin(?:istrator)?|author|unknown|anonymous|unspecified|owner|none|"
    r"n/?a|test|windows user|office user|default)(?:[\s/][\d.]+)?",
    re.IGNORECASE,
)
"""What stands in the author's place and names no person: programs, and names that everybody has."""


def names_somebody(value: str) -> bool:
    """Whether a property of authorship names a person or body, not a program."""
    value = " ".join(value.split()).strip("() .-_")
    return bool(value) and _TOOL.fullmatch(value) is None


def tell_property(name: str, value: str, found: Gathering) -> None:
    """Tell of one property of a document, known by the name that its format gives it."""
    if not value.strip():
        return
    if name in _PERSONS:
        if names_somebody(value):
            found.trace("author", "properties", _PERSONS[name])
        found.say(f"properties, {_PERSONS[name]}", value)
    elif name in _OTHERS:
        found.say(f"properties, {_OTHERS[name]}", value)


def core_properties(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell what ``docProps/core.xml`` says."""
    for element in part.root:
        tell_property(name_of(element), element.text or "", found)


def app_properties(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell what ``docProps/app.xml`` or ``docProps/custom.xml`` says."""
    for element in part.root:
        if name_of(element) == "property":
            label, value = value_of(element, "name"), text_of(element, " ")
            if value.strip() and not label.startswith(("MSIP_Label", "ContentTypeId", "_dlc_")):
                found.trace("own-property", "properties")
            found.say("properties of its own", f"{label}: {value}")
        else:
            tell_property(name_of(element), text_of(element, " "), found)


def open_properties(root: Element, found: Gathering) -> None:
    """Tell what the ``meta.xml`` of an OpenDocument file says."""
    for element in find(root, *_PERSONS, *_OTHERS):
        tell_property(name_of(element), text_of(element), found)
    for element in find(root, "user-defined"):
        if text_of(element).strip():
            found.trace("own-property", "properties")
            found.say("properties of its own", f"{value_of(element, 'name')}: {text_of(element)}")
    for element in find(root, "template"):
        found.trace("template", "properties")
        found.say("template", value_of(element, "href"))
