"""PDFs: what they carry besides their pages, such as attachments, comments and earlier versions of themselves."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, counted, short
from disclosurelog.reading.documents.inserts import ReadInside
from disclosurelog.reading.documents.pdf_pages import tell_pages
from disclosurelog.reading.documents.pdf_parts import is_unshown_field, leaves_of, unreached
from disclosurelog.reading.documents.pdf_remains import tell_earlier, tell_loose, tell_photographs, tell_tail
from disclosurelog.reading.documents.properties import names_somebody
from disclosurelog.reading.documents.xmp import PATHS, tell_xmp

_BROKEN = "The PDF is broken, so not all of it could be read."
_LOCKED = "The PDF is locked, with a password or against changes, so what is hidden in it cannot be checked."
MOST_OBJECTS = 200_000
_TOO_MANY = f"The PDF is made of more than {MOST_OBJECTS:,} parts, too many to be looked at."
_SIZE = re.compile(rb"/Size\s{0,4}([0-9]{5,12})")
"""How many objects a PDF says it has. Reading the list of them takes long."""
_COMMENTS = frozenset(
    ["/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
     "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/FileAttachment", "/Sound", "/Projection"]
)  # fmt: skip
_RECORDINGS = frozenset(["/Movie", "/RichMedia", "/Screen", "/3D", "/Sound"])
_PROGRAMS = frozenset(["/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"])
_PASSWORD = 8192
_UNSEEN_FLAGS = 2 | 32
"""Of an annotation: hidden; not viewed."""


def read_pdf(content: bytes, found: Gathering, read_inside: ReadInside) -> None:
    """Tell what is in a PDF, and what is hidden in it. Raises ``UnreadableError`` where it is locked or broken."""
    log = logging.getLogger("pypdf")
    was, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = _open(content)
            loose: list[StreamObject] = []
            for tell in (_tell_properties, _tell_catalogue, _tell_annotations):
                _try(lambda tell=tell: tell(reader, found), found)  # type: ignore[misc]
            _try(lambda: loose.extend(_tell_objects(reader, found, read_inside)), found)
            tell_photographs(content, found, read_inside)
            tell_earlier(content, found)
            if not any(trace.kind == "earlier-version" for trace in found.traces):
                tell_loose(loose, content, found)
            tell_tail(content, found)
            tell_pages(content, _has_layers(reader), found)
    finally:
        log.disabled = was


def _open(content: bytes) -> pypdf.PdfReader:
    if any(int(size) > MOST_OBJECTS for size in _SIZE.findall(content)):
        raise UnreadableError(_TOO_MANY)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise UnreadableError(_LOCKED)
        if "/Pages" not in _plain(reader.trailer["/Root"]):
            raise UnreadableError("The PDF is broken, so it could not be read.")
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # the library raises whatever a broken file makes of it
        raise UnreadableError("The PDF is broken, so it could not be read.") from error
    return reader


def _try(tell: Callable[[], None], found: Gathering) -> None:
    try:
        tell()
    except UnreadableError as error:
        found.fail(str(error))
    except MemoryError:
        raise
    except Exception:  # the library raises whatever a broken file makes of it
        found.fail(_BROKEN)


def _tell_properties(reader: pypdf.PdfReader, found: Gathering) -> None:
    for key, value in (reader.metadata or {}).items():
        name, text = str(key).lstrip("/"), str(_plain(value) or "")
        if name in ("Producer", "Creator", "CreationDate", "ModDate", "Trapped") or not text.strip():
            continue
        found.say(f"properties, {name.lower()}", text)
        if PATHS.search(text):
            found.trace("saved-path", "properties")
        if name == "Author" and names_somebody(text):
            found.trace("author", "properties", "the author")
        elif name not in ("Author", "Title", "Subject", "Keywords") and not name.startswith(
            ("PTEX", "PXCViewer", "GTS_", "AAPL:")
        ):
            found.trace("own-property", "properties")


def _plain(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _tell_catalogue(reader: pypdf.PdfReader, found: Gathering) -> None:
    root = _plain(reader.trailer["/Root"])
    layers = _plain(root.get("/OCProperties", {}))
    usual = _plain(layers.get("/D", {}))
    off = list(_plain(usual.get("/OFF", [])))
    if usual.get("/BaseState") == "/OFF":
        shown = {_number(layer) for layer in _plain(usual.get("/ON", []))}
        off = [layer for layer in _plain(layers.get("/OCGs", [])) if _number(layer) not in shown]
    for layer in off:
        name = short(str(_plain(layer).get("/Name", "")))
        found.trace("hidden-layer", f"layer “{name}”")
    form = _plain(root.get("/AcroForm", {}))
    data = _plain(form.get("/XFA")) if form else None
    for part in data if isinstance(data, ArrayObject) else [data]:
        if isinstance(_plain(part), StreamObject):
            found.say("data of the form", _plain(part).get_data().decode("utf-8", "replace"))


def _has_layers(reader: pypdf.PdfReader) -> bool:
    try:
        return "/OCProperties" in _plain(reader.trailer["/Root"])
    except Exception:  # what cannot be known is looked for on every page
        return True


def _number(reference: Any) -> int:
    return int(reference.idnum) if isinstance(reference, IndirectObject) else id(reference)


def _tell_annotations(reader: pypdf.PdfReader, found: Gathering) -> None:
    for number, page in enumerate(reader.pages, start=1):
        if number % 20 == 0:
            found.budget.go_on()
        place = f"page {number}"
        notes = list(_annotations(page))
        comments = [note for note in notes if note.get("/Subtype") in _COMMENTS]
        if comments:
            found.trace("comments", place, counted(len(comments), "comment or mark", "comments and marks"))
        if any(note.get("/Subtype") == "/Redact" for note in notes):
            found.trace("redaction-mark", place)
        for note in notes:
            _tell_annotation(note, place, found)


def _annotations(page: Any) -> Iterator[Mapping[str, Any]]:
    for reference in _plain(page.get("/Annots")) or []:
        note = _plain(reference)
        if isinstance(note, DictionaryObject):
            yield note


def _tell_annotation(note: Mapping[str, Any], place: str, found: Gathering) -> None:
    kind = note.get("/Subtype")
    for key in ("/Contents", "/Subj", "/RC", "/T", "/TU", "/V", "/DV"):
        value = _plain(note.get(key))
        if isinstance(value, str) and not value.startswith("/"):
            found.say(f"{place}, {'form' if kind == '/Widget' else 'comment'}", value)
    if kind in _COMMENTS and names_somebody(str(_plain(note.get("/T")) or "")):
        found.trace("author", "comments", "who wrote them")
    if kind == "/Widget" and _is_unseen(note) and (note.get("/V") or _parent_value(note)):
        found.trace("hidden-field", place)
    action = _plain(note.get("/A"))
    if isinstance(action, DictionaryObject) and isinstance(_plain(action.get("/URI")), str):
        found.say(f"{place}, link", str(_plain(action["/URI"])))


def _is_unseen(note: Mapping[str, Any]) -> bool:
    """Whether a field is hidden, has no size, or shows dots for a password. A signature may have no size."""
    flags, kind = _plain(note.get("/F", 0)), _plain(note.get("/Ff", 0))
    if isinstance(flags, int) and flags & _UNSEEN_FLAGS:
        return True
    box = [float(side) for side in _plain(note.get("/Rect")) or []]
    flat = len(box) == 4 and (abs(box[2] - box[0]) < 1 or abs(box[3] - box[1]) < 1)
    return note.get("/FT") != "/Sig" and (flat or (isinstance(kind, int) and bool(kind & _PASSWORD)))


def _parent_value(note: Mapping[str, Any]) -> bool:
    parent = _plain(note.get("/Parent"))
    return isinstance(parent, DictionaryObject) and bool(parent.get("/V"))


def _objects(reader: pypdf.PdfReader, found: Gathering) -> Iterator[tuple[int, Any]]:
    """Yield every object of the file with its number, whatever leads to it."""
    numbers = {(number, generation) for generation, held in reader.xref.items() for number in held}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise UnreadableError(_TOO_MANY)
    broken = 0
    for count, (number, generation) in enumerate(sorted(numbers)):
        if count % 100 == 0:
            found.budget.go_on()
        try:
            held = reader.get_object(IndirectObject(number, generation, reader))
        except MemoryError:
            raise
        except Exception:  # a part that no program can read: most are of no use to any
            broken += 1
        else:
            yield number, held
    if broken > len(numbers) // 2:
        found.fail(_BROKEN)


def _tell_objects(reader: pypdf.PdfReader, found: Gathering, read_inside: ReadInside) -> list[StreamObject]:
    """Tell what each object says. Returns those with pictures or text that nothing in the file leads to."""
    listed = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference is not None}
    files: dict[int, str] = {}
    streams: dict[int, StreamObject] = {}
    references: dict[int, set[int]] = {}
    texts: dict[str, dict[str, None]] = {}
    for number, held in _objects(reader, found):
        leaves = leaves_of(held)
        references[number] = leaves.references
        for part in leaves.dictionaries:
            _tell_object(part, found, files)
        for place, text in leaves.texts:
            texts.setdefault(place, {})[text] = None
        if isinstance(held, DictionaryObject) and held.get("/Type") == "/Page" and number not in listed:
            _tell_stray_page(reader, held, found)
        if isinstance(held, StreamObject):
            streams[number] = held
    for place, words in texts.items():
        found.say(place, "\n".join(words))
    for number, stream in streams.items():
        if number in files or stream.get("/Type") in ("/EmbeddedFile", "/Metadata"):
            _tell_stream(number, stream, files, found, read_inside)
    loose = unreached(references, leaves_of(reader.trailer).references)
    return [streams[number] for number in sorted(loose & set(streams))]


def _tell_object(held: Mapping[str, Any], found: Gathering, files: dict[int, str]) -> None:
    if "/EF" in held:
        name = str(_plain(held.get("/UF")) or _plain(held.get("/F")) or "file")
        parts = _plain(held["/EF"])
        for reference in parts.values() if isinstance(parts, DictionaryObject) else ():
            if isinstance(reference, IndirectObject):
                files[reference.idnum] = name
    action = _plain(held.get("/S"))
    if "/JS" in held or (action in _PROGRAMS and held.get("/Type") in (None, "/Action")):
        found.trace("script", "")
    if held.get("/Subtype") in _RECORDINGS and "/Rect" in held:
        found.trace("embedded-file", "", "a recording or other medium")
    if action == "/GoToR" and "/F" in held:
        found.trace("outside-link", "", "a link to another PDF")
    if "/PieceInfo" in held:
        found.trace("custom-data", "", "data of the program that made it")
    if "/Thumb" in held and held.get("/Type") == "/Page":
        found.trace("preview", "")
    if is_unshown_field(held):
        found.trace("hidden-field", "")
        found.say("form", str(held["/V"]))


def _tell_stray_page(reader: pypdf.PdfReader, held: DictionaryObject, found: Gathering) -> None:
    """Tell of a page that was taken out of the list of pages, and left in the file."""
    found.trace("earlier-version", "", "a page that is no longer listed")
    page = pypdf.PageObject(reader)
    page.update(held)
    found.say("a page that is no longer listed", page.extract_text())


def _tell_stream(
    number: int, stream: StreamObject, files: Mapping[int, str], found: Gathering, read_inside: ReadInside
) -> None:
    if stream.get("/Type") == "/EmbeddedFile" or number in files:
        _tell_file(stream, files.get(number, "file"), found, read_inside)
        return
    try:
        tell_xmp(stream.get_data(), found)
    except MemoryError:
        raise
    except Exception:  # as above
        found.fail(_BROKEN)


def _tell_file(stream: StreamObject, name: str, found: Gathering, read_inside: ReadInside) -> None:
    found.trace("attachment", "", f"“{short(name)}”")
    inner = found.inside(name)
    try:
        data = stream.get_data()
        found.budget.unpack(len(data))
        read_inside(data, "", inner)
    except UnreadableError as error:
        inner.fail(str(error))
    except MemoryError:
        raise
    except Exception:  # as above
        inner.fail("The file is broken, so it could not be read.")
    found.take(inner)
