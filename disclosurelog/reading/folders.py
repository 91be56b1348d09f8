"""Find files inside a data package's folder, and never outside of it."""

from __future__ import annotations

import stat
from pathlib import Path, PurePosixPath

from disclosurelog.model.findings import Finding, Place, Severity

MAX_BYTES = 512 * 1024 * 1024


def too_large(path: Path, place: Place) -> Finding | None:
    """Return an error where a file has more bytes than can be read at once."""
    if path.stat().st_size <= MAX_BYTES:
        return None
    message = f"The file is larger than {MAX_BYTES // 1024**2} MB, more than can be read at once."
    return place.finding("file-too-large", Severity.ERROR, message, "Split it into one file a year.")


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
