"""Read the data files that hold facts: laws, provisions, outcomes, licences and bank holidays."""

from __future__ import annotations

import csv
import json
import tomllib
from datetime import date
from functools import cache
from importlib import resources

from disclosurelog.model.law import Law, Legislation, Outcome, Provision
from disclosurelog.model.licences import Licence, LicenceBook
from disclosurelog.model.working_days import Calendar


def _text(name: str) -> str:
    return (resources.files("disclosurelog") / "data" / name).read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines(), strict=True))


@cache
def read_law() -> Law:
    """Return the four laws, their provisions and the outcomes."""
    legislation = {
        row["legislation"]: Legislation(
            code=row["legislation"],
            title=row["title"],
            short_title=row["short_title"],
            year_and_number=row["year_and_number"],
            url=row["url"],
            environmental=row["environmental"] == "yes",
            jurisdiction=row["jurisdiction"],
            time_limit=row["time_limit"],
            review_duty=row["review_duty"],
            review_note=row["review_note"],
            regulator_note=row["regulator_note"],
        )
        for row in _rows("legislation.csv")
    }
    provisions = {
        (row["legislation"], row["provision"]): Provision(
            legislation=row["legislation"],
            provision=row["provision"],
            title=row["title"],
            kind=row["class"],
            public_interest_test=row["public_interest_test"],
            plain=row["plain"],
            url=row["url"],
        )
        for row in _rows("exemptions.csv")
    }
    outcomes = {
        row["outcome"]: Outcome(row["outcome"], row["plain"], row["tone"], row["code_of_practice"])
        for row in _rows("outcomes.csv")
    }
    return Law(legislation, provisions, outcomes)


@cache
def read_licences() -> LicenceBook:
    """Return every licence known, and the sentences that give the reason for a decision."""
    data = tomllib.loads(_text("licences.toml"))
    return LicenceBook({entry["id"]: Licence(**entry) for entry in data["licence"]}, data["reasons"])


@cache
def read_calendar() -> Calendar:
    """Return the bank holidays of the United Kingdom."""
    data = json.loads(_text("bank-holidays.json"))
    divisions = {name: frozenset(date.fromisoformat(day) for day in days) for name, days in data["divisions"].items()}
    return Calendar(divisions, date.fromisoformat(data["since"]), date.fromisoformat(data["until"]))
