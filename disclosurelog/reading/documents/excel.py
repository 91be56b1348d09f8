"""Excel workbooks: what they carry besides their sheets, such as comments, pivot tables and links to other files."""

from __future__ import annotations

from disclosurelog.reading.documents.drawings import chart, control, diagram, old_drawing, sheet_drawing
from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted, listed
from disclosurelog.reading.documents.inserts import ReadInside, tell_inserts
from disclosurelog.reading.documents.office import Handler, OfficeFile, Part, open_office, read_parts, tell_links
from disclosurelog.reading.documents.properties import app_properties, core_properties, names_somebody, tell_property
from disclosurelog.reading.documents.rest import tell_rest
from disclosurelog.reading.documents.worksheets import sheets_of, tell_sheets
from disclosurelog.reading.documents.xml_parts import Element, find, first, name_of, stream, text_of, value_of


def read_excel(content: bytes, found: Gathering, read_inside: ReadInside) -> None:
    """Tell what is in a workbook of Excel, and what is hidden in it."""
    file = open_office(content, found)
    main = file.linked("", "officeDocument")
    if not main or main[0] not in file.package.names:
        raise UnreadableError("The file is broken: the part that lists its sheets is missing.")
    sheets, root = sheets_of(file, main[0])
    for sheet in sheets:
        file.spread(sheet.part, f"sheet “{sheet.name}”")
    read = [main[0], *tell_sheets(content, file, main[0], found)]
    _tell_names(root, found)
    tell_rest(file.package.read(main[0]), "words in the list of sheets", found)
    read_parts(file, HANDLERS, found, read)
    tell_links(file, found)
    others = [name for name in file.package.names if not name.lower().endswith((".xml", ".rels", ".vml"))]
    tell_inserts(file.package, others, file.places, found, read_inside)


def _tell_names(root: Element, found: Gathering) -> None:
    """Tell of the names that stand for cells: hidden ones, and ones that lead to other files."""
    for name in find(root, "definedName"):
        label, stands_for = value_of(name, "name"), text_of(name)
        found.say("defined names", f"{label}: {stands_for}")
        if label.startswith("_xlnm."):
            continue
        if value_of(name, "hidden").lower() in ("1", "true"):
            found.trace("hidden-name", "", f"“{label}”")
        if "[" in stands_for or "\\" in stands_for or "://" in stands_for:
            found.trace("outside-link", "", f"the name “{label}”")
    if first(root, "absPath") is not None:
        found.trace("saved-path", "")
    if first(root, "customWorkbookView") is not None:
        found.trace("author", "views of its own", "whose they are")
    for sharing in find(root, "fileSharing"):
        tell_property("lastModifiedBy", value_of(sharing, "userName"), found)


def _comments(part: Part, file: OfficeFile, found: Gathering) -> None:
    comments = list(find(part.root, "comment", "threadedComment"))
    cells = [value_of(comment, "ref") for comment in comments]
    if comments:
        place = f"{part.place}, {'cells' if len(set(cells)) > 1 else 'cell'} {listed(list(dict.fromkeys(cells)))}"
        found.trace("comments", place.removeprefix(", "), counted(len(comments), "comment"))
    for comment, cell in zip(comments, cells, strict=True):
        found.say(f"{part.place}, comment on cell {cell}".removeprefix(", "), text_of(comment))
    _people(part, file, found)


def _people(part: Part, file: OfficeFile, found: Gathering) -> None:
    for person in find(part.root, "author", "person"):
        name = value_of(person, "displayName") or text_of(person)
        if names_somebody(name) and not name.startswith("tc="):
            found.trace("author", "comments", "who wrote them")
        found.say("authors of comments", " ".join([name, value_of(person, "userId")]))


