"""What a check is given besides the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from disclosurelog.model.disclosures import DisclosureLog
from disclosurelog.model.findings import Finding
from disclosurelog.model.law import Law
from disclosurelog.model.licences import LicenceBook
from disclosurelog.model.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that checks judge by. ``today`` is the day of the run, for dates that lie in the future.

    ``logs`` is how many logs the site has. ``unread`` are the files and rows whose exemptions could not be read: what
    such a row lacks is told once it can be.
    """

    law: Law
    licences: LicenceBook
    calendar: Calendar
    today: date
    logs: int = 1
    unread: frozenset[tuple[str, int | None]] = frozenset()


Check = Callable[[DisclosureLog, Facts], Iterator[Finding]]
"""A check. Its code is its name with hyphens; its docstring is its page in the officer's guide."""


def code_of(check: Check) -> str:
    """Return the code of a check: ``reference_duplicate`` becomes ``reference-duplicate``."""
    return check.__name__.replace("_", "-")
