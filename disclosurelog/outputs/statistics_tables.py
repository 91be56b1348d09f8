"""The statistics as tables: each is shown on the page and written as a CSV from the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosurelog.model.addresses import browse_slug
from disclosurelog.model.authorities import Authority
from disclosurelog.model.catalogue import Catalogue
from disclosurelog.model.law import Law
from disclosurelog.model.licences import LicenceNotice
from disclosurelog.model.outputs import OutputFile
from disclosurelog.outputs.csv_bytes import csv_bytes
from disclosurelog.outputs.csvw import make_csvw
from disclosurelog.outputs.facets import NOT_STATED, provision_named
from disclosurelog.outputs.statistics import NOT_KNOWN, Counted, Period, Statistics

FOLDER = "statistics/"

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the CSV, what heads it on the page (``""``: it is not shown there), and what it holds."""

    name: str
    title: str
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """A table. ``links`` lead from the first cell of each row, from the root of the site; ``""`` is none."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    links: tuple[str, ...] = ()

    def shown(self, row: tuple[Cell, ...]) -> list[tuple[Column, Cell]]:
        """Return the cells of a row that the page shows, each with its column."""
        return [(column, cell) for column, cell in zip(self.columns, row, strict=True) if column.title]

    def path(self, authority: str) -> str:
        """Return the address of its CSV from the root of the site."""
        return f"{FOLDER}{authority}/{self.name}.csv"


_KEY = Column("period_code", "", numeric=False)
_TIMES = (
    Column("received", "Received"),
    Column("answered", "Answered"),
    Column("in_time", "In time"),
    Column("late", "Late"),
    Column("not_judged", "Cannot be judged"),
    Column("in_time_percent", "In time, %"),
    Column("median_working_days", "Half within, working days"),
    Column("ninetieth_percentile_working_days", "Nine in ten within, working days"),
)
_TIMES_NOTE = (
    "“In time” is by the law’s own clock: twenty working days, or the extended date where the law allows one. "
    "An answer cannot be judged where the law or a full date is not stated. The percentage is of those that can, "
    "rounded down."
)


_SHARED = "An answer that has several is counted for each."


def tables_of(statistics: Statistics, catalogue: Catalogue) -> tuple[StatisticsTable, ...]:
    """Return every table of an authority that has something in it, in the order of its page."""
    made = (
        _completeness(statistics),
        _times("years", "By financial year", "Financial year, April to March", statistics.years),
        _times("quarters", "By quarter", "Quarter", statistics.quarters),
        _outcomes(statistics, catalogue.law),
        _provisions(statistics, catalogue),
        _counts("departments", "Departments", "Department", _SHARED, statistics.departments, "browse/department/"),
        _reviews(statistics),
        _counts("review-outcomes", "Outcomes of internal reviews", "Outcome", "", statistics.review_outcomes),
    )
    return tuple(table for table in made if table.rows)


def _completeness(statistics: Statistics) -> StatisticsTable:
    return StatisticsTable(
        "completeness",
        "How much of it is here",
        "The requests that the authority says it received in a calendar year, and how many of them are in this log. "
        "The percentage is rounded down.",
        (
            Column("year", "Year", numeric=False),
            Column("received", "Received by the authority"),
            Column("published", "Published here"),
            Column("published_percent", "Published, %"),
        ),
        tuple((found.year, found.received, found.published, found.share) for found in statistics.completeness),
    )


def _times(name: str, title: str, heading: str, periods: Sequence[Period]) -> StatisticsTable:
    dated = any(period.received for period in periods if period.key != NOT_KNOWN)
    rows = tuple(
        (
            period.title,
            period.key,
            period.received if dated or period.key == NOT_KNOWN else None,
            period.answered,
            period.in_time,
            period.late,
            period.not_judged,
            period.share,
            period.median,
            period.ninetieth,
        )
        for period in periods
    )
    return StatisticsTable(name, title, _TIMES_NOTE, (Column("period", heading, numeric=False), _KEY, *_TIMES), rows)


def _outcomes(statistics: Statistics, law: Law) -> StatisticsTable:
    """Return a row for each outcome, a column for each financial year."""
    known = [counted.key for counted in statistics.outcomes]
    names = [name for name in (*law.outcomes, NOT_STATED) if name in known]
    years = statistics.years
    return StatisticsTable(
        "outcomes",
        "Outcomes",
        "By the financial year of the answer. The second column is what the code of practice under section 45 of the "
        "Freedom of Information Act calls it (paragraph 8.5).",
        (
            Column("outcome", "Outcome", numeric=False),
            Column("code_of_practice", "In the code’s terms", numeric=False),
            *(Column(f"answered_{year.key.lower().replace(' ', '_')}", year.title) for year in years),
            Column("all", "All"),
        ),
        tuple(
            (
                name,
                _in_the_codes_terms(law, name),
                *(year.outcomes.get(name, 0) for year in years),
                statistics.total.outcomes.get(name, 0),
            )
            for name in names
        ),
        tuple(f"browse/outcome/{browse_slug(name)}/" for name in names),
    )


def _in_the_codes_terms(law: Law, outcome: str) -> str | None:
    known = law.outcomes.get(outcome)
    return known.code_of_practice.capitalize() if known and known.code_of_practice != "none" else None


def _provisions(statistics: Statistics, catalogue: Catalogue) -> StatisticsTable:
    rows = []
    for counted in statistics.exemptions:
        provision = provision_named(catalogue, counted.key)
        rows.append((counted.key, provision.title if provision else "", counted.count))
    return StatisticsTable(
        "exemptions",
        "Exemptions and exceptions relied on",
        f"{_SHARED} Procedural provisions, such as the limit on cost, are here too.",
        (
            Column("provision", "Provision", numeric=False),
            Column("about", "What it is about", numeric=False),
            Column("answers", "Answers"),
        ),
        tuple(rows),
        tuple(f"browse/exemption/{browse_slug(counted.key)}/" for counted in statistics.exemptions),
    )


def _counts(
    name: str, title: str, heading: str, note: str, counts: Sequence[Counted], folder: str = ""
) -> StatisticsTable:
    return StatisticsTable(
        name,
        title,
        note,
        (Column(heading.lower(), heading, numeric=False), Column("answers", "Answers")),
        tuple((counted.key, counted.count) for counted in counts),
        tuple(f"{folder}{browse_slug(counted.key)}/" for counted in counts) if folder else (),
    )


def _reviews(statistics: Statistics) -> StatisticsTable:
    rows = [
        (period.title, period.key, period.reviews_requested, period.reviews_answered)
        for period in statistics.years
        if period.reviews_requested
    ]
    return StatisticsTable(
        "reviews",
        "Internal reviews",
        "By the financial year in which the review was asked for.",
        (
            Column("period", "Financial year, April to March", numeric=False),
            _KEY,
            Column("requested", "Asked for"),
            Column("answered", "Answered"),
        ),
        tuple(rows),
    )


def path_of(authority: Authority) -> str:
    """Return the address of the page of an authority's statistics from the root of the site."""
    return f"{FOLDER}{authority.name}/"


