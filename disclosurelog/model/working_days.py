"""Working days and due dates under each law.

FOIA s.10(6) leaves out Saturdays, Sundays, Christmas Day, Good Friday and every day that is a bank holiday
in any part of the United Kingdom; EIR reg.2(1) takes the same meaning. FOISA s.73 leaves out the bank
holidays of Scotland; EISR reg.2(1) takes it from there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

TIME_LIMIT = 20
"""Working days after the day of receipt: FOIA s.10(1), EIR reg.5(2), FOISA s.10(1), EISR reg.5(2)(a)."""

EXTENDED_LIMIT = 40
"""Working days, the most that EIR reg.7(1) and EISR reg.7(1) allow for complex and voluminous requests."""

SATURDAY = 5
_SCOTLAND_ONLY = frozenset({"FOISA", "EISR"})


@dataclass(frozen=True, eq=False)
class Calendar:
    """Bank holidays of each division of the United Kingdom, known from ``since`` until ``until``.

    It is the same as itself alone, so that what follows from it can be kept.
    """

    divisions: Mapping[str, frozenset[date]]
    since: date
    until: date

    def due_date(self, received: date, legislation: str) -> date | None:
        """Return the last day to answer a request received on ``received``."""
        return self.after(received, TIME_LIMIT, legislation)

    def after(self, start: date, days: int, legislation: str) -> date | None:
        """Return the day that is ``days`` working days after ``start``, ``None`` where it is not known."""
        working = self._working_days(legislation)
        place = bisect_right(working, start) + days - 1
        return working[place] if start >= self.since and place < len(working) else None

    def taken(self, received: date, responded: date, legislation: str) -> int | None:
        """Return the working days from the day after receipt to the answer, ``None`` where they are not known."""
        if not self.since <= received <= responded <= self.until:
            return None
        working = self._working_days(legislation)
        return bisect_right(working, responded) - bisect_right(working, received)

    def _working_days(self, legislation: str) -> Sequence[date]:
        """Return every working day under a law, in order."""
        return self._scotland if legislation in _SCOTLAND_ONLY else self._everywhere

    @cached_property
    def _scotland(self) -> Sequence[date]:
        return self._without(self.divisions["scotland"])

    @cached_property
    def _everywhere(self) -> Sequence[date]:
        return self._without(frozenset[date]().union(*self.divisions.values()))

    def _without(self, holidays: frozenset[date]) -> Sequence[date]:
        span = (self.since + timedelta(n) for n in range((self.until - self.since).days + 1))
        return tuple(day for day in span if day.weekday() < SATURDAY and day not in holidays)
