"""What is put into an Office or OpenDocument file besides its own parts: files, programs, pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable

from disclosurelog.reading.documents.gathering import Gathering, UnreadableError, short
from disclosurelog.reading.documents.kinds import WORDS, kind_of
from disclosurelog.reading.documents.metafiles import drawing_words
from disclosurelog.reading.documents.packages import Package
from disclosurelog.reading.documents.rest import tell_rest

ReadInside = Callable[[bytes, str, Gathering], None]
"""Reads a file inside a file: its content, its kind, and where to put what is found."""

_PICTURES = ("png", "jpeg", "gif", "tiff", "webp")
_DRAWINGS = (".emf", ".wmf", ".emz", ".wmz", ".svg")
_ORIGINALS = (".wdp", ".jxr")
"""What Office keeps of a picture on which an effect was laid."""
_FONTS = (".odttf", ".ttf", ".otf", ".fntdata", ".woff")
_PROGRAMS = ("vbaproject", "vbadata", "vbasignature")


def tell_inserts(
    package: Package, names: Iterable[str], places: dict[str, str], found: Gathering, read_inside: ReadInside
) -> None:
    """Tell of each part that is no XML of the document's own, and look into it where it is a file."""
    for name in names:
        found.budget.go_on()
        try:
            _tell(package, name, places.get(name, ""), found, read_inside)
        except UnreadableError as error:
            found.fail(str(error))


def _tell(package: Package, name: str, place: str, found: Gathering, read_inside: ReadInside) -> None:
    lower = name.lower()
    base = posixpath.basename(name)
    if any(mark in lower for mark in _PROGRAMS):
        found.trace("macros", "")
    elif "printersettings" in lower:
        found.trace("printer", place)
    elif "/model/" in lower:
        found.trace("data-model", "")
    elif lower.endswith((*_FONTS, *_ORIGINALS, *_DRAWINGS)):
        _tell_drawing(package, name, place, found)
    else:
        content = package.read(name)
        kind = kind_of(content)
        if kind == "empty":
            return
        if "thumbnail" in lower:
            found.trace("preview", "")
        if kind in _PICTURES:
            inner = found.inside(base)
            read_inside(content, kind, inner)
            found.take(inner)
        elif kind == "ole" and b"V\x00B\x00A\x00" in content and "embeddings" not in lower:
            found.trace("macros", "")
        else:
            _tell_file(content, kind, base, place, found, read_inside)


def _tell_drawing(package: Package, name: str, place: str, found: Gathering) -> None:
    """Tell the words of a drawing, and of what an effect was laid on; there are none in the letters of a font."""
    base, lower = posixpath.basename(name), name.lower()
    words = f"{place}, words in {base}".removeprefix(", ")
    if lower.endswith(_ORIGINALS):
        found.trace("second-picture", place, f"“{short(base)}”, as it was before an effect was laid on it")
    elif lower.endswith(".svg"):
        tell_rest(package.read(name), words, found, texts=True)
    elif lower.endswith(_DRAWINGS):
        found.say(words, drawing_words(package.read(name)))


def _tell_file(content: bytes, kind: str, base: str, place: str, found: Gathering, read_inside: ReadInside) -> None:
    found.trace("embedded-file", place, f"“{short(base)}”, {WORDS[kind]}")
    inner = found.inside(base)
    try:
        read_inside(content, kind, inner)
    except UnreadableError as error:
        inner.fail(str(error))
    found.take(inner)
