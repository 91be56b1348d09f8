"""When an answer was due, and whether it came in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from disclosurelog.model.dates import PartialDate
from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.law import SPRING_2020, SPRING_LIMIT, in_spring_2020
from disclosurelog.model.working_days import EXTENDED_LIMIT, Calendar

NO_EXTENSION = frozenset({"FOISA"})
"""Laws under which the time limit cannot be extended."""


def longest_extension(start: date, legislation: str, calendar: Calendar) -> date | None:
    """Return the latest day to which the limit can be extended, ``None`` where the law sets none (FOIA s.10(3))."""
    if legislation in ("EIR", "EISR"):
        return calendar.after(start, EXTENDED_LIMIT, legislation)
    return None


@dataclass(frozen=True, slots=True)
class Deadline:
    """What can be said of the time limit. Each is ``None`` where law or dates are not stated well enough.

    ``taken`` is in working days, counted from the day after the time limit began to run.
    """

    due: date | None = None
    taken: int | None = None
    late: bool | None = None


def deadline_of(disclosure: Disclosure, calendar: Calendar) -> Deadline:
    """Return the due date of a disclosure, the working days it took, and whether it was late.

    The limit runs from receipt, or from the day further information came (FOIA s.10(6)); a stated extension
    lengthens it (FOIA s.10(3)), never shortens it, but under EIR reg.7 and EISR reg.7 to no more than 40
    working days, and under FOISA, which has no extension, not at all. Answers of spring 2020 had sixty under FOISA.
    """
    start, answered = disclosure.clock_start, disclosure.date_responded
    if start is None or start.full is None or not disclosure.legislation:
        return Deadline()
    responded = answered.full if answered else None
    spring = responded is not None and in_spring_2020(answered)
    return _worked_out(calendar, disclosure.legislation, start.full, responded, disclosure.extended_to, spring)


@lru_cache(maxsize=50_000)  # it is asked for by a check, the statistics, the home page and the page itself
def _worked_out(
    calendar: Calendar,
    legislation: str,
    start: date,
    responded: date | None,
    extended_to: PartialDate | None,
    spring: bool,
) -> Deadline:
    due = calendar.due_date(start, legislation)
    if legislation == "FOISA" and due and due >= SPRING_2020[0] and spring:
        due = calendar.after(start, SPRING_LIMIT, "FOISA")
    if extended_to and legislation not in NO_EXTENSION:
        extended, most = extended_to.full, longest_extension(start, legislation, calendar)
        lawful = min(extended, most) if extended and most else extended
        due = max(due, lawful) if due and lawful else lawful
    if responded is None:
        return Deadline(due)
    taken = calendar.taken(start, responded, legislation)
    return Deadline(due, taken, responded > due if due else None)
