"""Say each of a few, and count the many: nobody reads the same sentence a thousand times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from disclosurelog.model.findings import Finding, allowance_of

FEW = 20
"""So many findings of one kind in one file are told one by one."""

_ROWS_NAMED = 10


def each_or_counted(findings: Iterable[Finding], what: str) -> Iterator[Finding]:
    """Yield the findings of one check one by one, but for a file with more than ``FEW`` one that counts them.

    ``what`` goes on after “1,234 disclosures ”, without a full stop.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.file].append(finding)
    for file, found in by_file.items():
        if len(found) <= FEW:
            yield from found
            continue
        first, rows = found[0], ", ".join(str(one.row) for one in found[:_ROWS_NAMED])
        message = f"{len(found):,} disclosures {what}: rows {rows} and {len(found) - _ROWS_NAMED:,} more."
        allow = allowance_of(first.code, file, str(len(found))) if first.allow else ""
        yield Finding(first.code, first.severity, message, file, first.row, first.column, first.advice, allow)
