"""Dates that may be known only to the month or the year, as many real logs have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day. ISO 8601: ``2014``, ``2014-03``, ``2014-03-28``."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate | None:
        """Return the date that ``text`` states, or ``None`` if it states none that exists."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            return None
        return cls(year, month, day)

    @property
    def full(self) -> date | None:
        """The day, or ``None`` where only the month or the year is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        if self.full is not None:
            return self.full
        month = self.month or 12
        after = date(self.year + month // 12, month % 12 + 1, 1) if (self.year, month) < (9999, 12) else date.max
        return date.fromordinal(after.toordinal() - 1) if after != date.max else after

    @property
    def words(self) -> str:
        """The date as a reader sees it: ``28 March 2014``, ``March 2014`` or ``2014``."""
        if self.month is None:
            return str(self.year)
        name = f"{MONTHS[self.month - 1]} {self.year}"
        return name if self.day is None else f"{self.day} {name}"

    @property
    def unstated(self) -> str:
        """What is not known, for a reader: ``day not stated``, ``month and day not stated`` or nothing."""
        if self.month is None:
            return "month and day not stated"
        return "" if self.day is not None else "day not stated"

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}" + ("" if self.day is None else f"-{self.day:02d}")


def words_of(day: date) -> str:
    """Return a day in words, ``28 March 2014``, whatever the machine's locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
