"""What is known of each kind of trace: how grave it is, what it is called, why it matters and how it is removed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from disclosurelog.model.documents import Document, Trace
from disclosurelog.model.findings import Finding, Place, Severity, allowance_of

_SHOWN = 25
"""Findings of one kind in one file. Where there are more, the last of them says how many."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of trace, as ``data/traces.csv`` has it. ``what`` fits into “The file holds …”."""

    code: str
    severity: Severity
    what: str
    why: str
    advice: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A released file that was read: where its release stands, its name, and the SHA-256 of its bytes."""

    document: Document
    place: Place
    name: str
    digest: str

    def finding(self, code: str, severity: Severity, message: str, advice: str, where: str = "") -> Finding:
        """Return a finding about this file. It can be allowed for as long as the file stays as it is."""
        allow = allowance_of(code, self.name, self.digest, where)
        return self.place.finding(code, severity, message, advice, allow=allow)


@cache
def read_kinds() -> Mapping[str, Kind]:
    """Return the kinds of trace by name."""
    text = (resources.files("disclosurelog") / "data" / "traces.csv").read_text(encoding="utf-8")
    return {
        row["kind"]: Kind(row["code"], Severity(row["severity"]), row["what"], row["why"], row["advice"])
        for row in csv.DictReader(text.splitlines())
    }


def findings_of(file: ReadFile, code: str) -> Iterator[Finding]:
    """Yield a finding for each trace whose kind belongs to ``code``: the first of a kind, and how many more."""
    kinds = read_kinds()
    by_kind: dict[str, list[Trace]] = {}
    for trace in dict.fromkeys(file.document.traces):
        if kinds[trace.kind].code == code:
            by_kind.setdefault(trace.kind, []).append(trace)
    for name, traces in by_kind.items():
        for trace in traces[:_SHOWN]:
            yield _finding(file, kinds[name], trace, name)
        if len(traces) > _SHOWN:
            message = f"“{file.name}” holds {kinds[name].what} in {len(traces) - _SHOWN:,} more places."
            rest = [f"{trace.where}\0{trace.detail}" for trace in traces[_SHOWN:]]
            yield file.finding(code, kinds[name].severity, message, kinds[name].advice, "\0".join((name, *rest)))


def _finding(file: ReadFile, kind: Kind, trace: Trace, name: str) -> Finding:
    detail = ", ".join(filter(None, (trace.where, trace.detail)))
    verb = "is" if name in ("other-kind", "second-kind") else "holds"
    message = f"“{file.name}” {verb} {kind.what}{f': {detail}' if detail else ''}. {kind.why}"
    return file.finding(kind.code, kind.severity, message, kind.advice, "\0".join((name, trace.where, trace.detail)))
