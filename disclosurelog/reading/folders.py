"""Find files inside a data package's folder, and never outside of it."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from disclosurelog.model.findings import Finding, Place, Severity

ALLOWANCES = "allowances.csv"
REGISTER = "published.csv"
BESIDE = (ALLOWANCES, REGISTER)
"""Files that stand beside the tables of a package and are never published: what an officer lets pass, and why, and the
addresses that were published before."""

MAX_BYTES = 64 * 1024 * 1024
"""Of one file. A log of 20,000 answers with 80,000 questions has 58 MB in all its files."""
MAX_TOGETHER = 64 * 1024 * 1024
"""Of the files that are held at once: all tables of all logs, or all tables of a dataset."""


def too_large(path: Path, place: Place, most: int = MAX_BYTES) -> Finding | None:
    """Return an error where a file has more bytes than can be read at once."""
    if path.stat().st_size <= most:
        return None
    message = f"The file is larger than {most // 1024**2} MB, more than can be read at once."
    return place.finding("file-too-large", Severity.ERROR, message, "Split it into one file a year.")


def too_large_together(files: Iterable[tuple[Path, Place]], most: int = MAX_TOGETHER) -> Finding | None:
    """Return an error at the first of ``files`` that is too much to be held together with those before it."""
    held = 0
    for path, place in files:
        held += path.stat().st_size
        if held > most:
            return too_much_together(place, most)
    return None


def too_much_together(place: Place, most: int) -> Finding:
    """Return an error for a file of which, with those before it, more than ``most`` bytes would be held."""
    message = f"Together with the tables before it, the file is more than the {most // 1024**2} MB that fit."
    advice = "Put long texts into files that are released, or make a site of its own for the oldest years."
    return place.finding("file-too-large", Severity.ERROR, message, advice)


def find_inside(folder: Path, relative: str) -> Path | str:
    """Return the regular file at ``relative`` inside ``folder``, or a sentence that says why there is none."""
    if not relative.isprintable():
        return "The path holds a character that no file name can have."
    if "://" in relative or relative.startswith("//"):
        return f"“{relative}” is a web address; only files in this folder are read."
    pure = PurePosixPath(relative)
    if "\\" in relative or pure.is_absolute() or ":" in relative or "\0" in relative:
        return f"“{relative}” is not a path inside this folder."
    if not relative.strip() or ".." in pure.parts or pure.name in ("", ".") or relative.startswith("~"):
        return f"“{relative}” leads outside this folder."
    path = folder
    for part in pure.parts:
        path = path / part
        try:
            mode = path.lstat().st_mode
        except OSError:
            return f"There is no file “{relative}” in this folder."
        if stat.S_ISLNK(mode):
            return f"“{relative}” is a link to somewhere else."
    return path if stat.S_ISREG(mode) else f"“{relative}” is not a file."
