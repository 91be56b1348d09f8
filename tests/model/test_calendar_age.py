from __future__ import annotations

import json
from datetime import date
from importlib import resources
from typing import Any

import holidays
import pytest

from disclosurelog.reading.vocabularies import read_calendar

SUBDIVISIONS = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
DIFFERENT = {
    # The package begins St Andrew's Day in 2006; the Act that made it a bank holiday came in 2007.
    "scotland": {date(2006, 11, 30)},
}


def _file() -> Any:
    path = resources.files("disclosurelog") / "data" / "bank-holidays.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_bank_holidays_reach_two_years_ahead() -> None:
    until, today = read_calendar().until, date.today()
    assert until >= date(today.year + 2, today.month, 1), (
        f"disclosurelog/data/bank-holidays.json ends on {until}. Add the bank holidays of each division up to "
        f"31 December {today.year + 3} from https://www.gov.uk/bank-holidays (what is not listed there yet from "
        "the Python package holidays), check those already listed against it, and move “until”."
    )


@pytest.mark.parametrize("division", SUBDIVISIONS)
def test_the_bank_holidays_are_those_of_the_package_but_for_what_is_documented(division: str) -> None:
    calendar = read_calendar()
    years = range(calendar.since.year, calendar.until.year + 1)
    # The package lists the day itself and its substitute; GOV.UK, as we do, the weekday alone.
    expected = {day for day in holidays.country_holidays("GB", SUBDIVISIONS[division], years) if day.weekday() < 5}
    different = expected ^ calendar.divisions[division]
    assert different == DIFFERENT.get(division, set())


def test_what_differs_is_documented() -> None:
    assert "St Andrew's Day starts in 2007" in _file()["source"]


@pytest.mark.parametrize("division", SUBDIVISIONS)
def test_each_day_is_a_weekday_stated_once_in_order_and_in_the_span(division: str) -> None:
    days, calendar = _file()["divisions"][division], read_calendar()
    assert days == sorted(set(days))
    for day in map(date.fromisoformat, days):
        assert day.weekday() < 5, day
        assert calendar.since <= day <= calendar.until, day
    assert {date.fromisoformat(day).year for day in days} == set(range(calendar.since.year, calendar.until.year + 1))


@pytest.mark.parametrize(
    ("day", "divisions"),
    [
        ("2011-04-29", {"england-and-wales", "scotland", "northern-ireland"}),  # a royal wedding
        ("2012-06-05", {"england-and-wales", "scotland", "northern-ireland"}),  # the diamond jubilee
        ("2020-05-08", {"england-and-wales", "scotland", "northern-ireland"}),  # VE Day, moved from the 4th
        ("2020-05-04", set()),
        ("2022-05-30", set()),  # the spring holiday, moved to 2 June for the platinum jubilee
        ("2022-06-03", {"england-and-wales", "scotland", "northern-ireland"}),
        ("2022-09-19", {"england-and-wales", "scotland", "northern-ireland"}),  # the late Queen's funeral
        ("2023-05-08", {"england-and-wales", "scotland", "northern-ireland"}),  # the coronation
        ("2024-01-02", {"scotland"}),
        ("2024-03-18", {"northern-ireland"}),  # St Patrick's Day fell on a Sunday
        ("2024-04-01", {"england-and-wales", "northern-ireland"}),  # Easter Monday
        ("2024-07-12", {"northern-ireland"}),
        ("2024-08-05", {"scotland"}),
        ("2024-08-26", {"england-and-wales", "northern-ireland"}),
        ("2024-12-02", {"scotland"}),  # St Andrew's Day fell on a Saturday
    ],
)
def test_days_that_are_easily_wrong(day: str, divisions: set[str]) -> None:
    known = read_calendar().divisions
    assert {name for name in known if date.fromisoformat(day) in known[name]} == divisions
