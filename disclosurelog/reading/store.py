"""Keep what is slow to make for the next build, in a folder beside the site.

Each thing is kept under a digest of all that it is made from, the program itself included, so what is found is
what would be made. The folder may be deleted at any time. What a build did not use is removed when that build
has been published: nothing of a withdrawn record stays.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from time import time_ns
from typing import NamedTuple

_LIBRARIES = (
    "frictionless", "lxml", "orjson", "pandas", "phonenumbers", "pillow", "pyarrow", "pypdf", "pypdfium2",
    "python-calamine", "python-stdnum", "vl-convert-python", "xlsxwriter",
)  # fmt: skip
"""What the things that are kept are made with."""


@cache
def program_digest() -> bytes:
    """Return a digest of the program and of the libraries that it makes files with."""
    found = hashlib.sha256()
    package = Path(str(resources.files("disclosurelog")))
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".toml", ".json", ".csv", ".txt"):
            found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for library in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            found.update(f"{library} {metadata.version(library)}\0".encode())
    return found.digest()


class Kept(NamedTuple):
    """A thing that was kept or made, and the SHA-256 of its bytes in hexadecimal digits."""

    content: bytes
    sha256: str


Parts = tuple[bytes | str, ...]
"""All that a thing is made from."""


class Store:
    """A folder of things kept, each a file named by its key and by its content's digest. ``None`` keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._since = time_ns()

    def kept(self, parts: Parts, make: Callable[[], bytes]) -> Kept:
        """Return what was kept of these parts, else what ``make`` returns, and keep that."""
        return self.find(parts) or self.keep(parts, make())

    def find(self, parts: Parts) -> Kept | None:
        """Return what was kept of these parts, ``None`` if nothing was, or not all of it is there."""
        if self._folder is None:
            return None
        with contextlib.suppress(OSError):
            for path in self._folder.glob(f"{_key_of(parts)}.*"):
                content = path.read_bytes()
                digest = hashlib.sha256(content).hexdigest()
                if path.suffix[1:] == digest:
                    _touch(path)
                    return Kept(content, digest)
                path.unlink()
        return None

    def keep(self, parts: Parts, content: bytes) -> Kept:
        """Keep what was made of these parts, and return it."""
        made = Kept(content, hashlib.sha256(content).hexdigest())
        if self._folder is None:
            return made
        key = _key_of(parts)
        with contextlib.suppress(OSError):  # a full disk costs the next build its time, and this one nothing
            self._folder.mkdir(parents=True, exist_ok=True)
            half = self._folder / f".{key}.{os.getpid()}"
            half.write_bytes(content)
            _touch(half)
            half.replace(self._folder / f"{key}.{made.sha256}")
        return made

    def forget_unused(self) -> None:
        """Remove what was neither found nor kept since this store was opened."""
        if self._folder is None or not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                if not self._since <= path.stat().st_mtime_ns <= time_ns():  # or of a clock that was put right
                    path.unlink()


def _touch(path: Path) -> None:
    """Note that a thing was used now, by the clock that ``forget_unused`` asks: a file system's own may be behind."""
    os.utime(path, ns=(time_ns(), time_ns()))


def _key_of(parts: Parts) -> str:
    found = hashlib.sha256(program_digest())
    for part in parts:
        content = part.encode("utf-8") if isinstance(part, str) else part
        found.update(len(content).to_bytes(8, "little") + content)
    return found.hexdigest()[:40]
