"""What is said of a cell with personal data does not repeat it: a report is passed on, and may be public."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from disclosurelog.checks.context import code_of
from disclosurelog.checks.privacy import PRIVACY_CHECKS
from disclosurelog.model.findings import Finding, Severity

_PERSONAL = frozenset(code_of(check) for check in PRIVACY_CHECKS)
_QUOTED = re.compile(r"“(?![a-z_]+”)[^”]*”?")
"""What is quoted, but for the name of a column."""
_NOTHING = "“…”"


def without_quotes(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings; the words of a cell stand in none where a number, an address or the like was seen in it.

    What the privacy checks say themselves shows a value in part alone, and stays.
    """
    findings = list(findings)
    grave = (one for one in findings if one.code in _PERSONAL and one.severity is Severity.ERROR)
    seen = {(one.file, one.row, one.column) for one in grave}
    return [_discreet(one) if (one.file, one.row, one.column) in seen else one for one in findings]


def _discreet(finding: Finding) -> Finding:
    if finding.code in _PERSONAL:
        return finding
    message, advice = (_QUOTED.sub(_NOTHING, text) for text in (finding.message, finding.advice))
    return replace(finding, message=message, advice=advice)
