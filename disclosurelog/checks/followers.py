"""Findings that only follow from another: once that is put right they are gone, and until then they hide it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from disclosurelog.model.findings import Finding, Severity

_STRAYS = frozenset({"question-stray", "release-stray", "change-stray", "address-lost", "log-shrunk"})
"""What is said of rows, and of addresses, that belong to nothing."""
_PARTS = frozenset({"question-stray", "release-stray"})
"""Those of them that leave nothing on the site that should not be there, and take nothing from it."""

_UNREAD_CELL = frozenset({
    "cell-blank", "cell-form", "cell-spaces", "cell-too-long", "cell-value", "date-form", "date-impossible",
    "exemption-form", "spreadsheet-error",
})  # fmt: skip
_OF_A_CELL = frozenset({"not-stated", "release-file", "change-stray", "withdrawal-unknown"})
"""What is said of a value that is not there, when what stands in its place could not be read."""
_NO_RECORD = frozenset({"cell-blank", "header-repeated", "row-total"})
_NO_REFERENCE = _NO_RECORD | {"row-length"}


def without_followers(findings: Sequence[Finding], unread: Iterable[str]) -> list[Finding]:
    """Return the findings without those that only follow from another.

    ``unread`` are the labels of the packages of which a file could not be read. A row is called stray only because
    what it belongs to was not read, and a value not stated only because it was mistyped.
    """
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    cells = {(f.file, f.row, f.column) for f in errors if f.code in _UNREAD_CELL}
    unknown = {(f.file, f.row, f.column) for f in errors if f.code == "withdrawal-unknown"}
    rows = {(f.file, f.row) for f in errors if f.code in _NO_RECORD}
    without = {_folder_of(f) for f in errors if f.code == "column-missing" and f.column == "reference"} | set(unread)
    torn = {_folder_of(f) for f in errors if f.code in _NO_REFERENCE and f.column in ("reference", None)}

    citations = {(f.file, f.row, f.column) for f in errors if f.code == "exemption-form"}

    def follows(finding: Finding) -> bool:
        if finding.code == "cell-form":  # what the citations should be is told
            return (finding.file, finding.row, finding.column) in citations
        if finding.code in _STRAYS and _is_in(finding, without):
            return True
        if finding.code in _PARTS and _is_in(finding, torn):
            return True
        if finding.code not in _OF_A_CELL:
            return False
        place = (finding.file, finding.row)
        if finding.code == "change-stray" and (*place, finding.column) in unknown:
            return True
        return (*place, finding.column) in cells or (finding.code == "not-stated" and place in rows)

    return [finding for finding in findings if not follows(finding)]


def _folder_of(finding: Finding) -> str:
    return finding.file.rpartition("/")[0]


def _is_in(finding: Finding, folders: Collection[str]) -> bool:
    return any(finding.file.startswith(f"{folder}/") for folder in folders)
