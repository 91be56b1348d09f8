"""The parts of Office and OpenDocument files, which are XML: read with nothing resolved and nothing fetched.

Elements and attributes are known by their local names: Office has two sets of namespaces for the same words.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from disclosurelog.reading.documents.gathering import UnreadableError

Element = Any
"""An element of lxml."""

_OPTIONS = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False, "remove_pis": True}
_BROKEN = "A part of the file is not well-formed, so it could not be read."
_ENTITIES = "A part of the file defines words of its own (a document type), which no such file does. It was not read."


def parse(content: bytes) -> Element:
    """Return the root of a part. Raises ``UnreadableError`` where it is broken or has a document type."""
    try:
        root = etree.fromstring(content, etree.XMLParser(remove_comments=True, **_OPTIONS))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(_BROKEN) from error
    if root is None:
        raise UnreadableError(_BROKEN)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(_ENTITIES)
    return root


def stream(file: BinaryIO, *names: str) -> Iterator[Element]:
    """Yield each element of these names when it has been read to its end, and forget it then: for large parts.

    Raises ``UnreadableError`` where the part is broken or has a document type.
    """
    wanted = tuple(f"{{*}}{name}" for name in names)
    try:
        events = etree.iterparse(file, events=("end",), tag=wanted, remove_comments=True, **_OPTIONS)
        for _, element in events:
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
        if events.root is not None and events.root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(_ENTITIES)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(_BROKEN) from error


def root_name(content: bytes) -> str:
    """Return the local name of the root of a part, ``""`` where it is no XML."""
    try:
        for _, element in etree.iterparse(io.BytesIO(content), events=("start",), **_OPTIONS):
            return name_of(element)
    except (etree.XMLSyntaxError, ValueError):
        pass
    return ""


def name_of(element: Element) -> str:
    """Return the local name of an element, ``""`` for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def space_of(element: Element) -> str:
    """Return the namespace of an element."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def value_of(element: Element, name: str, usual: str = "") -> str:
    """Return an attribute by its local name."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return usual


def number_of(element: Element | None, name: str) -> int:
    """Return a whole number that is stated as an attribute, 0 where it is none."""
    stated = value_of(element, name, "0") if element is not None else "0"
    return int(stated) if stated.lstrip("-").isdigit() and len(stated) < 15 else 0


def find(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names at any depth, in order."""
    yield from element.iter(*(f"{{*}}{name}" for name in names))


def first(element: Element, *names: str) -> Element | None:
    """Return the first element of these names at any depth."""
    return next(find(element, *names), None)


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first element of these names that lies directly in another, ``None`` also where there is no other."""
    return next((one for one in element if name_of(one) in names), None) if element is not None else None


def within(element: Element, *names: str) -> bool:
    """Whether an element lies inside one of these names."""
    return next(element.iterancestors(*(f"{{*}}{name}" for name in names)), None) is not None


def on(element: Element | None, usual: bool = True) -> bool:
    """Whether a switch of Office such as ``<w:vanish w:val="0"/>`` is on. ``None`` is off."""
    if element is None:
        return False
    stated = value_of(element, "val", "true" if usual else "false")
    return stated.lower() not in ("0", "false", "off", "none")


def text_of(element: Element, between: str = "") -> str:
    """Return all text inside an element."""
    return between.join(piece for piece in element.itertext() if piece)
