"""Dates: in order, plausible, and within the time that the law gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosurelog.checks.context import Facts
from disclosurelog.model.dates import PartialDate, words_of
from disclosurelog.model.deadlines import NO_EXTENSION, deadline_of, longest_extension
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.model.findings import Finding, Severity

_IN_FORCE = date(2005, 1, 1)
"""The four laws gave rights to information from 1 January 2005."""

_ORDER = (
    ("date_received", "date_clarified"),
    ("date_received", "date_responded"),
    ("date_received", "extended_to"),
    ("date_clarified", "date_responded"),
    ("date_responded", "date_published"),
    ("date_responded", "review_requested"),
    ("review_requested", "review_responded"),
)
_DATES = tuple(dict.fromkeys(name for pair in _ORDER for name in pair))


def _stated(disclosure: Disclosure, column: str) -> PartialDate | None:
    value: PartialDate | None = getattr(disclosure, column)
    return value


def dates_order(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """One date lies before another that must come first.

    Why it matters: an answer cannot be sent before the request was received. A date in the wrong order is
    mistyped, and the figures on how fast requests are answered would be wrong.

    What to do: correct whichever of the two dates is wrong.
    """
    for disclosure in log.disclosures:
        for before, after in _ORDER:
            early, late = _stated(disclosure, before), _stated(disclosure, after)
            if early and late and late.last < early.first:
                yield disclosure.place.finding(
                    "dates-order",
                    Severity.ERROR,
                    f"“{after}” ({late.words}) is before “{before}” ({early.words}).",
                    "Correct whichever of the two dates is wrong.",
                    after,
                )


def date_implausible(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """A date lies in the future, or before the law was in force.

    Why it matters: nobody has answered a request tomorrow, and nobody answered one under these laws before
    1 January 2005. Such a date is mistyped.

    What to do: correct the date. A due date that lies in the future belongs in extended_to.
    """
    for disclosure in log.disclosures:
        for column in _DATES:
            stated = _stated(disclosure, column)
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
    lawfully extended, put the new due date in extended_to.
    """
    for disclosure in log.disclosures:
        deadline = deadline_of(disclosure, facts.calendar)
        if deadline.late and deadline.due and disclosure.date_responded:
            yield disclosure.place.finding(
                "response-late",
                Severity.WARNING,
                f"The answer of {disclosure.date_responded.words} came after the due date, {words_of(deadline.due)}.",
                "Check the dates. If the time was lawfully extended, put the new due date in “extended_to”.",
                "date_responded",
            )


def extension_unlawful(log: DisclosureLog, facts: Facts) -> Iterator[Finding]:
    """The time limit was extended where the law has no extension, or by more than it allows.

    Why it matters: EIR reg.7 and EISR reg.7 allow at most 40 working days; FOISA allows no extension. An
    answer that came in time only by such an extension was late, and is shown and counted as late.

    What to do: correct the date in extended_to, or delete it.
    """
    for disclosure in log.disclosures:
        start = disclosure.clock_start.full if disclosure.clock_start else None
        if disclosure.extended_to is None or not disclosure.legislation:
            continue
        if disclosure.legislation in NO_EXTENSION:
            problem = f"{disclosure.legislation} has no extension of the time limit."
        else:
            most = longest_extension(start, disclosure.legislation, facts.calendar) if start else None
            if most is None or disclosure.extended_to.first <= most:
                continue
            problem = f"{disclosure.legislation} allows an extension to {words_of(most)} at the latest."
        advice = "Correct the date, or delete it. The answer is judged by the time that the law allows."
        yield disclosure.place.finding("extension-unlawful", Severity.WARNING, problem, advice, "extended_to")
