"""Zip archives, and what is built on them, opened so that nothing in them can do harm."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from disclosurelog.reading.documents.gathering import MOST_OF_A_PART, MOST_UNPACKED, Budget, UnreadableError, short

MOST_ENTRIES = 10_000
_RATIO = 250
_HARMLESS = 4 * 2**20
"""A part that unpacks to no more than this may be packed as tightly as it likes."""
_HEAD = 30
"""Bytes of the head of an entry, without its name."""


_SAID_AGAIN = 24
"""Bytes that may follow an entry: its size and sum, for programs that did not know them before."""


class Package:
    """A zip archive. What is read from it counts towards the budget."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        """Open it. Raises ``UnreadableError`` where it is broken, or made to fill a disk."""
        self._budget = budget
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError("The file is broken: it ends early, or parts of it are missing.") from error
        entries = self._archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise UnreadableError(
                f"The file holds {len(entries):,} parts, more than the {MOST_ENTRIES:,} that are read."
            )
        self.entries = [entry for entry in entries if not entry.is_dir()]
        self._look_for_harm(len(content))
        self.names = [entry.filename for entry in self.entries]
        self.comment = self._archive.comment
        self.begins_late = bool(entries) and min(entry.header_offset for entry in entries) > 0
        self.loose = _loose_bytes(content, entries, self._archive.start_dir, len(self.comment))
        self.notes = [entry.comment.decode("utf-8", "replace") for entry in entries if entry.comment]
        self.folders = [entry.filename for entry in entries if entry.is_dir()]
        self.locked = [entry.filename for entry in self.entries if entry.flag_bits & 1]

    def _look_for_harm(self, size: int) -> None:
        total, end, last = 0, 0, ""
        for entry in sorted(self.entries, key=lambda entry: entry.header_offset):
            total += entry.file_size
            tight = entry.file_size > _RATIO * max(entry.compress_size, 1) and entry.file_size > _HARMLESS
            if tight:
                raise UnreadableError(
                    f"“{short(entry.filename)}” in the file unpacks to more than {_RATIO} times its size, "
                    "as only files made to do harm do."
                )
            if entry.header_offset < end:
                raise UnreadableError(
                    f"“{short(last)}” and “{short(entry.filename)}” in the file share the same bytes, "
                    "as only in files made to do harm."
                )
            end = entry.header_offset + _HEAD + entry.compress_size
            last = entry.filename
        if end > size:
            raise UnreadableError("The file is broken: it ends early, or parts of it are missing.")
        seen: set[str] = set()
        for entry in self.entries:
            name = entry.filename.casefold().replace("\\", "/")
            if name in seen:
                raise UnreadableError(
                    f"“{short(entry.filename)}” is in the file twice, so it is not known which one a reader sees."
                )
            seen.add(name)
        if total > MOST_UNPACKED:
            raise UnreadableError(
                f"What is packed into the file is larger than {MOST_UNPACKED // 2**20} MB. It was not looked at."
            )

    def size(self, name: str) -> int:
        """Return how many bytes a part says it unpacks to."""
        return self._archive.getinfo(name).file_size

    def read(self, name: str, most: int = MOST_OF_A_PART) -> bytes:
        """Return the whole of a part. Raises ``UnreadableError`` where it is broken, locked or too large."""
        try:
            entry = self._archive.getinfo(name)
        except KeyError as error:
            raise UnreadableError(f"“{short(name)}” is missing from the file.") from error
        if entry.file_size > most:
            raise UnreadableError(
                f"“{short(name)}” in the file is larger than {most // 2**20} MB. It was not looked at."
            )
        with self.open(name) as part:
            return part.read(most)

    def open(self, name: str) -> BinaryIO:
        """Open a large part, to be read bit by bit. Raises ``UnreadableError`` where it is locked or packed oddly."""
        entry = self._archive.getinfo(name)
        if entry.flag_bits & 1:
            raise UnreadableError(f"“{short(name)}” in the file is locked with a password, so it cannot be checked.")
        try:
            return cast("BinaryIO", _Counted(self._archive.open(entry), self._budget, name))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
            raise UnreadableError(f"“{short(name)}” in the file is damaged, so it could not be read.") from error

    def unsafe_paths(self) -> Iterator[tuple[str, str]]:
        """Yield the entries that would be unpacked elsewhere, and why: ``leads outside``, ``is a link``."""
        for entry in self.entries:
            name = entry.orig_filename.replace("\\", "/")
            pure = PurePosixPath(name)
            if pure.is_absolute() or ".." in pure.parts or (len(name) > 1 and name[1] == ":") or "\x00" in name:
                yield entry.filename, "leads outside the folder it is unpacked in"
            elif stat.S_ISLNK(entry.external_attr >> 16):
                yield entry.filename, "is a link to somewhere else"


def _loose_bytes(content: bytes, entries: list[zipfile.ZipInfo], directory: int, comment: int) -> int:
    """Return how many bytes of an archive belong to none of its parts: between them, or after its end.

    ``directory`` is where the list of its parts begins.
    """
    loose = end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if end:
            loose += _beyond(entry.header_offset - end)
        name, extra = (int.from_bytes(content[entry.header_offset + at :][:2], "little") for at in (26, 28))
        end = entry.header_offset + _HEAD + name + extra + entry.compress_size
    after = content.rfind(b"PK\x05\x06") + 22 + comment
    return loose + (_beyond(directory - end) if end else 0) + len(content[after:].strip(b"\x00\r\n "))


def _beyond(gap: int) -> int:
    """Return the bytes of a gap beyond those that state, a second time, how large the part before is."""
    return gap if gap > _SAID_AGAIN else 0


class _Counted:
    """A part that is read bit by bit, each bit counted. What is broken in it is told in plain words."""

    def __init__(self, part: IO[bytes], budget: Budget, name: str) -> None:
        self._part = part
        self._budget = budget
        self._name = name

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._part.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise UnreadableError(f"“{short(self._name)}” in the file is damaged, so it could not be read.") from error
        self._budget.unpack(len(piece))
        self._budget.go_on()
        return piece

    def __enter__(self) -> _Counted:
        return self

    def __exit__(self, *_: object) -> None:
        self._part.close()
