"""Why a finding matters: its check’s docstring says so, or ``data/reasons.csv`` for what is found while reading."""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from disclosurelog.checks import CHECKS, code_of
from disclosurelog.checks.files import FILE_CHECKS
from disclosurelog.checks.privacy import PRIVACY_CHECKS
from disclosurelog.checks.promises import PROMISES
from disclosurelog.model.findings import Finding

Reasoned = Callable[..., Iterator[Finding]]
"""A check of whatever kind, whose docstring has a summary and says why it matters."""

REASONED: tuple[Reasoned, ...] = (*CHECKS, *PRIVACY_CHECKS, *FILE_CHECKS, *PROMISES)
"""Every list of such checks that the program has."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What a code stands for, in a sentence, and why that matters, in a paragraph."""

    summary: str
    why: str


def why_of(code: str) -> str:
    """Return why a finding of this code matters, ``""`` where nobody has said."""
    reason = read_reasons().get(code)
    return reason.why if reason else ""


def summary_of(code: str) -> str:
    """Return what a finding of this code is about, in a sentence, ``""`` where nobody has said."""
    reason = read_reasons().get(code)
    return reason.summary if reason else ""


@cache
def read_reasons() -> Mapping[str, Reason]:
    """Return the reason of every code that has one."""
    text = (resources.files("disclosurelog") / "data" / "reasons.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), strict=True)
    return {row["code"]: Reason(row["summary"], row["why"]) for row in rows} | _reasons_of(REASONED)


def _reasons_of(checks: Iterable[Reasoned]) -> dict[str, Reason]:
    reasons = {}
    for check in checks:
        summary, _, rest = inspect.cleandoc(check.__doc__ or "").partition("\n")
        why = " ".join(rest.partition("Why it matters:")[2].partition("What to do:")[0].split())
        reasons[code_of(check)] = Reason(summary, why[:1].upper() + why[1:])
    return reasons
