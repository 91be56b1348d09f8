"""When an answer was due, and whether it came in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from disclosurelog.model.disclosures import Disclosure
from disclosurelog.model.working_days import Calendar


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
    replaces it (FOIA s.10(3), EIR reg.7, EISR reg.7).
    """
    start = disclosure.clock_start.full if disclosure.clock_start else None
    if start is None or not disclosure.legislation:
        return Deadline()
    extended = disclosure.extended_to.full if disclosure.extended_to else None
    due = extended if disclosure.extended_to else calendar.due_date(start, disclosure.legislation)
    responded = disclosure.date_responded.full if disclosure.date_responded else None
    if responded is None:
        return Deadline(due)
    taken = calendar.taken(start, responded, disclosure.legislation)
    return Deadline(due, taken, responded > due if due else None)