def notice_of(statistics: Statistics, catalogue: Catalogue, site_url: str) -> LicenceNotice:
    """Return the licence of an authority's statistics."""
    authority = statistics.authority
    return catalogue.licences.counts_notice(
        authority.policy,
        authority=authority.title,
        title=f"Statistics of {authority.title}’s disclosure log",
        url=site_url + path_of(authority),
        terms=f"{site_url}licence/",
    )


_LICENCE_COLUMNS = ("licence", "licence_url", "attribution")


def make_statistics_files(
    statistics: Statistics, tables: Iterable[StatisticsTable], notice: LicenceNotice, site_url: str
) -> Iterator[OutputFile]:
    """Yield each table as CSV, on every row the authority and the licence, and what describes it to programs."""
    authority = statistics.authority
    licence = (notice.licence.id, notice.url, notice.attribution)
    for table in tables:
        fields = _fields(table)
        rows = ([authority.name, *row, *licence] for row in table.rows)
        path = table.path(authority.name)
        yield OutputFile(path, csv_bytes([field["name"] for field in fields], rows))
        described = make_csvw(
            path.rpartition("/")[2],
            f"{table.title}, {authority.title}",
            table.note,
            fields,
            notice=notice,
            publisher=authority.title,
            publisher_url=authority.website,
            source=site_url + path_of(authority),
        )
        yield OutputFile(f"{path}-metadata.json", described)


def _fields(table: StatisticsTable) -> list[dict[str, str]]:
    """Return the columns of a table's CSV as Table Schema fields."""
    own = [
        {"name": column.name, "type": "integer" if column.numeric else "string", "title": column.title}
        for column in table.columns
    ]
    added = [{"name": name, "type": "string"} for name in _LICENCE_COLUMNS]
    return [{"name": "authority", "type": "string"}, *own, *added]
