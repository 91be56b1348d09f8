"""Adobe's properties (XMP), which stand in PDFs and in pictures."""

from __future__ import annotations

from disclosurelog.reading.documents.gathering import Gathering, UnreadableError
from disclosurelog.reading.documents.properties import names_somebody
from disclosurelog.reading.documents.xml_parts import name_of, parse, text_of

_PERSONS = {"creator": "the author", "Author": "the author", "OwnerName": "the owner of the camera",
            "LastModifiedBy": "who changed it last", "AuthorsPosition": "the author", "CaptionWriter": "the author",
            "Manager": "the manager"}  # fmt: skip
_SERIALS = ("SerialNumber", "BodySerialNumber", "LensSerialNumber")
_LOCATIONS = ("GPSLatitude", "GPSLongitude")
_WORDS = ("title", "description", "subject", "Keywords", "Headline", "Location", "City", "rights", "UserComment",
          "PersonInImage", "Company", "filePath", "DocumentAncestors")  # fmt: skip


def tell_xmp(content: bytes, found: Gathering) -> None:
    """Tell what a packet of XMP says of persons and places."""
    try:
        root = parse(content.strip(b"\x00 \r\n\t"))
    except UnreadableError:
        found.say("properties", content.decode("utf-8", "replace"))
        return
    for element in root.iter():
        _tell(name_of(element), text_of(element, " "), found)
        for key, value in element.attrib.items():
            _tell(key.rpartition("}")[2], str(value), found)


def _tell(name: str, value: str, found: Gathering) -> None:
    value = " ".join(value.split())
    if not value:
        return
    if name in _LOCATIONS:
        found.trace("location", "")
    elif name in _SERIALS:
        found.trace("camera", "properties", "the number of the camera")
    elif _PERSONS.get(name):
        if names_somebody(value):
            found.trace("author", "properties", _PERSONS[name])
        found.say(f"properties, {_PERSONS[name]}", value)
    elif name in _WORDS:
        found.say(f"properties, {name.lower()}", value)
