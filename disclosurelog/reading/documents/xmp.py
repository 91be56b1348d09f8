"""Adobe's properties (XMP), which stand in PDFs and in pictures."""

from __future__ import annotations

import re

from disclosurelog.reading.documents.gathering import Gathering, UnreadableError
from disclosurelog.reading.documents.properties import names_somebody
from disclosurelog.reading.documents.rest import tell_rest
from disclosurelog.reading.documents.xml_parts import name_of, parse, space_of, text_of

_PERSONS = {"creator": "the author", "Author": "the author", "OwnerName": "the owner of the camera",
            "LastModifiedBy": "who changed it last", "AuthorsPosition": "the author", "CaptionWriter": "the author",
            "Manager": "the manager", "PersonInImage": "who is in it", "Name": "who is in it",
            "PersonDisplayName": "who is in it"}  # fmt: skip
_SERIALS = ("SerialNumber", "BodySerialNumber", "LensSerialNumber")
_LOCATIONS = ("GPSLatitude", "GPSLongitude")
PATHS = re.compile(r"(?:[A-Za-z]:\\|file:|/Users/|/Volumes/|/home/|\\\\)\S")
"""The name of a folder on somebody’s computer or network."""


def tell_xmp(content: bytes, found: Gathering) -> None:
    """Tell what a packet of XMP says of persons and places."""
    try:
        root = parse(content.strip(b"\x00 \r\n\t"))
    except UnreadableError:
        found.say("properties", content.decode("utf-8", "replace"))
        return
    tell_rest(content, "properties", found, texts=True)
    for element in root.iter():
        name = name_of(element)
        _tell(name if name != "Name" or "workinggroup" in space_of(element) else "", text_of(element, " "), found)
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            _tell(name if name != "Name" or "workinggroup" in key else "", str(value), found)


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
    elif PATHS.search(value):
        found.trace("saved-path", "properties")
