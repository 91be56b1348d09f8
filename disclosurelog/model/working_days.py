"""Working days and due dates under each law.

FOIA s.10(6) leaves out Saturdays, Sundays, Christmas Day, Good Friday and every day that is a bank holiday
in any part of the United Kingdom; EIR reg.2(1) takes the same meaning. FOISA s.73 leaves out the bank
holidays of Scotland; EISR reg.2(1) takes it from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

TIME_LIMIT = 20
"""Working days after the day of receipt: FOIA s.10(1), EIR reg.5(2), FOISA s.10(1), EISR reg.5(2)(a)."""

EXTENDED_LIMIT = 40
"""Working days, the most that EIR reg.7(1) and EISR reg.7(1) allow for complex and voluminous requests."""

_SCOTLAND_ONLY = frozenset({"FOISA", "EISR"})


@dataclass(frozen=True)
class Calendar:
    """Bank holidays of each division of the United Kingdom, known from ``since`` until ``until``."""

    divisions: Mapping[str, frozenset[date]]
    since: date
    until: date

    @cached_property
    def _everywhere(self) -> frozenset[date]:
        return frozenset[date]().union(*self.divisions.values())

    def holidays_under(self, legislation: str) -> frozenset[date]:
        """Return the bank holidays that do not count under this law."""
        return self.divisions["scotland"] if legislation in _SCOTLAND_ONLY else self._everywhere

    def covers(self, first: date, last: date) -> bool:
        """Return whether the bank holidays of the whole span are known."""
        return self.since <= first and last <= self.until

    def after(self, start: date, days: int, legislation: str) -> date | None:
        """Return the day that is ``days`` working days after ``start``, or ``None`` beyond the calendar."""
        holidays = self.holidays_under(legislation)
        day = start
        while days:
            day += timedelta(1)
            if not self.covers(start, day):
                return None
            days -= day.weekday() < 5 and day not in holidays
        return day

    def due_date(self, received: date, legislation: str) -> date | None:
        """Return the last day to answer a request received on ``received``."""
        return self.after(received, TIME_LIMIT, legislation)

    def taken(self, received: date, responded: date, legislation: str) -> int | None:
        """Return the working days from the day after receipt to the answer, or ``None`` if not known."""
        if responded < received or not self.covers(received, responded):
            return None
        holidays = self.holidays_under(legislation)
        span = (received + timedelta(n) for n in range(1, (responded - received).days + 1))
        return sum(day.weekday() < 5 and day not in holidays for day in span)
