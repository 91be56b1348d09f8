"""Tell the officer, or a machine, what happened. ``FORMATS`` is what ``--format`` can name."""

from __future__ import annotations

from collections.abc import Callable

from disclosurelog.publishing.report.machines import (
    as_github,
    as_gitlab,
    as_json,
    failure_as_github,
    failure_as_gitlab,
    failure_as_json,
)
from disclosurelog.publishing.report.results import Result
from disclosurelog.publishing.report.text import as_text

__all__ = ["FAILURES", "FORMATS", "Result"]

FORMATS: dict[str, Callable[[Result], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
"""The forms a report can take, by the name that ``--format`` gives."""

FAILURES: dict[str, Callable[[str], str]] = {
    "json": failure_as_json,
    "github": failure_as_github,
    "gitlab": failure_as_gitlab,
}
"""What each form has in place of a report where the set-up is broken, made from the sentence that says how."""
