"""Look at the files that were released with an answer: what each is, and how large."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from disclosurelog.model.addresses import fold
from disclosurelog.model.disclosures import ReleasedFile
from disclosurelog.reading.folders import BESIDE, find_inside

_NAME_LIMIT = 80


@cache
def read_formats() -> Mapping[str, tuple[str, str]]:
    """Return the formats that can be published: name and media type by extension.

    A web page or a drawing that can hold a script is not among them: on the log's own address it would
    run as if the authority had written it.
    """
    text = (resources.files("disclosurelog") / "data" / "file-formats.csv").read_text(encoding="utf-8")
    return {row["extension"]: (row["name"], row["media_type"]) for row in csv.DictReader(text.splitlines())}


def find_released(folder: Path, relative: str) -> ReleasedFile | str:
    """Return what is known of the file at ``relative`` in the log's folder, or why it cannot be published."""
    path = find_inside(folder, relative)
    if isinstance(path, str):
        return path
    if path.name.lower() in BESIDE:  # on Windows ALLOWANCES.CSV is the same file
        return f"“{relative}” is not for the public: what is in it is this program’s own business."
    extension = path.suffix.lower().removeprefix(".")
    known = read_formats().get(extension)
    if not extension:
        return f"“{path.name}” has no ending such as .csv, so it is not known what kind of file it is."
    if known is None:
        return f"Files ending in “.{extension}” are not published: they are not of a kind that is known to do no harm."
    stem = fold(path.stem)[:_NAME_LIMIT].strip("-") or "file"
    return ReleasedFile(str(path), f"{stem}.{extension}", known[0], known[1], path.stat().st_size)
