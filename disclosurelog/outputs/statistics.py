"""Figures about the logs, counted with pandas: the home page's, and each authority's by quarter and financial year.

Only what is published is counted. What a disclosure does not state, or states too coarsely, is counted as not
known, never left out in silence. The measures are those of paragraph 8.5 of the Code of Practice under section 45
of FOIA (2018): received, answered, in time and late, granted, refused, not held, and internal reviews.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from disclosurelog.model.authorities import Authority
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.dates import PartialDate
from disclosurelog.model.deadlines import deadline_of
from disclosurelog.model.disclosures import Disclosure, DisclosureLog
from disclosurelog.outputs.facets import NOT_STATED

NOT_KNOWN = "Not known"

_QUARTERS = ("January to March", "April to June", "July to September", "October to December")
_FIRST_MONTH_OF_YEAR = 4
"""A local authority's financial year begins on 1 April (Local Government Finance Act 1992, s.116(1))."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the home page.

    ``year`` is the latest year with an answer that could be judged; ``in_time`` of the ``judged`` answers of
    that year came by their due date. ``year`` is ``None`` where none could be judged.
    """

    disclosures: int
    questions: int
    datasets: int
    corrections: int
    year: int | None
    in_time: int
    judged: int

    @property
    def share(self) -> int:
        """The answers in time as a whole percentage, rounded down so that 99.6 % never reads as all."""
        return share_of(self.in_time, self.judged)


@dataclass(frozen=True, slots=True)
class Period:
    """What was counted in a quarter or a financial year.

    A request counts as received in the period of ``date_received`` (of the request as it was made), an answer
    as given in that of ``date_responded``. Of the ``answered``, ``in_time`` and ``late`` could be judged by the
    law's own clock; ``not_judged`` lack a law or a full date. ``median`` and ``ninetieth`` are working days,
    ``None`` where none is known: half, and nine in ten, of the answers whose time is known took no longer.
    """

    key: str
    title: str
    received: int
    answered: int
    in_time: int
    late: int
    not_judged: int
    median: int | None
    ninetieth: int | None
    outcomes: Mapping[str, int]
    reviews_requested: int
    reviews_answered: int

    @property
    def share(self) -> int | None:
        """The answers in time as a whole percentage of those that could be judged, rounded down."""
        judged = self.in_time + self.late
        return share_of(self.in_time, judged) if judged else None


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something stands in the log. ``key`` is the value, as the facet of that name has it."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a calendar year's requests the log holds, where the descriptor says how many were received."""

    year: str
    published: int
    received: int

    @property
    def share(self) -> int:
        """The published ones as a whole percentage, rounded down."""
        return share_of(self.published, self.received)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The statistics of one authority's log. Periods are in order of time, the unknown one last."""

    authority: Authority
    total: Period
    years: tuple[Period, ...]
    quarters: tuple[Period, ...]
    outcomes: tuple[Counted, ...]
    exemptions: tuple[Counted, ...]
    departments: tuple[Counted, ...]
    review_outcomes: tuple[Counted, ...]
    completeness: tuple[Completeness, ...]


def share_of(part: int, whole: int) -> int:
    """Return a part as a whole percentage, rounded down; 0 of nothing."""
    return part * 100 // whole if whole else 0


def quarter_of(day: PartialDate | None) -> str:
    """Return the quarter of a date, ``2024-Q2`` for April to June 2024, or ``NOT_KNOWN``."""
    return f"{day.year:04d}-Q{(day.month - 1) // 3 + 1}" if day and day.month else NOT_KNOWN


def financial_year_of(day: PartialDate | None) -> str:
    """Return the financial year of a date, ``2024-25`` for April 2024 to March 2025, or ``NOT_KNOWN``."""
    if day is None or day.month is None:
        return NOT_KNOWN
    year = day.year if day.month >= _FIRST_MONTH_OF_YEAR else day.year - 1
    return f"{year:04d}-{(year + 1) % 100:02d}"


def title_of(period: str) -> str:
    """Return a quarter or a financial year in words: ``April to June 2024``, ``2024 to 2025``."""
    year, _, rest = period.partition("-")
    if not rest:
        return period
    return f"{_QUARTERS[int(rest[1]) - 1]} {year}" if rest.startswith("Q") else f"{year} to {int(year) + 1:04d}"


def make_figures(catalogue: Catalogue) -> Figures:
    """Return the home page's figures. An answer that cannot be judged is left out, not counted as in time."""
    late = ((d.date_responded, deadline_of(d, catalogue.calendar).late) for d in catalogue.disclosures)
    judged = pd.DataFrame(
        [(when.year, is_late) for when, is_late in late if when is not None and is_late is not None],
        columns=["year", "late"],
    )
    year = int(judged["year"].max()) if len(judged) else None
    of_year = judged[judged["year"] == year]
    return Figures(
        disclosures=len(catalogue.disclosures),
        questions=sum(len(d.questions) for d in catalogue.disclosures),
        datasets=sum(
            bool(d.is_dataset) + sum(bool(release.is_dataset) for release in d.releases) for d in catalogue.disclosures
        ),
        corrections=sum(change.kind != "note" for log in catalogue.logs for change in log.changes),
        year=year,
        in_time=int((~of_year["late"].astype(bool)).sum()),
        judged=len(of_year),
    )


