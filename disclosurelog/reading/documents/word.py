"""Word documents: their text, and what of it is not seen."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.reading.documents.drawings import chart, control, diagram, tell_pictures
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted
from disclosurelog.reading.documents.inserts import ReadInside, tell_inserts
from disclosurelog.reading.documents.office import Handler, OfficeFile, Part, open_office, read_parts, tell_links
from disclosurelog.reading.documents.properties import app_properties, core_properties, names_somebody
from disclosurelog.reading.documents.xml_parts import (
    Element,
    find,
    first,
    name_of,
    on,
    parse,
    text_of,
    value_of,
    within,
)

_TINY = 4
"""Half points. Letters that are smaller are dots."""
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange", "pPrChange", "sectPrChange",
            "tblPrChange", "tcPrChange", "trPrChange", "numberingChange")  # fmt: skip
_PLACES = {"hdr": "page header", "ftr": "page footer", "footnotes": "footnotes", "endnotes": "endnotes",
           "glossaryDocument": "building blocks"}  # fmt: skip


def read_word(content: bytes, found: Gathering, read_inside: ReadInside) -> None:
    """Tell what is in a document of Word, and what is hidden in it."""
    file = open_office(content, found)
    main = file.linked("", "officeDocument")
    if not main or main[0] not in file.package.names:
        raise UnreadableError("The file is broken: the part that holds its text is missing.")
    hidden = _hidden_styles(file, main[0])

    def text(part: Part, file: OfficeFile, found: Gathering) -> None:
        _tell_text(part, hidden, found)

    handlers: dict[str, Handler] = HANDLERS | dict.fromkeys(("document", *_PLACES), text)
    read_parts(file, handlers, found)
    tell_links(file, found)
    others = [name for name in file.package.names if not name.lower().endswith((".xml", ".rels", ".vml"))]
    tell_inserts(file.package, others, file.places, found, read_inside)


def _hidden_styles(file: OfficeFile, main: str) -> frozenset[str]:
    """Return the styles whose text is not shown."""
    return frozenset(
        value_of(style, "styleId")
        for name in file.linked(main, "styles")
        for style in find(parse(file.package.read(name)), "style")
        if any(_unseen(properties_) for properties_ in style if name_of(properties_) == "rPr")
    )


def _unseen(look: Element) -> bool:
    """Whether a run that looks so is not seen: hidden, white with nothing behind it, or tiny."""
    parts = {name_of(child): child for child in look}
    if on(parts.get("vanish")) or on(parts.get("specVanish")):
        return True
    size = value_of(parts["sz"], "val") if "sz" in parts else ""
    if size.isdigit() and int(size[:6]) < _TINY:
        return True
    white = "color" in parts and value_of(parts["color"], "val").lower() in ("ffffff", "white")
    return white and not ("shd" in parts or "highlight" in parts)


def _tell_text(part: Part, hidden: frozenset[str], found: Gathering) -> None:
    root_name = name_of(part.root)
    place = _PLACES.get(root_name, "")
    prefix = f"{place}, " if place else ""
    for number, paragraph in enumerate(find(part.root, "p"), start=1):
        if number % 1000 == 0:
            found.budget.go_on()
        where = f"{prefix}paragraph {number}"
        if any(_has_text(run) and _is_unseen(run, hidden) for run in find(paragraph, "r")):
            found.trace("hidden-text", where)
        if not within(paragraph, "tbl"):
            found.say(where, _text(paragraph))
    for number, table in enumerate(find(part.root, "tbl"), start=1):
        _tell_table(table, f"{prefix}table {number}", found)
    _tell_changes(part.root, place, found)
    tell_pictures(part.root, place, found)
    for chunk in find(part.root, "altChunk"):
        found.trace("embedded-file", place, f"a document put in as a whole, {value_of(chunk, 'id')}")


def _has_text(run: Element) -> bool:
    return any(text_of(piece).strip() for piece in run if name_of(piece) in ("t", "delText"))


def _is_unseen(run: Element, hidden: frozenset[str]) -> bool:
    look = next((child for child in run if name_of(child) == "rPr"), None)
    if look is not None and _unseen(look):
        return not _shaded(run)
    style = first(look, "rStyle") if look is not None else None
    if look is not None and style is not None and value_of(style, "val") in hidden:
        return not any(name_of(child) == "vanish" and not on(child) for child in look)
    paragraph = next((up for up in run.iterancestors() if name_of(up) == "p"), None)
    look = next((child for child in paragraph if name_of(child) == "pPr"), None) if paragraph is not None else None
    style = first(look, "pStyle") if look is not None else None
    return style is not None and value_of(style, "val") in hidden and not _shaded(run)


def _shaded(run: Element) -> bool:
    """Whether white letters stand on a ground of another colour: of their paragraph, cell, table or text box."""
    look = next((child for child in run if name_of(child) == "rPr"), None)
    if look is not None and any(on(child) for child in look if name_of(child) == "vanish"):
        return False
    for up in run.iterancestors():
        name = name_of(up)
        if name in ("txbxContent", "wsp"):
            return True
        if name in ("p", "tc", "tbl") and any(
            value_of(shade, "fill", "auto").lower() not in ("auto", "ffffff", "")
            for child in up
            if name_of(child) in ("pPr", "tcPr", "tblPr")
            for shade in find(child, "shd")
        ):
            return True
        if name == "tbl" and any(value_of(style, "val") != "TableGrid" for style in find(up, "tblStyle")):
            return True
    return False


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
    "recipients": diagram,
    "ocx": control,
    "vbaSuppData": control,
}
