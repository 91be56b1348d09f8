"""Say which date may be meant by a cell that is not written as one. Nothing is read as if it had been typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from disclosurelog.model.dates import MONTHS, PartialDate

_MARKS = "\"'“”‘’\u00a0\u2007\u202f\u200b\ufeff \t\r\n"
_LONGEST = 60
_DAY_OF_WEEK = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_TIME = re.compile(
    r"[T\s]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s?(?:[ap]m)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?", re.IGNORECASE
)
_BETWEEN = r"[\s/.,\-–]+"
_NAME = r"([a-z]{3,9})\.?"
_YEAR = r"([0-9]{4}|['’]?[0-9]{2})"
_FIRST_OF_EXCEL = date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
"""What Excel makes of the days of this century."""

Parts = tuple[int, int | None, int | None]
"""Year, month, day."""


def _month(name: str) -> int | None:
    return next((number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())), None)


def _year(text: str) -> int:
    digits = text.strip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)


def _by_day(one: str, two: str, year: str) -> Parts:
    """Return the British reading, or the American one where only that is a date."""
    day, month = int(one), int(two)
    return (_year(year), day, month) if month > 12 >= day else (_year(year), month, day)


def _of_excel(days: str) -> Parts | None:
    if int(days) not in _SERIALS:
        return None
    found = _FIRST_OF_EXCEL + timedelta(days=int(days))
    return found.year, found.month, found.day


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Parts | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), parts)
    for pattern, parts in (
        (r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4}|[0-9]{2})", _by_day),
        (r"([0-9]{4})[/.\-–]([0-9]{1,2})[/.\-–]([0-9]{1,2})", lambda y, m, d: (int(y), int(m), int(d))),
        (r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])", lambda y, m, d: (int(y), int(m), int(d))),
        (rf"([0-9]{{1,2}})(?:st|nd|rd|th)?{_BETWEEN}(?:of\s+)?{_NAME}{_BETWEEN}{_YEAR}",
         lambda d, m, y: (_year(y), _month(m), int(d))),
        (rf"{_NAME}\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}})", lambda m, d, y: (int(y), _month(m), int(d))),
        (rf"{_NAME}{_BETWEEN}{_YEAR}", lambda m, y: (_year(y), _month(m), None)),
        (r"([0-9]{1,2})[/.\-]([0-9]{4})", lambda m, y: (int(y), int(m), None)),
        (r"([0-9]{4})[/.]([0-9]{1,2})", lambda y, m: (int(y), int(m), None)),
        (r"([0-9]{5})(?:\.[0-9]+)?", _of_excel),
    )
)  # fmt: skip


def meant_date(cell: str) -> PartialDate | None:
    """Return the date that a cell most likely means, to ask whoever typed it; ``None`` where that is not clear."""
    if len(cell) > _LONGEST:
        return None
    text = _DAY_OF_WEEK.sub("", cell.strip(_MARKS), count=1)
    time = _TIME.search(text)
    if time is not None and time.end() == len(text):
        text = text[: time.start()]
    text = text.strip(_MARKS)
    plain = PartialDate.parse(text)
    if plain is not None:
        return plain
    for form, parts in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        found = parts(*match.groups())
        return _date_of(*found) if found is not None else None
    return None


def _date_of(year: int, month: int | None, day: int | None) -> PartialDate | None:
    if month is None:
        return None
    return PartialDate.parse(f"{year:04d}-{month:02d}" + ("" if day is None else f"-{day:02d}"))
