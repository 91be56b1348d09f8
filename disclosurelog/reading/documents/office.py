"""What Word, Excel and PowerPoint files have in common: a zip archive of XML parts that name each other.

A part is known by the name of its root element, not by its path: a path can be anything.
"""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from disclosurelog.reading.documents.archives import tell_surroundings
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError
from disclosurelog.reading.documents.packages import Package
from disclosurelog.reading.documents.rest import tell_rest
from disclosurelog.reading.documents.xml_parts import Element, find, name_of, parse, value_of

_LINKS_THAT_ARE_SEEN = ("hyperlink",)


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a ``.rels`` part: what it is for, where it leads, and whether that is outside the file."""

    id: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """An opened file: its package, its links by the part they belong to, and the place that each part is at."""

    package: Package
    links: Mapping[str, tuple[Link, ...]]
    places: dict[str, str] = field(default_factory=dict)

    def linked(self, part: str, kind: str) -> list[str]:
        """Return the parts of a kind that a part names."""
        return [link.target for link in self.links.get(part, ()) if link.kind == kind and not link.outside]

    def by_id(self, part: str) -> dict[str, str]:
        """Return the parts that a part names, by the mark it names them with."""
        return {link.id: link.target for link in self.links.get(part, ()) if not link.outside}

    def spread(self, part: str, place: str) -> None:
        """Say that a part, and all that it alone leads to, is at ``place``."""
        ahead = [part]
        while ahead:
            here = ahead.pop()
            if here not in self.places:
                self.places[here] = place
                ahead += [
                    link.target
                    for link in self.links.get(here, ())
                    if not link.outside and not link.kind.endswith(("Layout", "Master", "theme", "slide", "styles"))
                ]


@dataclass(frozen=True, slots=True)
class Part:
    """An XML part: its path, its root and the place in the document that it belongs to, ``""`` for the whole."""

    name: str
    root: Element
    place: str


Handler = Callable[[Part, OfficeFile, Gathering], None]
"""Tells what a part holds. Chosen by the local name of the part's root."""


def open_office(content: bytes, found: Gathering) -> OfficeFile:
    """Open a file and read which part names which. Raises ``UnreadableError`` where that cannot be done."""
    package = Package(content, found.budget)
    if package.locked:
        raise UnreadableError("The file is locked with a password, so it cannot be checked.")
    if package.comment.strip(b"\x00"):
        found.trace("custom-data", "", "a comment of the zip archive")
    tell_surroundings(package, found)
    links: dict[str, tuple[Link, ...]] = {}
    for name in package.names:
        if name.endswith(".rels"):
            folder, file = posixpath.split(name)
            base = posixpath.dirname(folder)
            source = posixpath.join(base, file.removesuffix(".rels"))
            links[source] = tuple(_link(element, base) for element in find(parse(package.read(name)), "Relationship"))
    return OfficeFile(package, links)


def _link(element: Element, base: str) -> Link:
    outside = value_of(element, "TargetMode").lower() == "external"
    target = value_of(element, "Target")
    if not outside:
        target = unquote(target)
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
    return Link(value_of(element, "Id"), value_of(element, "Type").rpartition("/")[2], target, outside)


def read_parts(file: OfficeFile, handlers: Mapping[str, Handler], found: Gathering, skip: Iterable[str] = ()) -> None:
    """Tell what each XML part holds. Parts in ``skip`` were read already."""
    skipped = {*skip, "[Content_Types].xml"}
    for name in file.package.names:
        if name in skipped or name.endswith(".rels") or not name.lower().endswith((".xml", ".vml")):
            continue
        found.budget.go_on()
        content = b""
        try:
            content = file.package.read(name)
            if name.lower().endswith(".vml") and not content.lstrip().startswith(b"<"):
                continue
            root = parse(content)
        except UnreadableError as error:
            if not name.lower().endswith(".vml"):  # old drawings are often not well-formed
                found.fail(str(error))
            else:
                tell_rest(content, f"words in {name}", found, texts=True)
            continue
        kind, part = name_of(root), Part(name, root, file.places.get(name, ""))
        handler = handlers.get(kind)
        if handler is not None:
            handler(part, file, found)
        elif "customXml" in name or kind not in _KNOWN:
            _custom(part, found)
        if kind in _DULL:
            continue
        tell_rest(content, f"{part.place}, words in {name}".removeprefix(", "), found, texts=kind in _UNTOLD)


_LOOKS = """
    FeaturePropertyBags MapInfo Sources Types arrayData calcChain chartColorStyle chartStyle chartUserShapes
    clrMapOvr colorStyle colors colorsDef dataModel datastoreItem drawing fontTable fonts handoutMaster ink
    labelList layoutDef lst metadata notesMaster numbering presentationPr printerSettings relIds richStyles rvData
    rvStructures rvTypesInfo singleXmlCells slicerCacheDefinition slicers slideLayout slideMaster sst styleDef
    styleSheet styles supportingPropertyBagStructures supportingPropertyBags table tblStyleLst tcmap theme
    themeOverride timelineCacheDefinition timelines viewPr volTypes webPublishItems webSettings xml
    """
"""Roots of parts that hold how things look, or text that is read elsewhere."""
_KNOWN = frozenset(_LOOKS.split())
_DULL = frozenset(["theme", "themeOverride", "calcChain", "fontTable", "fonts", "tblStyleLst", "colorsDef", "styleDef",
                   "layoutDef"])  # fmt: skip
"""Those of them in which there is nothing but the names of fonts and colours."""
_UNTOLD = _KNOWN - {"sst", "dataModel"}
"""Those of them whose text, where they have any, is read nowhere else."""

_OF_FORMS = (
    "FormTemplates",
    "contentTypeSchema",
    "CoverPageProperties",
    "EventReceivers",
    "spe:Receivers",
    "Receivers",
)


def _custom(part: Part, found: Gathering) -> None:
    """Tell of data that other programs left."""
    words = " ".join(" ".join(part.root.itertext()).split())
    if name_of(part.root) == "DataMashup":
        found.trace("connection", part.place, "a query of Power Query")
        words = _queries(words, found)
    elif words and name_of(part.root) not in _OF_FORMS:
        found.trace("custom-data", part.place, f"the part {part.name}")
    found.say(f"data in {part.name}", words)


def _queries(words: str, found: Gathering) -> str:
    """Return the queries in a part of Power Query: a zip archive in base64, behind its version and length."""
    try:
        package = Package(base64.b64decode(words)[8:], found.budget)
        texts = [package.read(name).decode("utf-8", "replace") for name in package.names if name.endswith(".m")]
    except (ValueError, UnreadableError):
        found.fail("A query of Power Query could not be read.")
        return ""
    return "\n".join(texts)


def tell_links(file: OfficeFile, found: Gathering) -> None:
    """Tell of what the file names outside of itself, but for links that a reader sees."""
    for part, links in file.links.items():
        place = file.places.get(part, "")
        for link in links:
            if not link.outside:
                continue
            local = link.target.lower().startswith(("file:", "\\\\", "c:")) or "\\" in link.target
            if link.kind == "attachedTemplate":
                found.trace("template", place)
                found.say("template", link.target)
            elif link.kind not in _LINKS_THAT_ARE_SEEN or local:
                found.trace("outside-link", place)
                found.say(f"{place}, link".removeprefix(", "), link.target)
            else:
                found.say(f"{place}, link".removeprefix(", "), unquote(link.target))
