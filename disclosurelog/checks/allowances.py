"""Findings that an officer has allowed: they are counted, and stand in nobody's way."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from disclosurelog.model.findings import Finding, Severity
from disclosurelog.reading.allowances import Allowance
from disclosurelog.reading.folders import ALLOWANCES


def allow(
    findings: Sequence[Finding], allowances: Sequence[Allowance], unread: Collection[str] = ()
) -> tuple[list[Finding], int]:
    """Return the findings that are not allowed, and how many are.

    An allowance is about the findings of its own folder. One that matches nothing is a finding itself: what it
    was about has changed, and has to be judged again. It is not asked of the folders in ``unread``, of which
    not everything could be looked at.
    """
    of_folder: dict[str, set[str]] = {}
    for allowance in allowances:
        of_folder.setdefault(allowance.folder, set()).add(allowance.mark)
    left: list[Finding] = []
    used: set[tuple[str, str]] = set()
    for finding in findings:
        folder = _folder_of(finding, of_folder) if finding.allow else None
        if folder is None:
            left.append(finding)
        else:
            used.add((folder, finding.allow))
    count = len(findings) - len(left)
    seen: set[tuple[str, str]] = set()
    for allowance in allowances:
        key = (allowance.folder, allowance.mark)
        if key in seen:
            left.append(_needless(allowance, "stands in a row above too"))
        elif key not in used and allowance.folder not in unread:
            left.append(_needless(allowance, "matches nothing that was found"))
        seen.add(key)
    return left, count


def _folder_of(finding: Finding, of_folder: dict[str, set[str]]) -> str | None:
    """Return the folder whose allowances let a finding pass, ``None`` if none do."""
    marked = (folder for folder, marks in of_folder.items() if finding.allow in marks)
    return next((folder for folder in marked if finding.file.startswith(f"{folder}/")), None)


def _needless(allowance: Allowance, why: str) -> Finding:
    message = f"The allowance “{allowance.mark}” {why}."
    advice = f"Delete the row from {ALLOWANCES}. If what it was about has changed, the report shows a new mark."
    return allowance.place.finding("allowance-unused", Severity.WARNING, message, advice, "finding")
