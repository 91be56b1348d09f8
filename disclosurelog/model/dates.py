"""Dates that may be known only to the month or the year, as many real logs have them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day. ISO 8601: ``2014``, ``2014-03``, ``2014-03-28``.

    What follows from it is worked out once: a log has few different days, each asked for thousands of times.
    """

    year: int
    month: int | None = None
    day: int | None = None
    first: date = field(init=False, repr=False, compare=False)
    """The earliest day it can mean."""
    last: date = field(init=False, repr=False, compare=False)
    """The latest day it can mean."""
    full: date | None = field(init=False, repr=False, compare=False)
    """The day, or ``None`` where only the month or the year is known."""
    words: str = field(init=False, repr=False, compare=False)
    """The date as a reader sees it: ``28 March 2014``, ``March 2014`` or ``2014``."""
    _text: str = field(init=False, repr=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> PartialDate | None:
        """Return the date that ``text`` states, or ``None`` if it states none that exists."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            return cls(year, month, day)
        except ValueError:
            return None

    def __post_init__(self) -> None:
        month, day = 12 if self.month is None else self.month, self.day
        first = date(self.year, 1 if self.month is None else month, 1 if day is None else day)
        last = first if day is not None else date(self.year, month, monthrange(self.year, month)[1])
        text = f"{self.year:04d}" + "".join(f"-{part:02d}" for part in (self.month, day) if part is not None)
        words = str(self.year) if self.month is None else f"{MONTHS[month - 1]} {self.year}"
        for name, value in (
            ("first", first),
            ("last", last),
            ("full", None if day is None else first),
            ("words", words if day is None else f"{day} {words}"),
            ("_text", text),
        ):
            object.__setattr__(self, name, value)

    @property
    def unstated(self) -> str:
        """What is not known, for a reader: ``day not stated``, ``month and day not stated`` or nothing."""
        if self.month is None:
            return "month and day not stated"
        return "" if self.day is not None else "day not stated"

    def __str__(self) -> str:
        return self._text


def words_of(day: date) -> str:
    """Return a day in words, ``28 March 2014``, whatever the machine's locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
