"""Word documents: their text, and what of it is not seen."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.reading.documents.colours import scheme_of
from disclosurelog.reading.documents.drawings import chart, control, diagram, tell_pictures
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted
from disclosurelog.reading.documents.inserts import ReadInside, tell_inserts
from disclosurelog.reading.documents.office import Handler, OfficeFile, Part, open_office, read_parts, tell_links
from disclosurelog.reading.documents.properties import app_properties, core_properties, names_somebody
from disclosurelog.reading.documents.word_looks import FETCHING, WordStyles, begins_off_page, word_styles
from disclosurelog.reading.documents.word_shapes import tell_shapes
from disclosurelog.reading.documents.xml_parts import (
    Element,
    find,
    name_of,
    on,
    parse,
    text_of,
    value_of,
    within,
)

_CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange", "pPrChange", "sectPrChange",
            "tblPrChange", "tcPrChange", "trPrChange", "numberingChange", "customXmlDelRangeStart",
            "customXmlInsRangeStart")  # fmt: skip
_PLACES = {"hdr": "page header", "ftr": "page footer", "footnotes": "footnotes", "endnotes": "endnotes",
           "glossaryDocument": "building blocks"}  # fmt: skip


def read_word(content: bytes, found: Gathering, read_inside: ReadInside) -> None:
    """Tell what is in a document of Word, and what is hidden in it."""
    file = open_office(content, found)
    main = file.linked("", "officeDocument")
    if not main or main[0] not in file.package.names:
        raise UnreadableError("The file is broken: the part that holds its text is missing.")
    styles = _styles(file, main[0])

    def text(part: Part, file: OfficeFile, found: Gathering) -> None:
        _tell_text(part, styles, found)

    handlers: dict[str, Handler] = HANDLERS | dict.fromkeys(("document", *_PLACES), text)
    read_parts(file, handlers, found)
    tell_links(file, found)
    others = [name for name in file.package.names if not name.lower().endswith((".xml", ".rels", ".vml"))]
    tell_inserts(file.package, others, file.places, found, read_inside)


def _styles(file: OfficeFile, main: str) -> WordStyles:
    """Return how text looks by the styles of the document."""
    parts = [
        next((parse(file.package.read(name)) for name in file.linked(main, kind) if name in file.package.names), None)
        for kind in ("theme", "styles")
    ]
    return word_styles(parts[1], scheme_of(parts[0]))


def _tell_text(part: Part, styles: WordStyles, found: Gathering) -> None:
    root_name = name_of(part.root)
    place = _PLACES.get(root_name, "")
    prefix = f"{place}, " if place else ""
    for number, paragraph in enumerate(find(part.root, "p"), start=1):
        if number % 1000 == 0:
            found.budget.go_on()
        where = f"{prefix}paragraph {number}"
        if any(_has_text(run) and styles.hides(run) for run in find(paragraph, "r")):
            found.trace("hidden-text", where)
        if begins_off_page(paragraph):
            found.trace("off-page", where)
        if not within(paragraph, "tbl"):
            found.say(where, _text(paragraph))
    for number, table in enumerate(find(part.root, "tbl"), start=1):
        _tell_table(table, f"{prefix}table {number}", found)
        if any(on(hidden) for row in find(table, "trPr") for hidden in row if name_of(hidden) == "hidden"):
            found.trace("hidden-text", f"{prefix}table {number}, a hidden row")
    _tell_changes(part.root, place, found)
    _tell_fields(part.root, place, found)
    tell_pictures(part.root, place, found)
    tell_shapes(part.root, place, found)
    for chunk in find(part.root, "altChunk"):
        found.trace("embedded-file", place, f"a document put in as a whole, {value_of(chunk, 'id')}")


def _has_text(run: Element) -> bool:
    return any(text_of(piece).strip() for piece in run if name_of(piece) in ("t", "delText"))


def _tell_fields(root: Element, place: str, found: Gathering) -> None:
    """Tell of fields that fetch something from another file, or start a program that does."""
    for paragraph in find(root, "p"):
        field = "".join(text_of(piece) for piece in find(paragraph, "instrText"))
        for stated in (field, *(value_of(simple, "instr") for simple in find(paragraph, "fldSimple"))):
            kind = FETCHING.search(stated) if stated else None
            if kind and kind[1].upper().startswith("DDE"):
                found.trace("macros", place, "a field that starts another program (DDE)")
            elif kind:
                found.trace("outside-link", place, f"a field ({kind[1].upper()})")


def _text(paragraph: Element) -> str:
    pieces = []
    for piece in paragraph.iter():
        name = name_of(piece)
        if name in ("t", "delText", "instrText", "delInstrText"):
            pieces.append(piece.text or "")
        elif name in ("tab", "br", "cr"):
            pieces.append(" ")
    return "".join(pieces)


def _tell_table(table: Element, place: str, found: Gathering) -> None:
    rows = [
        tuple("\n".join(_text(p) for p in find(cell, "p")) for cell in _cells(row))
        for row in table
        if name_of(row) == "tr"
    ]
    if len(rows) > 1 and max(map(len, rows)) > 1:
        found.tabulate(place, rows)
    else:
        found.say(place, "\n".join("\n".join(row) for row in rows))


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if name_of(child) == "tc":
            yield child
        elif name_of(child) == "sdt":
            yield from (cell for cell in find(child, "tc"))


def _tell_changes(root: Element, place: str, found: Gathering) -> None:
    changes = [change for change in find(root, *_CHANGES) if value_of(change, "author") or value_of(change, "date")]
    if not changes:
        return
    deleted = sum(1 for change in changes if name_of(change) in ("del", "moveFrom", "cellDel"))
    detail = counted(len(changes), "change") + (f", {deleted:,} of them with deleted text" if deleted else "")
    found.trace("tracked-changes", place, detail)
    if any(names_somebody(value_of(change, "author")) for change in changes):
        found.trace("author", "tracked changes", "who made them")
    found.say("authors of changes", "\n".join(sorted({value_of(change, "author") for change in changes})))


def _comments(part: Part, file: OfficeFile, found: Gathering) -> None:
    comments = list(find(part.root, "comment"))
    if comments:
        found.trace("comments", "", counted(len(comments), "comment"))
    for number, comment in enumerate(comments, start=1):
        found.say(f"comment {number}", "\n".join(_text(p) for p in find(comment, "p")))
        if names_somebody(value_of(comment, "author")):
            found.trace("author", "comments", "who wrote them")
        found.say("authors of comments", value_of(comment, "author"))


def _people(part: Part, file: OfficeFile, found: Gathering) -> None:
    for person in find(part.root, "person"):
        found.say("authors of comments and changes", value_of(person, "author"))
        for presence in find(person, "presenceInfo"):
            found.say("authors of comments and changes", value_of(presence, "userId"))
        if names_somebody(value_of(person, "author")):
            found.trace("author", "comments and changes", "who made them")


def _settings(part: Part, file: OfficeFile, found: Gathering) -> None:
    for variable in find(part.root, "docVar"):
        found.trace("custom-data", "", f"the variable “{value_of(variable, 'name')}”")
        found.say("variables of the document", f"{value_of(variable, 'name')}: {value_of(variable, 'val')}")
    for merge in find(part.root, "mailMerge"):
        found.trace("connection", "", "the list of addresses of a mail merge")
        found.say("mail merge", "\n".join(value_of(element, "val") for element in merge.iter()))


def _recipients(part: Part, file: OfficeFile, found: Gathering) -> None:
    found.trace("connection", "", "to whom letters of a mail merge go")


def _ignored(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Pass over a part that says nothing of persons."""


HANDLERS: dict[str, Handler] = {
    "coreProperties": core_properties,
    "Properties": app_properties,
    "comments": _comments,
    "people": _people,
    "settings": _settings,
    "commentsEx": _ignored,
    "commentsIds": _ignored,
    "commentsExtensible": _ignored,
    "chartSpace": chart,
    "dataModel": diagram,
    "wordDocument": control,
    "recipients": _recipients,
    "ocx": control,
    "vbaSuppData": control,
}
