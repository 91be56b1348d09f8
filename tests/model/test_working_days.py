from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.model.working_days import EXTENDED_LIMIT, TIME_LIMIT
from disclosurelog.reading.vocabularies import read_calendar

UK, SCOTLAND = ("FOIA", "EIR"), ("FOISA", "EISR")


@pytest.mark.parametrize(
    ("received", "due_uk", "due_scotland"),
    [
        # No holiday: four weeks to the day. The three are published: WhatDoTheyKnow works out the same.
        ("2008-10-01", "2008-10-29", "2008-10-29"),
        ("2007-02-01", "2007-03-01", "2007-03-01"),
        ("2008-02-01", "2008-02-29", "2008-02-29"),
        # St Patrick's Day, Good Friday and Easter Monday, published likewise for the Act of 2000.
        ("2009-03-12", "2009-04-14", "2009-04-09"),
        ("2009-03-13", "2009-04-15", "2009-04-13"),
        ("2009-03-14", "2009-04-15", "2009-04-13"),
        ("2009-03-15", "2009-04-15", "2009-04-13"),
        ("2009-03-16", "2009-04-16", "2009-04-14"),
        # Easter: Good Friday is a holiday everywhere, Easter Monday is not one in Scotland.
        ("2024-03-18", "2024-04-17", "2024-04-16"),
        # St Patrick's Day, 17 March 2025, is a holiday in Northern Ireland alone: it stops the clock of FOIA and EIR.
        ("2025-03-03", "2025-04-01", "2025-03-31"),
        # So is 12 July; in 2025 it was a Saturday, and the Monday took its place.
        ("2024-07-01", "2024-07-30", "2024-07-29"),
        ("2025-07-01", "2025-07-30", "2025-07-29"),
        # Christmas, and 2 January, which is a holiday in Scotland alone.
        ("2024-12-16", "2025-01-17", "2025-01-17"),
        ("2025-12-15", "2026-01-16", "2026-01-16"),
        # The first Monday of August is Scotland's, the last everyone else's.
        ("2024-07-29", "2024-08-28", "2024-08-27"),
        # St Andrew's Day, 30 November 2023.
        ("2023-11-20", "2023-12-19", "2023-12-19"),
        # The day of the late Queen's funeral.
        ("2022-09-01", "2022-09-30", "2022-09-30"),
        # Received on Christmas Day and on a Saturday: the next working day is the first.
        ("2024-12-25", "2025-01-27", "2025-01-27"),
        ("2024-06-01", "2024-06-28", "2024-06-28"),
    ],
)
def test_the_twentieth_working_day(received: str, due_uk: str, due_scotland: str) -> None:
    calendar, start = read_calendar(), date.fromisoformat(received)
    for laws, due in ((UK, due_uk), (SCOTLAND, due_scotland)):
        for law in laws:
            assert calendar.due_date(start, law) == date.fromisoformat(due), law


def test_the_limits_are_those_of_the_laws() -> None:
    assert (TIME_LIMIT, EXTENDED_LIMIT) == (20, 40)


@pytest.mark.parametrize(
    ("received", "responded", "law", "taken"),
    [
        ("2024-06-03", "2024-06-03", "FOIA", 0),
        ("2024-06-03", "2024-06-04", "FOIA", 1),
        ("2024-06-07", "2024-06-09", "FOIA", 0),
        ("2024-06-07", "2024-06-10", "FOIA", 1),
        ("2025-03-14", "2025-03-18", "FOIA", 1),
        ("2025-03-14", "2025-03-18", "EIR", 1),
        ("2025-03-14", "2025-03-18", "FOISA", 2),
        ("2025-03-14", "2025-03-18", "EISR", 2),
        ("2024-12-24", "2025-01-03", "FOIA", 4),
        ("2024-06-04", "2024-06-03", "FOIA", None),
        ("2004-12-31", "2005-01-10", "FOIA", None),
        ("2029-12-20", "2030-01-10", "FOIA", None),
    ],
)
def test_working_days_taken(received: str, responded: str, law: str, taken: int | None) -> None:
    assert read_calendar().taken(date.fromisoformat(received), date.fromisoformat(responded), law) == taken


def test_beyond_the_calendar_nothing_is_guessed() -> None:
    calendar = read_calendar()
    assert calendar.due_date(calendar.until - timedelta(5), "FOIA") is None
    assert calendar.due_date(calendar.since - timedelta(1), "FOIA") is None
    assert calendar.due_date(calendar.since, "FOIA") is not None


@pytest.mark.parametrize("received", [date.min, date(9999, 12, 30), date.max])
def test_the_ends_of_time_have_no_due_date(received: date) -> None:
    assert read_calendar().due_date(received, "FOIA") is None


def holidays_under(law: str) -> frozenset[date]:
    divisions = read_calendar().divisions
    return divisions["scotland"] if law in SCOTLAND else frozenset[date]().union(*divisions.values())


@given(
    st.dates(date(2005, 1, 1), date(2028, 12, 31)), st.integers(1, EXTENDED_LIMIT), st.sampled_from([*UK, *SCOTLAND])
)
def test_a_day_that_is_so_many_working_days_after_took_so_many(start: date, days: int, law: str) -> None:
    calendar = read_calendar()
    end = calendar.after(start, days, law)
    assert end is not None
    assert calendar.taken(start, end, law) == days
    assert calendar.taken(start, end - timedelta(1), law) == days - 1
    span = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    assert sum(day.weekday() < 5 and day not in holidays_under(law) for day in span) == days


@given(st.dates(date(2005, 1, 1), date(2028, 12, 31)))
def test_scotland_never_has_longer_than_the_united_kingdom(received: date) -> None:
    calendar = read_calendar()
    uk, scotland = calendar.due_date(received, "FOIA"), calendar.due_date(received, "FOISA")
    assert uk is not None
    assert scotland is not None
    assert scotland <= uk
