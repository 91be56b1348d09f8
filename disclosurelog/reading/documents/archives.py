"""Zip archives: each file in them is looked into as if it had been released by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from disclosurelog.reading.documents.gathering import MOST_BYTES, Gathering, UnreadableError, counted, short
from disclosurelog.reading.documents.packages import Package

ReadNamed = Callable[[bytes, str, Gathering], None]
"""Reads a file inside an archive: its content, its ending in small letters without the point, what is found."""

_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db")


def read_archive(content: bytes, extensions: frozenset[str], found: Gathering, read_named: ReadNamed) -> None:
    """Tell what is in an archive. ``extensions`` are the endings of files that can be published."""
    package = Package(content, found.budget)
    tell_surroundings(package, found)
    found.say("names of folders", "\n".join(package.folders))
    if not package.names:
        found.fail("The archive is empty.")
    for name, why in package.unsafe_paths():
        found.trace("unsafe-path", "", f"“{short(name)}” {why}")
    for name in package.names:
        found.budget.go_on()
        try:
            _tell_entry(package, name, extensions, found, read_named)
        except UnreadableError as error:
            found.fail(str(error))


def tell_surroundings(package: Package, found: Gathering) -> None:
    """Tell what stands in an archive beside its parts: before, between and after them, and in its comments."""
    if package.begins_late:
        found.trace("second-kind", "", "something else before the archive begins")
    if package.loose:
        found.trace("left-over", "", f"{counted(package.loose, 'byte')} between its parts or after them")
    found.say("comment of the archive", "\n".join([package.comment.decode("utf-8", "replace"), *package.notes]))


def _tell_entry(
    package: Package, name: str, extensions: frozenset[str], found: Gathering, read_named: ReadNamed
) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.name.lower() in _LEFT_BY_SYSTEMS or "__MACOSX" in path.parts:
        found.trace("system-file", "", f"“{short(name)}”")
        return
    found.say("names of files", name)
    if _TURNED.search(name):
        found.trace("unsafe-path", "", f"“{short(name)}” has signs in its name that turn letters round")
    extension = path.suffix.lower().removeprefix(".")
    if extension not in extensions:
        found.trace("not-published", "", f"“{short(name)}”")
        return
    inner = found.inside(name)
    try:
        read_named(package.read(name, MOST_BYTES), extension, inner)
    except UnreadableError as error:
        inner.fail(str(error))
    found.take(inner)
