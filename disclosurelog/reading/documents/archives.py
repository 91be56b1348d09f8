"""Zip archives: each file in them is looked into as if it had been released by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from disclosurelog.reading.documents.gathering import MOST_BYTES, Gathering, UnreadableError, short
from disclosurelog.reading.documents.packages import Package

ReadNamed = Callable[[bytes, str, Gathering], None]
"""Reads a file inside an archive: its content, its ending in small letters without the point, what is found."""

_LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db")


def read_archive(content: bytes, extensions: frozenset[str], found: Gathering, read_named: ReadNamed) -> None:
    """Tell what is in an archive. ``extensions`` are the endings of files that can be published."""
    package = Package(content, found.budget)
    if package.begins_late:
        found.trace("second-kind", "", "something else before the archive begins")
    if package.comment.strip(b"\x00"):
        found.say("comment of the archive", package.comment.decode("utf-8", "replace"))
    for name, why in package.unsafe_paths():
        found.trace("unsafe-path", "", f"“{short(name)}” {why}")
    for name in package.names:
        found.budget.go_on()
        try:
            _tell_entry(package, name, extensions, found, read_named)
        except UnreadableError as error:
            found.fail(str(error))


def _tell_entry(
    package: Package, name: str, extensions: frozenset[str], found: Gathering, read_named: ReadNamed
) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.name.lower() in _LEFT_BY_SYSTEMS or "__MACOSX" in path.parts:
        found.trace("system-file", "", f"“{short(name)}”")
        return
    found.say("names of files", name)
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
