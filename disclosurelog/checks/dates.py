"""Dates: in order, plausible, and within the time that the law gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from operator import attrgetter

from disclosurelog.checks.context import Facts
from disclosurelog.checks.counting import each_or_counted
from disclosurelog.checks.extensions import has_own_limit
from disclosurelog.model.dates import PartialDate, words_of
from disclosurelog.model.deadlines import deadline_of
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity, allowance_of
from disclosurelog.model.working_days import SATURDAY

_IN_FORCE = date(2005, 1, 1)
"""The four laws gave rights to information from 1 January 2005."""

_LONGEST = 60
"""Working days, the most that a school has: its holidays do not count (SI 2004/3364 reg.3)."""

_EXTENDED = "If the time was lawfully extended"
_SCHOOL = "If holidays of the school did not count"

_ORDER = (
    ("date_received", "date_clarified"),
    ("date_received", "date_responded"),
    ("date_received", "extended_to"),
    ("date_clarified", "date_responded"),
    ("date_responded", "date_published"),
    ("date_received", "review_requested"),
    ("date_received", "review_responded"),
    ("review_requested", "review_responded"),
)
_DATES = tuple(dict.fromkeys(name for pair in _ORDER for name in pair))
_dates_of: Callable[[Disclosure], tuple[PartialDate | None, ...]] = attrgetter(*_DATES)


def dates_order(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """One date lies before another that must come first.

    Why it matters: an answer cannot be sent before the request was received. A date in the wrong order is
    mistyped, and the figures on how fast requests are answered would be wrong. A review may be asked for before
    the answer, where that is overdue (EIR reg.11, FOISA s.20).

    What to do: correct whichever of the two dates is wrong. They may have changed places.
    """
    for disclosure in log.disclosures:
        stated = dict(zip(_DATES, _dates_of(disclosure), strict=True))
        for before, after in _ORDER:
            early, late = stated[before], stated[after]
            if early and late and late.last < early.first:
                yield disclosure.place.finding(
                    "dates-order",
                    Severity.ERROR,
                    f"“{after}” ({late.words}) is before “{before}” ({early.words}).",
                    "Correct whichever of the two dates is wrong. They may have changed places.",
                    after,
                )


def date_implausible(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A date lies in the future, or before the law was in force.

    Why it matters: nobody has answered a request tomorrow, and nobody answered one under these laws before
    1 January 2005. Such a date is mistyped.

    What to do: correct the date. A due date that lies in the future belongs in extended_to.
    """
    for disclosure in log.disclosures:
        for column, stated in zip(_DATES, _dates_of(disclosure), strict=True):
            if stated is None:
                continue
            if stated.first > facts.today and column != "extended_to":
                problem = f"“{column}” ({stated.words}) lies in the future."
            elif stated.last < _IN_FORCE:
                problem = (
                    f"“{column}” ({stated.words}) lies before 1 January 2005, when the right to information began."
                )
            else:
                continue
            yield disclosure.place.finding("date-implausible", Severity.ERROR, problem, "Correct the date.", column)
    for change in log.changes:
        if change.date is not None and change.date.first > facts.today:
            problem = f"“date” ({change.date.words}) lies in the future."
            yield change.place.finding("date-implausible", Severity.ERROR, problem, "Correct the date.", "date")


def response_late(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The answer was sent after the last day that the law allows.

    Why it matters: FOIA s.10(1), EIR reg.5(2), FOISA s.10(1) and EISR reg.5(2) give twenty working days from
    the day after receipt; where further information was needed to identify what was wanted, from the day
    after it came. A late answer is counted in the statistics that the code of practice asks for.

    What to do: nothing, if the dates are right: the answer is published and shown as late. If the time was
    lawfully extended, put the new due date in extended_to. A school does so too: its holidays do not count, up to
    sixty working days (SI 2004/3364 reg.3).
    """
    for disclosure in log.disclosures:
        deadline = deadline_of(disclosure, facts.calendar)
        to, received, clarified = disclosure.extended_to, disclosure.date_received, disclosure.date_clarified
        if received and clarified and clarified.last < received.first:
            continue  # told by dates-order
        if to and disclosure.date_responded and disclosure.date_responded.last <= to.last:
            continue  # whether it may be so long is told by extension-unlawful
        if deadline.late and deadline.due and disclosure.date_responded:
            longer = disclosure.legislation == "FOIA" and has_own_limit(log) and (deadline.taken or 0) <= _LONGEST
            mark = ("response-late", disclosure.reference, str(disclosure.clock_start), str(disclosure.date_responded))
            yield disclosure.place.finding(
                "response-late",
                Severity.NOTICE if longer else Severity.WARNING,
                f"The answer of {disclosure.date_responded.words} came after the due date, {words_of(deadline.due)}.",
                f"Check the dates. {_SCHOOL if longer else _EXTENDED}, put the new due date in “extended_to”.",
                "date_responded",
                "" if longer else allowance_of(*mark),
            )


_SENT = ("date_responded", "extended_to", "review_responded")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def date_not_working(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """An answer was sent, or was due, on a day that is not a working day anywhere in the United Kingdom.

    Why it matters: requests come in at all hours, but few answers are sent on a Sunday or on Christmas Day, and a due
    date is always a working day (FOIA s.10(6), FOISA s.73). Most often the day or the month is mistyped.

    What to do: check the date against the letter. If it is right there is nothing to do.
    """
    holidays = frozenset[date].intersection(*facts.calendar.divisions.values())
    for column in _SENT:
        yield from each_or_counted(_not_working(log, column, holidays), f"have a “{column}” that is not a working day")


def _not_working(log: DisclosureLog, column: str, holidays: frozenset[date]) -> Iterator[Finding]:
    for disclosure in log.disclosures:
        stated: PartialDate | None = getattr(disclosure, column)
        day = stated.full if stated else None
        if day is None or (day.weekday() < SATURDAY and day not in holidays):
            continue
        what = f"a {_WEEKDAYS[day.weekday()]}" if day.weekday() >= SATURDAY else "a bank holiday"
        yield disclosure.place.finding(
            "date-not-working",
            Severity.NOTICE,
            f"“{column}” ({words_of(day)}) is {what}.",
            "Check the date against the letter. If it is right there is nothing to do.",
            column,
        )
