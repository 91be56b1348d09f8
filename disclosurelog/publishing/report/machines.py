"""The report for machines: JSON, GitHub’s workflow commands and GitLab’s Code Quality report."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter

from disclosurelog.model.findings import Finding, Severity
from disclosurelog.publishing.report.groups import place_of
from disclosurelog.publishing.report.reasons import why_of
from disclosurelog.publishing.report.results import Result, besides, verdict_of

_GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_GITLAB_LEVEL = {Severity.ERROR: "blocker", Severity.WARNING: "major", Severity.NOTICE: "info"}
_ROWS = re.compile(r"\b([Rr]ows?|[Ll]ines?) [0-9][0-9,]*(?:(?:, | and | to )[0-9][0-9,]*)*")
"""Where a message speaks of rows: they move, and the finding stays the same."""


def as_json(result: Result) -> str:
    """Return the report as one JSON object."""
    return json.dumps(
        {
            "published": result.published,
            "disclosures": result.disclosures,
            "datasets": result.datasets,
            "seconds": round(result.seconds, 2),
            "allowed": result.allowed,
            "held": result.held,
            "findings": [finding.as_dict() | {"why": why_of(finding.code)} for finding in _sorted(result)],
        },
        ensure_ascii=False,
    )


def _in_repository(result: Result, finding: Finding) -> tuple[str, int | None]:
    """Return the path of a finding's file from the top of its repository, and the line that it is about."""
    return result.inside + finding.file, result.lines.get((finding.file, finding.row), finding.row)


def as_github(result: Result) -> str:
    """Return the report as workflow commands, which GitHub shows beside the lines of a change."""
    lines = []
    for finding in _sorted(result):
        path, line = _in_repository(result, finding)
        place = f"file={_property(path)}" + (f",line={line}" if line else "")
        text = f"{place_of(finding)}: {finding.message} {finding.advice}".strip()
        lines.append(f"::{_GITHUB_LEVEL[finding.severity]} {place},title={_property(finding.code)}::{_data(text)}")
    return "\n".join([*lines, f"{verdict_of(result)} {besides(result)}".strip()])


def as_gitlab(result: Result) -> str:
    """Return the report as GitLab’s Code Quality document: an array of issues.

    A fingerprint is of the check, the file, the column and the words without the rows they name, or of the mark
    by which the finding can be allowed. So it stays when rows move; what is the same several times is numbered.
    """
    times: Counter[tuple[str, ...]] = Counter()
    issues = []
    for finding in _sorted(result):
        what = _identity(finding)
        times[what] += 1
        path, line = _in_repository(result, finding)
        description = f"{place_of(finding)}: {finding.message} {finding.advice}".strip()
        issues.append(
            {
                "description": description,
                "check_name": finding.code,
                "fingerprint": _digest(*what, str(times[what])),
                "severity": _GITLAB_LEVEL[finding.severity],
                "location": {"path": path, "lines": {"begin": line or 1}},
            }
        )
    return json.dumps(issues, ensure_ascii=False)


def failure_as_json(sentence: str) -> str:
    """Return what the report in JSON is where the set-up is broken."""
    return json.dumps({"published": False, "error": sentence, "findings": []}, ensure_ascii=False)


def failure_as_github(sentence: str) -> str:
    """Return what workflow commands are where the set-up is broken."""
    return f"::error::{_data(sentence)}"


def failure_as_gitlab(sentence: str) -> str:
    """Return what the Code Quality document is where the set-up is broken: one issue of the site’s configuration."""
    issue = {
        "description": sentence,
        "check_name": "set-up",
        "fingerprint": _digest("set-up", sentence),
        "severity": "blocker",
        "location": {"path": "mkdocs.yml", "lines": {"begin": 1}},
    }
    return json.dumps([issue], ensure_ascii=False)


def _sorted(result: Result) -> list[Finding]:
    return sorted(result.findings, key=lambda finding: finding.sort_key)


def _identity(finding: Finding) -> tuple[str, ...]:
    """Return what makes a finding the same one in another run."""
    words = finding.allow or _ROWS.sub(r"\1", finding.message)
    return (finding.code, finding.file, finding.column or "", words)


def _digest(*what: str) -> str:
    return hashlib.sha256("\0".join(what).encode("utf-8", "surrogatepass")).hexdigest()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
