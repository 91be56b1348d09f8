"""Tell the officer, or a machine, what happened."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from disclosurelog.model.findings import Finding, Severity

MOST_SHOWN = 40
MOST_ROWS = 10
_HEADINGS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTICE: "Notices"}


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended. ``stopped`` says that findings kept the site from being published."""

    findings: tuple[Finding, ...]
    disclosures: int = 0
    datasets: int = 0
    seconds: float = 0.0
    published: bool = False
    stopped: bool = False
    site: str = ""


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings of each kind there are: ``2 errors, 1 warning``."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[severity]:,} {severity.value}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(parts) or "nothing to report"


def as_text(result: Result) -> str:
    """Return the report for a person: the findings, worst first, then how it ended.

    The same thing in many rows is said once, with the rows it is in.
    """
    lines: list[str] = []
    groups = _grouped(result.findings)
    heading = ""
    for group in groups[:MOST_SHOWN]:
        finding = group[0]
        title = _HEADINGS[finding.severity]
        if title != heading:
            lines += ["", title, ""]
            heading = title
        lines += [f"  {_places_of(group)}", f"    {finding.message}"]
        if finding.advice:
            lines.append(f"    What to do: {finding.advice}")
    hidden = sum(len(group) for group in groups[MOST_SHOWN:])
    if hidden:
        lines += ["", f"  … and {hidden:,} more: --format json lists them all."]
    lines += ["", _ending(result)]
    return "\n".join(lines).lstrip("\n")


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return the findings, worst first, those that differ only by their row together."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        alike = (finding.severity.value, finding.file, finding.column or "", finding.message, finding.advice)
        groups.setdefault(alike, []).append(finding)
    return list(groups.values())


def _places_of(group: Sequence[Finding]) -> str:
    """Return where a group is: ``datasets/x/disclosures.csv, rows 3, 9, 12 and 40 more, column “reference”``."""
    if len(group) == 1:
        return place_of(group[0])
    rows = [str(finding.row) for finding in group if finding.row is not None]
    more = f" and {len(rows) - MOST_ROWS:,} more" if len(rows) > MOST_ROWS else ""
    column = f", column “{group[0].column}”" if group[0].column is not None else ""
    return f"{group[0].file}, rows {', '.join(rows[:MOST_ROWS])}{more}{column}" if rows else place_of(group[0])


def _ending(result: Result) -> str:
    many = f"{result.disclosures:,} disclosure{'' if result.disclosures == 1 else 's'}"
    if result.datasets:
        many += f" and {result.datasets:,} dataset{'' if result.datasets == 1 else 's'}"
    took = f"{result.seconds:.1f} s"
    if result.stopped:
        return f"Not published: {counted(result.findings)}. The site stays as it was."
    if result.published:
        return f"Published {many} to {result.site} in {took} ({counted(result.findings)})."
    return f"Checked {many} in {took}: {counted(result.findings)}. Nothing stands against publishing."


def place_of(finding: Finding) -> str:
    """Return where a finding is: ``datasets/x/disclosures.csv, row 14, column “date_responded”``."""
    parts = [finding.file]
    if finding.row is not None:
        parts.append(f"row {finding.row}")
    if finding.column is not None:
        parts.append(f"column “{finding.column}”")
    return ", ".join(parts)


def as_json(result: Result) -> str:
    """Return the report as one JSON object."""
    return json.dumps(
        {
            "published": result.published,
            "disclosures": result.disclosures,
            "datasets": result.datasets,
            "seconds": round(result.seconds, 2),
            "findings": [f.as_dict() for f in sorted(result.findings, key=lambda finding: finding.sort_key)],
        },
        ensure_ascii=False,
    )


_GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def as_github(result: Result) -> str:
    """Return the report as workflow commands, which GitHub shows beside the lines of a change."""
    lines = []
    for finding in sorted(result.findings, key=lambda finding: finding.sort_key):
        place = f"file={_property(finding.file)}" + (f",line={finding.row}" if finding.row else "")
        text = f"{place_of(finding)}: {finding.message} {finding.advice}".strip()
        lines.append(f"::{_GITHUB_LEVEL[finding.severity]} {place},title={_property(finding.code)}::{_data(text)}")
    return "\n".join([*lines, _ending(result)])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Result], str]] = {"text": as_text, "json": as_json, "github": as_github}
"""The forms a report can take, by the name that ``--format`` gives."""
