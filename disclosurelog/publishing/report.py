"""Tell the officer, or a machine, what happened."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from disclosurelog.model.findings import Finding, Severity

MOST_SHOWN = 40
_HEADINGS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTICE: "Notices"}


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended. ``stopped`` says that findings kept the site from being published."""

    findings: tuple[Finding, ...]
    disclosures: int
    seconds: float
    published: bool
    stopped: bool
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
    """Return the report for a person: the findings, worst first, then how it ended."""
    lines: list[str] = []
    shown = sorted(result.findings, key=lambda finding: finding.sort_key)[:MOST_SHOWN]
    heading = ""
    for finding in shown:
        title = _HEADINGS[finding.severity]
        if title != heading:
            lines += ["", title, ""]
            heading = title
        lines += [f"  {place_of(finding)}", f"    {finding.message}"]
        if finding.advice:
            lines.append(f"    What to do: {finding.advice}")
    hidden = len(result.findings) - len(shown)
    if hidden > 0:
        lines += ["", f"  … and {hidden:,} more: --format json lists them all."]
    lines += ["", _ending(result)]
    return "\n".join(lines).lstrip("\n")


def _ending(result: Result) -> str:
    many = f"{result.disclosures:,} disclosure{'' if result.disclosures == 1 else 's'}"
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