def _pivot_cache(part: Part, file: OfficeFile, found: Gathering) -> None:
    source = first(part.root, "worksheetSource")
    sheet = value_of(source, "sheet") or value_of(source, "name") if source is not None else ""
    names: list[str] = []
    items: list[list[str]] = []
    for field in find(part.root, "cacheField"):
        names.append(value_of(field, "name"))
        shared = first(field, "sharedItems")
        items.append([value_of(item, "v") for item in shared] if shared is not None else [])
    tell_property("lastModifiedBy", value_of(part.root, "refreshedBy"), found)
    rows = [record for name in file.linked(part.name, "pivotCacheRecords") for record in _records(file, name, items)]
    if not rows and not any(items):
        return
    detail = f"of “{sheet}”" if sheet else ""
    found.trace("pivot-cache", "", detail)
    if rows:
        found.tabulate(f"pivot cache {detail}".strip(), [tuple(names), *rows])
    for name, values in zip(names, items, strict=True):
        found.say(f"pivot cache {detail}, {name}", "\n".join(values))


def _records(file: OfficeFile, name: str, items: list[list[str]]) -> list[tuple[str, ...]]:
    rows = []
    with file.package.open(name) as part:
        for record in stream(part, "r"):
            rows.append(tuple(_recorded(value, index, items) for index, value in enumerate(record)))
    return rows


def _recorded(value: Element, index: int, items: list[list[str]]) -> str:
    stated = value_of(value, "v")
    if name_of(value) == "x" and index < len(items) and stated.isdigit() and int(stated[:9]) < len(items[index]):
        return items[index][int(stated[:9])]
    return stated


def _outside_cells(part: Part, file: OfficeFile, found: Gathering) -> None:
    if first(part.root, "ddeLink") is not None:
        found.trace("macros", "", "a link that starts another program (DDE)")
    values = [text_of(value) for value in find(part.root, "v", "val") if text_of(value).strip()]
    if values:
        found.trace("linked-values", "", counted(len(values), "value"))
        found.say("values of another file", "\n".join(values))
    found.say("sheets of another file", "\n".join(value_of(name, "val") for name in find(part.root, "sheetName")))


def _connections(part: Part, file: OfficeFile, found: Gathering) -> None:
    for connection in find(part.root, "connection"):
        if "mashup" not in text_of(connection).lower():
            found.trace("connection", "", f"“{value_of(connection, 'name')}”")
        stated = [value for element in connection.iter() for value in element.attrib.values()]
        found.say("connections", "\n".join(stated))


def _revisions(part: Part, file: OfficeFile, found: Gathering) -> None:
    found.trace("tracked-changes", "", "the history of a shared workbook")
    found.say("history of changes", text_of(part.root, " "))
    for name in {value_of(one, "userName") or value_of(one, "name") for one in find(part.root, "header", "userInfo")}:
        tell_property("lastModifiedBy", name, found)


def _table(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell the comment of a table, which is seen nowhere; its columns are in its cells."""
    found.say(f"{part.place}, table".removeprefix(", "), value_of(part.root, "comment"))


def _pivot_records(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell of records that nothing defines; others are read with what does."""
    owners = [link.target for links in file.links.values() for link in links if link.kind == "pivotCacheRecords"]
    if part.name not in owners:
        found.trace("pivot-cache", "")
        found.say("pivot cache", "\n".join(value_of(value, "v") for value in part.root.iter()))


def _ignored(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Pass over a part that says nothing of persons, or whose text was read from elsewhere."""


def _stray(part: Part, file: OfficeFile, found: Gathering) -> None:
    """Tell of a sheet that the workbook does not list: what is left of one that was deleted."""
    found.trace("hidden-sheet", "", f"a sheet that is no longer listed, {part.name}")
    found.say(f"a sheet that is no longer listed, {part.name}", text_of(part.root, " "))


HANDLERS: dict[str, Handler] = {
    "coreProperties": core_properties,
    "Properties": app_properties,
    "comments": _comments,
    "ThreadedComments": _comments,
    "personList": _people,
    "pivotCacheDefinition": _pivot_cache,
    "pivotCacheRecords": _pivot_records,
    "pivotTableDefinition": _ignored,
    "externalLink": _outside_cells,
    "connections": _connections,
    "queryTable": _ignored,
    "revisions": _revisions,
    "headers": _revisions,
    "users": _revisions,
    "macrosheet": control,
    "worksheet": _stray,
    "wsDr": sheet_drawing,
    "chartSpace": chart,
    "dataModel": diagram,
    "xml": old_drawing,
    "ocx": control,
    "formControlPr": _ignored,
    "ctrlProp": _ignored,
    "chartsheet": _ignored,
    "dialogsheet": control,
}
