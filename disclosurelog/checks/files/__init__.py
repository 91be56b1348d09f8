"""What a released file must not carry: ``FILE_CHECKS`` is read from top to bottom; each check is one function."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from disclosurelog.checks.files.content import (
    file_cannot_be_checked,
    file_comments,
    file_csv_instead,
    file_embedded,
    file_hidden_content,
    file_kind,
    file_location,
    file_metadata,
    file_program,
    file_redaction,
    file_tracked_changes,
)
from disclosurelog.checks.files.traces import ReadFile
from disclosurelog.model.documents import Document
from disclosurelog.model.findings import Finding, Place
from disclosurelog.reading.documents import read_document

__all__ = ["FILE_CHECKS", "FileCheck", "ReadFile", "check_document", "check_file"]

FileCheck = Callable[[ReadFile], Iterator[Finding]]
"""A check of one released file. Its code is its name with hyphens; its docstring is its page in the guide."""

FILE_CHECKS: tuple[FileCheck, ...] = (
    file_cannot_be_checked,
    file_kind,
    file_hidden_content,
    file_comments,
    file_tracked_changes,
    file_redaction,
    file_embedded,
    file_program,
    file_location,
    file_metadata,
    file_csv_instead,
)


def check_file(path: Path, place: Place) -> tuple[Document, list[Finding]]:
    """Read a released file, and return what it holds and what must not be published of it.

    ``place`` is where its release stands. Never raises for what is in the file.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    document = read_document(path, path.suffix.lower().removeprefix("."))
    return document, check_document(ReadFile(document, place, path.name, digest))


def check_document(file: ReadFile) -> list[Finding]:
    """Return what each check finds in a file that was read."""
    return [finding for check in FILE_CHECKS for finding in check(file)]
