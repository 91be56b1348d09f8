"""Put the finished site in place, so that the former one stands whole until the new one does.

The new site is built in a folder beside the old. It is put in place by renaming: in one step where the
system can exchange two folders, else in two, with a recovery at the next start for a machine that died
between them. A lock keeps two builds from the same place.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from disclosurelog.model.errors import PublishError, SetUpError
from disclosurelog.model.findings import Finding, Place, Severity
from disclosurelog.reading.folders import REGISTER

MARK = "build.json"
"""The file that every site of ours has at its root."""


class SitePlace:
    """Where a site stands, and the folders beside it: ``.site.new`` and ``.site.old`` on the way, ``.site.kept``."""

    def __init__(self, site: Path, keep_clear_of: tuple[Path, ...] = ()) -> None:
        self.site = Path(os.path.realpath(site))
        if not self.site.name:
            raise SetUpError(f"The site cannot be put in “{site}”. Choose a folder with --site.")
        self.new = self.site.with_name(f".{self.site.name}.new")
        self.old = self.site.with_name(f".{self.site.name}.old")
        self.kept = self.site.with_name(f".{self.site.name}.kept")
        self._lock = self.site.with_name(f".{self.site.name}.lock")
        for other in keep_clear_of:
            real = Path(os.path.realpath(other))
            if real == self.site or real.is_relative_to(self.site) or self.site.is_relative_to(real):
                raise SetUpError(
                    f"The site cannot be put in “{site}”: it would overwrite “{other}”. Choose another --site."
                )

    def check(self) -> None:
        """Raise ``SetUpError`` where what stands there is not a site, so that nobody's files are replaced."""
        if self.site.is_file():
            raise SetUpError(f"The site cannot be put in “{self.site}”: that is a file.")
        is_site = any((self.site / name).is_file() for name in (MARK, "index.html"))
        if self.site.is_dir() and any(self.site.iterdir()) and not is_site:
            raise SetUpError(
                f"“{self.site}” holds files that are not a site. Move them, or choose another folder with --site."
            )

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the place for one build, and put right what a build that died has left."""
        try:
            self.site.parent.mkdir(parents=True, exist_ok=True)
            handle = self._lock.open("a+b")
        except OSError as error:
            raise PublishError(f"The folder “{self.site.parent}” cannot be written to: {_reason(error)}.") from error
        with handle:
            if not _take(handle):
                raise PublishError(f"Another build of “{self.site}” is running. Wait for it to end.")
            try:
                self.recover()
                yield
            finally:
                with contextlib.suppress(OSError):
                    self._lock.unlink()

    def recover(self) -> None:
        """Put the former site back if the machine died while it was being replaced, and clear what was left."""
        if self.old.is_dir() and not self.site.exists():
            self.old.rename(self.site)
        if self.old.is_dir() and not (self.old / MARK).is_file():
            self.old.rename(self._kept())
        for left in (self.new, self.old):
            if left.is_dir():
                _remove(left)

    def prepare(self) -> Path:
        """Return the empty folder to build in."""
        self.new.mkdir(parents=True)
        return self.new

    def discard(self) -> None:
        """Remove what was built."""
        if self.new.is_dir():
            _remove(self.new)

    def publish(self) -> None:
        """Put the new site in the place of the old."""
        try:
            if not self.site.exists():
                self.new.rename(self.site)
            elif _exchange(self.new, self.site):
                self.new.rename(self.old)
            else:
                self.site.rename(self.old)
                try:
                    self.new.rename(self.site)
                except OSError:
                    self.old.rename(self.site)
                    raise
        except OSError as error:
            raise PublishError(
                f"The new site could not be put in place: {_reason(error)}. The former one stands."
            ) from error
        if self.old.is_dir() and (self.old / MARK).is_file():
            _remove(self.old)
        elif self.old.is_dir():
            self.old.rename(self._kept())

    def _kept(self) -> Path:
        """Return a free name for a site that this program did not make: such a one is put aside, not removed."""
        names = (self.site.with_name(f"{self.site.name}.before{n or ''}") for n in range(1000))
        return next(name for name in names if not name.exists())


def write_registers(registers: Mapping[Path, bytes]) -> list[Finding]:
    """Write the register of published addresses into each folder, whole or not at all, where it has changed.

    Return a warning for each that could not be written: the site has it too.
    """
    findings = []
    for folder, content in registers.items():
        path, half = folder / REGISTER, folder / f".{REGISTER}.new"
        try:
            if not path.is_file() or path.read_bytes() != content:
                half.write_bytes(content)
                half.replace(path)
        except OSError as error:
            message = f"The register of published addresses could not be written: {_reason(error)}."
            advice = "Let the program write to the folder. The site has the register too, as data/published.csv."
            place = Place(f"{folder.parent.name}/{folder.name}/{REGISTER}")
            findings.append(place.finding("register", Severity.WARNING, message, advice))
    return findings


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _take(handle: IO[bytes]) -> bool:
    """Lock an open file; the system lets it go when the process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change names in one step. Return whether the system did: only Linux is asked."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    at_current, exchange = -100, 2
    result: int = rename(at_current, os.fsencode(first), at_current, os.fsencode(second), exchange)
    return result == 0
