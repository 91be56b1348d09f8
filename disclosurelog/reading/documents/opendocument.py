"""OpenDocument texts and presentations, and what all OpenDocument files have in common."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from disclosurelog.reading.documents.archives import tell_surroundings
from disclosurelog.reading.documents.gathering import MOST_OF_A_PART, Gathering, UnreadableError, counted
from disclosurelog.reading.documents.inserts import ReadInside, tell_inserts
from disclosurelog.reading.documents.open_styles import OpenStyles, open_styles, points
from disclosurelog.reading.documents.open_tables import tell_changes, tell_note_author, tell_programs, tell_tables
from disclosurelog.reading.documents.packages import Package
from disclosurelog.reading.documents.properties import open_properties
from disclosurelog.reading.documents.rest import tell_rest
from disclosurelog.reading.documents.xml_parts import Element, find, first, name_of, parse, text_of, value_of, within
from disclosurelog.reading.documents.xmp import PATHS

_OWN = (
    "mimetype",
    "content.xml",
    "styles.xml",
    "meta.xml",
    "settings.xml",
    "manifest.rdf",
    "layout-cache",
    "current.xml",
)
_TIDY = ("META-INF/", "Configurations2/", "ObjectReplacements/", "Fonts/")
_CODE = (".xba", ".py", ".bsh", ".js", ".class", ".jar")


def read_open(content: bytes, kind: str, found: Gathering, read_inside: ReadInside) -> None:
    """Tell what is in an OpenDocument file, and what is hidden in it."""
    package = Package(content, found.budget)
    held = set(package.names)
    tell_surroundings(package, found)
    if "META-INF/manifest.xml" in held and _is_locked(package):
        raise UnreadableError("The file is locked with a password, so it cannot be checked.")
    if "content.xml" not in held:
        raise UnreadableError("The file is broken: the part that holds its text is missing.")
    if "meta.xml" in held:
        open_properties(parse(package.read("meta.xml")), found)
    if "settings.xml" in held:
        _tell_settings(parse(package.read("settings.xml")), found)
    styles = parse(package.read("styles.xml")) if "styles.xml" in held else None
    if styles is not None:
        for master in find(styles, "master-page"):
            _tell_paragraphs(master, "page header and footer", found)
    if kind == "ods":
        tell_tables(content, package, styles, found)
    else:
        root = parse(package.read("content.xml"))
        looks = open_styles([*(find(styles, "style") if styles is not None else ()), *find(root, "style")])
        _tell_common(root, looks, found)
        (_tell_text if kind == "odt" else _tell_slides)(root, styles, looks, found)
    for name in held & {"content.xml", "styles.xml", "manifest.rdf"}:
        if package.size(name) <= MOST_OF_A_PART:
            tell_rest(package.read(name), f"words in {name}", found, texts=name == "manifest.rdf")
    _tell_parts(package, found, read_inside)


def _is_locked(package: Package) -> bool:
    return first(parse(package.read("META-INF/manifest.xml")), "encryption-data") is not None


def _tell_settings(root: Element, found: Gathering) -> None:
    for item in find(root, "config-item"):
        if value_of(item, "name") in ("PrinterName", "CurrentDatabaseDataSource") and text_of(item).strip():
            found.trace("printer", "")
            found.say("settings", text_of(item))


def _tell_parts(package: Package, found: Gathering, read_inside: ReadInside) -> None:
    """Tell of what else is in the package: programs, older versions, pictures, files put in."""
    others = []
    for name in package.names:
        if name in _OWN or name.startswith(_TIDY):
            continue
        if name.startswith(("Versions/", "VersionList")):
            found.trace("earlier-version", "", "a version that was saved inside the file")
        elif name.startswith(("Basic/", "Scripts/", "Dialogs/")):
            if name.endswith(_CODE) or (name.endswith(".xml") and not name.endswith(("-lc.xml", "-lb.xml"))):
                found.trace("macros", "")
        elif name.endswith("/content.xml"):
            _tell_object(posixpath.dirname(name), parse(package.read(name)), found)
        elif not name.endswith((".xml", ".rdf")) or not name.startswith("Object"):
            others.append(name)
    tell_inserts(package, others, {}, found, read_inside)


def _tell_object(name: str, root: Element, found: Gathering) -> None:
    if first(root, "chart") is None and first(root, "math") is None:
        found.trace("embedded-file", "", f"“{name}”, a document inside the document")
    found.say(f"object {name}", "\n".join(text_of(line) for line in find(root, "p", "h") if text_of(line).strip()))


def _tell_common(root: Element, looks: OpenStyles, found: Gathering) -> None:
    """Tell what texts and presentations can both hide."""
    notes = list(find(root, "annotation"))
    if notes:
        found.trace("comments", "", counted(len(notes), "comment"))
    for number, note in enumerate(notes, start=1):
        found.say(f"comment {number}", "\n".join(text_of(line) for line in find(note, "p")))
        tell_note_author(note, found)
    for changes in find(root, "tracked-changes"):
        tell_changes(changes, found)
    for picture in find(root, "frame"):
        if value_of(picture, "style-name") in looks.clipped and first(picture, "image") is not None:
            found.trace("cropped-picture", "")
    for link in find(root, "image", "section-source", "dde-source", "object", "object-ole", "plugin"):
        target = value_of(link, "href")
        if "://" in target or target.startswith(("/", "../", "file:")) or name_of(link) == "dde-source":
            found.trace("outside-link", "")
            found.say("link", target)
    for described in find(root, "desc"):
        found.say("description of a picture", text_of(described))
    for link in find(root, "a"):
        target = value_of(link, "href")
        if PATHS.match(target):
            found.trace("outside-link", "")
        found.say("link", target)
    tell_programs(root, found)


_FAR = 220.0
"""Points: more than any margin."""


def _tell_text(root: Element, styles: Element | None, looks: OpenStyles, found: Gathering) -> None:
    body = first(root, "body")
    if body is None:
        return
    for number, line in enumerate(find(body, "p", "h"), start=1):
        if number % 1000 == 0:
            found.budget.go_on()
        where = f"paragraph {number}"
        if any(looks.hides(one) for one in (line, *find(line, "span", "a"))):
            found.trace("hidden-text", where)
        if first(line, "hidden-paragraph", "hidden-text", "conditional-text") is not None:
            found.trace("hidden-text", where)
        if not within(line, "table-cell", "annotation", "tracked-changes"):
            found.say(where, _text(line))
    for section in find(body, "section"):
        if value_of(section, "display") in ("none", "condition") and text_of(section).strip():
            found.trace("hidden-text", f"section “{value_of(section, 'name')}”")
    for shape in find(body, "frame"):
        left, width = points(value_of(shape, "x")), points(value_of(shape, "width")) or 0.0
        if left is not None and (left + width < -_FAR or left > 5 * _FAR):
            found.trace("off-page", "")
    _tell_tables(body, "", found)


def _text(line: Element) -> str:
    """Return the text of a paragraph without that of the comments in it."""
    pieces = [line.text or ""]
    for piece in line:
        name = name_of(piece)
        if name != "annotation":
            pieces.append(" " if name in ("s", "tab", "line-break") else _text(piece))
        pieces.append(piece.tail or "")
    return "".join(pieces)


def _tell_tables(root: Element, place: str, found: Gathering) -> None:
    for number, table in enumerate(find(root, "table"), start=1):
        rows = [
            tuple("\n".join(text_of(line) for line in find(cell, "p")) for cell in find(row, "table-cell"))
            for row in find(table, "table-row")
        ]
        found.tabulate(f"{place}, table {number}".removeprefix(", "), rows)


def _tell_paragraphs(root: Element, place: str, found: Gathering) -> None:
    found.say(place, "\n".join(text for line in find(root, "p", "h") if (text := text_of(line)).strip()))


def _tell_slides(root: Element, styles: Element | None, looks: OpenStyles, found: Gathering) -> None:
    size = _page_size(styles)
    for number, page in enumerate(find(root, "page"), start=1):
        place = f"slide {number}"
        if value_of(page, "style-name") in looks.hidden_slides:
            found.trace("hidden-slide", place)
        notes = [child for child in page if name_of(child) == "notes"]
        for note in notes:
            text = "\n".join(line for p in find(note, "p") if (line := text_of(p)).strip())
            if text:
                found.trace("notes", place)
                found.say(f"{place}, notes", text)
        for shape in _shapes(page):
            _tell_paragraphs(shape, place, found)
            if any(looks.hides(line) for line in find(shape, "p", "span")):
                found.trace("hidden-text", place)
            if _is_off(shape, size) and (text_of(shape).strip() or name_of(shape) == "frame"):
                found.trace("off-page", place)
        _tell_tables(page, place, found)


def _shapes(page: Element) -> Iterator[Element]:
    """Yield the shapes of a slide, those in groups too."""
    for shape in page:
        if name_of(shape) == "g":
            yield from _shapes(shape)
        elif name_of(shape) not in ("notes", "annotation"):
            yield shape


def _page_size(styles: Element | None) -> tuple[float, float]:
    """Return the width and height of the slides in points: the largest that is stated."""
    looks = find(styles, "page-layout-properties") if styles is not None else ()
    sizes = [(points(value_of(look, "page-width")), points(value_of(look, "page-height"))) for look in looks]
    return max((width or 0.0 for width, _ in sizes), default=0.0), max(
        (height or 0.0 for _, height in sizes), default=0.0
    )


def _is_off(shape: Element, size: tuple[float, float]) -> bool:
    left, top = points(value_of(shape, "x")), points(value_of(shape, "y"))
    if left is None or top is None or not all(size):
        return False
    width, height = points(value_of(shape, "width")) or 0.0, points(value_of(shape, "height")) or 0.0
    return left + width <= 0 or top + height <= 0 or left >= size[0] or top >= size[1]
