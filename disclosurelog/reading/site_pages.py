"""Find what the folder of authored pages puts on the site: pages, and every other file that stands among them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from disclosurelog.reading.descriptors import MAX_DESCRIPTOR_BYTES, parse_descriptor, read_text_file

_TEMPLATES = "templates/"
"""The folder that MkDocs leaves out besides what the configuration says and what begins with a dot."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """A file among the authored pages, or a link to one. ``file`` is its path as the officer knows it."""

    path: Path
    file: str
    is_link: bool = False


def find_pages(mkdocs: Path, docs: Path) -> list[SitePage]:
    """Return every file below ``docs`` that is put on the site, in order of their paths; a link is not followed."""
    excluded = _excluded(mkdocs)
    found: list[SitePage] = []
    for folder, folders, files in os.walk(docs):
        inside = Path(folder).relative_to(docs)
        kept = [name for name in folders if not _is_left_out(f"{(inside / name).as_posix()}/", excluded)]
        linked = {name for name in kept if (Path(folder) / name).is_symlink()}
        folders[:] = [name for name in kept if name not in linked]
        for name in (*files, *linked):
            relative = (inside / name).as_posix()
            if not _is_left_out(relative, excluded):
                path = Path(folder) / name
                found.append(SitePage(path, f"{docs.name}/{relative}", path.is_symlink()))
    return sorted(found, key=lambda page: page.file)


def _excluded(mkdocs: Path) -> Sequence[str]:
    """Return the patterns under ``exclude_docs``; none where the file cannot be read here: then all is looked at."""
    stated, _, _ = parse_descriptor(read_text_file(mkdocs, MAX_DESCRIPTOR_BYTES))
    listed = stated.get("exclude_docs") if isinstance(stated, dict) else None
    lines = [line.strip() for line in listed.splitlines()] if isinstance(listed, str) else []
    # A pattern that takes something back is not understood here: then all is looked at.
    return [] if any(line.startswith("!") for line in lines) else [line for line in lines if line and line[0] != "#"]


def _is_left_out(relative: str, excluded: Sequence[str]) -> bool:
    """Return whether a path, which ends in ``/`` if it is a folder’s, is not put on the site."""
    name = relative.rstrip("/").rpartition("/")[2]
    if name.startswith(".") or relative == _TEMPLATES:
        return True
    for pattern in excluded:
        if pattern.endswith("/") and not relative.endswith("/"):
            continue
        plain = pattern.strip("/")
        if fnmatchcase(relative.rstrip("/") if "/" in plain or pattern.startswith("/") else name, plain):
            return True
    return False
