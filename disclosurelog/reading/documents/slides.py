"""PowerPoint presentations: their slides, and what is not seen of them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from disclosurelog.reading.documents.boxes import Box
from disclosurelog.reading.documents.colours import Colour, drawn_colour, scheme_of
from disclosurelog.reading.documents.drawings import chart, control, diagram, paragraphs_of, tell_pictures
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted
from disclosurelog.reading.documents.inserts import ReadInside, tell_inserts
from disclosurelog.reading.documents.office import Handler, OfficeFile, Part, open_office, read_parts, tell_links
from disclosurelog.reading.documents.properties import app_properties, core_properties, names_somebody
from disclosurelog.reading.documents.rest import tell_rest
from disclosurelog.reading.documents.slide_shapes import (
    Placed,
    behind,
    covered,
    hides_words,
    is_off,
    place_of,
    placed,
)
from disclosurelog.reading.documents.xml_parts import Element, find, first, name_of, number_of, parse, text_of, value_of

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
        parts.get(next((str(value) for key, value in slide.attrib.items() if key.endswith("}id")), ""), ""): at
        for at, slide in enumerate(find(root, "sldId"), start=1)
    }
    for part, at in slides.items():
        file.spread(part, f"slide {at}")

    looks = _Looks(file, size)

    def slide(part: Part, file: OfficeFile, found: Gathering) -> None:
        _tell_slide(part, part.name in slides, looks, found)

    tell_rest(file.package.read(main[0]), "words in the list of slides", found)
    read_parts(file, HANDLERS | {"sld": slide}, found, [main[0]])
    tell_links(file, found)
    others = [name for name in file.package.names if not name.lower().endswith((".xml", ".rels", ".vml"))]
    tell_inserts(file.package, others, file.places, found, read_inside)


def _size(root: Element) -> tuple[int, int]:
    size = first(root, "sldSz")
    return number_of(size, "cx"), number_of(size, "cy")


class _Looks:
    """What slides have from their layouts and masters: colours, paper, and the places of what has none of its own."""

    def __init__(self, file: OfficeFile, size: tuple[int, int]) -> None:
        self.size = size
        self._file = file
        self._roots: dict[str, Element] = {}

    def _above(self, part: str) -> list[Element]:
        """Return the roots of a slide's layout and of its master."""
        above = []
        for kind in ("slideLayout", "slideMaster"):
            part = next((name for name in self._file.linked(part, kind) if name in self._file.package.names), "")
            if part:
                if part not in self._roots:
                    self._roots[part] = parse(self._file.package.read(part))
                above.append(self._roots[part])
        return above

    def photographs(self, part: str) -> frozenset[str]:
        """Return the marks of the pictures on a slide that cannot be seen through."""
        named = self._file.by_id(part).items()
        return frozenset(mark for mark, target in named if target.lower().endswith((".jpg", ".jpeg")))

    def of(self, part: Part) -> tuple[list[Placed], Colour | None, Mapping[str, Colour]]:
        """Return the shapes of a slide from back to front, the colour of its paper if known, and its colours."""
        above = self._above(part.name)
        usual: dict[tuple[str, str], Box] = {}
        for root in reversed(above):
            for known in placed(first(root, "spTree"), usual):
                if known.box is not None:
                    usual[place_of(known.shape)] = known.box
        scheme = self._scheme(above)
        drawn = [shape for root in above for shape in find(root, "sp", "pic") if first(shape, "ph") is None]
        paper = self._paper([part.root, *above], scheme) if not drawn else None
        return placed(first(part.root, "spTree"), usual), paper, scheme

    def _scheme(self, above: list[Element]) -> Mapping[str, Colour]:
        themes = [name for name in self._file.package.names if posixpath.basename(name) == "theme1.xml"]
        scheme = dict(scheme_of(parse(self._file.package.read(themes[0])) if themes else None))
        maps = [found for root in above for found in find(root, "clrMap", "overrideClrMapping")]
        for name in ("bg1", "tx1", "bg2", "tx2"):
            if maps:
                scheme[name] = scheme.get(value_of(maps[-1], name), scheme[name])
        return scheme

    @staticmethod
    def _paper(roots: list[Element], scheme: Mapping[str, Colour]) -> Colour | None:
        ground = next((ground for root in roots if (ground := first(root, "bg")) is not None), None)
        stated = first(ground, "bgRef", "solidFill") if ground is not None else None
        return drawn_colour(stated, scheme)


def _tell_slide(part: Part, listed: bool, looks: _Looks, found: Gathering) -> None:
    place = part.place or f"a slide that is no longer listed, {part.name}"
    if not listed or value_of(part.root, "show").lower() in ("0", "false"):
        found.trace("hidden-slide", place)
    shapes, paper, scheme = looks.of(part)
    for at, one in enumerate(shapes):
        if is_off(one.box, looks.size) and (one.words or name_of(one.shape) != "sp"):
            found.trace("off-page", place)
        if one.words and hides_words(one.shape, behind(at, shapes, paper, scheme), scheme):
            found.trace("hidden-text", place)
    wholly, partly = covered(shapes, scheme, looks.photographs(part.name))
    if wholly:
        found.trace("unseen-text", place, "under a shape")
    if partly:
        found.trace("covering-shape", place)
    tell_pictures(part.root, place, found)
    found.say(place, "\n".join(filter(None, (paragraphs_of(shape) for shape in find(part.root, "sp")))))
    for count, table in enumerate(find(part.root, "tbl"), start=1):
        rows = [tuple(paragraphs_of(cell) for cell in find(row, "tc")) for row in find(table, "tr")]
        found.tabulate(f"{place}, table {count}", rows)


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
    for author in find(part.root, "cmAuthor", "author", "chgData"):
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
    "chgInfo": _authors,
    "tagLst": _tags,
    "sldMaster": _look,
    "sldLayout": _look,
    "notesMaster": _look,
    "handoutMaster": _look,
    "chartSpace": chart,
    "dataModel": diagram,
    "ocx": control,
}
