"""PowerPoint presentations: their slides, and what is not seen of them."""

from __future__ import annotations

from disclosurelog.reading.documents.drawings import chart, control, diagram, paragraphs_of, tell_pictures
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted
from disclosurelog.reading.documents.inserts import ReadInside, tell_inserts
from disclosurelog.reading.documents.office import Handler, OfficeFile, Part, open_office, read_parts, tell_links
from disclosurelog.reading.documents.properties import app_properties, core_properties, names_somebody
from disclosurelog.reading.documents.xml_parts import Element, find, first, name_of, parse, text_of, value_of

_SHAPES = ("sp", "pic", "graphicFrame", "cxnSp", "grpSp")
_A_PLACE_FOR = ("sldNum", "dt", "hdr", "ftr", "sldImg")
"""What stands on every page of notes, whoever wrote none."""


def read_slides(content: bytes, found: Gathering, read_inside: ReadInside) -> None:
    """Tell what is in a presentation of PowerPoint, and what is hidden in it."""
    file = open_office(content, found)
    main = file.linked("", "officeDocument")
    if not main or main[0] not in file.package.names:
        raise UnreadableError("The file is broken: the part that lists its slides is missing.")
    root = parse(file.package.read(main[0]))
    size = _size(root)
    parts = file.by_id(main[0])
    slides = {
        parts.get(next((str(value) for key, value in slide.attrib.items() if key.endswith("}id")), ""), ""): number
        for number, slide in enumerate(find(root, "sldId"), start=1)
    }
    for part, number in slides.items():
        file.spread(part, f"slide {number}")

    def slide(part: Part, file: OfficeFile, found: Gathering) -> None:
        _tell_slide(part, part.name in slides, size, found)

    read_parts(file, HANDLERS | {"sld": slide}, found, [main[0]])
    tell_links(file, found)
    others = [name for name in file.package.names if not name.lower().endswith((".xml", ".rels", ".vml"))]
    tell_inserts(file.package, others, file.places, found, read_inside)


def _size(root: Element) -> tuple[int, int]:
    size = first(root, "sldSz")
    return (_number(size, "cx"), _number(size, "cy")) if size is not None else (0, 0)


def _number(element: Element, name: str) -> int:
    stated = value_of(element, name, "0")
    return int(stated) if stated.lstrip("-").isdigit() and len(stated) < 15 else 0


def _tell_slide(part: Part, listed: bool, size: tuple[int, int], found: Gathering) -> None:
    place = part.place or f"a slide that is no longer listed, {part.name}"
    if not listed or value_of(part.root, "show").lower() in ("0", "false"):
        found.trace("hidden-slide", place)
    tree = first(part.root, "spTree")
    for shape in tree if tree is not None else ():
        if name_of(shape) in _SHAPES and _is_off(shape, size) and (_text(shape) or name_of(shape) != "sp"):
            found.trace("off-page", place)
    tell_pictures(part.root, place, found)
    found.say(place, "\n".join(filter(None, (paragraphs_of(shape) for shape in find(part.root, "sp")))))
    for number, table in enumerate(find(part.root, "tbl"), start=1):
        rows = [tuple(paragraphs_of(cell) for cell in find(row, "tc")) for row in find(table, "tr")]
        found.tabulate(f"{place}, table {number}", rows)


def _text(shape: Element) -> str:
    return "".join(text_of(t) for t in find(shape, "t")).strip()


def _is_off(shape: Element, size: tuple[int, int]) -> bool:
    """Whether a shape lies wholly outside the slide."""
    frame = first(shape, "xfrm")
    if frame is None or not all(size):
        return False
    offset, extent = first(frame, "off"), first(frame, "ext")
    if offset is None or extent is None:
        return False
    left, top = _number(offset, "x"), _number(offset, "y")
    right, bottom = left + _number(extent, "cx"), top + _number(extent, "cy")
    return right <= 0 or bottom <= 0 or left >= size[0] or top >= size[1]


def _notes(part: Part, file: OfficeFile, found: Gathering) -> None:
    for shape in find(part.root, "sp"):
        kind = first(shape, "ph")
        text = paragraphs_of(shape)
        if text.strip() and (kind is None or value_of(kind, "type") not in _A_PLACE_FOR):
            found.trace("notes", part.place)
            found.say(f"{part.place}, notes".removeprefix(", "), text)


def _comments(part: Part, file: OfficeFile, found: Gathering) -> None:
    comments = list(find(part.root, "cm", "reply"))
    if comments:
        found.trace("comments", part.place, counted(len(comments), "comment"))
    found.say(f"{part.place}, comments".removeprefix(", "), text_of(part.root, "\n"))


def _authors(part: Part, file: OfficeFile, found: Gathering) -> None:
    for author in find(part.root, "cmAuthor", "author"):
        if names_somebody(value_of(author, "name")):
            found.trace("author", "comments", "who wrote them")
        found.say("authors of comments", " ".join([value_of(author, "name"), value_of(author, "userId")]))


def _tags(part: Part, file: OfficeFile, found: Gathering) -> None:
    for tag in find(part.root, "tag"):
        found.say("tags", f"{value_of(tag, 'name')}: {value_of(tag, 'val')}")


def _look(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell what is written on a layout or master other than in places for text."""
    for shape in find(part.root, "sp"):
        if first(shape, "ph") is None:
            found.say("layout of the slides", paragraphs_of(shape))


HANDLERS: dict[str, Handler] = {
    "coreProperties": core_properties,
    "Properties": app_properties,
    "notes": _notes,
    "cmLst": _comments,
    "cmAuthorLst": _authors,
    "authorLst": _authors,
    "tagLst": _tags,
    "sldMaster": _look,
    "sldLayout": _look,
    "notesMaster": _look,
    "handoutMaster": _look,
    "chartSpace": chart,
    "dataModel": diagram,
    "ocx": control,
}