def make_statistics(catalogue: Catalogue) -> tuple[Statistics, ...]:
    """Return the statistics of each authority that has published anything."""
    return tuple(_statistics_of(log, catalogue) for log in catalogue.logs if log.published)


def _statistics_of(log: DisclosureLog, catalogue: Catalogue) -> Statistics:
    table = _table_of(log.published, catalogue)
    return Statistics(
        authority=log.authority,
        total=_period("", table, table, table),
        years=_periods(table, "year"),
        quarters=_periods(table, "quarter"),
        outcomes=_counted(d.outcome or NOT_STATED for d in log.published),
        exemptions=_counted(str(citation) for d in log.published for citation in d.all_exemptions),
        departments=_counted(name for d in log.published for name in d.department or (NOT_STATED,)),
        review_outcomes=_counted(d.review_outcome or NOT_STATED for d in log.published if _reviewed(d)),
        completeness=_completeness(log),
    )


def _reviewed(disclosure: Disclosure) -> bool:
    return bool(disclosure.review_requested or disclosure.review_responded or disclosure.review_outcome)


def _table_of(disclosures: Iterable[Disclosure], catalogue: Catalogue) -> pd.DataFrame:
    """Return a row for each disclosure, with the periods of receipt and answer and what can be said of its time."""
    rows: list[dict[str, Any]] = []
    for disclosure in disclosures:
        deadline = deadline_of(disclosure, catalogue.calendar)
        rows.append(
            {
                "received_quarter": quarter_of(disclosure.date_received),
                "received_year": financial_year_of(disclosure.date_received),
                "answered_quarter": quarter_of(disclosure.date_responded),
                "answered_year": financial_year_of(disclosure.date_responded),
                "late": {None: "unknown", True: "late", False: "in time"}[deadline.late],
                "taken": deadline.taken,
                "outcome": disclosure.outcome or NOT_STATED,
                "review_quarter": quarter_of(disclosure.review_requested),
                "review_year": financial_year_of(disclosure.review_requested),
                "reviewed": _reviewed(disclosure),
                "review_answered": bool(disclosure.review_responded or disclosure.review_outcome),
            }
        )
    return pd.DataFrame(rows).astype({"taken": "Float64"})


def _periods(table: pd.DataFrame, kind: str) -> tuple[Period, ...]:
    """Return each period from the first to the last that has anything in it, and what lies in no known one."""
    events = (("received", table), ("answered", table), ("review", table[table["reviewed"]]))
    found = {event: dict(iter(rows.groupby(f"{event}_{kind}", sort=False))) for event, rows in events}
    keys = sorted({str(key) for groups in found.values() for key in groups}, key=lambda key: (key == NOT_KNOWN, key))
    none = table.iloc[:0]
    return tuple(_period(key, *(groups.get(key, none) for groups in found.values())) for key in keys)


def _period(key: str, received: pd.DataFrame, answered: pd.DataFrame, reviews: pd.DataFrame) -> Period:
    late = answered["late"].value_counts()
    outcomes = answered["outcome"].value_counts()
    taken = answered["taken"].dropna().sort_values()
    return Period(
        key=key,
        title=title_of(key),
        received=len(received),
        answered=len(answered),
        in_time=int(late.get("in time", 0)),
        late=int(late.get("late", 0)),
        not_judged=int(late.get("unknown", 0)),
        median=_no_longer(taken, 50),
        ninetieth=_no_longer(taken, 90),
        outcomes={str(name): int(count) for name, count in outcomes.items()},
        reviews_requested=int(reviews["reviewed"].sum()),
        reviews_answered=int(reviews["review_answered"].sum()),
    )


def _no_longer(ordered: pd.Series[Any], percent: int) -> int | None:
    """Return the days that ``percent`` of the answers took at most: the nearest rank, so always one that occurred."""
    return int(ordered.iloc[-(-len(ordered) * percent // 100) - 1]) if len(ordered) else None


def _counted(values: Iterable[str]) -> tuple[Counted, ...]:
    """Return each value with its count, the most frequent first."""
    counts = pd.Series(list(values), dtype=object).value_counts()
    found = [Counted(str(value), int(count)) for value, count in counts.items()]
    return tuple(sorted(found, key=lambda counted: (-counted.count, counted.key)))


def _completeness(log: DisclosureLog) -> tuple[Completeness, ...]:
    years = pd.Series([str(d.date_received.year) for d in log.published if d.date_received], dtype=object)
    published = years.value_counts()
    return tuple(Completeness(year, int(published.get(year, 0)), count) for year, count in log.authority.received)
